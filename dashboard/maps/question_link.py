"""A question as one value of a link, and back; reading never raises.

Terms are joined by `_` inside of a part and by `.` between parts; a part is joined the other way than the whole, which
is joined by and, or by or where it begins with `any`. A term is its kind and its fields, joined by `~`; `not` goes
before the kind. None of these signs is escaped in an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import singledispatch
from typing import TypeVar

from dashboard.maps.view import FIRST_DAY, LAST_DAY, REGIONS, TREATIES
from geodata import MAP_GROUPS, ClaimRule, ComparableGroup, nearest
from geodata.model import Vote
from geodata.own_figures import BANDS, MOST_LIMITS, QUANTILES, class_limits, is_class_rule, ranges
from geodata.questions import (
    MOST_TERMS,
    NOW,
    Activity,
    AllowedClause,
    ClaimClause,
    ClaimTest,
    Clause,
    DeadlineClause,
    FigureClause,
    GroupClause,
    Join,
    OwnClause,
    OwnTest,
    PolicyClause,
    Question,
    RecordClause,
    RecordTest,
    RegionClause,
    StatusClause,
    StatusTest,
    Term,
    Timing,
    VoteChangeClause,
    VoteClause,
    When,
)

E = TypeVar("E", bound=StrEnum)

PART, TERM, FIELD, NOT = ".", "_", "~", "not"
LIMIT, POINT = "-", "p"  # between the limits of own classes, and before their decimals
FIRST_YEAR, LAST_YEAR = 1996, LAST_DAY.year  # the first vote on the mine ban; the last year of a link
MOST_KM2 = 9_999_999
FEW = 5  # values that are all named where a text is none of them
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
GROUP_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
OWN_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)
_WHOLE = re.compile(r"\d{1,7}", re.ASCII)


@dataclass(frozen=True, slots=True)
class IgnoredPart:
    """A piece of a question that could not be read, as it stood in the link, and why."""

    piece: str
    reason: str


def write_question(question: Question) -> str:
    """Return a question as a value of a link."""
    parts = [TERM.join(map(write_term, part)) for part in question.parts]
    return PART.join([*([Join.ANY.value] if question.join is Join.ANY else []), *parts])


def read_question(
    text: str, groups: Collection[str] = (), own: Collection[str] | None = None
) -> tuple[Question | None, tuple[IgnoredPart, ...]]:
    """Return the question of a value of a link without what cannot be read, which is named; None: nothing is left.

    Parameters
    ----------
    groups
        The ids of groups of states that exist; when empty, only their form is checked.
    own
        The content ids of the own figures that are open; None: only their form is checked.
    """
    pieces = text.split(PART)
    join = Join.ANY if pieces[0] == Join.ANY else Join.ALL
    parts: list[tuple[Term, ...]] = []
    ignored: list[IgnoredPart] = []
    count = 0
    for piece in pieces[join is Join.ANY :] or [""]:
        part = []
        for term_text in piece.split(TERM):
            try:
                term = read_term(term_text, groups, own)
            except _UnreadableError as error:
                ignored.append(IgnoredPart(term_text, error.reason))
                continue
            if count == MOST_TERMS:
                ignored.append(IgnoredPart(term_text, f"a question has at most {MOST_TERMS} clauses"))
                continue
            count += 1
            part.append(term)
        if part:
            parts.append(tuple(part))
    return (Question(tuple(parts), join) if parts else None), tuple(ignored)


def write_term(term: Term) -> str:
    """Return a term as it stands in a link."""
    return FIELD.join([*([NOT] if term.is_negated else []), *_fields(term.clause)])


def read_term(text: str, groups: Collection[str] = (), own: Collection[str] | None = None) -> Term:
    """Return the term of a piece of a link.

    Raises
    ------
    _UnreadableError
        When it is none.
    """
    fields = text.split(FIELD)
    is_negated = fields[0] == NOT
    kind, *rest = fields[is_negated:] or [""]
    if kind not in _READERS:
        raise _UnreadableError(_no_such("kind of clause", kind, _READERS))
    most, read = _READERS[kind]
    if len(rest) > most:
        raise _UnreadableError(f"a clause of the kind {kind} has at most {most} value{'s' if most > 1 else ''}")
    try:
        clause = read([*rest, *[""] * (most - len(rest))])
    except ValueError as error:
        raise _UnreadableError(str(error)) from None
    if rest and not rest[-1]:
        raise _UnreadableError("it ends with a sign that joins values, and no value follows")
    if isinstance(clause, GroupClause):
        is_known = clause.group_id in groups if groups else GROUP_ID.fullmatch(clause.group_id)
        if not is_known:
            raise _UnreadableError(_no_such("group of states", clause.group_id, groups))
    if isinstance(clause, OwnClause) and own is not None and clause.own not in own:
        raise _UnreadableError("it asks of own data, which are not open here: no link carries them")
    return Term(clause, is_negated)


class _UnreadableError(ValueError):
    """A piece of a link is no term; `reason` says why."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def _no_such(what: str, text: str, allowed: Collection[str]) -> str:
    """Return that a text is none of the values allowed: with the nearest, else with all where they are few."""
    near = nearest(text, allowed, 1)
    tail = f"; did you mean {near[0]}" if near else f": {', '.join(allowed)}" if 0 < len(allowed) <= FEW else ""
    return (f"it names no {what} that the atlas knows" if text else f"it lacks a {what}") + tail


