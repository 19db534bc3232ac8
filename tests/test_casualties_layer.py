"""The layer of casualties: counts of one measure and one year alone, and none is not nobody."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.layers.casualties import (
    AT_LEAST,
    HUNDRED,
    LABELS,
    LOOKS,
    NO_COUNT,
    TEN,
    THOUSAND,
    UNDER_TEN,
    class_of,
    count_on,
    year_on,
)
from dashboard.maps.view import View
from geodata import Confidence
from tests.properties import examples
from tests.shipped_views import TODAY, context_of, lines_in, panel_of, shown

ON = ("casualties",)


@pytest.mark.parametrize(
    ("area", "day", "expected"),
    [
        ("MMR", "2026-11-21", THOUSAND),
        ("UKR", "2026-11-21", HUNDRED),
        ("IND", "2026-11-21", NO_COUNT),  # the only count is unverified
        ("TCD", "2021-06-01", TEN),
        ("LBN", "2021-06-01", UNDER_TEN),
        ("TUR", "2013-06-01", AT_LEAST),
        ("SYR", "2024-12-31", HUNDRED),
    ],
)
def test_a_state_has_the_class_of_its_count(area: str, day: str, expected: str) -> None:
    ctx = context_of(View(day=date.fromisoformat(day), layers=ON))
    assert class_of(ctx, ctx.rows[area]) == expected


@examples(40)
@given(st.dates(date(1997, 1, 1), date(2033, 12, 31)))
def test_counts_are_of_one_measure_and_one_whole_year_that_had_ended(day: date) -> None:
    ctx = context_of(View(day=day, layers=ON))
    counts = [count for area in ctx.rows if (count := count_on(ctx, area)) is not None]
    assert {count.weapon for count in counts} <= {"mines_erw"}
    assert {count.year.label for count in counts} <= {str(year_on(ctx))}
    assert all(count.year.latest < day and not count.part for count in counts)
    assert all(count.confidence is not Confidence.UNVERIFIED for count in counts)


def test_the_card_says_what_the_panel_of_the_country_says() -> None:
    ctx = context_of(View(day=TODAY, layers=ON))
    (layer,) = ctx.on
    for area in ("MMR", "UKR", "AFG"):
        card = layer.card(ctx, ctx.rows[area]).text
        lines = lines_in(panel_of(area, TODAY), "Recorded casualties")
        assert any(line.figure in card and line.text.partition(".")[0] in card for line in lines)


def test_before_any_count_the_map_leads_to_the_first() -> None:
    spec = shown(View(day=date(1999, 1, 1), layers=ON))
    assert spec.empty is not None
    assert spec.empty.act == ("day", "2000-01-01")
    assert shown(View(day=date(2000, 1, 1), layers=ON)).empty is None


def test_every_class_has_a_label_and_a_look() -> None:
    assert [*LABELS] == [*LOOKS]
