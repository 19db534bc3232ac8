"""Questions across treaties, claims, votes and records: clauses, the answer for each state, contradictions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache, partial
from itertools import combinations, product
from types import MappingProxyType
from typing import TypeAlias

from geodata.claims import (
    AFFECTED_CLASSES,
    BAND_LIMITS_KM2,
    ClaimClass,
    ClaimRule,
    claim_class,
    claims_on,
    class_of_km2,
    driving_claim,
)
from geodata.dataset import Dataset
from geodata.dataset_cache import kept_with_dataset
from geodata.groups import Members, members_on
from geodata.model import AreaKind, Claim, ComparableGroup, Confidence, Deadline, Fact, MembershipKind, State, Vote
from geodata.own_figures import BANDS, RANGES, is_class_rule, range_of
from geodata.policies import UseRule, policy_on
from geodata.treaties import (
    BOUND_KINDS,
    JOINED_KINDS,
    LEGAL_KINDS,
    StatusKind,
    StatusPeriod,
    TreatyStatus,
    change_days,
    status_on,
    timeline,
)

# --- Truth values of a clause for one state


class Truth(StrEnum):
    """Whether a state meets a clause or a question, in the order of legends.

    UNCERTAIN: a record exists, but its date is known to a range only, or its figure is not stated. NOT_RECORDED: the
    tables hold nothing by the day that could tell. NOT_ELIGIBLE: the clause cannot apply to the state.
    """

    YES = "yes"
    UNCERTAIN = "uncertain"
    NO = "no"
    NOT_RECORDED = "not-recorded"
    NOT_ELIGIBLE = "not-eligible"

    @property
    def is_open(self) -> bool:
        """Whether it is neither yes nor no."""
        return self not in (Truth.YES, Truth.NO)

    @property
    def opposite(self) -> Truth:
        """The truth value of the negation; one that is open stays as it is."""
        return _OPPOSITES.get(self, self)


_OPPOSITES = {Truth.YES: Truth.NO, Truth.NO: Truth.YES}
# Of several open truth values, the first of these is that of the whole: what is known best is said.
_OPEN_ORDER = (Truth.UNCERTAIN, Truth.NOT_RECORDED, Truth.NOT_ELIGIBLE)


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return the conjunction in Kleene's strong three-valued logic; open values by `_OPEN_ORDER`."""
    return _joined(truths, deciding=Truth.NO)


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return the disjunction in Kleene's strong three-valued logic; open values by `_OPEN_ORDER`."""
    return _joined(truths, deciding=Truth.YES)


