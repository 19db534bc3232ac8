"""What the page paints before Streamlit has started: the same words and classes as the map that takes its place."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from playwright.sync_api import Page

from dashboard.maps.view import Other, View
from dashboard.render.html.fragments import headline_html
from dashboard.render.live_map.component import first_data
from dashboard.render.live_map.message import message
from geodata import Freshness
from tests.browser.driving import drawn_map, wait_until
from tests.browser.serving import RunningServer
from tests.properties import examples
from tests.shipped_views import TODAY, common_views, shown

FIRST = "#atlas-first canvas"
# Where the picture lies, whenever it is there with a height: it may be gone when we ask.
NOTE_BOX = """window === window.top && new MutationObserver(() => {
    const canvas = document.querySelector("#atlas-first canvas");
    if (!canvas || !canvas.style.height) return;
    const box = canvas.getBoundingClientRect();
    window.firstBox = [box.x, box.y, box.width, box.height];
}).observe(document, { childList: true, subtree: true, attributes: true })"""
PIXEL = """([canvas, x, y]) => [...canvas.getContext("2d").getImageData(x, y, 1, 1).data].slice(0, 3)"""


def parsed(tags: str) -> tuple[dict[str, object], str]:
    """The data of the first script and the headline beside them, "" where there is none."""
    match = re.fullmatch(
        r'<script type="application/json" id="atlas-first-data">([^<]*)</script>'
        r'(?:<template id="atlas-first-headline">(.*)</template>)?',
        tags,
        re.DOTALL,
    )
    assert match is not None
    return json.loads(match[1]), match[2] or ""


@examples(40)  # some extents are made when they are first asked for
@given(view=common_views())
def test_the_first_picture_says_and_paints_what_the_map_will(view: View) -> None:
    spec = shown(view)
    data, headline = parsed(first_data(spec, url="./geometry/x.json", today=TODAY))
    assert data["url"] == "./geometry/x.json"
    if spec.beside or spec.streets:
        assert (list(data), headline) == (["url"], "")
        return
    sent = json.loads(json.dumps(message(spec)))
    painted = ("fill", "classes", "keep", "follows")
    assert {key: data[key] for key in painted} == {key: sent[key] for key in painted}
    assert headline == headline_html(spec, Freshness(spec.depositary_read, TODAY))
    assert data["out"] == list(spec.out)


def test_two_maps_side_by_side_are_only_fetched() -> None:
    view = replace(View(), beside=Other(day=date(2014, 9, 24), treaty=None))
    assert parsed(first_data(shown(view), url="./x", today=TODAY)) == ({"url": "./x"}, "")


@pytest.mark.new_page
@pytest.mark.browser
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)], ids=str)
def test_it_lies_where_the_map_comes_to_lie_and_is_gone_then(
    page: Page, server: RunningServer, size: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.add_init_script(NOTE_BOX)
    page.goto(f"{server.url}/?v=1")
    frame = drawn_map(page)
    wait_until(page, lambda: page.locator("#atlas-first").count() == 0, what="the first picture to be gone")
    outer = page.locator('iframe[title*="st_folium"]').bounding_box()
    inner = frame.locator(".leaflet-container").bounding_box()
    assert outer is not None
    assert inner is not None
    box = page.evaluate("window.firstBox")
    assert box == pytest.approx([inner["x"], inner["y"], inner["width"], inner["height"]], abs=1.5)


@pytest.mark.browser
def test_without_the_app_it_shows_the_map_until_the_reader_does_something(page: Page, server: RunningServer) -> None:
    page.route("**/static/js/**", lambda _: None)  # a slow line: Streamlit's scripts are still on their way
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{server.url}/?v=1&status=left", wait_until="commit")
    canvas = page.wait_for_selector(f"{FIRST}[width]", state="attached")
    assert canvas is not None
    # Brazil is left out by the filter, the sea never is; positions as on the map of this size.
    wait_until(page, lambda: page.evaluate(PIXEL, [canvas, 250, 240])[0] > 0, what="the map to be painted")
    assert page.evaluate(PIXEL, [canvas, 250, 240]) == [0xEC, 0xEE, 0xF0]
    assert page.evaluate(PIXEL, [canvas, 300, 240]) == [0xF4, 0xF8, 0xFA]
    assert page.locator("#atlas-first h1").inner_text().startswith("5 of 197 states have left the Mine Ban Convention")
    page.keyboard.press("Tab")
    assert page.locator("#atlas-first").count() == 0
