"""The kernel of measuring, which no engine changes: rows to pieces in squares, squares to numbers, numbers to totals.

An engine only brings the pieces of a square together. Within a square, pieces are put into one order by what they are,
never by where they come from, and squares are added exactly: so the bits of the result are equal whatever engine,
number of workers, size of batches and order of rows and files.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from enum import IntFlag, StrEnum
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geodata.own.record_versions import NewestVersions
from geodata.own.records import HazardBatch
from geodata.own.repair import Ledger, Repair, prepare
from geodata.own.shares import OUTSIDE, Areas, are_near_country, areas_of_spots, shares
from geodata.own.sizes import Grouping, area_m2, meetings, union_sizes
from geodata.own.squares import Grid, cut

Integers = NDArray[np.int64]

_FILE_BITS = 40  # of a row's number; files count above them


class Cut(StrEnum):
    """How records are put into classes."""

    ALL = "all"
    TYPE = "type"
    STATUS = "status"
    TYPE_AND_STATUS = "type-and-status"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that tell its classes apart."""
        by_type = (self in {Cut.TYPE, Cut.TYPE_AND_STATUS}) * ("hazard_type",)
        return by_type + (self in {Cut.STATUS, Cut.TYPE_AND_STATUS}) * ("status",)


class Flag(IntFlag):
    """What is known of the record of a piece."""

    SPLIT = 1  # has pieces in other squares
    REPAIRED = 2
    LINE = 4  # a line, of which a point is located


