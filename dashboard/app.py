"""The page: sets it up, takes the reader in by the link, and runs the screen that was asked for."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import page_shell, state
from dashboard.ui.service import ATLAS


def main() -> None:
    """Show one screen; a fault in the data is told in sentences, anything else in one."""
    screen = st.navigation(page_shell.screens(), position="hidden")
    page_shell.open_page(screen.title)
    with page_shell.faults_told():
        ATLAS.dataset()  # where the tables break their rules, before anything of the session changes
        state.arrive(screen.url_path, read_view=ATLAS.view, read_story=ATLAS.telling)
        page_shell.menu()
        screen.run()
        state.depart()
        if state.catch_up():
            st.rerun()


main()
