"""The decoded geometry of an extent: all of its frame, once, closed, and never to be changed by who draws it."""

from itertools import pairwise

import numpy as np
import pytest
import shapely

from dashboard.render.basemap import basemap
from geodata.errors import UnknownKeyError
from geodata.geo.frames import frame
from geodata.geo.topojson import decode

EXTENTS = ("world", "europe", "asia", "korea", "UKR", "FJI")


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", EXTENTS)
def test_no_land_of_the_frame_is_lost_and_all_rings_are_closed(extent_id: str) -> None:
    base = basemap(extent_id)
    shapes = {s.key: s.geometry for s in decode(frame(extent_id).topology_json) if s.layer == "areas"}
    assert set(base.areas) == set(shapes)
    for code, rings in base.areas.items():
        assert all((ring[0] == ring[-1]).all() and len(ring) > 3 for ring in rings)
        whole = shapely.build_area(shapely.MultiLineString([ring.tolist() for ring in rings]))
        assert whole.area == pytest.approx(shapes[code].area, rel=1e-9), code


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", EXTENTS)
def test_each_edge_of_the_land_is_in_one_border(extent_id: str) -> None:
    base = basemap(extent_id)
    assert all(len(border.keys) in (1, 2) for border in base.borders)
    edges = [edge for border in base.borders for edge in _edges(border.line)]
    assert len(set(edges)) == len(edges)
    assert set(edges) == {edge for rings in base.areas.values() for ring in rings for edge in _edges(ring)}


def _edges(line: np.ndarray) -> list[frozenset[tuple[float, ...]]]:
    points = [tuple(point) for point in line.tolist()]
    return [frozenset(pair) for pair in pairwise(points)]


@pytest.mark.slow
def test_the_size_of_an_area_is_the_smaller_side_of_its_largest_island() -> None:
    base = basemap("world")
    assert base.sizes["TUV"] < 0.5 < base.sizes["ISL"]


@pytest.mark.slow
def test_a_close_up_has_a_sheet_of_sea_and_ukraine_its_oblasts() -> None:
    base = basemap("UKR")
    west, south, east, north = shapely.MultiPoint(base.sea[0]).bounds
    assert all((west <= x <= east) and (south <= y <= north) for r in base.areas.values() for x, y in np.concatenate(r))
    assert base.oblasts
    assert not basemap("world").oblasts
    assert basemap("korea").zone_label.startswith("schematic")


def test_the_arrays_are_shared_and_cannot_be_changed() -> None:
    ring = basemap("korea").areas["KOR"][0]
    with pytest.raises(ValueError, match="read-only"):
        ring[0, 0] = 0.0
    with pytest.raises(ValueError, match="read-only"):
        basemap("korea").borders[0].line[0, 0] = 0.0


def test_an_unknown_extent_is_refused() -> None:
    with pytest.raises(UnknownKeyError):
        basemap("nowhere")
