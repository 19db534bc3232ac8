"""How much longer the answer to a question over four treaties takes than a change of the map's own filter.

`python -m tests.bench.questions` prints medians and their ratio. Spells of the two take turns in one browser, each on
a day of its own; no view and no question comes twice, so that none is kept.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from dashboard.maps.previews import QUESTIONS
from dashboard.maps.view import TREATIES
from tests.browser.driving import drawn_map, open_atlas
from tests.browser.launching import KeptBrowser
from tests.browser.serving import running_server

SPELLS = 3
FIRST_DAY = date(2015, 1, 1)  # all four treaties are in force
PAUSE_MS, WARM_MS = 1_500, 4_000  # between two changes; until a page has drawn all of itself
LIMIT = 2.0  # changes of the filter
FOUR = ".".join(f"status~party~{treaty}" for treaty in TREATIES)
# Milliseconds from a click on what a selector finds in a document to the headline that goes with it.
CHANGE = """([frame, selector, number]) => new Promise(done => {
    const page = frame ? document.querySelector(frame).contentDocument : document;
    const words = () => document.querySelector(".headline h1").textContent, before = words();
    const start = performance.now();
    const look = setInterval(() => {
        if (words() !== before) { clearInterval(look); done(performance.now() - start); }
    }, 2);
    page.querySelectorAll(selector)[number].click();
})"""
MAP, CLASSES = 'iframe[title*="st_folium"]', ".atlas-legend button[data-class]"
NEGATIONS = '[class*="st-key-clause-"][class*="-not"] input'
# Which clause is negated or affirmed next: the Gray code, whose questions of four clauses all differ.
WALK = tuple((turn & -turn).bit_length() - 1 for turn in range(1, 9))


def changes(page: Page, frame: str, selector: str, numbers: Iterable[int]) -> list[float]:
    """Return how long each of some changes took, in milliseconds."""
    items = []
    for number in numbers:
        items.append(float(page.evaluate(CHANGE, [frame, selector, number])))
        page.wait_for_timeout(PAUSE_MS)
    return items


def filtered(page: Page, url: str, day: date) -> list[float]:
    """Keep the map to one class of its legend after the other."""
    open_atlas(page, f"{url}/?v=1&day={day}")
    classes = drawn_map(page).locator(CLASSES).count()
    page.wait_for_timeout(WARM_MS)
    return changes(page, MAP, CLASSES, range(classes))


def answered(page: Page, url: str, day: date) -> list[float]:
    """Negate and affirm the clauses of a question over four treaties."""
    open_atlas(page, f"{url}/{QUESTIONS}?v=1&day={day}&question={FOUR}")
    page.wait_for_timeout(WARM_MS)
    return changes(page, "", NEGATIONS, WALK)


def main() -> int:
    """Print the medians and their ratio."""
    filters: list[float] = []
    answers: list[float] = []
    kept = KeptBrowser()
    with tempfile.TemporaryDirectory() as folder, running_server(log=Path(folder) / "server.log") as server:
        try:
            page = kept.get().new_page(viewport={"width": 1280, "height": 800})
            filtered(page, server.url, FIRST_DAY)
            for spell in range(1, SPELLS + 1):
                day = FIRST_DAY + timedelta(days=300 * spell)
                filters += filtered(page, server.url, day)
                answers += answered(page, server.url, day)
        finally:
            kept.close()
    usual, longer = median(filters), median(answers)
    print(f"filter of the map, of {len(filters)}: {usual:.0f} ms; question over four treaties: {longer:.0f} ms")
    print(f"times as long: {longer / usual:.2f} (limit {LIMIT:g})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
