"""The screen of own data: a reader's table or measurement, read, described and put on the map of this session."""

import streamlit as st

from dashboard.maps.previews import OWN_LINE, OWN_TITLE
from dashboard.ui import own, page_shell, state

page_shell.link_problems()
page_shell.title(OWN_TITLE, OWN_LINE)
with st.container(key="own-data"):
    own.opened_data(state.current())
    own.file_part()
