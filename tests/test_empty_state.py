"""A map with nothing to show says why, and the way back that it offers leads to a map with something."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from dashboard.maps.spec import Empty
from dashboard.maps.view import View, compared
from geodata import StatusKind
from tests.properties import examples
from tests.shipped_views import TODAY, common_views, shown

PROPERTY = examples(30)
CLAIMS = ("contamination",)


def after(view: View, act: tuple[str, str]) -> View:
    """The view once the act is done, as the map's controls do it."""
    kind, value = act
    if kind == "day":
        return replace(view, day=date.fromisoformat(value))
    if kind == "since":
        return compared(view, since=date.fromisoformat(value))
    if value == "compare":
        return compared(view)
    if value == "layers":
        return replace(view, layers=View().layers, own=None, statuses=(), class_filter=None)
    assert act == ("reset", "filters")
    return replace(view, statuses=(), regions=(), claim_least=None, class_filter=None)


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (
            View(day=TODAY, statuses=(StatusKind.LEAVING,)),
            Empty("No state passes this filter on 21 November 2026.", "Show all states", ("reset", "filters")),
        ),
        (
            View(day=date(2000, 1, 1), treaty="ccm"),
            Empty(
                "The text of the Convention on Cluster Munitions was adopted on 30 May 2008; on this day there is no "
                "act to show.",
                "Go to 30 May 2008",
                ("day", "2008-05-30"),
            ),
        ),
        (
            View(day=date(1997, 10, 1)),
            Empty(
                "No state had signed or joined the Mine Ban Convention by 1 October 1997. The first acts are of "
                "3 December 1997.",
                "Go to 3 December 1997",
                ("day", "1997-12-03"),
            ),
        ),
        (
            View(day=TODAY, since=date(2030, 1, 1)),
            Empty(
                "The map shows 21 November 2026 and picks out what changed since 1 January 2030, which is not earlier.",
                "Show the status of all states",
                ("reset", "compare"),
            ),
        ),
        (
            View(day=date(2020, 1, 1), since=date(2019, 1, 1)),
            Empty(
                "No state changed its status under the Mine Ban Convention between 1 January 2019 and 1 January 2020.",
                "Compare with 31 May 2018",
                ("since", "2018-05-31"),
            ),
        ),
        (
            View(day=date(1998, 1, 1), layers=CLAIMS),
            Empty(
                "No claim about anti-personnel mines is recorded by 1 January 1998.",
                "Go to 31 December 2008",
                ("day", "2008-12-31"),
            ),
        ),
    ],
)
def test_why_there_is_nothing_and_where_there_is_something(view: View, sentence: Empty) -> None:
    assert shown(view).empty == sentence


@PROPERTY
@given(common_views())
def test_ways_back_end_at_a_map_with_something_to_show(view: View) -> None:
    for _ in range(5):  # the map asked for, and the one after each of four ways back
        empty = shown(view).empty
        if empty is None:
            return
        assert empty.text.endswith(".")
        view = after(view, empty.act)
    raise AssertionError(f"four ways back and still nothing: {view}")


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_a_map_without_any_area_that_the_filter_keeps_says_so(view: View) -> None:
    spec = shown(view)
    if all(area.is_muted for area in spec.areas):
        assert spec.empty is not None


def test_areas_that_cannot_join_are_something_to_show() -> None:
    assert shown(View(day=TODAY, statuses=(StatusKind.NOT_ELIGIBLE,))).empty is None


def test_a_whole_map_is_not_empty() -> None:
    assert shown(View()).empty is None
    assert shown(View(day=TODAY, since=date(2020, 1, 1))).empty is None
