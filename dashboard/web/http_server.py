"""The HTTP server beneath the app: its address, its sockets, how it stops, and the limits of its connections."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any, ClassVar

import h11
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

from dashboard.web.startup import StartError

# -- The address, before anything is started.

MAX_PORT = 65535


@contextmanager
def held_address(host: str, port: int, *, setting: str = "") -> Iterator[None]:
    """Listen at an address within this block, so that what else is checked there does not take it.

    Parameters
    ----------
    setting
        The variable that names the address, for the message; without it, options of the command do.

    Raises
    ------
    StartError
        When the port is no port or in use, or the host is none of this machine.
    """
    named = f"{setting}: " if setting else ""
    if not 0 <= port <= MAX_PORT:
        raise StartError(f"{named}the port is {port}, expected a number from 0 to {MAX_PORT}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was just left is free
        try:
            probe.bind((host, port))
            probe.listen(1)
        except (socket.gaierror, TypeError) as error:  # the latter where DNS cannot write the name
            raise StartError(f"{named}{host} is no name or address of this machine") from error
        except OSError as error:
            shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            reason = error.strerror or error
            raise StartError(f"{named}nothing can listen at {shown} ({reason}); choose another port or host") from error
        yield


def check_address(host: str, port: int, *, setting: str = "") -> None:
    """Check that a server can listen at an address, as `held_address` does.

    Raises
    ------
    StartError
        When it cannot.
    """
    with held_address(host, port, setting=setting):
        pass


# -- TCP_NODELAY on the server's listening sockets.

OPEN_FILES = Path("/dev/fd")  # on Linux and macOS one entry for each open file of this process


def disable_nagle() -> int:
    """Set TCP_NODELAY on the listening sockets of this process, from which accepted connections inherit it.

    asyncio sets it only on sockets that were made with the protocol's number, which Streamlit's is not. With Nagle's
    algorithm a small response that follows another waits for the acknowledgement of the first, which browsers delay by
    40 ms (RFC 1122, section 4.2.3.2): at each of a hundred small files of a first visit, and at each message of a
    change.

    Returns
    -------
    The number of listening sockets.
    """
    count = 0
    for entry in tuple(OPEN_FILES.iterdir()) if OPEN_FILES.is_dir() else ():
        with suppress(OSError):  # closed meanwhile
            count += _set_no_delay(int(entry.name))
    return count


def _set_no_delay(descriptor: int) -> bool:
    """Set TCP_NODELAY where a file descriptor is a listening TCP socket; return whether it is one."""
    if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
        return False
    # A duplicate, so that closing it leaves the server's socket open.
    with closing(socket.socket(fileno=os.dup(descriptor))) as listening:
        is_tcp = listening.family in {socket.AF_INET, socket.AF_INET6} and listening.type == socket.SOCK_STREAM
        if not is_tcp or not listening.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return False
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return True


# -- uvicorn, which Streamlit starts: found by the signal handlers that it has set.

FINISH_SECONDS = 25  # for what was accepted before the stop; Kubernetes kills after 30 s


def running_server() -> Server | None:
    """Return the uvicorn server that handles the signals of this process; None under another one."""
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return server if isinstance(server, Server) else None


def anonymous(server: Server) -> None:
    """Have a server send no Server header; effective until the first connection, so call it while the app starts."""
    server.config.server_header = False
    server.config.encoded_headers = [pair for pair in server.config.encoded_headers if pair[0].lower() != b"server"]


def stop_gracefully(server: Server, drain_seconds: float, begin: Callable[[], None]) -> None:
    """Have SIGTERM end a server in three steps: it drains, finishes what was accepted, and exits with status 0.

    uvicorn would exit by the signal itself, which a service manager counts as a failure. A second signal while it
    drains ends the draining. Call it in the main thread with the loop of the server running.

    Parameters
    ----------
    drain_seconds
        For how long it goes on accepting connections.
    begin
        Called once at the first signal, before the draining.
    """
    loop = asyncio.get_running_loop()
    server.config.timeout_graceful_shutdown = FINISH_SECONDS
    is_draining = False

    def end() -> None:
        server.should_exit = True

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal is_draining
        if is_draining:
            end()
            return
        is_draining = True
        begin()
        loop.call_soon_threadsafe(loop.call_later, drain_seconds, end)

    signal.signal(signal.SIGTERM, stop)


def handle_loop_fault(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Log a fault of the event loop: without a traceback where a resource of the system is used up."""
    error = context.get("exception")
    message = str(context.get("message") or "a fault in the event loop")
    if isinstance(error, OSError):
        logging.getLogger("asyncio").error("%s: %s", message, error.strerror or error)
    else:
        logging.getLogger("asyncio").error("%s", message, exc_info=error if isinstance(error, Exception) else None)


