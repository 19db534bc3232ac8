"""The layer of deadlines: where clearance under Article 5 stands on the day, and what is never called expired."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.layers.deadlines import (
    EXTENDED,
    LABELS,
    LOOKS,
    MET,
    NO_DEADLINE,
    NOT_FOUND,
    PASSED,
    RUNNING,
    class_of,
    record_on,
)
from dashboard.maps.view import View
from geodata.questions import DEADLINES_READ
from tests.properties import examples
from tests.shipped_views import TODAY, context_of, dataset, lines_in, panel_of, shown

ON = ("deadlines",)


def class_on(area: str, day: str) -> str:
    ctx = context_of(View(day=date.fromisoformat(day), layers=ON))
    return class_of(ctx, ctx.rows[area])


@pytest.mark.parametrize(
    ("area", "day", "expected"),
    [
        ("AGO", "2025-12-05", RUNNING),  # the meeting that was to decide ends on this day
        ("AGO", "2025-12-06", NOT_FOUND),
        ("KHM", "2025-12-04", RUNNING),
        ("KHM", "2025-12-05", EXTENDED),
        ("HRV", "2026-02-28", RUNNING),
        ("HRV", "2026-03-01", MET),
        ("BIH", "2027-03-01", RUNNING),
        ("BIH", "2027-03-02", PASSED),
        ("CMR", "2026-11-21", PASSED),
        ("MRT", "2026-11-21", RUNNING),  # declared complete in 2018, then reopened
        ("CHL", "2026-11-21", MET),
        ("USA", "2026-11-21", NO_DEADLINE),
        ("CMR", "2025-10-31", NO_DEADLINE),
    ],
)
def test_a_deadline_has_the_class_of_the_day(area: str, day: str, expected: str) -> None:
    assert class_on(area, day) == expected


@examples(40)
@given(st.dates(DEADLINES_READ, date(2033, 12, 31)))
def test_only_a_deadline_before_the_day_with_no_decision_due_has_passed(day: date) -> None:
    ctx = context_of(View(day=day, layers=ON))
    for area, row in ctx.rows.items():
        record, cls = record_on(ctx, area), class_of(ctx, row)
        assert (record is None) == (cls == NO_DEADLINE)
        if record is not None and cls in (RUNNING, EXTENDED):
            assert (record.deadline_on(day) or day) >= day
        if record is not None and cls == PASSED:
            assert (record.deadline_on(day) or day) < day
            assert not record.is_decision_missing_on(day)
            assert record.completed is None


def test_every_class_has_a_label_and_a_look() -> None:
    assert [*LABELS] == [*LOOKS]


def test_the_card_says_what_the_panel_of_the_country_says() -> None:
    ctx = context_of(View(day=TODAY, layers=ON))
    for area in ("AGO", "KHM", "BIH", "CMR", "CHL"):
        line = lines_in(panel_of(area, TODAY), "Article 5")[0]
        (layer,) = ctx.on
        text = layer.card(ctx, ctx.rows[area]).text.casefold()
        assert text.startswith(line.figure.casefold())
        assert line.text == "clearance obligation" or line.text.casefold() in text


def test_before_the_deadlines_were_read_the_map_says_so_and_leads_to_them() -> None:
    spec = shown(View(day=DEADLINES_READ - timedelta(days=1), layers=ON))
    assert spec.empty is not None
    assert spec.empty.act == ("day", "2025-11-01")
    assert spec.headline.text == "Clearance deadlines are recorded from November 2025 on, not for earlier days"
    assert {area.class_id for area in spec.areas} == {NO_DEADLINE}


def test_the_headline_counts_what_the_legend_counts() -> None:
    spec = shown(View(day=TODAY, layers=ON))
    counts = {cls.class_id: cls.count for cls in spec.legends[0].classes}
    assert spec.headline.text.startswith(f"{counts[RUNNING] + counts[EXTENDED]} clearance deadlines run; ")
    states = [state.area for state in dataset().countries]
    assert counts[MET] == sum(class_on(area, TODAY.isoformat()) == MET for area in states)
