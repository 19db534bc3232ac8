"""The whole atlas in a real browser: filtering, the seven typical views, deep links, small states, the way back."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.maps.presets import PRESETS, Preset
from geodata.boundaries import areas
from tests.browser.driving import Traffic, drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.serving import RunningServer
from tests.test_boundaries import states

pytestmark = pytest.mark.browser

# What a change of the filter may send over the websocket, headline, legend and map together.
MOST_BYTES = 6_000
LEGEND = ".atlas-legend button"
HEADLINE = ".headline h1"
SMALL_KM2 = 1_000.0
LEAST_POINT_PX = 6.0  # across; smaller dots are lost beside a coast
BOX_OF_POINT = """area => {
    const b = document.querySelector(`path.atlas-point[data-code=${area}]`).getBoundingClientRect();
    return [b.x, b.y, b.width, b.height];
}"""


def test_a_filter_changes_map_counts_table_headline_and_link_together(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/?v=1")
    frame = drawn_map(page)
    page.get_by_text("Table (197)").click()
    wait_until_idle(page)
    page.evaluate("document.querySelector('iframe').isTheSame = true")
    frame.evaluate("window.isTheSame = true")
    fills = "() => JSON.stringify([...document.querySelectorAll('path')].map(p => p.getAttribute('class')))"
    before = frame.evaluate(fills)
    frame.locator(LEGEND, has_text="Not signed").click()
    expect(page.locator(HEADLINE)).to_contain_text("30 of 197 states have not signed the Mine Ban Convention")
    wait_until(page, lambda: page.url.endswith("/?v=1&status=not-signed"), what="the link to name the class")
    wait_until(page, lambda: frame.evaluate(fills) != before, what="the map to be coloured anew")
    expect(page.get_by_text("Table (30)")).to_be_visible()
    expect(frame.locator(LEGEND, has_text="Not signed")).to_contain_text("30")
    assert page.evaluate("document.querySelector('iframe').isTheSame")
    assert frame.evaluate("window.isTheSame")


@pytest.mark.parametrize("layers", ["status.borders", "status.footprint.borders"])
def test_a_filter_sends_little_and_moves_nothing_else(page: Page, server: RunningServer, layers: str) -> None:
    open_atlas(page, f"{server.url}/?v=1&country=UKR&extent=UKR&layers={layers}")
    frame = drawn_map(page)
    traffic = Traffic.of(page)
    for name in ("Not signed", "Left"):
        traffic.reset()
        frame.locator(LEGEND, has_text=name).click()
        wait_until(page, lambda: name.casefold().replace(" ", "-") in page.url, what=f"the link to name {name}")  # noqa: B023
        wait_until_idle(page)
        assert 0 < traffic.web_socket_bytes <= MOST_BYTES


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_a_ready_view_opens_by_its_link(page: Page, server: RunningServer, preset: Preset) -> None:
    query = "&".join(f"{key}={value}" for key, value in preset.view.to_query().items())
    open_atlas(page, f"{server.url}/?{query}")
    drawn_map(page)
    assert page.url == f"{server.url}/?{query}"
    expect(page.locator(HEADLINE)).not_to_be_empty()


def test_every_small_un_member_can_be_seen_and_clicked_on_the_world(page: Page, server: RunningServer) -> None:
    members = states("un_member")
    small = {found.area for found in areas() if found.area in members and found.area_km2 < SMALL_KM2}
    assert len(small) == 23
    open_atlas(page, f"{server.url}/?v=1")
    frame = drawn_map(page)
    outer = page.locator('iframe[title*="st_folium"]').bounding_box()
    assert outer is not None
    for area in sorted(small):
        x, y, width, height = frame.evaluate(BOX_OF_POINT, area)
        assert min(width, height) >= LEAST_POINT_PX, area
        page.mouse.click(outer["x"] + x + width / 2, outer["y"] + y + height / 2)
        wait_until(page, lambda: page.url.endswith(f"country={area}"), what=f"the link to name {area}")  # noqa: B023
        wait_until_idle(page)


@pytest.mark.parametrize(
    ("screen", "title"), [("country", "Ukraine"), ("sources", "Sources"), ("about", "How to read the atlas")]
)
def test_every_screen_opens_by_its_link(page: Page, server: RunningServer, screen: str, title: str) -> None:
    open_atlas(page, f"{server.url}/{screen}?v=1&country=UKR")
    expect(page.locator("h1, h2").first).to_contain_text(title)
    assert page.url == f"{server.url}/{screen}?v=1&country=UKR"


def test_a_filter_outlives_the_way_to_another_screen_and_back(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/?v=1")
    drawn_map(page).locator(LEGEND, has_text="Left").click()
    wait_until(page, lambda: page.url.endswith("status=left"), what="the link to name the class")
    page.get_by_role("link", name="Sources").click()
    wait_until(page, lambda: page.url.endswith("/sources?v=1&status=left"), what="the sources with the same view")
    while "/sources" in page.url:
        page.go_back()
        wait_until_idle(page)
    expect(page.locator(HEADLINE)).to_contain_text("have left the Mine Ban Convention")
    page.reload()
    expect(page.locator(HEADLINE)).to_contain_text("have left the Mine Ban Convention")


def test_a_hostile_link_opens_the_nearest_view_and_says_what_was_ignored(page: Page, server: RunningServer) -> None:
    long = "a" * 10_000
    open_atlas(page, f"{server.url}/?v=1&day=2026-13-45&country=<script>alert(1)</script>&treaty=ccm&status={long}")
    said = page.locator(".st-key-link-problems").get_by_role("status")
    for key in ("day", "country", "status"):
        expect(said).to_contain_text(f"“{key}”")
    wait_until(page, lambda: page.url == f"{server.url}/?v=1&treaty=ccm", what="the link to be mended")
