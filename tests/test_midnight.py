"""A page that stays open over midnight: one day in all its parts, said to be over, and the new one on offer."""

import re
from datetime import date

import pytest

from dashboard.maps.view import View
from dashboard.ui import state
from dashboard.ui.live_map import Act, acted
from dashboard.ui.service import ATLAS
from geodata import day_label
from tests.test_app import html_of, opened, run, shown_on_map

BEFORE, AFTER = date(2026, 11, 29), date(2026, 11, 30)
KEY_DAYS = "key-day"


@pytest.fixture
def midnight(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The present day, which a test changes."""
    now = [BEFORE]
    monkeypatch.setattr(state, "present_day", lambda: now[0])
    return now


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
