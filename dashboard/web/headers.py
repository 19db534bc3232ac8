"""What every response gets on its way out: Streamlit's bundle compressed, and headers that make browsers careful."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.bodies import ASK_AGAIN, FOR_EVER, Shelf, Stored, respond, stored
from dashboard.web.places import root_of

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
