"""Serves map_harness.py with the routes and headers of the atlas, so that the map can be tested without its page."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from dashboard.maps.compose.cards import Card, Cards
from dashboard.render.live_map.component import early_files
from dashboard.render.live_map.message import card_table
from dashboard.web.html_injector import FRAME, HtmlInjector
from dashboard.web.http import SafeHeaders
from dashboard.web.page_head import frame_scripts, frame_styles
from dashboard.web.routes import cell_routes, map_routes

NAMES = {"BRA": "Brazil <&>", "KOR": "Republic of Korea"}

CARDS = Cards("A treaty", "Mines", (Card("BRA", "Brazil", "<i> since 1999 [1]", "No claim"),), (), ((1, "A <b>"),), ())

app = st.App(
    str(Path(__file__).with_name("map_harness.py")),
    routes=[
        *map_routes(lambda: NAMES, dict),
        *cell_routes(dict),
        Route("/cards/{name}.json", lambda _: Response(card_table(CARDS), media_type="application/json")),
    ],
    middleware=[
        Middleware(SafeHeaders),
        Middleware(HtmlInjector, tags=early_files()),
        Middleware(HtmlInjector, first=frame_scripts(), last=frame_styles(), page=FRAME),
    ],
)
