"""The table of all routes beside Streamlit's own, and the routes of the page itself: geometry, cards, names, assets."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Generic, TypeAlias, TypeVar
from urllib.parse import parse_qs, parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.atlas import Atlas
from dashboard.maps.compose.cards import cards
from dashboard.maps.compose.layer_history import history, history_view, symbol_history, symbol_view
from dashboard.maps.compose.timeline import status_history
from dashboard.maps.link import is_tracking_parameter
from dashboard.maps.reference.treaty_matrix import MatrixFilter
from dashboard.maps.view import FIRST_DAY, LAST_DAY, TREATIES, View
from dashboard.render.assets import ASSETS, asset_path, asset_version, bundle, bundle_version
from dashboard.render.html.swatch import swatch_at
from dashboard.render.live_map.component import BUNDLES
from dashboard.render.live_map.geometry import frame_answer, frame_details, frame_version
from dashboard.render.live_map.message import (
    card_table,
    cards_name,
    period_table,
    periods_version,
    symbol_table,
    symbols_version,
)
from dashboard.render.search_index import name_file, names_version
from dashboard.render.treaty_matrix import matrix_csv
from dashboard.web.embed import embed_routes
from dashboard.web.export import brief_routes, export_routes, story_routes
from dashboard.web.export_queue import ExportQueue
from dashboard.web.health import health_routes
from dashboard.web.http_cache import IMMUTABLE, REVALIDATE, CachedBody, ComputedCache, cached_body, respond
from dashboard.web.page_head import PAGE_BUNDLES
from dashboard.web.params import ParamsError, one_of
from dashboard.web.refusals import refuse
from dashboard.web.settings import root_of
from dashboard.web.turns import Turns
from geodata.dataset import Dataset
from geodata.errors import UnknownKeyError
from geodata.geo.frames import cell_topology, frame_areas
from geodata.model import Naming, Source
from geodata.tables import iso_day

K = TypeVar("K", bound=Hashable)
B = TypeVar("B")

# -- The table of routes.


def atlas_routes(
    atlas: Atlas,
    queue: ExportQueue,
    *,
    show: Callable[[], None],
    unready: Callable[[], str] = str,
    base: str = "",
) -> list[BaseRoute]:
    """Return every route of the atlas, in the order in which they are matched.

    Parameters
    ----------
    show
        Composes the map of today; raises GeodataError when the data break their own rules (`health_routes`).
    unready
        Returns why no reader should be sent here, beside faults of the data; empty where they may.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def area_names() -> Mapping[str, str]:
        return {code: state.common_name for code, state in atlas.dataset().states.items()}

    def short_names() -> Mapping[str, str]:
        return {code: state.name for code, state in atlas.dataset().states.items()}

    def administrators() -> Mapping[str, str]:
        data = atlas.dataset()
        by_code = {code: data.administrator(state) for code, state in data.states.items()}
        return {code: state.area for code, state in by_code.items() if state}

    short, long = queue.composing, Turns()  # what takes a twentieth of a second, and what takes up to a second
    return [
        *map_routes(
            area_names, administrators, turns=long, short_names=short_names, base=base
        ),  # /geometry, /swatch, /assets
        *cell_routes(lambda: atlas.dataset().sources, base, turns=short),  # /geometry/{frame}
        *card_routes(atlas, base, turns=short),  # /cards
        *period_routes(atlas, base, turns=long),  # /periods
        *symbol_routes(atlas, base, turns=long),  # /symbols
        *name_routes(atlas.dataset, base),  # /names
        *export_routes(atlas, queue, base),  # /export/map
        *matrix_routes(atlas, base, turns=long),  # /export/treaties.csv
        *embed_routes(atlas, queue, base),  # /embed, /frozen, /picture, /oembed
        *story_routes(atlas, queue, base),  # /export/story
        *brief_routes(atlas, queue, base),  # /export/brief
        *health_routes(show, base, unready=unready),  # /healthz, /readyz
        *root_files(base),  # /robots.txt, /favicon.ico
    ]


# -- Geometry by extent, swatches, and the assets of the atlas.

