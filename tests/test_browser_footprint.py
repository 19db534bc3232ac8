"""A shape drawn to scale is moved by keys and by its outline, in a real browser; the link says where it stands."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import drawn_map, open_atlas, wait_until
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

LATER = "ukr-potentially-contaminated-2025-09-09"
RIM = """() => {
    const path = document.querySelector(".atlas-shape-grip");
    const at = path.getPointAtLength(path.getTotalLength() / 3).matrixTransform(path.getScreenCTM());
    return [at.x, at.y];
}"""


def test_a_shape_is_moved_by_keys_and_by_its_outline(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/?v=1&layers=status.footprint.borders&extent=UKR&footprint={LATER}~ukr-2024")
    frame = drawn_map(page)
    line = frame.locator(".atlas-key [role=button]").first
    line.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert frame.evaluate("__atlas.voice.textContent") == "Where it stood"
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    place = re.compile(r"footprint=" + LATER + r"%40([\d.]+)%2C([\d.]+)~ukr-2024%40")
    wait_until(page, lambda: place.search(page.url) is not None, what="the link to name the place")
    wait_until(page, lambda: frame.evaluate("__atlas.acts.length === 0"), what="the answer to the move")
    expect(line).to_be_focused()
    by_keys = place.search(page.url)
    x, y = frame.evaluate(RIM)
    box = frame.frame_element().bounding_box()
    assert by_keys is not None
    assert box is not None
    page.mouse.move(box["x"] + x, box["y"] + y)
    page.mouse.down()
    page.mouse.move(box["x"] + x - 60, box["y"] + y, steps=3)
    page.mouse.up()

    def longitude() -> float:
        match = place.search(page.url)
        return float(match[1]) if match else float("nan")

    wait_until(page, lambda: longitude() < float(by_keys[1]) - 0.3, what="the link to follow")
