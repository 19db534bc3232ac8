"""The sources screen: the bibliography, searched by words and by who stands behind a document."""

import streamlit as st

from dashboard.maps.previews import SOURCES_LINE, SOURCES_TITLE
from dashboard.maps.reference.bibliography import ROLE_LABELS, matching
from dashboard.render.html.reference import bibliography_html
from dashboard.ui import page_shell, state
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import OneOf, SomeOf, Text

LONGEST = 200  # characters of a search; as in a link, no honest value is longer
ON_A_PAGE = 25  # citations that a screen reader or an eye gets through; the page stays below 100 kB

entries = ATLAS.bibliography()

with st.sidebar:
    words = st.text_input(
        "Search",
        max_chars=LONGEST,
        placeholder="Words, country, publisher",
        **state.choice("source-words", "", Text(LONGEST)),
    )
    roles = st.pills(
        "Who published it",
        list(ROLE_LABELS),
        selection_mode="multi",
        format_func=ROLE_LABELS.__getitem__,
        **state.choice("source-roles", [], SomeOf(ROLE_LABELS, ROLE_LABELS.__getitem__)),
    )

matches = matching(entries, words, roles)
pages = -(-len(matches) // ON_A_PAGE)
counted = f"{len(matches)} of {len(entries)} documents" if len(matches) < len(entries) else f"{len(entries)} documents"

page_shell.link_problems()
page_shell.title(SOURCES_TITLE, f"{counted}. {SOURCES_LINE}")
if matches:
    key = f"source-page-{words}-{roles}"
    page = st.pagination(pages, **state.choice(key, 1, OneOf(range(1, pages + 1)))) if pages > 1 else 1
    shown = matches[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    st.html(
        bibliography_html(shown, ATLAS.dataset().release)
        + (f'<p class="on-paper">Page {page} of {pages} of this list.</p>' if pages > 1 else "")
    )
else:
    st.html('<p class="quiet">No document has all of these words. Try fewer, or another publisher.</p>')
