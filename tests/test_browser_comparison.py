"""Two maps that move as one, and an empty map that says so, in a real browser."""

from typing import Any

import pytest
from playwright.sync_api import Frame, Page, expect

from dashboard.ui.page_shell import SIDEBAR_PX
from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.room import resize
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

SECOND = ".atlas-beside"
PLAY = """() => {
    const slider = document.querySelector('.atlas-time-slider');
    slider.value = 5827; // days since 1992 began
    slider.dispatchEvent(new Event('input'));
}"""
SIGNED = "document.querySelectorAll('.atlas-beside .atlas-area.atlas-k2').length"
WHERE = """() => [document.querySelector('#map_div'), document.querySelector('.atlas-beside')].map(box => {
    const edge = box.getBoundingClientRect(), brazil = box.querySelector('path[data-code=BRA]').getBoundingClientRect();
    return [brazil.x - edge.x, brazil.y - edge.y, brazil.width, brazil.height].map(Math.round);
})"""
IS_STILL = "() => !document.querySelector('.leaflet-zoom-anim')"


def two_maps(page: Page) -> Frame:
    frame = drawn_map(page)
    frame.wait_for_selector(f"{SECOND} path.atlas-area.atlas-k0", state="attached")
    return frame


def is_alike(frame: Frame) -> bool:
    """Whether both maps show Brazil at the same place and size, but for a pixel."""
    one, two = frame.evaluate(WHERE)
    return is_near(one, two) and bool(frame.evaluate(IS_STILL))


def wait_until_at_rest(page: Page, frame: Frame, *, what: str) -> None:
    """Wait until both maps are alike and none moves: after a drag both glide on for a moment."""
    last: list[Any] = [None]

    def is_at_rest() -> bool:
        before, last[0] = last[0], frame.evaluate(WHERE)
        return before == last[0] and is_alike(frame)

    wait_until(page, is_at_rest, what=what)


def is_near(one: list[int], two: list[int]) -> bool:
    """Whether two boxes are the same, but for a pixel."""
    return all(abs(a - b) <= 1 for a, b in zip(one, two, strict=True))


def class_of(frame: Frame, box: str, area: str) -> str:
    value: str = frame.evaluate(
        "([box, area]) => document.querySelector(`${box} path.atlas-area[data-code=${area}]`).getAttribute('class')",
        [box, area],
    )
    return value


def drag(page: Page, frame: Frame, box: str, by: tuple[int, int]) -> None:
    place = frame.locator(box).bounding_box()
    assert place is not None
    x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=5)
    page.mouse.up()


def open_narrow(page: Page, server: RunningServer, query: str, boxes: tuple[str, str]) -> Frame:
    """Open two maps on a narrow page, where one stands above the other, and give the page room for both."""
    page.set_viewport_size({"width": 390, "height": 844})
    open_atlas(page, f"{server.url}/?v=1&{query}")
    frame = two_maps(page)
    wait_until(page, lambda: is_alike(frame), what="the maps to stand alike")
    above, below = (frame.locator(box).bounding_box() for box in boxes)
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    assert abs(above["width"] - below["width"]) <= 1
    resize(page, 1280, 800)
    wait_until(page, lambda: is_side_by_side(frame) and is_alike(frame), what="the maps to stand side by side")
    return frame


def is_side_by_side(frame: Frame) -> bool:
    """Whether the maps stand beside each other and beside the menu, and Leaflet knows of their size."""
    one, two = (frame.locator(box).bounding_box() for box in ("#map_div", SECOND))
    if one is None or two is None or one["y"] != two["y"] or min(one["x"], two["x"]) < SIDEBAR_PX:
        return False
    return bool(frame.evaluate("__atlas.map.getSize().x === document.querySelector('#map_div').offsetWidth"))


