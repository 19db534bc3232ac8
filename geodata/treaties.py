"""Status of a state under a treaty on a day: kinds of status, and the fold over dated acts that computes it."""

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

# --- Kinds of status


class StatusKind(StrEnum):
    """The standing of a state under a treaty, in the order of legends."""

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

# Depositaries count as States Parties those that have deposited consent and not left. The Vienna Convention on the Law
# of Treaties, Art. 2(1)(g), requires entry into force as well, hence the second set.
JOINED_KINDS = frozenset({StatusKind.PARTY, StatusKind.JOINED, StatusKind.LEAVING, StatusKind.SUSPENSION_CLAIMED})
BOUND_KINDS = JOINED_KINDS - {StatusKind.JOINED}


@dataclass(frozen=True, slots=True)
class TreatyStatus(NotebookRecord):
    """Status of a state under a treaty on a day.

    Attributes
    ----------
    kind
        UNCERTAIN when acts dated only to a range leave more than one possible kind.
    possible
        The possible kinds, in the order of `StatusKind`; `kind` alone where it is certain.
    since
        First day of the kind; None where it is not known.
    actions
        The acts by that day, those without effect on the status included, oldest first.
    reason
        Sentences on why the status is uncertain, claimed or not confirmed; may be empty.
    """

    kind: StatusKind
    possible: tuple[StatusKind, ...]
    since: date | None
    actions: tuple[TreatyAction, ...]
    reason: str

    @property
    def label(self) -> str:
        """The status in words, without a capital."""
        if self.kind is StatusKind.UNCERTAIN:
            return "uncertain: " + " or ".join(STATUS_LABELS[kind] for kind in self.possible)
        return STATUS_LABELS[self.kind]

    @property
    def heading(self) -> str:
        """The status in words, with a capital."""
        return f"{self.label[0].upper()}{self.label[1:]}"

    @property
    def has_joined(self) -> bool:
        """Whether consent is deposited and not withdrawn, for every possible dating of the acts."""
        return all(kind in JOINED_KINDS for kind in self.possible)

    @property
    def may_be_bound(self) -> bool:
        """Whether the state is bound, for at least one possible dating of the acts."""
        return any(kind in BOUND_KINDS for kind in self.possible)

    @property
    def is_bound(self) -> bool:
        """Whether the state is bound, for every possible dating of the acts."""
        return all(kind in BOUND_KINDS for kind in self.possible)


def status_name(kind: StatusKind, treaty: Treaty) -> str:
    """Return a status in the words of the field; the protocols of the CCW are joined without a signature."""
    if kind is StatusKind.NOT_SIGNED and treaty.opened is None:
        return "not party"
    return STATUS_LABELS[kind]


def status_words(status: TreatyStatus, treaty: Treaty) -> str:
    """Return a state's status under a treaty in words, each possible reading named where it is uncertain."""
    if status.kind is not StatusKind.UNCERTAIN:
        return status_name(status.kind, treaty)
    readings = [status_name(kind, treaty).replace(",", " but") for kind in status.possible]
    return f"uncertain: {', or '.join(readings)}"


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """A status from `start` (included) to `until` (excluded); `until` is None where no later change is announced."""

    start: date
    until: date | None
    status: TreatyStatus


# --- The fold over dated acts

CONSENT_KINDS = frozenset(
    {
        ActionKind.RATIFICATION,
        ActionKind.ACCEPTANCE,
        ActionKind.APPROVAL,
        ActionKind.ACCESSION,
        ActionKind.SUCCESSION,
        ActionKind.CONSENT_TO_BE_BOUND,
    }
)

# Acts of the same day apply in this order, so that the order of rows has no effect.
_LEGAL_ORDER = {
    ActionKind.SIGNATURE: 0,
    **dict.fromkeys(CONSENT_KINDS, 1),
    ActionKind.ENTRY_INTO_FORCE: 2,
    ActionKind.SUSPENSION_NOTIFIED: 3,
    ActionKind.WITHDRAWAL_NOTIFIED: 4,
    ActionKind.WITHDRAWAL_EFFECTIVE: 5,
}

LEGAL_KINDS = frozenset(_LEGAL_ORDER)


