"""What a reader can do with the atlas, done in a hurry and over a slow line, and whether the page then tells one truth.

`python -m tests.browser.acts` drives many sequences of acts, one after the other on one page.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Error, Frame, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.view import View
from tests.browser.driving import POLL_MS, NotInTimeError, drawn_map, open_atlas
from tests.browser.launching import KeptBrowser
from tests.browser.line import Line, opened_line
from tests.browser.oracle import Oracle, opened_oracle
from tests.browser.serving import ROOT, running_server
from tests.browser.watching import Watch

ROUND_TRIPS = (0, 300)  # milliseconds
LONGEST_PAUSE = 400  # milliseconds between two acts
PATIENCE_MS = 3000  # for something to press that a run is just drawing anew
SETTLE_SECONDS = 15.0  # until everything on the page agrees; a run on two busy cores takes 0.2 s, a frame of shapes 2 s
QUIET_MS = 250  # for which the page has agreed with itself before it counts as settled
START = "v=1&day=1999-03-01"  # key days, whose list differs from treaty to treaty
SMALLEST_TRIES = 14  # sequences driven at most to find a smaller one that fails too

COUNTRIES = ("DZA", "EGY", "KEN", "MNG", "BOL", "FIN", "IRQ")  # whose middle lies in them
SEARCHES = ("Finland", "Iraq", "Cambodia", "Ukraine", "Kenya")
PARTS = ("Africa", "Asia", "Europe", "World", "Korea")
DAYS = ("1997", "1999", "2004", "2010", "2024", "Today")
PRESS = """([selector, number]) => {
  const all = document.querySelectorAll(selector);
  if (all.length) all[number % all.length].click();
}"""
MORE = """([selector, number]) => {
  const all = document.querySelectorAll(selector);
  if (all.length) all[number % all.length].dispatchEvent(new MouseEvent('click', {bubbles: true, shiftKey: true}));
}"""
# The browser's history may reach back behind the atlas; a step back must not leave it here.
BACK = "() => { if (navigation.currentEntry.index > 0) history.back(); }"
MIDDLE = """code => {
  const path = document.querySelector(`path.atlas-area[data-code=${code}]`);
  if (!path) return null;
  const box = path.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""

# Both answer with one text: Playwright takes an object apart value by value, and these are asked again and again.
PAGE = """() => {
  const text = element => element ? element.textContent.replaceAll('\u00a0', ' ').trim() : '';
  const texts = selector => [...document.querySelectorAll(selector)].map(text);
  const app = document.querySelector('[data-testid="stApp"]');
  const grid = document.querySelector('[data-testid="stDataFrame"] [role="grid"]');
  const table = document.querySelector('.st-key-below-map button');
  return JSON.stringify({
    link: location.search.slice(1),
    isIdle: !!app && app.dataset.testConnectionState === 'CONNECTED' && app.dataset.testScriptState === 'notRunning',
    stale: document.querySelectorAll('[data-stale="true"]').length,
    errors: texts('[data-testid="stAlert"], [data-testid="stException"], .st-key-link-problems, .atlas-missing'),
    headline: text(document.querySelector('main .headline h1')),
    rows: (/\\((\\d+)\\)/.exec(text(table)) || [])[1],
    isTableOpen: !!table && table.getAttribute('aria-checked') === 'true',
    gridRows: grid ? Number(grid.getAttribute('aria-rowcount')) - 1 : null,
    treaty: text(document.querySelector('.st-key-treaty label[data-selected="true"]')),
    day: [...document.querySelectorAll('.st-key-day [role="spinbutton"]')].map(part => part.textContent).join('-'),
    regions: texts('.st-key-regions button[aria-pressed="true"]'),
    layers: [...document.querySelectorAll('[class*="st-key-layer-"] input')].map(box => box.checked),
  });
}"""
# What the frame draws and says against its own last message: the fill of each area, each legend, nothing shown ahead.
FRAME = """() => {
  const atlas = window.__atlas, message = atlas && atlas.message;
  if (!message || !atlas.frame || !atlas.picture) return null;
  const out = message.out.split(' '), wrong = [], legends = [], beside = message.beside;
  const check = (code, path, fill) => {
    const number = parseInt(fill.charAt(atlas.frame.index[code]), 36);
    const isOut = out.includes(code) || message.keep.length > 0 && !message.keep.includes(number);
    const look = isOut ? 'is-muted' : isNaN(number) ? 'is-unknown' : 'atlas-k' + number;
    if (!path.getAttribute('class').split(' ').includes(look)) wrong.push(code);
  };
  Object.keys(atlas.frame.areas).forEach(code => check(code, atlas.frame.areas[code]._path, message.fill));
  const second = document.querySelectorAll('.atlas-beside path.atlas-area');
  if (beside) second.forEach(path => check(path.dataset.code, path, beside.fill));
  if (!beside !== !second.length) wrong.push(beside ? 'the second map' : 'a second map');
  const boxes = document.querySelectorAll('.atlas-legend'), isFiltered = message.keep.length > 0;
  message.legends.forEach((legend, n) => {
    const keys = boxes[n] ? boxes[n].querySelectorAll('.atlas-legend-item') : [];
    legend[3].forEach((item, i) => {
      const key = keys[i], counts = [String(item[1])], look = message.classes[item[0]];
      if (beside && n === 0) counts.splice(beside.isFirst ? 0 : 1, 0, String(beside.counts[i]));
      const isPressed = String(!!legend[4] && isFiltered && message.keep.includes(item[0]));
      const isRight = key && key.dataset.class === look[7] && key.lastChild.textContent === counts.join(' · ')
        && (!key.type || key.getAttribute('aria-pressed') === isPressed);
      if (!isRight) legends.push(legend[1] + ': ' + look[0]);
    });
  });
  if (boxes.length !== message.legends.length) legends.push(boxes.length + ' legends');
  return JSON.stringify({
    message, wrong, legends, unheard: atlas.acts.length, isDrawn: atlas.frame.url === message.url,
    isAhead: atlas.picture.day !== message.day || String(atlas.picture.keep) !== String(message.keep),
  });
}"""
OF_THE_FRAME = ("today", "lastAct", "session", "isStory")  # parts of a message that are not of the view


class DisagreementError(AssertionError):
    """The page shows an error, or two of its parts do not agree; the message says which."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act and the pause after it, in milliseconds."""

    kind: str
    value: Any = None
    pause: int = 0

    def __str__(self) -> str:
        """The act in a row of a report."""
        label = self.kind if self.value is None else f"{self.kind} {self.value}"
        return f"{label}, {self.pause} ms"


@dataclass(frozen=True, slots=True)
class Acts:
    """A sequence of acts, over a line whose round trip takes so many milliseconds."""

    acts: tuple[Act, ...]
    round_trip: int = 0

    def __str__(self) -> str:
        """The sequence in a row of a report."""
        return f"round trip {self.round_trip} ms: " + " · ".join(map(str, self.acts))


def kinds_of_act() -> st.SearchStrategy[tuple[str, Any]]:
    """What a reader can do, each kind as often as any other."""
    return st.one_of(
        st.tuples(st.just("treaty"), st.integers(0, 3)),
        st.tuples(st.just("next treaty"), st.none()),
        st.tuples(st.just("key day"), st.sampled_from(DAYS)),
        st.tuples(st.just("step of time"), st.sampled_from(["back", "next", "now"])),
        st.tuples(st.just("status"), st.integers(0, 6)),
        st.tuples(st.just("status too"), st.integers(0, 6)),
        st.tuples(st.just("region"), st.integers(0, 4)),
        st.tuples(st.just("layer"), st.integers(0, sum(layer.is_offered(View()) for layer in LAYERS) - 1)),
        st.tuples(st.just("country"), st.sampled_from(COUNTRIES)),
        st.tuples(st.just("search"), st.sampled_from(SEARCHES)),
        st.tuples(st.just("map shows"), st.sampled_from(PARTS)),
        st.tuples(st.just("compare"), st.integers(0, 2)),
        st.tuples(st.just("table"), st.none()),
        st.tuples(st.just("panel"), st.sampled_from(["close", "world", "zoom"])),
        st.tuples(st.just("back"), st.none()),
        st.tuples(st.just("start again"), st.none()),
    )


def sequences(longest: int = 6) -> st.SearchStrategy[Acts]:
    """Sequences of acts with pauses, over a fast or a slow line."""
    act = st.builds(lambda act, pause: Act(act[0], act[1], pause), kinds_of_act(), st.integers(0, LONGEST_PAUSE))
    return st.builds(Acts, st.lists(act, min_size=2, max_size=longest).map(tuple), st.sampled_from(ROUND_TRIPS))


@dataclass
class Reader:
    """A simulated reader who acts faster than the server answers."""

    browser: Browser
    line: Line
    oracle: Oracle
    page: Page | None = None
    watch: Watch = field(default_factory=Watch)
    acts_done: int = 0

    def open(self, query: str = START) -> None:
        """Open a new page of the atlas at a link."""
        self.close()
        self.line.seconds = 0.0
        context = self.browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
        self.page = context.new_page()
        self.watch = Watch()
        self.watch.attach(self.page)
        open_atlas(self.page, f"{self.line.url}/?{query}", seconds=60)
        drawn_map(self.page, seconds=60)

    def close(self) -> None:
        """Close the page."""
        if self.page is not None:
            self.page.context.close()
        self.page = None

    def query(self) -> str:
        """The link of the page, behind its question mark."""
        return urlsplit(self._page().url).query

    def do(self, sequence: Acts) -> None:
        """Do the acts of a sequence, and wait until the page agrees with itself.

        Raises
        ------
        DisagreementError
            It does not.
        """
        self.line.seconds = sequence.round_trip / 2000
        for act in sequence.acts:
            self._act(act)
            self.acts_done += 1
            self._page().wait_for_timeout(act.pause)
        self.settle(sequence.round_trip)

    def settle(self, round_trip: int = 0) -> None:
        """Wait until no part of the page disagrees with another one, or say which does."""
        page, deadline, since = self._page(), time.monotonic() + SETTLE_SECONDS, None
        page.wait_for_timeout(round_trip + 400)  # what a slider tells late, and the way there
        while True:
            differences = self.disagreements()
            now = time.monotonic()
            if differences:
                since = None
            elif since is None:
                since = now
            elif (now - since) * 1000 >= QUIET_MS:
                return
            if differences and now >= deadline:
                raise DisagreementError("; ".join(differences))
            page.wait_for_timeout(POLL_MS)

    def disagreements(self) -> list[str]:
        """What on the page is wrong now, one text each."""
        page = self._page()
        seen = json.loads(page.evaluate(PAGE))
        differences = [f"an error on the page: {text}" for text in seen["errors"]] + self.watch.problems
        if seen["stale"] or not seen["isIdle"]:
            return [*differences, "the page is not at rest"]
        frame = self._frame()
        drawn = json.loads(frame.evaluate(FRAME) or "null") if frame else None
        today = (
            drawn["message"]["today"] if drawn else datetime.now(UTC).date().isoformat()
        )  # a page keeps its day over midnight
        shown = self.oracle.shown(seen["link"], today)
        differences += [f"the link: {problem}" for problem in shown["problems"]]
        for name, here, there in (
            ("headline", seen["headline"].startswith(shown["headline"]), True),
            ("rows of the table", seen["rows"], str(shown["rows"])),
            ("treaty", seen["treaty"], shown["treaty"]),
            ("day", _iso(seen["day"]), shown["day"]),
            ("regions", seen["regions"], shown["regions"]),
        ):
            if here != there:
                differences.append(f"{name} {here!r}, the link {seen['link']} says {there!r}")
        if seen["isTableOpen"] and seen["gridRows"] not in (None, max(shown["rows"], 1)):  # none is a row that says so
            differences.append(f"the open table has {seen['gridRows']} rows, the link says {shown['rows']}")
        return differences + _of_frame(drawn, shown["message"])

    def _page(self) -> Page:
        if self.page is None:
            raise RuntimeError("no page is open")
        return self.page

    def _frame(self) -> Frame | None:
        return next((frame for frame in self._page().frames if "streamlit_folium" in frame.url), None)

    def _act(self, act: Act) -> None:
        """Do one act; what is not there to be pressed is left."""
        try:
            _ACTS[act.kind](self, act.value)
        except PlaywrightTimeoutError:
            pass  # it was drawn anew at that moment, as it may be under a reader's hand
        except Error as error:
            if "detached" not in str(error) and "destroyed" not in str(error):
                raise

    def press(self, selector: str, number: int = 0) -> None:
        """Press one of what a selector finds on the page."""
        self._page().evaluate(PRESS, [selector, number])

    def press_in_frame(self, selector: str, number: int = 0, script: str = PRESS) -> None:
        """Press one of what a selector finds in the frame of the map."""
        if frame := self._frame():
            frame.evaluate(script, [selector, number])

    def point(self, code: str) -> None:
        """Click the middle of a country on the map, where it is in view."""
        page, frame = self._page(), self._frame()
        at = frame.evaluate(MIDDLE, code) if frame else None
        box = page.evaluate(
            "() => { const b = document.querySelector('iframe').getBoundingClientRect(); return [b.x, b.y]; }"
        )
        if at and 0 < at[0] < 700 and 40 < at[1] < 420:
            page.mouse.click(box[0] + at[0], box[1] + at[1])

    def key(self, selector: str, key: str) -> None:
        """Press a key where a selector leads."""
        self._page().locator(selector).first.press(key, timeout=PATIENCE_MS)

    def take(self, key: str, text: str) -> None:
        """Type into a list of choices and take the first that begins like that."""
        page = self._page()
        field = page.locator(f".st-key-{key} input").first
        field.click(timeout=PATIENCE_MS)
        field.fill(text, timeout=PATIENCE_MS)
        page.get_by_role("option", name=re.compile(f"^{text}")).first.wait_for(timeout=PATIENCE_MS)
        page.keyboard.press("Enter")


_ACTS: dict[str, Any] = {
    "treaty": lambda self, value: self.press(".st-key-treaty label input", value),
    "next treaty": lambda self, _: self.key(".st-key-treaty label[data-selected='true'] input", "ArrowDown"),
    "key day": lambda self, value: self.take("key-day", value),
    "step of time": lambda self, value: self.press_in_frame(f".atlas-time-{value}"),
    "status": lambda self, value: self.press_in_frame(".atlas-legend li button", value),
    "status too": lambda self, value: self.press_in_frame(".atlas-legend li button", value, MORE),
    "region": lambda self, value: self.press(".st-key-regions button", value),
    "layer": lambda self, value: self.press("[class*='st-key-layer-'] input", value),
    "country": lambda self, value: self.point(value),
    "search": lambda self, value: self.take("country", value),
    "map shows": lambda self, value: self.take("extent", value),
    "compare": lambda self, value: self.press(".st-key-compare-how button", value),
    "table": lambda self, _: self.press(".st-key-below-map button"),
    "panel": lambda self, value: self.press(f".st-key-panel-{value} button"),
    "back": lambda self, _: self._page().evaluate(BACK),
    "start again": lambda self, _: self.press(".st-key-reset button"),
}


def _iso(text: str) -> str:
    """The day of the three parts of a date field."""
    parts = text.split("-")
    return "-".join([parts[0], *(part.zfill(2) for part in parts[1:])]) if len(parts) == 3 else text


def _of_frame(drawn: dict[str, Any] | None, expected: dict[str, Any]) -> list[str]:
    """What in the frame of the map is wrong."""
    if drawn is None:
        return ["the map is not there"]
    message = {key: value for key, value in drawn["message"].items() if key not in OF_THE_FRAME}
    texts = [
        f"the map's {key} is {_short(message.get(key))}, the link says {_short(value)}"
        for key, value in expected.items()
        if message.get(key) != json.loads(json.dumps(value))
    ]
    if drawn["wrong"]:
        texts.append(f"areas of another class than the link says: {' '.join(drawn['wrong'][:8])}")
    if drawn["legends"]:
        texts.append(f"classes of the legend that say something else: {', '.join(drawn['legends'][:8])}")
    if drawn["isAhead"]:
        texts.append("the map still shows something ahead of its message")
    if drawn["unheard"]:
        texts.append(f"{drawn['unheard']} acts have no answer")
    if not drawn["isDrawn"]:
        texts.append("the shapes of the message are not drawn")
    return texts


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"


@contextmanager
def reader_at(browser: Browser, url: str, root: Path = ROOT) -> Iterator[Reader]:
    """Open a page over a line to a server that runs the checkout at `root`."""
    with opened_line(url) as line, opened_oracle(root) as oracle:
        reader = Reader(browser, line, oracle)
        try:
            reader.open()
            yield reader
        finally:
            reader.close()


def smallest(reader: Reader, sequence: Acts, start: str) -> tuple[Acts, str] | None:
    """Return a smaller sequence that fails from the same link on a new page too, and how, as far as few tries find one.

    None where the sequence itself does not fail again: then time decided, or what the page had been through before.
    """
    tries = SMALLEST_TRIES

    def fails(tried: Acts) -> str | None:
        nonlocal tries
        tries -= 1
        try:
            reader.open(start)
            reader.do(tried)
        except DisagreementError as error:
            return str(error)
        except (NotInTimeError, Error) as error:
            return f"the page does not open any more: {error}"
        return None

    why = fails(sequence) or fails(sequence)
    if why is None:
        return None
    isless = True
    while isless and tries > 0:
        isless = False
        for i in range(len(sequence.acts)):
            if tries <= 0 or len(sequence.acts) == 1:
                break
            less = replace(sequence, acts=sequence.acts[:i] + sequence.acts[i + 1 :])
            failure = fails(less)
            if failure:
                sequence, why, isless = less, failure, True
                break
    return sequence, why


@dataclass
class Drive:
    """Many sequences, one after the other on the page of one reader."""

    reader: Reader
    done: int = 0
    failed: list[str] = field(default_factory=list)

    def run(self, count: int, number: int, *, most_failures: int = 1, is_verbose: bool = False) -> None:
        """Drive so many sequences, drawn from a seed, and stop after so many failures."""

        @seed(number)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(sequences())
        def one(sequence: Acts) -> None:
            if len(self.failed) < most_failures and self.done < count:
                self._one(sequence, is_verbose=is_verbose)

        one()

    def _one(self, sequence: Acts, *, is_verbose: bool) -> None:
        start = self.reader.query()
        self.done += 1
        try:
            self.reader.do(sequence)
        except (DisagreementError, NotInTimeError, Error) as error:
            items = [f"sequence {self.done}, from ?{start}", f"  {sequence}", f"  {error}"]
            less = smallest(self.reader, sequence, start)
            items.append(
                f"  smallest found: {less[0]}\n    {less[1]}" if less else "  it did not fail again on a new page"
            )
            self.failed.append("\n".join(items))
            if is_verbose:
                print(self.failed[-1], flush=True)
            self.reader.open()
        if is_verbose and self.done % 20 == 0:
            print(f"{self.done} sequences, {self.reader.acts_done} acts, {len(self.failed)} failed", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Drive many sequences; print seed and smallest failing sequence, and return 1 if one failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.acts", description=__doc__)
    parser.add_argument("--sequences", type=int, default=200, help="how many (200)")
    parser.add_argument("--seed", type=int, default=None, help="of the sequences; without it another one each time")
    parser.add_argument(
        "--root",
        type=Path,
        default=Path(os.environ.get("ATLAS_ROOT", ROOT)),
        help="the checkout of the atlas to drive, also an older one (this one, or ATLAS_ROOT)",
    )
    parser.add_argument("--failures", type=int, default=1, help="stop after so many (1)")
    options = parser.parse_args(arguments)
    number = random.SystemRandom().randrange(2**31) if options.seed is None else options.seed
    root = options.root.resolve()
    describe = ["git", "-C", root, "describe", "--always", "--dirty"]
    commit = subprocess.run(describe, capture_output=True, text=True, check=False).stdout.strip()
    print(f"{options.sequences} sequences, seed {number}, on {commit or root}", flush=True)
    started, kept = time.monotonic(), KeptBrowser()
    with tempfile.TemporaryDirectory() as folder, running_server(log=Path(folder) / "server.log", root=root) as server:
        try:
            with reader_at(kept.get(), server.url, root) as reader:
                drive = Drive(reader)
                drive.run(options.sequences, number, most_failures=options.failures, is_verbose=True)
        finally:
            kept.close()
    minutes = (time.monotonic() - started) / 60
    summary = f"{len(drive.failed)} failed" if drive.failed else "all green"
    print(f"{drive.done} sequences, {reader.acts_done} acts in {minutes:.1f} min, seed {number}: {summary}", flush=True)
    return 1 if drive.failed else 0


if __name__ == "__main__":
    sys.exit(main())
