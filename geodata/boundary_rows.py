"""The typed rows of data/boundaries: an area's measures, a note about boundaries, a disputed line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shapely.geometry.base import BaseGeometry

from geodata.records import Citation

_SMALL = ("and",)  # words of an id that take no capital in a title


class Level(StrEnum):
    """How finely boundaries are drawn: for the world, for a group of countries, for one country."""

    OVERVIEW = "overview"
    MEDIUM = "medium"
    DETAIL = "detail"

    @property
    def tolerance(self) -> float:
        """The square root of the area of the smallest triangle that stays, in degrees (Visvalingam and Whyatt 1993)."""
        return _TOLERANCES[self]


# 0.1 is half a pixel of a world map 1,800 pixels wide; 0.005 is about the true resolution of the 1:10m source.
_TOLERANCES = {Level.OVERVIEW: 0.1, Level.MEDIUM: 0.02, Level.DETAIL: 0.005}


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
    """What is to be said about boundaries when a box (degrees) is in view; the general one covers the world.

    `departure` says where the atlas departs from what the United Nations draws; empty where it does not, as far as is
    known.
    """

    note_id: str
    areas: tuple[str, ...]
    west: float
    south: float
    east: float
    north: float
    text: str
    departure: str
    citations: tuple[Citation, ...]

    @property
    def title(self) -> str:
        """What the note is about, in the words of its id."""
        return " ".join(word if word in _SMALL else word.capitalize() for word in self.note_id.split("-"))

    @property
    def whole(self) -> str:
        """The note with its departure."""
        return f"{self.text} {self.departure}".rstrip()


class LineStyle(StrEnum):
    """How a line whose status is not that of an ordinary boundary is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True)
class DisputedLine:
    """A line whose status is not that of an ordinary boundary.

    `edges` names the pairs of pieces between which it runs; `geometry` is that line at the level of detail, EPSG:4326;
    `un_style` is its style on the map of UN Geospatial, `none` where that map does not have it; `basis` says in a
    sentence what it rests on.
    """

    line_id: str
    name: str
    areas: tuple[str, ...]
    style: LineStyle
    un_style: str
    edges: tuple[tuple[str, str], ...]
    basis: str
    citations: tuple[Citation, ...]
    geometry: BaseGeometry

    @property
    def departs(self) -> bool:
        """Whether the map of UN Geospatial draws it in another way, or does not have it."""
        return self.un_style != self.style