def _joined(truths: Iterable[Truth], *, deciding: Truth) -> Truth:
    values = set(truths)
    if deciding in values:
        return deciding
    return next((truth for truth in _OPEN_ORDER if truth in values), deciding.opposite)


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one clause for one state: its truth, and the acts, claims or records that decide it.

    `status` is the treaty status that a clause on status looked at.
    """

    truth: Truth
    facts: tuple[Fact, ...] = ()
    status: TreatyStatus | None = None

    @property
    def names_its_day(self) -> bool:
        """Whether the reason of an uncertain status names the day of asking, so that it is that of no other day."""
        return self.status is not None and self.status.kind is StatusKind.UNCERTAIN

    @property
    def negated(self) -> Finding:
        """The answer to the negation of the clause."""
        return replace(self, truth=self.truth.opposite)


# --- When a clause on treaty status looks


class Timing(StrEnum):
    """How the days of a clause on status are meant."""

    ON = "on"
    DURING = "during"
    BEGUN = "begun"


@dataclass(frozen=True, slots=True)
class When:
    """The day or days of a clause; `first` and `last` are both included.

    Parameters
    ----------
    timing
        ON: the day `first`, or that of the question where it is None. DURING: at some time from `first` to `last`.
        BEGUN: the status began from `first` to `last`.

    Raises
    ------
    ValueError
        When a span lacks one of its days or ends before it begins, or a day has a second one.
    """

    timing: Timing = Timing.ON
    first: date | None = None
    last: date | None = None

    def __post_init__(self) -> None:
        if self.timing is Timing.ON:
            if self.last is not None:
                raise ValueError("a day has no second day")
        elif self.first is None or self.last is None or self.last < self.first:
            days = " and ".join(str(day or "none") for day in (self.first, self.last))
            raise ValueError(f"a span of days needs two days in their order, not {days}")


NOW = When()

# --- Clauses: what a question can ask of a state


class StatusTest(StrEnum):
    """What a clause asks of the status under a treaty."""

    PARTY = "party"
    BOUND = "bound"
    NOT_YET_BOUND = "not-yet-bound"
    LEAVING = "leaving"
    SUSPENDING = "suspending"
    LEFT = "left"
    SIGNED = "signed"
    NEVER_JOINED = "never-joined"
    NO_ACT = "no-act"


# Party is counted as depositaries do: consent deposited and not withdrawn, bound or not yet.
STATUS_TESTS: Mapping[StatusTest, frozenset[StatusKind]] = MappingProxyType(
    {
        StatusTest.PARTY: JOINED_KINDS,
        StatusTest.BOUND: BOUND_KINDS,
        StatusTest.NOT_YET_BOUND: frozenset({StatusKind.JOINED}),
        StatusTest.LEAVING: frozenset({StatusKind.LEAVING}),
        StatusTest.SUSPENDING: frozenset({StatusKind.SUSPENSION_CLAIMED}),
        StatusTest.LEFT: frozenset({StatusKind.LEFT}),
        StatusTest.SIGNED: frozenset({StatusKind.SIGNED}),
        StatusTest.NEVER_JOINED: frozenset({StatusKind.SIGNED, StatusKind.NOT_SIGNED}),
        StatusTest.NO_ACT: frozenset({StatusKind.NOT_SIGNED}),
    }
)
# A status of every state before its first act does not begin on a day that a reader could ask about.
BEGINNING_TESTS = tuple(test for test in StatusTest if StatusKind.NOT_SIGNED not in STATUS_TESTS[test])


@dataclass(frozen=True, slots=True)
class StatusClause:
    """The state has a status under a treaty, on a day or in a span of days.

    Raises
    ------
    ValueError
        When a status is asked for that does not begin (`BEGINNING_TESTS`).
    """

    treaty: str
    test: StatusTest
    when: When = NOW

    def __post_init__(self) -> None:
        if self.when.timing is Timing.BEGUN and self.test not in BEGINNING_TESTS:
            raise ValueError(f"no state comes to be {self.test}")

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state."""
        if self.when.first is None or self.when.last is None:
            status = _status(dataset, self.treaty, state, self.when.first or day)
            return self._of_status(dataset, self._truth_of(status), status)
        periods = _periods(dataset, self.treaty)[state.area]
        seen = [p for p in periods if p.start <= self.when.last and (p.until is None or self.when.first < p.until)]
        if self.when.timing is Timing.BEGUN:
            begun = [(self._begun(run, self.when.first, self.when.last), run[-1]) for run in self._runs(periods)]
            truth = any_of([Truth.NO, *(beginning for beginning, _ in begun)])
            last = [period for beginning, period in begun if beginning is truth is not Truth.NO] or seen
            at = last[-1]
        else:
            truths = [self._truth_of(p.status) for p in seen]
            truth = any_of([Truth.NO, *truths])
            at = next((p for p, beginning in zip(seen, truths, strict=True) if beginning is truth), seen[0])
        return self._of_status(dataset, truth, at.status)

    def change_days(self, dataset: Dataset, state: State) -> Iterable[date]:
        """Return the days on which acts of the state count; none for a clause that names its day or days."""
        return () if self.when.first else _statuses(dataset, self.treaty)[state.area].days

    def _truth_of(self, status: TreatyStatus) -> Truth:
        kinds = STATUS_TESTS[self.test]
        if all(kind in kinds for kind in status.possible):
            return Truth.YES
        return Truth.UNCERTAIN if any(kind in kinds for kind in status.possible) else Truth.NO

    def _runs(self, periods: Sequence[StatusPeriod]) -> list[list[StatusPeriod]]:
        """Return the periods around each beginning: those that may meet the test after one that does not.

        A run ends with the first period that certainly meets it, or with the last that may.
        """
        runs: list[list[StatusPeriod]] = []
        is_before = is_under_way = False
        for period in periods:
            truth = self._truth_of(period.status)
            if truth is Truth.NO:
                is_before, is_under_way = True, False
            elif is_before:
                if not is_under_way:
                    runs.append([])
                runs[-1].append(period)
                is_before = is_under_way = truth is Truth.UNCERTAIN
        return runs

    def _begun(self, run: Sequence[StatusPeriod], first: date, last: date) -> Truth:
        """Return whether the beginning in a run of periods lies in a span of days, both included."""
        is_certain = self._truth_of(run[-1].status) is Truth.YES
        end = run[-1].start if is_certain else run[-1].until or date.max
        if is_certain and first <= run[0].start and end <= last:
            return Truth.YES
        return Truth.UNCERTAIN if run[0].start <= last and first <= end else Truth.NO

    def _of_status(self, dataset: Dataset, truth: Truth, status: TreatyStatus) -> Finding:
        legal = [act for act in status.actions if act.kind in LEGAL_KINDS]
        return Finding(truth, (legal[-1] if legal else dataset.treaty(self.treaty),), status)


class ClaimTest(StrEnum):
    """What a clause asks of the claim that a rule picks: that there is one, that it states contamination, its class."""

    RECORDED = "recorded"
    AFFECTED = "affected"
    MASSIVE = "massive"
    HEAVY = "heavy"
    MEDIUM = "medium"
    LIGHT = "light"
    COMPLETE = "complete"


CLAIM_TESTS: Mapping[ClaimTest, frozenset[ClaimClass]] = MappingProxyType(
    {
        ClaimTest.RECORDED: frozenset(ClaimClass) - {ClaimClass.NO_CLAIM},
        ClaimTest.AFFECTED: frozenset(AFFECTED_CLASSES),
        **{ClaimTest(cls.value): frozenset({cls}) for cls in ClaimClass if cls.value in {*ClaimTest}},
    }
)
_OF_UNKNOWN_SIZE = frozenset({ClaimTest.MASSIVE, ClaimTest.HEAVY, ClaimTest.MEDIUM, ClaimTest.LIGHT})


