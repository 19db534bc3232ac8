"""The CSV tables: reader, schema (how a row becomes a record), and the corrections applied while reading."""

from __future__ import annotations

import csv
import errno
import io
import re
import stat
import types
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, get_args, get_type_hints
from urllib.parse import urlsplit
from zipfile import Path as PathInArchive

from geodata.dates import DateSpan
from geodata.errors import Problem, did_you_mean, nearest
from geodata.model import (
    WORLD_AREA,
    AddressState,
    AreaAlias,
    AreaName,
    CasualtyCount,
    Citation,
    Claim,
    ClearanceResult,
    ComparableGroup,
    CountryArea,
    Deadline,
    Definition,
    Event,
    Group,
    Membership,
    OblastFigure,
    Omission,
    PolicyAction,
    Source,
    State,
    Stockpile,
    Treaty,
    TreatyAction,
    VoteCast,
)
from geodata.sources import citations_by_standing

# --- Reader: a file becomes rows of text, each cell with its place
#
# Problems are collected in a report and never raised here, so that one run names them all.

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
Folder: TypeAlias = Path | PathInArchive  # a folder of tables, or the archive of a kept release
# Limits of one run, so that it ends within seconds on any input.
MAX_TABLE_BYTES = 16_000_000  # of one table; the largest shipped has half a million
MAX_BYTES = 32_000_000  # of all tables together; the shipped ones have two million
MAX_COLUMNS = 200  # of one table
MAX_CELL_LENGTH = 5_000  # characters; the longest shipped has 827
MAX_ITEMS = 60  # of a cell that holds a list; the longest shipped has 7
MAX_ROWS = 50_000  # of all tables together; 11,500 are shipped
MAX_PROBLEMS = 1_000  # of one file; at this number its reading stops
# Limits on the search for known keys near an unknown one, which takes time for each known key.
MAX_SUGGESTIONS = 60  # searches of one run
MAX_COMPARISONS = 300_000  # known keys looked at in one run, 3 µs each
MAX_QUOTED_LENGTH = 80  # characters of a cell that a message quotes
MAX_MESSAGE_LENGTH = 1_000  # characters
BOOLEANS = {"true": True, "false": False}
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")  # float() and int() also accept 1_000, 1e5, nan and spaces


@dataclass(slots=True)
class Report:
    """Collects problems while files are read, and counts what the limits of a run bound.

    Attributes
    ----------
    problems
        In the order in which they were added; at most `MAX_PROBLEMS` of one file.
    incomplete
        Names of the files of which at least one row could not be read. References to such a file are not checked: the
        row that is missing may be the one that could not be read.
    problem_counts
        Problems of each file, those beyond the limit included.
    row_count, byte_count
        Rows and bytes read.
    suggestion_count, comparison_count
        Searches for a known key near an unknown one, and the known keys that they looked at.
    """

    problems: list[Problem] = field(default_factory=list)
    incomplete: set[str] = field(default_factory=set)
    problem_counts: dict[str, int] = field(default_factory=dict)
    row_count: int = 0
    byte_count: int = 0
    suggestion_count: int = 0
    comparison_count: int = 0

    def add(self, file: str, line: int, column: int, message: str) -> None:
        """Add a problem, unless the file has `MAX_PROBLEMS` already."""
        self.problem_counts[file] = self.problem_counts.get(file, 0) + 1
        if self.problem_counts[file] <= MAX_PROBLEMS:
            text = message if len(message) <= MAX_MESSAGE_LENGTH else f"{message[:MAX_MESSAGE_LENGTH]}…"
            # Of the cells of a row some stand in messages without quotes, such as codes of areas.
            text = (
                text
                if text.isprintable()
                else "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
            )
            self.problems.append(Problem(file, line, column, text))

    def add_incomplete(self, file: str, line: int, column: int, message: str) -> None:
        """Add a problem because of which at least one row of the file cannot be read."""
        self.add(file, line, column, message)
        self.incomplete.add(file)

    def is_full(self, file: str) -> bool:
        """Whether a file has `MAX_PROBLEMS` problems."""
        return self.problem_counts.get(file, 0) >= MAX_PROBLEMS

    def suggestion(self, key: str, known: Collection[str], count: int = 3) -> str:
        """Return the end of a message that offers the nearest known keys; empty beyond the limits of a run.

        Without limits a thousand unknown ids beside a thousand known ones would take minutes.
        """
        self.suggestion_count += 1
        self.comparison_count += len(known)
        if self.suggestion_count > MAX_SUGGESTIONS or self.comparison_count > MAX_COMPARISONS:
            return ""
        return did_you_mean(nearest(key, known, count))


