"""The about screen: what words mean, by what rules status is computed, what the atlas does not know."""

import streamlit as st

from dashboard.maps.previews import ABOUT_LINE, ABOUT_TITLE
from dashboard.maps.reference.about import chapters
from dashboard.render.html.reference import about_html
from dashboard.ui import page_shell
from dashboard.ui.service import ATLAS

page_shell.link_problems()
page_shell.title(ABOUT_TITLE, ABOUT_LINE)
st.html(about_html(chapters(ATLAS.dataset(), today=ATLAS.today())))
