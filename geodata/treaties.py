"""Status of a state under a treaty on a day: a fold over dated actions, and the rules of law it follows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import product

from geodata.dates import DateSpan, add_months, day_label
from geodata.kinds import ActionKind, EntryRule
from geodata.records import Treaty, TreatyAction
from geodata.statuses import JOINED_KINDS, StatusKind, StatusPeriod, TreatyStatus


CONSENT = frozenset(
    {
        ActionKind.RATIFICATION,
        ActionKind.ACCEPTANCE,
        ActionKind.APPROVAL,
        ActionKind.ACCESSION,
        ActionKind.SUCCESSION,
        ActionKind.CONSENT_TO_BE_BOUND,
    }
)

# Acts of one day apply in this order, so that the order of rows never matters.
_LEGAL_ORDER = {
    ActionKind.SIGNATURE: 0,
    **dict.fromkeys(CONSENT, 1),
    ActionKind.ENTRY_INTO_FORCE: 2,
    ActionKind.SUSPENSION_NOTIFIED: 3,
    ActionKind.WITHDRAWAL_NOTIFIED: 4,
    ActionKind.WITHDRAWAL_EFFECTIVE: 5,
}


def entry_into_force(treaty: Treaty, deposited: date) -> date:
    """Return the day on which a treaty binds a state that deposited its consent on `deposited`.

    Mine Ban Convention Art. 17 and Convention on Cluster Munitions Art. 17: first day of the sixth month after the
    month of deposit. CCW Art. 5(3) and (4): six months after the date of deposit. Never before the treaty's own date.
    """
    if treaty.entry_rule is EntryRule.SIXTH_MONTH_FIRST_DAY:
        day = add_months(deposited.replace(day=1), 6)
    else:
        day = add_months(deposited, 6)
    return max(day, treaty.in_force)


def status_on(actions: Iterable[TreatyAction], day: date, *, treaty: Treaty, is_eligible: bool = True) -> TreatyStatus:
    """Return the status of one state under one treaty on a day.

    Parameters
    ----------
    actions
        All acts of this state under this treaty, in any order; acts after `day` change nothing.
    treaty
        Gives the rule for entry into force where no act states it.
    is_eligible
        False for areas that cannot join.

    Notes
    -----
    An act whose date is a range is tried on the days of the range that could matter; if the readings disagree, the
    status is uncertain and names each of them.
    """
    known = tuple(sorted((a for a in actions if a.when.earliest <= day), key=_legal_key))
    if not is_eligible:
        reason = "Not among the states that may join, or without separate status in the practice of the United Nations."
        return TreatyStatus(StatusKind.NOT_ELIGIBLE, (StatusKind.NOT_ELIGIBLE,), None, known, reason)
    legal = tuple(a for a in known if a.kind in _LEGAL_ORDER)
    found = {_fold(reading, day, treaty) for reading in _readings(legal, day)}
    kinds = tuple(kind for kind in StatusKind if kind in {kind for kind, _ in found})
    starts = {start for _, start in found}
    since = next(iter(starts)) if len(starts) == 1 else None
    if len(kinds) > 1:
        return TreatyStatus(StatusKind.UNCERTAIN, kinds, None, known, _why_uncertain(legal, day))
    return TreatyStatus(kinds[0], kinds, since, known, _why(legal, kinds[0]))


def timeline(actions: Iterable[TreatyAction], *, treaty: Treaty, is_eligible: bool = True) -> tuple[StatusPeriod, ...]:
    """Return every period of a state's status under a treaty, oldest first; periods join without gap or overlap."""
    acts = tuple(actions)
    periods: list[StatusPeriod] = []
    for day in [treaty.adopted, *sorted(d for d in _turning_days(acts, treaty) if d > treaty.adopted)]:
        status = status_on(acts, day, treaty=treaty, is_eligible=is_eligible)
        if periods and (periods[-1].status.kind, periods[-1].status.possible) == (status.kind, status.possible):
            continue
        if periods:
            periods[-1] = StatusPeriod(periods[-1].start, day, periods[-1].status)
        periods.append(StatusPeriod(day, None, status))
    return tuple(periods)


def _legal_key(action: TreatyAction) -> tuple[date, date, int, str]:
    return (action.when.earliest, action.when.latest, _LEGAL_ORDER.get(action.kind, 9), action.action_id)


