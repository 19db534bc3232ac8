"""View, link and widgets: one truth, whichever of them changes; the last tests press the browser's buttons."""

from datetime import date, timedelta
from pathlib import Path

import pytest
import streamlit as st
from playwright.sync_api import Page
from streamlit.runtime.state.query_params_proxy import QueryParamsProxy
from streamlit.testing.v1 import AppTest

from dashboard.ui import state
from tests.browser.driving import open_atlas, wait_until, wait_until_idle
from tests.browser.serving import RunningServer

ENTRY = Path(__file__).parents[1] / "dashboard" / "app.py"


def script() -> None:
    """A page with two editors of the view."""
    from dataclasses import replace  # noqa: PLC0415 - the script runs on its own

    import streamlit as st  # noqa: PLC0415 - the script runs on its own

    from dashboard.maps.link import read_link  # noqa: PLC0415 - the script runs on its own
    from dashboard.maps.view import View  # noqa: PLC0415 - the script runs on its own
    from dashboard.ui import state  # noqa: PLC0415 - the script runs on its own
    from dashboard.ui.widget_values import OneOf, OneOrNone  # noqa: PLC0415 - the script runs on its own

    treaties = OneOf(("apmbc", "ccm", "ccw-p5"))
    view = state.arrive(
        st.session_state.get("screen", ""), read_view=lambda query: read_link(query, areas=("KHM", "UKR"))
    )
    st.radio(
        "Treaty",
        ("apmbc", "ccm", "ccw-p5"),
        **state.editor("treaty", view.treaty, lambda old, new: replace(old, treaty=new), treaties),
    )
    # A second editor of the same field, as the time line is of the day.
    st.radio(
        "Again",
        ("apmbc", "ccm", "ccw-p5"),
        **state.editor("again", view.treaty, lambda old, new: replace(old, treaty=new), treaties),
    )
    st.selectbox(
        "Country",
        ("KHM", "UKR"),
        **state.editor(
            "country",
            view.country,
            lambda old, new: replace(old, country=new),
            OneOrNone(("KHM", "UKR")),
        ),
    )
    for problem in state.problems():
        st.text(str(problem))
    st.button("Dismiss", on_click=state.forget_problems)
    st.button("Start again", key="reset", on_click=state.change, args=(lambda _: View(),))
    st.checkbox("Table")
    state.depart()


def opened(**query: str | list[str]) -> AppTest:
    at = AppTest.from_function(script)
    at.query_params.update(query)
    at.run()
    assert not at.exception
    return at


def follow(at: AppTest, **query: str) -> AppTest:
    """Do what the back button does: the link changes and the page runs."""
    at.query_params.clear()
    at.query_params.update(query)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(state, "is_history_navigation", lambda: True)
        at.run()
    assert not at.exception
    return at


def held(at: AppTest) -> tuple[str | None, str | None]:
    return (at.radio(key="treaty").value, at.selectbox(key="country").value)


@pytest.mark.slow
def test_a_first_visit_without_a_link_gets_the_link_of_the_default_view() -> None:
    at = opened()
    assert at.query_params == {"v": "1"}
    assert held(at) == ("apmbc", None)


def test_a_link_becomes_the_view_and_the_widgets_show_it() -> None:
    at = opened(v="1", treaty="ccm", country="UKR")
    assert held(at) == ("ccm", "UKR")
    assert at.query_params == {"v": "1", "treaty": "ccm", "country": "UKR"}


def test_a_change_by_the_reader_changes_the_link() -> None:
    at = opened(v="1", country="UKR")
    at.radio(key="treaty").set_value("ccm").run()
    assert at.query_params == {"v": "1", "treaty": "ccm", "country": "UKR"}


def test_an_older_link_brings_the_older_view_back() -> None:
    at = opened(v="1")
    at.radio(key="treaty").set_value("ccm").run()
    assert held(follow(at, v="1")) == ("apmbc", None)
    assert held(follow(at, v="1", treaty="ccm")) == ("ccm", None)


