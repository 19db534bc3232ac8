"""How much longer a change takes one reader while pictures of 3,200 pixels are made for another without a pause.

`python -m tests.bench.stalls` prints medians and their ratio; spells with and without pictures take turns, and each
picture is of another day, so that none is kept.
"""

from __future__ import annotations

import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from threading import Event, Thread

from playwright.sync_api import Page

from tests.browser.driving import drawn_map, open_atlas
from tests.browser.launching import KeptBrowser
from tests.browser.serving import running_server

SPELLS, CHANGES = 5, 8
FIRST_DAY = date(2001, 1, 1)
PAUSE_MS, WARM_MS = 400, 8_000  # between two changes; until the worker has made its first picture
WIDTH = 3200  # pixels
CHANGE = """label => new Promise(done => {
    const frame = document.querySelector("iframe[title*=st_folium]").contentDocument;
    const words = () => document.querySelector(".headline h1").textContent, before = words();
    const buttons = [...frame.querySelectorAll(".atlas-legend button[data-class]")];
    const button = buttons.find(item => item.textContent.includes(label));
    const start = performance.now();
    const look = setInterval(() => {
        if (words() !== before) { clearInterval(look); done(performance.now() - start); }
    }, 2);
    button.click();
})"""


def changes(page: Page) -> list[float]:
    """Milliseconds from a click in the legend to the headline that goes with it, of some changes."""
    items = []
    for n in range(CHANGES):
        items.append(float(page.evaluate(CHANGE, "Party" if n % 2 else "Not signed")))
        page.wait_for_timeout(PAUSE_MS)
    return items


@contextmanager
def pictures(url: str, days: Iterator[date]) -> Iterator[list[date]]:
    """Ask for one picture after the other as long as the block lasts; yields the days of those that came."""
    is_over, made = Event(), list[date]()

    def ask() -> None:
        while not is_over.is_set():
            day = next(days)
            address = f"{url}/export/map.png?v=1&day={day}&width={WIDTH}"
            with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own server
                answer.read()
            made.append(day)

    thread = Thread(target=ask)
    thread.start()
    try:
        yield made
    finally:
        is_over.set()
        thread.join()


def main() -> int:
    """Print the medians and their ratio."""
    alone: list[float] = []
    beside: list[float] = []
    count, days = 0, (FIRST_DAY + timedelta(days=n) for n in range(9_000))
    kept = KeptBrowser()
    with tempfile.TemporaryDirectory() as folder, running_server(log=Path(folder) / "server.log") as server:
        try:
            page = kept.get().new_page(viewport={"width": 1280, "height": 800})
            open_atlas(page, f"{server.url}/?v=1")
            drawn_map(page)
            page.wait_for_timeout(WARM_MS)
            changes(page)
            for _ in range(SPELLS):
                alone += changes(page)
                with pictures(server.url, days) as made:
                    beside += changes(page)
                count += len(made)
        finally:
            kept.close()
    usual, slower = median(alone), median(beside)
    print(f"change to headline, of {len(alone)}: {usual:.0f} ms; while {count} pictures are made: {slower:.0f} ms")
    print(f"times as long: {slower / usual:.2f} (limit 1.5)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
