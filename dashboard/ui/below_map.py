"""What a reader may open under the map: the table, the sources, the map in words. Only the chosen one is drawn."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.maps.compose.table import table_columns
from dashboard.maps.permalinks import dated_link
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import View
from dashboard.render.html.fragments import sources_in_parts, table_html
from dashboard.render.html.share import file_address
from dashboard.ui import cache, state
from dashboard.ui.widget_values import OneOrNone

TABLE, SOURCES, WORDS = "Table", "Sources", "In words"
# Pixels: state, status, claim, who said it and from what source stand side by side on a laptop.
WIDTHS = {
    "State": 110,
    "Status": 110,
    "Since": 85,
    "Claimed contamination": 110,
    "km²": 70,
    "Claimant": 120,
    "Sources": 160,
}


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
        st.html(words + sources_in_parts(spec.sources, cache.cards_of(view).further, anchor="note"))


def table(spec: MapSpec) -> None:
    """Draw the table and its download."""
    widths = {title: st.column_config.Column(width=width) for title, width in WIDTHS.items()}
    st.html(f'<div class="on-paper">{table_html(spec)}</div>')  # the grid is a canvas, which prints the rows in view
    st.dataframe(table_columns(spec), hide_index=True, width="stretch", height=420, column_config=widths)
    # A file that Streamlit keeps for a button is gone as soon as the next run has another one.
    where = escape(file_address("csv", dated_link(spec), download="1"))
    st.html(f'<p class="download"><a href="{where}" download>Download CSV</a></p>')
