"""The brief of a country: its statements are the page's, each figure is cited, what is left out is counted."""

import re
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.compose.brief import (
    ROOM,
    Brief,
    brief,
    brief_view,
    compose_brief,
    height,
    note_height,
    text_height,
)
from dashboard.maps.view import TREATIES, View
from geodata import ClaimRule, ComparableGroup, UnknownKeyError
from geodata.claims import driving_claim, standing_claims
from geodata.geo.boundaries import boundary_notes
from geodata.wording import claim_heading
from tests.properties import examples
from tests.shipped_views import DAYS, SHIPPED, TODAY, context_of, dataset, lines_of, panel_of

COUNTRIES = ("UKR", "LTU", "KHM", "LBN", "USA", "TUV")
MORE = re.compile(r"(\d+) more \w+ stands? on its page in the atlas\.")


@cache
def brief_of(area: str, day: date = TODAY, rule: ClaimRule = ClaimRule.LATEST) -> Brief:
    """The brief of an area, without its map."""
    return brief(context_of(brief_view(View(day=day, claim_rule=rule), area)))


def words_of(content: Brief) -> str:
    """Every word of a brief but those of its sources."""
    parts = [content.title, content.subtitle, content.map_caption, content.map_text, content.boundaries]
    parts.append(content.elsewhere)
    for section in content.sections:
        parts += [section.title, section.more, *(line.words for line in section.lines)]
    return "\n".join(parts)


def check(content: Brief) -> None:
    """What holds for every brief: numbers are cited, sources are in the order of their use, two pages hold it."""
    lines = [line for section in content.sections for line in section.lines]
    for line in lines:
        assert line.text.sources or line.is_computed, line
        assert not (line.text.sources and line.is_computed), line
    used = dict.fromkeys(number for line in lines for number in sorted(line.text.sources))
    assert sorted(used) == [note.number for note in content.notes] == list(range(1, len(content.notes) + 1))
    assert sum(map(height, lines)) + sum(map(note_height, content.notes)) + text_height(content.boundaries) <= ROOM


@given(st.sampled_from(sorted(dataset().states)), st.sampled_from(DAYS), st.sampled_from(ClaimRule))
@examples(20)
def test_every_figure_is_cited_and_two_pages_hold_it(area: str, day: date, rule: ClaimRule) -> None:
    check(brief_of(area, day, rule))


@pytest.mark.slow
def test_every_figure_of_every_state_is_cited_and_two_pages_hold_it() -> None:
    for area in dataset().states:
        check(brief_of(area))


@pytest.mark.slow
@pytest.mark.parametrize(("area", "name"), [("UKR", "Ukraine"), ("USA", "the United States")])
def test_it_has_the_notes_on_boundaries_that_its_map_shows(area: str, name: str) -> None:
    content = brief_of(area)
    assert content.map_caption.endswith(f"; {name} is outlined.")
    shown = SHIPPED.notes_in_view(brief_view(View(day=TODAY), area))
    known = {note.full_text for note in boundary_notes()}
    assert all(text in content.boundaries for text in shown if text in known)
    assert ("Crimea" in content.boundaries) == (area == "UKR")
    assert content.boundaries.endswith("Made with Natural Earth.")


@pytest.mark.parametrize("area", COUNTRIES)
def test_it_states_nothing_that_the_page_does_not_show(area: str) -> None:
    page = {(line.figure, line.text.rstrip(".")) for line in lines_of(panel_of(area, TODAY))}
    page |= {(section.title, section.empty.rstrip(".")) for section in panel_of(area, TODAY).sections}
    page |= {
        (line.figure, f"{line.text}. {line.detail}".rstrip(". "))
        for treaty in TREATIES
        for line in panel_of(area, TODAY, treaty).lead
    }
    content = brief_of(area)
    assert {(line.figure, line.text.text.rstrip(".")) for part in content.sections for line in part.lines} <= page


@pytest.mark.parametrize("area", COUNTRIES)
def test_it_has_each_treaty_and_names_each_section_of_the_page(area: str) -> None:
    content = brief_of(area)
    assert len(content.sections[0].lines) == len(TREATIES)
    words = words_of(content).casefold()
    for section in panel_of(area, TODAY).sections:
        assert section.title == "Other treaties" or section.title.casefold() in words or not section.lines


@pytest.mark.parametrize("area", COUNTRIES)
def test_what_is_left_out_is_counted(area: str) -> None:
    sections = {section.title: section for section in panel_of(area, TODAY).sections}
    for part in brief_of(area).sections[1:]:
        if part.title in sections:
            left = len(sections[part.title].lines) - len(part.lines)
            counted = MORE.fullmatch(part.more)
            assert (int(counted[1]) if counted else 0) == left


@pytest.mark.parametrize("rule", ClaimRule)
@pytest.mark.parametrize("area", ["UKR", "KHM", "BIH"])
def test_the_claim_of_the_rule_comes_first_and_standing_ones_with_another_figure_beside_it(
    area: str, rule: ClaimRule
) -> None:
    content, ctx = brief_of(area, rule=rule), context_of(View(day=TODAY))
    claims = ctx.claims_about(area)
    sections = {part.title.removeprefix("Claims: "): part.lines for part in content.sections}
    lines = sections["anti-personnel mines"]
    chosen = driving_claim(claims, rule, ComparableGroup.AP_MINES)
    assert (chosen is not None) == (lines[0].role not in {"Beside it", "Also stated"})
    if chosen is None:
        return
    assert lines[0].figure == claim_heading(chosen)
    standing = {claim_heading(claim) for claim in standing_claims(claims, ComparableGroup.AP_MINES)}
    assert {line.figure for line in lines if line.role == "Beside it"} <= standing - {lines[0].figure}


def test_rivals_of_the_claim_about_ukraine_stand_beside_it() -> None:
    part = next(part for part in brief_of("UKR").sections if part.title.startswith("Claims: land to be surveyed"))
    assert [line.role for line in part.lines[:2]] == ["Latest claim", "Beside it"]
    assert "disputed" in part.lines[1].text.text


def test_a_count_of_casualties_that_no_map_counts_stands_behind_the_others() -> None:
    (counts,) = (s.lines for s in brief_of("UKR").sections if s.title == "Recorded casualties")
    on_page = [line.text for line in lines_of(panel_of("UKR", TODAY)) if "killed or injured" in line.figure]
    assert "(unverified)" in on_page[0]
    assert counts
    assert "(unverified)" not in counts[0].words


def test_an_area_without_data_says_what_is_not_known() -> None:
    unknown = next(part for part in brief_of("TUV").sections if part.title == "Not on record by this day")
    assert "No claim about contamination in Tuvalu is recorded by this day. That is not a finding of none." in [
        line.text.text for line in unknown.lines
    ]
    assert all(line.is_computed for line in unknown.lines)


def test_a_slip_of_a_thousand_is_no_figure_of_ukraine() -> None:
    assert "105.88" not in words_of(brief_of("UKR"))


def test_the_map_shows_the_country_among_its_neighbours_on_the_day() -> None:
    view = View(day=date(2014, 9, 24), layers=("policy", "borders"), extent="korea")
    content, spec = compose_brief(view, "UKR", dataset(), today=TODAY)
    assert (spec.extent, spec.chosen, spec.fill_layer, spec.day) == ("UKR", "UKR", "status", date(2014, 9, 24))
    assert content.day == spec.day


def test_an_unknown_country_is_named() -> None:
    with pytest.raises(UnknownKeyError, match="QQQ"):
        compose_brief(View(), "QQQ", dataset(), today=TODAY)