@dataclass(slots=True)
class Row:
    """One row of a table: its cells by column, and the line on which it begins.

    The methods that read a cell report an invalid one and return the value of an empty cell.
    """

    file: str
    line: int
    cells: dict[str, str]
    order: tuple[str, ...]
    report: Report

    def add_problem(self, column: str, message: str) -> None:
        """Report a problem with the cell of a column."""
        place = self.order.index(column) + 1 if column in self.order else 0
        self.report.add(self.file, self.line, place, f"{column}: {message}")

    def identity(self, key: Sequence[str]) -> str:
        """Return the cells of a key joined by plus signs, which identifies the row in its table."""
        return "+".join(self.cells.get(column, "") for column in key)

    def text(self, column: str, *, required: bool = False) -> str:
        """Return the text of a cell; an empty one is reported where it is required."""
        value = self.cells.get(column, "")
        if required and not value:
            self.add_problem(column, "is empty, expected text")
        return value

    def _parsed(self, column: str, parse: Callable[[str], T], expected: str) -> T | None:
        value = self.cells.get(column, "")
        if not value:
            return None
        try:
            return parse(value)
        except ValueError:
            self.add_problem(column, f"{quoted_cell(value)} is not {expected}")
            return None

    def number(self, column: str) -> float | None:
        """Return a decimal number, or None for an empty cell."""
        return self._parsed(column, _number, "a number such as 12.5 (no thousands separator)")

    def integer(self, column: str) -> int | None:
        """Return a whole number, or None for an empty cell."""
        return self._parsed(column, _integer, "a whole number")

    def day(self, column: str) -> date | None:
        """Return a full day, or None for an empty cell."""
        return self._parsed(column, iso_day, "a day written YYYY-MM-DD")

    def span(self, column: str) -> DateSpan | None:
        """Return a date of any precision (`DateSpan.parse`), or None for an empty cell."""
        value = self.cells.get(column, "")
        try:
            return DateSpan.parse(value) if value else None
        except ValueError as error:
            self.add_problem(
                column, str(error) if len(value) <= MAX_QUOTED_LENGTH else f"{quoted_cell(value)} is not a date"
            )
            return None

    def url(self, column: str) -> str:
        """Return an http or https URL, or empty text."""
        value = self.cells.get(column, "")
        if value and (fault := url_fault(value)):
            self.add_problem(column, f"{quoted_cell(value)} {fault}")
            return ""
        return value

    def boolean(self, column: str) -> bool:
        """Return a boolean, written true or false."""
        value = self.cells.get(column, "")
        if value not in BOOLEANS:
            self.add_problem(column, f"{quoted_cell(value)} is not true or false")
        return BOOLEANS.get(value, False)

    def enum_value(self, column: str, kinds: type[E]) -> E:
        """Return a value of a closed set; for an unknown one its first member."""
        value = self.cells.get(column, "")
        members: dict[str, E] = _members(kinds)
        if value in members:
            return members[value]
        self.add_problem(
            column,
            f"{quoted_cell(value)} is not one of {', '.join(members)}{self.report.suggestion(value, [*members], 1)}",
        )
        return next(iter(members.values()))

    def reference(self, column: str, known: Collection[str], what: str, *, required: bool = True) -> str:
        """Return an id, and report one that is not among the known ids of another table.

        Parameters
        ----------
        what
            What the id names, for the message.
        required
            Whether an empty cell is a problem.
        """
        value = self.cells.get(column, "")
        if (value or required) and value not in known:
            self.add_problem(column, f"unknown {what} {quoted_cell(value)}{self.report.suggestion(value, known)}")
        return value

    def items(self, column: str) -> tuple[str, ...]:
        """Return the items of a list separated by semicolons, without empty ones; too many are reported and cut."""
        items = tuple(part.strip() for part in self.cells.get(column, "").split(";") if part.strip())
        if len(items) > MAX_ITEMS:
            self.add_problem(column, f"lists {len(items):,} items, expected at most {MAX_ITEMS}")
        return items[:MAX_ITEMS]

    def check_text(self) -> None:
        """Report cells with characters that cannot be seen, spaces at their ends, or more text than a cell has."""
        text = f"|{'|'.join(self.cells.values())}|"
        # The only white space that is printable is the plain one.
        if text.isprintable() and len(text) <= MAX_CELL_LENGTH and "| " not in text and " |" not in text:
            return
        for column, cell in self.cells.items():
            if fault := text_fault(cell):
                self.add_problem(column, fault)

    def citations(self, sources: Collection[str]) -> tuple[Citation, ...]:
        """Return the citations of the cell `citations`, written `source-id: locator; ...`.

        None at all, an unknown source and a missing locator are reported.
        """
        citations = []
        for part in self.items("citations"):
            source_id, _, locator = (piece.strip() for piece in part.partition(":"))
            if source_id not in sources:
                self.add_problem(
                    "citations", f"unknown source {quoted_cell(source_id)}{self.report.suggestion(source_id, sources)}"
                )
            if not locator:
                text = quoted_cell(source_id)
                self.add_problem("citations", f"{text} has no locator, expected 'source-id: place in the document'")
            citations.append(Citation(source_id, locator))
        if not citations:
            self.add_problem("citations", "is empty, expected at least one 'source-id: place in the document'")
        return tuple(citations)


