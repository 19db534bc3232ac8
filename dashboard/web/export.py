"""The routes of files, such as /export/map.png?<link> and /export/story.html, and the queue of the worker process."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock, Thread, Timer
from urllib.parse import parse_qs, quote

from cachetools import LRUCache
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.atlas import Atlas
from dashboard.maps.link import FROZEN_KEYS, is_tracking_parameter
from dashboard.maps.spec import MapSpec
from dashboard.maps.story.codec import LONGEST, StoryError, read_story_parameter
from dashboard.maps.story.model import Story
from dashboard.render.formats import (
    FORMATS,
    BriefJob,
    Format,
    Formats,
    Options,
    Payload,
    StoryJob,
    Subject,
    etag,
    undrawable_in_pdf,
)
from dashboard.render.picture_text import file_stem
from dashboard.render.worker import MISSING, REFUSED, receive, send
from dashboard.web.http_cache import REVALIDATE, CachedBody, cached_body, not_modified, refuse, respond
from dashboard.web.params import SHORT_LIVED, ParamsError, one_of, read_params, requested_spec, theme_of, width_of
from dashboard.web.settings import public_address, root_of

# -- Answering with what the worker writes: one way for files of a view, files of a story and single pages.

# Content-Security-Policy of a file without scripts: inline styles, `data:` images and fonts, no network.
PASSIVE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors *"
RETRY_AFTER = "5"  # seconds, where the queue is full or the worker has ended


@dataclass(frozen=True, slots=True)
class FileRequest:
    """What a request asks the worker to write, and the Cache-Control of the response.

    `name` is that of a file, without its ending; `is_download` says whether the browser saves it or shows it.
    """

    file_format: Format
    payload: Payload
    options: Options
    control: str
    name: str = ""
    is_download: bool = False


async def respond_with_file(
    request: Request,
    queue: ExportQueue,
    read: Callable[[], FileRequest],
    headers: Callable[[FileRequest, CachedBody], Mapping[str, str]],
) -> Response:
    """Return the response to a request for something that the worker writes; 304 before it is written, if possible.

    Parameters
    ----------
    read
        Reads the request; called in a worker thread. Its ParamsError is the response.
    headers
        Returns the headers that the response has beside those of every cached body.
    """

    def read_with_etag() -> tuple[FileRequest, str]:
        wanted = read()
        return wanted, etag(wanted.file_format, wanted.payload, wanted.options)

    try:
        wanted, key = await run_in_threadpool(read_with_etag)
        unchanged = not_modified(request, key, wanted.control)
        if unchanged is not None:
            return unchanged
        body = await queue.get(key, wanted.file_format, wanted.payload, wanted.options)
    except ParamsError as error:
        return refuse(str(error), error.status)
    except ExportError as error:
        response = refuse(str(error), error.status)
        if error.status == 503:
            response.headers["Retry-After"] = RETRY_AFTER
        return response
    response = respond(request, body, wanted.control)
    response.headers.update(headers(wanted, body))
    return response


def file_headers(wanted: FileRequest, body: CachedBody) -> Mapping[str, str]:
    """Return the headers of a file: its name, its policy, its size, and that pages of any origin may read it."""
    name = f"{wanted.name}.{wanted.file_format.ending}"
    how = "attachment" if wanted.is_download else "inline"
    headers = {
        "Content-Disposition": f"{how}; filename=\"{name}\"; filename*=UTF-8''{quote(name)}",
        "Atlas-File-Bytes": str(len(body.plain)),  # Content-Length is that of the compressed form
        "Access-Control-Allow-Origin": "*",  # public data, for slides and notebooks on other sites
    }
    if not wanted.file_format.is_active:  # an active one has a policy of its own
        headers["Content-Security-Policy"] = PASSIVE_POLICY
    return headers


# -- Files of a view: /export/map.png?<link> and its like.

FILE_PARAMS = (*FROZEN_KEYS, "width", "theme", "download")


def export_routes(atlas: Atlas, queue: ExportQueue, base: str = "", *, formats: Formats = FORMATS) -> list[BaseRoute]:
    """Return the route that serves a view as a file of each of the formats.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    known_formats = formats.of(Subject.VIEW)

    def file_request(ending: str, query: str, address: str) -> FileRequest:
        one_of("the ending", ending, known_formats, status=404, shown=lambda word: f"“.{word}”")
        params = read_params(query, atlas, extra=FILE_PARAMS)
        options = Options(
            address, atlas.today(), width_of(params.extra.get("width")), theme_of(params.extra.get("theme"))
        )
        spec, control = requested_spec(params, atlas)
        return FileRequest(
            known_formats[ending], spec, options, control, file_stem(spec), is_download="download" in params.extra
        )

    async def export(request: Request) -> Response:
        ending, query, address = request.path_params["ending"], request.url.query, public_address(request, base)
        return await respond_with_file(request, queue, lambda: file_request(ending, query, address), file_headers)

    return [Route(root_of(base) + "/export/map.{ending}", export, name="export")]


