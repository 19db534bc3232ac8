"""United States policy through time: every period and act by the day once, in words with sources and as bars."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.compose.compose import new_context
from dashboard.maps.context import ComposeContext
from dashboard.maps.palette import POLICY_PAINTS, WHITE, contrast
from dashboard.maps.reference.policy_history import (
    EXITS,
    KOREA_ONLY,
    NOWHERE,
    TREATIES_TITLE,
    ZONE,
    bars_text,
    drawn_zone_km2,
    policy_bars,
    policy_events,
    policy_history,
)
from dashboard.maps.view import FIRST_DAY, LAST_DAY, View
from dashboard.render.charts import policy_chart
from geodata import policy_on
from tests.shipped_views import SHIPPED, TODAY, dataset
from tests.vega_lite import chart_faults

ROW = "Use of self-destructing mines"


def context(day: date) -> ComposeContext:
    return new_context(View(day=day), dataset(), today=TODAY)


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_no_bar_and_no_line_knows_a_later_day(day: date) -> None:
    ctx = context(day)
    assert all(bar.start <= day and bar.until <= day for bar in policy_bars(ctx))
    known = {item.title for item in dataset().policies if item.record == "act" and item.start.latest <= day}
    panel = policy_history(ctx)
    acts = next(section for section in panel.sections if section.title == "Announced, decided and sent")
    assert {line.figure for line in acts.lines} <= known


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_the_bars_that_reach_the_day_are_the_policy_on_the_day(day: date) -> None:
    running = {period.title for period in policy_on(dataset().policies, day).periods if period.start.latest <= day}
    assert {bar.title for bar in policy_bars(context(day)) if not bar.has_ended} == running


def test_every_period_and_act_of_the_tables_is_shown_once_it_began() -> None:
    panel = policy_history(context(LAST_DAY))
    shown = sum(len(section.lines) for section in panel.sections if section.title not in {TREATIES_TITLE, ZONE, EXITS})
    assert shown == len([item for item in dataset().policies if item.record == "act" or item.area == "USA"])
    (exits,) = (section for section in panel.sections if section.title == EXITS)
    assert any("Lithuania, Convention on Cluster Munitions" in line.figure for line in exits.lines)
    assert all(line.sources or line.is_computed for section in panel.sections for line in section.lines)


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        (date(2015, 1, 1), KOREA_ONLY),
        (date(2021, 1, 1), "Allowed or not forbidden anywhere"),
        (date(2023, 1, 1), KOREA_ONLY),
    ],
)
def test_the_korean_exception_is_a_rule_of_its_years(day: date, rule: str) -> None:
    last = [bar for bar in policy_bars(context(day)) if bar.row == ROW][-1]
    assert last.rule == rule


def test_the_zone_is_said_to_be_drawn_smaller_than_its_published_figures() -> None:
    zone = next(
        section for section in policy_history(context(TODAY)).sections if section.title.startswith("Figures of the")
    )
    figures = {line.figure for line in zone.lines}
    assert {"992 km²", "1,000 km²", "907 km²", "248 km", "4 km"} <= figures
    assert f"{drawn_zone_km2():.0f} km²" in figures
    assert 750 < drawn_zone_km2() < 900
    assert [line.is_computed for line in zone.lines].count(True) == 1


@pytest.mark.slow
def test_the_chart_holds_every_bar_and_its_words_the_last_of_each_row() -> None:
    bars, events = policy_bars(context(TODAY)), policy_events(context(TODAY))
    spec = policy_chart(bars, events, day=TODAY, theme="light")
    assert chart_faults(spec) == []
    drawn = [row for layer in spec["layer"] if "tooltip" in layer["encoding"] for row in layer["data"]["values"]]
    assert len(drawn) == len(bars) + sum(len(row.items) for row in events)
    assert all(0 < row["top"] < spec["height"] for row in drawn)
    assert bars_text(bars).count(".") >= len({bar.row for bar in bars})
    assert any(bar.rule == NOWHERE for bar in bars)


def test_the_page_cites_what_its_panel_cites() -> None:
    page, bars, events = SHIPPED.policy_history(View())
    numbers = {note.number for note in page.sources}
    assert {n for section in page.panel.sections for line in section.lines for n in line.sources} == numbers
    assert bars
    known = {note.source_id for note in page.sources}
    assert {source for row in events for item in row.items for source in item.sources} <= known


def test_the_colours_of_rules_stand_out_from_the_page() -> None:
    for paint in POLICY_PAINTS.values():
        assert contrast(paint.light, WHITE.light) >= 3
        assert contrast(paint.dark, WHITE.dark) >= 3
