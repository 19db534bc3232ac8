"""Health: the routes for probes, and the 503 response while the data break their own rules."""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.wording import fault_lines, fault_sentence
from dashboard.web.refusals import refuse
from dashboard.web.settings import root_of
from geodata import BoundaryError, GeodataError

LOG = logging.getLogger("atlas.health")  # of what repeats, one line a minute

# -- Probes: /healthz is the liveness of the process, /readyz whether it can show the atlas.

ALIVE, READY = "/healthz", "/readyz"
STREAMLIT_HEALTH = "/_stcore/health"


def health_routes(show: Callable[[], object], base: str = "", *, unready: Callable[[], str] = str) -> list[BaseRoute]:
    """Return the routes of the probes of orchestrators and load balancers.

    Parameters
    ----------
    show
        Composes a view; it raises GeodataError where the data break their rules.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    unready
        Called in a worker thread; returns another reason for which no reader should be sent here, in a sentence, or
        an empty text.
    """

    async def alive(_request: Request) -> Response:
        return PlainTextResponse("alive", headers={"Cache-Control": "no-store"})

    async def ready(_request: Request) -> Response:
        try:
            await run_in_threadpool(show)
        except GeodataError as error:
            return unavailable(error)
        reason = await run_in_threadpool(unready)
        if reason:
            return refuse(reason, UNAVAILABLE)
        return PlainTextResponse("ready", headers={"Cache-Control": "no-store"})

    root = root_of(base)
    return [Route(root + ALIVE, alive, name="alive"), Route(root + READY, ready, name="ready")]


def probe_paths(base: str = "") -> tuple[str, ...]:
    """Return the paths that are exempt from the check of the Host header: a probe names a container by IP address."""
    return tuple(root_of(base) + path for path in (ALIVE, READY, STREAMLIT_HEALTH))


# -- While the data break their own rules, every request that needs them is answered with 503 and the page's sentence.

UNAVAILABLE = 503
RETRY_AFTER = "60"  # seconds: a file has to be repaired by hand
MAX_LINES = 50  # of the problems listed: a table read in the wrong encoding has thousands


def unavailable(error: GeodataError) -> Response:
    """Return the 503 response to a request that needs data which break their rules; its text lists the problems."""
    if isinstance(error, BoundaryError):  # those of the tables are in the log since they were read
        LOG.error("the boundaries break their own rules: %s", error)
    lines = fault_lines(error)
    rest = (f"… and {len(lines) - MAX_LINES} more",) if len(lines) > MAX_LINES else ()
    answer = refuse("\n".join([fault_sentence(error), *lines[:MAX_LINES], *rest]), UNAVAILABLE)
    answer.headers["Retry-After"] = RETRY_AFTER
    return answer


async def handle_data_fault(_request: Request, error: Exception) -> Response:
    """Answer a GeodataError that a route did not catch."""
    if not isinstance(error, GeodataError):
        raise error
    return unavailable(error)
