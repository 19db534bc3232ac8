"""What a file holds before anything is measured: layers, rows, coordinate system, encoding, columns, words, countries.

A scan reads the first rows and only columns whose name is known; it holds no coordinate and no cell of another column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geodata.errors import OwnFileError
from geodata.own.columns import (
    ColumnFinding,
    Columns,
    SizeComparison,
    WordCount,
    column_option,
    compare_sizes,
    count_words,
    find_columns,
    name_matches,
)
from geodata.own.coordinate_systems import CrsFinding, Points, find_crs, parse_crs, to_degrees
from geodata.own.files import FileLayer, HazardFile, RawBatch
from geodata.own.quantities import (
    NumberStyle,
    Sign,
    figure,
    is_empty,
    number_in,
    number_style,
    size_of,
    text_of,
    unit_in_name,
)
from geodata.own.reading import ReadingPlan, country_code, hazard_batch, is_none, places_in, places_of, shapes_of
from geodata.own.records import UNKNOWN
from geodata.own.sizes import area_m2
from geodata.own.vocabulary import NO_LAND, PLACE_ROLES, Role, Unit, Vocabulary, shipped_vocabulary
from geodata.wording import enumeration, number

SAMPLE_ROWS = 5_000  # looked at for columns, words and places


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found in one layer of a file.

    Attributes
    ----------
    file
        Name of the file without its folder.
    layer, layers
        The layer that was looked at, and all layers of the file with their rows (-1: not said).
    sample
        Rows that were looked at.
    shapes
        Rows of the sample by what they have: polygons, lines, points, none, unreadable.
    sample_words
        Words of the sample with letters beyond ASCII, in the encoding found: they show whether it is right.
    words
        Words of type and status, with what they mean.
    sizes
        Stated beside drawn sizes of the sample; None where one of both is missing.
    doubtful_size
        A stated size that can be read in two ways, where the decimal sign has to be decided; "" without one.
    notes
        What a reader should know, as sentences.
    problems
        What has to be decided before the file can be measured, as sentences.
    """

    file: str
    format: str
    bytes: int
    layer: str
    layers: tuple[tuple[str, int], ...]
    rows: int
    sample: int
    shapes: Mapping[str, int]
    crs: CrsFinding
    encoding: str
    sample_words: tuple[str, ...]
    columns: tuple[ColumnFinding, ...]
    roles: Columns
    words: tuple[WordCount, ...]
    sizes: SizeComparison | None
    doubtful_size: str
    notes: tuple[str, ...]
    problems: tuple[str, ...]
    srid: int = 0

    @property
    def countries(self) -> tuple[tuple[str, int], ...]:
        """Area codes that places of the sample fall in, with their numbers; "" for none."""
        return self.crs.countries

    def plan(
        self, *, file: int = 0, vocabulary: Vocabulary | None = None, encoding: str = "", first: int = 0
    ) -> ReadingPlan:
        """Return how the layer is read as hazard records.

        Raises
        ------
        OwnFileError
            When something has to be decided before; all of it is said, each with the file that it is about.
        """
        if self.problems:
            named = (problem if self.file in problem else f"{self.file}: {problem}" for problem in self.problems)
            raise OwnFileError("; ".join(named))
        return ReadingPlan(
            file=file,
            layer=self.layer,
            columns=self.roles,
            crs=self.crs.crs,
            is_swapped=self.crs.is_swapped,
            encoding=encoding,
            vocabulary=vocabulary or shipped_vocabulary(),
            first=first,
            srid=self.srid,
        )

    def as_json(self) -> dict[str, Any]:
        """Return the scan as plain values."""
        return {
            "file": self.file,
            "format": self.format,
            "bytes": self.bytes,
            "layer": self.layer,
            "layers": [{"name": name, "rows": rows} for name, rows in self.layers],
            "rows": self.rows,
            "sample": self.sample,
            "shapes": dict(self.shapes),
            "crs": {
                "code": self.crs.crs or "EPSG:4326",
                "known": self.crs.origin.value,
                "label": self.crs.label,
                "sentence": self.crs.sentence,
                "guesses": [{"crs": guess.crs, "label": guess.label} for guess in self.crs.guesses],
            },
            "encoding": self.encoding,
            "sample_words": list(self.sample_words),
            "columns": [
                {"name": column.name, "role": column.role.value if column.role else None, "score": column.score}
                for column in self.columns
            ],
            "unit": self.roles.unit,
            "doubtful_size": self.doubtful_size,
            "words": [
                {
                    "column": word.role.value,
                    "word": word.text,
                    "means": word.means,
                    "source": word.source,
                    "rows": word.count,
                }
                for word in self.words
            ],
            "countries": dict(self.countries),
            "notes": list(self.notes),
            "problems": list(self.problems),
        }


