"""The sentence over a map that compares: two days, two treaties, or what changed between two days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from dashboard.maps.filter_words import least_claim, of_regions, standing
from dashboard.maps.layers import status_changes
from dashboard.maps.sheet import Sheet
from dashboard.maps.wording import counted, spelled
from geodata import StatusKind, day_label
from geodata.model import Citation, State
from geodata.treaties import JOINED_KINDS
from geodata.wording import listed, sentence

_MOST_SOURCES = 8  # behind one sentence; beyond that it rests on the depositary, and the panel cites each act
_TURNED = {
    StatusKind.PARTY: "became bound",
    StatusKind.JOINED: "joined",
    StatusKind.SIGNED: "signed",
    StatusKind.LEAVING: "gave notice of leaving",
    StatusKind.SUSPENSION_CLAIMED: "claimed to suspend it",
    StatusKind.LEFT: "left it",
    StatusKind.UNCERTAIN: "came to an uncertain status",
}


def of_two(sheet: Sheet, second: Sheet) -> str:
    """Return what two maps show side by side; of two days the earlier one comes first."""
    claim = least_claim(sheet)
    pool = [s for s in sheet.dataset.countries if sheet.passes(s, status=False)]
    first, last = (second, sheet) if second.day < sheet.day else (sheet, second)
    of = f"of {len(pool)} states{of_regions(sheet)}" + (f" that have {claim}" if claim else "")
    begin = f"{_number(first, pool)} {of} {_predicate(first)}"
    as_of = [f" as of {day_label(one.day)}" for one in (first, last)]
    if first.view.treaty == last.view.treaty:
        return f"{begin}{as_of[0]}, and {_number(last, pool)}{as_of[1]}"
    if first.day == last.day:
        as_of = ["", ""]
    if sheet.view.statuses:
        return f"{begin}{as_of[0]}, and {_number(last, pool)} of {len(pool)} {_predicate(last)}{as_of[1]}"
    if sheet.day < sheet.treaty.adopted or second.day < second.treaty.adopted:
        return _one_of_two(first, last, pool, of=of)
    both = _counted(min(_joined(s, first), _joined(s, last)) for s in pool)
    tail = "" if as_of[0] else f"; {both} have joined both"
    return f"{begin}{as_of[0]} and {_number(last, pool)} the {last.treaty.short_name}{as_of[1]}{tail}"


def _one_of_two(first: Sheet, last: Sheet, pool: Sequence[State], *, of: str) -> str:
    """Two treaties of which one at least was not there yet on its day."""
    parts = []
    for one in sorted((first, last), key=lambda one: one.day < one.treaty.adopted):
        day = day_label(one.day) if first.day != last.day else ""
        if one.day >= one.treaty.adopted:
            parts.append(f"{_number(one, pool)} {of} {_predicate(one)}{day and f' as of {day}'}")
        else:
            parts.append(f"the {one.treaty.short_name} did not exist yet{day and f' on {day}'}")
    return sentence("; ".join(parts))


def of_changes(sheet: Sheet, since: date) -> str:
    """Return how many states changed their status between two days; of a filter by status, what they came to be."""
    where, claim, short = of_regions(sheet), least_claim(sheet), sheet.treaty.short_name
    if since >= sheet.day:
        return f"Nothing can have changed: {day_label(since)} is not before {day_label(sheet.day)}"
    pool = status_changes.of_any_status(sheet)
    span = f"{day_label(since)} and {day_label(sheet.day)}"
    that = f" that {'has' if len(pool) == 1 else 'have'} {claim}" if claim else ""
    who = f"{counted(len(pool), 'state')}{where}{that}"
    if sheet.view.statuses and pool:
        return f"Of {who} whose status under the {short} changed between {span}, {_became(sheet) or 'none is shown'}"
    return f"Between {span}, {who} changed {'its' if len(pool) == 1 else 'their'} status under the {short}"


def behind(sheet: Sheet) -> tuple[Citation, ...]:
    """Return the citations of the acts that brought the changes about, or of the treaty when they are too many.

    The filter by status is not in it: the panel, which it does not change either, goes on from these numbers.
    """
    acts = (act for state in status_changes.of_any_status(sheet) for act in status_changes.acts(sheet, state.area))
    found = [citation for act in acts for citation in act.citations[:1]]
    is_short = 0 < len({citation.source_id for citation in found}) <= _MOST_SOURCES
    return tuple(found) if is_short else sheet.treaty.citations[:1]


def how_counted(sheet: Sheet) -> str:
    """Return how the states of a comparison are counted."""
    if sheet.since is not None and sheet.view.statuses:
        return f"By the status on {day_label(sheet.day)}"
    if sheet.since is not None:
        return sentence(_became(sheet)) or "No change"
    return "“Joined” counts deposits" if not sheet.view.statuses else "Each map by its own day and treaty"


def _became(sheet: Sheet) -> str:
    """What the states that the filters keep came to be, those of most states first."""
    found = Counter(sheet.statuses[state.area].kind for state in status_changes.changed(sheet))
    whole = len(status_changes.of_any_status(sheet))
    return listed([f"{_of(count, whole)} {_TURNED[kind]}" for kind, count in found.most_common()])


def _of(count: int, whole: int) -> str:
    if count < whole:
        return spelled(count)
    return {1: "it", 2: "both"}.get(whole, "all")


def _predicate(sheet: Sheet) -> str:
    return standing(sheet) or f"have joined the {sheet.treaty.short_name}"


def _number(sheet: Sheet, pool: Iterable[State]) -> str:
    """How many states the predicate is true of, on one of the two maps."""
    chosen = sheet.view.statuses
    if chosen:
        return str(sum(sheet.statuses[state.area].kind in chosen for state in pool))
    return _counted(_joined(state, sheet) for state in pool)


def _joined(state: State, sheet: Sheet) -> int:
    """Whether a state has joined: 2 by every reading of the dates, 1 by some, 0 by none."""
    found = [kind in JOINED_KINDS for kind in sheet.statuses[state.area].status.possible]
    return all(found) + any(found)


def _counted(readings: Iterable[int]) -> str:
    found = list(readings)
    sure, at_most = found.count(2), len(found) - found.count(0)
    return str(sure) if sure == at_most else f"{sure} or {at_most}"
