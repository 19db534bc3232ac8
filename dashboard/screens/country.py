"""The country screen: map, timeline, claims, four treaties and every table of one country, each part foldable."""

from dataclasses import replace

import streamlit as st

from dashboard.maps.reference.country_page import first_level_rows, treaty_cards
from dashboard.render.html.country import (
    SOURCES,
    TABLES,
    TITLES,
    TREATIES,
    contents_html,
    country_head_html,
    country_sources_html,
    part_html,
    tables_html,
    treaty_cards_html,
)
from dashboard.render.html.reference import country_index_html
from dashboard.ui import controls, country, page_shell, state
from dashboard.ui.service import ATLAS
from dashboard.ui.share import share_part
from geodata import day_label, is_extent

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
    closer = ATLAS.spec(replace(view, extent=view.country)) if is_extent(view.country) else spec
    st.html(country_head_html(spec, ATLAS.freshness(spec)))
    with st.container(key="take", horizontal=True, gap="small", vertical_alignment="center"):
        share_part(of_country=True)
        page_shell.to_the_map("On the live map")
    st.html(contents_html(TITLES))
    country.map_part(closer)
    country.timeline_part(ATLAS.country_timeline(view), spec)
    country.claims_part(ATLAS.claim_panels(view), spec)
    cards = treaty_cards_html(treaty_cards(spec, ATLAS.dataset()), spec)
    st.html(part_html(TREATIES, cards))
    st.html(part_html(TABLES, tables_html(spec, first_level_rows(spec, ATLAS.dataset()))))
    sources = country_sources_html(spec)
    st.html(part_html(SOURCES, sources, is_open=False))
