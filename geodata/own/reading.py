"""Rows of a file as hazard records: the plan of what is read as what, and the batches that follow from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import shapely
from numpy.typing import NDArray

from geodata.own.columns import Columns, m2_of
from geodata.own.coordinate_systems import Points, utm_to_degrees
from geodata.own.files import NO_WKB, HazardFile, RawBatch, without_curves
from geodata.own.names import area_of
from geodata.own.quantities import NumberStyle, Sign, angle_of, date_of, length_of, size_of, text_of
from geodata.own.records import MAX_BATCH_ROWS, UNKNOWN, HazardBatch
from geodata.own.vocabulary import Role, Vocabulary, WordSubject, shipped_vocabulary

Objects = NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class ReadingPlan:
    """What is read of a file, and as what; it can be pickled and sent to a worker.

    Attributes
    ----------
    file
        Position among the files measured.
    layer
        "" where the file has one.
    columns
        Roles; a column without one is not read.
    crs, is_swapped
        Coordinate system of the shapes, "" for WGS 84, and whether the first number is the northern one.
    encoding
        "" where the file's own is right.
    vocabulary
        Words of types and statuses.
    first
        Number of the first row, where rows of other layers of the file come before.
    srid
        As `HazardBatch.srid`.
    """

    file: int = 0
    layer: str = ""
    columns: Columns = field(default_factory=Columns)
    crs: str = ""
    is_swapped: bool = False
    encoding: str = ""
    vocabulary: Vocabulary = field(default_factory=shipped_vocabulary)
    first: int = 0
    srid: int = 0


def read_batches(
    path: Path, plan: ReadingPlan, *, part: int | None = None, rows: int = MAX_BATCH_ROWS
) -> Iterator[HazardBatch]:
    """Yield the records of a file in its order, at most `rows` at a time.

    Raises
    ------
    OwnFileError
        When the file cannot be read.
    """
    with HazardFile(path, encoding=plan.encoding) as file:
        layer = file.layer(plan.layer)
        for batch in file.batches(layer, plan.columns.names(), rows=rows, part=part):
            yield hazard_batch(batch, plan)


def read_versions(path: Path, plan: ReadingPlan) -> Iterator[HazardBatch]:
    """Yield the ids and dates of the records of a file, without shapes; nothing where it has no versions of them.

    Raises
    ------
    OwnFileError
        When the file cannot be read.
    """
    names = plan.columns.column(Role.RECORD), plan.columns.column(Role.DATE)
    if not plan.columns.has_versions or not all(names):
        return
    with HazardFile(path, encoding=plan.encoding) as file:
        for batch in file.batches(file.layer(plan.layer), names, shapes=False):
            nothing = np.full(batch.rows, None, object)
            record, dated = _records_and_dates(
                {Role.RECORD: batch.columns[names[0]], Role.DATE: batch.columns[names[1]]}, batch.rows, plan
            )
            yield HazardBatch.of(nothing, file=plan.file, first=plan.first + batch.first, record=record, dated=dated)


@dataclass(frozen=True, slots=True)
class ReadingJob:
    """A part of a file that a worker reads: a row group of GeoParquet, or the whole of another file."""

    path: Path
    plan: ReadingPlan
    part: int | None
    rows: int

    def batches(self) -> Iterator[HazardBatch]:
        """Yield its records."""
        return read_batches(self.path, self.plan, part=self.part)


def reading_jobs(path: Path, plan: ReadingPlan) -> tuple[ReadingJob, ...]:
    """Return the parts of a file that can be read each by itself, in its order."""
    with HazardFile(path, encoding=plan.encoding) as file:
        layer = file.layer(plan.layer)
        count = file.parts(layer)
        starts = [file.first_of(layer, part) for part in range(count)]
    if count == 1:
        return (ReadingJob(path, plan, None, max(layer.rows, 0)),)
    ends = [*starts[1:], layer.rows]
    return tuple(ReadingJob(path, plan, part, ends[part] - starts[part]) for part in range(count))


def hazard_batch(batch: RawBatch, plan: ReadingPlan) -> HazardBatch:
    """Return rows of a layer as hazard records."""
    columns = plan.columns
    cells = {role: batch.columns[name] for role, name in columns.roles if name in batch.columns}
    wkb = batch.wkb if batch.wkb is not None else shapes_of(cells, batch.rows)
    crs = "" if batch.wkb is None and Role.ZONE in cells else plan.crs
    if plan.is_swapped:
        wkb = _swapped(wkb)
    types = _classes(cells.get(Role.TYPE), WordSubject.HAZARD_TYPE, batch.rows, plan.vocabulary)
    states = _classes(cells.get(Role.STATUS), WordSubject.STATUS, batch.rows, plan.vocabulary)
    if Role.STATUS not in cells:  # "Cleared areas" as the type of an area also says its status
        states = _classes(cells.get(Role.TYPE), WordSubject.STATUS, batch.rows, plan.vocabulary)
    record, dated = _records_and_dates(cells, batch.rows, plan)
    return HazardBatch(
        file=plan.file,
        first=plan.first + batch.first,
        wkb=wkb,
        crs=crs,
        hazard_type=types,
        status=states,
        record=record,
        dated=dated,
        stated_m2=stated_sizes(cells.get(Role.SIZE), batch.rows, columns.unit, columns.decimal),
        declared=_mapped(cells.get(Role.COUNTRY), batch.rows, lambda value: country_code(text_of(value)), ""),
        srid=plan.srid,
    )


# --- Values: each distinct one is read once


def _records_and_dates(cells: Mapping[Role, pa.Array], rows: int, plan: ReadingPlan) -> tuple[Objects, Objects]:
    """Return the id of each row, "" without, and its date, None without."""
    order = plan.columns.order
    return (
        _mapped(cells.get(Role.RECORD), rows, text_of, ""),
        _mapped(cells.get(Role.DATE), rows, lambda value: date_of(value, order, or_year=True), None),
    )


def _mapped(column: pa.Array | None, rows: int, read: Callable[[object], object], empty: object) -> Objects:
    """Return what `read` makes of each cell, read once for each distinct value."""
    values = np.full(rows, empty, object)
    if column is None:
        return values
    encoded = column.dictionary_encode() if not pa.types.is_dictionary(column.type) else column
    distinct = np.empty(len(encoded.dictionary), object)
    for place, value in enumerate(encoded.dictionary.to_pylist()):
        distinct[place] = read(value)
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    known = codes >= 0
    values[known] = distinct[codes[known]]
    return values


def _classes(column: pa.Array | None, subject: WordSubject, rows: int, vocabulary: Vocabulary) -> Objects:
    return _mapped(column, rows, lambda value: vocabulary.meaning(subject, text_of(value)), UNKNOWN)


def stated_sizes(column: pa.Array | None, rows: int, unit: str, decimal: Sign | None = None) -> NDArray[np.float64]:
    """Return stated sizes in square metres; nan where there is none, or no unit of it is known."""
    if column is None:
        return np.full(rows, np.nan)
    factor, style = m2_of(unit), NumberStyle(decimal)
    if pa.types.is_floating(column.type) or pa.types.is_integer(column.type):
        values = column.cast(pa.float64()).fill_null(np.nan).to_numpy(zero_copy_only=False)
        sizes: NDArray[np.float64] = np.where(values >= 0, values, np.nan) * factor
        return sizes

    def square_metres(value: object) -> float:
        size, own = size_of(value, style)
        return size * (m2_of(own) if own else factor)

    return _mapped(column, rows, square_metres, np.nan).astype(np.float64)


def country_code(text: str) -> str:
    """Return the area code of a country by code, name or alias; "" where it is none."""
    return area_of(text).area if text else ""


# --- Shapes of tables


def shapes_of(cells: Mapping[Role, pa.Array], rows: int) -> Objects:
    """Return shapes as WKB from columns of WKT or of coordinates; None where a row has none that can be read.

    EWKB and EWKT keep the code of their coordinate system.
    """
    if Role.WKT in cells:
        return _from_wkt(cells[Role.WKT], rows)
    places, _ = places_of(cells, rows)
    return _points(places)


def _from_wkt(column: pa.Array, rows: int) -> Objects:
    if pa.types.is_binary(column.type) or pa.types.is_large_binary(column.type):
        return without_curves(column.to_numpy(zero_copy_only=False))
    parted = [text_of(value).rpartition(";") for value in column.to_pylist()]
    texts = np.array([text or None for *_, text in parted], dtype=object)
    hexes = np.array([text is not None and text[:2] in {"00", "01"} for text in texts], dtype=bool)
    shapes = np.full(rows, None, object)
    shapes[hexes] = [_from_hex(text) for text in texts[hexes]]
    shapes = without_curves(shapes)
    plain = ~hexes & np.array([text is not None and not _ARCS.search(text) for text in texts], dtype=bool)
    srids = np.array([_srid(before) for before, *_ in parted], dtype=np.int32)
    drawn = shapely.set_srid(shapely.from_wkt(texts[plain], on_invalid="ignore"), srids[plain])
    shapes[plain] = shapely.to_wkb(drawn, include_srid=True)
    # What is no WKT stays unreadable, and is not a row without shape.
    lost = np.array([text is not None for text in texts], dtype=bool) & is_none(shapes)
    shapes[lost] = NO_WKB
    return shapes


_ARCS = re.compile(r"(?i)curve|circular|compound|surface")
_SRID = re.compile(r"(?i)\s*SRID=(\d{1,6})\s*")


def _srid(text: str) -> int:
    """Return the code of the coordinate system that stands before a shape as EWKT; 0 without one."""
    match = _SRID.fullmatch(text) if text else None
    return int(match[1]) if match else 0


def _from_hex(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return NO_WKB


def places_of(cells: Mapping[Role, pa.Array], rows: int) -> tuple[Points, int]:
    """Return the coordinates of columns, x first (nan where there are none), and the rows whose zone is undecided.

    Longitude and latitude are in degrees, decimal or with minutes and seconds. Eastings and northings are as they
    stand, or in degrees of WGS 84 where a column names their UTM zone.
    """
    if Role.LONGITUDE in cells and Role.LATITUDE in cells:
        pair = [_mapped(cells[role], rows, angle_of, np.nan) for role in (Role.LONGITUDE, Role.LATITUDE)]
        return np.column_stack(pair).astype(np.float64), 0
    if Role.EASTING in cells and Role.NORTHING in cells:
        pair = [_mapped(cells[role], rows, length_of, np.nan) for role in (Role.EASTING, Role.NORTHING)]
        places = np.column_stack(pair).astype(np.float64)
        if Role.ZONE not in cells:
            return places, 0
        return utm_to_degrees(places, [text_of(value) for value in cells[Role.ZONE].to_pylist()])
    return np.full((rows, 2), np.nan), 0


def _points(places: Points) -> Objects:
    wkb = np.full(len(places), None, object)
    good = np.isfinite(places).all(axis=1)
    wkb[good] = shapely.to_wkb(shapely.points(places[good]))
    return wkb


def is_none(values: Objects) -> NDArray[np.bool_]:
    """Return which values are None."""
    return np.array([value is None for value in values], dtype=bool)


def _swapped(wkb: Objects) -> Objects:
    shapes = shapely.from_wkb(wkb, on_invalid="fix")
    drawn = shapely.set_srid(shapely.transform(shapes, lambda corners: corners[:, ::-1]), shapely.get_srid(shapes))
    turned = np.asarray(shapely.to_wkb(drawn, include_srid=True), dtype=object)
    lost = is_none(turned) & ~is_none(wkb)
    turned[lost] = wkb[lost]  # what cannot be read stays so, and is counted as such
    return turned


_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_FARTHEST = 1e12  # of a corner, in any unit of a map; beyond it differences and areas overflow


def places_in(shapes: Objects) -> Points:
    """Return a place of each shape that has one, x first, in the order of the rows.

    It lies inside a polygon, whose corners may all be on a border. It is the first corner of lines and points, of a
    polygon with corners that are no numbers or beyond any map, and of one as wide as half the world, whose corners may
    be on both sides of the antimeridian.
    """
    corners, owners = shapely.get_coordinates(shapes, return_index=True)
    rows, firsts = np.unique(owners, return_index=True)
    places = np.asarray(corners[firsts], dtype=np.float64)
    boxes = shapely.bounds(shapes[rows])
    is_usual = (np.abs(boxes) < _FARTHEST).all(axis=1) & np.isin(shapely.get_type_id(shapes[rows]), _POLYGONS)
    west, _, east, _ = np.where(is_usual[:, None], boxes, 0.0).T
    is_wide = (np.maximum(-west, east) <= 360) & (east - west >= 180)  # in degrees
    candidates = np.flatnonzero(is_usual & ~is_wide)
    inner = shapely.point_on_surface(shapes[rows[candidates]])
    has_inner = ~shapely.is_empty(inner)
    places[candidates[has_inner]] = shapely.get_coordinates(inner[has_inner])
    return places
