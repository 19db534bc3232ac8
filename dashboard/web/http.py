"""ASGI middleware for every request: Host check, keys of own data, accepted encodings, compressed bundle."""

from __future__ import annotations

import logging
import mimetypes
import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.maps.own_data import KEY, opened_by, requested
from dashboard.web.http_cache import (
    IMMUTABLE,
    REVALIDATE,
    CachedBody,
    ComputedCache,
    cached_body,
    respond,
    takes_encodings,
)
from dashboard.web.icon_font import FONT_NAME, icon_font
from dashboard.web.refusals import refuse
from dashboard.web.settings import (
    ALLOWED_HOSTS,
    EVERY_HOST,
    PUBLIC_URL,
    host_of,
    host_of_origin,
    is_local,
    root_of,
)

LOG = logging.getLogger("atlas.connections")

# -- Streamlit's bundle, compressed.

FILES_KEPT = 400  # the bundle has about 300 files; only requested ones are cached
# Streamlit's own files have eight letters of base64 in their names, a hash of the content (index.DormvYxC.js).
BUNDLE_NAME = re.compile(r"^static/.*\.[\w-]{8}\.\w+$", re.ASCII)
# Sets the base URL of Streamlit's server. Without it, a page at /country requests /country/_stcore/health first, and
# the browser logs an error for each guess. Every screen is directly under the root. A bare address gets its ?v=1 by
# replaceState, or the back button would have to be pressed twice.
BACKEND_URL_SCRIPT = (
    '<script>window.__streamlit={BACKEND_BASE_URL:new URL("./",location.href).href};'
    'location.search||history.replaceState(history.state,"","?v=1")</script>'
)
# The date picker of Streamlit marks the day of the browser's time zone as today. The server counts days in UTC for
# every reader, so this script reports UTC as the time zone of the page; nothing else on it reads the zone.
UTC_ZONE_SCRIPT = (
    "<script>(function(){var kind=Intl.DateTimeFormat,own=kind.prototype.resolvedOptions,"
    "here=new kind().resolvedOptions().timeZone;kind.prototype.resolvedOptions=function(){"
    'var found=own.call(this);if(found.timeZone===here)found.timeZone="UTC";return found}})()</script>'
)


