"""The routes of single pages: /embed for other sites, /frozen for what is to stay as it was cited, and /oembed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.atlas import Atlas
from dashboard.maps.link import FROZEN_KEYS, query_of
from dashboard.maps.previews import ABOUT, COUNTRY, SOURCES, STORY, Preview, view_preview
from dashboard.maps.story.session import Telling
from dashboard.render.formats import FORMATS, Format, FrozenJob, Options, Payload, etag
from dashboard.render.html.share import (
    NAME,
    PICTURE,
    PICTURE_HEIGHT,
    WIDTH,
    frame_code,
    height_at,
    light_code,
    map_picture,
)
from dashboard.render.html.standalone import leaf_policy
from dashboard.web.addresses import public_address, root_of
from dashboard.web.export import Workshop, WorkshopError, turned_away
from dashboard.web.http_cache import ASK_AGAIN, refuse, respond
from dashboard.web.page_head import screen_preview, story_preview
from dashboard.web.params import Asked, AskedError, asked, one_of, refuse_problems, seen, thawed, theme_of

ANYBODY = {"Access-Control-Allow-Origin": "*"}  # public data


def embed_routes(atlas: Atlas, workshop: Workshop, base: str = "") -> list[BaseRoute]:
    """Return the routes that serve a view to other sites.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    async def page(request: Request, file_format: Format, content: Callable[[Asked], tuple[Payload, str]]) -> Response:
        """Answer with the page of what `content` returns: the payload of the format, and its Cache-Control."""
        try:
            found = await run_in_threadpool(asked, request.url.query, atlas, own=(*FROZEN_KEYS, "theme"))
            options = Options(public_address(request, base), atlas.today(), theme=theme_of(found.own.get("theme")))
            payload, control = await run_in_threadpool(content, found)
            key = await run_in_threadpool(etag, file_format, payload, options)
            body = await workshop.get(key, file_format, payload, options)
        except AskedError as error:
            return refuse(str(error), error.status)
        except WorkshopError as error:
            return turned_away(error)
        answer = respond(request, body, control)
        answer.headers["Content-Security-Policy"] = f"{leaf_policy()}; frame-ancestors *"
        return answer

    def frozen_job(found: Asked) -> tuple[Payload, str]:
        shown = thawed(found, atlas)
        # What has changed since may be more tomorrow.
        return FrozenJob(shown.spec, shown.notice, shown.changes), ASK_AGAIN

    async def embed(request: Request) -> Response:
        return await page(request, FORMATS["embed"], lambda found: seen(found, atlas))

    async def frozen(request: Request) -> Response:
        return await page(request, FORMATS["frozen"], frozen_job)

    async def discover(request: Request) -> Response:
        try:
            found = await run_in_threadpool(oembed, request.url.query, public_address(request, base), atlas)
        except AskedError as error:
            return refuse(str(error), error.status)
        headers = {"Cache-Control": f"public, max-age={CACHE_SECONDS}", **ANYBODY}
        return Response(json.dumps(found, ensure_ascii=False), media_type="application/json", headers=headers)

    root = root_of(base)
    return [
        Route(root + "/embed", embed, name="embed"),
        Route(root + "/frozen", frozen, name="frozen"),
        Route(root + "/oembed", discover, name="oembed"),
    ]


# -- What oEmbed 1.0 asks for and is answered.

MOST = 4000  # pixels; a larger room is used up to here
MOST_DIGITS = 18
CACHE_SECONDS = 3600
EMBED_PAGE, FROZEN_PAGE = "embed", "frozen"
PAGES = ("", EMBED_PAGE, COUNTRY, STORY, FROZEN_PAGE, SOURCES, ABOUT)


@dataclass(frozen=True, slots=True)
class OembedQuery:
    """What an oEmbed request asks for: a page of ours by path and query, and the room in pixels, if it is limited."""

    path: str
    query: str
    width: int | None
    height: int | None


