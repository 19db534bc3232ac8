"""A client of HTTP/1.1 on asyncio streams, from an address of the loopback network of its own."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

TIMEOUT = 90.0  # seconds: longer than any limit of the server


class RequestError(Exception):
    """A request without a whole response; the message says what came instead."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The response to one request: status, headers in lower case, body, and the seconds that it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Client:
    """One connection, opened on first use and again when the server has closed it.

    Parameters
    ----------
    url
        The address of the server.
    address
        The client's own, of 127.0.0.0/8; on Linux every such address may be used.
    """

    def __init__(self, url: str, address: str = "127.0.0.1") -> None:
        self.url = url
        parts = urlsplit(url)
        self._host, self._port, self._address = parts.hostname or "127.0.0.1", parts.port or 80, address
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, *, timeout: float = TIMEOUT, **headers: str) -> Reply:
        """Return the response to a GET request.

        Raises
        ------
        RequestError
            When the connection fails or ends, or the response is not there in time.
        """
        started = time.perf_counter()
        is_fresh = self._streams is None
        try:
            async with asyncio.timeout(timeout):
                try:
                    status, fields, body = await self._ask(path, headers)
                except (OSError, EOFError):
                    await self.close()
                    if is_fresh:
                        raise
                    status, fields, body = await self._ask(path, headers)  # a kept connection may just have been closed
        except (OSError, EOFError, TimeoutError, ValueError) as error:
            await self.close()
            raise RequestError(f"{type(error).__name__} {error}".strip()) from error
        if fields.get("connection", "").lower() == "close":
            await self.close()
        return Reply(status, fields, body, time.perf_counter() - started)

    async def close(self) -> None:
        """Close the connection."""
        if self._streams is not None:
            self._streams[1].close()
        self._streams = None

    async def open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return the streams of the connection."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(
                self._host, self._port, local_addr=(self._address, 0), limit=2**22
            )
        return self._streams

    async def _ask(self, path: str, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        reader, writer = await self.open()
        lines = {"host": f"{self._host}:{self._port}", "accept-encoding": "gzip"}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        writer.write(f"GET {path} HTTP/1.1\r\n{head}\r\n".encode("latin-1"))
        first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        status = int(first.split()[1])
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in rest if line)}
        if status in {204, 304}:
            return status, fields, b""
        if fields.get("transfer-encoding", "").lower() == "chunked":
            return status, fields, await _chunks(reader)
        return status, fields, await reader.readexactly(int(fields.get("content-length", "0")))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts: list[bytes] = []
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(parts)
