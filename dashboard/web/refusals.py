"""Refusals: an error status and one sentence, as text or as a page; 503 says with Retry-After when to ask again."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from dashboard.render.html.templates import rendered
from dashboard.web.turns import hold_back, retry_after

BUSY_STATUS = 503


def refuse(sentence: str, status: int = 404) -> Response:
    """Return a plain-text response of an error status with one sentence; no cache keeps it (no-store)."""
    return PlainTextResponse(sentence, status, headers={"Cache-Control": "no-store"})


def refuse_busy(sentence: str) -> Response:
    """Return 503 with Retry-After as plain text."""
    response = refuse(sentence, BUSY_STATUS)
    response.headers["Retry-After"] = retry_after()
    return response


def busy_page(sentence: str) -> Response:
    """Return 503 with Retry-After as a page for a frame or a tab; the browser asks for its address again by itself."""
    seconds = retry_after()
    page = rendered("busy.html", sentence=sentence, seconds=seconds)
    headers = {"Cache-Control": "no-store", "Retry-After": seconds}
    return HTMLResponse(page, BUSY_STATUS, headers=headers)


def refused_page(address: str, sentence: str, status: int) -> Response:
    """Return the page of a link to a map that cannot be shown: one sentence, and a way to the atlas at an address."""
    page = rendered("refused.html", address=address, sentence=sentence)
    return HTMLResponse(page, status, headers={"Cache-Control": "no-store"})


async def handle_busy(_request: Request, error: Exception) -> Response:
    """Answer a BusyError that a route did not catch."""
    await hold_back()
    return refuse_busy(str(error))
