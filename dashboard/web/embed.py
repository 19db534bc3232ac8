"""The routes of single pages: /embed for other sites, /frozen for citations, /picture for our own, and /oembed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.atlas import Atlas
from dashboard.maps.link import FROZEN_KEYS, query_of
from dashboard.maps.previews import ABOUT, COUNTRY, SOURCES, STORY, Preview, view_preview
from dashboard.maps.story.session import StorySession
from dashboard.render.formats import FORMATS, FrozenJob, Options
from dashboard.render.html.share import (
    PICTURE,
    PICTURE_HEIGHT,
    WIDTH,
    frame_code,
    height_at,
    light_code,
    map_picture,
)
from dashboard.render.html.standalone import standalone_policy
from dashboard.web.export import FileAnswer, FileRequest, FileResponder, Headers
from dashboard.web.export_queue import ExportQueue
from dashboard.web.http_cache import REVALIDATE, CachedBody
from dashboard.web.page_head import screen_preview, story_preview
from dashboard.web.params import (
    Params,
    ParamsError,
    one_of,
    open_frozen,
    read_params,
    refuse_problems,
    requested_spec,
    theme_of,
    width_of,
)
from dashboard.web.policies import framed
from dashboard.web.refusals import busy_page, refuse, refuse_busy, refused_page
from dashboard.web.settings import public_address, root_of
from dashboard.web.turns import client_of
from geodata.wording import ATLAS_NAME

ANY_ORIGIN = {"Access-Control-Allow-Origin": "*"}  # public data


def page_headers(_answer: FileAnswer, _body: CachedBody) -> Mapping[str, str]:
    """Return the headers of a page that any other page may show in a frame."""
    return {"Content-Security-Policy": framed(standalone_policy())}


def no_headers(_answer: FileAnswer, _body: CachedBody) -> Mapping[str, str]:
    """Return no headers beside those of every response of its kind."""
    return {}


def embed_routes(atlas: Atlas, queue: ExportQueue, base: str = "") -> list[BaseRoute]:
    """Return the routes that serve a view to other sites.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    files = FileResponder(atlas, queue)

    def read_page(query: str, address: str, more: tuple[str, ...] = ()) -> tuple[Params, Options]:
        params = read_params(query, atlas, extra=(*FROZEN_KEYS, "theme", *more))
        width, theme = width_of(params.extra.get("width")), theme_of(params.extra.get("theme"))
        return params, Options(address, atlas.today(), width, theme)

    def view_request(query: str, address: str, *, kind: str) -> FileRequest:
        params, options = read_page(query, address, ("width",) if "width" in FORMATS[kind].options else ())
        spec, control = requested_spec(params, atlas)
        return FileRequest(FileAnswer(FORMATS[kind], control), spec, options)

    def frozen_request(query: str, address: str) -> FileRequest:
        params, options = read_page(query, address)
        shown = open_frozen(params, atlas)
        # The list of changes grows with the data.
        job = FrozenJob(shown.spec, shown.notice, shown.changes)
        return FileRequest(FileAnswer(FORMATS["frozen"], REVALIDATE), job, options)

    async def page(
        request: Request,
        read: Callable[[str, str], FileRequest],
        headers: Headers = page_headers,
        *,
        is_page: bool = True,
    ) -> Response:
        query, address = request.url.query, public_address(request, base)
        busy, refused = (busy_page, partial(refused_page, address)) if is_page else (refuse_busy, refuse)
        return await files.respond(request, address, lambda: read(query, address), headers, busy=busy, refused=refused)

    async def embed(request: Request) -> Response:
        return await page(request, partial(view_request, kind="embed"))

    async def frozen(request: Request) -> Response:
        return await page(request, frozen_request)

    async def picture(request: Request) -> Response:
        return await page(request, partial(view_request, kind="picture"), no_headers, is_page=False)

    async def oembed_response(request: Request) -> Response:
        try:
            query, address = request.url.query, public_address(request, base)
            response = await queue.composing.run(client_of(request), lambda: oembed(query, address, atlas))
        except ParamsError as error:
            return refuse(str(error), error.status)
        headers = {"Cache-Control": f"public, max-age={CACHE_SECONDS}", **ANY_ORIGIN}
        return Response(json.dumps(response, ensure_ascii=False), media_type="application/json", headers=headers)

    root = root_of(base)
    return [
        Route(root + "/embed", embed, name="embed"),
        Route(root + "/frozen", frozen, name="frozen"),
        Route(root + "/picture", picture, name="picture"),
        Route(root + "/oembed", oembed_response, name="oembed"),
    ]


# -- oEmbed 1.0 (https://oembed.com/).

MAX_SIZE = 4000  # pixels: a larger maxwidth or maxheight counts as this
MAX_DIGITS = 18
CACHE_SECONDS = 3600
EMBED_PAGE, FROZEN_PAGE = "embed", "frozen"
PAGES = ("", EMBED_PAGE, COUNTRY, STORY, FROZEN_PAGE, SOURCES, ABOUT)


@dataclass(frozen=True, slots=True)
class OembedQuery:
    """An oEmbed request: a page of the atlas by path and query, and maxwidth and maxheight in pixels, where given."""

    path: str
    query: str
    width: int | None
    height: int | None


