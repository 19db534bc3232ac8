"""Shapes drawn to scale in a real browser: they come as time is played, and are moved by keys and by their outline."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from dashboard.maps.view import FIRST_DAY
from tests.browser.driving import drawn_map, open_atlas, wait_until
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

LATER = "ukr-potentially-contaminated-2025-09-09"
RIM = """() => {
    const path = document.querySelector(".atlas-shape-grip");
    const at = path.getPointAtLength(path.getTotalLength() / 3).matrixTransform(path.getScreenCTM());
    return [at.x, at.y];
}"""


# A day is shown, and not sent, as by a pointer that drags the slider.
DRAG = """day => {
    const slider = document.querySelector(".atlas-time input[type=range]");
    slider.value = day;
    slider.dispatchEvent(new Event("input"));
}"""


def test_shapes_come_with_their_day_before_an_answer_and_are_moved_by_keys_and_outline(
    page: Page, server: RunningServer
) -> None:
    view = f"day=2019-01-01&layers=status.footprint.borders&extent=UKR&footprint={LATER}~ukr-2024"
    open_atlas(page, f"{server.url}/?v=1&{view}")
    frame = drawn_map(page)
    frame.wait_for_selector(".atlas-changes li", state="attached")
    day = (date(2026, 1, 1) - FIRST_DAY).days
    frame.evaluate(DRAG, day)
    wait_until(page, lambda: frame.locator(".atlas-shape").count() == 2, what="both shapes on the day shown ahead")
    line = frame.locator(".atlas-key [role=button]").first
    line.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    assert frame.evaluate("__atlas.message.shapes") == [], "the answer to the day is not there yet"
    assert frame.evaluate("__atlas.voice.textContent") == "Where it stood"
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    place = re.compile(r"footprint=" + LATER + r"%40([\d.]+)%2C([\d.]+)~ukr-2024%40")
    wait_until(page, lambda: place.search(page.url) is not None, what="the link to name the place")
    assert "day=2026-01-01" in page.url
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
