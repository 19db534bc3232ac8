"""The story screen: stage of the present step; choice, editing and files of a story; the button that adds a view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from dashboard.maps.boundary_notes import without_notes
from dashboard.maps.link import LINK_VERSION, query_of
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
    added,
    moved,
    printable,
    removed,
    with_step,
    with_step_sources,
)
from dashboard.maps.story.session import MINE, StorySession, at_step, opening, writing
from dashboard.maps.view import with_own_of
from dashboard.maps.wording import Noun, counted
from dashboard.render.formats import FORMATS, undrawable_in_pdf
from dashboard.render.html.fragments import notes_html
from dashboard.render.html.share import story_files_html
from dashboard.render.html.story import draft_html, drafts_html, map_sentence_html, sources_html, step_html
from dashboard.ui import own_exports, page_shell, session_files, state
from dashboard.ui.live_map import Act, acted, acts_of, live_map
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import OneOf, Text

# -- The stage: map and text of the present step, and the list of steps.

_STEPS = Noun("step", "steps")
FRAME_HEIGHT = 560  # pixels of map and legend until the script of the frame has measured the window


def stage(story_session: StorySession, step: Step) -> None:
    """Draw a step: its text, its map with headline, legend notes and buttons, the list of steps, and its sources."""
    shipped = ATLAS.story()
    story = story_session.story(shipped)
    open_own = state.own_data()
    view = with_own_of(story_session.view(shipped), open_own.figures.content_id if open_own else None)
    spec, step_text = ATLAS.spec(view), ATLAS.step_text(replace(step, view=view))
    # In the order of a narrow page; story.css puts the map to the left of the other two on a wide one.
    with st.container(key="story"):
        with st.container(key="story-text", gap="small"):
            title, count = story.title or "A story without a title", len(story.steps)
            st.html(step_html(step_text, story=title, number=story_session.at + 1, count=count))
        with st.container(key="story-map", gap="small"):
            st.html(map_sentence_html(step_text, ATLAS.freshness(spec)))
            live_map(
                with_step_sources(spec, step_text),
                height=FRAME_HEIGHT,
                last_act=state.last_act(),
                session=state.name(),
                on_acts=_act,
                is_story=True,
            )
            st.html(notes_html(spec.legends, without_notes(spec.notes), spec.boundary_note))
            _ways_on(story_session, step)
            if story_session.is_mine:
                editing(story_session, step)
        with st.container(key="story-more", gap="small"):
            _list_of_steps(story_session)
            st.html(sources_html(step_text))


def empty_stage() -> None:
    """Draw the empty state of the reader's own story."""
    page_shell.title(
        "Your story has no step yet", "Open a view in the atlas and choose “Add to my story” under its map."
    )
    page_shell.to_the_map("Open the atlas")


def _list_of_steps(story_session: StorySession) -> None:
    """Draw the steps as radio buttons, which arrow keys move through."""
    steps = story_session.story(ATLAS.story()).steps
    titles = {at: f"{at + 1}. {step.title or 'Without a title'}" for at, step in enumerate(steps)}
    with st.container(key="story-steps"):
        st.radio(
            "Steps",
            list(titles),
            format_func=titles.__getitem__,
            **state.story_editor("story-step", story_session.at, at_step, OneOf(titles, titles.__getitem__)),
        )


def _ways_on(story_session: StorySession, step: Step) -> None:
    """Draw the buttons under the map: open it in the atlas, end a detour, save it as the step's view, add the step."""
    view = story_session.view(ATLAS.story())
    with st.container(key="story-ways-on", horizontal=True, gap="small", vertical_alignment="center"):
        st.page_link("screens/atlas.py", label="Open this map in the atlas", query_params=query_of(view))
        if story_session.detour is not None:
            _button("Back to the map of the step", "back", lambda now: replace(now, detour=None))
            if story_session.is_mine:
                new = replace(step, view=story_session.detour)
                _button("Keep this map in the step", "keep", lambda now: writing(now, with_step(now.mine, now.at, new)))
        if not story_session.is_mine or story_session.detour is not None:
            add_button(lambda: step if story_session.detour is None else Step(view, ""))


def _button(label: str, key: str, edit: state.StoryEdit) -> None:
    st.button(label, key=f"story-{key}", type="tertiary", on_click=state.edit_story, args=(edit,))


