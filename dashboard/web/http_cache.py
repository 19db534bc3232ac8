"""Bodies of responses cached in memory: plain and gzipped, with the ETag and the Cache-Control of the answer."""

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
from starlette.responses import Response

from dashboard.maps.own_data import is_requested

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

IMMUTABLE = "public, max-age=31536000, immutable"  # a year, the longest that RFC 9111 caches are known to honour
REVALIDATE = "no-cache"  # the browser keeps it and revalidates it with its ETag
# Media types of text: these, and those with a structured syntax suffix (RFC 6839). Fonts and pictures are compressed
# already.
_TEXT = re.compile(r"text/|application/(?:json|javascript)|[^;]+\+(?:json|xml)\b")
_WEIGHT = re.compile(r"^\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*$", re.IGNORECASE)
_OPAQUE_TAG = re.compile(r'"[^"]*"')
LEAST_BYTES = 1000  # a smaller body fits into one network packet anyway
LEVEL = 9  # each body is compressed once in the life of the server


@dataclass(frozen=True, slots=True)
class CachedBody:
    """The body of a response in one form, gzipped if that is smaller, and the hash that the ETags of both are made of.

    `length` is that of the plain form. Text is a sixth as large gzipped, and hardly a client asks for it plain.
    """

    stored: bytes
    is_zipped: bool
    length: int
    media_type: str
    digest: str

    @property
    def size(self) -> int:
        """The bytes that it takes in memory."""
        return len(self.stored)

    @property
    def plain(self) -> bytes:
        """The plain form."""
        return gzip.decompress(self.stored) if self.is_zipped else self.stored

    @property
    def zipped(self) -> bytes:
        """The gzipped form."""
        return self.stored if self.is_zipped else gzip.compress(self.stored, LEVEL, mtime=0)


def cached_body(body: bytes, media_type: str, digest: str = "") -> CachedBody:
    """Return `body`, gzipped if it is text that becomes smaller.

    Compression of large bodies is slow: call it in a worker thread.

    Parameters
    ----------
    digest
        What both ETags are made of; without it, 20 hexadecimal digits of the SHA-256 of the body.
    """
    stored = body
    if len(body) >= LEAST_BYTES and _TEXT.match(media_type):
        # No time stamp inside, so that equal bodies give equal bytes.
        stored = min(gzip.compress(body, LEVEL, mtime=0), body, key=len)
    digest = digest or hashlib.sha256(body).hexdigest()[:20]
    return CachedBody(stored, stored is not body, len(body), media_type, digest)


def respond(request: Request, cached: CachedBody, cache_control: str) -> Response:
    """Return the body, gzipped when Accept-Encoding allows it, or 304 when If-None-Match names its ETag."""
    has_gzip, has_identity = takes_encodings(request.headers.get("accept-encoding", ""))
    is_zipped = has_gzip and (cached.is_zipped or not has_identity)
    tag = _etag(cached.digest, is_zipped=is_zipped)
    headers = _headers(tag, cache_control)
    if _is_known(tag, request):
        return Response(status_code=304, headers=headers)
    if is_zipped:
        headers["Content-Encoding"] = "gzip"
    return Response(cached.zipped if is_zipped else cached.plain, media_type=cached.media_type, headers=headers)


def takes_encodings(text: str) -> tuple[bool, bool]:
    """Return whether an Accept-Encoding takes gzip, and whether it takes a body as it is (RFC 9110, 12.5.3).

    Examples
    --------
    >>> takes_encodings("gzip, deflate, br"), takes_encodings(""), takes_encodings("gzip;q=0")
    ((True, True), (False, True), (False, True))
    >>> takes_encodings("*"), takes_encodings("*;q=0"), takes_encodings("gzip, identity;q=0")
    ((True, True), (False, False), (True, False))
    """
    weights = {
        name.strip().lower(): _weight(rest) for name, _, rest in (part.partition(";") for part in text.split(","))
    }
    anything = weights.get("*", 0.0)
    has_gzip = max(weights.get("gzip", anything), weights.get("x-gzip", 0.0)) > 0
    return has_gzip, weights.get("identity", weights.get("*", 1.0)) > 0


def _weight(text: str) -> float:
    """The weight of a coding; a parameter that is none counts as 1, as a header with a slip is read in good faith."""
    match = _WEIGHT.search(text)
    return float(match[1]) if match else 1.0


def not_modified(request: Request, digest: str, cache_control: str) -> Response | None:
    """Return 304 when If-None-Match names an ETag of a body by its hash, before there is a body; else None."""
    tags = (_etag(digest, is_zipped=is_zipped) for is_zipped in (False, True))
    tag = next((tag for tag in tags if _is_known(tag, request)), None)
    return Response(status_code=304, headers=_headers(tag, cache_control)) if tag else None


def _etag(digest: str, *, is_zipped: bool) -> str:
    return f'"{digest}{"-gz" if is_zipped else ""}"'


def _is_known(tag: str, request: Request) -> bool:
    """Whether If-None-Match names an ETag, or any; weak comparison, as RFC 9110, 13.1.2 has it."""
    text = request.headers.get("if-none-match", "")
    return text.strip() == "*" or tag in _OPAQUE_TAG.findall(text)


def _headers(tag: str, cache_control: str) -> dict[str, str]:
    return {
        "Cache-Control": cache_control,
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }


class ComputedCache(Generic[K, T]):
    """A cache of values that are slow to compute, `most` of them; the least recently used is dropped first.

    Each key has a lock of its own: requests for it that arrive together compute it once, and no other key waits.
    """

    def __init__(self, compute: Callable[[K], T], *, most: int) -> None:
        self._compute = compute
        self._kept: LRUCache[K, T] = LRUCache(most)
        self._lock = Lock()  # of both tables; held for no computation
        self._computing: dict[K, Lock] = {}

    def kept(self, key: K) -> T:
        """Return the cached value of `key`; it raises KeyError where there is none, and does not block."""
        with self._lock:
            return self._kept[key]

    def get(self, key: K) -> T:
        """Return the value of `key`, computed now unless it is cached; it blocks, so call it in a worker thread.

        What is computed with the own data of a reader is not cached.
        """
        if is_requested():
            return self._compute(key)
        with self._lock:
            if key in self._kept:
                return self._kept[key]
            computing = self._computing.setdefault(key, Lock())
        with computing:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]
            try:
                value = self._compute(key)
                with self._lock:
                    self._kept[key] = value
            finally:
                with self._lock:
                    self._computing.pop(key, None)
        return value
