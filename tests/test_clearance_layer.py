"""The layer of clearance: what is cleared, reduced and cancelled is kept apart, and each figure has its claimant."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.layers.clearance import (
    LABELS,
    LOOKS,
    NO_FIGURE,
    NO_RESULT,
    OVER_ONE,
    OVER_TEN,
    UNDER_TENTH,
    ZERO,
    class_of,
    cleared_km2,
    results_on,
    year_on,
)
from dashboard.maps.view import View
from tests.properties import examples
from tests.shipped_views import TODAY, context_of, dataset, lines_in, panel_of, shown

ON = ("clearance",)


def class_on(area: str, day: date = TODAY) -> str:
    ctx = context_of(View(day=day, layers=ON))
    return class_of(ctx, ctx.rows[area])


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ("KHM", OVER_TEN),
        ("UKR", OVER_ONE),
        ("XKX", UNDER_TENTH),
        ("TCD", ZERO),
        ("MMR", NO_FIGURE),  # reduced and cancelled are stated, cleared is not
        ("LAO", UNDER_TENTH),  # not its cluster munition remnants
        ("FRA", NO_RESULT),
    ],
)
def test_a_state_has_the_class_of_the_area_cleared(area: str, expected: str) -> None:
    assert class_on(area) == expected


@examples(40)
@given(st.dates(date(1997, 1, 1), date(2033, 12, 31)))
def test_results_are_of_one_year_that_had_ended(day: date) -> None:
    ctx = context_of(View(day=day, layers=ON))
    results = [result for area in ctx.rows for result in results_on(ctx, area)]
    assert {result.year for result in results} <= {year_on(ctx)}
    assert all(result.year < day.year for result in results)
    assert not any(result.part.startswith("cluster") for result in results)


def test_no_kind_of_land_is_added_to_another() -> None:
    ctx = context_of(View(day=TODAY, layers=ON))
    (layer,) = ctx.on
    for area in dataset().states:
        results = results_on(ctx, area)
        if results and not results[0].part:
            _, cleared, reduced, cancelled, year, claimant = layer.facts(ctx, ctx.rows[area]).cells
            first = results[0]
            assert (cleared, reduced, cancelled) == (first.cleared_km2, first.reduced_km2, first.cancelled_km2)
            assert (year, claimant) == (str(first.year), first.claimant)
            assert cleared_km2(ctx, area) == first.cleared_km2


def test_of_two_claimants_the_map_shows_the_last_published_and_the_card_both() -> None:
    ctx = context_of(View(day=date(2020, 6, 1), layers=ON))
    (layer,) = ctx.on
    text = layer.card(ctx, ctx.rows["KHM"]).text
    assert cleared_km2(ctx, "KHM") == 35.44
    assert text.index("35.44 km² cleared in 2019. CMAA (Sept 2024 revision)") < text.index("also: 20.94 km² cleared")


def test_a_result_for_a_part_colours_nothing_and_says_which_part() -> None:
    ctx = context_of(View(day=date(2020, 6, 1), layers=ON))
    (layer,) = ctx.on
    assert class_of(ctx, ctx.rows["MAR"]) == NO_FIGURE
    assert "including the territory it controls in Western Sahara" in layer.card(ctx, ctx.rows["MAR"]).text
    assert layer.facts(ctx, ctx.rows["MAR"]).cells[1:4] == (None, None, None)


def test_the_card_says_what_the_panel_of_the_country_says() -> None:
    ctx = context_of(View(day=TODAY, layers=ON))
    (layer,) = ctx.on
    for area in ("UKR", "KHM", "ZWE"):
        line = lines_in(panel_of(area, TODAY), "Clearance, by year")[0]
        assert f"{line.figure} {line.text}".startswith(layer.card(ctx, ctx.rows[area]).text)


def test_before_any_result_the_map_leads_to_the_first() -> None:
    spec = shown(View(day=date(1999, 1, 1), layers=ON))
    assert spec.empty is not None
    assert spec.empty.act == ("day", "2004-01-01")
    assert shown(View(day=date(2004, 1, 1), layers=ON)).empty is None


def test_every_class_has_a_label_and_a_look() -> None:
    assert [*LABELS] == [*LOOKS]
