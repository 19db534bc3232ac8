"""The routes beside Streamlit's own that the page needs: geometry by extent, swatches, and our own assets."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.render.assets import asset_path, asset_version, bundle, bundle_version
from dashboard.render.html.swatch import swatch_at
from dashboard.render.live_map.component import BUNDLES
from dashboard.render.live_map.geometry import frame_answer, frame_version
from dashboard.render.page_files import PAGE_BUNDLES
from dashboard.web.bodies import ASK_AGAIN, FOR_EVER, Shelf, Stored, refuse, respond, stored
from dashboard.web.places import root_of
from geodata.errors import UnknownKeyError
from geodata.model import Naming

FRAMES_KEPT = 24  # about 0.5 MB each with its compressed form
ASSETS_KEPT = 64  # more than there are
SENT_AS_ONE = {**BUNDLES, **PAGE_BUNDLES}
FONT_TYPES = {
    ".woff2": "font/woff2",
    ".js": "text/javascript",
    ".json": "application/json",
}  # not everywhere in mimetypes


def map_routes(
    names: Callable[[], Mapping[str, str]],
    follows: Callable[[], Mapping[str, str]],
    *,
    short_names: Callable[[], Mapping[str, str]] | None = None,
    base: str = "",
) -> list[BaseRoute]:
    """Return the routes that serve the map's geometry and files.

    Parameters
    ----------
    names
        Called when a geometry is first asked for: the name of each area by its code.
    follows
        Called likewise: the code of the administering state by the code of each territory.
    short_names
        Called likewise, where an address asks for the short names of the United Nations.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def frame_of(key: str) -> Stored:
        extent_id, _, kind = key.partition(" ")
        named = short_names if kind == Naming.UN and short_names else names
        return stored(frame_answer(extent_id, named(), follows()), "application/json")

    frames = Shelf(frame_of, most=FRAMES_KEPT)
    assets = Shelf(_asset, most=ASSETS_KEPT)

    async def geometry(request: Request) -> Response:
        extent_id, _, version = request.path_params["name"].rpartition("-")
        kind = Naming.UN.value if request.query_params.get("n") == Naming.UN else ""
        try:
            current = await run_in_threadpool(frame_version, extent_id)
            if version != current:
                return refuse(
                    "These shapes belong to another release of the atlas. Reload the page to get the present ones."
                )
            return respond(request, await run_in_threadpool(frames.get, f"{extent_id} {kind}"), FOR_EVER)
        except UnknownKeyError:
            return refuse("The atlas has no map of that part of the world.")

    async def asset(request: Request) -> Response:
        name = request.path_params["path"]
        if name not in SENT_AS_ONE and asset_path(name) is None:
            return refuse("The atlas has no file of that name.")
        # Without the right version the address may one day mean another content.
        is_settled = request.query_params.get("v") == await run_in_threadpool(_version, name)
        return respond(request, await run_in_threadpool(assets.get, name), FOR_EVER if is_settled else ASK_AGAIN)

    async def swatch(request: Request) -> Response:
        svg = swatch_at(request.path_params["name"])
        if svg is None:
            return refuse("The atlas has no swatch of that name.")
        return respond(request, stored(svg.encode(), "image/svg+xml"), FOR_EVER)

    prefix = root_of(base)
    return [
        Route(prefix + "/geometry/{name}.json", geometry, name="geometry"),
        Route(prefix + "/swatch/{name}.svg", swatch, name="swatch"),
        Route(prefix + "/assets/{path:path}", asset, name="assets"),
    ]


def _version(name: str) -> str:
    return bundle_version(name, SENT_AS_ONE[name]) if name in SENT_AS_ONE else asset_version(name)


def _asset(name: str) -> Stored:
    suffix = PurePosixPath(name).suffix
    kind = FONT_TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if name in SENT_AS_ONE:
        return stored(bundle(name, SENT_AS_ONE[name]), kind)
    path = asset_path(name)
    if path is None:
        raise FileNotFoundError(name)
    return stored(path.read_bytes(), kind)
