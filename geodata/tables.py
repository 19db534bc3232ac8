"""The only reader of the CSV tables: a file becomes rows of text, each cell with its address; see schema.py for records.

Every problem of a file is collected before anything is raised, so that one run names them all.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from geodata.dates import DateSpan
from geodata.errors import Problem, did_you_mean, nearest
from geodata.records import Citation

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
BOOLEANS = {"true": True, "false": False}


@dataclass(slots=True)
class Report:
    """Collects problems while files are read."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, column: int, message: str) -> None:
        """Record one problem."""
        self.problems.append(Problem(file, line, column, message))


@dataclass(slots=True)
class Row:
    """One row of a table: its cells by column, and where it stands. A bad cell is reported and read as None or empty."""

    file: str
    line: int
    cells: dict[str, str]
    order: tuple[str, ...]
    report: Report
    is_sound: bool = True

    def bad(self, column: str, message: str) -> None:
        """Report a problem with one cell of this row."""
        self.is_sound = False
        place = self.order.index(column) + 1 if column in self.order else 0
        self.report.add(self.file, self.line, place, f"{column}: {message}")

    def text(self, column: str, *, required: bool = False) -> str:
        """Return the cell's text."""
        value = self.cells.get(column, "")
        if required and not value:
            self.bad(column, "is empty, expected text")
        return value

    def _parsed(self, column: str, parse: Callable[[str], T], expected: str) -> T | None:
        value = self.cells.get(column, "")
        if not value:
            return None
        try:
            return parse(value)
        except ValueError:
            self.bad(column, f"{value!r} is not {expected}")
            return None

    def number(self, column: str) -> float | None:
        """Return a decimal number, or None for an empty cell."""
        value = self._parsed(column, float, "a number such as 12.5 (no thousands separator)")
        if value is not None and not abs(value) < float("inf"):
            self.bad(column, f"{self.cells[column]!r} is not a finite number")
            return None
        return value

    def whole(self, column: str) -> int | None:
        """Return a whole number, or None for an empty cell."""
        return self._parsed(column, int, "a whole number")

    def day(self, column: str) -> date | None:
        """Return a full day, or None for an empty cell."""
        return self._parsed(column, date.fromisoformat, "a day written YYYY-MM-DD")

    def span(self, column: str) -> DateSpan | None:
        """Return a date of any precision, or None for an empty cell."""
        return self._parsed(column, DateSpan.parse, "a date: YYYY, YYYY-MM, YYYY-MM-DD or two joined by '/'")

    def flag(self, column: str) -> bool:
        """Return true or false."""
        value = self.cells.get(column, "")
        if value not in BOOLEANS:
            self.bad(column, f"{value!r} is not true or false")
        return BOOLEANS.get(value, False)

    def one_of(self, column: str, kinds: type[E]) -> E:
        """Return a value of a closed set; an unknown one is reported with the nearest known."""
        value = self.cells.get(column, "")
        members = list(kinds)
        if value in members:
            return kinds(value)
        known = [m.value for m in members]
        self.bad(column, f"{value!r} is not one of {', '.join(known)}{did_you_mean(nearest(value, known, 1))}")
        return members[0]

    def key(self, column: str, known: Collection[str], what: str, *, required: bool = True) -> str:
        """Return an id that must stand in another table."""
        value = self.cells.get(column, "")
        if (value or required) and value not in known:
            self.bad(column, f"unknown {what} {value!r}{did_you_mean(nearest(value, known))}")
        return value

    def words(self, column: str) -> tuple[str, ...]:
        """Return the parts of a list joined by semicolons."""
        return tuple(part.strip() for part in self.cells.get(column, "").split(";") if part.strip())

    def citations(self, sources: Collection[str]) -> tuple[Citation, ...]:
        """Return the citations `source-id: locator; ...`; at least one, each known and each with a locator."""
        found = []
        for part in self.words("citations"):
            source_id, _, locator = (piece.strip() for piece in part.partition(":"))
            if source_id not in sources:
                self.bad("citations", f"unknown source {source_id!r}{did_you_mean(nearest(source_id, sources))}")
            if not locator:
                self.bad("citations", f"{source_id!r} has no locator, expected 'source-id: place in the document'")
            found.append(Citation(source_id, locator))
        if not found:
            self.bad("citations", "is empty, expected at least one 'source-id: place in the document'")
        return tuple(found)


def read_rows(
    path: Path, *, name: str, columns: Sequence[str], key: Sequence[str], report: Report, may_be_bare: bool = False
) -> Iterator[Row]:
    """Yield the rows of a CSV file; problems of the file, its header and its keys go to the report.

    Parameters
    ----------
    path, name
        The file, and how messages call it.
    columns
        Exactly the columns the file must have, in any order.
    key
        Columns that together identify a row; a second row with the same key is a problem.
    may_be_bare
        Whether a file with a header and no row is in order.
    """
    text = _text_of(path, name, report)
    if text is None:
        return
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    seen: dict[tuple[str, ...], int] = {}
    try:
        header = next(reader, [])
        if not _header_is_right(header, columns, name, report):
            return
        for cells in reader:
            if len(cells) != len(header):
                report.add(name, reader.line_num, 0, f"has {len(cells)} cells, expected {len(header)} as in the header")
                continue
            row = Row(name, reader.line_num, dict(zip(header, cells, strict=True)), tuple(header), report)
            identity = tuple(row.text(column) for column in key)
            if identity in seen:
                row.bad(key[0], f"{'+'.join(identity)!r} stands already in line {seen[identity]}, expected it once")
            seen.setdefault(identity, row.line)
            yield row
        if not seen and not may_be_bare:
            report.add(name, 2, 0, "holds a header and nothing else, expected at least one row")
    except csv.Error as error:
        report.add(name, reader.line_num, 0, f"is not well-formed CSV: {error}")


def _text_of(path: Path, name: str, report: Report) -> str | None:
    try:
        data = path.read_bytes()
    except OSError as error:
        report.add(name, 0, 0, f"cannot be read: {error.strerror}")
        return None
    if not data.strip():
        report.add(name, 1, 1, "is empty, expected a header row and at least one row of data")
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        report.add(name, line, column, f"byte 0x{data[error.start]:02x} is not UTF-8, the encoding every table uses")
        return None


def _header_is_right(header: list[str], columns: Sequence[str], name: str, report: Report) -> bool:
    count = len(report.problems)
    for place, found in enumerate(header, 1):
        if found not in columns:
            report.add(name, 1, place, f"unknown column {found!r}{did_you_mean(nearest(found, columns, 1))}")
        elif header.index(found) != place - 1:
            report.add(name, 1, place, f"column {found!r} stands twice")
    for wanted in columns:
        if wanted not in header:
            report.add(name, 1, 0, f"column {wanted!r} is missing")
    return len(report.problems) == count
