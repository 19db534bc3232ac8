"""The sources screen."""

import streamlit as st

st.html('<header class="headline"><h1>Sources</h1></header>')
