"""The country screen: everything recorded about one country by the day, all of it open, and its claims as charts."""

import streamlit as st

from dashboard.render.html.panel import panel_html
from dashboard.render.html.reference import country_index_html
from dashboard.ui import claims_comparison, controls, page_shell, state
from dashboard.ui.service import ATLAS
from geodata import day_label

view = state.current()

with st.sidebar:
    controls.country(view.country)
    controls.treaty(view)
    controls.day(view)

page_shell.link_problems()
if view.country is None:
    regions, keys = ATLAS.country_index(view)
    treaty, day = ATLAS.dataset().treaty(view.treaty).short_name, day_label(view.on(ATLAS.today()))
    page_shell.title(
        "Which country?", f"Status under the {treaty} on {day}. A country’s page has its acts, claims and sources."
    )
    page_shell.to_the_map("Choose one on the map")
    st.html(country_index_html(regions, keys))
else:
    spec = ATLAS.spec(view)
    page_shell.to_the_map(f"{spec.panel.title} on the map")
    st.html(panel_html(spec, is_open=True, freshness=ATLAS.freshness(spec)))
    claims_comparison.claims_compared(ATLAS.claim_panels(view))
