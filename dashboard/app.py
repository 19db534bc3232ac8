"""The page: sets it up, takes the reader in by the link, and runs the screen that was asked for."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import atlas, page_shell, state


def main() -> None:
    """Show one screen; a fault in the data is told in sentences, anything else in one."""
    screen = st.navigation(page_shell.screens(), position="hidden")
    page_shell.open_page(screen.title)
    with page_shell.faults_told():
        data = atlas.dataset()
        state.arrive(screen.url_path, areas=data.states, claims=data.claim_by_id, read_story=atlas.telling_of)
        page_shell.menu()
        screen.run()
        state.depart()
        if state.catch_up():
            st.rerun()


main()
