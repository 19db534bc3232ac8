"""What holds for the specification of any view, and the specifications of the typical views as they were last read."""

from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.compose.compose import compose
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import read_link
from dashboard.maps.view import FIRST_DAY, LAST_DAY, View, compared
from geodata import StatusKind
from tests.golden_specs import GOLDEN, VIEWS, Json, compacted, first_difference, golden_of
from tests.properties import examples
from tests.shipped_views import TODAY, common_views, dataset, first_uses, lines_of, numbers_on_screen, shown, views

PROPERTY = examples(60)
DAY = st.dates(FIRST_DAY, LAST_DAY)
FILLS = [layer.layer_id for layer in LAYERS if layer.can_fill]
REGENERATE = "if that is meant, read the new files after: python -m tests.golden_specs"


def in_legal_order(kinds: set[StatusKind]) -> tuple[StatusKind, ...]:
    return tuple(kind for kind in StatusKind if kind in kinds)


@pytest.mark.parametrize("name", VIEWS)
def test_a_typical_view_is_as_it_was_last_read(name: str) -> None:
    different = first_difference(golden_of(name), compacted(shown(VIEWS[name])))
    assert not different, f"golden/{name}.json differs at {different}\n{REGENERATE}"


def test_every_golden_file_stands_for_a_typical_view() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(VIEWS)


def test_the_first_difference_says_where_and_what() -> None:
    old: Json = {"a": [{"b": "one"}, "two"]}
    assert first_difference(old, {"a": [{"b": "uno"}, "two"]}) == "a[0].b: was one, is uno"
    assert first_difference({"a": ["x"]}, {"a": ["x", "y"]}) == "a[1], of 1 entries then and 2 now: was nothing, is y"
    assert first_difference({"a": "x"}, {"a": "x", "c": "z"}) == "c: was nothing, is z"
    assert first_difference({"a": "x"}, {"a": "x"}) == ""


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_equal_views_give_equal_specifications(view: View) -> None:
    assert compose(view, dataset(), today=TODAY) == shown(view)


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_every_number_on_screen_is_a_source_and_every_source_is_on_screen(view: View) -> None:
    spec = shown(view)
    assert [note.number for note in spec.sources] == list(range(1, len(spec.sources) + 1))
    assert set(numbers_on_screen(spec)) == {note.number for note in spec.sources}


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_numbers_count_up_in_the_order_in_which_a_reader_meets_them(view: View) -> None:
    spec = shown(view)
    assert first_uses(numbers_on_screen(spec)) == [note.number for note in spec.sources]


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_a_document_has_one_number(view: View) -> None:
    source_ids = [note.source_id for note in shown(view).sources]
    assert len(source_ids) == len(set(source_ids))


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_the_legend_holds_every_class_that_is_drawn(view: View) -> None:
    spec = shown(view)
    known = {(legend.layer, cls.class_id) for legend in spec.legends for cls in legend.classes}
    assert {(symbol.layer, symbol.class_id) for symbol in spec.symbols} <= known
    if spec.fill_layer:
        assert {(spec.fill_layer, area.class_id) for area in spec.areas} <= known


@pytest.mark.slow
@PROPERTY
@given(views(), DAY, DAY)
def test_a_legend_lists_the_same_classes_on_every_day(view: View, one: date, other: date) -> None:
    listed = [
        [(legend.layer, [(cls.class_id, cls.label, cls.look) for cls in legend.classes]) for legend in spec.legends]
        for spec in (shown(replace(view, day=one)), shown(replace(view, day=other)))
    ]
    assert listed[0] == listed[1]


@pytest.mark.slow
@PROPERTY
@given(views(statuses=st.sets(st.sampled_from(StatusKind), min_size=1).map(in_legal_order)))
def test_a_status_filter_changes_legend_map_table_headline_and_link_together(view: View) -> None:
    filtered = replace(compared(view), layers=("status", "footprint"), claim_least=None, regions=())
    spec = shown(filtered)
    kept = {kind.value for kind in view.statuses}
    legend = spec.legends[0]
    assert {cls.class_id for cls in legend.classes if cls.is_selected} == kept
    assert {area.class_id for area in spec.areas if not area.is_muted} <= kept
    assert not {area.class_id for area in spec.areas if area.is_muted} & kept
    states = {area.area for area in spec.areas if not area.is_muted and dataset().state(area.area).is_state}
    assert {row.area for row in spec.rows} == states
    counted = sum(cls.count for cls in legend.classes if cls.is_selected and cls.class_id != StatusKind.NOT_ELIGIBLE)
    assert counted == len(spec.rows)
    if view.statuses != (StatusKind.NOT_ELIGIBLE,):
        assert spec.headline.text.startswith(f"{len(spec.rows)} of {len(dataset().countries)} states")
    assert f"status={'.'.join(view.statuses)}" in spec.link


def test_without_a_filter_nothing_is_muted_and_every_class_is_selected() -> None:
    spec = shown(View())
    assert not any(area.is_muted for area in spec.areas)
    assert all(cls.is_selected for legend in spec.legends for cls in legend.classes)
    assert len(spec.rows) == len(dataset().countries)


@PROPERTY
@given(common_views())
def test_every_area_is_there_once_in_the_order_of_the_codes(view: View) -> None:
    assert [area.area for area in shown(view).areas] == sorted(dataset().states)


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_the_link_leads_back_to_the_view(view: View) -> None:
    query = parse_qs(shown(view).link.removeprefix("?"))
    assert read_link(query) == (view, ())


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_the_first_layer_that_can_fill_fills(view: View) -> None:
    wanted = [layer for layer in FILLS if layer in view.layers]
    assert shown(view).fill_layer == (wanted[0] if wanted else "")


def test_a_view_without_a_day_shows_the_day_on_which_it_is_opened() -> None:
    assert compose(View(), dataset(), today=TODAY).day == TODAY


@pytest.mark.slow
@PROPERTY
@given(views(country=st.none()))
def test_no_number_stands_beside_the_map_without_its_source(view: View) -> None:
    for line in lines_of(shown(view).panel):
        has_digit = any(character.isdigit() for character in line.figure + line.text)
        assert line.sources or line.is_computed or not has_digit, line
