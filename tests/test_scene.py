"""The scene: every area the frame holds, muted as on the living map, with a look for all of it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.spec import NO_TEXT, CitedText, MapSpec, Marker, Shape, Symbol
from dashboard.maps.view import PRESETS, Preset, View
from dashboard.render.basemap import basemap
from dashboard.render.scene import Scene, SceneArea, ScenePoint, scene_of, scenes_of
from geodata.errors import UnknownKeyError
from geodata.geo.frames import frame_areas
from tests.map_specs import map_spec
from tests.properties import examples
from tests.shipped_views import shown, views

EXTENTS = st.sampled_from(("world", "europe", "korea", "UKR", "VAT"))


def _line(scene: Scene, style: str) -> tuple[np.ndarray, ...]:
    return tuple(part for line in scene.lines if line.style == style for part in line.parts)


@examples(25)
@given(views(extent=EXTENTS))
def test_every_area_of_the_frame_is_in_the_scene_once_or_as_a_point(view: View) -> None:
    spec = shown(view)
    scene, by_code = scene_of(spec), {feature.area: feature for feature in spec.areas}
    codes, dots = [area.area for area in scene.areas], [point.area for point in scene.points]
    assert sorted({*codes, *dots}) == list(frame_areas(spec.extent))
    assert codes == sorted(set(codes))
    assert dots == sorted(set(dots))
    items: list[SceneArea | ScenePoint] = [*scene.areas, *scene.points]
    for item in items:
        feature = by_code[item.area]
        assert (item.name, item.class_id, item.sentence) == (feature.name, feature.class_id, feature.sentence)
        assert (item.is_muted, item.follows) == (feature.is_muted, feature.follows)
        assert (scene.fill_layer, item.class_id) in scene.looks
    assert all((symbol.symbol.layer, symbol.symbol.class_id) in scene.looks for symbol in scene.symbols)
    assert all(ring[0].tolist() == ring[-1].tolist() for area in scene.areas for ring in area.rings)
    assert all(shape.ring[0].tolist() == shape.ring[-1].tolist() for shape in scene.shapes)


def test_the_border_holds_each_shared_edge_once_and_the_coast_the_others() -> None:
    scene, drawn = scene_of(map_spec("europe")), basemap("europe")
    used: dict[frozenset[tuple[float, ...]], int] = {}
    for rings in drawn.areas.values():
        for edge in (e for ring in rings for e in _edges(ring)):
            used[edge] = used.get(edge, 0) + 1
    inner = [edge for part in _line(scene, "border") for edge in _edges(part)]
    assert len(inner) == len(set(inner))
    assert set(inner) == {edge for edge, count in used.items() if count > 1}
    outer = {edge for part in _line(scene, "coast") for edge in _edges(part)}
    assert outer == {edge for edge, count in used.items() if count == 1}


def _edges(line: np.ndarray) -> list[frozenset[tuple[float, ...]]]:
    points = [tuple(point) for point in line.tolist()]
    return [frozenset(pair) for pair in pairwise(points)]


def test_a_class_that_the_filter_does_not_keep_is_muted_and_its_circles_are_hidden() -> None:
    kept = map_spec("europe", symbols=(_symbol("FRA", "status"), _symbol("FRA", "events"), _symbol("DEU", "status")))
    (legend,) = kept.legends
    marked = tuple(replace(item, look=replace(item.look, marker=Marker.DIAMOND)) for item in legend.classes)
    events = replace(legend, layer="events", symbol="circle", classes=marked)
    classes = tuple(replace(item, is_selected=item.class_id != "class-0") for item in legend.classes)
    scene = scene_of(replace(kept, legends=(replace(legend, classes=classes), events), out=("DEU",)))
    muted = {area.area for area in scene.areas if area.is_muted}
    unkept = {area.area for area in kept.areas if area.class_id == "class-0"}
    assert muted == {area.area for area in scene.areas} & ({"DEU"} | unkept)
    left = [(item.symbol.area, item.symbol.layer) for item in scene.symbols]
    assert ("DEU", "status") not in left
    assert ("FRA", "events") in left
    assert (("FRA", "status") in left) == ("FRA" not in muted)


def _symbol(area: str, layer: str) -> Symbol:
    return Symbol(f"{area}-{layer}", layer, 8.0, 50.0, 6.0, "class-1", NO_TEXT, area)


def test_large_circles_come_first_and_those_beyond_the_map_are_left_out() -> None:
    at = [("a", 5.0, 10.0), ("b", 5.0, 30.0), ("far", -170.0, 90.0)]
    symbols = tuple(replace(_symbol("", "status"), symbol_id=i, lon=lon, radius=r) for i, lon, r in at)
    assert [item.symbol.symbol_id for item in scene_of(map_spec("europe", symbols=symbols)).symbols] == ["b", "a"]


def test_a_territory_follows_its_state_and_is_a_smaller_dot() -> None:
    scene = scene_of(map_spec("world", follows={"GIB": "GBR"}))
    dots = {point.area: point for point in scene.points}
    assert dots["GIB"].follows == "GBR"
    assert dots["GIB"].radius < dots["MLT"].radius


def test_overlays_are_drawn_where_the_specification_asks() -> None:
    spec = map_spec("korea")
    assert "dashed" in {line.style for line in scene_of(spec).lines}
    bare = scene_of(replace(spec, overlays=()))
    assert {line.style for line in bare.lines} == {"graticule", "coast", "border"}
    zone = scene_of(replace(spec, overlays=("dmz",), chosen="KOR"))
    assert {"dmz", "chosen"} <= {line.style for line in zone.lines}


def test_an_area_unknown_to_the_specification_is_drawn_with_a_look_of_its_own() -> None:
    spec = map_spec("europe")
    scene = scene_of(replace(spec, areas=tuple(area for area in spec.areas if area.area != "FRA")))
    item = next(area for area in scene.areas if area.area == "FRA")
    assert (item.class_id, item.is_muted) == ("", False)
    assert scene.looks[scene.fill_layer, ""].fill.light == "#E3E6E9"


def test_a_class_without_a_look_is_refused() -> None:
    spec = map_spec("VAT")
    broken = replace(spec, areas=tuple(replace(area, class_id="clas-1") for area in spec.areas))
    with pytest.raises(UnknownKeyError, match="clas-1"):
        scene_of(broken)


def test_a_shape_is_a_closed_ring_on_the_map() -> None:
    shape = Shape("s", "footprint", ((30.0, 50.0), (32.0, 50.0), (31.0, 48.0)), "footprint", CitedText("A claim"))
    scene = scene_of(map_spec("UKR", shapes=(shape,)))
    (drawn_shape,) = scene.shapes
    assert drawn_shape.ring.shape == (4, 2)
    west, south, east, north = scene.bounds
    assert all(west < x < east and south < y < north for x, y in drawn_shape.ring)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_a_scene_of_every_ready_view_has_its_maps_in_the_order_in_which_they_stand(preset: Preset) -> None:
    spec = shown(preset.view)
    scenes, wanted = scenes_of(spec), [[area.class_id for area in spec.areas]]
    if spec.beside:
        wanted.insert(0 if spec.beside.is_before else 1, [area.class_id for area in spec.beside.areas])
    order = [area.area for area in spec.areas]
    assert len(scenes) == len(wanted)
    for scene, classes in zip(scenes, wanted, strict=True):
        by_code = dict(zip(order, classes, strict=True))
        assert [area.class_id for area in scene.areas] == [by_code[area.area] for area in scene.areas]


def test_a_second_map_has_the_areas_of_the_comparison_and_no_symbols() -> None:
    spec: MapSpec = shown(next(p.view for p in PRESETS if p.preset_id == "two-treaties"))
    assert spec.beside is not None
    first, second = scenes_of(spec)
    wanted = {area.area: area.class_id for area in spec.beside.areas}
    assert {area.area: area.class_id for area in second.areas} == {a.area: wanted[a.area] for a in second.areas}
    assert first.areas != second.areas
    assert not second.symbols