def scan(
    path: Path,
    *,
    layer: str = "",
    encoding: str = "",
    crs: str = "",
    columns: Columns | None = None,
    vocabulary: Vocabulary | None = None,
    scratch: Path | None = None,
) -> Scan:
    """Return what a layer of a file holds.

    Parameters
    ----------
    layer
        Name of a layer; without one the only layer, or the only one with shapes.
    encoding, crs
        What the reader says of text and coordinates; found from the file without.
    columns
        Roles that the reader gives, from `columns.parse_columns`.

    Raises
    ------
    OwnFileError
        When the file cannot be read, or the layer has to be named.
    """
    vocabulary = vocabulary or shipped_vocabulary()
    with HazardFile(path, scratch=scratch, encoding=encoding) as file:
        chosen = file.layer(layer)
        given = (columns or Columns()).of_file(chosen.columns)
        known = [name for name in chosen.columns if name_matches(name, vocabulary)]
        known += [name for _, name in given.roles if name in chosen.columns and name not in known]
        sample = _sample(file, chosen, known)
        cells, count = sample.cells, sample.rows
        samples = {name: column.to_pylist() for name, column in cells.items()}
        place_roles = frozenset() if chosen.has_shapes else PLACE_ROLES
        column_findings, questions, roles = find_columns(
            chosen.columns,
            samples,
            vocabulary=vocabulary,
            given=given,
            roles=frozenset(Role) - PLACE_ROLES | place_roles,
            file=file.name,
        )
        roles = _without_unused(roles)
        by_role = {role: cells[name] for role, name in roles.roles if name in cells}
        notes, problems = _encoding_notes(chosen, encoding), list(questions)
        shapes, places, srids, place_notes = _shapes(sample, by_role, roles)
        notes += place_notes
        if not chosen.has_shapes and not places.size:
            problems.append(_no_geometry(file.name, chosen, roles, count))
        declared = Counter(
            code for value in samples.get(roles.column(Role.COUNTRY), ()) if (code := country_code(text_of(value)))
        )
        is_local = not chosen.has_shapes and Role.ZONE in by_role
        stated = "EPSG:4326" if is_local else chosen.crs
        if not chosen.has_shapes and Role.LONGITUDE in by_role and not crs:
            stated = ""
        if len(srids) == 1 and not stated:
            stated = f"EPSG:{srids[0]}"
        finding = find_crs(stated, places, given="" if is_local else crs, declared=declared, name=_label(file, chosen))
        if len(srids) > 1:
            problems.append(_several_systems(_label(file, chosen), srids))
        elif not finding.is_certain:
            problems.append(finding.sentence)
        elif places.size:
            notes.append(finding.sentence)
        sizes = _size_finding(roles, by_role, sample, finding)
        notes += sizes.notes
        problems += [sizes.problem] if sizes.problem else []
        roles = replace(roles, unit=sizes.unit, decimal=sizes.decimal)
        notes += _version_notes(roles, by_role, sample.counted)
        words = _words(roles, samples, vocabulary)
        if set(shapes) - {"none"}:
            notes += _word_notes(words, roles, sample.counted)
        return Scan(
            file=file.name,
            format=file.format.label,
            bytes=path.stat().st_size if path.is_file() else sum(part.stat().st_size for part in path.rglob("*")),
            layer=chosen.name,
            layers=tuple((each.name, each.rows) for each in file.layers),
            rows=count if chosen.rows < 0 and sample.counted.are_all else chosen.rows,
            sample=count,
            shapes=shapes,
            crs=finding,
            encoding=chosen.encoding,
            sample_words=_sample_words(words),
            columns=column_findings,
            roles=roles,
            words=words,
            sizes=sizes.comparison,
            doubtful_size=sizes.doubtful,
            notes=tuple(dict.fromkeys(notes)),
            problems=tuple(dict.fromkeys(problems)),
            srid=srids[0] if srids else 0,
        )


