"""Why a map has nothing to show, in words, and the nearest way back; most maps have something to show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from dashboard.maps.layers import status_changes
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Empty
from dashboard.maps.view import LayerId
from geodata import GROUP_LABELS, StatusKind, day_label, timeline
from geodata.claims import choose
from geodata.treaties import LEGAL_KINDS

RESET, DAY, SINCE = "reset", "day", "since"  # kinds of acts
_UNTOUCHED = {StatusKind.NOT_SIGNED, StatusKind.NOT_ELIGIBLE}


def empty(sheet: Sheet, fill_layer: str) -> Empty | None:
    """Return why the map shows nothing of what was asked, or None when it does show something."""
    reasons: list[Callable[[Sheet], Empty | None]] = [_by_filter]
    if fill_layer == LayerId.TREATY_STATUS:
        reasons = [_before_the_text, _before_any_act, _by_order, _by_filter, _unchanged]
    elif fill_layer == LayerId.CONTAMINATION:
        reasons = [_before_any_claim, _by_filter]
    return next((found for reason in reasons if (found := reason(sheet)) is not None), None)


def _by_filter(sheet: Sheet) -> Empty | None:
    if not sheet.is_filtered or any(sheet.passes(state) for state in sheet.dataset.states.values()):
        return None
    return Empty(f"No state passes this filter on {day_label(sheet.day)}.", "Show all states", (RESET, "filters"))


def _before_the_text(sheet: Sheet) -> Empty | None:
    treaty = sheet.treaty
    if sheet.day >= treaty.adopted:
        return None
    adopted = day_label(treaty.adopted)
    text = f"The text of the {treaty.short_name} was adopted on {adopted}; on this day there is no act to show."
    return _go(text, treaty.adopted)


def _before_any_act(sheet: Sheet) -> Empty | None:
    if any(row.kind not in _UNTOUCHED for row in sheet.statuses.values()):
        return None
    acts = (
        act.when.earliest
        for (treaty, _), found in sheet.dataset.actions.items()
        for act in found
        if treaty == sheet.treaty.treaty_id and act.kind in LEGAL_KINDS
    )
    first = min((day for day in acts if day > sheet.day), default=None)
    text = f"No state had signed or joined the {sheet.treaty.short_name} by {day_label(sheet.day)}."
    return _go(f"{text} The first acts are of {day_label(first)}.", first) if first else None


def _by_order(sheet: Sheet) -> Empty | None:
    if sheet.since is None or sheet.since < sheet.day:
        return None
    text = (
        f"The map shows {day_label(sheet.day)} and picks out what changed since {day_label(sheet.since)}, which is not "
        "earlier."
    )
    return Empty(text, "Show the status of all states", (RESET, "compare"))


def _unchanged(sheet: Sheet) -> Empty | None:
    if sheet.since is None or status_changes.of_any_status(sheet):
        return None
    text = (
        f"No state changed its status under the {sheet.treaty.short_name} between {day_label(sheet.since)} and "
        f"{day_label(sheet.day)}."
    )
    turned = _last_turn(sheet, sheet.since)
    if turned is None:
        return Empty(text, "Show the status of all states", (RESET, "compare"))
    before = turned - timedelta(days=1)
    return Empty(text, f"Compare with {day_label(before)}", (SINCE, before.isoformat()))


def _last_turn(sheet: Sheet, until: date) -> date | None:
    """The last day up to `until` on which a state that the filters keep came to another status."""
    days = []
    for state in sheet.dataset.countries:
        if sheet.passes(state, status=False):
            acts = sheet.dataset.actions.get((sheet.treaty.treaty_id, state.area), ())
            periods = timeline(acts, treaty=sheet.treaty)
            days += [period.start for period in periods[1:] if period.start <= until]
    return max(days, default=None)


def _before_any_claim(sheet: Sheet) -> Empty | None:
    if any(row.claim for row in sheet.claims.values()):
        return None
    rule, group = sheet.view.claim_rule, sheet.view.claim_group
    made = (c.said.latest for claims in sheet.dataset.claims.values() for c in claims if choose((c,), rule, group))
    first = min((day for day in made if day > sheet.day), default=None)
    text = f"No claim about {GROUP_LABELS[group]} is recorded by {day_label(sheet.day)}."
    return _go(text, first) if first else None


def _go(text: str, day: date) -> Empty:
    return Empty(text, f"Go to {day_label(day)}", (DAY, day.isoformat()))
