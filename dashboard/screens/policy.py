"""The policy screen: United States policy from 1992 to the day, as bars through time and in words with sources."""

from html import escape

import streamlit as st

from dashboard.maps.reference.policy_history import bars_text
from dashboard.maps.spec import PictureTheme
from dashboard.render.charts import policy_chart
from dashboard.render.html.panel import page_title, panel_html
from dashboard.ui import controls, page_shell, state
from dashboard.ui.service import ATLAS

view = state.current()
with st.sidebar:
    controls.day(view)

page, bars = ATLAS.policy_history(view)
page_shell.link_problems()
page_shell.to_the_map("The policy on the map")
st.html(page_title(page, ATLAS.freshness(page)))
if bars:
    theme: PictureTheme = "dark" if st.context.theme.type == "dark" else "light"
    words = bars_text(bars)
    note = f"Faint: not verified, or derived from an earlier text. On the day shown: {words}"
    st.vega_lite_chart(
        policy_chart(bars, day=page.day, theme=theme), theme=None, width="stretch", key="policy-bars", alt=words
    )
    st.html(f'<p class="quiet">{escape(note)}</p>')
st.html(panel_html(page, is_open=True, has_title=False))
