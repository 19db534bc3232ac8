"""Unknown addresses: 404 with a page of the atlas, or a redirect where the address is a variant of a known one.

Streamlit answers every path that it does not know with 200 and its page, because each may be a screen. A browser then
shows an empty page, and caches it for a year where the name looks like that of a hashed file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.maps.link import LINK_VERSION
from dashboard.render.html.templates import rendered
from dashboard.web.health import unavailable
from dashboard.web.refusals import refuse
from dashboard.web.settings import public_address, root_of
from geodata import GeodataError, nearest

# Paths that Streamlit serves. Below the others it answers 404 itself; below the first it answers with its page.
STREAMLIT_CORE, STREAMLIT_FILES = "_stcore/", ("media/", "component/")
# What it offers beside pages and the atlas does not serve: its metrics, and an interface for programs that drive its
# pages, which is off and describes itself all the same.
HIDDEN = ("_stcore/metrics", "_stcore/agent/")
MAP = ("index.html", "index.htm", "map", "atlas", "home")  # common guesses for the root
COUNTRY, COUNTRIES, STORY = "country", "countries", "story"
SENTENCE = "The atlas has no page at this address."


class NotFound:
    """ASGI middleware: answers requests for which there is no screen, no route and no file.

    Parameters
    ----------
    screens
        Title of each screen by its path, that of the map at "".
    routes
        The routes of the atlas.
    files
        Names of the files that Streamlit serves from the root.
    area_of
        Called with the path segment behind /country/; returns the code of the area, or None.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        screens: dict[str, str],
        routes: Sequence[BaseRoute],
        files: Collection[str],
        area_of: Callable[[str], str | None],
        base: str = "",
    ) -> None:
        self.app = app
        self.screens = screens
        self.routes = routes
        self.files = frozenset(files) - {"index.html"}
        self.area_of = area_of
        self.base = base
        self.root = root_of(base) + "/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass known paths on, and answer the others."""
        path = scope["path"].removeprefix(self.root) if scope["type"] == "http" else ""
        is_ours = scope["type"] != "http" or scope["path"].startswith(self.root) or scope["path"] + "/" == self.root
        if is_ours and path.startswith(HIDDEN):
            await refuse(SENTENCE)(scope, receive, send)
        elif is_ours and path.startswith(STREAMLIT_CORE):
            await self.app(scope, receive, self._without_page(scope, receive, send))
        elif is_ours and (scope["type"] != "http" or self._is_known(path, scope)):
            await self.app(scope, receive, send)
        else:
            answer = await run_in_threadpool(self._answer, path, scope)
            await answer(scope, receive, send)

    def _is_known(self, path: str, scope: Scope) -> bool:
        return (
            path in self.screens
            or scope["path"] + "/" == self.root
            or path in self.files
            or path.startswith(STREAMLIT_FILES)
            or any(route.matches(scope)[0] is not Match.NONE for route in self.routes)
        )

    def _without_page(self, scope: Scope, receive: Receive, send: Send) -> Send:
        """Return a `send` that replaces Streamlit's page by 404."""
        is_page = False

        async def checked(message: Message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                kind = Headers(raw=message["headers"]).get("content-type", "")
                is_page = message["status"] == 200 and kind.startswith("text/html")
                if is_page:
                    await refuse(SENTENCE)(scope, receive, send)
            if not is_page:
                await send(message)

        return checked

    def _answer(self, path: str, scope: Scope) -> Response:
        query = scope["query_string"].decode("latin-1")
        plain = path.rstrip("/")
        try:
            if not scope["path"].startswith(self.root):
                target: str | None = None
            elif plain != path and self._is_known(plain, {**scope, "path": scope["path"].rstrip("/")}):
                target = plain + ("?" + query if query else "")
            else:
                target = self.redirect_target(path, query)
        except GeodataError as error:
            return unavailable(error)
        if target is not None and scope["method"] in {"GET", "HEAD"}:
            # Relative, because a proxy may add a path prefix.
            up = "../" * path.count("/") or "./"
            return RedirectResponse(up + target, 301, headers={"Cache-Control": "no-store"})
        if "." in path.rpartition("/")[2]:
            return refuse("The atlas has no file at this address.")
        return self._page(path, Request(scope))

    def redirect_target(self, path: str, query: str) -> str | None:
        """Return path and query, from the root, of the page of which an unknown path is a variant; None without one.

        Raises
        ------
        GeodataError
            When the path may name a country and the tables break their rules.
        """
        first, *rest = path.removesuffix("/").split("/")
        name = first.casefold()
        more: dict[str, str] = {}
        if not rest and name in MAP:
            name = ""
        elif name in {COUNTRY, COUNTRIES} and len(rest) == 1 and (area := self.area_of(rest[0])):
            name, more = COUNTRY, {"country": area}
        elif name == STORY and len(rest) == 1 and rest[0].isascii() and rest[0].isdecimal() and len(rest[0]) <= 6:
            more = {"step": rest[0]}
        elif not rest and name == COUNTRIES:
            name = COUNTRY
        elif rest or not name or name not in self.screens:
            return None
        parameters = dict(parse_qsl(query, keep_blank_values=True))
        link = urlencode({"v": LINK_VERSION, **parameters, **more}) if more else query
        return name + ("?" + link if link else "") if name or link else ""

    def _page(self, path: str, request: Request) -> Response:
        address = public_address(request, self.base)
        first, *rest = path.strip("/").split("/")
        screens = {"": "the map", **{name: title for name, title in self.screens.items() if name}}
        near = nearest(first, [name for name in screens if name], 1) if first and not rest else ()
        page = rendered(
            "not_found.html",
            address=address,
            is_country=bool(rest) and first.casefold() in {COUNTRY, COUNTRIES},
            near=near[0] if near else "",
            screens=screens,
            sentence=SENTENCE,
        )
        return HTMLResponse(page, 404, headers={"Cache-Control": "no-store"})


def slug(text: str) -> str:
    """Return a name as paths write it: letters without marks in lower case, with a hyphen for everything between.

    Examples
    --------
    >>> slug("Côte d’Ivoire"), slug("south_sudan"), slug(" UKR ")
    ('cote-d-ivoire', 'south-sudan', 'ukr')
    """
    plain = unicodedata.normalize("NFKD", text[:200].casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
