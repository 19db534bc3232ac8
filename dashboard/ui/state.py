"""The state of a session and the link: the View, its mirror in the address bar, the widgets' values.

No other module touches them. What lies beneath keeps one entry of its own in the session: `page_runs` its client,
`session_files` the places for files.

The View is the single source of truth; on the story screen it is the StorySession (which story, which step). A run
begins with `arrive`: edits of the reader are applied to the View, and a link to which the browser went by itself (first
visit, back button) replaces it. A run ends with `depart`, which sets the link to that of the View. Widgets are editors:
`editor` sets the value of one from the View before it is made.

Websocket echo: each message of the browser carries the link and the value of every widget. Where the link is not that
of the View, the browser sent the message before it had our last answer, and a widget set since may still report its
former value. Such an echo is not an edit. The link alone does not decide it: the browser changes it by itself on back
and forward, and takes a link over before it has drawn the widgets that came with it. Therefore a message is an echo too
when several widgets that we set all report their former values, and so is whatever a message of a fragment
reports of a widget outside of it. After back or forward, a widget that reports its former value is set again, because
the browser may show the value in between.

A page outlives its session: after a restart of the server, or a longer loss of the connection, it goes on in a new one.
The first message of that one carries the link and the values of the widgets. Where they differ, an edit has never been
answered, and it is applied. The map's frame repeats its own acts when it sees the name of a new session.

Every widget is made with `editor`, `story_editor` or `choice`, which know its present values: any other value that the
browser sends is ignored. A View that is not equal to its link is never stored. When a run fails, `restore_drawn`
returns to what was last drawn without a fault.

What a page calls today is the day on which it was opened, until the reader turns it: the server's day may change
between two runs, and a page with parts from before and after midnight would show two days under one headline.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypedDict, TypeVar

import streamlit as st
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import DeletedFile

from dashboard.maps.link import LINK_VERSION, query_of
from dashboard.maps.own_data import OwnData
from dashboard.maps.story.session import StorySession
from dashboard.maps.view import LinkProblem, View, settled
from dashboard.ui import session_files
from dashboard.ui.page_runs import uninterrupted
from dashboard.ui.widget_values import ForeignValueError, Labels, Values, iso_day

T = TypeVar("T")
Link = dict[str, list[str]]
StoryEdit = Callable[[StorySession], StorySession]
ViewReader = Callable[[Link], tuple[View, tuple[LinkProblem, ...]]]
StoryReader = Callable[[Link, StorySession], tuple[StorySession, tuple[LinkProblem, ...]]]

LOG = logging.getLogger("atlas.acts")
NOT_DONE = "That could not be done, and the fault has been noted. Everything else is as it was."
NOT_SHOWN = "That could not be shown, and the fault has been noted. The atlas shows what it showed before."
STORY = "story"  # the path of the screen whose link is not that of a view
_KEY, _OWN, _OWN_FILE = "atlas", "own-data", "own-data-file"
_NOTHING: Any = object()  # what the session holds of a key that it does not have
_FORGOTTEN = "forgotten-uploads"  # how often
STORY_PARAMETERS = {"v": LINK_VERSION}  # of a link to the story screen: the story and the step are the session's


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
    story_session: StorySession = field(default_factory=StorySession)
    screen: str = ""
    is_switched: bool = True  # the first run of a screen, whose widgets are new
    links: list[Link] = field(default_factory=list)  # that the browser may show: its last one, then ours since
    is_link_due: bool = False  # one of ours is on its way to a browser that has gone to another one meanwhile
    search_mark: str = ""  # of the last choice in the country search that has changed the view
    last_act: int = 0  # the number of the last act inside the map's frame that has changed the view
    problems: tuple[LinkProblem | str, ...] = ()  # what could not be used of a link or a file
    offered: list[Link] = field(default_factory=list)  # in the links to other screens on this one
    edits: list[tuple[str, Any, Callable[[Any], None]]] = field(default_factory=list)  # since the last run began
    unconfirmed: dict[str, list[Any]] = field(default_factory=dict)  # values of widgets since its link was ours
    is_history_run: bool = False  # this run follows the browser's back or forward button
    set_on_history: dict[str, Any] = field(default_factory=dict)  # values to which widgets were set then
    before: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # former value of a widget, and the one we set
    labels: dict[str, Labels] = field(default_factory=dict)  # what the options of each widget are called
    kept: dict[str, Any] = field(default_factory=dict)  # values of the widgets that are no editors
    older_widgets: dict[str, WidgetState] = field(default_factory=dict)  # of a page older than the session, by key
    older_message: dict[str, WidgetState] = field(default_factory=dict)  # what its last message brought
    # What a calendar of such a page holds as today, by key, with the list and its option that say so.
    former_today: dict[str, tuple[date, str, str]] = field(default_factory=dict)
    name: str = field(default_factory=lambda: secrets.token_urlsafe(3))  # unlike that of any other session
    # What the last run without a fault drew.
    drawn: tuple[View, StorySession] = field(default_factory=lambda: (View(), StorySession()))


@uninterrupted()
def arrive(screen: str, *, read_view: ViewReader, read_story: StoryReader | None = None) -> View:
    """Bring View, or StorySession, up to date at the beginning of a run, and return the View.

    Parameters
    ----------
    screen
        The path of the screen; Streamlit empties the link when the reader changes screens, which asks for nothing.
    read_view
        Reads the link of every other screen.
    read_story
        Reads a link of the story screen, given the present story session.
    """
    browser_link: Link = {key: st.query_params.get_all(key) for key in st.query_params}
    is_first = _KEY not in st.session_state
    if is_first:
        st.session_state[_KEY] = _Session(View(), present_day(), read_view)
    session = _session()
    if is_first or session.older_message:
        _note_older_widgets()
    session.is_switched = is_first or session.screen != screen
    session.screen, session.read_view = screen, read_view
    is_echo = _is_echo()
    if browser_link == _link() and not is_echo:
        session.unconfirmed.clear()
    ordered = sorted(session.edits, key=lambda edit: not edit[0])  # those of widgets first
    is_part = _is_part()
    edits = [
        (edit, value)
        for key, value, edit in ordered
        # No editor lies in a fragment.
        if not key or not (is_part or value in session.unconfirmed.get(key, ()) or _is_former_today(key, value))
    ]
    offered_links = [_link_of(STORY_PARAMETERS)] if screen == STORY else session.offered
    session.offered, session.edits = [], []

    def follow() -> None:
        if screen == STORY and read_story is not None:
            session.story_session, session.problems = read_story(browser_link, session.story_session)
        else:
            session.view, session.problems = read_view(browser_link)

    is_back = is_first or is_history_navigation()
    session.is_history_run = is_back and not is_first
    is_foreign = browser_link not in (({}, *offered_links) if session.is_switched else session.links)
    _note_link(browser_link, is_ours=not (is_back or is_foreign or session.is_switched))
    if is_foreign and not is_back:  # a way back that came in one message with a later act
        follow()
    outcomes = [_succeeds(edit, value) for edit, value in edits]
    if not all(outcomes):
        session.problems = (NOT_DONE,)
    if is_back:
        follow()
    return session.view


def is_history_navigation() -> bool:
    """Return whether the reader pressed the browser's back or forward button."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def _is_echo() -> bool:
    """Return whether the browser sent the message before it had drawn what we set last (an echo).

    One widget with its former value may have been set so by the reader; two cannot, in one message.
    """
    session = _session()
    shown = {key: st.session_state[key] for key in session.before if key in st.session_state}
    session.before = {key: session.before[key] for key, value in shown.items() if value != session.before[key][1]}
    is_as_before = all(shown[key] == former for key, (former, _) in session.before.items())
    return is_as_before and (len(session.before) > 1 or (_is_part() and bool(session.before)))


