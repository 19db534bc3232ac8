"""What every screen has around its content: name, ways to the other screens, problems of the link, faults in words."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from urllib.parse import urlencode

import streamlit as st

from dashboard.maps.link import query_of
from dashboard.maps.wording import fault_lines, fault_sentence
from dashboard.render.assets import ASSETS, scripts_version
from dashboard.ui import state
from dashboard.ui.page_runs import turn_of_run
from geodata import GeodataError, TableError, day_label
from geodata.wording import ATLAS_NAME

LOG = logging.getLogger("atlas.screens")
TAGLINE = "Law, claims and policy, on any day"
ICON = ASSETS / "atlas.svg"
SCREENS = {  # path in the address: file and title
    "": ("atlas", "Atlas"),
    state.STORY: ("story", "Story"),
    "country": ("country", "Country"),
    "treaties": ("treaties", "Treaties"),
    "policy": ("policy", "Policy"),
    "questions": ("questions", "Questions"),
    "own": ("own", "Own data"),
    "sources": ("sources", "Sources"),
    "about": ("about", "About"),
}
SIDEBAR_PX = 272
PAGES = "pages"  # where a session keeps them
# An upload needs a cookie of this server, which browsers keep from frames of other sites.
NOT_IN_A_FRAME = "Files are opened on the page of the atlas itself, not within a page of another site."


def open_page(screen: str) -> None:
    """Set title, icon and layout; the server puts our style into the page."""
    st.set_page_config(f"{screen} · {ATLAS_NAME}", page_icon=str(ICON), layout="wide", initial_sidebar_state=SIDEBAR_PX)


def screens() -> list[st.Page]:
    """Return the screens in the order in which they are offered; the first one is at the root.

    A session keeps its own: to make them anew, each run would look for nine files.
    """
    return state.once(PAGES, _pages)


def _pages() -> list[st.Page]:
    return [
        st.Page(f"screens/{file}.py", title=title, url_path=path, default=not path)
        for path, (file, title) in SCREENS.items()
    ]


def menu(pages: Sequence[st.Page]) -> None:
    """Draw name, tagline and the ways to the screens; the session keeps the view, and each screen writes its link."""
    with st.sidebar:
        name, line = f"<p>{ATLAS_NAME}</p>", f'<p class="quiet">{TAGLINE}</p>'
        st.html(f'<div class="brand" data-scripts="{scripts_version()}">{name}{line}</div>')
        parameters = state.link_parameters()
        with st.container(key="menu", horizontal=True, gap=None):
            for page in pages:
                is_story = page.url_path == state.STORY
                st.page_link(page, query_params=state.STORY_PARAMETERS if is_story else parameters)


def takes_files(path: str) -> bool:
    """Return whether a file can be opened on a screen; in a frame, draw why not and the way to the page itself."""
    if not st.context.is_embedded:
        return True
    parameters = state.STORY_PARAMETERS if path == state.STORY else query_of(state.current())
    href = escape(f"{path}?{urlencode(parameters)}")
    away = f'<a href="{href}" target="_blank" rel="noopener">Open the atlas</a>'
    st.html(f'<p class="quiet">{NOT_IN_A_FRAME} {away}</p>')
    return False


def link_problems() -> None:
    """Name what could not be used of the link, until the reader puts it away or changes the view.

    A page that was opened on another day says so first, and offers the present one.
    """
    _day_passed()
    problems = state.problems()
    if problems:
        with st.container(key="link-problems", horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<div role="status">{"".join(f"<p>{escape(str(problem))}</p>" for problem in problems)}</div>')
            st.button("Dismiss", key="dismiss", type="tertiary", on_click=state.forget_problems)


def _day_passed() -> None:
    """Say that the day has changed since the page was opened, and offer the new one."""
    opened, now = state.page_day(), state.present_day()
    if opened is None or opened == now:
        return
    with st.container(key="day-passed", horizontal=True, vertical_alignment="center", gap="small"):
        sentence = (
            f"This page was opened on {day_label(opened)} and calls that day today. By UTC it is {day_label(now)} now."
        )
        st.html(f'<div role="status"><p>{sentence}</p></div>')
        if st.button(f"Show {day_label(now)}", key="turn-day", type="tertiary"):
            state.turn_day(now)


@contextmanager
def faults_shown() -> Iterator[None]:
    """Show an exception of the block as sentences: those of a fault in the data, one for any other exception.

    Where something else was drawn before, the page runs again and shows that, so that the reader can go on from there.
    The block runs when it is the turn of its client (`page_runs`).
    """
    try:
        with turn_of_run():
            yield
    except GeodataError as error:
        if not isinstance(error, TableError):  # those of the tables are in the log since they were read
            LOG.exception("the data cannot be shown")
        if state.restore_drawn():
            st.rerun()
        show_fault(error)
    except Exception:
        LOG.exception("a screen failed")
        if state.restore_drawn():
            st.rerun()
        show_breakdown()


def show_fault(error: GeodataError) -> None:
    """Show what is wrong with the data, each problem with its file, line and column, instead of a traceback."""
    st.error(fault_sentence(error))
    st.code("\n".join(fault_lines(error)), language=None, wrap_lines=True)


def show_breakdown() -> None:
    """Show that something unexpected went wrong; the traceback is in the server's log."""
    st.error("Something went wrong in the atlas, and it has been noted. Reload the page, or start again from the map.")


def to_the_map(label: str) -> None:
    """Draw a link to the map with the present view."""
    with st.container(key="to-the-map"):
        st.page_link("screens/atlas.py", label=label, query_params=state.link_parameters())


def title(text: str, under: str = "") -> None:
    """Draw the title of a screen that has no headline of its own."""
    quiet = f'<p class="quiet">{escape(under)}</p>' if under else ""
    st.html(f'<header class="headline"><h1>{escape(text)}</h1>{quiet}</header>')
