"""Whether the atlas can answer: the routes of probes, and 503 with a sentence while the data break their own rules."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.wording import fault_lines, fault_sentence
from dashboard.web.addresses import root_of
from dashboard.web.http_cache import refuse
from geodata import GeodataError

# -- The routes of probes: /healthz says that the process answers, /readyz that it can show the atlas.

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


# -- Answers while the data break their own rules: 503 with the sentence that the page shows, whatever was asked for.

UNAVAILABLE = 503
WAIT = "60"  # seconds after which to ask again: somebody has to mend a file
MOST_LINES = 50  # of some thousand problems that a table read in the wrong encoding has


def unavailable(error: GeodataError) -> Response:
    """Return the answer to a request that needs data which break their rules."""
    lines = fault_lines(error)
    rest = (f"… and {len(lines) - MOST_LINES} more",) if len(lines) > MOST_LINES else ()
    answer = refuse("\n".join([fault_sentence(error), *lines[:MOST_LINES], *rest]), UNAVAILABLE)
    answer.headers["Retry-After"] = WAIT
    return answer


async def told(_request: Request, error: Exception) -> Response:
    """Handle a fault in the data that a route let pass; the log has it since the tables were read."""
    if not isinstance(error, GeodataError):
        raise error
    return unavailable(error)
