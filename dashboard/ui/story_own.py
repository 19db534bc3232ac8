"""Own data in the reader's story: what of them its files carry, and what becomes of those that a file brings."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.maps.own_data import KEY, OwnData
from dashboard.maps.story.codec import LONGEST_FILE, story_file
from dashboard.maps.story.model import Story
from dashboard.maps.view import View
from dashboard.ui import state
from dashboard.ui.share import own_refusal
from geodata.own_figures import OwnFigures

OTHERS_ARE_OPEN = (
    "The story brings own data, and others are open: close those on “Own data” and open the story again to see its own."
)


def _of_story(story: Story) -> OwnData | None:
    """Return the own data that are open, where steps of a story show them."""
    data = state.own_data()
    return data if data is not None and data.figures.content_id in story.own_ids else None


def leaving(story: Story) -> tuple[OwnFigures | None, str]:
    """Return the own figures that the file of a story carries, or why it carries none; both empty without own data."""
    if not story.own_ids:
        return None, ""
    data, refusal = _of_story(story), own_refusal()
    if data is None or refusal:
        return None, refusal or "The own data of this story are not open."
    figures = data.figures if data.with_small else data.figures.without_small()
    if len(story_file(story, figures).encode()) > LONGEST_FILE:
        return None, f"With them the file would have more than {LONGEST_FILE:,} bytes, the most that is opened."
    return figures, ""


def note(own: OwnFigures | None, refusal: str) -> None:
    """Draw what the file carries of own data; nothing for a story without them."""
    if own is not None:
        st.caption(f"With the totals of “{own.title}”, not checked by the atlas.")
    elif refusal:
        st.caption(f"Its steps with own data go without them. {refusal}")


def key_options(story: Story) -> Mapping[str, str]:
    """Return the parameter that has files of a story made with its own data; none while they may not leave."""
    data = _of_story(story)
    return {KEY: data.key} if data is not None and not own_refusal() else {}


def taken(own: OwnFigures | None) -> tuple[str, ...]:
    """Open the own figures that a file brings in this session, or return why they are not opened."""
    data = state.own_data()
    if own is None or (data is not None and data.figures.content_id == own.content_id):
        return ()
    if data is not None:
        return (OTHERS_ARE_OPEN,)
    state.open_own_data(OwnData(own))
    return ()


def refusal_to_add(story: Story, view: View) -> str:
    """Return why a view cannot be added to a story; empty where it can."""
    if view.own_ids and story.own_ids - view.own_ids:
        return "Your story shows other own data already: a story holds those of one file."
    return ""
