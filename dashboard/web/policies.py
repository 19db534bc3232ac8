"""Security headers: one table of kinds of responses and the headers of each, and the middleware that sends them.

The Content-Security-Policy of a page that stands alone (embed, frozen page, files of HTML) names the scripts in it by
hash, so that `dashboard/render/html/standalone.py` makes it, beside the page.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.web.http_cache import IMMUTABLE
from dashboard.web.settings import root_of

# -- Content-Security-Policy of the documents that Streamlit and its components serve.

# 'unsafe-inline' of styles is for Streamlit, which writes style attributes and elements while it runs, and blob: of
# scripts too, which it makes of the script of a component.
_OWN = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:{hosts}; font-src 'self' data:; connect-src 'self'; frame-src 'self'; "
    "worker-src 'self' blob:; manifest-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors {ancestors}"
)
ANYWHERE, SELF = "*", "'self'"
# streamlit-folium puts the script of its map into its document, and evaluates that of each change.
MAP_SCRIPTS = " 'unsafe-inline' 'unsafe-eval'"
_INLINE = re.compile(rb"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=[\"']?application/json)[^>]*>(.*?)</script>", re.DOTALL)
_EMBEDDED = re.compile(rb"(?:^|&)embed=true(?:&|$)")


def screen_policy(body: bytes, query: bytes) -> str:
    """Return the Content-Security-Policy of a screen with the scripts that stand in it.

    Only a link that is meant for frames of other sites may be shown in them.
    """
    digests = dict.fromkeys(_source(script) for script in _INLINE.findall(body) if script)
    ancestors = ANYWHERE if is_embedded(query) else SELF
    return _OWN.format(scripts=" blob:" + "".join(digests), hosts="", ancestors=ancestors)


def map_policy(hosts: Iterable[str]) -> str:
    """Return the Content-Security-Policy of the map's document, which may load images from the hosts of street maps."""
    pictures = "".join(f" https://{host}" for host in hosts)
    return _OWN.format(scripts=MAP_SCRIPTS, hosts=pictures, ancestors=ANYWHERE)


@lru_cache(maxsize=64)
def _source(script: bytes) -> str:
    return f" 'sha256-{b64encode(hashlib.sha256(script).digest()).decode()}'"


def is_embedded(query: bytes) -> bool:
    """Return whether a link is that of the live map on another site, as the share dialog offers it."""
    return _EMBEDDED.search(query) is not None


def framed(policy: str) -> str:
    """Return the policy of a page that any site may show in a frame."""
    return f"{policy}; frame-ancestors *"


# -- The table: kinds of responses, and the headers that each has beside those of its route.

