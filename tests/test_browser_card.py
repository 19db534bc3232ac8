"""The card of the map: what it says, that it can be dismissed and entered, and what a finger does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from dashboard.maps.compose.cards import Card, cards
from dashboard.maps.view import View
from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.room import resize
from tests.browser.serving import RunningServer
from tests.browser.watching import Watch
from tests.shipped_views import TODAY, dataset

pytestmark = pytest.mark.browser

MAP = 'iframe[title*="st_folium"]'
PLACE = """code => {
    const place = window.__atlas.keys.places().find(item => item.code === code);
    return [place.x, place.y];
}"""
SETTLED = ".atlas-card.is-shown.is-still"


def place_of(page: Page, frame: Frame, code: str) -> tuple[float, float]:
    """The middle of an area on the page."""
    outer = page.locator(MAP).bounding_box()
    assert outer is not None
    x, y = frame.evaluate(PLACE, code)
    return outer["x"] + x, outer["y"] + y


def point_at(page: Page, frame: Frame, code: str) -> Locator:
    """Move the pointer onto an area and return its card once it says all it can."""
    frame.locator(".leaflet-container").scroll_into_view_if_needed()
    page.mouse.move(*place_of(page, frame, code))
    card = frame.locator(".atlas-card.is-shown")
    card.locator("sup").first.wait_for()
    return card


def expected_card(code: str) -> Card:
    return next(card for card in cards(View(), dataset(), today=TODAY).areas if card.area == code)


def opened(page: Page, server: RunningServer, query: str = "?v=1&day=2026-11-21") -> Frame:
    open_atlas(page, f"{server.url}/{query}")
    return drawn_map(page)


def test_the_card_gives_status_claim_and_the_sources_of_both_and_is_fetched_once(
    page: Page, server: RunningServer
) -> None:
    items: list[str] = []
    page.on("request", lambda request: items.append(request.url) if "/cards/" in request.url else None)
    frame = opened(page, server)
    assert items == []
    card, known = point_at(page, frame, "UKR"), expected_card("UKR")
    status, claim = (line.text for line in known.lines)
    expect(card.locator(".atlas-card-name")).to_have_text("Ukraine")
    expect(card.locator(".atlas-card-class span")).to_contain_text(status)
    expect(card.locator(".atlas-card-of")).to_have_text("Anti-personnel mines, latest claim")
    figure, _, rest = claim.partition(" — ")
    expect(card.locator("div:not(.atlas-card-sources) > b")).to_have_text(figure)
    expect(card).to_contain_text(rest)
    numbers = [str(number) for line in known.lines for number in line.sources]
    assert [text for raised in card.locator("sup").all_inner_texts() for text in raised.split(",")] == numbers
    assert card.locator(".atlas-card-sources b").all_inner_texts() == sorted(numbers, key=int)
    for code in ("BRA", "CHN"):
        point_at(page, frame, code)
    assert len(items) == 1
    page.mouse.move(0, 0)
    frame.locator(".atlas-legend button", has_text="Not signed").click()
    wait_until(page, lambda: page.url.endswith("status=not-signed"), what="the link to name the class")
    wait_until_idle(page)
    expect(point_at(page, frame, "UKR")).to_contain_text("Left out by the filter")
    assert len(items) == 2


LINES = """card => {
    window.__fewest = Infinity;
    const count = () => { window.__fewest = Math.min(window.__fewest, card.querySelectorAll("sup").length); };
    new MutationObserver(count).observe(card, { childList: true, subtree: true });
}"""


def test_a_card_keeps_its_lines_while_its_country_is_chosen_and_then_has_the_numbers_of_the_new_page(
    page: Page, server: RunningServer
) -> None:
    frame = opened(page, server)
    card = point_at(page, frame, "UKR")
    marks = card.locator("sup").all_inner_texts()
    card.evaluate(LINES)
    page.mouse.click(*place_of(page, frame, "UKR"))
    chosen = next(one for one in cards(View(country="UKR"), dataset(), today=TODAY).areas if one.area == "UKR")
    numbers = [",".join(map(str, line.sources)) for line in chosen.lines if line.sources]
    assert numbers != marks
    expect(card.locator("sup")).to_have_text(numbers)
    assert frame.evaluate("window.__fewest") == len(marks)


def test_the_card_is_taken_away_by_escape_entered_by_the_pointer_and_never_leaves_the_map(
    page: Page, server: RunningServer
) -> None:
    frame = opened(page, server)
    card = point_at(page, frame, "BRA")
    page.keyboard.press("Escape")  # the focus is on the page around the map
    card.wait_for(state="detached")
    x, y = place_of(page, frame, "BRA")
    page.mouse.move(x + 4, y)
    assert not frame.locator(".atlas-card").is_visible()
    expect(point_at(page, frame, "ARG").locator(".atlas-card-name")).to_have_text("Argentina")
    card = point_at(page, frame, "DZA")
    frame.locator(SETTLED).wait_for()
    box = card.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, steps=60)
    wait_until(page, lambda: frame.evaluate("document.querySelector('.atlas-card:hover') !== null"), what="the card")
    expect(card.locator(".atlas-card-name")).to_have_text("Algeria")
    page.mouse.move(0, 0, steps=5)
    card.wait_for(state="detached")
    holds_the_card(page, frame, 1280)
    page.mouse.move(0, 0)
    resize(page, 390, 800)
    wait_until(page, lambda: is_as_wide_as_shown(page, frame), what="the map to be as wide as the page")
    holds_the_card(page, frame, 390)


def is_as_wide_as_shown(page: Page, frame: Frame) -> bool:
    """Whether the map has taken the width of a narrow page."""
    return bool(frame.evaluate("__atlas.map.getSize().x") <= page.evaluate("innerWidth"))


def holds_the_card(page: Page, frame: Frame, width: int) -> None:
    """Hold the card to lie within the map, on a page so wide."""
    page.locator(MAP).scroll_into_view_if_needed()
    for code in ("GRL", "NZL"):  # at the upper and at the lower edge
        card, area = point_at(page, frame, code).bounding_box(), frame.locator("#map_div").bounding_box()
        assert card is not None
        assert area is not None
        where = f"{code} on a page {width} px wide"
        assert card["width"] <= 300 or width == 390, where
        assert area["x"] <= card["x"] <= card["x"] + card["width"] <= area["x"] + area["width"], where
        assert area["y"] <= card["y"] <= card["y"] + card["height"] <= area["y"] + area["height"], where


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page of a telephone; the test fails if anything went wrong on it."""
    watch = Watch()
    with browser.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        watch.attach(page)
        yield page
    assert watch.problems == []


