"""From a table or measurement of a reader to own figures: one total an area, added up only where the reader says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from geodata.dates import DateSpan
from geodata.first_level import first_level_areas
from geodata.own.join_report import JOINED_KINDS, RowKind
from geodata.own.kernel import Cut
from geodata.own.names import MatchKind
from geodata.own.result import (
    LedgerMessage,
    MeasuredRow,
    Measurement,
    counted_messages,
    headline_message,
    km2_text,
)
from geodata.own.shares import OUTSIDE
from geodata.own.tables import OwnTable, OwnValue
from geodata.own_figures import FEWEST_RECORDS, AreaText, OwnFigure, OwnFigures, OwnFiguresError, OwnLevel
from geodata.own_outlines import OwnArea, outlines_of
from geodata.wording import count_text, enumeration


@dataclass(frozen=True, slots=True)
class Statement:
    """What a reader says of figures: what a legend calls them, and claimant, date, definition, source and licence."""

    title: str = ""
    claimant: str = ""
    dated: DateSpan | None = None
    definition: str = ""
    source: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an area lies: its country (alpha-3), its name, and of a part of a country a point inside it in degrees."""

    country: str
    name: str
    lon: float | None = None
    lat: float | None = None


def mappable_columns(table: OwnTable) -> dict[str, tuple[OwnValue, ...]]:
    """Return the values in km² by the header of their column; columns of counts, shares and dates are left out."""
    columns: dict[str, list[OwnValue]] = {}
    for value in table.values:
        if value.km2 is not None:
            columns.setdefault(value.column, []).append(value)
    return {header: tuple(values) for header, values in columns.items()}


def repeated_areas(values: Iterable[OwnValue]) -> tuple[str, ...]:
    """Return the codes of areas that more than one value is about."""
    counts = Counter(value.area for value in values)
    return tuple(area for area, count in counts.items() if count > 1)


def dates_of(values: Iterable[OwnValue]) -> tuple[DateSpan, ...]:
    """Return the dates that values are of, each once, the latest first."""
    dates = {value.when for value in values if value.when is not None}
    return tuple(sorted(dates, key=lambda span: (span.latest, span.earliest), reverse=True))


def figures_of_table(
    table: OwnTable,
    column: str,
    statement: Statement,
    *,
    places: Mapping[str, Place],
    level: OwnLevel = OwnLevel.COUNTRY,
    when: DateSpan | None = None,
    adds_up: bool = False,
) -> OwnFigures:
    """Return the figures of one column of a table.

    Parameters
    ----------
    column
        Its header, one of `mappable_columns`.
    places
        Where the areas of the table lie, by code.
    when
        Date of the rows that count; None: all rows.
    adds_up
        Whether rows of the same area are added up.

    Raises
    ------
    OwnFiguresError
        When the column has no figure in square kilometres, or several rows are about one area and are not to be added.
    """
    values = [value for value in mappable_columns(table).get(column, ()) if when in (None, value.when)]
    if not values:
        raise OwnFiguresError(f"The column {column!r} has no area in km²: expected a column whose unit is one of area.")
    repeated = repeated_areas(values)
    if repeated and not adds_up:
        names = enumeration([places[area].name for area in repeated], 3)
        raise OwnFiguresError(
            f"{names} {'stands' if len(repeated) == 1 else 'stand'} in more than one row of {column!r}: say that the "
            "rows of an area are to be added up, or choose a table with one row an area."
        )
    totals: dict[str, list[OwnValue]] = {}
    for value in values:
        totals.setdefault(value.area, []).append(value)
    figures = tuple(_of_values(area, group, places[area]) for area, group in sorted(totals.items()))
    dates = dates_of(values)
    dated = statement.dated or (dates[0] if len(dates) == 1 else None)
    return _figures(statement, dated, level, figures, (_joined_rows(table),)).with_areas(_area_texts(table))


def _area_texts(table: OwnTable) -> tuple[AreaText, ...]:
    """Return which words of a table stand for which area, each pair once.

    They are words that the atlas itself knows as a code or name of the area. What a reader matched by hand may be
    anything, the name of a person included: of it the area stays.
    """
    texts: dict[AreaText, None] = {}
    for row in table.report.of(RowKind.AREA):
        if row.match is not None:
            is_by_hand = row.match.kind is MatchKind.CORRECTION
            text = "" if is_by_hand else " ".join(row.text.split())
            texts[AreaText(row.match.area, text, row.match.kind.value)] = None
    return tuple(sorted(texts, key=lambda one: (one.area, one.text)))


