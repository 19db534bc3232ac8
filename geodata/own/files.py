"""Files of hazard records: which there are, how they are opened without harm, and their rows in batches.

GDAL opens files by content, follows references to other files and to the network, and unpacks archives by itself. So
each file is looked at before: its first bytes must be those of the format that its name says, an archive is unpacked
here within limits, and the driver that answers must be that of the format. `fenced_environment` takes all other drivers
out of a process that is started to read.
"""

from __future__ import annotations

import csv
import io
import json
import logging
import os
import re
import shutil
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, Self

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pyogrio
import pyogrio.raw
import shapely
from numpy.typing import NDArray
from pyogrio.errors import CRSError, DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError

from geodata.errors import OwnFileError, did_you_mean, nearest
from geodata.own.columns import has_role
from geodata.own.encodings import dbf_text, text_encoding
from geodata.own.records import MAX_BATCH_ROWS
from geodata.own.scratch import remove_abandoned, scratch_folder
from geodata.wording import bytes_text, count_text

MAX_COLUMNS = 1_000  # of a layer; an export of IMSMA Core has a hundred
MAX_UNPACKED_BYTES = 4_000_000_000  # of an archive
MAX_MEMBERS = 2_000  # of an archive; a file geodatabase has some hundred files
MAX_PACKING = 200  # bytes unpacked for each packed one; shapefiles have 2 to 20, tables up to 50
MIN_SUSPECT_BYTES = 50 << 20  # below this size an archive may be packed as tightly as it likes
_BLOCK_BYTES = 16 << 20  # of a CSV read at once; no row may be longer
_HEAD_BYTES = 4096


class FileFormat(StrEnum):
    """Formats that are read."""

    GEOPARQUET = "geoparquet"
    GEOPACKAGE = "geopackage"
    SHAPEFILE = "shapefile"
    GEOJSON = "geo-json"
    GEOJSON_LINES = "geo-json-lines"
    KML = "kml"
    FLATGEOBUF = "flatgeobuf"
    FILE_GEODATABASE = "file-geodatabase"
    CSV = "csv"
    WORKBOOK = "workbook"

    @property
    def label(self) -> str:
        """The format in words."""
        return _LABELS[self]


