"""Answers while the data break their own rules: 503 with the sentence that the page shows, whatever was asked for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dashboard.maps.wording import fault_lines, fault_sentence
from dashboard.web.bodies import refuse
from geodata import GeodataError

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
