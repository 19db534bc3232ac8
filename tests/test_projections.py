"""Extents and their projections, there and back; circles have exactly the area that is stated."""

import math
import time
from functools import cache
from itertools import pairwise

import hypothesis.strategies as st
import numpy as np
import pyproj
import pytest
from hypothesis import given

from geodata.errors import UnknownKeyError
from geodata.geo.boundaries import areas, extent, is_extent
from geodata.geo.extent_geometry import frame_extent
from geodata.geo.projections import (
    EXTENTS,
    METRES_PER_UNIT,
    Extent,
    box_contains,
    equal_area_circle,
    equal_area_square,
    points_in_box,
    project,
    unproject,
)
from geodata.model import Level

NAMED = ("world", "africa", "americas", "asia", "europe", "oceania", "korea")
CODES = [row.area for row in areas()]


def shows(view: Extent, lon: float, lat: float) -> bool:
    ((x, y),) = project(view, np.array([[lon, lat]]))
    west, south, east, north = view.bounds
    return bool(west <= x <= east and south <= y <= north)


def test_there_is_an_extent_for_every_name_and_every_area() -> None:
    assert tuple(view.extent_id for view in EXTENTS) == NAMED
    for extent_id in (*NAMED, *CODES):
        assert is_extent(extent_id)
        assert extent(extent_id).extent_id == extent_id


@pytest.mark.parametrize("extent_id", ["world", "europe", "FJI", "UKR~streets"])
@given(places=st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=1))
def test_the_projection_is_the_one_that_proj_finds_by_itself(extent_id: str, places: list[tuple[float, float]]) -> None:
    view, lonlat = frame_extent(extent_id), np.array(places)
    forth, back = proj_transformers(view.projection)
    xy = project(view, lonlat)
    assert (xy == np.column_stack(forth.transform(*lonlat.T)) / METRES_PER_UNIT).all()
    degrees, shown = np.column_stack(back.transform(*(xy * METRES_PER_UNIT).T)), unproject(view, xy)
    assert (shown == np.where(np.isinf(shown), shown, degrees)).all()


@cache
def proj_transformers(projection: str) -> tuple[pyproj.Transformer, pyproj.Transformer]:
    """The transformers between degrees on WGS 84 and a projection, there and back, as PROJ looks them up."""
    return (
        pyproj.Transformer.from_crs("EPSG:4326", projection, always_xy=True),
        pyproj.Transformer.from_crs(projection, "EPSG:4326", always_xy=True),
    )


def test_an_unknown_extent_is_refused_with_near_matches() -> None:
    assert not is_extent("ukraine")
    with pytest.raises(UnknownKeyError, match=r"unknown extent 'UKX'; did you mean .*'UKR'"):
        extent("UKX")


@pytest.mark.slow
@pytest.mark.parametrize("row", areas(), ids=lambda row: row.area)
def test_an_extent_shows_its_area_in_landscape_and_never_closer_than_300_km(row: object) -> None:
    area = next(a for a in areas() if a == row)
    view = extent(area.area)
    west, south, east, north = view.bounds
    assert shows(view, area.label_lon, area.label_lat)
    assert east - west >= 2.99
    assert (east - west) / (north - south) == pytest.approx(16 / 9, rel=0.02)


@pytest.mark.parametrize(
    ("extent_id", "inside", "outside"),
    [
        ("FRA", [(2.35, 48.85), (9.1, 42.0)], [(-52.3, 4.9)]),
        ("USA", [(-74, 40.7), (-149.9, 61.2), (-118.2, 34)], [(2.35, 48.85)]),
        ("RUS", [(20.5, 54.7), (37.6, 55.8), (-170, 66.0)], []),
        ("FJI", [(178.4, -18.1), (-179.9, -16.8)], []),
        ("KIR", [(173.0, 1.4), (-157.4, 1.9)], []),
        ("ESP", [(-3.7, 40.4), (3.0, 39.6)], [(-15.4, 28.1)]),
        ("GNQ", [(8.8, 3.75), (9.8, 1.9)], []),
        ("europe", [(-21.9, 64.1), (30.5, 50.4), (34.1, 44.95), (37.6, 55.8), (28.9, 41.0), (-9.1, 38.7)], []),
        ("africa", [(-17.4, 14.7), (51.2, 11.8), (18.4, -33.9), (10.2, 36.8)], []),
        ("americas", [(-149.9, 61.2), (-68.3, -54.8), (-34.9, -8.1)], []),
        ("asia", [(35.2, 31.8), (139.7, 35.7), (125.5, -8.6), (28.9, 41.0)], []),
        ("oceania", [(115.9, -31.9), (174.8, -41.3), (-175.2, -21.1), (134.5, 7.3), (-149.6, -17.5)], []),
        ("korea", [(125.7, 39.0), (127.0, 37.6), (126.5, 33.5), (130.4, 42.3)], []),
    ],
)
def test_extents_show_the_main_part_of_their_subject(
    extent_id: str, inside: list[tuple[float, float]], outside: list[tuple[float, float]]
) -> None:
    view = extent(extent_id)
    assert all(shows(view, *place) for place in inside)
    assert not any(shows(view, *place) for place in outside)


def test_the_world_is_in_equal_earth_and_close_ups_are_equal_area_too() -> None:
    assert "+proj=eqearth" in extent("world").projection
    assert all("+proj=laea" in extent(code).projection for code in CODES)
    # EPSG:8857 puts 10 E, 50 N here, in metres.
    ((x, y),) = project(extent("world"), np.array([[10.0, 50.0]]))
    assert (x * 1e5, y * 1e5) == pytest.approx((842_921.6, 6_031_990.0), abs=1e5)


