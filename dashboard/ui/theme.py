"""The reader's theme, for pictures that are drawn on the server; everything else follows it in the browser by CSS."""

from __future__ import annotations

import streamlit as st

from dashboard.render.swatch import Theme


def theme() -> Theme:
    """Return the theme that the reader's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"
