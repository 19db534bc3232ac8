"""TopoJSON as we write and read it: what goes in comes out, and neighbours share their arcs."""

import json

import hypothesis.strategies as st
import numpy as np
import pytest
import shapely
from hypothesis import given

from geodata.geo.topojson import Shape, borders, decode, encode

SQUARES = (
    Shape("areas", "AAA", shapely.box(0, 0, 10, 10), {"area": "AAA"}),
    Shape("areas", "BBB", shapely.box(10, 0, 20, 10)),
    Shape("lines", "border", shapely.LineString([(10, 0), (10, 10)]), {"style": "dashed"}),
)


def test_a_shared_border_is_one_arc_that_the_line_along_it_uses_too() -> None:
    topology = json.loads(encode(SQUARES, step=1.0))
    assert len(topology["arcs"]) == 3
    (border,) = topology["objects"]["lines"]["geometries"][0]["arcs"]
    number = border if border >= 0 else ~border
    left, right = (item["arcs"][0] for item in topology["objects"]["areas"]["geometries"])
    assert {number, ~number} & set(left)
    assert {number, ~number} & set(right)


def test_ids_and_properties_come_back() -> None:
    shapes = decode(encode(SQUARES, step=1.0))
    assert [(shape.layer, shape.key, shape.properties) for shape in shapes] == [
        ("areas", "AAA", {"area": "AAA"}),
        ("areas", "BBB", None),
        ("lines", "border", {"style": "dashed"}),
    ]


def test_an_island_within_a_hole_shares_the_ring_around_it() -> None:
    lake = shapely.box(4, 4, 6, 6)
    shapes = [Shape("areas", "AAA", shapely.box(0, 0, 10, 10) - lake), Shape("areas", "BBB", lake)]
    text = encode(shapes, step=1.0)
    assert len(json.loads(text)["arcs"]) == 2
    assert [shape.geometry.area for shape in decode(text)] == [96, 4]


def test_what_has_no_size_on_the_grid_becomes_empty() -> None:
    speck = shapely.Polygon([(0, 0), (0.3, 0), (0, 0.3)])
    text = encode([Shape("areas", "AAA", speck)], step=1.0)
    assert json.loads(text)["objects"]["areas"]["geometries"] == [{"type": None, "id": "AAA"}]
    assert decode(text)[0].geometry.is_empty


def test_an_empty_topology_can_be_written_and_read() -> None:
    assert decode(encode([], step=0.5)) == ()


def test_a_text_of_another_kind_is_refused() -> None:
    text = '{"transform":{"scale":[1,1]},"arcs":[],"objects":{"a":{"geometries":[{"id":"x","type":"Point"}]}}}'
    with pytest.raises(ValueError, match="not a topology: unknown geometry type 'Point'"):
        decode(text)


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1), st.integers(2, 4))
def test_any_coverage_of_cells_comes_back_as_it_was(cells: set[tuple[int, int]], owners: int) -> None:
    owned: dict[str, list[shapely.Polygon]] = {}
    for x, y in sorted(cells):
        owned.setdefault(f"A{(x * 7 + y * 3) % owners}", []).append(shapely.box(3 * x, 3 * y, 3 * x + 3, 3 * y + 3))
    geometries = {key: shapely.coverage_union_all(boxes) for key, boxes in sorted(owned.items())}
    text = encode([Shape("areas", key, geometry) for key, geometry in geometries.items()], step=0.001)
    back = decode(text)
    assert [shape.key for shape in back] == list(geometries)
    for shape in back:
        before = shapely.transform(geometries[shape.key], lambda c: np.round(c * 0.001, 9))
        assert shapely.normalize(before).equals_exact(shapely.normalize(shape.geometry), 0)
    assert shapely.coverage_is_valid([shape.geometry for shape in back])
    edges = [frozenset(map(tuple, arc)) for arc in _absolute(text)]
    assert len(edges) == len(set(edges)) or len(geometries) == 1


def _absolute(text: str) -> list[list[tuple[int, int]]]:
    return [[tuple(point) for point in np.cumsum(arc, axis=0).tolist()] for arc in json.loads(text)["arcs"]]


def test_borders_are_every_arc_once_with_the_shapes_on_both_sides() -> None:
    edges = borders(encode(SQUARES, step=1.0), "areas")
    assert sorted(border.keys for border in edges) == [("AAA",), ("AAA", "BBB"), ("BBB",)]
    shared = next(border for border in edges if len(border.keys) == 2)
    assert sorted(map(tuple, shared.line.tolist())) == [(10, 0), (10, 10)]


def test_a_layer_that_is_not_there_has_no_borders_and_a_broken_text_is_refused() -> None:
    assert borders(encode(SQUARES, step=1.0), "rivers") == ()
    with pytest.raises(ValueError, match="not a topology: KeyError"):
        borders("{}", "areas")
