"""Files of sessions: the places for them on a page, which pages show one, and what the server stores of each session.

Streamlit stores a file until its session ends. A session whose page has gone can be taken up again for two minutes; it
then ends only when another page goes, and a file that arrives later still is stored for no page. `remove_ended` mends
both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

MEGABYTE = 2**20
_KEY = "upload-places"


@dataclass(eq=False)
class _Places:
    """How large a file the places on a page take, in bytes: those of the run under way, and of the one before it."""

    now: int = 0
    before: int = 0


_OPEN: WeakValueDictionary[str, _Places] = WeakValueDictionary()  # by session; the value stands in its state


def _places() -> _Places:
    context = get_script_run_ctx(suppress_warning=True)
    places: _Places = st.session_state.setdefault(_KEY, _Places())
    if context is not None:
        _OPEN[context.session_id] = places
    return places


def begin_run() -> None:
    """Begin a run of a page: what its last run showed can be used until this one has ended."""
    places = _places()
    places.before, places.now = max(places.before, places.now), 0


def end_run() -> None:
    """End a run of a page: only what it has drawn itself can be used."""
    _places().before = 0


def uploader(label: str, *, megabytes: int, **options: Any) -> None:
    """Draw a place for a file of at most so many megabytes; `options` are those of st.file_uploader."""
    places = _places()
    places.now = max(places.now, megabytes * MEGABYTE)
    st.file_uploader(label, max_upload_size=megabytes, **options)


def most_bytes(session: str) -> int:
    """Return how large a file the page of a session takes; 0 where it is not open, or has no place for one."""
    places = _OPEN.get(session)
    if places is None or not runtime.get_instance().is_active_session(session):
        return 0
    return max(places.now, places.before)


# -- What Streamlit stores, as its own manager of files has it.


def _stored() -> Mapping[str, Mapping[str, UploadedFileRec]]:
    """Return the files by session and id."""
    return getattr(runtime.get_instance().uploaded_file_mgr, "file_storage", {}) if runtime.exists() else {}


def stored_sizes() -> dict[str, dict[str, int]]:
    """Return the sizes of the files that are stored, in bytes, by session and by id of the file."""
    # Copied whole before they are read: a page lets go of a file in a thread of its own.
    return {
        session: {file: len(kept.data) for file, kept in [*files.items()]} for session, files in [*_stored().items()]
    }


def remove_file(session: str, file_id: str) -> None:
    """Let go of one file of a session."""
    if session in _stored():
        runtime.get_instance().uploaded_file_mgr.remove_file(session_id=session, file_id=file_id)  # type: ignore[attr-defined]


def remove_files(session: str) -> None:
    """Let go of every file of a session."""
    if session in _stored():
        runtime.get_instance().uploaded_file_mgr.remove_session_files(session)


def remove_ended() -> int:
    """End the sessions whose page has gone for two minutes and let go of files of no session; return how many ended.

    Call it in the event loop of the server, where Streamlit connects sessions and lets them go.
    """
    server = runtime.get_instance()
    waiting = server._session_mgr._session_storage._cache  # type: ignore[attr-defined]  # nothing public ends them
    over = [ended.session for _, ended in waiting.expire()]
    for session in over:
        session.shutdown()
    for session_id in list(_stored()):
        if session_id not in waiting and not server.is_active_session(session_id):
            remove_files(session_id)
    return len(over)
