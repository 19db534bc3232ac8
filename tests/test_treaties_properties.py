"""What holds for the fold over any acts of a state, however they are ordered and however well their dates are known."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import DateSpan
from geodata.model import Treaty, TreatyAction
from geodata.treaties import StatusKind, status_on, timeline
from tests.builders import act, treaty

TREATIES = st.sampled_from([treaty(), treaty(rule="six_months_after", in_force="1998-12-03")])
DAYS = st.dates(date(1997, 9, 1), date(2002, 12, 31))
KINDS = (
    "signature",
    "ratification",
    "accession",
    "entry_into_force",
    "suspension_notified",
    "withdrawal_notified",
    "withdrawal_effective",
    "objection",
)


@st.composite
def some_acts(draw: st.DrawFn, *, vague: int = 2) -> list[TreatyAction]:
    """Up to six acts in any order, at most `vague` of them known only to a range; a notice may announce its effect."""
    items: dict[str, TreatyAction] = {}
    for place in range(draw(st.integers(0, 6))):
        first = draw(DAYS)
        last = first + timedelta(days=draw(st.integers(0, 500))) if place < vague else first
        wait = draw(st.none() | st.integers(0, 400))
        effective = "" if wait is None else str(last + timedelta(days=wait))
        record = act(draw(st.sampled_from(KINDS)), str(DateSpan(first, last)), effective=effective)
        items[record.action_id] = record
    return draw(st.permutations(list(items.values())))


@given(st.data(), some_acts(), DAYS, TREATIES)
def test_the_order_of_rows_never_matters(data: st.DataObject, acts: list[TreatyAction], day: date, law: Treaty) -> None:
    shuffled = data.draw(st.permutations(acts))
    assert status_on(shuffled, day, treaty=law) == status_on(acts, day, treaty=law)
    assert timeline(shuffled, treaty=law) == timeline(acts, treaty=law)


@given(some_acts(), DAYS, TREATIES)
def test_the_future_never_changes_the_past(acts: list[TreatyAction], day: date, law: Treaty) -> None:
    known_then = [a for a in acts if a.when.earliest <= day]
    assert status_on(acts, day, treaty=law) == status_on(known_then, day, treaty=law)


@given(some_acts(), TREATIES)
def test_the_periods_of_a_timeline_join_without_gap_or_overlap(acts: list[TreatyAction], law: Treaty) -> None:
    periods = timeline(acts, treaty=law)
    assert periods[0].start == law.adopted
    assert [p.until for p in periods] == [*(p.start for p in periods[1:]), None]
    for before, after in pairwise(periods):
        assert before.start < after.start
        assert before.status.possible != after.status.possible


@pytest.mark.slow
@given(some_acts(), st.dates(date(1997, 9, 18), date(2004, 12, 31)), TREATIES)
def test_the_status_on_any_day_is_that_of_its_period(acts: list[TreatyAction], day: date, law: Treaty) -> None:
    period = [p for p in timeline(acts, treaty=law) if p.start <= day][-1]
    status = status_on(acts, day, treaty=law)
    assert (status.kind, status.possible) == (period.status.kind, period.status.possible)


@given(some_acts(vague=0), DAYS, TREATIES)
def test_exact_dates_never_leave_a_status_uncertain(acts: list[TreatyAction], day: date, law: Treaty) -> None:
    status = status_on(acts, day, treaty=law)
    assert status.kind is not StatusKind.UNCERTAIN
    assert status.possible == (status.kind,)


@given(st.data(), some_acts(vague=3), DAYS, TREATIES)
def test_narrowing_a_date_never_adds_a_possible_status(
    data: st.DataObject, acts: list[TreatyAction], day: date, law: Treaty
) -> None:
    narrowed = []
    for a in acts:
        days = (a.when.latest - a.when.earliest).days
        first = data.draw(st.integers(0, days))
        last = data.draw(st.integers(first, days))
        span = DateSpan(a.when.earliest + timedelta(days=first), a.when.earliest + timedelta(days=last))
        narrowed.append(act(a.kind, str(span), effective=str(a.date_effective or "")))
    before = status_on(acts, day, treaty=law)
    after = status_on(narrowed, day, treaty=law)
    assert set(after.possible) <= set(before.possible)


@given(some_acts(), DAYS, DAYS, TREATIES)
def test_a_claimed_suspension_never_ends_being_bound(
    acts: list[TreatyAction], suspended: date, day: date, law: Treaty
) -> None:
    without = [a for a in acts if a.kind != "suspension_notified"]
    before = status_on(without, day, treaty=law)
    after = status_on([*without, act("suspension_notified", str(suspended))], day, treaty=law)
    assert (after.has_joined, after.is_bound, after.may_be_bound) == (
        before.has_joined,
        before.is_bound,
        before.may_be_bound,
    )


@given(some_acts(vague=0), DAYS, TREATIES)
def test_whoever_has_left_joins_again_by_a_new_consent(acts: list[TreatyAction], day: date, law: Treaty) -> None:
    ending = act("withdrawal_effective", str(day))
    later = day + timedelta(days=1)
    before = [a for a in acts if a.when.latest <= day and (a.date_effective or day) <= day]
    rejoined = status_on([*before, ending, act("accession", str(later))], later, treaty=law)
    assert rejoined.kind in (StatusKind.JOINED, StatusKind.PARTY)
    assert rejoined.since == later


@given(some_acts(), DAYS, TREATIES)
def test_a_status_lists_the_acts_by_that_day_and_no_later_one(acts: list[TreatyAction], day: date, law: Treaty) -> None:
    status = status_on(acts, day, treaty=law)
    assert sorted(a.action_id for a in status.actions) == sorted(a.action_id for a in acts if a.when.earliest <= day)
    assert list(status.actions) == sorted(status.actions, key=lambda a: a.when)
    assert status.since is None or status.since <= day
