"""A file of hazard areas on the screen: from the file to its result, and another reader's change meanwhile."""

from __future__ import annotations

import statistics
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.measure.hazards import hazards
from tests.browser.chromium import chromium_path
from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.serving import running_server

TREATIES = ("Mine Ban Convention", "Convention on Cluster Munitions")
CHANGES = 12  # of another reader while nothing is measured
SECONDS = 300.0
# When each heading was first on the page, by the browser's clock: another reader's clicks keep the script busy.
_WATCH = """() => {
  window.headings = {};
  setInterval(() => {
    for (const heading of document.querySelectorAll("h2, h3")) window.headings[heading.textContent] ??= Date.now();
  }, 20);
}"""


class BenchError(Exception):
    """Something that was to be measured failed; the message says what."""


@dataclass(frozen=True, slots=True)
class ScreenRun:
    """One file on the screen: seconds to what was found and to the result; another reader's changes, in seconds."""

    scanned_after: float
    measured: float
    idle: tuple[float, ...] = ()
    beside: tuple[float, ...] = ()

    @property
    def total(self) -> float:
        """From the file to its result, without what the reader says in between."""
        return self.scanned_after + self.measured

    @property
    def ratio(self) -> float:
        """The median change of another reader meanwhile over that before."""
        return statistics.median(self.beside) / statistics.median(self.idle)


def shapefile(count: int, folder: Path) -> Path:
    """Return a zipped shapefile of made hazard areas."""
    path = folder / f"hazards-{count}-1.zip"
    if not path.exists():
        with tempfile.TemporaryDirectory() as name:
            hazards(count, 1).rename(columns={"hazard_type": "type"}).to_file(Path(name) / "hazards.shp")
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for part in sorted(Path(name).iterdir()):
                    archive.write(part, part.name)
    return path


def screen_runs(count: int, folder: Path, runs: int) -> tuple[list[ScreenRun], ScreenRun]:
    """Return runs of a file with nobody beside, and one with another reader who changes the treaty of a map."""
    path = shapefile(count, folder)
    with (
        tempfile.TemporaryDirectory() as name,
        running_server(log=Path(name) / "log") as server,
        sync_playwright() as p,
    ):
        browser = p.chromium.launch(executable_path=chromium_path())
        measured(browser, server.url, path)  # a first run compiles and loads
        alone = [printed(measured(browser, server.url, path), count) for _ in range(runs)]
        other = browser.new_context().new_page()
        open_atlas(other, f"{server.url}/?v=1", seconds=SECONDS)
        drawn_map(other, seconds=SECONDS)
        for at in range(len(TREATIES)):
            changed(other, at + 1)
        beside = printed(measured(browser, server.url, path, other), count)
        browser.close()
    return alone, beside


def printed(run: ScreenRun, count: int) -> ScreenRun:
    """Print a run, and return it."""
    others = f", another reader {run.ratio:.2f} × in {len(run.beside)} changes" if run.beside else ""
    print(f"screen, {count:,}: found {run.scanned_after:.1f} s, measured {run.measured:.1f} s{others}", flush=True)
    return run


def measured(browser: Browser, url: str, path: Path, other: Page | None = None) -> ScreenRun:
    """Open and measure a file by country as a reader does, in a session of its own."""
    idle = tuple(changed(other, at + 1) for at in range(CHANGES)) if other else ()
    page = browser.new_context().new_page()
    open_atlas(page, f"{url}/own?v=1", seconds=SECONDS)
    page.evaluate(_WATCH)
    begun = page.evaluate("Date.now()")
    page.set_input_files("input[type=file]", path)
    scanned_after, beside = _heading(page, "What was found", begun, other)
    wait_until_idle(page, seconds=SECONDS)
    page.get_by_label("As of").fill("2026")
    page.get_by_label("As of").press("Enter")
    button = page.get_by_role("button", name="Measure", exact=True)
    wait_until(page, button.is_enabled, what="the button that measures", seconds=SECONDS)
    begun = page.evaluate("Date.now()")
    button.click()
    result, later = _heading(page, "Measurement", begun, other)
    page.context.close()
    return ScreenRun(scanned_after, result, idle, (*beside, *later))


def _heading(page: Page, text: str, begun: float, other: Page | None) -> tuple[float, tuple[float, ...]]:
    """Return after how many seconds a heading stood on the page, and the changes of another reader until then."""
    changes: list[float] = []
    deadline = time.monotonic() + SECONDS
    while not (at := page.evaluate("text => window.headings[text]", text)):
        if time.monotonic() > deadline:
            raise BenchError(f"the page did not show “{text}” within {SECONDS:g} s")
        if other is None:
            page.wait_for_timeout(20)
        else:
            changes.append(changed(other, len(changes) + 1))
    return (at - begun) / 1000, tuple(changes)


def changed(page: Page, number: int) -> float:
    """Change the treaty of a map, and return after how many seconds its headline says so."""
    name = TREATIES[number % len(TREATIES)]
    began = time.perf_counter()
    page.locator(".st-key-treaty label").get_by_text(name, exact=True).click()
    headline = page.locator("h1").first
    wait_until(page, lambda: name in headline.inner_text(), what=f"the headline to name the {name}", seconds=SECONDS)
    return time.perf_counter() - began
