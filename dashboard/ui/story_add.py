"""Adding a view to the reader's own story, from the atlas or from a step of another story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.maps.story.codec import story_parameter
from dashboard.maps.story.model import LONGEST_TITLE, MOST_STEPS, Step, added
from dashboard.maps.story.session import MINE, Telling, writing
from dashboard.maps.view import LINK_VERSION
from dashboard.render.html.story import draft_html
from dashboard.ui import cache, state

STORY_SCREEN = "screens/story.py"


def add_view() -> None:
    """Offer to add the present view of the atlas, and the way to the story once it has begun.

    It stands outside the fragment of the map, and so adds nothing to what a change of the filter sends.
    """
    with st.container(key="story-add-row", horizontal=True, gap="small", vertical_alignment="center"):
        add_button(lambda: Step(state.current(), ""))
        count = len(state.telling().mine.steps)
        if count:
            st.page_link(STORY_SCREEN, label=f"My story ({count})", query_params={"v": LINK_VERSION, "story": MINE})


def add_button(step: Callable[[], Step]) -> None:
    """Offer to add a step; one without a title gets the sentence over its map.

    Parameters
    ----------
    step
        Called when the button is pressed.
    """
    is_full = len(state.telling().mine.steps) >= MOST_STEPS
    st.button(
        "Add to my story",
        key="story-add",
        type="tertiary",
        disabled=is_full,
        help=f"Your story has {MOST_STEPS} steps, the most it can have." if is_full else None,
        on_click=_add,
        args=(step,),
    )


def keep_draft() -> None:
    """Hand the story that was edited in this tab to the browser, which keeps it: a page may be left at any time."""
    telling = state.telling()
    parameter = story_parameter(telling.mine) if telling.is_edited and telling.mine.steps else None
    if parameter is not None:
        st.html(draft_html(telling.mine.title, parameter))


def shortened(text: str) -> str:
    """Return a sentence as a title, cut between two words where it is longer than one may be."""
    if len(text) <= LONGEST_TITLE:
        return text
    return text[: LONGEST_TITLE - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def _add(step: Callable[[], Step]) -> None:
    found = step()
    titled = found if found.title else replace(found, title=shortened(cache.spec_of(found.view).headline.text))
    state.tell(lambda now: _with(now, titled))


def _with(now: Telling, step: Step) -> Telling:
    """The telling with one step more; what is open stays open, because the reader goes on looking."""
    longer = writing(now, added(now.mine, step))
    return longer if now.is_mine else replace(now, mine=longer.mine, is_edited=True)