# -- The fields of each kind of clause.


@singledispatch
def _fields(clause: Clause) -> list[str]:
    """Return kind and fields of a clause; each kind registers its own below."""
    raise TypeError(f"a {type(clause).__name__} has no form in a link")


@_fields.register
def _(clause: StatusClause) -> list[str]:
    return ["status", clause.test, clause.treaty, *_when_fields(clause.when)]


@_fields.register
def _(clause: ClaimClause) -> list[str]:
    return ["claim", clause.test, clause.group, clause.rule, *_day_field(clause.on)]


@_fields.register
def _(clause: FigureClause) -> list[str]:
    side = "least" if clause.is_least else "under"
    return ["km2", side, str(clause.km2), clause.group, clause.rule, *_day_field(clause.on)]


@_fields.register
def _(clause: VoteClause) -> list[str]:
    return ["vote", clause.vote.replace("_", "-"), str(clause.year)]


@_fields.register
def _(clause: VoteChangeClause) -> list[str]:
    return ["changed", str(clause.first), str(clause.last)]


@_fields.register
def _(clause: RecordClause) -> list[str]:
    return ["record", clause.test, *([str(clause.since)] if clause.since else [])]


@_fields.register
def _(clause: DeadlineClause) -> list[str]:
    return ["deadline", *_day_field(clause.before)]


@_fields.register
def _(clause: PolicyClause) -> list[str]:
    return ["policy", clause.activity]


@_fields.register
def _(clause: AllowedClause) -> list[str]:
    return ["allowed", *_day_field(clause.on)]


@_fields.register
def _(clause: RegionClause) -> list[str]:
    return ["region", clause.region]


@_fields.register
def _(clause: GroupClause) -> list[str]:
    return ["group", clause.group_id, *_day_field(clause.on)]


@_fields.register
def _(clause: OwnClause) -> list[str]:
    limit = [str(clause.km2)] if clause.test.has_limit else []
    rule = [clause.rule.replace("_", LIMIT).replace(".", POINT)] if clause.test.has_rule else []
    return ["own", clause.test, *limit, *rule, clause.own]


def _when_fields(when: When) -> list[str]:
    days = [day.isoformat() for day in (when.first, when.last) if day]
    return days if when.timing is Timing.ON else [when.timing, *days]


def _day_field(day: date | None) -> list[str]:
    return [day.isoformat()] if day else []


def _status(fields: Sequence[str]) -> Clause:
    test, treaty, *days = fields
    return StatusClause(_one(treaty, "treaty", TREATIES), _member(test, "status", StatusTest), _when(days))


def _claim(fields: Sequence[str]) -> Clause:
    test, group, rule, on = fields
    return ClaimClause(_group(group), _member(rule, "rule", ClaimRule), _member(test, "class", ClaimTest), _day(on))


def _figure(fields: Sequence[str]) -> Clause:
    side, km2, group, rule, on = fields
    is_least = _one(side, "limit", ("least", "under")) == "least"
    return FigureClause(
        _group(group), _member(rule, "rule", ClaimRule), _number("area in km²", km2, 1, MOST_KM2), is_least, _day(on)
    )