def _joined_rows(table: OwnTable) -> str:
    """Return how many rows were joined, without a word of the file: rows that name no area may hold anything."""
    counts = table.report.counts
    joined = sum(counts.get(kind, 0) for kind in JOINED_KINDS)
    matched = counts.get(RowKind.AREA, 0)
    if joined == 1:
        return f"The one row of the table names {'an' if matched else 'no'} area."
    return f"{matched:,} of {joined:,} rows of the table {'names' if matched == 1 else 'name'} an area."


@lru_cache(maxsize=8)
def first_level_places(country: str) -> Mapping[str, Place]:
    """Return where the first-level areas of a country (alpha-3) lie, by code.

    Raises
    ------
    UnknownKeyError
        When no first-level area belongs to the country.
    """
    frame = first_level_areas(country)
    points = frame.geometry.representative_point()
    lons, lats = points.x.round(3), points.y.round(3)
    rows = zip(frame["code"], frame["name"], lons, lats, strict=True)
    return {code: Place(country, name, float(lon), float(lat)) for code, name, lon, lat in rows}


def _of_values(area: str, values: list[OwnValue], place: Place) -> OwnFigure:
    km2 = sum(value.km2 or 0.0 for value in values)
    stated = "; ".join(f"{value.text} {value.measure}" for value in values[:4])
    more = f" and {len(values) - 4} more rows" if len(values) > 4 else ""
    detail = f"As stated: {stated}{more}"
    return OwnFigure(area, place.name, place.country, km2, lon=place.lon, lat=place.lat, detail=detail)


def level_of_measured(measured: Measurement, countries: Collection[str], parts: Collection[str]) -> OwnLevel:
    """Return the kind of areas of a measurement; of own areas the one of the atlas that has all of their codes.

    Parameters
    ----------
    countries, parts
        Codes of the countries and of the first-level areas that the atlas knows.
    """
    by = measured.provenance.by
    if by in tuple(OwnLevel):
        return OwnLevel(by)
    codes = dict.fromkeys(row.area for row in measured.rows if row.area != OUTSIDE)
    if all(code in countries for code in codes):
        return OwnLevel.COUNTRY
    are_parts = all(code in countries or code in parts for code in codes)
    return OwnLevel.FIRST_LEVEL if are_parts else OwnLevel.OWN_AREAS


# -- Areas of the reader.

NO_RECORD = "The file has nothing about this area."


def own_places(areas: Iterable[OwnArea]) -> Mapping[str, Place]:
    """Return where areas of the reader lie, by code; one that lies in no country has no place."""
    return {area.code: Place(area.country, area.name, area.lon, area.lat) for area in areas if area.country}


def on_own_areas(figures: OwnFigures, areas: Sequence[OwnArea], source: str) -> OwnFigures:
    """Return figures by areas of the reader with the outlines of these; areas without a figure are named too.

    Parameters
    ----------
    source
        Where the areas come from, and their licence.
    """
    known = {figure.area for figure in figures.figures}
    others = (
        OwnFigure(area.code, area.name, area.country, None, lon=area.lon, lat=area.lat, detail=NO_RECORD)
        for area in areas
        if area.country and area.code not in known
    )
    every = tuple(sorted((*figures.figures, *others), key=lambda one: one.area))
    return replace(figures, figures=every, areas_source=source, outlines=outlines_of(areas))


def measured_choices(measured: Measurement) -> dict[tuple[str, str, str], str]:
    """Return what can be shown of a measurement, by cut, hazard type and status: all records first, then each class."""
    keys = dict.fromkeys((row.cut.value, row.hazard_type, row.status) for row in measured.rows)
    ordered = sorted(keys, key=lambda key: (key[0] != Cut.ALL, key))
    return {key: ", ".join(filter(None, key[1:])) or "All records" for key in ordered}