def detoured(now: StorySession, act: Act) -> StorySession:
    """Return the story session after an act in the map's frame; a view unlike the step's is its detour."""
    shipped = ATLAS.story()
    view, step = acted(now.view(shipped), act), now.step(shipped)
    return replace(now, detour=None if step is not None and view == step.view else view)


def _act(value: object) -> None:
    for act in acts_of(value, session=state.name()):
        state.apply_story_act(act.number, partial(detoured, act=act))


# -- Which story is open, editing of its title and steps, its file and its link.

SHIPPED, OWN = "shipped", "own"
FILE = "story-file"
MOST_MEGABYTES = -(-LONGEST_FILE // 2**20)
MARKS_HELP = "A mark such as [1] stands for the first source that the step came with."


def choice(story_session: StorySession) -> None:
    """Draw the choice between the story of the atlas and the reader's own, with the title of the latter."""
    shipped, count = ATLAS.story(), len(story_session.mine.steps)
    names = {SHIPPED: shipped.title, OWN: f"{story_session.mine.title or 'My story'} ({count})"}
    st.radio(
        "Story",
        list(names),
        format_func=names.__getitem__,
        **state.story_editor(
            "story-choice", OWN if story_session.is_mine else SHIPPED, _open, OneOf(names, names.__getitem__)
        ),
    )
    if story_session.is_mine:
        st.text_input(
            "Title of the story",
            max_chars=LONGEST_TITLE,
            placeholder="My story",
            **state.story_editor("story-name", story_session.mine.title, _retitled, Text(LONGEST_TITLE)),
        )
    elif not count:
        st.button(
            "Copy it into my story", key="story-copy", width="stretch", on_click=state.edit_story, args=(_copied,)
        )


def files(story_session: StorySession) -> None:
    """Draw download, exports and upload of the open story, undo of a replacement, and the drafts in local storage."""
    story = story_session.story(ATLAS.story())
    if story.steps:
        own, refusal = own_exports.figures_in_story(story)
        st.download_button(
            "Download the story",
            partial(story_file, story, own),
            file_name=FILE_NAME,
            mime="application/json",
            width="stretch",
            on_click="ignore",
        )
        own_exports.story_note(own, refusal)
    parameter = story_parameter(story) if story_session.is_mine else None
    if story.steps and (parameter or not story_session.is_mine):
        with st.expander("Slides, pages, offline"):
            options = own_exports.story_key(story)
            st.html(story_files_html(FORMATS, parameter, lacking=undrawable_in_pdf(story), **options))
    if story_session.is_mine and story.steps and parameter is None:
        st.caption(f"This story is too long for a link, which holds {LONGEST:,} characters: share it as its file.")
    if page_shell.takes_files(state.STORY):
        session_files.uploader(
            "Open a story from a file",
            type=["json"],
            megabytes=MOST_MEGABYTES,
            key=FILE,
            on_change=_take_file,
        )
    if story_session.replaced.steps:
        name = take_back_label(story_session.replaced.title, len(story_session.replaced.steps))
        st.button(name, key="story-take-back", width="stretch", on_click=state.edit_story, args=(_taken_back,))
    st.html(drafts_html((story_parameter(story_session.mine) or "") if story_session.mine.steps else ""))
    keep_draft()


def take_back_label(title: str, step_count: int) -> str:
    """Return the label of the button that brings back the story that a file has replaced.

    Examples
    --------
    >>> take_back_label("Departures", 1), take_back_label("", 3)
    ('Take back “Departures” (one step)', 'Take back “My story” (three steps)')
    """
    return f"Take back “{title or 'My story'}” ({counted(step_count, _STEPS)})"


def editing(story_session: StorySession, step: Step) -> None:
    """Draw the editor of a step: its texts, its place in the story, its removal."""
    at, last = story_session.at, len(story_session.mine.steps) - 1
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
                on_click=state.edit_story,
                args=(lambda now: writing(now, removed(now.mine, at)),),
            )
    if len(story_session.mine.steps) >= MOST_STEPS:
        st.caption(f"The story has {MOST_STEPS} steps, the most it can have.")


