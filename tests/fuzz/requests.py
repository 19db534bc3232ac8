"""Spoilt requests, as bytes, to a server: `python -m tests.fuzz.requests --count 5000 --seed 20261130`.

A response with status 500, a traceback in a body or in the log, markup of the request in a page, a response that breaks
the protocol, or a warm request that takes over two seconds is a fault. Each case is made of its seed and number alone.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import quote, urlsplit

from tests.browser.serving import running_server
from tests.load.client import Client, RequestError
from tests.load.processes import Server

SEED, COUNT, AT_ONCE = 20261130, 5_000, 16
WARM, WARM_SECONDS, WARM_EVERY = "/embed?v=1&day=2014-09-24", 2.0, 25
ANSWER_SECONDS, PATIENCE = 90.0, 0.5  # the server gives a file up after 60
MARK = "zq7"  # stands in all hostile markup
MARKUP = (
    f"<script>{MARK}()</script>",
    f"\"><img src=x onerror={MARK}>",
    f"'><svg/onload={MARK}>",
    f"</style></noscript></title><b>{MARK}",
    f"]]><{MARK}/>",
    f"\r\nX-{MARK}: <{MARK}>",
)  # fmt: skip
VALUES = (
    *(
        "",
        "-1",
        "1e309",
        "nan",
        "9" * 400,
        "\0",
        "\x7f",
        "\ud800",
        "\u202e",
        "٢٠٢٤-٠١-٠١",
        "%",
        "%zz",
        "%00",
        "../" * 9,
    ),
    *("../" * 9, "2999-01-01", "0001-01-01", "2024-02-30", "A" * 3000, "all", "UKR", "apmbc", "a" * 70_000, "{{7*7}}"),
)
PATHS = (
    *(
        "/",
        "/embed",
        "/frozen",
        "/picture",
        "/oembed",
        "/healthz",
        "/readyz",
        "/robots.txt",
        "/favicon.ico",
        "/country",
    ),
    *("/country", "/export/map.png", "/export/map.csv", "/export/map.pdf", "/export/story.html", "/export/brief.pdf"),
    *("/export/treaties.csv", "/cards/2026.11.30-0-2014-09-24.json", "/periods/apmbc-0.json", "/symbols/0.json"),
    *("/names/0.json", "/geometry/world-0.json", "/geometry/world-0/0.json", "/swatch/1B6DC4_vertical.svg"),
    *("/assets/atlas.css", "/static/js/index.js", "/app/static/x", "/component/a/index.html", "/media/0"),
    *("/_stcore/health", "/_stcore/stream", "/_stcore/upload_file/a/b", "/_stcore/host-config", "/nope/nope"),
)
QUERIES = (
    "",
    "v=1",
    "v=1&day=2014-09-24&width=400",
    "v=1&country=UKR&theme=dark",
    "v=1&day=2026-11-21&release=2026.11.21-11eea78e&id=4-0123456789ab",
    "url=http%3A%2F%2F127.0.0.1%2F%3Fv%3D1&format=json&maxwidth=600",
    "story=eJw",
    "v=1&own=0123456789ab",
)
METHODS = ("GET",) * 30 + ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "get", "G<T", "")
VERSIONS = ("HTTP/1.1",) * 40 + ("HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/1.1 x", "http/1.1", "")
TRICKS = (
    "/..",
    "/%2e%2e/%2e%2e/etc/passwd",
    "//",
    "/./",
    "\\..\\",
    "%00",
    ";a=b",
    "%c0%ae%c0%ae/",
    "/%2f",
    "%0d%0aX:1",
    " ",
)
HEADERS = (
    *("Accept-Encoding: gzip;q=0, *;q=0", "Accept-Encoding: \xff", "Accept: */*;q=nan", "If-None-Match: *"),
    *("Range: bytes=9-1", "Range: bytes=0-0,1-1,2-2", "If-Modified-Since: never", "X-Forwarded-Proto: x"),
    *("X-Forwarded-For: ::::, 1.2.3.4.5", "Content-Length: -1", "Content-Length: 5", "Content-Length: 99999999999999"),
    *("Transfer-Encoding: chunked", "Transfer-Encoding: chunked, identity", "Expect: 100-continue"),
    *("Connection: close, upgrade", "Cookie: a=b; =;;", "Origin: null", "Host: other.example", "Host: localhost:99999"),
    *("Upgrade: websocket\r\nConnection: Upgrade", "Upgrade: h2c\r\nConnection: Upgrade", "Host:", ": x", "No colon"),
    *("A" * 9_000 + ": b", "A: " + "b" * 20_000, " folded: x", "A\0: b", "Referer: //"),
    "Sec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13\r\nUpgrade: websocket\r\nConnection: Upgrade",
    *(
        "Origin: http://[",
        "Origin: //",
        "Sec-WebSocket-Protocol: \xff,,streamlit,\0",
        "Sec-WebSocket-Protocol: a,b,c,d",
    ),
)
WEBSOCKET = (  # with a key that is one, so that the application is asked
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade"
)
BODIES = (
    *(b"", b"x", b"5\r\nhello\r\n0\r\n\r\n", b"zz\r\n", b"ffffffffffffffffff\r\n", bytes(range(256))),
    b"GET / HTTP/1.1\r\n\r\n",
)


class Fault(Exception):  # noqa: N818 - it is a finding of a run, not an error of the program that runs
    """What should not have happened."""


@dataclass(slots=True)
class Tally:
    """What became of the requests of a run: counts by status, faults by number, seconds of the slowest warm request."""

    statuses: Counter[str] = field(default_factory=Counter)
    faults: dict[int, str] = field(default_factory=dict)
    slowest_warm: float = 0.0


def request_bytes(rng: Random, host: str) -> bytes:
    """Return a spoilt request to a host."""
    path, query = rng.choice(PATHS), rng.choice(QUERIES)
    lines = [f"Host: {host}"]
    for _ in range(rng.randint(1, 3)):
        path, query, lines = _spoilt(rng, path, query, lines)
    if rng.random() < 0.05:
        path, lines = "/_stcore/stream", [*lines, WEBSOCKET]
    target = f"{path}?{query}" if query else path
    if rng.random() < 0.05:
        target = rng.choice((f"http://{host}{target}", "*", target.lstrip("/"), f"//{MARKUP[0]}{target}"))
    head = "\r\n".join([f"{rng.choice(METHODS)} {target} {rng.choice(VERSIONS)}".strip(), *lines])
    sent = bytearray((head + "\r\n\r\n").encode("utf-8", "surrogatepass") + rng.choice(BODIES))
    if rng.random() < 0.2:
        for _ in range(rng.randint(1, 3)):
            place = rng.randrange(len(sent) or 1)
            kind = rng.randrange(4)
            if kind == 0:
                sent[place : place + 1] = bytes([rng.randrange(256)])
            elif kind == 1:
                del sent[place : place + rng.choice((1, 2, 40))]
            elif kind == 2:
                sent[place:place] = rng.choice((b"\r\n", b"\n", b"\0", b"\r", b" ", b"\xff\xfe", b"\r\n\r\n"))
            else:
                del sent[place:]
    return bytes(sent) * rng.choice((1,) * 15 + (3,))


def _spoilt(rng: Random, path: str, query: str, lines: list[str]) -> tuple[str, str, list[str]]:
    hostile = rng.choice((*MARKUP, *VALUES))
    written = rng.choice((quote(hostile, safe="", errors="surrogatepass"), hostile.replace("\r\n", "%0d%0a")))
    kind = rng.randrange(8)
    if kind == 0:
        place = rng.randrange(len(path) + 1)
        path = path[:place] + rng.choice((*TRICKS, written)) + path[place:]
    elif kind == 1:
        path = path.rpartition("/")[0] + "/" + written
    elif kind <= 3:
        pairs = query.split("&")
        number = rng.randrange(len(pairs))
        pairs[number] = f"{pairs[number].partition('=')[0] or 'v'}={written}"
        query = "&".join(pairs) * rng.choice((1, 1, 1, 20))
    elif kind == 4:
        query = f"{query}&{written}={rng.choice(VALUES[:12])}".replace("\0", "%00")
    elif kind == 5:
        lines = [*lines, rng.choice(HEADERS)]
    elif kind == 6:
        name = rng.choice(("Host", "Referer", "Origin", "User-Agent", "X-Forwarded-For", "X-Forwarded-Host", "Cookie"))
        lines = [*lines, f"{name}: {hostile}".replace("\r\n", " ")]
    else:
        lines = [*lines, *(rng.choice(HEADERS) for _ in range(rng.choice((1, 5, 120))))]
    return path, query, lines


def check_answer(sent: bytes, answer: bytes) -> str:
    """Return the status of what a server answered, or what it did instead.

    Raises
    ------
    Fault
        When the answer gives markup back, shows a traceback, is an unexpected error, or is no HTTP.
    """
    if not answer:
        return "closed"
    head, _, body = answer.partition(b"\r\n\r\n")
    match = re.match(rb"HTTP/1\.[01] (\d{3}) ?[^\r\n]*(?:\r\n|$)", head)
    if match is None:
        raise Fault(f"no HTTP: {answer[:120]!r} to {sent[:200]!r}")
    status = match[1].decode()
    if status == "500":
        raise Fault(f"status 500 to {sent[:300]!r}")
    if b"Traceback" in answer:
        raise Fault(f"a traceback to {sent[:300]!r}")
    if re.search(rb"(?im)^x-" + MARK.encode(), head):
        raise Fault(f"a header of the request in the response to {sent[:300]!r}")
    kind = re.search(rb"(?im)^content-type: *([\w/+-]+)", head)
    is_text = kind is not None and kind[1].lower() == b"text/plain" and b"nosniff" in head.lower()
    is_text = is_text or body.startswith(b"Failed to open a WebSocket connection")  # which no browser shows
    if not is_text and re.search(rb"<[^>]*" + MARK.encode(), body):
        raise Fault(f"markup of the request in the response to {sent[:300]!r}")
    return status


async def answered(url: str, sent: bytes, patience: float) -> bytes:
    """Send bytes to a server and return all that it answers; after so many seconds without, our side is closed."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=2**24)
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            writer.write(sent)
            chunks = [await _part(reader, patience)]
            if not chunks[0] and not reader.at_eof():
                writer.write_eof()  # an unfinished request
            while not reader.at_eof() and (part := await _part(reader, 0.05 if chunks[0] else ANSWER_SECONDS)):
                chunks.append(part)
            return b"".join(chunks)
    except ConnectionError:
        return b""
    except TimeoutError as error:
        raise Fault(f"no answer within {ANSWER_SECONDS:g} s to {sent[:300]!r}") from error
    finally:
        writer.close()


