"""The layer of disagreement: only figures of one comparable group are compared, and both ends stand on the card."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.layers.claim_age import age_text
from dashboard.maps.layers.disagreement import (
    LABELS,
    LOOKS,
    NO_CLAIM,
    NO_FIGURE,
    ONE_FIGURE,
    RAMP,
    SAME,
    TENFOLD,
    TWOFOLD,
    UNDER_TWOFOLD,
    Spread,
    class_of,
    facts,
    spread_of,
    spread_text,
)
from dashboard.maps.view import View
from dashboard.maps.wording import claim_line, spelled
from geodata import ComparableGroup
from geodata.claims import ClaimRule
from geodata.wording import claim_figure
from tests.builders import claim
from tests.properties import examples
from tests.shipped_views import TODAY, context_of, shown, views

ON = ("disagreement",)


@examples(20)
@given(views(layers=st.just(ON)))
def test_figures_are_of_one_group_and_the_ends_are_those_of_the_rules(view: View) -> None:
    ctx = context_of(view)
    highest, lowest = ctx.claims_by(ClaimRule.HIGHEST), ctx.claims_by(ClaimRule.LOWEST)
    for area, row in ctx.rows.items():
        spread = spread_of(ctx, area)
        assert {figure.definition.comparable_group for figure in spread.figures} <= {view.claim_group}
        assert all(figure.date_said.latest <= ctx.day and not figure.part for figure in spread.figures)
        assert (class_of(ctx, row) == NO_CLAIM) == (highest[area].claim is None)
        if spread.figures:
            ends = [figure.value for figure in (highest[area].claim, lowest[area].claim) if figure is not None]
            assert ends == [spread.highest, spread.lowest]


@pytest.mark.parametrize(
    ("figures", "expected", "ratio"),
    [
        ((10.0, 100.0), TENFOLD, 10.0),
        ((0.0, 3.0), TENFOLD, None),
        ((5.0, 10.0), TWOFOLD, 2.0),
        ((6.0, 7.5), UNDER_TWOFOLD, 1.25),
        ((7.0, 7.0), SAME, 1.0),
        ((0.0, 0.0), SAME, 1.0),
        ((7.0,), ONE_FIGURE, None),
        ((), NO_FIGURE, None),
    ],
)
def test_a_spread_has_its_class_and_ratio(figures: tuple[float, ...], expected: str, ratio: float | None) -> None:
    spread = Spread(tuple(claim(value=value) for value in figures), has_claims=True)
    assert (spread.class_id, spread.ratio) == (expected, ratio)


def test_the_card_names_both_ends_with_claimants_and_counts_definitions() -> None:
    ctx = context_of(View(day=TODAY, layers=ON))
    spread, text = spread_of(ctx, "BIH"), spread_text(ctx, "BIH")
    assert spread.class_id == TENFOLD
    for end in (spread.figures[0], spread.figures[-1]):
        assert f"{claim_figure(end)} — {end.claimant}" in text.text
    assert "figures by " in text.text
    newest = max(spread.figures, key=lambda claim: claim.date_said.latest)
    assert text.text.endswith(f", the newest of {newest.date_said.label}, {age_text(newest, TODAY)}")
    cells = facts(ctx, ctx.rows["BIH"]).cells
    assert cells[-2:] == (claim_line(newest), age_text(newest, TODAY))
    cited = {citation for claim in (spread.figures[0], spread.figures[-1], newest) for citation in claim.citations}
    assert len(text.sources) == len({citation.source_id for citation in cited})
    (alone,) = spread_of(ctx, "KHM").figures
    assert spread_text(ctx, "KHM").text.endswith(f"{claim_line(alone)}; {age_text(alone, TODAY)}")


def test_ukraine_is_compared_within_the_land_to_be_surveyed_alone() -> None:
    group = ComparableGroup.SURVEY_ENVELOPE
    ctx = context_of(View(day=date(2023, 1, 8), layers=ON, claim_group=group))
    assert spread_of(ctx, "UKR").highest == 250_000.0
    assert {figure.definition.comparable_group for figure in spread_of(ctx, "UKR").figures} == {group}


def test_the_headline_counts_what_the_legend_counts() -> None:
    spec = shown(View(day=TODAY, layers=ON))
    counts = {cls.class_id: cls.count for cls in spec.legends[0].classes}
    assert f"compared in {spelled(sum(counts[class_id] for class_id in RAMP))} states" in spec.headline.text


def test_every_class_has_a_label_and_a_look() -> None:
    assert [*LABELS] == [*LOOKS]
