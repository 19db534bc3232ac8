"""The server under load, with its worker processes: their memory, and which may be killed."""

from __future__ import annotations

import asyncio
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from tests.load.client import Client, Reply, RequestError

PROC = Path("/proc")


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
        """Return the process ids of the worker processes."""
        found = [self.pid] if self.pid else []
        for parent in found:
            found += [pid for pid, of in _parents().items() if of == parent]
        return found[1:]

    def memory_mb(self) -> tuple[float, float]:
        """Return the memory of the server's process and that of all together, in MiB.

        Shared pages are counted once, in parts (PSS), for the sum; the first figure is what is resident (RSS).
        """
        every = [pid for pid in (self.pid, *self.children()) if pid]
        return _rollup(self.pid or os.getpid(), "Rss"), sum(_rollup(pid, "Pss") for pid in every)


def _parents() -> dict[int, int]:
    parents = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    return parents


def _rollup(pid: int, name: str) -> float:
    try:
        text = (PROC / str(pid) / "smaps_rollup").read_text()
    except OSError:
        return 0.0
    match = re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE)
    return int(match[1]) / 1024 if match else 0.0
