"""The scenarios of one server: each returns what it measured and the limits."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from itertools import count
from urllib.parse import urlsplit

from websockets.asyncio.client import connect

from tests.bench.figures import median, percentile, ratio
from tests.bench.viewers import Viewer, ViewerError
from tests.load.addresses import addresses, new_queries
from tests.load.client import Client, RequestError
from tests.load.outcome import Outcome, counted
from tests.load.processes import Server

SEED = 20261130
READER, HOSTILE = "127.0.0.2", "127.0.0.66"
KINDS = ("embed", "picture", "page")  # what another reader asks for
ATTACKS = {"large pictures": 12, "cards": 45, "pages": 45}  # connections of the hostile client
QUIET_ROUNDS, PAUSE = 20, 0.2
MOST_TIMES = 3.0
MOST_CHANGE_TIMES = 20.0  # changes share one interpreter; without turns of their runs it is about 40
SEEDS = count(SEED)

Scenario = Callable[[Server, float], Awaitable[Outcome]]


# -- A hostile client, and what another reader waits meanwhile.


async def attack(server: Server, kind: str, connections: int, statuses: Counter[str]) -> None:
    """Ask for ever new things on so many connections at once, until cancelled."""
    make, queries = addresses(server.release)[kind], new_queries(next(SEEDS))

    async def ask() -> None:
        client = Client(server.url, HOSTILE)
        try:
            while True:
                try:
                    reply = await client.get(make(next(queries)))
                    statuses[str(reply.status)] += 1
                except RequestError as error:
                    statuses[str(error).split()[0]] += 1
        finally:
            await client.close()

    await asyncio.gather(*(ask() for _ in range(connections)))


async def read(server: Server, stop: Callable[[int], bool], refused: Counter[str]) -> dict[str, list[float]]:
    """Return the waits for a new embed, picture and page in turn, until `stop`, called with the number of rounds."""
    makes, queries = addresses(server.release), new_queries(next(SEEDS))
    waits: dict[str, list[float]] = {kind: [] for kind in KINDS}
    client, rounds = Client(server.url, READER), 0
    while not stop(rounds):
        for kind in KINDS:
            try:
                reply = await client.get(makes[kind](next(queries)))
            except RequestError as error:
                refused[f"{kind} {error}"] += 1
                continue
            if reply.status == 200:
                waits[kind].append(reply.seconds * 1000)
            else:
                refused[f"{kind} {reply.status}"] += 1
            await asyncio.sleep(PAUSE)
        rounds += 1
    await client.close()
    return waits


async def hostile(server: Server, seconds: float) -> Outcome:
    """One hostile client with ever new large pictures, then cards, then pages."""
    outcome = Outcome(f"hostile: one client for {seconds:g} s each, another reader meanwhile")
    refused: Counter[str] = Counter()
    await read(server, lambda rounds: rounds >= 2, refused)
    quiet = await read(server, lambda rounds: rounds >= QUIET_ROUNDS, refused)
    outcome.lines.append("quiet, in the median: " + _medians(quiet))
    for kind, connections in ATTACKS.items():
        statuses: Counter[str] = Counter()
        attacker = asyncio.create_task(attack(server, kind, connections, statuses))
        await asyncio.sleep(2)  # it has filled what it can fill
        until = time.monotonic() + seconds
        waits = await read(server, lambda _, until=until: time.monotonic() >= until, refused)  # type: ignore[misc]
        attacker.cancel()
        await asyncio.gather(attacker, return_exceptions=True)
        outcome.lines.append(f"{connections} connections for {kind} ({counted(statuses)}): {_medians(waits)}")
        for file_kind in KINDS:
            times = ratio(median(waits[file_kind]), median(quiet[file_kind]))
            outcome.hold(f"{file_kind} beside {kind}, times its quiet time", times, MOST_TIMES)
        await asyncio.sleep(3)
    outcome.hold(f"requests of the reader refused ({counted(refused)})", sum(refused.values()), 0)
    return outcome


def _medians(waits: Mapping[str, list[float]]) -> str:
    return ", ".join(
        f"{kind} {median(seconds) or 0:.0f} ms (p95 {percentile(seconds, 0.95) or 0:.0f}, n {len(seconds)})"
        for kind, seconds in waits.items()
    )


# -- A hostile client with many pages open, and what a change of another reader takes meanwhile.

PAGES_OPEN, QUIET_CHANGES = 40, 40


async def _viewer(server: Server, client: str) -> Viewer:
    address = f"ws://{urlsplit(server.url).netloc}/_stcore/stream"
    link = await connect(
        address,
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        compression=None,
        proxy=None,
        local_addr=(client, 0),
        close_timeout=0.1,  # what it has not read, it does not wait for
    )
    viewer = Viewer(link, "v=1")
    await viewer.open()
    return viewer


async def pages_open(server: Server, seconds: float) -> Outcome:
    """One client with 40 pages open that change without a pause."""
    outcome = Outcome(f"pages: {PAGES_OPEN} pages of one client change for {seconds:g} s, another reader meanwhile")
    reader, chance = await _viewer(server, READER), random.Random(SEED)  # noqa: S311 - nothing here is a secret
    crowd_of_one = [await _viewer(server, HOSTILE) for _ in range(PAGES_OPEN)]
    changes = 0

    async def change(viewer: Viewer) -> float:
        return await viewer.choose(chance.sample(viewer.classes, 2))

    async def read_on(goes_on: Callable[[int], bool]) -> list[float]:
        waits: list[float] = []
        while goes_on(len(waits)):
            waits.append(await change(reader))
            await asyncio.sleep(PAUSE)
        return waits

    async def press(viewer: Viewer) -> None:
        nonlocal changes
        while time.monotonic() < until:
            await change(viewer)
            changes += 1

    await read_on(lambda count: count < 3)
    quiet = await read_on(lambda count: count < QUIET_CHANGES)
    until = time.monotonic() + seconds
    pressing = [asyncio.create_task(press(viewer)) for viewer in crowd_of_one]
    meanwhile = await read_on(lambda _: time.monotonic() < until)
    await asyncio.gather(*pressing, return_exceptions=True)
    for viewer in (reader, *crowd_of_one):
        await viewer.connection.close()
    outcome.lines.append(
        f"quiet {median(quiet) or 0:.0f} ms, meanwhile {median(meanwhile) or 0:.0f} ms "
        f"(p95 {percentile(meanwhile, 0.95) or 0:.0f}, n {len(meanwhile)}); changes of the other {changes}"
    )
    outcome.hold("a change, times its quiet time", ratio(median(meanwhile), median(quiet)), MOST_CHANGE_TIMES)
    return outcome


# -- A crowd on what is kept.

CROWD, CROWD_VIEWS = 300, 6


async def crowd(server: Server, seconds: float) -> Outcome:
    """300 clients on warm embeds and pictures."""
    makes, queries = addresses(server.release), new_queries(next(SEEDS))
    paths = [makes[kind](query) for query in (next(queries) for _ in range(CROWD_VIEWS)) for kind in KINDS[:2]]
    first = Client(server.url)
    for path in paths:
        await first.get(path)
    statuses: Counter[str] = Counter()
    waits: list[float] = []
    until = time.monotonic() + seconds
    chance = random.Random(SEED)  # noqa: S311 - nothing here is a secret

    async def visit(number: int) -> None:
        client = Client(server.url, f"127.0.{1 + number // 250}.{1 + number % 250}")
        await asyncio.sleep(chance.uniform(0, 2))
        while time.monotonic() < until:
            try:
                reply = await client.get(chance.choice(paths))
                statuses[str(reply.status)] += 1
                waits.append(reply.seconds * 1000)
            except RequestError as error:
                statuses[str(error)] += 1
            await asyncio.sleep(chance.uniform(0.5, 2))
        await client.close()

    await asyncio.gather(*(visit(number) for number in range(CROWD)))
    outcome = Outcome(f"crowd: {CROWD} clients for {seconds:g} s on {len(paths)} warm embeds and pictures")
    outcome.lines.append(
        f"{counted(statuses)}; p50 {median(waits) or 0:.0f} ms, p95 {percentile(waits, 0.95) or 0:.0f}"
    )
    outcome.hold("responses other than 200", sum(statuses.values()) - statuses["200"], 0)
    return outcome


# -- Requests that never end.

UNFINISHED = 1500


async def unfinished(server: Server, seconds: float) -> Outcome:
    """1,500 unfinished requests of one client, opened again whenever they are closed; another reader meanwhile."""
    refused: Counter[str] = Counter()
    await read(server, lambda rounds: rounds >= 2, refused)
    quiet = await read(server, lambda rounds: rounds >= QUIET_ROUNDS // 2, refused)
    parts = urlsplit(server.url)
    beginnings = (
        b"",
        b"GET /embed?v=1 HTTP/1.1\r\nHost: " + parts.netloc.encode() + b"\r\nX-",
        b"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: "
        + parts.netloc.encode()
        + b"\r\nContent-Length: 900000\r\n\r\n",
    )
    opened = failed = 0

    async def hold(number: int) -> None:
        nonlocal opened, failed
        while True:
            try:
                reader, writer = await asyncio.open_connection(
                    parts.hostname, parts.port, local_addr=(HOSTILE, 0), limit=2**16
                )
                opened += 1
                writer.write(beginnings[number % len(beginnings)])
                await reader.read()
                writer.close()
            except OSError:
                failed += 1
            await asyncio.sleep(0.5)

    holders = [asyncio.create_task(hold(number)) for number in range(UNFINISHED)]
    await asyncio.sleep(3)
    until = time.monotonic() + seconds
    waits = await read(server, lambda _: time.monotonic() >= until, refused)
    for holder in holders:
        holder.cancel()
    await asyncio.gather(*holders, return_exceptions=True)
    outcome = Outcome(f"unfinished: {UNFINISHED} requests that never end, for {seconds:g} s")
    outcome.lines += [
        f"opened {opened}, not taken {failed}",
        f"quiet: {_medians(quiet)}",
        f"beside them: {_medians(waits)}",
    ]
    for file_kind in KINDS:
        outcome.hold(
            f"{file_kind}, times its quiet time", ratio(median(waits[file_kind]), median(quiet[file_kind])), MOST_TIMES
        )
    outcome.hold(f"requests of the reader refused ({counted(refused)})", sum(refused.values()), 0)
    return outcome


# -- Worker processes that are killed.

KILLS, KILL_CLIENTS = 50, 4


async def killed(server: Server, _seconds: float) -> Outcome:
    """The worker processes killed 50 times under load."""
    outcome = Outcome(f"killed: a worker process every 0.7 s, {KILLS} times, under {KILL_CLIENTS} clients")
    makes, queries = addresses(server.release), new_queries(next(SEEDS))
    statuses: Counter[str] = Counter()
    kills, is_over = 0, False

    async def visit(number: int) -> None:
        client = Client(server.url, f"127.0.3.{1 + number}")
        while not is_over:
            for kind in ("embed", "picture", "large pictures"):
                try:
                    statuses[str((await client.get(makes[kind](next(queries)))).status)] += 1
                except RequestError as error:
                    statuses[str(error)] += 1
        await client.close()

    visitors = [asyncio.create_task(visit(number)) for number in range(KILL_CLIENTS)]
    chance = random.Random(SEED)  # noqa: S311 - nothing here is a secret
    while kills < KILLS:
        await asyncio.sleep(0.7)
        workers = server.children()
        if workers:
            os.kill(chance.choice(workers), signal.SIGKILL)
            kills += 1
    is_over = True
    await asyncio.gather(*visitors)
    outcome.lines.append(f"{kills} killed; {counted(statuses)}")
    outcome.hold("requests lost", sum(statuses.values()) - statuses["200"], 0)
    return outcome


# -- Memory.

EXPORTS, SESSIONS, REST_SECONDS = 500, 150, 180.0
MOST_SERVER_MB, MOST_ALL_MB, MOST_ABOVE = 320, 450, 1.1


async def memory(server: Server, _seconds: float) -> Outcome:
    """Memory after 500 exports and 150 sessions, and a while later."""
    outcome = Outcome(f"memory: {EXPORTS} files and {SESSIONS} sessions")
    makes, queries = addresses(server.release), new_queries(next(SEEDS))
    kinds = ("picture", "embed", "large pictures")
    endings: Iterator[str] = iter(("pdf", "pptx", "xlsx", "svg", "html", "geojson", "csv") * EXPORTS)
    client, statuses = Client(server.url), Counter[str]()
    for kind in kinds:  # what every server has loaded after a little use
        await client.get(makes[kind](next(queries)))
    for ending in ("pdf", "pptx", "xlsx", "svg", "html", "geojson", "csv"):
        await client.get(f"/export/map.{ending}?{next(queries)}")
    await _sessions(server, 3, statuses)
    quiet = server.memory()
    for number in range(EXPORTS):
        path = (
            makes[kinds[number // 2 % 3]](next(queries))
            if number % 2
            else f"/export/map.{next(endings)}?{next(queries)}"
        )
        try:
            statuses[str((await client.get(path)).status)] += 1
        except RequestError as error:
            statuses[str(error)] += 1
    await _sessions(server, SESSIONS, statuses)
    most = server.memory()
    await asyncio.sleep(REST_SECONDS)
    rest = server.memory()
    outcome.lines += [counted(statuses), f"quiet: {quiet}", f"after: {most}", f"{REST_SECONDS:g} s later: {rest}"]
    outcome.hold("server's process, resident", most.server, MOST_SERVER_MB, "MB")
    outcome.hold("with its workers, shared pages once", most.shared_once, MOST_ALL_MB, "MB")
    outcome.hold("a while later, times the quiet", ratio(rest.shared_once, quiet.shared_once), MOST_ABOVE)
    return outcome


async def _sessions(server: Server, number: int, statuses: Counter[str]) -> None:
    """Open so many sessions one after another, each with its page run once, and close them all."""
    address = f"ws://{urlsplit(server.url).netloc}/_stcore/stream"
    links = []
    for day in range(number):
        link = await connect(address, subprotocols=["streamlit"], max_size=None, compression=None, proxy=None)  # type: ignore[list-item]
        links.append(link)
        try:
            await Viewer(link, f"v=1&day=20{10 + day % 15}-0{1 + day % 9}-01").open()
            statuses["session"] += 1
        except (ViewerError, OSError, TimeoutError) as error:
            statuses[f"session {error}"] += 1
    for link in links:
        await link.close()


SCENARIOS: Mapping[str, Scenario] = {
    "hostile": hostile,
    "pages": pages_open,
    "crowd": crowd,
    "unfinished": unfinished,
    "killed": killed,
    "memory": memory,
}
