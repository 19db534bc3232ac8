"""The entry script of every page: sets the page up, reads the View from the query string, and runs the screen."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import page_shell, session_files, state
from dashboard.ui.service import ATLAS
from dashboard.web.metrics import COUNTS, RUNS


def main() -> None:
    """Run one screen; a fault in the data is shown as its sentences, any other exception as one."""
    COUNTS.add(RUNS)
    pages = page_shell.screens()
    screen = st.navigation(pages, position="hidden")
    page_shell.open_page(screen.title)
    session_files.begin_run()
    with page_shell.faults_shown():
        ATLAS.dataset()  # where the tables break their rules, before anything of the session changes
        state.arrive(screen.url_path, read_view=ATLAS.view, read_story=ATLAS.story_session)
        page_shell.menu(pages)
        screen.run()
        session_files.end_run()
        state.depart()
        if state.has_pending_edits():
            st.rerun()


main()