async def _part(reader: asyncio.StreamReader, seconds: float) -> bytes:
    try:
        async with asyncio.timeout(seconds):
            return await reader.read(2**20)
    except TimeoutError:
        return b""


async def run_requests(url: str, numbers: Sequence[int], seed: int, patience: float = PATIENCE) -> Tally:
    """Send the requests of these numbers, some at once, and warm ones between them."""
    tally, host, left = Tally(), urlsplit(url).netloc, iter(numbers)
    warm = Client(url, "127.0.0.2")
    await warm.get(WARM)

    async def work() -> None:
        for number in left:
            sent = request_bytes(Random(f"requests:{seed}:{number}"), host)  # noqa: S311 - cases to be run again
            try:
                tally.statuses[check_answer(sent, await answered(url, sent, patience))] += 1
            except Fault as fault:
                tally.faults[number] = str(fault)
            except OSError as error:
                tally.faults[number] = f"no connection: {error}"
            if number % WARM_EVERY == 0:
                await _time_warm(warm, number, tally)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    await warm.close()
    return tally


async def _time_warm(warm: Client, number: int, tally: Tally) -> None:
    client = Client(warm.url, "127.0.0.2")
    started = time.perf_counter()
    try:
        reply = await client.get(WARM)
        if reply.status != 200:
            tally.faults[number] = f"a warm request was answered {reply.status}"
    except RequestError as error:
        tally.faults[number] = f"a warm request failed: {error}"
    finally:
        await client.close()
    tally.slowest_warm = max(tally.slowest_warm, time.perf_counter() - started)
    if tally.slowest_warm > WARM_SECONDS:
        tally.faults.setdefault(number, f"a warm request took {tally.slowest_warm:.1f} s")


