"""The story screen: one map that goes from step to step, what is told about it, and what belongs to a story."""

import streamlit as st

from dashboard.ui import cache, chrome, state, story_desk
from dashboard.ui.story_stage import empty_stage, stage

telling = state.telling()
step = telling.step(cache.shipped_story())

chrome.link_problems()
if step is None:
    empty_stage()
else:
    stage(telling, step)
with st.sidebar:
    story_desk.choice(telling)
    story_desk.files(telling)
