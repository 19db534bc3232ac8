"""The extent of each area: which of its parts a map of it shows, in which projection, how far around."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundary_rows import AreaGeometry, Level
from geodata.build.measures import area_km2
from geodata.coverage import Geometries
from geodata.extents import METRES_PER_UNIT, Coordinates, Extent, laea

# A map of an area is 16:9 at least, to fill a slide; taller areas keep room at both sides.
ASPECT = 16 / 9
# Air on each side, as a share of the size; and the least width, 300 km, so that Monaco is seen with its coast.
MARGIN = 0.06
LEAST_WIDTH = 3.0
# Archipelagos smaller than this are shown whole (Kiribati, Maldives); of larger areas, what is near the main part:
# within NEAR_KM, or within the second distance if it is at least 0.5 % of the area (Svalbard, Bioko, not Chatham).
WHOLE_KM2 = 5000.0
NEAR_KM = 150.0
FAR_KM, FAR_SHARE_OF_SIZE, LEAST_SHARE = 700.0, 0.75, 0.005
# Finest level whose detail is still seen: a map 3,000 km wide at 1,500 pixels has 2 km in a pixel, 0.02 degrees.
DETAIL_WIDTH, MEDIUM_WIDTH = 30.0, 120.0


def extents(
    areas: dict[str, BaseGeometry], rows: Iterable[AreaGeometry], titles: Mapping[str, str]
) -> tuple[Extent, ...]:
    """Return one extent for each of `rows`, in their order; an area without polygon is shown about its point.

    `titles` are the common names of the areas in states.csv: those of the source are abbreviated, and some are former.
    """
    out: list[Extent] = []
    for row in rows:
        about = areas.get(row.area, shapely.Point(row.label_lon, row.label_lat))
        out.append(_extent(row, titles[row.area], main_parts(shapely.get_parts(about), row.area_km2)))
    return tuple(out)


def main_parts(parts: Geometries, size_km2: float) -> Geometries:
    """Return the parts (EPSG:4326) that a map of the area shows."""
    if len(parts) == 1 or size_km2 < WHOLE_KM2:
        return parts
    size = np.array([area_km2(part) for part in parts])
    largest = int(size.argmax())
    centre = shapely.centroid(parts[largest])
    flat = _projected(shapely.simplify(parts, 0.02), laea(round(centre.y, 1), round(centre.x, 1)))
    shown = np.zeros(len(parts), np.bool_)
    fresh = shown.copy()
    fresh[largest] = True
    distance = np.full(len(parts), np.inf)
    reach = max(FAR_KM, FAR_SHARE_OF_SIZE * size_km2**0.5)
    while fresh.any():
        shown |= fresh
        for number in np.flatnonzero(fresh):
            distance = np.minimum(distance, shapely.distance(flat, flat[number]) * METRES_PER_UNIT / 1000)
        is_near = (distance <= NEAR_KM) | ((distance <= reach) & (size >= LEAST_SHARE * size_km2))
        fresh = is_near & ~shown
    return parts[shown]


def _projected(geometries: Geometries, projection: str) -> Geometries:
    transformer = pyproj.Transformer.from_crs("EPSG:4326", projection, always_xy=True)

    def units(lonlat: Coordinates) -> Coordinates:
        return np.column_stack(transformer.transform(lonlat[:, 0], lonlat[:, 1])) / METRES_PER_UNIT

    return shapely.transform(geometries, units)


def _extent(row: AreaGeometry, title: str, parts: Geometries) -> Extent:
    largest = max(parts, key=shapely.area)
    centre = shapely.centroid(largest)
    lat, lon = centre.y, centre.x
    for _ in range(3):  # the middle of the box moves a little with the projection: three rounds settle it
        projection = laea(round(lat, 2), round(lon, 2))
        west, south, east, north = shapely.total_bounds(_projected(parts, projection))
        back = pyproj.Transformer.from_crs(projection, "EPSG:4326", always_xy=True)
        lon, lat = back.transform((west + east) / 2 * METRES_PER_UNIT, (south + north) / 2 * METRES_PER_UNIT)
    projection = laea(-90, 0) if row.area == "ATA" else laea(round(lat, 1), round(lon, 1))
    west, south, east, north = shapely.total_bounds(_projected(parts, projection))
    width, height = (east - west) * (1 + 2 * MARGIN), (north - south) * (1 + 2 * MARGIN)
    width = max(width, height * ASPECT, LEAST_WIDTH)
    height = width / ASPECT
    x, y = (west + east) / 2, (south + north) / 2
    level = Level.DETAIL if width < DETAIL_WIDTH else Level.MEDIUM if width < MEDIUM_WIDTH else Level.OVERVIEW
    box = (x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    bounds = (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))
    return Extent(row.area, title, projection, bounds, level)
