"""Replicas behind nginx: changes a second of one, two and four; of two, many viewers while one is killed.

Of two also what nginx keeps, and requests that never end.

Everything runs on this machine: the viewers and nginx take their part of its processors too.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import statistics
import sys
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import httpx2 as httpx
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from tests.bench.viewers import Viewer, ViewerError
from tests.browser.serving import RunningServer, running_server
from tests.load.nginx import running_nginx
from tests.load.processes import Server, as_installed

SEED = 20261130
REPLICAS = (1, 2, 4)
WHOLE = 2  # replicas of which all parts are measured
THINK_SECONDS = 5.0  # between an answer and the next change, on average
ALONE_THINK_SECONDS = 0.5
BACK_SECONDS = 20.0  # within which a viewer has to be back
VIEWS = ("v=1", "v=1&treaty=ccm", "v=1&day=2010-03-01", "v=1&treaty=ccw-ap2&day=2001-01-01", "v=1&region=africa")
LOST = (WebSocketException, OSError, TimeoutError)
UNFINISHED = b"GET /embed?v=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Begun: "


class Reader(Viewer):
    """A viewer with the cookie of its replica, which comes back by its link when the connection is lost."""

    def __init__(self, url: str, query: str) -> None:
        self.address = f"ws://{urlsplit(url).netloc}/_stcore/stream"
        self.url, self.cookie, self.headline = url, "", ""
        self.link = query
        self.stack: list[object] = []

    async def arrive(self) -> None:
        """Get the page, with its cookie, and run it."""
        headers = {"Cookie": self.cookie} if self.cookie else {}
        async with httpx.AsyncClient(timeout=30.0) as client:
            page = await client.get(f"{self.url}/?{self.link}", headers=headers)
            page.raise_for_status()
        replica = page.cookies.get("replica")
        if replica:
            self.cookie = f"replica={replica}"
        connection = await connect(
            self.address,
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": self.cookie},
            max_size=None,
            compression=None,
            proxy=None,
        )
        super().__init__(connection, self.link)
        await self.open()
        self.link = self.query

    def _notice(self, answer: ForwardMsg) -> None:
        super()._notice(answer)
        element = answer.delta.new_element
        if element.WhichOneof("type") == "html" and "<h1" in element.html.body:
            self.headline = element.html.body


@dataclass(slots=True)
class Watched:
    """What readers met: milliseconds from a change to its answer, and what went wrong."""

    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lost: int = 0  # connections that ended
    back: int = 0  # of these readers, those who see what they saw

    @property
    def p50(self) -> float:
        """The median wait in milliseconds."""
        return statistics.median(self.waits) if self.waits else float("nan")

    @property
    def p95(self) -> float:
        """The wait in milliseconds that 95 of 100 changes do not exceed."""
        return statistics.quantiles(self.waits, n=20)[-1] if len(self.waits) > 1 else float("nan")


async def watch(
    url: str, *, readers: int, seconds: float, think: float, midway: Callable[[], None] | None = None
) -> Watched:
    """Have readers change the map for some seconds, and do something midway.

    Parameters
    ----------
    think
        Seconds between an answer and the next change, on average.
    """
    watched, chance = Watched(), random.Random(SEED)  # noqa: S311 - nothing here is a secret
    opened: list[Reader] = []
    for number in range(readers):
        reader = Reader(url, VIEWS[number % len(VIEWS)])
        try:
            await reader.arrive()
            opened.append(reader)
        except (ViewerError, httpx.HTTPError, *LOST) as error:
            watched.errors.append(f"at the start: {type(error).__name__} {error}")
    end = time.monotonic() + seconds

    async def sit(reader: Reader) -> None:
        chosen: list[str] = []
        await asyncio.sleep(chance.uniform(0, think))
        while time.monotonic() < end:
            classes = reader.classes
            chosen = [name for name in classes if (name in chosen) != (name == chance.choice(classes))]
            try:
                watched.waits.append(await reader.choose(chosen))
                reader.link = reader.query
            except LOST:
                watched.lost += 1
                chosen = await _come_back(reader, watched)
            except ViewerError as error:
                watched.errors.append(str(error))
                return
            await asyncio.sleep(chance.expovariate(1 / think))

    async def happen() -> None:
        await asyncio.sleep(seconds / 2)
        if midway is not None:
            midway()

    await asyncio.gather(happen(), *(sit(reader) for reader in opened))
    for reader in opened:
        await reader.connection.close()
    return watched


async def _come_back(reader: Reader, watched: Watched) -> list[str]:
    """Open the reader's link again, as the browser does; what it shows has to be what it showed."""
    before, deadline = reader.headline, time.monotonic() + BACK_SECONDS
    while time.monotonic() < deadline:
        with suppress(ViewerError, httpx.HTTPError, *LOST):
            await reader.arrive()
            if reader.headline == before:
                watched.back += 1
            else:
                watched.errors.append(f"back with another headline at {reader.link}")
            return []
        await asyncio.sleep(0.5)
    watched.errors.append(f"not back within {BACK_SECONDS:.0f} s")
    return []


