"""The panel beside the map: one block of HTML, and the buttons that leave it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.maps.spec import MapSpec
from dashboard.maps.view import View
from dashboard.render.html.panel import panel_html
from dashboard.ui import state
from geodata import is_extent
from geodata.geo.projections import WORLD_EXTENT

COUNTRY_SCREEN = "screens/country.py"


def side_panel(spec: MapSpec, view: View) -> None:
    """Draw the panel of a view."""
    if view.country or view.extent != WORLD_EXTENT:
        _ways_out(spec.panel.title, view)
    st.html(panel_html(spec))


def _ways_out(name: str, view: View) -> None:
    area = view.country
    with st.container(key="panel-actions", horizontal=True, gap=None):
        if area:
            st.page_link(COUNTRY_SCREEN, label="Full page", query_params=state.way())
            if view.extent != area and is_extent(area):
                _button(f"Zoom to {name}", "zoom", lambda now: replace(now, extent=area))
        if view.extent != WORLD_EXTENT:
            _button("Back to world", "world", lambda now: replace(now, extent=WORLD_EXTENT))
        if area:
            _button("Close", "close", lambda now: replace(now, country=None))


def _button(label: str, key: str, edit: Callable[[View], View]) -> None:
    st.button(label, key=f"panel-{key}", type="tertiary", on_click=state.change_page, args=(edit,))