def _is_part() -> bool:
    """Return whether a fragment runs alone."""
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def _note_link(browser_link: Link, *, is_ours: bool) -> None:
    """Record the link that the browser shows: one that we set, or one to which it went by itself."""
    session = _session()
    if is_ours:
        session.links = session.links[session.links.index(browser_link) :]
    else:
        session.is_link_due = len(session.links) > 1
        session.links.append(browser_link)


def arrive_in_part(*, read_view: ViewReader) -> View:
    """Do what `arrive` does, where a fragment begins; in a run of the whole page it has been done."""
    if not _is_part():
        return current()
    offered = _session().offered
    view = arrive(_session().screen, read_view=read_view)
    _session().offered = offered  # the links outside of this fragment are still there
    return view


def page_day() -> date | None:
    """Return the day (UTC) that the page of this session calls today; None where there is no page."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    session: _Session | None = st.session_state.get(_KEY)
    return session.day if session else None


def own_data() -> OwnData | None:
    """Return the own data that are open in the session under way; None without, and where there is no session."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    return st.session_state.get(_OWN)


def open_own_data(data: OwnData | None) -> None:
    """Have own data open in this session in place of those that are; None closes them."""
    former = own_data()
    if former is not None and former is not data:
        former.close()
    if data is None:
        st.session_state.pop(_OWN, None)
    else:
        st.session_state[_OWN] = data


