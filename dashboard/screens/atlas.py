"""The map screen: questions at the side, the map with its legend, and the panel beside it."""

import streamlit as st

from dashboard.ui import controls, state, story
from dashboard.ui.map_column import map_column, map_notes
from dashboard.ui.service import ATLAS
from dashboard.ui.share import share_part

view = state.current()
spec = ATLAS.spec(view)  # an exception of it is shown once, and not by every part

with st.container(key="atlas"):
    left, right = st.columns([2.6, 1], gap="medium")
with right:
    beside = st.container(key="panel", gap="small")
with left:
    map_column(view, beside)
    with st.container(key="take", horizontal=True, gap="small", vertical_alignment="center"):
        share_part()
        story.add_view()
    map_notes(spec)
with st.sidebar:  # last, because what comes first is drawn first: the map
    controls.questions(view)
