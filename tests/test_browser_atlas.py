"""The whole atlas in a real browser: filtering, the ready views, small states, the way back."""

import json
from datetime import UTC, datetime

import numpy as np
import pytest
from playwright.sync_api import Frame, Page, expect

from dashboard.maps.coast_and_border_lines import EdgeLine, edge_line
from dashboard.maps.compose.compose import compose
from dashboard.maps.link import query_of
from dashboard.maps.spec import THEMES, MapSpec, PictureTheme
from dashboard.maps.view import PRESETS, Preset
from dashboard.render.basemap import basemap
from dashboard.render.scene import scene_of
from geodata.geo.boundaries import areas
from geodata.geo.extent_geometry import frame_extent
from geodata.geo.frames import grid_step
from tests.browser.driving import Traffic, choose, drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.serving import RunningServer
from tests.shipped_views import dataset
from tests.test_boundaries import states

pytestmark = pytest.mark.browser

# What a change of the filter may send over the websocket, headline, legend, map and panel together; the outline of a
# footprint comes on top.
MOST_BYTES, MOST_WITH_SHAPE = 6_000, 7_000
LEGEND = ".atlas-legend button"
HEADLINE = "main .headline h1"
SMALL_KM2 = 1_000.0
LEAST_POINT_PX = 6.0  # across; smaller dots are lost beside a coast
# By code: width and height of a point, and what the pointer hits in its middle.
SMALL_STATES = """codes => {
    const box = __atlas.box.getBoundingClientRect();
    const hit = (x, y) => __atlas.pointer.hit(
        L.point(x - box.x, y - box.y), document.elementFromPoint(x, y)).code;
    return Object.fromEntries(codes.map(code => {
        const b = document.querySelector(`path.atlas-point[data-code=${code}]`).getBoundingClientRect();
        return [code, [b.width, b.height, hit(b.x + b.width / 2, b.y + b.height / 2)]];
    }));
}"""
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


