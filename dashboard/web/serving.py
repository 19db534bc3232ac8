"""The HTTP server beneath the app: its address, its sockets, what it says of itself, and how it stops."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import stat
from collections.abc import Callable
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import FrameType

import uvicorn

from dashboard.web.start import StartError

# -- The address, before anything is started.

MAX_PORT = 65535


def check_address(host: str, port: int) -> None:
    """Check that a server can listen at an address.

    Raises
    ------
    StartError
        When the port is no port or in use, or the host is none of this machine.
    """
    if not 0 <= port <= MAX_PORT:
        raise StartError(f"the port is {port}, expected a number from 0 to {MAX_PORT}")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with closing(socket.socket(family)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was just left is free
        try:
            probe.bind((host, port))
            probe.listen(1)
        except socket.gaierror as error:
            raise StartError(f"{host} is no name or address of this machine") from error
        except OSError as error:
            shown = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            raise StartError(
                f"nothing can listen at {shown} ({error.strerror}); choose another port or host"
            ) from error


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


def running_server() -> uvicorn.Server | None:
    """Return the uvicorn server that handles the signals of this process; None under another one."""
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return server if isinstance(server, uvicorn.Server) else None


def anonymous(server: uvicorn.Server) -> None:
    """Have a server send no Server header; effective until the first connection, so call it while the app starts."""
    server.config.server_header = False
    server.config.encoded_headers = [pair for pair in server.config.encoded_headers if pair[0].lower() != b"server"]


def stop_gracefully(server: uvicorn.Server, drain_seconds: float, begin: Callable[[], None]) -> None:
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


# -- Figures of the server for Prometheus, at an address of their own.


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
