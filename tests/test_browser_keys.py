"""The map by keyboard: one stop, neighbours by arrows, names by letters, and what a voice says."""

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.driving import drawn_map, open_atlas, wait_until
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement && (document.activeElement.id || document.activeElement.getAttribute('aria-label'))"
VOICE = "[aria-live=polite]"
CARD = ".atlas-card.is-shown"
CODE = "__atlas.keys.code"


def opened(page: Page, server: RunningServer, query: str = "?v=1&day=2026-11-21") -> Frame:
    """Open the atlas and go to the map as a reader does who has no mouse."""
    open_atlas(page, f"{server.url}/{query}")
    frame = drawn_map(page)
    for _ in range(60):
        page.keyboard.press("Tab")
        if frame.evaluate(FOCUSED) == "map_div" and frame.evaluate("document.hasFocus()"):
            return frame
    raise AssertionError("the Tab key never came to the map")


def end_of_name(frame: Frame) -> None:
    """Put the clock of the frame on, so that letters begin another name."""
    frame.evaluate("() => { const now = Date.now; Date.now = () => now() + 1200; }")
    assert not frame.evaluate("__atlas.keys.isTyping()")


def test_letters_find_a_state_a_voice_tells_of_it_and_enter_opens_its_panel(page: Page, server: RunningServer) -> None:
    frame = opened(page, server)
    page.keyboard.type("ukr")
    voice = frame.locator(VOICE)
    expect(voice).to_contain_text("Ukraine. State party, suspension claimed by notice of 18 July 2025 (")
    expect(voice).to_contain_text("Anti-personnel mines, latest claim: Massive: 100 km² or more, Mine Action Review")
    expect(voice).not_to_contain_text("[")
    expect(frame.locator(f"{CARD} .atlas-card-name")).to_have_text("Ukraine")
    page.keyboard.press("Enter")
    wait_until(page, lambda: page.url.endswith("&country=UKR"), what="the link to name Ukraine")
    expect(page.locator(".panel h2")).to_have_text("Ukraine")


def test_the_map_is_one_stop_and_escape_takes_the_card_away_first(page: Page, server: RunningServer) -> None:
    frame = opened(page, server)
    box = frame.locator("#map_div")
    expect(box).to_have_attribute("role", "application")
    expect(box).to_have_attribute("aria-roledescription", "map")
    assert "joined the Mine Ban Convention" in frame.locator("#atlas-label").inner_text()
    assert frame.evaluate("getComputedStyle(document.querySelector('.atlas'), '::before').borderTopWidth") == "3px"
    page.keyboard.type("france")
    frame.wait_for_selector("path.atlas-focus", state="attached")
    page.keyboard.press("Tab")
    assert frame.evaluate(FOCUSED) == "Zoom in"
    frame.wait_for_selector("path.atlas-focus", state="detached")
    frame.wait_for_selector(CARD, state="detached")
    page.keyboard.press("Shift+Tab")
    assert frame.evaluate(FOCUSED) == "map_div"
    end_of_name(frame)
    page.keyboard.type("peru")
    frame.wait_for_selector(CARD)
    page.keyboard.press("Escape")
    frame.wait_for_selector(CARD, state="detached")
    assert frame.evaluate(FOCUSED) == "map_div"
    page.keyboard.press("Escape")
    assert frame.evaluate(FOCUSED) != "map_div"
    page.keyboard.press("Tab")
    assert frame.evaluate(FOCUSED) == "Zoom in"


def test_arrows_go_to_neighbours_and_the_map_follows_the_focus_out_of_view(page: Page, server: RunningServer) -> None:
    frame = opened(page, server)
    for start, key, near in (
        ("france", "ArrowRight", {"DEU", "CHE", "ITA", "AUT"}),
        ("france", "ArrowDown", {"ESP", "AND"}),
        ("brazil", "ArrowLeft", {"BOL", "PER"}),
        ("egypt", "ArrowUp", {"CYP", "GRC", "TUR", "LBN", "ISR"}),
        ("japan", "ArrowLeft", {"KOR", "PRK", "CHN"}),
    ):
        page.keyboard.type(start)
        end_of_name(frame)
        page.keyboard.press(key)
        assert frame.evaluate(CODE) in near, f"{key} from {start}"
    page.emulate_media(reduced_motion="reduce")
    page.keyboard.type("peru")
    zoom = frame.evaluate("__atlas.map.getZoom()")
    for _ in range(3):
        page.keyboard.press("+")
    assert frame.evaluate("__atlas.map.getZoom()") > zoom + 1.5
    end_of_name(frame)
    page.keyboard.type("mongolia")
    inside = """() => {
        const c = __atlas.keys.places().find(item => item.code === 'MNG'), size = __atlas.map.getSize();
        return c.x > 0 && c.y > 0 && c.x < size.x && c.y < size.y;
    }"""
    assert frame.evaluate(inside)
    expect(frame.locator(f"{CARD} .atlas-card-name")).to_have_text("Mongolia")
    page.keyboard.press("0")
    assert frame.evaluate("__atlas.map.getZoom()") == pytest.approx(zoom)