def test_a_change_counts_although_the_link_that_came_with_it_is_out_of_date() -> None:
    at = opened(v="1")
    at.radio(key="treaty").set_value("ccm").run()
    at.query_params.clear()
    at.query_params["v"] = "1"  # the browser had not yet heard of the first change
    at.selectbox(key="country").set_value("KHM").run()
    assert at.query_params == {"v": "1", "treaty": "ccm", "country": "KHM"}


def test_an_echo_of_what_a_widget_held_before_we_set_it_is_no_edit() -> None:
    at = opened(v="1")
    at.radio(key="treaty").set_value("ccm").run()
    assert at.radio(key="again").value == "ccm"
    at.query_params.clear()
    at.query_params["v"] = "1"  # sent before the browser heard that we had moved the other widget along
    at.radio(key="treaty").set_value("ccw-p5")
    at.radio(key="again").set_value("apmbc").run()
    assert at.query_params == {"v": "1", "treaty": "ccw-p5"}
    assert at.radio(key="again").value == "ccw-p5"


def test_going_back_to_an_earlier_value_on_purpose_is_an_edit() -> None:
    at = opened(v="1")
    at.radio(key="treaty").set_value("ccm").run()
    at.radio(key="again").set_value("apmbc").run()
    assert at.query_params == {"v": "1"}


def test_a_widget_that_is_no_editor_does_not_bring_an_old_link_back() -> None:
    at = opened(v="1")
    at.radio(key="treaty").set_value("ccm").run()
    at.query_params.clear()
    at.query_params["v"] = "1"
    at.checkbox[0].check().run()
    assert at.query_params == {"v": "1", "treaty": "ccm"}


def test_an_older_link_is_followed_only_where_the_browser_went_to_it() -> None:
    at = opened(v="1")
    at.radio(key="treaty").set_value("ccm").run()
    at.query_params.clear()
    at.query_params["v"] = "1"  # a message from before the browser heard of the change, in which nothing is changed
    assert held(at.run()) == ("ccm", None)
    assert at.query_params == {"v": "1", "treaty": "ccm"}
    assert held(follow(at, v="1")) == ("apmbc", None)


def test_a_way_back_that_came_together_with_a_later_act_counts_and_so_does_the_act() -> None:
    at = opened(v="1", treaty="ccw-p5")
    at.query_params.clear()
    at.query_params.update({"v": "1", "country": "UKR"})  # Streamlit drops that it was the browser's own way
    at.radio(key="treaty").set_value("ccm").run()
    assert held(at) == ("ccm", "UKR")
    assert at.query_params == {"v": "1", "treaty": "ccm", "country": "UKR"}


def test_a_change_that_is_taken_back_before_the_browser_heard_of_it_is_told_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = opened(v="1")
    at.radio(key="treaty").set_value("ccm").run()
    items: list[dict[str, list[str]]] = []
    real = QueryParamsProxy.from_dict

    def from_dict(self: QueryParamsProxy, params: dict[str, list[str]]) -> None:
        items.append(params)
        real(self, params)

    monkeypatch.setattr(QueryParamsProxy, "from_dict", from_dict)
    at.query_params.clear()
    at.query_params["v"] = "1"
    at.radio(key="treaty").set_value("apmbc").run()
    assert items == [{"v": ["1"]}]


def way_back_unheard(at: AppTest) -> None:
    """Have the browser's next message say of the widgets what they held before the last way back."""
    follow(at, v="1", treaty="ccm", country="UKR")
    assert held(at) == ("ccm", "UKR")
    at.radio(key="treaty").set_value("apmbc")
    at.radio(key="again").set_value("apmbc")
    at.selectbox(key="country").set_value("KHM")