@dataclass(frozen=True, slots=True)
class Rules:
    """How records are measured.

    Attributes
    ----------
    on_day
        Rows that can only be later are dropped; None keeps all.
    newest
        Of which records only the newest row counts; None counts every row.
    """

    repair: Repair = Repair.STRUCTURE
    on_day: date | None = None
    cuts: tuple[Cut, ...] = tuple(Cut)
    grid: Grid = field(default_factory=Grid)
    newest: NewestVersions | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Pieces:
    """Records cut along squares; arrays of one length n.

    Attributes
    ----------
    square
        Number of the square.
    row
        Number of the record, over all files.
    flags
        `Flag` as an integer.
    stated
        Of a polygon the stated size for each drawn square metre, of a point or line the stated size; nan without.
    hazard_type, status, declared
        As in `HazardBatch`.
    whole
        64 bits of the whole polygon of a record in several squares, 0 of others: copies are equal in all of them.
    size_m2
        Size of the polygon, 0 of a point.
    shape
        Polygon within the square, or point.
    """

    square: Integers
    row: Integers
    flags: NDArray[np.uint8]
    stated: NDArray[np.float64]
    hazard_type: NDArray[np.object_]
    status: NDArray[np.object_]
    declared: NDArray[np.object_]
    whole: NDArray[np.uint64]
    size_m2: NDArray[np.float64]
    shape: NDArray[np.object_]

    def __len__(self) -> int:
        return len(self.square)

    def table(self) -> pa.Table:
        """Return them as a table, in which they travel to other processes and lie on disk; shapes are WKB there."""
        columns = {entry.name: getattr(self, entry.name) for entry in fields(self)}
        columns["shape"] = shapely.to_wkb(self.shape)
        return pa.table(
            [pa.array(columns[name], PIECE_SCHEMA.field(name).type) for name in PIECE_SCHEMA.names], PIECE_SCHEMA
        )

    @classmethod
    def of_table(cls, table: pa.Table) -> Pieces:
        """Return the pieces of such a table."""
        columns = {name: table.column(name).to_numpy() for name in table.column_names}
        columns["shape"] = shapely.from_wkb(columns["shape"])
        return cls(**columns)

    def subset(self, chosen: Integers | NDArray[np.bool_]) -> Pieces:
        """Return some of them, by index or truth value."""
        return Pieces(*(getattr(self, entry.name)[chosen] for entry in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence[Pieces]) -> Pieces:
        """Return the pieces of several."""
        return cls(*(np.concatenate([getattr(part, entry.name) for part in parts]) for entry in fields(cls)))


PIECE_SCHEMA = pa.schema(
    {
        "square": pa.int64(),
        "row": pa.int64(),
        "flags": pa.uint8(),
        "stated": pa.float64(),
        "hazard_type": pa.string(),
        "status": pa.string(),
        "declared": pa.string(),
        "whole": pa.uint64(),
        "size_m2": pa.float64(),
        "shape": pa.binary(),
    }
)


# --- Rows to pieces


def split(batch: HazardBatch, rules: Rules) -> tuple[Pieces, Ledger]:
    """Return a batch as pieces in squares, and its ledger; each row is treated by itself."""
    prepared, ledger = prepare(batch, repair=rules.repair, on_day=rules.on_day, newest=rules.newest)
    index, square, part = cut(prepared.polygons, rules.grid)
    row = prepared.polygon_rows[index]
    squares_of = np.bincount(index, minlength=len(prepared.polygons))
    is_split = squares_of[index] > 1
    flags = is_split * np.uint8(Flag.SPLIT) + prepared.is_repaired[index] * np.uint8(Flag.REPAIRED)
    spot_flags = prepared.is_line * np.uint8(Flag.LINE)
    spot_square = rules.grid.at(shapely.get_x(prepared.spots), shapely.get_y(prepared.spots))
    at = np.concatenate([row, prepared.spot_rows])
    stated = batch.stated_m2[at].copy()
    stated[: len(row)] /= prepared.drawn_m2[index]
    whole = np.zeros(len(at), np.uint64)
    split_up = np.flatnonzero(squares_of > 1)
    of_polygon = np.zeros(len(prepared.polygons), np.uint64)
    of_polygon[split_up] = pd.util.hash_array(np.asarray(shapely.to_wkb(prepared.polygons[split_up]), object))
    whole[: len(row)] = of_polygon[index]
    size = prepared.drawn_m2[index]
    size[is_split] = area_m2(part[is_split])
    pieces = Pieces(
        np.concatenate([square, spot_square]),
        (batch.file << _FILE_BITS) + batch.first + at,
        np.concatenate([flags, spot_flags]).astype(np.uint8),
        stated,
        batch.hazard_type[at],
        batch.status[at],
        batch.declared[at],
        whole,
        np.concatenate([size, np.zeros(len(prepared.spots))]),
        np.concatenate([part, prepared.spots]),
    )
    return pieces, ledger


# --- Squares to numbers

COUNTS = ("features", "repaired", "copies", "elsewhere", "near_declared", "points", "lines")
SIZES = ("sum_m2", "union_m2", "reported_m2", "elsewhere_m2", "near_declared_m2", "points_reported_m2")
_OF_RECORDS = ("features", "repaired", "copies", "elsewhere", "near_declared")  # counted once over all squares


Columns = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True)
class SquareSums:
    """The numbers of some squares, as columns of equal length.

    Attributes
    ----------
    rows
        One row a cut, area, class and square: `cut` (index in the rules), `area` (index, the number of areas for
        outside), `hazard_type` and `status` ("" where the cut does not tell them apart), `COUNTS` and `SIZES`. Records
        in several squares are not among `features`, `repaired`, `copies`, `elsewhere`, `near_declared` and its size.
    split
        One row a piece and area of the records in several squares: `row`, `area`, `hazard_type`, `status`, `repaired`,
        `copies`, `elsewhere`, `near_declared`, `size_m2`. They are counted when all squares are there.
    across_border
        Number of records within one square that lie in more than one area.
    """

    rows: Columns
    split: Columns
    across_border: int