@cache
def _members(kinds: type[E]) -> dict[str, E]:
    return {member.value: member for member in kinds}


def read_rows(
    path: Folder,
    *,
    name: str,
    columns: Sequence[str],
    key: Sequence[str],
    report: Report,
    may_be_empty: bool = False,
    may_lack: Collection[str] = (),
) -> Iterator[Row]:
    """Yield the rows of a CSV file; problems with the file, its header and its keys go to the report.

    Parameters
    ----------
    path, name
        The file, and its name in messages.
    columns
        The columns that the file must have, in any order; any other column is a problem.
    key
        Columns that together identify a row; a second row with the same key is a problem.
    may_be_empty
        Whether a file with a header and no row is valid.
    may_lack
        Columns that may be missing; the rows then have no cell for them.
    """
    text = _decoded_text(path, name, report)
    records = _csv_records(text, name, report) if text is not None else iter(())
    _, header = next(records, (0, None))
    if header is None or not _is_header_valid(header, columns, may_lack, name, report):
        return
    line_by_key: dict[str, int] = {}
    order = tuple(header)
    line = 1
    for line, cells in records:
        report.row_count += 1
        if report.is_full(name) or report.row_count > MAX_ROWS:
            reason = f"file has {MAX_PROBLEMS} problems" if report.is_full(name) else f"tables have {MAX_ROWS} rows"
            _stop_reading(name, line, f"is not read from here on: up to here the {reason}", report)
            return
        if len(cells) != len(header):
            report.add_incomplete(name, line, 0, f"has {len(cells)} cells, expected {len(header)} as in the header")
            continue
        row = Row(name, line, dict(zip(header, cells, strict=True)), order, report)
        row.check_text()
        identity = row.identity(key)
        if identity in line_by_key:
            row.add_problem(
                key[0], f"{quoted_cell(identity)} stands already in line {line_by_key[identity]}, expected it once"
            )
        line_by_key.setdefault(identity, line)
        yield row
    if line == 1 and not may_be_empty and name not in report.incomplete:
        report.add_incomplete(name, 2, 0, "holds a header and nothing else, expected at least one row")


