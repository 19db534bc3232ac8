"""Engines bring the pieces of a square together and let the kernel measure them; the local one needs no other package.

Few rows are measured in one process and in memory. Many are staged: pieces are written to disk by groups of squares,
then measured group by group, by several processes whose memory is bounded by a batch and by a group.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import Protocol, TypeVar

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geodata.errors import GeodataError
from geodata.own.kernel import PIECE_SCHEMA, Pieces, Rules, SquareSums, measure_squares, split
from geodata.own.records import MAX_BATCH_ROWS, BatchInHand, Job
from geodata.own.repair import Ledger
from geodata.own.scratch import remove_abandoned, scratch_folder
from geodata.own.shares import Areas

Item = TypeVar("Item")
Answer = TypeVar("Answer")

IN_MEMORY_ROWS = 200_000  # measured in 7 s and 0.8 GiB by one process; staging pays from here
MAX_WORKERS = 4  # of the local engine, 0.45 GiB each
BUCKETS = 64  # groups of squares; with three million rows each holds some 50,000 pieces
PORTION = 60_000  # pieces measured at once, by whole squares
_BUCKET_DEGREES = 1.0  # squares of this width stay together, and a dense region spreads over many groups
_RESTARTS = 3  # of workers that were ended from outside, before the measurement is given up

Progress = Callable[[int, int], None]  # number of steps done, and of all steps known so far


@dataclass(frozen=True, slots=True)
class Outcome:
    """The numbers of all squares, in any order, and the ledger of all rows."""

    parts: tuple[SquareSums, ...]
    ledger: Ledger


class Engine(Protocol):
    """What measures jobs; equal jobs have equal outcomes whatever engine, but for the order of parts."""

    @property
    def label(self) -> str:
        """Its name and number of workers, for the provenance."""

    def run(self, jobs: Iterable[Job], areas: Areas, rules: Rules, progress: Progress) -> Outcome:
        """Measure jobs, which are read as they are needed."""


# --- What every engine does with a job and a group of squares


def bucket_of(squares: NDArray[np.int64], rules: Rules, buckets: int) -> NDArray[np.int64]:
    """Return the number of the group of each square: a hash of its square degree."""
    degree = rules.grid.degrees(squares, max(_BUCKET_DEGREES, rules.grid.step)).astype(np.uint64)
    mixed = (degree * np.uint64(0x9E3779B97F4A7C15)) >> np.uint64(33)  # Fibonacci hashing (Knuth, TAOCP 3, 6.4)
    buckets_of: NDArray[np.int64] = mixed.astype(np.int64) % buckets
    return buckets_of


def split_job(job: Job, rules: Rules) -> Iterator[tuple[Pieces, Ledger]]:
    """Yield the pieces and the ledger of each batch of a job."""
    for batch in job.batches():
        yield split(batch, rules)


def measure_table(table: pa.Table, areas: Areas, rules: Rules) -> list[SquareSums]:
    """Return the numbers of pieces in a table, whose shapes are made a portion at a time."""
    squares = table.column("square").to_numpy()
    return [measure_squares(Pieces.of_table(table.take(some)), areas, rules) for some in portions(squares)]


def portions(squares: NDArray[np.int64], size: int = PORTION) -> Iterator[NDArray[np.int64]]:
    """Yield the indices of pieces in portions of whole squares, of `size` pieces at most where no square has more."""
    order = np.argsort(squares, kind="stable")
    ends = np.append(np.flatnonzero(np.diff(squares[order])) + 1, len(order))  # of each square
    at = 0
    while at < len(order):
        last = np.searchsorted(ends, at + size, "right") - 1  # the last square that fits
        end = int(ends[last]) if last >= 0 and ends[last] > at else int(ends[ends > at][0])
        yield order[at:end]
        at = end


def total_of(ledgers: Iterable[Ledger]) -> Ledger:
    """Return the sum of ledgers."""
    return sum(ledgers, Ledger())


# --- The local engine


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Measures on this machine.

    Attributes
    ----------
    workers
        Number of processes for more than `in_memory_rows` rows; None takes one a processor, at most `MAX_WORKERS`.
    in_memory_rows
        Up to so many rows are measured by this process in memory.
    scratch
        Folder for staged pieces; None takes the system's folder for temporary files.
    """

    workers: int | None = None
    in_memory_rows: int = IN_MEMORY_ROWS
    scratch: Path | None = None

    @property
    def label(self) -> str:
        """Its name and number of workers."""
        return f"local, {self._workers} worker{'s' * (self._workers != 1)}"

    @property
    def _workers(self) -> int:
        return self.workers or min(os.cpu_count() or 1, MAX_WORKERS)

    def run(self, jobs: Iterable[Job], areas: Areas, rules: Rules, progress: Progress) -> Outcome:
        """Measure jobs in this process, or staged if there are many rows."""
        remove_abandoned(self.scratch)
        pending = iter(jobs)
        held: list[Job] = []
        rows = 0
        for job in pending:
            held.append(job)
            rows += job.rows
            if rows > self.in_memory_rows:
                return self._staged(chain(held, pending), areas, rules, progress)
        return _in_memory(held, areas, rules, progress)

    def _staged(self, jobs: Iterable[Job], areas: Areas, rules: Rules, progress: Progress) -> Outcome:
        with scratch_folder(self.scratch) as folder, _Workers(self._workers, areas, rules) as workers:
            staged: list[_StagedBatch] = []
            numbered = enumerate(_handed_out(jobs))
            for count, done in enumerate(workers.map(_stage, ((folder, number, job) for number, job in numbered)), 1):
                staged += done
                progress(count, count + BUCKETS)
            parts: list[SquareSums] = []
            tasks = [
                (bucket, [(one.path, one.places[bucket]) for one in staged if bucket in one.places])
                for bucket in range(BUCKETS)
            ]
            tasks = sorted((task for task in tasks if task[1]), key=lambda task: -len(task[1]))
            base = len(staged)
            for count, sums in enumerate(workers.map(_measure_bucket, tasks), 1):
                parts += sums
                progress(base + count, base + len(tasks))
            return Outcome(tuple(parts), total_of(one.ledger for one in staged))