def page_of(url: str, address: str) -> tuple[str, str]:
    """Return path, from the root and without slashes, and query of an address of a page of ours.

    Raises
    ------
    AskedError
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
        raise AskedError(f"“url” is no address of a map of this atlas, whose addresses begin with {address}.", 404)
    return name, parts.query


def oembed_query(query: str, address: str) -> OembedQuery:
    """Return what an oEmbed request asks for.

    Raises
    ------
    AskedError
        When it asks for somebody else's page, another format, or no number of pixels.
    """
    given = parse_qs(query, keep_blank_values=True)
    one_of("format", given.get("format", ["json"])[-1], ["json"], status=501)
    path, link = page_of(given.get("url", [""])[-1], address)
    return OembedQuery(path, link, _room(given, "maxwidth"), _room(given, "maxheight"))


def _room(parameters: dict[str, list[str]], key: str) -> int | None:
    """A limit in pixels, no more than MOST: what is answered must not be larger than what was asked."""
    text = parameters.get(key, [""])[-1]
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS and int(text) > 0:
        return min(int(text), MOST)
    raise AskedError(f"“{key}” is “{text[:40]}”, expected whole pixels from 1.")


def oembed(query: str, address: str, atlas: Atlas) -> dict[str, object]:
    """Return what oEmbed 1.0 asks of a provider: a rich embed, or a link for a page without a map of its own.

    Parameters
    ----------
    query
        What is asked, the part of its address behind the question mark.
    address
        Public address of the atlas.

    Raises
    ------
    AskedError
        When it asks for somebody else's page, another format or no number of pixels, or the page's link names something
        unknown: an embed is quoted where nobody sees what was left out.
    """
    wanted = oembed_query(query, address)
    if wanted.path == FROZEN_PAGE:
        return _frozen(wanted, address, atlas)
    if wanted.path == STORY:
        telling, problems = atlas.telling(parse_qs(wanted.query, keep_blank_values=True), Telling())
        refuse_problems(problems)
        preview, _ = story_preview(telling, atlas)
    else:
        preview = screen_preview(wanted.path, asked(wanted.query, atlas, own=("theme",)).view, atlas)
    if preview.path in {SOURCES, ABOUT}:
        return _answer("link", preview, address, wanted)
    _, high = _size(wanted)
    if preview.path == STORY:
        given = parse_qs(preview.query.removeprefix("?"))
        story = f"?{urlencode({'story': given['story'][-1]})}" if "story" in given else ""
        at = given.get("step", ["1"])[-1]
        code = frame_code(f"{address}export/story.html{story}#{at}", preview.title, height=high)
    else:
        code = light_code(address, preview.map_query, preview.title, height=high)
    return _answer("rich", preview, address, wanted, code=code)


def _frozen(wanted: OembedQuery, address: str, atlas: Atlas) -> dict[str, object]:
    link = asked(wanted.query, atlas, own=(*FROZEN_KEYS, "theme"))
    shown = thawed(link, atlas)
    kept = {key: link.own[key] for key in FROZEN_KEYS}
    query = f"?{urlencode({**query_of(shown.spec.view), **kept})}"
    preview = replace(view_preview(shown.spec), map_query=query)
    code = frame_code(f"{address}{FROZEN_PAGE}{query}", preview.title, height=_size(wanted)[1])
    return _answer("rich", preview, address, wanted, code=code, is_drawn=shown.is_same)


def _size(wanted: OembedQuery) -> tuple[int, int]:
    """Width and height in pixels, neither larger than the room."""
    wide = wanted.width or WIDTH
    return wide, min(height_at(wide), wanted.height or MOST)


def _answer(
    kind: str, preview: Preview, address: str, wanted: OembedQuery, *, code: str = "", is_drawn: bool = True
) -> dict[str, object]:
    """The answer; a picture that would not fit into the room is left out, as section 2.3.4 of oEmbed 1.0 has it."""
    found: dict[str, object] = {
        "version": "1.0",
        "type": kind,
        "title": preview.title,
        "provider_name": NAME,
        "provider_url": address,
        "cache_age": CACHE_SECONDS,
    }
    if is_drawn and (wanted.width or MOST) >= PICTURE and (wanted.height or MOST) >= PICTURE_HEIGHT:
        found["thumbnail_url"] = map_picture(preview.map_query, address)
        found |= {"thumbnail_width": PICTURE, "thumbnail_height": PICTURE_HEIGHT}
    if code:
        wide, high = _size(wanted)
        found |= {"width": wide, "height": high, "html": code}
    return found
