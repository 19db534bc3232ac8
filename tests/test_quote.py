"""A line to quote: the verb says what a figure rests on, and nothing in it is later than the day shown."""

import re
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.citations import Quote, quote
from dashboard.maps.view import PRESETS, View
from geodata import ClaimClass, day_label
from geodata.claims import is_complete
from geodata.model import Basis, ClaimantRole
from geodata.wording import CLAIM_VERBS, claim_figure, claim_statement, claimant_text
from tests.builders import claim, definition
from tests.properties import examples
from tests.shipped_views import DAYS, TODAY, common_views, dataset, shown, views

LINK = "https://atlas.example.org/?v=1"
STATUS, CLAIMS, FOOTPRINT, POLICY = (
    "status",
    "contamination",
    "footprint",
    "policy",
)
PROPERTY = examples(60)


def quoted(view: View) -> Quote:
    return quote(view, dataset(), today=TODAY, link=LINK)


def ready(preset_id: str) -> View:
    (view,) = (preset.view for preset in PRESETS if preset.preset_id == preset_id)
    return view


@PROPERTY
@given(common_views())
def test_a_quote_is_one_line_with_its_release_its_address_and_its_sources(view: View) -> None:
    text = quoted(view)
    assert "\n" not in text.text
    assert text.text.startswith(text.sentence)
    assert text.text.endswith(
        f"Mine Ban Atlas, data release {dataset().release}, {LINK}. {text.freshness.dated_sentence}"
    )
    assert not text.sentence.endswith(".")
    assert "  " not in text.text
    for source in text.sources[:3]:
        assert source in text.text
    assert ("more at the address" in text.text) == (len(text.sources) > 3)


def claimant_of(figure: str) -> str:
    """Who states a figure that is drawn to scale: that of a claim, or an area cleared in a year."""
    claim = dataset().claim_by_id.get(figure)
    if claim is not None:
        return claimant_text(claim)
    return next(row.claimant for rows in dataset().clearance.values() for row in rows if row.clearance_id == figure)


@pytest.mark.slow
@PROPERTY
@given(views(country=st.none()))
def test_a_view_without_a_country_is_quoted_by_its_headline_or_the_claim_it_draws(view: View) -> None:
    spec, text = shown(view), quoted(view)
    claimants = tuple(
        claimant_of(footprint.figure) for footprint in view.footprints
    )  # of which one may be later than the day
    if not text.sentence.startswith(spec.headline.text):
        assert text.sentence.startswith(claimants)
    assert day_label(spec.day) in text.sentence or any(claimant in text.sentence for claimant in claimants)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("area", ["UKR", "AGO", "FIN", "LBN", "USA", "GRL", "ESH", "CHL"])
def test_nothing_in_a_quote_is_later_than_the_day(area: str, day: date) -> None:
    text = quoted(View(day=day, country=area, layers=(STATUS, CLAIMS, FOOTPRINT)))
    announced = re.sub(r"leaving on \d+ \w+ \d{4}", "", text.sentence)  # by a notice of before the day
    assert all(int(year) <= day.year for year in re.findall(r"\b(?:19|20)\d{2}\b", announced))
    assert day_label(day) in text.sentence


@pytest.mark.parametrize("basis", Basis)
def test_the_verb_is_that_of_the_basis(basis: Basis) -> None:
    record = claim(value=12.5, date_said="2023-01-07", basis=basis)
    says = claim_statement(record, "Aland")
    assert (
        says == f"Government of A {CLAIM_VERBS[basis]} 12.5 km² for Aland on 7 January 2023: "
        f"{record.definition.label.lower()}"
    )
    assert ("surveyed" in says) == (basis is Basis.TECHNICAL_SURVEY)
    assert ("claimed" in says) == (basis is Basis.DECLARATION)


def test_every_claim_can_be_quoted_with_its_claimant_figure_and_day() -> None:
    for item in dataset().claim_by_id.values():
        says = claim_statement(item, "Aland")
        assert says.startswith(claimant_text(item))
        assert claim_figure(item) in says or is_complete(item)
        assert item.date_said.label in says
        assert item.part in says
        assert ("a surveyed figure" in says) == (item.basis is Basis.TECHNICAL_SURVEY), says
        assert "  " not in says


