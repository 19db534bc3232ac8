"""The areas to measure by, and which part of a shape lies in which of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.errors import GeodataError
from geodata.own.sizes import area_m2
from geodata.own.squares import Grid, polygons_only

Geometries = NDArray[np.object_]
Integers = NDArray[np.int64]

OUTSIDE = "outside"  # what lies in no area: sea, or a gap of the reader's own areas
ROUNDING = 1e-9  # a part smaller than this share of its shape is the rounding of a cut along a shared edge
NEAR_KM = 5.0  # from the border of the country that a record declares, where a slip of the border may decide
_KM_OF_DEGREE = 111.2  # of latitude; right to half a per cent everywhere
_COARSE = 2.0  # degrees: squares are cut out of an area's part in a square of this width


class Areas:
    """Areas that do not overlap, cut along squares on request.

    Attributes
    ----------
    codes, names
        Code and name of each, in the order of the codes.
    countries
        Code of the country that each lies in, "" where that is not known.
    overlap_km2
        What lay in two areas as they were given, and counts to the one whose code comes first; 0 for a coverage.
    """

    def __init__(
        self,
        codes: Sequence[str],
        shapes: Geometries,
        *,
        names: Sequence[str] = (),
        countries: Sequence[str] = (),
        grid: Grid | None = None,
        is_coverage: bool = True,
    ) -> None:
        order = sorted(range(len(codes)), key=lambda at: codes[at])
        self.codes = tuple(codes[at] for at in order)
        self.names = tuple((names or codes)[at] for at in order)
        self.countries = tuple((countries or [""] * len(codes))[at] for at in order)
        self.grid = grid or Grid()
        self._check()
        self.shapes = np.empty(len(codes), object)
        self.shapes[:] = [shapes[at] for at in order]
        self.overlap_km2 = 0.0 if is_coverage else self._take_overlaps_off()
        self._coarse: dict[tuple[int, int], shapely.Geometry] = {}
        self._pieces: dict[int, tuple[tuple[int, shapely.Geometry | None], ...]] = {}
        self._tree: shapely.STRtree | None = None

    def _check(self) -> None:
        if not self.codes:
            raise GeodataError("there is no area to measure by; expected at least one polygon with a code")
        repeated = (
            sorted({code for code in self.codes if self.codes.count(code) > 1})
            if len(set(self.codes)) < len(self.codes)
            else []
        )
        if repeated:
            raise GeodataError(
                f"areas to measure by must have a code each; more than one has {', '.join(repeated[:5])}"
            )
        if OUTSIDE in self.codes:
            raise GeodataError(f"no area may have the code {OUTSIDE!r}, which names what lies in none")

    def _take_overlaps_off(self) -> float:
        """Make areas valid, and take from each what lies in an earlier one."""
        bad = ~shapely.is_valid(self.shapes)
        self.shapes[bad] = polygons_only(shapely.make_valid(self.shapes[bad], method="structure", keep_collapsed=False))
        first, second = shapely.STRtree(self.shapes).query(self.shapes, predicate="overlaps")
        inner, outer = shapely.STRtree(self.shapes).query(self.shapes, predicate="within")
        pairs = {
            (min(i, j), max(i, j))
            for i, j in [*zip(first, second, strict=True), *zip(inner, outer, strict=True)]
            if i != j
        }
        before = area_m2(self.shapes)
        for one, other in sorted(pairs):
            self.shapes[[other]] = polygons_only(shapely.difference(self.shapes[[other]], self.shapes[[one]]))
        return float((before - area_m2(self.shapes)).sum()) / 1e6 if pairs else 0.0

    def __reduce__(self) -> tuple[Callable[..., Areas], tuple[object, ...]]:
        return _rebuilt, (
            self.codes,
            self.names,
            self.countries,
            self.grid,
            self.overlap_km2,
            shapely.to_wkb(self.shapes),
        )

    def __len__(self) -> int:
        return len(self.codes)

    def in_square(self, square: int) -> tuple[tuple[int, shapely.Geometry | None], ...]:
        """Return the areas in a square made ready: index, and the part within, None where it fills the square."""
        return self._pieces[square]

    def make_ready(self, squares: Integers) -> None:
        """Cut the areas along squares that were not asked for before."""
        new = np.array([square for square in np.unique(squares) if int(square) not in self._pieces], np.int64)
        if not len(new):
            return
        if self._tree is None:
            self._tree = shapely.STRtree(self.shapes)
            shapely.prepare(self.shapes)
        boxes = self.grid.boxes(new)
        at, area = self._tree.query(boxes)
        meets = shapely.intersects(self.shapes[area], boxes[at])
        at, area = at[meets], area[meets]
        fills = shapely.covers(self.shapes[area], boxes[at])
        piece = np.full(len(at), None, object)
        partly = np.flatnonzero(~fills)
        coarse = self._coarse_parts(area[partly], new[at[partly]])
        piece[partly] = polygons_only(shapely.intersection(coarse, boxes[at[partly]]))
        pieces_by_square: dict[int, list[tuple[int, shapely.Geometry | None]]] = {int(square): [] for square in new}
        for index in np.lexsort([area, at]):
            if piece[index] is None or not shapely.is_empty(piece[index]):
                pieces_by_square[int(new[at[index]])].append((int(area[index]), piece[index]))
        self._pieces |= {square: tuple(pieces) for square, pieces in pieces_by_square.items()}

    def of_country_in(self, country: str, box: shapely.Geometry) -> shapely.Geometry:
        """Return what lies in a box of the areas of a country; empty where none of them meets it."""
        if self._tree is None:
            self._tree = shapely.STRtree(self.shapes)
        near = [at for at in self._tree.query(box) if self.countries[at] == country]
        parts: shapely.Geometry = shapely.union_all(shapely.intersection(self.shapes[near], box))
        return parts

    def _coarse_parts(self, area: Integers, square: Integers) -> Geometries:
        """Return areas cut to larger squares, of which a small one takes few corners."""
        width = max(_COARSE, self.grid.step)
        larger = self.grid.degrees(square, width)
        keys = [(int(one), int(other)) for one, other in zip(area, larger, strict=True)]
        new = sorted({key for key in keys if key not in self._coarse})
        if new:
            step = round(width / self.grid.step)
            column = np.array([key[1] % self.grid.columns for key in new], np.int64) * step
            row = np.array([key[1] // self.grid.columns for key in new], np.int64) * step
            boxes = self.grid.spans(column, row, column + step - 1, row + step - 1)
            parts = polygons_only(shapely.intersection(self.shapes[[key[0] for key in new]], boxes))
            self._coarse.update(zip(new, parts, strict=True))
        out = np.empty(len(keys), object)
        out[:] = [self._coarse[key] for key in keys]
        return out


def _rebuilt(
    codes: tuple[str, ...],
    names: tuple[str, ...],
    countries: tuple[str, ...],
    grid: Grid,
    *rest: Any,
) -> Areas:
    """Return areas that came from another process."""
    overlap_km2, wkb = rest
    areas = Areas(codes, shapely.from_wkb(wkb), names=names, countries=countries, grid=grid)
    areas.overlap_km2 = overlap_km2
    return areas


@dataclass(frozen=True, slots=True)
class Shares:
    """Parts of shapes by area, ordered by shape and area: index of the shape, index of the area, the part.

    The index of what lies in no area is the number of areas. `is_cut` says where a part is not the whole shape.
    """

    shape: Integers
    area: Integers
    part: Geometries
    is_cut: NDArray[np.bool_]


# Index of the shape, index of the area, its part in the square: each shape with each area of its square.
_Pairs = tuple[Integers, Integers, Geometries]


def shares(shapes: Geometries, squares: Integers, areas: Areas) -> Shares:
    """Return the part of every shape in each area.

    Parameters
    ----------
    shapes
        Valid polygons, each within its square.
    squares
        The square of each, ascending.
    """
    areas.make_ready(squares)
    starts = np.flatnonzero(np.diff(squares, prepend=-1))
    ends = np.append(starts, len(squares))[1:]
    whole, whole_area = [], []
    some, some_area, some_piece = [], [], []
    in_several = []
    for start, end in zip(starts, ends, strict=True):
        pieces = areas.in_square(int(squares[start]))
        rows = np.arange(start, end)
        if len(pieces) == 1 and pieces[0][1] is None:  # most squares lie in one area, and nothing has to be computed
            whole.append(rows)
            whole_area.append(np.full(len(rows), pieces[0][0]))
            continue
        in_several.append(rows)
        for area, piece in pieces:
            shapely.prepare(piece)
            some.append(rows)
            some_area.append(np.full(len(rows), area))
            some_piece.append(np.full(len(rows), piece))
    shape, of_area = _joined(whole), _joined(whole_area)
    part, is_cut = shapes[shape], np.zeros(len(shape), bool)
    if in_several:
        pieces_of = np.concatenate(some_piece) if some_piece else np.zeros(0, object)
        more = _cut_by(shapes, _joined(in_several), (_joined(some), _joined(some_area), pieces_of), len(areas))
        shape, of_area = np.concatenate([shape, more.shape]), np.concatenate([of_area, more.area])
        part, is_cut = np.concatenate([part, more.part]), np.concatenate([is_cut, more.is_cut])
    order = np.lexsort([of_area, shape])
    return Shares(shape[order], of_area[order], part[order], is_cut[order])


def _cut_by(shapes: Geometries, rows: Integers, pairs: _Pairs, outside: int) -> Shares:
    """Return the shares of shapes in squares with borders."""
    row, area, piece = pairs
    meets = shapely.intersects(piece, shapes[row])
    row, area, piece = row[meets], area[meets], piece[meets]
    inside = shapely.covers(piece, shapes[row])
    is_inside = np.zeros(len(shapes), bool)
    is_inside[row[inside]] = True
    crossing = np.flatnonzero(~is_inside[row])  # what lies wholly in one area touches another at most
    part = polygons_only(shapely.intersection(shapes[row[crossing]], piece[crossing]))
    is_real = shapely.area(part) > ROUNDING * shapely.area(shapes[row[crossing]])
    rest_row = rows[~is_inside[rows]]
    rest = _rest(shapes, rest_row, row[crossing], piece[crossing])
    is_left = shapely.area(rest) > ROUNDING * shapely.area(shapes[rest_row])
    untouched = np.isin(rest_row, row[crossing], invert=True)
    return Shares(
        np.concatenate([row[inside], row[crossing][is_real], rest_row[is_left]]),
        np.concatenate([area[inside], area[crossing][is_real], np.full(int(is_left.sum()), outside)]),
        np.concatenate([shapes[row[inside]], part[is_real], rest[is_left]]),
        np.concatenate([np.zeros(int(inside.sum()), bool), np.ones(int(is_real.sum()), bool), ~untouched[is_left]]),
    )


def _rest(shapes: Geometries, rows: Integers, row: Integers, piece: Geometries) -> Geometries:
    """Return what each shape of `rows` leaves when its pieces, given by `row` and `piece`, are taken off."""
    rest = shapes[rows]
    order = np.argsort(row, kind="stable")
    row, piece = row[order], piece[order]
    turn = np.arange(len(row)) - np.searchsorted(row, row)  # 0 for the first piece of a shape, 1 for the second, ...
    for number in range(int(turn.max(initial=-1)) + 1):
        at = np.searchsorted(rows, row[turn == number])
        rest[at] = polygons_only(shapely.difference(rest[at], piece[turn == number]))
    return rest


def areas_of_spots(spots: Geometries, squares: Integers, areas: Areas) -> Integers:
    """Return the index of the area of each point, the number of areas where it lies in none."""
    areas.make_ready(squares)
    out = np.full(len(spots), len(areas), np.int64)
    for square in np.unique(squares):
        rows = np.flatnonzero(squares == square)
        for area, piece in reversed(areas.in_square(int(square))):  # on a border the first area counts
            out[rows if piece is None else rows[shapely.covers(piece, spots[rows])]] = area
    return out


def are_near_country(
    shapes: Geometries, squares: Integers, countries: NDArray[np.object_], areas: Areas
) -> NDArray[np.bool_]:
    """Return which shapes have a point within `NEAR_KM` of a country each; right to 1 % of it but close to the poles.

    Parameters
    ----------
    squares, countries
        The square that each shape lies in, and the code of the country.
    """
    is_near = np.zeros(len(shapes), bool)
    for square, country in sorted(set(zip(squares.tolist(), countries.tolist(), strict=True))):
        rows = np.flatnonzero((squares == square) & (countries == country))
        west, south, east, north = shapely.bounds(areas.grid.boxes(np.array([square])))[0]
        km = np.array([max(math.cos(math.radians((south + north) / 2)), 0.01), 1]) * _KM_OF_DEGREE
        width, height = 1.1 * NEAR_KM / km
        around = shapely.box(west - width, south - height, east + width, north + height)
        there = _in_plane(np.array([areas.of_country_in(country, around)], object), km)
        is_near[rows] = shapely.dwithin(_in_plane(shapes[rows], km), there, NEAR_KM)
    return is_near


def _in_plane(shapes: Geometries, km: NDArray[np.float64]) -> Geometries:
    """Return shapes in a plane whose units are kilometres, by those of a degree of longitude and of latitude."""
    plane: Geometries = shapely.transform(shapes, lambda corners: corners * km)
    return plane


def _joined(parts: list[Integers]) -> Integers:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)