def entry_into_force(treaty: Treaty, deposited: date) -> date:
    """Return the day on which a treaty enters into force for a state that deposits its consent on a day.

    Mine Ban Convention, Art. 17, and Convention on Cluster Munitions, Art. 17: the first day of the sixth month after
    the month of deposit. CCW, Art. 5(3) and (4): six months after the date of deposit. Not before the entry into force
    of the treaty itself.
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
        All acts of this state under this treaty, in any order; acts after `day` have no effect.
    treaty
        Its rule gives the entry into force where no act states it.
    is_eligible
        Whether the area may join; if not, the status is NOT_ELIGIBLE.

    Notes
    -----
    An act dated to a range is evaluated on each day of the range that can change the result; if the results differ, the
    status is uncertain and names each of them. The day on which a withdrawal takes effect is the day stated with it:
    Art. 20 of both conventions postpones it while the state is in an armed conflict, which no rule can compute.
    """
    known = tuple(sorted((a for a in actions if a.when.earliest <= day), key=_legal_key))
    if not is_eligible:
        reason = "Not among the states that may join, or without separate status in the practice of the United Nations."
        return TreatyStatus(StatusKind.NOT_ELIGIBLE, (StatusKind.NOT_ELIGIBLE,), None, known, reason)
    legal = tuple(a for a in known if a.kind in _LEGAL_ORDER)
    outcomes = {
        _membership_after(acts_in_order, treaty).on(day) for acts_in_order in _possible_datings(legal, day, treaty)
    }
    kinds = tuple(kind for kind in StatusKind if kind in {kind for kind, _ in outcomes})
    starts = {start for _, start in outcomes}
    since = next(iter(starts)) if len(starts) == 1 else None
    if len(kinds) > 1:
        reason = " ".join(filter(None, [_uncertainty_note(legal, day), unconfirmed_acts_note(legal)]))
        return TreatyStatus(StatusKind.UNCERTAIN, kinds, None, known, reason)
    acts = legal if kinds[0] is not StatusKind.NOT_SIGNED else ()
    reason = " ".join(filter(None, [_suspension_note(legal, kinds[0]), unconfirmed_acts_note(acts)]))
    return TreatyStatus(kinds[0], kinds, since, known, reason)


def timeline(actions: Iterable[TreatyAction], *, treaty: Treaty, is_eligible: bool = True) -> tuple[StatusPeriod, ...]:
    """Return every period of a state's status under a treaty, oldest first, without gap or overlap.

    The first begins when the treaty was adopted; announced changes in the future are included.
    """
    acts = tuple(actions)
    periods: list[StatusPeriod] = []
    for day in [treaty.adopted, *sorted(d for d in change_days(acts, treaty) if d > treaty.adopted)]:
        status = status_on(acts, day, treaty=treaty, is_eligible=is_eligible)
        if periods and (periods[-1].status.kind, periods[-1].status.possible) == (status.kind, status.possible):
            continue
        if periods:
            periods[-1] = StatusPeriod(periods[-1].start, day, periods[-1].status)
        periods.append(StatusPeriod(day, None, status))
    return tuple(periods)


def deciding_act(status: TreatyStatus) -> TreatyAction | None:
    """Return the last act that changed the status; None for a status that no act has brought about."""
    if status.kind in (StatusKind.NOT_SIGNED, StatusKind.NOT_ELIGIBLE):
        return None
    return next((act for act in reversed(status.actions) if act.kind in LEGAL_KINDS), None)


def unconfirmed_acts_note(actions: Iterable[TreatyAction]) -> str:
    """Return a sentence on the acts that no document of the depositary confirms; empty where all are confirmed.

    Only acts of `LEGAL_KINDS` are considered; an objection or a domestic decision does not change a status.
    """
    unconfirmed = [act for act in actions if act.kind in LEGAL_KINDS and mark_of(act) is Mark.UNCONFIRMED]
    names = ", ".join(f"{act.kind.value.replace('_', ' ')} ({act.when.label})" for act in unconfirmed)
    return f"Not confirmed by a document of the depositary that the atlas has read: {names}." if names else ""


def _legal_key(action: TreatyAction) -> tuple[date, date, int, str]:
    return (action.when.earliest, action.when.latest, _LEGAL_ORDER.get(action.kind, 9), action.action_id)


DatedActs = list[tuple[date, ActionKind]]


def _possible_datings(actions: Sequence[TreatyAction], day: date, treaty: Treaty) -> Iterator[DatedActs]:
    """Yield each possible dating of the acts that can change the result: the acts with effect by `day`, in order."""
    change_days = _effect_days(actions) | {day}
    withdrawals = [(when, ActionKind.WITHDRAWAL_EFFECTIVE) for when in map(_withdrawal_day, actions) if when]
    for dated in product(*(_dating_days(action, change_days, day, treaty) for action in actions)):
        effects = [(when, action.kind) for when, action in zip(dated, actions, strict=True)] + withdrawals
        yield sorted((e for e in effects if e[0] <= day), key=lambda e: (e[0], _LEGAL_ORDER[e[1]]))


def _withdrawal_day(action: TreatyAction) -> date | None:
    """Return the day on which a notified withdrawal takes effect; None for other acts, also a claimed suspension."""
    return action.date_effective if action.kind is ActionKind.WITHDRAWAL_NOTIFIED else None