@pytest.mark.new_page
def test_a_filter_sends_little_and_moves_nothing_else(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/?v=1&country=UKR&extent=UKR")
    frame = drawn_map(page)
    traffic = Traffic.of(page)
    for layers, most in (("", MOST_BYTES), ("layers=status.footprint.borders", MOST_WITH_SHAPE)):
        if layers:
            page.get_by_role("checkbox", name="Footprint, to scale").check(force=True)
            wait_until(page, lambda: layers in page.url, what="the link to name the footprint")  # noqa: B023
            wait_until_idle(page)
        for name in ("Not signed", "Left"):
            traffic.reset()
            frame.locator(LEGEND, has_text=name).click()
            wait_until(page, lambda: name.casefold().replace(" ", "-") in page.url, what=f"the link to name {name}")  # noqa: B023
            wait_until_idle(page)
            assert 0 < traffic.web_socket_bytes <= most, (name, layers)


# What the main map draws dark in each theme: the corners of its coasts, and of its borders, in steps of its grid.
# As one text: Playwright takes a list apart number by number, a second for the longest.
DARK_LINES = """() => JSON.stringify(["light", "dark"].map(theme => {
    const step = __atlas.frame.answer.topology.transform.scale[0];
    document.documentElement.dataset.theme = theme;
    __atlas.restyle();
    return ["faintCoast", "paleBorder"].map(name => __atlas.frame[name].getLatLngs().flat().map(at =>
        [Math.round(at.lng / step), Math.round(at.lat / step)]));
}))"""


def dark_lines(spec: MapSpec, theme: PictureTheme) -> list[set[tuple[int, ...]]]:
    """The corners of the coasts, and of the borders, that the rule for edges makes dark, in steps of the map's grid."""
    step = grid_step(frame_extent(spec.extent))
    dark, items = scene_of(spec).dark_edges(theme), {line: set[tuple[int, ...]]() for line in EdgeLine}
    for arc in basemap(spec.extent).borders:
        line = edge_line([dark.get(key) for key in arc.keys])
        if line is not None:
            items[line] |= set(map(tuple, np.rint(arc.line / step).astype(int).tolist()))
    return [items[EdgeLine.FAINT_COAST], items[EdgeLine.PALE_BORDER]]


def link_of(preset: Preset) -> str:
    return "/?" + "&".join(f"{key}={value}" for key, value in query_of(preset.view).items())


def wait_for_preset(page: Page, frame: Frame, preset: Preset) -> MapSpec:
    """Wait until headline and map are those of a ready view, composed here, and return it."""
    spec = compose(preset.view, dataset(), today=datetime.now(UTC).date())
    expect(page.locator(HEADLINE)).to_contain_text(spec.headline.text)
    shown = (spec.extent, spec.day.isoformat())
    text = "[__atlas.frame && __atlas.frame.answer.extent, __atlas.message.day]"
    wait_until(page, lambda: tuple(frame.evaluate(text)) == shown, what=f"the map of {preset.preset_id}")
    frame.wait_for_selector("path.atlas-area", state="attached")
    expect(frame.locator(".atlas-beside")).to_have_count(int(preset.view.beside is not None))
    return spec


def test_a_ready_view_opens_by_its_link_and_the_others_after_it_from_their_menu(
    page: Page, server: RunningServer
) -> None:
    first = next(preset for preset in PRESETS if preset.preset_id == "two-treaties")
    open_atlas(page, server.url + link_of(first))
    frame = drawn_map(page)
    wait_for_preset(page, frame, first)
    expect(page).to_have_url(server.url + link_of(first))
    # One of each kind of map: of views that differ in day or treaty alone the others are drawn by the same ways.
    kinds = {(each.view.layers, each.view.extent, each.view.beside, each.view.since): each for each in PRESETS}
    for preset in kinds.values():
        choose(page, "Ready views", preset.title)
        wait_until(page, lambda: page.url == server.url + link_of(preset), what=f"the link of {preset.preset_id}")  # noqa: B023
        spec = wait_for_preset(page, frame, preset)
        wait_until_idle(page)
        for theme, lines in zip(THEMES, json.loads(frame.evaluate(DARK_LINES)), strict=True):
            assert [set(map(tuple, corners)) for corners in lines] == dark_lines(spec, theme), (preset.preset_id, theme)
        assert frame.evaluate("__atlas.lastAct") == 0, f"the map said the reader did something in {preset.preset_id}"


def test_a_click_opens_the_panel_and_no_un_member_is_too_small_for_it(page: Page, server: RunningServer) -> None:
    members = states("un_member")
    small = {row.area for row in areas() if row.area in members and row.area_km2 < SMALL_KM2}
    assert len(small) == 23
    open_atlas(page, f"{server.url}/?v=1")
    frame = drawn_map(page)
    outer = page.locator('iframe[title*="st_folium"]').bounding_box()
    assert outer is not None
    brazil = frame.locator("path[data-code=BRA]").bounding_box()
    assert brazil is not None
    page.mouse.click(brazil["x"] + brazil["width"] / 2, brazil["y"] + brazil["height"] / 2)
    expect(page.locator(".panel h2")).to_have_text("Brazil")
    wait_until(page, lambda: page.url.endswith("/?v=1&country=BRA"), what="the link to name Brazil")
    for area, (width, height, hit) in frame.evaluate(SMALL_STATES, sorted(small)).items():
        assert min(width, height) >= LEAST_POINT_PX, area
        assert hit == area
    x, y, width, height = frame.evaluate(BOX_OF_POINT, "TUV")
    page.mouse.click(outer["x"] + x + width / 2, outer["y"] + y + height / 2)
    wait_until(page, lambda: page.url.endswith("country=TUV"), what="the link to name Tuvalu")


def test_view_and_filter_outlive_the_way_to_another_screen_and_back_and_a_reload(
    page: Page, server: RunningServer
) -> None:
    kept = "?v=1&treaty=ccm&status=left&country=UKR"
    open_atlas(page, f"{server.url}/?v=1&treaty=ccm&country=UKR")
    drawn_map(page).locator(LEGEND, has_text="Left").click()
    wait_until(page, lambda: page.url == f"{server.url}/{kept}", what="the link to name the class")
    page.locator(".st-key-menu").get_by_role("link", name="Sources").click()
    expect(page.locator("h1")).to_have_text("Sources")
    wait_until(page, lambda: page.url == f"{server.url}/sources{kept}", what="the sources with the same view")
    while "/sources" in page.url:
        page.go_back()
        wait_until_idle(page)
    for again in (False, True):
        if again:
            page.reload()
        expect(page.locator(".panel h2")).to_have_text("Ukraine")
        expect(page.locator(HEADLINE)).to_contain_text("1 of 197 states have left the Convention on Cluster Munitions")
        wait_until_idle(page)
        expect(page).to_have_url(f"{server.url}/{kept}")
        assert "Cluster Munitions" in page.locator(".stRadio label:has(input:checked)").inner_text()