@dataclass(frozen=True, slots=True)
class ClaimClause:
    """The claim that a rule picks of a comparable group is of a class; `on` None is the day of the question."""

    group: ComparableGroup
    rule: ClaimRule
    test: ClaimTest
    on: date | None = None

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state; without a claim, only whether one is recorded can be said."""
        claim = _claim(dataset, state, self.group, self.rule, self.on or day)
        if claim is None:
            return Finding(Truth.NO if self.test is ClaimTest.RECORDED else Truth.NOT_RECORDED)
        cls = claim_class(claim)
        if cls is ClaimClass.NO_FIGURE and self.test in _OF_UNKNOWN_SIZE:
            return Finding(Truth.UNCERTAIN, (claim,))
        return Finding(Truth.YES if cls in CLAIM_TESTS[self.test] else Truth.NO, (claim,))

    def change_days(self, dataset: Dataset, state: State) -> Iterable[date]:
        """Return the days on which a claim was made about the state; none for a clause that names its day."""
        return () if self.on else _claim_days(dataset, state)


@dataclass(frozen=True, slots=True)
class FigureClause:
    """The claim that a rule picks states an area of at least, or under, so many km2."""

    group: ComparableGroup
    rule: ClaimRule
    km2: int
    is_least: bool
    on: date | None = None

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state; a claim without a figure, or a range around the limit, is uncertain."""
        claim = _claim(dataset, state, self.group, self.rule, self.on or day)
        if claim is None:
            return Finding(Truth.NOT_RECORDED)
        low, high = _range_km2(claim)
        is_under, is_over = high is not None and high < self.km2, low is not None and low >= self.km2
        if not is_under and not is_over:
            return Finding(Truth.UNCERTAIN, (claim,))
        return Finding(Truth.YES if is_over is self.is_least else Truth.NO, (claim,))

    def change_days(self, dataset: Dataset, state: State) -> Iterable[date]:
        """Return the days on which a claim was made about the state; none for a clause that names its day."""
        return () if self.on else _claim_days(dataset, state)


@dataclass(frozen=True, slots=True)
class VoteClause:
    """The state voted so on the resolution of a year on the mine ban; years that had ended by the day count."""

    year: int
    vote: Vote

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state; only members of the United Nations vote."""
        return _of_votes(dataset, state, day, (self.year,), lambda cast: cast[0] is self.vote)

    def change_days(self, _dataset: Dataset, _state: State) -> Iterable[date]:
        """Return the day from which on the vote of the year counts."""
        return (date(self.year + 1, 1, 1),)


@dataclass(frozen=True, slots=True)
class VoteChangeClause:
    """The state voted otherwise in a year than in an earlier one.

    Raises
    ------
    ValueError
        When the years are not in their order.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        if self.last <= self.first:
            raise ValueError(f"{self.last} does not come after {self.first}")

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state; of one that did not vote in one of the years it is uncertain."""
        finding = _of_votes(dataset, state, day, (self.first, self.last), lambda cast: cast[0] is not cast[1])
        if finding.truth is Truth.YES and any(getattr(fact, "vote", None) is Vote.NOT_VOTING for fact in finding.facts):
            return replace(finding, truth=Truth.UNCERTAIN)
        return finding

    def change_days(self, _dataset: Dataset, _state: State) -> Iterable[date]:
        """Return the days from which on the votes of the two years count."""
        return date(self.first + 1, 1, 1), date(self.last + 1, 1, 1)


class RecordTest(StrEnum):
    """What a clause asks of the table of stockpiles, production and use."""

    USE_BY_STATE = "use-by-state"
    USE_BY_GROUPS = "use-by-groups"
    USE_BY_STATE_UNCONFIRMED = "use-by-state-unconfirmed"
    STOCKPILE = "stockpile"
    PRODUCER = "producer"


_RECORDS = {
    RecordTest.USE_BY_STATE: ("use_state",),
    RecordTest.USE_BY_GROUPS: ("use_nsag",),
    RecordTest.USE_BY_STATE_UNCONFIRMED: ("use_state_unconfirmed",),
    RecordTest.STOCKPILE: ("stockpile", "stockpile_outstanding", "retained"),
    RecordTest.PRODUCER: ("producer",),
}


@dataclass(frozen=True, slots=True)
class RecordClause:
    """Use, a stockpile or production is recorded of the state, by the day and, with `since`, of that year or later.

    It asks for the record: without one the answer is no, which does not say that there was none.
    """

    test: RecordTest
    since: int | None = None

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state, with the newest record."""
        first = date(self.since, 1, 1) if self.since else date.min
        kept = [
            item
            for item in dataset.stockpiles.get(state.area, ())
            if item.kind in _RECORDS[self.test]
            and item.when.latest <= day
            and item.when.latest >= first
            and item.confidence is not Confidence.UNVERIFIED
        ]
        newest = sorted(kept, key=lambda item: (item.when.latest, item.when.earliest, item.stockpile_id))[-1:]
        if any(item.when.earliest >= first for item in kept):
            return Finding(Truth.YES, tuple(newest))
        return Finding(Truth.UNCERTAIN if kept else Truth.NO, tuple(newest))

    def change_days(self, dataset: Dataset, state: State) -> Iterable[date]:
        """Return the days from which on a record of this kind about the state counts."""
        records = dataset.stockpiles.get(state.area, ())
        return (item.when.latest for item in records if item.kind in _RECORDS[self.test])


DEADLINES_READ = date(2025, 11, 1)  # the report they are taken from was published that month


