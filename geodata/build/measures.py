"""Size and label point of every area, from the full-resolution coverage."""

from __future__ import annotations

import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import AreaGeometry

# Below this an area covers less than a dot on a map of the world and gets a point symbol: 55 km across.
SMALL_KM2 = 3000.0
# The Holy See collapses to nothing in the source. Point: St Peter's Square. Size: Vatican City State, 44 hectares.
HOLY_SEE = AreaGeometry(
    area="VAT", name_in_source="Holy See", label_lon=12.4534, label_lat=41.9033, area_km2=0.44, is_small=True
)
# Siachen is nobody's in UN practice: it is hatched where it can be seen, and a symbol would make a country of it.
WITHOUT_SYMBOL = ("KAS",)

_GEOD = pyproj.Geod(ellps="WGS84")


def area_km2(geometry: BaseGeometry) -> float:
    """Return the area on the WGS 84 ellipsoid in square kilometres.

    A border along a parallel is straight in degrees but no shortest line: without points between, the United States
    would gain 120,000 km2 from Canada at the level of detail.
    """
    return abs(float(_GEOD.geometry_area_perimeter(shapely.segmentize(geometry, 0.05))[0])) / 1e6


def measured(areas: dict[str, BaseGeometry], names: dict[str, str]) -> tuple[AreaGeometry, ...]:
    """Return one row per area and one for the Holy See, ordered by code."""
    rows = [_row(code, geometry, names[code]) for code, geometry in areas.items()]
    return tuple(sorted([*rows, HOLY_SEE], key=lambda row: row.area))


def _row(code: str, geometry: BaseGeometry, name: str) -> AreaGeometry:
    parts = shapely.get_parts(geometry)
    largest = max(parts, key=area_km2)
    # The centre of the largest circle inside leaves most room for a name; a coarse outline is enough to find it.
    coarse = shapely.simplify(largest, 0.01)
    point = shapely.get_point(shapely.maximum_inscribed_circle(coarse, tolerance=0.01), 0)
    rounded = shapely.Point(round(point.x, 3), round(point.y, 3))
    if not largest.contains(rounded):
        inner = largest.representative_point()
        rounded = shapely.Point(round(inner.x, 4), round(inner.y, 4))
    size = sum(area_km2(part) for part in parts)
    return AreaGeometry(
        area=code,
        name_in_source=name,
        label_lon=rounded.x,
        label_lat=rounded.y,
        area_km2=round(size, 2),
        is_small=size < SMALL_KM2 and code not in WITHOUT_SYMBOL,
    )
