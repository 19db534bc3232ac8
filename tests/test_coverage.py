"""Operations on areas that share borders: what they drop, and that they leave no gaps."""

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.geo.coverage import Geometries, coverage_on_grid, polygonal_parts, without_small_islands


def geometries(*shapes: BaseGeometry) -> Geometries:
    return np.array(shapes, dtype=object)


def test_a_small_island_goes_and_a_small_exclave_stays() -> None:
    exclave = shapely.box(4, 4, 5, 5)
    mainland = shapely.box(0, 0, 10, 10) - exclave
    other = shapely.MultiPolygon([shapely.box(20, 0, 30, 10), shapely.box(40, 0, 41, 1), exclave])
    land = geometries(mainland, other)
    kept = without_small_islands(land, ["AAA", "BBB"], min_area=4, keep=np.array([False, False]))
    assert kept[1].area == 101
    assert kept[1].contains(exclave.centroid)
    assert shapely.coverage_is_valid(kept)


def test_an_area_keeps_its_largest_island_and_all_of_them_on_request() -> None:
    atolls = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(5, 0, 5.5, 1)])
    assert without_small_islands(geometries(atolls), ["AAA"], min_area=4, keep=np.array([False]))[0].area == 1
    assert without_small_islands(geometries(atolls), ["AAA"], min_area=4, keep=np.array([True]))[0].area == 1.5


def test_a_coverage_stays_one_when_the_grid_folds_a_narrow_place() -> None:
    # Two areas with a neck between them 0.2 wide, which rounding closes.
    left = shapely.Polygon([(0, 0), (10, 0), (10, 4.9), (4, 4.9), (4, 5.1), (10, 5.1), (10, 10), (0, 10)])
    right = shapely.Polygon([(10, 0), (20, 0), (20, 10), (10, 10), (10, 5.1), (4, 5.1), (4, 4.9), (10, 4.9)])
    rounded = coverage_on_grid(geometries(left, right), 1.0)
    assert shapely.is_valid(rounded).all()
    assert shapely.coverage_is_valid(rounded)
    assert [shape.area for shape in rounded] == [100, 100]


def test_coordinates_on_the_grid_count_steps() -> None:
    (square,) = coverage_on_grid(geometries(shapely.box(0, 0, 0.5, 0.24)), 0.1)
    assert square.bounds == (0, 0, 5, 2)


def test_only_polygons_are_kept_of_a_nested_collection() -> None:
    inner = shapely.GeometryCollection([shapely.MultiPolygon([shapely.box(0, 0, 1, 1)]), shapely.Point(5, 5)])
    nested = shapely.GeometryCollection([inner, shapely.LineString([(0, 0), (9, 9)])])
    assert polygonal_parts(nested).equals(shapely.box(0, 0, 1, 1))
