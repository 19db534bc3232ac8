"""Own data that go on: saved as one file with the view, and what differs where such a file is opened."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from dashboard.maps.own_archive import FILE_NAME, saved_bytes, saved_view
from dashboard.maps.own_data import OwnData
from dashboard.maps.view import View
from dashboard.ui.service import ATLAS
from geodata.own_archive import OwnArchive
from geodata.own_figures import OwnFigures


def save_button(data: OwnData, view: View) -> None:
    """Draw the button that saves own data with the view; the file is made when it is pressed and not before."""
    st.download_button(
        "Save for later",
        partial(saved_bytes, data, view, ATLAS.dataset()),
        file_name=FILE_NAME,
        mime="application/zip",
        on_click="ignore",
        help="One file with the totals, what you said of them, how they were made and the view; it opens again here, "
        "in any atlas, on any machine.",
    )


def differences_list(archive: OwnArchive, figures: OwnFigures) -> None:
    """Draw what differs between the atlas that wrote a file and this one; nothing where nothing does."""
    _, sentences = saved_view(archive, figures, ATLAS.dataset())
    if sentences:
        lines = "".join(f"<li>{escape(sentence)}</li>" for sentence in sentences)
        st.html(f"<h3>What differs here</h3><ul>{lines}</ul>")


def view_of_archive(archive: OwnArchive | None, figures: OwnFigures) -> View | None:
    """Return the view of a file that was opened; None where it has none, or it is no such file."""
    return saved_view(archive, figures, ATLAS.dataset())[0] if archive is not None else None
