"""Levels of detail in the browser: finer shapes of what is in view, names that fit, notes that follow the map."""

from itertools import combinations

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.driving import drawn_map, open_atlas, wait_until
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

EUROPE, KASHMIR, CARIBBEAN, OCEAN = (57, 5), (43, 69), (21, -57), (-40, -20)  # y and x on the map of the world
FINE = ".leaflet-atlas-detail-pane path.atlas-area"
# Boxes of the names on the map.
NAMES = """() => [...document.querySelectorAll('.atlas-name')].map(name => {
    const b = name.getBoundingClientRect(); return [name.dataset.name, b.left, b.top, b.right, b.bottom]; })"""
POINTS = """() => Object.values(window.__atlas.frame.points).filter(p => p.isShown).map(p => {
    const b = p._path.getBoundingClientRect(); return [(b.left + b.right) / 2, (b.top + b.bottom) / 2]; })"""


def world(page: Page, server: RunningServer) -> Frame:
    open_atlas(page, f"{server.url}/?v=1")
    frame = drawn_map(page)
    wait_until(page, lambda: frame.evaluate("!!window.__atlas.details"), what="the details of the frame")
    return frame


def look(frame: Frame, at: tuple[int, int], scale: float) -> None:
    """Move the map; `scale` is in pixels for 100 km."""
    frame.evaluate(
        "([at, scale]) => { window.__atlas.map.setView(at, Math.log2(scale), {animate: false}); }", [list(at), scale]
    )


def vertices(frame: Frame, selector: str) -> int:
    value: int = frame.evaluate(
        "selector => [...document.querySelectorAll(selector)]"
        ".reduce((sum, path) => sum + (path.getAttribute('d').match(/[ML]/g) || []).length, 0)",
        selector,
    )
    return value


def test_zooming_in_fetches_the_cells_in_view_once_and_a_filter_reaches_the_finer_shapes(
    page: Page, server: RunningServer
) -> None:
    items: list[str] = []
    page.on("request", lambda r: items.append(r.url.rsplit("/", 1)[1]) if "/geometry/world-" in r.url else None)
    frame = world(page, server)
    assert frame.locator(FINE).count() == 0
    items.clear()
    look(frame, EUROPE, 30)
    frame.wait_for_selector(FINE, state="attached")
    assert 1 <= len(items) <= 9
    assert all(name.startswith("1-") for name in items)
    assert vertices(frame, FINE) > 1.5 * vertices(frame, ".leaflet-atlas-areas-pane path.atlas-area")
    fill = "code => [...document.querySelectorAll(`path[data-code=${code}]`)].map(p => getComputedStyle(p).fill)"
    coarse, *finer = frame.evaluate(fill, "FRA")
    assert finer == [coarse]
    before = len(items)
    look(frame, EUROPE, 30.5)  # the same cells
    look(frame, (60, 0), 1.8)
    wait_until(page, lambda: frame.locator(FINE).count() == 0, what="the coarse shapes alone")
    assert len(items) == before
    look(frame, EUROPE, 30)
    frame.wait_for_selector(FINE, state="attached")
    assert len(items) == before  # kept in memory
    frame.locator(".atlas-legend-item[data-class=left]").click()
    muted = "() => document.querySelector('.leaflet-atlas-detail-pane path[data-code=FRA]').matches('.is-muted')"
    assert frame.evaluate(muted)
    names = [name for name, *_ in frame.evaluate(NAMES)]
    assert "FRA" not in names
    under = """() => { const a = window.__atlas, at = a.map.latLngToContainerPoint([58, 1.5]), b = a.box;
        const r = b.getBoundingClientRect();
        return document.elementFromPoint(r.left + at.x, r.top + at.y).dataset.code; }"""
    assert frame.evaluate(under) == "FRA"


def test_cells_that_do_not_come_leave_the_coarse_map_and_are_asked_for_again(page: Page, server: RunningServer) -> None:
    frame = world(page, server)
    page.route("**/geometry/world-*/*.json", lambda route: route.fulfill(body="no shapes"))
    look(frame, EUROPE, 30)
    page.wait_for_timeout(500)
    assert frame.locator(FINE).count() == 0
    assert frame.get_by_role("alert").count() == 0
    page.unroute("**/geometry/world-*/*.json")
    look(frame, EUROPE, 31)
    frame.wait_for_selector(FINE, state="attached")


def test_names_touch_nothing_are_not_read_out_and_stand_where_a_part_is_in_view(
    page: Page, server: RunningServer
) -> None:
    frame = world(page, server)
    for at, scale, least in ((EUROPE, 2.5, 1), (EUROPE, 14, 12), (CARIBBEAN, 30, 8)):
        look(frame, at, scale)
        names = frame.evaluate(NAMES)
        assert len(names) >= least, (at, scale)
        for (one, *a), (other, *b) in combinations(names, 2):
            is_apart = a[0] >= b[2] or b[0] >= a[2] or a[1] >= b[3] - 2 or b[1] >= a[3] - 2
            assert is_apart, (one, other, scale)
        for x, y in frame.evaluate(POINTS):
            for name, left, top, right, bottom in names:
                assert not (left < x < right and top < y < bottom), (name, scale)
    look(frame, EUROPE, 14)
    pane = frame.locator(".leaflet-atlas-labels-pane > svg")
    assert pane.get_attribute("aria-hidden") == "true"
    assert frame.evaluate("getComputedStyle(document.querySelector('.atlas-name')).pointerEvents") == "none"
    look(frame, KASHMIR, 40)
    assert {"CHN", "IND", "PAK"} <= {name for name, *_ in frame.evaluate(NAMES)}


def test_notes_and_the_key_of_the_lines_follow_what_is_in_view(page: Page, server: RunningServer) -> None:
    frame = world(page, server)
    summary = frame.locator(".atlas-notes summary")
    expect(summary).to_have_text("Notes on boundaries and lines in view (49)")
    assert not frame.evaluate("document.querySelector('.atlas-notes').open")
    look(frame, KASHMIR, 30)
    notes = frame.locator(".atlas-notes li").all_text_contents()
    assert any("Line of Control in Jammu and Kashmir" in note for note in notes)
    assert not any("Falkland" in note for note in notes)
    assert "Dotted: line of control" in frame.locator(".atlas-lines").inner_text()
    look(frame, OCEAN, 30)
    assert summary.is_hidden()
    assert frame.locator(".atlas-lines").is_hidden()


def test_a_close_up_shows_its_note_and_its_line_and_the_page_repeats_neither(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/?v=1&extent=korea")
    frame = drawn_map(page)
    frame.locator(".atlas-notes li").first.wait_for()
    note, line = frame.locator(".atlas-notes li").all_inner_texts()
    assert note.startswith("The dashed line is the Military Demarcation Line of the Armistice")
    assert line.startswith("Military Demarcation Line in Korea: dashed, as on the map of UN Geospatial. Documents: ")
    assert "Military Demarcation Line of the Armistice" not in page.locator(".notes").inner_text()
