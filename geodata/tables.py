"""The CSV tables: their only reader, the schema by which a row becomes a record, corrections and exclusions."""

from __future__ import annotations

import csv
import io
import re
import types
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, get_args, get_type_hints
from urllib.parse import urlsplit
from zipfile import Path as PathInArchive

from geodata.dates import DateSpan
from geodata.errors import Problem, did_you_mean, nearest
from geodata.model import (
    WORLD_AREA,
    AddressState,
    AreaName,
    CasualtyCount,
    Citation,
    Claim,
    ClearanceResult,
    ComparableGroup,
    Deadline,
    Definition,
    Event,
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

# -- The only reader of the CSV tables: a file becomes rows of text, each cell with its address.
#
# Every problem of a file is collected before anything is raised, so that one run names them all.

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
        size = path.stat().st_size if isinstance(path, Path) else 0  # dataset.py bounds what an archive holds
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


# -- How a row of a table becomes a record: the record's own fields say which columns there are and what they hold.

PLACES = (WORLD_AREA, "NONE", "UNKNOWN")  # what policies.allowed_in may hold besides area codes
EVERY_COLUMN = "*"  # in `later`: the whole table
_NO_DAY = date(1, 1, 1)  # stands in for a date reported as bad; such a record never leaves the reader
_NO_DEFINITION = Definition("", "", "", "", "", "", ComparableGroup.NONE, is_total=False)


class Unchecked(dict[str, Any]):
    """Stands in for the ids of a table that was not read in full: its fault is reported once and not per reference."""

    def __contains__(self, key: object) -> bool:
        return True


@dataclass(slots=True)
class Known:
    """The ids that other tables may refer to, filled while the tables are read in order."""

    sources: Mapping[str, Source] = field(default_factory=Unchecked)
    states: Mapping[str, State] = field(default_factory=Unchecked)
    treaties: Mapping[str, Treaty] = field(default_factory=Unchecked)
    definitions: Mapping[str, Definition] = field(default_factory=Unchecked)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its record, the columns that identify a row, the texts that must not be empty, renamed columns.

    `later` names the columns that came after a release had been kept; `"*"` says that the table itself did. The archive
    of a release may lack them, and they read as empty there (`empty_value`); the present folder must have them.
    """

    name: str
    record: type[Any]
    key: tuple[str, ...]
    required: frozenset[str]
    renamed: Mapping[str, str]
    later: frozenset[str] = frozenset()

    @property
    def is_later(self) -> bool:
        """Whether the table itself came after a release had been kept."""
        return EVERY_COLUMN in self.later

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the file, in the order of the record's fields; an act's date takes two."""
        names = [self.renamed.get(f.name, f.name) for f in fields(self.record)]
        return tuple(column for name in names for column in name.split("+"))


def _table(name: str, record: type[Any], key: str, required: str, /, *, later: str = "", **renamed: str) -> Table:
    return Table(name, record, tuple(key.split()), frozenset(required.split()), renamed, frozenset(later.split()))


TABLES = (
    _table(
        "sources",
        Source,
        "source_id",
        "source_id csl_type title publisher language",
        later="via address_state checked_on origin",
    ),
    _table("states", State, "area", "area name official_name region", common_name="name", name="official_name"),
    _table("names", AreaName, "area kind language name", "language name", later=EVERY_COLUMN),
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
    _table("omissions", Omission, "omission_id", "omission_id statement reason", later=EVERY_COLUMN, when="date"),
)


def record_of(table: Table, row: Row, known: Known) -> Any:
    """Return the record of one row; whatever is wrong with a cell goes to the row's report."""
    values: dict[str, Any] = {}
    for name, hint in field_types(table.record).items():  # type: ignore[arg-type]  # mypy takes a class for unhashable
        column = table.renamed.get(name, name)
        if column in table.later and column not in row.cells:
            values[name] = empty_value(hint)
            continue
        special = _SPECIAL.get(name) or _SPECIAL.get(column)
        values[name] = special(table, row, known) if special else _value(table, row, column, hint)
    _check(row, values)
    return table.record(**values)


@cache
def field_types(record: type[Any]) -> dict[str, Any]:
    """Return the type of each field of a record, resolved, by its name."""
    hints = get_type_hints(record)
    return {f.name: hints[f.name] for f in fields(record)}


def empty_value(hint: Any) -> Any:
    """Return what a field of a type holds where the archive of a release lacks its column: empty text, nothing, None.

    Raises
    ------
    TypeError
        When the type has no value that means "unknown"; such a column cannot come later.
    """
    if hint in (str, tuple[str, ...]):
        return hint()
    if isinstance(hint, types.UnionType) and types.NoneType in get_args(hint):
        return None
    raise TypeError(f"{hint} has no empty value, expected text, a tuple of texts or something or None")


def _value(table: Table, row: Row, column: str, hint: Any) -> Any:
    if hint is str:
        return row.text(column, required=column in table.required)
    if hint == tuple[str, ...]:
        row.text(column, required=column in table.required)
        return row.words(column)
    is_optional = isinstance(hint, types.UnionType)
    kind = get_args(hint)[0] if is_optional else hint
    if is_optional and not row.text(column):
        return None
    if issubclass(kind, StrEnum):
        return row.one_of(column, kind)
    if kind is bool:
        return row.flag(column)
    value = _READERS[kind](row, column)
    if value is None and not is_optional:
        if not row.text(column):
            row.bad(column, "is empty, expected a value")
        return _STAND_INS[kind]
    return value


_READERS: dict[type[Any], Callable[[Row, str], Any]] = {
    float: Row.number,
    int: Row.whole,
    date: Row.day,
    DateSpan: Row.span,
}
_STAND_INS: dict[type[Any], Any] = {float: 0.0, int: 0, date: _NO_DAY, DateSpan: DateSpan.on(_NO_DAY)}


def _citations(table: Table, row: Row, known: Known) -> tuple[Citation, ...]:
    if table.record is Omission and not row.text("citations"):
        return ()
    return citations_by_standing(row.citations(known.sources), known.sources) or (Citation("", ""),)


def _area(table: Table, row: Row, known: Known) -> str:
    value = row.text("area")
    if table.record is State or (value == WORLD_AREA and table.name in WORLD_TABLES):
        return value
    return row.key("area", known.states, "state or area", required=table.record is not Stockpile)


def _treaty(_table: Table, row: Row, known: Known) -> str:
    return row.key("treaty", known.treaties, "treaty")


def _definition(table: Table, row: Row, known: Known) -> Definition | str:
    if table.record is Definition:
        return row.text("definition_id", required=True)
    return known.definitions.get(row.key("definition_id", known.definitions, "definition"), _NO_DEFINITION)


def _act_date(_table: Table, row: Row, _known: Known) -> DateSpan:
    first, last = (row.day(column) for column in ("date_earliest", "date_latest"))
    for column, day in (("date_earliest", first), ("date_latest", last)):
        if day is None and not row.text(column):
            row.bad(column, "is empty, expected a day written YYYY-MM-DD")
    if first and last and last < first:
        row.bad("date_latest", f"{last} lies before date_earliest {first}")
    return DateSpan(first or _NO_DAY, max(last or _NO_DAY, first or _NO_DAY))


def _allowed_in(_table: Table, row: Row, known: Known) -> tuple[str, ...]:
    for place in row.words("allowed_in"):
        if place not in known.states and place not in PLACES:
            row.bad("allowed_in", f"unknown place {place!r}, expected area codes or one of {', '.join(PLACES)}")
    return row.words("allowed_in")


def _address(table: Table, row: Row, column: str) -> str:
    """The address of a document; releases kept before `address_state` came may hold words, of which it is read."""
    if table.record is Source and "address_state" not in row.cells:
        found = _ADDRESS.search(row.text(column))
        return found[0] if found else ""
    row.text(column, required=column in table.required)
    return row.address(column)


def _url(table: Table, row: Row, _known: Known) -> str:
    return _address(table, row, "url")


def _archived(table: Table, row: Row, _known: Known) -> str:
    return _address(table, row, "archived")


_ADDRESS = re.compile(r"https?://[^\s;)]+(?<!,)")
_SPECIAL: dict[str, Callable[[Table, Row, Known], Any]] = {
    "url": _url,
    "archived": _archived,
    "citations": _citations,
    "area": _area,
    "treaty": _treaty,
    "definition": _definition,
    "date_earliest+date_latest": _act_date,
    "allowed_in": _allowed_in,
}
# Whose rows may be about the whole world.
WORLD_TABLES = frozenset({"claims", "clearance", "events", "casualties", "stockpiles", "omissions"})
_DEGREES = {"lat": 90, "label_lat": 90, "lon": 180, "label_lon": 180}


def _is_compared(definition: Definition | None) -> bool:
    return definition is not None and definition.comparable_group is not ComparableGroup.NONE


def _check(row: Row, values: Mapping[str, Any]) -> None:
    """Report values that are well-formed but cannot be true."""
    for column, limit in _DEGREES.items():
        if column in values and not -limit <= values[column] <= limit:
            row.bad(column, f"{row.text(column)!r} is not degrees between -{limit} and {limit}")
    for column, value in values.items():
        if isinstance(value, (int, float)) and column not in _DEGREES and value < 0:
            row.bad(column, f"{row.text(column)!r} is less than 0")
    low, high = values.get("low"), values.get("high")
    if low is not None and high is not None and low > high:
        row.bad("low", f"{low:g} is more than high {high:g}")
    has_figure = any(values.get(column) is not None for column in ("value", "low", "high"))
    if "definition" in values and has_figure and not row.text("unit"):
        row.bad("unit", "is empty, expected a unit beside a figure")
    elif has_figure and _is_compared(values.get("definition")) and row.text("unit") != "km2":
        row.bad("unit", f"{row.text('unit')!r} is not km2, the unit in which figures are compared")
    if "record" in values and row.text("record") not in ("period", "act"):
        row.bad("record", f"{row.text('record')!r} is not one of period, act")
    if "address_state" in row.cells:
        _check_address(row, values["address_state"])


def _check_address(row: Row, state: AddressState | None) -> None:
    """Report an address and a state of it that do not go together."""
    if row.text("address_state") != (state or ""):
        return  # not one of the states, and reported as that
    if bool(row.text("url")) == (state is AddressState.NONE):
        row.bad("address_state", "expected none where there is no address in url, and only there")
    if row.text("checked_on") and not row.text("url"):
        row.bad("checked_on", "is set, expected empty where there is no address to open")
    if state is AddressState.MIRROR and not row.text("via"):
        row.bad("via", "is empty, expected who carries the copy that the address leads to")
    if row.text("via") and state not in (AddressState.MIRROR, AddressState.DEAD):
        row.bad("address_state", f"{row.text('address_state')!r} beside via, expected mirror or dead")


# -- Corrections of upstream mistakes, applied to cells while a table is read; each names its reason and its source.

CORRECTION_COLUMNS = ("correction_id", "table", "row_id", "column", "expected", "corrected", "reason", "citations")


@dataclass(frozen=True, slots=True)
class Correction:
    """What the rest of the atlas may know of a correction: what it rests on."""

    correction_id: str
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class Corrections:
    """The rows of corrections.csv by the row they correct; a correction that finds no such row is a problem."""

    by_row: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    unused: dict[int, Row] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Folder, report: Report) -> Corrections:
        """Read corrections.csv; a folder without the file has nothing to correct."""
        found = cls()
        if path.exists():
            rows = read_rows(
                path,
                name=path.name,
                columns=CORRECTION_COLUMNS,
                key=("correction_id",),
                report=report,
                may_be_bare=True,
            )
            for row in rows:
                for column in ("correction_id", "table", "row_id", "column", "reason"):
                    row.text(column, required=True)
                found.by_row.setdefault((row.text("table"), row.text("row_id")), []).append(row)
                found.unused[row.line] = row
        return found

    def apply(self, table: Table, row: Row) -> None:
        """Correct the cells of one row that have a correction and hold the value it expects."""
        for fix in self.by_row.get((table.name, row.identity(table.key)), ()):
            column = fix.text("column")
            self.unused.pop(fix.line, None)
            if column not in row.cells:
                fix.bad("column", f"{table.name}.csv has no column {column!r}")
            elif row.cells[column] != fix.text("expected"):
                fix.bad("expected", f"{row.cells[column]!r} stands in {row.file}:{row.line}, not the value expected")
            else:
                row.cells[column] = fix.text("corrected")

    def resolved(self, sources: Collection[str], report: Report) -> list[tuple[Row, Correction]]:
        """Return (row, record) of every correction once all tables are read; report those whose row does not exist."""
        for fix in self.unused.values():
            file = f"{fix.text('table')}.csv"
            if file not in report.incomplete:
                fix.bad("row_id", f"no row {fix.text('row_id')!r} in {file}")
        fixes = [fix for group in self.by_row.values() for fix in group]
        return [(fix, Correction(fix.text("correction_id"), fix.citations(sources))) for fix in fixes]
