"""A page with the live map and nothing else: the radio switches between three made-up specifications."""

import streamlit as st

from dashboard.ui.live_map import live_map
from tests.map_specs import map_spec

SPECS = {
    "blue": map_spec(fills=("#1B6DC4",)),
    "mixed": map_spec(fills=("#1B6DC4", "#F9C329", "#590B47"), chosen="UKR", muted=("FRA",)),
    "korea": map_spec("korea", fills=("#D26400",)),
}

st.set_page_config(layout="wide")
name = st.radio("Specification", list(SPECS), horizontal=True)
click = live_map(SPECS[name], height=420)
st.markdown("no click" if click is None else f"clicked {click.area}, number {click.count}")
