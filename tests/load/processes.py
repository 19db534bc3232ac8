"""The server under load, with its worker processes: their memory, and which may be killed."""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.load.client import Client, Reply, RequestError

PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Memory:
    """Resident memory in MiB: of the server's process, and of all its processes.

    `shared_once` counts a page that several processes share once (PSS), `added_up` once for each of them (RSS): three
    workers are forks of one, and most of what each has is the same memory.
    """

    server: float
    shared_once: float
    added_up: float

    def __str__(self) -> str:
        return (
            f"server {self.server:.0f} MB, with workers {self.shared_once:.0f} MB "
            f"({self.added_up:.0f} MB where each counts what they share)"
        )


@contextmanager
def as_installed() -> Iterator[None]:
    """Have the servers that are started meanwhile find no plotly, which benches install and Streamlit loads at once."""
    before = os.environ.get("PYTHONPATH")
    with TemporaryDirectory() as folder:
        (Path(folder) / "plotly.py").write_text("raise ImportError\n", encoding="utf-8")
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [folder, before]))
        try:
            yield
        finally:
            os.environ.pop("PYTHONPATH")
            if before is not None:
                os.environ["PYTHONPATH"] = before


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: its address, the release of its data, and its process, where it is on this machine."""

    url: str
    release: str
    pid: int | None = None

    @classmethod
    async def at(cls, url: str, pid: int | None = None) -> Server:
        """Return the server at an address, once it can draw."""
        client = Client(url)
        for _ in range(100):
            try:
                reply: Reply | None = await client.get("/export/map.json?v=1")
            except RequestError:
                reply = None
            if reply is not None and reply.status == 200:
                break
            await asyncio.sleep(0.3)
        else:
            raise RequestError(f"{url} does not answer with the data of its map")
        plain = await client.get("/export/map.json?v=1", accept_encoding="identity")
        await client.close()
        return cls(url, str(json.loads(plain.body)["release"]), pid)

    def children(self) -> list[int]:
        """Return the process ids of the worker processes: the others of the server's session.

        A fork whose template was killed has another parent, and goes on.
        """
        return [pid for pid, session in _sessions().items() if session == self.pid != pid]

    def memory(self) -> Memory:
        """Return the memory of the server's process, and of all its processes together."""
        every = [pid for pid in (self.pid, *self.children()) if pid]
        own = _rollup(self.pid or os.getpid(), "Rss")
        return Memory(own, *(sum(_rollup(pid, name) for pid in every) for name in ("Pss", "Rss")))


def _sessions() -> dict[int, int]:
    """Return the session of each process of this machine."""
    sessions = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                sessions[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[3])
            except OSError:
                continue
    return sessions


def _rollup(pid: int, name: str) -> float:
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0.0
    match = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) / 1024 if match else 0.0