def url_fault(text: str) -> str:
    """Return the end of a message that says why a text is no http or https URL; empty if it is one.

    Examples
    --------
    >>> url_fault("https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY")
    ''
    >>> url_fault("javascript:alert(1)")
    'is not an address of the web, expected one that begins with https:// or http://'
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return "is not well-formed, expected an address such as https://example.org/page"
    if not text.startswith(("https://", "http://")):
        return "is not an address of the web, expected one that begins with https:// or http://"
    if any(character.isspace() or not character.isprintable() or character in '\\<>"' for character in text):
        return "holds a space or a sign that no address has, expected the address alone"
    if "." not in host or host.endswith(".") or ".." in host:
        return f"names the host {host!r}, expected one such as example.org, without a dot at its end"
    return "holds a user's name, expected the address alone" if "@" in parts.netloc else ""


def text_fault(text: str) -> str:
    """Return the end of a message that says why a text is none for a cell; empty if it is one.

    Refused are characters that are not printable: control characters, line breaks among them, signs that turn the
    direction of writing, spaces other than the plain one, private and unassigned characters, and halves of a pair.

    Examples
    --------
    >>> text_fault("Gen\u202eva")
    'holds U+202E RIGHT-TO-LEFT OVERRIDE as its character 4, expected characters that can be seen and plain spaces'
    >>> text_fault("Cura\u00e7ao")
    ''
    """
    if len(text) > MAX_CELL_LENGTH:
        return f"has {len(text):,} characters, expected at most {MAX_CELL_LENGTH:,}"
    for place, character in enumerate("" if text.isprintable() else text, 1):
        if not character.isprintable():
            name = unicodedata.name(character, _CATEGORIES.get(unicodedata.category(character), ""))
            which = f"U+{ord(character):04X} {name}".rstrip()
            return f"holds {which} as its character {place}, expected characters that can be seen and plain spaces"
    if text != text.strip():
        return f"{quoted_cell(text)} begins or ends with a space, expected neither"
    return ""


# Of characters without a name of their own in Unicode.
_CATEGORIES = {"Cc": "(control character)", "Cs": "(half of a pair)", "Co": "(private use)", "Cn": "(unassigned)"}


def _stop_reading(name: str, line: int, message: str, report: Report) -> None:
    """Report that the rest of a file is not read, beyond the limit on its problems."""
    report.problems.append(Problem(name, line, 0, message))
    report.incomplete.add(name)


def quoted_cell(value: str) -> str:
    """Return a cell in quotes for a message, shortened to `MAX_QUOTED_LENGTH` characters.

    Examples
    --------
    >>> quoted_cell("x" * 100)[-4:]
    "xx…'"
    """
    return repr(value if len(value) <= MAX_QUOTED_LENGTH else f"{value[:MAX_QUOTED_LENGTH]}…")


def iso_day(text: str) -> date:
    """Return the day written YYYY-MM-DD, the only form of ISO 8601 accepted (not 20240131 nor 2024-W05-3).

    Raises
    ------
    ValueError
        When the text has another form or names no day of the calendar.
    """
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def _number(text: str) -> float:
    if not _NUMBER.fullmatch(text) or abs(number := float(text)) == float("inf"):
        raise ValueError(text)
    return number


def _integer(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ValueError(text)
    return int(text)


def _csv_records(text: str, name: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Yield (line on which it begins, cells) of each record; a quote that is never closed is reported at that line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            report.add_incomplete(name, line, 0, f"is not well-formed CSV from this line on: {error}")
            return
        if cells is None:
            return
        yield line, cells


def _decoded_text(path: Folder, name: str, report: Report) -> str | None:
    try:
        # releases.py limits the size of an archive
        size = regular_file_size(path) if isinstance(path, Path) else 0
        data = path.read_bytes() if size <= min(MAX_TABLE_BYTES, MAX_BYTES - report.byte_count) else None
    except OSError as error:
        report.add_incomplete(name, 0, 0, f"cannot be read: {error.strerror or 'there is no such file'}")
        return None
    if size > MAX_TABLE_BYTES:
        message = f"has {size / 1e6:,.0f} MB and is not read, a table has at most {MAX_TABLE_BYTES / 1e6:.0f}"
        report.add_incomplete(name, 0, 0, message)
        return None
    if data is None:
        message = f"is not read: with it the tables have more than {MAX_BYTES / 1e6:.0f} MB"
        report.add_incomplete(name, 0, 0, message)
        return None
    report.byte_count += size
    try:
        text = data.decode("utf-8-sig")  # spreadsheets write a byte order mark
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n")
        report.add_incomplete(
            name, line, column, f"byte 0x{data[error.start]:02x} is not UTF-8, the encoding every table uses"
        )
        return None
    if not text.strip():
        report.add_incomplete(name, 1, 1, "is empty, expected a header row and at least one row of data")
        return None
    return text


def regular_file_size(path: Path) -> int:
    """Return the size of a file in bytes.

    Raises
    ------
    OSError
        When there is none, or it is a folder, a pipe or a device, the reading of which may never end.
    """
    about = path.stat()
    if not stat.S_ISREG(about.st_mode):
        raise OSError(errno.EINVAL, "it is no regular file")
    return about.st_size


def _is_header_valid(
    header: list[str], columns: Sequence[str], may_lack: Collection[str], name: str, report: Report
) -> bool:
    if len(header) > MAX_COLUMNS:
        report.add_incomplete(name, 1, 0, f"has {len(header):,} columns, expected {len(columns)}")
        return False
    for place, column in enumerate(header, 1):
        if column not in columns:
            report.add_incomplete(
                name, 1, place, f"unknown column {quoted_cell(column)}{report.suggestion(column, columns, 1)}"
            )
        elif header.index(column) != place - 1:
            report.add_incomplete(name, 1, place, f"column {column!r} stands twice")
    for required in columns:
        if required not in header and required not in may_lack:
            report.add_incomplete(name, 1, 0, f"column {required!r} is missing")
    return name not in report.incomplete


# --- Schema: the fields of a record determine the columns of its table and how their cells are read

POLICY_PLACES = (WORLD_AREA, "NONE", "UNKNOWN")  # values of policies.allowed_in beside area codes
ALL_COLUMNS = "*"  # in `Table.later`: the table itself
_PLACEHOLDER_DAY = date(1, 1, 1)  # of a date that was reported; a table with problems is never returned to callers
_PLACEHOLDER_DEFINITION = Definition("", "", "", "", "", "", ComparableGroup.NONE, is_total=False)


class AnyId(dict[str, Any]):
    """Contains every id: the ids of a table that was not read in full, whose problem is reported once."""

    def __contains__(self, key: object) -> bool:
        return True


@dataclass(slots=True)
class KnownIds:
    """The records by id that later tables may refer to, set while the tables are read in order."""

    sources: Mapping[str, Source] = field(default_factory=AnyId)
    states: Mapping[str, State] = field(default_factory=AnyId)
    treaties: Mapping[str, Treaty] = field(default_factory=AnyId)
    definitions: Mapping[str, Definition] = field(default_factory=AnyId)
    groups: Mapping[str, Group] = field(default_factory=AnyId)


@dataclass(frozen=True, slots=True)
class Table:
    """The schema of a table.

    Attributes
    ----------
    record
        The dataclass of its rows.
    key
        Columns that together identify a row.
    required
        Text columns that must not be empty.
    renamed
        Column by field, where the names differ; two columns are joined by a plus sign.
    later
        Columns that were added after a release had been kept; `ALL_COLUMNS` for the table itself. The archive of a
        release may lack them, and they read as empty there (`empty_value`). The present folder must have them.
    is_read_on_use
        Whether it is no part of a `Dataset`, so that the start of a process does not read it.
    """

    name: str
    record: type[Any]
    key: tuple[str, ...]
    required: frozenset[str]
    renamed: Mapping[str, str]
    later: frozenset[str] = frozenset()
    is_read_on_use: bool = False

    @property
    def is_later(self) -> bool:
        """Whether the table itself was added after a release had been kept."""
        return ALL_COLUMNS in self.later

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file, in the order of the record's fields; the date of an act has two."""
        names = [self.renamed.get(f.name, f.name) for f in fields(self.record)]
        return tuple(column for name in names for column in name.split("+"))


