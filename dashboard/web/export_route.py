"""The route of files: /export/map.png?<link> and its like, made in the workshop and kept by whoever asked."""

from __future__ import annotations

from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.spec import MapSpec
from dashboard.maps.view import FROZEN_KEYS
from dashboard.render.formats import KINDS, Kind, Options, tag
from dashboard.render.picture_text import file_stem
from dashboard.web.asked import AskedError, Known, asked, one_of, seen, theme_of, width_of
from dashboard.web.bodies import Stored, refuse, respond
from dashboard.web.places import root_of
from dashboard.web.public_address import public_address
from dashboard.web.workshop import Workshop, WorkshopError

OWN = (*FROZEN_KEYS, "width", "theme", "download")
# What a file may do when a browser opens it: show itself, and reach nobody.
STILL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors *"
WAIT = "5"  # seconds after which somebody who was turned away may ask again


def export_routes(known: Known, workshop: Workshop, base: str = "") -> list[BaseRoute]:
    """Return the route that serves a view as a file.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def prepared(ending: str, query: str, address: str) -> tuple[MapSpec, Options, dict[str, str], str, str]:
        one_of("the ending", ending, KINDS, status=404, shown=lambda word: f"“.{word}”")
        found = asked(query, known.dataset(), own=OWN)
        options = Options(address, known.today(), width_of(found.own.get("width")), theme_of(found.own.get("theme")))
        spec, control = seen(found, known)
        return spec, options, found.own, control, tag(ending, spec, options)

    async def export(request: Request) -> Response:
        ending = request.path_params["ending"]
        try:
            spec, options, own, control, key = await run_in_threadpool(
                prepared, ending, request.url.query, public_address(request, base)
            )
            if key in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers={"ETag": f'"{key}"', "Cache-Control": control})
            found = await workshop.get(key, ending, spec, options)
        except AskedError as error:
            return refuse(str(error), error.status)
        except WorkshopError as error:
            return turned_away(error)
        name = f"{file_stem(spec)}.{ending}"
        return answered(request, found, KINDS[ending], name, control=control, is_kept="download" in own)

    return [Route(root_of(base) + "/export/map.{ending}", export, name="export")]


def answered(request: Request, found: Stored, kind: Kind, name: str, *, control: str, is_kept: bool) -> Response:
    """Return a file under its name, to be looked at or to be kept."""
    answer = respond(request, found, control)
    how = "attachment" if is_kept else "inline"
    answer.headers["Content-Disposition"] = f"{how}; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    if not kind.is_active:  # an active one says itself what may run in it
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
