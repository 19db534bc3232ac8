"""The routes of files, such as /export/map.png?<link> and /export/story.html."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import parse_qs, quote

from cachetools import LRUCache
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.atlas import Atlas
from dashboard.maps.link import FROZEN_KEYS, is_tracking_parameter
from dashboard.maps.story.codec import LONGEST, StoryError, read_story_parameter
from dashboard.maps.story.model import Story, with_own_of_story
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
from dashboard.render.html.standalone import standalone_policy
from dashboard.render.html.story import story_policy
from dashboard.render.picture_text import file_stem
from dashboard.web.export_queue import ExportQueue
from dashboard.web.http_cache import REVALIDATE, CachedBody, not_modified, respond
from dashboard.web.params import SHORT_LIVED, ParamsError, one_of, read_params, requested_spec, theme_of, width_of
from dashboard.web.policies import framed
from dashboard.web.refusals import BUSY_STATUS, refuse, refuse_busy
from dashboard.web.settings import public_address, root_of
from dashboard.web.turns import BusyError, client_of, hold_back
from dashboard.web.workers import ExportError

# -- Answering with what the workers write: one way for files of a view, files of a story and single pages.

ADDRESSES_KEPT = 2048  # a tenth of a kilobyte each
LONGEST_REMEMBERED = 1000  # characters of a query; that of a story has more


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """What a response says of its file, beside the bytes.

    `control` is its Cache-Control, `name` that of the file without its ending; `is_download` says whether the browser
    saves it or shows it.
    """

    file_format: Format
    control: str
    name: str = ""
    is_download: bool = False


@dataclass(frozen=True, slots=True)
class FileRequest:
    """What a request asks the worker to write."""

    answer: FileAnswer
    payload: Payload
    options: Options


Headers: TypeAlias = Callable[[FileAnswer, CachedBody], Mapping[str, str]]


class FileResponder:
    """Answers requests for what the workers write: from what is kept, with 304, or when the client has its turn.

    Which ETag an address has is remembered, so that a request for a file that is kept composes nothing.

    Parameters
    ----------
    atlas
        Its release and day are those of the remembered addresses; of a dataset with own data none is remembered.
    """

    def __init__(self, atlas: Atlas, queue: ExportQueue) -> None:
        self._atlas, self._queue = atlas, queue
        self._known: LRUCache[Hashable, tuple[FileAnswer, str]] = LRUCache(ADDRESSES_KEPT)

    async def respond(
        self,
        request: Request,
        address: str,
        read: Callable[[], FileRequest],
        headers: Headers,
        *,
        busy: Callable[[str], Response] = refuse_busy,
        refused: Callable[[str, int], Response] = refuse,
    ) -> Response:
        """Return the response; a client that has too much waiting is refused before anything is composed.

        Parameters
        ----------
        address
            The public address of the atlas, which the file contains.
        read
            Reads the request; called in a worker thread. Its ParamsError is the response.
        headers
            Returns the headers that the response has beside those of every cached body.
        busy
            Returns the response to a request that is to be repeated a little later.
        refused
            Returns the response to a request that cannot be met, from a sentence and a status.
        """
        request_key = await run_in_threadpool(self._request_key, request, address)
        known = self._known.get(request_key) if request_key is not None else None
        if known is not None:
            kept = self._kept(request, *known, headers)
            if kept is not None:
                return kept

        def read_with_etag() -> tuple[FileRequest, str]:
            wanted = read()
            return wanted, etag(wanted.answer.file_format, wanted.payload, wanted.options)

        client = client_of(request)
        try:
            wanted, key = await self._queue.composing.run(client, read_with_etag)
            if request_key is not None:
                self._known[request_key] = wanted.answer, key
            kept = self._kept(request, wanted.answer, key, headers)
            if kept is not None:
                return kept
            body = await self._queue.get(key, wanted.answer.file_format, wanted.payload, wanted.options, client=client)
        except ParamsError as error:
            return refused(str(error), error.status)
        except BusyError as error:
            await hold_back()
            return busy(str(error))
        except ExportError as error:
            return busy(str(error)) if error.status == BUSY_STATUS else refused(str(error), error.status)
        return _file_response(request, wanted.answer, body, headers)

    def _request_key(self, request: Request, address: str) -> Hashable | None:
        """Return what the answer depends on beside the code; None where it may not be remembered."""
        data = self._atlas.dataset()
        if data.own is not None or len(request.url.query) > LONGEST_REMEMBERED:
            return None
        return request.url.path, request.url.query, address, data.release, self._atlas.today()

    def _kept(self, request: Request, answer: FileAnswer, key: str, headers: Headers) -> Response | None:
        """Return 304, or the response with a file that is kept; None where it has to be made."""
        unchanged = not_modified(request, key, answer.control)
        body = self._queue.kept(key) if unchanged is None else None
        return unchanged if body is None else _file_response(request, answer, body, headers)


def _file_response(request: Request, answer: FileAnswer, body: CachedBody, headers: Headers) -> Response:
    response = respond(request, body, answer.control)
    response.headers.update(headers(answer, body))
    return response


def file_headers(wanted: FileAnswer, body: CachedBody) -> Mapping[str, str]:
    """Return the headers of a file: its name, its policy, its size, and that pages of any origin may read it."""
    name = f"{wanted.name}.{wanted.file_format.ending}"
    how = "attachment" if wanted.is_download else "inline"
    headers = {
        "Content-Disposition": f"{how}; filename=\"{name}\"; filename*=UTF-8''{quote(name)}",
        "Atlas-File-Bytes": str(body.length),  # Content-Length is that of the compressed form
        "Access-Control-Allow-Origin": "*",  # public data, for slides and notebooks on other sites
    }
    if wanted.file_format.is_active:
        is_story = wanted.file_format.subject is Subject.STORY
        headers["Content-Security-Policy"] = framed(story_policy() if is_story else standalone_policy())
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
    known_formats, files = formats.of(Subject.VIEW), FileResponder(atlas, queue)

    def file_request(ending: str, query: str, address: str) -> FileRequest:
        one_of("the ending", ending, known_formats, status=404, shown=lambda word: f"“.{word}”")
        params = read_params(query, atlas, extra=FILE_PARAMS)
        options = Options(
            address, atlas.today(), width_of(params.extra.get("width")), theme_of(params.extra.get("theme"))
        )
        spec, control = requested_spec(params, atlas)
        answer = FileAnswer(known_formats[ending], control, file_stem(spec), is_download="download" in params.extra)
        return FileRequest(answer, spec, options)

    async def export(request: Request) -> Response:
        ending, query, address = request.path_params["ending"], request.url.query, public_address(request, base)
        return await files.respond(request, address, lambda: file_request(ending, query, address), file_headers)

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
    known_formats, files = formats.of(Subject.BRIEF), FileResponder(atlas, queue)

    def file_request(ending: str, query: str, address: str) -> FileRequest:
        one_of("the ending", ending, known_formats, status=404, shown=lambda word: f"“.{word}”")
        params = read_params(query, atlas, extra=("download",))
        view = params.view
        if view.country is None:
            raise ParamsError(NO_COUNTRY)
        job = BriefJob(*atlas.brief(view, view.country))
        answer = FileAnswer(
            known_formats[ending],
            REVALIDATE if view.day is None else SHORT_LIVED,
            brief_stem(job),
            is_download="download" in params.extra,
        )
        return FileRequest(answer, job, Options(address, atlas.today()))

    async def export(request: Request) -> Response:
        ending, query, address = request.path_params["ending"], request.url.query, public_address(request, base)
        return await files.respond(request, address, lambda: file_request(ending, query, address), file_headers)

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
    known_formats, files = formats.of(Subject.STORY), FileResponder(atlas, queue)

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
        answer = FileAnswer(known_formats[ending], REVALIDATE, NAME, is_download="download" in story_params)
        return FileRequest(answer, job, options)

    async def export(request: Request) -> Response:
        ending, query, address = request.path_params["ending"], request.url.query, public_address(request, base)
        return await files.respond(request, address, lambda: file_request(ending, query, address), file_headers)

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
    own = atlas.dataset().own
    return with_own_of_story(opened.story, own.content_id if own is not None else None)
