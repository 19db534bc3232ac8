"""Serves the naive page with our copy of Leaflet beside it, because nothing may come from a CDN."""

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

app = st.App("naive_page.py", routes=[Mount("/assets", StaticFiles(packages=[("dashboard", "assets")]))])
