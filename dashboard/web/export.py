"""The routes of files, such as /export/map.png?<link> and /export/story.html, and the queue of the worker process."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import time
from contextlib import suppress
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
from dashboard.web.addresses import public_address, root_of
from dashboard.web.http_cache import REVALIDATE, CachedBody, cached_body, refuse, respond
from dashboard.web.params import ParamsError, one_of, read_params, requested_spec, theme_of, width_of

# -- Files of a view: /export/map.png?<link> and its like.

FILE_PARAMS = (*FROZEN_KEYS, "width", "theme", "download")
# Content-Security-Policy of a file without scripts: inline styles, `data:` images and fonts, no network.
PASSIVE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors *"
RETRY_AFTER = "5"  # seconds, where the queue is full or the worker has ended


def export_routes(atlas: Atlas, queue: ExportQueue, base: str = "", *, formats: Formats = FORMATS) -> list[BaseRoute]:
    """Return the route that serves a view as a file of each of the formats.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    known_formats = formats.of(Subject.VIEW)

    def read_request(ending: str, query: str, address: str) -> tuple[MapSpec, Options, dict[str, str], str, str]:
        one_of("the ending", ending, known_formats, status=404, shown=lambda word: f"“.{word}”")
        params = read_params(query, atlas, extra=FILE_PARAMS)
        options = Options(
            address, atlas.today(), width_of(params.extra.get("width")), theme_of(params.extra.get("theme"))
        )
        spec, control = requested_spec(params, atlas)
        return spec, options, params.extra, control, etag(known_formats[ending], spec, options)

    async def export(request: Request) -> Response:
        ending = request.path_params["ending"]
        try:
            spec, options, extra, control, key = await run_in_threadpool(
                read_request, ending, request.url.query, public_address(request, base)
            )
            if key in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers={"ETag": f'"{key}"', "Cache-Control": control})
            body = await queue.get(key, known_formats[ending], spec, options)
        except ParamsError as error:
            return refuse(str(error), error.status)
        except ExportError as error:
            return error_response(error)
        name = f"{file_stem(spec)}.{ending}"
        return file_response(request, body, known_formats[ending], name, control=control, is_kept="download" in extra)

    return [Route(root_of(base) + "/export/map.{ending}", export, name="export")]


def file_response(
    request: Request, body: CachedBody, file_format: Format, name: str, *, control: str, is_kept: bool
) -> Response:
    """Return the response with a file, inline or as a download (`is_kept`)."""
    response = respond(request, body, control)
    how = "attachment" if is_kept else "inline"
    response.headers["Content-Disposition"] = f"{how}; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    if not file_format.is_active:  # an active one has a policy of its own
        response.headers["Content-Security-Policy"] = PASSIVE_POLICY
    response.headers["Atlas-File-Bytes"] = str(len(body.plain))  # Content-Length is that of the compressed form
    response.headers["Access-Control-Allow-Origin"] = "*"  # public data, for slides and notebooks on other sites
    return response


def error_response(error: ExportError) -> Response:
    """Return the response for a file that was not made."""
    response = refuse(str(error), error.status)
    if error.status == 503:
        response.headers["Retry-After"] = RETRY_AFTER
    return response


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

    def read_request(ending: str, query: str, address: str) -> tuple[StoryJob, Options, dict[str, str], str]:
        one_of("the ending", ending, known_formats, status=404, shown=lambda word: f"“.{word}”")
        if len(query) > LONGEST + 500:
            raise ParamsError(
                f"The address is longer than {LONGEST + 500} characters; a longer story is kept as a file.", 414
            )
        parameters = parse_qs(query, keep_blank_values=True)
        given = {key: values[-1] for key, values in parameters.items() if not is_tracking_parameter(key)}
        for key in given:
            one_of("a parameter", key, STORY_PARAMS)
        story = _story(given.get("story"), atlas)
        lacking = undrawable_in_pdf(story) if known_formats[ending].has_own_fonts else ""
        if lacking:
            raise ParamsError(lacking, 422)
        options = Options(address, atlas.today(), theme=theme_of(given.get("theme")))
        steps = tuple((atlas.step_text(step), atlas.spec(step.view)) for step in story.steps)
        job = StoryJob(story.title or "A story", steps)
        return job, options, given, etag(known_formats[ending], job, options)

    async def export(request: Request) -> Response:
        ending = request.path_params["ending"]
        try:
            job, options, extra, key = await run_in_threadpool(
                read_request, ending, request.url.query, public_address(request, base)
            )
            if key in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers={"ETag": f'"{key}"', "Cache-Control": REVALIDATE})
            body = await queue.get(key, known_formats[ending], job, options)
        except ParamsError as error:
            return refuse(str(error), error.status)
        except ExportError as error:
            return error_response(error)
        name = f"{NAME}.{ending}"
        return file_response(
            request, body, known_formats[ending], name, control=REVALIDATE, is_kept="download" in extra
        )

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
            made = await run_in_threadpool(cached_body, body, file_format.media_type, key)
        finally:
            del self._making[key]
        with suppress(ValueError):  # larger than all that may be kept
            self._kept[key] = made
        return made

    def start(self, spec: MapSpec, *, today: date) -> None:
        """Have the worker draw a picture in a thread, so that its slow imports are done at the first request."""

        def begin() -> None:
            with suppress(ExportError):  # the first request reports it
                self._worker.make(FORMATS["png"], spec, Options("", today))

        Thread(target=begin, daemon=True).start()

    def close(self) -> None:
        """End the worker."""
        self._worker.close()
