"""The route of the names by which the browser searches an area."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.render.search_index import name_file, names_version
from dashboard.web.bodies import FOR_EVER, Shelf, Stored, refuse, respond, stored
from dashboard.web.places import root_of
from geodata.dataset import Dataset


def name_routes(dataset: Callable[[], Dataset], base: str = "") -> list[BaseRoute]:
    """Return the route that serves the names of states and areas.

    Parameters
    ----------
    dataset
        Called when the names are asked for: everything that is known.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    files = Shelf(lambda _version: stored(name_file(dataset()), "application/json"), most=1)

    def answer(version: str) -> Stored | None:
        return files.get(version) if version == names_version(dataset()) else None

    async def names(request: Request) -> Response:
        found = await run_in_threadpool(answer, request.path_params["version"])
        if found is None:
            return refuse(
                "These names belong to another release of the atlas. Reload the page to get the present ones."
            )
        return respond(request, found, FOR_EVER)

    return [Route(root_of(base) + "/names/{version}.json", names, name="names")]
