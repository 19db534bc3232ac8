"""A story on the page: the map of the present step beside what is told about it, and the list of steps."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.maps.layers.borders import without_notes
from dashboard.maps.story.model import Step, as_told, retold
from dashboard.maps.story.session import Telling, at_step, writing
from dashboard.render.html.fragments import notes_html
from dashboard.render.html.story import seen_html, sources_html, step_html
from dashboard.ui import cache, chrome, state
from dashboard.ui.live_map import live_map
from dashboard.ui.map_acts import Act, acted, acts_of
from dashboard.ui.story_add import add_button
from dashboard.ui.story_desk import editing
from dashboard.ui.widget_values import OneOf

FRAME_HEIGHT = 560  # pixels of map and legend until the frame has asked how high the window is


def stage(telling: Telling, step: Step) -> None:
    """Draw a step: the map with what it says, and beside it caption, ways, notes, sources and the list of steps."""
    shipped = cache.shipped_story()
    story = telling.story(shipped)
    view = telling.view(shipped)
    spec, told = cache.spec_of(view), cache.told_of(replace(step, view=view))
    # In the order in which a narrow page shows them; story.css puts the map to the left of the other two on a wide one.
    with st.container(key="story"):
        with st.container(key="story-told", gap="small"):
            title, count = story.title or "A story without a title", len(story.steps)
            st.html(step_html(told, story=title, number=telling.at + 1, count=count))
        with st.container(key="story-map", gap="small"):
            st.html(seen_html(told, cache.freshness_of(spec)))
            live_map(
                as_told(spec, told),
                height=FRAME_HEIGHT,
                heard=state.heard(),
                session=state.name(),
                on_acts=_act,
                is_story=True,
            )
            st.html(notes_html(spec.legends, without_notes(spec.notes), spec.boundary_note))
            _ways_on(telling, step)
            if telling.is_mine:
                editing(telling, step)
        with st.container(key="story-more", gap="small"):
            _list_of_steps(telling)
            st.html(sources_html(told))


def empty_stage() -> None:
    """Say how a story of one's own begins."""
    chrome.title("Your story has no step yet", "Open a view in the atlas and choose “Add to my story” under its map.")
    chrome.to_the_map("Open the atlas")


def _list_of_steps(telling: Telling) -> None:
    """Draw the steps by their titles; by keyboard, arrows go from one to the next."""
    steps = telling.story(cache.shipped_story()).steps
    titles = {at: f"{at + 1}. {step.title or 'Without a title'}" for at, step in enumerate(steps)}
    with st.container(key="story-steps"):
        st.radio(
            "Steps",
            list(titles),
            format_func=titles.__getitem__,
            **state.story_editor("story-step", telling.at, at_step, OneOf(titles, titles.__getitem__)),
        )


def _ways_on(telling: Telling, step: Step) -> None:
    """Draw what can be done with the map: look closer in the atlas, go back from a detour, keep it."""
    view = telling.view(cache.shipped_story())
    with st.container(key="story-ways-on", horizontal=True, gap="small", vertical_alignment="center"):
        st.page_link("screens/atlas.py", label="Open this map in the atlas", query_params=view.to_query())
        if telling.detour is not None:
            _button("Back to the map of the step", "back", lambda now: replace(now, detour=None))
            if telling.is_mine:
                new = replace(step, view=telling.detour)
                _button("Keep this map in the step", "keep", lambda now: writing(now, retold(now.mine, now.at, new)))
        if not telling.is_mine or telling.detour is not None:
            add_button(lambda: step if telling.detour is None else Step(view, ""))


def _button(label: str, key: str, edit: state.Retelling) -> None:
    st.button(label, key=f"story-{key}", type="tertiary", on_click=state.tell, args=(edit,))


def detoured(now: Telling, act: Act) -> Telling:
    """Return the telling after an act in the map's frame: off the step's view, or back on it."""
    shipped = cache.shipped_story()
    found, step = acted(now.view(shipped), act), now.step(shipped)
    return replace(now, detour=None if step is not None and found == step.view else found)


def _act(value: object) -> None:
    for act in acts_of(value, session=state.name()):
        state.hear_in_story(act.number, partial(detoured, act=act))
