"""Sizes on the ellipsoid: those of the closed form and of a local equal-area plane."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.own.sizes import area_m2
from tests.properties import examples


def test_the_earth_has_the_size_of_the_ellipsoid() -> None:
    west = np.arange(-180, 180, 10.0)
    world = np.array([shapely.box(at, -90, at + 10, 90) for at in west], object)
    assert area_m2(world).sum() / 1e6 == pytest.approx(510_065_621.724, abs=0.001)


@pytest.mark.slow
@given(
    longitude=st.floats(-179, 179),
    latitude=st.floats(-70, 70),
    reach=st.lists(st.floats(0.2, 1.0), min_size=3, max_size=12),
    radius=st.floats(0.0005, 0.02),
)
@examples(8)
def test_a_size_is_that_of_a_local_equal_area_plane(
    longitude: float, latitude: float, reach: list[float], radius: float
) -> None:
    angles = np.linspace(0, 2 * np.pi, len(reach), endpoint=False)
    away = radius * np.array(reach)  # in every direction one corner, so that no edge crosses another
    ring = np.column_stack([longitude + away * np.cos(angles), latitude + away * np.sin(angles)])
    shape = shapely.Polygon(ring)
    plane = pyproj.Transformer.from_crs(
        "EPSG:4326", f"+proj=laea +lat_0={latitude} +lon_0={longitude} +ellps=WGS84", always_xy=True
    )
    divided = shapely.segmentize(shape, radius / 1000)  # an edge straight in degrees bends in the plane
    local = shapely.transform(divided, lambda at: np.column_stack(plane.transform(at[:, 0], at[:, 1])))
    # Lambert's plane of PROJ itself wavers by some 1e-10 of the size at this radius.
    assert area_m2(np.array([shape], object))[0] == pytest.approx(shapely.area(local), rel=1e-9, abs=1e-4)


def test_long_edges_holes_and_parts_are_measured_and_the_others_do_not_matter() -> None:
    long = shapely.Polygon([(0, 0), (30, 40), (5, 60)])
    ring = shapely.Polygon([(0, 0), (1, 0), (1, 1), (0, 1)], [[(0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8)]])
    two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])
    shapes = np.array(
        [long, ring, two, shapely.Polygon(), shapely.box(0, 0, 1, 1), shapely.box(0.2, 0.2, 0.8, 0.8)], object
    )
    sizes = area_m2(shapes)
    assert sizes[0] == pytest.approx(area_m2(shapely.segmentize(shapes[:1], 0.05))[0], rel=1e-12)
    assert sizes[1] == pytest.approx(sizes[4] - sizes[5], rel=1e-12)
    assert sizes[2] == pytest.approx(2 * sizes[4], rel=1e-12)
    assert sizes[3] == 0
    assert sizes.tolist() == [area_m2(shapes[at : at + 1])[0] for at in range(len(shapes))]
