"""What holds for every request and response: hosts, uploads, headers, compression, a socket that sends at once."""

from __future__ import annotations

import mimetypes
import os
import re
import socket
import stat
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from contextlib import closing, suppress
from ipaddress import ip_address
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.addresses import root_of
from dashboard.web.http_cache import ASK_AGAIN, FOR_EVER, Shelf, Stored, refuse, respond, stored
from dashboard.web.settings import ALLOWED_HOSTS, EVERY_HOST, host_of

# -- What every response gets on its way out: Streamlit's bundle compressed, and headers that make browsers careful.

FILES_KEPT = 400  # the bundle has about 300 files; only those that browsers ask for are kept
# A content hash in a file's name (main.521860b0.js): the address never means anything else.
# Streamlit's own files have eight letters of base64 (index.DormvYxC.js).
BUNDLE_NAME = re.compile(r"^static/.*\.[\w-]{8}\.\w+$", re.ASCII)
HASHED_NAME = re.compile(r"\.[0-9a-f]{8,}\.(js|css)$")
NO_SNIFFING = ("X-Content-Type-Options", "nosniff")
# These speak of a document, and a first visit fetches 150 files: on each of them they would cost 16 kB in all.
DOCUMENT_HEADERS = {
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Nothing may come from elsewhere: a forgotten CDN address fails here and now, not on a plane. The map's scripts are
# evaluated, Streamlit writes style attributes, and anybody may put the atlas (its data are public) into a frame.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss: data: blob:; "
    "worker-src 'self' blob:; media-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors *"
)
# The document of a component, which Streamlit puts into a frame: the map.
FRAME = re.compile(r"/component/[^/]+/index\.html$")
# Tells Streamlit's page where its server is. Without it, a page at /country asks for /country/_stcore/health first, and
# the browser reports an error for each guess. Every screen stands right under the root. A bare address gets its ?v=1 at
# once, or the back button would have to be pressed twice.
SERVER_PLACE = (
    '<script>window.__streamlit={BACKEND_BASE_URL:new URL("./",location.href).href};'
    'location.search||history.replaceState(history.state,"","?v=1")</script>'
)
# The calendar of Streamlit's page marks as today the day of the browser's zone. The server counts days of UTC for every
# reader, so the page is told that its zone is UTC; nothing else on it asks for the zone.
UTC_CALENDAR = (
    "<script>(function(){var kind=Intl.DateTimeFormat,own=kind.prototype.resolvedOptions,"
    "here=new kind().resolvedOptions().timeZone;kind.prototype.resolvedOptions=function(){"
    'var found=own.call(this);if(found.timeZone===here)found.timeZone="UTC";return found}})()</script>'
)


def bundle_files(folder: Path) -> frozenset[str]:
    """Return the names of all files under a folder, with slashes; Streamlit's do not change while it runs."""
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


class StaticBundle:
    """ASGI middleware: Streamlit's own scripts, styles and icons, compressed once and kept in memory.

    Streamlit sends its bundle (3 MB for a first visit) uncompressed and leaves compression to a proxy. Here is none. It
    also has browsers keep whatever is no page for a year, whether or not the content is hashed into the name.

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
        self.files = Shelf(self._read, most=FILES_KEPT)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for a file of the bundle; let everything else pass."""
        name = scope["path"].removeprefix(self.root) if scope["type"] == "http" else ""
        # A part of a file (Range) is rare enough to leave to Streamlit.
        if name not in self.known or scope["method"] not in {"GET", "HEAD"} or "range" in Headers(scope=scope):
            await self.app(scope, receive, send)
            return
        found = await run_in_threadpool(self.files.get, name)
        control = FOR_EVER if BUNDLE_NAME.search(name) else ASK_AGAIN
        await respond(Request(scope), found, control)(scope, receive, send)

    def _read(self, name: str) -> Stored:
        path = self.folder / name
        return stored(path.read_bytes(), mimetypes.guess_type(path.name)[0] or "application/octet-stream")


