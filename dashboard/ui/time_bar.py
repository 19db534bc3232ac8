"""The time line under the map: a slider over all days, and the key days marked where they lie."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.maps.view import FIRST_DAY, View
from dashboard.render.time_marks import time_marks
from dashboard.ui import cache, state
from dashboard.ui.controls import on_day


def time_bar(view: View) -> None:
    """Draw the time line; it reaches beyond today only when the view does."""
    shown = view.on(cache.today())
    last = max(shown, cache.today())
    with st.container(key="time", gap=None):
        st.slider(
            "Day on the time line",
            min_value=FIRST_DAY,
            max_value=last,
            format="D MMMM YYYY",
            label_visibility="collapsed",
            # Another end makes another widget, at midnight too; it must not begin with the old one's place.
            **state.editor(f"slider-{last}", shown, lambda old, new: replace(old, day=on_day(new))),
        )
        st.html(time_marks(cache.days_of(view.treaty), first=FIRST_DAY, last=last))