def main(arguments: Sequence[str] | None = None) -> int:
    """Start a server, send it the requests, and print what became of them; returns 1 when there is a fault."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.requests", description=__doc__)
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--start", type=int, default=0, help="the number of the first case")
    given = parser.parse_args(arguments)
    numbers = range(given.start, given.start + given.count)

    async def run(url: str) -> Tally:
        await Server.at(url)
        return await run_requests(url, numbers, given.seed)

    with tempfile.TemporaryDirectory() as folder, running_server(log=Path(folder) / "server.log") as server:
        tally = asyncio.run(run(server.url))
        log = server.output().splitlines()
    tracebacks = sum("Traceback" in line for line in log)
    print(f"requests: {given.count:,} of seed {given.seed} from number {given.start}")
    print("  " + ", ".join(f"{count:,} x {status}" for status, count in sorted(tally.statuses.items())))
    print(f"  slowest warm request {tally.slowest_warm:.2f} s, limit {WARM_SECONDS:g} s")
    print(f"  log: {len(log)} lines, {tracebacks} tracebacks")
    print(f"  {len(tally.faults)} faults")
    for number, fault in [*tally.faults.items()][:10]:
        print(f"\n--start {number} --count 1: {fault}")
    if tracebacks:
        print("\n".join(log[-60:]))
    return 1 if tally.faults or tracebacks else 0


if __name__ == "__main__":
    sys.exit(main())
