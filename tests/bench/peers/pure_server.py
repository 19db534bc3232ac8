"""Serves a plain Leaflet page with our shapes and statuses: what is left when nothing asks a server."""

import json
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from dashboard.maps.palette import MUTED
from dashboard.render.live_map.geometry import frame_answer
from geodata.geo.projections import WORLD_EXTENT
from tests.bench.peers import around


def page(_request: Request) -> Response:
    """Answer with the page."""
    return FileResponse(Path(__file__).with_name("pure.html"))


def world(_request: Request) -> Response:
    """Answer with the shapes of the world, the ones that the atlas draws."""
    names = {code: state.name for code, state in around.dataset().states.items()}
    return Response(frame_answer(WORLD_EXTENT, names, {}), media_type="application/json")


def statuses(_request: Request) -> Response:
    """Answer with the status of every area, and with the look of every status."""
    looks = {kind.value: [around.LABELS[kind], fill] for kind, fill in around.FILLS.items()}
    kinds = {row.state.area: row.kind.value for row in around.rows()}
    return Response(json.dumps({"looks": looks, "muted": MUTED.light, "kinds": kinds}), media_type="application/json")


app = st.App(
    "floor_page.py",
    routes=[
        Route("/pure/", page),
        Route("/pure/world.json", world),
        Route("/pure/statuses.json", statuses),
        Mount("/assets", StaticFiles(packages=[("dashboard", "assets")])),
    ],
    middleware=[Middleware(GZipMiddleware)],
)
