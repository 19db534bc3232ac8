"""A map as shapes: a group a class, a shape a state, all with alternative text, in their room and proportions."""

from dataclasses import replace
from datetime import date
from itertools import count

import numpy as np
import pytest
from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_FILL
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape

from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.palette import STATUS_LOOKS
from dashboard.maps.spec import Hatch
from dashboard.maps.view import Other, View
from dashboard.render.basemap import basemap
from dashboard.render.picture_text import SlideOf
from dashboard.render.pptx.deck import one_slide
from dashboard.render.pptx.drawing import STEP, in_points
from dashboard.render.pptx.map import LEAST_DOT, ShapeContext, edges_of, map_description, map_shapes, placement_of
from dashboard.render.theme import LIGHT
from geodata import StatusKind
from tests.slide_reading import all_shapes, description, features_of, inside, opened, shape, slide_of

WORLD, EUROPE = View(), View(extent="europe", regions=("europe",), day=date(2026, 3, 1))


def _map(slide: SlideOf, name: str = "Map") -> BaseShape:
    return shape(list(opened(one_slide(slide.scenes, slide.words)).slides[0].shapes), name)


def _by_name(group: BaseShape) -> dict[str, BaseShape]:
    return {item.name: item for item in inside(group)}


@pytest.mark.slow
def test_a_group_for_each_class_has_its_label_and_its_count_of_states() -> None:
    slide = slide_of(WORLD)
    groups = [name for name in _by_name(_map(slide)) if name.startswith("Class: ")]
    (legend,) = slide.words.legends
    drawn = {area.class_id for area in features_of(slide.scenes[0])}
    assert groups == [f"Class: {item.label} ({item.count})" for item in legend.items if item.class_id in drawn]
    assert "Class: Left (5)" in groups


@pytest.mark.slow
@pytest.mark.parametrize("view", [WORLD, EUROPE], ids=["world", "europe"])
def test_every_area_in_sight_is_a_shape_with_its_name_and_its_sentence(view: View) -> None:
    slide = slide_of(view)
    scene, drawing = slide.scenes[0], _map(slide)
    groups = [item for item in inside(drawing) if item.name.startswith(("Class: ", "Left out"))]
    shapes = [item for group in groups for item in inside(group)]
    labels = {item.class_id: item.label for item in slide.words.legends[0].items}
    items = {(item.name, description(item)) for item in shapes}
    wanted = {
        (item.name, f"{item.name}: {item.sentence.printed or labels[item.class_id]}") for item in features_of(scene)
    }
    assert items <= wanted
    if view is WORLD:
        assert items == wanted
    assert ("Estonia", "Estonia: Left") in items
    assert ("Åland Islands", "Åland Islands: Left, as Finland, which administers it") in items


@pytest.mark.slow
def test_a_class_takes_another_colour_as_one_group() -> None:
    drawing = _map(slide_of(WORLD))
    (group,) = [item for item in inside(drawing) if item.name.startswith("Class: Left")]
    for item in inside(group):
        assert isinstance(item, Shape)
        item.fill.solid()
        item.fill.fore_color.rgb = RGBColor.from_string("010203")  # type: ignore[no-untyped-call]
    assert {str(item.fill.fore_color.rgb) for item in inside(group) if isinstance(item, Shape)} == {"010203"}
    assert {"Estonia", "Finland", "Latvia", "Lithuania", "Poland"} < {item.name for item in inside(group)}


@pytest.mark.slow
def test_areas_have_the_colours_and_the_hatches_of_their_class() -> None:
    drawing = _map(slide_of(WORLD))
    groups = {
        item.name.removeprefix("Class: "): inside(item) for item in inside(drawing) if item.name.startswith("Class")
    }
    for label, status in (("Party (160)", StatusKind.PARTY), ("Left (5)", StatusKind.LEFT)):
        look = STATUS_LOOKS[status]
        state = next(item for item in groups[label] if item.name in {"Brazil", "Poland"})
        assert isinstance(state, Shape)
        if look.hatch == Hatch.NONE:
            assert f"#{state.fill.fore_color.rgb}" == look.fill.light
        else:
            assert state.fill.type == MSO_FILL.PATTERNED
            assert (f"#{state.fill.back_color.rgb}", f"#{state.fill.fore_color.rgb}") == (
                look.fill.light,
                look.ink.light,
            )


@pytest.mark.slow
def test_what_a_filter_leaves_out_is_in_a_group_of_its_own_and_in_no_class() -> None:
    slide = slide_of(EUROPE)
    groups = _by_name(_map(slide))
    left_out = {item.name for item in inside(groups["Left out by the filter"])}
    assert {"Turkey", "Kazakhstan", "Morocco"} & left_out
    for name, group in groups.items():
        if name.startswith("Class: "):
            assert not left_out & {item.name for item in inside(group)}


@pytest.mark.slow
def test_borders_are_one_shape_a_style_and_have_each_border_once() -> None:
    slide = slide_of(WORLD)
    names = [item.name for item in inside(_map(slide))]
    assert names.count("Borders") == 1
    assert len(names) == len(set(names))
    edges = edges_of(slide.scenes[0], LIGHT)
    borders = sorted(line.tobytes() for style in ("border", "pale-border") for line in edges[style])
    (wanted,) = [line.parts for line in slide.scenes[0].lines if line.style == "border"]
    assert borders == sorted(part.tobytes() for part in wanted)


