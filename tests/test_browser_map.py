"""The map's frame in a real browser: shapes that do not come, the theme of the page, a click on an area."""

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.driving import open_atlas, wait_until
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

IFRAME = "iframe[title='streamlit_folium.st_folium']"


def undrawn_map(page: Page) -> Frame:
    """The frame of a map that may not get its shapes."""

    def candidate() -> Frame | None:
        return next((frame for frame in page.frames if "streamlit_folium" in frame.url), None)

    frame = wait_until(page, candidate, what="the frame of the map")
    assert frame is not None
    return frame


def click_area(page: Page, frame: Frame, code: str) -> None:
    """Click into the middle of an area, wherever the page shows it."""
    box = frame.evaluate(
        "code => { const b = document.querySelector(`[data-code=${code}]`).getBoundingClientRect();"
        " return [b.x + b.width / 2, b.y + b.height / 2]; }",
        code,
    )
    outer = page.locator(IFRAME).bounding_box()
    assert outer is not None
    page.mouse.click(outer["x"] + box[0], outer["y"] + box[1])


def test_a_map_whose_shapes_do_not_come_says_so_tries_again_and_has_the_theme_of_the_page(
    page: Page, server: RunningServer
) -> None:
    page.emulate_media(color_scheme="dark")
    page.route("**/geometry/**", lambda route: route.fulfill(body="no shapes"))
    open_atlas(page, f"{server.url}/?v=1&extent=korea")
    frame = undrawn_map(page)
    notice = frame.get_by_role("alert")
    notice.wait_for()
    assert "could not be loaded" in notice.inner_text()
    page.unroute("**/geometry/**")
    notice.get_by_role("button", name="Try again").click()
    frame.wait_for_selector("path.atlas-area", state="attached")
    notice.wait_for(state="hidden")
    assert frame.evaluate("document.documentElement.dataset.theme") == "dark"
    assert frame.evaluate("getComputedStyle(document.querySelector('.atlas-sea')).fill") == "rgb(15, 26, 34)"
    heights = (
        "['.leaflet-container', '[data-code=KOR]'].map(x => document.querySelector(x).getBoundingClientRect().height)"
    )
    whole, shown = frame.evaluate(heights)
    assert whole / 3 < shown < whole
    for code in ("KOR", "PRK"):
        click_area(page, frame, code)
        wait_until(page, lambda: page.url.endswith(f"country={code}"), what=f"the link to name {code}")  # noqa: B023
    expect(page.locator(".panel h2")).to_have_text("Democratic People's Republic of Korea")
