"""ASGI middleware that inserts tags into the HTML that Streamlit and its components serve."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from html import escape

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.health import RETRY_AFTER
from dashboard.web.http_cache import takes_encodings
from dashboard.web.page_head import OK, PageHead
from dashboard.web.settings import public_address, root_of
from dashboard.web.turns import BusyError, Flights, Turns, client_of

ROOT = "/"
TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
NO_HEAD = PageHead("", "", "")
FRAME = r"/component/streamlit_folium\.st_folium/index\.html"


class HtmlInjector:
    """ASGI middleware: inserts tags into a page, such as preload hints for the files of the map.

    Parameters
    ----------
    tags
        Go to the end of the head.
    first
        Go before the first script of the page, and so run before it.
    last
        Go to the end of the body: a style there wins over those that Streamlit adds to the head while it runs.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    page
        Regular expression of the paths below `base` whose pages are changed.
    without
        What is removed from the page.
    head_of
        Called in a worker thread with path below the root, query and public address of the atlas; returns what depends
        on the link: title, tags, content of `noscript`, and status.
    turns
        The turns in which `head_of` is called. A client that has too much waiting gets the page without its head.
    policy
        The Content-Security-Policy; a function is called with the changed page and its query, and returns it.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        tags: Iterable[str] = (),
        first: Iterable[str] = (),
        last: Iterable[str] = (),
        base: str = "",
        page: str = ROOT,
        without: re.Pattern[bytes] | None = None,
        head_of: Callable[[str, str, str], PageHead] | None = None,
        turns: Turns | None = None,
        policy: Callable[[bytes, bytes], str] | str = "",
    ) -> None:
        self.app = app
        self.tags = "".join(tags).encode()
        self.first = "".join(first).encode()
        self.last = "".join(last).encode()
        root = root_of(base)
        self.page = re.compile(re.escape(root) + page)
        self.root = root
        self.without = without
        self.head_of = head_of
        self.turns = turns or Turns()
        self.composing: Flights[tuple[str, str, str], PageHead] = Flights()
        self.policy = policy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Change the page; pass every other request on."""
        is_read = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if not is_read or not self.page.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        # Conditional and range requests would be answered for the unchanged page, and a compressed body cannot be
        # changed as text.
        dropped = {b"range", b"if-none-match", b"if-modified-since", b"accept-encoding"}
        headers = [pair for pair in scope["headers"] if pair[0] not in dropped]
        plain_scope = {**scope, "method": "GET", "headers": headers}  # the headers of HEAD are those of GET
        head = await self._head(Request(scope))
        start: Message = {}
        chunks: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))
                if not message.get("more_body"):
                    await self._send_changed(scope, start, b"".join(chunks), send, head)

        await self.app(plain_scope, receive, collect)

    async def _head(self, request: Request) -> PageHead:
        """Return what depends on the link; equal requests at one time share it."""
        head_of = self.head_of
        if head_of is None:
            return NO_HEAD
        path = request.scope["path"].removeprefix(self.root).strip("/")
        key = path, request.scope["query_string"].decode("latin-1"), public_address(request, self.root)
        client = client_of(request)
        try:
            return await self.composing.get(key, lambda: self.turns.run(client, lambda: head_of(*key)))
        except BusyError:
            return NO_HEAD

    async def _send_changed(self, scope: Scope, start: Message, body: bytes, send: Send, head: PageHead) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        if headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
            body = self.without.sub(b"", body) if self.without else body
            body = body.replace(b"<script", self.first + b"<script", 1)
            body = body.replace(b"</head>", self.tags + head.tags.encode() + b"</head>", 1)
            body = body.replace(b"</body>", self.last + b"</body>", 1)
            if head.title:
                title, noscript = f"<title>{escape(head.title)}</title>", f"<noscript>{head.noscript}</noscript>"
                body = TITLE.sub(lambda _: title.encode(), body, count=1)
                body = NOSCRIPT.sub(lambda _: noscript.encode(), body, count=1)
            if head.status != OK:
                start = {**start, "status": head.status}
                headers["cache-control"], headers["retry-after"] = "no-store", RETRY_AFTER
            policy = self.policy if isinstance(self.policy, str) else self.policy(body, scope["query_string"])
            if policy:
                headers["content-security-policy"] = policy
            headers.add_vary_header("Accept-Encoding")
            if takes_encodings(Headers(scope=scope).get("accept-encoding", ""))[0]:
                body = gzip.compress(body, 6, mtime=0)
                headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
            for name in ("accept-ranges", "etag", "last-modified"):
                del headers[name]
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
