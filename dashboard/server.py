"""The server that `make run` starts: Streamlit's app with our routes, our headers and a warm start."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from streamlit import config

from dashboard.render.folium_map import early_files
from dashboard.render.map_frame import frame_answer
from dashboard.web.headers import HeadTags, SafeHeaders, StaticBundle
from dashboard.web.routes import map_routes
from geodata import load

BASE = config.get_option("server.baseUrlPath") or ""
BUNDLE = Path(st.__file__).parent / "static" / "static"


@cache
def area_names() -> Mapping[str, str]:
    """Return the name of every area by its code."""
    return {code: state.name for code, state in load().states.items()}


def _warm_up() -> None:
    """Do before the first reader comes what the first reader would wait for."""
    import geopandas  # noqa: F401, PLC0415 - its import takes a second, and only the first extent needs it

    frame_answer("world", area_names())
    gc.collect()
    # Streamlit collects all garbage after every run; what is frozen now is not looked at again (100 ms each time).
    gc.freeze()


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Warm up in a worker thread while the server starts."""
    await run_in_threadpool(_warm_up)
    yield


# streamlit_folium must not be imported here: before Streamlit runs, its component would be registered nowhere.
app = st.App(
    "app.py",
    routes=map_routes(area_names, BASE),
    middleware=[
        Middleware(SafeHeaders),
        Middleware(HeadTags, tags=early_files(), base=BASE),
        Middleware(StaticBundle, folder=BUNDLE, base=BASE),
    ],
    lifespan=lifespan,
)
