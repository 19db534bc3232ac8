"""The day changes while a page is open or the server runs, by midnight or by a clock that is set: one day a page."""

import re
from datetime import date, timedelta

import pytest
from starlette.applications import Starlette

from dashboard.maps.atlas import Atlas
from dashboard.maps.view import View
from dashboard.ui import state
from dashboard.ui.live_map import Act, acted
from dashboard.ui.service import ATLAS
from dashboard.web.export_queue import ExportQueue
from dashboard.web.routes import atlas_routes
from geodata import day_label
from tests.asgi_client import ask
from tests.shipped_views import dataset
from tests.test_app import html_of, opened, run, shown_on_map
from tests.test_own_purge import SameProcess

BEFORE, AFTER = date(2026, 11, 29), date(2026, 11, 30)
KEY_DAYS = "key-day"


@pytest.fixture
def midnight(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The present day, which a test changes."""
    now = [BEFORE]
    monkeypatch.setattr(state, "present_day", lambda: now[0])
    return now


@pytest.mark.slow
def test_every_part_of_the_page_keeps_the_day_on_which_it_was_opened(midnight: list[date]) -> None:
    at = opened(v="1")
    midnight[0] = AFTER
    assert ATLAS.spec(View()).day == ATLAS.today() == AFTER  # what is asked outside of a page is answered for now
    at.button(key="share").click()
    run(at)
    html = html_of(at)
    assert f"On {day_label(BEFORE)}" in html
    assert f"On {day_label(AFTER)}" not in html
    assert at.date_input(key="day").value == BEFORE
    assert at.selectbox(key=KEY_DAYS).value == BEFORE
    sent = shown_on_map(at)
    assert (sent["day"], sent["today"]) == (BEFORE.isoformat(), BEFORE.isoformat())
    files = re.findall(r'href="(\./export/map\.[^"]+)"', html)
    assert len(files) > 5
    assert all(f"day={BEFORE}" in address for address in files)
    for part in ("Link", "Embed"):  # the dialog is open in the run in which its button was pressed
        at.button(key="share").click()
        at.segmented_control(key="share-part").set_value(part)
        run(at)
        codes = [code.value for code in at.code if "v=1" in code.value]
        assert len(codes) >= 2
        assert all(f"day={BEFORE}" in code for code in codes)
    assert at.query_params == {"v": "1"}


@pytest.mark.slow
def test_the_page_says_that_the_day_has_changed_and_shows_the_new_one_whole_when_asked(midnight: list[date]) -> None:
    at = opened(v="1")
    assert "This page was opened on" not in html_of(at)
    midnight[0] = AFTER
    run(at)
    text = "This page was opened on 29 November 2026 and calls that day today. By UTC it is 30 November 2026 now."
    assert html_of(at).count(text) == 1
    button = at.button(key="turn-day")
    assert button.label == "Show 30 November 2026"
    button.click()
    run(at)
    html = html_of(at)
    assert "This page was opened on" not in html
    assert f"On {day_label(AFTER)}" in html
    assert f"On {day_label(BEFORE)}" not in html
    assert at.date_input(key="day").value == AFTER
    assert shown_on_map(at)["today"] == AFTER.isoformat()
    assert at.query_params == {"v": "1"}


@pytest.mark.slow
def test_a_clock_that_is_set_back_changes_no_page_that_is_open_and_each_of_its_parts_says_so(
    midnight: list[date],
) -> None:
    midnight[0] = AFTER
    at = opened(v="1")
    midnight[0] = date(2025, 1, 31)
    run(at)
    html = html_of(at)
    assert "opened on 30 November 2026 and calls that day today. By UTC it is 31 January 2025 now." in html
    assert f"On {day_label(AFTER)}" in html
    assert shown_on_map(at)["today"] == AFTER.isoformat()
    at.button(key="turn-day").click()
    run(at)
    assert shown_on_map(at)["today"] == "2025-01-31"
    assert day_label(AFTER) not in html_of(at)
    assert opened(v="1").date_input(key="day").value == date(2025, 1, 31)


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/embed?v=1", "/export/map.csv?v=1"])
def test_what_is_asked_without_a_day_is_of_the_day_on_the_clock_whatever_was_kept_before(path: str) -> None:
    now = [AFTER]
    atlas = Atlas(dataset, today=lambda: now[0])
    queue = ExportQueue(SameProcess())  # type: ignore[arg-type]
    app = Starlette(routes=atlas_routes(atlas, queue, show=lambda: None))
    first = ask(app, path)
    assert first.status == 200
    for day in (AFTER + timedelta(days=40), AFTER - timedelta(days=400)):
        now[0] = day
        answer = ask(app, path, if_none_match=first.headers["etag"])
        assert answer.status == 200
        assert str(day) in answer.text or day_label(day) in answer.text
        assert str(AFTER) not in answer.text
        assert day_label(AFTER) not in answer.text
    now[0] = AFTER
    assert ask(app, path, if_none_match=first.headers["etag"]).status == 304
    queue.close()


@pytest.mark.slow
@pytest.mark.parametrize("screen", ["story", "country", "sources", "about"])
def test_every_screen_says_it(screen: str, midnight: list[date]) -> None:
    at = opened(screen, v="1")
    midnight[0] = AFTER
    run(at)
    assert "By UTC it is 30 November 2026 now." in html_of(at)


def test_the_map_has_the_page_run_at_midnight_and_that_changes_nothing_else() -> None:
    for view in (View(), View(day=BEFORE, treaty="ccm"), View(country="UKR")):
        assert acted(view, Act(1, "midnight", BEFORE.isoformat())) == view


def test_today_is_said_to_be_that_of_utc() -> None:
    at = opened(v="1")
    assert at.selectbox(key=KEY_DAYS).options[-1].endswith("Today (UTC)")
