"""Shapes of exactly a given area, to show how large a figure in square kilometres is beside a country."""

from __future__ import annotations

import math

import numpy as np
import pyproj
import shapely

_GEOD = pyproj.Geod(ellps="WGS84")
# Radius of the sphere that has the area of the WGS 84 ellipsoid, in metres.
_AUTHALIC_RADIUS_M = 6_371_007.1809
# Half the Earth; a larger circle would be its own complement.
_LARGEST_KM2 = 2 * math.pi * (_AUTHALIC_RADIUS_M / 1000) ** 2
# Enough rounds for 1e-9 of the area anywhere on Earth: each one takes out nearly all of the error that is left.
_ROUNDS = 8


def circle(lon: float, lat: float, area_km2: float, *, vertices: int = 96) -> shapely.Polygon:
    """Return a circle about a point whose polygon has exactly this area on the ellipsoid.

    The radius is corrected until the area of the polygon itself, with its straight sides, is right: a circle of the
    plane with the same radius is 0.02 % off for 250,000 km2, and a polygon of 64 sides another 0.16 %.

    Parameters
    ----------
    lon, lat
        Centre, in degrees.
    area_km2
        Area, in square kilometres, more than zero and less than half the Earth.
    vertices
        Number of corners.

    Returns
    -------
    Polygon
        EPSG:4326, counter-clockwise. Longitudes run on beyond 180 degrees where the circle crosses the antimeridian, so
        that the polygon stays whole. A circle that holds a pole is not supported.

    Raises
    ------
    ValueError
        When the area is not between zero and half the Earth, or the circle would hold a pole.
    """
    if not 0 < area_km2 < _LARGEST_KM2:
        raise ValueError(f"area_km2 is {area_km2}, expected more than 0 and less than {_LARGEST_KM2:.0f}")
    radius = _AUTHALIC_RADIUS_M * math.acos(1 - area_km2 * 1e6 / (2 * math.pi * _AUTHALIC_RADIUS_M**2))
    if abs(lat) + math.degrees(radius / _AUTHALIC_RADIUS_M) * 1.02 > 90:
        raise ValueError(f"a circle of {area_km2} km2 about latitude {lat} holds a pole")
    for _ in range(_ROUNDS):
        found = abs(float(_GEOD.geometry_area_perimeter(_polygon(lon, lat, radius, vertices))[0])) / 1e6
        radius *= math.sqrt(area_km2 / found)
    return _polygon(lon, lat, radius, vertices)


def _polygon(lon: float, lat: float, radius: float, vertices: int) -> shapely.Polygon:
    # From north through west: counter-clockwise.
    azimuth = -np.linspace(0, 360, vertices, endpoint=False)
    ends = _GEOD.fwd(np.full(vertices, lon), np.full(vertices, lat), azimuth, np.full(vertices, radius))
    turned = lon + (np.asarray(ends[0]) - lon + 180) % 360 - 180
    return shapely.Polygon(np.column_stack([turned, ends[1]]))