def _effect_days(actions: Iterable[TreatyAction]) -> set[date]:
    """Return the first and last possible days of acts, and the days on which withdrawals take effect."""
    days = {day for action in actions for day in (action.when.earliest, action.when.latest, _withdrawal_day(action))}
    return {day for day in days if day}


def _dating_days(action: TreatyAction, change_days: Iterable[date], day: date, treaty: Treaty) -> list[date]:
    """Return the days of an act's range to evaluate: its ends, and each change day with the days beside it.

    Days between two change days give equal results. A consent has one more change day: the last day on which a deposit
    binds the state by `day`.
    """
    if action.when.is_exact:
        return [action.when.earliest]
    first, last = action.when.earliest.toordinal(), action.when.latest.toordinal()
    near = {n for change_day in change_days for n in range(change_day.toordinal() - 1, change_day.toordinal() + 2)}
    if action.kind in CONSENT_KINDS:
        bound = bisect_right(range(first, last), day, key=lambda n: entry_into_force(treaty, date.fromordinal(n)))
        near |= {first + bound - 1, first + bound}
    return [date.fromordinal(n) for n in sorted({first, last} | near) if first <= n <= last]


@dataclass(slots=True)
class _Membership:
    """State of the fold: the day of each step of membership so far, None for a step not taken."""

    signed_on: date | None = None
    joined_on: date | None = None
    bound_from: date | None = None
    suspension_notified: date | None = None
    withdrawal_notified: date | None = None
    left_on: date | None = None

    def on(self, day: date) -> tuple[StatusKind, date | None]:
        """Return the kind of status on a day, not before the acts, and the first day of that kind."""
        if self.joined_on is None:
            if self.left_on:
                return StatusKind.LEFT, self.left_on
            return (StatusKind.SIGNED if self.signed_on else StatusKind.NOT_SIGNED), self.signed_on
        if self.bound_from is None or day < self.bound_from:
            return StatusKind.JOINED, self.joined_on
        bound = max(self.bound_from, self.joined_on)
        if self.withdrawal_notified:
            return StatusKind.LEAVING, max(self.withdrawal_notified, bound)
        if self.suspension_notified:
            return StatusKind.SUSPENSION_CLAIMED, max(self.suspension_notified, bound)
        return StatusKind.PARTY, bound


def _membership_after(acts_in_order: DatedActs, treaty: Treaty) -> _Membership:
    """Return the membership after dated acts, applied in order.

    A suspension or withdrawal by a state that has not joined has no effect.
    """
    membership = _Membership()
    for when, kind in acts_in_order:
        if kind is ActionKind.SIGNATURE:
            membership.signed_on = membership.signed_on or when
        elif kind is ActionKind.ENTRY_INTO_FORCE:
            membership.bound_from = when
        elif kind in CONSENT_KINDS and membership.joined_on is None:
            membership.joined_on = when
            # A successor state may be bound from a day before its notice, as South Sudan is.
            membership.bound_from = membership.bound_from or entry_into_force(treaty, when)
        elif kind is ActionKind.SUSPENSION_NOTIFIED and membership.joined_on:
            membership.suspension_notified = when
        elif kind is ActionKind.WITHDRAWAL_NOTIFIED and membership.joined_on:
            membership.withdrawal_notified = when
        elif kind is ActionKind.WITHDRAWAL_EFFECTIVE and membership.joined_on:
            membership = _Membership(left_on=when)
    return membership


def change_days(actions: Sequence[TreatyAction], treaty: Treaty) -> set[date]:
    """Return every day on which the status can change, announced days in the future included."""
    ends = _effect_days(actions)
    days = ends | {date.fromordinal(end.toordinal() + 1) for end in ends}
    for action in actions:
        if action.kind in CONSENT_KINDS:
            span = action.when
            days |= {entry_into_force(treaty, day) for day in days if span.earliest <= day <= span.latest}
    return days


def _suspension_note(actions: tuple[TreatyAction, ...], kind: StatusKind) -> str:
    """Return the note of the latest notice of a claimed suspension, which gives both positions; empty otherwise."""
    if kind is not StatusKind.SUSPENSION_CLAIMED:
        return ""
    return [act.note for act in actions if act.kind is ActionKind.SUSPENSION_NOTIFIED][-1]


def _uncertainty_note(actions: tuple[TreatyAction, ...], day: date) -> str:
    """Return the sentence on an uncertain status: which acts have no known day, and whether their range has passed."""
    clauses = []
    for act in actions:
        kind, when = act.kind.value.replace("_", " "), act.when.phrase
        if not act.when.is_exact and act.when.latest <= day:
            clauses.append(f"the day of its {kind} is not known, only that it lies {when} and has passed")
        elif not act.when.is_exact:
            clauses.append(f"the day of its {kind} is not known, only that it lies {when}")
    return f"On {day_label(day)} more than one reading is possible: {'; '.join(clauses)}."
