"""The result of a measurement: numbers by area and class, what became of every row, and where it all comes from."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from typing import Any

from geodata.dates import DateSpan
from geodata.errors import GeodataError
from geodata.own.kernel import Cut
from geodata.own.repair import Ledger, Repair

_FORMAT = 1  # of the JSON form; a reader refuses a later one
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
        Records declared in another country than the area's, and the size of their parts here.

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
class Measured:
    """A measurement: rows ordered by cut, area and class, the ledger of all rows read, and the provenance."""

    rows: tuple[MeasuredRow, ...]
    ledger: Ledger
    provenance: Provenance

    @property
    def content_id(self) -> str:
        """SHA-256 of what was measured; equal whatever engine and day."""
        content = self.as_json()
        for name in ("measured_on", "engine", "versions"):
            content["provenance"].pop(name)
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

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
        text = f"{size} from {ledger.polygons:,} of {ledger.read:,} records"
        losses = ledger.dropped | {name: getattr(ledger, name) for name in ("points", "lines") if getattr(ledger, name)}
        if losses:
            kind = max(losses, key=lambda name: losses[name])
            text += f"; {losses[kind]:,} {LOSSES[kind][losses[kind] != 1]}"
        return f"{text}."

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
    def of_json(cls, text: str) -> Measured:
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
            rows = tuple(
                MeasuredRow(**{name: row[name] for name in COLUMNS if name != "overlap_km2"} | {"cut": Cut(row["cut"])})
                for row in content["rows"]
            )
            ledger = Ledger(**content["ledger"])
            measured = cls(rows, ledger, _provenance(content["provenance"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise GeodataError(
                f"this is no result of a measurement ({type(error).__name__}); expected what `measure` writes as JSON"
            ) from None
        if content.get("content_id", measured.content_id) != measured.content_id:
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
            book.set_properties({"created": date(2000, 1, 1)})  # a workbook has a day; this one depends on its content
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
            yield f"File {file.name}", f"{file.rows:,} rows, SHA-256 {file.sha256}"


def _provenance(content: dict[str, Any]) -> Provenance:
    for name in ("title", "licence", "by", "engine"):
        refuse_shapes(content[name], name)
    days = {name: date.fromisoformat(content[name]) if content[name] else None for name in ("on_day", "measured_on")}
    files = tuple(SourceFile(**file) for file in content["files"])
    for file in files:
        refuse_shapes(file.name, "name of a file")
    return Provenance(
        **content
        | {"as_of": DateSpan.parse(content["as_of"]), "files": files, "repair": Repair(content["repair"])}
        | days
    )


def _csv_cell(value: object) -> object:
    """Return a cell that no spreadsheet evaluates as a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


# --- Words of the ledger

# What is said of one dropped row, and of several.
LOSSES = {
    "no_shape": ("has no shape", "have no shape"),
    "unreadable": ("has a damaged shape", "have a damaged shape"),
    "out_of_range": ("lies beyond longitude and latitude", "lie beyond longitude and latitude"),
    "collapsed": ("has a shape without size", "have a shape without size"),
    "later": ("is dated later", "are dated later"),
    "older": ("is an older version of a record", "are older versions of a record"),
    "points": ("is a point", "are points"),
    "lines": ("is a line", "are lines"),
}


def ledger_lines(ledger: Ledger) -> list[tuple[str, int | float]]:
    """Return the ledger as labels and numbers: what was read, lost, mended and noticed, in this order."""
    lines: list[tuple[str, int | float]] = [("Rows read", ledger.read), ("Measured as polygons", ledger.polygons)]
    lines += [
        (f"Counted apart: {LOSSES[name][1]}", getattr(ledger, name))
        for name in ("points", "lines")
        if getattr(ledger, name)
    ]
    lines += [(f"Dropped: {LOSSES[name][1]}", count) for name, count in ledger.dropped.items()]
    if ledger.repaired:
        lines.append(("Repaired polygons", ledger.repaired))
        lines += [(f"Repaired: {reason.lower()}", count) for reason, count in sorted(ledger.repaired_by_reason.items())]
        lines.append(("Size of repaired polygons as drawn, km²", ledger.repaired_from_cm2 / 1e10))
        lines.append(("Size of repaired polygons, km²", ledger.repaired_to_cm2 / 1e10))
    notes = {
        "antimeridian": "Cut at the antimeridian or closed over a pole",
        "across_border": "In more than one area, or partly in none",
        "undated": "Without date",
        "type_unknown": "Without known type",
        "status_unknown": "Without known status",
        "unstated": "Without stated size",
        "stated_differs": "Stated size differs from the drawn one by more than 10 %",
    }
    lines += [(label, getattr(ledger, name)) for name, label in notes.items() if getattr(ledger, name)]
    if ledger.stated_cm2:
        lines.append(("Stated size of polygons that state one, km²", ledger.stated_cm2 / 1e10))
        lines.append(("Drawn size of the same polygons, km²", ledger.drawn_of_stated_cm2 / 1e10))
    return lines


def km2_text(size: float) -> str:
    """Return a size with one decimal, or three where it is below ten square kilometres.

    Examples
    --------
    >>> km2_text(812.307), km2_text(5.0281)
    ('812.3', '5.028')
    """
    return f"{size:,.1f}" if size >= 10 else f"{size:,.3f}"
