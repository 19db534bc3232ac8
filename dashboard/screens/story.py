"""The story screen: one map that goes from step to step, the text of each step, and what belongs to a story."""

import streamlit as st

from dashboard.ui import page_shell, state, story
from dashboard.ui.service import ATLAS
from dashboard.ui.story import empty_stage, stage

story_session = state.story_session()
step = story_session.step(ATLAS.story())

page_shell.link_problems()
if step is None:
    empty_stage()
else:
    stage(story_session, step)
with st.sidebar:
    story.choice(story_session)
    story.files(story_session)