FRAMES_KEPT = 24  # about 0.5 MB each with its compressed form
ASSETS_KEPT = 64  # more than there are
BUNDLED = {**BUNDLES, **PAGE_BUNDLES}
# The tables of `mimetypes` differ between systems.
MEDIA_TYPES = {".woff2": "font/woff2", ".js": "text/javascript", ".json": "application/json"}


def map_routes(
    names: Callable[[], Mapping[str, str]],
    follows: Callable[[], Mapping[str, str]],
    *,
    turns: Turns | None = None,
    short_names: Callable[[], Mapping[str, str]] | None = None,
    base: str = "",
) -> list[BaseRoute]:
    """Return the routes that serve the map's geometry and files.

    Parameters
    ----------
    names
        Returns the common name of each area by code; called when a geometry is first requested.
    follows
        Returns the code of the administering state by the code of each territory; called likewise.
    turns
        The turns in which geometries are computed.
    short_names
        Returns the short name of the United Nations of each area by code; called likewise.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def frame_of(key: str) -> CachedBody:
        extent_id, _, kind = key.partition(" ")
        named = short_names if kind == Naming.UN and short_names else names
        return cached_body(frame_answer(extent_id, named(), follows()), "application/json")

    turns = turns or Turns()
    frames = ComputedCache(frame_of, most=FRAMES_KEPT)
    assets = ComputedCache(_asset, most=ASSETS_KEPT)

    async def geometry(request: Request) -> Response:
        extent_id, _, version = request.path_params["name"].rpartition("-")
        kind = Naming.UN.value if request.query_params.get("n") == Naming.UN else ""
        try:
            current = await run_in_threadpool(frame_version, extent_id)
            if version != current:
                return refuse(
                    "These shapes belong to another release of the atlas. Reload the page to get the present ones."
                )
            return respond(request, await turns.computed(request, frames, f"{extent_id} {kind}"), IMMUTABLE)
        except UnknownKeyError:
            return refuse("The atlas has no map of that part of the world.")

    async def asset(request: Request) -> Response:
        name = request.path_params["path"]
        if name not in BUNDLED and asset_path(name) is None:
            return refuse("The atlas has no file of that name.")
        # Without the current version in the address the content may change.
        is_versioned = request.query_params.get("v") == await run_in_threadpool(_version, name)
        return respond(request, await run_in_threadpool(assets.get, name), IMMUTABLE if is_versioned else REVALIDATE)

    async def swatch(request: Request) -> Response:
        svg = swatch_at(request.path_params["name"])
        if svg is None:
            return refuse("The atlas has no swatch of that name.")
        return respond(request, cached_body(svg.encode(), "image/svg+xml"), IMMUTABLE)

    prefix = root_of(base)
    return [
        Route(prefix + "/geometry/{name}.json", geometry, name="geometry"),
        Route(prefix + "/swatch/{name}.svg", swatch, name="swatch"),
        Route(prefix + "/assets/{path:path}", asset, name="assets"),
    ]


def _version(name: str) -> str:
    return bundle_version(name, BUNDLED[name]) if name in BUNDLED else asset_version(name)


def _asset(name: str) -> CachedBody:
    suffix = PurePosixPath(name).suffix
    kind = MEDIA_TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if name in BUNDLED:
        return cached_body(bundle(name, BUNDLED[name]), kind)
    path = asset_path(name)
    if path is None:
        raise FileNotFoundError(name)
    return cached_body(path.read_bytes(), kind)


# -- The cells of a geometry (finer shapes), and the index of these cells.

DETAILS = "details"
CELLS_KEPT = 400  # 8 kB each in the middle, with its compressed form 40 kB: what some fifty readers look at
DETAILS_KEPT = 24


def cell_routes(
    sources: Callable[[], Mapping[str, Source]], base: str = "", *, turns: Turns | None = None
) -> list[BaseRoute]:
    """Return the route that serves `details` and the cells of a frame.

    Parameters
    ----------
    sources
        Returns the documents that notes on boundaries may cite, by id; called when details are requested.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def details_of(frame_id: str) -> CachedBody:
        return cached_body(frame_details(frame_id, sources()), "application/json")

    turns = turns or Turns()
    details = ComputedCache(details_of, most=DETAILS_KEPT)
    cells = ComputedCache(_cell, most=CELLS_KEPT)

    async def cell_of(request: Request) -> Response:
        frame_id, _, version = request.path_params["frame"].rpartition("-")
        name = request.path_params["name"]
        try:
            if version != await run_in_threadpool(frame_version, frame_id):
                return refuse(
                    "These shapes belong to another release of the atlas. Reload the page to get the present ones."
                )
            cache, key = (details, frame_id) if name == DETAILS else (cells, f"{frame_id}/{name}")
            document = await turns.computed(request, cache, key)
        except UnknownKeyError:
            return refuse("The atlas has no finer shapes there.")
        # The address says nothing of the documents that the details name.
        return respond(request, document, REVALIDATE if name == DETAILS else IMMUTABLE)

    prefix = root_of(base)
    return [Route(prefix + "/geometry/{frame}/{name}.json", cell_of, name="cells")]


