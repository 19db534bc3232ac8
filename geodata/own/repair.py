"""From the shapes of a file to valid polygons in degrees, with a ledger in which every row has one fate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import date
from enum import IntEnum, StrEnum
from functools import lru_cache

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray

from geodata.dates import DateSpan
from geodata.own.record_versions import NewestVersions
from geodata.own.records import UNKNOWN, HazardBatch
from geodata.own.sizes import area_m2
from geodata.own.squares import across_antimeridian, cut_at_antimeridian, polygons_only

Geometries = NDArray[np.object_]

_WGS84 = 4326  # code of a batch whose `crs` is ""

STATED_TOLERANCE = 0.1  # share by which a stated and a drawn size may differ before it is told
_LONGEST_PLANE_EDGE = 1_000.0  # metres; an edge straight in a plane then leaves one straight in degrees by 2 cm at most
_MOST_POINTS = 1_000_000  # by which an invalid polygon is divided; the equator has 40,000 km
_POLYGONS, _POINTS, _LINES, _COLLECTION = (3, 6), (0, 4), (1, 2, 5), 7


class Repair(StrEnum):
    """How an invalid polygon becomes valid: `shapely.make_valid` with this method.

    STRUCTURE takes rings as outlines and holes, as they were meant; LINEWORK keeps every line that was drawn, so that
    a loop drawn twice becomes a hole. Cleared areas of a real country differ by 0.2 % between the two.
    """

    STRUCTURE = "structure"
    LINEWORK = "linework"


class Fate(IntEnum):
    """What became of a row: the first three are measured, the others are dropped and counted."""

    POLYGON = 0
    POINT = 1
    LINE = 2
    NO_SHAPE = 3
    UNREADABLE = 4
    OUT_OF_RANGE = 5
    COLLAPSED = 6
    LATER = 7
    OLDER = 8
    OTHER_SYSTEM = 9


@dataclass(slots=True)
class Ledger:
    """What was read, kept, dropped and noticed; ledgers of batches add up in any order to equal numbers.

    Sizes are whole square centimetres, because sums of whole numbers do not depend on their order.

    Attributes
    ----------
    read
        Rows; equal to `polygons + points + lines` and what was dropped: `no_shape + unreadable + out_of_range +
        collapsed + later + older + other_system`.
    polygons, points, lines
        Rows that are measured, and rows that are counted apart.
    no_shape
        Rows whose shape is missing or empty.
    unreadable
        Rows whose shape is damaged.
    out_of_range
        Rows beyond the range of longitude and latitude.
    collapsed
        Polygons of which nothing is left that has a size, such as two corners.
    later
        Rows dated after the day asked for.
    older
        Rows of a record of which a newer row exists.
    other_system
        Rows whose shape states another coordinate system than the first rows of the file; `other_srids` counts them
        by its code.
    repaired
        Polygons that were invalid; `repaired_by_reason` counts them by the rule of the OGC that they broke.
    repaired_from_cm2, repaired_to_cm2
        Their size as drawn and as repaired.
    antimeridian
        Polygons cut at the antimeridian or closed over a pole.
    undated, type_unknown, status_unknown, unstated
        Measured rows without date, type, status or stated size.
    stated_differs
        Polygons whose stated size differs from the drawn one by more than `STATED_TOLERANCE` of it.
    stated_cm2, drawn_of_stated_cm2
        Both sizes of the polygons that state one.
    rows_by_file
        Rows read by the position of their file.
    across_border
        Records that lie in more than one area, or partly in none.
    """

    read: int = 0
    polygons: int = 0
    points: int = 0
    lines: int = 0
    no_shape: int = 0
    unreadable: int = 0
    out_of_range: int = 0
    collapsed: int = 0
    later: int = 0
    older: int = 0
    other_system: int = 0
    repaired: int = 0
    repaired_from_cm2: int = 0
    repaired_to_cm2: int = 0
    antimeridian: int = 0
    undated: int = 0
    type_unknown: int = 0
    status_unknown: int = 0
    unstated: int = 0
    stated_differs: int = 0
    stated_cm2: int = 0
    drawn_of_stated_cm2: int = 0
    across_border: int = 0
    repaired_by_reason: dict[str, int] = field(default_factory=dict)
    rows_by_file: dict[str, int] = field(default_factory=dict)
    other_srids: dict[str, int] = field(default_factory=dict)

    def __add__(self, other: Ledger) -> Ledger:
        counts = {name: getattr(self, name) + getattr(other, name) for name in COUNTED}

        def added(name: str) -> dict[str, int]:
            return dict(sorted((Counter(getattr(self, name)) + Counter(getattr(other, name))).items()))

        return Ledger(
            **counts,
            repaired_by_reason=added("repaired_by_reason"),
            rows_by_file=added("rows_by_file"),
            other_srids=added("other_srids"),
        )

    @property
    def dropped(self) -> dict[str, int]:
        """Rows dropped by kind, the largest first; kinds without a row are left out."""
        counts = {kind: int(getattr(self, kind)) for kind in DROPPED}
        return dict(sorted(((kind, count) for kind, count in counts.items() if count), key=lambda item: -item[1]))


DROPPED = ("no_shape", "unreadable", "out_of_range", "collapsed", "later", "older", "other_system")
_GROUPS = ("repaired_by_reason", "rows_by_file", "other_srids")
COUNTED = tuple(entry.name for entry in fields(Ledger) if entry.name not in _GROUPS)


@dataclass(frozen=True, slots=True)
class PreparedBatch:
    """The measured rows of a batch.

    Attributes
    ----------
    polygons, polygon_rows
        (p,) valid polygons in degrees within -180 to 180 and -90 to 90, and the index of each in the batch, ascending.
    drawn_m2
        (p,) their sizes.
    is_repaired
        (p,) whether each was invalid.
    spots, spot_rows
        (s,) points on the points and lines of the batch, and their index.
    is_line
        (s,) whether a line was drawn.
    """

    polygons: Geometries
    polygon_rows: NDArray[np.int64]
    drawn_m2: NDArray[np.float64]
    is_repaired: NDArray[np.bool_]
    spots: Geometries
    spot_rows: NDArray[np.int64]
    is_line: NDArray[np.bool_]


def prepare(
    batch: HazardBatch,
    *,
    repair: Repair = Repair.STRUCTURE,
    on_day: date | None = None,
    newest: NewestVersions | None = None,
) -> tuple[PreparedBatch, Ledger]:
    """Return the measured rows of a batch and its ledger; each row is judged by itself.

    Parameters
    ----------
    on_day
        Rows that can only be later than this day are dropped; undated ones are kept.
    newest
        Of which records only the newest row counts.
    """
    ledger = Ledger(read=len(batch), rows_by_file={str(batch.file): len(batch)})
    fate = np.full(len(batch), -1, np.int8)
    shapes, is_closed = _read(batch.wkb, fate)
    if on_day is not None:
        fate[[isinstance(span, DateSpan) and span.earliest > on_day for span in batch.dated]] = Fate.LATER
    if newest is not None:
        fate[newest.is_older(batch)] = Fate.OLDER
    _judge_system(shapes, fate, batch, ledger)
    _judge_kind(shapes, fate)
    _judge_place(shapes, fate, batch.crs, ledger)
    is_repaired = _mend(shapes, fate, repair, ledger)
    only_closed = is_closed & ~is_repaired & (fate == Fate.POLYGON)
    if only_closed.any():
        ledger.repaired_by_reason["Ring not closed"] = int(only_closed.sum())
    is_repaired |= only_closed
    ledger.repaired = int(is_repaired.sum())
    for kind in Fate:
        name = {Fate.POLYGON: "polygons", Fate.POINT: "points", Fate.LINE: "lines"}.get(kind, kind.name.lower())
        setattr(ledger, name, int((fate == kind).sum()))
    rows = np.flatnonzero(fate == Fate.POLYGON)
    spots = np.flatnonzero((fate == Fate.POINT) | (fate == Fate.LINE))
    drawn = area_m2(shapes[rows])
    _note(batch, ledger, rows, drawn, np.concatenate([rows, spots]))
    prepared = PreparedBatch(
        shapes[rows],
        rows,
        drawn,
        is_repaired[rows],
        shapely.point_on_surface(shapes[spots]),
        spots,
        fate[spots] == Fate.LINE,
    )
    return prepared, ledger


def _read(wkb: NDArray[np.object_], fate: NDArray[np.int8]) -> tuple[Geometries, NDArray[np.bool_]]:
    """Return the shapes, None where there is none, and which had a ring that was not closed."""
    shapes: Geometries = shapely.from_wkb(wkb, on_invalid="ignore")
    is_closed = np.zeros(len(wkb), bool)
    is_given = np.array([value is not None and len(value) > 0 for value in wkb], bool)
    damaged = np.flatnonzero(shapely.is_missing(shapes) & is_given)
    if len(damaged):
        shapes[damaged] = shapely.from_wkb(wkb[damaged], on_invalid="fix")  # closes rings, and nothing else
        is_closed[damaged] = ~shapely.is_missing(shapes[damaged])
    missing = shapely.is_missing(shapes)
    fate[missing & is_given] = Fate.UNREADABLE
    fate[(missing & ~is_given) | (~missing & shapely.is_empty(shapes))] = Fate.NO_SHAPE
    return shapes, is_closed


def _judge_system(shapes: Geometries, fate: NDArray[np.int8], batch: HazardBatch, ledger: Ledger) -> None:
    """Find shapes that state another coordinate system than that in which the batch is read."""
    srids = shapely.get_srid(shapes)
    if not (srids > 0).any():
        return
    code = re.fullmatch(r"EPSG:(\d+)", batch.crs)
    own = int(code[1]) if code else 0 if batch.crs else _WGS84
    other = (srids > 0) & ~np.isin(srids, [batch.srid, own]) & (fate == -1)
    fate[other] = Fate.OTHER_SYSTEM
    ledger.other_srids = dict(sorted(Counter(map(str, srids[other].tolist())).items()))


def _judge_kind(shapes: Geometries, fate: NDArray[np.int8]) -> None:
    """Reduce collections to their polygons, drop heights, and find what is polygon, point or line."""
    mixed = np.flatnonzero((fate == -1) & (shapely.get_type_id(shapes) == _COLLECTION))
    for row in mixed:
        parts = shapely.get_parts(shapes[row])
        if (shapely.get_dimensions(parts) == 2).any():
            shapes[[row]] = polygons_only(shapes[[row]])
        else:
            shapes[row] = parts[0]
    has_z = np.flatnonzero((fate == -1) & shapely.has_z(shapes))
    shapes[has_z] = shapely.force_2d(shapes[has_z])
    kinds = shapely.get_type_id(shapes)
    for kind, ids in ((Fate.POLYGON, _POLYGONS), (Fate.POINT, _POINTS), (Fate.LINE, _LINES)):
        fate[(fate == -1) & np.isin(kinds, ids)] = kind
    fate[fate == -1] = Fate.UNREADABLE  # curves, and collections of nothing


def _judge_place(shapes: Geometries, fate: NDArray[np.int8], crs: str, ledger: Ledger) -> None:
    """Bring shapes to WGS 84, cut them at the antimeridian, and find what lies beyond the range."""
    here = np.flatnonzero(fate < Fate.NO_SHAPE)
    corners, owner = shapely.get_coordinates(shapes[here], return_index=True)
    if not np.isfinite(corners).all():
        bad = here[np.unique(owner[~np.isfinite(corners).all(axis=1)])]
        fate[bad] = Fate.UNREADABLE
        here = np.setdiff1d(here, bad)
    if crs:
        shapes[here] = to_degrees(shapes[here], crs)
    across = here[(fate[here] == Fate.POLYGON) & across_antimeridian(shapes[here])]
    ledger.antimeridian = len(across)
    for row in across:
        try:
            shapes[row] = cut_at_antimeridian(shapes[row])
        except (shapely.GEOSException, ValueError):
            fate[row] = Fate.OUT_OF_RANGE
    bounds = shapely.bounds(shapes[here])
    inside = (np.abs(bounds[:, [0, 2]]).max(axis=1) <= 180) & (np.abs(bounds[:, [1, 3]]).max(axis=1) <= 90)
    gone = here[~inside]  # of an empty shape the bounds are not a number
    fate[gone] = np.where(shapely.is_empty(shapes[gone]), Fate.COLLAPSED, Fate.OUT_OF_RANGE)


def to_degrees(shapes: Geometries, crs: str) -> Geometries:
    """Return shapes of a coordinate system in WGS 84 degrees.

    Edges that are straight in a plane are divided first, so that they stay where they were.
    """
    transformer, metres = _transformer(crs)
    if metres is not None:
        shapes = _divided(shapes, _LONGEST_PLANE_EDGE / metres)

    def moved(corners: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(transformer.transform(corners[:, 0], corners[:, 1]))

    degrees: Geometries = shapely.transform(shapes, moved)
    return degrees


def _divided(shapes: Geometries, longest: float) -> Geometries:
    """Return shapes whose edges are not longer than so many units of their plane.

    GEOS repairs an invalid polygon when it divides it, in its own way and without a word; those are divided here.
    """
    corners, owner = shapely.get_coordinates(shapes, return_index=True)
    is_long = (np.hypot(*np.diff(corners, axis=0).T) > longest) & (np.diff(owner) == 0)
    long = np.unique(owner[:-1][is_long])
    out = shapes.copy()
    is_valid = shapely.is_valid(shapes[long])
    out[long[is_valid]] = shapely.segmentize(shapes[long[is_valid]], longest)
    for at in long[~is_valid].tolist():
        out[at] = _divided_as_drawn(shapes[at], longest)
    return out


def _divided_as_drawn(shape: shapely.Geometry, longest: float) -> shapely.Geometry:
    """Return a polygon, or several, with the same rings in shorter edges; another shape stays as it is.

    So does one so large that it is drawn in no plane of the Earth, or has corners without end.
    """
    parts = shapely.get_parts(shape)
    edges = np.hypot(*np.diff(shapely.get_coordinates(shape), axis=0).T)
    if not isinstance(shape, shapely.Polygon | shapely.MultiPolygon) or not edges.sum() / longest < _MOST_POINTS:
        return shape
    divided = []
    for part in parts:
        outline, *holes = [_divided_ring(shapely.get_coordinates(ring), longest) for ring in shapely.get_rings(part)]
        divided.append(shapely.Polygon(outline, holes))
    return divided[0] if isinstance(shape, shapely.Polygon) else shapely.MultiPolygon(divided)


def _divided_ring(corners: NDArray[np.float64], longest: float) -> NDArray[np.float64]:
    """Return the corners of a ring, and between them points at equal distances."""
    edges = np.diff(corners, axis=0)
    counts = np.maximum(np.ceil(np.hypot(*edges.T) / longest), 1).astype(np.int64)
    steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    shares = steps / np.repeat(counts, counts)
    points = np.repeat(corners[:-1], counts, axis=0) + shares[:, None] * np.repeat(edges, counts, axis=0)
    return np.vstack([points, corners[-1:]])


@lru_cache(maxsize=8)
def _transformer(crs: str) -> tuple[pyproj.Transformer, float | None]:
    """Return the way to WGS 84, and the metres of a unit where the system is a plane."""
    system = pyproj.CRS.from_user_input(crs)
    metres = float(system.axis_info[0].unit_conversion_factor) if system.is_projected else None
    return pyproj.Transformer.from_crs(system, "EPSG:4326", always_xy=True), metres


def _mend(shapes: Geometries, fate: NDArray[np.int8], repair: Repair, ledger: Ledger) -> NDArray[np.bool_]:
    """Make polygons valid and return which were not."""
    is_repaired = np.zeros(len(shapes), bool)
    rows = np.flatnonzero(fate == Fate.POLYGON)
    bad = rows[~shapely.is_valid(shapes[rows])]
    if not len(bad):
        return is_repaired
    before = shapes[bad]
    reasons = [str(reason).partition("[")[0] for reason in shapely.is_valid_reason(before)]  # without coordinates
    after = polygons_only(_each(lambda some: _made_valid(some, repair), before))
    is_gone = shapely.is_missing(after) | shapely.is_empty(after) | (shapely.area(after) == 0)
    fate[bad[is_gone]] = Fate.COLLAPSED
    kept = bad[~is_gone]
    shapes[kept] = after[~is_gone]
    is_repaired[kept] = True
    ledger.repaired_by_reason = dict(Counter(reason for reason, gone in zip(reasons, is_gone, strict=True) if not gone))
    ledger.repaired_from_cm2 = whole_cm2(area_m2(before[~is_gone]))
    ledger.repaired_to_cm2 = whole_cm2(area_m2(shapes[kept]))
    return is_repaired


def _made_valid(shapes: Geometries, repair: Repair) -> Geometries:
    valid: Geometries = (
        shapely.make_valid(shapes, method="structure", keep_collapsed=False)
        if repair is Repair.STRUCTURE
        else shapely.make_valid(shapes)
    )
    return valid


def _each(function: Callable[[Geometries], Geometries], shapes: Geometries) -> Geometries:
    """Return what a function makes of shapes; None for those that GEOS gives up on, which would fail for all."""
    try:
        return function(shapes)
    except shapely.GEOSException:
        out = np.full(len(shapes), None, object)
        for index in range(len(shapes)):
            try:
                out[index] = function(shapes[index : index + 1])[0]
            except shapely.GEOSException:
                continue
        return out


def _note(
    batch: HazardBatch,
    ledger: Ledger,
    rows: NDArray[np.int64],
    drawn: NDArray[np.float64],
    measured: NDArray[np.int64],
) -> None:
    """Count what the measured rows leave open, and stated sizes that differ from the drawn ones."""
    ledger.undated = sum(span is None for span in batch.dated[measured])
    ledger.type_unknown = int((batch.hazard_type[measured] == UNKNOWN).sum())
    ledger.status_unknown = int((batch.status[measured] == UNKNOWN).sum())
    ledger.unstated = int(np.isnan(batch.stated_m2[measured]).sum())
    stated = batch.stated_m2[rows]
    has_both = ~np.isnan(stated)
    stated, drawn = stated[has_both], drawn[has_both]
    ledger.stated_differs = int((np.abs(stated - drawn) > STATED_TOLERANCE * drawn).sum())
    ledger.stated_cm2, ledger.drawn_of_stated_cm2 = whole_cm2(stated), whole_cm2(drawn)


def whole_cm2(sizes_m2: NDArray[np.float64]) -> int:
    """Return the sum of sizes, each rounded to a square centimetre, which does not depend on their order."""
    rounded = np.rint(sizes_m2 * 1e4).astype(np.int64)
    high, low = rounded >> 31, rounded & (2**31 - 1)  # each half adds up without overflow
    return (int(high.sum()) << 31) + int(low.sum())
