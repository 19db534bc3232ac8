"""The table that the browser plays: small, complete, and under an address that changes with it."""

import gzip
import hashlib
import json
from datetime import date, timedelta
from typing import Any

import pytest

from dashboard.maps.compose.timeline import AreaPeriods, History, KeyDay, Period, StatusChange
from dashboard.maps.view import FIRST_DAY, TREATIES
from dashboard.render.assets import asset_path
from dashboard.render.live_map.message import DAY, PERIODS_FORM, period_table, periods_url, periods_version
from geodata import day_label
from tests.test_timeline import history

BUDGET = 20_000  # bytes of one table on the wire; it is fetched once a treaty
SMALL = History(
    name="t-1",
    title="Bread & Salt Treaty",
    start=date(1999, 1, 1),
    before="Nothing <yet>",
    classes=("party", "left"),
    areas=(
        AreaPeriods(
            "AAA",
            (
                Period(FIRST_DAY, "left", "Outside"),
                Period(date(1999, 3, 1), "party", "Party since 1 March 1999, until 2 March 2001"),
                Period(date(2001, 3, 2), "left", "Left on 2 March 2001"),
            ),
            "",
            "",
        ),
        AreaPeriods("TTT", (), "AAA", ", as A & B, which administers it"),
    ),
    changes=(StatusChange(date(1999, 3, 1), "A & B joins"), StatusChange(date(2001, 3, 2), "A & B leaves")),
    key_days=(KeyDay(date(1999, 3, 1), "In <force>", "in force"),),
)


def read(layer_history: History) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(period_table(layer_history))
    return table


def looked_up(table: dict[str, Any], area: str, day: date) -> tuple[str, str]:
    """What the browser looks up: class and sentence of an area on a day."""
    number = (day - date.fromisoformat(table["first"])).days
    line = table["areas"][table["follows"].get(area, area)]
    start, say = [pair for pair in zip(line[::2], line[1::2], strict=True) if pair[0] <= number][-1]
    class_number, text = table["texts"][say]
    since = day_label(date.fromisoformat(table["first"]) + timedelta(days=start))
    return table["classes"][class_number], text.replace(DAY, since) + table["tails"].get(table["follows"].get(area), "")


@pytest.mark.parametrize("treaty", TREATIES)
def test_a_table_is_small_on_the_wire(treaty: str) -> None:
    assert len(gzip.compress(period_table(history(treaty)), 9)) <= BUDGET


@pytest.mark.parametrize("treaty", TREATIES)
def test_what_the_browser_looks_up_is_what_the_server_found(treaty: str) -> None:
    periods = history(treaty)
    table = read(periods)
    for item in periods.areas:
        for period in next(one for one in periods.areas if one.area == (item.follows or item.area)).periods:
            if period.start >= FIRST_DAY:
                assert looked_up(table, item.area, period.start) == (period.class_id, period.sentence + item.tail)
    assert len(table["changes"]) == len(periods.changes)


def test_a_sentence_takes_the_day_of_its_period_and_keeps_its_other_days() -> None:
    table = read(SMALL)
    assert table["texts"][1] == [0, "Party since {}, until 2 March 2001"]
    assert looked_up(table, "AAA", date(2000, 1, 1)) == ("party", "Party since 1 March 1999, until 2 March 2001")
    assert looked_up(table, "TTT", date(2002, 1, 1))[1] == "Left on 2 March 2001, as A & B, which administers it"


def test_text_is_sent_as_it_is() -> None:
    table = read(SMALL)
    assert (table["title"], table["before"]) == (SMALL.title, SMALL.before)
    assert [text for _, text in table["changes"]] == ["A & B joins", "A & B leaves"]
    assert table["keys"][0][1:] == ["In <force>", "in force"]


def test_the_address_changes_with_the_release_and_holds_the_treaty() -> None:
    assert periods_url("ccw-p5", "r1") == f"../../periods/ccw-p5-{periods_version('r1')}.json"
    assert periods_version("r1") != periods_version("r2")


def test_another_form_or_another_wording_has_another_address() -> None:
    # Browsers keep a table for a year. If this fails: raise PERIODS_FORM and note the new pair here.
    items = [period_table(SMALL).decode(), *(text for treaty in TREATIES for text in wording(treaty))]
    assert (PERIODS_FORM, hashlib.sha256("\n".join(items).encode()).hexdigest()[:12]) == ("7", "807ade960a72")


def wording(treaty: str) -> list[str]:
    """The sentences of a table that stay when the data change: those that name no other day and no readings."""
    items = {text for _, text in read(history(treaty))["texts"]}
    return sorted(text for text in items if ":" not in text and not any(letter.isdigit() for letter in text))


def test_the_browser_counts_its_days_from_the_first_day_of_a_view() -> None:
    path = asset_path("map/days.js")
    assert path is not None
    first = f"Date.UTC({FIRST_DAY.year}, {FIRST_DAY.month - 1}, {FIRST_DAY.day})"  # months count from 0 there
    assert first in path.read_text(encoding="utf-8")
