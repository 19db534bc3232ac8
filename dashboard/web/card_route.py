"""The route of the cards: a pure function of data release, day and link, made when a map first asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.compose.cards import cards
from dashboard.maps.view import FIRST_DAY, LAST_DAY, LinkProblem, View
from dashboard.render.live_map.geometry import frame_order
from dashboard.render.live_map.message import card_table, cards_name
from dashboard.web.bodies import FOR_EVER, Shelf, Stored, refuse, respond, stored
from dashboard.web.places import root_of
from geodata.dataset import Dataset

TABLES_KEPT = 256  # about 0.02 MB each with its compressed form; more views than readers look at at one time
LONGEST_LINK = 1000  # characters; a link with every parameter set has about 400


def card_routes(dataset: Callable[[], Dataset], base: str = "") -> list[BaseRoute]:
    """Return the route that serves the cards of a view.

    Parameters
    ----------
    dataset
        Called when cards are asked for: everything that is known.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def made(key: str) -> Stored:
        day, _, query = key.partition("?")
        view, _ = _view(query, dataset())
        found = cards(view, dataset(), today=date.fromisoformat(day), areas=frozenset(frame_order(view.extent)))
        return stored(card_table(found), "application/json")

    tables = Shelf(made, most=TABLES_KEPT)

    def answer(name: str, query: str) -> Stored | tuple[str, int]:
        """Return the document, which links that mean the same share, or why there is none."""
        day = _day_in(name, dataset().release)
        if day is None:
            return "These cards belong to another release of the atlas. Reload the page to get the present ones.", 404
        if len(query) > LONGEST_LINK:
            return f"A link of the atlas has no more than {LONGEST_LINK} characters.", 414
        view, problems = _view(query, dataset())
        if problems:  # what is kept for a year must be what was asked for
            return f"The atlas makes no cards for this link. {problems[0]}", 400
        return tables.get(f"{day}?{urlencode(view.to_query())}")

    async def card_document(request: Request) -> Response:
        found = await run_in_threadpool(answer, request.path_params["name"], request.url.query)
        return respond(request, found, FOR_EVER) if isinstance(found, Stored) else refuse(*found)

    prefix = root_of(base)
    return [Route(prefix + "/cards/{name}.json", card_document, name="cards")]


def _view(query: str, known: Dataset) -> tuple[View, tuple[LinkProblem, ...]]:
    """Read a link as the page reads it."""
    return View.from_query(parse_qs(query, keep_blank_values=True), areas=known.states, claims=known.claim_by_id)


def _day_in(name: str, release: str) -> date | None:
    """Return the day in the name of a document, if the name is one that a page of this release can ask for."""
    try:
        day = date.fromisoformat(name.removeprefix(f"{release}-")[:10])
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY and name == cards_name(release, day) else None