def _table(
    name: str,
    record: type[Any],
    key: str,
    required: str,
    /,
    *,
    later: str = "",
    is_read_on_use: bool = False,
    **renamed: str,
) -> Table:
    columns = tuple(key.split()), frozenset(required.split())
    return Table(name, record, *columns, renamed, frozenset(later.split()), is_read_on_use)


ALIASES = _table("aliases", AreaAlias, "area kind alias", "alias", later=ALL_COLUMNS, is_read_on_use=True)


TABLES = (
    _table(
        "sources",
        Source,
        "source_id",
        "source_id csl_type title publisher language",
        later="via address_state checked_on origin",
    ),
    _table("states", State, "area", "area name official_name region", common_name="name", name="official_name"),
    _table("names", AreaName, "area kind language name", "language name", later=ALL_COLUMNS),
    ALIASES,
    _table(
        "treaties",
        Treaty,
        "treaty_id",
        "treaty_id short_name title entry_article exit_article depositary_reference url",
    ),
    _table("actions", TreatyAction, "action_id", "action_id", when="date_earliest+date_latest"),
    _table("definitions", Definition, "definition_id", "definition_id label text"),
    _table(
        "claims",
        Claim,
        "claim_id",
        "claim_id claimant",
        later="continued_by",
        definition="definition_id",
    ),
    _table("policies", PolicyAction, "policy_id", "policy_id record kind title"),
    _table("votes", VoteCast, "year area", "resolution"),
    _table(
        "clearance",
        ClearanceResult,
        "clearance_id",
        "clearance_id claimant",
        later="submunitions_destroyed_count",
    ),
    _table("oblasts", OblastFigure, "figure_id", "figure_id oblasts name claimant measure"),
    _table("events", Event, "event_id", "event_id place position_basis category text", when="date"),
    _table("deadlines", Deadline, "deadline_id", "deadline_id status", later="earlier_deadline decision decided"),
    _table("casualties", CasualtyCount, "casualty_id", "casualty_id weapon edition"),
    _table("stockpiles", Stockpile, "stockpile_id", "stockpile_id kind name claimant", when="date"),
    _table("groups", Group, "group_id", "group_id short_name name about", later=ALL_COLUMNS),
    _table("memberships", Membership, "membership_id", "membership_id", later=ALL_COLUMNS),
    _table("country_areas", CountryArea, "area", "", later=ALL_COLUMNS),
    _table("omissions", Omission, "omission_id", "omission_id statement reason", later=ALL_COLUMNS, when="date"),
)