def bundle_files(folder: Path) -> frozenset[str]:
    """Return the paths of all files under a folder, relative to it and with slashes."""
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class StaticBundle:
    """ASGI middleware: Streamlit's own scripts, styles and icons, compressed once and cached in memory.

    Streamlit sends its bundle (3 MB for a first visit) uncompressed and leaves compression to a proxy, which the atlas
    does without. It also gives every file that is no page a max-age of a year, whether or not its name has a hash.

    Parameters
    ----------
    folder
        The folder of Streamlit's index.html.
    files
        Names of the files in it.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def __init__(self, app: ASGIApp, *, folder: Path, files: Collection[str], base: str = "") -> None:
        self.app = app
        self.folder = folder
        self.known = frozenset(files) - {"index.html"}
        self.root = root_of(base) + "/"
        self.files = ComputedCache(self._read, most=FILES_KEPT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a file of the bundle; pass every other one on."""
        name = scope["path"].removeprefix(self.root) if scope["type"] == "http" else ""
        # A request for a range is answered with the whole (RFC 9110, 14.2): Streamlit's own answer is kept for ever.
        if name not in self.known or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        try:
            body = self.files.kept(name)
        except KeyError:
            body = await run_in_threadpool(self.files.get, name)
        is_lasting = BUNDLE_NAME.search(name) and not FONT_NAME.fullmatch(name)  # its name says nothing of the icons
        control = IMMUTABLE if is_lasting else REVALIDATE
        await respond(Request(scope), body, control)(scope, receive, send)

    def _read(self, name: str) -> CachedBody:
        path = self.folder / name
        if FONT_NAME.fullmatch(name):
            return cached_body(icon_font(path, self.folder / "static" / "js"), "font/woff2")
        return cached_body(path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")


# -- Accepted encodings: one word for whatever follows, since Streamlit looks for “gzip” alone in the header.


class AcceptedEncodings:
    """ASGI middleware: replaces an Accept-Encoding with weights by `gzip`, `gzip, identity;q=0` or `identity`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; 406 where it takes neither."""
        if scope["type"] == "http":
            text = Headers(scope=scope).get("accept-encoding", "")
            if ";" in text or "*" in text:  # browsers send a list of names
                has_gzip, has_identity = takes_encodings(text)
                if not has_gzip and not has_identity:
                    await refuse("The atlas sends its files as they are or compressed with gzip.", 406)(
                        scope, receive, send
                    )
                    return
                plain = b"identity" if not has_gzip else b"gzip" if has_identity else b"gzip, identity;q=0"
                others = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
                scope = {**scope, "headers": [*others, (b"accept-encoding", plain)]}
        await self.app(scope, receive, send)


# -- Allowed hosts: a request with another Host header is refused with 421 (RFC 9110, section 15.5.20).

MISDIRECTED = 421
HEADERS_KEPT = 32  # values of Host whose verdict is kept; a first visit asks 160 times with one
WILDCARDS = {"0.0.0.0", "::"}  # noqa: S104 - compared with, and bound to nothing


FOREIGN_ORIGIN = (
    "a websocket was refused: its Origin names neither the host that it asked for nor one that is allowed. Where a "
    f"proxy changes Host, {PUBLIC_URL} has to be the address under which readers reach the atlas"
)


class AllowedHosts:
    """ASGI middleware: answers 421 where the Host header names a host that the atlas is not served under.

    Links in files, embeds and previews contain the host, and a shared cache could serve them to other readers (host
    header injection). Names of this machine are always allowed. The paths in `probes` are exempt, because an
    orchestrator addresses a container by IP.

    A websocket is refused too where its Origin, the page that opened it, is neither at the host asked for nor at one
    that is allowed by name: behind a proxy that changes Host, the host of `ATLAS_PUBLIC_URL` is such a one.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] = (), probes: Collection[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.below = tuple(host[1:] for host in self.hosts if host.startswith("*."))
        self.probes = frozenset(probes)
        self._is_allowed = lru_cache(HEADERS_KEPT)(self._is_allowed_header)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request or a websocket for another host or of another origin; pass every other one on."""
        if scope["type"] not in {"http", "websocket"} or scope["path"] in self.probes:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, is_websocket = headers.get("host", ""), scope["type"] == "websocket"
        is_allowed = self._is_allowed(host)
        if is_allowed and is_websocket and not self._is_own_page(headers.getlist("origin"), host):
            LOG.warning(FOREIGN_ORIGIN)
            is_allowed = False
        if is_allowed:
            await self.app(scope, receive, send)
        elif is_websocket:
            await receive()
            await send({"type": "websocket.close", "code": 1008})  # before accept, which a client sees as 403
        else:
            sentence = f"The atlas is not served under this name. Who runs it can allow the name with {ALLOWED_HOSTS}."
            await refuse(sentence, MISDIRECTED)(scope, receive, send)

    def _is_allowed_header(self, text: str) -> bool:
        return EVERY_HOST in self.hosts or self._is_known(host_of(text))

    def _is_known(self, host: str) -> bool:
        return bool(host) and (host in self.hosts or is_local(host) or host.endswith(self.below))

    def _is_own_page(self, origins: Sequence[str], host_header: str) -> bool:
        """Whether pages of these origins may open a websocket; programs name none."""
        if len(origins) != 1:
            return not origins
        host = host_of_origin(origins[0])
        return bool(host) and (self._is_known(host) or origins[0].lower().partition("://")[2] == host_header.lower())


def own_hosts(*addresses: str | None) -> tuple[str, ...]:
    """Return the hosts of addresses that the server binds to or prints, without wildcard addresses."""
    hosts = (
        host_of(f"[{text}]" if text and text.count(":") > 1 and text[0] != "[" else text or "") for text in addresses
    )
    return tuple(host for host in hosts if host and host not in WILDCARDS)


# -- Own data: a key in the address opens them for one request.

FORBIDDEN, GONE = 403, 410
PRIVATE = "private, no-store"  # Cache-Control of whatever a key opens
_OWN_KEY = re.compile(rf"(?:^|&){KEY}=([^&]*)")
NO_LONGER_OPEN = "These own data are no longer open: their page has been closed, or has let go of them."
MAY_NOT_LEAVE = (
    "Own data leave in a file only when their reader says so: tick “The totals may leave” on the page “Own data”, and "
    "give claimant, date, definition and source there."
)


class OwnDataKey:
    """ASGI middleware: has routes answer with the own data that a key in the address opens.

    The key is cut out of the address, so that nothing behind it logs or repeats it. Files are written of what may
    leave, and only where the reader has allowed that.
    """

    def __init__(self, app: ASGIApp, *, base: str = "") -> None:
        self.app = app
        self.root = root_of(base)
        folders = (f"{self.root}/{name}/" for name in ("cards", "periods", "symbols", "export"))
        self.paths = (*folders, f"{self.root}/picture")  # the last one is what a screen shows, and no file

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with a key; pass every other one on."""
        query = scope.get("query_string", b"").decode("latin-1") if scope["type"] == "http" else ""
        keys = _OWN_KEY.findall(query)
        if not keys:
            await self.app(scope, receive, send)
            return
        data = opened_by(keys[-1]) if scope["path"].startswith(self.paths) else None
        is_file = scope["path"].startswith(f"{self.root}/export/")
        if data is None:
            await refuse(NO_LONGER_OPEN, GONE)(scope, receive, send)
            return
        if is_file and not (data.may_leave and data.figures.is_complete):
            await refuse(MAY_NOT_LEAVE, FORBIDDEN)(scope, receive, send)
            return

        async def send_private(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Cache-Control"] = PRIVATE
            await send(message)

        without_key = _OWN_KEY.sub("", query).removeprefix("&").encode("latin-1")
        with requested(data, is_leaving=is_file):
            await self.app({**scope, "query_string": without_key}, receive, send_private)