def _label(file: HazardFile, layer: FileLayer) -> str:
    return file.name if len(file.layers) == 1 else f"layer {layer.name} of {file.name}"


@dataclass(frozen=True, slots=True)
class CountedRows:
    """The rows looked at: how many, and whether these are all of the layer."""

    rows: int
    are_all: bool = True

    def of(self, count: int) -> str:
        """Return how many of the rows something is said of; `count` is at least 2.

        Examples
        --------
        >>> CountedRows(106).of(23), CountedRows(5_000, are_all=False).of(23), CountedRows(8).of(8)
        ('23 of 106 rows', '23 of the first 5,000 rows', 'all 8 rows')
        """
        if count == self.rows and self.are_all:
            return f"all {count:,} rows"
        return f"{count:,} of {self}"

    def __str__(self) -> str:
        return f"{self.rows:,} rows" if self.are_all else f"the first {self.rows:,} rows"


@dataclass(frozen=True, slots=True)
class _Sample:
    """The first rows of a layer: shapes as WKB (None without), and columns whose name is known."""

    wkb: NDArray[np.object_] | None
    cells: Mapping[str, pa.Array]
    rows: int

    @property
    def counted(self) -> CountedRows:
        """How many rows, and whether these are all."""
        return CountedRows(self.rows, self.rows < SAMPLE_ROWS)


def _sample(file: HazardFile, layer: FileLayer, names: Sequence[str]) -> _Sample:
    batches = [*file.batches(layer, names, rows=SAMPLE_ROWS, limit=SAMPLE_ROWS)]
    if not batches:
        empty = np.empty(0, object) if layer.has_shapes else None
        return _Sample(empty, {name: pa.array([], pa.string()) for name in names}, 0)
    cells = {name: pa.chunked_array([batch.columns[name] for batch in batches]).combine_chunks() for name in names}
    shapes = [batch.wkb for batch in batches if batch.wkb is not None]
    return _Sample(np.concatenate(shapes) if shapes else None, cells, sum(batch.rows for batch in batches))


def _without_unused(roles: Columns) -> Columns:
    """Return roles without the ways to give a place that another one makes needless."""
    has = {role for role, _ in roles.roles}
    unused: Set[Role]
    if Role.WKT in has:
        unused = PLACE_ROLES - {Role.WKT}
    elif {Role.LONGITUDE, Role.LATITUDE} <= has:
        unused = {Role.EASTING, Role.NORTHING, Role.ZONE}
    elif {Role.EASTING, Role.NORTHING} <= has:
        unused = {Role.LONGITUDE, Role.LATITUDE}
    else:
        unused = PLACE_ROLES
    return replace(roles, roles=tuple(pair for pair in roles.roles if pair[0] not in unused))


def _no_geometry(name: str, layer: FileLayer, roles: Columns, rows: int) -> str:
    columns = [column for role, column in roles.roles if role in PLACE_ROLES]
    if columns and not rows:
        return f"{name} has no row below the names of its columns, expected one for each record"
    if columns:
        return (
            f"{name} has no place in {enumeration(columns)} in its first rows, expected shapes as WKT, degrees, or "
            "metres with a UTM zone"
        )
    return (
        f"{name} has no shapes and no columns of coordinates among its {len(layer.columns)} columns, expected a column "
        "of WKT, or longitude and latitude, or easting, northing and UTM zone; name them, as in --column "
        "longitude=LON --column latitude=LAT, or open it on “Own data” as a table by country or area"
    )


def _several_systems(label: str, srids: Sequence[int]) -> str:
    codes = enumeration([str(code) for code in srids], 5)
    return (
        f"{label} mixes coordinate systems: its shapes state the SRID {codes}; put the rows of each into its own file"
    )


def _encoding_notes(layer: FileLayer, given: str) -> list[str]:
    if not layer.encoding_note or given:
        return []
    return [f"text: {layer.encoding_note}; say another with --encoding where words below look wrong"]


