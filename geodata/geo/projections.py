"""The extents of maps with their projections, degrees to map units and back, circles and squares of a given area."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyproj
import shapely

from geodata.model import Level

Coordinates = npt.NDArray[np.float64]
Box = tuple[float, float, float, float]  # xmin, ymin, xmax, ymax, in units of 100 km

# A map unit is 100 km: a map of the world is 345 units wide, and three decimals are 100 m.
METRES_PER_UNIT = 100_000.0
# Equal Earth (Savric, Patterson and Jenny 2019), as EPSG:8857; equal-area.
EQUAL_EARTH = "+proj=eqearth +lon_0=0 +datum=WGS84 +units=m +no_defs"
# The map of an area has the aspect of a slide and is at least 300 km wide, so that Monaco is seen with its coast.
MAP_ASPECT = 16 / 9
MIN_MAP_WIDTH = 3.0


def laea(lat_0: float, lon_0: float) -> str:
    """Return the PROJ string of the Lambert azimuthal equal-area projection about a point (degrees), on WGS 84.

    Examples
    --------
    >>> laea(38, 127.5)
    '+proj=laea +lat_0=38 +lon_0=127.5 +datum=WGS84 +units=m +no_defs'
    """
    return f"+proj=laea +lat_0={lat_0:g} +lon_0={lon_0:g} +datum=WGS84 +units=m +no_defs"


@dataclass(frozen=True, slots=True)
class Extent:
    """A part of the world as a map shows it.

    Attributes
    ----------
    projection
        PROJ string; metres, x to the east, y to the north of the projection's origin.
    bounds
        xmin, ymin, xmax, ymax in units of 100 km.
    level
        The coarsest level of detail whose vertices are still seen at the width of a page.
    """

    extent_id: str
    title: str
    projection: str
    bounds: Box
    level: Level

    @property
    def is_world(self) -> bool:
        """Whether the extent is that of the world, the only one in Equal Earth."""
        return self.projection == EQUAL_EARTH


WORLD_EXTENT = "world"
# Centres and bounds were set by eye so that each region fills its map; the aspect is 16:9 or taller.
EXTENTS: tuple[Extent, ...] = (
    Extent(WORLD_EXTENT, "World", EQUAL_EARTH, (-172.44, -83.93, 172.44, 83.93), Level.OVERVIEW),
    Extent("africa", "Africa", laea(2, 18), (-75.0, -42.2, 75.0, 42.2), Level.MEDIUM),
    Extent("americas", "Americas", laea(12, -82), (-76.0, -80.0, 76.0, 80.0), Level.MEDIUM),
    Extent("asia", "Asia", laea(32, 90), (-74.0, -45.0, 86.0, 45.0), Level.MEDIUM),
    Extent("europe", "Europe", laea(54, 15), (-40.0, -22.5, 40.0, 22.5), Level.MEDIUM),
    Extent("oceania", "Oceania", laea(-18, 165), (-70.0, -39.4, 70.0, 39.4), Level.MEDIUM),
    Extent("korea", "Korean Peninsula", laea(38, 127.5), (-10.0, -5.63, 10.0, 5.63), Level.DETAIL),
)


# A pipeline written out is the one that PROJ would find between the projection and longitude and latitude on WGS 84, to
# the bit, and is ready in 0.05 ms instead of 6.
@lru_cache(maxsize=512)
def _from_degrees(projection: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_pipeline(
        f"+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step {projection}"
    )


@lru_cache(maxsize=512)
def _to_degrees(projection: str) -> pyproj.Transformer:
    return pyproj.Transformer.from_pipeline(
        f"+proj=pipeline +step +inv {projection} +step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )


def project(extent: Extent, lonlat: Coordinates) -> Coordinates:
    """Return points in map units.

    Parameters
    ----------
    lonlat
        Longitude and latitude in degrees, shape (n, 2).

    Returns
    -------
    ndarray
        x and y in units of 100 km, shape (n, 2); infinity for a point that the projection cannot show.
    """
    x, y = _from_degrees(extent.projection).transform(lonlat[:, 0], lonlat[:, 1])
    return np.column_stack([x, y]) / METRES_PER_UNIT


def box_contains(box: Box, x: float, y: float) -> bool:
    """Whether a point lies in a box, its edges included; infinity and NaN, as `project` returns them, do not."""
    west, south, east, north = box
    return west <= x <= east and south <= y <= north


LonLatRing = Sequence[tuple[float, float]]


def points_in_box(
    extent: Extent, lonlat: Sequence[tuple[float, float]], box: Box, rings: Sequence[Sequence[LonLatRing]] = ()
) -> list[tuple[int, float, float]]:
    """Return the points that lie in a box of a map, each as (index in `lonlat`, x, y) in units of 100 km.

    Parameters
    ----------
    lonlat
        Longitude and latitude in degrees.
    box
        xmin, ymin, xmax, ymax in units of 100 km.
    rings
        Of the area of each point, where it has one: a point outside counts where its area reaches into the box.
    """
    xy = project(extent, np.array(lonlat, np.float64).reshape(-1, 2)).tolist()
    outside = [number for number, (x, y) in enumerate(xy) if rings and rings[number] and not box_contains(box, x, y)]
    reaching = _reaching_into(extent, {number: rings[number] for number in outside}, box)
    return [(number, x, y) for number, (x, y) in enumerate(xy) if box_contains(box, x, y) or number in reaching]


def _reaching_into(extent: Extent, areas: Mapping[int, Sequence[LonLatRing]], box: Box) -> set[int]:
    """Return the numbers of areas a ring of which has a bounding box that meets a box; all are projected at once."""
    numbers = [number for number, rings in areas.items() for _ in rings]
    rings = [ring for of_area in areas.values() for ring in of_area]
    if not rings:
        return set()
    corners = project(extent, np.array([corner for ring in rings for corner in ring], np.float64))
    starts = np.cumsum([0, *map(len, rings[:-1])])
    low, high = np.minimum.reduceat(corners, starts), np.maximum.reduceat(corners, starts)  # NaN meets no box
    meets = (low < box[2:]).all(axis=1) & (high > box[:2]).all(axis=1) & np.isfinite(high - low).all(axis=1)
    return {number for number, is_met in zip(numbers, meets.tolist(), strict=True) if is_met}


def unproject(extent: Extent, xy: Coordinates) -> Coordinates:
    """Return points of a map in degrees, the inverse of `project`.

    Parameters
    ----------
    xy
        x and y in units of 100 km, shape (n, 2).

    Returns
    -------
    ndarray
        Longitude and latitude in degrees, shape (n, 2); infinity for a point beside the globe.
    """
    scaled = xy * METRES_PER_UNIT
    lon, lat = _to_degrees(extent.projection).transform(scaled[:, 0], scaled[:, 1])
    lonlat = np.column_stack([lon, lat])
    # Beyond the edge of the world PROJ's inverse wraps around: such a point is projected back more than 1 km away.
    is_off_globe = ~(np.abs(project(extent, lonlat) - xy) < 0.01).all(axis=1)
    lonlat[is_off_globe] = np.inf
    return lonlat


GEOD = pyproj.Geod(ellps="WGS84")
# Radius of the sphere that has the area of the WGS 84 ellipsoid, in metres.
_AUTHALIC_RADIUS_M = 6_371_007.1809
# Half the surface of the Earth.
_LARGEST_KM2 = 2 * math.pi * (_AUTHALIC_RADIUS_M / 1000) ** 2
# Iterations for a relative error of the area below 1e-9 anywhere on Earth.
_ROUNDS = 8


def equal_area_circle(lon: float, lat: float, area_km2: float, *, vertices: int = 96) -> shapely.Polygon:
    """Return a geodesic circle about a point as a polygon of exactly this area on the ellipsoid of WGS 84.

    The radius is corrected until the area of the polygon itself, with its straight sides, is right. Without the
    correction a plane circle of 250,000 km2 would be off by 0.02 %, and a polygon of 64 sides by another 0.16 %.

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
        EPSG:4326, longitude first, counter-clockwise. Where the circle crosses the antimeridian, longitudes go beyond
        180 degrees, so that the polygon stays in one piece.

    Raises
    ------
    ValueError
        When the area is not between zero and half the Earth, or the circle would hold a pole.
    """
    # From north through west: counter-clockwise.
    azimuth = -np.linspace(0, 360, vertices, endpoint=False)
    return _equal_area_polygon(lon, lat, area_km2, azimuth, np.ones(vertices))


def equal_area_square(lon: float, lat: float, area_km2: float, *, vertices: int = 96) -> shapely.Polygon:
    """Return a square about a point, its sides to the north, east, south and west, of exactly this area on WGS 84.

    It is the square of the azimuthal equidistant plane about the point, made larger or smaller until the area of the
    polygon itself is right: its corners lie at one distance from the point, its sides are nearly geodesic lines.

    Parameters
    ----------
    lon, lat, area_km2
        As of `equal_area_circle`.
    vertices
        Number of corners of the polygon, a multiple of four: those of the square, and as many along each side.

    Returns
    -------
    Polygon
        As of `equal_area_circle`.

    Raises
    ------
    ValueError
        When the area is not between zero and half the Earth, or the square would hold a pole.
    """
    # Azimuths from the north-east corner through north; a side lies at half its length over the cosine.
    along = np.linspace(-1, 1, vertices // 4, endpoint=False)
    off = np.degrees(np.arctan(along))
    azimuth = np.concatenate([quarter - off for quarter in (0.0, -90.0, -180.0, -270.0)])
    return _equal_area_polygon(lon, lat, area_km2, azimuth, np.tile(np.hypot(1.0, along), 4))


def _equal_area_polygon(
    lon: float, lat: float, area_km2: float, azimuth: Coordinates, reach: Coordinates
) -> shapely.Polygon:
    """Return the polygon with corners in these directions (degrees from north), scaled until its area is right.

    Parameters
    ----------
    azimuth, reach
        Counter-clockwise directions, and distances from the point in terms of one another, shape (vertices,).
    """
    if not 0 < area_km2 < _LARGEST_KM2:
        raise ValueError(f"area_km2 is {area_km2}, expected more than 0 and less than {_LARGEST_KM2:.0f}")
    radius = _AUTHALIC_RADIUS_M * math.acos(1 - area_km2 * 1e6 / (2 * math.pi * _AUTHALIC_RADIUS_M**2))
    if abs(lat) + math.degrees(radius / _AUTHALIC_RADIUS_M) * 1.02 * float(reach.max()) > 90:
        raise ValueError(f"a shape of {area_km2} km2 about latitude {lat} holds a pole")
    for _ in range(_ROUNDS):
        ring = np.asarray(_polygon(lon, lat, azimuth, radius * reach).exterior.coords)
        radius *= math.sqrt(area_km2 / polygon_km2(ring))
    return _polygon(lon, lat, azimuth, radius * reach)


def _polygon(lon: float, lat: float, azimuth: Coordinates, distance_m: Coordinates) -> shapely.Polygon:
    count = len(azimuth)
    ends = GEOD.fwd(np.full(count, lon), np.full(count, lat), azimuth, distance_m)
    turned = lon + (np.asarray(ends[0]) - lon + 180) % 360 - 180
    return shapely.Polygon(np.column_stack([turned, ends[1]]))


def polygon_km2(ring: Coordinates) -> float:
    """Return the area of a ring of geodesic sides on WGS 84, in km²; (longitude, latitude) in degrees, shape (n, 2)."""
    return abs(float(GEOD.polygon_area_perimeter(ring[:, 0], ring[:, 1])[0])) / 1e6


def point_at(lon: float, lat: float, *, east_km: float) -> tuple[float, float]:
    """Return the point (degrees) at a distance to the east of another along a geodesic; negative is to the west."""
    east_lon, east_lat, _ = GEOD.fwd(lon, lat, 90.0, east_km * 1000)
    return float(east_lon), float(east_lat)
