"""The page of a country: its parts in order, each with a link of its own, with every line of the panel."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.maps.compose.claims_comparison import point_text
from dashboard.maps.compose.compose import new_context
from dashboard.maps.compose.country_panel import country_panel
from dashboard.maps.compose.country_timeline import item_text
from dashboard.maps.reference.country_page import first_level_rows, treaty_cards
from dashboard.maps.spec import MapSpec, Section
from dashboard.maps.view import TREATIES, View
from dashboard.render.charts import claim_key
from dashboard.render.html.charts import chart_key_html, claims_list_html, timeline_list_html
from dashboard.render.html.country import (
    TITLES,
    contents_html,
    country_head_html,
    country_map_html,
    country_sources_html,
    part_html,
    section_anchor,
    tables_html,
    treaty_cards_html,
)
from dashboard.render.html.panel import cited_sources, numbers_of
from geodata import Freshness
from geodata.geo.extent_geometry import areas_in_view
from geodata.wording import uncapitalized
from tests.shipped_views import SHIPPED, TODAY, dataset, shown
from tests.test_panel_html import HOSTILE, SOURCES, STATUS, claims, spec_with, text_of

DAY = TODAY


def spec_of(area: str, treaty: str = "apmbc") -> MapSpec:
    return shown(View(day=DAY, country=area, treaty=treaty))


def anchors_in(html: str) -> list[str]:
    return re.findall(r'<details data-part="([^"]+)"', html)


@pytest.mark.slow
def test_every_section_has_an_anchor_of_its_own_that_no_part_of_the_page_has() -> None:
    for area, state in dataset().states.items():
        context = new_context(View(day=DAY, country=area), dataset(), today=TODAY)
        anchors = [section_anchor(section.title) for section in country_panel(context, state).sections]
        assert len({*anchors, *TITLES}) == len(anchors) + len(TITLES), area
        assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", anchor) for anchor in anchors)


def test_the_anchors_that_readers_have_stored_stay() -> None:
    assert [*TITLES] == ["map", "timeline", "claims-compared", "four-treaties", "tables", "sources"]
    assert anchors_in(tables_html(spec_of("UKR"))) == [
        "claims-anti-personnel-mines",
        "claims-land-to-be-surveyed",
        "claims-cluster-munition-remnants",
        "other-figures-stated",
        "acts-under-the-mine-ban-convention",
        "oblasts",
        "clearance",
        "national-policy",
        "votes-on-the-yearly-un-resolution-on-the-mine-ban",
        "article-5-deadline",
        "recorded-casualties",
        "stockpiles",
        "events",
        "left-out",
    ]


def test_a_part_links_to_itself_and_is_open_unless_it_is_folded() -> None:
    html = part_html("timeline")
    assert html.index('href="#timeline" aria-label="Link to this part: Timeline"') < html.index("<details")
    assert '<details data-part="timeline" open><summary><h2>Timeline</h2></summary></details>' in html
    assert " open" not in part_html("sources", is_open=False)
    assert contents_html(TITLES).count("<li>") == len(TITLES)


@pytest.mark.parametrize("area", ["UKR", "TUV", "ESH", "GRL"])
def test_no_line_of_the_panel_is_left_out_and_every_number_leads_to_its_source(area: str) -> None:
    spec = spec_of(area)
    cards = treaty_cards_html(treaty_cards(spec, dataset()), spec)
    head = country_head_html(spec, Freshness(spec.depositary_read, DAY))
    text = text_of(head + cards + tables_html(spec, first_level_rows(spec, dataset())))
    for section in spec.panel.sections:
        for line in section.lines:
            assert " ".join(line.figure.split()) in text, (section.title, line)
        assert section.lines or section.empty in text
    sources = country_sources_html(spec)
    assert all(f'id="source-{number}"' in sources for number in numbers_of(spec.panel))


def test_figures_by_first_level_area_are_a_table_of_every_line_with_its_sources_and_record() -> None:
    spec = spec_of("UKR")
    (section,) = (section for section in spec.panel.sections if section.title.startswith("Oblasts, "))
    rows = first_level_rows(spec, dataset())
    assert sorted(row.line.records for row in rows) == sorted(line.records for line in section.lines)
    assert [row.area for row in rows][:4] == ["All oblasts"] * 4
    assert all(row.line.text.startswith(f"{row.area}: {uncapitalized(row.measure)}. ") for row in rows)
    html = tables_html(spec, rows)
    (table,) = re.findall(r"<table>.*?</table>", html)
    assert table.count('<tr class="line">') == len(section.lines)
    assert all(f'data-record="{line.records[0]}"' in table for line in section.lines)
    assert {int(number) for number in re.findall(r"#source-(\d+)", table)} == {
        number for line in section.lines for number in line.sources
    }
    assert anchors_in(html) == anchors_in(tables_html(spec))
    assert first_level_rows(spec_of("TUV"), dataset()) == ()


@pytest.mark.parametrize("treaty", TREATIES)
def test_the_cards_are_those_of_the_four_treaties_whatever_treaty_the_page_shows(treaty: str) -> None:
    cards = treaty_cards(spec_of("LTU", treaty), dataset())
    assert [card.treaty_id for card in cards] == list(TREATIES)
    assert [(card.line.figure, card.since, card.act) for card in cards][:2] == [
        ("Left", "since 27 December 2025", "Left, 27 December 2025"),
        ("Left", "since 6 March 2025", "Left, 6 March 2025"),
    ]


def test_the_cards_of_a_territory_name_the_state_that_it_follows() -> None:
    spec = spec_of("GRL")
    first = treaty_cards(spec, dataset())[0]
    assert (first.line.figure, first.since) == ("Party, as Denmark, which administers it", "since 1 March 1999")
    never = treaty_cards(spec_of("TUV"), dataset())[1]
    assert (never.line.figure, never.since, never.act) == ("Not signed", "", "")


def test_the_picture_of_the_map_says_in_words_what_it_shows_and_has_the_theme_of_the_page() -> None:
    html = country_map_html(spec_of("UKR"), theme="dark", notes=["A note."])
    assert 'alt="Map of Ukraine and its surroundings. Party, suspension claimed, Mine Ban Convention: signed' in html
    picture = f"./picture?v=1&amp;day={DAY.isoformat()}&amp;country=UKR&amp;theme=dark&amp;width="
    assert f'media="(max-width: 640px)" srcset="{picture}420"' in html
    assert f'<img src="{picture}900"' in html
    assert "<li>A note.</li>" in html
    close = country_map_html(shown(View(day=DAY, country="UKR", extent="UKR")), theme="dark", notes=())
    assert all(f"{label}</li>" in close for label in ("Party", "Party, suspension claimed", "Left", "Not signed"))
    assert "Not eligible" not in close, "no such area is in view"


@pytest.mark.slow
@pytest.mark.parametrize("area", ["LBN", "UKR", "TUR"])
def test_the_notes_under_the_map_name_areas_that_it_shows_and_no_other(area: str) -> None:
    view = View(day=DAY, country=area, extent=area, layers=("status", "events", "borders"))
    noted = " ".join(SHIPPED.notes_in_view(view))
    weak = [text for text in shown(view).notes if text.startswith(("Not confirmed", "Relayed"))]
    named = {state.area for state in dataset().countries if state.name in " ".join(weak)}
    assert {"LBN", "SSD", "UKR"} <= named
    in_view = areas_in_view(area)
    for code in named:
        assert (dataset().state(code).name in noted) == (code in in_view), code
    assert ("Crimea" in noted) == (area == "UKR")
    assert ("Cyprus is drawn as one" in noted) == ("CYP" in in_view)  # the box of its note reaches to that of Lebanon


def test_text_from_the_data_is_escaped_once_wherever_it_stands() -> None:
    section = Section(HOSTILE, (replace(STATUS, figure=HOSTILE, text=HOSTILE, detail=HOSTILE),))
    spec = spec_with(section, Section(HOSTILE, (), HOSTILE), lead=(STATUS,), title=HOSTILE)
    head = country_head_html(spec, Freshness(date(2026, 2, 3), DAY))
    html = head + tables_html(spec) + country_map_html(spec, theme="light", notes=[HOSTILE])
    assert "<img src=x" not in html
    assert "&amp;lt;" not in html
    assert text_of(html).count(HOSTILE) >= 7


def test_a_table_is_folded_and_says_how_many_lines_it_has() -> None:
    html = tables_html(replace(spec_with(claims(50)), sources=SOURCES))
    assert '<details data-part="claims"><summary><h3>Claims</h3><span class="quiet">50</span></summary>' in html
    assert "more</summary>" not in html
    assert section_anchor("Claims: land to be surveyed (“potentially contaminated”)") == "claims-land-to-be-surveyed"


@pytest.mark.parametrize("area", ["UKR", "BIH"])
def test_the_lists_under_the_charts_have_every_mark_in_words_with_its_sources(area: str) -> None:
    view = View(day=DAY, country=area)
    spec, timeline, panels = shown(view), SHIPPED.country_timeline(view), SHIPPED.claim_panels(view)
    html = timeline_list_html(timeline, spec)
    assert html.count("<li>") == len(timeline.items)
    assert f"As a list ({len(timeline.items)})" in html
    assert all(f"{item.when} {item_text(item)}" in text_of(html) for item in timeline.items)
    cited = {f"source-{source.number}" for source in cited_sources(spec)}
    for panel in panels:
        html = claims_list_html(panel, spec)
        assert all(f"{point.figure} {point_text(point)}" in text_of(html) for point in panel.points)
        assert set(re.findall(r'href="#([^"]+)"', html)) <= cited
        for line in re.findall(r"<li>.*?</li>", html):
            assert "<sup>" in line or '<span class="quiet">' in line
        key = text_of(chart_key_html(claim_key(panel)))
        assert all(point.kind in key and point.role in key for point in panel.points)
