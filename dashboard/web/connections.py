"""Limits on connections that uvicorn has no setting for: their number, and how long each may take to ask and to read.

A server without them keeps a connection that never sends a whole request, until it may open no more files and serves
nobody.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar

import h11
from uvicorn import Config, Server
from uvicorn.protocols.http.h11_impl import H11Protocol

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
    headers; `body_seconds` from there to the end of its body; `stalled_seconds` is the time in which a client must take
    some of the response.
    """

    connections: int = MOST
    header_seconds: float = 15.0
    body_seconds: float = 60.0
    stalled_seconds: float = 30.0


def limits_for(open_files: int) -> Limits:
    """Return the limits of a process that may have so many files open."""
    return Limits(connections=max(1, min(open_files - RESERVE, MOST)))


@dataclass(slots=True)
class _Watched:
    """The state in which a connection was seen last, since when, and how much of a response was then unsent."""

    state: object
    since: float
    unsent: int = 0
    stalled_since: float | None = None


@dataclass(slots=True)
class Guard:
    """The open HTTP connections of a server, websockets excepted, and the limits that they are held to."""

    limits: Limits
    watched: dict[BoundedHTTP, _Watched] = field(default_factory=dict)
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
        self.watched[connection] = _Watched(connection.state(), connection.loop.time())
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

    def _is_over(self, connection: BoundedHTTP, seen: _Watched, now: float) -> bool:
        unsent = connection.transport.get_write_buffer_size()
        if not unsent or unsent != seen.unsent:
            seen.unsent, seen.stalled_since = unsent, now if unsent else None
        if seen.stalled_since is not None and now - seen.stalled_since >= self.limits.stalled_seconds:
            return True
        state = connection.state()
        if state != seen.state:
            seen.state, seen.since = state, now
        limit = connection.limit(self.limits)
        return limit is not None and now - seen.since >= limit


class BoundedHTTP(H11Protocol):
    """uvicorn's HTTP/1.1 protocol under a guard, which a subclass names."""

    guard: ClassVar[Guard]
    is_refused = False

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

    def limit(self, limits: Limits) -> float | None:
        """Return how long the present state may last, in seconds; None while the server makes the response."""
        if self.conn.their_state is h11.IDLE:
            return limits.header_seconds
        if self.conn.their_state is h11.SEND_BODY:
            return limits.body_seconds if self.conn.our_state is not h11.DONE else limits.header_seconds
        return None


def bound_connections(config: Config, limits: Limits) -> Guard:
    """Have a server hold its connections to limits; call it before it listens, and then run `Guard.watch`."""
    guard = Guard(limits)
    config.http_protocol_class = type("GuardedHTTP", (BoundedHTTP,), {"guard": guard})
    config.backlog = ACCEPTED
    return guard


# -- Log lines: a fault that repeats is one line a minute, with the number of those left out.

QUIET_SECONDS = 60.0
REASONS_KEPT = 500
LOGGERS = ("asyncio", "atlas.connections", "atlas.export", "uvicorn.error", "websockets.server")


class OncePerMinute(logging.Filter):
    """Filter of log records: of those with one cause, the first in a minute passes, with how many were left out."""

    def __init__(self) -> None:
        super().__init__()
        self._passed: dict[object, tuple[float, int]] = {}  # by cause: when one passed, how many were left out since

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is logged."""
        if record.levelno < logging.WARNING:
            return True
        cause = _cause(record)
        at, left_out = self._passed.get(cause, (float("-inf"), 0))
        if record.created - at < QUIET_SECONDS:
            self._passed[cause] = at, left_out + 1
            return False
        if len(self._passed) >= REASONS_KEPT:
            self._passed.clear()
        self._passed[cause] = record.created, 0
        if left_out:
            with suppress(TypeError, ValueError):
                record.msg, record.args = f"{record.getMessage()} ({left_out} more since the last such line)", ()
        return True


def _cause(record: logging.LogRecord) -> object:
    error = record.exc_info[1] if record.exc_info else None
    trace = error.__traceback__ if error else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else None
    return record.name, record.levelno, str(record.msg)[:200], type(error), place


def limit_log_lines() -> None:
    """Have the loggers of the server write what repeats once a minute."""
    once = OncePerMinute()
    for name in LOGGERS:
        logging.getLogger(name).addFilter(once)


def handle_loop_fault(_loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
    """Log a fault of the event loop: without a traceback where a resource of the system is used up."""
    error = context.get("exception")
    message = str(context.get("message") or "a fault in the event loop")
    if isinstance(error, OSError):
        logging.getLogger("asyncio").error("%s: %s", message, error.strerror or error)
    else:
        logging.getLogger("asyncio").error("%s", message, exc_info=error if isinstance(error, Exception) else None)