@dataclass(frozen=True, slots=True)
class DeadlineClause:
    """The state has a recorded deadline under Article 5 before a day, and no completion is recorded.

    `before` None is the day of the question: the deadline has passed.
    """

    before: date | None = None

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state; uncertain while a decision on an extension was due and was not found."""
        if day < DEADLINES_READ:
            return Finding(Truth.NOT_RECORDED)
        records = dataset.deadlines.get(state.area, ())
        completed = [
            r for r in records if r.status == "completed" and (r.completed is None or r.completed.latest <= day)
        ]
        if completed:
            return Finding(Truth.NO, tuple(completed[:1]))
        due = [(self._truth_of(record, day), record) for record in records if record.status != "completed"]
        truth = any_of([Truth.NO, *(truth for truth, _ in due)])
        return Finding(truth, tuple(record for known, record in due if known is truth)[:1])

    def change_days(self, dataset: Dataset, state: State) -> Iterable[date]:
        """Yield the day of the reading, days of completions and decisions, and those after deadlines and decisions."""
        yield DEADLINES_READ
        for record in dataset.deadlines.get(state.area, ()):
            yield from (span.latest for span in (record.completed, record.decided) if span)
            ends = (record.deadline, record.earlier_deadline, record.decided and record.decided.latest)
            yield from (end + timedelta(days=1) for end in ends if end)

    def _truth_of(self, record: Deadline, day: date) -> Truth:
        deadline = record.deadline_on(day)
        if deadline is None or deadline >= (self.before or day):
            return Truth.NO
        return Truth.UNCERTAIN if record.is_decision_missing_on(day) else Truth.YES


class Activity(StrEnum):
    """What an act of national policy is about."""

    ANY = "any"
    USE = "use"
    PRODUCTION = "production"
    TRANSFER = "transfer"
    STOCKPILE = "stockpile"


_ACTIVITIES = {Activity.TRANSFER: ("transfer", "export")}


@dataclass(frozen=True, slots=True)
class PolicyClause:
    """A period or act of the state's own policy on anti-personnel mines is recorded by the day."""

    activity: Activity

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state, with the newest record."""
        about = _ACTIVITIES.get(self.activity, (self.activity.value,))
        made = [
            policy
            for policy in dataset.policies
            if policy.area == state.area
            and policy.start.latest <= day
            and policy.confidence is not Confidence.UNVERIFIED
            and (self.activity is Activity.ANY or policy.activity in about)
        ]
        newest = sorted(made, key=lambda policy: (policy.start, policy.policy_id))[-1:]
        return Finding(Truth.YES if made else Truth.NO, tuple(newest))

    def change_days(self, dataset: Dataset, state: State) -> Iterable[date]:
        """Return the days from which on a period or act of the state's policy counts."""
        return (policy.start.latest for policy in dataset.policies if policy.area == state.area)


@dataclass(frozen=True, slots=True)
class AllowedClause:
    """United States policy allowed the use of anti-personnel mines in the state; `on` None: the day of the question."""

    on: date | None = None

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state; uncertain where a rule is known from one report only."""
        policy = policy_on(dataset.policies, self.on or day)
        rule = policy.use_rule(state.area)
        truth = {
            UseRule.NONE: Truth.NO,
            UseRule.REPORTED: Truth.UNCERTAIN,
            UseRule.UNKNOWN: Truth.NOT_RECORDED,
        }.get(rule, Truth.YES)
        return Finding(truth, policy.use_periods)

    def change_days(self, dataset: Dataset, _state: State) -> Iterable[date]:
        """Yield the days on which a period of policy begins or ends; none for a clause that names its day."""
        for period in dataset.policies if self.on is None else ():
            yield period.start.earliest
            yield from (period.until.latest,) if period.until else ()


@dataclass(frozen=True, slots=True)
class RegionClause:
    """The state lies in a region of the United Nations Statistics Division, in lower case: africa, europe."""

    region: str

    def finding(self, _dataset: Dataset, state: State, _day: date) -> Finding:
        """Return the answer for a state."""
        return Finding(Truth.YES if state.region.casefold() == self.region else Truth.NO)

    def change_days(self, _dataset: Dataset, _state: State) -> Iterable[date]:
        """Return no day: a region does not change."""
        return ()


@dataclass(frozen=True, slots=True)
class GroupClause:
    """The state is a member of a group of states; `on` None is the day of the question."""

    group_id: str
    on: date | None = None

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state, with its membership, else the group; not recorded for an unknown group."""
        group = dataset.groups.get(self.group_id)
        if group is None:
            return Finding(Truth.NOT_RECORDED)
        members = _members(dataset, self.group_id, self.on or day)
        if state.area not in members.areas and state.area not in members.uncertain:
            return Finding(Truth.NO, (group,))
        begun = [
            membership
            for membership in dataset.memberships.get(self.group_id, ())
            if membership.area == state.area
            and membership.kind is MembershipKind.MEMBER
            and membership.start.earliest <= (self.on or day)
        ]
        newest = sorted(begun, key=lambda membership: (membership.start, membership.membership_id))[-1:]
        return Finding(Truth.YES if state.area in members.areas else Truth.UNCERTAIN, tuple(newest))

    def change_days(self, dataset: Dataset, state: State) -> Iterable[date]:
        """Yield the first and last possible days of beginnings and ends; none for a clause that names its day."""
        for period in dataset.memberships.get(self.group_id, ()) if self.on is None else ():
            for span in (period.start, period.until) if period.area == state.area else ():
                yield from (span.earliest, span.latest) if span else ()


class OwnTest(StrEnum):
    """What a clause asks of a reader's own figures: a limit, that there is one, or its class.

    A class is a band of the Monitor, or a range between limits by another rule, as the legend has them.
    """

    LEAST = "least"
    UNDER = "under"
    NAMED = "named"
    MASSIVE = "massive"
    HEAVY = "heavy"
    MEDIUM = "medium"
    LIGHT = "light"
    ZERO = "zero"
    FOURTH = "range-4"
    THIRD = "range-3"
    SECOND = "range-2"
    FIRST = "range-1"

    @property
    def has_limit(self) -> bool:
        """Whether a limit in km2 belongs to it."""
        return self in (OwnTest.LEAST, OwnTest.UNDER)

    @property
    def has_rule(self) -> bool:
        """Whether a rule belongs to it, by which the ranges are formed."""
        return self.value in RANGES


_OWN_BANDS = dict(zip((OwnTest.MASSIVE, OwnTest.HEAVY, OwnTest.MEDIUM, OwnTest.LIGHT), RANGES, strict=True))


