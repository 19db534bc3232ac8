"""The route of the status periods that the map's time control plays: one table a treaty, made when first asked for."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.compose.timeline import status_history
from dashboard.maps.view import TREATIES
from dashboard.render.live_map.message import period_table, periods_version
from dashboard.web.bodies import FOR_EVER, Shelf, Stored, refuse, respond, stored
from dashboard.web.places import root_of
from geodata.dataset import Dataset


def period_routes(dataset: Callable[[], Dataset], base: str = "") -> list[BaseRoute]:
    """Return the route that serves the status periods of a treaty.

    Parameters
    ----------
    dataset
        Called when a table is asked for: everything that is known.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    tables = Shelf(
        lambda treaty_id: stored(period_table(status_history(dataset(), treaty_id)), "application/json"),
        most=len(TREATIES),
    )

    def answer(treaty_id: str, version: str) -> Stored | None:
        return tables.get(treaty_id) if version == periods_version(dataset().release) else None

    async def periods(request: Request) -> Response:
        treaty_id, _, version = request.path_params["name"].rpartition("-")
        if treaty_id not in TREATIES:
            return refuse("The atlas has no treaty of that name.")
        found = await run_in_threadpool(answer, treaty_id, version)
        if found is None:
            return refuse(
                "This history belongs to another release of the atlas. Reload the page to get the present one."
            )
        return respond(request, found, FOR_EVER)

    prefix = root_of(base)
    return [Route(prefix + "/periods/{name}.json", periods, name="periods")]
