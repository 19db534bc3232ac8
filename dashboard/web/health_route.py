"""The routes of probes: /healthz says that the process answers, /readyz that it can show the atlas."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.web.faults import unavailable
from dashboard.web.places import root_of
from geodata import GeodataError

ALIVE, READY = "/healthz", "/readyz"
OWN_OF_STREAMLIT = "/_stcore/health"


def health_routes(show: Callable[[], object], base: str = "") -> list[BaseRoute]:
    """Return the routes that orchestrators and balancers ask.

    Parameters
    ----------
    show
        Called to see whether the atlas can be shown; it raises GeodataError where the data break their rules.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("alive", headers={"Cache-Control": "no-store"})

    async def ready(_request: Request) -> Response:
        try:
            await run_in_threadpool(show)
        except GeodataError as error:
            return unavailable(error)
        return PlainTextResponse("ready", headers={"Cache-Control": "no-store"})

    root = root_of(base)
    return [Route(root + ALIVE, alive, name="alive"), Route(root + READY, ready, name="ready")]


def probe_paths(base: str = "") -> tuple[str, ...]:
    """Return the paths that answer whatever host a request names, because a probe asks a container by its address."""
    return tuple(root_of(base) + path for path in (ALIVE, READY, OWN_OF_STREAMLIT))
