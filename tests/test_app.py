"""Every screen from the entry script, as a reader meets it: by a link, by a change, by a mistake."""

import json
import logging
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.maps.view import View
from dashboard.render.html.country import TITLES
from dashboard.render.live_map.message import UNSENT
from dashboard.ui import controls, page_shell, state
from dashboard.ui.service import ATLAS
from geodata import BoundaryError, Dataset, Problem, StatusKind, TableError
from tests.bench.legend import message_in

ENTRY = Path(__file__).parents[1] / "dashboard" / "app.py"
SCREENS = {path: f"screens/{file}.py" for path, (file, _) in page_shell.SCREENS.items()}


def opened(screen: str = "", /, **query: str | list[str]) -> AppTest:
    at = AppTest.from_file(ENTRY, default_timeout=60)
    if screen:
        at.switch_page(SCREENS[screen])
    at.query_params.update(query)
    return run(at)


def run(at: AppTest) -> AppTest:
    at.run()
    assert not at.exception
    assert not at.error
    return at


def html_of(at: AppTest) -> str:
    """The HTML of a page, with plain blanks where a line may not end."""
    return " ".join(element.proto.body for element in at.get("html")).replace("\u00a0", " ")


def shown_on_map(at: AppTest) -> dict[str, Any]:
    arguments = json.loads(at.get("component_instance")[0].proto.json_args)
    return UNSENT | message_in(arguments["feature_group"])


def headline_of(view: View) -> str:
    return f"<h1>{escape(ATLAS.spec(view).headline.text)}<"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("screen", "title"),
    [
        ("country", "Which country?"),
        ("sources", "Sources"),
        ("treaties", "Four treaties on"),
        ("policy", "United States policy on anti-personnel mines"),
        ("own", "Own data"),
        ("about", "How to read the atlas"),
    ],
)
def test_a_screen_opens_with_its_title_and_the_link_of_the_view(screen: str, title: str) -> None:
    at = opened(screen, v="1", treaty="ccm")
    assert f"<h1>{escape(title)}" in html_of(at)
    assert at.query_params == {"v": "1", "treaty": "ccm"}


@pytest.mark.slow
def test_the_atlas_opens_with_headline_map_legend_and_panel() -> None:
    at = opened()
    assert headline_of(View()) in html_of(at)
    assert '<article class="panel">' in html_of(at)
    assert len(at.get("component_instance")) == 1
    shown = shown_on_map(at)
    assert [len(items) for _, _, _, items, _ in shown["legends"]] == [len(StatusKind)]


@pytest.mark.slow
def test_nothing_heavy_is_in_the_first_view() -> None:
    at = opened()
    assert len(at.dataframe) == 0
    assert not at.get("vega_lite_chart")


@pytest.mark.slow
def test_the_country_screen_shows_all_that_is_recorded_about_a_country() -> None:
    html = html_of(opened("country", v="1", country="UKR"))
    assert "<h1>Ukraine</h1>" in html
    assert "more</summary>" not in html


@pytest.mark.slow
def test_the_parts_of_a_country_stand_in_their_order_with_the_timeline_and_the_claims_as_charts() -> None:
    at = opened("country", v="1", country="UKR")
    html = html_of(at)
    places = [html.index(f'data-part="{anchor}"') for anchor in TITLES]
    assert places == sorted(places)
    charts = at.get("vega_lite_chart")
    assert charts[0].proto.alt.startswith("Timeline of Ukraine from 1999 to ")
    assert all(chart.proto.alt for chart in charts)


@pytest.mark.slow
def test_the_files_that_the_page_of_a_country_offers_show_it_close_up() -> None:
    at = opened("country", v="1", country="UKR", day="2025-08-01")
    at.button(key="share").click()
    assert "./export/map.csv?v=1&amp;day=2025-08-01&amp;extent=UKR&amp;country=UKR" in html_of(run(at))


def test_a_country_about_which_nothing_is_claimed_says_so_in_words() -> None:
    html = html_of(opened("country", v="1", country="FJI"))
    assert "Not recorded by this day" in html
    assert "No figure about contamination in Fiji is recorded by this day. That is not a finding of none." in html


def test_a_filter_by_status_shows_in_map_counts_and_headline_together() -> None:
    at = opened(v="1", status="left")
    view = View(statuses=(StatusKind.LEFT,))
    assert headline_of(view) in html_of(at)
    sent = shown_on_map(at)
    assert [sent["classes"][number][-1] for number in sent["keep"]] == ["left"]
    rows = len(ATLAS.spec(view).rows)
    assert f"Table ({rows})" in at.segmented_control(key="below-map").options


def stand_in_search(_shown: str | None, visit: Callable[[View, str | None], View]) -> None:
    """A button for what the field tells: its script runs in browsers alone (test_browser_search.py)."""
    st.button("Cambodia", key="search", on_click=state.change, args=(lambda view: visit(view, "KHM"),))


