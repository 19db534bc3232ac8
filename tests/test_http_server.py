"""The server beneath the app: its address, how it stops, connections that never send a whole request or never read."""

import asyncio
import logging
import os
import signal
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import ClassVar

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send
from streamlit.watcher.polling_path_watcher import PollingPathWatcher

from dashboard.server import watch_no_files
from dashboard.web.http_server import (
    OPEN_FILES,
    RESERVE,
    BoundedHTTP,
    Guard,
    Limits,
    anonymous,
    check_address,
    disable_nagle,
    limits_for,
    running_server,
    stop_gracefully,
)
from dashboard.web.startup import StartError
from tests.serving import serving_app

# -- Connections.

Client = tuple[asyncio.StreamReader, asyncio.StreamWriter]
WHOLE = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
LARGE = 8 * 2**20  # bytes: more than the kernel buffers of a connection


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["type"] == "http"
    while scope["path"] == "/upload" and (await receive()).get("more_body"):
        pass
    body = bytes(LARGE) if scope["path"] == "/large" else b"served"
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"%d" % len(body))]})
    await send({"type": "http.response.body", "body": body})


async def until(condition: Callable[[], bool]) -> None:
    """Let the loop go on until something is so."""
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.001)


class CountedHTTP(BoundedHTTP):
    """Counts the bytes that the server has read, by the port of the client."""

    read: ClassVar[dict[int, int]] = {}

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.read[transport.get_extra_info("peername")[1]] = 0

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self.read[self.transport.get_extra_info("peername")[1]] += len(data)


async def send(client: Client, data: bytes) -> None:
    """Send a part of a request, and wait until the server has read it."""
    port = client[1].get_extra_info("sockname")[1]
    await until(lambda: port in CountedHTTP.read)
    wanted = CountedHTTP.read[port] + len(data)
    client[1].write(data)
    await until(lambda: CountedHTTP.read[port] >= wanted)


@asynccontextmanager
async def serving(limits: Limits) -> AsyncIterator[tuple[Guard, Callable[[bytes], Awaitable[Client]]]]:
    """A server on a free port; yields its guard and what opens a connection and sends the beginning of a request."""
    writers = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard.web.http_server.BoundedHTTP", CountedHTTP)
        CountedHTTP.read.clear()
        async with serving_app(app, limits) as (guard, port):

            async def client(sent: bytes) -> Client:
                reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**16)
                writers.append(writer)
                await send((reader, writer), sent)
                return reader, writer

            try:
                yield guard, client
            finally:
                for writer in writers:
                    writer.transport.abort()


async def closed(client: Client) -> None:
    """Wait until the server has closed a connection; what it sent before is dropped."""
    with suppress(ConnectionError):
        async with asyncio.timeout(30):
            while await client[0].read(2**20):
                pass


async def is_open(client: Client) -> bool:
    """Whether the server still holds a connection when those that it has closed are known to be."""
    try:
        while await asyncio.wait_for(client[0].read(2**20), 0.05):
            pass
    except TimeoutError:
        return True
    except ConnectionError:
        return False
    return False


@pytest.mark.slow
def test_a_request_that_does_not_end_is_closed_in_time_and_a_connection_that_asks_is_not() -> None:
    async def run() -> None:
        async with serving(Limits()) as (guard, client):
            silent, slow = await client(b""), await client(WHOLE[:-2])
            body = await client(b"PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nx")
            busy = await client(WHOLE)
            start = asyncio.get_running_loop().time()
            assert guard.sweep(start) == 0
            await send(busy, WHOLE)
            assert guard.sweep(start + 14) == 0
            assert guard.sweep(start + 16) == 3
            for each in (silent, slow, body):
                await closed(each)
            assert await is_open(busy)

    asyncio.run(run())


@pytest.mark.slow
def test_a_body_may_take_longer_the_more_of_it_has_come_and_one_that_comes_by_drops_may_not() -> None:
    head = b"PUT /upload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9000000\r\n\r\n"

    async def run() -> None:
        async with serving(Limits()) as (guard, client):
            slow, dropping = await client(head), await client(head)
            start = asyncio.get_running_loop().time()
            assert guard.sweep(start) == 0
            await send(slow, bytes(1_000_000))
            await send(dropping, b"x")
            assert guard.sweep(start + 59) == 0
            assert guard.sweep(start + 61) == 1
            await closed(dropping)
            assert await is_open(slow)
            assert guard.sweep(start + 69) == 0
            assert guard.sweep(start + 71) == 1

    asyncio.run(run())


@pytest.mark.slow
def test_a_client_that_reads_nothing_of_its_response_is_closed() -> None:
    async def run() -> None:
        async with serving(Limits()) as (guard, client):
            stalled = await client(WHOLE.replace(b"/ ", b"/large ", 1))
            (connection,) = guard.watched
            await until(lambda: connection.transport.get_write_buffer_size() > 0)
            start = asyncio.get_running_loop().time()
            assert guard.sweep(start + 1) == 0
            assert guard.sweep(start + 14) == 0
            assert guard.sweep(start + 32) == 1
            await closed(stalled)

    asyncio.run(run())