def test_two_days_stand_above_each_other_or_side_by_side_and_move_as_one(page: Page, server: RunningServer) -> None:
    frame = open_narrow(page, server, "day=2026-11-21&beside=2014-01-01", (SECOND, "#map_div"))
    assert class_of(frame, SECOND, "POL") == class_of(frame, SECOND, "BRA") == class_of(frame, "#map_div", "BRA")
    assert class_of(frame, "#map_div", "POL") != class_of(frame, "#map_div", "BRA")
    expect(frame.locator(".atlas-side-title.is-first")).to_have_text("1 January 2014")
    expect(frame.locator(".atlas-side-title.is-second")).to_have_text("21 November 2026")
    expect(frame.locator(".atlas-legend-item[data-class=left] b")).to_have_text("0 · 5")
    boxes = [frame.locator(box).bounding_box() for box in (SECOND, "#map_div")]
    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    wait_until_at_rest(page, frame, what="the maps to stand alike")
    home = frame.evaluate(WHERE)
    for _ in range(2):
        frame.get_by_role("button", name="Zoom in").click()
        wait_until(page, lambda: is_alike(frame), what="both maps to be closer")
    assert frame.evaluate(WHERE)[0][2] > home[0][2] * 1.5
    for box in ("#map_div", SECOND):
        before = frame.evaluate(WHERE)
        drag(page, frame, box, (40, 20))
        assert frame.evaluate(WHERE) != before
        wait_until_at_rest(page, frame, what="the other map to follow")
    frame.get_by_role("button", name="Show the whole extent").click()
    whole = home[0]
    wait_until(
        page,
        lambda: is_alike(frame) and is_near(frame.evaluate(WHERE)[0], whole),
        what="both maps to be whole again",
    )
    signed = frame.evaluate(SIGNED)
    frame.evaluate(PLAY)
    expect(frame.locator(".atlas-side-title.is-second")).to_have_text("15 December 2007")
    expect(frame.locator(".atlas-side-title.is-first")).to_have_text("1 January 2014")
    assert frame.evaluate(SIGNED) == signed


def test_two_treaties_stand_above_each_other_or_side_by_side_are_outlined_and_played_together(
    page: Page, server: RunningServer
) -> None:
    frame = open_narrow(page, server, "day=2026-11-21&beside=ccm", ("#map_div", SECOND))
    brazil = frame.locator(f"{SECOND} path.atlas-area[data-code=BRA]")
    brazil.hover()
    for box in ("#map_div", SECOND):
        expect(frame.locator(f"{box} path.atlas-hover")).to_have_count(1)
    expect(frame.locator(f"{SECOND} .atlas-card-name")).to_have_text("Brazil")
    number = class_of(frame, SECOND, "BRA").split("atlas-k")[1][0]
    expect(frame.locator(f"{SECOND} .atlas-card .atlas-k{number}")).to_have_count(1)
    brazil.click()
    wait_until(page, lambda: "country=BRA" in page.url, what="the link to name the country")
    for box in ("#map_div", SECOND):
        expect(frame.locator(f"{box} path.atlas-chosen")).to_have_count(1)
    assert frame.evaluate(SIGNED) > 0
    frame.evaluate(PLAY)
    wait_until(page, lambda: frame.evaluate(SIGNED) == 0, what="the second map to show a day before its treaty")


def test_the_second_map_comes_and_goes_and_the_first_one_stays(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/?v=1")
    frame = drawn_map(page)
    frame.evaluate("window.isTheSame = true")
    width = frame.evaluate("document.querySelector('#map_div').offsetWidth")
    page.locator(".st-key-compare-how").get_by_text("Beside").click()
    frame.wait_for_selector(f"{SECOND} path.atlas-area", state="attached")
    wait_until(page, lambda: "beside=" in page.url, what="the link to name the other day")
    assert frame.evaluate("document.querySelector('#map_div').offsetWidth") < width / 2
    page.locator(".st-key-compare-how").get_by_text("Off").click()
    expect(frame.locator(SECOND)).to_have_count(0)
    wait_until(page, lambda: page.url.endswith("/?v=1"), what="the link to compare nothing")
    wait_until(
        page,
        lambda: frame.evaluate("document.querySelector('#map_div').offsetWidth") == width,
        what="the first map to be as wide as it was",
    )
    assert frame.evaluate("window.isTheSame")


def test_an_empty_map_says_why_and_its_button_leads_back(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/?v=1&day=2026-11-21&status=leaving")
    frame = drawn_map(page)
    card = frame.locator(".atlas-empty")
    expect(card).to_contain_text("No state passes this filter on 21 November 2026.")
    card.get_by_role("button", name="Show all states").click()
    assert "is-muted" not in class_of(frame, "#map_div", "BRA")  # before Python has answered
    wait_until(page, lambda: page.url.endswith("/?v=1&day=2026-11-21"), what="the link to name no class")
    expect(card).to_be_hidden()
    wait_until_idle(page)
    assert frame.evaluate("document.activeElement.id") == "map_div"