def _cell(key: str) -> CachedBody:
    frame_id, _, name = key.partition("/")
    return cached_body(cell_topology(frame_id, name).encode(), "application/json")


# -- Tables that are computed of a view: what a request asks for, and the response in a turn of the client.

Refusal: TypeAlias = tuple[str, int]  # a sentence and the HTTP status


@dataclass(frozen=True, slots=True)
class TableKey(Generic[K, B]):
    """The cache of a table and its key there; `none` is the response where the table of the key is None."""

    cache: ComputedCache[K, B]
    key: K
    none: Refusal = ("", 404)


async def _table(request: Request, table_key: TableKey[Any, Any] | Refusal, turns: Turns) -> Response:
    """Return the response with a table, immutable because its address names the release."""
    if not isinstance(table_key, TableKey):
        return refuse(*table_key)
    document = await turns.computed(request, table_key.cache, table_key.key)
    return respond(request, document, IMMUTABLE) if document is not None else refuse(*table_key.none)


# -- Cards: a pure function of data release, day and link.

TABLES_KEPT = 256  # about 0.02 MB each with its compressed form
LONGEST_LINK = 2000  # characters; a link with every parameter set has about 850


def card_routes(atlas: Atlas, base: str = "", *, turns: Turns | None = None) -> list[BaseRoute]:
    """Return the route that serves the cards of a view.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def table_of(key: tuple[date, View]) -> CachedBody:
        day, view = key
        view_cards = cards(view, atlas.dataset(), today=day, areas=frozenset(frame_areas(view.extent)))
        return cached_body(card_table(view_cards), "application/json")

    turns = turns or Turns()
    tables = ComputedCache(table_of, most=TABLES_KEPT)

    def read(name: str, query: str) -> TableKey[tuple[date, View], CachedBody] | Refusal:
        """Return the key of the document, which links that mean the same share, or why there is none."""
        day = _day_in(name, atlas.dataset().release)
        if day is None:
            return "These cards belong to another release of the atlas. Reload the page to get the present ones.", 404
        if len(query) > LONGEST_LINK:
            return f"A link of the atlas has no more than {LONGEST_LINK} characters.", 414
        view, problems = atlas.view(parse_qs(query, keep_blank_values=True))
        if problems:  # a response that is cached for a year must match its address
            return f"The atlas makes no cards for this link. {problems[0]}", 400
        return TableKey(tables, (day, view))

    async def card_document(request: Request) -> Response:
        table_key = await run_in_threadpool(read, request.path_params["name"], request.url.query)
        return await _table(request, table_key, turns)

    prefix = root_of(base)
    return [Route(prefix + "/cards/{name}.json", card_document, name="cards")]


def _day_in(name: str, release: str) -> date | None:
    """Return the day in the name of a document, if the name is one that a page of this release can ask for."""
    try:
        day = date.fromisoformat(name.removeprefix(f"{release}-")[:10])
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY and name == cards_name(release, day) else None


# -- Periods, which the time control of the map plays: one table a treaty, and one for what a view draws of a layer.

HISTORIES_KEPT = 64  # about 0.02 MB each with its compressed form; one takes up to a second to compute


def period_routes(atlas: Atlas, base: str = "", *, turns: Turns | None = None) -> list[BaseRoute]:
    """Return the route that serves the periods of a treaty, or of the layer that fills the areas of a view.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def of_treaty(treaty_id: str) -> CachedBody:
        return cached_body(period_table(status_history(atlas.dataset(), treaty_id)), "application/json")

    def of_view(view: View) -> CachedBody | None:
        periods = history(view, atlas.dataset(), layers=atlas.layers)
        return cached_body(period_table(periods), "application/json") if periods is not None else None

    turns = turns or Turns()
    treaties = ComputedCache(of_treaty, most=len(TREATIES))
    views = ComputedCache(of_view, most=HISTORIES_KEPT)

    def read(
        name: str, version: str, query: str
    ) -> TableKey[str, CachedBody] | TableKey[View, CachedBody | None] | Refusal:
        """Return the key of the table, or why there is none."""
        if name not in TREATIES and name not in atlas.layers.ids:
            return "The atlas has no treaty or layer of that name.", 404
        if version != periods_version(atlas.dataset().release):
            return "This history belongs to another release of the atlas. Reload the page to get the present one.", 404
        if name in TREATIES:
            return TableKey(treaties, name)
        if len(query) > LONGEST_LINK:
            return f"A link of the atlas has no more than {LONGEST_LINK} characters.", 414
        view, problems = atlas.view(parse_qs(query, keep_blank_values=True))
        if problems:  # a response that is cached for a year must match its address
            return f"The atlas plays no history of this link. {problems[0]}", 400
        return TableKey(views, history_view(view, name), ("This layer has no days to play.", 404))

    async def periods(request: Request) -> Response:
        name, _, version = request.path_params["name"].rpartition("-")
        return await _table(request, await run_in_threadpool(read, name, version, request.url.query), turns)

    prefix = root_of(base)
    return [Route(prefix + "/periods/{name}.json", periods, name="periods")]


