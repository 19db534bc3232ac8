"""Status through time: periods equal the views of each day; days of change and key days have one line each."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.compose.timeline import MOST_NAMES, History, key_days, status_history
from dashboard.maps.layers import treaty_status
from dashboard.maps.view import FIRST_DAY, LAST_DAY, TREATIES, View
from dashboard.maps.wording import status_sentence
from geodata import Dataset, StatusKind
from tests.properties import examples
from tests.shipped_views import context_of, dataset

DAYS_OF_VIEWS = st.dates(FIRST_DAY, LAST_DAY)


@cache
def history(treaty: str) -> History:
    return status_history(dataset(), treaty)


@st.composite
def days(draw: st.DrawFn) -> tuple[str, date]:
    """A treaty and a day: one on which something changed, the day before, the day after, or any other."""
    treaty = draw(st.sampled_from(TREATIES))
    near = st.builds(
        lambda change, shift: min(max(change.day + timedelta(days=shift), FIRST_DAY), LAST_DAY),
        st.sampled_from(history(treaty).changes),
        st.integers(-1, 1),
    )
    return treaty, draw(near | DAYS_OF_VIEWS)


@examples(60)
@given(days())
def test_each_area_has_the_class_and_the_sentence_of_a_view_of_the_day(chosen: tuple[str, date]) -> None:
    treaty, day = chosen
    ctx = context_of(View(day=day, treaty=treaty))
    drawn = {feature.area: feature for feature in treaty_status.areas(ctx)}
    assert [item.area for item in history(treaty).areas] == list(drawn)
    for item in history(treaty).areas:
        period = history(treaty).period_on(item.area, day)
        assert period.class_id == drawn[item.area].class_id
        assert item.follows == drawn[item.area].follows
        assert period.sentence + item.tail == status_sentence(ctx.statuses[item.area], ctx.treaty, day=day)


@examples(60)
@given(days())
def test_areas_with_periods_of_their_own_are_those_that_the_legend_counts(chosen: tuple[str, date]) -> None:
    treaty, day = chosen
    class_ids = [history(treaty).period_on(item.area, day).class_id for item in history(treaty).areas if item.periods]
    legend = treaty_status.legend(context_of(View(day=day, treaty=treaty)))
    assert history(treaty).classes == tuple(item.class_id for item in legend.classes)
    assert {item.class_id: class_ids.count(item.class_id) for item in legend.classes} == {
        item.class_id: item.count for item in legend.classes
    }


@pytest.mark.parametrize("treaty", TREATIES)
def test_on_both_sides_of_every_change_the_class_is_that_of_the_law(treaty: str) -> None:
    for item in history(treaty).areas:
        for period in item.periods:
            for day in (period.start - timedelta(days=1), period.start):
                if day >= FIRST_DAY:
                    kind = dataset().status(item.area, treaty, day).kind
                    assert history(treaty).period_on(item.area, day).class_id == kind, (item.area, day)


@pytest.mark.parametrize("treaty", TREATIES)
def test_periods_reach_back_to_the_first_day_and_are_in_order(treaty: str) -> None:
    for item in history(treaty).areas:
        starts = [period.start for period in item.periods]
        assert starts == sorted(set(starts))
        assert (starts[0] <= FIRST_DAY) if starts else item.follows


def test_a_state_is_not_said_not_to_have_signed_what_did_not_exist() -> None:
    assert history("apmbc").period_on("UKR", date(1997, 6, 1)).sentence == "Not yet adopted"
    assert history("apmbc").before == "The Mine Ban Convention did not exist yet"
    assert history("ccw-ap2").before == "The CCW Amended Protocol II did not exist yet"


def test_claims_to_suspend_and_uncertain_states_keep_their_own_classes() -> None:
    periods = history("apmbc")
    assert periods.period_on("UKR", date(2025, 7, 18)).class_id == StatusKind.SUSPENSION_CLAIMED
    assert periods.period_on("LBN", date(2026, 3, 1)).class_id == StatusKind.UNCERTAIN
    assert periods.period_on("LBN", date(2027, 5, 1)).class_id == StatusKind.PARTY


def test_key_days_do_not_depend_on_the_present_day() -> None:
    keys = {key.day.isoformat(): key.mark for key in history("apmbc").key_days}
    assert keys["1997-12-03"] == "signed"
    assert keys["2026-02-20"] == "exit"
    assert "today" not in keys.values()


def caption(treaty: str, day: str) -> str:
    return next(change.text for change in history(treaty).changes if change.day == date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("1997-09-18", "The text is adopted"),
        ("1997-12-03", "The treaty opens for signature; 82 states sign; Canada, Ireland and Mauritius ratify"),
        ("1997-12-04", "39 states sign"),
        ("1997-12-05", "Kenya signs"),
        ("1999-03-01", "The treaty enters into force; 45 states become bound"),
        ("2018-06-01", "Sri Lanka and State of Palestine become bound"),
        ("2025-07-18", "Ukraine (not confirmed by the depositary) notifies a suspension"),
        ("2025-12-27", "Estonia, Latvia and Lithuania leave"),
        ("2026-11-21", "Lebanon’s status is uncertain: party, or joined but not yet bound"),
        ("2027-05-01", "Lebanon: party"),
    ],
)
def test_a_day_says_who_did_what(day: str, text: str) -> None:
    assert caption("apmbc", day) == text


def test_the_protocols_never_open_for_signature() -> None:
    assert not any("sign" in change.text for change in history("ccw-p5").changes)
    assert caption("ccw-p5", "2006-11-12").startswith("The treaty enters into force; ")


@pytest.mark.parametrize("treaty", TREATIES)
def test_every_change_of_a_class_has_its_line_and_every_line_its_day(treaty: str) -> None:
    periods = history(treaty)
    days = [change.day for change in periods.changes]
    assert days == sorted(set(days))
    assert all(FIRST_DAY <= day <= LAST_DAY for day in days)
    began = {period.start for item in periods.areas for period in item.periods[1:] if period.start >= FIRST_DAY}
    assert began <= set(days)


@pytest.mark.parametrize("treaty", TREATIES)
def test_a_line_names_few_states_and_counts_many(treaty: str) -> None:
    for change in history(treaty).changes:
        for clause in change.text.split("; "):
            names = clause.replace("Bosnia and Herzegovina", "").replace(" and ", ", ").split(", ")
            assert len(names) <= MOST_NAMES + 1  # names like Antigua and Barbuda count twice


TODAY = date(2026, 11, 21)


def test_the_key_days_of_the_mine_ban_convention_come_from_the_data(dataset: Dataset) -> None:
    assert [key.day.isoformat() for key in key_days(dataset, "apmbc", today=TODAY)] == [
        "1997-09-18",
        "1997-12-03",
        "1999-03-01",
        "2014-09-23",
        "2020-01-31",
        "2022-06-21",
        "2023-01-07",
        "2024-11-26",
        "2025-12-27",
        "2026-01-10",
        "2026-02-20",
        "2026-11-21",
    ]


def test_exits_name_who_leaves(dataset: Dataset) -> None:
    captions = {key.day.isoformat(): key.caption for key in key_days(dataset, "apmbc", today=TODAY)}
    assert captions["2025-12-27"] == "Estonia, Latvia and Lithuania leave"
    assert captions["2026-02-20"] == "Poland leaves"


@pytest.mark.parametrize("treaty_id", TREATIES)
def test_no_key_day_lies_ahead_and_today_ends_the_list(treaty_id: str, dataset: Dataset) -> None:
    days = [key.day for key in key_days(dataset, treaty_id, today=date(2010, 1, 1))]
    assert days == sorted(set(days))
    assert days[-1] == date(2010, 1, 1)