def test_levels_follow_the_width() -> None:
    levels = {extent_id: extent(extent_id).level for extent_id in ("world", "europe", "RUS", "UKR", "TUV")}
    assert levels == {
        "world": Level.OVERVIEW,
        "europe": Level.MEDIUM,
        "RUS": Level.MEDIUM,
        "UKR": Level.DETAIL,
        "TUV": Level.DETAIL,
    }


def test_looking_up_an_extent_is_fast() -> None:
    extent("UKR")
    start = time.perf_counter()
    for code in CODES:
        extent(code)
    assert (time.perf_counter() - start) / len(CODES) < 0.005


def test_beside_the_globe_there_is_no_longitude() -> None:
    assert np.isinf(unproject(extent("world"), np.array([[172.0, 80.0], [-180.0, 0.0]]))).all()
    assert np.isfinite(unproject(extent("world"), np.array([[0.0, 0.0], [172.0, 0.0]]))).all()


@given(st.floats(-179.999, 179.999), st.floats(-89.9, 89.9))
def test_map_units_come_back_from_degrees(lon: float, lat: float) -> None:
    there = np.array([[lon, lat]])
    assert unproject(extent("world"), project(extent("world"), there)) == pytest.approx(there, abs=1e-6)


@given(st.sampled_from([*NAMED, "UKR", "FJI", "ATA", "RUS"]), st.floats(-1, 1), st.floats(-1, 1))
def test_degrees_come_back_from_map_units(extent_id: str, across: float, up: float) -> None:
    view = extent(extent_id)
    west, south, east, north = view.bounds
    point = np.array([[(west + east + across * (east - west)) / 2, (south + north + up * (north - south)) / 2]])
    degrees = unproject(view, point)
    if not np.isfinite(degrees).all():
        return  # beside the globe
    assert project(view, degrees) == pytest.approx(point, abs=0.01)


@given(
    st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), max_size=20),
    st.sampled_from(("world", "europe", "korea", "UKR")),
)
def test_what_a_box_holds_lies_in_it_and_nothing_else_does(lonlat: list[tuple[float, float]], extent_id: str) -> None:
    place = extent(extent_id)
    west, south, east, north = place.bounds
    xy = project(place, np.array(lonlat, np.float64).reshape(-1, 2))
    points = points_in_box(place, lonlat, place.bounds)
    assert [(x, y) for _, x, y in points] == [tuple(xy[number].tolist()) for number, *_ in points]
    inside = (xy >= (west, south)).all(axis=1) & (xy <= (east, north)).all(axis=1)
    assert [number for number, *_ in points] == np.flatnonzero(inside).tolist()
    assert not box_contains(place.bounds, np.inf, 0.0)
    assert not box_contains(place.bounds, 0.0, np.nan)


GEOD = pyproj.Geod(ellps="WGS84")


@given(
    lon=st.floats(-180, 180),
    lat=st.floats(-65, 65),
    area_km2=st.floats(0.1, 1_000_000),
    vertices=st.integers(24, 256),
)
def test_a_circle_has_exactly_the_area_that_was_asked_for(
    lon: float, lat: float, area_km2: float, vertices: int
) -> None:
    polygon = equal_area_circle(lon, lat, area_km2, vertices=vertices)
    signed, _ = GEOD.geometry_area_perimeter(polygon)
    assert signed / 1e6 == pytest.approx(area_km2, rel=1e-6)  # positive: counter-clockwise
    assert polygon.is_valid
    assert len(polygon.exterior.coords) == vertices + 1


@given(lon=st.floats(-180, 180), lat=st.floats(-80, 80), area_km2=st.floats(0.01, 400_000))
def test_a_square_has_the_area_that_was_asked_for_and_four_equal_sides(lon: float, lat: float, area_km2: float) -> None:
    polygon = equal_area_square(lon, lat, area_km2)
    signed, _ = GEOD.geometry_area_perimeter(polygon)
    assert signed / 1e6 == pytest.approx(area_km2, rel=1e-6)  # positive: counter-clockwise
    assert polygon.is_valid
    ring = polygon.exterior.coords
    corners = [ring[i] for i in (0, 24, 48, 72)]
    from_middle = [GEOD.inv(lon, lat, x, y) for x, y in corners]
    assert [distance for _, _, distance in from_middle] == pytest.approx([from_middle[0][2]] * 4, rel=1e-6)
    assert [azimuth % 360 for azimuth, _, _ in from_middle] == pytest.approx([45, 315, 225, 135], abs=0.01)
    sides = [GEOD.inv(a[0], a[1], b[0], b[1])[2] for a, b in pairwise([*corners, corners[0]])]
    assert sides == pytest.approx([math.sqrt(area_km2) * 1000] * 4, rel=0.01)


def test_the_claim_for_ukraine_is_a_circle_of_282_km() -> None:
    polygon = equal_area_circle(31.464, 49.023, 250_000, vertices=128)
    radii = [GEOD.inv(31.464, 49.023, x, y)[2] / 1000 for x, y in polygon.exterior.coords]
    assert radii == pytest.approx([282.174] * 129, abs=0.01)


def test_a_circle_across_the_antimeridian_stays_whole() -> None:
    west, _, east, _ = equal_area_circle(179.5, -17.0, 50_000).bounds
    assert west < 180 < east
    assert east - west < 4


@pytest.mark.parametrize(
    ("lat", "area_km2", "message"),
    [
        (0, 0, "area_km2 is 0, expected more than 0 and less than 255032811"),
        (0, 3e8, "area_km2 is 300000000.0, expected more than 0 and less than 255032811"),
        (85, 5_000_000, "a shape of 5000000 km2 about latitude 85 holds a pole"),
    ],
)
def test_an_impossible_circle_is_refused(lat: float, area_km2: float, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared in full
        equal_area_circle(0, lat, area_km2)
    assert str(caught.value) == message