def test_the_first_tap_shows_the_card_and_the_second_opens_the_panel(phone: Page, server: RunningServer) -> None:
    frame = opened(phone, server)
    phone.locator(MAP).scroll_into_view_if_needed()
    before = phone.url
    phone.touchscreen.tap(*place_of(phone, frame, "BRA"))
    card = frame.locator(".atlas-card.is-shown")
    expect(card.locator(".atlas-card-name")).to_contain_text("Brazil")
    expect(card).to_contain_text("Tap again to open")
    wait_until_idle(phone)
    assert phone.url == before
    phone.touchscreen.tap(*place_of(phone, frame, "AUS"))
    expect(card.locator(".atlas-card-name")).to_contain_text("Australia")
    phone.touchscreen.tap(*place_of(phone, frame, "AUS"))
    wait_until(phone, lambda: phone.url.endswith("&country=AUS"), what="the link to name Australia")


def swipe(phone: Page, fingers: int, at: tuple[float, float]) -> None:
    """Move one finger 120 px up, or two fingers apart, as a hand does."""
    touch = phone.context.new_cdp_session(phone)

    def points(step: int) -> list[dict[str, float]]:
        if fingers == 1:
            return [{"x": at[0], "y": at[1] - 10 * step}]
        return [{"x": at[0] + side * (20 + 4 * step), "y": at[1], "id": side + 1} for side in (-1, 1)]

    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points(0)})
    for step in range(1, 13):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": points(step)})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_one_finger_scrolls_the_page_past_the_map_and_two_zoom_it(phone: Page, server: RunningServer) -> None:
    frame = opened(phone, server)
    shown = "() => { const c = __atlas.map.getCenter(); return [c.lat, c.lng, __atlas.map.getZoom()]; }"
    before = frame.evaluate(shown)

    def top() -> float:
        box = phone.locator(MAP).bounding_box()
        assert box is not None
        return box["y"]

    was = top()
    swipe(phone, 1, place_of(phone, frame, "BRA"))
    wait_until(phone, lambda: top() < was - 40, what="the page to scroll")
    assert frame.evaluate(shown) == before
    assert not frame.locator(".atlas-card.is-shown").count()
    seen = [was, top()]

    def at_rest() -> bool:  # a page that was pushed glides on
        seen.append(top())
        return seen[-1] == seen[-2] == seen[-8:][0]

    wait_until(phone, at_rest, what="the page to come to rest")
    swipe(phone, 2, place_of(phone, frame, "BRA"))
    wait_until(phone, lambda: frame.evaluate(shown)[2] > before[2] + 0.2, what="the map to zoom")
    assert top() == seen[-1]
