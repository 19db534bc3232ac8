"""The route of files: /export/map.png?<link> and its like, made in the workshop and kept by whoever asked."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.spec import MapSpec
from dashboard.maps.view import View
from dashboard.render.exports import KINDS, Options, tag
from dashboard.render.words import file_stem
from dashboard.web.asked import AskedError, asked, one_of, theme_of, width_of
from dashboard.web.bodies import ASK_AGAIN, refuse, respond
from dashboard.web.places import root_of
from dashboard.web.public_address import public_address
from dashboard.web.workshop import Workshop, WorkshopError
from geodata.dataset import Dataset

OWN = ("width", "theme", "download")
# A view of a day that is over stays the same until other data are released, and then its tag is another one.
SETTLED = "public, max-age=300, must-revalidate"
# What a file may do when a browser opens it: show itself, and reach nobody.
STILL = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors *"
WAIT = "5"  # seconds after which somebody who was turned away may ask again


class Known(Protocol):
    """What the route asks of the app."""

    def dataset(self) -> Dataset:
        """Return everything that is known."""

    def spec_of(self, view: View) -> MapSpec:
        """Return what is seen of a view today."""


def export_routes(known: Known, workshop: Workshop, base: str = "") -> list[BaseRoute]:
    """Return the route that serves a view as a file.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def prepared(ending: str, query: str, address: str) -> tuple[MapSpec, Options, dict[str, str], View, str]:
        one_of("the ending", ending, KINDS, status=404, shown=lambda word: f"“.{word}”")
        found = asked(query, known.dataset(), own=OWN)
        options = Options(address, width_of(found.own.get("width")), theme_of(found.own.get("theme")))
        spec = known.spec_of(found.view)
        return spec, options, found.own, found.view, tag(ending, spec, options)

    async def export(request: Request) -> Response:
        ending = request.path_params["ending"]
        try:
            spec, options, own, view, key = await run_in_threadpool(
                prepared, ending, request.url.query, public_address(request, base)
            )
            if key in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers={"ETag": f'"{key}"', "Cache-Control": _control(view)})
            found = await workshop.get(key, ending, spec, options)
        except AskedError as error:
            return refuse(str(error), error.status)
        except WorkshopError as error:
            answer = refuse(str(error), error.status)
            if error.status == 503:
                answer.headers["Retry-After"] = WAIT
            return answer
        kind = KINDS[ending]
        answer = respond(request, found, _control(view))
        name = f"{file_stem(spec)}.{ending}"
        how = "attachment" if "download" in own else "inline"
        answer.headers["Content-Disposition"] = f"{how}; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
        if not kind.is_active:  # an active one says itself what may run in it
            answer.headers["Content-Security-Policy"] = STILL
        answer.headers["Access-Control-Allow-Origin"] = "*"  # public data, for slides and notebooks on other sites
        return answer

    return [Route(root_of(base) + "/export/map.{ending}", export, name="export")]


def _control(view: View) -> str:
    return ASK_AGAIN if view.day is None else SETTLED