@pytest.mark.slow
def test_searching_a_country_moves_the_map_to_it_as_often_as_one_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(controls, "country_search", stand_in_search)
    at = opened()
    for _ in range(2):
        at.button(key="search").click()
        assert run(at).query_params == {"v": "1", "country": "KHM", "extent": "KHM"}
        assert "<h2>Cambodia</h2>" in html_of(at)
        at.button(key="panel-world").click()
        assert run(at).query_params == {"v": "1", "country": "KHM"}
    at.button(key="panel-close").click()
    assert run(at).query_params == {"v": "1"}


def test_a_ready_view_sets_everything_at_once() -> None:
    at = opened()
    at.selectbox(key="ready").set_value("cluster")
    assert run(at).query_params == {"v": "1", "treaty": "ccm", "day": "2026-03-01"}
    assert at.radio(key="treaty").value == "ccm"


def test_starting_again_leads_to_the_default_view() -> None:
    at = opened(v="1", treaty="ccm", layers="none")
    at.button(key="reset").click()
    assert run(at).query_params == {"v": "1"}


@pytest.mark.slow
def test_the_view_stays_when_the_reader_changes_screens() -> None:
    at = opened(v="1", treaty="ccw-p5", day="2010-05-05", country="UKR")
    link = dict(at.query_params)
    for path in ("country", "sources", "about", ""):
        at.switch_page(SCREENS[path])
        at.query_params.clear()  # as Streamlit does when the way is not one of ours
        assert run(at).query_params == link
    assert at.radio(key="treaty").value == "ccw-p5"


def test_the_table_comes_when_it_is_asked_for_with_its_file() -> None:
    at = opened(v="1", status="left")
    at.segmented_control(key="below-map").set_value("Table")
    run(at)
    assert len(at.dataframe) == 1
    day = ATLAS.today()
    assert f'href="./export/map.csv?v=1&amp;day={day}&amp;status=left&amp;download=1" download' in html_of(at)


@pytest.mark.parametrize(
    ("query", "link", "sentence"),
    [
        ({"day": "2026-13-45"}, {"v": "1"}, "2026-13-45 is not a day of the calendar"),
        ({"country": "<script>alert(1)</script>"}, {"v": "1"}, "is not the code of a country"),
        ({"status": "x" * 10_000}, {"v": "1"}, "it is longer than 200 characters"),
        ({"treaty": ["apmbc", "ccm"]}, {"v": "1", "treaty": "ccm"}, "it was given more than once"),
        ({"layers": "status.<b>", "treaty": "ccm"}, {"v": "1", "treaty": "ccm", "layers": "status"}, "is not a layer"),
    ],
)
def test_a_hostile_link_leads_to_the_nearest_view_and_names_what_was_ignored(
    query: dict[str, str | list[str]], link: dict[str, str], sentence: str
) -> None:
    at = opened(**{"v": "1", **query})
    assert at.query_params == link
    assert sentence in html_of(at)
    assert "<script>" not in html_of(at)
    assert "status.<b>" not in html_of(at)


def test_a_fault_in_the_data_is_told_with_its_places_instead_of_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Dataset:
        raise TableError([Problem("claims.csv", 12, 3, "no such area 'UKE'"), Problem("acts.csv", 4, 1, "no citation")])

    monkeypatch.setattr(ATLAS, "dataset", broken)
    at = AppTest.from_file(ENTRY, default_timeout=60).run()
    assert not at.exception
    assert [error.value for error in at.error] == ["The atlas cannot be shown because its data break their own rules."]
    assert at.code[0].value == "acts.csv:4:1: no citation\nclaims.csv:12:3: no such area 'UKE'"


def test_a_fault_in_the_boundaries_is_told_in_its_own_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Dataset:
        raise BoundaryError("overview.topojson: cannot be read")

    monkeypatch.setattr(ATLAS, "dataset", broken)
    at = AppTest.from_file(ENTRY, default_timeout=60).run()
    assert "its boundaries break their own rules" in at.error[0].value
    assert at.code[0].value == "overview.topojson: cannot be read"


def test_anything_else_is_one_plain_sentence_and_the_log_has_the_rest(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_view: View) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(ATLAS, "spec", broken)
    with caplog.at_level(logging.ERROR):
        at = AppTest.from_file(ENTRY, default_timeout=60).run()
    assert not at.exception
    assert len(at.error) == 1
    assert "secret" not in at.error[0].value
    assert "a secret of the house" in caplog.text


@pytest.mark.slow
def test_a_search_of_the_sources_counts_what_it_finds() -> None:
    at = opened("sources")
    at.text_input(key="source-words").set_value("Shmyhal")
    assert f" of {len(ATLAS.bibliography())} documents." in html_of(run(at))
    at.text_input(key="source-words").set_value("nosuchword")
    assert "No document has all of these words." in html_of(run(at))
