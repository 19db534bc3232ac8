"""The map with its headline and legend: a fragment, so that a click on the legend sends nothing else anew."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.maps.view import LayerId, View
from dashboard.render.headline_html import headline_html
from dashboard.render.notes_html import legend_notes
from dashboard.ui import cache, chrome, state
from dashboard.ui.below_map import below_map
from dashboard.ui.live_map import live_map
from dashboard.ui.map_acts import acted, acts_of

FRAME_HEIGHT = 560  # pixels of map, time and legend where the frame cannot ask how high the window is


@st.fragment
def map_column(around: View) -> None:
    """Draw headline, map and what is opened under them.

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
    live_map(spec, height=FRAME_HEIGHT, heard=state.heard(), on_acts=lambda value: _act(value, around))
    below_map(spec, view)
    state.depart()


def map_notes(view: View) -> None:
    """Draw the notes of the map; they do not change with the filter by status, so they stand outside the fragment."""
    spec = cache.spec_of(view)
    st.html(legend_notes(spec.legends, spec.notes, spec.boundary_note))


def _act(value: object, around: View) -> None:
    """Change the view by what the reader did in the frame, and have the whole page run where more follows from it."""
    for act in acts_of(value):
        state.hear(act.number, partial(acted, act=act))
    if not _fits(around, state.current()):
        st.rerun()


def _fits(around: View, view: View) -> bool:
    """Whether sidebar and panel would look the same: they show nothing of the status filter, but claims follow it."""
    if LayerId.CONTAMINATION in view.layers:
        return around == view
    return replace(around, statuses=()) == replace(view, statuses=())
