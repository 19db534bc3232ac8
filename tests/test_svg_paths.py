"""Path data of a map: the land that the picture shows, at its size, and nothing beyond its edge."""

import re

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.render.basemap import basemap
from dashboard.render.svg.paths import STEPS, fitted_box, paths
from geodata.geo.extent_geometry import extent_outline, frame_extent
from geodata.geo.projections import Box

_RUN = re.compile(r"M(-?\d+) (-?\d+)l([-\d ]*)(z?)")


def polygon(data: str) -> BaseGeometry:
    """What path data fill by the even-odd rule, in steps."""
    rings = []
    for x, y, ways, closed in _RUN.findall(data):
        assert closed
        numbers = [int(x), int(y), *map(int, re.findall(r"-?\d+", ways))]
        at = [(numbers[0], numbers[1])]
        for right, down in zip(numbers[2::2], numbers[3::2], strict=True):
            at.append((at[-1][0] + right, at[-1][1] + down))
        rings.append(shapely.Polygon(at))
    shape: BaseGeometry = shapely.Polygon()
    for ring in rings:
        shape = shape.symmetric_difference(shapely.make_valid(ring))
    return shape


def _box(extent_id: str, aspect: float) -> Box:
    return fitted_box(extent_id, frame_extent(extent_id).bounds, aspect)


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", ["europe", "UKR", "korea", "FJI"])
def test_land_is_cut_at_the_edge_of_the_picture_and_not_a_step_is_lost(extent_id: str) -> None:
    box = _box(extent_id, 1.78)
    svg_paths, drawn = paths(extent_id, box), basemap(extent_id)
    for code, land in drawn.land.items():
        wanted = shapely.clip_by_rect(land, *box).area * svg_paths.scale**2
        shape = polygon(svg_paths.areas.get(code, ""))
        # Half a step is lost or won along the edge.
        assert shape.area == pytest.approx(wanted, abs=0.6 * land.length * svg_paths.scale + 1), code
        if not shape.is_empty:
            west, north, east, south = shape.bounds
            assert west >= 0
            assert north >= 0
            assert east <= STEPS
            assert south <= (box[3] - box[1]) * svg_paths.scale + 1


def test_the_world_is_drawn_whole() -> None:
    svg_paths = paths("world", frame_extent("world").bounds)
    assert fitted_box("world", frame_extent("world").bounds, 3) == frame_extent("world").bounds
    assert len(svg_paths.areas) == len(basemap("world").land)
    assert polygon(svg_paths.sea).area == pytest.approx(51006.6 * svg_paths.scale**2, rel=0.001)


@pytest.mark.parametrize("aspect", [0.8, 1.2, 1.78, 2.4])
@pytest.mark.parametrize("extent_id", ["europe", "asia", "UKR", "americas"])
def test_a_picture_shows_the_bounds_and_fills_its_place_as_far_as_the_frame_goes(extent_id: str, aspect: float) -> None:
    west, south, east, north = frame_extent(extent_id).bounds
    box = _box(extent_id, aspect)
    assert box[0] <= west
    assert box[1] <= south
    assert box[2] >= east
    assert box[3] >= north
    limit = extent_outline(frame_extent(extent_id)).bounds
    is_all = any(side == pytest.approx(end) for side, end in zip(box, limit, strict=True))
    assert is_all or (box[2] - box[0]) / (box[3] - box[1]) == pytest.approx(aspect)


def test_borders_know_the_areas_on_both_sides() -> None:
    svg_paths = paths("UKR", _box("UKR", 1.78))
    assert {keys for _, keys in svg_paths.borders} >= {("MDA", "UKR"), ("UKR",)}
    assert all(line.startswith("M") for line, _ in svg_paths.borders)


def test_a_place_on_the_map_is_counted_from_the_left_upper_corner() -> None:
    box = _box("korea", 1.78)
    svg_paths = paths("korea", box)
    assert svg_paths.place(box[0], box[3]) == (0, 0)
    assert svg_paths.place(box[2], box[1]) == pytest.approx((STEPS, STEPS * (box[3] - box[1]) / (box[2] - box[0])))