class SafeHeaders:
    """ASGI middleware: forbids guessing of types, and gives each page a content policy and the headers of a document.

    A response that sets one of these itself keeps its own.

    The map's frame, and no other page, may show pictures from the hosts in `pictures`: those of street maps.
    """

    def __init__(self, app: ASGIApp, *, pictures: Iterable[str] = ()) -> None:
        self.app = app
        hosts = "".join(f" https://{host}" for host in pictures)
        self.frame_policy = CONTENT_POLICY.replace("img-src 'self'", f"img-src 'self'{hosts}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of what comes back."""

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault(*NO_SNIFFING)
                if headers.get("content-type", "").startswith("text/html"):
                    for name, value in DOCUMENT_HEADERS.items():
                        headers.setdefault(name, value)
                    is_map = FRAME.search(scope["path"]) is not None
                    headers.setdefault("Content-Security-Policy", self.frame_policy if is_map else CONTENT_POLICY)
                if message["status"] == 200 and HASHED_NAME.search(scope["path"]):
                    headers["Cache-Control"] = FOR_EVER
                elif message["status"] >= 400:  # what is not there today may be there after an update
                    headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, complete if scope["type"] == "http" else send)


# -- The hosts under which the atlas answers: a request that names another one is refused (RFC 9110, section 15.5.20).

MISDIRECTED = 421
LOCAL = "localhost"
WILDCARDS = {"0.0.0.0", "::"}  # noqa: S104 - bound to every address, which names none


class AllowedHosts:
    """ASGI middleware: answers 421 where the Host header names a host that the atlas is not served under.

    The host stands in links of files, embeds and previews; a shared cache in front would give them to other readers.
    Names of this machine are always allowed. Requests for the paths in `probes` pass whatever they name: an
    orchestrator asks a container by its address.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] = (), probes: Collection[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.below = tuple(host[1:] for host in self.hosts if host.startswith("*."))
        self.probes = frozenset(probes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request or a websocket for another host; let everything else pass."""
        if scope["type"] not in {"http", "websocket"} or scope["path"] in self.probes or self._is_allowed(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})  # before it was accepted: the client sees 403
        else:
            sentence = f"The atlas is not served under this name. Who runs it can allow the name with {ALLOWED_HOSTS}."
            await refuse(sentence, MISDIRECTED)(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        host = host_of(Headers(scope=scope).get("host", ""))
        is_known = host in self.hosts or is_local(host) or host.endswith(self.below)
        return EVERY_HOST in self.hosts or (bool(host) and is_known)


def is_local(host: str) -> bool:
    """Return whether a host, as `host_of` has it, is this machine under a name or an address of its own.

    Examples
    --------
    >>> is_local("localhost"), is_local("127.0.0.1"), is_local("::1"), is_local("192.0.2.7"), is_local("")
    (True, True, True, False, False)
    """
    try:
        return host == LOCAL or host.endswith(f".{LOCAL}") or ip_address(host).is_loopback
    except ValueError:
        return False


def own_hosts(*given: str | None) -> tuple[str, ...]:
    """Return the hosts in addresses that the server was given to bind to or to print, without those that name none."""
    found = (host_of(f"[{text}]" if text and text.count(":") > 1 and text[0] != "[" else text or "") for text in given)
    return tuple(host for host in found if host and host not in WILDCARDS)


# -- A bound on what readers upload: how much one session may keep in the server's memory at a time.

TOO_MUCH = 413
MOST_FILES = 4  # a story is one file; a new one takes its place a moment before the old one goes


class UploadLimit:
    """ASGI middleware: refuses a file of a session that keeps MOST_FILES already, those on their way included.

    Streamlit bounds each file (server.maxUploadSize) and keeps files until the session ends, but not how many.
    """

    def __init__(self, app: ASGIApp, *, kept: Callable[[str], int], base: str = "") -> None:
        self.app = app
        self.kept = kept
        self.place = re.compile(re.escape(root_of(base)) + r"/_stcore/upload_file/([^/]+)/[^/]+")
        self.coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is uploaded; let everything else pass."""
        found = self.place.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if found is None:
            await self.app(scope, receive, send)
            return
        session = found[1]
        if self.kept(session) + self.coming[session] >= MOST_FILES:
            sentence = f"This page keeps {MOST_FILES} files already. Reload it to start anew."
            await refuse(sentence, TOO_MUCH)(scope, receive, send)
            return
        self.coming[session] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming[session] -= 1
            if not self.coming[session]:
                del self.coming[session]


# -- The server's own socket: small answers leave at once instead of waiting for one another.

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
