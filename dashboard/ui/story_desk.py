"""What belongs to a story beside telling it: which one is open, its words and order, its file and its link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from dashboard.maps.story.codec import (
    FILE_NAME,
    LONGEST,
    LONGEST_FILE,
    StoryError,
    read_story_file,
    story_file,
    story_parameter,
)
from dashboard.maps.story.model import (
    LONGEST_CAPTION,
    LONGEST_NOTES,
    LONGEST_TITLE,
    MOST_STEPS,
    Step,
    moved,
    printable,
    removed,
    retold,
)
from dashboard.maps.story.session import Telling, opening, writing
from dashboard.maps.wording import counted
from dashboard.render.formats import STORY_KINDS, undrawable_in_pdf
from dashboard.render.html.share import story_files_html
from dashboard.render.html.story import drafts_html
from dashboard.ui import cache, state
from dashboard.ui.story_add import keep_draft
from dashboard.ui.widget_values import OneOf, Text

SHIPPED, OWN = "shipped", "own"
FILE = "story-file"
MOST_MEGABYTES = -(-LONGEST_FILE // 2**20)
MARKS_HELP = "A mark such as [1] stands for the first source that the step came with."


def choice(telling: Telling) -> None:
    """Choose between the story of the atlas and the reader's own."""
    shipped, count = cache.shipped_story(), len(telling.mine.steps)
    names = {SHIPPED: shipped.title, OWN: f"{telling.mine.title or 'My story'} ({count})"}
    st.radio(
        "Story",
        list(names),
        format_func=names.__getitem__,
        **state.story_editor(
            "story-choice", OWN if telling.is_mine else SHIPPED, _open, OneOf(names, names.__getitem__)
        ),
    )
    if telling.is_mine:
        st.text_input(
            "Title of the story",
            max_chars=LONGEST_TITLE,
            placeholder="My story",
            **state.story_editor("story-name", telling.mine.title, _retitled, Text(LONGEST_TITLE)),
        )
    elif not count:
        st.button("Copy it into my story", key="story-copy", width="stretch", on_click=state.tell, args=(_copied,))


def files(telling: Telling) -> None:
    """Take the story that is open away as a file, or bring one; say where a story that is written is kept."""
    story = telling.story(cache.shipped_story())
    if story.steps:
        st.download_button(
            "Download the story",
            story_file(story),
            file_name=FILE_NAME,
            mime="application/json",
            width="stretch",
            on_click="ignore",
        )
    parameter = story_parameter(story) if telling.is_mine else None
    if story.steps and (parameter or not telling.is_mine):
        with st.expander("Slides, pages, offline"):
            st.html(story_files_html(STORY_KINDS.values(), parameter, lacking=undrawable_in_pdf(story)))
    if telling.is_mine and story.steps and parameter is None:
        st.caption(f"This story is too long for a link, which holds {LONGEST:,} characters: share it as its file.")
    st.file_uploader(
        "Open a story from a file",
        type=["json"],
        max_upload_size=MOST_MEGABYTES,
        key=FILE,
        on_change=_take_file,
    )
    if telling.replaced.steps:
        count = counted(len(telling.replaced.steps), "step")
        name = f"Take back “{telling.replaced.title or 'My story'}” ({count})"
        st.button(name, key="story-take-back", width="stretch", on_click=state.tell, args=(_taken_back,))
    st.html(drafts_html((story_parameter(telling.mine) or "") if telling.mine.steps else ""))
    keep_draft()


def editing(telling: Telling, step: Step) -> None:
    """Change the words of the present step and its place in the story."""
    at, last = telling.at, len(telling.mine.steps) - 1
    with st.expander("Edit this step", expanded=True, key="story-edit"):
        words = (
            ("Title", "title", step.title, LONGEST_TITLE, st.text_input),
            ("Caption", "caption", step.caption, LONGEST_CAPTION, st.text_area),
            ("Speaker notes", "notes", step.notes, LONGEST_NOTES, st.text_area),
        )
        for label, name, text, most, widget in words:
            widget(label, max_chars=most, **state.story_editor(f"story-{name}", text, _reworded(at, name), Text(most)))
        if step.citations:
            st.caption(MARKS_HELP)
        with st.container(horizontal=True, gap="small"):
            _move("up", at, at - 1, is_open=at > 0)
            _move("down", at, at + 1, is_open=at < last)
            st.button(
                "Remove this step",
                key="story-remove",
                on_click=state.tell,
                args=(lambda now: writing(now, removed(now.mine, at)),),
            )
    if len(telling.mine.steps) >= MOST_STEPS:
        st.caption(f"The story has {MOST_STEPS} steps, the most it can have.")


def _move(way: str, at: int, to: int, *, is_open: bool) -> None:
    st.button(
        f"Move {way}",
        key=f"story-{way}",
        disabled=not is_open,
        on_click=state.tell,
        args=(lambda now: writing(now, moved(now.mine, at, to), at=to),),
    )


def _reworded(at: int, name: str) -> Callable[[Telling, str], Telling]:
    """An edit bound to the step that the widget was drawn for: the reader may have gone on meanwhile."""

    def edit(now: Telling, text: str) -> Telling:
        if at >= len(now.mine.steps):
            return now
        step, words = now.mine.steps[at], printable(text)
        new = {
            "title": replace(step, title=words),
            "caption": replace(step, caption=words),
            "notes": replace(step, notes=words),
        }[name]
        return writing(now, retold(now.mine, at, new))

    return edit


def _open(now: Telling, which: str) -> Telling:
    return replace(now, is_mine=which == OWN, at=0, detour=None)


def _retitled(now: Telling, title: str) -> Telling:
    return writing(now, replace(now.mine, title=printable(title)))


def _taken_back(now: Telling) -> Telling:
    return replace(opening(now, now.replaced), is_edited=True)


def _copied(now: Telling) -> Telling:
    return writing(now, cache.shipped_story())


def _take_file() -> None:
    """Open the story of a file; one that cannot be read changes nothing."""
    given = state.upload(FILE)
    if given is None:
        return
    try:
        opened = read_story_file(given.getvalue(), cache.catalogue())
    except StoryError as error:
        state.tell(lambda now: now, error.reasons)
    else:
        state.tell(lambda now: opening(now, opened.story), opened.problems)
