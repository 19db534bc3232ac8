"""Runs of pages: so many of one client at one time, none held up for ever, and no act lost to the message after it."""

from inspect import getsource
from queue import Queue
from threading import Event, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from dashboard.ui.page_runs import RunTurns, ignore_developers, protect_callbacks


def test_runs_of_one_client_wait_for_each_other_and_not_for_those_of_another() -> None:
    turns, entered, leave = RunTurns(2, patience=60), Queue[str](), Event()

    def run(client: str) -> None:
        with turns.turn(client) as has_turn:
            assert has_turn
            entered.put(client)
            leave.wait(60)

    threads = [Thread(target=run, args=("one",)) for _ in range(6)]
    for thread in threads:
        thread.start()
    assert [entered.get(timeout=60) for _ in range(2)] == ["one", "one"]
    other = Thread(target=run, args=("other",))
    other.start()
    assert entered.get(timeout=60) == "other"
    assert entered.empty()
    assert len(turns) == 2
    leave.set()
    for thread in (*threads, other):
        thread.join(60)
    assert entered.qsize() == 4
    assert len(turns) == 0


def test_a_run_goes_on_without_a_turn_when_its_patience_ends() -> None:
    turns = RunTurns(1, patience=0)
    with turns.turn("one") as first, turns.turn("one") as second, turns.turn("other") as another:
        assert (first, second, another) == (True, False, True)
    with turns.turn("one") as again:
        assert again
    assert len(turns) == 0


def page_with_a_message_in_its_callback() -> None:
    """A page whose switch is followed by a newer message of the browser while its callback is under way."""
    import streamlit as st  # noqa: PLC0415 - the function is a page of its own
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx  # noqa: PLC0415

    def changed() -> None:
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        context.script_requests.request_rerun(RerunData(page_script_hash=context.page_script_hash))
        st.session_state.count = st.session_state.get("count", 0) + 1

    st.session_state.runs = st.session_state.get("runs", 0) + 1
    st.toggle("switch", on_change=changed)


def test_a_message_that_comes_during_a_callback_waits_for_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    for owner, name in (
        (ScriptRunner, "_maybe_handle_execution_control_request"),
        (SafeSessionState, "on_script_will_rerun"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))  # as they were, after this test
    protect_callbacks()
    page = AppTest.from_function(page_with_a_message_in_its_callback).run()
    page.toggle[0].set_value(True).run()
    assert page.session_state["count"] == 1
    assert page.session_state["runs"] == 2  # the newer message has ended the run of the callback before it drew


def test_a_question_about_the_repository_runs_no_git(monkeypatch: pytest.MonkeyPatch) -> None:
    paths: list[str] = []
    assert "GitRepo(self._script_data.main_script_path)" in getsource(app_session)  # which the server may have replaced
    monkeypatch.setattr(AppSession, "_handle_git_information_request", AppSession._handle_git_information_request)
    monkeypatch.setattr("streamlit.git_util.GitRepo", paths.append)
    session: Any = SimpleNamespace(_script_data=SimpleNamespace(main_script_path="app.py"))
    ignore_developers()
    AppSession._handle_git_information_request(session)
    assert paths == []
