"""The line between a page and the server: a TCP proxy that holds web sockets back, cuts them, or lets none through."""

import asyncio
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

SOCKET = b"/_stcore/stream"  # where Streamlit's page opens its web socket
CHUNK = 65_536
# Streamlit's page names the session that it wants back as the third of the protocols that it offers.
SESSION = re.compile(rb"(?im)^(sec-websocket-protocol: *[^,\r\n]+,[^,\r\n]+),[^\r\n]*")


@dataclass
class Line:
    """What a line does now; every attribute may be changed while pages use it."""

    target: tuple[str, int]
    seconds: float = 0.0  # one way, of web sockets alone: half of a round trip
    is_cut: bool = False  # nothing comes through, and what was open is closed; see `cut`
    has_sockets: bool = True  # without: a request for a web socket is answered as a proxy does that knows none
    forgets: bool = False  # every web socket begins a new session, as when the server was started anew
    port: int = 0
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        """The address of the server over this line."""
        return f"http://127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Close what is open and let nothing through until `mend`."""
        self.is_cut = True
        self._loop.call_soon_threadsafe(self._close)

    def mend(self) -> None:
        """Let everything through again."""
        self.is_cut = False

    def _close(self) -> None:
        for writer in self._open:
            writer.transport.abort()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            if not self.is_cut:
                await self._answer(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, asyncio.CancelledError):
            pass  # one of the two ends has gone, as ends of a line do, or the line ends
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        is_socket = SOCKET in head.partition(b"\r\n")[0]
        if is_socket and not self.has_sockets:
            writer.write(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            await writer.drain()
            writer.close()
            await writer.wait_closed()
            return
        if is_socket and self.forgets:
            head = SESSION.sub(rb"\1", head)
        from_server, to_server = await asyncio.open_connection(*self.target)
        try:
            to_server.write(head)
            to = asyncio.ensure_future(self._carry(reader, to_server, is_socket=is_socket))
            back = asyncio.ensure_future(self._carry(from_server, writer, is_socket=is_socket))
            try:
                await asyncio.wait((to, back), return_when=asyncio.FIRST_COMPLETED)
            finally:
                to.cancel()
                back.cancel()
                await asyncio.gather(to, back, return_exceptions=True)
        finally:
            to_server.transport.abort()

    async def _carry(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, is_socket: bool) -> None:
        """Carry bytes one way, each at its own time after it came and none before an earlier one."""
        late: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

        async def deliver() -> None:
            while True:
                due, data = await late.get()
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                sink.write(data)
                await sink.drain()
                if not data:
                    return

        delivery = asyncio.ensure_future(deliver())
        try:
            while data := await source.read(CHUNK):
                await late.put((time.monotonic() + (self.seconds if is_socket else 0.0), data))
            await late.put((time.monotonic(), b""))
            await delivery
        finally:
            delivery.cancel()


@contextmanager
def opened_line(url: str) -> Iterator[Line]:
    """Lay a line to the server at `url`; it runs in a thread of its own."""
    host, port = url.removeprefix("http://").split(":")
    line = Line((host, int(port)))
    started = threading.Event()

    async def run() -> None:
        server = await asyncio.start_server(line._serve, "127.0.0.1", 0)
        line.port = server.sockets[0].getsockname()[1]
        started.set()
        async with server:
            await server.serve_forever()

    def work() -> None:
        asyncio.set_event_loop(line._loop)
        with suppress(asyncio.CancelledError):
            line._loop.run_until_complete(task)
        others = asyncio.all_tasks(line._loop)
        for other in others:
            other.cancel()
        line._loop.run_until_complete(asyncio.gather(*others, return_exceptions=True))
        line._loop.run_until_complete(asyncio.sleep(0))  # aborted connections close in the next round of the loop
        line._loop.close()

    task = line._loop.create_task(run())
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    started.wait()
    try:
        yield line
    finally:
        line.cut()
        line._loop.call_soon_threadsafe(task.cancel)
        thread.join()
