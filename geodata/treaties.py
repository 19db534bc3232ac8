"""Status of a state under a treaty on a day: the kinds of status, and the fold over dated acts that gives it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product

from geodata.dates import add_months, day_label
from geodata.model import ActionKind, EntryRule, Mark, NotebookRecord, Treaty, TreatyAction
from geodata.sources import mark_of

# -- The kinds of status a state can have under a treaty, and a status on a day.


class StatusKind(StrEnum):
    """Where a state stands under a treaty, in the order a legend lists it."""

    PARTY = "party"
    JOINED = "joined"
    SIGNED = "signed"
    LEAVING = "leaving"
    SUSPENSION_CLAIMED = "suspension-claimed"
    LEFT = "left"
    NOT_SIGNED = "not-signed"
    UNCERTAIN = "uncertain"
    NOT_ELIGIBLE = "not-eligible"


STATUS_LABELS = {
    StatusKind.PARTY: "party",
    StatusKind.JOINED: "joined, not yet bound",
    StatusKind.SIGNED: "signed",
    StatusKind.LEAVING: "party, leaving",
    StatusKind.SUSPENSION_CLAIMED: "party, suspension claimed",
    StatusKind.LEFT: "left",
    StatusKind.NOT_SIGNED: "not signed",
    StatusKind.UNCERTAIN: "uncertain",
    StatusKind.NOT_ELIGIBLE: "not eligible",
}

# States that have deposited consent and not left: how depositaries count States Parties (Vienna Convention on the
# Law of Treaties, Art. 2(1)(g) asks for entry into force as well, hence the second set).
JOINED_KINDS = frozenset({StatusKind.PARTY, StatusKind.JOINED, StatusKind.LEAVING, StatusKind.SUSPENSION_CLAIMED})
BOUND_KINDS = JOINED_KINDS - {StatusKind.JOINED}


@dataclass(frozen=True, slots=True)
class TreatyStatus(NotebookRecord):
    """Status on a day.

    `kind` is UNCERTAIN when dates known only to a range leave more than one `possible` kind; `since` is the first day
    of the present kind where it is known; `actions` are the acts by that day, oldest first; `reason` says why.
    """

    kind: StatusKind
    possible: tuple[StatusKind, ...]
    since: date | None
    actions: tuple[TreatyAction, ...]
    reason: str

    @property
    def label(self) -> str:
        """The status in the words of the field."""
        if self.kind is StatusKind.UNCERTAIN:
            return "uncertain: " + " or ".join(STATUS_LABELS[kind] for kind in self.possible)
        return STATUS_LABELS[self.kind]

    @property
    def has_joined(self) -> bool:
        """Whether consent is deposited and not withdrawn on every reading of the dates."""
        return all(kind in JOINED_KINDS for kind in self.possible)

    @property
    def may_be_bound(self) -> bool:
        """Whether the state is bound on at least one reading of the dates."""
        return any(kind in BOUND_KINDS for kind in self.possible)

    @property
    def is_bound(self) -> bool:
        """Whether the state is bound on every reading of the dates."""
        return all(kind in BOUND_KINDS for kind in self.possible)


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """A state's status from a day (included) until the next period begins; `until` None: no later change announced."""

    start: date
    until: date | None
    status: TreatyStatus


# -- Status of a state under a treaty on a day: a fold over dated actions, and the rules of law it follows.

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

