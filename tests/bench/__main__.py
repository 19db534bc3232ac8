"""`make bench`: measure the atlas beside other ways to build it, in one run on one machine."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Error, sync_playwright

from geodata.boundaries import Level
from tests.bench import report
from tests.bench.contestants import ATLAS, CONTESTANTS, PURE
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
LOAD_TEST = "viewers"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is measured."""

    repetitions: int  # of loads, changes and clicks, over both rounds
    changes_for_heap: int
    viewers: int
    viewer_seconds: float


FULL = Plan(MEDIAN_OF, MANY, 100, 60.0)
QUICK = Plan(3, 20, 20, 10.0)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the tables and write build/bench/."""
    asked = _parser().parse_args(arguments)
    plan = QUICK if asked.quick else FULL
    names = asked.only or [*(one.name for one in CONTESTANTS), LOAD_TEST]
    chosen = [one for one in CONTESTANTS if one.name in names or (one.name == ATLAS and LOAD_TEST in names)]
    for level in (Level.MEDIUM, Level.OVERVIEW):
        shapes_path(level)
    chromium = chromium_path()
    around = surroundings(version_of(chromium) or "")
    print(f"{len(chosen)} servers on {around['cores']} cores, load average {load_average()}", flush=True)
    with all_running(chosen, folder=BUILT / "logs") as servers:
        records = {server.contestant.name: Record() for server in servers if server.contestant.name in names}
        _measure([server for server in servers if server.contestant.name in records], records, plan, chromium)
        crowds = _viewers(servers, plan) if LOAD_TEST in names else None
    around["load_average_after"] = load_average()
    _tell(records, crowds, around, plan)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three repetitions: for a look, not for a claim")
    parser.add_argument(
        "--only", nargs="+", choices=[*(one.name for one in CONTESTANTS), LOAD_TEST], help="measure these alone"
    )
    return parser


def _measure(servers: list[Measured], records: dict[str, Record], plan: Plan, chromium: Path) -> None:
    """Measure in two rounds, the second in the other order, so that no moment of the machine falls on one alone."""
    halves = (plan.repetitions + 1) // 2, plan.repetitions // 2
    with _browsers(chromium) as browsers:
        for number, repetitions in enumerate(halves):
            for server in servers if number == 0 else reversed(servers):
                name, browser = server.contestant.name, browsers[server.contestant.needs_gl]
                print(f"round {number + 1}: {name}", flush=True)
                _round(browser, server, records[name], repetitions, plan if number else None)


@contextmanager
def _browsers(chromium: Path) -> Iterator[dict[bool, Browser]]:
    root = ("--no-sandbox",) if os.name == "posix" and os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        start = playwright.chromium.launch
        found = {
            gl: start(executable_path=chromium, args=[*QUIET_BROWSER, *root, *(SOFTWARE_GL if gl else ())])
            for gl in (False, True)
        }
        yield found
        for browser in found.values():
            browser.close()


def _round(browser: Browser, server: Measured, record: Record, repetitions: int, last: Plan | None) -> None:
    """Load `repetitions` times and change the last page as often; weigh memory in the last round."""
    if record.first_visit is None:
        record.memory_mb["idle"] = server.memory_mb()
        _attempt(record, lambda: _first_visit(browser, server, record))
        record.memory_mb["first visit"] = server.memory_mb()
    for _ in range(repetitions - 1):
        _attempt(record, lambda: _load_only(browser, server, record))
    _attempt(record, lambda: _load_and_change(browser, server, record, repetitions, last))
    if server.contestant.name == ATLAS:
        _attempt(record, lambda: _load_and_click(browser, server, record, repetitions))
    if last and server.contestant.name in {ATLAS, PURE}:
        _attempt(record, lambda: _load_and_step(browser, server, record))
    record.memory_mb["end"] = server.memory_mb()


def _attempt(record: Record, act: Callable[[], None]) -> None:
    """Do it, once more if it fails; a failure is told with the results and does not end the run of the others."""
    for _ in range(2):
        try:
            act()
        except (AssertionError, Error) as error:
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
        record.add_to(record.changes, [filter_once(screen, server, turn + 1) for turn in range(repetitions)])
        if last:
            seconds = OWN_HEAP_SECONDS if server.contestant.name == ATLAS else OTHERS_HEAP_SECONDS
            record.heap = weigh_heap(screen, server, many=last.changes_for_heap, seconds=seconds)


def _load_and_click(browser: Browser, server: Measured, record: Record, repetitions: int) -> None:
    with visit(browser, server) as (screen, _):
        click_country(screen, server, 0)
        record.add_to(record.clicks, [click_country(screen, server, turn + 1) for turn in range(repetitions)])


def _load_and_step(browser: Browser, server: Measured, record: Record) -> None:
    with visit(browser, server) as (screen, _):
        frame = screen.map_frame()
        record.steps = steps_of_time(screen, frame) if frame else steps_of_leaflet(screen.page)


def _viewers(servers: list[Measured], plan: Plan) -> tuple[Crowd, Crowd]:
    atlas = next(server for server in servers if server.contestant.name == ATLAS)
    print(f"{plan.viewers} viewers for {plan.viewer_seconds:g} s", flush=True)
    return watch_crowds(atlas, viewers=plan.viewers, seconds=plan.viewer_seconds)


def _tell(
    records: dict[str, Record], crowds: tuple[Crowd, Crowd] | None, around: dict[str, object], plan: Plan
) -> None:
    figures = report.compared(records)
    found = report.floors(figures, crowds)
    parts = [report.table(figures)] if figures else []
    parts += [f"{name}: {fault}" for name, record in records.items() for fault in record.faults]
    parts += [report.crowd_lines(crowds)] if crowds else []
    print("\n" + "\n\n".join([*parts, report.promises(found)]))
    path = BUILT / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    path.write_text(
        json.dumps(
            {
                "ran_on": around,
                "plan": asdict(plan),
                "figures": figures,
                "promises": [{**asdict(floor), "is_met": floor.is_met} for floor in found],
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
