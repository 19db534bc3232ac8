"""The only place that touches the session and the link: the View, mirrored to the address bar, and what widgets hold.

The view is the truth. A run begins with `arrive`: a link that we did not write ourselves (a first visit, the browser's
back button, a pasted address) becomes the view; then the link is made equal to the view again. Widgets are editors:
`editor` gives a widget the view's value before it is made, and its callback replaces the view before the next run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypedDict, TypeVar

import streamlit as st

from dashboard.maps.view import LinkProblem, View

T = TypeVar("T")

_VIEW = "atlas.view"
_LINK = "atlas.link"  # the parameters we wrote last
_SCREEN = "atlas.screen"
_SWITCHED = "atlas.switched"  # this is the first run of a screen, whose widgets are new
_EDITED = "atlas.edited"  # the reader changed the view in this run, so the link that came with it is out of date
_PROBLEMS = "atlas.problems"
_CLICK = "atlas.click"

Link = dict[str, list[str]]


class Editor(TypedDict):
    """What ties a widget to the view: its key and what happens when the reader changes it."""

    key: str
    on_change: Callable[[], None]


def arrive(screen: str, *, areas: Collection[str], claims: Collection[str]) -> View:
    """Settle view and link at the beginning of a run, and return the view.

    Parameters
    ----------
    screen
        The path of the screen; Streamlit empties the link when the reader changes screens, which asks for nothing.
    areas, claims
        Codes and claim ids that a link may name.
    """
    given: Link = {key: st.query_params.get_all(key) for key in st.query_params}
    is_edited = st.session_state.pop(_EDITED, False)
    is_switched = st.session_state.get(_SCREEN) != screen
    is_emptied = not given and is_switched
    if _VIEW not in st.session_state or not (is_edited or is_emptied or given == st.session_state[_LINK]):
        view, problems = View.from_query(given, areas=areas, claims=claims)
        st.session_state[_VIEW] = view
        st.session_state[_PROBLEMS] = problems
    st.session_state[_SCREEN] = screen
    st.session_state[_SWITCHED] = is_switched
    wanted = link()
    if given != {key: [value] for key, value in wanted.items()}:
        st.query_params.from_dict(wanted)
    st.session_state[_LINK] = {key: [value] for key, value in wanted.items()}
    return current()


def current() -> View:
    """Return the view of this session."""
    view: View = st.session_state[_VIEW]
    return view


def link() -> dict[str, str]:
    """Return the parameters of the present view's link."""
    return current().to_query()


def replace(view: View) -> None:
    """Make `view` the view of this session; problems of the link it came from are done with."""
    if view != current():
        st.session_state[_VIEW] = view
        st.session_state[_PROBLEMS] = ()
    st.session_state[_EDITED] = True


def problems() -> tuple[LinkProblem, ...]:
    """Return what could not be used of the link the reader came by."""
    found: tuple[LinkProblem, ...] = st.session_state.get(_PROBLEMS, ())
    return found


def forget_problems() -> None:
    """Show the problems of the link no longer."""
    st.session_state[_PROBLEMS] = ()


def editor(key: str, value: T, change: Callable[[View, T], View]) -> Editor:
    """Give the widget called `key` its value and return the arguments that make it an editor of the view.

    Parameters
    ----------
    change
        Called with the view and the widget's new value when the reader changes it; returns the new view.
    """
    # Only where it differs: a value that is set travels back, and would move a slider under the reader's hand. On a new
    # screen the key still holds what the last screen's widget held, but the widget itself begins empty.
    if st.session_state[_SWITCHED] or key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value

    def changed() -> None:
        replace(change(current(), st.session_state[key]))

    return Editor(key=key, on_change=changed)


def is_new_click(count: int) -> bool:
    """Return whether a click on the map has not been acted on yet, and remember it."""
    is_new: bool = st.session_state.get(_CLICK) != count
    st.session_state[_CLICK] = count
    return is_new