def _drawn_m2(wkb: NDArray[np.object_], crs: str) -> NDArray[np.float64]:
    """Return the drawn size of each shape in square metres, nan for what is no polygon in range."""
    shapes = shapely.from_wkb(wkb, on_invalid="fix")
    polygons = ~shapely.is_missing(shapes) & (shapely.get_dimensions(shapes) == 2) & (shapely.get_type_id(shapes) != 7)
    sizes = np.full(len(shapes), np.nan)
    chosen = shapely.force_2d(shapes[polygons])
    if crs:
        system, _ = parse_crs(crs)
        chosen = shapely.transform(chosen, lambda corners: to_degrees(system, corners))
    boxes = shapely.bounds(chosen)
    in_range = (np.abs(boxes) <= (180, 90, 180, 90)).all(axis=1)
    sizes[np.flatnonzero(polygons)[in_range]] = area_m2(chosen[in_range])
    return sizes


_KINDS = {-1: "none", 0: "points", 1: "lines", 2: "polygons"}


def _shapes(
    sample: _Sample, by_role: Mapping[Role, pa.Array], roles: Columns
) -> tuple[dict[str, int], Points, list[int], list[str]]:
    """Return the rows of the sample by kind of shape, a place of each shape, and notes on rows without one.

    Before the notes stand the codes of coordinate systems that shapes state themselves, as EWKB and EWKT do.
    """
    count = sample.rows
    if sample.wkb is not None or Role.WKT in by_role:
        raw = sample.wkb if sample.wkb is not None else shapes_of(by_role, count)
        shapes = shapely.from_wkb(raw, on_invalid="fix")
        missing = is_none(raw)
        lost = shapely.is_missing(shapes) & ~missing
        dimensions = np.where(shapely.is_empty(shapes) | shapely.is_missing(shapes), -1, shapely.get_dimensions(shapes))
        kinds = Counter(_KINDS[dimension] for dimension in dimensions[~lost].tolist())
        if lost.any():
            kinds["unreadable"] = int(lost.sum())
        places = places_in(shapes)
        srids = np.unique(shapely.get_srid(shapes[~shapely.is_missing(shapes)]))
        return dict(kinds), places[np.isfinite(places).all(axis=1)], srids[srids > 0].tolist(), []
    places, undecided = places_of(by_role, count)
    good = np.isfinite(places).all(axis=1)
    notes = []
    if undecided:
        notes.append(_zone_note(undecided, sample.counted, roles.column(Role.ZONE)))
    if {Role.LONGITUDE, Role.EASTING} & by_role.keys():
        notes.append("rows are points: they are counted apart, and no area is made of them")
    numbers = {"points": int(good.sum()), "none": int((~good).sum())}
    return {kind: number for kind, number in numbers.items() if number}, places[good], [], notes


@dataclass(frozen=True, slots=True)
class _SizeFinding:
    """Unit and decimal sign of stated sizes, how they compare with drawn ones, notes, and what has to be decided."""

    unit: str
    decimal: Sign | None
    comparison: SizeComparison | None = None
    notes: tuple[str, ...] = ()
    problem: str = ""
    doubtful: str = ""


_FITS = (
    1.5  # factor by which the median of drawn and stated sizes may differ, so that unit and sign are taken for right
)


def _size_finding(roles: Columns, by_role: Mapping[Role, pa.Array], sample: _Sample, crs: CrsFinding) -> _SizeFinding:
    name = roles.column(Role.SIZE)
    if Role.SIZE not in by_role:
        return _SizeFinding(roles.unit, roles.decimal)
    unit = roles.unit or unit_in_name(name) or ""

    def compared_by(sign: Sign | None) -> SizeComparison | None:
        return _comparison(replace(roles, decimal=sign), by_role, sample, crs, unit=unit or Unit.M2)

    decimal, notes, doubtful = _decimal_sign(roles, by_role[Role.SIZE].to_pylist())
    if doubtful:
        fitting = [sign for sign in Sign if (one := compared_by(sign)) and 1 / _FITS <= one.ratio <= _FITS]
        if len(fitting) != 1:
            return _SizeFinding(unit, None, problem=_sign_question(name, unit, doubtful), doubtful=doubtful)
        decimal = fitting[0]
        notes.append(f"{doubtful!r} in {name} is read as {_read_as(doubtful, decimal)}, as the drawn areas show")
    compared = compared_by(decimal)
    if compared and compared.likely_unit and not roles.unit:
        problem = (
            f"sizes in {name} are not {Unit(unit or Unit.M2).label}: drawn areas are {compared.ratio:,.3g} times as "
            f"large; they seem to be {Unit(compared.likely_unit).label}: say "
            f"{column_option(f'size={name}:{compared.likely_unit}')}"
        )
        return _SizeFinding("", decimal, compared, problem=problem)
    how = "as given" if roles.unit else "by its name"
    if not unit and compared and compared.compared and 1 / _FITS <= compared.ratio <= _FITS:
        unit, how = Unit.M2, "as the drawn areas show"
    if not unit:
        cells = (value for value in by_role[Role.SIZE].to_pylist() if not is_empty(value))
        if not all(size_of(value, NumberStyle(decimal))[1] for value in cells):
            problem = (
                f"the unit of the sizes in {name} is not said and cannot be seen from drawn areas: say it, as in "
                f"{column_option(f'size={name}:m2')} (or ha, km2, acre, dunam)"
            )
            return _SizeFinding("", decimal, compared, problem=problem)
    notes += [f"sizes are read from {name} in {Unit(unit).label}, {how}"] if unit else []
    if compared and compared.differing:
        notes.append(_size_note(compared.differing, compared.compared, sample.counted))
    return _SizeFinding(unit, decimal, compared, (*notes,))


