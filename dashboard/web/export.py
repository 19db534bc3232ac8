"""The routes of files, such as /export/map.png?<link> and /export/story.html, and the queue that has them made."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections import OrderedDict
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Lock, Thread, Timer
from urllib.parse import parse_qs, quote

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
from dashboard.web.http_cache import ASK_AGAIN, Stored, refuse, respond, stored
from dashboard.web.params import AskedError, asked, one_of, seen, theme_of, width_of

# -- The route of files: /export/map.png?<link> and its like, made in the workshop and kept by whoever asked.

OWN = (*FROZEN_KEYS, "width", "theme", "download")
# What a file may do when a browser opens it: show itself, and reach nobody.
STILL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors *"
WAIT = "5"  # seconds after which somebody who was turned away may ask again


def export_routes(atlas: Atlas, workshop: Workshop, base: str = "", *, formats: Formats = FORMATS) -> list[BaseRoute]:
    """Return the route that serves a view as a file of each of the formats.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    known_formats = formats.of(Subject.VIEW)

    def prepared(ending: str, query: str, address: str) -> tuple[MapSpec, Options, dict[str, str], str, str]:
        one_of("the ending", ending, known_formats, status=404, shown=lambda word: f"“.{word}”")
        found = asked(query, atlas, own=OWN)
        options = Options(address, atlas.today(), width_of(found.own.get("width")), theme_of(found.own.get("theme")))
        spec, control = seen(found, atlas)
        return spec, options, found.own, control, etag(known_formats[ending], spec, options)

    async def export(request: Request) -> Response:
        ending = request.path_params["ending"]
        try:
            spec, options, own, control, key = await run_in_threadpool(
                prepared, ending, request.url.query, public_address(request, base)
            )
            if key in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers={"ETag": f'"{key}"', "Cache-Control": control})
            found = await workshop.get(key, known_formats[ending], spec, options)
        except AskedError as error:
            return refuse(str(error), error.status)
        except WorkshopError as error:
            return turned_away(error)
        name = f"{file_stem(spec)}.{ending}"
        return answered(request, found, known_formats[ending], name, control=control, is_kept="download" in own)

    return [Route(root_of(base) + "/export/map.{ending}", export, name="export")]


def answered(
    request: Request, found: Stored, file_format: Format, name: str, *, control: str, is_kept: bool
) -> Response:
    """Return a file under its name, to be looked at or to be kept."""
    answer = respond(request, found, control)
    how = "attachment" if is_kept else "inline"
    answer.headers["Content-Disposition"] = f"{how}; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    if not file_format.is_active:  # an active one says itself what may run in it
        answer.headers["Content-Security-Policy"] = STILL
    answer.headers["Atlas-File-Bytes"] = str(len(found.plain))  # Content-Length is that of the compressed form
    answer.headers["Access-Control-Allow-Origin"] = "*"  # public data, for slides and notebooks on other sites
    return answer


def turned_away(error: WorkshopError) -> Response:
    """Return the answer to somebody whose file was not made."""
    answer = refuse(str(error), error.status)
    if error.status == 503:
        answer.headers["Retry-After"] = WAIT
    return answer


# -- The route of a story's files: /export/story.html and its like, of the story that the address holds or of ours.

NAME = "mine-ban-atlas_story"
KEYS = ("story", "theme", "download")


