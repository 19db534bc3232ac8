"""How a row of a table becomes a record: the record's own fields say which columns there are and what they hold."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from geodata.context import (
    CasualtyCount,
    ClearanceResult,
    Deadline,
    Event,
    OblastFigure,
    Omission,
    Stockpile,
    VoteCast,
)
from geodata.dates import DateSpan
from geodata.kinds import WORLD, AddressState, ComparableGroup
from geodata.records import AreaName, Citation, Claim, Definition, PolicyAction, Source, State, Treaty, TreatyAction
from geodata.sources import in_order
from geodata.tables import Row

PLACES = (WORLD, "NONE", "UNKNOWN")  # what policies.allowed_in may hold besides area codes
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
        "source_id csl_type title publisher",
        later="via address_state checked_on origin",
    ),
    _table("states", State, "area", "area name official_name region", common_name="name", name="official_name"),
    _table("names", AreaName, "area kind language name", "language name", later=EVERY_COLUMN),
    _table("treaties", Treaty, "treaty_id", "treaty_id short_name title entry_article exit_article"),
    _table("actions", TreatyAction, "action_id", "action_id", when="date_earliest+date_latest"),
    _table("definitions", Definition, "definition_id", "definition_id label text"),
    _table(
        "claims",
        Claim,
        "claim_id",
        "claim_id claimant",
        later="continued_by",
        definition="definition_id",
        said="date_said",
        meant="date_meant",
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
    _table("oblasts", OblastFigure, "figure_id", "figure_id name claimant measure", meant="date_meant"),
    _table("events", Event, "event_id", "event_id place category text", when="date"),
    _table("deadlines", Deadline, "deadline_id", "deadline_id status", later="earlier_deadline decision decided"),
    _table("casualties", CasualtyCount, "casualty_id", "casualty_id weapon"),
    _table("stockpiles", Stockpile, "stockpile_id", "stockpile_id kind name", when="date"),
    _table("omissions", Omission, "omission_id", "omission_id statement reason", later=EVERY_COLUMN, when="date"),
)


def record_of(table: Table, row: Row, known: Known) -> Any:
    """Return the record of one row; whatever is wrong with a cell goes to the row's report."""
    values: dict[str, Any] = {}
    for name, hint in _hints(table.record).items():  # type: ignore[arg-type]  # mypy takes a class for unhashable
        column = table.renamed.get(name, name)
        if column in table.later and column not in row.cells:
            values[name] = empty_value(hint)
            continue
        special = _SPECIAL.get(name) or _SPECIAL.get(column)
        values[name] = special(table, row, known) if special else _value(table, row, column, hint)
    _check(row, values)
    return table.record(**values)


@cache
def _hints(record: type[Any]) -> dict[str, Any]:
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
    return in_order(row.citations(known.sources), known.sources) or (Citation("", ""),)


def _area(table: Table, row: Row, known: Known) -> str:
    value = row.text("area")
    if table.record is State or (value == WORLD and table.name in _WORLD_TABLES):
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
_WORLD_TABLES = frozenset({"claims", "clearance", "events", "casualties", "stockpiles", "omissions"})
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
