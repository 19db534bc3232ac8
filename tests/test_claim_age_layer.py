"""The layer of the age of claims: what is old on the day, counted from the newest claim of one group."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.layers.claim_age import LABELS, LOOKS, NO_CLAIM, OLD, YOUNG, class_of, newest, whole_years
from dashboard.maps.view import View
from geodata import MAP_GROUPS, ComparableGroup
from tests.properties import examples
from tests.shipped_views import TODAY, context_of, shown, views

ON = ("claim-age",)


@examples(40)
@given(st.dates(date(1990, 1, 1), date(2033, 12, 31)), st.dates(date(1990, 1, 1), date(2033, 12, 31)))
def test_years_are_counted_by_anniversaries(one: date, other: date) -> None:
    since, day = sorted((one, other))
    years = whole_years(since, day)
    assert (since.year + years, since.month, since.day) <= (day.year, day.month, day.day)
    assert (since.year + years + 1, since.month, since.day) > (day.year, day.month, day.day)


@examples(20)
@given(views(layers=st.just(ON)))
def test_the_newest_claim_is_of_the_group_and_made_by_the_day(view: View) -> None:
    ctx = context_of(view)
    for area, row in ctx.rows.items():
        claim = newest(ctx, area)
        assert (claim is None) == (class_of(ctx, row) == NO_CLAIM)
        if claim is not None:
            assert claim.definition.comparable_group is view.claim_group
            assert claim.date_said.latest <= ctx.day
            assert (class_of(ctx, row) == OLD) == (whole_years(claim.date_said.latest, ctx.day) >= 5)


def test_a_claim_is_young_on_its_day_and_old_on_its_fifth_anniversary() -> None:
    ctx = context_of(View(day=TODAY, layers=ON))
    claim = newest(ctx, "KOR")  # of September 2021
    assert claim is not None
    latest = claim.date_said.latest
    items = [(latest, YOUNG), (latest.replace(year=2026), OLD)]
    for day, expected in items:
        then = context_of(View(day=day, layers=ON))
        assert class_of(then, then.rows["KOR"]) == expected


@pytest.mark.parametrize("group", MAP_GROUPS)
def test_the_headline_counts_what_the_legend_counts(group: ComparableGroup) -> None:
    spec = shown(View(day=TODAY, layers=ON, claim_group=group))
    counts = {cls.class_id: cls.count for cls in spec.legends[0].classes}
    having = sum(counts.values()) - counts[NO_CLAIM]
    assert f" of {having} states with a claim about " in spec.headline.text


def test_every_class_has_a_label_and_a_look() -> None:
    assert [*LABELS] == [*LOOKS]
