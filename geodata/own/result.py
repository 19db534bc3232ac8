"""The result of a measurement: numbers by area and class, what became of every row, and where it all comes from."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, time
from typing import Any, TypeVar

from geodata.dates import DateSpan, day_label
from geodata.errors import GeodataError
from geodata.own.kernel import Cut
from geodata.own.repair import STATED_TOLERANCE, Ledger, Repair
from geodata.wording import count_text, enumeration

Record = TypeVar("Record", "MeasuredRow", "SourceFile", "Provenance", Ledger)
_FORMAT = 2  # of the JSON form; a reader refuses a later one
_SINCE_2 = ("near_declared", "near_declared_km2")
_LONGEST_TEXT = 300  # of a name; a shape is longer than a name soon
# A text that could carry a place: WKT, GeoJSON, WKB in hexadecimal, or two decimals that look like coordinates.
_SHAPE = re.compile(
    r"\b(?:MULTI)?(?:POINT|LINESTRING|POLYGON)\b[\sZM]*\(|GEOMETRYCOLLECTION|coordinates\"|^0[01][0-9A-F]{36,}$"
    r"|-?\d{1,3}\.\d{3,}\s*[°NSEW]?\s*[,;\s]\s*-?\d{1,3}\.\d{3,}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """The numbers of one area and class.

    Attributes
    ----------
    area, area_name
        Code and name; `outside` for what lies in no area.
    cut, hazard_type, status
        How records are put into classes, and which class; "" where the cut does not tell them apart.
    features
        Records with a polygon that lies in the area, wholly or in part.
    sum_km2, union_km2
        Size of their parts in the area, each by itself, and of what they cover together.
    reported_km2
        Stated size of the records that state one, by the share of each that lies in the area.
    points, lines, points_reported_km2
        Records without a polygon, and what they state; never part of the sizes before.
    repaired, copies
        Records whose polygon was repaired; those whose polygon and class another record has.
    elsewhere, elsewhere_km2
        Records, with and without a polygon, that declare another country than the area's, and the size of their parts
        here.
    near_declared, near_declared_km2
        Those of them that come within five kilometres of the country that they declare.

    Raises
    ------
    GeodataError
        When a text looks like a shape or a place: a result holds none.
    """

    area: str
    area_name: str
    cut: Cut
    hazard_type: str
    status: str
    features: int
    sum_km2: float
    union_km2: float
    reported_km2: float
    points: int
    lines: int
    points_reported_km2: float
    repaired: int
    copies: int
    elsewhere: int
    elsewhere_km2: float
    near_declared: int = 0
    near_declared_km2: float = 0.0

    def __post_init__(self) -> None:
        for name in ("area", "area_name", "hazard_type", "status"):
            refuse_shapes(getattr(self, name), name)
        for entry in fields(self)[5:]:
            if not isinstance(getattr(self, entry.name), int | float):
                raise GeodataError(f"a result holds numbers, codes and words; its {entry.name} is none of these")

    @property
    def overlap_km2(self) -> float:
        """What the sum counts more than once."""
        return max(self.sum_km2 - self.union_km2, 0.0)


COLUMNS = (
    *("area", "area_name", "cut", "hazard_type", "status", "features", "sum_km2", "union_km2", "overlap_km2"),
    *("reported_km2", "points", "lines", "points_reported_km2", "repaired", "copies", "elsewhere", "elsewhere_km2"),
    *("near_declared", "near_declared_km2"),
)  # of every written form


def refuse_shapes(text: object, name: str) -> None:
    """Raise an error if something is no text, or one that could carry a shape or a place."""
    if not isinstance(text, str) or len(text) > _LONGEST_TEXT or _SHAPE.search(text):
        raise GeodataError(f"a result holds numbers, codes and words; its {name} looks like a shape or a place")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was measured: its name without folders, SHA-256 of its bytes, rows, and how it was read."""

    name: str
    sha256: str
    rows: int
    layer: str = ""
    crs: str = ""
    crs_known_by: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a result comes from.

    Attributes
    ----------
    title, licence
        As the reader says.
    as_of
        The day, month or year that the files describe.
    by
        `country`, `first-level`, or the name of the file of the reader's own areas.
    boundaries
        SHA-256 of the boundaries, in hexadecimal.
    overlap_of_areas_km2
        What lay in two of the reader's own areas.
    measured_on, engine, versions
        When, by which engine and with which versions of libraries; they are no part of the content.
    """

    as_of: DateSpan
    by: str
    boundaries: str
    files: tuple[SourceFile, ...] = ()
    title: str = ""
    licence: str = ""
    repair: Repair = Repair.STRUCTURE
    on_day: date | None = None
    overlap_of_areas_km2: float = 0.0
    measured_on: date | None = None
    engine: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return it as text, numbers and lists."""
        day = {
            name: value.isoformat() if value else None
            for name, value in (("on_day", self.on_day), ("measured_on", self.measured_on))
        }
        return (
            asdict(self)
            | {"as_of": str(self.as_of), "repair": self.repair.value, "versions": dict(self.versions)}
            | day
        )


