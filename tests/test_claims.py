"""Claims are selected and ordered, never merged; the rule the reader picks decides which one drives a colour."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.claims import (
    AFFECTED_CLASSES,
    CLASS_LABELS,
    GROUP_LABELS,
    MAP_GROUPS,
    RULE_LABELS,
    SURVEY_BASES,
    ClaimClass,
    ClaimRule,
    claim_class,
    claims_on,
    driving_claim,
    is_at_least,
    is_drawable,
)
from geodata.model import Basis, Claim, ClaimantRole, ComparableGroup
from tests.builders import claim, definition, on

AP = ComparableGroup.AP_MINES
COMPLETE = definition("ap-mines-declared-complete")
PART, OTHER = definition("ap-mines-confirmed", is_total=False), definition("ordnance", group="all-ordnance")
MEASURES = st.sampled_from([definition(), COMPLETE, PART, OTHER])
CLAIM_DATES = st.sampled_from(["2019", "2020-05", "2020-05-31", "2023-01-07", "2023-01", "2024-11-26"])
DAYS = st.dates(date(2018, 12, 1), date(2025, 1, 1))
RULES = st.sampled_from(ClaimRule)


@st.composite
def some_claims(draw: st.DrawFn) -> list[Claim]:
    """Up to eight claims about one area, contradictory ones among them, some replaced by another."""
    ids = [f"claim-{number}" for number in range(draw(st.integers(0, 8)))]
    items = []
    for claim_id in ids:
        record = claim(
            claim_id=claim_id,
            value=draw(st.none() | st.sampled_from([0.0, 4.9, 5.0, 19.5, 20.0, 100.0, 250_000.0])),
            date_said=draw(CLAIM_DATES),
            part=draw(st.sampled_from(["", "", "", "the north"])),
            role=draw(st.sampled_from(["affected_state", "ngo", "media"])),
            basis=draw(st.sampled_from(["declaration", "non_technical_survey", "technical_survey"])),
            confidence=draw(st.sampled_from(["one_source", "one_source", "unverified"])),
            measure=draw(MEASURES),
        )
        items.append(replace(record, superseded_by=draw(st.sampled_from(["", "", *ids]))))
    return items


@given(some_claims(), DAYS)
def test_no_claim_is_shown_before_somebody_made_it_and_none_is_lost(claims: list[Claim], day: date) -> None:
    claims_of_day = claims_on(claims, day)
    assert all(c.date_said.latest <= day for c in claims_of_day)
    assert len(claims_of_day) == sum(c.date_said.latest <= day for c in claims)


@given(st.data(), some_claims(), DAYS)
def test_claims_stand_newest_first_whatever_the_order_of_rows(
    data: st.DataObject, claims: list[Claim], day: date
) -> None:
    claims_of_day = claims_on(data.draw(st.permutations(claims)), day)
    assert claims_of_day == claims_on(claims, day)
    assert [c.date_said.latest for c in claims_of_day] == sorted(
        (c.date_said.latest for c in claims_of_day), reverse=True
    )


@given(st.data(), some_claims(), RULES)
def test_the_chosen_claim_is_one_of_those_given_and_may_be_drawn(
    data: st.DataObject, claims: list[Claim], rule: ClaimRule
) -> None:
    driving = driving_claim(claims, rule, AP)
    assert driving == driving_claim(data.draw(st.permutations(claims)), rule, AP)
    if driving is None:
        return
    assert driving in claims
    assert is_drawable(driving)
    assert driving.definition.comparable_group is AP
    assert driving.superseded_by not in {c.claim_id for c in claims}
    if rule is ClaimRule.LATEST_OFFICIAL:
        assert driving.claimant_role is ClaimantRole.AFFECTED_STATE
    if rule is ClaimRule.SURVEY_BASED:
        assert driving.basis in SURVEY_BASES or driving.definition is COMPLETE


@given(some_claims())
def test_every_other_rule_picks_between_the_lowest_and_the_highest(claims: list[Claim]) -> None:
    highest, lowest = driving_claim(claims, ClaimRule.HIGHEST, AP), driving_claim(claims, ClaimRule.LOWEST, AP)
    for rule in ClaimRule:
        driving = driving_claim(claims, rule, AP)
        assert driving is None or highest is not None
        if driving is not None and driving.value is not None:
            assert highest is not None
            assert lowest is not None
            assert (lowest.value or 0) <= driving.value <= (highest.value or 0)


def test_of_claims_said_on_one_day_the_later_state_of_the_ground_comes_first() -> None:
    older = claim(claim_id="older", date_meant="2023-12-31")
    newer = claim(claim_id="newer", date_meant="2024-06-30")
    assert [c.claim_id for c in claims_on([older, newer], on("2025-01-01"))] == ["newer", "older"]


def test_of_equal_claims_the_one_with_a_figure_then_the_official_one_comes_first() -> None:
    claims = [
        claim(claim_id="band", band="MAR:massive", role="ngo"),
        claim(claim_id="ngo", value=10, role="ngo"),
        claim(claim_id="state", value=20),
    ]
    assert [c.claim_id for c in claims_on(claims, on("2025-01-01"))] == ["state", "ngo", "band"]


def test_a_claim_known_to_a_month_counts_from_the_end_of_that_month() -> None:
    record = claim(date_said="2023-01")
    assert claims_on([record], on("2023-01-30")) == ()
    assert claims_on([record], on("2023-01-31")) == (record,)


def test_a_claim_drives_the_colour_until_the_one_that_replaces_it_is_made() -> None:
    first = replace(claim(claim_id="first", value=500, date_said="2020-01-01"), superseded_by="second")
    second = claim(claim_id="second", value=20, date_said="2022-01-01")
    for day, expected in (("2021-12-31", first), ("2022-01-01", second)):
        assert driving_claim(claims_on([first, second], on(day)), ClaimRule.HIGHEST, AP) == expected


def test_the_highest_claim_falls_back_on_one_without_a_figure() -> None:
    band = claim(band="MAR:massive")
    assert driving_claim([band], ClaimRule.HIGHEST, AP) == band
    assert driving_claim([], ClaimRule.LATEST, AP) is None


@pytest.mark.parametrize(
    ("km2", "expected"),
    [
        (0, "light"),
        (4.99, "light"),
        (5, "medium"),
        (19.5, "medium"),
        (19.999, "medium"),
        (20, "heavy"),
        (99.9, "heavy"),
        (100, "massive"),
        (250_000, "massive"),
    ],
)
def test_the_bands_of_the_monitor_begin_at_5_20_and_100(km2: float, expected: str) -> None:
    assert claim_class(claim(value=km2)) == expected


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_larger_area_is_never_in_a_lower_class(one: float, other: float) -> None:
    smaller, larger = sorted((one, other))
    assert is_at_least(claim_class(claim(value=larger)), claim_class(claim(value=smaller)))


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (100, None, ClaimClass.MASSIVE),
        (3, None, ClaimClass.NO_FIGURE),
        (20, 99, ClaimClass.HEAVY),
        (20, 150, ClaimClass.NO_FIGURE),
        (None, 50, ClaimClass.NO_FIGURE),
    ],
)
def test_a_range_has_a_class_only_if_all_of_it_lies_in_one(
    low: float | None, high: float | None, expected: ClaimClass
) -> None:
    assert claim_class(replace(claim(), low=low, high=high)) is expected


@pytest.mark.parametrize(
    ("band", "expected"),
    [
        ("MAR:massive", "massive"),
        ("MAR:massive;LM:massive", "massive"),
        ("MAR:heavy;LM:massive", "no-figure"),
        ("LM:small", "light"),
        ("LM:large", "heavy"),
        ("MAR:heavy(label)", "heavy"),
        ("MAR:heavy(key data)/medium(table 2)", "no-figure"),
        ("MAR:light/unclear", "no-figure"),
        ("MAR:unknown, very heavy", "no-figure"),
        ("MAR:not reported", "no-figure"),
        ("MAR CMR:heavy (100-1,000)", "massive"),  # its own scale, ten times that for mines
        ("MAR CMR:massive (>1,000)", "massive"),
        ("MAR CMR:listed, below heavy", "no-figure"),
        ("LM CMR:listed", "no-figure"),
        ("", "no-figure"),
    ],
)
def test_a_published_band_is_a_class_only_if_it_names_one_without_doubt(band: str, expected: str) -> None:
    assert claim_class(claim(band=band)) == expected


def test_no_claim_a_figure_in_another_unit_and_completion_are_classes_of_their_own() -> None:
    assert claim_class(None) is ClaimClass.NO_CLAIM
    assert claim_class(claim(value=1_000_000, unit="mines")) is ClaimClass.NO_FIGURE
    assert claim_class(claim(value=3, measure=COMPLETE)) is ClaimClass.COMPLETE
    assert claim_class(claim(value=3, measure=definition("survey-incomplete"))) is ClaimClass.LIGHT


def test_at_least_no_figure_takes_every_class_that_is_affected() -> None:
    affected = {cls for cls in ClaimClass if is_at_least(cls, ClaimClass.NO_FIGURE)}
    assert affected == set(AFFECTED_CLASSES) == set(ClaimClass) - {ClaimClass.COMPLETE, ClaimClass.NO_CLAIM}
    assert not is_at_least(ClaimClass.NO_FIGURE, ClaimClass.LIGHT)


def test_the_order_of_the_classes_is_that_of_their_bands() -> None:
    kilometres = [claim_class(claim(value=km2)) for km2 in (1, 10, 50, 500)]
    assert [ClaimClass.NO_FIGURE, *kilometres] == list(AFFECTED_CLASSES)
    for item, least in product(ClaimClass, AFFECTED_CLASSES):
        ranks = [list(ClaimClass).index(cls) for cls in (item, least, ClaimClass.NO_FIGURE)]
        assert is_at_least(item, least) == (ranks[0] <= ranks[1] <= ranks[2])


def test_everything_a_legend_can_show_has_a_label() -> None:
    assert set(CLASS_LABELS) == set(ClaimClass)
    assert set(RULE_LABELS) == set(ClaimRule)
    assert set(GROUP_LABELS) == set(ComparableGroup)
    assert ComparableGroup.NONE not in MAP_GROUPS
    assert {Basis.NON_TECHNICAL_SURVEY, Basis.TECHNICAL_SURVEY} == SURVEY_BASES