async def fetch_until(url: str, done: asyncio.Event, addresses: Iterator[str]) -> list[str]:
    """Fetch one address after another until `done`; return what was not 200, one text each."""
    faults: list[str] = []
    async with httpx.AsyncClient(base_url=url, timeout=30.0) as client:
        for address in addresses:
            if done.is_set():
                return faults
            try:
                answer = await client.get(address)
                if answer.status_code != 200:
                    faults.append(f"{answer.status_code} {address}")
            except httpx.HTTPError as error:
                faults.append(f"{type(error).__name__} {address}")
            await asyncio.sleep(0.1)
    return faults


def new_days(path: str, first: date) -> Iterator[str]:
    """Yield addresses of ever new days."""
    while True:
        yield f"{path}v=1&day={first.isoformat()}"
        first += timedelta(days=1)


async def requests_a_second(url: str, addresses: Iterator[str], *, seconds: float, at_once: int) -> float:
    """Return how many requests a second are answered 200 to some clients at once."""
    end, count = time.monotonic() + seconds, 0
    plain = {"Accept-Encoding": "identity"}  # or what is measured is how fast this client unpacks
    limits = httpx.Limits(max_connections=at_once)
    async with httpx.AsyncClient(base_url=url, timeout=60.0, limits=limits, headers=plain) as client:

        async def ask() -> None:
            nonlocal count
            while time.monotonic() < end:
                (await client.get(next(addresses))).raise_for_status()
                count += 1

        start = time.monotonic()
        await asyncio.gather(*(ask() for _ in range(at_once)))
        return count / (time.monotonic() - start)


@asynccontextmanager
async def unfinished_requests(url: str, number: int) -> AsyncIterator[int]:
    """Hold connections on which a request has begun and does not end; yields how many there are."""
    host, port = urlsplit(url).hostname, urlsplit(url).port
    writers = []
    try:
        for _ in range(number):
            _, writer = await asyncio.open_connection(host, port)
            writer.write(UNFINISHED)
            writers.append(writer)
        yield len(writers)
    finally:
        for writer in writers:
            writer.close()


async def median_ms(url: str, addresses: Iterator[str], number: int) -> float:
    """Return the median time of requests one after another; each has to be answered 200."""
    waits = []
    async with httpx.AsyncClient(base_url=url, timeout=60.0) as client:
        for _ in range(number):
            start = time.monotonic()
            (await client.get(next(addresses))).raise_for_status()
            waits.append((time.monotonic() - start) * 1000)
    return statistics.median(waits)


@contextmanager
def replicas(number: int, folder: Path) -> Iterator[tuple[str, list[RunningServer]]]:
    """Start servers and nginx before them; yields the address of nginx and the servers."""
    with ExitStack() as stack:
        servers = [
            stack.enter_context(running_server(log=folder / f"replica-{which}.log")) for which in range(1, number + 1)
        ]
        url = stack.enter_context(running_nginx(folder / "nginx", [server.url for server in servers]))
        yield url, servers


async def lose_a_replica(url: str, servers: Sequence[RunningServer], options: argparse.Namespace) -> list[str]:
    """Have readers watch while one replica is killed; return what fell short."""
    alone = await watch(url, readers=1, seconds=12, think=ALONE_THINK_SECONDS)
    quiet = await watch(url, readers=options.readers, seconds=options.seconds, think=THINK_SECONDS)
    print(f"one reader: p50 {alone.p50:.0f} ms, p95 {alone.p95:.0f} ms of {len(alone.waits)} changes")
    ratio = quiet.p95 / alone.p50
    print(f"{options.readers} readers: p50 {quiet.p50:.0f} ms, p95 {quiet.p95:.0f} ms of {len(quiet.waits)} changes")
    print(f"  p95 against p50 of one: {ratio:.2f} (limit 3); errors {len(quiet.errors)}, connections lost {quiet.lost}")
    done = asyncio.Event()
    embeds = asyncio.create_task(fetch_until(url, done, new_days("/embed?", date(2001, 1, 1))))
    killed = await watch(
        url,
        readers=options.readers,
        seconds=options.seconds,
        think=THINK_SECONDS,
        midway=lambda: os.kill(servers[0].process.pid, signal.SIGKILL),
    )
    done.set()
    failed = await embeds
    print(f"one replica killed: {killed.lost} connections lost, {killed.back} readers back with their view,")
    print(f"  errors {len(killed.errors)}, embeds that failed meanwhile {len(failed)}")
    for fault in [*quiet.errors, *killed.errors, *failed][:10]:
        print(f"    {fault}")
    return [
        *([f"p95 is {ratio:.2f} times the p50 of one reader"] if ratio > 3 else []),
        *(["errors without a fault"] if quiet.errors or quiet.lost else []),
        *(["readers or embeds met errors when a replica was killed"] if killed.errors or failed else []),
        *([] if killed.lost and killed.back == killed.lost else ["not every reader who lost the connection came back"]),
    ]


