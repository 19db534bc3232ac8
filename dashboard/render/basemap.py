"""The geometry of an extent as every picture draws it: rings of areas, lines between them, the sea; decoded once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.geo.extent_geometry import extent_outline, frame_extent
from geodata.geo.frames import frame
from geodata.geo.topojson import Border, Shape, borders, decode

Ring = npt.NDArray[np.float64]  # x and y a row, in units of 100 km, x to the east and y to the north
Rings = tuple[Ring, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Basemap:
    """What an extent's frame holds, in units of 100 km; all rings are closed.

    `land` has each area by code, `areas` its rings, shells and holes alike, to be filled by the even-odd rule; an area
    too small for the frame is empty. `borders` are the arcs of the areas, `sizes` the smaller side of each area's
    largest island, `points` code, x and y of small areas, `lines` the disputed lines by id and style, `zone` the rings
    of the demilitarized zone and `zone_label` what it rests on, `oblasts` the borders between oblasts.
    """

    extent: str
    land: Mapping[str, BaseGeometry]
    areas: Mapping[str, Rings]
    borders: tuple[Border, ...]
    sizes: Mapping[str, float]
    points: tuple[tuple[str, float, float], ...]
    sea: Rings
    graticule: Rings
    lines: tuple[tuple[str, str, Rings], ...]
    zone: Rings
    zone_label: str
    oblasts: Rings


@lru_cache(maxsize=32)
def basemap(extent_id: str) -> Basemap:
    """Return the geometry of an extent; the arrays are read-only, because all pictures share them.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    geometry = frame(extent_id)
    layers: dict[str, list[Shape]] = {}
    for shape in decode(geometry.topology_json):
        layers.setdefault(shape.layer, []).append(shape)
    areas, zone = layers.get("areas", []), layers.get("dmz", [])
    sea: list[BaseGeometry] = [shape.geometry for shape in layers.get("sea", [])]
    inner = [arc.line for arc in borders(geometry.topology_json, "oblasts") if len(arc.keys) > 1]
    return Basemap(
        extent=extent_id,
        land={shape.key: shape.geometry for shape in areas},
        areas={shape.key: rings_of(shape.geometry) for shape in areas},
        borders=tuple(Border(_still(arc.line), arc.keys) for arc in borders(geometry.topology_json, "areas")),
        sizes={shape.key: _size(shape.geometry) for shape in areas},
        points=geometry.points,
        sea=tuple(ring for sheet in sea or [extent_outline(frame_extent(extent_id))] for ring in rings_of(sheet)),
        graticule=tuple(line for shape in layers.get("graticule", []) for line in parts_of(shape.geometry)),
        lines=tuple(
            (shape.key, (shape.properties or {}).get("style", "dashed"), parts_of(shape.geometry))
            for shape in layers.get("lines", [])
        ),
        zone=tuple(ring for shape in zone for ring in rings_of(shape.geometry)),
        zone_label=next(((shape.properties or {}).get("label", "") for shape in zone), ""),
        oblasts=tuple(_still(line) for line in inner),
    )


def rings_of(geometry: BaseGeometry) -> Rings:
    """Return the rings of a polygon or of several, shells and holes alike."""
    return tuple(_still(shapely.get_coordinates(ring)) for ring in shapely.get_rings(shapely.get_parts(geometry)))


def parts_of(geometry: BaseGeometry) -> Rings:
    """Return the parts of a line; those of an area are its rings."""
    if shapely.get_dimensions(geometry) == 2:
        return rings_of(geometry)
    return tuple(_still(shapely.get_coordinates(part)) for part in shapely.get_parts(geometry))


def _still(coordinates: Ring) -> Ring:
    coordinates.setflags(write=False)
    return coordinates


def _size(geometry: BaseGeometry) -> float:
    """Return the smaller side of the largest island: what must be visible before the point of a small state can go."""
    boxes = shapely.bounds(shapely.get_parts(geometry))
    return float(np.min(boxes[:, 2:] - boxes[:, :2], axis=1).max()) if len(boxes) else 0.0