def _decimal_sign(roles: Columns, values: Sequence[object]) -> tuple[Sign | None, list[str], str]:
    """Return the decimal sign of sizes, notes, and a number that can be read in two ways where no other one tells."""
    if roles.decimal is not None:
        return roles.decimal, [], ""
    try:
        style, doubtful = number_style(number_in(value)[0] for value in values if isinstance(value, str))
    except ValueError as error:
        note = f"in {roles.column(Role.SIZE)} {error}: numbers that can be read in two ways count as no size"
        return None, [note], ""
    return style.decimal, [], doubtful


def _sign_question(name: str, unit: str, doubtful: str) -> str:
    first, second = (_read_as(doubtful, sign) for sign in (Sign.COMMA, Sign.DOT))
    column = f"size={name}{f':{unit}' if unit else ''}"
    return (
        f"{doubtful!r} in {name} can be {first} or {second}, and no other number of it tells the decimal sign: "
        f"say {column_option(f'{column}:comma')} or {column_option(f'{column}:point')}"
    )


def _read_as(text: str, sign: Sign) -> str:
    return number(figure(text, NumberStyle(sign)) or 0.0)


def _comparison(
    roles: Columns, by_role: Mapping[Role, pa.Array], sample: _Sample, crs: CrsFinding, *, unit: str
) -> SizeComparison | None:
    """Return stated beside drawn sizes of the sample; None where nothing is drawn."""
    raw = sample.wkb if sample.wkb is not None else shapes_of(by_role, sample.rows) if Role.WKT in by_role else None
    if raw is None or not crs.is_certain:
        return None
    plan = ReadingPlan(columns=replace(roles, unit=unit), crs=crs.crs, is_swapped=crs.is_swapped)
    columns = {column: by_role[role] for role, column in roles.roles if role is Role.SIZE}
    batch = hazard_batch(RawBatch(0, raw, columns, sample.rows), plan)
    compared = compare_sizes(batch.stated_m2, _drawn_m2(batch.wkb, crs.crs), unit)
    return compared if compared.compared else None


def _version_notes(roles: Columns, by_role: Mapping[Role, pa.Array], rows: CountedRows) -> list[str]:
    """Return what becomes of rows of the sample that share the id of a record."""
    name = roles.column(Role.RECORD)
    if Role.RECORD not in by_role:
        return []
    ids = Counter(text for value in by_role[Role.RECORD].to_pylist() if (text := text_of(value)))
    shared = sum(count for count in ids.values() if count > 1)
    if not shared:
        return []
    start = f"{rows.of(shared)} share their {name} with another row"
    if Role.DATE not in by_role:
        return [f"{start}, and no column of dates says which is newer: all of them count"]
    if not roles.has_versions:
        return [f"{start}: all of them count; if they are versions of one record, say {column_option(f'id={name}')}"]
    newest = f"the newest row by {roles.column(Role.DATE)} that is not later than the day measured"
    return [f"{start}: of each record {newest} counts, and all rows of its date"]


