"""The policy screen: United States policy from 1992 to the day, as bars through time and in words with sources."""

from dataclasses import replace
from html import escape

import streamlit as st

from dashboard.maps.reference.policy_history import bars_text
from dashboard.render.charts import policy_chart, policy_key
from dashboard.render.html.charts import chart_key_html
from dashboard.render.html.country import contents_html, country_sources_html, part_html
from dashboard.render.html.panel import page_title
from dashboard.render.html.reference import (
    POLICY_TITLES,
    PolicyPart,
    policy_of_others_html,
    policy_texts_html,
    policy_treaties_html,
    policy_zone_html,
)
from dashboard.ui import controls, country, page_shell, state
from dashboard.ui.service import ATLAS

view = state.current()
with st.sidebar:
    controls.day(view)

page, bars, events = ATLAS.policy_history(view)
theme = country.page_theme()
page_shell.link_problems()
page_shell.to_the_map("The policy on the map")
st.html(page_title(page, ATLAS.freshness(page)) + contents_html(POLICY_TITLES))
with country.part(PolicyPart.THROUGH_TIME, POLICY_TITLES[PolicyPart.THROUGH_TIME]):
    if bars:
        words = bars_text(bars)
        st.html(chart_key_html(policy_key(bars)))
        st.vega_lite_chart(
            policy_chart(bars, events, day=page.day, theme=theme),
            theme=None,
            width="stretch",
            key="policy-bars",
            alt=words,
        )
        note = (
            "A bar is a period, a point an act; each stands in words below. Where there is no bar, no text was read "
            "that says what is allowed. Pale or hollow: not verified, or derived from an earlier text. "
            f"On the day shown: {words}"
        )
        st.html(f'<p class="quiet">{escape(note)}</p>')
    else:
        st.html("<p>No rule of United States policy is recorded by this day.</p>")
korea = ATLAS.spec(replace(view, layers=("policy", "borders"), extent="korea", country=None, since=None, beside=None))
bodies = {
    PolicyPart.TEXTS: policy_texts_html(page),
    PolicyPart.TREATIES: policy_treaties_html(page),
    PolicyPart.ZONE: policy_zone_html(page, korea, theme=theme),
    PolicyPart.OTHER_STATES: policy_of_others_html(page),
    PolicyPart.SOURCES: country_sources_html(page),
}
for anchor, body in bodies.items():
    is_open = anchor != PolicyPart.SOURCES
    st.html(part_html(anchor, body, title=escape(POLICY_TITLES[anchor]), is_open=is_open))