# Formats that have to be held in memory as a whole, and how large they may be (bytes).
MAX_WHOLE_BYTES: Mapping[FileFormat, int] = {FileFormat.WORKBOOK: 200_000_000, FileFormat.KML: 500_000_000}
_LABELS: Mapping[FileFormat, str] = {
    FileFormat.GEOPARQUET: "GeoParquet",
    FileFormat.GEOPACKAGE: "GeoPackage",
    FileFormat.SHAPEFILE: "shapefile",
    FileFormat.GEOJSON: "GeoJSON",
    FileFormat.GEOJSON_LINES: "newline-delimited GeoJSON",
    FileFormat.KML: "KML",
    FileFormat.FLATGEOBUF: "FlatGeobuf",
    FileFormat.FILE_GEODATABASE: "file geodatabase",
    FileFormat.CSV: "CSV",
    FileFormat.WORKBOOK: "Excel workbook",
}
ENDINGS: Mapping[str, FileFormat] = {
    ".parquet": FileFormat.GEOPARQUET,
    ".geoparquet": FileFormat.GEOPARQUET,
    ".gpkg": FileFormat.GEOPACKAGE,
    ".shp": FileFormat.SHAPEFILE,
    ".geojson": FileFormat.GEOJSON,
    ".json": FileFormat.GEOJSON,
    ".geojsonl": FileFormat.GEOJSON_LINES,
    ".geojsons": FileFormat.GEOJSON_LINES,
    ".ndjson": FileFormat.GEOJSON_LINES,
    ".jsonl": FileFormat.GEOJSON_LINES,
    ".kml": FileFormat.KML,
    ".fgb": FileFormat.FLATGEOBUF,
    ".gdb": FileFormat.FILE_GEODATABASE,
    ".csv": FileFormat.CSV,
    ".tsv": FileFormat.CSV,
    ".txt": FileFormat.CSV,
    ".xlsx": FileFormat.WORKBOOK,
}
ARCHIVE_ENDINGS = frozenset({".zip", ".kmz"})
# Drivers of GDAL that may open a file of each format.
DRIVERS: Mapping[FileFormat, frozenset[str]] = {
    FileFormat.GEOPACKAGE: frozenset({"GPKG"}),
    FileFormat.SHAPEFILE: frozenset({"ESRI Shapefile"}),
    FileFormat.GEOJSON: frozenset({"GeoJSON", "GeoJSONSeq"}),
    FileFormat.GEOJSON_LINES: frozenset({"GeoJSONSeq", "GeoJSON"}),
    FileFormat.KML: frozenset({"LIBKML", "KML"}),
    FileFormat.FLATGEOBUF: frozenset({"FlatGeobuf"}),
    FileFormat.FILE_GEODATABASE: frozenset({"OpenFileGDB"}),
    FileFormat.WORKBOOK: frozenset({"XLSX"}),
}
READABLE = (
    "GeoParquet, GeoPackage, shapefile (also zipped), GeoJSON, KML, KMZ, FlatGeobuf, file geodatabase, CSV or XLSX"
)
# What is often handed in instead, and what to do with it.
_ELSEWHERE: Mapping[str, str] = {
    ".xls": "is a workbook of the old form: save it as .xlsx",
    ".xlsb": "is a binary workbook: save it as .xlsx",
    ".ods": "is a LibreOffice table: save it as .xlsx or .csv",
    ".mdb": "is a personal geodatabase: export its layers as shapefile or GeoPackage",
    ".accdb": "is an Access database: export its table as .csv or .xlsx",
    ".dbf": "is the table of a shapefile: choose the .shp beside it, or all its files in one .zip",
    ".shx": "is a part of a shapefile: choose the .shp beside it, or all its files in one .zip",
    ".prj": "is a part of a shapefile: choose the .shp beside it, or all its files in one .zip",
    ".gz": "is packed: unpack it first",
    ".7z": "is packed: unpack it first, or pack it as .zip",
    ".rar": "is packed: unpack it first, or pack it as .zip",
    ".tar": "is packed: unpack it first, or pack it as .zip",
    ".tgz": "is packed: unpack it first, or pack it as .zip",
    ".dxf": "is a drawing without coordinate system and columns: export its areas as GeoPackage",
    ".gpx": "holds tracks of a receiver and no areas: export the areas as GeoPackage or GeoJSON",
    ".pdf": "is a document: the table or layer behind it is needed",
    ".vrt": "is a reference to other files, which are not followed: choose the file that it names",
    ".qgz": "is a project of QGIS, which refers to files: export the layer as GeoPackage",
    ".lyr": "says how a layer is drawn: the file of the layer itself is needed",
}
# What may lie in an archive beside the file itself.
_PARTS = frozenset({".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx"})
_ARCHIVES = frozenset({".zip", ".kmz", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz"})


def fenced_environment(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the environment of a process that reads files of a reader.

    GDAL takes out the drivers named in GDAL_SKIP when it starts, and only then; PROJ fetches no grids.
    """
    return {
        **environment,
        "GDAL_SKIP": ",".join(unfenced_drivers()),
        "PROJ_NETWORK": "OFF",
        "GDAL_HTTP_MAX_RETRY": "0",
        "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "{none}",
    }


def unfenced_drivers() -> tuple[str, ...]:
    """Return the drivers of this process that open none of the formats; none where it was started fenced."""
    return tuple(sorted({*pyogrio.list_drivers()}.difference(*DRIVERS.values())))


def refuse_elsewhere(path: Path) -> None:
    """Raise an error if a path leads to no file of this machine.

    Raises
    ------
    OwnFileError
        When it is an address, a reference of GDAL, or nothing.
    """
    text = str(path)
    if re.match(r"(?i)[a-z][a-z0-9+.-]+:", text) or "/vsi" in text.replace("\\", "/"):
        raise OwnFileError(f"{path.name} is an address and no file of this machine: download it first")
    if not path.exists():
        raise OwnFileError(f"there is no file {path.name}")


@dataclass(frozen=True, slots=True)
class FileLayer:
    """A layer of a file: a table with rows that may have a shape.

    Attributes
    ----------
    name
        As the file has it; of an archive with several files the name of the file comes before it.
    rows
        -1 where the file does not say it without being read.
    has_shapes
        Whether rows have a shape of their own; a CSV or workbook has columns of coordinates instead.
    crs
        Coordinate system as the file states it, as an authority code or WKT; "" where it states none.
    encoding
        Encoding of text: how Python names it, "" where it cannot be told.
    encoding_note
        What a reader should know about it; "" where there is nothing.
    """

    name: str
    columns: tuple[str, ...]
    rows: int
    has_shapes: bool
    crs: str
    encoding: str = "utf-8"
    encoding_note: str = ""


@dataclass(frozen=True, slots=True)
class RawBatch:
    """Rows of a layer in its order: shapes as WKB or None, and the columns that were asked for."""

    first: int
    wkb: NDArray[np.object_] | None
    columns: Mapping[str, pa.Array]
    rows: int


@dataclass(slots=True)
class _Member:
    """A file that is read: the file itself, or one that was unpacked."""

    path: Path
    format: FileFormat
    prefix: str = ""
    layers: dict[str, str | None] = field(default_factory=dict)  # name -> name in the file, None where it has one alone


class HazardFile:
    """An open file of hazard records; what was unpacked is deleted when it is closed.

    Parameters
    ----------
    path
        A file of this machine, or the folder of a file geodatabase.
    scratch
        Folder for what has to be unpacked; the system's own without one.
    encoding
        Encoding that the reader gives; found from the file without one.

    Raises
    ------
    OwnFileError
        When it cannot be read: what was found, what was expected and what to do.
    """

    def __init__(self, path: Path, *, scratch: Path | None = None, encoding: str = "") -> None:
        self.name = path.name
        self._opened = ExitStack()
        self._encoding = encoding
        try:
            self._members = self._open(path, scratch)
            self.format = self._members[0].format
            self.layers = tuple(layer for member in self._members for layer in self._layers_of(member))
        except BaseException:
            self.close()
            raise
        if not self.layers:
            what = "is empty: no sheet has a cell" if self.format is FileFormat.WORKBOOK else "has no layer"
            raise OwnFileError(f"{self.name} {what}")
        for layer in self.layers:
            if len(layer.columns) > MAX_COLUMNS:
                self.close()
                raise OwnFileError(
                    f"{self.name} has {len(layer.columns):,} columns, expected at most {MAX_COLUMNS:,}: keep those "
                    "that are needed (type, status, date, size, id, coordinates) and save it again"
                )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Delete what was unpacked."""
        self._opened.close()

    def layer(self, name: str = "") -> FileLayer:
        """Return a layer by name; without one the only layer, or the only one with shapes.

        Raises
        ------
        OwnFileError
            When there is no layer of that name, or several and none is named.
        """
        if name:
            match = next((layer for layer in self.layers if layer.name == name), None)
            if match is None:
                near = did_you_mean(nearest(name, (layer.name for layer in self.layers)))
                raise OwnFileError(f"{self.name} has no layer {name!r}; it has {self._layer_names()}{near}")
            return match
        with_shapes = [layer for layer in self.layers if layer.has_shapes]
        choice = with_shapes if len(with_shapes) == 1 else self.layers
        if len(choice) > 1:
            raise OwnFileError(
                f"{self.name} has {len(choice)} layers: {self._layer_names()}; say which one, "
                f"as in --layer {choice[0].name!r}"
            )
        return choice[0]

    def _layer_names(self) -> str:
        names = [layer.name for layer in self.layers]
        return ", ".join(map(repr, names[:8])) + (f" and {len(names) - 8} more" if len(names) > 8 else "")

    # --- Opening

    def _open(self, path: Path, scratch: Path | None) -> list[_Member]:
        refuse_elsewhere(path)
        suffix = path.suffix.lower()
        if path.is_dir():
            if suffix == ".gdb" or any(path.glob("*.gdbtable")):
                return [_checked(_Member(path, FileFormat.FILE_GEODATABASE), self.name)]
            raise OwnFileError(f"{self.name} is a folder, expected a file or the folder of a file geodatabase (.gdb)")
        if not path.is_file():
            raise OwnFileError(f"{self.name} is no ordinary file")
        if path.stat().st_size == 0:
            raise OwnFileError(f"{self.name} is empty: it has 0 bytes; export it again")
        if suffix in ARCHIVE_ENDINGS:
            return self._unpack(path, scratch)
        if suffix not in ENDINGS:
            known = _ELSEWHERE.get(suffix)
            near = did_you_mean(nearest(suffix, ENDINGS, 1)) if suffix and not known else ""
            raise OwnFileError(f"{self.name} {known or 'is of a form that is not read'}; expected {READABLE}{near}")
        return [_checked(_Member(path.absolute(), ENDINGS[suffix]), self.name)]

    def _unpack(self, path: Path, scratch: Path | None) -> list[_Member]:
        remove_abandoned(scratch)
        folder = self._opened.enter_context(scratch_folder(scratch))
        try:
            with zipfile.ZipFile(path) as archive:
                names = _member_names(archive, self.name, packed_bytes=path.stat().st_size)
                for info, name in names:
                    target = folder / name
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with archive.open(info) as source, target.open("wb") as out:
                        shutil.copyfileobj(source, out, 1 << 20)
        except (
            zipfile.BadZipFile,
            EOFError,
            NotImplementedError,
            OSError,
            RuntimeError,
            ValueError,
            zlib.error,
        ) as error:
            reason = _zip_reason(error)
            raise OwnFileError(f"{self.name} cannot be unpacked: {reason}; pack it again as .zip") from None
        databases = sorted({part for part in folder.rglob("*.gdb") if part.is_dir()})
        members = [_Member(database, FileFormat.FILE_GEODATABASE) for database in databases]
        for file in sorted(folder.rglob("*")):
            inside = any(database in file.parents for database in databases)
            if file.is_file() and not inside and file.suffix.lower() in ENDINGS:
                members.append(_Member(file, ENDINGS[file.suffix.lower()]))
        shapes = [member for member in members if member.format is not FileFormat.CSV or member.path.suffix != ".txt"]
        members = shapes or members  # a readme.txt beside a shapefile is no table
        if not members:
            raise OwnFileError(f"{self.name} holds no file that is read; expected one of {READABLE} in it")
        if len(members) > 1:
            for member in members:
                member.prefix = member.path.relative_to(folder).as_posix()
        return [_checked(member, self.name) for member in members]

    # --- Layers

    def _layers_of(self, member: _Member) -> Iterator[FileLayer]:
        if member.format is FileFormat.GEOPARQUET:
            yield self._parquet_layer(member)
        elif member.format is FileFormat.CSV:
            yield self._csv_layer(member)
        else:
            yield from self._gdal_layers(member)

    def _named(self, member: _Member, name: str | None) -> str:
        own = name or member.path.stem
        full = f"{member.prefix}:{own}" if member.prefix and name else member.prefix or own
        member.layers[full] = name
        return full

    def _gdal_layers(self, member: _Member) -> Iterator[FileLayer]:
        with _gdal(self.name):
            names = [str(name) for name, _ in pyogrio.list_layers(member.path)]
            for name in names:
                encoding, note = "utf-8", ""
                if member.format is FileFormat.SHAPEFILE:
                    encoding, note = dbf_text(
                        member.path.with_suffix(_dbf_suffix(member.path)), given=self._encoding, wanted=has_role
                    )
                stated = encoding if encoding != "utf-8" else None
                info = pyogrio.read_info(member.path, layer=name, encoding=stated, force_feature_count=False)
                if info["driver"] not in DRIVERS[member.format]:
                    raise OwnFileError(
                        f"{self.name} is called {member.path.suffix}, but it is read as {info['driver']}: "
                        f"expected {member.format.label}"
                    )
                is_sheet = member.format is FileFormat.WORKBOOK
                if is_sheet and not len(info["fields"]):  # nothing stands in it
                    continue
                yield FileLayer(
                    self._named(member, name if len(names) > 1 else None),
                    tuple(str(column) for column in info["fields"]),
                    int(info["features"]),
                    not is_sheet and info["geometry_type"] is not None,
                    str(info["crs"] or ""),
                    encoding,
                    note,
                )

    def _parquet_layer(self, member: _Member) -> FileLayer:
        parquet = _Parquet(member.path, self.name)
        return FileLayer(
            self._named(member, None),
            tuple(name for name in parquet.columns if name != parquet.geometry),
            parquet.rows,
            bool(parquet.geometry),
            parquet.crs,
        )

    def _csv_layer(self, member: _Member) -> FileLayer:
        encoding, note = text_encoding(member.path, given=self._encoding)
        names = _csv_form(member.path, encoding, self.name).names
        return FileLayer(
            self._named(member, None), names, -1, has_shapes=False, crs="", encoding=encoding, encoding_note=note
        )

    # --- Rows

    def parts(self, layer: FileLayer) -> int:
        """Return into how many parts the rows of a layer fall that can be read each by itself."""
        member = self._member(layer)
        return _Parquet(member.path, self.name).groups if member.format is FileFormat.GEOPARQUET else 1

    def first_of(self, layer: FileLayer, part: int) -> int:
        """Return the number of the first row of a part."""
        member = self._member(layer)
        return _Parquet(member.path, self.name).first_of(part) if member.format is FileFormat.GEOPARQUET else 0

    def batches(
        self,
        layer: FileLayer,
        columns: Sequence[str] = (),
        *,
        rows: int = MAX_BATCH_ROWS,
        limit: int | None = None,
        part: int | None = None,
        shapes: bool = True,
    ) -> Iterator[RawBatch]:
        """Yield the rows of a layer with these columns alone, at most `rows` at a time and `limit` altogether.

        Raises
        ------
        OwnFileError
            When the file turns out to be damaged: which rows could be read before is named.
        """
        member = self._member(layer)
        names = [name for name in layer.columns if name in columns]
        if member.format is FileFormat.GEOPARQUET:
            source = _Parquet(member.path, self.name).batches(names, rows=rows, part=part, shapes=shapes)
        elif member.format is FileFormat.CSV:
            source = _csv_batches(member.path, layer, names, self.name)
        else:
            source = self._gdal_batches(member, layer, names, rows=rows, limit=limit, shapes=shapes)
        done = 0
        for raw in source:
            cells = {name: _valid_text(column) for name, column in raw.columns.items()}
            batch = RawBatch(raw.first, raw.wkb, cells, raw.rows)
            for start in range(0, batch.rows, rows):
                length = min(rows, batch.rows - start, (limit - done) if limit is not None else batch.rows)
                if length <= 0:
                    return
                yield _slice(batch, start, length)
                done += length

    def _member(self, layer: FileLayer) -> _Member:
        return next(member for member in self._members if layer.name in member.layers)

    def _straightened(self, member: _Member, layer: FileLayer, first: int, rows: int) -> NDArray[np.object_]:
        """Return shapes of some rows with short straight edges instead of arcs; GDAL's Arrow stream leaves arcs."""
        with _gdal(self.name, after=first):
            _, _, wkb, _ = pyogrio.raw.read(
                member.path, layer=member.layers[layer.name], columns=[], skip_features=first, max_features=rows
            )
        return without_curves(np.asarray(wkb, dtype=object))

    def _gdal_batches(
        self, member: _Member, layer: FileLayer, names: list[str], *, rows: int, limit: int | None, shapes: bool
    ) -> Iterator[RawBatch]:
        shapes = shapes and layer.has_shapes
        if not layer.columns and not shapes:
            return
        if not names and not shapes:  # GDAL needs one of both; the first column is read and thrown away
            names = [*layer.columns[:1]]
        encoding = layer.encoding if member.format is FileFormat.SHAPEFILE and layer.encoding != "utf-8" else None
        first = 0
        with ExitStack() as opened:
            with _gdal(self.name):
                meta, reader = opened.enter_context(
                    pyogrio.open_arrow(
                        member.path,
                        layer=member.layers[layer.name],
                        columns=names,
                        read_geometry=shapes,
                        encoding=encoding,
                        batch_size=min(rows, limit or rows),
                        use_pyarrow=True,
                        datetime_as_string=True,
                    )
                )
            while True:
                with _gdal(self.name, after=first):
                    batch = next(reader, None)
                if batch is None:
                    return
                wkb = None
                if shapes:
                    wkb = batch.column(meta["geometry_name"] or "wkb_geometry").to_numpy(zero_copy_only=False)
                    if curved_rows(wkb).any():
                        wkb = self._straightened(member, layer, first, len(wkb))
                yield RawBatch(first, wkb, {name: batch.column(name) for name in names}, batch.num_rows)
                first += batch.num_rows


NO_WKB = b"?"  # instead of a shape that cannot be read, so that its row is counted as unreadable
_CURVES = frozenset(range(8, 15))  # codes of WKB: CircularString to Surface
_COLLECTION = 7


def curved_rows(wkb: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Return which shapes have arcs, which shapely does not read."""
    return np.array([value is not None and _is_curved(value) for value in wkb], dtype=bool)


def _is_curved(value: bytes) -> bool:
    if len(value) < 5:
        return False
    code = (int.from_bytes(value[1:5], "little" if value[0] else "big") & 0x0FFFFFFF) % 1000
    if code != _COLLECTION:
        return code in _CURVES
    try:
        shapely.from_wkb(value, on_invalid="ignore")
    except NotImplementedError:
        return True
    return False


def without_curves(wkb: NDArray[np.object_]) -> NDArray[np.object_]:
    """Return shapes with `NO_WKB` instead of those that have arcs."""
    curved = curved_rows(wkb)
    if not curved.any():
        return wkb
    wkb = wkb.copy()
    wkb[curved] = NO_WKB
    return wkb


def _valid_text(column: pa.Array) -> pa.Array:
    """Return a column whose text is UTF-8; U+FFFD stands for bytes that are not, of which Arrow makes no text."""
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        if pa.types.is_dictionary(column.type):
            column = column.dictionary_decode()
        cells = column.cast(pa.large_binary()).to_pylist()
        return pa.array([cell if cell is None else cell.decode(errors="replace") for cell in cells], pa.string())
    return column


def _slice(batch: RawBatch, start: int, length: int) -> RawBatch:
    if start == 0 and length == batch.rows:
        return batch
    wkb = None if batch.wkb is None else batch.wkb[start : start + length]
    columns = {name: column.slice(start, length) for name, column in batch.columns.items()}
    return RawBatch(batch.first + start, wkb, columns, length)


# --- What a file is, by its first bytes

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _checked(member: _Member, name: str) -> _Member:
    """Return a member whose content is what its name says.

    Raises
    ------
    OwnFileError
        When it is something else, too large for its format, protected, or lacks a part.
    """
    path, form = member.path, member.format
    if form is FileFormat.FILE_GEODATABASE:
        if not any(path.glob("*.gdbtable")):
            raise OwnFileError(f"{name} is no file geodatabase: it has no .gdbtable")
        return member
    size = path.stat().st_size
    limit = MAX_WHOLE_BYTES.get(form)
    if limit is not None and size > limit:
        raise OwnFileError(
            f"{name} is {bytes_text(size)} large, and as {form.label} it would have to fit into memory: expected at "
            f"most {bytes_text(limit)}; save it as GeoParquet, GeoPackage or CSV, which are read at any size"
        )
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    problem = _CONTENT_PROBLEMS[form](path, head)
    if problem:
        remedy = "" if ";" in problem else "; export it again, or give it the ending of what it is"
        raise OwnFileError(f"{name} is {problem}{_what_it_is(head)}{remedy}")
    return member


def _plain(head: bytes) -> bytes:
    """Return first bytes without the mark of UTF-8 and without white space before them."""
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _parquet_problem(_path: Path, head: bytes) -> str:
    return "" if head.startswith(b"PAR1") else "no Parquet file"


def _geopackage_problem(_path: Path, head: bytes) -> str:
    return "" if head.startswith(b"SQLite format 3\x00") else "no GeoPackage"


def _flatgeobuf_problem(_path: Path, head: bytes) -> str:
    return "" if head.startswith(b"fgb\x03") else "no FlatGeobuf of version 3"


def _geojson_problem(_path: Path, head: bytes) -> str:
    if not _plain(head).startswith((b"{", b"[", b"\x1e")):
        return "no GeoJSON"
    if b'"Topology"' in head:
        return "TopoJSON and no GeoJSON; export it as GeoJSON"
    if b'"esriGeometry' in head or b'"rings"' in head:
        return "JSON of an Esri service and no GeoJSON; export it as GeoJSON"
    return ""


def _kml_problem(_path: Path, head: bytes) -> str:
    if b"<kml" not in head:
        return "no KML"
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        return "KML with definitions of its own (DOCTYPE), which are not read; export it again"
    return ""


def _csv_problem(_path: Path, head: bytes) -> str:
    is_binary = b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "no text" if is_binary or head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")) else ""


def _what_it_is(head: bytes) -> str:
    """Return the end of a sentence that names what the first bytes look like; "" where that is not known."""
    looks = {
        b"PK\x03\x04": "an archive",
        b"SQLite format 3": "a database",
        b"\xd0\xcf\x11\xe0": "an old Office document",
        b"PAR1": "a Parquet file",
        b"fgb": "a FlatGeobuf",
        b"\x00\x00\x27\x0a": "a shapefile",
        b"%PDF": "a PDF",
        b"<OGRVRT": "a reference to other files",
        b"<": "markup",
        b"{": "JSON",
    }
    kind = next((text for start, text in looks.items() if _plain(head).startswith(start)), "")
    return f": its content is {kind}" if kind else ""


def _shapefile_problem(path: Path, head: bytes) -> str:
    if not head.startswith(b"\x00\x00\x27\x0a"):
        return "no shapefile"
    if not any(path.with_suffix(suffix).exists() for suffix in (".shx", ".SHX")):
        return "a shapefile without its .shx: .shp, .shx and .dbf belong together, best in one .zip"
    return ""


def _dbf_suffix(path: Path) -> str:
    return ".DBF" if path.with_suffix(".DBF").exists() else ".dbf"


def _workbook_problem(path: Path, head: bytes) -> str:
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        with path.open("rb") as file:
            protected = _ENCRYPTED in file.read()
        if protected:
            return "a workbook protected by a password: save a copy without one"
        return "a workbook of the old form: save it as .xlsx"
    if not zipfile.is_zipfile(path):
        return "no workbook"
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return "a damaged workbook: open it and save it again"
    if not any(info.filename.startswith("xl/workbook") for info in infos):
        return "no workbook"
    unpacked = sum(info.file_size for info in infos)
    if _is_bomb(unpacked, path.stat().st_size) or unpacked > 8 * MAX_WHOLE_BYTES[FileFormat.WORKBOOK]:
        return f"a workbook that would unpack to {bytes_text(unpacked)}: save its table as .csv"
    return ""


_CONTENT_PROBLEMS: Mapping[FileFormat, Callable[[Path, bytes], str]] = {
    FileFormat.GEOPARQUET: _parquet_problem,
    FileFormat.GEOPACKAGE: _geopackage_problem,
    FileFormat.SHAPEFILE: _shapefile_problem,
    FileFormat.GEOJSON: _geojson_problem,
    FileFormat.GEOJSON_LINES: _geojson_problem,
    FileFormat.KML: _kml_problem,
    FileFormat.FLATGEOBUF: _flatgeobuf_problem,
    FileFormat.CSV: _csv_problem,
    FileFormat.WORKBOOK: _workbook_problem,
}


# --- Archives


def _member_names(
    archive: zipfile.ZipFile, name: str, *, packed_bytes: int
) -> list[tuple[zipfile.ZipInfo, PurePosixPath]]:
    """Return the files of an archive that are unpacked, with their names within it.

    Raises
    ------
    OwnFileError
        When a name leaves the archive, another archive lies in it, it has a password, or it would be too large.
    """
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_MEMBERS:
        raise OwnFileError(f"{name} holds {len(infos):,} files, expected at most {MAX_MEMBERS:,}: pack one layer alone")
    chosen = []
    for info in infos:
        inside = PurePosixPath(info.filename.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or re.match(r"[A-Za-z]:", info.filename):
            raise OwnFileError(f"{name} holds a name that leads out of it (with ../ or /), and is not unpacked")
        if inside.suffix.lower() in _ARCHIVES and "__MACOSX" not in inside.parts:
            raise OwnFileError(f"{name} holds another archive, {inside.name}: unpack it, and choose that one")
        if info.flag_bits & 1:
            raise OwnFileError(f"{name} is protected by a password: pack it again without one")
        in_database = any(part.lower().endswith(".gdb") for part in inside.parts[:-1])
        wanted = in_database or inside.suffix.lower() in ENDINGS.keys() | _PARTS
        if wanted and "__MACOSX" not in inside.parts and not inside.name.startswith("."):
            chosen.append((info, inside))
    unpacked = sum(info.file_size for info, _ in chosen)
    if unpacked > MAX_UNPACKED_BYTES or _is_bomb(unpacked, packed_bytes):
        raise OwnFileError(
            f"{name} would unpack from {bytes_text(packed_bytes)} to {bytes_text(unpacked)}, and is not unpacked: "
            f"expected at most {bytes_text(MAX_UNPACKED_BYTES)} and {MAX_PACKING} times its size"
        )
    return chosen


def _is_bomb(unpacked: int, packed: int) -> bool:
    return unpacked > MIN_SUSPECT_BYTES and unpacked > MAX_PACKING * packed


def _zip_reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return "it is damaged or cut off"


# --- GDAL


_GDAL_OPTIONS = {
    # A workbook has its names in the first row, and all cells are read as text, so that a column has one type.
    "OGR_XLSX_HEADERS": "FORCE",
    "OGR_XLSX_FIELD_TYPES": "STRING",
    "OGR_ARC_STEPSIZE": "0.5",  # degrees of an arc for each edge, which is right to 1e-5 of a circle
    # The Arrow stream of its own that FlatGeobuf has leaves offsets of rows without shape unset (GDAL 3.12).
    "OGR_FLATGEOBUF_STREAM_BASE_IMPL": "YES",
}
_DAMAGED = (
    CRSError,
    DataLayerError,
    DataSourceError,
    FeatureError,
    FieldError,
    GeometryError,
    pa.ArrowException,
    UnicodeDecodeError,
    OSError,
    RuntimeError,
)


@contextmanager
def _gdal(name: str, *, after: int = 0) -> Iterator[None]:
    """Turn what GDAL says into one sentence without coordinates, and keep its warnings out of logs."""
    logging.getLogger("pyogrio").setLevel(logging.CRITICAL)
    pyogrio.set_gdal_config_options(_GDAL_OPTIONS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _DAMAGED as error:
        place = f" after row {after:,}" if after else ""
        reason = "text is not in the encoding that it states" if isinstance(error, UnicodeDecodeError) else "is damaged"
        advice = "say its encoding" if isinstance(error, UnicodeDecodeError) else "export it again"
        raise OwnFileError(f"{name} cannot be read{place}: its content {reason}; {advice}") from None


# --- GeoParquet


class _Parquet:
    """A file of GeoParquet, or of Parquet with a column of WKB."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        try:
            self.file = pq.ParquetFile(path)
            meta = self.file.metadata
            schema = self.file.schema_arrow
        except (pa.ArrowException, OSError, ValueError) as error:
            protected = "encrypt" in str(error).lower()
            reason = "is encrypted: save a copy without" if protected else "is damaged; export it again"
            raise OwnFileError(f"{name} cannot be read: its content {reason}") from None
        self.rows, self.groups = meta.num_rows, meta.num_row_groups
        self.columns = tuple(schema.names)
        self.geometry, self.crs, self.encoding = "", "", "WKB"
        geo: Any = {}
        with suppress(ValueError):
            geo = json.loads((schema.metadata or {}).get(b"geo", b"{}"))
        primary = geo.get("primary_column") if isinstance(geo, dict) else None
        described = geo.get("columns", {}).get(primary) if primary and isinstance(geo.get("columns"), dict) else None
        if isinstance(described, dict) and primary in self.columns:
            self.geometry = str(primary)
            self.encoding = str(described.get("encoding", "WKB"))
            crs = described.get("crs", "OGC:CRS84")  # the default of the specification where the key is missing
            self.crs = json.dumps(crs) if isinstance(crs, dict) else str(crs or "")
        else:
            names = ("geometry", "geom", "wkb", "wkb_geometry", "shape")
            binary = [name for name in names if name in self.columns and _is_binary(schema.field(name).type)]
            self.geometry = binary[0] if binary else ""

    def first_of(self, part: int) -> int:
        return sum(self.file.metadata.row_group(group).num_rows for group in range(part))

    def batches(self, names: list[str], *, rows: int, part: int | None, shapes: bool) -> Iterator[RawBatch]:
        shapes = shapes and bool(self.geometry)
        first = self.first_of(part or 0)
        groups = None if part is None else [part]
        wanted = [*names, self.geometry] if shapes else names
        try:
            for batch in self.file.iter_batches(rows, columns=wanted, row_groups=groups):
                wkb = self._wkb(batch) if shapes else None
                yield RawBatch(first, wkb, {name: batch.column(name) for name in names}, batch.num_rows)
                first += batch.num_rows
        except (pa.ArrowException, OSError, ValueError) as error:
            if isinstance(error, OwnFileError):
                raise
            place = f" after row {first:,}" if first else ""
            raise OwnFileError(f"{self._name} cannot be read{place}: its content is damaged; export it again") from None

    def _wkb(self, batch: pa.RecordBatch) -> NDArray[np.object_]:
        column = batch.column(self.geometry)
        if self.encoding.upper() == "WKB":
            if isinstance(column, pa.ExtensionArray):
                column = column.storage
            return without_curves(column.to_numpy(zero_copy_only=False))
        kind = self.encoding.lower().removeprefix("geoarrow.")
        described = pa.field("geometry", column.type, metadata={"ARROW:extension:name": f"geoarrow.{kind}"})
        table = pa.table([column], schema=pa.schema([described]))
        shapes = gpd.GeoDataFrame.from_arrow(table).geometry.to_numpy()
        return np.asarray(shapely.to_wkb(shapes), dtype=object)


def _is_binary(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


# --- CSV


_MAX_HEADER_LINES = 50  # over which names with line breaks may reach
_MAX_NAME = 10_000  # characters of the name of a column


@dataclass(frozen=True, slots=True)
class _CsvForm:
    """The sign between cells, the names of the columns, each once, the lines before these, and whether rows follow."""

    sign: str
    names: tuple[str, ...]
    lines_before: int
    has_rows: bool


def _csv_form(path: Path, encoding: str, name: str) -> _CsvForm:
    """Return how a CSV is written.

    Raises
    ------
    OwnFileError
        When its first line names no columns.
    """
    with path.open(encoding=encoding or "utf-8", errors="replace", newline="") as file:
        head = file.read(1 << 20).removeprefix("\ufeff")
    if len(head) >= (1 << 20) - 1 and "\n" not in head:
        raise OwnFileError(f"{name} is no table: its first line has over a million characters")
    stated = re.match(r"sep=([,;\t|])\r?\n", head)  # a line that Excel reads and writes
    lines = islice(io.StringIO(head, newline=None), int(stated is not None), _MAX_HEADER_LINES)
    line = next(lines, "").rstrip("\n")
    while line.count('"') % 2 and (below := next(lines, "")):  # a name with a line break
        line = f"{line} {below.rstrip()}"
    bare = re.sub(r'"[^"]*"', "", line)
    sign = stated[1] if stated else max(",;\t|", key=bare.count)
    try:
        names = next(csv.reader([line], delimiter=sign), [])
    except csv.Error:  # a cell longer than csv takes, which libraries set
        names = [line]
    if any(len(name_of_column) > _MAX_NAME for name_of_column in names):
        raise OwnFileError(f"{name} is no table: its first line has a name of over {_MAX_NAME:,} characters")
    unique: dict[str, None] = {}
    for number, given in enumerate(names, 1):
        base = given.strip() or f"column {number}"
        choice, count = base, 0
        while choice in unique:
            count += 1
            choice = f"{base}_{count}"
        unique[choice] = None
    if len(unique) < 2:
        raise OwnFileError(f"{name} is no table: its first line has no comma, semicolon, tab or bar between names")
    return _CsvForm(sign, tuple(unique), int(stated is not None), has_rows=bool(next(lines, "")))


_ODD_ROW = re.compile(r"Expected (\d+) columns, got (\d+)")  # of pyarrow, which quotes the row itself after it


def _odd_line(path: Path, form: _CsvForm, encoding: str) -> str:
    """Return the first line of a CSV that has another number of cells, as "line 5"; empty where `csv` finds none."""
    with path.open(encoding=encoding or "utf-8", errors="replace", newline="") as file, suppress(csv.Error):
        rows = csv.reader(file, delimiter=form.sign)
        for row in islice(rows, form.lines_before, None):
            if row and len(row) != len(form.names):
                return f"line {rows.line_num:,}"
    return ""


def _csv_batches(path: Path, layer: FileLayer, names: list[str], label: str) -> Iterator[RawBatch]:
    form = _csv_form(path, layer.encoding, label)
    if not form.has_rows:
        return
    chosen = names or [form.names[0]]
    first = 0
    try:
        with pa.csv.open_csv(
            path,
            read_options=pa.csv.ReadOptions(
                column_names=list(form.names),
                skip_rows=form.lines_before,
                skip_rows_after_names=1,
                block_size=_BLOCK_BYTES,
                encoding=layer.encoding or "utf-8",
            ),
            parse_options=pa.csv.ParseOptions(delimiter=form.sign, newlines_in_values=True),
            convert_options=pa.csv.ConvertOptions(
                include_columns=chosen,
                column_types=dict.fromkeys(chosen, pa.string()),
                strings_can_be_null=True,
                null_values=[""],
            ),
        ) as reader:
            for batch in reader:
                yield RawBatch(first, None, {name: batch.column(name) for name in names}, batch.num_rows)
                first += batch.num_rows
    except (pa.ArrowException, OSError, ValueError, LookupError) as error:
        place = f" after row {first:,}" if first else ""
        if odd := _ODD_ROW.search(str(error)):
            at = _odd_line(path, form, layer.encoding) or f"a row{place}"
            raise OwnFileError(
                f"{label} has {count_text(int(odd[2]), 'cell')} in {at}, where its first row has {odd[1]}: "
                "a sign in a text is not quoted; save it again from the program that made it"
            ) from None
        reason = "has text that is not in its encoding; say it, as in --encoding cp1251"
        if "utf" not in str(error).lower() and not isinstance(error, UnicodeError):
            reason = "has a row that is longer than 16 MB, or a quotation mark that is not closed"
        raise OwnFileError(f"{label} cannot be read{place}: it {reason}") from None
