"""Puts tags into the pages that Streamlit and its components serve, on their way out."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterable
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.addresses import public_address, root_of
from dashboard.web.health import WAIT
from dashboard.web.page_head import OK, PageHead

ROOT = "/"
TITLE, WITHOUT_SCRIPT = (
    re.compile(rb"<title>.*?</title>", re.DOTALL),
    re.compile(rb"<noscript>.*?</noscript>", re.DOTALL),
)
FRAME = r"/component/streamlit_folium\.st_folium/index\.html"


class HeadTags:
    """ASGI middleware: puts tags into a page, such as hints to fetch the map's files early.

    Tags in `first` go before the first script of the page, and so run before it. Tags in `last` go to the end of the
    body: a style there wins over those that Streamlit writes into the head while it runs. What matches `without` is
    taken out. `of_link` is asked in a worker thread for what depends on the link: on its path under the root, its
    query, and the public address of the atlas. It gives title, tags, what stands in `noscript`, and the status.
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
        of_link: Callable[[str, str, str], PageHead] | None = None,
    ) -> None:
        self.app = app
        self.tags = "".join(tags).encode()
        self.first = "".join(first).encode()
        self.last = "".join(last).encode()
        root = root_of(base)
        self.page = re.compile(re.escape(root) + page)
        self.root = root
        self.without = without
        self.of_link = of_link

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Change the page; let everything else pass."""
        if scope["type"] != "http" or scope["method"] != "GET" or not self.page.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        # The tag and the date of the unchanged page must not lead to a 304 or to a part of it, and what is to be
        # changed must arrive as text: a compressed page would pass unchanged.
        unasked = {b"range", b"if-none-match", b"if-modified-since", b"accept-encoding"}
        asked = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unasked]}
        is_gzip_fine = "gzip" in Headers(scope=scope).get("accept-encoding", "")
        head = PageHead("", "", "")
        if self.of_link is not None:
            path = scope["path"].removeprefix(self.root).strip("/")
            query, address = scope["query_string"].decode("latin-1"), public_address(Request(scope), self.root)
            head = await run_in_threadpool(self.of_link, path, query, address)
        start: Message = {}
        chunks: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))
                if not message.get("more_body"):
                    await self._send_changed(start, b"".join(chunks), send, head, is_gzip_fine=is_gzip_fine)

        await self.app(asked, receive, collect)

    async def _send_changed(
        self, start: Message, body: bytes, send: Send, head: PageHead, *, is_gzip_fine: bool
    ) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        if headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
            body = self.without.sub(b"", body) if self.without else body
            body = body.replace(b"<script", self.first + b"<script", 1)
            body = body.replace(b"</head>", self.tags + head.tags.encode() + b"</head>", 1)
            body = body.replace(b"</body>", self.last + b"</body>", 1)
            if head.title:
                title, rest = f"<title>{escape(head.title)}</title>", f"<noscript>{head.without_script}</noscript>"
                body = TITLE.sub(lambda _: title.encode(), body, count=1)
                body = WITHOUT_SCRIPT.sub(lambda _: rest.encode(), body, count=1)
            if head.status != OK:
                start = {**start, "status": head.status}
                headers["cache-control"], headers["retry-after"] = "no-store", WAIT
            headers.add_vary_header("Accept-Encoding")
            if is_gzip_fine:
                body = gzip.compress(body, 6, mtime=0)
                headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
            for name in ("etag", "last-modified"):
                del headers[name]
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})
