"""How the rows of a table were joined to areas: a report that accounts for each, can be corrected and read back."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from geodata.errors import did_you_mean
from geodata.own.names import AreaIndex, AreaMatch, MatchKind, area_index, without_marks
from geodata.own.spreadsheets import LARGE_TABLE, TableFileError, TableLimits, cell_text, read_sheet

MAX_OFFERS = 200  # texts of a report that get similar names; one search takes up to 50 ms


class RowKind(StrEnum):
    """What a row of the sheet is; every row is of one kind."""

    TITLE = "title"
    HEADER = "header"
    UNITS = "units"
    AREA = "area"  # names an area
    UNMATCHED = "unmatched"  # has a text that names none, or several
    CONFLICT = "conflict"  # code and name are of different areas
    AGGREGATE = "aggregate"  # a total of the world, of a region or a group
    LEFT_OUT = "left out"  # by a correction
    NO_AREA = "no area"  # has figures and no text for the area
    NOTE = "note"
    BLANK = "blank"


JOINED_KINDS = (
    RowKind.AREA,
    RowKind.UNMATCHED,
    RowKind.CONFLICT,
    RowKind.AGGREGATE,
    RowKind.LEFT_OUT,
    RowKind.NO_AREA,
)
_HOW: Mapping[MatchKind, str] = {
    MatchKind.CODE: "code",
    MatchKind.NAME: "name",
    MatchKind.OTHER_NAME: "other name",
    MatchKind.FORMER: "former code or name",
    MatchKind.CORRECTION: "corrected",
    MatchKind.SEVERAL: "several areas have it",
    MatchKind.NONE: "",
}
LEAVE_OUT = "-"  # as a correction: the row is no area
CORRECTION_COLUMNS = (
    "row",
    "as written",
    "kind",
    "area",
    "name of the area",
    "matched by",
    "known as",
    "until",
    "sources",
    "similar",
    "correction",
)
_UNSAFE = (
    "=",
    "+",
    "@",
    "'",
    "\t",
    "\r",
)  # what makes a spreadsheet take a text for a formula, and our own sign for it


@dataclass(frozen=True, slots=True)
class JoinRow:
    """How one row was joined.

    Attributes
    ----------
    line
        Its number in the sheet, from 1.
    text
        The code or name as written.
    marks
        Marks of footnotes that were taken off it.
    other_text, other
        For a conflict: the text of the other column, and its match.
    group
        Lines of all rows of the same area, date and category, which these share; empty where this is the only one.
    """

    line: int
    kind: RowKind
    text: str = ""
    match: AreaMatch | None = None
    marks: str = ""
    other_text: str = ""
    other: AreaMatch | None = None
    group: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class JoinReport:
    """How every row of a sheet was joined to areas, in the order of the sheet."""

    file: str
    rows: tuple[JoinRow, ...]
    index: AreaIndex

    def of(self, *kinds: RowKind) -> tuple[JoinRow, ...]:
        """Return the rows of some kinds."""
        return tuple(row for row in self.rows if row.kind in kinds)

    @property
    def counts(self) -> Mapping[RowKind, int]:
        """Rows by kind; the sum is the number of rows of the sheet."""
        return Counter(row.kind for row in self.rows)

    @cached_property
    def offers(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of areas with similar names for each text that names none; to be offered, never taken."""
        texts = dict.fromkeys(row.text for row in self.of(RowKind.UNMATCHED) if row.match)
        return {text: self._offer(text) for text in [*texts][:MAX_OFFERS]}

    def _offer(self, text: str) -> tuple[str, ...]:
        match = self.index.match(text)
        return match.areas or ((match.area,) if match.area else self.index.near(without_marks(text)[0]))

    @property
    def headline(self) -> str:
        """How many rows were joined, and the first that were not, in one sentence."""
        counts = self.counts
        joined = sum(counts.get(kind, 0) for kind in JOINED_KINDS)
        areas = len({row.match.area for row in self.of(RowKind.AREA) if row.match})
        named = counts.get(RowKind.AREA, 0)
        text = f"{named} of {joined} rows {'names' if named == 1 else 'name'} {areas} of the {self.index.what}"
        lost = self.of(RowKind.UNMATCHED, RowKind.CONFLICT, RowKind.NO_AREA)
        if lost:
            text += f"; {len(lost)} {'does' if len(lost) == 1 else 'do'} not: {listed(_distinct(lost))}"
        if totals := _distinct(self.of(RowKind.AGGREGATE)):
            text += f"; {listed(totals)} {'is a total' if len(totals) == 1 else 'are totals'}"
        return text + "."

    @property
    def sentences(self) -> tuple[str, ...]:
        """One sentence for each text that was not joined, is a total, repeats an area, is a former name or has a mark.

        Rows of which the same is to be said share one.
        """
        alike: dict[tuple[object, ...], list[JoinRow]] = {}
        for row in self.rows:
            area = row.match.area if row.match else ""
            alike.setdefault(row.group or (row.kind, row.text, row.marks, area, row.other_text), []).append(row)
        return tuple(filter(None, map(self._sentence, alike.values())))

    def _sentence(self, rows: Sequence[JoinRow]) -> str:
        """Return what is to be said of rows that are alike, "" where nothing is."""
        row, is_one = rows[0], len(rows) == 1
        lines = listed((str(one.line) for one in rows[: MOST_LISTED + 1]), "and", count=len(rows))
        where, match = f"Row {row.line}" if is_one else f"Rows {lines}", row.match
        if row.kind is RowKind.NO_AREA:
            return f"{where} has figures and names no area." if is_one else f"{where} have figures and name no area."
        if row.kind is RowKind.AGGREGATE:
            return f"{where}, {row.text!r}, {'is a total and is' if is_one else 'are totals and are'} left out."
        if row.kind is RowKind.CONFLICT and match and row.other:
            names = self.index.label(match.area), self.index.label(row.other.area)
            has = "has" if is_one else "have"
            return f"{where} {has} {row.text!r}, which is {names[0]}, beside {row.other_text!r}, which is {names[1]}."
        if row.kind is RowKind.UNMATCHED and match:
            if match.kind is MatchKind.SEVERAL:
                areas = listed((self.index.label(area) for area in match.areas), "and")
                return f"{where}, {row.text!r}, {'names' if is_one else 'name'} more than one area of today: {areas}."
            near = did_you_mean(tuple(self.index.label(area) for area in self.offers.get(row.text, ())))
            if self.index.match(row.text).is_short_code:
                return f"{where}, {row.text!r}, {'is a code' if is_one else 'are codes'} in a column of names{near}"
            names_none = f"{'names' if is_one else 'name'} none of the {self.index.what}"
            return f"{where}, {row.text!r}, {names_none}{near}{'' if near else '.'}"
        if row.kind is not RowKind.AREA or match is None:
            return ""
        label = self.index.label(match.area)
        if row.group:
            return f"{where} {'both' if len(rows) == 2 else 'all'} name {label}."
        if match.kind is MatchKind.FORMER:
            until = f", until {match.until.label}" if match.until else ""
            return f"{where}: {row.text!r} is a former code or name of {label}{until}."
        return f"{where}: the mark {row.marks!r} was taken off {row.text!r}." if row.marks else ""

    def to_csv(self) -> str:
        """Return the report as CSV with the columns `CORRECTION_COLUMNS`, the last of which the reader fills.

        A code or name in the column `correction` is taken for every row with the same text; "-" leaves the row out.
        """
        output = io.StringIO()
        writer = csv.writer(output, lineterminator="\r\n")
        writer.writerow(CORRECTION_COLUMNS)
        for row in self.rows:
            if row.kind in JOINED_KINDS:
                writer.writerow([_safe(cell) for cell in self._cells(row)])
        return output.getvalue()

    def _cells(self, row: JoinRow) -> tuple[str, ...]:
        match = row.match
        area = match.area if match and row.kind is RowKind.AREA else ""
        near = "; ".join(f"{self.index.label(code)} ({code})" for code in self.offers.get(row.text, ()))
        correction = {RowKind.LEFT_OUT: LEAVE_OUT}.get(
            row.kind, area if match and match.kind is MatchKind.CORRECTION else ""
        )
        return (
            str(row.line),
            row.text,
            "repeated" if row.group else row.kind.value,
            area,
            self.index.label(area) if area else "",
            _HOW[match.kind] if match else "",
            match.name if match and area else "",
            str(match.until) if match and match.until else "",
            "; ".join(f"{one.source_id}: {one.locator}" for one in match.citations) if match else "",
            near,
            correction,
        )