# -- The brief of the country of a link: /export/brief.pdf?v=1&country=UKR.

NO_COUNTRY = "A brief is of one country: the link needs “country”, such as country=UKR."


def brief_routes(atlas: Atlas, queue: ExportQueue, base: str = "", *, formats: Formats = FORMATS) -> list[BaseRoute]:
    """Return the route that serves the brief of the country of a link as a file of each of the formats.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    known_formats = formats.of(Subject.BRIEF)

    def file_request(ending: str, query: str, address: str) -> FileRequest:
        one_of("the ending", ending, known_formats, status=404, shown=lambda word: f"“.{word}”")
        params = read_params(query, atlas, extra=("download",))
        view = params.view
        if view.country is None:
            raise ParamsError(NO_COUNTRY)
        job = BriefJob(*atlas.brief(view, view.country))
        return FileRequest(
            known_formats[ending],
            job,
            Options(address, atlas.today()),
            REVALIDATE if view.day is None else SHORT_LIVED,
            brief_stem(job),
            is_download="download" in params.extra,
        )

    async def export(request: Request) -> Response:
        ending, query, address = request.path_params["ending"], request.url.query, public_address(request, base)
        return await respond_with_file(request, queue, lambda: file_request(ending, query, address), file_headers)

    return [Route(root_of(base) + "/export/brief.{ending}", export, name="brief")]


def brief_stem(job: BriefJob) -> str:
    """Return the name of the file of a brief, without its ending."""
    return f"mine-ban-atlas_brief_{job.brief.area}_{job.brief.day.isoformat()}"


# -- Files of a story, that of `story=` or the shipped one: /export/story.html and its like.

NAME = "mine-ban-atlas_story"
STORY_PARAMS = ("story", "theme", "download")


def story_routes(atlas: Atlas, queue: ExportQueue, base: str = "", *, formats: Formats = FORMATS) -> list[BaseRoute]:
    """Return the route that serves a story as a file of each of the formats.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    known_formats = formats.of(Subject.STORY)

    def file_request(ending: str, query: str, address: str) -> FileRequest:
        one_of("the ending", ending, known_formats, status=404, shown=lambda word: f"“.{word}”")
        if len(query) > LONGEST + 500:
            raise ParamsError(
                f"The address is longer than {LONGEST + 500} characters; a longer story is kept as a file.", 414
            )
        parameters = parse_qs(query, keep_blank_values=True)
        story_params = {key: values[-1] for key, values in parameters.items() if not is_tracking_parameter(key)}
        for key in story_params:
            one_of("a parameter", key, STORY_PARAMS)
        story = _story(story_params.get("story"), atlas)
        lacking = undrawable_in_pdf(story) if known_formats[ending].has_own_fonts else ""
        if lacking:
            raise ParamsError(lacking, 422)
        options = Options(address, atlas.today(), theme=theme_of(story_params.get("theme")))
        steps = tuple((atlas.step_text(step), atlas.spec(step.view)) for step in story.steps)
        job = StoryJob(story.title or "A story", steps)
        return FileRequest(
            known_formats[ending], job, options, REVALIDATE, NAME, is_download="download" in story_params
        )

    async def export(request: Request) -> Response:
        ending, query, address = request.path_params["ending"], request.url.query, public_address(request, base)
        return await respond_with_file(request, queue, lambda: file_request(ending, query, address), file_headers)

    return [Route(root_of(base) + "/export/story.{ending}", export, name="story")]


def _story(text: str | None, atlas: Atlas) -> Story:
    if text is None:
        return atlas.story()
    try:
        opened = read_story_parameter(text, atlas.catalogue())
    except StoryError as error:
        raise ParamsError(f"“story” cannot be read: {error}.") from error
    if opened.problems:
        raise ParamsError("\n".join(map(str, opened.problems)))
    if not opened.story.steps:
        raise ParamsError("The story has no steps yet.")
    return opened.story


# -- The queue of the worker process: drawing holds the GIL, so in this process it would stop every other response.

LOG = logging.getLogger("atlas.export")
ROOT = Path(__file__).parents[2]
TIMEOUT = 60.0  # seconds: on an idle machine no file takes a tenth of that
MAX_WAITING = 12  # jobs: at half a second each, the next one would wait for longer than readers do
MAX_CACHED = 64 * 2**20  # bytes of cached files with their compressed forms
# HTTP status for a worker's answer without a file: the content cannot be written so, the writer cannot be imported.
STATUSES = {REFUSED: 422, MISSING: 501}


