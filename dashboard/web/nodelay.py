"""The server's own socket: small answers leave at once instead of waiting for one another."""

from __future__ import annotations

import os
import socket
import stat
from contextlib import closing, suppress
from pathlib import Path

OPEN_FILES = Path("/dev/fd")  # on Linux and macOS one entry for each open file of this process


def send_at_once() -> int:
    """Switch Nagle's algorithm off for every connection that this process will accept; return how many ports it has.

    asyncio does so itself, but only for sockets made with the protocol's number, and Streamlit makes its socket without
    it. With the algorithm on, a small answer that follows another waits until the browser has acknowledged the first
    one, which it delays by 40 ms (RFC 1122, section 4.2.3.2): at each of a hundred small files of a first visit, and at
    each message of a change. An accepted connection takes the option over from the socket that listens.
    """
    found = 0
    for entry in tuple(OPEN_FILES.iterdir()) if OPEN_FILES.is_dir() else ():
        with suppress(OSError):  # a file that was closed meanwhile
            found += _without_delay(int(entry.name))
    return found


def _without_delay(number: int) -> bool:
    """Switch the algorithm off where the open file is a socket that listens for TCP, and say whether it is one."""
    if not stat.S_ISSOCK(os.fstat(number).st_mode):
        return False
    # A second handle of the same socket, which can be closed without closing the server's.
    with closing(socket.socket(fileno=os.dup(number))) as found:
        is_tcp = found.family in {socket.AF_INET, socket.AF_INET6} and found.type == socket.SOCK_STREAM
        if not is_tcp or not found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            return False
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return True
