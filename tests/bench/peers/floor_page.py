"""Streamlit's own floor: the filter and one element that changes colour. No map can be faster on Streamlit."""

import streamlit as st

KINDS = ("Party", "Not signed")
COLOURS = ("#1B6DC4", "#590B47", "#D26400", "#4E7A3A")

st.set_page_config("Floor", layout="wide")
kept = st.session_state.get("statuses", ())
colour = COLOURS[sum(1 << KINDS.index(kind) for kind in kept)]
st.html(f'<div id="m" style="height:384px;background:{colour}"></div>')
st.pills("Status", KINDS, selection_mode="multi", key="statuses")