@dataclass(frozen=True, slots=True)
class Measurement:
    """A measurement: rows ordered by cut, area and class, the ledger of all rows read, and the provenance."""

    rows: tuple[MeasuredRow, ...]
    ledger: Ledger
    provenance: Provenance

    @property
    def content_id(self) -> str:
        """SHA-256 of what was measured; equal whatever engine and day."""
        return _content_id(self.as_json())

    def total(self, cut: Cut = Cut.ALL) -> dict[str, float]:
        """Return the sums over all areas and what lies outside: `sum_km2`, `union_km2`, `overlap_km2`."""
        rows = [row for row in self.rows if row.cut == cut]
        names = ("sum_km2", "union_km2", "overlap_km2")
        return {name: sum(getattr(row, name) for row in rows) for name in names}

    @property
    def headline(self) -> str:
        """The size and the largest loss, in one sentence.

        Examples
        --------
        812.3 km² (806.9 km² without overlaps) from 7,971 of 11,068 records; 3,097 have no shape.
        """
        total, ledger = self.total(), self.ledger
        size = f"{km2_text(total['sum_km2'])} km²"
        if total["overlap_km2"] > 0 and km2_text(total["sum_km2"]) != km2_text(total["union_km2"]):
            size += f" ({km2_text(total['union_km2'])} km² without overlaps)"
        if not ledger.polygons:
            text = f"No area to measure in {count_text(ledger.read, 'record')}"
        elif ledger.polygons == ledger.read:
            text = f"{size} from {count_text(ledger.read, 'record')}"
        else:
            text = f"{size} from {ledger.polygons:,} of {ledger.read:,} records"
        if losses := self._losses:
            kind = next(iter(losses))
            text += f"; {self.loss_text(kind, losses[kind])}"
        return f"{text}."

    @property
    def _losses(self) -> dict[str, int]:
        """Records that are not measured as polygons by kind, the largest first."""
        ledger = self.ledger
        losses = ledger.dropped | {name: getattr(ledger, name) for name in ("points", "lines") if getattr(ledger, name)}
        return dict(sorted(losses.items(), key=lambda item: -item[1]))

    def loss_text(self, kind: str, count: int) -> str:
        """Return what is said of a number of records of one kind of `LOSSES`: "3,097 have no shape"."""
        text = f"{count:,} {LOSSES[kind][count != 1]}"
        if kind == "other_system":
            codes = sorted(code for code in self.ledger.other_srids if re.fullmatch(r"\d{1,6}", code))
            return f"{text} (SRID {enumeration(codes, 5)})" if codes else text
        day = self.provenance.on_day
        return f"{text} after {day_label(day)}" if kind == "later" and day else text

    def as_json(self) -> dict[str, Any]:
        """Return it as text, numbers and lists."""
        return {
            "format": _FORMAT,
            "rows": [{name: getattr(row, name) for name in COLUMNS} for row in self.rows],
            "ledger": asdict(self.ledger),
            "provenance": self.provenance.as_json(),
        }

    def to_json(self) -> str:
        """Return it as JSON, from which `of_json` reads an equal one."""
        return json.dumps(self.as_json() | {"headline": self.headline, "content_id": self.content_id}, indent=1) + "\n"

    @classmethod
    def of_json(cls, text: str) -> Measurement:
        """Return the measurement that `to_json` wrote.

        Raises
        ------
        GeodataError
            When the text is none, or carries anything beside numbers, codes and words.
        """
        try:
            content = json.loads(text)
            if content["format"] > _FORMAT:
                raise GeodataError("this result was written by a newer version of the atlas")
            missing = {"overlap_km2", *(_SINCE_2 if content["format"] == 1 else ())}
            rows = tuple(
                _typed(
                    MeasuredRow(
                        **{name: row[name] for name in COLUMNS if name not in missing} | {"cut": Cut(row["cut"])}
                    )
                )
                for row in content["rows"]
            )
            ledger = _typed(Ledger(**content["ledger"]))
            measured = cls(rows, ledger, _typed(_provenance(content["provenance"])))
            is_changed = content.get("content_id") not in {None, _content_id(content)}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise GeodataError(
                f"this is no result of a measurement ({_fault(error)}); expected what `measure` writes as JSON"
            ) from None
        if is_changed:
            raise GeodataError("the numbers of this result were changed after they had been measured")
        return measured

    def to_csv(self) -> str:
        """Return the rows as CSV with full digits, so that they can be read back unchanged."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([_csv_cell(getattr(row, name)) for name in COLUMNS] for row in self.rows)
        return out.getvalue()

    def to_xlsx(self) -> bytes:
        """Return a workbook: the rows, the ledger, the provenance; equal results give equal bytes."""
        import xlsxwriter  # noqa: PLC0415 - on use

        out = io.BytesIO()
        with xlsxwriter.Workbook(
            out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        ) as book:
            # A plain day, or none, would be written as the present time, and equal results would give other bytes.
            day = self.provenance.measured_on or date(2000, 1, 1)
            book.set_properties({"created": datetime.combine(day, time())})
            bold, size, count = (
                book.add_format(kind) for kind in ({"bold": True}, {"num_format": "#,##0.000"}, {"num_format": "#,##0"})
            )
            table = book.add_worksheet("Result")
            table.write_row(0, 0, COLUMNS, bold)
            for line, row in enumerate(self.rows, 1):
                for column, name in enumerate(COLUMNS):
                    value = getattr(row, name)
                    if isinstance(value, str):
                        table.write_string(line, column, value)
                    else:
                        table.write_number(line, column, value, count if isinstance(value, int) else size)
            table.freeze_panes(1, 1)
            table.autofilter(0, 0, len(self.rows), len(COLUMNS) - 1)
            table.set_column(0, len(COLUMNS) - 1, 14)
            for title, lines in (("Ledger", ledger_lines(self.ledger)), ("Provenance", self._provenance_lines())):
                sheet = book.add_worksheet(title)
                sheet.set_column(0, 1, 40)
                for line, (label, value) in enumerate(lines):
                    sheet.write_string(line, 0, label, bold)
                    (sheet.write_string if isinstance(value, str) else sheet.write_number)(line, 1, value)
        return out.getvalue()

    def to_parquet(self) -> bytes:
        """Return the rows as Parquet, with ledger and provenance as JSON in its metadata."""
        import pyarrow as pa  # noqa: PLC0415 - on use
        import pyarrow.parquet as pq  # noqa: PLC0415 - on use

        content = self.as_json()
        about = {"mine-ban-atlas": json.dumps({name: content[name] for name in ("format", "ledger", "provenance")})}
        table = pa.table({name: [row[name] for row in content["rows"]] for name in COLUMNS}).replace_schema_metadata(
            about
        )
        out = io.BytesIO()
        pq.write_table(table, out, compression="zstd")
        return out.getvalue()

    def _provenance_lines(self) -> Iterator[tuple[str, str]]:
        yield "Headline", self.headline
        yield "Content id", self.content_id
        for name, value in self.provenance.as_json().items():
            if name != "files":
                yield name.replace("_", " ").capitalize(), "" if value is None else str(value)
        for file in self.provenance.files:
            yield f"File {file.name}", f"{count_text(file.rows, 'row')}, SHA-256 {file.sha256}"


def _content_id(content: dict[str, Any]) -> str:
    """Return the SHA-256 of what was measured, of a result as plain values."""
    about = {name: value for name, value in content["provenance"].items() if name not in _NO_CONTENT}
    measured = {name: content[name] for name in ("format", "rows", "ledger")} | {"provenance": about}
    return hashlib.sha256(json.dumps(measured, sort_keys=True).encode()).hexdigest()


_NO_CONTENT = frozenset({"measured_on", "engine", "versions"})


def _provenance(content: dict[str, Any]) -> Provenance:
    for name in ("title", "licence", "by", "engine"):
        refuse_shapes(content[name], name)
    days = {name: date.fromisoformat(content[name]) if content[name] else None for name in ("on_day", "measured_on")}
    files = tuple(_typed(SourceFile(**file)) for file in content["files"])
    for file in files:
        refuse_shapes(file.name, "name of a file")
    return Provenance(
        **content
        | {"as_of": DateSpan.parse(content["as_of"]), "files": files, "repair": Repair(content["repair"])}
        | days
    )


_MOST = 1e30  # no count and no size is larger; what is no number and infinity are none


def _is_size(value: object) -> bool:
    """Whether a value is a number from 0 on, but for a last digit of rounding."""
    return isinstance(value, int | float) and not isinstance(value, bool) and -1e-6 <= value <= _MOST


def _is_count(value: object) -> bool:
    return isinstance(value, int) and _is_size(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


# Whether a value is of a type, as the fields of records name it; of other types nothing is asked here.
_KINDS: Mapping[str, Callable[[object], bool]] = {
    "int": _is_count,
    "float": _is_size,
    "str": _is_text,
    "dict[str, int]": lambda value: isinstance(value, dict) and all(map(_is_count, value.values())),
    "Mapping[str, str]": lambda value: isinstance(value, dict) and all(map(_is_text, value.values())),
}


def _typed(record: Record) -> Record:
    """Return a record that was read if its parts are of the types that it states, and its numbers finite.

    Raises
    ------
    TypeError
        With the name of the part that is not.
    """
    for entry in fields(record):
        is_kind = _KINDS.get(str(entry.type))
        if is_kind is not None and not is_kind(getattr(record, entry.name)):
            raise TypeError(entry.name)
    return record


def _fault(error: Exception) -> str:
    """Return what is wrong with JSON text that is no result: the part that is missing, or not as expected."""
    part = str(error.args[0]) if error.args and isinstance(error, KeyError | TypeError) else ""
    if not re.fullmatch(r"\w{1,40}", part):
        return "it is not of its form"
    return f"it has no {part!r}" if isinstance(error, KeyError) else f"its {part!r} is not what it should be"


def _csv_cell(value: object) -> object:
    """Return a cell that no spreadsheet evaluates as a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