def test_what_a_way_back_set_is_no_edit_of_a_message_from_before_the_browser_heard_of_it() -> None:
    at = opened(v="1", country="KHM")
    way_back_unheard(at)
    at.checkbox[0].check().run()
    assert at.query_params == {"v": "1", "treaty": "ccm", "country": "UKR"}
    assert held(at) == ("ccm", "UKR")
    assert at.radio(key="treaty").proto.set_value
    at.radio(key="treaty").set_value("apmbc").run()  # it has heard now: this is the reader's
    assert at.query_params == {"v": "1", "country": "UKR"}


def test_a_widget_that_the_browser_may_show_otherwise_after_a_way_back_is_set_again() -> None:
    at = opened(v="1", country="KHM")
    way_back_unheard(at)
    at.button(key="reset").click().run()
    assert at.query_params == {"v": "1"}
    assert held(at) == ("apmbc", None)
    assert at.radio(key="treaty").proto.set_value
    assert at.radio(key="again").proto.set_value
    at.checkbox[0].check().run()
    assert not at.radio(key="treaty").proto.set_value  # once is enough


def test_the_link_is_told_after_every_widget(monkeypatch: pytest.MonkeyPatch) -> None:
    at = AppTest.from_file(str(ENTRY), default_timeout=60).run()
    items: list[tuple[dict[str, list[str]], object]] = []
    real = QueryParamsProxy.from_dict

    def from_dict(self: QueryParamsProxy, params: dict[str, list[str]]) -> None:
        items.append((params, st.session_state["day"]))
        real(self, params)

    monkeypatch.setattr(QueryParamsProxy, "from_dict", from_dict)
    follow(at, v="1", day="1999-03-01")
    at.button(key="reset").click().run()
    assert items == [({"v": ["1"], "day": ["1999-03-01"]}, date(1999, 3, 1)), ({"v": ["1"]}, state.present_day())]


def test_a_link_emptied_by_a_change_of_screen_is_restored() -> None:
    at = opened(v="1", treaty="ccm")
    at.session_state["screen"] = "country"
    at.query_params.clear()
    assert held(at.run()) == ("ccm", None)
    assert at.query_params == {"v": "1", "treaty": "ccm"}


def test_a_bare_address_on_the_same_screen_is_the_default_view() -> None:
    at = opened(v="1", treaty="ccm")
    assert held(follow(at)) == ("apmbc", None)


def test_what_cannot_be_used_is_named_and_taken_out_of_the_link() -> None:
    at = opened(v="1", treaty="ccm", country="<script>", day="2026-13-45")
    assert at.query_params == {"v": "1", "treaty": "ccm"}
    assert [line.value.split("”")[0] for line in at.text] == ["The link's “country", "The link's “day"]


@pytest.mark.parametrize("action", ["dismiss", "edit"])
def test_problems_are_gone_once_put_away_or_once_the_view_changes(action: str) -> None:
    at = opened(v="1", treaty="bananas")
    assert len(at.text) == 1
    at.run()
    assert len(at.text) == 1
    if action == "dismiss":
        at.button[0].click().run()
    else:
        at.radio(key="treaty").set_value("ccm").run()
    assert len(at.text) == 0


@pytest.mark.slow
def test_what_was_done_on_a_page_that_is_older_than_its_session_counts() -> None:
    at = AppTest.from_file(ENTRY, default_timeout=60)
    at.query_params.update({"v": "1", "treaty": "ccm"})
    at.run()
    states = at._tree.get_widget_states()
    for state_ in states.widgets:
        key = state_.id.split("-", 2)[2]
        if key == "regions":
            state_.string_array_value.data[:] = ["Asia"]
        elif key == "extent":
            state_.string_value = "Africa"
        elif key == "country":
            state_.string_value = "A name that the atlas had before"
        elif key == "day":
            state_.string_array_value.data[:] = ["2014-09-23"]
        elif key == "layer-events":
            state_.bool_value = True
    later = AppTest.from_file(ENTRY, default_timeout=60)
    later.query_params.update({"v": "1", "treaty": "ccm"})
    later._run(states)
    assert not later.exception
    assert later.query_params == {
        "v": "1",
        "day": "2014-09-23",
        "treaty": "ccm",
        "layers": "status.borders.events",
        "region": "asia",
        "extent": "africa",
    }