def own_file() -> Any:
    """Return the file of own data that is being prepared in this session, or None."""
    return st.session_state.get(_OWN_FILE)


def prepare_own_file(prepared: object) -> None:
    """Keep a file of own data while it is prepared, in place of the former one, which is closed; None lets go of it."""
    former = own_file()
    if former is not None and former is not prepared:
        former.close()
    st.session_state[_OWN_FILE] = prepared


def turn_day(day: date) -> None:
    """Have the page call another day today from the next run on, and have the whole of it run."""
    _session().day = day
    st.rerun()


@uninterrupted()
def depart() -> None:
    """Set the link to that of what is shown, at the end of a run, when all widgets have been sent.

    It is compared with the last link that was set, too: the one that came with the message may be older.
    """
    session = _session()
    session.drawn = (session.view, session.story_session)
    wanted = _link()
    browser_link = {key: st.query_params.get_all(key) for key in st.query_params}
    if session.is_link_due or not browser_link == session.links[-1] == wanted:
        st.query_params.from_dict(wanted)
        session.links.append(wanted)
        session.is_link_due = False


def depart_in_part() -> None:
    """Do what `depart` does, where a fragment ends; in a run of the whole page that one does it.

    A link set before all widgets would confirm widgets that the browser does not have yet.
    """
    if _is_part():
        depart()


def has_pending_edits() -> bool:
    """Return, at the end of a run, whether a page older than the session brought edits; the next run applies them.

    The caller has the page run again if so.
    """
    session = _session()
    session.older_widgets, session.older_message = {}, {}
    return bool(session.edits)


def restore_drawn() -> bool:
    """Return to what was last drawn without a fault, and return whether that differs from the present state.

    If so, the caller has the page run again. If not, the atlas itself is at fault.
    """
    session: _Session | None = st.session_state.get(_KEY)
    if session is None or (session.view, session.story_session) == session.drawn:
        return False
    session.view, session.story_session = session.drawn
    session.edits, session.problems = [], (NOT_SHOWN,)
    return True


def current() -> View:
    """Return the view of this session."""
    return _session().view


def link_parameters() -> dict[str, str]:
    """Return the parameters of a link to another screen, on which the session keeps its View.

    A link to the story is `STORY_PARAMETERS`, whatever the view.
    """
    parameters = query_of(current())
    _session().offered.append(_link_of(parameters))
    return parameters


def change(edit: Callable[[View], View]) -> None:
    """Change the view of this session, from a button or a click; the next run shows it."""
    if not _succeeds(lambda _: _set(edit(current())), None):
        _session().problems = (NOT_DONE,)


def change_page(edit: Callable[[View], View]) -> None:
    """Change the view from a button inside a fragment, and have the whole page run and not the fragment alone."""
    change(edit)
    st.rerun()


def story_session() -> StorySession:
    """Return which story is open in this session, and at which step."""
    return _session().story_session


def edit_story(edit: StoryEdit, problems: tuple[str, ...] = ()) -> None:
    """Have the next run change the story session, from a button, the map or a file, and show what could not be used.

    Text that the reader wrote before pressing the button may come in the same message: it is applied first.
    """
    _session().edits.append(("", None, lambda _: _set_story(edit, problems)))


def problems() -> tuple[LinkProblem | str, ...]:
    """Return what could not be used of the link the reader came by, or of a file."""
    return _session().problems


def forget_problems() -> None:
    """Show the problems of the link no longer."""
    _session().problems = ()


