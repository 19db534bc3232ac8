"""The queue before the worker processes, which draw because drawing holds the GIL, and the files that it keeps."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from threading import Thread

from cachetools import LRUCache, TTLCache
from starlette.concurrency import run_in_threadpool

from dashboard.maps.atlas import Atlas
from dashboard.maps.own_data import is_requested
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, Format, Options, Payload, Subject, is_large
from dashboard.web.http_cache import CachedBody, cached_body
from dashboard.web.metrics import COUNTS, FILES
from dashboard.web.turns import MAX_OF_CLIENT, MAX_WAITING, Clients, Flights, Turns
from dashboard.web.workers import HAS_TEMPLATE, ExportError, Template, Worker
from geodata.errors import BoundaryError

MAX_CACHED = 32 * 2**20  # bytes of cached files
KEPT_SECONDS = 120.0  # since a file was last asked for
LARGE_NICENESS = 8  # added to that of the template: on a busy machine large files wait for small ones
# A file that ended its processes so often is not tried again for a while: its data or a library are at fault.
MAX_FAILURES, FAILURES_KEPT, FAILURE_SECONDS = 2, 256, 600.0
STARTING = "The processes that make files are being started."
GIVEN_UP = "This file cannot be made at present: it ended the processes that made it. Another format may do."


class ExportQueue:
    """Two workers, one for small and one for large files, turns before each, and an LRU cache of files by ETag.

    `composing` are the turns of what requests compose in this process before a worker can draw.

    Parameters
    ----------
    worker, large
        The workers; without `large`, the first writes large files too.
    waiting, of_client
        Requests that wait for a worker, of all clients and of one.
    kept
        Bytes of the cache.
    """

    def __init__(
        self,
        worker: Worker | None = None,
        large: Worker | None = None,
        *,
        waiting: int = MAX_WAITING,
        of_client: int = MAX_OF_CLIENT,
        kept: int = MAX_CACHED,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clock = clock
        self._template = Template()
        self._small = worker or Worker(self._template)
        self._large = large or worker or Worker(self._template, niceness=LARGE_NICENESS)
        self.composing = Turns(waiting=waiting, of_client=of_client)
        small_turns = Turns(waiting=waiting, of_client=of_client)
        self._turns = {self._small: small_turns}
        if self._large is not self._small:
            self._turns[self._large] = Turns(waiting=waiting, of_client=of_client)
        self._kept: LRUCache[str, CachedBody] = LRUCache(kept, getsizeof=lambda file: file.size)
        self._used_at: dict[str, float] = {}  # by ETag, when a kept file was last asked for
        self._making: Flights[str, CachedBody] = Flights()
        self._warming: Thread | None = None
        self._failures: TTLCache[str, int] = TTLCache(FAILURES_KEPT, FAILURE_SECONDS)

    def kept(self, key: str) -> CachedBody | None:
        """Return the file of an ETag, if it is in the cache."""
        file = self._kept.get(key)
        if file is not None:
            self._used_at[key] = self._clock()
            COUNTS.add(FILES, "", "kept")
        return file

    def expire(self) -> None:
        """Remove the files without a request in the last KEPT_SECONDS."""
        oldest = self._clock() - KEPT_SECONDS
        for key in [key for key in self._kept if self._used_at.get(key, 0) < oldest]:
            del self._kept[key]
        self._used_at = {key: at for key, at in self._used_at.items() if key in self._kept}

    def refresh_workers(self) -> None:
        """Have workers without a job for a while begin anew, with the memory of a fresh process; it blocks shortly."""
        for worker in self._turns:
            worker.refresh()

    async def get(
        self, key: str, file_format: Format, payload: Payload, options: Options, *, client: str = ""
    ) -> CachedBody:
        """Return the file of an ETag (`key`), from the cache or a worker; equal requests at one time share one job.

        Raises
        ------
        BusyError
            When too many requests wait.
        ExportError
            When the file could not be made.
        """
        kept = self.kept(key)
        if kept is not None:
            return kept
        return await self._making.get(
            key, client, lambda clients: self._make(key, file_format, payload, options, clients)
        )

    async def _make(
        self, key: str, file_format: Format, payload: Payload, options: Options, clients: Clients
    ) -> CachedBody:
        if self._failures.get(key, 0) >= MAX_FAILURES:
            raise ExportError(GIVEN_UP, 500)
        worker = self._large if is_large(file_format, options) else self._small
        try:
            async with self._turns[worker].turn(clients, weight=file_format.subject is not Subject.PAGE):
                body = await run_in_threadpool(worker.make, file_format, payload, options)
        except ExportError as error:
            if error.status in {503, 504}:
                self._failures[key] = self._failures.get(key, 0) + 1
            COUNTS.add(FILES, file_format.id, "failed")
            raise
        COUNTS.add(FILES, file_format.id, "made")
        response_body = await run_in_threadpool(cached_body, body, file_format.media_type, key)
        if not is_requested():  # a file of own data goes to its reader alone
            with suppress(ValueError):  # larger than all that may be kept
                self._kept[key] = response_body
                self._used_at[key] = self._clock()
        return response_body

    def is_ready(self, *, within: float = 0.0) -> bool:
        """Return whether all workers live and have made a file; it blocks for at most `within` seconds."""
        if self._warming is not None and within:
            self._warming.join(within)
        return all(worker.is_ready() for worker in self._turns)

    @property
    def kept_bytes(self) -> int:
        """Bytes of the files that are kept."""
        return int(self._kept.currsize)

    def waiting(self) -> dict[str, int]:
        """Return how many requests wait for a turn: to be composed, and for each worker."""
        lanes = {"small": self._turns[self._small], "large": self._turns[self._large]}
        return {"composing": self.composing.waiting, **{name: turns.waiting for name, turns in lanes.items()}}

    def load_writers(self) -> None:
        """Start the process that the workers are forked from, so that it loads while the server does."""
        if HAS_TEMPLATE:
            self._template.begin()

    def start(self, spec: MapSpec, *, today: date) -> None:
        """Have each worker draw in a thread, so that its slow imports are done at the first request; once at a time."""
        if self._warming is not None and self._warming.is_alive():
            return
        options = Options("", today)
        self._template.warm_up = tuple((FORMATS[name], spec, options) for name in ("embed", "picture"))

        def begin() -> None:
            for worker in self._turns:
                # The short one for the worker for which the pictures of the first pages wait.
                name = "png" if worker is self._large else "picture"
                with suppress(ExportError, BoundaryError):  # the first request reports it
                    worker.make(FORMATS[name], spec, options)

        self._warming = Thread(target=begin, daemon=True)
        self._warming.start()

    def start_missing(self, atlas: Atlas, *, within: float = 0.0) -> str:
        """Start the workers unless all of them are ready, and wait for at most `within` seconds until they are.

        Returns
        -------
        Why no reader should be sent here yet, as a sentence; empty where all workers are ready.

        Raises
        ------
        GeodataError
            When nothing can be drawn, because tables or boundaries break their rules.
        """
        if self.is_ready():
            return ""
        self.start(atlas.spec(View()), today=atlas.today())
        return "" if self.is_ready(within=within) else STARTING

    def close(self) -> None:
        """End the workers."""
        for worker in self._turns:
            worker.close()
        self._template.close()
