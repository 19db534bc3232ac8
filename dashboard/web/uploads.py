"""ASGI middleware for uploads: who may send a file, how much the server holds, and whether hazard areas are taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.maps.own_data import ACCEPTED, LEAVING, MOST_MEGABYTES, OTHER_MEGABYTES, UPLOADS
from dashboard.web.http_cache import refuse
from dashboard.web.settings import ACCEPT, REFUSE, Settings, host_of, is_local, is_loopback, root_of

# -- Limits of every upload, before a byte of it is read.

FORBIDDEN, CONTENT_TOO_LARGE, UNAVAILABLE = 403, 413, 503
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
SERVER_FULL = (
    "This server holds as many files of readers as it may at a time. Try again in a few minutes, when other pages have "
    "been closed."
)


class _TooLargeError(Exception):
    """More bytes have come than an upload may have."""


class UploadLimit:
    """ASGI middleware: refuses an upload that no page asks for, that is too large, or that would be one too many.

    Streamlit takes a file for any session that is open, has one limit of size for everybody (server.maxUploadSize),
    stores files until the session ends, and limits neither their number nor their bytes.

    Parameters
    ----------
    stored
        Called with the id of a session; returns the sizes of the files that Streamlit stores of it, in bytes.
    stored_bytes
        Returns how many bytes it stores of all sessions.
    most_bytes
        Called with the request and the id of its session; returns how large a file may be, 0 where the session is over
        or its page has no place for a file.
    most_held
        How many bytes may be stored of all sessions.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        stored: Callable[[str], list[int]],
        stored_bytes: Callable[[], int],
        most_bytes: Callable[[Scope, str], int],
        most_held: int = USUAL_MEGABYTES * MEGABYTE,
        base: str = "",
    ) -> None:
        self.app = app
        self.stored = stored
        self.stored_bytes = stored_bytes
        self.most_bytes = most_bytes
        self.most_held = most_held
        self.upload_path = re.compile(re.escape(root_of(base)) + r"/_stcore/upload_file/([^/]+)/[^/]+")
        self.files_coming: Counter[str] = Counter()  # by session
        self.bytes_coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hold an upload to the limits; pass every other request on."""
        is_put = scope["type"] == "http" and scope["method"] == "PUT"
        upload = self.upload_path.fullmatch(scope["path"]) if is_put else None
        if upload is None:
            await self.app(scope, receive, send)
            return
        session = upload[1]
        most = min(self.most_bytes(scope, session), self.most_held)
        length = Headers(scope=scope).get("content-length", "")
        # A browser names the length; of what names none, as much has to be free as it may bring.
        coming = int(length) if length.isdecimal() and len(length) <= LONGEST_NUMBER else most
        refusal = self._refusal(session, coming, most)
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

        self.files_coming[session] += 1
        self.bytes_coming[session] += coming
        try:
            await self.app(scope, limited, send)
        except _TooLargeError:
            await _too_large(most)(scope, receive, send)
        finally:
            self.files_coming[session] -= 1
            self.bytes_coming[session] -= coming
            if not self.files_coming[session]:
                del self.files_coming[session], self.bytes_coming[session]

    def _refusal(self, session: str, coming: int, most: int) -> Response | None:
        """Return why an upload is refused, by what it brings and may bring in bytes; None where it is taken."""
        if most <= 0:
            return refuse(NO_PLACE, FORBIDDEN)
        if coming > most + MULTIPART_BYTES:
            return _too_large(most)
        sizes = self.stored(session)
        if len(sizes) + self.files_coming[session] >= MAX_FILES:
            return refuse(TOO_MANY, CONTENT_TOO_LARGE)
        held = sum(sizes) + self.bytes_coming[session]
        # Four small files, or a large one beside the one that it takes the place of.
        if held + coming > max(2 * most, MAX_FILES * OTHER_MEGABYTES * MEGABYTE) + MULTIPART_BYTES:
            return refuse(SESSION_FULL.format(held=max(1, held // MEGABYTE)), CONTENT_TOO_LARGE)
        if self.stored_bytes() + self.bytes_coming.total() + coming > self.most_held + MULTIPART_BYTES:
            refusal = refuse(SERVER_FULL, UNAVAILABLE)
            refusal.headers["Retry-After"] = str(RETRY_SECONDS)
            return refusal
        return None


def _too_large(most: int) -> Response:
    return refuse(TOO_LARGE.format(most=most // MEGABYTE), CONTENT_TOO_LARGE)


# -- Hazard areas: taken where server and browser are one machine, or where the operator accepts them.
#
# An upload to another machine is already leaving. Elsewhere the page shows the command that measures, and takes its
# result. The decision is made of each request; a websocket carries it to the page as a header.

# Headers that a proxy adds to a request. A proxy that adds none is seen by Origin, which a browser sends with every
# websocket and upload: it names the host under which the page was opened.
_FORWARDING = ("forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip", "cf-ray")


def hazard_refusal(scope: Scope, *, bound: str | None, settings: Settings) -> str:
    """Return why hazard areas are not taken from a request, as a sentence; "" where they are.

    Parameters
    ----------
    bound
        The address that the server listens on (server.address); None is every one.

    Examples
    --------
    >>> hazard_refusal({"client": ("127.0.0.1", 1), "headers": [(b"host", b"localhost:8501")]}, bound="127.0.0.1",
    ...         settings=Settings())
    ''
    """
    if settings.hazard_areas:
        return "" if settings.hazard_areas == ACCEPT else "Who runs this server takes none."
    if not is_loopback(bound):
        return "This server can be reached from other machines."
    headers = Headers(scope=scope)
    if any(name in _FORWARDING or name.startswith("x-forwarded") for name in headers):
        return "A proxy stands before this server."
    client = (scope.get("client") or ("",))[0]
    if not _is_loopback_address(client):
        return "Your browser runs on another machine than this server."
    origins = headers.getlist("origin")
    hosts = [host_of(host) for host in headers.getlist("host")] + [_host_of_origin(origin) for origin in origins]
    public = urlsplit(settings.public_url).netloc
    hosts += [host_of(public)] if public else []
    if len(headers.getlist("host")) != 1 or not all(map(is_local, hosts)):
        return "This page was opened under a name that is not this machine's own."
    return ""


def may_accept_hazards(*, bound: str | None, settings: Settings) -> bool:
    """Return whether any request at all can bring hazard areas."""
    return settings.hazard_areas == ACCEPT or (settings.hazard_areas != REFUSE and is_loopback(bound))


def most_bytes(reason: str) -> int:
    """Return how large an upload may be, by the `hazard_refusal` of its request."""
    return (OTHER_MEGABYTES if reason else MOST_MEGABYTES) * MEGABYTE


def _is_loopback_address(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _host_of_origin(origin: str) -> str:
    """Return the host of an Origin header; "" for `null` and whatever is none."""
    try:
        return host_of(urlsplit(origin).netloc)
    except ValueError:
        return ""


def hazard_answer(scope: Scope, *, bound: str | None, settings: Settings) -> str:
    """Return what a page is told: `ACCEPTED`, `LEAVING`, or the `hazard_refusal`."""
    reason = hazard_refusal(scope, bound=bound, settings=settings)
    is_one_machine = not hazard_refusal(scope, bound=bound, settings=replace(settings, hazard_areas=""))
    return reason or (ACCEPTED if is_one_machine else LEAVING)


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