# -- The matrix of states and treaties as a file: a pure function of data release, day and filter.

MATRICES_KEPT = 16  # about 0.2 MB each with its compressed form
MATRIX_PARAMS = ("day", "region", "group", *TREATIES, "v", "download")  # the last two change nothing


def matrix_routes(atlas: Atlas, base: str = "", *, turns: Turns | None = None) -> list[BaseRoute]:
    """Return the route that serves the status of every state under each treaty as CSV.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def file_of(key: tuple[date, MatrixFilter, str, str]) -> CachedBody:
        day, chosen, release, depositary = key
        rows = chosen.kept(atlas.treaty_matrix(day), chosen.members(atlas.dataset(), day))
        body = matrix_csv(rows, atlas.treaty_names(), day=day, release=release, depositary=depositary)
        return cached_body(body, "text/csv; charset=utf-8")

    turns = turns or Turns()
    files = ComputedCache(file_of, most=MATRICES_KEPT)

    def read(query: str) -> tuple[date, MatrixFilter, str, str]:
        """Return the key of the file; raises ParamsError or UnknownKeyError where there is none."""
        day, given = _matrix_params(query, today=atlas.today())
        chosen = MatrixFilter.from_query(given, atlas.dataset())
        release, reading = atlas.dataset().release, atlas.oldest_reading()
        return day, chosen, release, reading.dated_sentence

    async def matrix(request: Request) -> Response:
        if len(request.url.query) > LONGEST_LINK:
            return refuse(f"A link of the atlas has no more than {LONGEST_LINK} characters.", 414)
        try:
            key = await run_in_threadpool(read, request.url.query)
        except (ParamsError, UnknownKeyError) as error:
            return refuse(str(error), 400)
        response = respond(request, await turns.computed(request, files, key), REVALIDATE)
        response.headers["Content-Disposition"] = f'attachment; filename="treaties-{key[0]}.csv"'
        response.headers["Access-Control-Allow-Origin"] = "*"  # public data, for notebooks on other sites
        return response

    prefix = root_of(base)
    return [Route(f"{prefix}/export/treaties.csv", matrix, name="treaties")]


def _matrix_params(query: str, *, today: date) -> tuple[date, dict[str, str]]:
    """Return the day and the parameters of a query; raises ParamsError for a day that is none and an unknown name."""
    pairs = parse_qsl(query, keep_blank_values=True)
    given = {key: value for key, value in pairs if not is_tracking_parameter(key)}
    for key in given:
        one_of("a parameter", key, MATRIX_PARAMS)
    wanted = given.get("day") or today.isoformat()
    try:
        day = iso_day(wanted)
    except ValueError as error:
        raise ParamsError(f"{wanted[:40]!r} is no day: write it as 2026-03-01.") from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ParamsError(f"The atlas knows the days from {FIRST_DAY} to {LAST_DAY}, and not {day}.")
    return day, given


# -- The symbols of a view through time, which the map draws over what it plays.


def symbol_routes(atlas: Atlas, base: str = "", *, turns: Turns | None = None) -> list[BaseRoute]:
    """Return the route that serves the symbols of a view through time.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def of_view(view: View) -> CachedBody:
        symbols = symbol_history(view, atlas.dataset(), layers=atlas.layers)
        return cached_body(symbol_table(symbols), "application/json")

    turns = turns or Turns()
    tables = ComputedCache(of_view, most=HISTORIES_KEPT)

    def read(version: str, query: str) -> TableKey[View, CachedBody] | Refusal:
        """Return the key of the table, or why there is none."""
        if version != symbols_version(atlas.dataset().release):
            return "These symbols belong to another release of the atlas. Reload the page to get the present ones.", 404
        if len(query) > LONGEST_LINK:
            return f"A link of the atlas has no more than {LONGEST_LINK} characters.", 414
        view, problems = atlas.view(parse_qs(query, keep_blank_values=True))
        if problems:  # a response that is cached for a year must match its address
            return f"The atlas plays no symbols of this link. {problems[0]}", 400
        return TableKey(tables, symbol_view(view))

    async def symbols(request: Request) -> Response:
        table_key = await run_in_threadpool(read, request.path_params["version"], request.url.query)
        return await _table(request, table_key, turns)

    return [Route(root_of(base) + "/symbols/{version}.json", symbols, name="symbols")]