@pytest.mark.parametrize(("day", "when"), [("2023-01-07", "on 7 January 2023"), ("2023-01", "in January 2023")])
def test_a_day_has_another_word_before_it_than_a_month(day: str, when: str) -> None:
    assert f" {when}: " in claim_statement(claim(value=1, date_said=day), "Aland")
    assert " for Aland between 2021 and 2023: " in claim_statement(claim(value=1, date_said="2021/2023"), "Aland")


def test_who_classes_an_area_named_no_figure() -> None:
    says = claim_statement(claim(date_said="2025-11-01", band="MAR:massive", basis="desk_estimate", unit=""), "Aland")
    assert says.startswith(
        "Government of A classed Aland as “massive (Mine Action Review)” on 1 November 2025, naming no "
    )
    assert says.endswith("(desk estimate)")
    assert "named no figure for Aland" in claim_statement(claim(date_said="2025-11-01", unit=""), "Aland")


def test_only_the_state_itself_declares_that_clearance_is_complete() -> None:
    done = replace(
        definition("ap-mines-declared-complete"), label="Clearance of anti-personnel mines declared complete"
    )
    record = claim(value=0, date_said="2020", measure=done)
    assert claim_statement(record, "Chile") == (
        "Government of A declared clearance of anti-personnel mines in Chile complete in 2020"
    )
    said_by_others = replace(record, claimant="A house", claimant_role=ClaimantRole.NGO)
    assert claim_statement(said_by_others, "Chile").startswith("A house reported clearance")


def test_the_claim_of_250_000_is_claimed_and_not_found() -> None:
    text = quoted(ready("ukraine-claim"))
    assert text.sentence == (
        "Ukraine, under the Mine Ban Convention on 8 January 2023: state party since 1 June 2006. Denys Shmyhal, Prime "
        "Minister of Ukraine, via Yonhap, claimed a figure of 250,000 km² for Ukraine on 7 January 2023: land called "
        "potentially contaminated or potentially mined (relayed). 250,000 km² is about 43% of the land area of Ukraine "
        "(579,400 km²) and about as large as Ecuador (248,360 km² of land)"
    )
    assert any("World Bank" in source for source in text.sources)
    assert any("Yonhap" in source for source in text.sources)


def test_a_suspension_is_claimed_and_contested() -> None:
    says = quoted(View(day=date(2026, 3, 1), country="UKR")).sentence
    assert (
        "suspension claimed by notice of 18 July 2025 (not confirmed by the depositary), which other parties say the "
        "treaty does not allow"
    ) in says


def test_no_claim_is_not_told_as_no_mines() -> None:
    says = quoted(View(day=TODAY, country="AND", layers=(CLAIMS,))).sentence
    assert says == (
        "No claim about anti-personnel mines in Andorra is recorded by 21 November 2026, which is not a finding of none"
    )


def test_counts_are_told_as_those_of_the_atlas_and_rules_are_not() -> None:
    assert quoted(ready("today")).sentence.endswith("(21 November 2026, counted by the Mine Ban Atlas)")
    assert quoted(ready("korea-2020")).sentence.endswith("worldwide (1 February 2020)")
    least = View(day=TODAY, layers=(CLAIMS,), claim_least=ClaimClass.HEAVY)
    assert quoted(least).sentence.endswith("counted by the Mine Ban Atlas)")


def test_a_country_says_what_the_layers_that_are_on_can_say() -> None:
    both = quoted(View(day=TODAY, country="AGO", layers=(STATUS, CLAIMS))).sentence
    assert both.startswith(
        quoted(View(day=TODAY, country="AGO")).sentence + ". Mine Action Review estimated a figure of 30 km²"
    )
    policy = quoted(View(day=date(2014, 9, 24), country="KOR", layers=(POLICY,)))
    assert policy.sentence.endswith("on the Korean Peninsula and nowhere else (24 September 2014)")
    assert policy.sources
    none = quoted(View(day=TODAY, country="AGO", layers=("borders",)))
    assert none.sentence == "197 states on 21 November 2026 (counted by the Mine Ban Atlas)"


def test_a_link_is_quoted_as_it_is_given() -> None:
    query = parse_qs(quoted(View()).link.partition("?")[2])
    assert query == {"v": ["1"]}