def measure_squares(pieces: Pieces, areas: Areas, rules: Rules) -> SquareSums:
    """Return the numbers of all squares that have pieces; the pieces of a square must be together, in any order."""
    is_polygon = shapely.get_dimensions(pieces.shape) == 2
    items, across = _items(pieces.subset(is_polygon), areas)
    frames = _polygon_rows(items, rules) + _spot_rows(pieces.subset(~is_polygon), areas, rules)
    names = ("cut", "area", "hazard_type", "status", *COUNTS, *SIZES)
    rows = {name: np.concatenate([_column(frame, name) for frame in frames]) for name in names if frames}
    some = items.is_split
    split_rows: Columns = {
        "row": items.row[some],
        "area": items.area[some],
        "hazard_type": items.type_names[items.hazard_type[some]],
        "status": items.status_names[items.status[some]],
        "repaired": items.is_repaired[some],
        "copies": items.is_copy[some],
        "elsewhere": items.is_elsewhere[some],
        "near_declared": items.is_near_declared[some],
        "size_m2": items.sizes[items.part[some]],
    }
    return SquareSums(rows, split_rows, across)


def _column(frame: Columns, name: str) -> NDArray[Any]:
    """Return a column; numbers that a frame does not have are 0."""
    return frame[name] if name in frame else np.zeros(len(frame["area"]), np.int64 if name in COUNTS else np.float64)


@dataclass(frozen=True, slots=True)
class _Items:
    """Each piece in each area that it lies in, in canonical order; `part` is an index of `parts` and `sizes`."""

    parts: NDArray[np.object_]
    sizes: NDArray[np.float64]
    part: Integers
    square: Integers
    area: Integers
    row: Integers
    hazard_type: Integers
    status: Integers
    type_names: NDArray[np.object_]
    status_names: NDArray[np.object_]
    reported_m2: NDArray[np.float64]
    is_split: NDArray[np.bool_]
    is_repaired: NDArray[np.bool_]
    is_copy: NDArray[np.bool_]
    is_elsewhere: NDArray[np.bool_]
    is_near_declared: NDArray[np.bool_]


def _items(pieces: Pieces, areas: Areas) -> tuple[_Items, int]:
    hazard_type, type_names = pd.factorize(pieces.hazard_type, sort=True)
    status, status_names = pd.factorize(pieces.status, sort=True)
    order, is_new_shape = _canonical(pieces, hazard_type, status)
    pieces = pieces.subset(order)
    hazard_type, status = hazard_type[order], status[order]
    first = np.flatnonzero(is_new_shape)  # of equal shapes in a square one is looked at
    shape_of = np.cumsum(is_new_shape) - 1
    is_new_class = is_new_shape.copy()
    for of in (pieces.whole, hazard_type, status):
        is_new_class[1:] |= of[1:] != of[:-1]
    parts = shares(pieces.shape[first], pieces.square[first], areas)
    sizes = pieces.size_m2[first][parts.shape]
    sizes[parts.is_cut] = area_m2(parts.part[parts.is_cut])
    lowest = np.searchsorted(parts.shape, shape_of, "left")
    repeats = np.searchsorted(parts.shape, shape_of, "right") - lowest
    piece = np.repeat(np.arange(len(pieces)), repeats)
    part = np.repeat(lowest - (np.cumsum(repeats) - repeats), repeats) + np.arange(len(piece))
    area = parts.area[part]
    is_split = pieces.flags[piece] & Flag.SPLIT > 0
    declared = pieces.declared[piece]
    is_elsewhere, is_near = _declared_elsewhere(parts.part[part], pieces.square[piece], area, declared, areas)
    items = _Items(
        parts.part,
        sizes,
        part,
        pieces.square[piece],
        area,
        pieces.row[piece],
        hazard_type[piece],
        status[piece],
        np.asarray(type_names, object),
        np.asarray(status_names, object),
        np.nan_to_num(sizes[part] * pieces.stated[piece]),
        is_split,
        pieces.flags[piece] & Flag.REPAIRED > 0,
        ~is_new_class[piece],
        is_elsewhere,
        is_near,
    )
    across = int(((repeats > 1) & (pieces.flags & Flag.SPLIT == 0)).sum())
    return items, across


