"""A client that calls an ASGI application without a server."""

import asyncio
import gzip
from dataclasses import dataclass

from starlette.types import ASGIApp, Message, Scope


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return (gzip.decompress(self.body) if "content-encoding" in self.headers else self.body).decode()


def ask(
    app: ASGIApp, url: str, *, method: str = "GET", body: bytes = b"", client: str = "127.0.0.1", **headers: str
) -> Answer:
    """Return the answer of an application to one request; Starlette's own test client would need one more package."""
    path, _, query = url.partition("?")
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "server": ("127.0.0.1", 80),
        "client": (client, 1),
        "scheme": "http",
        "root_path": "",
    }

    async def run() -> None:
        await app(scope, receive, send)

    asyncio.run(run())
    start = sent[0]
    pairs = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], pairs, b"".join(part.get("body", b"") for part in sent[1:]))
