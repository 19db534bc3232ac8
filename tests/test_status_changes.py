"""Changes between two days: what is coloured, counted and told, and that nothing else is."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.layers import treaty_status
from dashboard.maps.spec import NO_TEXT, AreaFeature, CitedText, MapSpec
from dashboard.maps.view import FIRST_DAY, LAST_DAY, TREATIES, View
from geodata import StatusKind
from tests.properties import examples
from tests.shipped_views import TODAY, context_of, dataset, lines_in, shown

PROPERTY = examples(20)
DAY = st.dates(FIRST_DAY, LAST_DAY)
SINCE_2020 = View(day=TODAY, since=date(2020, 1, 1))


def drawn(spec: MapSpec) -> dict[str, AreaFeature]:
    return {area.area: area for area in spec.areas}


@PROPERTY
@given(DAY, DAY, st.sampled_from(TREATIES))
def test_only_what_changed_is_coloured_and_by_its_new_status(since: date, day: date, treaty: str) -> None:
    areas = drawn(shown(View(day=day, since=since, treaty=treaty)))
    before = context_of(View(day=min(since, day), treaty=treaty)).statuses
    for area, row in context_of(View(day=day, treaty=treaty)).statuses.items():
        old, new = before[area].status, row.status
        is_same = (old.kind, old.possible) == (new.kind, new.possible)
        is_same = is_same and new.kind is not StatusKind.NOT_ELIGIBLE
        assert areas[area].class_id == (treaty_status.NO_CHANGE if is_same else new.kind.value)


@PROPERTY
@given(DAY, DAY, st.sampled_from(TREATIES))
def test_nobody_comes_to_be_what_all_were_before_the_first_act(since: date, day: date, treaty: str) -> None:
    areas = drawn(shown(View(day=day, since=since, treaty=treaty)))
    assert not any(area.class_id == StatusKind.NOT_SIGNED for area in areas.values())


@PROPERTY
@given(DAY, DAY, st.sampled_from(TREATIES))
def test_table_legend_and_words_name_those_who_changed(since: date, day: date, treaty: str) -> None:
    spec = shown(View(day=day, since=since, treaty=treaty))
    counts = {cls.class_id: cls.count for cls in spec.legends[0].classes}
    assert sum(counts.values()) - counts[StatusKind.NOT_ELIGIBLE] == len(dataset().countries)
    assert len(spec.rows) == len(dataset().countries) - counts[treaty_status.NO_CHANGE]
    assert all(" → " in row.text("status") and row.text("name") in spec.in_words for row in spec.rows)


def test_who_left_is_told_with_both_statuses_and_the_day() -> None:
    spec = shown(SINCE_2020)
    areas = drawn(spec)
    assert (areas["EST"].class_id, areas["EST"].sentence) == ("left", CitedText("Party → left (27 December 2025)"))
    assert (areas["FRA"].class_id, areas["FRA"].sentence) == ("no-change", CitedText("Party on both days"))
    assert areas["ALA"].sentence.printed == "Party → left (10 January 2026), as Finland, which administers it"
    assert (areas["ATA"].class_id, areas["ATA"].sentence) == ("not-eligible", NO_TEXT)
    assert "Party → left: Estonia, Finland, Latvia, Lithuania and Poland." in spec.in_words
    assert {row.area: row["status"] for row in spec.rows}["POL"] == "Party → left"


def test_the_panel_cites_every_change() -> None:
    lines = lines_in(shown(SINCE_2020).panel, "Changes under the Mine Ban Convention between 1 January 2020 and")
    assert lines[0].figure == "Party → left"
    assert all(line.sources for line in lines)


def test_the_filter_by_status_changes_neither_the_list_of_changes_nor_its_numbers() -> None:
    left = shown(replace(SINCE_2020, statuses=(StatusKind.LEFT,)))
    assert left.panel.sections[0] == shown(SINCE_2020).panel.sections[0]
    assert left.sources == shown(SINCE_2020).sources


def test_the_filter_by_status_keeps_those_who_came_to_have_it() -> None:
    spec = shown(replace(SINCE_2020, statuses=(StatusKind.PARTY,)))
    assert {row.area for row in spec.rows} == {"MHL", "TON"}
    assert drawn(spec)["FRA"].is_muted
    assert not drawn(spec)["TON"].is_muted
    assert {cls.class_id for cls in spec.legends[0].classes if cls.is_selected} == {"party"}


def test_areas_that_cannot_join_are_kept_by_their_class() -> None:
    spec = shown(replace(SINCE_2020, statuses=(StatusKind.NOT_ELIGIBLE,)))
    assert {area.area for area in spec.areas if not area.is_muted} == {"ATA", "ESH", "TWN", "XKX", "KAS"}
    assert spec.empty is None


@PROPERTY
@given(DAY, DAY)
def test_the_days_after_the_map_change_nothing(since: date, day: date) -> None:
    spec = shown(View(day=min(since, day), since=max(since, day)))
    assert not spec.rows
    assert {area.class_id for area in spec.areas} == {treaty_status.NO_CHANGE, StatusKind.NOT_ELIGIBLE}


@pytest.mark.parametrize("layers", [("contamination",), ("policy",), ()])
def test_what_is_not_treaty_status_is_shown_as_ever_and_the_reader_told(layers: tuple[str, ...]) -> None:
    plain, picture = shown(View(day=TODAY, layers=layers)), shown(replace(SINCE_2020, layers=layers))
    assert (picture.areas, picture.rows, picture.headline) == (plain.areas, plain.rows, plain.headline)
    assert picture.notes[0].startswith("The comparison is of treaty status, which does not fill the areas here")
