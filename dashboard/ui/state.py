"""The only place that touches the session and the link: the View, mirrored to the address bar, and what widgets hold.

The view is the truth (on the story screen, the telling: which story, which step). A run begins with `arrive`: what the
reader changed becomes part of the view, and a link that the browser went to by itself (a first visit, its back button)
becomes the view. It ends with `depart`, which makes the link equal to the view. Widgets are editors: `editor` gives one
the view's value before it is made.

The link is also how we know what the browser knew. Each message from it carries the link and every widget's value; when
the link is not the view's, the message was sent before the browser heard of the last change, and a widget that we have
set since may still say what it said before. Such an echo is not an edit. The link alone does not tell: the browser goes
back to one by itself, and takes one over before it has drawn the widgets that came with it. A message in which several
widgets that we set all hold what they held before is therefore an echo too, as is whatever a message of a fragment says
of a widget outside of it. After a way back, a widget that a message says to be as before is set again, because the
browser may show the value between.

A page outlives its session: after a restart of the server, or a longer loss of the connection, it goes on in a new one.
The first message of that one carries the link and what every widget holds. Where they differ, the reader did something
that no answer has confirmed, and it counts. The map's frame tells its own acts again when it sees a new session.

Every widget is made with `editor`, `story_editor` or `choice`, which know the values that it has now: whatever else the
browser sends for it changes nothing. A view that is not equal to its link is never stored, and when a run fails,
`go_back` restores what was last drawn whole.

What a page calls today is the day on which it was opened, until the reader turns it: the server's day may change
between two runs, and a page with parts from before and after midnight would show two days under one headline.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypedDict, TypeVar

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.maps.link import LINK_VERSION, query_of
from dashboard.maps.story.session import Telling
from dashboard.maps.view import LinkProblem, View, settled
from dashboard.ui.widget_values import ForeignValueError, Labels, Values

T = TypeVar("T")
Link = dict[str, list[str]]
Retelling = Callable[[Telling], Telling]
ViewReader = Callable[[Link], tuple[View, tuple[LinkProblem, ...]]]
StoryReader = Callable[[Link, Telling], tuple[Telling, tuple[LinkProblem, ...]]]

LOG = logging.getLogger("atlas")
NOT_DONE = "That could not be done, and the fault has been noted. Everything else is as it was."
NOT_SHOWN = "That could not be shown, and the fault has been noted. The atlas shows what it showed before."
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
    day: date  # what the page calls today
    read_view: ViewReader  # of the run under way
    telling: Telling = field(default_factory=Telling)
    screen: str = ""
    is_switched: bool = True  # the first run of a screen, whose widgets are new
    links: list[Link] = field(
        default_factory=list
    )  # that the browser may show: the last one it told us, then ours since
    is_link_due: bool = False  # one of ours is on its way to a browser that has gone to another one meanwhile
    told: str = ""  # the mark of the last choice in the country search that has changed the view
    heard: int = 0  # the number of the last act inside the map's frame that has changed the view
    problems: tuple[LinkProblem | str, ...] = ()  # what could not be used of a link or a file
    offered: list[Link] = field(default_factory=list)  # what the ways to other screens carry on this one
    edits: list[tuple[str, Any, Callable[[Any], None]]] = field(default_factory=list)  # since the last run began
    unheard: dict[str, list[Any]] = field(default_factory=dict)  # what widgets held since the browser was up to date
    is_way_back: bool = False  # this run follows the browser's back or forward button
    set_on_way_back: dict[str, Any] = field(default_factory=dict)  # what widgets were set to then
    before: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # what widgets held, and what we set them to
    labels: dict[str, Labels] = field(default_factory=dict)  # what the options of each widget are called
    kept: dict[str, Any] = field(default_factory=dict)  # what the widgets hold that are no editors
    brought: dict[str, WidgetState] = field(default_factory=dict)  # what widgets of an older page hold, by their keys
    name: str = field(default_factory=lambda: secrets.token_urlsafe(3))  # unlike that of any other session
    drawn: tuple[View, Telling] = field(default_factory=lambda: (View(), Telling()))  # by the last run without a fault


def arrive(screen: str, *, read_view: ViewReader, read_story: StoryReader | None = None) -> View:
    """Settle the view, or the telling, at the beginning of a run, and return the view.

    Parameters
    ----------
    screen
        The path of the screen; Streamlit empties the link when the reader changes screens, which asks for nothing.
    read_view
        Reads the link of every other screen.
    read_story
        Reads a link of the story screen, given what is told now.
    """
    given: Link = {key: st.query_params.get_all(key) for key in st.query_params}
    is_first = _KEY not in st.session_state
    if is_first:
        st.session_state[_KEY] = _Session(View(), present_day(), read_view, brought=_brought())
    session = _session()
    session.is_switched = is_first or session.screen != screen
    session.screen, session.read_view = screen, read_view
    is_echo = _is_echo()
    if given == _link() and not is_echo:
        session.unheard.clear()
    made = sorted(session.edits, key=lambda made: not made[0])  # what is no widget's comes last
    is_part = _is_part()
    edits = [
        (edit, value)
        for key, value, edit in made
        if not key or not (is_part or value in session.unheard.get(key, ()))  # no editor lies in a fragment
    ]
    ways = [_STORY_WAY] if screen == STORY else session.offered
    session.offered, session.edits = [], []

    def follow() -> None:
        if screen == STORY and read_story is not None:
            session.telling, session.problems = read_story(given, session.telling)
        else:
            session.view, session.problems = read_view(given)

    is_back = is_first or is_history_navigation()
    session.is_way_back = is_back and not is_first
    is_foreign = given not in (({}, *ways) if session.is_switched else session.links)
    _note(given, is_ours=not (is_back or is_foreign or session.is_switched))
    if is_foreign and not is_back:  # a way back that came in one message with a later act
        follow()
    done = [_is_done(edit, value) for edit, value in edits]
    if not all(done):
        session.problems = (NOT_DONE,)
    if is_back:
        follow()
    return session.view


def is_history_navigation() -> bool:
    """Return whether the reader pressed the browser's back or forward button."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _is_echo() -> bool:
    """Return whether the message was sent before the browser had drawn what we set last.

    One widget that holds what it held before may have been set so by the reader; two cannot, in one message.
    """
    session = _session()
    shown = {key: st.session_state[key] for key in session.before if key in st.session_state}
    session.before = {key: session.before[key] for key, value in shown.items() if value != session.before[key][1]}
    is_as_before = all(shown[key] == held for key, (held, _) in session.before.items())
    return is_as_before and (len(session.before) > 1 or (_is_part() and bool(session.before)))