def story_editor(key: str, value: T, edit: Callable[[StorySession, T], StorySession], values: Values[T]) -> Editor:
    """Give a widget of the story screen its value, as `editor` does."""
    return _editor(key, value, lambda new: _set_story(lambda now: edit(now, new)), values)


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
        session.kept[key] = _decode(session, key, default, values)
    if key not in st.session_state or st.session_state[key] != session.kept[key]:
        st.session_state[key] = session.kept[key]

    def changed() -> None:
        try:
            _session().kept[key] = labels.read(st.session_state[key], values)
        except ForeignValueError as foreign:
            LOG.info("the widget %s: %s", key, foreign)

    return Editor(key=key, on_change=changed)


def put(key: str, value: Any) -> None:
    """Set what a widget made with `choice` holds, before it is made or from the callback of another one."""
    _session().kept[key] = st.session_state[key] = value


def sent_value(key: str) -> Any:
    """Return what the browser sent for a widget or component, in its callback; None where it sent nothing."""
    return st.session_state.get(key)


def once(key: str, make: Callable[[], T]) -> T:
    """Return what the session keeps under a key, made when it is first asked for."""
    value: T | None = st.session_state.get(key)  # one look: at each, a newer message may end the run
    if value is None:
        value = st.session_state[key] = make()
    return value


def trigger_value(key: str, name: str) -> Any:
    """Return the value that a component sent by the trigger of that name; None where it sent none."""
    triggers = sent_value(key)
    return triggers.get(name) if isinstance(triggers, Mapping) else None


def change_once(mark: str, edit: Callable[[View], View]) -> bool:
    """Change the view by an act that carries a mark, unless it has been done; return whether it changed.

    A component passes an act to its callback before the run, and to the run itself; a session that is new after a
    restart of the server knows no callback yet.
    """
    if mark == _session().search_mark:
        return False
    _session().search_mark = mark
    change(edit)
    return True


def file_place(key: str) -> str:
    """Return the key of a place for files that `forget_uploads` empties; it is another one afterwards."""
    return f"{key}-{st.session_state.get(_FORGOTTEN, 0)}"


