"""The layers: what their legends count, what they draw, and that none of them shows what had not been said yet."""

import math
from dataclasses import replace
from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps import boundary_notes
from dashboard.maps.compose.headline import headline
from dashboard.maps.layers import contamination, events, footprint, policy, treaty_status
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import Legend, MapSpec
from dashboard.maps.view import DEFAULT_FOOTPRINT, Footprint, View
from geodata import ClaimClass, ComparableGroup, StatusKind, UseRule
from geodata.claims import AFFECTED_CLASSES, is_at_least
from geodata.model import Confidence
from tests.properties import examples
from tests.shipped_views import DAYS, TODAY, context_of, dataset, shown, views

PROPERTY = examples(40)
STATUS_AND_CLAIMS = st.just(("status", "contamination"))
POLICY_ONLY = ("policy",)


def counts(legend: Legend) -> dict[str, int]:
    return {cls.class_id: cls.count for cls in legend.classes}


def status_counts(view: View) -> dict[str, int]:
    return counts(treaty_status.legend(context_of(view)))


def claim_counts(view: View) -> dict[str, int]:
    return counts(contamination.legend(context_of(view), "circle"))


def class_of(spec: MapSpec, area: str) -> str:
    return next(feature.class_id for feature in spec.areas if feature.area == area)


@PROPERTY
@given(views(layers=STATUS_AND_CLAIMS, claim_least=st.none() | st.sampled_from(AFFECTED_CLASSES)))
def test_the_legend_of_status_counts_every_state_that_the_other_filters_keep(view: View) -> None:
    ctx = context_of(view)
    others = ctx.passing("status")
    counts = status_counts(view)
    assert sum(counts.values()) - counts[StatusKind.NOT_ELIGIBLE] == len(others)


@pytest.mark.slow
@PROPERTY
@given(views(layers=STATUS_AND_CLAIMS))
def test_the_legend_of_claims_counts_every_state_that_the_other_filters_keep(view: View) -> None:
    ctx = context_of(view)
    others = ctx.passing("contamination")
    assert sum(claim_counts(view).values()) == len(others)


@PROPERTY
@given(views(layers=STATUS_AND_CLAIMS), st.sets(st.sampled_from(StatusKind)), st.sampled_from(AFFECTED_CLASSES))
def test_a_filter_never_changes_the_counts_of_its_own_legend(
    view: View, kinds: set[StatusKind], least: ClaimClass
) -> None:
    chosen = replace(view, statuses=tuple(kind for kind in StatusKind if kind in kinds))
    assert status_counts(chosen) == status_counts(view)
    assert claim_counts(replace(view, claim_least=least)) == claim_counts(view)


@pytest.mark.parametrize("day", DAYS)
def test_territories_are_drawn_like_their_state_and_never_counted(day: date) -> None:
    spec = shown(View(day=day))
    drawn = {feature.area: feature for feature in spec.areas}
    territories = [s for s in dataset().states.values() if dataset().administrator(s)]
    for territory in territories:
        feature = drawn[territory.area]
        assert feature.follows == territory.administered_by
        assert feature.class_id == drawn[feature.follows].class_id
        assert feature.sentence.text.endswith("which administers it")
    assert sum(counts(spec.legends[0]).values()) == len(spec.areas) - len(territories)


def test_areas_that_cannot_join_are_counted_apart_and_follow_the_region_filter() -> None:
    everywhere, in_europe = status_counts(View()), status_counts(View(regions=("europe",)))
    assert (everywhere[StatusKind.NOT_ELIGIBLE], in_europe[StatusKind.NOT_ELIGIBLE]) == (5, 1)


def test_the_protocols_are_joined_without_a_signature() -> None:
    labels = {cls.class_id: cls.label for cls in treaty_status.legend(context_of(View(treaty="ccw-p5"))).classes}
    assert labels[StatusKind.NOT_SIGNED] == "Not party"
    labels = {cls.class_id: cls.label for cls in treaty_status.legend(context_of(View())).classes}
    assert labels[StatusKind.NOT_SIGNED] == "Not signed"


def test_every_status_has_a_meaning() -> None:
    assert set(treaty_status.MEANINGS) == set(StatusKind)