def record_reader(table: Table) -> Callable[[Row, KnownIds], Any]:
    """Return the function that makes the record of a row; invalid cells go to its report and read as placeholders."""
    readers = []
    numbers = []
    for name, hint in field_types(table.record).items():  # type: ignore[arg-type]  # mypy takes a class for unhashable
        column = table.renamed.get(name, name)
        special = _FIELD_READERS.get(name) or _FIELD_READERS.get(column)
        read_cell = partial(special, table) if special else _cell_reader(table, column, hint)
        empty = (empty_value(hint),) if column in table.later else ()
        readers.append((name, column, read_cell, empty))
        if {int, float} & {hint, *get_args(hint)} and name not in _DEGREES:
            numbers.append(name)

    def record(row: Row, known: KnownIds) -> Any:
        values = {
            name: empty[0] if empty and column not in row.cells else read_cell(row, known)
            for name, column, read_cell, empty in readers
        }
        _check_values(row, values, numbers)
        return table.record(**values)

    return record


@cache
def field_types(record: type[Any]) -> dict[str, Any]:
    """Return the type of each field of a record, resolved, by its name."""
    hints = get_type_hints(record)
    return {f.name: hints[f.name] for f in fields(record)}


def empty_value(hint: Any) -> Any:
    """Return the value of a field whose column the archive of a release lacks: "", () or None.

    Raises
    ------
    TypeError
        When the type has no value that means "unknown"; such a column cannot be added later.
    """
    if hint in (str, tuple[str, ...]):
        return hint()
    if isinstance(hint, types.UnionType) and types.NoneType in get_args(hint):
        return None
    raise TypeError(f"{hint} has no empty value, expected text, a tuple of texts or something or None")


def _cell_reader(table: Table, column: str, hint: Any) -> Callable[[Row, KnownIds], Any]:
    """Return the function that reads the cell of a column as the type of its field."""
    is_required = column in table.required
    if hint is str:
        return lambda row, _: row.text(column, required=is_required)
    if hint == tuple[str, ...]:

        def items(row: Row, _: KnownIds) -> tuple[str, ...]:
            row.text(column, required=is_required)
            return row.items(column)

        return items
    is_optional = isinstance(hint, types.UnionType)
    kind = get_args(hint)[0] if is_optional else hint
    read = _reader_of(column, kind, is_optional=is_optional)
    return (lambda row, _: read(row) if row.text(column) else None) if is_optional else lambda row, _: read(row)


def _reader_of(column: str, kind: type[Any], *, is_optional: bool) -> Callable[[Row], Any]:
    if issubclass(kind, StrEnum):
        return lambda row: row.enum_value(column, kind)
    if kind is bool:
        return lambda row: row.boolean(column)
    read = _CELL_READERS[kind]
    if is_optional:
        return lambda row: read(row, column)

    def value(row: Row) -> Any:
        value = read(row, column)
        if value is not None:
            return value
        if not row.text(column):
            row.add_problem(column, "is empty, expected a value")
        return _PLACEHOLDERS[kind]

    return value


