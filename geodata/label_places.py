"""Where the name of an area goes on a map, and how much room it has there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.frames import frame
from geodata.street_extents import frame_extent
from geodata.topology import decode

# Names are wide and low: their room is an ellipse this many times as wide as it is high.
ASPECT = 4.0
# The room is found to within this share of the area's smaller side.
PRECISION = 1 / 40


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """The middle and the width, in map units, of the largest ellipse (`ASPECT` times as wide as high) in an area."""

    x: float
    y: float
    width: float


@lru_cache(maxsize=64)
def label_places(extent_id: str) -> dict[str, LabelPlace]:
    """Return the place of each area's name by code: within the largest part of the area that the extent shows.

    Areas that are not in view, or too small to have an inside there, have none.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    bounds = shapely.box(*frame_extent(extent_id).bounds)
    shapes = [shape for shape in decode(frame(extent_id).topology_json) if shape.layer == "areas"]
    places = {shape.key: _place(shapely.intersection(shape.geometry, bounds)) for shape in shapes}
    return {code: place for code, place in places.items() if place is not None}


def _place(geometry: BaseGeometry) -> LabelPlace | None:
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, shapely.Polygon) and part.area > 0]
    if not parts:
        return None
    largest = max(parts, key=lambda part: part.area)
    # In a picture stretched upwards the ellipse is a circle.
    tall = shapely.transform(largest, lambda c: c * np.array([1.0, ASPECT]))
    west, south, east, north = tall.bounds
    radius = shapely.maximum_inscribed_circle(tall, tolerance=PRECISION * min(east - west, north - south))
    if radius is None or shapely.is_empty(radius):
        return None
    (x, y), _ = shapely.get_coordinates(radius)
    return LabelPlace(float(x), float(y) / ASPECT, 2 * float(shapely.length(radius)))
