"""The shapes of a map as SVG path data, clipped to the box that a picture shows and cached by extent and box."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from dashboard.render.basemap import Basemap, Ring, Rings, basemap, rings_of
from geodata.geo.extent_geometry import extent_outline, frame_extent
from geodata.geo.projections import Box

# Grid steps across the width of a map: a tenth of a pixel at a width of 1,600.
STEPS = 16_000


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Path data in grid steps from the upper left corner of `box` (units of 100 km), x to the right and y downwards.

    `scale` is the steps of one unit. `areas` are by code and `lines` by id; `borders` are path data with the codes of
    the areas on both sides.
    """

    box: Box
    scale: float
    areas: Mapping[str, str]
    borders: tuple[tuple[str, tuple[str, ...]], ...]
    lines: Mapping[str, str]
    sea: str
    graticule: str
    zone: str
    oblasts: str

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the map (units of 100 km) in steps."""
        return (x - self.box[0]) * self.scale, (self.box[3] - y) * self.scale

    def outlines(self, code: str) -> str:
        """Return the coasts and borders of an area, without the edge at which the picture clips it."""
        return "".join(line for line, keys in self.borders if code in keys)

    def ring(self, ring: Ring) -> str:
        """Return path data of a closed ring (units of 100 km) that is no part of the basemap."""
        return _path_data([ring], self.box, self.scale, is_closed=True)

    def rings(self, rings: Rings) -> str:
        """Return path data of closed rings (units of 100 km) that are no part of the basemap, clipped to the box."""
        west, south, east, north = self.box
        parts: list[Ring] = []
        for ring in rings:
            (left, bottom), (right, top) = ring.min(axis=0), ring.max(axis=0)
            if left >= west and bottom >= south and right <= east and top <= north:
                parts.append(ring)
            elif left < east and right > west and bottom < north and top > south:
                parts += _polygons_in(shapely.make_valid(shapely.Polygon(ring)), self.box)
        return _path_data(parts, self.box, self.scale, is_closed=True)


def fitted_box(extent_id: str, bounds: Box, aspect: float) -> Box:
    """Return the box that a picture of an aspect (width by height) shows: `bounds`, grown within the extent's frame.

    The map of the world shows its bounds alone.
    """
    place = frame_extent(extent_id)
    if place.is_world:
        return bounds
    west, south, east, north = bounds
    width, height = max(east - west, (north - south) * aspect), max(north - south, (east - west) / aspect)
    x, y, limit = (west + east) / 2, (south + north) / 2, extent_outline(place).bounds
    return (
        max(x - width / 2, limit[0]),
        max(y - height / 2, limit[1]),
        min(x + width / 2, limit[2]),
        min(y + height / 2, limit[3]),
    )


@lru_cache(maxsize=64)
def paths(extent_id: str, box: Box, steps: int = STEPS) -> Paths:
    """Return the shapes of an extent, clipped to `box` except on the map of the world.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    base, scale = basemap(extent_id), steps / (box[2] - box[0])
    if frame_extent(extent_id).is_world:
        land, sea, zone = base.areas, base.sea, base.zone
    else:
        land = _land_in(base, box)
        sea, zone = (_polygons_in(shapely.build_area(_lines(rings)), box) for rings in (base.sea, base.zone))

    def closed(rings: Iterable[Ring]) -> str:
        return _path_data(rings, box, scale, is_closed=True)

    def opened(lines: Iterable[Ring]) -> str:
        return _path_data(_lines_in(lines, box), box, scale, is_closed=False)

    return Paths(
        box=box,
        scale=scale,
        areas={code: closed(rings) for code, rings in land.items() if rings},
        borders=tuple((line, arc.keys) for arc in base.borders if (line := opened([arc.line]))),
        lines={line_id: line for line_id, _, parts in base.lines if (line := opened(parts))},
        sea=closed(sea),
        graticule=opened(base.graticule),
        zone=closed(zone),
        oblasts=opened(base.oblasts),
    )


def _land_in(base: Basemap, box: Box) -> dict[str, Rings]:
    """Return the rings of the areas within a box by code; an area wholly inside is taken unclipped."""
    west, south, east, north = box
    land = {}
    for code, shape in base.land.items():
        left, bottom, right, top = shape.bounds if not shape.is_empty else (0.0, 0.0, 0.0, 0.0)
        if left >= west and bottom >= south and right <= east and top <= north:
            land[code] = base.areas[code]
        elif left < east and right > west and bottom < north and top > south:
            land[code] = _polygons_in(shape, box)
    return land


def _polygons_in(shape: BaseGeometry, box: Box) -> Rings:
    """Return the rings of the part of an area in a box."""
    clipped = shapely.get_parts(shapely.clip_by_rect(shape, *box))
    return tuple(ring for part in clipped if shapely.get_dimensions(part) == 2 for ring in rings_of(part))


def _lines_in(lines: Iterable[Ring], box: Box) -> list[Ring]:
    """Return the parts of lines in a box; only lines that cross its edge are clipped, which is slow."""
    inside: list[Ring] = []
    west, south, east, north = box
    for line in lines:
        (left, bottom), (right, top) = line.min(axis=0), line.max(axis=0)
        if left >= west and bottom >= south and right <= east and top <= north:
            inside.append(line)
        elif left < east and right > west and bottom < north and top > south:
            clipped = shapely.get_parts(shapely.clip_by_rect(shapely.LineString(line), *box))
            inside += [shapely.get_coordinates(part) for part in clipped if shapely.get_dimensions(part) == 1]
    return inside


def _lines(rings: Iterable[Ring]) -> shapely.MultiLineString:
    return shapely.MultiLineString([ring.tolist() for ring in rings])


def _path_data(rings: Iterable[Ring], box: Box, scale: float, *, is_closed: bool) -> str:
    """Return path data of rings or lines in whole steps; what has no length or area on that grid is left out."""
    paths = []
    for ring in rings:
        x = np.rint((ring[:, 0] - box[0]) * scale).astype(np.int64)
        y = np.rint((box[3] - ring[:, 1]) * scale).astype(np.int64)
        moves = np.column_stack([np.diff(x), np.diff(y)])
        moves = moves[(moves != 0).any(axis=1)]
        if len(moves) < (3 if is_closed else 1):
            continue
        if is_closed:
            moves = moves[:-1]  # z draws the last one
        line_to = " ".join(map(str, moves.ravel().tolist())).replace(" -", "-")
        paths.append(f"M{x[0]} {y[0]}l{line_to}{'z' if is_closed else ''}")
    return "".join(paths)