# --- Words of the ledger

# What is said of one record that is dropped or counted apart, and of several.
LOSSES = {
    "no_shape": ("has no shape", "have no shape"),
    "unreadable": ("has a damaged shape", "have a damaged shape"),
    "out_of_range": ("lies beyond longitude and latitude", "lie beyond longitude and latitude"),
    "collapsed": ("has a shape without area", "have a shape without area"),
    "later": ("is dated", "are dated"),
    "older": ("is an older version of a record", "are older versions of a record"),
    "other_system": (
        "states another coordinate system than the first rows",
        "state another coordinate system than the first rows",
    ),
    "points": ("is a point", "are points"),
    "lines": ("is a line", "are lines"),
}
# Rules of the OGC that a polygon breaks, by the words of GEOS, as what is wrong with it.
_INVALID = {
    "Self-intersection": "the outline crosses itself",
    "Ring Self-intersection": "the outline touches itself",
    "Ring not closed": "the outline is not closed",
    "Hole lies outside shell": "a hole lies outside the outline",
    "Holes are nested": "a hole lies within another",
    "Nested shells": "a part lies within another",
    "Duplicate Rings": "a ring is drawn twice",
    "Interior is disconnected": "holes part the inside",
    "Too few points in geometry component": "a ring has too few corners",
}