def _move(way: str, at: int, to: int, *, is_open: bool) -> None:
    st.button(
        f"Move {way}",
        key=f"story-{way}",
        disabled=not is_open,
        on_click=state.edit_story,
        args=(lambda now: writing(now, moved(now.mine, at, to), at=to),),
    )


def _reworded(at: int, name: str) -> Callable[[StorySession, str], StorySession]:
    """Return an edit of step `at`, for which the widget was drawn: the present step may have changed since."""

    def edit(now: StorySession, text: str) -> StorySession:
        if at >= len(now.mine.steps):
            return now
        step, words = now.mine.steps[at], printable(text)
        new = {
            "title": replace(step, title=words),
            "caption": replace(step, caption=words),
            "notes": replace(step, notes=words),
        }[name]
        return writing(now, with_step(now.mine, at, new))

    return edit


def _open(now: StorySession, which: str) -> StorySession:
    return replace(now, is_mine=which == OWN, at=0, detour=None)


def _retitled(now: StorySession, title: str) -> StorySession:
    return writing(now, replace(now.mine, title=printable(title)))


def _taken_back(now: StorySession) -> StorySession:
    return replace(opening(now, now.replaced), is_edited=True)


def _copied(now: StorySession) -> StorySession:
    return writing(now, ATLAS.story())


def _take_file() -> None:
    """Open the uploaded story; problems are listed, and a file that cannot be read changes no story."""
    uploaded = state.upload(FILE)
    if uploaded is None:
        return
    try:
        opened = read_story_file(uploaded.getvalue(), ATLAS.catalogue())
    except StoryError as error:
        state.edit_story(lambda now: now, error.reasons)
    else:
        problems = (*opened.problems, *own_exports.open_of_story(opened.own))
        state.edit_story(lambda now: opening(now, opened.story), problems)


# -- The button that adds a view to the reader's own story, on the map screen and on a step of another story.

STORY_SCREEN = "screens/story.py"


def add_view() -> None:
    """Draw the button that adds the present view, and the link to the story where it has steps.

    Drawn outside the fragment of the map, so that it adds no bytes to the answer to a change of the filter.
    """
    with st.container(key="story-add-row", horizontal=True, gap="small", vertical_alignment="center"):
        add_button(lambda: Step(state.current(), ""))
        count = len(state.story_session().mine.steps)
        if count:
            keep_draft()  # before the link, so that the draft is stored before the link can be followed
            st.page_link(STORY_SCREEN, label=f"My story ({count})", query_params={"v": LINK_VERSION, "story": MINE})


def add_button(step: Callable[[], Step]) -> None:
    """Draw the button that adds a step; a step without a title gets the headline of its map.

    Parameters
    ----------
    step
        Called when the button is pressed.
    """
    reason = None
    if len(state.story_session().mine.steps) >= MOST_STEPS:
        reason = f"Your story has {MOST_STEPS} steps, the most it can have."
    else:
        reason = own_exports.refusal_to_add(state.story_session().mine, state.current()) or None
    st.button(
        "Add to my story",
        key="story-add",
        type="tertiary",
        disabled=reason is not None,
        help=reason,
        on_click=_add,
        args=(step,),
    )


def keep_draft() -> None:
    """Send the story edited in this tab to the script that stores it as a draft in local storage, on every run."""
    story_session = state.story_session()
    parameter = story_parameter(story_session.mine) if story_session.is_edited and story_session.mine.steps else None
    if parameter is not None:
        st.html(draft_html(story_session.mine.title, parameter))


def shortened(text: str) -> str:
    """Return a sentence as a title of at most LONGEST_TITLE characters, cut between words and ended by an ellipsis."""
    if len(text) <= LONGEST_TITLE:
        return text
    return text[: LONGEST_TITLE - 1].rpartition(" ")[0].rstrip(",;:") + "…"


def _add(step: Callable[[], Step]) -> None:
    new = step()
    titled = new if new.title else replace(new, title=shortened(ATLAS.spec(new.view).headline.text))
    state.edit_story(lambda now: _with(now, titled))


def _with(now: StorySession, step: Step) -> StorySession:
    """Return the story session with one more step in the reader's story; the open story and step stay."""
    longer = writing(now, added(now.mine, step))
    return longer if now.is_mine else replace(now, mine=longer.mine, is_edited=True)
