"""The controls of a comparison: sensible beginnings, and one comparison at a time."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.maps.view import Other, View
from dashboard.ui.controls import BESIDE, CHANGES, OFF, default_day
from dashboard.ui.service import ATLAS
from tests.test_app import headline_of, html_of, opened, run


def choose(at: AppTest, how: str) -> AppTest:
    at.segmented_control(key="compare-how").set_value(how)
    return run(at)


@pytest.mark.parametrize(
    ("view", "day"),
    [
        (View(day=date(2026, 3, 1)), date(2021, 3, 1)),
        (View(day=date(2024, 2, 29)), date(2019, 2, 28)),
        (View(day=date(2001, 1, 1)), date(1999, 3, 1)),
        (View(day=date(1998, 1, 1)), date(1997, 9, 18)),
        (View(day=date(1997, 3, 1)), date(1992, 3, 1)),
        (View(day=date(1996, 3, 1)), date(1992, 1, 1)),
        (View(day=date(2012, 1, 1), treaty="ccm"), date(2010, 8, 1)),
    ],
)
def test_a_comparison_begins_some_years_back_but_not_before_the_treaty(view: View, day: date) -> None:
    assert default_day(view) == day


@pytest.mark.slow
def test_changes_are_switched_on_dated_and_off_again() -> None:
    at = choose(opened(v="1", day="2026-03-01"), CHANGES)
    assert at.query_params["since"] == "2021-03-01"
    assert headline_of(View(day=date(2026, 3, 1), since=date(2021, 3, 1))) in html_of(at)
    at.date_input(key="since").set_value(date(2025, 1, 1))
    assert run(at).query_params["since"] == "2025-01-01"
    assert "since" not in choose(at, OFF).query_params


@pytest.mark.slow
def test_a_second_map_has_a_day_and_a_treaty_of_its_own() -> None:
    at = choose(opened(v="1", day="2026-03-01"), BESIDE)
    assert at.query_params["beside"] == "2021-03-01"
    at.selectbox(key="beside-treaty").set_value("ccm")
    assert run(at).query_params["beside"] == "ccm.2021-03-01"
    at.date_input(key="beside-day").set_value(date(2026, 3, 1))
    assert run(at).query_params["beside"] == "ccm"
    at.selectbox(key="beside-treaty").set_value("apmbc")
    assert run(at).query_params["beside"] == "2021-03-01"


@pytest.mark.slow
def test_one_comparison_ends_the_other() -> None:
    at = choose(opened(v="1", beside="ccm"), CHANGES)
    assert "beside" not in at.query_params
    assert "since" in at.query_params
    at = choose(at, BESIDE)
    assert "since" not in at.query_params


def test_the_treaty_beside_changes_places_with_the_one_chosen() -> None:
    at = opened(v="1", beside="ccm")
    at.radio(key="treaty").set_value("ccm")
    assert run(at).query_params == {"v": "1", "treaty": "ccm", "beside": "apmbc"}
    assert headline_of(View(treaty="ccm", beside=Other("apmbc"))) in html_of(at)


def test_a_link_to_a_comparison_opens_it() -> None:
    view = View(since=date(2020, 1, 1))
    at = opened(v="1", since="2020-01-01")
    assert headline_of(view) in html_of(at)
    assert at.segmented_control(key="compare-how").value == CHANGES
    assert at.date_input(key="since").value == view.since
    assert ATLAS.spec(view).rows
