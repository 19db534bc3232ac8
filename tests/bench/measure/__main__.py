"""`make bench-measure`: processor time and peak memory of process trees, ratios to peers, floors, equality of numbers.

A contestant that is slow by design runs once, the others as often as `--runs` says, and the best counts. On a machine
with other work only processor time and ratios are worth a floor.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.measure.contestant import CONTESTANTS, compared
from tests.bench.measure.hazards import hazards_file

FOLDER = Path("build") / "bench-measure"
ONCE = {"overlay and dissolve", "GeoPandas used well"}
HARD = ("20,000 on one another", "50,000 copies", "600,000 corners")
SMALL, LARGE, LARGEST = 100_000, 1_000_000, 3_000_000
PLAN = {
    SMALL: ("one process", "staged, 2 workers", "GeoPandas used well", "overlay and dissolve", "shapely limit"),
    LARGE: (
        "one process",
        "staged, 1 worker",
        "staged, 2 workers",
        "Dask, 2 processes",
        "GeoPandas used well",
        "shapely limit",
    ),
    LARGEST: ("staged, 2 workers",),
}


@dataclass(frozen=True, slots=True)
class Run:
    """One process tree: processor seconds with start and imports and without, wall seconds, peak memory in MiB."""

    cpu: float
    inner: float
    wall: float
    peak: float


def run(name: str, count: int) -> Run:
    """Run a contestant once and watch its processes."""
    path = hazards_file(count, FOLDER / "data") if count else FOLDER
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.measure.contestant", name, str(path), str(out_of(name, count))],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    peak, tree = 0.0, psutil.Process(process.pid)
    while process.poll() is None:
        peak = max(peak, _memory(tree))
        time.sleep(0.1)
    if process.returncode:
        raise SystemExit(f"{name} ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    answer = json.loads((process.stdout.read() if process.stdout else "").splitlines()[-1])
    return Run(cpu, answer["inner_s"], answer["wall_s"], peak)


def out_of(name: str, count: int) -> Path:
    """Where a contestant writes its table."""
    return FOLDER / f"{name.replace(' ', '-').replace(',', '')}-{count}.csv"


def _memory(tree: psutil.Process) -> float:
    total = 0.0
    try:
        for process in [tree, *tree.children(recursive=True)]:
            total += process.memory_info().rss / 2**20
    except psutil.Error:
        return 0.0
    return total


def main() -> None:
    """Measure what is asked for and print the table, the floors, and what fell short."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.measure", description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=[*PLAN], help="numbers of polygons")
    parser.add_argument("--only", nargs="+", choices=[*CONTESTANTS], help="contestants")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    FOLDER.mkdir(parents=True, exist_ok=True)
    tasks = [(name, count) for count in options.sizes for name in PLAN[count]] + [(name, 0) for name in HARD]
    runs: dict[tuple[str, int], list[Run]] = {}
    for name, count in tasks:
        if options.only and name not in options.only:
            continue
        for _ in range(1 if name in ONCE or count == LARGEST else options.runs):
            one = run(name, count)
            runs.setdefault((name, count), []).append(one)
            times = f"cpu {one.cpu:8.1f} s  inner {one.inner:8.1f} s  wall {one.wall:8.1f} s"
            print(f"{name:24} {count:>9,}  {times}  peak {one.peak:7.0f} MiB", flush=True)
    short = 0
    for label, value, floor in figures(runs):
        verdict = "" if floor is None else ("ok" if value <= floor else "FELL SHORT")
        short += verdict == "FELL SHORT"
        print(f"{label:78} {value:10.4g}  {'' if floor is None else f'floor {floor:g}'}  {verdict}")
    sys.exit(short > 0)


def figures(runs: dict[tuple[str, int], list[Run]]) -> list[tuple[str, float, float | None]]:
    """Return the figures of the floors whose contestants ran: label, value, largest value that is good enough."""

    def best(name: str, count: int, field: str = "cpu") -> float:
        return min((getattr(one, field) for one in runs.get((name, count), [])), default=math.nan)

    def middle(name: str, count: int) -> float:
        return statistics.median([one.inner for one in runs.get((name, count), [])] or [math.nan])

    staged = "staged, 2 workers"
    rows: list[tuple[str, float, float | None]] = [
        (
            "100 k, CPU against overlay and dissolve",
            best("one process", SMALL) / best("overlay and dissolve", SMALL),
            1 / 25,
        ),
        (
            "100 k, CPU against GeoPandas used well",
            best("one process", SMALL) / best("GeoPandas used well", SMALL),
            1 / 2.5,
        ),
        (
            "1 M, CPU against GeoPandas used well",
            best("one process", LARGE) / best("GeoPandas used well", LARGE),
            1 / 4,
        ),
        ("1 M, against the shapely limit, medians", middle("one process", LARGE) / middle("shapely limit", LARGE), 1.8),
        (
            "exponent of CPU, 100 k to 1 M, one process",
            math.log10(best("one process", LARGE) / best("one process", SMALL)),
            1.05,
        ),
        ("exponent of CPU, 1 M to 3 M, staged", math.log(best(staged, LARGEST) / best(staged, LARGE), 3), 1.30),
        ("peak, staged with two workers, 1 M, GiB", best(staged, LARGE, "peak") / 1024, 1.2),
        (
            "peak, staged with two workers, 3 M against 1 M",
            best(staged, LARGEST, "peak") / best(staged, LARGE, "peak"),
            1.35,
        ),
        ("peak, staged with one worker, 1 M, GiB", best("staged, 1 worker", LARGE, "peak") / 1024, 0.75),
        (
            "wall, two workers against one, 1 M",
            best(staged, LARGE, "wall") / best("staged, 1 worker", LARGE, "wall"),
            1 / 1.5,
        ),
        (
            "CPU, Dask with two processes against staged with two, 1 M",
            best("Dask, 2 processes", LARGE) / best(staged, LARGE),
            2.0,
        ),
        ("20,000 on one another, CPU s", best(HARD[0], 0, "inner"), 30),
        ("50,000 copies, CPU s", best(HARD[1], 0, "inner"), 10),
        ("50,000 copies, peak, GiB", best(HARD[1], 0, "peak") / 1024, 1.0),
        ("600,000 corners, CPU s", best(HARD[2], 0, "inner"), 60),
    ]
    for count in (SMALL, LARGE):
        for name in PLAN[count]:
            if (
                (name, count) in runs
                and ("one process", count) in runs
                and name not in {"one process", "shapely limit"}
            ):
                against = compared(out_of("one process", count), out_of(name, count))
                if "GeoPandas" in name or "overlay" in name:
                    rows.append((f"{name}, {count:,}: worst of {against['rows']} rows", float(against["worst"]), 1e-9))  # type: ignore[arg-type]
                    rows.append((f"{name}, {count:,}: areas that one alone has", len(against["alone"]), 0))  # type: ignore[arg-type]
                else:
                    rows.append((f"{name}, {count:,}: 0 where the bits are equal", float(not against["equal"]), 0))
    return [row for row in rows if not math.isnan(row[1])]


if __name__ == "__main__":
    main()
