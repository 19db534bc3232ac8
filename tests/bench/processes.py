"""The servers under measurement: one process each, all started before and stopped after, and what they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.bench.contestants import Contestant
from tests.browser.serving import RunningServer, running_server


@dataclass(frozen=True, slots=True)
class Measured:
    """A contestant whose server runs."""

    contestant: Contestant
    server: RunningServer

    @property
    def url(self) -> str:
        """The address of its map."""
        return self.server.url + self.contestant.path

    def cpu_ms(self) -> float:
        """Processor time that the server has used so far; the system counts it in steps of 10 ms."""
        return sum(float(sum(process.cpu_times()[:2])) for process in self._processes()) * 1000

    def memory_mb(self) -> float:
        """Memory that the server holds now (resident)."""
        return sum(float(process.memory_info().rss) for process in self._processes()) / 2**20

    def _processes(self) -> list[psutil.Process]:
        main = psutil.Process(self.server.process.pid)
        return [main, *main.children(recursive=True)]


@contextmanager
def all_running(contestants: Iterable[Contestant], *, folder: Path) -> Iterator[list[Measured]]:
    """Start every contestant. They run together, so that all can be measured in turn; one that waits costs nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        yield [
            Measured(one, stack.enter_context(running_server(log=folder / f"{one.name}.log", entry=one.entry)))
            for one in contestants
        ]