# -- Limits on connections that uvicorn has no setting for: their number, and how long each may take to ask and to read.
# A server without them keeps a connection that never sends a whole request, until it may open no more files and serves
# no client.

LOG = logging.getLogger("atlas.connections")
SWEEP_SECONDS = 1.0
ACCEPTED = 64  # connections that asyncio accepts in one go, a parameter that it also gives to listen()
BACKLOG = 1024  # connections that the kernel keeps until then; a full queue costs a client a second or more
# Open files beside connections: those of four goes, because three turns of the loop lie between accepting a connection
# and closing the one that gives way; and 128 for tables, modules, worker processes and the listening sockets.
RESERVE = 4 * ACCEPTED + 128
MOST = 8192  # connections, where more files may be open: each takes some 10 kB, a session of a reader more
WEBSOCKETS = 0.75  # share of all connections that websockets, which live long, may take
BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 49\r\n"
    b"Cache-Control: no-store\r\nRetry-After: 5\r\nConnection: close\r\n\r\n"
    b"Too many connections are open. Ask again shortly."
)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a server: the number of connections, and seconds.

    `header_seconds` counts from the opening of a connection, or from the last response, to the end of a request's
    headers; `body_seconds` from there to the end of its body, and a second more for each `body_rate` bytes that have
    come, so that a large upload over a slow line ends and a body that comes by drops does not last; `stalled_seconds`
    is the time in which a client must take some of the response.
    """

    connections: int = MOST
    header_seconds: float = 15.0
    body_seconds: float = 60.0
    body_rate: float = 100_000.0
    stalled_seconds: float = 30.0


def limits_for(open_files: int) -> Limits:
    """Return the limits of a process that may have so many files open."""
    return Limits(connections=max(1, min(open_files - RESERVE, MOST)))


@dataclass(slots=True)
class _ConnectionRecord:
    """The last state of a connection, since when and after how many bytes of its client, and what was then unsent."""

    state: object
    since: float
    received: int = 0
    unsent: int = 0
    stalled_since: float | None = None


@dataclass(slots=True)
class Guard:
    """The open HTTP connections of a server, websockets excepted, and the limits that they are held to."""

    limits: Limits
    watched: dict[BoundedHTTP, _ConnectionRecord] = field(default_factory=dict)
    by_client: dict[str, dict[BoundedHTTP, None]] = field(default_factory=dict)  # oldest first

    def admit(self, connection: BoundedHTTP) -> bool:
        """Watch a new connection; returns False where there are too many and none of them gives way.

        The one that gives way is the oldest that waits, of the client with the most connections that has such a one.
        """
        if len(connection.connections) > self.limits.connections:
            giving_way = self._longest_waiting()
            if giving_way is None:
                return False
            LOG.warning("more than %d connections: those that wait longest are closed", self.limits.connections)
            self.forget(giving_way)
            connection.connections.discard(giving_way)
            giving_way.transport.abort()
        self.watched[connection] = _ConnectionRecord(connection.state(), connection.loop.time())
        self.by_client.setdefault(connection.client_host, {})[connection] = None
        return True

    def _longest_waiting(self) -> BoundedHTTP | None:
        for connections in sorted(self.by_client.values(), key=len, reverse=True):
            for connection in connections:
                if connection.is_waiting():
                    return connection
        return None

    def has_room_for_websocket(self, connection: BoundedHTTP) -> bool:
        """Return whether another websocket leaves room for requests."""
        websockets = len(connection.connections) - len(self.watched)
        return websockets < self.limits.connections * WEBSOCKETS

    def forget(self, connection: BoundedHTTP) -> None:
        """Watch a connection no longer: it has been closed, or is a websocket now."""
        if self.watched.pop(connection, None) is not None:
            of_client = self.by_client[connection.client_host]
            del of_client[connection]
            if not of_client:
                del self.by_client[connection.client_host]

    def sweep(self, now: float) -> int:
        """Close the connections whose time is over; returns how many."""
        over = [connection for connection, seen in self.watched.items() if self._is_over(connection, seen, now)]
        for connection in over:
            self.forget(connection)
            connection.transport.abort()
        return len(over)

    async def watch(self, server: Server) -> None:
        """Give the listening sockets of a server their backlog as soon as it has started, and sweep for ever."""
        loop = asyncio.get_running_loop()
        while not server.started:
            await asyncio.sleep(SWEEP_SECONDS / 10)
        for listening in (each for served in server.servers for each in served.sockets):
            with closing(socket.socket(fileno=os.dup(listening.fileno()))) as same:
                same.listen(BACKLOG)
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self.sweep(loop.time())

    def _is_over(self, connection: BoundedHTTP, seen: _ConnectionRecord, now: float) -> bool:
        unsent = connection.transport.get_write_buffer_size()
        if not unsent or unsent != seen.unsent:
            seen.unsent, seen.stalled_since = unsent, now if unsent else None
        if seen.stalled_since is not None and now - seen.stalled_since >= self.limits.stalled_seconds:
            return True
        state = connection.state()
        if state != seen.state:
            seen.state, seen.since, seen.received = state, now, connection.received
        limit = connection.limit(self.limits, connection.received - seen.received)
        return limit is not None and now - seen.since >= limit


class BoundedHTTP(H11Protocol):
    """uvicorn's HTTP/1.1 protocol under a guard, which a subclass names."""

    guard: ClassVar[Guard]
    is_refused = False
    received = 0  # bytes

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Admit a connection, or answer 503."""
        super().connection_made(transport)
        self.client_host = self.client[0] if self.client else ""
        if not self.guard.admit(self):
            self.is_refused = True
            self.connections.discard(self)
            transport.write(BUSY)
            transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget a connection."""
        self.guard.forget(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read a part of a request, unless the connection was refused."""
        self.received += len(data)
        if not self.is_refused:
            super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Answer 400; where the app still answers the headers of a request with a spoilt body, drop what it sends."""
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            if self.cycle.response_started:
                self.transport.close()
                return
        super().send_400_response(msg)

    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        """Make the connection a websocket, or answer 503."""
        if not self.guard.has_room_for_websocket(self):
            self.is_refused = True
            self.transport.write(BUSY)
            self.transport.close()
            return
        self.guard.forget(self)
        super().handle_websocket_upgrade(event)

    def state(self) -> object:
        """Return what changes when a request or a response goes on: states of both sides, and the request."""
        return self.conn.our_state, self.conn.their_state, id(self.cycle)

    def is_waiting(self) -> bool:
        """Return whether the connection waits for a part of a request."""
        return self.conn.their_state in {h11.IDLE, h11.SEND_BODY}

    def limit(self, limits: Limits, received: int) -> float | None:
        """Return how long the present state may last in which so many bytes have come, in seconds.

        It is None while the server makes the response.
        """
        if self.conn.their_state is h11.IDLE:
            return limits.header_seconds
        if self.conn.their_state is h11.SEND_BODY:
            is_answered = self.conn.our_state is h11.DONE
            return limits.header_seconds if is_answered else limits.body_seconds + received / limits.body_rate
        return None


def bound_connections(config: Config, limits: Limits) -> Guard:
    """Have a server hold its connections to limits; call it before it listens, and then run `Guard.watch`."""
    guard = Guard(limits)
    config.http_protocol_class = type("GuardedHTTP", (BoundedHTTP,), {"guard": guard})
    config.backlog = ACCEPTED
    return guard