def page_of(url: str, address: str) -> tuple[str, str]:
    """Return path, from the root and without slashes, and query of an address of a page of the atlas.

    Raises
    ------
    ParamsError
        When the address is not one of a page of this atlas.
    """
    try:
        parts, ours = urlsplit(url), urlsplit(address)
        root = ours.path.rstrip("/") + "/"
        path = parts.path.rstrip("/") + "/"
        name = path.removeprefix(root).strip("/")
        is_ours = (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc) and path.startswith(root) and name in PAGES
    except ValueError:  # brackets that hold no address
        is_ours = False
    if not is_ours:
        raise ParamsError(f"“url” is no address of a map of this atlas, whose addresses begin with {address}.", 404)
    return name, parts.query


def oembed_query(query: str, address: str) -> OembedQuery:
    """Read an oEmbed request.

    Raises
    ------
    ParamsError
        When the page is not of this atlas (404), the format is not JSON (501), or a size is no number of pixels (400).
    """
    parameters = parse_qs(query, keep_blank_values=True)
    one_of("format", parameters.get("format", ["json"])[-1], ["json"], status=501)
    path, link = page_of(parameters.get("url", [""])[-1], address)
    return OembedQuery(path, link, _limit(parameters, "maxwidth"), _limit(parameters, "maxheight"))


def _limit(parameters: dict[str, list[str]], key: str) -> int | None:
    """Return a limit in pixels, at most MAX_SIZE; None without one."""
    text = parameters.get(key, [""])[-1]
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS and int(text) > 0:
        return min(int(text), MAX_SIZE)
    raise ParamsError(f"“{key}” is “{text[:40]}”, expected whole pixels from 1.")


def oembed(query: str, address: str, atlas: Atlas) -> dict[str, object]:
    """Return the oEmbed response: a rich embed, or a link for a page without a map of its own.

    Parameters
    ----------
    query
        Query string of the request.
    address
        Public address of the atlas.

    Raises
    ------
    ParamsError
        When `oembed_query` raises, or the link of the page has a value that cannot be used: an embed is passed on
        without its link.
    """
    wanted = oembed_query(query, address)
    if wanted.path == FROZEN_PAGE:
        return _frozen(wanted, address, atlas)
    if wanted.path == STORY:
        story_session, problems = atlas.story_session(parse_qs(wanted.query, keep_blank_values=True), StorySession())
        refuse_problems(problems)
        preview, _ = story_preview(story_session, atlas)
    else:
        preview = screen_preview(wanted.path, read_params(wanted.query, atlas, extra=("theme",)).view, atlas)
    if preview.path in {SOURCES, ABOUT}:
        return _answer("link", preview, address, wanted)
    _, high = _size(wanted)
    if preview.path == STORY:
        link = parse_qs(preview.query.removeprefix("?"))
        story = f"?{urlencode({'story': link['story'][-1]})}" if "story" in link else ""
        at = link.get("step", ["1"])[-1]
        code = frame_code(f"{address}export/story.html{story}#{at}", preview.title, height=high)
    else:
        code = light_code(address, preview.map_query, preview.title, height=high)
    return _answer("rich", preview, address, wanted, code=code)


def _frozen(wanted: OembedQuery, address: str, atlas: Atlas) -> dict[str, object]:
    link = read_params(wanted.query, atlas, extra=(*FROZEN_KEYS, "theme"))
    shown = open_frozen(link, atlas)
    kept = {key: link.extra[key] for key in FROZEN_KEYS}
    query = f"?{urlencode({**query_of(shown.spec.view), **kept})}"
    preview = replace(view_preview(shown.spec), map_query=query)
    code = frame_code(f"{address}{FROZEN_PAGE}{query}", preview.title, height=_size(wanted)[1])
    return _answer("rich", preview, address, wanted, code=code, is_drawn=shown.is_same)


def _size(wanted: OembedQuery) -> tuple[int, int]:
    """Return width and height in pixels, within maxwidth and maxheight."""
    width = wanted.width or WIDTH
    return width, min(height_at(width), wanted.height or MAX_SIZE)


def _answer(
    kind: str, preview: Preview, address: str, wanted: OembedQuery, *, code: str = "", is_drawn: bool = True
) -> dict[str, object]:
    """Return the response; a thumbnail larger than maxwidth or maxheight is left out (oEmbed 1.0, section 2.3.4)."""
    response: dict[str, object] = {
        "version": "1.0",
        "type": kind,
        "title": preview.title,
        "provider_name": ATLAS_NAME,
        "provider_url": address,
        "cache_age": CACHE_SECONDS,
    }
    if is_drawn and (wanted.width or MAX_SIZE) >= PICTURE and (wanted.height or MAX_SIZE) >= PICTURE_HEIGHT:
        response["thumbnail_url"] = map_picture(preview.map_query, address)
        response |= {"thumbnail_width": PICTURE, "thumbnail_height": PICTURE_HEIGHT}
    if code:
        width, height = _size(wanted)
        response |= {"width": width, "height": height, "html": code}
    return response