def _handed_out(jobs: Iterable[Job]) -> Iterator[Job]:
    """Yield jobs for workers; one that is a whole large file is read here and given out by batches."""
    for job in jobs:
        if 0 < job.rows <= MAX_BATCH_ROWS:
            yield job
        else:
            yield from map(BatchInHand, job.batches())


def _in_memory(jobs: Sequence[Job], areas: Areas, rules: Rules, progress: Progress) -> Outcome:
    pieces, ledgers = [], []
    expected = sum(max(1, -(-job.rows // MAX_BATCH_ROWS)) for job in jobs)  # batches, as far as files tell their rows
    for count, (some, ledger) in enumerate((part for job in jobs for part in split_job(job, rules)), 1):
        pieces.append(some)
        ledgers.append(ledger)
        progress(count, max(count, expected) + 1)
    parts: list[SquareSums] = []
    if pieces:
        whole = Pieces.joined(pieces)
        shares = [*portions(whole.square)]
        for share in shares:
            parts.append(measure_squares(whole.subset(share), areas, rules))
            progress(len(pieces) + len(parts), len(pieces) + len(shares))
    return Outcome(tuple(parts), total_of(ledgers))


@dataclass(frozen=True, slots=True)
class _StagedBatch:
    """A batch on disk: the record batch of each group of squares in its file, by number of the group."""

    path: Path
    places: dict[int, int]
    ledger: Ledger


def _stage(task: tuple[Path, int, Job]) -> list[_StagedBatch]:
    """Write the batches of a job to disk, each as one file with a record batch a group of squares."""
    folder, number, job = task
    staged = []
    for count, (pieces, ledger) in enumerate(split_job(job, _RULES[0])):
        path = folder / f"{number}-{count}.arrow"
        staged.append(_StagedBatch(path, _write(pieces, path), ledger))
    return staged


def _write(pieces: Pieces, path: Path) -> dict[int, int]:
    bucket = bucket_of(pieces.square, _RULES[0], BUCKETS)
    order = np.argsort(bucket, kind="stable")
    table = pieces.subset(order).table()
    numbers, starts = np.unique(bucket[order], return_index=True)
    lengths = np.diff(np.append(starts, len(order)))
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, PIECE_SCHEMA) as writer:
        for start, length in zip(starts.tolist(), lengths.tolist(), strict=True):
            writer.write_batch(table.slice(start, length).combine_chunks().to_batches()[0])
    return {int(one): place for place, one in enumerate(numbers)}


def _measure_bucket(task: tuple[int, list[tuple[Path, int]]]) -> list[SquareSums]:
    _, places = task
    batches = []
    for path, place in places:
        with pa.memory_map(str(path)) as file:
            batches.append(pa.ipc.open_file(file).get_batch(place))
    return measure_table(pa.Table.from_batches(batches, PIECE_SCHEMA), _AREAS[0], _RULES[0])


# What a worker process is started with; a task then carries little.
_AREAS: list[Areas] = []
_RULES: list[Rules] = []


def _start_worker(areas: Areas, rules: Rules) -> None:
    pa.set_cpu_count(1)
    _AREAS[:] = [areas]
    _RULES[:] = [rules]


@contextmanager
def _without_main_module() -> Iterator[None]:
    """Keep a process that is started from running the main module of this one again, which no task needs."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@dataclass(slots=True)
class _Workers:
    """Processes that answer tasks in any order; tasks of a process that was ended from outside are given to new ones.

    They are started anew instead of forked: a fork of a process with threads may hang.
    """

    count: int
    areas: Areas
    rules: Rules
    _pool: ProcessPoolExecutor | None = field(default=None, init=False)
    _restarts: int = field(default=0, init=False)

    def __enter__(self) -> _Workers:
        if self.count == 1:
            _start_worker(self.areas, self.rules)
        else:
            self._start()
        return self

    def __exit__(self, *_: object) -> None:
        _AREAS.clear()
        _RULES.clear()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def _start(self) -> None:
        self._pool = ProcessPoolExecutor(
            self.count, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(self.areas, self.rules)
        )

    def map(self, function: Callable[[Item], Answer], items: Iterable[Item]) -> Iterator[Answer]:
        """Yield the answers to items as they come; only twice as many items as processes are taken up at once."""
        if self._pool is None:
            yield from map(function, items)
            return
        pending = iter(items)
        running: dict[Future[Answer], Item] = {}
        retry: list[Item] = []
        while True:
            while len(running) < 2 * self.count:
                item = retry.pop() if retry else next(pending, None)
                if item is None:
                    break
                try:
                    with _without_main_module():  # a process starts with the task that needs it
                        running[self._pool.submit(function, item)] = item
                except BrokenProcessPool:
                    retry.append(item)
                    break
            if not running and not retry:
                return
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                if not isinstance(future.exception(), BrokenProcessPool):
                    running.pop(future)
                    yield future.result()
            if retry or any(future.done() for future in running):
                retry += self._replaced(running)

    def _replaced(self, running: dict[Future[Answer], Item]) -> list[Item]:
        """Start new processes and return the items that the old ones had not answered."""
        self._restarts += 1
        if self._restarts > _RESTARTS:
            raise GeodataError(
                f"a process that measures was ended from outside {self._restarts} times, often for want of memory;"
                " measure with fewer workers"
            )
        lost = list(running.values())
        running.clear()
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._start()
        return lost