def _is_part() -> bool:
    """Return whether a fragment runs alone."""
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def _note(given: Link, *, is_ours: bool) -> None:
    """Note the link that the browser shows: one that we told it, or one that it went to itself."""
    session = _session()
    if is_ours:
        session.links = session.links[session.links.index(given) :]
    else:
        session.is_link_due = len(session.links) > 1
        session.links.append(given)


def arrive_in_part(*, read_view: ViewReader) -> View:
    """Settle the view where a fragment begins; in a run of the whole page `arrive` has done it already."""
    if not _is_part():
        return current()
    offered = _session().offered
    view = arrive(_session().screen, read_view=read_view)
    _session().offered = offered  # the ways outside of this part are still there
    return view


def page_day() -> date | None:
    """Return the day (UTC) that the page of this session calls today; None where there is no page."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    session: _Session | None = st.session_state.get(_KEY)
    return session.day if session else None


def turn_day(day: date) -> None:
    """Have the page call another day today from the next run on, and have the whole of it run."""
    _session().day = day
    st.rerun()


def depart() -> None:
    """Make the link equal to what is shown at the end of a run, when the browser has been told of everything else.

    The last link that was told counts too, and not only the one that came with the message: that one may be older.
    """
    session = _session()
    session.drawn = (session.view, session.telling)
    wanted = _link()
    given = {key: st.query_params.get_all(key) for key in st.query_params}
    if session.is_link_due or not given == session.links[-1] == wanted:
        st.query_params.from_dict(wanted)
        session.links.append(wanted)
        session.is_link_due = False


def depart_in_part() -> None:
    """Make the link equal to what is shown where a fragment ends; in a run of the whole page `depart` does it.

    A link that is told before all widgets are would say of a browser that it has heard of them.
    """
    if _is_part():
        depart()


def catch_up() -> bool:
    """Say, at the end of a run, whether the reader did something on a page that is older than the session.

    The caller has the page run again if so, which does it.
    """
    session = _session()
    session.brought = {}
    return bool(session.edits)


def go_back() -> bool:
    """Return to what was last drawn whole, because what is asked for cannot be drawn, and say whether that helps.

    If so, the caller has the page run again. If not, because that is what is asked for, the atlas itself is at fault.
    """
    session: _Session | None = st.session_state.get(_KEY)
    if session is None or (session.view, session.telling) == session.drawn:
        return False
    session.view, session.telling = session.drawn
    session.edits, session.problems = [], (NOT_SHOWN,)
    return True


def current() -> View:
    """Return the view of this session."""
    return _session().view


def way(screen: str = "") -> dict[str, str]:
    """Return the parameters that a way to another screen carries; whoever takes it keeps what the session shows."""
    _session().offered.append(_link_of(query_of(current())))
    return {"v": LINK_VERSION} if screen == STORY else query_of(current())


def change(edit: Callable[[View], View]) -> None:
    """Change the view of this session, from a button or a click; the next run shows it."""
    if not _is_done(lambda _: _set(edit(current())), None):
        _session().problems = (NOT_DONE,)


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


def problems() -> tuple[LinkProblem | str, ...]:
    """Return what could not be used of the link the reader came by, or of a file."""
    return _session().problems


def forget_problems() -> None:
    """Show the problems of the link no longer."""
    _session().problems = ()


def story_editor(key: str, value: T, edit: Callable[[Telling, T], Telling], values: Values[T]) -> Editor:
    """Give a widget of the story screen its value, as `editor` does."""
    return _editor(key, value, lambda new: _retell(lambda now: edit(now, new)), values)


def editor(key: str, value: T, edit: Callable[[View, T], View], values: Values[T]) -> Editor:
    """Give the widget called `key` its value and return the arguments that make it an editor of the view.

    Parameters
    ----------
    edit
        Called with the view and the widget's new value when the reader changes it; returns the new view.
    values
        The values that the widget has now; any other that the browser sends is ignored.
    """
    return _editor(key, value, lambda new: _set(edit(current(), new)), values)


def choice(key: str, default: T, values: Values[T]) -> Editor:
    """Give a widget that edits neither view nor story what it held last, and return the arguments that keep it so.

    Parameters
    ----------
    default
        What it holds when it is new.
    values
        The values that the widget has now; any other that the browser sends is ignored.
    """
    session = _session()
    labels = session.labels.setdefault(key, Labels())
    labels.draw(values.names())
    if session.is_switched or key not in st.session_state or key not in session.kept:
        session.kept[key] = _decode(key, default, values)
    if key not in st.session_state or st.session_state[key] != session.kept[key]:
        st.session_state[key] = session.kept[key]

    def changed() -> None:
        try:
            _session().kept[key] = labels.read(st.session_state[key], values)
        except ForeignValueError as foreign:
            LOG.info("the widget %s: %s", key, foreign)

    return Editor(key=key, on_change=changed)


def held(key: str) -> Any:
    """Return what a `choice` holds."""
    return _session().kept.get(key)


def triggered(key: str, name: str) -> Any:
    """Return what a component told by the trigger of that name; None where it told nothing."""
    found = st.session_state.get(key)
    return found.get(name) if isinstance(found, Mapping) else None


def change_once(mark: str, edit: Callable[[View], View]) -> bool:
    """Change the view by an act that carries a mark, unless it has been done; return whether it changed.

    A component tells of an act to its callback before the run, and to the run itself; a session that is new after a
    restart of the server knows no callback yet.
    """
    if mark == _session().told:
        return False
    _session().told = mark
    change(edit)
    return True


def upload(key: str) -> Any:
    """Return the file that a place for files has, or None."""
    return st.session_state.get(key)


def _editor(key: str, value: T, apply: Callable[[T], None], values: Values[T]) -> Editor:
    session = _session()
    held, told = st.session_state.get(key), session.unheard.get(key, [value])[-1]
    if key in session.set_on_way_back:
        told = session.set_on_way_back.pop(key)
        if held == told:
            told = value
    # Only where it differs from what the browser says or may show: a value that is set travels back, and would move a
    # slider under the reader's hand. On a new screen the key still holds what the last screen's widget held, but the
    # widget itself begins empty.
    if session.is_switched or key not in st.session_state or not held == told == value:
        session.unheard.setdefault(key, []).extend([held, value])
        if held != value:
            session.before[key] = (held, value)
            if session.is_way_back:
                session.set_on_way_back[key] = value
        st.session_state[key] = value
    labels = session.labels.setdefault(key, Labels())
    labels.draw(values.names())
    found = _decode(key, value, values)
    if found != value:
        session.edits.append((key, found, apply))

    def changed() -> None:
        try:
            _session().edits.append((key, labels.read(st.session_state[key], values), apply))
        except ForeignValueError as foreign:
            LOG.info("the widget %s: %s", key, foreign)

    return Editor(key=key, on_change=changed)


def _brought() -> dict[str, WidgetState]:
    """Return what the widgets of a page hold that is older than its session, by their keys."""
    context = get_script_run_ctx()
    states = context.session_state.get_widget_states() if context else []
    # The id of a widget ends in its key, behind a hash (streamlit.elements.lib.utils.compute_and_register_element_id).
    return {state.id.split("-", 2)[2]: state for state in states if state.id.count("-") >= 2}


def _decode(key: str, value: T, values: Values[T]) -> T:
    """Return what a widget of a page that is older than the session holds, or else `value`."""
    state = _session().brought.pop(key, None)
    kind = state.WhichOneof("value") if state else None
    if state is None or kind not in {"string_value", "string_array_value", "bool_value"}:
        return value
    sent = list(state.string_array_value.data) if kind == "string_array_value" else getattr(state, kind)
    try:
        return _session().labels[key].decode(sent, values)
    except ForeignValueError as foreign:
        LOG.info("the widget %s: %s", key, foreign)
        return value


def name() -> str:
    """Return the name of this session, by which the map's frame sees that its acts must be told anew."""
    return _session().name


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


def _is_done(edit: Callable[[T], None], value: T) -> bool:
    """Do what the reader did and say whether that worked; the other acts of the message count in either case."""
    try:
        edit(value)
    except Exception:
        LOG.exception("an act failed")
        return False
    return True


def _set(view: View) -> None:
    """Make `view` the view, without what no longer fits; problems of the link it came from are done with.

    Raises
    ------
    ValueError
        It is not equal to its link, so nobody could come back to it.
    """
    session = _session()
    view, _ = settled(view)
    if view == session.view:
        return
    if session.read_view(_link_of(query_of(view))) != (view, ()):
        raise ValueError(f"no link leads to {view}")
    session.view, session.problems = view, ()


def _link() -> Link:
    """The link of what the screen shows."""
    session = _session()
    return _link_of(session.telling.to_query() if session.screen == STORY else query_of(session.view))


def _link_of(query: dict[str, str]) -> Link:
    return {key: [value] for key, value in query.items()}


# -- The present day, the same one for every reader: that of UTC.


def present_day() -> date:
    """Return the day (UTC) that it is now."""
    return datetime.now(UTC).date()