LEGAL_KINDS = frozenset(_LEGAL_ORDER)


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
    status is uncertain and names each of them. The day on which a withdrawal takes effect is the one stated with it:
    Art. 20 of both conventions puts it off while the state is in an armed conflict, which no rule can reckon.
    """
    known = tuple(sorted((a for a in actions if a.when.earliest <= day), key=_legal_key))
    if not is_eligible:
        reason = "Not among the states that may join, or without separate status in the practice of the United Nations."
        return TreatyStatus(StatusKind.NOT_ELIGIBLE, (StatusKind.NOT_ELIGIBLE,), None, known, reason)
    legal = tuple(a for a in known if a.kind in _LEGAL_ORDER)
    found = {_standing(reading, treaty).on(day) for reading in _readings(legal, day, treaty)}
    kinds = tuple(kind for kind in StatusKind if kind in {kind for kind, _ in found})
    starts = {start for _, start in found}
    since = next(iter(starts)) if len(starts) == 1 else None
    if len(kinds) > 1:
        why = " ".join(filter(None, [_why_uncertain(legal, day), unconfirmed_acts_note(legal)]))
        return TreatyStatus(StatusKind.UNCERTAIN, kinds, None, known, why)
    acts = legal if kinds[0] is not StatusKind.NOT_SIGNED else ()
    why = " ".join(filter(None, [_why(legal, kinds[0]), unconfirmed_acts_note(acts)]))
    return TreatyStatus(kinds[0], kinds, since, known, why)


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


def deciding_act(status: TreatyStatus) -> TreatyAction | None:
    """Return the last legal act behind a status; None where no act has brought it about."""
    if status.kind in (StatusKind.NOT_SIGNED, StatusKind.NOT_ELIGIBLE):
        return None
    return next((act for act in reversed(status.actions) if act.kind in LEGAL_KINDS), None)


def unconfirmed_acts_note(actions: Iterable[TreatyAction]) -> str:
    """Return which of the acts behind a status no document of the depositary confirms; empty where all are confirmed.

    The acts are those that change a status; an objection or a domestic decision is no part of its reason.
    """
    found = [act for act in actions if act.kind in LEGAL_KINDS and mark_of(act) is Mark.UNCONFIRMED]
    acts = ", ".join(f"{act.kind.value.replace('_', ' ')} ({act.when.label})" for act in found)
    return f"Not confirmed by a document of the depositary that the atlas has read: {acts}." if acts else ""


def _legal_key(action: TreatyAction) -> tuple[date, date, int, str]:
    return (action.when.earliest, action.when.latest, _LEGAL_ORDER.get(action.kind, 9), action.action_id)


Reading = list[tuple[date, ActionKind]]


def _readings(actions: Sequence[TreatyAction], day: date, treaty: Treaty) -> Iterator[Reading]:
    """Yield every way to date the acts that makes a difference: what has taken effect by `day`, in legal order."""
    turns = _ends(actions) | {day}
    departures = [(when, ActionKind.WITHDRAWAL_EFFECTIVE) for when in map(_departure, actions) if when]
    for dated in product(*(_days_of(action, turns, day, treaty) for action in actions)):
        effects = [(when, action.kind) for when, action in zip(dated, actions, strict=True)] + departures
        yield sorted((e for e in effects if e[0] <= day), key=lambda e: (e[0], _LEGAL_ORDER[e[1]]))


def _departure(action: TreatyAction) -> date | None:
    """Return the day on which a withdrawal is notified to take effect; the day of a claimed suspension is not one."""
    return action.date_effective if action.kind is ActionKind.WITHDRAWAL_NOTIFIED else None


def _ends(actions: Iterable[TreatyAction]) -> set[date]:
    """Return the days from which the effects of acts can date."""
    days = {day for action in actions for day in (action.when.earliest, action.when.latest, _departure(action))}
    return {day for day in days if day}


def _days_of(action: TreatyAction, turns: Iterable[date], day: date, treaty: Treaty) -> list[date]:
    """Return the days of an act's range that could matter: its ends, and those at and beside a turn of events.

    Between two turns one day is as good as another. A consent has a turn of its own: the last day on which a deposit
    still binds the state by `day`.
    """
    if action.when.is_exact:
        return [action.when.earliest]
    first, last = action.when.earliest.toordinal(), action.when.latest.toordinal()
    near = {n for turn in turns for n in range(turn.toordinal() - 1, turn.toordinal() + 2)}
    if action.kind in CONSENT:
        bound = bisect_right(range(first, last), day, key=lambda n: entry_into_force(treaty, date.fromordinal(n)))
        near |= {first + bound - 1, first + bound}
    return [date.fromordinal(n) for n in sorted({first, last} | near) if first <= n <= last]


@dataclass(slots=True)
class _Standing:
    """What the acts so far have brought about; None is what they have not."""

    signed: date | None = None
    joined: date | None = None
    bound_from: date | None = None
    suspended: date | None = None
    noticed: date | None = None
    left: date | None = None

    def on(self, day: date) -> tuple[StatusKind, date | None]:
        """Return the kind of status on a day no earlier than the acts, and the day on which it began."""
        if self.joined is None:
            if self.left:
                return StatusKind.LEFT, self.left
            return (StatusKind.SIGNED if self.signed else StatusKind.NOT_SIGNED), self.signed
        if self.bound_from is None or day < self.bound_from:
            return StatusKind.JOINED, self.joined
        bound = max(self.bound_from, self.joined)
        if self.noticed:
            return StatusKind.LEAVING, max(self.noticed, bound)
        if self.suspended:
            return StatusKind.SUSPENSION_CLAIMED, max(self.suspended, bound)
        return StatusKind.PARTY, bound


def _standing(reading: Reading, treaty: Treaty) -> _Standing:
    """Apply dated acts in order; a suspension or withdrawal by a state that has not joined changes nothing."""
    now = _Standing()
    for when, kind in reading:
        if kind is ActionKind.SIGNATURE:
            now.signed = now.signed or when
        elif kind is ActionKind.ENTRY_INTO_FORCE:
            now.bound_from = when
        elif kind in CONSENT and now.joined is None:
            now.joined = when
            # A successor state may be bound from a day before its notice: South Sudan.
            now.bound_from = now.bound_from or entry_into_force(treaty, when)
        elif kind is ActionKind.SUSPENSION_NOTIFIED and now.joined:
            now.suspended = when
        elif kind is ActionKind.WITHDRAWAL_NOTIFIED and now.joined:
            now.noticed = when
        elif kind is ActionKind.WITHDRAWAL_EFFECTIVE and now.joined:
            now = _Standing(left=when)
    return now


def _turning_days(actions: Sequence[TreatyAction], treaty: Treaty) -> set[date]:
    """Return every day on which the status can change, announced future days included."""
    ends = _ends(actions)
    days = ends | {date.fromordinal(end.toordinal() + 1) for end in ends}
    for action in actions:
        if action.kind in CONSENT:
            span = action.when
            days |= {entry_into_force(treaty, day) for day in days if span.earliest <= day <= span.latest}
    return days


def _why(actions: tuple[TreatyAction, ...], kind: StatusKind) -> str:
    """Return the note of the notice behind a claimed suspension: it gives both positions."""
    if kind is not StatusKind.SUSPENSION_CLAIMED:
        return ""
    return [act.note for act in actions if act.kind is ActionKind.SUSPENSION_NOTIFIED][-1]


def _why_uncertain(actions: tuple[TreatyAction, ...], day: date) -> str:
    parts = []
    for act in actions:
        if not act.when.is_exact:
            where = act.when.label if act.when.label.startswith("between") else f"in {act.when.label}"
            passed = " and has passed" if act.when.latest <= day else ""
            what = act.kind.value.replace("_", " ")
            parts.append(f"the day of its {what} is not known, only that it lies {where}{passed}")
    return f"On {day_label(day)} more than one reading is possible: {'; '.join(parts)}."
