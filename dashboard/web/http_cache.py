"""Answers kept in memory: a body with its compressed form, its tag and the headers that let browsers keep it."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from cachetools import LRUCache
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

IMMUTABLE = "public, max-age=31536000, immutable"  # a year, the longest that RFC 9111 caches are known to honour
REVALIDATE = "no-cache"  # keep it, but ask with the tag whether it still holds
# Media types of text: these, and those with a structured syntax suffix (RFC 6839). Fonts and pictures are compressed
# already.
_TEXT = re.compile(r"text/|application/(?:json|javascript)|[^;]+\+(?:json|xml)\b")
LEAST_BYTES = 1000  # below about one network packet there is nothing to win
LEVEL = 9  # each body is compressed once in the life of the server


@dataclass(frozen=True, slots=True)
class Stored:
    """A body ready to be sent: plain, gzipped if that is smaller, and the hash that both tags are made of."""

    plain: bytes
    zipped: bytes | None
    media_type: str
    digest: str

    @property
    def size(self) -> int:
        """Bytes that it takes to keep."""
        return len(self.plain) + len(self.zipped or b"")


def stored(body: bytes, media_type: str, digest: str = "") -> Stored:
    """Return `body` with its compressed form; slow for large bodies, so call it in a worker thread.

    `digest` is what both tags are made of, where something better than the hash of the body is known.
    """
    zipped = None
    if len(body) >= LEAST_BYTES and _TEXT.match(media_type):
        # No time stamp inside, so that equal bodies give equal bytes.
        found = gzip.compress(body, LEVEL, mtime=0)
        zipped = found if len(found) < len(body) else None
    return Stored(body, zipped, media_type, digest or hashlib.sha256(body).hexdigest()[:20])


def respond(request: Request, found: Stored, cache_control: str) -> Response:
    """Return `found` as the browser can take it, or 304 when the browser has it already."""
    # Starlette's own bundle middleware compresses by this same test; browsers that refuse gzip do not name it.
    body = found.zipped if found.zipped and "gzip" in request.headers.get("accept-encoding", "") else found.plain
    tag = f'"{found.digest}{"-gz" if body is found.zipped else ""}"'
    headers = {
        "Cache-Control": cache_control,
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if tag in [part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=headers)
    if body is found.zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=found.media_type, headers=headers)


def refuse(sentence: str, status: int = 404) -> Response:
    """Return a refusal that says in a sentence what was wrong, and that no cache keeps."""
    return PlainTextResponse(
        sentence, status, headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    )


class Shelf(Generic[K, T]):
    """A bounded memory of things that are slow to make: the longest unused goes first.

    One thing is made at a time, so that ten readers who arrive together cost as much as one.
    """

    def __init__(self, make: Callable[[K], T], *, most: int) -> None:
        self._make = make
        self._kept: LRUCache[K, T] = LRUCache(most)
        self._lock = Lock()

    def get(self, key: K) -> T:
        """Return what belongs to `key`, made now if it is not kept; call it in a worker thread."""
        with self._lock:
            if key not in self._kept:
                self._kept[key] = self._make(key)
            return self._kept[key]
