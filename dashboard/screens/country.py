"""The country screen: everything recorded about one country by the day, all of it open, in two columns."""

import streamlit as st

from dashboard.render.panel_html import panel_html
from dashboard.ui import cache, chrome, controls, state

view = state.current()

with st.sidebar:
    controls.country()
    controls.treaty(view)
    controls.day(view)

chrome.link_problems()
if view.country is None:
    chrome.title("Which country?", "Search one in the sidebar, or choose it on the map.")
    chrome.to_the_map("Open the map")
else:
    spec = cache.spec_of(view)
    chrome.to_the_map(f"{spec.panel.title} on the map")
    st.html(panel_html(spec, is_open=True))