def _declared_elsewhere(
    shapes: NDArray[np.object_], square: Integers, area: Integers, declared: NDArray[np.object_], areas: Areas
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which shapes lie in another country than the declared one, and which of them are near to that one."""
    country = np.array([*areas.countries, ""], object)[area]
    is_elsewhere = (declared != "") & (country != "") & (declared != country)
    is_near = np.zeros(len(shapes), bool)
    rows = np.flatnonzero(is_elsewhere)
    is_near[rows] = are_near_country(shapes[rows], square[rows], declared[rows], areas)
    return is_elsewhere, is_near


def _canonical(pieces: Pieces, hazard_type: Integers, status: Integers) -> tuple[Integers, NDArray[np.bool_]]:
    """Return the order of pieces by what they are, and which of them, in that order, are the first of their shape.

    Numbers of rows come last: they only decide between pieces that are equal in all that is measured.
    """
    size = pieces.size_m2
    order = np.lexsort([size, pieces.square])
    same = (np.diff(pieces.square[order]) == 0) & (np.diff(size[order]) == 0)
    is_tied = np.zeros(len(order), bool)
    is_tied[order[1:][same]] = is_tied[order[:-1][same]] = True
    shape = np.zeros(len(order), np.int64)  # tells shapes of equal size in one square apart
    tied = np.flatnonzero(is_tied)
    shape[tied] = pd.factorize(np.asarray(shapely.to_wkb(pieces.shape[tied]), object), sort=True)[0]
    declared = pd.factorize(pieces.declared, sort=True)[0]
    classes = [pieces.row, declared, pieces.stated, status, hazard_type, pieces.whole]
    order = np.lexsort([*classes, shape, size, pieces.square])
    is_new = np.ones(len(order), bool)
    is_new[1:] = (np.diff(pieces.square[order]) != 0) | (np.diff(size[order]) != 0) | (np.diff(shape[order]) != 0)
    return order, is_new


def _polygon_rows(items: _Items, rules: Rules) -> list[Columns]:
    """Return columns for each cut of the polygons."""
    if not len(items.part):
        return []
    place = np.unique(items.square * (int(items.area.max()) + 1) + items.area, return_inverse=True)[1]
    place_of_part = np.zeros(len(items.parts), np.int64)
    place_of_part[items.part] = place
    met = meetings(items.parts, place_of_part)
    member = ~items.is_copy
    types, states = len(items.type_names), len(items.status_names)
    finest_key = (place * types + items.hazard_type) * states + items.status
    finest, finest_first, finest_group = np.unique(finest_key, return_index=True, return_inverse=True)
    keyed = []
    groupings = [_grouping(finest_group, items.part, member, np.arange(len(finest)))]
    for kind in rules.cuts:
        key = place
        if "hazard_type" in kind.columns:
            key = key * types + items.hazard_type
        if "status" in kind.columns:
            key = key * states + items.status
        values, first, group = np.unique(key, return_index=True, return_inverse=True)
        keyed.append((kind, first, group, len(values)))
        groupings.append(_grouping(group, items.part, member, group[finest_first]))
    unions = union_sizes(items.parts, items.sizes, met, groupings)[1:]
    whole = ~items.is_split
    size = items.sizes[items.part]
    frames: list[Columns] = []
    for number, ((kind, first, group, groups), union) in enumerate(zip(keyed, unions, strict=True)):

        def count(chosen: NDArray[np.bool_], group: Integers = group, groups: int = groups) -> Integers:
            return np.bincount(group[chosen], minlength=groups)

        def total(values: NDArray[np.float64], group: Integers = group, groups: int = groups) -> NDArray[np.float64]:
            return np.bincount(group, weights=values, minlength=groups).astype(float)

        frames.append(
            {
                "cut": np.full(groups, number),
                "area": items.area[first],
                "hazard_type": _class_column(kind, "hazard_type", items.type_names[items.hazard_type[first]]),
                "status": _class_column(kind, "status", items.status_names[items.status[first]]),
                "features": count(whole),
                "repaired": count(whole & items.is_repaired),
                "copies": count(whole & items.is_copy),
                "elsewhere": count(whole & items.is_elsewhere),
                "near_declared": count(whole & items.is_near_declared),
                "sum_m2": total(size),
                "union_m2": union,
                "reported_m2": total(items.reported_m2),
                "elsewhere_m2": total(np.where(items.is_elsewhere, size, 0.0)),
                "near_declared_m2": total(np.where(whole & items.is_near_declared, size, 0.0)),
            }
        )
    return frames


def _grouping(group: Integers, part: Integers, member: NDArray[np.bool_], of_finest: Integers) -> Grouping:
    """Return a grouping of parts; a part of several classes is in a group once."""
    parts = int(part.max(initial=0)) + 1
    key = np.unique(group[member] * parts + part[member])
    return Grouping(key // parts, key % parts, int(group.max(initial=-1)) + 1, of_finest)


def _class_column(kind: Cut, name: str, values: NDArray[np.object_]) -> NDArray[np.object_]:
    return values if name in kind.columns else np.full(len(values), "", object)


def _spot_rows(pieces: Pieces, areas: Areas, rules: Rules) -> list[Columns]:
    """Return columns for each cut of the points and lines, which have no size of their own."""
    if not len(pieces):
        return []
    area = areas_of_spots(pieces.shape, pieces.square, areas)
    is_line = pieces.flags & Flag.LINE > 0
    is_elsewhere, is_near = _declared_elsewhere(pieces.shape, pieces.square, area, pieces.declared, areas)
    order = np.lexsort([pieces.stated, pieces.status, pieces.hazard_type, area, pieces.square])  # of adding
    hazard_type, type_names = pd.factorize(pieces.hazard_type[order], sort=True)
    status, status_names = pd.factorize(pieces.status[order], sort=True)
    types, states = np.asarray(type_names, object), np.asarray(status_names, object)
    frames: list[Columns] = []
    for number, kind in enumerate(rules.cuts):
        key = pieces.square[order] * (len(areas) + 1) + area[order]
        key = key * len(types) + hazard_type * ("hazard_type" in kind.columns)
        key = key * len(states) + status * ("status" in kind.columns)
        values, first, group = np.unique(key, return_index=True, return_inverse=True)
        stated = np.nan_to_num(pieces.stated[order])
        frames.append(
            {
                "cut": np.full(len(values), number),
                "area": area[order][first],
                "hazard_type": _class_column(kind, "hazard_type", types[hazard_type[first]]),
                "status": _class_column(kind, "status", states[status[first]]),
                "points": np.bincount(group[~is_line[order]], minlength=len(values)),
                "lines": np.bincount(group[is_line[order]], minlength=len(values)),
                "elsewhere": np.bincount(group[is_elsewhere[order]], minlength=len(values)),
                "near_declared": np.bincount(group[is_near[order]], minlength=len(values)),
                "points_reported_m2": np.bincount(group, weights=stated, minlength=len(values)),
            }
        )
    return frames


# --- Numbers to totals


@dataclass(frozen=True, slots=True)
class Total:
    """The numbers of one area and class, over all squares; sizes in square metres."""

    cut: Cut
    area: str
    hazard_type: str
    status: str
    counts: dict[str, int]
    sizes: dict[str, float]


def fold(parts: Iterable[SquareSums], areas: Areas, rules: Rules) -> tuple[list[Total], int]:
    """Add up squares, exactly, in any order.

    Returns
    -------
    tuple
        Totals ordered by cut, area and class, what lies outside last; and the number of records across a border.
    """
    parts = [part for part in parts if part.rows]
    if not parts:
        return [], 0
    rows = {name: np.concatenate([part.rows[name] for part in parts]) for name in parts[0].rows}
    split_rows = {name: np.concatenate([part.split[name] for part in parts]) for name in parts[0].split}
    records = _split_records(split_rows)
    key_of = _Keys.of(rows, records, len(areas) + 1)
    keys, first, group = np.unique(
        key_of.key(rows["cut"], rows, rows["hazard_type"], rows["status"]), return_index=True, return_inverse=True
    )
    counts = {name: np.bincount(group, weights=rows[name], minlength=len(keys)).astype(np.int64) for name in COUNTS}
    none = np.full(len(records["row"]), "", object)
    near_m2: dict[int, list[float]] = {}  # of records in several squares
    for number, kind in enumerate(rules.cuts):
        classes = [records[name] if name in kind.columns else none for name in ("hazard_type", "status")]
        at = np.searchsorted(keys, key_of.key(np.full(len(none), number), records, *classes))
        for name in _OF_RECORDS:
            counts[name] += np.bincount(at, weights=records[name], minlength=len(keys)).astype(np.int64)
        for record in np.flatnonzero(records["near_declared"]).tolist():
            near_m2.setdefault(int(at[record]), []).append(float(records["size_m2"][record]))
    order = np.argsort(group, kind="stable")
    starts = np.searchsorted(group[order], np.arange(len(keys) + 1))
    sizes = {name: rows[name][order] for name in SIZES}

    def exact_sum(name: str, at: int) -> float:
        more = near_m2.get(at, ()) if name == "near_declared_m2" else ()
        return math.fsum([*sizes[name][starts[at] : starts[at + 1]].tolist(), *more])

    codes = [*areas.codes, OUTSIDE]
    totals = [
        Total(
            rules.cuts[rows["cut"][row]],
            codes[rows["area"][row]],
            rows["hazard_type"][row],
            rows["status"][row],
            {name: int(counts[name][at]) for name in COUNTS},
            {name: exact_sum(name, at) for name in SIZES},
        )
        for at, row in enumerate(first.tolist())
    ]
    is_same = np.diff(records["row"]) == 0  # a record has a row an area
    in_several = np.unique(records["row"][1:][is_same])
    return totals, sum(part.across_border for part in parts) + len(in_several)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Numbers of classes by name, from which the number of a cut, area and class is made."""

    types: dict[str, int]
    states: dict[str, int]
    areas: int

    @classmethod
    def of(cls, rows: Columns, records: Columns, areas: int) -> _Keys:
        names = [sorted({*pd.unique(rows[name]), *pd.unique(records[name]), ""}) for name in ("hazard_type", "status")]
        types, states = ({name: at for at, name in enumerate(some)} for some in names)
        return cls(types, states, areas)

    def key(
        self, cut: Integers, rows: Columns, hazard_type: NDArray[np.object_], status: NDArray[np.object_]
    ) -> Integers:
        kinds = np.array([self.types[name] for name in hazard_type], np.int64)
        states = np.array([self.states[name] for name in status], np.int64)
        keys: Integers = ((cut * self.areas + rows["area"]) * len(self.types) + kinds) * len(self.states) + states
        return keys


def _split_records(pieces: Columns) -> Columns:
    """Return a row a record and area of the records that lie in several squares, ordered by both."""
    order = np.lexsort([pieces["size_m2"], pieces["area"], pieces["row"]])
    rows = {name: values[order] for name, values in pieces.items()}
    is_first = np.ones(len(order), bool)
    is_first[1:] = (np.diff(rows["row"]) != 0) | (np.diff(rows["area"]) != 0)
    starts = np.flatnonzero(is_first)
    names = ("row", "area", "hazard_type", "status", "repaired", "copies", "elsewhere")
    records = {name: rows[name][starts] for name in names}
    if not len(starts):
        return records | {name: rows[name] for name in ("near_declared", "size_m2")} | {"features": starts}
    records["near_declared"] = np.logical_or.reduceat(rows["near_declared"], starts)
    records["size_m2"] = np.add.reduceat(rows["size_m2"], starts)
    return records | {"features": np.ones(len(starts), np.int64)}
