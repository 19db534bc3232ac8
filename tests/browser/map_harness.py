"""A page with the live map and nothing else: the radio switches between three made-up specifications."""

import streamlit as st

from dashboard.ui.live_map import acts_of, live_map
from tests.map_specs import map_spec

SPECS = {
    "blue": map_spec(fills=("#1B6DC4",)),
    "mixed": map_spec(fills=("#1B6DC4", "#F9C329", "#590B47"), chosen="UKR", muted=("FRA",)),
    "korea": map_spec("korea", fills=("#D26400",)),
}

st.set_page_config(layout="wide")
name = st.radio("Specification", list(SPECS), horizontal=True)
acts = st.session_state.setdefault("acts", [])
heard = acts[-1].number if acts else 0
live_map(
    SPECS[name],
    height=420,
    heard=heard,
    session="harness",
    on_acts=lambda value: acts.extend(acts_of(value, session="harness")[-1:]),
)
st.markdown(f"{len(acts)} acts" + (f", the last {acts[-1].kind} {acts[-1].value}" if acts else ""))
