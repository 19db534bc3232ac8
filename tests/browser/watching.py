"""Watches a page for what must never happen: console errors, page errors, requests to the outside."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Error, Page, Request, WebSocket

INSIDE = {"127.0.0.1", "localhost"}
# Every other host name fails to resolve, so a forgotten outside address also shows as an error on the page.
RESOLVER_RULES = "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"


@dataclass  # no slots: Playwright keeps its wrapper of a listener on the object the listener belongs to
class Watch:
    """What went wrong on one page, in the order it happened."""

    problems: list[str] = field(default_factory=list)
    expected: set[str] = field(default_factory=set)  # hosts outside that this page may ask, and that may fail to answer

    def attach(self, page: Page) -> None:
        """Listen to the page, its frames and its web sockets."""
        for event, listener in self._listeners().items():
            page.on(event, listener)  # type: ignore[call-overload]

    def detach(self, page: Page) -> None:
        """Listen to the page no more."""
        for event, listener in self._listeners().items():
            page.remove_listener(event, listener)

    def _listeners(self) -> dict[str, Callable[..., None]]:
        return {
            "console": self._hear_console,
            "pageerror": self._hear_error,
            "crash": self._hear_crash,
            "request": self._see_address,
            "websocket": self._see_address,
        }

    def _hear_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and urlsplit(message.location.get("url", "")).hostname not in self.expected:
            self.problems.append(f"console error: {message.text} (at {message.location.get('url') or 'no address'})")

    def _hear_error(self, error: Error) -> None:
        self.problems.append(f"page error: {error}")

    def _hear_crash(self, _: Page) -> None:
        self.problems.append("the page crashed")

    def _see_address(self, line: Request | WebSocket) -> None:
        parts = urlsplit(line.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in INSIDE | self.expected:
            self.problems.append(f"outside request: {line.url}")
