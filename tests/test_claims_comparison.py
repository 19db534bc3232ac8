"""The claims of one area as charts: every figure in one panel, no panel with figures that cannot be compared."""

from collections import Counter
from datetime import date

import pytest

from dashboard.maps.compose.claims_comparison import RELEASED, ClaimPanel, claim_panels, figure_alone, panel_text
from dashboard.maps.compose.compose import new_context
from dashboard.maps.context import ComposeContext
from dashboard.maps.palette import CLAIMANT_PAINTS, WHITE, contrast
from dashboard.maps.spec import PictureTheme
from dashboard.maps.view import View
from dashboard.render.charts import axis_text, claim_chart
from geodata import ClaimRule, ComparableGroup, Confidence
from geodata.claims import driving_claim
from geodata.model import Claim, ClaimantRole
from geodata.wording import unit_text
from tests.shipped_views import DAYS, TODAY, dataset
from tests.vega_lite import chart_faults

LOOKED_AT = ("UKR", "BIH", "KHM", "AGO", "KOR", "AZE")
AREAS = sorted(area for area in dataset().states if dataset().claims.get(area))


def context(area: str, day: date = TODAY, rule: ClaimRule = ClaimRule.LATEST) -> ComposeContext:
    return new_context(View(day=day, country=area, claim_rule=rule), dataset(), today=TODAY)


def panels_of(area: str, day: date = TODAY, rule: ClaimRule = ClaimRule.LATEST) -> tuple[ClaimPanel, ...]:
    return claim_panels(context(area, day, rule), dataset().state(area))


def claims_in(panel: ClaimPanel) -> list[Claim]:
    return [dataset().claim(point.claim_id) for point in panel.points]


@pytest.mark.parametrize("day", DAYS)
def test_no_panel_holds_figures_that_cannot_be_compared(day: date) -> None:
    for area in AREAS:
        for panel in panels_of(area, day):
            if panel.title == RELEASED:
                continue
            claims = claims_in(panel)
            groups = {claim.definition.comparable_group for claim in claims}
            assert len(groups) == 1, (area, panel.title)
            assert {claim.unit for claim in claims} == {panel.unit}
            if ComparableGroup.NONE in groups:
                assert len({claim.definition.definition_id for claim in claims}) == 1, (area, panel.title)


@pytest.mark.parametrize("day", DAYS)
def test_every_verified_figure_stated_by_the_day_stands_in_one_panel(day: date) -> None:
    for area in AREAS:
        drawn = Counter(
            point.claim_id for panel in panels_of(area, day) if panel.title != RELEASED for point in panel.points
        )
        figures = {
            claim.claim_id
            for claim in context(area, day).claims_about(area)
            if (claim.value, claim.low, claim.high) != (None, None, None)
            and claim.confidence is not Confidence.UNVERIFIED
            and claim.unit != "year"
            and (claim.unit == "km2" or claim.definition.comparable_group is ComparableGroup.NONE)
        }
        assert drawn == Counter(figures), area
        assert all(point.last <= day for panel in panels_of(area, day) for point in panel.points)


@pytest.mark.parametrize("rule", ClaimRule)
def test_the_ring_stands_at_the_figure_that_the_rule_picks(rule: ClaimRule) -> None:
    for area in AREAS:
        claims = context(area).claims_about(area)
        for panel in panels_of(area, rule=rule):
            ringed = [point.claim_id for point in panel.points if point.is_by_rule]
            if panel.title == RELEASED or not ringed:
                assert not panel.rule
                continue
            chosen = driving_claim(claims, rule, claims_in(panel)[0].definition.comparable_group)
            assert chosen is not None
            assert ringed == [chosen.claim_id]
            assert panel.rule.startswith("Ringed: ")


def test_the_slip_of_a_thousandth_stands_in_no_panel() -> None:
    for panel in panels_of("UKR"):
        texts = [panel.title, panel.rule, *panel.notes, *(figure_alone(point) for point in panel.points)]
        assert not any("105.88" in text for text in texts)
        assert all(point.value != 105.88 for point in panel.points)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("area", LOOKED_AT)
def test_a_chart_holds_every_point_of_its_panel_with_its_claimant_and_document(area: str, theme: PictureTheme) -> None:
    for panel in panels_of(area):
        spec = claim_chart(panel, theme=theme)
        assert chart_faults(spec) == []
        points = next(layer for layer in spec["layer"] if "tooltip" in layer["encoding"])
        rows = points["data"]["values"]
        assert [row["figure"] for row in rows] == [point.figure for point in panel.points]
        assert all(row["claimant"] and row["documents"] for row in rows)
        assert all(layer["mark"]["type"] != "line" for layer in spec["layer"])
        assert "description" not in spec  # `panel_text` is handed to Streamlit, which logs a second text as a fault
        assert panel_text(panel).startswith(f"{panel.title}: ")
        assert axis_text(panel).startswith(unit_text(panel.unit))


def test_an_axis_in_tenfold_steps_says_so_and_shows_zero_where_a_figure_is_zero() -> None:
    axes = [
        (panel, spec["encoding"]["y"])
        for area in AREAS
        for panel in panels_of(area)
        for spec in [claim_chart(panel, theme="light")]
    ]
    kinds = Counter(axis["scale"].get("type", "linear") for _, axis in axes)
    assert kinds.keys() == {"linear", "log", "symlog"}
    for panel, axis in axes:
        kind, figures = axis["scale"].get("type", "linear"), [point.value for point in panel.points]
        assert (kind == "linear") == ("tenfold" not in axis_text(panel))
        assert kind != "log" or 0 not in figures


def test_the_colours_of_claimants_stand_out_from_the_page() -> None:
    assert CLAIMANT_PAINTS.keys() == set(ClaimantRole)
    for paint in CLAIMANT_PAINTS.values():
        assert contrast(paint.light, WHITE.light) >= 3
        assert contrast(paint.dark, WHITE.dark) >= 3
