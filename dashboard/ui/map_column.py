"""The map screen's fragment: headline, map, the parts below it (table, sources, text alternative), and the panel."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.maps.boundary_notes import without_notes
from dashboard.maps.compose.table import table_columns
from dashboard.maps.spec import MapSpec, cell_text
from dashboard.maps.view import View
from dashboard.render.column_widths import WIDEST, text_pixels
from dashboard.render.html.fragments import headline_html, notes_html, origin_of, sources_in_parts, table_html
from dashboard.render.html.panel import panel_html
from dashboard.render.html.share import file_address
from dashboard.ui import page_shell, state
from dashboard.ui.live_map import acted, acts_of, live_map
from dashboard.ui.service import ATLAS, file_link
from dashboard.ui.widget_values import OneOrNone
from geodata import is_extent
from geodata.geo.projections import WORLD_EXTENT

# -- One Streamlit fragment for map, headline and panel: an act in the map's frame reruns these in one delta, no more.

# Pixels of the frame (map, time control, legend) until its script has measured the window. About the value of a
# laptop, so that the layout below hardly shifts then.
FRAME_HEIGHT = 660


@st.fragment
def map_column(around: View, beside: DeltaGenerator) -> None:
    """Draw headline, map, the parts below the map, and the panel.

    Parameters
    ----------
    around
        The view of the last run of the whole page. A change of more than the filter by a class of the legend and the
        country reruns the whole page.
    beside
        The container of the panel. With a fragment of its own for the panel, a click would need two reruns.
    """
    with page_shell.faults_shown():  # a rerun of the fragment alone does not pass app.py
        view = state.arrive_in_part(read_view=ATLAS.view)
        if not _fits(around, view):
            st.rerun()
        spec = ATLAS.spec(view)
        with page_shell.faults_shown():
            _map(spec, around)
        # After a fault too: a rerun cannot fill a container outside the fragment that the full run left empty.
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
    """Draw the notes of the map, outside the fragment, because the filter by status does not change them.

    Notes on boundaries are drawn by the script of the frame, which lists those of the part in view.
    """
    st.html(notes_html(spec.legends, without_notes(spec.notes), spec.boundary_note, origin=origin_of(spec)))


def _act(value: object, around: View) -> None:
    """Apply the acts that the frame sent to the view, and rerun the whole page where it depends on the change."""
    for act in acts_of(value, session=state.name()):
        state.apply_act(act.number, partial(acted, act=act))
    if not _fits(around, state.current()):
        st.rerun()


def _fits(around: View, view: View) -> bool:
    """Return whether the page outside the fragment is current; filters and country count by `Layer.redraws_page`."""
    followed = {name for layer in ATLAS.layers.on(view) for name in layer.redraws_page}
    if "country" not in followed:
        view = replace(view, country=around.country)
    if "statuses" not in followed:
        view = replace(view, statuses=around.statuses)
    if "class_filter" not in followed:
        view = replace(view, class_filter=around.class_filter)
    return view == around


# -- Below the map: the table, the sources or the text alternative. Only the chosen part is drawn and sent.

TABLE, SOURCES, WORDS = "Table", "Sources", "In words"


def below_map(spec: MapSpec, view: View) -> None:
    """Draw the switch and the chosen part; none at first, because the table is large and would delay the map."""
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
        words = f'<div class="prose"><p>{escape(spec.in_words)}</p></div>' if chosen == WORDS else ""
        st.html(words + sources_in_parts(spec.sources, ATLAS.cards(view).further, anchor="note"))


def table(spec: MapSpec) -> None:
    """Draw the table and the link of its CSV file."""
    columns = table_columns(spec)
    pixels = {
        column.title: min(text_pixels([column.title, *(cell_text(row.cells[at]) for row in spec.rows)]), WIDEST)
        for at, column in enumerate(spec.columns)
    }
    first = spec.columns[0].title  # the name, which stays in sight
    widths = {
        title: st.column_config.Column(width=width, pinned=title == first or None) for title, width in pixels.items()
    }
    st.html(f'<div class="on-paper">{table_html(spec)}</div>')  # the grid is a canvas, which prints the rows in view
    st.dataframe(columns, hide_index=True, width="stretch", height=420, column_config=widths, placeholder="")
    # Not st.download_button: Streamlit drops the file of a button as soon as the next run registers another.
    where = escape(file_address("csv", file_link(spec.view), download="1"))
    st.html(f'<p class="download"><a href="{where}" download>Download CSV</a></p>')


# -- The panel beside the map: one block of HTML, and buttons for country page, zoom and close.

COUNTRY_SCREEN = "screens/country.py"


def side_panel(spec: MapSpec, view: View) -> None:
    """Draw the panel of a view, with its buttons where a country or an extent is chosen."""
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
