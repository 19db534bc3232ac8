"""The second map of a comparison, and what both maps share."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from dashboard.maps.spec import Beside
from dashboard.maps.view import Other, View, compared
from geodata import StatusKind
from tests.properties import examples
from tests.shipped_views import TODAY, common_views, shown, views

PROPERTY = examples(20)
THEN = date(2014, 1, 1)


def beside(view: View) -> Beside:
    second_map = shown(view).beside
    assert second_map is not None
    return second_map


@PROPERTY
@given(common_views())
def test_there_is_a_second_map_where_one_is_asked_for_and_status_is_shown(view: View) -> None:
    is_wanted = view.beside is not None and "status" in view.layers
    assert (shown(view).beside is not None) == is_wanted


@PROPERTY
@given(views(), views())
def test_the_second_map_shows_what_a_map_of_its_own_would_show(view: View, other: View) -> None:
    wanted = Other(other.treaty, other.on(TODAY))
    view = compared(replace(view, layers=("status",), claim_least=None), beside=wanted)
    second = beside(view)
    alone = shown(replace(view, day=wanted.day, treaty=wanted.treaty or view.treaty, beside=None))
    assert second.areas == alone.areas
    assert second.counts == tuple(cls.count for cls in alone.legends[0].classes)


@pytest.mark.parametrize(
    ("other", "titles", "is_before"),
    [
        (Other(day=THEN), ("1 January 2014", "21 November 2026"), True),
        (Other(day=date(2030, 1, 1)), ("1 January 2030", "21 November 2026"), False),
        (Other("ccm"), ("Convention on Cluster Munitions", "Mine Ban Convention"), False),
        (
            Other("ccm", THEN),
            ("Convention on Cluster Munitions, 1 January 2014", "Mine Ban Convention, 21 November 2026"),
            True,
        ),
    ],
)
def test_the_titles_name_what_differs_and_the_earlier_day_stands_first(
    other: Other, titles: tuple[str, str], *, is_before: bool
) -> None:
    second = beside(View(day=TODAY, beside=other))
    assert (second.title, second.main_title) == titles
    assert second.is_before == is_before
    assert second.is_following == (other.day is None)


def test_the_second_map_follows_the_day_of_the_first_unless_it_has_its_own() -> None:
    assert beside(View(day=THEN, beside=Other("ccm"))).day == THEN


def test_the_filter_by_status_keeps_on_each_map_what_has_it_there() -> None:
    second = beside(View(day=TODAY, statuses=(StatusKind.LEFT,), beside=Other(day=THEN)))
    assert all(area.is_muted for area in second.areas)
    assert sum(second.counts) == 197 + 5


def test_a_treaty_that_was_not_there_yet_is_told_as_such() -> None:
    second = beside(View(day=date(2005, 1, 1), beside=Other("ccm")))
    assert second.note == "The text was adopted on 30 May 2008"
    assert not beside(View(day=TODAY, beside=Other("ccm"))).note


def test_the_second_map_is_told_in_words() -> None:
    text = shown(View(day=TODAY, beside=Other("ccm", THEN))).in_words
    assert "Beside it, Convention on Cluster Munitions, 1 January 2014: Party, 83 states. Joined, not" in text