MOST_LISTED = 5


def _distinct(rows: Sequence[JoinRow]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row.text for row in rows))


def listed(texts: Iterable[str], last: str = "", *, count: int = 0) -> str:
    """Return the first texts with commas, and how many more there are; `count` where not all of them are given."""
    every = [text or "(empty)" for text in texts]
    shown, rest = every[:MOST_LISTED], max(count, len(every)) - MOST_LISTED
    if rest > 0:
        return f"{', '.join(shown)} and {rest} more"
    return f" {last} ".join(filter(None, (", ".join(shown[:-1]), shown[-1]))) if last else ", ".join(shown)


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(_UNSAFE) else text


MOST_FAULTS = 8  # of a corrected report that are named


@dataclass(frozen=True, slots=True)
class JoinCorrections:
    """The choices of a reader by text as written: code of the area, or "" where the row is no area."""

    areas: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.areas)


def read_corrections(
    path: Path, index: AreaIndex | None = None, *, limits: TableLimits = LARGE_TABLE
) -> JoinCorrections:
    """Read a join report with corrections, as CSV, XLSX or ODS, in which a reader filled the column `correction`.

    Raises
    ------
    TableFileError
        With one sentence: another file, or the rows whose correction names no area or contradicts one above.
    """
    known = index or area_index()
    sheet = read_sheet(path, limits=limits)
    header = [cell_text(cell) for cell in sheet.rows[0]]
    missing = [column for column in ("as written", "correction") if column not in header]
    if missing:
        raise TableFileError(f"{path.name} is no join report: it has no column {missing[0]!r}")
    places = header.index("as written"), header.index("correction")
    areas: dict[str, str] = {}
    faults = []
    for line, cells in enumerate(sheet.rows[1:], 2):
        text, correction = (cell_text(cells[place]) if place < len(cells) else "" for place in places)
        if not correction:
            continue
        text = text[1:] if text.startswith("'") else text
        match = known.match(correction)
        if correction != LEAVE_OUT and not match.is_found:
            near = did_you_mean(tuple(known.label(area) for area in match.areas or known.near(correction)))
            faults.append(f"{path.name}:{line}: {correction!r} names none of the {known.what}{near}")
            continue
        area = "" if correction == LEAVE_OUT else match.area
        if areas.setdefault(text, area) != area:
            faults.append(f"{path.name}:{line}: {text!r} has another correction above, expected one")
    if faults:
        rest = len(faults) - MOST_FAULTS
        more = f"; and {rest} {'row' if rest == 1 else 'rows'} more" if rest > 0 else ""
        raise TableFileError("; ".join(faults[:MOST_FAULTS]) + more)
    return JoinCorrections(areas)
