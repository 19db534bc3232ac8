"""The only reader of the CSV tables: a file becomes rows of text, each cell with its address; records are in schema.py.

Every problem of a file is collected before anything is raised, so that one run names them all.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias, TypeVar
from urllib.parse import urlsplit
from zipfile import Path as PathInArchive

from geodata.dates import DateSpan
from geodata.errors import Problem, did_you_mean, nearest
from geodata.records import Citation

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
Folder: TypeAlias = Path | PathInArchive  # tables lie in a folder, those of an earlier release in an archive
# What one run reads and tells at most, so that it ends within seconds however bad the input is.
MOST_BYTES = 16_000_000  # of one table; the largest that is shipped has half a million
MOST_COLUMNS = 200  # of one table
MOST_ROWS = 50_000  # of all tables together; those that are shipped have nine thousand
MOST_PROBLEMS = 1_000  # of one file; there reading it ends
MOST_COMPARISONS = 40_000  # of unknown keys with known ones in one run; one takes 20 to 40 µs
LONGEST_SHOWN = 80  # characters of a cell that a message repeats
BOOLEANS = {"true": True, "false": False}
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")  # float() and int() also take 1_000, 1e5, nan and spaces


@dataclass(slots=True)
class Report:
    """Collects problems while files are read, and the names of the files of which a row could not be read.

    Nothing can be said about what refers to such a file: the row that is missed may be the one that could not be read.
    Of one file at most `MOST_PROBLEMS` are kept; `rows` and `comparisons` count what the limits of a run are about.
    """

    problems: list[Problem] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    rows: int = 0
    comparisons: int = 0

    def add(self, file: str, line: int, column: int, message: str) -> None:
        """Record one problem, unless the file has as many as are told."""
        self.counts[file] = self.counts.get(file, 0) + 1
        if self.counts[file] <= MOST_PROBLEMS:
            self.problems.append(Problem(file, line, column, message))

    def lose(self, file: str, line: int, column: int, message: str) -> None:
        """Record a problem that hides at least one row of the file."""
        self.add(file, line, column, message)
        self.incomplete.add(file)

    def is_full(self, file: str) -> bool:
        """Whether a file has as many problems as are told."""
        return self.counts.get(file, 0) >= MOST_PROBLEMS

    def near(self, key: str, known: Collection[str], count: int = 3) -> str:
        """Return the tail of a message that offers the nearest known keys, or nothing once a run has compared enough.

        Each comparison with a known key takes time, so a thousand unknown ids beside a thousand known ones would keep
        a reader waiting for minutes; the first ones are answered.
        """
        if self.comparisons + len(known) > MOST_COMPARISONS:
            return ""
        self.comparisons += len(known)
        return did_you_mean(nearest(key, known, count))


@dataclass(slots=True)
class Row:
    """One row of a table: its cells by column, and the line it begins on; a bad cell is reported and read as empty."""

    file: str
    line: int
    cells: dict[str, str]
    order: tuple[str, ...]
    report: Report

    def bad(self, column: str, message: str) -> None:
        """Report a problem with one cell of this row."""
        place = self.order.index(column) + 1 if column in self.order else 0
        self.report.add(self.file, self.line, place, f"{column}: {message}")

    def identity(self, key: Sequence[str]) -> str:
        """Return what identifies the row in its table: the cells of the key, joined by plus signs."""
        return "+".join(self.cells.get(column, "") for column in key)

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
            self.bad(column, f"{quoted(value)} is not {expected}")
            return None

    def number(self, column: str) -> float | None:
        """Return a decimal number, or None for an empty cell."""
        return self._parsed(column, _number, "a number such as 12.5 (no thousands separator)")

    def whole(self, column: str) -> int | None:
        """Return a whole number, or None for an empty cell."""
        return self._parsed(column, _whole, "a whole number")

    def day(self, column: str) -> date | None:
        """Return a full day, or None for an empty cell."""
        return self._parsed(column, iso_day, "a day written YYYY-MM-DD")

    def span(self, column: str) -> DateSpan | None:
        """Return a date of any precision, or None for an empty cell."""
        value = self.cells.get(column, "")
        try:
            return DateSpan.parse(value) if value else None
        except ValueError as error:
            self.bad(column, str(error) if len(value) <= LONGEST_SHOWN else f"{quoted(value)} is not a date")
            return None

    def address(self, column: str) -> str:
        """Return an address of the web, or empty text; any other scheme is refused."""
        value = self.cells.get(column, "")
        if value and (fault := address_fault(value)):
            self.bad(column, f"{quoted(value)} {fault}")
            return ""
        return value

    def flag(self, column: str) -> bool:
        """Return true or false."""
        value = self.cells.get(column, "")
        if value not in BOOLEANS:
            self.bad(column, f"{quoted(value)} is not true or false")
        return BOOLEANS.get(value, False)

    def one_of(self, column: str, kinds: type[E]) -> E:
        """Return a value of a closed set; an unknown one is reported with the nearest known."""
        value = self.cells.get(column, "")
        members = list(kinds)
        if value in members:
            return kinds(value)
        known = [m.value for m in members]
        self.bad(column, f"{quoted(value)} is not one of {', '.join(known)}{self.report.near(value, known, 1)}")
        return members[0]

    def key(self, column: str, known: Collection[str], what: str, *, required: bool = True) -> str:
        """Return an id that must stand in another table."""
        value = self.cells.get(column, "")
        if (value or required) and value not in known:
            self.bad(column, f"unknown {what} {quoted(value)}{self.report.near(value, known)}")
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
                self.bad("citations", f"unknown source {quoted(source_id)}{self.report.near(source_id, sources)}")
            if not locator:
                shown = quoted(source_id)
                self.bad("citations", f"{shown} has no locator, expected 'source-id: place in the document'")
            found.append(Citation(source_id, locator))
        if not found:
            self.bad("citations", "is empty, expected at least one 'source-id: place in the document'")
        return tuple(found)


def read_rows(
    path: Folder,
    *,
    name: str,
    columns: Sequence[str],
    key: Sequence[str],
    report: Report,
    may_be_bare: bool = False,
    may_lack: Collection[str] = (),
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
    may_lack
        Columns that the file need not have; its rows then have no cell for them.
    """
    text = _text_of(path, name, report)
    records = _records(text, name, report) if text is not None else iter(())
    _, header = next(records, (0, None))
    if header is None or not _header_is_right(header, columns, may_lack, name, report):
        return
    seen: dict[str, int] = {}
    line = 1
    for line, cells in records:
        report.rows += 1
        if report.is_full(name) or report.rows > MOST_ROWS:
            reason = f"file has {MOST_PROBLEMS} problems" if report.is_full(name) else f"tables have {MOST_ROWS} rows"
            _stop(name, line, f"is not read from here on: up to here the {reason}", report)
            return
        if len(cells) != len(header):
            report.lose(name, line, 0, f"has {len(cells)} cells, expected {len(header)} as in the header")
            continue
        row = Row(name, line, dict(zip(header, cells, strict=True)), tuple(header), report)
        identity = row.identity(key)
        if identity in seen:
            row.bad(key[0], f"{quoted(identity)} stands already in line {seen[identity]}, expected it once")
        seen.setdefault(identity, line)
        yield row
    if line == 1 and not may_be_bare and name not in report.incomplete:
        report.lose(name, 2, 0, "holds a header and nothing else, expected at least one row")