def _readings(actions: tuple[TreatyAction, ...], day: date) -> Iterator[list[tuple[date, int, TreatyAction]]]:
    """Yield every way to date the acts, as lists of (day, legal order, act) that have happened by `day`."""
    coarse = sum(not a.when.is_exact for a in actions) > 1  # a product of ranges: month by month will do
    choices = [[(when, a) for when in _days_of(a.when, coarse)] for a in actions]
    for dated in product(*choices):
        yield sorted(
            ((when, _LEGAL_ORDER[a.kind], a) for when, a in dated if when <= day),
            key=lambda item: (item[0], item[1], item[2].action_id),
        )


def _days_of(span: DateSpan, coarse: bool) -> list[date]:
    """Return the days of a range that could matter: each of them, or its ends and the first day of each month."""
    length = (span.latest - span.earliest).days
    if length <= (1 if coarse else 366):
        return [span.earliest + timedelta(days=n) for n in range(length + 1)]
    months = range((span.latest.year - span.earliest.year) * 12 + 12)
    firsts = (add_months(span.earliest.replace(day=1), n) for n in months)
    return [span.earliest, *(d for d in firsts if span.earliest < d < span.latest), span.latest]


def _fold(dated: list[tuple[date, int, TreatyAction]], day: date, treaty: Treaty) -> tuple[StatusKind, date | None]:
    """Apply dated acts in legal order; return the kind of status and the day it began."""
    kind, since = StatusKind.NOT_SIGNED, None
    bound_from: date | None = None  # by a stated entry into force, else by the treaty's rule
    leaves_on: date | None = None
    for when, _, act in dated:
        if act.kind is ActionKind.SIGNATURE and kind is StatusKind.NOT_SIGNED:
            kind, since = StatusKind.SIGNED, when
        elif act.kind in CONSENT and kind in (StatusKind.NOT_SIGNED, StatusKind.SIGNED, StatusKind.LEFT):
            kind, since = StatusKind.JOINED, when
            if bound_from is None:  # a successor state may be bound from a day before its notice: South Sudan
                bound_from = entry_into_force(treaty, when)
        elif act.kind is ActionKind.ENTRY_INTO_FORCE:
            bound_from = when
        elif act.kind is ActionKind.SUSPENSION_NOTIFIED and kind in JOINED_KINDS:
            kind, since = StatusKind.SUSPENSION_CLAIMED, when
        elif act.kind is ActionKind.WITHDRAWAL_NOTIFIED and kind in JOINED_KINDS:
            kind, since = StatusKind.LEAVING, when
            leaves_on = act.date_effective
        elif act.kind is ActionKind.WITHDRAWAL_EFFECTIVE and kind is not StatusKind.NOT_SIGNED:
            kind, since, bound_from = StatusKind.LEFT, when, None
    if kind is StatusKind.JOINED and since is not None and bound_from is not None and bound_from <= day:
        kind, since = StatusKind.PARTY, max(bound_from, since)
    if kind is StatusKind.LEAVING and leaves_on is not None and leaves_on <= day:
        kind, since = StatusKind.LEFT, leaves_on
    return kind, since


def _turning_days(actions: tuple[TreatyAction, ...], treaty: Treaty) -> set[date]:
    """Return every day on which the status can change, announced future days included."""
    days: set[date] = set()
    for act in actions:
        days |= {act.when.earliest, act.when.latest}
        if act.kind is ActionKind.WITHDRAWAL_NOTIFIED and act.date_effective:
            days.add(act.date_effective)
        if act.kind in CONSENT:
            days |= {entry_into_force(treaty, act.when.earliest), entry_into_force(treaty, act.when.latest)}
    return days


def _why(actions: tuple[TreatyAction, ...], kind: StatusKind) -> str:
    if kind is StatusKind.SUSPENSION_CLAIMED:
        last = [a for a in actions if a.kind is ActionKind.SUSPENSION_NOTIFIED][-1]
        return last.note
    return ""


def _why_uncertain(actions: tuple[TreatyAction, ...], day: date) -> str:
    vague = [a for a in actions if not a.when.is_exact]
    parts = [
        f"the day of its {act.kind.value.replace('_', ' ')} is not known, only that it lies {act.when.label}"
        + (" and has passed" if act.when.latest <= day else "")
        for act in vague
    ]
    return f"On {day_label(day)} more than one reading is possible: {'; '.join(parts)}."
