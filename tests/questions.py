"""Questions to try: strategies of clauses and questions over the shipped tables."""

from datetime import date

from hypothesis import strategies as st

from dashboard.maps.question_link import FIRST_YEAR, LAST_YEAR, MOST_KM2
from dashboard.maps.view import FIRST_DAY, LAST_DAY, REGIONS, TREATIES
from geodata import MAP_GROUPS, ClaimRule
from geodata.model import Vote
from geodata.questions import (
    BEGINNING_TESTS,
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

DAYS = st.dates(FIRST_DAY, LAST_DAY)
YEARS = st.integers(FIRST_YEAR, LAST_YEAR)


def span(timing: Timing) -> st.SearchStrategy[When]:
    """Two days in their order."""
    return st.tuples(DAYS, DAYS).map(lambda days: When(timing, min(days), max(days)))


def status_clauses(
    when: st.SearchStrategy[When], tests: tuple[StatusTest, ...] = tuple(StatusTest)
) -> st.SearchStrategy[StatusClause]:
    """A clause on status, looking on these days."""
    return st.builds(StatusClause, st.sampled_from(TREATIES), st.sampled_from(tests), when)


CLAUSES: st.SearchStrategy[Clause] = st.one_of(
    status_clauses(st.just(NOW) | DAYS.map(lambda day: When(first=day)) | span(Timing.DURING)),
    status_clauses(span(Timing.BEGUN), BEGINNING_TESTS),
    st.builds(
        ClaimClause,
        st.sampled_from(MAP_GROUPS),
        st.sampled_from(ClaimRule),
        st.sampled_from(ClaimTest),
        st.none() | DAYS,
    ),
    st.builds(
        FigureClause,
        st.sampled_from(MAP_GROUPS),
        st.sampled_from(ClaimRule),
        st.integers(1, MOST_KM2) | st.sampled_from((5, 20, 100)),
        st.booleans(),
        st.none() | DAYS,
    ),
    st.builds(VoteClause, YEARS, st.sampled_from(Vote)),
    st.tuples(YEARS, YEARS).filter(lambda years: years[0] < years[1]).map(lambda years: VoteChangeClause(*years)),
    st.builds(RecordClause, st.sampled_from(RecordTest), st.none() | YEARS),
    st.builds(DeadlineClause, st.none() | DAYS),
    st.builds(PolicyClause, st.sampled_from(Activity)),
    st.builds(AllowedClause, st.none() | DAYS),
    st.builds(RegionClause, st.sampled_from(REGIONS)),
    st.builds(
        OwnClause,
        st.just("0123456789abcdef"),
        st.sampled_from([test for test in OwnTest if not test.has_limit and not test.has_rule]),
    ),
    st.builds(
        OwnClause,
        st.just("0123456789abcdef"),
        st.sampled_from([OwnTest.FIRST, OwnTest.SECOND]),
        rule=st.sampled_from(["quantiles", "0.5", "1_10.25", "1_10_100"]),
    ),
    st.builds(
        OwnClause,
        st.just("0123456789abcdef"),
        st.sampled_from([OwnTest.LEAST, OwnTest.UNDER]),
        st.integers(1, MOST_KM2),
    ),
    st.builds(GroupClause, st.sampled_from(("nato", "eu", "ldcs", "no-group")), st.none() | DAYS),
)
TERMS = st.builds(Term, CLAUSES, st.booleans())
QUESTIONS = st.builds(
    Question,
    st.lists(st.lists(TERMS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)
    .map(tuple)
    .filter(lambda parts: sum(map(len, parts)) <= MOST_TERMS),
    st.sampled_from(Join),
)
QUESTION_DAYS = st.sampled_from((date(1999, 3, 1), date(2025, 8, 1), date(2025, 12, 20), date(2026, 11, 21))) | DAYS


def negation(question: Question) -> Question:
    """The question that a state meets where it does not meet this one, by the law of De Morgan."""
    parts = tuple(tuple(Term(term.clause, not term.is_negated) for term in part) for part in question.parts)
    return Question(parts, Join.ANY if question.join is Join.ALL else Join.ALL)
