"""Squares of longitude and latitude: polygons are cut along them, so that sums and unions add up over squares.

A square is a number: its row from the south times the number of columns, plus its column from the date line. Cuts are
made in degrees, where an edge is straight; only sizes are taken on the ellipsoid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
import shapely.affinity
from numpy.typing import NDArray

Geometries = NDArray[np.object_]
Integers = NDArray[np.int64]

_LARGE = 16  # squares that a shape may touch before it is halved again and again instead of cut by each square
_COLLECTION = 7  # type id of a GeometryCollection


@dataclass(frozen=True, slots=True)
class Grid:
    """Squares of `step` degrees; 360 is a multiple of it."""

    step: float = 0.25  # 28 km: some 60 polygons of a dense region, and few borders

    @property
    def columns(self) -> int:
        """Number of squares along a parallel."""
        return round(360 / self.step)

    @property
    def rows(self) -> int:
        """Number of squares along a meridian."""
        return round(180 / self.step)

    def boxes(self, squares: Integers) -> Geometries:
        """Return the squares as polygons."""
        return self.spans(
            squares % self.columns, squares // self.columns, squares % self.columns, squares // self.columns
        )

    def spans(self, west: Integers, south: Integers, east: Integers, north: Integers) -> Geometries:
        """Return the boxes from one column and row of squares to another, both within."""
        step = self.step
        boxes: Geometries = shapely.box(
            west * step - 180, south * step - 90, (east + 1) * step - 180, (north + 1) * step - 90
        )
        return boxes

    def at(self, longitude: NDArray[np.float64], latitude: NDArray[np.float64]) -> Integers:
        """Return the squares of points; what lies on an edge belongs to the square east or north of it."""
        column = np.clip(np.floor((longitude + 180) / self.step).astype(np.int64), 0, self.columns - 1)
        row = np.clip(np.floor((latitude + 90) / self.step).astype(np.int64), 0, self.rows - 1)
        squares: Integers = row * self.columns + column
        return squares

    def degrees(self, squares: Integers, width: float) -> Integers:
        """Return a number for the larger square of `width` degrees that each square lies in."""
        step = round(width / self.step)
        larger: Integers = squares // self.columns // step * self.columns + squares % self.columns // step
        return larger


def cut(shapes: Geometries, grid: Grid) -> tuple[Integers, Integers, Geometries]:
    """Cut polygons along the squares that they touch.

    Parameters
    ----------
    shapes
        Valid polygons, WGS 84 longitude in -180 to 180 and latitude in degrees.

    Returns
    -------
    tuple
        Index of the shape, square and part, in the order of shapes and squares; parts without size are left out.
    """
    if not len(shapes):
        return np.zeros(0, np.int64), np.zeros(0, np.int64), shapes
    bounds = shapely.bounds(shapes)
    west, south, east, north = _spans(bounds, grid)
    is_one = (west == east) & (south == north)
    rows, squares, parts = [np.flatnonzero(is_one)], [(south * grid.columns + west)[is_one]], [shapes[is_one]]
    count = (east - west + 1) * (north - south + 1)
    for large in np.flatnonzero(count > _LARGE):
        span = (int(west[large]), int(south[large]), int(east[large]), int(north[large]))
        halves = list(_halved(shapes[large], span, grid))
        rows.append(np.full(len(halves), large))
        squares.append(np.array([number for number, _ in halves], np.int64))
        parts.append(object_array([half for _, half in halves]))
    several = np.flatnonzero(~is_one & (count <= _LARGE))
    if len(several):
        owner = np.repeat(several, count[several])
        step = np.arange(len(owner)) - np.repeat(np.cumsum(count[several]) - count[several], count[several])
        width = (east - west + 1)[owner]
        square = (south[owner] + step // width) * grid.columns + west[owner] + step % width
        part = polygons_only(shapely.intersection(shapes[owner], grid.boxes(square)))
        has_size = shapely.area(part) > 0
        rows.append(owner[has_size])
        squares.append(square[has_size])
        parts.append(part[has_size])
    of_row, in_square, of_part = np.concatenate(rows), np.concatenate(squares), np.concatenate(parts)
    order = np.lexsort([in_square, of_row])
    return of_row[order], in_square[order], of_part[order]


def _spans(bounds: NDArray[np.float64], grid: Grid) -> tuple[Integers, Integers, Integers, Integers]:
    """Return the first and last column and row of squares that boxes reach into with more than an edge."""
    west = np.floor((bounds[:, 0] + 180) / grid.step).astype(np.int64)
    south = np.floor((bounds[:, 1] + 90) / grid.step).astype(np.int64)
    east = np.ceil((bounds[:, 2] + 180) / grid.step).astype(np.int64) - 1
    north = np.ceil((bounds[:, 3] + 90) / grid.step).astype(np.int64) - 1
    west, south = np.clip(west, 0, grid.columns - 1), np.clip(south, 0, grid.rows - 1)
    return west, south, np.clip(east, west, grid.columns - 1), np.clip(north, south, grid.rows - 1)


def _halved(
    shape: shapely.Geometry, span: tuple[int, int, int, int], grid: Grid
) -> Iterator[tuple[int, shapely.Geometry]]:
    """Yield the squares of a large shape and its part in each.

    It is cut in two again and again: each cut takes half of the corners away, while one by every square would look at
    all of them (600,000 corners over 1,339 squares: 149 s against 0.7 s).
    """
    pending = [(shape, span)]
    while pending:
        part, (west, south, east, north) = pending.pop()
        if west == east and south == north:
            yield south * grid.columns + west, part
            continue
        if east - west >= north - south:
            middle = (west + east) // 2
            halves = ((west, south, middle, north), (middle + 1, south, east, north))
        else:
            middle = (south + north) // 2
            halves = ((west, south, east, middle), (west, middle + 1, east, north))
        for half in halves:
            box = grid.spans(*(np.array([side]) for side in half))
            inside = polygons_only(shapely.intersection(object_array([part]), box))[0]
            if shapely.area(inside) > 0:
                pending.append((inside, half))


def polygons_only(shapes: Geometries) -> Geometries:
    """Return shapes without the points and lines that an intersection or repair leaves beside polygons."""
    kinds = shapely.get_type_id(shapes)
    mixed = np.flatnonzero(kinds == _COLLECTION)
    flat = np.flatnonzero((kinds >= 0) & (shapely.get_dimensions(shapes) < 2) & (kinds != _COLLECTION))
    if not len(mixed) and not len(flat):
        return shapes
    shapes = shapes.copy()
    shapes[flat] = shapely.Polygon()
    for index in mixed:
        parts = shapely.get_parts(_flattened(shapes[index]))
        polygons = parts[shapely.get_dimensions(parts) == 2]
        shapes[index] = shapely.union_all(polygons) if len(polygons) else shapely.Polygon()
    return shapes


def _flattened(shape: shapely.Geometry) -> Geometries:
    """Return the parts of a collection, of collections within it too."""
    parts = shapely.get_parts(shape)
    while (shapely.get_type_id(parts) == _COLLECTION).any():
        parts = shapely.get_parts(parts)
    return parts


# --- The antimeridian and the poles


def across_antimeridian(shapes: Geometries) -> NDArray[np.bool_]:
    """Whether polygons are drawn across the antimeridian: over longitude 180, or with an edge the long way round.

    RFC 7946, section 3.1.9, has them cut there; many programs do not. An edge of exactly 360 degrees is one along a
    map's frame, of a shape that has been cut.
    """
    bounds = shapely.bounds(shapes)
    beyond = ((bounds[:, 0] < -180) & (bounds[:, 2] > -180)) | ((bounds[:, 0] < 180) & (bounds[:, 2] > 180))
    wide = np.flatnonzero(bounds[:, 2] - bounds[:, 0] > 180)
    across = np.zeros(len(shapes), bool)
    across[beyond & (bounds[:, 0] >= -360) & (bounds[:, 2] <= 360)] = True
    for index in wide[~beyond[wide]]:
        corners, ring = shapely.get_coordinates(shapely.get_rings(shapes[index]), return_index=True)
        jump = np.abs(np.diff(corners[:, 0]))[np.diff(ring) == 0]
        across[index] = bool(((jump > 180) & (jump < 360)).any())
    return across


def cut_at_antimeridian(shape: shapely.Geometry) -> shapely.Geometry:
    """Return a polygon drawn across the antimeridian as its parts within longitudes -180 to 180.

    A ring that goes round the world holds the pole that its corners are nearer to.
    """
    polygons = []
    for polygon in shapely.get_parts(shape):
        rings = [_unwrapped(shapely.get_coordinates(ring)) for ring in shapely.get_rings(polygon)]
        outer = rings[0]
        holes = [_beside(hole, outer) for hole in rings[1:]]
        polygons.append(shapely.Polygon(outer, holes))
    # Rings are unwrapped and may cross themselves still: they are valid before they are cut, or the cut would fail.
    whole = shapely.make_valid(shapely.MultiPolygon(polygons), method="structure", keep_collapsed=False)
    west, _, east, _ = shapely.bounds(whole)
    turns = range(int(np.floor((west + 180) / 360)), int(np.ceil((east + 180) / 360)))
    parts = []
    for turn in turns:
        inside = shapely.intersection(whole, shapely.box(360 * turn - 180, -90, 360 * turn + 180, 90))
        parts.append(shapely.affinity.translate(inside, xoff=-360.0 * turn))
    united: shapely.Geometry = polygons_only(object_array([shapely.union_all(parts)]))[0]
    return united


def _unwrapped(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a ring whose longitudes go on beyond 180 instead of jumping; one round the world closes over a pole."""
    jumps = np.diff(corners[:, 0])
    turns = np.where(jumps > 180, -1, np.where(jumps < -180, 1, 0))
    turns[np.abs(jumps) >= 360] = 0
    out = corners.copy()
    out[1:, 0] += 360 * np.cumsum(turns)
    if turns.sum():
        pole = 90.0 if out[:, 1].mean() > 0 else -90.0
        out = np.vstack([out, [[out[-1, 0], pole], [out[0, 0], pole], out[0]]])
    return out


def _beside(hole: NDArray[np.float64], outer: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return a hole moved by the whole turns that bring it nearest to its outer ring."""
    middle = (outer[:, 0].min() + outer[:, 0].max()) / 2
    away = (hole[:, 0].min() + hole[:, 0].max()) / 2 - middle
    moved: NDArray[np.float64] = hole - np.array([360 * np.round(away / 360), 0])
    return moved


def object_array(values: list[shapely.Geometry]) -> Geometries:
    """Return shapes as an array, whatever numpy makes of a list of them."""
    out = np.empty(len(values), object)
    out[:] = values
    return out
