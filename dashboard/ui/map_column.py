"""The map with its headline and legend: a fragment, so that a click on the legend sends nothing else anew."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.maps.view import LayerId, View
from dashboard.render.headline_html import headline_html
from dashboard.render.legend_html import legend_notes
from dashboard.ui import cache, chrome, state
from dashboard.ui.below_map import below_map
from dashboard.ui.legend import legends
from dashboard.ui.live_map import live_map
from dashboard.ui.time_bar import time_bar

MAP_HEIGHT = 384  # pixels: headline, map, time line and legend together fit a laptop of 800


@st.fragment
def map_column(around: View) -> None:
    """Draw headline, map, time line, legend, notes and what is opened under them.

    Parameters
    ----------
    around
        The view that the rest of the page, sidebar and panel, was last drawn for. When the reader changes more of it
        than the filter by status, the whole page runs.
    """
    with chrome.faults_told():  # a run of the fragment alone does not come through app.py
        _draw(around)


def _draw(around: View) -> None:
    data = cache.dataset()
    view = state.arrive_in_part(areas=data.states, claims=data.claim_by_id)
    if not _fits(around, view):
        state.touch()
        st.rerun()
    spec = cache.spec_of(view)
    st.html(headline_html(spec))
    chrome.link_problems()
    click = live_map(spec, height=MAP_HEIGHT)
    time_bar(view)
    legends(spec, view)
    st.html(legend_notes(spec.legends, spec.notes, spec.boundary_note))
    below_map(spec, view)
    if click is not None and state.is_new_click(click.count):
        area = click.area
        state.change(lambda now: replace(now, country=area))
        st.rerun()
    state.depart()


def _fits(around: View, view: View) -> bool:
    """Whether sidebar and panel would look the same: they show nothing of the status filter, but claims follow it."""
    if LayerId.CONTAMINATION in view.layers:
        return around == view
    return replace(around, statuses=()) == replace(view, statuses=())
