"""The sources screen: the bibliography, searched by words and by who stands behind a document."""

import streamlit as st

from dashboard.maps.bibliography import ROLE_LABELS, matching
from dashboard.render.bibliography_html import bibliography_html
from dashboard.ui import cache, chrome, state

ON_A_PAGE = 25  # citations that a screen reader or an eye gets through; the page stays below 100 kB

entries = cache.sources()

with st.sidebar:
    words = st.text_input("Search", placeholder="Words, country, publisher", key="source-words", on_change=state.touch)
    roles = st.pills(
        "Who published it",
        list(ROLE_LABELS),
        selection_mode="multi",
        format_func=ROLE_LABELS.__getitem__,
        key="source-roles",
        on_change=state.touch,
    )

found = matching(entries, words, roles)
pages = -(-len(found) // ON_A_PAGE)
counted = f"{len(found)} of {len(entries)} documents" if len(found) < len(entries) else f"{len(entries)} documents"

chrome.link_problems()
chrome.title("Sources", f"{counted}. Every fact of the atlas cites at least one of them and the place in it.")
if found:
    page = st.pagination(pages, key=f"source-page-{words}-{roles}", on_change=state.touch) if pages > 1 else 1
    shown = found[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    st.html(bibliography_html(shown))
else:
    st.html('<p class="quiet">No document has all of these words. Try fewer, or another publisher.</p>')
