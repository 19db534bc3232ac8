"""The page: sets it up, takes the reader in by the link, and runs the screen that was asked for."""

from __future__ import annotations

import streamlit as st

from dashboard.ui import cache, chrome, state


def main() -> None:
    """Show one screen; a fault in the data is told in sentences, anything else in one."""
    screen = st.navigation(chrome.screens(), position="hidden")
    chrome.open_page(screen.title)
    with chrome.faults_told():
        data = cache.dataset()
        state.arrive(screen.url_path, areas=data.states, claims=data.claim_by_id, read_story=cache.telling_of)
        chrome.menu()
        screen.run()
        state.depart()
        if state.catch_up():
            st.rerun()


main()