class ExportError(Exception):
    """A file was not made; the message is for the reader, `status` the HTTP status."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class _Process:
    """The process of a worker, with the pipes to and from it."""

    def __init__(self) -> None:
        paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        self._popen = subprocess.Popen(
            [sys.executable, "-m", "dashboard.render.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self.pid, self.kill = self._popen.pid, self._popen.kill

    def is_alive(self) -> bool:
        return self._popen.poll() is None

    def ask(self, job: tuple[Format, Payload, Options]) -> tuple[str, bytes | str]:
        """Return the answer to a job; EOFError or OSError when the process ends before it."""
        jobs, answers = self._popen.stdin, self._popen.stdout
        if jobs is None or answers is None:
            raise EOFError("the worker has no streams")
        send(jobs, job)
        answer: tuple[str, bytes | str] = receive(answers)
        return answer

    def end(self) -> None:
        self._popen.kill()
        self._popen.wait()
        for stream in (self._popen.stdin, self._popen.stdout):
            with suppress(OSError):  # unsent bytes in the buffer
                if stream is not None:
                    stream.close()


class Worker:
    """One process that writes files, started on first use and restarted when it has ended."""

    def __init__(self, *, seconds: float = TIMEOUT) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._process: _Process | None = None

    def make(self, file_format: Format, payload: Payload, options: Options) -> bytes:
        """Return a file; blocks until the jobs before it are done, so call it in a worker thread.

        A job whose process ended, as when the kernel is out of memory, is tried once more in a new process.

        Raises
        ------
        ExportError
            When two processes ended (503), one exceeded the timeout (504), or the file cannot be written (422, 500,
            501). The next job gets a new process.
        """
        with self._lock:
            try:
                result, content = self._ask((file_format, payload, options))
            except (EOFError, OSError):
                try:
                    result, content = self._ask((file_format, payload, options))
                except (EOFError, OSError) as error:
                    sentence = "The file could not be made just now. Ask for it again in a moment."
                    raise ExportError(sentence, 503) from error
        if isinstance(content, str):
            raise ExportError(content, STATUSES.get(result, 500))
        return content

    def _ask(self, job: tuple[Format, Payload, Options]) -> tuple[str, bytes | str]:
        """Return the answer to a job; EOFError or OSError when the process ended within the timeout."""
        process = self._living()
        timer = Timer(self._seconds, process.kill)
        started = time.monotonic()
        timer.start()
        try:
            return process.ask(job)
        except (EOFError, OSError) as error:
            self.close()
            LOG.warning("the worker ended while it made a file")
            if time.monotonic() - started >= self._seconds:
                sentence = f"The file was not ready after {self._seconds:g} s and was given up. A smaller one may do."
                raise ExportError(sentence, 504) from error
            raise
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.end()
        self._process = None

    def _living(self) -> _Process:
        if self._process is None or not self._process.is_alive():
            self.close()
            self._process = _Process()
        return self._process

    def pid(self) -> int | None:
        """Return the process id, if there is a process."""
        return self._process.pid if self._process else None


class ExportQueue:
    """A worker, the queue before it, and an LRU cache of files by ETag."""

    def __init__(self, worker: Worker | None = None, *, waiting: int = MAX_WAITING, kept: int = MAX_CACHED) -> None:
        self._worker = worker or Worker()
        self._waiting = waiting
        self._kept: LRUCache[str, CachedBody] = LRUCache(kept, getsizeof=lambda file: file.size)
        self._making: dict[str, asyncio.Future[CachedBody]] = {}

    async def get(self, key: str, file_format: Format, payload: Payload, options: Options) -> CachedBody:
        """Return the file of an ETag (`key`), from the cache or the worker; equal requests at one time share one job.

        Raises
        ------
        ExportError
            When the queue is full (503), or the file could not be made.
        """
        if key in self._kept:
            return self._kept[key]
        if key not in self._making:
            if len(self._making) >= self._waiting:
                raise ExportError("Too many files are being made at the moment. Ask again in a few seconds.", 503)
            self._making[key] = asyncio.ensure_future(self._make(key, file_format, payload, options))
        return await asyncio.shield(self._making[key])  # a cancelled request leaves the job to the others

    async def _make(self, key: str, file_format: Format, payload: Payload, options: Options) -> CachedBody:
        try:
            body = await run_in_threadpool(self._worker.make, file_format, payload, options)
            response_body = await run_in_threadpool(cached_body, body, file_format.media_type, key)
        finally:
            del self._making[key]
        with suppress(ValueError):  # larger than all that may be kept
            self._kept[key] = response_body
        return response_body

    def start(self, spec: MapSpec, *, today: date) -> None:
        """Have the worker draw a picture in a thread, so that its slow imports are done at the first request."""

        def begin() -> None:
            with suppress(ExportError):  # the first request reports it
                self._worker.make(FORMATS["png"], spec, Options("", today))

        Thread(target=begin, daemon=True).start()

    def close(self) -> None:
        """End the worker."""
        self._worker.close()
