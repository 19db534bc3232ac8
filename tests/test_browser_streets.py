"""A street map beneath a close-up in a real browser, with a provider made up here: it answers, or it does not."""

import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Frame, Page, Route

from tests.browser.driving import choose, drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.serving import RunningServer
from tests.browser.watching import Watch
from tests.test_browser_map import IFRAME, click_area

pytestmark = pytest.mark.browser

HOST = "tile.openstreetmap.org"
LINK = "/?v=1&extent=UKR&streets=openstreetmap"
PATIENCE_MS = 8_000  # as in street-map.js
LOADED = "img.leaflet-tile-loaded"


def picture() -> bytes:
    """A picture of 256 pixels in one colour, as PNG (ISO/IEC 15948)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    rows = (b"\0" + bytes((170, 211, 223)) * 256) * 256
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@dataclass
class Provider:
    """Stands in for the servers of a street map: notes each question and answers as `answer` does."""

    answer: Callable[[Route], None]
    requests: list[str] = field(default_factory=list)
    referrers: set[str | None] = field(default_factory=set)

    def handle(self, route: Route) -> None:
        self.requests.append(route.request.url)
        self.referrers.add(route.request.headers.get("referer"))
        self.answer(route)


def give(route: Route) -> None:
    route.fulfill(body=picture(), content_type="image/png")


@pytest.fixture
def provider(page: Page, watch: Watch) -> Provider:
    watch.expected.add(HOST)
    street_provider = Provider(give)
    page.route(f"https://{HOST}/**", street_provider.handle)
    return street_provider


def on_streets(page: Page) -> Frame:
    frame = drawn_map(page)
    wait_until(page, lambda: frame.locator(LOADED).count() >= 2, what="pictures of the street map")
    return frame


def opacity(frame: Frame, code: str) -> float:
    value: str = frame.evaluate("c => getComputedStyle(document.querySelector(`[data-code=${c}]`)).fillOpacity", code)
    return float(value)


def off_by(frame: Frame) -> Any:
    """How far each picture lies from where its address says, in pixels; our own shapes tell where that is."""
    return frame.evaluate(
        """() => {
            const map = window.__atlas.map, box = map.getContainer().getBoundingClientRect();
            const around = 2 * Math.PI * 63.78137;
            return [...document.querySelectorAll("img.leaflet-tile-loaded")].map(picture => {
                const seen = picture.getBoundingClientRect();
                const [z, x, y] = picture.src.match(/\\d+/g).slice(-3).map(Number);
                const at = map.latLngToContainerPoint([(0.5 - y / 2 ** z) * around, (x / 2 ** z - 0.5) * around]);
                return Math.max(Math.abs(seen.x - box.x - at.x), Math.abs(seen.y - box.y - at.y));
            });
        }"""
    )


def test_pictures_lie_beneath_translucent_areas_in_the_same_place_and_are_credited(
    page: Page, server: RunningServer, provider: Provider
) -> None:
    open_atlas(page, server.url + LINK)
    frame = on_streets(page)
    assert opacity(frame, "UKR") < 0.6
    credit = frame.locator(".atlas-credit")
    assert "© OpenStreetMap contributors" in credit.inner_text()
    assert credit.get_by_role("link", name="OpenStreetMap").get_attribute("href") == (
        "https://www.openstreetmap.org/copyright"
    )
    assert max(off_by(frame)) < 1.5
    zoom = frame.evaluate("window.__atlas.map.getZoom()")
    assert zoom == round(zoom)
    # The provider learns which website asks, and no more of the address.
    assert provider.referrers == {server.url + "/"}
    assert frame.locator(".atlas-streets-notice").is_hidden()
    frame.get_by_role("button", name="Zoom in").click()
    wait_until(page, lambda: any(f"/{zoom + 1:.0f}/" in url for url in provider.requests), what="closer pictures")
    wait_until(page, lambda: max(off_by(frame)) < 1.5, what="pictures and shapes to agree")


def test_nobody_outside_is_asked_until_the_reader_switches_it_on_nor_after(
    page: Page, server: RunningServer, provider: Provider
) -> None:
    open_atlas(page, server.url + "/?v=1&extent=UKR")
    frame = drawn_map(page)
    equal_area = frame.locator("[data-code=UKR]").get_attribute("d")
    frame.evaluate("window.mark = 'the same page'")
    assert provider.requests == []
    choose(page, "Street map underneath", "Local names, OpenStreetMap")
    on_streets(page)
    wait_until(page, lambda: page.url.endswith("streets=openstreetmap"), what="the link to say so")
    wait_until_idle(page)
    page.locator(".st-key-streets").get_by_label("Clear").click()
    wait_until(page, lambda: frame.locator("img.leaflet-tile").count() == 0, what="the pictures to go")
    wait_until(page, lambda: frame.locator("[data-code=UKR]").get_attribute("d") == equal_area, what="the old shapes")
    assert opacity(frame, "UKR") == 1
    assert "OpenStreetMap" not in frame.locator(".atlas-credit").inner_text()
    assert frame.evaluate("window.mark") == "the same page"


def test_a_provider_out_of_reach_leaves_one_sentence_and_the_equal_area_map(
    page: Page, server: RunningServer, provider: Provider
) -> None:
    provider.answer = Route.abort
    open_atlas(page, server.url + LINK)
    frame = drawn_map(page)
    notice = frame.locator(".atlas-streets-notice")
    notice.wait_for()
    assert "The street map cannot be reached; this is the equal-area map." in notice.inner_text()
    wait_until(page, lambda: frame.locator(".is-on-streets").count() == 0, what="the equal-area map")
    assert opacity(frame, "UKR") == 1
    assert "OpenStreetMap" not in frame.locator(".atlas-credit").inner_text()
    click_area(page, frame, "ROU")
    wait_until(page, lambda: "country=ROU" in page.url, what="the click to reach the link")
    assert "streets=openstreetmap" in page.url
    provider.answer = give
    notice.get_by_role("button", name="Try again").click()
    on_streets(page)
    assert notice.is_hidden()


@pytest.mark.new_page
def test_a_provider_that_never_answers_is_not_waited_for(page: Page, server: RunningServer, provider: Provider) -> None:
    provider.answer = lambda _: None
    page.clock.install()
    open_atlas(page, server.url + LINK)
    frame = drawn_map(page)
    notice, pictures = frame.locator(".atlas-streets-notice"), frame.locator("img.leaflet-tile")
    wait_until(page, lambda: len(provider.requests) >= 2, what="the provider to be asked")
    assert notice.is_hidden()
    assert pictures.count()
    page.clock.fast_forward(PATIENCE_MS)
    notice.wait_for()
    wait_until(page, lambda: pictures.count() == 0, what="the pictures to be given up")
    assert page.locator(IFRAME).count() == 1
