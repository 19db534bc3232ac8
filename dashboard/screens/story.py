"""The story screen: one map that goes from step to step, what is told about it, and what belongs to a story."""

import streamlit as st

from dashboard.ui import page_shell, state, story
from dashboard.ui.service import ATLAS
from dashboard.ui.story import empty_stage, stage

telling = state.telling()
step = telling.step(ATLAS.story())

page_shell.link_problems()
if step is None:
    empty_stage()
else:
    stage(telling, step)
with st.sidebar:
    story.choice(telling)
    story.files(telling)
