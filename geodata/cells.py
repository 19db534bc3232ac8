"""Finer geometry of an extent, cut into cells: what a browser fetches for the part that a reader has zoomed into."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import Extent, Level
from geodata.coverage import Geometries, on_grid, polygons_only
from geodata.errors import UnknownKeyError
from geodata.frames import (
    KM_100_PER_DEGREE,
    area_shapes,
    line_shapes,
    oblast_shapes,
    pixel_of,
    round_down,
    simplified_window,
)
from geodata.street_extents import frame_extent
from geodata.topology import Shape, encode
from geodata.window import PADDING, is_street_map, outline, window

FINEST = Level.DETAIL.tolerance * KM_100_PER_DEGREE
# A tier is at most this many times finer than the one before, or its first cells would be too heavy; and a tier that
# is less than half as coarse again would not be worth its requests.
MOST_FINER, LEAST_FINER = 4.0, 1.5
# Shapes are drawn until their tolerance is this many pixels wide; then the finer tier takes over.
COARSEST_PIXELS = 1.2
# A side of a cell in pixels when its tier begins: six cells fill a map of 1,000 by 560 pixels.
CELL_PIXELS = 512
# Beyond this scale (pixels for 100 km) the finest level has nothing more to show.
CLOSEST = round(0.7 / FINEST)


@dataclass(frozen=True, slots=True)
class Tier:
    """One fineness of an extent: from which scale on (pixels for 100 km) it is drawn, and how it is cut.

    Cells are squares of `size` units of 100 km, counted from the south-west corner `west`, `south`.
    """

    level: Level
    tolerance: float
    from_scale: float
    size: float
    step: float
    west: float
    south: float
    columns: int
    rows: int

    def box(self, column: int, row: int) -> tuple[float, float, float, float]:
        """Return the edges of a cell: xmin, ymin, xmax, ymax in units of 100 km."""
        west, south = self.west + column * self.size, self.south + row * self.size
        return west, south, west + self.size, south + self.size


@lru_cache(maxsize=64)
def tiers(extent_id: str) -> tuple[Tier, ...]:
    """Return the tiers of an extent, the coarsest first; none where its frame is as fine as the boundaries.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    view = frame_extent(extent_id)
    if is_street_map(view):  # its pictures show what is finer
        return ()
    before = max(pixel_of(view), view.level.tolerance * KM_100_PER_DEGREE)
    count = math.ceil(math.log(before / FINEST, MOST_FINER))
    if before / FINEST < LEAST_FINER:
        return ()
    ratio = (before / FINEST) ** (1 / count)
    return tuple(_tier(view, before / ratio**number, ratio) for number in range(1, count + 1))


def _tier(view: Extent, tolerance: float, ratio: float) -> Tier:
    fits = [level for level in Level if level.tolerance * KM_100_PER_DEGREE <= tolerance * 1.001]
    step, from_scale = round_down(tolerance / 10), COARSEST_PIXELS / (tolerance * ratio)
    west, south, east, north = outline(view).bounds
    # Whole steps, so that both sides of an edge come to lie on the same line of the grid.
    size = math.ceil(CELL_PIXELS / from_scale / step) * step
    west, south = math.floor(west / step) * step, math.floor(south / step) * step
    return Tier(
        level=max(fits, key=lambda level: level.tolerance),
        tolerance=tolerance,
        from_scale=round(from_scale, 3),
        size=round(size, 9),
        step=step,
        west=round(west, 9),
        south=round(south, 9),
        columns=math.ceil((east - west) / size),
        rows=math.ceil((north - south) / size),
    )


def cell(extent_id: str, name: str) -> str:
    """Return the TopoJSON of one cell, named by tier, column and row as in `0-3-1`; equal calls give equal texts.

    It has the objects `areas` and `lines` (and `oblasts`) of the extent's frame, cut at the cell's edge, and `edge`:
    the arcs that are there only because of the cut and must not be drawn as coast or border.

    Raises
    ------
    UnknownKeyError
        When there is no such extent or cell.
    """
    view = frame_extent(extent_id)
    tier, box = _place(extent_id, name)
    sheet = outline(view)
    around = _within(sheet, shapely.box(*box).buffer(PADDING * tier.size, join_style="mitre"))
    inside = _within(sheet, shapely.box(*box))
    if inside.is_empty:
        return encode([], step=tier.step)
    close = Extent(view.extent_id, view.title, view.projection, box, tier.level)
    found = window(close, around)
    if not len(found.geometries):
        return encode([], step=tier.step)
    # Simplified with what surrounds it and cut afterwards, a border leaves one cell where it enters the next.
    land = _cut(simplified_window(found, tier.tolerance, around.exterior), inside)
    land = on_grid(land, tier.step)
    shapes = area_shapes(found.names, land) + line_shapes(found.names, land) + oblast_shapes(view, found.names, land)
    shapes = [shape for shape in shapes if not shape.geometry.is_empty]
    return encode(shapes + _edge(land, inside, tier.step), step=tier.step)


def _place(extent_id: str, name: str) -> tuple[Tier, tuple[float, float, float, float]]:
    found = tiers(extent_id)
    try:
        number, column, row = (int(part) for part in name.split("-"))
        tier = found[number]
    except (ValueError, IndexError):
        raise UnknownKeyError("cell", name, ()) from None
    if not (0 <= column < tier.columns and 0 <= row < tier.rows and number >= 0):
        raise UnknownKeyError("cell", name, ())
    return tier, tier.box(column, row)


def _within(sheet: shapely.Polygon, box: shapely.Polygon) -> shapely.Polygon:
    return shapely.Polygon(shapely.get_coordinates(shapely.intersection(sheet, box)))


def _cut(land: Geometries, inside: shapely.Polygon) -> Geometries:
    return np.array([polygons_only(shapely.intersection(piece, inside)) for piece in land], dtype=object)


def _edge(land: Geometries, inside: shapely.Polygon, step: float) -> list[Shape]:
    """Return what of the land's outlines lies on the edge of the cell."""
    west, south, east, north = (round(side / step) for side in inside.bounds)
    runs: list[BaseGeometry] = []
    for ring in shapely.get_rings(shapely.get_parts(land)):
        at = np.rint(shapely.get_coordinates(ring))
        ends = np.stack([at[:-1], at[1:]], axis=1)
        lies = np.zeros(len(ends), np.bool_)
        for axis, sides in ((0, (west, east)), (1, (south, north))):
            for side in sides:
                lies |= (ends[:, :, axis] == side).all(axis=1)
        runs += [shapely.LineString(pair) for pair in ends[lies]]
    return [Shape("edge", "edge", shapely.line_merge(shapely.union_all(runs)))] if runs else []
