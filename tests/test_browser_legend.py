"""The legend inside the map's frame: it lights, it filters, it adds, and what it does shows at once."""

import pytest
from playwright.sync_api import Frame, Locator, Page, expect

from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.serving import RunningServer
from tests.test_browser_atlas import HEADLINE

pytestmark = pytest.mark.browser


def key(frame: Frame, class_id: str) -> Locator:
    return frame.locator(f".atlas-legend-item[data-class={class_id}]")


def muted(frame: Frame, area: str) -> bool:
    value: str = frame.evaluate("area => document.querySelector(`[data-code=${area}]`).getAttribute('class')", area)
    return "is-muted" in value


def test_pointing_dims_all_others_a_click_filters_shift_adds_and_a_second_click_shows_all(
    page: Page, server: RunningServer
) -> None:
    open_atlas(page, f"{server.url}/?v=1")
    frame = drawn_map(page)
    opacity = "area => getComputedStyle(document.querySelector(`[data-code=${area}]`)).opacity"
    key(frame, "left").hover()
    assert float(frame.evaluate(opacity, "BRA")) < 0.5
    assert float(frame.evaluate(opacity, "EST")) == 1.0
    page.mouse.move(2, 2)
    wait_until(page, lambda: float(frame.evaluate(opacity, "BRA")) == 1.0, what="all classes to be lit again")
    key(frame, "left").click()
    assert muted(frame, "BRA")  # before Python has answered
    assert not muted(frame, "EST")
    expect(key(frame, "left")).to_have_attribute("aria-pressed", "true")
    key(frame, "suspension-claimed").click(modifiers=["Shift"])
    assert not muted(frame, "UKR")
    wait_until(page, lambda: page.url.endswith("status=suspension-claimed.left"), what="the link to name both classes")
    expect(page.locator(HEADLINE)).to_contain_text("left")
    key(frame, "left").click()
    assert muted(frame, "UKR")
    key(frame, "left").click()
    assert not muted(frame, "BRA")
    wait_until(page, lambda: page.url.endswith("/?v=1"), what="the link to name no class")


def test_keys_choose_a_class_show_all_keeps_the_focus_and_clicks_in_a_hurry_are_all_heard(
    page: Page, server: RunningServer
) -> None:
    open_atlas(page, f"{server.url}/?v=1")
    frame = drawn_map(page)
    left = frame.get_by_role("button", name="Left")
    box = left.bounding_box()
    assert box is not None
    assert box["height"] >= 24  # WCAG 2.5.8
    left.focus()
    page.keyboard.press("Enter")
    wait_until(page, lambda: page.url.endswith("/?v=1&status=left"), what="the link to name the class")
    frame.get_by_role("button", name="Show all").focus()
    page.keyboard.press("Enter")
    wait_until(page, lambda: page.url.endswith("/?v=1"), what="the link to name no class")
    assert frame.evaluate("document.activeElement.closest('.atlas-legend') !== null")
    wait_until_idle(page)
    # Two clicks in a hurry, and a third on the map, are all heard.
    frame.evaluate(
        "() => { const press = (id, isMore) => document.querySelector(`[data-class=${id}]`)"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true, shiftKey: isMore}));"
        " press('left', false); press('signed', true); window.__atlas.sendAct('choose', 'EST'); }"
    )
    wait_until(page, lambda: "status=signed.left" in page.url and "country=EST" in page.url, what="both in the link")
    expect(page.locator(".panel h2")).to_have_text("Estonia")
    wait_until_idle(page)
    assert frame.evaluate("window.__atlas.acts.length") == 0  # Python has confirmed all of them


def test_a_class_of_claims_keeps_those_from_it_upwards_and_a_second_click_shows_all(
    page: Page, server: RunningServer
) -> None:
    open_atlas(page, f"{server.url}/?v=1&layers=contamination")
    frame = drawn_map(page)
    key(frame, "heavy").click()
    wait_until(page, lambda: page.url.endswith("least=heavy"), what="the link to name the least class")
    wait_until_idle(page)
    expect(key(frame, "massive")).to_have_attribute("aria-pressed", "true")
    expect(key(frame, "light")).to_have_attribute("aria-pressed", "false")
    key(frame, "heavy").click()
    expect(key(frame, "massive")).to_have_attribute("aria-pressed", "false")
    wait_until(page, lambda: page.url.endswith("layers=contamination"), what="the link to name no class")