def test_a_fill_of_claims_draws_the_class_of_each_area() -> None:
    spec = shown(View(layers=("contamination",)))
    rows = context_of(View()).claims
    assert {feature.area: feature.class_id for feature in spec.areas} == {
        area: row.claim_class.value for area, row in rows.items()
    }
    assert contamination.CAUTION in spec.notes


@pytest.mark.slow
@PROPERTY
@given(views(layers=STATUS_AND_CLAIMS, claim_least=st.sampled_from(AFFECTED_CLASSES)))
def test_a_circle_stands_for_each_claim_the_filters_keep_the_largest_first(view: View) -> None:
    spec = shown(view)
    circles = [symbol for symbol in spec.symbols if symbol.layer == "contamination"]
    assert [c.radius for c in circles] == sorted((c.radius for c in circles), reverse=True)
    muted = {feature.area for feature in spec.areas if feature.is_muted}
    assert not muted & {circle.area for circle in circles}
    least = view.claim_least
    assert least is not None
    assert all(is_at_least(ClaimClass(circle.class_id), least) for circle in circles)


def test_the_area_of_a_circle_grows_with_the_claim() -> None:
    least, most = contamination._LEAST_RADIUS, contamination._MOST_RADIUS
    view = View(day=TODAY, layers=("status", "contamination"))
    radii = {symbol.area: symbol.radius for symbol in shown(view).symbols}
    for area, row in context_of(view).claims.items():
        if row.claim is not None and row.claim.value is not None and row.claim.unit == "km2":
            share = math.sqrt(min(row.claim.value, contamination._MASSIVE_KM2) / contamination._MASSIVE_KM2)
            assert radii[area] == pytest.approx(least + share * (most - least), abs=0.06)


def test_groups_that_cannot_be_compared_never_share_a_legend() -> None:
    for group in (ComparableGroup.AP_MINES, ComparableGroup.CLUSTER_REMNANTS):
        ctx = context_of(View(claim_group=group))
        comparable_groups = {r.claim.definition.comparable_group for r in ctx.claims.values() if r.claim}
        assert comparable_groups == {group}


@pytest.mark.parametrize("day", DAYS)
def test_no_claim_drives_a_colour_before_it_was_made(day: date) -> None:
    for row in context_of(View(day=day)).claims.values():
        assert row.claim is None or row.claim.date_said.latest <= day


@pytest.mark.parametrize(
    ("day", "korea", "elsewhere"),
    [
        ("2014-09-24", UseRule.SELF_DESTRUCTING, UseRule.NONE),
        ("2020-02-01", UseRule.SELF_DESTRUCTING, UseRule.SELF_DESTRUCTING),
        ("2022-06-22", UseRule.SELF_DESTRUCTING, UseRule.NONE),
        ("2026-03-01", UseRule.REPORTED, UseRule.REPORTED),
    ],
)
def test_the_korean_exception_is_a_dated_policy(day: str, korea: UseRule, elsewhere: UseRule) -> None:
    spec = shown(View(day=date.fromisoformat(day), layers=POLICY_ONLY, extent="korea"))
    assert {class_of(spec, area) for area in ("KOR", "PRK")} == {korea}
    assert {class_of(spec, area) for area in ("UKR", "FRA", "USA", "JPN")} == {elsewhere}
    assert "dmz" in spec.overlays
    assert sum(counts(spec.legends[0]).values()) == len(dataset().countries)


def test_the_exception_began_and_ended_on_its_days() -> None:
    def korea(day: str) -> str:
        return class_of(shown(View(day=date.fromisoformat(day), layers=POLICY_ONLY)), "FRA")

    assert (korea("2014-09-22"), korea("2014-09-23")) == (UseRule.SELF_DESTRUCTING, UseRule.NONE)
    assert (korea("2020-01-30"), korea("2020-01-31")) == (UseRule.NONE, UseRule.SELF_DESTRUCTING)
    assert (korea("2022-06-20"), korea("2022-06-21")) == (UseRule.SELF_DESTRUCTING, UseRule.NONE)