@dataclass(frozen=True, slots=True)
class OwnClause:
    """A reader's own figure of the state, or of one of its first-level areas, passes a test.

    Parameters
    ----------
    own
        The content id of the figures; where others are open, or none, nothing is recorded.
    km2
        The limit of a test that has one; else 0.
    rule
        How the ranges are formed of which the test names one, as `is_class_rule` takes it, the bands aside; else "".

    Raises
    ------
    ValueError
        When a limit or rule is missing, or given where the test has none.
    """

    own: str
    test: OwnTest
    km2: int = 0
    rule: str = ""

    def __post_init__(self) -> None:
        if self.test.has_limit is not (self.km2 > 0):
            raise ValueError(f"{self.test} {'needs a limit' if self.test.has_limit else 'has no limit'} in km2")
        if self.test.has_rule is not (is_class_rule(self.rule) and self.rule != BANDS):
            raise ValueError(f"{self.test} {'needs quantiles or limits' if self.test.has_rule else 'has no ranges'}")

    def finding(self, dataset: Dataset, state: State, _day: date) -> Finding:
        """Return the answer for a state; a figure that is withheld or not stated leaves it uncertain."""
        figures = dataset.own
        if figures is None or figures.content_id != self.own:
            return Finding(Truth.NOT_RECORDED)
        facts = figures.facts(state.area)
        if self.test is OwnTest.NAMED:
            return Finding(Truth.YES if facts else Truth.NO, facts)
        if not facts:
            return Finding(Truth.NOT_RECORDED)
        limits = figures.limits(self.rule or BANDS)
        truths = [self._truth_of(fact.figure.km2, limits) for fact in facts]
        truth = any_of(truths)
        deciding = tuple(fact for fact, one in zip(facts, truths, strict=True) if one is truth)
        return Finding(truth, deciding or facts)

    def _truth_of(self, km2: float | None, limits: Sequence[float]) -> Truth:
        if km2 is None:
            return Truth.UNCERTAIN
        if self.test.has_limit:
            is_met = km2 >= self.km2 if self.test is OwnTest.LEAST else km2 < self.km2
        else:
            class_test = range_of(km2, limits) if km2 else OwnTest.ZERO
            is_met = class_test == _OWN_BANDS.get(self.test, self.test)
        return Truth.YES if is_met else Truth.NO

    def change_days(self, _dataset: Dataset, _state: State) -> Iterable[date]:
        """Return no day: own figures hold as of one date, whatever day is asked about."""
        return ()


Clause: TypeAlias = (
    StatusClause
    | ClaimClause
    | FigureClause
    | VoteClause
    | VoteChangeClause
    | RecordClause
    | DeadlineClause
    | PolicyClause
    | AllowedClause
    | RegionClause
    | GroupClause
    | OwnClause
)


@kept_with_dataset(64)  # asked of state after state
def _members(dataset: Dataset, group_id: str, day: date) -> Members:
    return members_on(dataset, group_id, day)


@kept_with_dataset(32)
def _periods(dataset: Dataset, treaty_id: str) -> Mapping[str, tuple[StatusPeriod, ...]]:
    """Return the periods of every state under a treaty, by area code; the first one ends with the adoption."""
    treaty = dataset.treaty(treaty_id)
    periods = {}
    for state in dataset.countries:
        acts = dataset.actions.get((treaty_id, state.area), ())
        before = StatusPeriod(date.min, treaty.adopted, status_on(acts, date.min, treaty=treaty))
        periods[state.area] = (before, *timeline(acts, treaty=treaty))
    return MappingProxyType(periods)


def _claim(dataset: Dataset, state: State, group: ComparableGroup, rule: ClaimRule, day: date) -> Claim | None:
    return driving_claim(claims_on(dataset.claims.get(state.area, ()), day), rule, group)


@dataclass(frozen=True, slots=True)
class _Statuses:
    """The status of a state from each of some days on until the next of them."""

    days: tuple[date, ...]
    statuses: tuple[TreatyStatus, ...]


def _status(dataset: Dataset, treaty_id: str, state: State, day: date) -> TreatyStatus:
    """Return the status of a state on a day; the same as `Dataset.status`, in a fiftieth of its time.

    One that is uncertain is reckoned anew, because its reason names the day.
    """
    known = _statuses(dataset, treaty_id)[state.area]
    status = known.statuses[bisect_right(known.days, day) - 1]
    return dataset.status(state.area, treaty_id, day) if status.kind is StatusKind.UNCERTAIN else status


@kept_with_dataset(8)
def _statuses(dataset: Dataset, treaty_id: str) -> Mapping[str, _Statuses]:
    treaty = dataset.treaty(treaty_id)
    by_area = {}
    for state in dataset.countries:
        acts = dataset.actions.get((treaty_id, state.area), ())
        days = (date.min, *sorted(change_days(acts, treaty) - {date.min}))
        by_area[state.area] = _Statuses(days, tuple(dataset.status(state.area, treaty_id, day) for day in days))
    return MappingProxyType(by_area)


def _claim_days(dataset: Dataset, state: State) -> Iterable[date]:
    """Return the days from which on a claim about a state counts."""
    return (claim.date_said.latest for claim in dataset.claims.get(state.area, ()))


def _range_km2(claim: Claim) -> tuple[float | None, float | None]:
    """Return the least and the largest area that a claim states; None: it states none."""
    if claim_class(claim) is ClaimClass.COMPLETE:
        return 0.0, 0.0
    if claim.unit != "km2":
        return None, None
    return (claim.value, claim.value) if claim.value is not None else (claim.low, claim.high)