def test_coasts_are_drawn_where_an_area_would_fade_into_the_sea_or_be_cut_by_its_hatch() -> None:
    scene = slide_of(WORLD).scenes[0]
    drawn = {line.tobytes() for line in edges_of(scene, LIGHT)["faint-coast"]}
    needing = {StatusKind.NOT_ELIGIBLE, StatusKind.UNCERTAIN, StatusKind.LEFT}  # faint, or cut by a white hatch
    faint = {area.area for area in scene.areas if area.class_id in needing}
    coasts = [arc for arc in basemap("world").borders if len(arc.keys) == 1]
    assert {arc.line.tobytes() for arc in coasts if arc.keys[0] in faint} <= drawn
    assert not {arc.line.tobytes() for arc in coasts if arc.keys == ("BRA",)} & drawn


@pytest.mark.slow
@pytest.mark.parametrize(
    "view",
    [
        WORLD,
        EUROPE,
        View(layers=LAYERS.ids, extent="UKR", country="UKR"),
        View(layers=LAYERS.ids, extent="korea"),
    ],
    ids=["world", "europe", "UKR", "korea"],
)
def test_every_shape_of_a_map_is_told_in_words_and_lies_on_the_map(view: View) -> None:
    slide = slide_of(view)
    room = in_points(30, 90, 660, 350)
    placing = placement_of(slide.scenes[0], room)
    drawn = map_shapes(ShapeContext(count(2), placing, LIGHT), slide.scenes[0], slide.words)
    drawing = _map(slide)
    assert all(description(item) for item in all_shapes([drawing]))
    # Circles and dots at the very edge may reach over it; the rest is cut.
    slack = 12_700 * 25
    assert drawn.box.x >= placing.box.x - slack
    assert drawn.box.right <= placing.box.right + slack
    assert drawn.box.bottom <= placing.box.bottom + slack


@pytest.mark.slow
def test_a_footprint_and_circles_are_shapes_that_say_what_they_are() -> None:
    view = View(layers=("status", "contamination", "footprint"), extent="UKR", country="UKR")
    slide = slide_of(view)
    groups = _by_name(_map(slide))
    assert description(groups["Footprint"]) == slide.scenes[0].shapes[0].shape.printed
    circles = [group for name, group in groups.items() if name.startswith(slide.words.legends[1].title)]
    items = {description(item) for group in circles for item in inside(group)}
    assert items
    assert items <= {item.symbol.sentence.printed for item in slide.scenes[0].symbols}


@pytest.mark.slow
def test_two_maps_have_their_own_titles_and_counts() -> None:
    slide = slide_of(View(beside=Other("ccm")))
    first, second = (_map(slide, f"Map: {title}") for title in slide.words.map_titles)
    assert "Class: Party (160)" in _by_name(first)
    assert "Class: Party (112)" in _by_name(second)
    assert "Party 112" in description(second)
    assert "Party 160" in description(first)


@pytest.mark.slow
def test_the_map_is_told_with_the_count_of_every_class() -> None:
    slide = slide_of(WORLD)
    text = map_description(slide.words)
    assert all(f"{item.label} {item.count}" in text for legend in slide.words.legends for item in legend.items)
    assert description(_map(slide)) == text


def test_a_scene_without_any_area_still_makes_a_map() -> None:
    slide = slide_of(View(extent="korea"))
    empty = replace(slide.scenes[0], areas=(), points=(), lines=(), symbols=(), shapes=())
    drawn = _map(replace(slide, scenes=(empty,)))
    assert inside(drawn)[0].name == "Sea"


ROOM = in_points(30, 100, 660, 350)


@pytest.mark.slow
@pytest.mark.parametrize("extent", ["world", "europe", "americas", "korea", "CHL", "KIR", "VAT"])
def test_a_map_is_as_large_as_its_room_lets_it_be_and_keeps_its_proportions(extent: str) -> None:
    scene = slide_of(View(extent=extent)).scenes[0]
    placing = placement_of(scene, ROOM)
    box, (west, south, east, north) = placing.box, placing.bounds
    assert (box.x, box.y) == (ROOM.x, ROOM.y)
    assert box.width <= ROOM.width
    assert box.height <= ROOM.height + 1
    assert box.width == ROOM.width or box.height == pytest.approx(ROOM.height, abs=2)
    assert box.width / box.height == pytest.approx((east - west) / (north - south), rel=1e-4)
    assert west <= scene.bounds[0] + 1e-9
    assert north >= scene.bounds[3] - 1e-9


def test_places_on_the_map_become_places_on_the_slide() -> None:
    scene = slide_of(View()).scenes[0]
    placing = placement_of(scene, ROOM)
    west, south, east, north = placing.bounds
    ring = np.array([[west, north], [east, north], [east, south], [west, south], [west, north]])
    steps = placing.ring(ring)
    assert steps is not None
    corners = steps * STEP
    assert corners.min(axis=0) == pytest.approx([placing.box.x, placing.box.y], abs=STEP)
    assert corners.max(axis=0) == pytest.approx([placing.box.right, placing.box.bottom], abs=STEP)
    middle = placing.around((west + east) / 2, (south + north) / 2, 3)
    assert middle is not None
    assert middle.x + middle.width / 2 == pytest.approx((placing.box.x + placing.box.right) / 2, abs=2)


def test_what_is_out_of_sight_has_no_place() -> None:
    scene = slide_of(View(extent="korea")).scenes[0]
    placing = placement_of(scene, ROOM)
    far = placing.bounds[2] + 1
    assert placing.around(far, 0, 3) is None
    assert placing.ring(np.array([[far, 0], [far + 1, 0], [far + 1, 1], [far, 0]])) is None


def test_a_dot_never_becomes_too_small_to_see() -> None:
    scene = slide_of(View()).scenes[0]
    dot = placement_of(scene, in_points(0, 0, 200, 100)).dot(scene.points[0])
    assert dot is not None
    assert dot.width >= 2 * LEAST_DOT * 12_700 - 1
