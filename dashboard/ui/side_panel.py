"""The panel beside the map: one block of HTML, and the buttons that leave it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.maps.spec import MapSpec
from dashboard.maps.view import View
from dashboard.render.panel_html import panel_html
from dashboard.ui import state
from dashboard.ui.controls import WORLD
from geodata import is_extent

COUNTRY_SCREEN = "screens/country.py"


def side_panel(spec: MapSpec, view: View) -> None:
    """Draw the panel of a specification."""
    with st.container(key="panel", gap="small"):
        if view.country or view.extent != WORLD:
            _ways_out(spec.panel.title, view)
        st.html(panel_html(spec))


def _ways_out(name: str, view: View) -> None:
    with st.container(key="panel-actions", horizontal=True, gap=None):
        if view.country:
            st.page_link(COUNTRY_SCREEN, label="Full page", query_params=state.link())
            if view.extent != view.country and is_extent(view.country):
                _button(f"Zoom to {name}", "zoom", replace(view, extent=view.country))
        if view.extent != WORLD:
            _button("Back to world", "world", replace(view, extent=WORLD))
        if view.country:
            _button("Close", "close", replace(view, country=None))


def _button(label: str, key: str, target: View) -> None:
    st.button(label, key=f"panel-{key}", type="tertiary", on_click=state.replace, args=(target,))
