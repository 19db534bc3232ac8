"""Connections that never send a whole request, or never read: closed in time, and nobody else is kept out by them."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from starlette.types import Receive, Scope, Send

from dashboard.web.connections import (
    QUIET_SECONDS,
    RESERVE,
    Guard,
    Limits,
    OncePerMinute,
    limits_for,
)
from tests.serving import serving_app

Client = tuple[asyncio.StreamReader, asyncio.StreamWriter]
WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
LARGE = 8 * 2**20  # bytes: more than the kernel buffers of a connection


async def app(scope: Scope, _receive: Receive, send: Send) -> None:
    assert scope["type"] == "http"
    body = bytes(LARGE) if scope["path"] == "/large" else b"served"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


@asynccontextmanager
async def serving(limits: Limits) -> AsyncIterator[tuple[Guard, Callable[[bytes], Awaitable[Client]]]]:
    """A server on a free port; yields its guard and what opens a connection and sends the beginning of a request."""
    writers = []
    async with serving_app(app, limits) as (guard, port):

        async def client(sent: bytes) -> Client:
            reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
            writers.append(writer)
            writer.write(sent)
            await writer.drain()
            await asyncio.sleep(0.005)  # the server has read it
            return reader, writer

        try:
            yield guard, client
        finally:
            for writer in writers:
                writer.transport.abort()


async def is_closed(client: Client) -> bool:
    """Whether the server has closed a connection; what it sent before is dropped."""
    try:
        while await asyncio.wait_for(client[0].read(2**20), 0.05):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        return True
    return True


@pytest.mark.slow
def test_a_request_that_does_not_end_is_closed_in_time_and_a_connection_that_asks_is_not() -> None:
    async def run() -> None:
        async with serving(Limits()) as (guard, client):
            silent, slow = await client(b""), await client(WHOLE[:-2])
            body = await client(b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx")
            busy = await client(WHOLE)
            start = asyncio.get_running_loop().time()
            assert guard.sweep(start) == 0
            busy[1].write(WHOLE)
            await asyncio.sleep(0.02)
            assert guard.sweep(start + 14) == 0
            assert guard.sweep(start + 16) == 3
            assert [await is_closed(each) for each in (silent, slow, body, busy)] == [True, True, True, False]

    asyncio.run(run())


@pytest.mark.slow
def test_a_client_that_reads_nothing_of_its_response_is_closed() -> None:
    async def run() -> None:
        async with serving(Limits()) as (guard, client):
            stalled = await client(WHOLE.replace(b"/ ", b"/large ", 1))
            start = asyncio.get_running_loop().time()
            assert guard.sweep(start + 1) == 0
            assert guard.sweep(start + 14) == 0
            assert guard.sweep(start + 32) == 1
            assert await is_closed(stalled)

    asyncio.run(run())


@pytest.mark.slow
def test_where_all_places_are_taken_the_longest_waiting_of_who_has_most_gives_way() -> None:
    async def run() -> None:
        async with serving(Limits(connections=4)) as (_, client):
            waiting = [await client(b"GET / HTTP/1.1\r\n") for _ in range(4)]
            for number in range(2):
                reader, _ = await client(WHOLE)
                assert b"served" in await asyncio.wait_for(reader.read(1000), 1), number
            assert [await is_closed(each) for each in waiting] == [True, True, False, False]

    asyncio.run(run())


@pytest.mark.slow
def test_a_spoilt_body_is_answered_400_once_and_leaves_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    log = logging.getLogger("uvicorn.error")

    async def run() -> None:
        async with serving(Limits()) as (_, client):
            log.addHandler(caplog.handler)
            log.setLevel(logging.ERROR)
            head = WHOLE.replace(b"GET", b"POST").replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n")
            reader, _ = await client(head + b"zz\r\n")
            assert (await asyncio.wait_for(reader.read(), 1)).startswith(b"HTTP/1.1 400")

    try:
        asyncio.run(run())
    finally:
        log.removeHandler(caplog.handler)
    assert caplog.records == []


def test_as_many_connections_are_taken_as_leave_files_for_the_rest() -> None:
    assert limits_for(1024).connections == 1024 - RESERVE
    assert limits_for(100_000).connections == 8192
    assert limits_for(10).connections == 1


def test_a_fault_that_repeats_is_one_line_a_minute_with_the_number_of_the_others() -> None:
    once, at = OncePerMinute(), 1000.0

    def passes(message: str, *arguments: object, after: float, error: Exception | None = None) -> str:
        info = (type(error), error, error.__traceback__) if error else None
        record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 1, message, arguments, info)
        record.created = at + after
        return record.getMessage() if once.filter(record) else ""

    assert passes("refused %d", 1, after=0) == "refused 1"
    assert [passes("refused %d", number, after=number / 100) for number in range(500)] == [""] * 500
    assert passes("another", after=2) == "another"
    assert passes("refused %d", 2, after=QUIET_SECONDS) == "refused 2 (500 more since the last such line)"
    assert passes("fault", after=0, error=ValueError("a")) == "fault"
    assert passes("fault", after=0, error=ValueError("b")) == ""
    assert passes("fault", after=0, error=TypeError("b")) == "fault"
