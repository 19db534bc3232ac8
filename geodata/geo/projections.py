"""The extents of maps with their projections, and circles of exactly a given area on the ellipsoid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from geodata.model import Level

# -- The parts of the world a map can show: their projections, and the step from degrees to map units and back.

Coordinates = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]  # xmin, ymin, xmax, ymax, in units of 100 km

# Map units are 100 km: a world map is 345 wide, and three decimals are 100 m.
METRES_PER_UNIT = 100_000.0
DEGREES = "EPSG:4326"
# Equal Earth (Savric, Patterson and Jenny 2019), as EPSG:8857: areas are true, shapes familiar.
EQUAL_EARTH = "+proj=eqearth +lon_0=0 +datum=WGS84 +units=m +no_defs"


def laea(lat_0: float, lon_0: float) -> str:
    """Return the Lambert azimuthal equal-area projection about a point, on the ellipsoid of WGS 84.

    Examples
    --------
    >>> laea(38, 127.5)
    '+proj=laea +lat_0=38 +lon_0=127.5 +datum=WGS84 +units=m +no_defs'
    """
    return f"+proj=laea +lat_0={lat_0:g} +lon_0={lon_0:g} +datum=WGS84 +units=m +no_defs"


@dataclass(frozen=True, slots=True)
class Extent:
    """A part of the world as a map shows it.

    `projection` is a PROJ string; `bounds` are xmin, ymin, xmax, ymax in units of 100 km, x to the east and y to the
    north of the projection's origin; `level` is the level of detail that suits it.
    """

    extent_id: str
    title: str
    projection: str
    bounds: Box
    level: Level

    @property
    def is_world(self) -> bool:
        """Whether the extent shows the whole world, edge to edge; it alone is in the projection of the world."""
        return self.projection == EQUAL_EARTH


WORLD_EXTENT = "world"
# Centres and bounds are drawn by eye so that each region fills its map; the aspect is 16:9 or taller.
EXTENTS: tuple[Extent, ...] = (
    Extent(WORLD_EXTENT, "World", EQUAL_EARTH, (-172.44, -83.93, 172.44, 83.93), Level.OVERVIEW),
    Extent("africa", "Africa", laea(2, 18), (-75.0, -42.2, 75.0, 42.2), Level.MEDIUM),
    Extent("americas", "Americas", laea(12, -82), (-76.0, -80.0, 76.0, 80.0), Level.MEDIUM),
    Extent("asia", "Asia", laea(32, 90), (-74.0, -45.0, 86.0, 45.0), Level.MEDIUM),
    Extent("europe", "Europe", laea(54, 15), (-40.0, -22.5, 40.0, 22.5), Level.MEDIUM),
    Extent("oceania", "Oceania", laea(-18, 165), (-70.0, -39.4, 70.0, 39.4), Level.MEDIUM),
    Extent("korea", "Korean Peninsula", laea(38, 127.5), (-10.0, -5.63, 10.0, 5.63), Level.DETAIL),
)


@lru_cache(maxsize=512)
def _transformer(origin: str, target: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(origin, target, always_xy=True)


def project(extent: Extent, lonlat: Coordinates) -> Coordinates:
    """Return longitude and latitude (degrees, one row per point) as x and y in units of 100 km.

    Points that the projection cannot show come back as infinity.
    """
    x, y = _transformer(DEGREES, extent.projection).transform(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack([x, y]) / METRES_PER_UNIT


def box_contains(box: Box, x: float, y: float) -> bool:
    """Return whether a point lies in a box; the infinities and NaNs of a projection's far side do not."""
    west, south, east, north = box
    return west <= x <= east and south <= y <= north


def points_in_box(extent: Extent, lonlat: Sequence[tuple[float, float]], box: Box) -> list[tuple[int, float, float]]:
    """Return which positions a box of a map holds: their places in the sequence, x and y in units of 100 km.

    Parameters
    ----------
    lonlat
        Longitude and latitude in degrees.
    box
        xmin, ymin, xmax, ymax in units of 100 km.
    """
    xy = project(extent, np.array(lonlat, np.float64).reshape(-1, 2)).tolist()
    return [(number, x, y) for number, (x, y) in enumerate(xy) if box_contains(box, x, y)]


def unproject(extent: Extent, xy: Coordinates) -> Coordinates:
    """Return x and y in units of 100 km (one row per point) as longitude and latitude in degrees.

    Points beside the globe come back as infinity.
    """
    scaled = xy * METRES_PER_UNIT
    lon, lat = _transformer(extent.projection, DEGREES).transform(scaled[:, 0], scaled[:, 1])
    found = np.column_stack([lon, lat])
    # Beyond the edge of the world the inverse runs on and comes in again from the other side: 1 km tells.
    is_beside = ~(np.abs(project(extent, found) - xy) < 0.01).all(axis=1)
    found[is_beside] = np.inf
    return found


# -- Shapes of exactly a given area, to show how large a figure in square kilometres is beside a country.

_GEOD = pyproj.Geod(ellps="WGS84")
# Radius of the sphere that has the area of the WGS 84 ellipsoid, in metres.
_AUTHALIC_RADIUS_M = 6_371_007.1809
# Half the Earth; a larger circle would be its own complement.
_LARGEST_KM2 = 2 * math.pi * (_AUTHALIC_RADIUS_M / 1000) ** 2
# Enough rounds for 1e-9 of the area anywhere on Earth: each one takes out nearly all of the error that is left.
_ROUNDS = 8


def equal_area_circle(lon: float, lat: float, area_km2: float, *, vertices: int = 96) -> shapely.Polygon:
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