def _words(roles: Columns, samples: Mapping[str, Sequence[object]], vocabulary: Vocabulary) -> tuple[WordCount, ...]:
    """Return the words of type and status; where no column has the status, types that say one as well."""
    types = count_words(Role.TYPE, samples.get(roles.column(Role.TYPE), ()), vocabulary)
    if roles.column(Role.STATUS):
        return (*types, *count_words(Role.STATUS, samples.get(roles.column(Role.STATUS), ()), vocabulary))
    implied = count_words(Role.STATUS, samples.get(roles.column(Role.TYPE), ()), vocabulary)
    return (*types, *(word for word in implied if word.means != UNKNOWN))


def _word_notes(words: Sequence[WordCount], roles: Columns, rows: CountedRows) -> list[str]:
    notes = []
    implied = {word.text for word in words if word.role is Role.STATUS and not roles.column(Role.STATUS)}
    for role in (Role.TYPE, Role.STATUS):
        unknown = [word for word in words if word.role is role and word.means == UNKNOWN and word.text not in implied]
        if unknown:
            named = ", ".join(repr(word.text) for word in unknown[:5])
            named += f" and {len(unknown) - 5} more" if len(unknown) > 5 else ""
            notes.append(_word_note(sum(word.count for word in unknown), rows, role, named))
        elif not roles.column(role) and not (role is Role.STATUS and implied):
            notes.append(f"no column is read as {role}: all rows count as {role} not told")
    if implied:
        notes.append(f"no column is read as status; {roles.column(Role.TYPE)} says it for some rows")
    apart = sum(word.count for word in words if word.role is Role.TYPE and word.means in NO_LAND)
    if apart:
        notes.append(_no_land_note(apart, rows))
    return notes


def _sample_words(words: Sequence[WordCount]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word.text for word in words if not word.text.isascii()))[:3]


# -- Notes that count rows of the sample. A sample of one row is a file of one row.


def _zone_note(count: int, rows: CountedRows, column: str) -> str:
    cause, remedy = f"is missing or may be two ({column})", "write zones as 36N or EPSG:32636"
    if rows.rows == 1:
        return f"the UTM zone of the only row {cause}: it has no place; {remedy}"
    if count == 1:
        return f"the UTM zone of 1 of {rows} {cause}: it has no place; {remedy}"
    return f"the UTM zone of {rows.of(count)} {cause}: they have no place; {remedy}"


def _size_note(count: int, compared: int, rows: CountedRows) -> str:
    """Return how many of the sizes compared differ from the drawn ones.

    Examples
    --------
    >>> _size_note(1, 1, CountedRows(1))
    'the stated size of the only row differs from the drawn area by more than a tenth'
    >>> _size_note(1, 1, CountedRows(8))
    'the only stated size in 8 rows differs from the drawn area by more than a tenth'
    """
    if rows.rows == 1:
        return "the stated size of the only row differs from the drawn area by more than a tenth"
    if compared == 1:
        return f"the only stated size in {rows} differs from the drawn area by more than a tenth"
    start = f"of {compared:,} stated sizes in {rows}"
    if count == 1:
        return f"{start}, 1 differs from the drawn area by more than a tenth"
    return f"{start}, {count:,} differ from the drawn area by more than a tenth"


def _word_note(count: int, rows: CountedRows, role: Role, named: str) -> str:
    """Return how many rows have a word of type or status that is in no vocabulary.

    Examples
    --------
    >>> _word_note(1, CountedRows(1), Role.TYPE, "'SHA 2'")
    "the only row has a type that is not in the vocabulary ('SHA 2'): it counts as not told; add the words with --words"
    """
    unknown = f"a {role} that is not in the vocabulary ({named})"
    if rows.rows == 1:
        return f"the only row has {unknown}: it counts as not told; add the words with --words"
    if count == 1:
        return f"1 of {rows} has {unknown}: it counts as not told; add the words with --words"
    return f"{rows.of(count)} have {unknown}: they count as not told; add the words with --words"


def _no_land_note(count: int, rows: CountedRows) -> str:
    """Return how many rows are no hazard areas.

    Examples
    --------
    >>> _no_land_note(1, CountedRows(8))
    '1 of 8 rows is an accident or a store of ammunition and no hazard area'
    """
    if rows.rows == 1:
        return "the only row is an accident or a store of ammunition and no hazard area"
    if count == 1:
        return f"1 of {rows} is an accident or a store of ammunition and no hazard area"
    return f"{rows.of(count)} are accidents or stores of ammunition and no hazard areas"