def figures_of_measured(
    measured: Measurement,
    statement: Statement,
    *,
    place_of: Callable[[str], Place | None],
    choice: tuple[str, str, str] = (Cut.ALL.value, "", ""),
    level: OwnLevel = OwnLevel.COUNTRY,
) -> OwnFigures:
    """Return what records cover in each area, overlaps counted once, with the number of records behind it.

    Parameters
    ----------
    place_of
        Where an area lies, by its code; None for one that the atlas does not know.
    choice
        Cut, hazard type and status, one of `measured_choices`.

    Raises
    ------
    OwnFiguresError
        When no polygon lies in an area that the atlas knows.
    """
    rows = [row for row in measured.rows if (row.cut.value, row.hazard_type, row.status) == choice]
    figures, unknown = [], 0
    for row in rows:
        place = place_of(row.area) if row.area != OUTSIDE else None
        if place is not None and row.features:
            figures.append(_of_row(row, place, measured.ledger.unstated))
        elif row.area != OUTSIDE and row.features:
            unknown += 1
    if not figures:
        apart = sum(row.points + row.lines for row in rows if row.area != OUTSIDE)
        where = "an area of the file of areas" if level is OwnLevel.OWN_AREAS else "an area of the atlas"
        why = f"No record of this measurement lies in {where}"
        if apart:
            others = "1 point or line does" if apart == 1 else f"{apart:,} points or lines do"
            why = f"No polygon lies in {where}; {others}, without area"
        raise OwnFiguresError(f"{why}: there is nothing to show.")
    provenance = measured.provenance
    is_any_small = any(0 < row.features < FEWEST_RECORDS for row in rows)
    method: list[str] = []
    with_small: list[str] = []
    for message in _method(measured, rows, unknown, level):
        is_small = message.records < FEWEST_RECORDS or (message.has_size and is_any_small)
        (with_small if is_small else method).append(message.text)
    stated = Statement(
        statement.title or provenance.title or "Hazard areas, overlaps counted once",
        statement.claimant,
        statement.dated or provenance.as_of,
        statement.definition,
        statement.source,
        statement.licence or provenance.licence,
    )
    ordered = tuple(sorted(figures, key=lambda one: one.area))
    figures_of_all = _figures(stated, stated.dated, level, ordered, tuple(method))
    return replace(figures_of_all, method_with_small=tuple(with_small))


def _method(
    measured: Measurement, rows: Sequence[MeasuredRow], unknown: int, level: OwnLevel
) -> Iterator[LedgerMessage]:
    """Yield how figures came about.

    Parameters
    ----------
    rows
        Those of the class that is shown.
    unknown
        How many areas the atlas, or the file of areas, does not know.
    """
    about = measured.provenance
    many = max(measured.ledger.read, FEWEST_RECORDS)  # what tells of no record can always leave
    yield headline_message(measured)
    of_areas = ""
    if about.by not in tuple(OwnLevel) and level is not OwnLevel.OWN_AREAS:  # there their source has its own sentence
        of_areas = f", own areas: {areas_source(about.by) or 'source not stated'}"
    boundaries = f"{about.boundaries[:12]}{of_areas}"
    text = f"Measured on the WGS 84 ellipsoid, overlaps counted once, by boundaries {boundaries}."
    yield LedgerMessage(text, many)
    for place, file in enumerate(about.files, 1):
        yield LedgerMessage(f"File {place}: {count_text(file.rows, 'row')}, SHA-256 {file.sha256}.", many)
    yield from counted_messages(measured)
    outside = [row for row in rows if row.area == OUTSIDE]
    if size := sum(row.union_km2 for row in outside):
        records = sum(row.features for row in outside)
        text = f"{km2_text(size)} km² lie in no area and are not on the map."
        yield LedgerMessage(text, records, has_size=True)
    if unknown:
        known_by = "the file of areas" if level is OwnLevel.OWN_AREAS else "the atlas"
        left = f"1 area is left out, for {known_by} does not know it."
        text = left if unknown == 1 else f"{unknown:,} areas are left out, for {known_by} does not know them."
        yield LedgerMessage(text, many)


def areas_source(by: str) -> str:
    """Return the source of own areas as the reader stated it to the command, without the name of their file.

    Examples
    --------
    >>> areas_source("country"), areas_source("a.gpkg, code"), areas_source("a.gpkg, code (geoBoundaries, CC BY 4.0)")
    ('', '', 'geoBoundaries, CC BY 4.0')
    """
    return by.partition(", ")[2].partition(" (")[2].removesuffix(")")


def _of_row(row: MeasuredRow, place: Place, unstated: int) -> OwnFigure:
    """Return the total of an area; its detail tells of no fewer than `FEWEST_RECORDS` records.

    Parameters
    ----------
    unstated
        Records of the whole measurement that state no size: all others of the area state one.
    """
    parts = [f"{km2_text(row.sum_km2)} km² with overlaps counted for each record"]
    if row.reported_km2 and row.features - unstated >= FEWEST_RECORDS:
        parts.append(f"{km2_text(row.reported_km2)} km² as stated by the records that state a size")
    if row.points:
        count = f"{row.points:,}" if row.points >= FEWEST_RECORDS else f"under {FEWEST_RECORDS}"
        parts.append(f"{count} records are points and have no size")
    return OwnFigure(
        row.area, place.name, place.country, row.union_km2, row.features, place.lon, place.lat, "; ".join(parts)
    )


def _figures(
    statement: Statement,
    dated: DateSpan | None,
    level: OwnLevel,
    figures: tuple[OwnFigure, ...],
    method: tuple[str, ...],
) -> OwnFigures:
    return OwnFigures(
        statement.title or "Own data",
        level,
        figures,
        statement.claimant,
        dated,
        statement.definition,
        statement.source,
        statement.licence,
        method,
    )
