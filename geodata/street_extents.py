"""Close-ups as street maps show them: the same part of the world in Web Mercator, the projection of their pictures."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import numpy as np
import shapely

from geodata.boundaries import Extent, extent, is_extent
from geodata.errors import UnknownKeyError
from geodata.extents import Coordinates, project, unproject
from geodata.window import window

# What tells the extent of a street map from the equal-area one; "~" needs no escape in an address (RFC 3986).
MARK = "~streets"
# A close-up shows less than the smallest continent does: Europe is 8,000 km wide. Wider maps would show Web Mercator at
# its worst, and a street map of a continent has no streets.
WIDEST = 80.0
# Radius of the sphere of Web Mercator in metres (EPSG:3857).
RADIUS = 6_378_137.0
# Web Mercator draws lengths four times too long at 75 degrees, and nothing beyond 85: no close-up reaches there.
FARTHEST_NORTH = 75.0
# As extents.csv is made: no map shows less than 300 km, and the aspect is that of a screen.
LEAST_WIDTH = 3.0
ASPECT = 16 / 9


@lru_cache(maxsize=512)
def is_close_up(extent_id: str) -> bool:
    """Return whether an extent is small enough, and far enough from the poles, for a street map beneath it.

    Examples
    --------
    >>> is_close_up("UKR"), is_close_up("europe"), is_close_up("world")
    (True, False, False)
    """
    if not is_extent(extent_id):
        return False
    place = extent(extent_id)
    west, south, east, north = place.bounds
    latitudes = unproject(place, np.array([[0.0, south], [0.0, north]]))[:, 1]
    return east - west < WIDEST and bool((np.abs(latitudes) < FARTHEST_NORTH).all())


@lru_cache(maxsize=64)
def street_extent(extent_id: str) -> Extent:
    """Return the close-up of that id in Web Mercator: x and y are those of EPSG:3857 in units of 100 km.

    Where it crosses the antimeridian, x runs on. Its bounds hold the area's land that the equal-area map shows.

    Raises
    ------
    UnknownKeyError
        When there is no such extent, or when it is no close-up.
    """
    place = extent(extent_id)
    if not is_close_up(extent_id):
        raise UnknownKeyError("close-up", extent_id, [])
    middle = unproject(place, np.zeros((1, 2)))
    lon, lat = round(float(middle[0, 0]), 6), float(middle[0, 1])
    flat = replace(place, extent_id=extent_id + MARK, projection=_web_mercator(lon))
    found = project(flat, unproject(place, _land(place)))
    (west, south), (east, north) = found.min(axis=0), found.max(axis=0)
    # Web Mercator enlarges by one over the cosine of the latitude.
    width = max(east - west, (north - south) * ASPECT, LEAST_WIDTH / math.cos(math.radians(lat)))
    return replace(flat, bounds=_round_about((west + east) / 2, (south + north) / 2, width=width))


def frame_extent(frame_id: str) -> Extent:
    """Return the extent that a frame draws: its id is that of an extent, or of a close-up with `MARK` after it.

    Raises
    ------
    UnknownKeyError
        When there is no such extent, or when it is no close-up.
    """
    extent_id, mark, rest = frame_id.partition(MARK)
    return street_extent(extent_id) if mark and not rest else extent(frame_id)


def _web_mercator(lon: float) -> str:
    """Return Web Mercator cut on the other side of the globe from `lon`, with x as if it were cut at 180 degrees."""
    shift = RADIUS * math.radians(lon)
    return f"+proj=webmerc +lon_0={lon:.6f} +x_0={shift:.4f} +datum=WGS84 +units=m +no_defs"


def _round_about(x: float, y: float, *, width: float) -> tuple[float, float, float, float]:
    aside, above = width / 2, width / 2 / ASPECT
    west, south, east, north = (round(float(side), 3) for side in (x - aside, y - above, x + aside, y + above))
    return west, south, east, north


def _land(place: Extent) -> Coordinates:
    """Return points (map units) round what the extent is about: its own area's land, or all that it shows."""
    shown = window(place)
    mine = [
        geometry
        for name, geometry in zip(shown.names, shown.geometries, strict=True)
        if name.partition("-")[0] == place.extent_id
    ]
    west, south, east, north = place.bounds
    points = np.concatenate([shapely.get_coordinates(geometry) for geometry in mine]) if mine else np.empty((0, 2))
    # The frame holds more than the bounds: islands out there are not what the extent is about.
    inside = (points >= (west, south)).all(axis=1) & (points <= (east, north)).all(axis=1)
    side = np.linspace(0.0, 1.0, 21)
    edge = np.concatenate(
        [np.column_stack([west + side * (east - west), np.full(21, y)]) for y in (south, north)]
        + [np.column_stack([np.full(21, x), south + side * (north - south)]) for x in (west, east)]
    )
    return points[inside] if inside.any() else edge
