"""Questions: the logic of truth values, each kind of clause against the tables, contradictions, and no territory."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import ClaimRule, ComparableGroup, StatusKind
from geodata.claims import ClaimClass, claim_class, claims_on, driving_claim
from geodata.model import Claim, Vote
from geodata.questions import (
    BEGINNING_TESTS,
    STATUS_TESTS,
    Activity,
    AllowedClause,
    ClaimClause,
    ClaimTest,
    Clause,
    Contradiction,
    DeadlineClause,
    FigureClause,
    GroupClause,
    Join,
    PolicyClause,
    Question,
    RecordClause,
    RecordTest,
    RegionClause,
    StatusClause,
    StatusTest,
    Term,
    Timing,
    Truth,
    VoteChangeClause,
    VoteClause,
    When,
    all_of,
    answer,
    any_of,
    contradictions,
    findings_of,
    simple,
)
from tests.properties import examples
from tests.questions import CLAUSES, QUESTION_DAYS, QUESTIONS, negation
from tests.shipped_views import TODAY, dataset

MBC, CCM, AP2 = "apmbc", "ccm", "ccw-ap2"
AP = ComparableGroup.AP_MINES
AFFECTED = ClaimClause(AP, ClaimRule.LATEST, ClaimTest.AFFECTED)
PARTY = StatusClause(MBC, StatusTest.PARTY)


def truths(question: Question, day: date = TODAY) -> dict[str, Truth]:
    return {row.state.area: row.truth for row in answer(dataset(), question, day).rows}


def truth_of(clause: Clause, area: str, day: date = TODAY) -> Truth:
    return clause.finding(dataset(), dataset().state(area), day).truth


# -- The logic


def collapsed(truth: Truth) -> Truth:
    """The truth value without the reason why it is open."""
    return Truth.UNCERTAIN if truth.is_open else truth


def test_and_or_and_not_obey_their_laws_whatever_is_open() -> None:
    for a, b, c in product(Truth, repeat=3):
        assert all_of([a, b]) is all_of([b, a])
        assert any_of([a, all_of([b, c])]).is_open is all_of([any_of([a, b]), any_of([a, c])]).is_open
        assert collapsed(all_of([a, any_of([b, c])])) is collapsed(any_of([all_of([a, b]), all_of([a, c])]))
        assert all_of([a, all_of([b, c])]) is all_of([a, b, c])
        assert any_of([a, any_of([b, c])]) is any_of([a, b, c])
        assert all_of([a, b]).opposite is any_of([a.opposite, b.opposite])
        assert collapsed(all_of([a, any_of([a, b])])) is collapsed(a)
        assert a.opposite.opposite is a
    assert all_of([Truth.NO, Truth.NOT_RECORDED]) is Truth.NO
    assert any_of([Truth.YES, Truth.NOT_RECORDED]) is Truth.YES
    assert all_of([Truth.NOT_ELIGIBLE, Truth.NOT_RECORDED, Truth.UNCERTAIN]) is Truth.UNCERTAIN


@examples(30)
@given(QUESTIONS, QUESTION_DAYS)
def test_the_negation_of_a_question_has_the_opposite_answer_for_every_state(question: Question, day: date) -> None:
    affirmed, denied = truths(question, day), truths(negation(question), day)
    assert {area: truth.opposite for area, truth in affirmed.items()} == denied


@pytest.mark.slow
@examples(30)
@given(QUESTIONS, QUESTION_DAYS)
def test_an_answer_is_that_of_the_last_day_on_which_it_could_change(question: Question, day: date) -> None:
    last = max((one for one in question.change_days(dataset()) if one <= day), default=date(1945, 1, 1))
    assert truths(question, day) == truths(question, last)


@examples(30)
@given(QUESTIONS, QUESTION_DAYS)
def test_no_day_is_named_on_which_the_answer_of_no_state_changes(question: Question, day: date) -> None:
    after = min((one for one in question.change_days(dataset()) if one > day), default=None)
    if after is not None:
        assert truths(question, after) != truths(question, after - timedelta(days=1))


@examples(30)
@given(st.builds(Term, CLAUSES, st.booleans()), st.lists(QUESTION_DAYS, min_size=1, max_size=3))
def test_what_is_kept_of_a_term_is_what_each_state_is_asked_anew(term: Term, days: list[date]) -> None:
    for day in days:
        findings = tuple(term.finding(dataset(), state, day) for state in dataset().countries)
        assert findings_of(dataset(), term, day) == findings


@examples(30)
@given(QUESTIONS, QUESTION_DAYS)
def test_no_state_meets_a_question_that_is_named_a_contradiction(question: Question, day: date) -> None:
    reply = answer(dataset(), question, day)
    if reply.contradictions:
        assert not reply.of(Truth.YES)
    assert all(1 <= n <= len(question.terms) for conflict in reply.contradictions for n in conflict.numbers)


# -- Every kind of clause, computed again from the tables in another way


def certain(area: str, treaty: str, day: date) -> set[StatusKind]:
    return set(dataset().status(area, treaty, day).possible)


def recomputed(clause: Clause, area: str, day: date) -> bool:
    """Whether a state certainly meets a clause, by the plainest reading of the tables."""
    match clause:
        case StatusClause(treaty, test, When(Timing.ON, first)):
            return certain(area, treaty, first or day) <= STATUS_TESTS[test]
        case ClaimClause() | FigureClause():
            return _recomputed_claim(clause, area, day)
        case VoteClause() | VoteChangeClause():
            return _recomputed_vote(clause, area, day)
        case RecordClause() | DeadlineClause() | PolicyClause():
            return _recomputed_record(clause, area, day)
        case RegionClause(region):
            return dataset().state(area).region.lower() == region
    return True  # spans of days and the policy of the United States have tests of their own


def _recomputed_claim(clause: ClaimClause | FigureClause, area: str, day: date) -> bool:
    claims = claims_on(dataset().claims.get(area, ()), clause.on or day)
    claim = driving_claim(claims, clause.rule, clause.group)
    cls = claim_class(claim)
    if isinstance(clause, ClaimClause):
        by_test = {ClaimTest.RECORDED: claim is not None, ClaimTest.AFFECTED: cls not in _UNAFFECTED}
        return by_test.get(clause.test, cls.value == clause.test.value)
    if claim is None or cls is ClaimClass.COMPLETE:
        return claim is not None and not clause.is_least
    low, high = (claim.low, claim.high) if claim.value is None else (claim.value, claim.value)
    assert claim.unit == "km2"
    return low is not None and low >= clause.km2 if clause.is_least else high is not None and high < clause.km2


_UNAFFECTED = (ClaimClass.NO_CLAIM, ClaimClass.COMPLETE)


def _recomputed_vote(clause: VoteClause | VoteChangeClause, area: str, day: date) -> bool:
    cast = {vote.year: vote.vote for vote in dataset().votes[area] if vote.year < day.year}
    if isinstance(clause, VoteClause):
        return cast[clause.year] is clause.vote
    pair = cast[clause.first], cast[clause.last]
    return pair[0] is not pair[1] and Vote.NOT_VOTING not in pair


def _recomputed_record(clause: RecordClause | DeadlineClause | PolicyClause, area: str, day: date) -> bool:
    data = dataset()
    if isinstance(clause, RecordClause):
        kinds = {"use-by-state": "use_state", "use-by-groups": "use_nsag", "producer": "producer"}
        kinds["use-by-state-unconfirmed"] = "use_state_unconfirmed"
        wanted = kinds.get(clause.test, "stockpile stockpile_outstanding retained")
        kept = [item.when for item in data.stockpiles[area] if item.kind in wanted.split() and item.when.latest <= day]
        return any(when.earliest.year >= (clause.since or 0) for when in kept)
    if isinstance(clause, DeadlineClause):
        records = data.deadlines[area]
        is_due = any((record.deadline_on(day) or date.max) < (clause.before or day) for record in records)
        return is_due and not any(record.status == "completed" and record.completed is None for record in records)
    about = {"any": ("", "use", "production", "export", "transfer", "stockpile"), "transfer": ("transfer", "export")}
    wanted_acts = about.get(clause.activity, (clause.activity.value,))
    return any(p.area == area and p.start.latest <= day and p.activity in wanted_acts for p in data.policies)


@examples(60)
@given(CLAUSES, QUESTION_DAYS)
def test_every_state_of_an_answer_meets_the_clause_computed_again(clause: Clause, day: date) -> None:
    rows = answer(dataset(), simple(clause), day).rows
    for row in rows:
        if row.truth is Truth.YES:
            assert recomputed(clause, row.state.area, day), row.state.area
        if row.truth is not Truth.NOT_ELIGIBLE and row.truth.is_open and row.findings[0].facts:
            assert row.findings[0].facts[0].citations


def days_of(when: When) -> Iterator[date]:
    assert when.first is not None
    assert when.last is not None
    day = when.first
    while day <= when.last:
        yield day
        day += timedelta(days=1)


# States that left, are leaving, whose dates are known to a range only, that joined late, that never joined.
CHANGING = ("LTU", "FIN", "POL", "UKR", "SSD", "MHL", "USA", "TUV", "SRB", "NGA")
SPANS = st.builds(
    lambda first, length: (first, first + timedelta(days=length)),
    st.dates(date(1997, 12, 1), date(2026, 9, 1)),
    st.integers(0, 90),
)


@examples(60)
@given(st.sampled_from(CHANGING), st.sampled_from((MBC, CCM, AP2, "ccw-p5")), QUESTION_DAYS)
def test_the_status_behind_an_answer_is_that_of_the_day(area: str, treaty: str, day: date) -> None:
    finding = StatusClause(treaty, StatusTest.PARTY).finding(dataset(), dataset().state(area), day)
    assert finding.status == dataset().status(area, treaty, day)


@examples(60)
@given(st.sampled_from(CHANGING), st.sampled_from((MBC, CCM, AP2, "ccw-p5")), st.sampled_from(StatusTest), SPANS)
def test_at_some_time_is_on_one_of_the_days(area: str, treaty: str, test: StatusTest, span: tuple[date, date]) -> None:
    when = When(Timing.DURING, *span)
    statuses = [certain(area, treaty, day) for day in days_of(when)]
    truth = truth_of(StatusClause(treaty, test, when), area)
    assert (truth is Truth.YES) is any(kinds <= STATUS_TESTS[test] for kinds in statuses)
    assert (truth is Truth.NO) is not any(kinds & STATUS_TESTS[test] for kinds in statuses)


@examples(60)
@given(st.sampled_from(CHANGING), st.sampled_from((MBC, CCM, AP2)), st.sampled_from(BEGINNING_TESTS), SPANS)
def test_a_status_begins_on_the_first_day_that_has_it(
    area: str, treaty: str, test: StatusTest, span: tuple[date, date]
) -> None:
    when = When(Timing.BEGUN, *span)
    around = [certain(area, treaty, day) for day in (span[0] - timedelta(days=1), *days_of(when))]
    truth = truth_of(StatusClause(treaty, test, when), area)
    if all(len(kinds) == 1 for kinds in around):
        has = [kinds <= STATUS_TESTS[test] for kinds in around]
        assert truth is (Truth.YES if (False, True) in pairwise(has) else Truth.NO)


def test_a_beginning_known_to_a_range_is_certain_only_for_a_span_that_holds_all_of_it() -> None:
    joined = [
        truth_of(StatusClause(MBC, StatusTest.PARTY, When(Timing.BEGUN, date(2026, 1, 1), until)), "LBN")
        for until in (date(2026, 2, 1), date(2026, 6, 1), date(2026, 11, 30))
    ]
    assert joined == [Truth.NO, Truth.UNCERTAIN, Truth.YES]  # it joined between 3 February and 21 November 2026
    assert truth_of(PARTY, "LBN", date(2026, 6, 1)) is Truth.UNCERTAIN
    assert truth_of(PARTY, "LBN", date(2026, 11, 21)) is Truth.YES
    assert truth_of(StatusClause(MBC, StatusTest.BOUND), "LBN", date(2026, 11, 21)) is Truth.UNCERTAIN


def test_policy_of_the_united_states_allows_what_its_layer_shows() -> None:
    outcomes = [truth_of(AllowedClause(), area, date(2014, 10, 1)) for area in ("KOR", "PRK", "FRA")]
    assert outcomes == [Truth.YES, Truth.YES, Truth.NO]
    assert truth_of(AllowedClause(date(2014, 10, 1)), "KOR", date(1999, 1, 1)) is Truth.YES


# -- Four things stay four


def test_none_unknown_not_recorded_and_not_eligible_are_four_answers() -> None:
    against = VoteClause(2025, Vote.NO)
    assert truth_of(against, "VAT") is Truth.NOT_ELIGIBLE
    assert truth_of(against, "FRA") is Truth.NO
    assert truth_of(against, "FRA", date(2025, 12, 31)) is Truth.NOT_RECORDED  # the year has not ended
    assert truth_of(AFFECTED, "FJI") is Truth.NOT_RECORDED
    assert truth_of(ClaimClause(AP, ClaimRule.LATEST, ClaimTest.RECORDED), "FJI") is Truth.NO
    assert truth_of(DeadlineClause(), "AGO") is Truth.UNCERTAIN  # no decision on its extension was found
    assert truth_of(DeadlineClause(), "AGO", date(2025, 10, 1)) is Truth.NOT_RECORDED
    assert truth_of(DeadlineClause(), "CMR") is Truth.YES
    assert truth_of(DeadlineClause(), "CHL") is Truth.NO


def test_not_does_not_turn_what_is_not_recorded_into_a_finding() -> None:
    outcomes = truths(simple(Term(AFFECTED, is_negated=True)))
    assert outcomes["FJI"] is Truth.NOT_RECORDED
    assert outcomes["UKR"] is Truth.NO
    assert {truth for area, truth in outcomes.items() if not dataset().claims.get(area)} == {Truth.NOT_RECORDED}


def test_a_claim_without_a_figure_is_of_no_known_size() -> None:
    rows = answer(dataset(), simple(AFFECTED), TODAY).of(Truth.YES)
    claims = [fact for row in rows for fact in row.findings[0].facts if isinstance(fact, Claim)]
    bare = [claim.area for claim in claims if claim_class(claim) is ClaimClass.NO_FIGURE]
    assert bare
    for area in bare:
        assert truth_of(ClaimClause(AP, ClaimRule.LATEST, ClaimTest.HEAVY), area) is Truth.UNCERTAIN
        assert truth_of(FigureClause(AP, ClaimRule.LATEST, 1_000_000, is_least=True), area) is not Truth.YES


def test_a_change_of_vote_needs_two_votes() -> None:
    cast = {area: {v.year: v.vote for v in votes} for area, votes in dataset().votes.items()}
    absent = [area for area, votes in cast.items() if votes.get(2025) is Vote.NOT_VOTING is not votes.get(2024)]
    assert absent
    assert {truth_of(VoteChangeClause(2024, 2025), area) for area in absent} == {Truth.UNCERTAIN}


def test_only_states_answer_and_each_of_them() -> None:
    for row in answer(dataset(), simple(PARTY), TODAY).rows:
        assert row.state.is_state
    assert len(truths(simple(PARTY))) == 197


# -- Contradictions


NEVER = StatusClause(MBC, StatusTest.NEVER_JOINED)
EUROPE, ASIA = RegionClause("europe"), RegionClause("asia")


def at_least(km2: int) -> FigureClause:
    return FigureClause(AP, ClaimRule.LATEST, km2, is_least=True)


def status(test: StatusTest, first: date | None = None) -> StatusClause:
    return StatusClause(MBC, test, When(first=first))


def part(*clauses: Clause) -> tuple[Term, ...]:
    return tuple(map(Term, clauses))


def no(clause: Clause) -> Term:
    return Term(clause, is_negated=True)


def during(test: StatusTest, first: date, last: date, timing: Timing = Timing.DURING) -> StatusClause:
    return StatusClause(MBC, test, When(timing, first, last))


def classed(test: ClaimTest) -> ClaimClause:
    return ClaimClause(AP, ClaimRule.LATEST, test)


FEW = FigureClause(AP, ClaimRule.LATEST, 20, is_least=False)
PRODUCER = RecordClause(RecordTest.PRODUCER)
LEFT = status(StatusTest.LEFT)
IN_FAVOUR, AGAINST = VoteClause(2025, Vote.YES), VoteClause(2025, Vote.NO)
CHANGED = VoteChangeClause(2019, 2025)
IN_2000, IN_2010, IN_2030 = date(2000, 1, 1), date(2010, 1, 1), date(2030, 1, 1)


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        (simple(PARTY, AFFECTED, NEVER), ((1, 3),)),
        (simple(PARTY, status(StatusTest.PARTY, TODAY), no(PARTY)), ((1, 3), (2, 3))),
        (simple(PARTY, StatusClause(CCM, StatusTest.NEVER_JOINED)), ()),
        (simple(PARTY, status(StatusTest.NEVER_JOINED, date(1998, 1, 1))), ()),
        (simple(EUROPE, ASIA), ((1, 2),)),
        (simple(IN_FAVOUR, AGAINST, VoteClause(2024, Vote.NO)), ((1, 2),)),
        (simple(at_least(20), FEW), ((1, 2),)),
        (simple(at_least(5), FEW), ()),
        (simple(PRODUCER, no(PRODUCER)), ((1, 2),)),
        (simple(no(PARTY), no(LEFT), no(NEVER)), ((1, 2, 3),)),  # each pair leaves something, all three leave nothing
        (Question((part(PARTY), part(NEVER, LEFT))), ((1, 2, 3),)),
        (Question((part(PARTY), part(NEVER, EUROPE))), ()),
        (Question((part(PARTY, NEVER), part(EUROPE)), Join.ANY), ()),
        (Question((part(PARTY, NEVER), part(EUROPE, ASIA)), Join.ANY), ((1, 2), (3, 4))),
        (Question((part(PARTY, LEFT), part(NEVER, status(StatusTest.SIGNED)))), ((1, 2, 3, 4),)),
        (Question((part(PARTY, EUROPE), part(NEVER, ASIA))), ()),
        # what a clause without a day says of the day of the question, another says with it
        (simple(GroupClause("nato"), no(GroupClause("nato", TODAY))), ((1, 2),)),
        (simple(GroupClause("nato"), no(GroupClause("nato", IN_2000))), ()),
        (simple(AllowedClause(), no(AllowedClause(TODAY))), ((1, 2),)),
        # a status through time
        (simple(NEVER, status(StatusTest.LEFT, IN_2010)), ((1, 2),)),
        (simple(status(StatusTest.NEVER_JOINED, IN_2010), LEFT), ()),
        (simple(status(StatusTest.NO_ACT), status(StatusTest.SIGNED, IN_2000)), ((1, 2),)),
        (simple(during(StatusTest.PARTY, IN_2000, IN_2010), status(StatusTest.NEVER_JOINED, IN_2000)), ()),
        (simple(during(StatusTest.PARTY, IN_2000, IN_2010), status(StatusTest.NEVER_JOINED, IN_2010)), ((1, 2),)),
        (simple(PARTY, no(during(StatusTest.PARTY, IN_2010, IN_2030))), ((1, 2),)),
        (simple(PARTY, no(during(StatusTest.PARTY, IN_2000, IN_2010))), ()),
        (simple(during(StatusTest.LEFT, IN_2010, TODAY), no(during(StatusTest.LEFT, IN_2000, IN_2030))), ((1, 2),)),
        (simple(during(StatusTest.LEFT, IN_2000, IN_2030), no(during(StatusTest.LEFT, IN_2010, TODAY))), ()),
        (simple(during(StatusTest.LEFT, IN_2000, IN_2010, Timing.BEGUN), NEVER), ((1, 2),)),
        (
            simple(
                during(StatusTest.LEFT, IN_2010, TODAY, Timing.BEGUN),
                no(during(StatusTest.LEFT, IN_2000, IN_2030, Timing.BEGUN)),
            ),
            ((1, 2),),
        ),
        # a class of claims and a figure
        (simple(classed(ClaimTest.MASSIVE), FEW), ((1, 2),)),
        (simple(classed(ClaimTest.HEAVY), at_least(99), no(at_least(100))), ()),
        (simple(classed(ClaimTest.COMPLETE), at_least(1)), ((1, 2),)),
        (simple(no(classed(ClaimTest.RECORDED)), at_least(1)), ((1, 2),)),
        (simple(no(classed(ClaimTest.RECORDED)), no(AFFECTED), no(at_least(1))), ()),
        (simple(classed(ClaimTest.LIGHT), no(at_least(1)), no(FEW)), ()),  # its class is stated, its figure is not
        (simple(AFFECTED, no(classed(ClaimTest.LIGHT)), FigureClause(AP, ClaimRule.LATEST, 5, is_least=False)), ()),
        # votes of several years
        (simple(IN_FAVOUR, VoteClause(2019, Vote.YES), CHANGED), ((1, 2, 3),)),
        (simple(IN_FAVOUR, VoteClause(2019, Vote.NO), no(CHANGED)), ((1, 2, 3),)),
        (simple(IN_FAVOUR, CHANGED, VoteClause(2024, Vote.YES)), ()),
        (simple(CHANGED, VoteClause(2019, Vote.NOT_VOTING)), ((1, 2),)),
        (simple(CHANGED, no(VoteChangeClause(2019, 2022)), no(VoteChangeClause(2022, 2025))), ((1, 2, 3),)),
        # what holds of a later year, an earlier day or one activity, holds of all
        (simple(RecordClause(RecordTest.PRODUCER, 2020), no(PRODUCER)), ((1, 2),)),
        (simple(no(RecordClause(RecordTest.PRODUCER, 2020)), PRODUCER), ()),
        (simple(no(RecordClause(RecordTest.STOCKPILE)), PRODUCER), ()),
        (simple(DeadlineClause(TODAY), no(DeadlineClause())), ((1, 2),)),
        (simple(DeadlineClause(IN_2030), no(DeadlineClause())), ()),
        (simple(PolicyClause(Activity.USE), no(PolicyClause(Activity.ANY))), ((1, 2),)),
        (simple(PolicyClause(Activity.ANY), no(PolicyClause(Activity.USE))), ()),
        (simple(EUROPE, no(EUROPE)), ((1, 2),)),
        (simple(EUROPE, no(ASIA)), ()),
    ],
)
def test_clauses_that_cannot_hold_together_are_named_by_their_numbers(
    question: Question, numbers: tuple[tuple[int, ...], ...]
) -> None:
    assert contradictions(dataset(), question, TODAY) == tuple(map(Contradiction, numbers))


AU, EU, CIS, NATO = (GroupClause(group) for group in ("african-union", "eu", "cis", "nato"))


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        (simple(EUROPE, AU), ((1, 2),)),
        (simple(PARTY, AU, EU, EUROPE), ((2, 3), (2, 4))),
        (simple(EU, NATO, EUROPE), ()),
        (simple(EU, no(EUROPE)), ()),  # Cyprus lies in Western Asia
        (simple(CIS, no(EUROPE), no(ASIA)), ((1, 2, 3),)),
        (Question((part(EUROPE, ASIA), part(AU))), ((1, 2, 3),)),
        (Question((part(EUROPE, PARTY), part(AU))), ()),
        (Question((part(EUROPE, AU), part(PARTY)), Join.ANY), ()),
        (Question((part(EUROPE, AU), part(EU, AU)), Join.ANY), ((1, 2), (3, 4))),
        (simple(EUROPE, GroupClause("cis", date(1990, 1, 1))), ()),  # a group without members says so itself
    ],
)
def test_regions_and_groups_without_a_common_state_are_named(
    question: Question, numbers: tuple[tuple[int, ...], ...]
) -> None:
    conflicts = tuple(Contradiction(few, is_of_members=True) for few in numbers)
    assert contradictions(dataset(), question, TODAY) == conflicts


MEMBERSHIPS = st.one_of(
    st.builds(RegionClause, st.sampled_from(["africa", "asia", "europe"])),
    st.builds(GroupClause, st.sampled_from(sorted(dataset().groups)), st.none() | st.just(IN_2000)),
)


@examples(30)
@given(st.lists(st.builds(Term, MEMBERSHIPS, st.booleans()), min_size=2, max_size=4), QUESTION_DAYS)
def test_a_question_on_regions_and_groups_is_a_contradiction_when_no_state_can_meet_it(
    terms: list[Term], day: date
) -> None:
    reply = answer(dataset(), simple(*terms), day)
    each = [{row.state.area for row in reply.rows if row.findings[n].truth is not Truth.NO} for n in range(len(terms))]
    if all(each) and not set.intersection(*each):
        assert reply.contradictions
    for conflict in reply.contradictions:
        if conflict.is_of_members:
            assert not set.intersection(*(each[n - 1] for n in conflict.numbers))


@pytest.mark.parametrize(
    "make",
    [
        lambda: When(Timing.DURING, date(2020, 1, 1)),
        lambda: When(Timing.BEGUN, date(2020, 1, 1), date(2019, 1, 1)),
        lambda: When(Timing.ON, date(2020, 1, 1), date(2021, 1, 1)),
        lambda: StatusClause(MBC, StatusTest.NEVER_JOINED, When(Timing.BEGUN, date(2020, 1, 1), date(2021, 1, 1))),
        lambda: VoteChangeClause(2025, 2025),
        lambda: Question(()),
        lambda: Question(((),)),
        lambda: simple(*[PARTY] * 9),
    ],
    ids=("one day", "days swapped", "two days", "no beginning", "one year", "no part", "empty part", "too long"),
)
def test_a_question_without_sense_cannot_be_made(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=" "):
        make()
