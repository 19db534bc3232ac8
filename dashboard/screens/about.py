"""The about screen."""

import streamlit as st

st.html('<header class="headline"><h1>About</h1></header>')