# -- Names, for the search in the browser.


def name_routes(dataset: Callable[[], Dataset], base: str = "") -> list[BaseRoute]:
    """Return the route that serves the names of states and areas.

    Parameters
    ----------
    dataset
        Returns everything that is known; called when the names are requested.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def file_of(_version: str) -> CachedBody:
        return cached_body(name_file(dataset()), "application/json")

    files = ComputedCache(file_of, most=1)

    def answer(version: str) -> CachedBody | None:
        return files.get(version) if version == names_version(dataset()) else None

    async def names(request: Request) -> Response:
        document = await run_in_threadpool(answer, request.path_params["version"])
        if document is None:
            return refuse(
                "These names belong to another release of the atlas. Reload the page to get the present ones."
            )
        return respond(request, document, IMMUTABLE)

    return [Route(root_of(base) + "/names/{version}.json", names, name="names")]


# -- robots.txt and favicon.ico.

ICON = "atlas.svg"
DAY = "public, max-age=86400"
# Programs that make link previews respect robots.txt (RFC 9309), so pages and their picture are allowed. Other files,
# cards and tables of time repeat the pages for every day and view: a crawler would never finish.
ROBOTS = (
    "User-agent: *",
    "Allow: {root}/export/map.png",
    "Disallow: {root}/export/",
    "Disallow: {root}/cards/",
    "Disallow: {root}/periods/",
    "Disallow: {root}/symbols/",
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
    icon = cached_body((ASSETS / ICON).read_bytes(), "image/svg+xml")

    async def robots(_request: Request) -> Response:
        return PlainTextResponse(text, headers={"Cache-Control": DAY})

    async def favicon(request: Request) -> Response:
        return respond(request, icon, REVALIDATE)

    return [Route(root + "/robots.txt", robots, name="robots"), Route(root + "/favicon.ico", favicon, name="favicon")]
