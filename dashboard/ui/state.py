"""The only place that touches the session and the link: the View, mirrored to the address bar, and what widgets hold.

The view is the truth (on the story screen, the telling: which story, which step). A run begins with `arrive`: what the
reader changed becomes part of the view, and a link that is not the view's (a first visit, the browser's back button, a
pasted address) becomes the view. It ends with `depart`, which makes the link equal to the view. Widgets are editors:
`editor` gives one the view's value before it is made.

The link is also how we know what the browser knew. Each message from it carries the link and every widget's value; when
the link is not the view's, the message was sent before the browser heard of the last change, and a widget that we have
set since may still say what it said before. Such an echo is not an edit.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, TypedDict, TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.maps.telling import Telling
from dashboard.maps.view import LINK_VERSION, LinkProblem, View, settled

T = TypeVar("T")
Link = dict[str, list[str]]
Retelling = Callable[[Telling], Telling]
Reading = Callable[[Link, Telling], tuple[Telling, tuple[LinkProblem, ...]]]

STORY = "story"  # the path of the screen whose link is not that of a view
_KEY = "atlas"
_STORY_WAY = {"v": [LINK_VERSION]}  # the story and the step are the session's


class Editor(TypedDict):
    """What ties a widget to the view: its key and what happens when the reader changes it."""

    key: str
    on_change: Callable[[], None]


@dataclass
class _Session:
    """What is kept of one reader between two runs."""

    view: View
    telling: Telling = field(default_factory=Telling)
    screen: str = ""
    is_switched: bool = True  # the first run of a screen, whose widgets are new
    is_touched: bool = False  # the reader did something else than follow a link
    heard: int = 0  # the number of the last act inside the map's frame that has changed the view
    problems: tuple[LinkProblem | str, ...] = ()  # what could not be used of a link or a file
    offered: list[Link] = field(default_factory=list)  # what the ways to other screens carry on this one
    edits: list[tuple[str, Any, Callable[[Any], None]]] = field(default_factory=list)  # since the last run began
    unheard: dict[str, list[Any]] = field(default_factory=dict)  # what widgets held since the browser was up to date


def arrive(screen: str, *, areas: Collection[str], claims: Collection[str], read_story: Reading | None = None) -> View:
    """Settle the view, or the telling, at the beginning of a run, and return the view.

    Parameters
    ----------
    screen
        The path of the screen; Streamlit empties the link when the reader changes screens, which asks for nothing.
    areas, claims
        Codes and claim ids that a link may name.
    read_story
        Reads a link of the story screen, given what is told now.
    """
    given: Link = {key: st.query_params.get_all(key) for key in st.query_params}
    is_first = _KEY not in st.session_state
    if is_first:
        st.session_state[_KEY] = _Session(View())
    session = _session()
    session.is_switched = is_first or session.screen != screen
    session.screen = screen
    is_late = given != _link()
    if not is_late:
        session.unheard.clear()
    made = sorted(session.edits, key=lambda made: not made[0])  # what is no widget's comes last
    edits = [(edit, value) for key, value, edit in made if value not in session.unheard.get(key, ())]
    ways = [_STORY_WAY] if screen == STORY else session.offered
    is_ours = session.is_touched or bool(session.edits) or (session.is_switched and given in ({}, *ways))
    session.offered = []
    session.edits, session.is_touched = [], False
    for edit, value in edits:
        edit(value)
    if is_first or (is_late and not is_ours):
        if screen == STORY and read_story is not None:
            session.telling, session.problems = read_story(given, session.telling)
        else:
            session.view, session.problems = View.from_query(given, areas=areas, claims=claims)
    return session.view


def arrive_in_part(*, areas: Collection[str], claims: Collection[str]) -> View:
    """Settle the view where a fragment begins; in a run of the whole page `arrive` has done it already."""
    context = get_script_run_ctx()
    if context is None or not context.fragment_ids_this_run:
        return current()
    offered = _session().offered
    view = arrive(_session().screen, areas=areas, claims=claims)
    _session().offered = offered  # the ways outside of this part are still there
    return view


def depart() -> None:
    """Make the link equal to what is shown at the end of a run, when the browser has been told of everything else."""
    wanted = _link()
    if {key: st.query_params.get_all(key) for key in st.query_params} != wanted:
        st.query_params.from_dict(wanted)


def current() -> View:
    """Return the view of this session."""
    return _session().view


def way(screen: str = "") -> dict[str, str]:
    """Return the parameters that a way to another screen carries; whoever takes it keeps what the session shows."""
    _session().offered.append(_link_of(current().to_query()))
    return {"v": LINK_VERSION} if screen == STORY else current().to_query()


def change(edit: Callable[[View], View]) -> None:
    """Change the view of this session, from a button or a click; the next run shows it."""
    _set(edit(current()))
    touch()


def change_page(edit: Callable[[View], View]) -> None:
    """Change the view from a button inside a fragment, and have the whole page run and not the fragment alone."""
    change(edit)
    st.rerun()


def telling() -> Telling:
    """Return which story is told in this session, and where in it the reader is."""
    return _session().telling


def tell(edit: Retelling, said: tuple[str, ...] = ()) -> None:
    """Have the next run change what is told, from a button, the map or a file, and say what could not be used.

    Words that the reader wrote before pressing the button may come with it: they are put in their place first.
    """
    _session().edits.append(("", None, lambda _: _retell(edit, said)))


def touch() -> None:
    """Note that the reader used a widget that is no editor; the link that came with it asks for nothing."""
    _session().is_touched = True


def problems() -> tuple[LinkProblem | str, ...]:
    """Return what could not be used of the link the reader came by, or of a file."""
    return _session().problems


def held(key: str) -> Any:
    """Return what a widget that is no editor holds."""
    return st.session_state.get(key)


def forget_problems() -> None:
    """Show the problems of the link no longer."""
    _session().problems = ()
    touch()


def story_editor(key: str, value: T, edit: Callable[[Telling, T], Telling]) -> Editor:
    """Give a widget of the story screen its value, as `editor` does."""
    return _editor(key, value, lambda new: _retell(lambda now: edit(now, new)))


def editor(key: str, value: T, edit: Callable[[View, T], View]) -> Editor:
    """Give the widget called `key` its value and return the arguments that make it an editor of the view.

    Parameters
    ----------
    edit
        Called with the view and the widget's new value when the reader changes it; returns the new view.
    """
    return _editor(key, value, lambda new: _set(edit(current(), new)))


def _editor(key: str, value: T, apply: Callable[[T], None]) -> Editor:
    session = _session()
    # Only where it differs: a value that is set travels back, and would move a slider under the reader's hand. On a new
    # screen the key still holds what the last screen's widget held, but the widget itself begins empty.
    if session.is_switched or key not in st.session_state or st.session_state[key] != value:
        session.unheard.setdefault(key, []).extend([st.session_state.get(key), value])
        st.session_state[key] = value

    def changed() -> None:
        _session().edits.append((key, st.session_state[key], apply))

    return Editor(key=key, on_change=changed)


def heard() -> int:
    """Return the number of the last act of the map's frame that the view knows of."""
    return _session().heard


def hear(number: int, edit: Callable[[View], View]) -> None:
    """Change the view by an act of the map's frame, once: the frame repeats its acts until it has an answer."""
    _hear(number, lambda: change(edit))


def hear_in_story(number: int, edit: Retelling) -> None:
    """Change what is told by an act of the map's frame, once."""
    _hear(number, lambda: tell(edit))


def _hear(number: int, act: Callable[[], None]) -> None:
    if number > _session().heard:
        _session().heard = number
        act()


def _session() -> _Session:
    found: _Session = st.session_state[_KEY]
    return found


def _retell(edit: Retelling, said: tuple[str, ...] = ()) -> None:
    session = _session()
    found = edit(session.telling)
    if found != session.telling or said:
        session.telling, session.problems = found, said


def _set(view: View) -> None:
    """Make `view` the view, without what no longer fits; problems of the link it came from are done with."""
    session = _session()
    view, _ = settled(view)
    if view != session.view:
        session.view, session.problems = view, ()


def _link() -> Link:
    """The link of what the screen shows."""
    session = _session()
    return _link_of((session.telling if session.screen == STORY else session.view).to_query())


def _link_of(query: dict[str, str]) -> Link:
    return {key: [value] for key, value in query.items()}
