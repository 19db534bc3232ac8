"""Acts that fail, and acts one after another: the session never holds what cannot be drawn or linked."""

import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard.maps.link import query_of, read_link
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import View
from dashboard.ui import controls, state
from dashboard.ui.service import ATLAS
from tests.properties import examples
from tests.test_app import headline_of, html_of, opened, run

SECRET = "a secret of the house"  # noqa: S105 - of an exception, which no reader may see


@pytest.fixture
def unshowable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The Convention on Cluster Munitions cannot be drawn."""
    real = ATLAS.spec

    def spec_of(view: View) -> MapSpec:
        if view.treaty == "ccm":
            raise RuntimeError(SECRET)
        return real(view)

    monkeypatch.setattr(ATLAS, "spec", spec_of)


@pytest.mark.slow
@pytest.mark.usefixtures("unshowable")
def test_what_cannot_be_drawn_is_taken_back_and_every_later_act_works(caplog: pytest.LogCaptureFixture) -> None:
    at = opened(v="1", status="left")
    with caplog.at_level(logging.ERROR):
        at.radio(key="treaty").set_value("ccm")
        run(at)
    assert SECRET in caplog.text
    assert state.NOT_SHOWN in html_of(at)
    assert headline_of(read_link({"status": "left"})[0]) in html_of(at)
    assert at.query_params == {"v": "1", "status": "left"}
    assert at.radio(key="treaty").value == "apmbc"
    at.radio(key="treaty").set_value("ccw-p5")
    assert run(at).query_params == {"v": "1", "treaty": "ccw-p5", "status": "left"}
    assert state.NOT_SHOWN not in html_of(at)


@pytest.mark.slow
@pytest.mark.usefixtures("unshowable")
def test_a_link_that_cannot_be_drawn_leads_to_the_map_of_today() -> None:
    at = opened(v="1", treaty="ccm")
    assert state.NOT_SHOWN in html_of(at)
    assert headline_of(View()) in html_of(at)
    assert at.query_params == {"v": "1"}


def test_an_act_that_fails_takes_no_other_one_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    at = opened(v="1")

    def fail(_view: View, _treaty: str) -> View:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(controls, "under", fail)
    run(at)
    at.radio(key="treaty").set_value("ccm")
    at.selectbox(key="extent").set_value("africa")
    assert run(at).query_params == {"v": "1", "extent": "africa"}
    assert state.NOT_DONE in html_of(at)
    assert SECRET not in html_of(at)


WIDGETS = ("radio", "selectbox", "button_group", "checkbox")


def choices(at: AppTest, kind: str, key: str) -> st.SearchStrategy[Any]:
    """What a reader can choose from a widget."""
    widget: Any = next(item for item in getattr(at, kind) if item.key == key)
    if kind == "checkbox":
        return st.booleans()
    if key == "regions":
        return st.lists(st.sampled_from(["africa", "americas", "asia", "europe", "oceania"]), unique=True)
    return st.integers(0, len(widget.options) - 1)


def choose(at: AppTest, kind: str, key: str, chosen: Any) -> None:
    widget: Any = next(element for element in getattr(at, kind) if element.key == key)
    if kind in {"radio", "selectbox"}:
        states = at._tree.get_widget_states()  # a choice by its label, as a browser sends it
        next(
            widget_state for widget_state in states.widgets if widget_state.id == widget.id
        ).string_value = widget.options[chosen]
        at._run(states)
        return
    widget.set_value([widget.options[chosen]] if isinstance(chosen, int) and kind == "button_group" else chosen)
    at.run()


@pytest.mark.slow
@settings(examples(6), derandomize=True)
@given(st.data())
def test_any_acts_one_after_another_leave_a_view_that_is_equal_to_its_link(data: st.DataObject) -> None:
    at = opened(v="1")
    for _ in range(data.draw(st.integers(4, 8))):
        keys = [(kind, str(item.key)) for kind in WIDGETS for item in getattr(at, kind) if item.key != "below-map"]
        kind, key = data.draw(st.sampled_from(keys))
        choose(at, kind, key, data.draw(choices(at, kind, key)))
        assert not at.exception
        assert not at.error
        view, problems = read_link(dict(at.query_params), areas=ATLAS.dataset().states)
        assert problems == ()
        assert query_of(view) == at.query_params
        assert headline_of(view) in html_of(at)


def test_an_error_outside_of_what_the_page_guards_is_shown_without_its_words() -> None:
    assert config.get_option("client.showErrorDetails") == "none"
