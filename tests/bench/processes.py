"""The servers under measurement: one process each, all started before and stopped after, and what they use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.contestants import Contestant
from tests.browser.serving import RunningServer, ServerDiedError, running_server

if TYPE_CHECKING:
    import psutil


@dataclass(frozen=True, slots=True)
class Measured:
    """A contestant whose server runs."""

    contestant: Contestant
    server: RunningServer
    _used: dict[tuple[int, float], float] = field(default_factory=dict)  # seconds, by id and start of each process

    @property
    def url(self) -> str:
        """The address of its map."""
        return self.server.url + self.contestant.path

    def cpu_ms(self) -> float:
        """Processor time that the server has used so far; the system counts it in steps of 10 ms.

        A worker that has ended counts with what it had used when it was last asked for.
        """
        for process in self._processes():
            self._used[process.pid, process.create_time()] = float(sum(process.cpu_times()[:2]))
        return sum(self._used.values()) * 1000

    def memory_mb(self) -> float:
        """Memory that the server holds now: of a page that forks share each has its part (PSS, on Linux)."""
        infos = (process.memory_full_info() for process in self._processes())
        return sum(float(getattr(info, "pss", info.rss)) for info in infos) / 2**20

    def _processes(self) -> list[psutil.Process]:
        import psutil  # noqa: PLC0415 - of the extra bench, and this file is tested without it

        main = psutil.Process(self.server.process.pid)
        return [main, *main.children(recursive=True)]


@contextmanager
def all_running(contestants: Iterable[Contestant], *, folder: Path) -> Iterator[tuple[list[Measured], dict[str, str]]]:
    """Start every contestant; yields those that run, and why the others do not, by name.

    They run together, so that all can be measured in turn; one that waits costs nothing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    items: list[Measured] = []
    failed: dict[str, str] = {}
    with ExitStack() as stack:
        for one in contestants:
            try:
                server = stack.enter_context(
                    running_server(log=folder / f"{one.name}.log", entry=one.entry, root=one.root)
                )
            except (ServerDiedError, OSError) as error:
                failed[one.name] = f"its server did not start: {error}"
            else:
                items.append(Measured(one, server))
        yield items, failed
