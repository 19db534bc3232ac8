"""The routes of files that browsers and crawlers ask for at the root by themselves: robots.txt and favicon.ico."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.render.assets import ASSETS
from dashboard.web.bodies import ASK_AGAIN, respond, stored
from dashboard.web.places import root_of

ICON = "atlas.svg"
DAY = "public, max-age=86400"
# Who makes previews of links heeds robots.txt (RFC 9309), so pages and their picture are open. The other files and the
# cards say again what pages say, for every day and in every form: a crawler would never come to an end.
ROBOTS = (
    "User-agent: *",
    "Allow: {root}/export/map.png",
    "Disallow: {root}/export/",
    "Disallow: {root}/cards/",
    "Disallow: {root}/_stcore/",
)


def root_files(base: str = "") -> list[BaseRoute]:
    """Return the routes.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """
    root = root_of(base)
    text = "\n".join(ROBOTS).format(root=root) + "\n"
    icon = stored((ASSETS / ICON).read_bytes(), "image/svg+xml")

    async def robots(_request: Request) -> Response:
        return PlainTextResponse(text, headers={"Cache-Control": DAY})

    async def favicon(request: Request) -> Response:
        return respond(request, icon, ASK_AGAIN)

    return [Route(root + "/robots.txt", robots, name="robots"), Route(root + "/favicon.ico", favicon, name="favicon")]
