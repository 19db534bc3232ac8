"""What the server counts of itself, for Prometheus at an address of its own and for a line of the log a minute."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.settings import root_of

LOG = logging.getLogger("atlas.counts")

# -- The table of what is counted: by name its meaning and the names of its labels.


@dataclass(frozen=True, slots=True)
class Metric:
    """One family of figures; a counter grows for as long as the process lives, a gauge is what is so now."""

    name: str
    meaning: str
    labels: tuple[str, ...] = ()
    kind: str = "counter"


REQUESTS = Metric(
    "atlas_requests_total", "requests answered, by first part of the address and status", ("part", "status")
)
SECONDS = Metric("atlas_request_seconds", "time from a request to the end of its answer", ("part",), "histogram")
FILES = Metric("atlas_files_total", "files: kept, made, failed", ("format", "outcome"))
RUNS = Metric("atlas_runs_total", "runs of a page, one for each act of a reader")
LOGGED = Metric("atlas_log_records_total", "records of the log, of level warning and above", ("level", "logger"))
SESSIONS = Metric("atlas_sessions", "pages that are open", kind="gauge")
WAITING = Metric("atlas_waiting", "requests that wait for a turn", ("turns",), "gauge")
KEPT = Metric("atlas_kept_bytes", "bytes of files that are kept", kind="gauge")
MEMORY = Metric("atlas_resident_bytes", "resident memory of the server process", kind="gauge")
METRICS = (REQUESTS, SECONDS, FILES, RUNS, LOGGED, SESSIONS, WAITING, KEPT, MEMORY)

Labels = tuple[str, ...]
BOUNDS = (0.005, 0.02, 0.1, 0.5, 2.0, 10.0)  # seconds


class Counts:
    """Counters by metric and labels; where two threads add at one time, one may be lost."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, Labels]] = Counter()
        self._buckets: dict[str, list[int]] = {}
        self._sums: Counter[str] = Counter()

    def add(self, metric: Metric, *labels: str) -> None:
        """Add one to a counter, under its labels."""
        self._counts[metric.name, labels] += 1

    def time(self, part: str, seconds: float) -> None:
        """Count the time of a request."""
        buckets = self._buckets.setdefault(part, [0] * (len(BOUNDS) + 1))
        buckets[bisect_left(BOUNDS, seconds)] += 1
        self._sums[part] += seconds  # type: ignore[assignment]

    def of(self, metric: Metric) -> dict[Labels, int]:
        """Return the counts of a metric by its labels."""
        return {labels: count for (name, labels), count in tuple(self._counts.items()) if name == metric.name}

    def lines(self) -> Iterator[str]:
        """Yield the counters and the histogram in the text format of Prometheus."""
        for metric in METRICS:
            if metric.kind == "counter":
                yield from _family(metric, self.of(metric))
        yield from _header(SECONDS)
        for part, buckets in sorted(self._buckets.items()):
            total = 0
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), tuple(buckets), strict=True):
                total += count
                yield f'{SECONDS.name}_bucket{{part="{part}",le="{bound}"}} {total}'
            yield f'{SECONDS.name}_sum{{part="{part}"}} {self._sums[part]:.6f}'
            yield f'{SECONDS.name}_count{{part="{part}"}} {total}'


COUNTS = Counts()
Gauges = Mapping[Metric, Callable[[], Mapping[Labels, float]]]


def exposition(counts: Counts, gauges: Gauges) -> str:
    """Return all figures in the text format of Prometheus (version 0.0.4)."""
    lines = [*counts.lines()]
    for metric, read in gauges.items():
        lines += _family(metric, read())
    return "\n".join(lines) + "\n"


def _header(metric: Metric) -> tuple[str, str]:
    return f"# HELP {metric.name} {metric.meaning}", f"# TYPE {metric.name} {metric.kind}"


def _family(metric: Metric, values: Mapping[Labels, float]) -> Iterator[str]:
    yield from _header(metric)
    for labels, value in sorted(values.items()):
        pairs = ",".join(f'{name}="{_escaped(text)}"' for name, text in zip(metric.labels, labels, strict=True))
        yield f"{metric.name}{{{pairs}}} {value}" if pairs else f"{metric.name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


# -- The figures at an address of their own.


def serve_figures(host: str, port: int, text: Callable[[], str]) -> ThreadingHTTPServer:
    """Serve figures at `/metrics` of an address, in a thread that ends with the process.

    Parameters
    ----------
    text
        Returns the figures; called in another thread.
    """

    class Figures(BaseHTTPRequestHandler):
        server_version, sys_version, timeout = "atlas", "", 10

        def do_GET(self) -> None:
            is_there = self.path == "/metrics"
            body = (text() if is_there else "The figures are at /metrics.\n").encode()
            self.send_response(200 if is_there else 404)
            self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8" if is_there else "text/plain")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Write no line for a request."""

    class Server(ThreadingHTTPServer):
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

    server = Server((host, port), Figures)
    Thread(target=server.serve_forever, daemon=True, name="figures").start()
    return server


# -- What counts: a middleware, and a handler of the log.

SCREEN, OTHER = "screen", "other"


class RequestCounter:
    """ASGI middleware: counts requests by the first part of their address, and their time.

    Parameters
    ----------
    parts
        First parts of addresses that are counted by name; those of screens are SCREEN, and all others OTHER, so that a
        client cannot make up names.
    """

    def __init__(
        self, app: ASGIApp, *, parts: frozenset[str], screens: frozenset[str], base: str = "", counts: Counts = COUNTS
    ) -> None:
        self.app = app
        self.start = len(root_of(base)) + 1
        self.names = {**dict.fromkeys(screens, SCREEN), **{part: part for part in parts}}
        self.counts = counts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count it when it has ended."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, status = time.perf_counter(), "none"

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = str(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            part = self.names.get(scope["path"][self.start :].partition("/")[0], OTHER)
            self.counts.add(REQUESTS, part, status)
            self.counts.time(part, time.perf_counter() - started)


class CountedRecords(logging.Handler):
    """A handler of the log that counts records."""

    def __init__(self, counts: Counts = COUNTS) -> None:
        super().__init__(logging.WARNING)
        self._counts = counts

    def emit(self, record: logging.LogRecord) -> None:
        """Count a record."""
        self._counts.add(LOGGED, record.levelname.lower(), record.name)


# -- A line of the log a minute.

MINUTE = 60.0  # seconds


async def log_counts(counts: Counts, seconds: float = MINUTE) -> None:
    """Log once a minute how many requests were answered since, by part and status, unless there were none."""
    before: Mapping[Labels, int] = counts.of(REQUESTS)
    while True:
        await asyncio.sleep(seconds)
        now = counts.of(REQUESTS)
        new = {" ".join(labels): count - before.get(labels, 0) for labels, count in sorted(now.items())}
        before = now
        if any(new.values()):
            LOG.info("requests", extra={"counts": {name: count for name, count in new.items() if count}})