def _of_votes(
    dataset: Dataset, state: State, day: date, years: Sequence[int], test: Callable[[Sequence[Vote]], bool]
) -> Finding:
    """Return whether the votes of a state in some years meet a test; NOT_RECORDED where one of them is not known."""
    if state.kind is not AreaKind.UN_MEMBER:
        return Finding(Truth.NOT_ELIGIBLE)
    by_year = {cast.year: cast for cast in dataset.votes.get(state.area, ()) if cast.year < day.year}
    cast = tuple(by_year[year] for year in years if year in by_year)
    if len(cast) < len(years):
        return Finding(Truth.NOT_RECORDED, cast)
    return Finding(Truth.YES if test([one.vote for one in cast]) else Truth.NO, cast)


# --- A question: terms joined by all or any, one level deep

MOST_TERMS = 8


class Join(StrEnum):
    """How the parts of a question are joined; the terms inside of one part are joined the other way."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Term:
    """A clause or its negation."""

    clause: Clause
    is_negated: bool = False

    def finding(self, dataset: Dataset, state: State, day: date) -> Finding:
        """Return the answer for a state."""
        finding = self.clause.finding(dataset, state, day)
        return finding.negated if self.is_negated else finding


@dataclass(frozen=True, slots=True)
class Question:
    """Parts of one or more terms: ALL, every part must hold, and of its terms any; ANY, the other way round.

    Every combination of and, or and not has such a form (conjunctive and disjunctive normal form).

    Raises
    ------
    ValueError
        When it has no term, an empty part, or more than `MOST_TERMS` terms.
    """

    parts: tuple[tuple[Term, ...], ...]
    join: Join = Join.ALL

    def __post_init__(self) -> None:
        if not self.parts or not all(self.parts) or len(self.terms) > MOST_TERMS:
            raise ValueError(f"a question has 1 to {MOST_TERMS} terms, and no empty part")

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of all parts, in their order."""
        return tuple(term for part in self.parts for term in part)

    @property
    def own(self) -> frozenset[str]:
        """The content ids of own figures that clauses ask of."""
        return frozenset(term.clause.own for term in self.terms if isinstance(term.clause, OwnClause))

    def change_days(self, dataset: Dataset) -> frozenset[date]:
        """Return the days of asking on which the answer for a state becomes another."""
        return frozenset(day for by_day in _truths(dataset, self) for day in by_day)

    def truth(self, truths: Sequence[Truth]) -> Truth:
        """Return the truth of the whole from those of the terms, in their order."""
        inner, outer = (any_of, all_of) if self.join is Join.ALL else (all_of, any_of)
        given = iter(truths)
        return outer([inner([next(given) for _ in part]) for part in self.parts])


def without_own(question: Question) -> Question | None:
    """Return a question without its clauses on own figures; None where it has no other."""
    kept = (tuple(term for term in part if not isinstance(term.clause, OwnClause)) for part in question.parts)
    parts = tuple(part for part in kept if part)
    return replace(question, parts=parts) if parts else None


def simple(*clauses: Clause | Term) -> Question:
    """Return the question of states that meet each of some clauses."""
    return Question(tuple((c if isinstance(c, Term) else Term(c),) for c in clauses))