# Messages on one record and on several; of the last ones a third where it is all records.
_MESSAGES = {
    "points": (
        "1 point is counted, and no area is made of it.",
        "{:,} points are counted, and no area is made of them.",
    ),
    "lines": ("1 line is counted, and no area is made of it.", "{:,} lines are counted, and no area is made of them."),
    "repaired": ("1 invalid polygon was repaired", "{:,} invalid polygons were repaired"),
    "antimeridian": (
        "1 polygon reaches across longitude 180° or round a pole and was cut there.",
        "{:,} polygons reach across longitude 180° or round a pole and were cut there.",
    ),
    "across_border": (
        "1 record lies in more than one area, or partly in none; each area has its part.",
        "{:,} records lie in more than one area, or partly in none; each area has its part.",
    ),
    "undated": ("1 record has no date.", "{:,} records have no date.", "No record has a date."),
    "type_unknown": (
        "1 record has no known hazard type.",
        "{:,} records have no known hazard type.",
        "No record has a known hazard type.",
    ),
    "status_unknown": (
        "1 record has no known status.",
        "{:,} records have no known status.",
        "No record has a known status.",
    ),
    "unstated": ("1 record states no area.", "{:,} records state no area.", "No record states an area."),
    "stated_differs": ("1 of them differs by more than {}", "{:,} of them differ by more than {}"),
}


