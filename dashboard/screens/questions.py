"""The questions screen: a question built of clauses, and its answer beside it as a sentence, a map and a list."""

import streamlit as st

from dashboard.maps.layers.question import with_answer
from dashboard.maps.link import query_of
from dashboard.maps.question_wording import group_notes_of
from dashboard.render.html.country import answer_link_html, answer_map_html
from dashboard.render.html.fragments import headline_html
from dashboard.render.html.panel import panel_html
from dashboard.render.html.share import answer_files_html
from dashboard.ui import controls, page_shell, questions, state
from dashboard.ui.country import page_theme
from dashboard.ui.own_exports import own_refusal
from dashboard.ui.service import ATLAS, file_link, own_key

view = state.current()
shown = with_answer(view)
spec = ATLAS.spec(shown)

page_shell.link_problems()
st.html(headline_html(spec, ATLAS.freshness(spec)) + answer_link_html())
with st.container(key="question"):
    left, right = st.columns([1.03, 1], gap="medium")
# What comes first is drawn first: the answer.
with right:
    refusal = own_refusal() if spec.view.has_own else ""
    notes = group_notes_of(shown.question, ATLAS.dataset())
    st.html(answer_map_html(spec, theme=page_theme(), notes=notes, key=own_key(spec.view)))
    with st.container(key="question-ways", horizontal=True, gap="small", vertical_alignment="center"):
        st.page_link("screens/atlas.py", label="Open on the map", query_params=query_of(shown))
        if refusal:
            st.caption(refusal)
        else:
            st.html(answer_files_html(file_link(spec.view)))
    st.html(panel_html(spec))
with left:
    questions.ready_questions(view)
    questions.builder(view.question)
with st.sidebar:
    controls.day(view)
    controls.regions(view)