def story_routes(atlas: Atlas, workshop: Workshop, base: str = "", *, formats: Formats = FORMATS) -> list[BaseRoute]:
    """Return the route that serves a story as a file of each of the formats.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    known_formats = formats.of(Subject.STORY)

    def prepared(ending: str, query: str, address: str) -> tuple[StoryJob, Options, dict[str, str], str]:
        one_of("the ending", ending, known_formats, status=404, shown=lambda word: f"“.{word}”")
        if len(query) > LONGEST + 500:
            raise AskedError(
                f"The address is longer than {LONGEST + 500} characters; a longer story is kept as a file.", 414
            )
        parameters = parse_qs(query, keep_blank_values=True)
        given = {key: values[-1] for key, values in parameters.items() if not is_tracking_parameter(key)}
        for key in given:
            one_of("a parameter", key, KEYS)
        story = _story(given.get("story"), atlas)
        lacking = undrawable_in_pdf(story) if known_formats[ending].has_own_fonts else ""
        if lacking:
            raise AskedError(lacking, 422)
        options = Options(address, atlas.today(), theme=theme_of(given.get("theme")))
        steps = tuple((atlas.told(step), atlas.spec(step.view)) for step in story.steps)
        job = StoryJob(story.title or "A story", steps)
        return job, options, given, etag(known_formats[ending], job, options)

    async def export(request: Request) -> Response:
        ending = request.path_params["ending"]
        try:
            job, options, own, key = await run_in_threadpool(
                prepared, ending, request.url.query, public_address(request, base)
            )
            if key in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers={"ETag": f'"{key}"', "Cache-Control": ASK_AGAIN})
            found = await workshop.get(key, known_formats[ending], job, options)
        except AskedError as error:
            return refuse(str(error), error.status)
        except WorkshopError as error:
            return turned_away(error)
        name = f"{NAME}.{ending}"
        return answered(request, found, known_formats[ending], name, control=ASK_AGAIN, is_kept="download" in own)

    return [Route(root_of(base) + "/export/story.{ending}", export, name="story")]


def _story(text: str | None, atlas: Atlas) -> Story:
    if text is None:
        return atlas.story()
    try:
        opened = read_story_parameter(text, atlas.catalogue())
    except StoryError as error:
        raise AskedError(f"“story” cannot be read: {error}.") from error
    if opened.problems:
        raise AskedError("\n".join(map(str, opened.problems)))
    if not opened.story.steps:
        raise AskedError("The story has no steps yet.")
    return opened.story


# -- Has files made in a process of their own, so that no reader's map waits for another reader's picture.

LOG = logging.getLogger("atlas.workshop")
ROOT = Path(__file__).parents[2]
SECONDS = 60.0  # no file takes a tenth of that on a machine with nothing else to do
MOST_WAITING = 12  # jobs: at half a second each, whoever comes after them would wait longer than people do
MOST_KEPT = 64 * 2**20  # bytes of files kept
# Of the answers of a worker that are no file: the content cannot be written in this format, the server cannot write it.
STATUSES = {REFUSED: 422, MISSING: 501}


class WorkshopError(Exception):
    """A file was not made; `status` is the HTTP status that says why, and the message a sentence for the reader."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class _Process:
    """A worker's process, with the two streams between us."""

    def __init__(self) -> None:
        paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        self._started = subprocess.Popen(
            [sys.executable, "-m", "dashboard.render.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self.pid, self.kill = self._started.pid, self._started.kill

    def is_alive(self) -> bool:
        return self._started.poll() is None

    def ask(self, job: tuple[Format, Payload, Options]) -> tuple[str, bytes | str]:
        """Return the answer to a job; EOFError or OSError when the process ends before it."""
        jobs, answers = self._started.stdin, self._started.stdout
        if jobs is None or answers is None:
            raise EOFError("the worker has no streams")
        send(jobs, job)
        found: tuple[str, bytes | str] = receive(answers)
        return found

    def end(self) -> None:
        self._started.kill()
        self._started.wait()
        for stream in (self._started.stdin, self._started.stdout):
            with suppress(OSError):  # what was never sent goes with it
                if stream is not None:
                    stream.close()


class Worker:
    """One process that makes files, started when it is first needed and anew when it has ended."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._process: _Process | None = None

    def make(self, file_format: Format, payload: Payload, options: Options) -> bytes:
        """Return a file; call it in a thread, where it waits for those before it.

        A job whose worker ended, because a system short of memory killed it, is tried once more by a new worker.

        Raises
        ------
        WorkshopError
            When two workers ended or one was too slow, or the file cannot be made; the next job finds a new worker.
        """
        with self._lock:
            try:
                how, found = self._ask((file_format, payload, options))
            except (EOFError, OSError):
                try:
                    how, found = self._ask((file_format, payload, options))
                except (EOFError, OSError) as error:
                    sentence = "The file could not be made just now. Ask for it again in a moment."
                    raise WorkshopError(sentence, 503) from error
        if isinstance(found, str):
            raise WorkshopError(found, STATUSES.get(how, 500))
        return found

    def _ask(self, job: tuple[Format, Payload, Options]) -> tuple[str, bytes | str]:
        """Return the answer to a job; EOFError or OSError when the process ended before it without being too slow."""
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
                raise WorkshopError(sentence, 504) from error
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
        """Return the number of the process, if there is one."""
        return self._process.pid if self._process else None


class Workshop:
    """A worker, the queue before it, and the files that were made last."""

    def __init__(self, worker: Worker | None = None, *, waiting: int = MOST_WAITING, kept: int = MOST_KEPT) -> None:
        self._worker = worker or Worker()
        self._waiting = waiting
        self._room = kept
        self._size = 0
        self._kept: OrderedDict[str, Stored] = OrderedDict()
        self._making: dict[str, asyncio.Future[Stored]] = {}

    async def get(self, key: str, file_format: Format, payload: Payload, options: Options) -> Stored:
        """Return the file that `key` stands for, made now if it is not kept; two who ask at once wait for the same one.

        Raises
        ------
        WorkshopError
            When too many wait already, or the file could not be made.
        """
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            if len(self._making) >= self._waiting:
                raise WorkshopError("Too many files are being made at the moment. Ask again in a few seconds.", 503)
            self._making[key] = asyncio.ensure_future(self._make(key, file_format, payload, options))
        return await asyncio.shield(self._making[key])  # who goes away does not take it from the others

    async def _make(self, key: str, file_format: Format, payload: Payload, options: Options) -> Stored:
        try:
            body = await run_in_threadpool(self._worker.make, file_format, payload, options)
            made = await run_in_threadpool(stored, body, file_format.media_type, key)
        finally:
            del self._making[key]
        self._kept[key] = made
        self._size += made.size
        while self._size > self._room:
            _, oldest = self._kept.popitem(last=False)
            self._size -= oldest.size
        return made

    def start(self, spec: MapSpec, *, today: date) -> None:
        """Have the worker make a first picture in a thread, before anybody wants one: what it loads takes seconds."""

        def begin() -> None:
            with suppress(WorkshopError):  # who wants a file will be told
                self._worker.make(FORMATS["png"], spec, Options("", today))

        Thread(target=begin, daemon=True).start()

    def close(self) -> None:
        """End the worker."""
        self._worker.close()
