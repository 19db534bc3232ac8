"""What a visitor does: opens the page, filters, clicks a country, and goes on filtering."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, ElementHandle, Locator

from tests.bench.pictures import Timing, painted_at, timing
from tests.bench.processes import Measured
from tests.bench.screen import HEIGHT, WIDTH, Screen
from tests.bench.steps import Steps
from tests.browser.driving import wait_until, wait_until_idle

PILLS = ".st-key-statuses button"
LEGEND = ".atlas-legend button[data-class]"
HEADLINE = ".headline"
# In turn: parties alone, those outside with them, those outside alone, everybody. Each changes a third of the land.
FILTERS = ("Party", "Not signed", "Party", "Not signed")
PANEL = ".st-key-panel"
# Countries whose box has its middle inside them.
COUNTRIES = ("BRA", "AUS", "DZA", "MNG", "SAU", "IRN", "LBY", "EGY", "COD", "KAZ", "IND", "TCD")
MIDDLE = """code => {
    const b = document.querySelector(`path.atlas-area[data-code=${code}]`).getBoundingClientRect();
    return [b.x + b.width / 2, b.y + b.height / 2];
}"""
# Where a reader comes from: a page of another site. The browser takes a new process for each page that is opened from
# there. An empty tab has one that a page may keep, except where it is isolated from what opened it, as the atlas is
# (Cross-Origin-Opener-Policy): to start from there would charge that page alone with a process.
ELSEWHERE = "data:text/html,<title>Elsewhere</title><p>A page of another site</p>"
FEW, MANY = 5, 100  # changes after which the heap is weighed
PURE_MS = 40  # a page that asks no server has restyled its paths by then


@dataclass(frozen=True, slots=True)
class Load:
    """A first visit: nothing is in the browser's cache."""

    painted_ms: float  # the map, by the first picture or by Leaflet
    whole_ms: float  # all that stands in the map's element, such as a legend; the map can be used
    http_bytes: int
    http_requests: int
    web_socket_bytes: int
    cpu_ms: float


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the filter, or a click."""

    timing: Timing
    follows: Timing | None  # the headline, where the map does not wait for the server and the words do
    web_socket_bytes: int
    http_bytes: int
    cpu_ms: float
    is_remounted: bool


@dataclass(frozen=True, slots=True)
class Heap:
    """What JavaScript holds, and after how many changes."""

    few_mb: float
    many_mb: float
    many: int


@dataclass(slots=True)
class Record:
    """Everything that was measured of one contestant."""

    loads: list[Load] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    clicks: list[Change] = field(default_factory=list)
    steps: Steps | None = None
    without_effect: int = 0  # changes that could not be seen
    heap: Heap | None = None
    memory_mb: dict[str, float] = field(default_factory=dict)
    first_visit: Load | None = None
    faults: list[str] = field(default_factory=list)

    def add_to(self, changes: list[Change], outcomes: list[Change | None]) -> None:
        """Keep the changes that could be seen and count the others."""
        changes += [change for change in outcomes if change]
        self.without_effect += outcomes.count(None)


@contextmanager
def visit(browser: Browser, measured: Measured) -> Iterator[tuple[Screen, Load]]:
    """Open the page with an empty cache, from a page of another site, and wait until its map is painted."""
    with browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light") as context:
        page = context.new_page()
        page.goto(ELSEWHERE)
        screen = Screen(page)
        screen.rest()
        screen.forget()
        before = measured.cpu_ms()
        screen.page.goto(measured.url, wait_until="commit")
        screen.rest_with_map()
        painted, whole = (painted_at(screen.shots(box)) for box in (screen.land_box(), screen.map_box()))
        if painted is None or whole is None:
            raise AssertionError("a page at rest with a map has a picture")
        traffic = screen.traffic
        yield (
            screen,
            Load(
                (painted - screen.opened_at()) * 1000,
                (whole - screen.opened_at()) * 1000,
                traffic.http_bytes,
                traffic.http_requests,
                traffic.web_socket_bytes,
                measured.cpu_ms() - before,
            ),
        )


def filter_once(screen: Screen, measured: Measured, number: int) -> Change | None:
    """Press the next class of the legend; return None when that changed nothing that can be seen."""
    filter_button = _filter(screen, measured, number)
    filter_button.hover()
    screen.rest()  # what lies under the pointer may light up before it is pressed
    box, before = screen.map_box(), screen.now(screen.map_box())
    words = screen.box_of(HEADLINE) if measured.contestant.is_framed else None
    words_before = screen.now(words) if words else None
    screen.mark_map()
    screen.forget()
    used = measured.cpu_ms()
    _press(screen, measured)
    screen.rest()
    times = timing(before, screen.shots(box), pressed=screen.pressed_at())
    if times is None:
        return None
    follows = (
        timing(words_before, screen.shots(words), pressed=screen.pressed_at())
        if words is not None and words_before is not None
        else None
    )
    return _change(times, screen, measured.cpu_ms() - used, follows=follows)


def _filter(screen: Screen, measured: Measured, number: int) -> Locator:
    name = FILTERS[number % len(FILTERS)]
    frame = screen.map_frame() if measured.contestant.is_framed else None
    buttons = frame.locator(LEGEND, has_text=name) if frame else screen.page.locator(PILLS, has_text=name)
    return buttons.first


def _press(screen: Screen, measured: Measured) -> None:
    """Press where the pointer is: with Shift where a plain click would choose one class alone, so that all do alike."""
    if measured.contestant.is_framed:
        screen.page.keyboard.down("Shift")
    screen.page.mouse.down()
    screen.page.mouse.up()
    if measured.contestant.is_framed:
        screen.page.keyboard.up("Shift")


def click_country(screen: Screen, measured: Measured, number: int) -> Change | None:
    """Click a country on the map of the atlas and watch the panel beside it."""
    box, before = screen.box_of(PANEL), screen.now(screen.box_of(PANEL))
    iframe: ElementHandle | None = screen.page.query_selector("iframe")
    frame, outer = screen.map_frame(), iframe.bounding_box() if iframe else None
    if frame is None or outer is None:
        raise AssertionError("the atlas has its map in a frame")
    x, y = frame.evaluate(MIDDLE, COUNTRIES[number % len(COUNTRIES)])
    screen.mark_map()
    screen.page.mouse.move(outer["x"] + x, outer["y"] + y)
    screen.rest()  # the card of the country moves nothing in the panel, but counts as movement
    screen.forget()
    used = measured.cpu_ms()
    screen.page.mouse.down()
    screen.page.mouse.up()
    screen.rest()
    times = timing(before, screen.shots(box), pressed=screen.pressed_at())
    return None if times is None else _change(times, screen, measured.cpu_ms() - used)


def _change(times: Timing, screen: Screen, cpu_ms: float, *, follows: Timing | None = None) -> Change:
    traffic = screen.traffic
    return Change(times, follows, traffic.web_socket_bytes, traffic.http_bytes, cpu_ms, not screen.has_marked_map())


def weigh_heap(screen: Screen, measured: Measured, *, many: int = MANY, seconds: float) -> Heap:
    """Change the filter again and again as fast as the page answers, `many` times or until the time is over."""
    deadline = time.monotonic() + seconds
    few_mb = 0.0
    done = 0
    while done < FEW or (done < many and time.monotonic() < deadline):
        _filter_quickly(screen, measured, done)
        done += 1
        if done == FEW:
            few_mb = screen.heap_mb()
    return Heap(few_mb, screen.heap_mb(), done)


def _filter_quickly(screen: Screen, measured: Measured, number: int) -> None:
    _filter(screen, measured, number).hover()
    screen.forget()
    _press(screen, measured)
    if not measured.contestant.asks_server:
        screen.page.wait_for_timeout(PURE_MS)
        return
    wait_until(screen.page, lambda: screen.traffic.web_socket_frames > 0, what="an answer of the server")
    wait_until_idle(screen.page, seconds=40)
