"""The sentence over the map and the line under it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from dashboard.maps.compose.headline import headline, headline_and_subtitle, states_on_day
from dashboard.maps.layers import treaty_status
from dashboard.maps.view import REGIONS, Footprint, View
from geodata import ClaimClass, ComparableGroup, StatusKind
from tests.properties import examples
from tests.shipped_views import common_views, context_of, dataset, shown

OUTSIDE = (StatusKind.SIGNED, StatusKind.LEFT, StatusKind.NOT_SIGNED)
CLAIMS = ("contamination",)
WITH_FOOTPRINT = ("status", "footprint")


def subtitle(view: View) -> str:
    return headline_and_subtitle(context_of(view))[1]


def on(day: str, **chosen: object) -> View:
    return replace(View(day=date.fromisoformat(day)), **chosen)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("view", "text"),
    [
        (
            on("2026-11-21"),
            "162 of 197 states have joined the Mine Ban Convention; five have left it and one claims to suspend it",
        ),
        (
            on("2026-03-01"),
            (
                "161 of 197 states have joined the Mine Ban Convention; five have left it, one claims to suspend it "
                "and one may have joined"
            ),
        ),
        (
            on("1997-12-03"),
            "82 of 197 states have signed the Mine Ban Convention; three have consented to be bound",
        ),
        (on("1997-11-01"), "No state had signed the Mine Ban Convention: it was opened on 3 December 1997"),
        (on("1997-06-01"), "The Mine Ban Convention did not exist yet: its text was adopted on 18 September 1997"),
        (
            on("1998-01-01", treaty="ccw-ap2"),
            "13 of 197 states have consented to be bound by the CCW Amended Protocol II, which is not yet in force",
        ),
        (
            on("2026-03-01", treaty="ccm"),
            "112 of 197 states have joined the Convention on Cluster Munitions; one has left it",
        ),
        (
            on("2025-12-26", regions=("europe",)),
            (
                "43 of 44 states of Europe have joined the Mine Ban Convention; five are leaving "
                "and one claims to suspend it"
            ),
        ),
        (on("2026-03-01", statuses=(StatusKind.LEFT,)), "5 of 197 states have left the Mine Ban Convention"),
        (
            on("2026-03-01", statuses=(StatusKind.LEFT, StatusKind.NOT_SIGNED)),
            "35 of 197 states have left or have not signed the Mine Ban Convention",
        ),
        (on("2026-03-01", statuses=OUTSIDE), "35 of 197 states are not party to the Mine Ban Convention"),
        (on("2026-03-01", statuses=(StatusKind.NOT_ELIGIBLE,)), "Five areas cannot join the Mine Ban Convention"),
        (
            on("2012-01-01", statuses=(StatusKind.NOT_SIGNED,), treaty="ccw-p5", regions=("oceania",)),
            "14 of 16 states of Oceania have not joined the CCW Protocol V",
        ),
    ],
)
def test_the_headline_of_status_counts_deposits_and_names_exceptions(view: View, text: str) -> None:
    assert headline(context_of(view)).text == text


def test_the_headline_of_status_rests_on_the_depositary() -> None:
    spec = shown(View())
    assert spec.headline.sources == (1,)
    assert spec.sources[0].source_id == dataset().treaty("apmbc").citations[0].source_id


def test_a_claim_drawn_to_scale_is_told_with_who_and_when() -> None:
    spec = shown(on("2023-01-08", layers=WITH_FOOTPRINT))
    assert spec.headline.text == (
        "Denys Shmyhal, Prime Minister of Ukraine, put the figure for Ukraine at 250,000 km² on 7 January 2023: "
        "land called potentially contaminated or potentially mined (relayed)"
    )
    cited = {note.source_id for note in spec.sources if note.number in spec.headline.sources}
    assert cited == {citation.source_id for citation in dataset().claim(View().footprints[0].figure).citations}


def test_a_survey_reports_and_a_part_is_named() -> None:
    east_of_berm = next(
        claim.claim_id
        for claim in dataset().claims["ESH"]
        if claim.part == "east of the Berm" and claim.basis == "non_technical_survey" and claim.value
    )
    text = headline(context_of(on("2026-11-21", layers=WITH_FOOTPRINT, footprints=(Footprint(east_of_berm),)))).text
    assert " reported " in text
    assert " in Western Sahara (east of the Berm) " in text


def test_a_filter_takes_the_headline_back_from_the_claim() -> None:
    view = on("2023-01-08", layers=WITH_FOOTPRINT, statuses=OUTSIDE)
    assert headline(context_of(view)).text.endswith("are not party to the Mine Ban Convention")


def test_the_headline_of_claims_names_group_and_class() -> None:
    view = on("2026-11-21", layers=CLAIMS, claim_group=ComparableGroup.CLUSTER_REMNANTS)
    text = headline(context_of(view)).text
    assert text.startswith("A claim about cluster munition remnants is recorded for ")
    least = replace(view, claim_least=ClaimClass.HEAVY, statuses=OUTSIDE)
    text = headline(context_of(least)).text
    assert "that are not party to the Mine Ban Convention have a recorded claim about cluster munition" in text
    assert text.endswith("classed heavy or above")


def test_a_least_class_without_a_figure_asks_for_any_claim() -> None:
    view = on("2026-11-21", claim_least=ClaimClass.NO_FIGURE, statuses=OUTSIDE)
    assert headline(context_of(view)).text.endswith(
        "are not party to the Mine Ban Convention and have a recorded claim about anti-personnel mines"
    )


def test_without_a_filling_layer_the_headline_counts_the_states() -> None:
    view = on("2026-11-21", layers=(), regions=("oceania",))
    assert headline(context_of(view)).text == "16 states on 21 November 2026"


def test_the_subtitle_says_how_states_are_counted() -> None:
    assert subtitle(View(day=date(2026, 11, 21))) == (
        "On 21 November 2026 · “joined” counts deposits, 161 or 162 of them bound; counts computed by the atlas"
    )
    assert "not yet in force" in subtitle(on("1998-01-01"))
    assert subtitle(on("2020-01-01", layers=("policy",))) == "On 1 January 2020 · counts computed by the atlas"


@pytest.mark.slow
@examples(60)
@given(common_views())
def test_a_headline_is_one_sentence_without_a_full_stop(view: View) -> None:
    text = shown(view).headline.text
    assert text[:1].upper() == text[:1]
    assert not text.endswith((".", " ", ":", ";"))
    assert "  " not in text
    assert "_" not in text


def test_every_region_has_a_name() -> None:
    for region in REGIONS:
        assert " states of " in headline(context_of(View(regions=(region,)))).text


def test_each_message_has_a_plural_of_its_own() -> None:
    convention = dataset().treaty("apmbc")
    assert treaty_status.states_that_left(1) == "one has left it"
    assert treaty_status.states_that_left(5) == "five have left it"
    assert treaty_status.states_that_claim_to_suspend(2) == "two claim to suspend it"
    assert treaty_status.areas_that_cannot_join(1, regions=("asia",), treaty=convention) == (
        "One area of Asia cannot join the Mine Ban Convention"
    )
    assert treaty_status.areas_that_cannot_join(0, regions=("oceania",), treaty=convention) == (
        "No area of Oceania that cannot join the Mine Ban Convention passes the filter"
    )
    days = date(2020, 1, 1), date(2026, 3, 1)
    assert treaty_status.changed_status(1, *days, filters=View(), treaty=convention) == (
        "Between 1 January 2020 and 1 March 2026, one state changed its status under the Mine Ban Convention"
    )
    filters = View(regions=("asia",), claim_least=ClaimClass.NO_FIGURE)
    left = ((StatusKind.LEFT, 1),)
    assert treaty_status.kept_of_changed(1, *days, filters=filters, treaty=convention, became=left) == (
        "Of one state of Asia that has a recorded claim about anti-personnel mines whose status under the Mine Ban "
        "Convention changed between 1 January 2020 and 1 March 2026, it left it"
    )
    assert treaty_status.kept_of_changed(2, *days, filters=filters, treaty=convention, became=()) == (
        "Of two states of Asia that have a recorded claim about anti-personnel mines whose status under the Mine Ban "
        "Convention changed between 1 January 2020 and 1 March 2026, none is shown"
    )
    assert states_on_day(1, days[0]) == "One state on 1 January 2020"
    assert states_on_day(0, days[0]) == "No states on 1 January 2020"
