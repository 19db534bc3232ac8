"""A page watched from outside: frames of the compositor and bytes on the wire, nothing that the app must know of."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from playwright.sync_api import ElementHandle, Error, Frame, Page

from tests.bench.pictures import Box, Picture, Shot, coloured, picture_of
from tests.browser.driving import POLL_MS, NotInTimeError, Traffic

WIDTH, HEIGHT, SCALE = 1280, 900, 2  # of the window, and how many of its pixels make one of the screencast
QUIET = 0.6  # seconds without a frame or a byte: the page is at rest
LIMIT = 40.0  # seconds
MAP_LIMIT = 15.0  # seconds at rest without a map; now and then the browser withholds the last frame
LEAST_COLOURED = 0.02  # share of the map's pixels: below that there is no map yet
# Tells the time of a press to the page, whichever of its frames was pressed into; to be run as often as one likes.
NOTE_PRESS = """document.notesPress || (document.notesPress = !document.addEventListener("pointerdown", () => {
    window.top.pressedAt = (performance.timeOrigin + performance.now()) / 1000;
}, true))"""
MAPS = "iframe, .leaflet-container, [data-testid=stDeckGlJsonChart], .js-plotly-plot, #m"
FIND_MAP = f"""() => {{
    const area = e => {{ const b = e.getBoundingClientRect(); return b.width * b.height; }};
    return [...document.querySelectorAll("{MAPS}")].sort((a, b) => area(b) - area(a))[0] || null;
}}"""
BOX = "e => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; }"
IS_BUSY = """() => [...document.querySelectorAll("[data-test-script-state]")]
    .some(e => e.getAttribute("data-test-script-state") !== "notRunning")"""
MARK = "e => { e.isTheSame = true; if (e.contentWindow) e.contentWindow.isTheSame = true; }"
IS_THE_SAME = "e => !!e.isTheSame && (!e.contentWindow || !!e.contentWindow.isTheSame)"


class Screen:
    """One page and what was seen of it since `forget`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.traffic = Traffic.of(page)
        self.frames: list[tuple[float, bytes]] = []
        self.last: bytes | None = None  # the newest frame, whatever was forgotten
        self.session = page.context.new_cdp_session(page)
        page.add_init_script(NOTE_PRESS)
        self.session.on("Page.screencastFrame", self._keep)
        self.session.send("Performance.enable")
        form = {"format": "jpeg", "quality": 70, "everyNthFrame": 1}
        self.session.send("Page.startScreencast", {**form, "maxWidth": WIDTH // SCALE, "maxHeight": HEIGHT // SCALE})

    def _keep(self, event: dict[str, Any]) -> None:
        self.last = base64.b64decode(event["data"])
        self.frames.append((event["metadata"]["timestamp"], self.last))
        with suppress(Error):  # the page may be closed already
            self.session.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    def forget(self) -> None:
        """See and count from now on."""
        self.frames.clear()
        self.traffic.reset()

    def rest(self) -> None:
        """Wait until nothing has moved on the page or on the wire for QUIET seconds and no script runs."""
        deadline = time.monotonic() + LIMIT
        seen, since = self._signs(), time.monotonic()
        while time.monotonic() < deadline:
            self.page.wait_for_timeout(POLL_MS)
            if self._signs() != seen:
                seen, since = self._signs(), time.monotonic()
            elif time.monotonic() - since > QUIET and not self.page.evaluate(IS_BUSY):
                return
        raise NotInTimeError(f"the page did not come to rest within {LIMIT:g} s")

    def _signs(self) -> tuple[int, int, int]:
        return len(self.frames), self.traffic.http_requests, self.traffic.web_socket_frames

    def rest_with_map(self) -> None:
        """Wait until the page is at rest and shows a map."""
        self.rest()
        deadline = time.monotonic() + MAP_LIMIT
        while time.monotonic() < deadline:
            if self._map() is not None and self.last and coloured(self.now(self.map_box())) > LEAST_COLOURED:
                return
            self.rest()
        raise NotInTimeError(f"{MAP_LIMIT:g} s after the page came to rest it showed no map")

    def _map(self) -> ElementHandle | None:
        return self.page.evaluate_handle(FIND_MAP).as_element()

    def map_frame(self) -> Frame | None:
        """Return the page inside the map's element, watched for presses; None where the map has none."""
        element = self._map()
        frame = element.content_frame() if element else None
        if frame is not None:
            frame.evaluate(NOTE_PRESS)  # an init script reaches only the empty page that a frame begins with
        return frame

    def map_box(self) -> Box:
        """Return where the map lies in the frames."""
        return self._box(self._map())

    def land_box(self) -> Box:
        """Return where the map alone lies in the frames, without what else its element holds."""
        element = self._map()
        frame = element.content_frame() if element else None
        inner = frame.query_selector(".leaflet-container") if frame else None
        if element is None or inner is None:
            return self._box(element)
        x, y, _, _ = element.evaluate(BOX)
        left, top, right, bottom = inner.evaluate(BOX)
        return self._framed((x + left, y + top, x + right, y + bottom))

    def box_of(self, selector: str) -> Box:
        """Return where an element lies in the frames."""
        return self._box(self.page.query_selector(selector))

    def _box(self, element: ElementHandle | None) -> Box:
        if element is None:
            raise AssertionError("what is watched is not on the page")
        return self._framed(element.evaluate(BOX))

    def _framed(self, box: Iterable[float]) -> Box:
        left, top, right, bottom = (int(value / SCALE) for value in box)
        return left, top, min(right, WIDTH // SCALE), min(bottom, HEIGHT // SCALE)

    def now(self, box: Box) -> Picture:
        """Return the last picture.

        Raises
        ------
        NotInTimeError
            The browser has shown no frame of the page yet.
        """
        if self.last is None:
            raise NotInTimeError("the page showed no first frame")
        return picture_of(self.last, box)

    def shots(self, box: Box) -> list[Shot]:
        """Return every picture since `forget`."""
        return [Shot(at, picture_of(jpeg, box)) for at, jpeg in self.frames]

    def opened_at(self) -> float:
        """Return when the browser began to open the page."""
        return float(self.page.evaluate("performance.timeOrigin")) / 1000

    def pressed_at(self) -> float:
        """Return when something was last pressed."""
        return float(self.page.evaluate("window.pressedAt"))

    def mark_map(self) -> None:
        """Mark the map's element and the page inside it."""
        element = self._map()
        if element is not None:
            element.evaluate(MARK)

    def has_marked_map(self) -> bool:
        """Return whether the map is still the one that was marked."""
        element = self._map()
        return element is not None and bool(element.evaluate(IS_THE_SAME))

    def heap_mb(self) -> float:
        """Return what JavaScript holds after a full collection."""
        self.session.send("HeapProfiler.collectGarbage")
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        return float(next(item["value"] for item in metrics if item["name"] == "JSHeapUsedSize")) / 2**20
