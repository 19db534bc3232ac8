"""The typed rows of data/boundaries: an area's measures, a note about boundaries, a disputed line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry.base import BaseGeometry


class Level(StrEnum):
    """How finely boundaries are drawn: for the world, for a group of countries, for one country."""

    OVERVIEW = "overview"
    MEDIUM = "medium"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class AreaGeometry:
    """What is known of an area's shape: a point for its label (degrees) and its size on the ellipsoid.

    `is_small` says that the area needs a point symbol on a map of the world, and that it may have no polygon at all.
    """

    area: str
    name_in_source: str
    label_lon: float
    label_lat: float
    area_km2: float
    is_small: bool


@dataclass(frozen=True, slots=True)
class BoundaryNote:
    """A sentence about boundaries, shown when its box (degrees) is in view; the general one covers the world."""

    note_id: str
    areas: tuple[str, ...]
    west: float
    south: float
    east: float
    north: float
    text: str


@dataclass(frozen=True, slots=True)
class DisputedLine:
    """A line that is not drawn as an international boundary.

    `edges` names the pairs of pieces between which it runs; `geometry` is that line at the level of detail, EPSG:4326;
    `style` is `dashed` or `dotted`.
    """

    line_id: str
    name: str
    areas: tuple[str, ...]
    style: str
    edges: tuple[tuple[str, str], ...]
    geometry: BaseGeometry
