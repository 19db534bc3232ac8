"""The only place that touches the session and the link: the View, mirrored to the address bar, and what widgets hold.

The view is the truth. A run begins with `arrive`: what the reader changed becomes part of the view, and a link that is
not the view's (a first visit, the browser's back button, a pasted address) becomes the view. It ends with `depart`,
which makes the link equal to the view. Widgets are editors: `editor` gives one the view's value before it is made.

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

from dashboard.maps.view import LinkProblem, View, settled

T = TypeVar("T")
Link = dict[str, list[str]]
Edit = Callable[[View, Any], View]

_KEY = "atlas"


class Editor(TypedDict):
    """What ties a widget to the view: its key and what happens when the reader changes it."""

    key: str
    on_change: Callable[[], None]


@dataclass
class _Session:
    """What is kept of one reader between two runs."""

    view: View
    screen: str = ""
    is_switched: bool = True  # the first run of a screen, whose widgets are new
    is_touched: bool = False  # the reader did something else than follow a link
    heard: int = 0  # the number of the last act inside the map's frame that has changed the view
    problems: tuple[LinkProblem, ...] = ()
    offered: Link = field(default_factory=dict)  # what the ways to other screens carry; a filter set since is not in it
    edits: list[tuple[str, Any, Edit]] = field(default_factory=list)  # made since the last run began
    unheard: dict[str, list[Any]] = field(default_factory=dict)  # what widgets held since the browser was up to date


def arrive(screen: str, *, areas: Collection[str], claims: Collection[str]) -> View:
    """Settle the view at the beginning of a run, and return it.

    Parameters
    ----------
    screen
        The path of the screen; Streamlit empties the link when the reader changes screens, which asks for nothing.
    areas, claims
        Codes and claim ids that a link may name.
    """
    given: Link = {key: st.query_params.get_all(key) for key in st.query_params}
    is_first = _KEY not in st.session_state
    if is_first:
        st.session_state[_KEY] = _Session(View())
    session = _session()
    is_late = given != _link_of(session.view)
    session.is_switched = is_first or session.screen != screen
    session.screen = screen
    if not is_late:
        session.unheard.clear()
    edits = [(value, edit) for key, value, edit in session.edits if value not in session.unheard.get(key, ())]
    is_by_menu = session.is_switched and given in ({}, session.offered)
    is_ours = session.is_touched or bool(session.edits) or is_by_menu
    session.edits, session.is_touched = [], False
    for value, edit in edits:
        _set(edit(session.view, value))
    if is_first or (is_late and not is_ours):
        session.view, session.problems = View.from_query(given, areas=areas, claims=claims)
    return session.view


def arrive_in_part(*, areas: Collection[str], claims: Collection[str]) -> View:
    """Settle the view where a fragment begins; in a run of the whole page `arrive` has done it already."""
    context = get_script_run_ctx()
    if context is None or not context.fragment_ids_this_run:
        return current()
    return arrive(_session().screen, areas=areas, claims=claims)


def depart() -> None:
    """Make the link equal to the view at the end of a run, when the browser has been told of everything else."""
    wanted = _link_of(current())
    if {key: st.query_params.get_all(key) for key in st.query_params} != wanted:
        st.query_params.from_dict(current().to_query())


def current() -> View:
    """Return the view of this session."""
    return _session().view


def way() -> dict[str, str]:
    """Return the parameters that a way to another screen carries; whoever takes it keeps the view of the session."""
    _session().offered = _link_of(current())
    return current().to_query()


def change(edit: Callable[[View], View]) -> None:
    """Change the view of this session, from a button or a click; the next run shows it."""
    _set(edit(current()))
    touch()


def change_page(edit: Callable[[View], View]) -> None:
    """Change the view from a button inside a fragment, and have the whole page run and not the fragment alone."""
    change(edit)
    st.rerun()


def touch() -> None:
    """Note that the reader used a widget that is no editor; the link that came with it asks for nothing."""
    _session().is_touched = True


def problems() -> tuple[LinkProblem, ...]:
    """Return what could not be used of the link the reader came by."""
    return _session().problems


def forget_problems() -> None:
    """Show the problems of the link no longer."""
    _session().problems = ()
    touch()


def editor(key: str, value: T, edit: Callable[[View, T], View], *, is_in_part: bool = False) -> Editor:
    """Give the widget called `key` its value and return the arguments that make it an editor of the view.

    Parameters
    ----------
    edit
        Called with the view and the widget's new value when the reader changes it; returns the new view.
    is_in_part
        Whether the widget stands in a fragment, though the whole page follows from it.
    """
    session = _session()
    # Only where it differs: a value that is set travels back, and would move a slider under the reader's hand. On a new
    # screen the key still holds what the last screen's widget held, but the widget itself begins empty.
    if session.is_switched or key not in st.session_state or st.session_state[key] != value:
        session.unheard.setdefault(key, []).extend([st.session_state.get(key), value])
        st.session_state[key] = value

    def changed() -> None:
        _session().edits.append((key, st.session_state[key], edit))
        if is_in_part:
            st.rerun()

    return Editor(key=key, on_change=changed)


def heard() -> int:
    """Return the number of the last act of the map's frame that the view knows of."""
    return _session().heard


def hear(number: int, edit: Callable[[View], View]) -> None:
    """Change the view by an act of the map's frame, once: the frame repeats its acts until it has an answer."""
    session = _session()
    if number > session.heard:
        session.heard = number
        change(edit)


def _session() -> _Session:
    found: _Session = st.session_state[_KEY]
    return found


def _set(view: View) -> None:
    """Make `view` the view, without what no longer fits; problems of the link it came from are done with."""
    session = _session()
    view, _ = settled(view)
    if view != session.view:
        session.view, session.problems = view, ()


def _link_of(view: View) -> Link:
    return {key: [value] for key, value in view.to_query().items()}
