"""ASGI middleware for uploads: who may send a file, how much the server holds, and whether hazard areas are taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.maps.own_data import ACCEPTED, LEAVING, MOST_MEGABYTES, OTHER_MEGABYTES, OTHER_NAME, UPLOADS
from dashboard.web.refusals import refuse
from dashboard.web.settings import ACCEPT, REFUSE, Settings, host_of, host_of_origin, is_local, is_loopback, root_of
from dashboard.web.turns import client_of

# -- Limits of every upload, before a byte of it is read.

BAD_REQUEST, FORBIDDEN, CONTENT_TOO_LARGE, TOO_MANY_REQUESTS, UNAVAILABLE = 400, 403, 413, 429, 503
MEGABYTE = 2**20
MAX_FILES = 4  # a new file is stored a moment before the old one is deleted; the screen of own data takes two
MULTIPART_BYTES = 4096  # of an upload beside its file: boundaries, and a name of at most 255 letters
USUAL_MEGABYTES, HAZARD_MEGABYTES = 64, 1000  # that all pages hold together; the latter where hazard areas are taken
LONGEST_NUMBER = 18  # digits of a length that is read
RETRY_SECONDS = 60
NO_PLACE = "This page takes no file now. Reload it, and choose the file again."
TOO_MANY = f"This page keeps {MAX_FILES} files already. Reload it to start anew."
TOO_LARGE = "This file is larger than {most} MB, which is all that is taken here."
SESSION_FULL = "This page keeps {held} MB of files already. Reload it to start anew."
CLIENT_FULL = (
    "Pages at your network address keep {held:g} MB of files already, of the {most:g} MB that one address may: remove "
    "files or close those pages, and try again in a few minutes."
)
SERVER_FULL = (
    "This server holds as many files of readers as it may at a time. Try again in a few minutes, when other pages have "
    "been closed."
)


class _TooLargeError(Exception):
    """More bytes have come than an upload may have."""


@dataclass(eq=False, frozen=True, slots=True)
class _Upload:
    """An upload under way; `size` is how many bytes it may bring."""

    client: str
    session: str
    size: int


class UploadLimit:
    """ASGI middleware: refuses an upload that no page asks for, that is too large, or that would be one too many.

    Streamlit takes a file for any session that is open, has one limit of size for all of them (server.maxUploadSize),
    stores files until the session ends, and limits neither their number nor their bytes.

    Parameters
    ----------
    stored
        Returns the sizes of the files that Streamlit stores, in bytes, by session and by id of the file.
    most_bytes
        Called with the request and the id of its session; returns how large a file may be, 0 where the session is over
        or its page has no place for a file.
    most_held
        How many bytes may be stored of all sessions. One client (`turns.client_of`) may have half of them, or one file
        where that is more.
    has_all
        Called with the request; returns whether its client may have all of them: the browser of this machine, whose
        reader runs the server.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        stored: Callable[[], Mapping[str, Mapping[str, int]]],
        most_bytes: Callable[[Scope, str], int],
        most_held: int = USUAL_MEGABYTES * MEGABYTE,
        has_all: Callable[[Scope], bool] = lambda _: False,
        base: str = "",
    ) -> None:
        self.app = app
        self.stored = stored
        self.most_bytes = most_bytes
        self.most_held = most_held
        self.has_all = has_all
        self.upload_path = re.compile(re.escape(root_of(base)) + r"/_stcore/upload_file/([^/]+)/([^/]+)")
        self.coming: set[_Upload] = set()
        self.clients: dict[tuple[str, str], str] = {}  # by session and file, of those that are stored

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold an upload to the limits; pass every other request on."""
        is_put = scope["type"] == "http" and scope["method"] == "PUT"
        path = self.upload_path.fullmatch(scope["path"]) if is_put else None
        if path is None:
            await self.app(scope, receive, send)
            return
        session, file = path.groups()
        most = min(self.most_bytes(scope, session), self.most_held)
        length = Headers(scope=scope).get("content-length", "")
        # A browser names the length; of what names none, as much has to be free as it may bring.
        coming = int(length) if length.isdecimal() and len(length) <= LONGEST_NUMBER else most
        upload = _Upload(client_of(Request(scope)), session, coming)
        refusal = self._refusal(upload, most, has_all=self.has_all(scope))
        if refusal is not None:  # before a byte of it is read
            await refusal(scope, receive, send)
            return
        received = 0

        async def limited() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most + MULTIPART_BYTES:
                raise _TooLargeError
            return message

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < BAD_REQUEST:  # it is stored now
                self.coming.discard(upload)
                self.clients[session, file] = upload.client
            await send(message)

        self.coming.add(upload)
        try:
            await self.app(scope, limited, counted)
        except _TooLargeError:
            await _too_large(most)(scope, receive, send)
        finally:
            self.coming.discard(upload)

    def _refusal(self, upload: _Upload, most: int, *, has_all: bool) -> Response | None:
        """Return why an upload is refused whose file may have `most` bytes; None where it is taken."""
        if most <= 0:
            return refuse(NO_PLACE, FORBIDDEN)
        if upload.size > most + MULTIPART_BYTES:
            return _too_large(most)
        stored = self.stored()
        sizes = stored.get(upload.session, {}).values()
        coming = [other.size for other in self.coming if other.session == upload.session]
        if len(sizes) + len(coming) >= MAX_FILES:
            return refuse(TOO_MANY, CONTENT_TOO_LARGE)
        held = sum(sizes) + sum(coming)
        # Four small files, or a large one beside the one that it takes the place of.
        if held + upload.size > max(2 * most, MAX_FILES * OTHER_MEGABYTES * MEGABYTE) + MULTIPART_BYTES:
            return refuse(SESSION_FULL.format(held=max(1, held // MEGABYTE)), CONTENT_TOO_LARGE)
        by_client = self._bytes_by_client(stored)
        if by_client.total() + upload.size > self.most_held + MULTIPART_BYTES:
            return _refuse_for_now(SERVER_FULL, UNAVAILABLE)
        share = self.most_held if has_all else max(self.most_held // 2, most)
        if by_client[upload.client] + upload.size > share + MULTIPART_BYTES:
            sentence = CLIENT_FULL.format(
                held=round(by_client[upload.client] / MEGABYTE, 1), most=round(share / MEGABYTE, 1)
            )
            return _refuse_for_now(sentence, TOO_MANY_REQUESTS)
        return None

    def _bytes_by_client(self, stored: Mapping[str, Mapping[str, int]]) -> Counter[str]:
        """Return how many bytes of each client are stored or coming; those of files that are gone are forgotten."""
        sizes = {(session, file): size for session, files in stored.items() for file, size in files.items()}
        self.clients = {place: client for place, client in self.clients.items() if place in sizes}
        held: Counter[str] = Counter()
        for place, size in sizes.items():
            held[self.clients.get(place, "")] += size
        for upload in self.coming:
            held[upload.client] += upload.size
        return held


def _refuse_for_now(sentence: str, status: int) -> Response:
    refusal = refuse(sentence, status)
    refusal.headers["Retry-After"] = str(RETRY_SECONDS)
    return refusal


def _too_large(most: int) -> Response:
    return refuse(TOO_LARGE.format(most=most // MEGABYTE), CONTENT_TOO_LARGE)


# -- Hazard areas: taken where server and browser are one machine, or where the operator accepts them.
#
# An upload to another machine is already leaving. Elsewhere the page shows the command that measures, and takes its
# result. The decision is made of each request; a websocket carries it to the page as a header.

# The headers of a request that show a proxy between are its own (Via), and every X- header but those that Streamlit's
# page sends with a file. A proxy that adds none is seen by Origin, which a browser sends with every websocket and every
# upload: it names the host under which the page was opened. Where it is missing, a proxy may have cut it, and where a
# proxy writes a local name there too, the page knows better (`hazard_areas.answer` of the user interface).
_OF_PROXIES = ("forwarded", "via", "true-client-ip", "cdn-loop")
_FAMILIES_OF_PROXIES = ("x-", "cf-", "fastly-", "fly-")
_OF_THE_PAGE = ("x-xsrftoken", "x-xsrf-token", "x-requested-with")


def separation(scope: Scope, *, bound: str | None, settings: Settings) -> str:
    """Return why the browser of a request does not run on this machine, as a sentence; "" where it does.

    A request is of this machine only where all that is known of it says so, because a proxy on this machine asks from a
    loopback address for every reader.

    Parameters
    ----------
    bound
        The address that the server listens on (server.address); None is every one.

    Examples
    --------
    >>> headers = [(b"host", b"localhost:8501"), (b"origin", b"http://localhost:8501")]
    >>> separation({"client": ("127.0.0.1", 1), "headers": headers}, bound="127.0.0.1", settings=Settings())
    ''
    """
    if not is_loopback(bound):
        return "This server can be reached from other machines."
    headers = Headers(scope=scope)
    if settings.trusted_proxies or any(map(_is_of_a_proxy, headers)):
        return "A proxy stands before this server."
    client = (scope.get("client") or ("",))[0]
    if not _is_loopback_address(client):
        return "Your browser runs on another machine than this server."
    named, origins = headers.getlist("host"), headers.getlist("origin")
    public = urlsplit(settings.public_url).netloc
    hosts = [*map(host_of, named), *map(host_of_origin, origins), *([host_of(public)] if public else [])]
    if len(named) != 1 or len(origins) != 1 or not all(map(is_local, hosts)):
        return OTHER_NAME
    if not all(map(is_local, settings.allowed_hosts)):
        return "This server is there for readers under other names too."
    return ""


def hazard_refusal(scope: Scope, *, bound: str | None, settings: Settings) -> str:
    """Return why hazard areas are not taken from a request, as a sentence; "" where they are.

    The operator's setting decides, and without one, whether server and browser are one machine (`separation`).
    """
    if settings.hazard_areas:
        return "" if settings.hazard_areas == ACCEPT else "Who runs this server takes none."
    return separation(scope, bound=bound, settings=settings)


def may_accept_hazards(*, bound: str | None, settings: Settings) -> bool:
    """Return whether any request at all can bring hazard areas."""
    return settings.hazard_areas == ACCEPT or (settings.hazard_areas != REFUSE and is_loopback(bound))


def most_bytes(reason: str) -> int:
    """Return how large an upload may be, by the `hazard_refusal` of its request."""
    return (OTHER_MEGABYTES if reason else MOST_MEGABYTES) * MEGABYTE


def _is_of_a_proxy(header: str) -> bool:
    """Return whether a header, by its name in lower case, is one that a proxy adds and no browser."""
    return header in _OF_PROXIES or (header.startswith(_FAMILIES_OF_PROXIES) and header not in (*_OF_THE_PAGE, UPLOADS))


def _is_loopback_address(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def hazard_answer(scope: Scope, *, bound: str | None, settings: Settings) -> str:
    """Return what a page is told: `ACCEPTED`, `LEAVING`, or the `hazard_refusal`."""
    reason = hazard_refusal(scope, bound=bound, settings=settings)
    return reason or (LEAVING if separation(scope, bound=bound, settings=settings) else ACCEPTED)


class HazardAreas:
    """ASGI middleware: writes into the headers of each websocket whether hazard areas are taken, or why not.

    A header of that name that a client sends is cut.

    Parameters
    ----------
    answer_to
        Returns the `hazard_answer` to a request.
    """

    def __init__(self, app: ASGIApp, *, answer_to: Callable[[Scope], str]) -> None:
        self.app = app
        self.answer_to = answer_to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass every request on, a websocket with the header."""
        if scope["type"] == "websocket":
            others: Iterable[tuple[bytes, bytes]] = scope["headers"]
            own = (UPLOADS.encode(), self.answer_to(scope).encode("ascii"))
            scope = {**scope, "headers": [*(pair for pair in others if pair[0].lower() != own[0]), own]}
        await self.app(scope, receive, send)
