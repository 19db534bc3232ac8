"""The answers to requests that have to wait: 503 with Retry-After, as text, or as a page that asks again by itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dashboard.render.html.templates import rendered, trusted
from dashboard.web.http_cache import refuse
from dashboard.web.not_found import STYLE
from dashboard.web.turns import hold_back, retry_after

BUSY_STATUS = 503


def refuse_busy(sentence: str) -> Response:
    """Return the response as plain text."""
    response = refuse(sentence, BUSY_STATUS)
    response.headers["Retry-After"] = retry_after()
    return response


def busy_page(sentence: str) -> Response:
    """Return the response as a page for a frame or a tab; the browser asks for its address again by itself."""
    seconds = retry_after()
    page = rendered("busy.html", sentence=sentence, seconds=seconds, style=trusted(STYLE))
    headers = {"Cache-Control": "no-store", "Retry-After": seconds}
    return HTMLResponse(page, BUSY_STATUS, headers=headers)


async def handle_busy(_request: Request, error: Exception) -> Response:
    """Answer a BusyError that a route did not catch."""
    await hold_back()
    return refuse_busy(str(error))
