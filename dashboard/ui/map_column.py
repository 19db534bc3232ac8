"""The map screen's column: headline, map, what is opened below it, and the panel beside it, as one fragment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.maps.boundary_notes import without_notes
from dashboard.maps.compose.table import table_columns
from dashboard.maps.link import link_of
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import View
from dashboard.render.html.fragments import headline_html, notes_html, origin_of, sources_in_parts, table_html
from dashboard.render.html.panel import panel_html
from dashboard.render.html.share import file_address
from dashboard.ui import page_shell, state
from dashboard.ui.live_map import acted, acts_of, live_map
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import OneOrNone
from geodata import is_extent
from geodata.geo.projections import WORLD_EXTENT

# -- Map, headline and panel: a fragment, so that an act in the map's frame sends nothing else anew, and all at once.

# Pixels of map, time and legend until the frame has asked how high the window is. About what a laptop comes to, so
# that what lies under the frame hardly moves then.
FRAME_HEIGHT = 660


@st.fragment
def map_column(around: View, beside: DeltaGenerator) -> None:
    """Draw headline, map and what is opened under them, and the panel beside.

    Parameters
    ----------
    around
        The view that the rest of the page was last drawn for. When the reader changes more of it than the filter by
        status and the country, the whole page runs.
    beside
        The container of the panel. Were the panel a part of its own, a click would have to run twice.
    """
    with page_shell.faults_shown():  # a run of the fragment alone does not come through app.py
        view = state.arrive_in_part(read_view=ATLAS.view)
        if not _fits(around, view):
            st.rerun()
        spec = ATLAS.spec(view)
        with page_shell.faults_shown():
            _map(spec, around)
        # Whatever went wrong before: a container outside takes nothing later if a run of the whole page left it out.
        with beside, page_shell.faults_shown():
            side_panel(spec, view)
        below_map(spec, view)
        state.depart_in_part()


def _map(spec: MapSpec, around: View) -> None:
    st.html(headline_html(spec, ATLAS.freshness(spec)))
    page_shell.link_problems()
    live_map(
        spec,
        height=FRAME_HEIGHT,
        last_act=state.last_act(),
        session=state.name(),
        on_acts=lambda value: _act(value, around),
    )


def map_notes(spec: MapSpec) -> None:
    """Draw the notes of the map; they do not change with the filter by status, so they stand outside the fragment.

    Notes on boundaries stand in the frame of the map, where they follow what is in view.
    """
    st.html(notes_html(spec.legends, without_notes(spec.notes), spec.boundary_note, origin=origin_of(spec)))


def _act(value: object, around: View) -> None:
    """Change the view by what the reader did in the frame, and have the whole page run where it must follow."""
    for act in acts_of(value, session=state.name()):
        state.apply_act(act.number, partial(acted, act=act))
    if not _fits(around, state.current()):
        st.rerun()


def _fits(around: View, view: View) -> bool:
    """Whether the rest of the page stays as it is: it follows statuses and country for some layers only."""
    followed = {name for layer in ATLAS.layers.on(view) for name in layer.redraws_page}
    if "country" not in followed:
        view = replace(view, country=around.country)
    if "statuses" not in followed:
        view = replace(view, statuses=around.statuses)
    return view == around


# -- What a reader may open under the map: the table, the sources, the map in words. Only the chosen one is drawn.

TABLE, SOURCES, WORDS = "Table", "Sources", "In words"


def below_map(spec: MapSpec, view: View) -> None:
    """Draw the switch and what it chose; nothing at first, because the table is heavy and the map comes first."""
    counts = {TABLE: f" ({len(spec.rows)})", SOURCES: f" ({len(spec.sources)})", WORDS: ""}

    def label(name: str) -> str:
        return name + counts[name]

    chosen = st.segmented_control(
        "Below the map",
        list(counts),
        format_func=label,
        label_visibility="collapsed",
        **state.choice("below-map", None, OneOrNone(counts, label)),
    )
    if chosen == TABLE:
        table(spec)
    elif chosen:
        words = f'<div class="prose"><p>{escape(spec.text_alternative)}</p></div>' if chosen == WORDS else ""
        st.html(words + sources_in_parts(spec.sources, ATLAS.cards(view).further, anchor="note"))


def table(spec: MapSpec) -> None:
    """Draw the table and its download."""
    widths = {column.title: st.column_config.Column(width=column.pixels) for column in spec.columns if column.pixels}
    st.html(f'<div class="on-paper">{table_html(spec)}</div>')  # the grid is a canvas, which prints the rows in view
    st.dataframe(table_columns(spec), hide_index=True, width="stretch", height=420, column_config=widths)
    # A file that Streamlit keeps for a button is gone as soon as the next run has another one.
    where = escape(file_address("csv", link_of(spec.view), download="1"))
    st.html(f'<p class="download"><a href="{where}" download>Download CSV</a></p>')


# -- The panel beside the map: one block of HTML, and the buttons that leave it.

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
            st.page_link(COUNTRY_SCREEN, label="Full page", query_params=state.link_parameters())
            if view.extent != area and is_extent(area):
                _button(f"Zoom to {name}", "zoom", lambda now: replace(now, extent=area))
        if view.extent != WORLD_EXTENT:
            _button("Back to world", "world", lambda now: replace(now, extent=WORLD_EXTENT))
        if area:
            _button("Close", "close", lambda now: replace(now, country=None))


def _button(label: str, key: str, edit: Callable[[View], View]) -> None:
    st.button(label, key=f"panel-{key}", type="tertiary", on_click=state.change_page, args=(edit,))
