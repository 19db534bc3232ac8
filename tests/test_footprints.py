"""Circles of an exact area: the figure stated is the area drawn."""

import hypothesis.strategies as st
import pyproj
import pytest
from hypothesis import given

from geodata.geo.projections import equal_area_circle

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
        (85, 5_000_000, "a circle of 5000000 km2 about latitude 85 holds a pole"),
    ],
)
def test_an_impossible_circle_is_refused(lat: float, area_km2: float, message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is compared in full
        equal_area_circle(0, lat, area_km2)
    assert str(caught.value) == message