def forget_uploads() -> None:
    """Have the server let go of every file that this session has uploaded, and the page draw its places empty."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None:
        session_files.remove_files(context.session_id)
    st.session_state[_FORGOTTEN] = st.session_state.get(_FORGOTTEN, 0) + 1


def forget_choices(prefix: str) -> None:
    """Let go of what widgets made with `choice` hold, and of the names of their options, by the beginning of keys."""
    session = _session()
    session.kept = {key: value for key, value in session.kept.items() if not key.startswith(prefix)}
    session.labels = {key: labels for key, labels in session.labels.items() if not key.startswith(prefix)}


def upload(key: str) -> Any:
    """Return the file that a place for files has, or None; one that the server has let go of counts as none."""
    file = st.session_state.get(key)
    return None if isinstance(file, DeletedFile) else file


def _editor(key: str, value: T, apply: Callable[[T], None], values: Values[T]) -> Editor:
    session = _session()
    held = st.session_state.get(key, _NOTHING)  # asked once: each look into the session takes its part of every run
    reported = None if held is _NOTHING else held
    confirmed = session.unconfirmed.get(key, [value])[-1]
    if key in session.set_on_history:
        confirmed = session.set_on_history.pop(key)
        if reported == confirmed:
            confirmed = value
    # Only where it differs from what the browser says or may show: a value that is set travels back, and would move a
    # slider under the reader's hand. On a new screen the key still holds what the last screen's widget held, but the
    # widget itself begins empty.
    if session.is_switched or held is _NOTHING or not reported == confirmed == value:
        session.unconfirmed.setdefault(key, []).extend([reported, value])
        if reported != value:
            session.before[key] = (reported, value)
            if session.is_history_run:
                session.set_on_history[key] = value
        st.session_state[key] = value
    labels = session.labels.setdefault(key, Labels())
    labels.draw(values.names())
    decoded = _decode(session, key, value, values)
    if decoded != value:
        session.edits.append((key, decoded, apply))

    def changed() -> None:
        try:
            _session().edits.append((key, labels.read(st.session_state[key], values), apply))
        except ForeignValueError as foreign:
            LOG.info("the widget %s: %s", key, foreign)

    return Editor(key=key, on_change=changed)


def _note_older_widgets() -> None:
    """Note what the widgets of a page hold that is older than its session, or changed before the session had drawn it.

    No callback is known of a widget that the session has not drawn yet.
    """
    session, brought = _session(), _brought_widgets()
    session.older_widgets |= {key: state for key, state in brought.items() if session.older_message.get(key) != state}
    session.older_message = brought


def _brought_widgets() -> dict[str, WidgetState]:
    """Return what the message of the browser that this run answers brought, by the key of the widget."""
    context = get_script_run_ctx()
    states = context.session_state.get_widget_states() if context else []
    # The id of a widget ends in its key, behind a hash (streamlit.elements.lib.utils.compute_and_register_element_id).
    return {state.id.split("-", 2)[2]: state for state in states if state.id.count("-") >= 2}


def _decode(session: _Session, key: str, value: T, values: Values[T]) -> T:
    """Return what a widget of a page that is older than the session holds, or else `value`."""
    state = session.older_widgets.pop(key, None)
    kind = state.WhichOneof("value") if state else None
    if state is None or kind not in {"string_value", "string_array_value", "bool_value"}:
        return value
    sent = list(state.string_array_value.data) if kind == "string_array_value" else getattr(state, kind)
    try:
        return _session().labels[key].decode(sent, values)
    except ForeignValueError as foreign:
        LOG.info("the widget %s: %s", key, foreign)
        return value


def forget_former_today(keys: Iterable[str], menu: str, label: Callable[[date], str]) -> None:
    """Let go of the days that calendars of a page older than the session hold because that page called them today.

    Call it before they are drawn. The server may have been started anew on another day, and what is shown today, by a
    link without a day, follows it; a day that the reader chose meanwhile counts.

    Parameters
    ----------
    menu
        The key of a list that has today among its options, and shows it wherever the page did.
    label
        Returns the text of that option for a day that is today.
    """
    session = _session()
    older = session.older_widgets
    for key in keys:
        held = [*filter(None, map(iso_day, older[key].string_array_value.data if key in older else ()))]
        if menu in older and older[menu].string_value in map(label, held):
            del older[key]
            session.former_today[key] = (held[0], menu, older[menu].string_value)


def _is_former_today(key: str, value: object) -> bool:
    """Return whether a page brings the day again that it called today, since it has not drawn this session's yet."""
    day, menu, option = _session().former_today.get(key, (None, "", ""))
    if value is None or value != day:
        return False
    brought = _brought_widgets()
    return menu in brought and brought[menu].string_value == option


def name() -> str:
    """Return the name of this session, by which the map's frame sees that it must repeat its acts."""
    return _session().name


def last_act() -> int:
    """Return the number of the last act of the map's frame that the view knows of."""
    return _session().last_act


def apply_act(number: int, edit: Callable[[View], View]) -> None:
    """Change the view by an act of the map's frame, once: the frame repeats its acts until it has an answer."""
    _apply_act(number, lambda: change(edit))


def apply_story_act(number: int, edit: StoryEdit) -> None:
    """Change the story session by an act of the map's frame, once."""
    _apply_act(number, lambda: edit_story(edit))


def _apply_act(number: int, act: Callable[[], None]) -> None:
    if number > _session().last_act:
        _session().last_act = number
        act()


def _session() -> _Session:
    session: _Session = st.session_state[_KEY]
    return session


def _set_story(edit: StoryEdit, problems: tuple[str, ...] = ()) -> None:
    session = _session()
    new = edit(session.story_session)
    if new != session.story_session or problems:
        session.story_session, session.problems = new, problems


def _succeeds(edit: Callable[[T], None], value: T) -> bool:
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
        It is not equal to its link, so no link would lead back to it.
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
    return _link_of(session.story_session.to_query() if session.screen == STORY else query_of(session.view))


def _link_of(query: dict[str, str]) -> Link:
    return {key: [value] for key, value in query.items()}


# -- The present day, the same one for every reader: that of UTC.


def present_day() -> date:
    """Return the day (UTC) that it is now."""
    return datetime.now(UTC).date()