def _vote(fields: Sequence[str]) -> Clause:
    cast, year = fields
    votes = {vote.replace("_", "-"): vote for vote in Vote}
    return VoteClause(_year(year), votes[_one(cast, "vote", list(votes))])


def _changed(fields: Sequence[str]) -> Clause:
    first, last = fields
    return VoteChangeClause(_year(first), _year(last))


def _record(fields: Sequence[str]) -> Clause:
    test, since = fields
    return RecordClause(_member(test, "record", RecordTest), _year(since) if since else None)


def _states(fields: Sequence[str]) -> Clause:
    group_id, on = fields
    return GroupClause(group_id, _day(on))


def _own(fields: Sequence[str]) -> Clause:
    test, *rest = fields
    kind = _member(test, "test of own figures", OwnTest)
    has_more = kind.has_limit or kind.has_rule
    more, own_id = rest if has_more else ("", rest[0])
    if not OWN_ID.fullmatch(own_id) or (not has_more and rest[1]):
        raise _UnreadableError("it names no own data")
    if kind.has_rule:
        return OwnClause(own_id, kind, rule=_rule(more, kind))
    return OwnClause(own_id, kind, _number("area in km²", more, 1, MOST_KM2) if kind.has_limit else 0)


def _rule(text: str, kind: OwnTest) -> str:
    """Return the rule of the ranges of which one is named; limits that a reader sets have as many as they part."""
    rule = text.replace(LIMIT, "_").replace(POINT, ".")
    if rule == QUANTILES:
        return rule
    if not is_class_rule(rule) or rule == BANDS or LIMIT.join(rule.split("_")).replace(".", POINT) != text:
        expected = f"“{QUANTILES}” or up to {MOST_LIMITS} rising limits in km² such as 1{LIMIT}10{LIMIT}100"
        raise _UnreadableError(f"its ranges are formed by {expected}")
    _one(kind, f"range that the limits {text} part", ranges(class_limits(rule, ())))
    return rule


def _group(text: str) -> ComparableGroup:
    return ComparableGroup(_one(text, "group of comparable claims", MAP_GROUPS))


def _member(text: str, what: str, kinds: type[E]) -> E:
    return kinds(_one(text, what, [kind.value for kind in kinds]))


def _one(text: str, what: str, allowed: Sequence[str]) -> str:
    if text not in allowed:
        raise _UnreadableError(_no_such(what, text, allowed))
    return text


def _when(fields: Sequence[str]) -> When:
    head, *days = fields
    if head not in (Timing.DURING, Timing.BEGUN):
        if any(days) and head[:1].isdigit():
            raise _UnreadableError(f"{Timing.DURING} or {Timing.BEGUN} stands before two days")
        if any(days):
            raise _UnreadableError(_no_such("way to mean two days", head, (Timing.DURING, Timing.BEGUN)))
        return When(first=_day(head)) if head else NOW
    return When(Timing(head), *map(_day, days))


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise _UnreadableError("its day is none of the calendar written as YYYY-MM-DD")
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _UnreadableError(f"its day lies outside {FIRST_DAY} to {LAST_DAY}")
    return day


def _year(text: str) -> int:
    return _number("year", text, FIRST_YEAR, LAST_YEAR)


def _number(what: str, text: str, least: int, most: int) -> int:
    if not text:
        raise _UnreadableError(f"it lacks its {what}, a whole number from {least} to {most}")
    if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
        raise _UnreadableError(f"its {what} is no whole number from {least} to {most}")
    return int(text)


# How many fields a clause of each kind can have, and what reads them; fields that are not given are empty.
_READERS: dict[str, tuple[int, Callable[[Sequence[str]], Clause]]] = {
    "status": (5, _status),
    "claim": (4, _claim),
    "km2": (5, _figure),
    "vote": (2, _vote),
    "changed": (2, _changed),
    "record": (2, _record),
    "deadline": (1, lambda fields: DeadlineClause(_day(fields[0]))),
    "policy": (1, lambda fields: PolicyClause(_member(fields[0], "activity", Activity))),
    "allowed": (1, lambda fields: AllowedClause(_day(fields[0]))),
    "group": (2, _states),
    "own": (3, _own),
    "region": (1, lambda fields: RegionClause(_one(fields[0], "region", REGIONS))),
}