@dataclass(frozen=True, slots=True)
class LedgerMessage:
    """What became of some records, as a sentence.

    Attributes
    ----------
    records
        The fewest records of a place or class that it tells of.
    has_size
        Whether it tells of square kilometres.
    """

    text: str
    records: int
    has_size: bool = False


def ledger_messages(measured: Measurement) -> tuple[str, ...]:
    """Return what became of the records as sentences: what was left out, counted apart, repaired and noticed.

    The kind of loss that the headline names is not repeated.
    """
    return tuple(message.text for message in counted_messages(measured))


def headline_message(measured: Measurement) -> LedgerMessage:
    """Return the headline of a measurement."""
    kind, count = next(iter(measured._losses.items()), ("", 0))
    apart = [count] if kind in _APART else []
    return LedgerMessage(measured.headline, min([measured.ledger.polygons, *apart]), has_size=True)


def counted_messages(measured: Measurement) -> Iterator[LedgerMessage]:
    """Yield the sentences of `ledger_messages`; rows that are left out lie in no area and count as many."""
    ledger = measured.ledger
    kept = ledger.polygons + ledger.points + ledger.lines
    for number, (kind, count) in enumerate(measured._losses.items()):
        if kind in _APART:
            yield LedgerMessage(_message(kind, count), count)
        elif number:
            loss = measured.loss_text(kind, count).partition(" ")[2]
            text = (
                f"1 record {loss} and is in no figure."
                if count == 1
                else f"{count:,} records {loss} and are in no figure."
            )
            yield LedgerMessage(text, ledger.read)
    if ledger.repaired:
        yield LedgerMessage(_repair_message(measured), ledger.repaired, has_size=True)
    for kind in ("antimeridian", "across_border"):
        if count := getattr(ledger, kind):
            yield LedgerMessage(_message(kind, count), count)
    for kind in ("undated", "type_unknown", "status_unknown", "unstated"):
        if count := getattr(ledger, kind):
            yield LedgerMessage(_MESSAGES[kind][2] if count == kept > 1 else _message(kind, count), count)
    if ledger.stated_cm2:
        stated, drawn = (km2_text(size / 1e10) for size in (ledger.stated_cm2, ledger.drawn_of_stated_cm2))
        share = f"{STATED_TOLERANCE:.0%} of the area drawn"
        differs = f"; {_message('stated_differs', ledger.stated_differs, share)}" if ledger.stated_differs else ""
        text = f"Of the polygons that state an area, {stated} km² are stated and {drawn} km² are drawn{differs}."
        counts = [ledger.polygons - ledger.unstated, *([ledger.stated_differs] if ledger.stated_differs else [])]
        yield LedgerMessage(text, min(counts), has_size=True)


