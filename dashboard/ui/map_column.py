"""Map, headline and panel: a fragment, so that an act in the map's frame sends nothing else anew, and all at once."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.maps.layers.borders import without_notes
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import LayerId, View
from dashboard.render.html.fragments import headline_html, notes_html, origin_of
from dashboard.ui import cache, chrome, state
from dashboard.ui.below_map import below_map
from dashboard.ui.live_map import live_map
from dashboard.ui.map_acts import acted, acts_of
from dashboard.ui.side_panel import side_panel

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
    with chrome.faults_told():  # a run of the fragment alone does not come through app.py
        data = cache.dataset()
        view = state.arrive_in_part(areas=data.states, claims=data.claim_by_id)
        if not _fits(around, view):
            st.rerun()
        spec = cache.spec_of(view)
        with chrome.faults_told():
            _map(spec, around)
        # Whatever went wrong before: a container outside takes nothing later if a run of the whole page left it out.
        with beside, chrome.faults_told():
            side_panel(spec, view)
        below_map(spec, view)
        state.depart_in_part()


def _map(spec: MapSpec, around: View) -> None:
    st.html(headline_html(spec, cache.freshness_of(spec)))
    chrome.link_problems()
    live_map(
        spec, height=FRAME_HEIGHT, heard=state.heard(), session=state.name(), on_acts=lambda value: _act(value, around)
    )


def map_notes(spec: MapSpec) -> None:
    """Draw the notes of the map; they do not change with the filter by status, so they stand outside the fragment.

    Notes on boundaries stand in the frame of the map, where they follow what is in view.
    """
    st.html(notes_html(spec.legends, without_notes(spec.notes), spec.boundary_note, origin=origin_of(spec)))


def _act(value: object, around: View) -> None:
    """Change the view by what the reader did in the frame, and have the whole page run where it must follow."""
    for act in acts_of(value, session=state.name()):
        state.hear(act.number, partial(acted, act=act))
    if not _fits(around, state.current()):
        st.rerun()


def _fits(around: View, view: View) -> bool:
    """Whether what stands around would look the same: it shows nothing of the status filter, but claims follow it.

    The choice of a footprint follows the country.
    """
    if LayerId.FOOTPRINT not in view.layers:
        view = replace(view, country=around.country)
    if LayerId.CONTAMINATION not in view.layers:
        view = replace(view, statuses=around.statuses)
    return view == around
