"""The map screen: headline, map, time, legend, notes, and the panel beside them."""

from dataclasses import replace

import streamlit as st

from dashboard.render.headline_html import headline_html
from dashboard.render.legend_html import legend_notes
from dashboard.ui import cache, chrome, controls, state
from dashboard.ui.below_map import below_map
from dashboard.ui.legend import legends
from dashboard.ui.live_map import live_map
from dashboard.ui.side_panel import side_panel
from dashboard.ui.time_bar import time_bar

MAP_HEIGHT = 384  # pixels: headline, map, time line and legend together fit a laptop of 800

view = state.current()
spec = cache.spec_of(view)

with st.sidebar:
    controls.questions(view)

with st.container(key="atlas"):
    left, right = st.columns([2.6, 1], gap="medium")
with left:
    st.html(headline_html(spec))
    chrome.link_problems()
    click = live_map(spec, height=MAP_HEIGHT)
    time_bar(view)
    legends(spec, view)
    st.html(legend_notes(spec.legends, spec.notes, spec.boundary_note))
    below_map(spec)
with right:
    side_panel(spec, view)

if click is not None and state.is_new_click(click.count):
    area = click.area
    state.change(lambda now: replace(now, country=area))
    st.rerun()