@pytest.mark.slow
def test_where_all_places_are_taken_the_longest_waiting_of_who_has_most_gives_way() -> None:
    async def run() -> None:
        async with serving(Limits(connections=4)) as (_, client):
            waiting = [await client(b"GET / HTTP/1.1\r\n") for _ in range(4)]
            for number in range(2):
                reader, _ = await client(WHOLE)
                assert await reader.readuntil(b"served"), number
            for each in waiting[:2]:
                await closed(each)
            assert [await is_open(each) for each in waiting[2:]] == [True, True]

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
            assert (await reader.read()).startswith(b"HTTP/1.1 400")

    try:
        asyncio.run(run())
    finally:
        log.removeHandler(caplog.handler)
    assert caplog.records == []


def test_as_many_connections_are_taken_as_leave_files_for_the_rest() -> None:
    assert limits_for(1024).connections == 1024 - RESERVE
    assert limits_for(100_000).connections == 8192
    assert limits_for(10).connections == 1


# -- The address.


def test_a_free_port_of_this_machine_passes_and_others_are_refused() -> None:
    check_address("127.0.0.1", 0)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=rf"^nothing can listen at 127\.0\.0\.1:{port} \(Address already in use\)"):
            check_address("127.0.0.1", port)
    for host, port, says in (
        ("127.0.0.1", 70_000, "^the port is 70000, expected a number from 0 to 65535$"),
        ("192.0.2.77", 0, r"^nothing can listen at 192\.0\.2\.77:0 "),
        ("no.such.invalid", 0, r"^no\.such\.invalid is no name or address of this machine$"),
        ("é" * 70, 0, r"^é+ is no name or address of this machine$"),
    ):
        with pytest.raises(StartError, match=says):
            check_address(host, port)


# -- uvicorn.


class App:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer nothing."""


def test_the_server_sends_no_name_of_its_own() -> None:
    server = uvicorn.Server(uvicorn.Config(App()))
    server.config.load()
    assert (b"server", b"uvicorn") in server.config.encoded_headers
    anonymous(server)
    assert server.config.encoded_headers == []


in_main_thread = pytest.mark.skipif(
    threading.current_thread() is not threading.main_thread(), reason="signals come to the main thread alone"
)


@in_main_thread
def test_a_server_that_is_asked_to_stop_drains_first_and_a_second_signal_ends_that() -> None:
    server, begun = uvicorn.Server(uvicorn.Config(App())), list[str]()

    async def run(drain_seconds: float, signals: int) -> bool:
        server.should_exit = False
        with server.capture_signals():
            assert running_server() is server
            stop_gracefully(server, drain_seconds, lambda: begun.append("begun"))
            assert running_server() is None
            for _ in range(signals):
                os.kill(os.getpid(), signal.SIGTERM)
                await asyncio.sleep(0.01)
            return server.should_exit

    assert asyncio.run(run(0, 1))
    assert not asyncio.run(run(60, 1))
    assert asyncio.run(run(60, 2))
    assert begun == ["begun"] * 3
    assert server.config.timeout_graceful_shutdown is not None


# -- TCP_NODELAY.

lists_open_files = pytest.mark.skipif(not OPEN_FILES.is_dir(), reason="this system does not list its open files")


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """A socket as Streamlit makes it: without the number of the protocol, so that asyncio leaves it alone."""
    with socket.socket(family=socket.AF_INET) as made:
        made.bind(("127.0.0.1", 0))
        made.listen(1)
        yield made


def is_without_delay(connection: socket.socket) -> bool:
    return connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


@lists_open_files
def test_connections_accepted_from_then_on_send_at_once(listening: socket.socket) -> None:
    assert listening.proto != socket.IPPROTO_TCP
    assert not is_without_delay(listening)
    assert disable_nagle() >= 1
    with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
        assert is_without_delay(accepted)


@lists_open_files
def test_the_socket_goes_on_listening(listening: socket.socket) -> None:
    disable_nagle()
    with socket.create_connection(listening.getsockname()) as client, listening.accept()[0] as accepted:
        client.sendall(b"hello")
        assert accepted.recv(5) == b"hello"


@lists_open_files
def test_other_open_files_are_left_alone() -> None:
    with socket.socket(family=socket.AF_INET) as idle, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        disable_nagle()
        assert not is_without_delay(idle)
        assert datagrams.fileno() >= 0


def test_streamlit_looks_at_its_files_once_and_never_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[object] = []
    monkeypatch.setattr(PollingPathWatcher._executor, "submit", looks.append)
    monkeypatch.setattr(PollingPathWatcher, "_schedule", PollingPathWatcher._schedule)  # as it was, after this test
    watcher = PollingPathWatcher(str(tmp_path / "config.toml"), print, allow_nonexistent=True)
    watcher._check_if_path_changed()
    assert len(looks) == 2
    watch_no_files()
    watcher._check_if_path_changed()
    assert len(looks) == 2