# Browser features that no page of ours uses are off in it and in what it frames.
_FEATURES = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
PERMISSIONS = ", ".join([*(f"{name}=()" for name in _FEATURES), "clipboard-write=(self)", "fullscreen=(self)"])
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")  # where ATLAS_PUBLIC_URL is https
NO_SNIFFING = ("X-Content-Type-Options", "nosniff")
CLOSED = "default-src 'none'; frame-ancestors 'none'"
# A page of a sentence, and a file without scripts: inline styles, `data:` images and fonts, no network.
SENTENCE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors *"
PASSIVE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors *"
_DOCUMENT = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "strict-origin-when-cross-origin",  # servers of street tiles ask for the origin
    "X-Permitted-Cross-Domain-Policies": "none",
}
_OFFERED = {  # to other sites: it loads nothing, and a page that is isolated may show it
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_OURS = {"Cross-Origin-Resource-Policy": "same-origin"}


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A kind of response.

    `where` says in words which addresses are of this kind; `headers` are sent with each response of it that has not set
    them itself. `policy` describes its Content-Security-Policy where that is of the single document.
    """

    name: str
    where: str
    headers: Mapping[str, str]
    policy: str = ""
    is_document: bool = True


SCREEN = Kind(
    "screen",
    "the screens: `/`, `/story`, `/country` …",
    {**_DOCUMENT, **_OURS, "X-Frame-Options": "SAMEORIGIN"},
    policy=_OWN.format(scripts=" blob: 'sha256-…'", hosts="", ancestors=SELF),
)
LIVE = Kind(
    "live map on another site",
    "a screen with `embed=true`",
    {**_DOCUMENT, **_OURS},
    policy="as a screen, with `frame-ancestors *`",
)
MAP = Kind(
    "frame of the map",
    "`/component/…/index.html`",
    {**_DOCUMENT, **_OURS},
    policy="as a screen, but `script-src 'self' 'unsafe-inline' 'unsafe-eval'`, images from hosts of street maps too, "
    "and `frame-ancestors *`, because it stands within the live map on another site",
)
PAGE = Kind(
    "page of a view or a story",
    "`/embed`, `/frozen`, `/export/map.html`, `/export/story.html`",
    {**_DOCUMENT, **_OFFERED, "Referrer-Policy": "no-referrer"},
    policy="`default-src 'none'`; its own script by SHA-256, inline styles, `data:` images and fonts; "
    "`frame-ancestors *`",
)
FILE = Kind(
    "picture or file",
    "`/picture`, `/export/…`",
    {**_DOCUMENT, **_OFFERED, "Content-Security-Policy": PASSIVE, "Referrer-Policy": "no-referrer"},
)
OEMBED = Kind(
    "oEmbed",
    "`/oembed`",
    {"Content-Security-Policy": CLOSED, "Cross-Origin-Resource-Policy": "cross-origin"},
    is_document=False,
)
PART = Kind(
    "part of a page",
    "everything else: `/static`, `/assets`, `/component`, `/geometry`, `/cards`, `/periods`, `/symbols`, `/names`, "
    "`/swatch`, `/_stcore`, `/healthz`, `/readyz`",
    _OURS,
    is_document=False,
)
REFUSAL = Kind(
    "refusal or redirect",
    "any response with a status from 300 on, but for 304",
    {
        **_DOCUMENT,
        **_OFFERED,
        "Cache-Control": "no-store",
        "Content-Security-Policy": SENTENCE,
        "Referrer-Policy": "no-referrer",
    },
)
# A browser writes the headers of a 304 over those of the answer that it has, whose policy names a script of its own.
UNCHANGED = Kind(
    "not modified",
    "any response with status 304: a browser keeps the headers of the answer that it has",
    {},
    is_document=False,
)
KINDS = (SCREEN, LIVE, MAP, PAGE, FILE, OEMBED, PART, REFUSAL, UNCHANGED)
_BY_FIRST_SEGMENT = {"embed": PAGE, "frozen": PAGE, "picture": FILE, "export": FILE, "oembed": OEMBED}
HTML = b"text/html"
# A content hash in the name of a file of a component (main.521860b0.js) makes the response immutable.
HASHED_NAME = re.compile(r"/component/.*\.[0-9a-f]{8,}\.(?:js|css)$")


class Policies:
    """ASGI middleware: the headers of the table on every response, and no repeated name in Vary.

    A header that a response sets itself stays, except for the Cache-Control of a refusal.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    is_https
        Whether readers reach the atlas by https alone.
    """

    def __init__(self, app: ASGIApp, *, base: str = "", is_https: bool = False) -> None:
        self.app = app
        self.start = len(root_of(base)) + 1
        self.raw = {kind.name: _raw(kind, is_https=is_https) for kind in KINDS}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and complete the headers of the response."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._completed(scope, message["status"], message["headers"])}
            await send(message)

        await self.app(scope, receive, complete)

    def _completed(
        self, scope: Scope, status: int, headers: Iterable[tuple[bytes, bytes]]
    ) -> list[tuple[bytes, bytes]]:
        pairs = [*headers]  # names are in lower case, as ASGI has them
        given = dict(pairs)
        kind = self.kind_of(scope, status, given.get(b"content-type", b""))
        if kind is REFUSAL:
            pairs = [pair for pair in pairs if pair[0] != b"cache-control" or pair[1].startswith(b"private")]
            given = dict(pairs)
        elif kind in {PART, UNCHANGED} and HASHED_NAME.search(scope["path"]):
            pairs = [*(pair for pair in pairs if pair[0] != b"cache-control"), (b"cache-control", IMMUTABLE.encode())]
        if b"," in given.get(b"vary", b""):
            names = dict.fromkeys(name.strip() for name in given[b"vary"].split(b","))
            pairs = [*(pair for pair in pairs if pair[0] != b"vary"), (b"vary", b", ".join(names))]
        return [*pairs, *(pair for pair in self.raw[kind.name] if pair[0] not in given)]

    def kind_of(self, scope: Scope, status: int, media_type: bytes) -> Kind:
        """Return the kind of a response."""
        if status == 304:
            return UNCHANGED
        if status >= 300:
            return REFUSAL
        path: str = scope["path"][self.start :]
        kind = _BY_FIRST_SEGMENT.get(path.partition("/")[0], PART)
        if not media_type.startswith(HTML):
            return FILE if kind is PAGE else kind
        if kind is PART:
            return MAP if path.startswith("component/") else LIVE if is_embedded(scope["query_string"]) else SCREEN
        return PAGE


def _raw(kind: Kind, *, is_https: bool) -> tuple[tuple[bytes, bytes], ...]:
    pairs = [NO_SNIFFING, *kind.headers.items(), *([HSTS] if is_https and kind.is_document else [])]
    return tuple((name.lower().encode(), value.encode()) for name, value in pairs)


def policy_table() -> str:
    """Return the table of kinds of responses and their headers as Markdown, as docs/security.md has it."""
    rows = ["| response | where | Content-Security-Policy | further headers |", "|---|---|---|---|"]
    for kind in KINDS:
        others = [f"`{name}: {value}`" for name, value in kind.headers.items() if name != "Content-Security-Policy"]
        shown = [text.replace(PERMISSIONS, "(see below)") for text in others]
        policy = kind.headers.get("Content-Security-Policy")
        cell = (
            f"`{policy}`" if policy else kind.policy if "`" in kind.policy else f"`{kind.policy}`" * bool(kind.policy)
        )
        rows.append(f"| {kind.name} | {kind.where} | {cell or 'none'} | {'<br>'.join(shown)} |")
    return "\n".join(rows)