def test_a_click_in_the_legend_of_policy_keeps_the_states_of_a_class() -> None:
    view = View(day=date(2014, 9, 24), layers=POLICY_ONLY)
    (legend,) = shown(view).legends
    assert legend.edit == "keep"
    kept = shown(LAYERS.kept_to(view, [UseRule.SELF_DESTRUCTING, UseRule.BOTH]))
    assert {row.area for row in kept.rows} == {"KOR", "PRK"}
    assert {area.area for area in kept.areas if not area.is_muted} == {"KOR", "PRK"}
    assert [cls.count for cls in kept.legends[0].classes] == [cls.count for cls in legend.classes]
    assert kept.link.endswith("&class=policy.both.self-destructing")
    assert kept.headline.text.startswith("2 of 197 states are shown as “Use allowed, ")


def test_the_summary_of_the_policy_says_where_it_allowed_what() -> None:
    def summary(day: str) -> str:
        return policy.summary(context_of(View(day=date.fromisoformat(day))))

    assert summary("2005-01-01") == (
        "United States policy allowed self-destructing anti-personnel mines worldwide, "
        "and anti-personnel mines of both kinds on the Korean Peninsula"
    )
    assert summary("2014-09-24").endswith("on the Korean Peninsula and nowhere else")
    assert summary("2026-03-01").startswith("As reported, ")


def test_the_footprint_is_absent_before_the_day_of_its_claim() -> None:
    view = View(layers=("status", "footprint"))
    before, after = replace(view, day=date(2023, 1, 6)), replace(view, day=date(2023, 1, 7))
    assert shown(before).shapes == ()
    assert "was stated after this day" in shown(before).notes[0]
    assert [shape.shape_id for shape in shown(after).shapes] == [DEFAULT_FOOTPRINT]


@pytest.mark.slow
def test_every_claim_can_be_asked_for_as_a_footprint() -> None:
    for claim_id, claim in dataset().claim_by_id.items():
        ctx = context_of(View(footprints=(Footprint(claim_id),), layers=("footprint",)))
        drawn = footprint.shapes(ctx)
        is_area = claim.unit == "km2" and bool(claim.value)
        assert bool(drawn) == (is_area and claim.confidence is not Confidence.UNVERIFIED), claim_id
        assert headline(ctx).text
        for shape in drawn:
            assert shapely.Polygon(shape.ring).is_valid
            assert footprint.CAPTION in shape.sentence.text


@pytest.mark.parametrize("day", DAYS)
def test_no_event_shows_before_it_had_certainly_happened(day: date) -> None:
    ctx = context_of(View(day=day))
    assert all(event.when.latest <= day for event in events.past_events(ctx))
    assert all(event.confidence is not Confidence.UNVERIFIED for event in events.past_events(ctx))
    assert sum(counts(events.legend(ctx)).values()) == len(events.symbols(ctx))


def test_every_category_of_event_has_a_name() -> None:
    assert {event.category for event in dataset().events} <= set(events.LABELS)


@pytest.mark.slow
def test_notes_on_boundaries_stand_by_the_areas_they_are_about() -> None:
    def notes_at(extent: str, country: str | None = None) -> str:
        notes = shown(View(extent=extent, country=country)).notes
        return " ".join(note for note in notes if not note.startswith(("Not confirmed by", "Relayed, ")))

    assert "General Assembly resolution 68/262" in notes_at("UKR")
    assert "Security Council resolution 1244" in notes_at("world", "XKX")
    assert "Line of Control in Jammu and Kashmir" in notes_at("world", "IND")
    assert "Military Demarcation Line" in notes_at("korea")
    assert "Transnistria" in notes_at("UKR")  # not of Ukraine, but on its map
    assert notes_at("world") == notes_at("ISL") == ""


def test_a_page_whose_map_says_the_notes_leaves_them_out() -> None:
    notes = shown(View(extent="UKR", layers=("contamination",))).notes
    left = boundary_notes.without_notes(notes)
    assert contamination.CAUTION in left
    assert not any("resolution" in text for text in left)
    assert len(left) < len(notes)


def test_borders_of_another_time_are_named_as_such() -> None:
    assert "not of the day shown" in shown(View(day=date(2010, 1, 1))).boundary_note
    assert "not of the day shown" not in shown(View(day=date(2024, 1, 1))).boundary_note
    assert shown(View()).boundary_note.endswith("Made with Natural Earth.")