_CELL_READERS: dict[type[Any], Callable[[Row, str], Any]] = {
    float: Row.number,
    int: Row.integer,
    date: Row.day,
    DateSpan: Row.span,
}
_PLACEHOLDERS: dict[type[Any], Any] = {
    float: 0.0,
    int: 0,
    date: _PLACEHOLDER_DAY,
    DateSpan: DateSpan.on(_PLACEHOLDER_DAY),
}


def _citations(table: Table, row: Row, known: KnownIds) -> tuple[Citation, ...]:
    if table.record is Omission and not row.text("citations"):
        return ()
    return citations_by_standing(row.citations(known.sources), known.sources) or (Citation("", ""),)


def _area(table: Table, row: Row, known: KnownIds) -> str:
    value = row.text("area")
    if table.record is State or (value == WORLD_AREA and table.name in WORLD_TABLES):
        return value
    return row.reference("area", known.states, "state or area", required=table.record is not Stockpile)


def _treaty(_table: Table, row: Row, known: KnownIds) -> str:
    return row.reference("treaty", known.treaties, "treaty")


def _group(_table: Table, row: Row, known: KnownIds) -> str:
    return row.reference("group", known.groups, "group")


def _definition(table: Table, row: Row, known: KnownIds) -> Definition | str:
    if table.record is Definition:
        return row.text("definition_id", required=True)
    return known.definitions.get(
        row.reference("definition_id", known.definitions, "definition"), _PLACEHOLDER_DEFINITION
    )


def _act_date(_table: Table, row: Row, _known: KnownIds) -> DateSpan:
    first, last = (row.day(column) for column in ("date_earliest", "date_latest"))
    for column, day in (("date_earliest", first), ("date_latest", last)):
        if day is None and not row.text(column):
            row.add_problem(column, "is empty, expected a day written YYYY-MM-DD")
    if first and last and last < first:
        row.add_problem("date_latest", f"{last} lies before date_earliest {first}")
    return DateSpan(first or _PLACEHOLDER_DAY, max(last or _PLACEHOLDER_DAY, first or _PLACEHOLDER_DAY))


def _allowed_in(_table: Table, row: Row, known: KnownIds) -> tuple[str, ...]:
    for place in row.items("allowed_in"):
        if place not in known.states and place not in POLICY_PLACES:
            row.add_problem(
                "allowed_in", f"unknown place {place!r}, expected area codes or one of {', '.join(POLICY_PLACES)}"
            )
    return row.items("allowed_in")


def _url_cell(table: Table, row: Row, column: str) -> str:
    """Return the URL of a document.

    In releases kept before `address_state` was added, the cell may hold text around the URL.
    """
    if table.record is Source and "address_state" not in row.cells:
        match = _URL.search(row.text(column))
        return match[0] if match else ""
    row.text(column, required=column in table.required)
    return row.url(column)


def _url(table: Table, row: Row, _known: KnownIds) -> str:
    return _url_cell(table, row, "url")


def _archived(table: Table, row: Row, _known: KnownIds) -> str:
    return _url_cell(table, row, "archived")


_URL = re.compile(r"https?://[^\s;)]+(?<!,)")
_FIELD_READERS: dict[str, Callable[[Table, Row, KnownIds], Any]] = {
    "url": _url,
    "archived": _archived,
    "citations": _citations,
    "area": _area,
    "treaty": _treaty,
    "group": _group,
    "definition": _definition,
    "date_earliest+date_latest": _act_date,
    "allowed_in": _allowed_in,
}
# Whose rows may be about the whole world.
WORLD_TABLES = frozenset({"claims", "clearance", "events", "casualties", "stockpiles", "omissions"})
_DEGREES = {"lat": 90, "label_lat": 90, "lon": 180, "label_lon": 180}


def _is_compared(definition: Definition | None) -> bool:
    return definition is not None and definition.comparable_group is not ComparableGroup.NONE


