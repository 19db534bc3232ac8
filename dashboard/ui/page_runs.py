"""Runs of pages: the turns in which they go on, what a newer message must not interrupt, and messages left unanswered.

A client with many pages open takes no more of the interpreter than another. Streamlit ends a run for a newer message at
any look into the session, also in the middle of a callback, and counts the values that came with the message as dealt
with (issue 10578 of Streamlit): what the reader had done would be lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import Lock, Semaphore, local

import streamlit as st
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.web.server.starlette import starlette_websocket

RUNS_OF_CLIENT = 2  # at one time: more threads of one interpreter do not end sooner
PATIENCE = 5.0  # seconds after which a run goes on anyway: one that is slow holds the others no longer
THIS_MACHINE = "127.0.0.1"
_CLIENT = "client"  # where a session keeps whose it is


class RunTurns:
    """How many runs of one client go on at one time, so that a client with many sessions takes no more than its part.

    A run that waits does so in its own thread, without the interpreter. Safe to use from many threads.
    """

    def __init__(self, most: int = RUNS_OF_CLIENT, *, patience: float = PATIENCE) -> None:
        self._most, self._patience = most, patience
        self._lock = Lock()
        self._clients: dict[str, tuple[Semaphore, int]] = {}  # with the number of runs that go on or wait

    def __len__(self) -> int:
        return len(self._clients)

    @contextmanager
    def turn(self, client: str) -> Iterator[bool]:
        """Wait for a turn and hold it; yields whether it came within the patience."""
        with self._lock:
            places, runs = self._clients.get(client) or (Semaphore(self._most), 0)
            self._clients[client] = places, runs + 1
        has_turn = False
        try:
            has_turn = places.acquire(timeout=self._patience)
            yield has_turn
        finally:
            if has_turn:
                places.release()
            with self._lock:
                _, runs = self._clients.pop(client)
                if runs > 1:
                    self._clients[client] = places, runs - 1


TURNS = RunTurns()
_RUNNING = local()  # by thread, whether its run has its turn (the map runs within its page, or alone) and may be ended


def _peer(peer: str, _forwarded: Sequence[str]) -> str:
    return peer


_client_at: Callable[[str, Sequence[str]], str] = _peer


def identify_clients_by(client_at: Callable[[str, Sequence[str]], str]) -> None:
    """Have clients identified by a function of the address of the peer and the X-Forwarded-For headers."""
    global _client_at  # noqa: PLW0603 - set once, when the server starts
    _client_at = client_at


def _client() -> str:
    """The client of this session: found once, because Streamlit looks at every socket for it, a tenth of a run."""
    client: str | None = st.session_state.get(_CLIENT)
    if client is None:
        peer = st.context.ip_address or THIS_MACHINE  # for which Streamlit has none
        client = st.session_state[_CLIENT] = _client_at(peer, st.context.headers.get_all("X-Forwarded-For"))
    return client


@contextmanager
def turn_of_run() -> Iterator[None]:
    """Hold the turn of the run of a page, in its thread; a block within another has the turn already."""
    if getattr(_RUNNING, "has_turn", False):
        yield
        return
    with TURNS.turn(_client()):
        _RUNNING.has_turn = True
        try:
            yield
        finally:
            _RUNNING.has_turn = False


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Have no newer message of the browser end the run within this block; the first look afterwards does it."""
    was_whole = getattr(_RUNNING, "is_whole", False)
    _RUNNING.is_whole = True
    try:
        yield
    finally:
        _RUNNING.is_whole = was_whole


def protect_callbacks() -> None:
    """Have Streamlit heed `uninterrupted`, and call what follows from a message as one such block.

    For a server whose option `runner.fastReruns` is off: one thread at a time runs a session then. With it, a second
    one takes the values of the same session while the first is not interrupted.
    """
    end_if_due, call = ScriptRunner._maybe_handle_execution_control_request, SafeSessionState.on_script_will_rerun

    def end_unless_whole(runner: ScriptRunner) -> None:
        if not getattr(_RUNNING, "is_whole", False):
            end_if_due(runner)

    ScriptRunner._maybe_handle_execution_control_request = end_unless_whole  # type: ignore[method-assign, assignment]
    SafeSessionState.on_script_will_rerun = uninterrupted()(call)  # type: ignore[method-assign]


def ignore_developers() -> None:
    """Have Streamlit answer no question of a browser about the repository in which the server lies.

    Any client can ask it, over the websocket of a page, and as often as it likes. Streamlit then runs git several times
    in the event loop, which answers no request meanwhile, and names branch and files that are not committed.
    """
    AppSession._handle_git_information_request = lambda _session: None  # type: ignore[method-assign, assignment]


def trust_middleware_on_origins() -> None:
    """Have Streamlit take each websocket whose Origin our middleware lets through.

    Streamlit would ask an outside service for the address of this machine, in the event loop, at each websocket of a
    page of another host, and its own list knows nothing of the allowed hosts.
    """
    starlette_websocket.is_url_from_allowed_origins = lambda _url: True  # type: ignore[assignment, attr-defined]
