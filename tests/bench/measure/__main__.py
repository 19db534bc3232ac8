"""`make bench-measure`: each promise about measuring hazard areas, what was measured, and whether it is kept.

Processor time and memory are those of process trees. A contestant that takes longer than `LONG` seconds runs once, the
others as often as `--runs` says, and the best counts. On a machine with other work only processor time and ratios are
worth a floor. `--only` measures some rows; the table has the others as they were measured last in this checkout.
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
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.measure.contestant import compared
from tests.bench.measure.hazards import hazards_file
from tests.bench.measure.screen import BenchError, ScreenRun, screen_runs

if TYPE_CHECKING:
    import psutil

FOLDER = Path("build") / "bench-measure"
KEPT = FOLDER / "figures.json"
LONG = 45.0  # seconds of wall time
SIZES = (100_000, 1_000_000, 3_000_000)
SMALL, LARGE, LARGEST = range(3)  # places in the sizes measured
NONE = -1  # of a contestant that makes its own data
ONE, STAGED_1, STAGED, DASK = "one process", "staged, 1 worker", "staged, 2 workers", "Dask, 2 processes"
WELL, OVERLAY, LIMIT = "GeoPandas used well", "overlay and dissolve", "shapely limit"
PILE, COPIES, CORNERS = "20,000 on one another", "50,000 copies", "600,000 corners"
Task = tuple[str, int]  # a contestant, and the place of the size of its file
MEDIANS = {(ONE, LARGE), (LIMIT, LARGE)}  # which need as many runs as are asked for


@dataclass(frozen=True, slots=True)
class Run:
    """One process tree: processor seconds with start and imports and without, wall seconds, peak memory in MiB."""

    cpu: float
    inner: float
    wall: float
    peak: float


class Runs:
    """All runs of this call, by contestant and place of the size."""

    def __init__(self, sizes: Sequence[int], most: int) -> None:
        self.sizes, self.most = sizes, most
        self._runs: dict[Task, list[Run]] = {}

    def of(self, task: Task) -> list[Run]:
        """Return the runs of a contestant, which are made when they are first asked for."""
        if task not in self._runs:
            name, place = task
            runs = self._runs[task] = []
            while len(runs) < self.most and (not runs or runs[0].wall < LONG or task in MEDIANS):
                runs.append(run(name, self.count(place)))
                _print(name, self.count(place), runs[-1])
        return self._runs[task]

    def count(self, place: int) -> int:
        """Return a number of polygons; 0 for a contestant that makes its own."""
        return self.sizes[place] if place >= 0 else 0

    def best(self, name: str, place: int, field: str = "cpu") -> float:
        """Return the least of the runs of a contestant."""
        return min(float(getattr(one, field)) for one in self.of((name, place)))

    def ratio(self, one: str, other: str, place: int, field: str = "cpu") -> float:
        """Return how the best run of a contestant stands to that of another."""
        return self.best(one, place, field) / self.best(other, place, field)

    def growth(self, name: str, place: int, further: int) -> float:
        """Return the exponent by which processor time grows from one size to another."""
        times = self.sizes[further] / self.sizes[place]
        return math.log(self.best(name, further) / self.best(name, place), times)

    def worst(self, name: str, place: int) -> float:
        """Return the largest relative difference of any row between the kernel and a contestant; 1 for a row alone."""
        against = self._compared(name, place)
        return 1.0 if against["alone"] else float(against["worst"])  # type: ignore[arg-type]

    def unequal(self, *tasks: Task) -> float:
        """Return how many contestants have other bits than the kernel in one process."""
        return float(sum(not self._compared(*task)["equal"] for task in tasks))

    def _compared(self, name: str, place: int) -> dict[str, float | bool | list[str]]:
        for task in ((ONE, place), (name, place)):
            self.of(task)
        return compared(out_of(ONE, self.count(place)), out_of(name, self.count(place)))


def run(name: str, count: int) -> Run:
    """Run a contestant once and watch its processes."""
    import psutil  # noqa: PLC0415 - of the extra bench, and the table is tested without it

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
        raise BenchError(f"“{name}” ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    answer = json.loads((process.stdout.read() if process.stdout else "").splitlines()[-1])
    return Run(cpu, answer["inner_s"], answer["wall_s"], peak)


def out_of(name: str, count: int) -> Path:
    """Where a contestant writes its table."""
    return FOLDER / f"{name.replace(' ', '-').replace(',', '')}-{count}.csv"


def _memory(tree: psutil.Process) -> float:
    import psutil  # noqa: PLC0415 - as above

    total = 0.0
    try:
        for process in [tree, *tree.children(recursive=True)]:
            total += process.memory_info().rss / 2**20
    except psutil.Error:
        return 0.0
    return total


def _print(name: str, count: int, one: Run) -> None:
    times = f"cpu {one.cpu:8.1f} s  inner {one.inner:8.1f} s  wall {one.wall:8.1f} s"
    print(f"{name:24} {count:>9,}  {times}  peak {one.peak:7.0f} MiB", flush=True)


# --- The rows of the table


@dataclass(frozen=True, slots=True)
class Row:
    """A promise: its key, what is measured, the largest value that keeps it, and how it is measured."""

    key: str
    label: str
    floor: float
    measure: Callable[[Runs], float]


def _median(runs: Runs, name: str, place: int) -> float:
    return statistics.median(one.inner for one in runs.of((name, place)))


def _failed(*tests: str) -> Callable[[Runs], float]:
    """Return what runs tests, and 0 where they pass."""

    def measure(_runs: Runs) -> float:
        return float(subprocess.run([sys.executable, "-m", "pytest", "-q", "-n", "0", *tests], check=False).returncode)

    return measure


def _screen(count: int, *, is_ratio: bool) -> Callable[[Runs], float]:
    def measure(runs: Runs) -> float:
        if count not in _SCREENS:
            _SCREENS[count] = screen_runs(count, FOLDER / "data", runs.most)
        alone, beside = _SCREENS[count]
        return beside.ratio if is_ratio else min(one.total for one in alone)

    return measure


_SCREENS: dict[int, tuple[list[ScreenRun], ScreenRun]] = {}
_MEASURING, _SIZES = "tests/test_own_measuring.py::", "tests/test_own_sizes.py::"
ROWS = (
    Row("overlay", "100 k, CPU against overlay + dissolve", 1 / 25, lambda r: r.ratio(ONE, OVERLAY, SMALL)),
    Row("well", "100 k, CPU against GeoPandas used well", 1 / 2.5, lambda r: r.ratio(ONE, WELL, SMALL)),
    Row("well-large", "1 M, CPU against GeoPandas used well", 1 / 4, lambda r: r.ratio(ONE, WELL, LARGE)),
    Row(
        "limit",
        "1 M, against the shapely limit, medians of three",
        1.8,
        lambda r: _median(r, ONE, LARGE) / _median(r, LIMIT, LARGE),
    ),
    Row("growth", "exponent of CPU, 100 k to 1 M, one process", 1.05, lambda r: r.growth(ONE, SMALL, LARGE)),
    Row("growth-large", "exponent of CPU, 1 M to 3 M, staged", 1.30, lambda r: r.growth(STAGED, LARGE, LARGEST)),
    Row("peak", "peak, staged with two workers, 1 M, GiB", 1.2, lambda r: r.best(STAGED, LARGE, "peak") / 1024),
    Row(
        "peak-large",
        "peak, staged with two workers, 3 M against 1 M",
        1.35,
        lambda r: r.best(STAGED, LARGEST, "peak") / r.best(STAGED, LARGE, "peak"),
    ),
    Row("peak-one", "peak, staged with one worker, 1 M, GiB", 0.75, lambda r: r.best(STAGED_1, LARGE, "peak") / 1024),
    Row("workers", "wall, two workers against one, 1 M", 1 / 1.5, lambda r: r.ratio(STAGED, STAGED_1, LARGE, "wall")),
    Row(
        "dask", "CPU, Dask with two processes against staged with two, 1 M", 2.0, lambda r: r.ratio(DASK, STAGED, LARGE)
    ),
    Row(
        "bits",
        "engines with other bits, 100 k and 1 M",
        0,
        lambda r: r.unequal((STAGED, SMALL), (STAGED_1, LARGE), (STAGED, LARGE), (DASK, LARGE)),
    ),
    Row(
        "order",
        "other bits by batches, rows, files, a killed worker (tests)",
        0,
        _failed(
            f"{_MEASURING}test_the_bits_are_those_whatever_order_batches_files_and_engine",
            f"{_MEASURING}test_a_worker_that_is_killed_changes_no_bit_and_leaves_nothing",
            "tests/test_own_measure_files.py::test_files_are_measured_whatever_their_order_and_the_result_says_where_it_comes_from",
        ),
    ),
    Row("oracle", "GeoPandas used well, 100 k: worst row", 1e-9, lambda r: r.worst(WELL, SMALL)),
    Row("oracle-large", "GeoPandas used well, 1 M: worst row", 1e-9, lambda r: r.worst(WELL, LARGE)),
    Row("oracle-overlay", "overlay + dissolve, 100 k: worst row", 1e-9, lambda r: r.worst(OVERLAY, SMALL)),
    Row(
        "squares",
        "squares of 0.1 to 1 degree differ by more than 1e-10 (test)",
        0,
        _failed(f"{_MEASURING}test_the_width_of_the_squares_moves_nothing"),
    ),
    Row(
        "plane",
        "a local plane differs by more than 1e-9 (tests)",
        0,
        _failed(
            f"{_SIZES}test_a_size_is_that_of_a_local_equal_area_plane",
            f"{_SIZES}test_the_earth_has_the_size_of_the_ellipsoid",
        ),
    ),
    Row("pile", "20,000 on one another, CPU s", 30, lambda r: r.best(PILE, NONE, "inner")),
    Row("copies", "50,000 copies, CPU s", 10, lambda r: r.best(COPIES, NONE, "inner")),
    Row("copies-peak", "50,000 copies, peak, GiB", 1.0, lambda r: r.best(COPIES, NONE, "peak") / 1024),
    Row("corners", "600,000 corners, CPU s", 60, lambda r: r.best(CORNERS, NONE, "inner")),
    Row(
        "formats",
        "a format with other numbers than GeoParquet (tests)",
        0,
        _failed("tests/test_own_files.py::test_every_format_gives_the_records_and_numbers_of_geoparquet"),
    ),
    Row("screen", "10,000 polygons on the screen, file to result, s", 6, _screen(10_000, is_ratio=False)),
    Row("screen-others", "another reader's change meanwhile, times", 1.5, _screen(10_000, is_ratio=True)),
    Row("screen-large", "100,000 on the screen, file to result, s", math.inf, _screen(100_000, is_ratio=False)),
    Row("screen-large-others", "another reader's change meanwhile, times", 1.5, _screen(100_000, is_ratio=True)),
)


def main() -> None:
    """Measure what is asked for, print the table, and end with status 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.measure", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    keys = [row.key for row in ROWS]
    parser.add_argument("--only", nargs="+", choices=keys, metavar="ROW", default=keys, help=", ".join(keys))
    parser.add_argument(
        "--sizes", nargs=3, type=int, default=SIZES, metavar="COUNT", help="polygons in place of 100 k, 1 M and 3 M"
    )
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    (FOLDER / "data").mkdir(parents=True, exist_ok=True)
    is_usual = tuple(options.sizes) == SIZES
    kept: Kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() and is_usual else {}
    runs = Runs(options.sizes, options.runs)
    for row in ROWS:
        if row.key in options.only:
            try:
                value = row.measure(runs)
            except BenchError as error:
                print(f"{row.key}: {error}", flush=True)
                value = math.nan
            kept[row.key] = (value, datetime.now(UTC).strftime("%Y-%m-%d %H:%M"))
            if is_usual:
                KEPT.write_text(json.dumps(kept), encoding="utf-8")
    if not is_usual:
        print(f"\nwith {', '.join(f'{size:,}' for size in options.sizes)} polygons, for which the limits are not meant")
    sys.exit(not print_table(kept, options.only))


Kept = dict[str, tuple[float, str]]  # by key of the row: what was measured last, and when


def print_table(kept: Kept, keys: Sequence[str]) -> bool:
    """Print the table, and return whether every promise that was measured now is kept."""
    print(f"\n{'row':20} {'':62} {'measured':>10}  {'at most':>8}")
    missed = []
    for row in ROWS:
        value, when = kept.get(row.key, (math.nan, ""))
        is_met = value <= row.floor
        verdict = "not measured" if not when else "" if math.isinf(row.floor) else "met" if is_met else "MISSED"
        floor = "" if math.isinf(row.floor) else f"{row.floor:8.4g}"
        earlier = f"  ({when} UTC)" if when and row.key not in keys else ""
        print(f"{row.key:20} {row.label:62} {f'{value:.4g}' if when else '':>10}  {floor:>8}  {verdict}{earlier}")
        missed += [row.key] if verdict == "MISSED" and row.key in keys else []
    return not missed


if __name__ == "__main__":
    main()
