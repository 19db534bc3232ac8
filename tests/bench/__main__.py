"""`make bench`: measure the atlas beside other ways to build it, in one run on one machine."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

from geodata.model import Level
from tests.bench import report
from tests.bench.contestants import ATLAS, CONTESTANTS, PURE, older_atlas
from tests.bench.figures import MEDIAN_OF
from tests.bench.peers.around import BUILT, shapes_path
from tests.bench.processes import Measured, all_running
from tests.bench.steps import steps_of_leaflet, steps_of_time
from tests.bench.surroundings import load_average, surroundings
from tests.bench.viewers import Crowd, watch_crowds
from tests.bench.visits import MANY, Record, click_country, filter_once, visit, weigh_heap
from tests.browser.chromium import chromium_path, version_of
from tests.browser.watching import RESOLVER_RULES

QUIET_BROWSER = (
    f"--host-resolver-rules={RESOLVER_RULES}",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SOFTWARE_GL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist")
OWN_HEAP_SECONDS = 120.0
OTHERS_HEAP_SECONDS = 5.0  # the heap of the others is weighed after as many changes as they manage in that time
ACTS_PER_REPETITION = 3  # changes and clicks a page load: the median of seven wavers by a tenth, and by a quarter
LOAD_TEST = "viewers"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    repetitions: int  # of loads, over all rounds
    changes_for_heap: int
    viewers: int
    viewer_seconds: float
    rounds: int = 2

    def repetitions_by_round(self) -> list[int]:
        """Return how many loads fall on each round: as even as they can, the first rounds taking what is left."""
        each, left = divmod(self.repetitions, self.rounds)
        return [each + (number < left) for number in range(self.rounds)]


TWO_CHECKOUTS = 8  # rounds; the machine's own wavering between two rounds is larger than the 5 % to be held
FULL = Plan(MEDIAN_OF, MANY, 100, 60.0)
QUICK = Plan(3, 20, 20, 10.0)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the tables and write build/bench/."""
    options = _parser().parse_args(arguments)
    plan = QUICK if options.quick else FULL
    names = options.only or [*(one.name for one in CONTESTANTS), LOAD_TEST]
    chosen = [one for one in CONTESTANTS if one.name in names or (one.name == ATLAS and LOAD_TEST in names)]
    if options.before:
        chosen.append(older_atlas(options.before.resolve()))
        names = [*names, chosen[-1].name]
        plan = replace(plan, rounds=TWO_CHECKOUTS, repetitions=2 * TWO_CHECKOUTS)
    for level in (Level.MEDIUM, Level.OVERVIEW):
        shapes_path(level)
    chromium = chromium_path()
    around = surroundings(version_of(chromium) or "")
    print(f"{len(chosen)} servers on {around['cores']} cores, load average {load_average()}", flush=True)
    records = {one.name: Record() for one in chosen if one.name in names}
    crowds = None
    with all_running(chosen, folder=BUILT / "logs") as (servers, failed):
        for name, reason in failed.items():
            if name in records:
                records[name].faults.append(reason)
        measure([server for server in servers if server.contestant.name in records], records, plan, chromium)
        if LOAD_TEST in names:
            crowds = _viewers(servers, plan, records)
    around["load_average_after"] = load_average()
    write_report(records, crowds, around, plan)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three repetitions: for a look, not for a claim")
    parser.add_argument(
        "--only", nargs="+", choices=[*(one.name for one in CONTESTANTS), LOAD_TEST], help="measure these alone"
    )
    parser.add_argument(
        "--before", type=Path, metavar="DIR", help="measure an older checkout of the atlas beside this one"
    )
    return parser


def measure(servers: list[Measured], records: dict[str, Record], plan: Plan, chromium: Path) -> None:
    """Measure in rounds, every second in the other order, so that no moment of the machine falls on one alone."""
    with sync_playwright() as playwright:
        browsers = _Browsers(playwright, chromium)
        for number, repetitions in enumerate(plan.repetitions_by_round(), 1):
            for server in servers if number % 2 else reversed(servers):
                name = server.contestant.name
                print(f"round {number}: {name}", flush=True)
                _round(browsers, server, records[name], repetitions, plan if number == plan.rounds else None)
        browsers.close()


class _Browsers:
    """A browser with software WebGL and one without, started when they are first needed, and again if they died."""

    def __init__(self, playwright: Playwright, chromium: Path) -> None:
        self.playwright, self.chromium = playwright, chromium
        self.browsers: dict[bool, Browser] = {}

    def get(self, *, needs_gl: bool) -> Browser:
        browser = self.browsers.get(needs_gl)
        if browser is None or not browser.is_connected():
            root = ("--no-sandbox",) if os.name == "posix" and os.geteuid() == 0 else ()
            arguments = [*QUIET_BROWSER, *root, *(SOFTWARE_GL if needs_gl else ())]
            browser = self.playwright.chromium.launch(executable_path=self.chromium, args=arguments)
            self.browsers[needs_gl] = browser
        return browser

    def close(self) -> None:
        for browser in self.browsers.values():
            browser.close()