# --- The answer


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A state with its answer, and what was found of each term, in their order."""

    state: State
    truth: Truth
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Terms that cannot hold together, by their numbers from 1 on.

    They contradict each other whatever is recorded; or, where it `is_of_members`, they ask for regions and groups that
    have no state in common on the day.
    """

    numbers: tuple[int, ...]
    is_of_members: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question on a day, a row for each of the 197 states that can join treaties, by name."""

    question: Question
    day: date
    rows: tuple[AnswerRow, ...]
    contradictions: tuple[Contradiction, ...]

    def of(self, truth: Truth) -> tuple[AnswerRow, ...]:
        """Return the rows with a truth value."""
        return tuple(row for row in self.rows if row.truth is truth)


@kept_with_dataset(64)
def answer(dataset: Dataset, question: Question, day: date) -> Answer:
    """Return the answer to a question on a day.

    Raises
    ------
    UnknownKeyError
        When a clause names a treaty that the data do not have.
    """
    rows = []
    by_term = [findings_of(dataset, term, day) for term in question.terms]
    whole: dict[tuple[Truth, ...], Truth] = {}  # of the truths of the terms, of which few combinations occur
    for state, findings in zip(dataset.countries, zip(*by_term, strict=True), strict=True):
        truths = tuple(finding.truth for finding in findings)
        if truths not in whole:
            whole[truths] = question.truth(truths)
        rows.append(AnswerRow(state, whole[truths], findings))
    return Answer(question, day, tuple(rows), contradictions(dataset, question, day))


def findings_of(dataset: Dataset, term: Term, day: date) -> tuple[Finding, ...]:
    """Return the answers to a term on a day of all countries, in their order.

    They are kept by term and state, from one day on which they can change to the next, so that another day asks again
    of few states and another clause of a question of none.
    """
    return tuple(kept.on(day) for kept in _timelines(dataset, term))


class _Timeline:
    """The answers to a term for one state from each of some days on; each is reckoned when it is first wanted."""

    __slots__ = ("_ask", "_findings", "days")

    def __init__(self, ask: Callable[[date], Finding], days: Iterable[date]) -> None:
        self.days = (date.min, *sorted({*days} - {date.min}))
        self._ask = ask
        self._findings: list[Finding | None] = [None] * len(self.days)

    def on(self, day: date) -> Finding:
        """Return the answer on a day."""
        at = bisect_right(self.days, day) - 1
        finding = self._findings[at]
        if finding is None:
            finding = self._ask(day)
            if not finding.names_its_day:
                self._findings[at] = finding
        return finding


@kept_with_dataset(4 * MOST_TERMS)  # up to 0.3 MB each once played; those of the questions that readers ask at one time
def _timelines(dataset: Dataset, term: Term) -> tuple[_Timeline, ...]:
    """Return the answers to a term through time of all countries, in their order."""
    return tuple(
        _Timeline(partial(term.finding, dataset, state), term.clause.change_days(dataset, state))
        for state in dataset.countries
    )


@kept_with_dataset(4)
def _truths(dataset: Dataset, question: Question) -> tuple[Mapping[date, Truth], ...]:
    """Return the answer for each of all countries, in their order, by the days on which it becomes another."""
    whole = lru_cache(maxsize=None)(question.truth)  # few combinations of the truths of terms occur
    by_state = []
    for kept in zip(*(_timelines(dataset, term) for term in question.terms), strict=True):
        by_day: dict[date, Truth] = {}
        last: Truth | None = None
        for day in sorted({day for one in kept for day in one.days}):
            truth = whole(tuple(one.on(day).truth for one in kept))
            if truth is not last:
                by_day[day] = last = truth
        by_state.append(MappingProxyType(by_day))
    return tuple(by_state)


# --- Contradictions


def contradictions(dataset: Dataset, question: Question, day: date) -> tuple[Contradiction, ...]:
    """Return the terms that cannot hold together; empty where the question can be met, as far as this is looked for.

    A question that is joined by ANY is named only when none of its parts can hold.
    """
    open_to = {
        number: frozenset(place for place, one in enumerate(findings_of(dataset, term, day)) if one.truth != Truth.NO)
        for number, term in enumerate(question.terms, 1)
        if isinstance(term.clause, RegionClause | GroupClause)
    }
    numbered = iter(enumerate(question.terms, 1))
    parts = [[next(numbered) for _ in part] for part in question.parts]
    if question.join is Join.ANY:
        by_part = [_conflicts(part, day, open_to) for part in parts]
        return tuple(dict.fromkeys(c for conflicts in by_part for c in conflicts)) if all(by_part) else ()
    conflicts = _conflicts([part[0] for part in parts if len(part) == 1], day, open_to)
    if conflicts:
        return conflicts
    # One term of each part, in every combination.
    by_choice = [_conflicts(choice, day, open_to) for choice in product(*parts)]
    if not all(by_choice):
        return ()
    first = [conflicts[0] for conflicts in by_choice]
    numbers = sorted({number for conflict in first for number in conflict.numbers})
    return (Contradiction(tuple(numbers), all(conflict.is_of_members for conflict in first)),)


def _conflicts(
    terms: Sequence[tuple[int, Term]], day: date, open_to: Mapping[int, frozenset[int]]
) -> tuple[Contradiction, ...]:
    """Return which of some terms, joined by and, cannot hold together: of each subject the smallest such sets.

    Parameters
    ----------
    open_to
        Of each term on regions and groups, the places of the states that meet it or may do so.
    """
    by_subject: dict[tuple[object, ...], list[tuple[int, Term]]] = {}
    for number, term in terms:
        by_subject.setdefault(_subject(term.clause, day), []).append((number, term))
    conflicts = [numbers for of_one in by_subject.values() for numbers in _smallest_conflicts(of_one, day)]
    return tuple(map(Contradiction, conflicts)) or _without_common_state([number for number, _ in terms], open_to)


def _without_common_state(numbers: Iterable[int], open_to: Mapping[int, frozenset[int]]) -> tuple[Contradiction, ...]:
    """Return the smallest sets of terms on regions and groups that no state can meet; a group without members is none.

    One that has none on the day says so itself.
    """
    of_members = [(number, states) for number in numbers if (states := open_to.get(number))]
    for size in range(2, len(of_members) + 1):
        conflicts = [
            tuple(number for number, _ in few)
            for few in combinations(of_members, size)
            if not frozenset[int].intersection(*(states for _, states in few))
        ]
        if conflicts:
            return tuple(Contradiction(few, is_of_members=True) for few in conflicts)
    return ()


def _smallest_conflicts(terms: Sequence[tuple[int, Term]], day: date) -> list[tuple[int, ...]]:
    if _can_hold([term for _, term in terms], day):
        return []
    for size in range(2, len(terms)):
        some = [few for few in combinations(terms, size) if not _can_hold([term for _, term in few], day)]
        if some:
            return [tuple(number for number, _ in few) for few in some]
    return [tuple(number for number, _ in terms)]


def _subject(clause: Clause, day: date) -> tuple[object, ...]:
    """Return what a clause is about: only clauses on the same can contradict each other."""
    match clause:
        case StatusClause():
            return StatusClause, clause.treaty
        case ClaimClause() | FigureClause():
            return ClaimClause, clause.group, clause.rule, clause.on or day
        case VoteClause() | VoteChangeClause():
            return (VoteClause,)
        case RecordClause():
            return RecordClause, clause.test
        case GroupClause():
            return GroupClause, clause.group_id, clause.on or day
        case AllowedClause():
            return AllowedClause, clause.on or day
        case OwnClause():  # another test may be met by another first-level area
            return (clause,)
        case DeadlineClause() | PolicyClause() | RegionClause():
            return (type(clause),)


def _can_hold(terms: Sequence[Term], day: date) -> bool:
    """Whether a state could meet each of some terms on one subject, whatever is recorded of it."""
    match terms[0].clause:
        case StatusClause():
            return _statuses_can_hold(terms, day)
        case ClaimClause() | FigureClause():
            return _claims_can_hold(terms)
        case VoteClause() | VoteChangeClause():
            return _votes_can_hold(terms)
        case RegionClause():
            regions = {term.clause for term in terms if not term.is_negated}
            return len(regions) < 2 and regions.isdisjoint(term.clause for term in terms if term.is_negated)
    denied = [term.clause for term in terms if term.is_negated]
    return not any(_implies(term.clause, other, day) for term in terms if not term.is_negated for other in denied)


def _implies(one: Clause, other: Clause, day: date) -> bool:
    """Whether a state that meets a clause meets another on the same subject as well."""
    match one, other:
        case RecordClause(), RecordClause():
            return (one.since or 0) >= (other.since or 0)
        case DeadlineClause(), DeadlineClause():
            return (one.before or day) <= (other.before or day)
        case PolicyClause(), PolicyClause():
            return other.activity in (Activity.ANY, one.activity)
    return True


_STATUSES = frozenset(StatusKind) - {StatusKind.UNCERTAIN, StatusKind.NOT_ELIGIBLE}
# A state that has signed does not become one that has not, and one that has joined neither: what it was is kept.
_STATUS_RANKS = {kind: {StatusKind.NOT_SIGNED: 0, StatusKind.SIGNED: 1}.get(kind, 2) for kind in _STATUSES}


@dataclass(frozen=True, slots=True)
class _StatusIn:
    """A status is one of `kinds` on each day of a span, or on one of them; both ends are included."""

    kinds: frozenset[StatusKind]
    first: date
    last: date
    is_each: bool

    @property
    def least_by(self) -> tuple[int, date]:
        """The least rank that is reached, and the day by which it is for certain."""
        return min(_STATUS_RANKS[kind] for kind in self.kinds), self.first if self.is_each else self.last

    @property
    def most_until(self) -> tuple[int, date]:
        """The highest rank that is not passed, and the last day up to which it is not for certain."""
        return max(_STATUS_RANKS[kind] for kind in self.kinds), self.last if self.is_each else self.first

    def covers(self, other: _StatusIn) -> bool:
        """Whether it says something of each day of another span."""
        return self.is_each and self.first <= other.first and other.last <= self.last


def _status_in(term: Term, clause: StatusClause, day: date) -> _StatusIn | None:
    """Return what a term says of the status in a span; None of one that says when a status did not begin."""
    kinds, when = STATUS_TESTS[clause.test], clause.when
    if term.is_negated and when.timing is Timing.BEGUN:
        return None
    first = when.first or day
    is_each = when.timing is Timing.ON or term.is_negated
    return _StatusIn(_STATUSES - kinds if term.is_negated else kinds, first, when.last or first, is_each)


def _statuses_can_hold(terms: Sequence[Term], day: date) -> bool:
    """Whether one course of a status through time meets the terms, as far as two spans of days tell."""
    clauses = [(term, term.clause) for term in terms if isinstance(term.clause, StatusClause)]
    spans = [span for term, clause in clauses if (span := _status_in(term, clause, day)) is not None]
    for span in spans:
        if not span.kinds.intersection(*(other.kinds for other in spans if other.covers(span))):
            return False
        reached, by = span.least_by
        if any(most < reached and by <= until for most, until in (other.most_until for other in spans)):
            return False
    begun = [(term, clause) for term, clause in clauses if clause.when.timing is Timing.BEGUN]
    return not any(
        one.test is other.test and not term.is_negated and denied.is_negated and _lies_in(one.when, other.when)
        for term, one in begun
        for denied, other in begun
    )


def _lies_in(inner: When, outer: When) -> bool:
    if inner.first is None or inner.last is None or outer.first is None or outer.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last


def _claims_can_hold(terms: Sequence[Term]) -> bool:
    """Whether one claim, or none, meets the terms; of a class with limits the figure lies within them."""
    limits = {term.clause.km2 for term in terms if isinstance(term.clause, FigureClause)}
    least = [0.0, *sorted({*limits, *BAND_LIMITS_KM2})]  # of the intervals between all limits, in km2
    sized = {(cls, km2) for km2 in least for cls in (class_of_km2(km2), ClaimClass.NO_FIGURE)}
    unsized = {(cls, None) for cls in ClaimClass if cls is not ClaimClass.COMPLETE}
    claims: set[tuple[ClaimClass, float | None]] = {*sized, *unsized, (ClaimClass.COMPLETE, 0.0)}
    for term in terms:
        claims = {claim for claim in claims if _is_met_by(term.clause, *claim) is not term.is_negated}
    return bool(claims)


def _is_met_by(clause: Clause, cls: ClaimClass, km2: float | None) -> bool:
    """Whether a claim of a class, and of an area from a limit on up to the next, meets a clause on claims."""
    if isinstance(clause, ClaimClause):
        return cls in CLAIM_TESTS[clause.test]
    return isinstance(clause, FigureClause) and km2 is not None and (km2 >= clause.km2) is clause.is_least


def _votes_can_hold(terms: Sequence[Term]) -> bool:
    """Whether one vote in each year meets the terms; a change needs two votes that were cast."""
    votes: dict[int, set[Vote]] = {}
    pairs = []
    for term in terms:
        if isinstance(term.clause, VoteClause):
            cast = {term.clause.vote}
            votes.setdefault(term.clause.year, {*Vote}).intersection_update({*Vote} - cast if term.is_negated else cast)
        elif isinstance(term.clause, VoteChangeClause):
            years = (term.clause.first, term.clause.last)
            for year in years:
                votes.setdefault(year, {*Vote}).difference_update(() if term.is_negated else (Vote.NOT_VOTING,))
            pairs.append((years, term.is_negated))

    def completes(cast: Mapping[int, Vote]) -> bool:
        if any((cast[a] is cast[b]) is not is_same for (a, b), is_same in pairs if a in cast and b in cast):
            return False
        year = next((year for year in votes if year not in cast), None)
        return year is None or any(completes({**cast, year: vote}) for vote in votes[year])

    return completes({})
