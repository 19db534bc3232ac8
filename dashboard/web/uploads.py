"""ASGI middleware before Streamlit's address of uploads: who may send a file there, and how much the server holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.maps.own_data import OTHER_MEGABYTES
from dashboard.web.http_cache import refuse
from dashboard.web.settings import root_of

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
