"""A first visit: it is small, nothing is fetched twice or in vain, and a map that does not come says so."""

from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.render.live_map.component import SCRIPT
from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

MOST_KB = 1_050  # of a first visit, over HTTP
ONCE = ("/assets/map/", "/geometry/", "/periods/", "/component/streamlit_folium.st_folium/static/")
INK = "element => getComputedStyle(element).color"
FRAME = 'iframe[title*="st_folium"]'


def received(page: Page) -> dict[str, list[int]]:
    """Bytes of every answer from now on, by path; nothing for one that the cache gave."""
    paths: dict[str, str] = {}
    sizes: dict[str, list[int]] = defaultdict(list)

    def finished(event: dict[str, Any]) -> None:
        if event["encodedDataLength"]:
            sizes[paths.get(event["requestId"], "")].append(int(event["encodedDataLength"]))

    session = page.context.new_cdp_session(page)
    session.on(
        "Network.requestWillBeSent",
        lambda event: paths.update({event["requestId"]: urlsplit(event["request"]["url"]).path}),
    )
    session.on("Network.loadingFinished", finished)
    session.send("Network.enable")
    return sizes


@pytest.mark.new_page
def test_a_first_visit_is_small_and_fetches_nothing_twice(page: Page, server: RunningServer) -> None:
    sizes = received(page)
    open_atlas(page, f"{server.url}/?v=1")
    frame = drawn_map(page)
    frame.wait_for_selector(".atlas-changes li", state="attached")
    assert sum(map(sum, sizes.values())) < MOST_KB * 1000
    for begin in ONCE:
        items = {path: len(answers) for path, answers in sizes.items() if path.startswith(begin)}
        assert items, begin
        assert set(items.values()) == {1}, items
    assert not any("SourceSans" in path for path in sizes)
    # Of one extent; its details may have been asked for already.
    assert len({path.split("/")[2].removesuffix(".json") for path in sizes if path.startswith("/geometry/")}) == 1


def test_a_map_whose_script_does_not_come_says_so_and_tries_again(browser: Browser, server: RunningServer) -> None:
    # Without the fixture of a watched page: the browser reports each file that does not come as an error.
    with browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light") as context:
        page = context.new_page()
        context.route(f"**/{SCRIPT}*", lambda route: route.abort())
        open_atlas(page, f"{server.url}/?v=1")
        frame = page.frame_locator(FRAME)
        expect(frame.get_by_role("alert")).to_contain_text("The map could not be loaded.")
        assert frame.get_by_role("alert").evaluate(INK) == "rgb(29, 35, 41)"
        page.get_by_text("Table (197)").click()
        wait_until_idle(page)
        expect(page.get_by_test_id("stDataFrame")).to_be_visible()
        context.unroute(f"**/{SCRIPT}*")
        frame.get_by_role("button", name="Try again").click()
        drawn_map(page)
        expect(frame.get_by_role("alert")).to_have_count(0)


def test_a_component_that_does_not_come_says_so_too_in_the_dark(browser: Browser, server: RunningServer) -> None:
    with browser.new_context(viewport={"width": 390, "height": 800}, color_scheme="dark") as context:
        page = context.new_page()
        context.route("**/component/**/main.*.js", lambda route: route.abort())
        open_atlas(page, f"{server.url}/?v=1")
        frame = page.frame_locator(FRAME)
        expect(frame.get_by_role("alert")).to_be_visible()
        assert frame.get_by_role("alert").evaluate(INK) == "rgb(232, 236, 239)"
        context.unroute("**/component/**/main.*.js")
        button = frame.get_by_role("button", name="Try again")
        inside = "e => e.getBoundingClientRect().bottom <= innerHeight && e.getBoundingClientRect().height >= 24"
        wait_until(page, lambda: button.evaluate(inside), what="the button to lie in sight")
        button.click()
        drawn_map(page)
