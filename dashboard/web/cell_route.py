"""The route of what lies behind a geometry answer: its finer cells, and the document that says where they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.render.live_map.geometry import frame_details, frame_version
from dashboard.web.bodies import ASK_AGAIN, FOR_EVER, Shelf, Stored, refuse, respond, stored
from dashboard.web.places import root_of
from geodata.errors import UnknownKeyError
from geodata.geo.frames import cell
from geodata.model import Source

DETAILS = "details"
CELLS_KEPT = 400  # 8 kB each in the middle, with its compressed form 40 kB: what some fifty readers look at
DETAILS_KEPT = 24


def cell_routes(sources: Callable[[], Mapping[str, Source]], base: str = "") -> list[BaseRoute]:
    """Return the route that serves `details` and the cells of a frame.

    Parameters
    ----------
    sources
        Called when details are asked for: the documents that notes on boundaries may name, by id.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    details = Shelf(lambda frame_id: stored(frame_details(frame_id, sources()), "application/json"), most=DETAILS_KEPT)
    cells = Shelf(_cell, most=CELLS_KEPT)

    def answer(frame_id: str, version: str, name: str) -> Stored | None:
        if version != frame_version(frame_id):
            return None
        return details.get(frame_id) if name == DETAILS else cells.get(f"{frame_id}/{name}")

    async def cell_of(request: Request) -> Response:
        frame_id, _, version = request.path_params["frame"].rpartition("-")
        try:
            found = await run_in_threadpool(answer, frame_id, version, request.path_params["name"])
        except UnknownKeyError:
            return refuse("The atlas has no finer shapes there.")
        if found is None:
            return refuse(
                "These shapes belong to another release of the atlas. Reload the page to get the present ones."
            )
        # The address says nothing of the documents that the details name.
        return respond(request, found, ASK_AGAIN if request.path_params["name"] == DETAILS else FOR_EVER)

    prefix = root_of(base)
    return [Route(prefix + "/geometry/{frame}/{name}.json", cell_of, name="cells")]


def _cell(key: str) -> Stored:
    frame_id, _, name = key.partition("/")
    return stored(cell(frame_id, name).encode(), "application/json")