def address_fault(text: str) -> str:
    """Return why a text is no address that a reader can be sent to, as the end of a sentence; empty if it is one.

    Examples
    --------
    >>> address_fault("https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY")
    ''
    >>> address_fault("javascript:alert(1)")
    'is not an address of the web, expected one that begins with https:// or http://'
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return "is not well-formed, expected an address such as https://example.org/page"
    if not text.startswith(("https://", "http://")):
        return "is not an address of the web, expected one that begins with https:// or http://"
    if any(sign.isspace() or not sign.isprintable() or sign in '\\<>"' for sign in text):
        return "holds a space or a sign that no address has, expected the address alone"
    if "." not in host or host.endswith(".") or ".." in host:
        return f"names the host {host!r}, expected one such as example.org, without a dot at its end"
    return "holds a user's name, expected the address alone" if "@" in parts.netloc else ""


def _stop(name: str, line: int, message: str, report: Report) -> None:
    """Record that the rest of a file is not read; it is told even where the file has as many problems as are told."""
    report.problems.append(Problem(name, line, 0, message))
    report.incomplete.add(name)


def quoted(value: str) -> str:
    """Return a cell as messages repeat it: in quotes, and cut where it is long.

    Examples
    --------
    >>> quoted("x" * 100)[-4:]
    "xx…'"
    """
    return repr(value if len(value) <= LONGEST_SHOWN else f"{value[:LONGEST_SHOWN]}…")


def iso_day(text: str) -> date:
    """Return the day written YYYY-MM-DD; unlike `date.fromisoformat`, refuse 20240131 and 2024-W05-3."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text) or abs(number := float(text)) == float("inf"):
        raise ValueError(text)
    return number


def _whole(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _records(text: str, name: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Yield (line it begins on, cells) of each record; where a quote is not closed, that is the line to look at."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            report.lose(name, line, 0, f"is not well-formed CSV from this line on: {error}")
            return
        if cells is None:
            return
        yield line, cells


def _text_of(path: Folder, name: str, report: Report) -> str | None:
    try:
        size = path.stat().st_size if isinstance(path, Path) else 0  # releases.py bounds what an archive holds
        data = path.read_bytes() if size <= MOST_BYTES else b""
    except OSError as error:
        report.lose(name, 0, 0, f"cannot be read: {error.strerror or 'there is no such file'}")
        return None
    if size > MOST_BYTES:
        message = f"has {size / 1e6:,.0f} MB and is not read, a table has at most {MOST_BYTES / 1e6:.0f}"
        report.lose(name, 0, 0, message)
        return None
    try:
        text = data.decode("utf-8-sig")  # spreadsheets put a byte order mark before the header
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        report.lose(name, line, column, f"byte 0x{data[error.start]:02x} is not UTF-8, the encoding every table uses")
        return None
    if not text.strip():
        report.lose(name, 1, 1, "is empty, expected a header row and at least one row of data")
        return None
    return text


def _header_is_right(
    header: list[str], columns: Sequence[str], may_lack: Collection[str], name: str, report: Report
) -> bool:
    if len(header) > MOST_COLUMNS:
        report.lose(name, 1, 0, f"has {len(header):,} columns, expected {len(columns)}")
        return False
    for place, found in enumerate(header, 1):
        if found not in columns:
            report.lose(name, 1, place, f"unknown column {quoted(found)}{report.near(found, columns, 1)}")
        elif header.index(found) != place - 1:
            report.lose(name, 1, place, f"column {found!r} stands twice")
    for wanted in columns:
        if wanted not in header and wanted not in may_lack:
            report.lose(name, 1, 0, f"column {wanted!r} is missing")
    return name not in report.incomplete