def _round(browsers: _Browsers, server: Measured, record: Record, repetitions: int, last: Plan | None) -> None:
    """Load `repetitions` times and change the last page as often; weigh memory in the last round."""

    def weigh(when: str) -> None:
        record.memory_mb[when] = server.memory_mb()

    def attempt(act: Callable[[Browser], None]) -> None:
        attempted(record, lambda: act(browsers.get(needs_gl=server.contestant.needs_gl)))

    if record.first_visit is None:
        attempted(record, lambda: weigh("idle"))
        attempt(lambda browser: _first_visit(browser, server, record))
        if record.first_visit is None:
            return  # each try waits for a minute in vain
        attempted(record, lambda: weigh("first visit"))
    for _ in range(repetitions - 1):
        attempt(lambda browser: _load_only(browser, server, record))
    attempt(lambda browser: _load_and_change(browser, server, record, repetitions, last))
    if server.contestant.is_atlas:
        attempt(lambda browser: _load_and_click(browser, server, record, repetitions))
    if last and (server.contestant.is_atlas or server.contestant.name == PURE):
        attempt(lambda browser: _load_and_step(browser, server, record))
    attempted(record, lambda: weigh("end"))


def attempted(record: Record, act: Callable[[], None]) -> None:
    """Do it, once more if it fails; whatever fails is told with the results and ends no run of the others."""
    for _ in range(2):
        try:
            act()
        except Exception as error:  # noqa: BLE001 - whatever a peer does, its server, its page or its browser
            record.faults.append(f"{type(error).__name__}: {str(error)[:300]}")
        else:
            return


def _first_visit(browser: Browser, server: Measured, record: Record) -> None:
    with visit(browser, server) as (screen, load):
        record.first_visit = load  # the server imports what the page needs: not counted with the others
        filter_once(screen, server, 0)
        screen.page.screenshot(path=BUILT / f"{server.contestant.name}.png")  # to see that all show the same


def _load_only(browser: Browser, server: Measured, record: Record) -> None:
    with visit(browser, server) as (_, load):
        record.loads.append(load)


def _load_and_change(browser: Browser, server: Measured, record: Record, repetitions: int, last: Plan | None) -> None:
    with visit(browser, server) as (screen, load):
        record.loads.append(load)
        filter_once(screen, server, 0)  # to warm up
        turns = range(1, ACTS_PER_REPETITION * repetitions + 1)
        record.add_to(record.changes, [filter_once(screen, server, turn) for turn in turns])
        if last:
            seconds = OWN_HEAP_SECONDS if server.contestant.is_atlas else OTHERS_HEAP_SECONDS
            record.heap = weigh_heap(screen, server, many=last.changes_for_heap, seconds=seconds)


def _load_and_click(browser: Browser, server: Measured, record: Record, repetitions: int) -> None:
    with visit(browser, server) as (screen, _):
        click_country(screen, server, 0)
        turns = range(1, ACTS_PER_REPETITION * repetitions + 1)
        record.add_to(record.clicks, [click_country(screen, server, turn) for turn in turns])


def _load_and_step(browser: Browser, server: Measured, record: Record) -> None:
    with visit(browser, server) as (screen, _):
        frame = screen.map_frame()
        record.steps = steps_of_time(screen, frame) if frame else steps_of_leaflet(screen.page)


def _viewers(servers: list[Measured], plan: Plan, records: dict[str, Record]) -> tuple[Crowd, Crowd] | None:
    atlas = next((server for server in servers if server.contestant.name == ATLAS), None)
    items: list[tuple[Crowd, Crowd]] = []
    if atlas is not None:
        print(f"{plan.viewers} viewers for {plan.viewer_seconds:g} s", flush=True)
        attempted(
            records.setdefault(ATLAS, Record()),
            lambda: items.append(watch_crowds(atlas, viewers=plan.viewers, seconds=plan.viewer_seconds)),
        )
    return items[0] if items else None


def write_report(
    records: dict[str, Record], crowds: tuple[Crowd, Crowd] | None, around: dict[str, object], plan: Plan
) -> None:
    """Print the tables and write everything that was measured, whichever contestant failed."""
    figures = report.compared(records)
    failed = report.failed(records)
    floors = report.floors(figures, crowds)
    parts = [report.table(figures)] if figures else []
    parts += [f"FAILED {name}: none of its pages could be measured." for name in failed]
    parts += [f"{name}: {fault}" for name, record in records.items() for fault in dict.fromkeys(record.faults)]
    parts += [report.crowd_lines(crowds)] if crowds else []
    print("\n" + "\n\n".join([*parts, report.promises(floors)]))
    BUILT.mkdir(parents=True, exist_ok=True)
    path = BUILT / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    path.write_text(
        json.dumps(
            {
                "ran_on": around,
                "plan": asdict(plan),
                "failed": failed,
                "figures": figures,
                "promises": [{**asdict(floor), "is_met": floor.is_met} for floor in floors],
                "viewers": [asdict(crowd) for crowd in crowds or ()],
                "contestants": {one.name: one.about for one in CONTESTANTS if one.name in records},
                "raw": {name: asdict(record) for name, record in records.items()},
            },
            indent=1,
        ),
        encoding="utf-8",
    )
    print(f"\nWritten to build/bench/{path.name}")


if __name__ == "__main__":
    sys.exit(main())