async def warm_and_cold(url: str, _servers: Sequence[RunningServer], options: argparse.Namespace) -> list[str]:
    """Compare requests a second of answers that nginx keeps with those that are made; return what fell short."""
    short, first = [], date(1999, 3, 2)
    for name, path in (("embeds", "/embed?"), ("pictures", "/export/map.svg?")):
        cold = await requests_a_second(url, new_days(path, first), seconds=options.seconds / 4, at_once=4)
        kept = repeat(next(new_days(path, first)))
        await requests_a_second(url, kept, seconds=0.5, at_once=1)
        warm = await requests_a_second(url, kept, seconds=options.seconds / 8, at_once=4)
        print(f"{name}: {cold:.1f} cold and {warm:.0f} warm requests a second, {warm / cold:.0f} times (floor 20)")
        if warm < 20 * cold:
            short.append(f"warm {name} are {warm / cold:.1f} times the cold ones")
        # Without a day in its address nginx keeps nothing, and asks a server each time.
        present = await requests_a_second(url, repeat(f"{path}v=1"), seconds=options.seconds / 8, at_once=16)
        print(f"  of today, for 16 at once: {present:.0f} requests a second, {present / cold:.0f} times (floor 5)")
        if present < 5 * cold:
            short.append(f"{name} of today are {present / cold:.1f} times the cold ones")
    return short


async def hold_unfinished(url: str, _servers: Sequence[RunningServer], options: argparse.Namespace) -> list[str]:
    """Hold requests that do not end, and time others meanwhile; return what fell short."""
    days = new_days("/embed?", date(2012, 1, 1))
    before = await median_ms(url, days, 15)
    async with unfinished_requests(url, options.unfinished) as held:
        meanwhile = await median_ms(url, days, 15)
        seen = await watch(url, readers=3, seconds=8, think=ALONE_THINK_SECONDS)
    ratio = meanwhile / before
    print(f"{held} unfinished requests: a new embed took {before:.0f} ms before, {meanwhile:.0f} ms meanwhile")
    print(f"  three readers meanwhile: p50 {seen.p50:.0f} ms, errors {len(seen.errors) + seen.lost}")
    return ["unfinished requests hold others back"] if ratio > 1.5 or seen.errors or seen.lost else []


async def saturate(url: str, servers: Sequence[RunningServer], options: argparse.Namespace) -> list[str]:
    """Print how many changes a second some readers get who never wait."""
    seen = await watch(url, readers=8, seconds=options.seconds / 4, think=0.001)
    rate = len(seen.waits) / (options.seconds / 4)
    print(f"{len(servers)} replicas: {rate:.0f} changes a second, p50 {seen.p50:.0f} ms, errors {len(seen.errors)}")
    return seen.errors


PARTS: dict[str, Callable[[str, Sequence[RunningServer], argparse.Namespace], Coroutine[None, None, list[str]]]] = {
    "saturated": saturate,
    "warm": warm_and_cold,
    "unfinished": hold_unfinished,
    "lost": lose_a_replica,  # last, because one replica is gone then
}


def measured(number: int, parts: Sequence[str], options: argparse.Namespace) -> list[str]:
    """Start so many replicas and measure parts; returns what fell short."""
    short: list[str] = []
    with TemporaryDirectory() as folder, replicas(number, Path(folder)) as (url, servers):
        for name in parts:
            if name == "lost" and number == 1:
                print("one replica killed: not measured, since no other is there")
                continue
            short += asyncio.run(PARTS[name](url, servers, options))
        for which, server in enumerate(servers, 1):
            if server.process.poll() is None:
                print(f"memory of replica {which}: {Server(server.url, '', server.process.pid).memory()}")
    return short


def main(arguments: list[str] | None = None) -> int:
    """Measure the parts that are asked for; returns 1 when one falls short."""
    parser = argparse.ArgumentParser(prog="python -m tests.load.replicas", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], default=[], help="without any, all of two replicas")
    parser.add_argument(
        "--replicas", type=int, nargs="+", default=[*REPLICAS], help="numbers of them, one after another"
    )
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--unfinished", type=int, default=1500)
    options = parser.parse_args(arguments)
    short: list[str] = []
    with as_installed():
        for number in options.replicas:
            all_parts = [*PARTS] if number == WHOLE or len(options.replicas) == 1 else ["saturated"]
            short += measured(number, options.parts or all_parts, options)
    for text in short:
        print(f"falls short: {text}", file=sys.stderr)
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
