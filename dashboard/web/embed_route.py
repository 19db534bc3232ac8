"""The routes of single pages: /embed for other sites, /frozen for what is to stay as it was cited, and /oembed."""

from __future__ import annotations

import json
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.view import FROZEN_KEYS
from dashboard.render.formats import EMBED, FROZEN, FrozenJob, Options, Payload, frozen_tag, tag
from dashboard.render.html.standalone import leaf_policy
from dashboard.web.asked import Asked, AskedError, asked, seen, thawed, theme_of
from dashboard.web.bodies import ASK_AGAIN, refuse, respond
from dashboard.web.export_route import turned_away
from dashboard.web.oembed import CACHE_SECONDS, oembed
from dashboard.web.page_head import Screens
from dashboard.web.places import root_of
from dashboard.web.public_address import public_address
from dashboard.web.workshop import Workshop, WorkshopError

ANYBODY = {"Access-Control-Allow-Origin": "*"}  # public data


def embed_routes(known: Screens, workshop: Workshop, base: str = "") -> list[BaseRoute]:
    """Return the routes that serve a view to other sites.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    async def page(request: Request, made: Callable[[Asked, Options], tuple[str, str, Payload, str]]) -> Response:
        """Answer with the page that `made` names: its tag, its kind, what is on it, how long a cache may keep it."""
        try:
            found = await run_in_threadpool(asked, request.url.query, known.dataset(), own=(*FROZEN_KEYS, "theme"))
            options = Options(public_address(request, base), known.today(), theme=theme_of(found.own.get("theme")))
            key, kind, what, control = await run_in_threadpool(made, found, options)
            body = await workshop.get(key, kind, what, options)
        except AskedError as error:
            return refuse(str(error), error.status)
        except WorkshopError as error:
            return turned_away(error)
        answer = respond(request, body, control)
        answer.headers["Content-Security-Policy"] = f"{leaf_policy()}; frame-ancestors *"
        return answer

    def light(found: Asked, options: Options) -> tuple[str, str, Payload, str]:
        spec, control = seen(found, known)
        return tag(EMBED, spec, options), EMBED, spec, control

    def kept(found: Asked, options: Options) -> tuple[str, str, Payload, str]:
        shown = thawed(found, known)
        job = FrozenJob(shown.spec, shown.notice, shown.changes)
        return frozen_tag(job, options), FROZEN, job, ASK_AGAIN  # what has changed since may be more tomorrow

    async def embed(request: Request) -> Response:
        return await page(request, light)

    async def frozen(request: Request) -> Response:
        return await page(request, kept)

    async def discover(request: Request) -> Response:
        try:
            found = await run_in_threadpool(oembed, request.url.query, public_address(request, base), known)
        except AskedError as error:
            return refuse(str(error), error.status)
        headers = {"Cache-Control": f"public, max-age={CACHE_SECONDS}", **ANYBODY}
        return Response(json.dumps(found, ensure_ascii=False), media_type="application/json", headers=headers)

    root = root_of(base)
    return [
        Route(root + "/embed", embed, name="embed"),
        Route(root + "/frozen", frozen, name="frozen"),
        Route(root + "/oembed", discover, name="oembed"),
    ]