def _check_values(row: Row, values: Mapping[str, Any], numbers: Sequence[str]) -> None:
    """Report values of a row that are out of range or do not go together; `numbers` are those that are no degrees."""
    for column, limit in _DEGREES.items():
        if column in values and not -limit <= values[column] <= limit:
            row.add_problem(column, f"{row.text(column)!r} is not degrees between -{limit} and {limit}")
    for column in numbers:
        if (values[column] or 0) < 0:
            row.add_problem(column, f"{row.text(column)!r} is less than 0")
    low, high = values.get("low"), values.get("high")
    if low is not None and high is not None and low > high:
        row.add_problem("low", f"{low:g} is more than high {high:g}")
    if "definition" in values:
        _check_unit(row, values)
    if "record" in values and row.text("record") not in ("period", "act"):
        row.add_problem("record", f"{row.text('record')!r} is not one of period, act")
    if "address_state" in row.cells:
        _check_url_state(row, values["address_state"])


def _check_unit(row: Row, values: Mapping[str, Any]) -> None:
    """Report a figure without a unit, and one that is compared in another than square kilometres."""
    if all(values.get(column) is None for column in ("value", "low", "high")):
        return
    unit = row.text("unit")
    if not unit:
        row.add_problem("unit", "is empty, expected a unit beside a figure")
    elif unit != "km2" and _is_compared(values["definition"]):
        row.add_problem("unit", f"{unit!r} is not km2, the unit in which figures are compared")


def _check_url_state(row: Row, state: AddressState | None) -> None:
    """Report an `address_state` that contradicts `url`, `checked_on` or `via`."""
    if row.text("address_state") != (state or ""):
        return  # an unknown state, which is reported already
    if bool(row.text("url")) == (state is AddressState.NONE):
        row.add_problem("address_state", "expected none where there is no address in url, and only there")
    if row.text("checked_on") and not row.text("url"):
        row.add_problem("checked_on", "is set, expected empty where there is no address to open")
    if state is AddressState.MIRROR and not row.text("via"):
        row.add_problem("via", "is empty, expected who carries the copy that the address leads to")
    if row.text("via") and state not in (AddressState.MIRROR, AddressState.DEAD):
        row.add_problem("address_state", f"{row.text('address_state')!r} beside via, expected mirror or dead")


# --- Corrections of upstream mistakes (corrections.csv), applied to cells while a table is read

CORRECTION_COLUMNS = ("correction_id", "table", "row_id", "column", "expected", "corrected", "reason", "citations")


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction by its id, with the sources on which it rests."""

    correction_id: str
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class Corrections:
    """The rows of corrections.csv by (table, row id); `unused` are those not yet applied, by line."""

    by_row: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    unused: dict[int, Row] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Folder, report: Report) -> Corrections:
        """Read corrections.csv; a folder may lack the file."""
        corrections = cls()
        if path.exists():
            rows = read_rows(
                path,
                name=path.name,
                columns=CORRECTION_COLUMNS,
                key=("correction_id",),
                report=report,
                may_be_empty=True,
            )
            for row in rows:
                for column in ("correction_id", "table", "row_id", "column", "reason"):
                    row.text(column, required=True)
                corrections.by_row.setdefault((row.text("table"), row.text("row_id")), []).append(row)
                corrections.unused[row.line] = row
        return corrections

    def apply(self, table: Table, row: Row) -> None:
        """Apply the corrections of a row; one whose expected value is not in the cell is reported instead."""
        for correction in self.by_row.get((table.name, row.identity(table.key)), ()):
            column = correction.text("column")
            self.unused.pop(correction.line, None)
            if column not in row.cells:
                correction.add_problem("column", f"{table.name}.csv has no column {column!r}")
            elif row.cells[column] != correction.text("expected"):
                correction.add_problem(
                    "expected", f"{row.cells[column]!r} stands in {row.file}:{row.line}, not the value expected"
                )
            else:
                row.cells[column] = correction.text("corrected")

    def resolved(self, sources: Collection[str], report: Report) -> list[tuple[Row, Correction]]:
        """Return (row, record) of every correction, and report those whose row does not exist.

        To be called once all tables are read.
        """
        for correction in self.unused.values():
            file = f"{correction.text('table')}.csv"
            if file not in report.incomplete:
                correction.add_problem("row_id", f"no row {correction.text('row_id')!r} in {file}")
        corrections = [correction for group in self.by_row.values() for correction in group]
        return [
            (correction, Correction(correction.text("correction_id"), correction.citations(sources)))
            for correction in corrections
        ]