@pytest.mark.slow
def test_a_page_that_is_older_than_its_session_and_at_rest_stays_as_it_is() -> None:
    at = AppTest.from_file(ENTRY, default_timeout=60)
    at.query_params.update({"v": "1", "beside": "ccm", "layers": "status.footprint.borders", "country": "UKR"})
    at.run()
    at.segmented_control(key="below-map").set_value("Table")
    at.run()
    later = AppTest.from_file(ENTRY, default_timeout=60)
    later.query_params.update(dict(at.query_params))
    later._run(at._tree.get_widget_states())
    assert later.query_params == at.query_params
    assert later.segmented_control(key="below-map").value == "Table"
    assert not later.error


@pytest.mark.slow
def test_today_of_a_page_older_than_its_session_is_no_choice_of_the_reader_however_often_it_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = AppTest.from_file(ENTRY, default_timeout=60)
    at.query_params["v"] = "1"
    at.run()
    today = state.present_day() + timedelta(days=1)
    monkeypatch.setattr(state, "present_day", lambda: today)
    states = at._tree.get_widget_states()
    later = AppTest.from_file(ENTRY, default_timeout=60)
    later.query_params["v"] = "1"
    later._run(states)
    for state_ in states.widgets:
        if state_.id.endswith("-regions"):
            state_.string_array_value.data[:] = ["Asia"]
    later._run(states)  # a click before the page has drawn the day of the session
    assert later.query_params == {"v": "1", "region": "asia"}
    assert later.date_input(key="day").value == today
    yesterday = today - timedelta(days=1)
    later.date_input(key="day").set_value(yesterday).run()  # on the page as the session has drawn it
    assert later.query_params["day"] == yesterday.isoformat()


def acts() -> None:
    """A page that is told of acts, some of them twice."""
    from dataclasses import replace  # noqa: PLC0415 - the script runs on its own

    import streamlit as st  # noqa: PLC0415

    from dashboard.maps.link import read_link  # noqa: PLC0415
    from dashboard.ui import state  # noqa: PLC0415

    state.arrive("", read_view=read_link)
    state.apply_act(1, lambda view: replace(view, country="KEN"))
    state.apply_act(2, lambda view: replace(view, country="UKR"))
    state.apply_act(1, lambda view: replace(view, country="KEN"))
    st.text(f"{state.current().country} {state.last_act()}")


def test_an_act_counts_once_however_often_it_is_told() -> None:
    assert AppTest.from_function(acts).run().text[0].value == "UKR 2"


def wait_for_headline(page: Page, words: str) -> None:
    wait_until(page, lambda: words in page.locator("h1").inner_text(), what=f"a headline with {words}")
    wait_until_idle(page)


def treaty_shown(page: Page) -> str:
    return page.locator(".stRadio label:has(input:checked)").inner_text()


def path_of(page: Page) -> str:
    return "/" + page.url.split("/", 3)[3]


@pytest.mark.browser
def test_the_back_and_forward_buttons_walk_through_the_views(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/?v=1")
    for treaty in ("Cluster Munitions", "Protocol V"):
        page.locator(f'.stRadio label:has-text("{treaty}")').click()
        wait_for_headline(page, treaty)
    assert path_of(page) == "/?v=1&treaty=ccw-p5"
    for way, path, treaty in (
        (page.go_back, "/?v=1&treaty=ccm", "Cluster Munitions"),
        (page.go_back, "/?v=1", "Mine Ban Convention"),
        (page.go_forward, "/?v=1&treaty=ccm", "Cluster Munitions"),
    ):
        way()
        wait_for_headline(page, treaty)
        assert path_of(page) == path
        assert treaty in treaty_shown(page)