def _message(kind: str, count: int, *more: str) -> str:
    one, several = _MESSAGES[kind][:2]
    return one.format(*more) if count == 1 else several.format(count, *more)


def _repair_message(measured: Measurement) -> str:
    """Return how many polygons were repaired, why and how, and their size before and after."""
    ledger = measured.ledger
    reasons = [
        _INVALID.get(kind, kind.lower()) if ledger.repaired == 1 else f"{count:,}: {_INVALID.get(kind, kind.lower())}"
        for kind, count in ledger.repaired_by_reason.items()
    ]
    why = f" ({'; '.join(reasons)})" if reasons else ""
    before, after = (km2_text(size / 1e10) for size in (ledger.repaired_from_cm2, ledger.repaired_to_cm2))
    sizes = f": {before} km² as drawn, {after} km² as repaired" if ledger.repaired_from_cm2 else ""
    return f"{_message('repaired', ledger.repaired)}{why} by the method “{measured.provenance.repair}”{sizes}."


def ledger_lines(ledger: Ledger) -> list[tuple[str, int | float]]:
    """Return the ledger as labels and numbers for a sheet, in the order of `ledger_messages`."""
    lines: list[tuple[str, int | float]] = [("Records read", ledger.read), ("Measured as polygons", ledger.polygons)]
    lines += [(f"Left out: {_LABELS[name]}", count) for name, count in ledger.dropped.items()]
    lines += [(label, getattr(ledger, name)) for name, label in _APART.items() if getattr(ledger, name)]
    if ledger.repaired:
        lines.append(("Invalid polygons repaired", ledger.repaired))
        lines += [
            (f"Repaired: {_INVALID.get(kind, kind.lower())}", count)
            for kind, count in ledger.repaired_by_reason.items()
        ]
        lines.append(("Area of repaired polygons as drawn, km²", ledger.repaired_from_cm2 / 1e10))
        lines.append(("Area of repaired polygons as repaired, km²", ledger.repaired_to_cm2 / 1e10))
    lines += [(label, getattr(ledger, name)) for name, label in _NOTES.items() if getattr(ledger, name)]
    if ledger.stated_cm2:
        lines.append(("Area stated by polygons that state one, km²", ledger.stated_cm2 / 1e10))
        lines.append(("Area drawn of the same polygons, km²", ledger.drawn_of_stated_cm2 / 1e10))
    return lines


_LABELS = {
    "no_shape": "no shape",
    "unreadable": "damaged shape",
    "out_of_range": "beyond longitude and latitude",
    "collapsed": "shape without area",
    "later": "dated after the day measured",
    "older": "older version of a record",
    "other_system": "states another coordinate system than the first rows",
}
_APART = {"points": "Points, counted apart", "lines": "Lines, counted apart"}
_NOTES = {
    "antimeridian": "Polygons cut at longitude 180° or round a pole",
    "across_border": "Records in more than one area, or partly in none",
    "undated": "Records without a date",
    "type_unknown": "Records without a known hazard type",
    "status_unknown": "Records without a known status",
    "unstated": "Records without a stated area",
    "stated_differs": f"Polygons whose stated and drawn area differ by more than {STATED_TOLERANCE:.0%}",
}


def km2_text(size: float) -> str:
    """Return a size with one decimal, or three where it is below ten square kilometres.

    Examples
    --------
    >>> km2_text(812.307), km2_text(5.0281)
    ('812.3', '5.028')
    """
    return f"{size:,.1f}" if size >= 10 else f"{size:,.3f}"
