"""The cards of areas: what they say under each view, each figure with its source."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from dashboard.maps.compose.cards import Card, Cards, cards
from dashboard.maps.layers import contamination
from dashboard.maps.spec import CitedText
from dashboard.maps.view import Other, View
from geodata import ClaimRule, ComparableGroup
from tests.properties import examples
from tests.shipped_views import DAYS, TODAY, common_views, context_of, dataset, shown

PROPERTY = examples(40)
SYMBOLS = ("status", "contamination", "events")


def cards_in(view: View) -> Cards:
    return cards(view, dataset(), today=TODAY)


def card(area: str, view: View) -> Card:
    return next(area_card for area_card in cards_in(view).areas if area_card.area == area)


def status_of(area_card: Card) -> str:
    """The line of treaty status on a map that it fills."""
    return area_card.lines[0].printed


def claim_of(area_card: Card) -> str:
    """The line of the claim on a map that treaty status fills."""
    return area_card.lines[1].printed


def texts_of(view_cards: Cards) -> list[CitedText]:
    return [line for card in view_cards.areas for line in card.lines] + [sentence for _, sentence in view_cards.symbols]


def test_a_card_gives_the_status_and_the_claim_that_leads_with_the_numbers_of_their_sources() -> None:
    area_card = card("UKR", View(day=date(2023, 1, 8), claim_group=ComparableGroup.SURVEY_ENVELOPE))
    assert area_card.name == "Ukraine"
    assert re.fullmatch(r"State party since 1 June 2006 \[\d+\]", status_of(area_card))
    assert re.fullmatch(r"250,000 km² — .+, 7 January 2023 \(relayed\) \[[\d,]+\]", claim_of(area_card))


@pytest.mark.slow
def test_a_card_on_a_map_of_changes_tells_what_became_what() -> None:
    view = View(day=TODAY, since=date(2020, 1, 1))
    assert re.fullmatch(r"Party → left: left on 27 December 2025 \[[\d,]+\]", status_of(card("EST", view)))
    assert status_of(card("FRA", view)).startswith("State party since 1 March 1999 [")


def test_a_card_beside_a_second_map_tells_of_both() -> None:
    assert re.fullmatch(
        r"Mine Ban Convention: State party since 1 March 1999; "
        r"Convention on Cluster Munitions: State party since 1 August 2010 \[[\d,]+\]",
        status_of(card("FRA", View(day=TODAY, beside=Other("ccm")))),
    )


def test_a_card_beside_an_earlier_day_begins_with_that_day() -> None:
    status = status_of(card("POL", View(day=TODAY, beside=Other(day=date(2014, 1, 1)))))
    assert status.startswith(
        "1 January 2014: State party since 1 June 2013; 21 November 2026: Left on 20 February 2026"
    )


def test_without_a_claim_a_card_says_so_and_cites_nothing_for_it() -> None:
    assert claim_of(card("DNK", View())) == "No claim about anti-personnel mines recorded"


def test_the_rule_of_the_view_picks_the_claim() -> None:
    latest, highest = (cards_in(View(claim_rule=rule)).areas for rule in (ClaimRule.LATEST, ClaimRule.HIGHEST))
    assert [claim_of(card) for card in latest] != [claim_of(card) for card in highest]
    cards = cards_in(View(claim_rule=ClaimRule.HIGHEST, treaty="ccm"))
    assert [kind.heading for kind in cards.kinds] == [
        "Convention on Cluster Munitions",
        "Anti-personnel mines, highest claim",
    ]


@pytest.mark.parametrize("day", DAYS)
def test_every_figure_on_a_card_has_a_source(day: date) -> None:
    cards = cards_in(View(day=day))
    assert [card.area for card in cards.areas] == sorted(dataset().states)
    named = dict(cards.short)
    for each in cards.areas:
        status, claim = each.lines
        assert status.sources, each
        assert claim.sources or claim.text.startswith("No claim about"), each
        assert all(named[number] for line in each.lines for number in line.sources), each


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_a_number_means_the_same_source_on_the_cards_and_on_the_rest_of_the_page(view: View) -> None:
    spec, cards = shown(view), cards_in(view)
    known = {note.number: note.source_id for note in (*spec.sources, *cards.further)}
    assert list(known) == list(range(1, len(known) + 1))
    assert len(set(known.values())) == len(known)
    ctx = context_of(view)
    claims = [kind.heading for kind in cards.kinds].index(contamination.LAYER.card_heading(ctx))
    for each in cards.areas:
        claim = ctx.claims[each.area].claim
        wanted = {citation.source_id for citation in claim.citations} if claim else set()
        line = each.lines[claims]
        assert {known[number] for number in line.sources} == wanted


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_what_is_cited_on_cards_is_named_and_what_only_they_cite_is_listed_apart(view: View) -> None:
    spec, cards = shown(view), cards_in(view)
    cited = {number for item in texts_of(cards) for number in item.sources}
    assert {number for number, _ in cards.short} == cited
    assert {note.number for note in cards.further} == {number for number in cited if number > len(spec.sources)}


@pytest.mark.parametrize(
    ("layers", "headings", "is_class"),
    [
        (("status",), ["Mine Ban Convention", "Anti-personnel mines, latest claim"], [True, False]),
        (("contamination",), ["Anti-personnel mines, latest claim", "Mine Ban Convention"], [False, False]),
        (("policy",), ["Mine Ban Convention", "Anti-personnel mines, latest claim"], [False, False]),
    ],
)
def test_the_layer_that_fills_comes_first_and_its_line_can_take_the_place_of_the_class(
    layers: tuple[str, ...], headings: list[str], is_class: list[bool]
) -> None:
    kinds = cards_in(View(layers=layers)).kinds
    assert [kind.heading for kind in kinds] == headings
    assert [kind.is_class for kind in kinds] == is_class


def test_symbols_say_on_the_card_what_the_specification_says() -> None:
    view = View(layers=SYMBOLS)
    spec = shown(view)
    assert spec.symbols
    assert cards_in(view).symbols == tuple((symbol.symbol_id, symbol.sentence) for symbol in spec.symbols)


def test_only_the_areas_that_the_map_can_show_have_cards() -> None:
    view_cards = cards(replace(View(), extent="korea"), dataset(), today=TODAY, areas={"KOR", "PRK"})
    assert [card.area for card in view_cards.areas] == ["KOR", "PRK"]
    assert len(view_cards.further) < 10


def test_the_day_of_opening_counts_only_where_the_link_names_none() -> None:
    early, fixed = date(1999, 3, 1), View(day=date(2023, 1, 8))
    assert cards(View(), dataset(), today=early) == cards_in(View(day=early))
    assert cards(fixed, dataset(), today=early) == cards_in(fixed)
