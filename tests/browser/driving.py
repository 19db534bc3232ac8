"""Waiting for the page, and counting what it is sent; nothing here sleeps for a fixed time."""

import base64
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from playwright.sync_api import Frame, Page

T = TypeVar("T")

SECONDS = 20.0  # a first visit on two busy cores takes about 5 s
POLL_MS = 25  # between two looks; below what a reader notices
TEXT_FRAME = 1  # RFC 6455, section 11.8; every other frame reaches us in base64


class NotInTimeError(AssertionError):
    """A condition did not become true before its deadline."""


def wait_until(page: Page, condition: Callable[[], T], *, what: str, seconds: float = SECONDS) -> T:
    """Ask again and again until the answer is truthy, and return that answer; `what` completes "waited for"."""
    deadline = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() >= deadline:
            raise NotInTimeError(f"waited {seconds:g} s for {what}; the last answer was {answer!r}")
        page.wait_for_timeout(POLL_MS)  # unlike a sleep, this lets the events of the page in


def open_atlas(page: Page, url: str, *, seconds: float = SECONDS) -> None:
    """Go to an address of the app and wait until its first run has ended."""
    page.goto(url)
    wait_until_idle(page, seconds=seconds)


def wait_until_idle(page: Page, *, seconds: float = SECONDS) -> None:
    """Wait until the script of the screen has run to its end and nothing on it is out of date."""
    page.wait_for_selector(
        '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]',
        timeout=seconds * 1000,
    )
    stale = page.locator('[data-stale="true"]')
    wait_until(page, lambda: stale.count() == 0, what="every element to be up to date", seconds=seconds)


def drawn_map(page: Page, *, seconds: float = SECONDS) -> Frame:
    """The frame of the map, once its areas are drawn."""
    handle = page.wait_for_selector('iframe[title*="st_folium"]', timeout=seconds * 1000)
    frame = handle.content_frame() if handle else None
    if frame is None:
        raise NotInTimeError("the page has no frame with a map")
    frame.wait_for_selector("path.atlas-area", state="attached", timeout=seconds * 1000)
    return frame


def choose(page: Page, label: str, name: str) -> None:
    """Choose from a list at the side; a list that opens while the page is still settling closes again."""
    box, option = page.get_by_role("combobox", name=label), page.get_by_role("option", name=name, exact=True)

    def is_open() -> bool:
        if not option.is_visible():
            box.press("ArrowDown")
        return option.is_visible()

    wait_until(page, is_open, what=f"the list of {label}")
    option.click()


@dataclass  # no slots: Playwright keeps its wrapper of a listener on the object the listener belongs to
class Traffic:
    """Bytes that the page has received since `Traffic.of(page)` or the last `reset()`."""

    web_socket_bytes: int = 0
    web_socket_frames: int = 0
    http_bytes: int = 0  # as sent over the line: compressed, with headers; nothing for what the cache answered
    http_requests: int = 0

    @classmethod
    def of(cls, page: Page) -> Self:
        """Start to count for this page; do so before it is opened, as an open web socket stays uncounted."""
        traffic = cls()
        session = page.context.new_cdp_session(page)
        session.on("Network.webSocketFrameReceived", traffic._count_frame)
        session.on("Network.loadingFinished", traffic._count_response)
        session.send("Network.enable")
        return traffic

    def reset(self) -> None:
        """Count from nought again."""
        self.web_socket_bytes = self.web_socket_frames = self.http_bytes = self.http_requests = 0

    def _count_frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        payload: str = frame["payloadData"]
        size = len(payload.encode()) if frame["opcode"] == TEXT_FRAME else len(base64.b64decode(payload))
        self.web_socket_bytes += size
        self.web_socket_frames += 1

    def _count_response(self, event: dict[str, Any]) -> None:
        self.http_bytes += int(event["encodedDataLength"])
        self.http_requests += 1
