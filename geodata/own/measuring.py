"""Measuring hazard areas: from batches of records to square kilometres by area, whatever engine does the work."""

from __future__ import annotations

import glob
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pyproj
import shapely

from geodata.dataset import short_names
from geodata.dates import DateSpan
from geodata.errors import GeodataError, OwnFileError, did_you_mean, nearest
from geodata.first_level import first_level_areas, first_level_fingerprint
from geodata.geo.boundaries import boundaries_fingerprint, read_level
from geodata.model import Level
from geodata.own.columns import Columns
from geodata.own.coordinate_systems import parse_crs
from geodata.own.engine_dask import DaskEngine
from geodata.own.engines import Engine, LocalEngine, Progress
from geodata.own.files import HazardFile, refuse_elsewhere
from geodata.own.kernel import Cut, Rules, fold
from geodata.own.quantities import text_of
from geodata.own.reading import read_versions, reading_jobs
from geodata.own.record_versions import NewestVersions
from geodata.own.records import BatchInHand, HazardBatch, Job
from geodata.own.repair import Repair, to_degrees
from geodata.own.result import MeasuredRow, Measurement, Provenance, SourceFile
from geodata.own.scanning import scan
from geodata.own.shares import OUTSIDE, Areas
from geodata.own.squares import Grid, across_antimeridian, cut_at_antimeridian
from geodata.own.vocabulary import Vocabulary
from geodata.wording import enumeration

OUTSIDE_NAME = "In no area"
_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
By = Literal["country", "first-level"]


@dataclass(frozen=True, slots=True)
class AreaFile:
    """The reader's own areas: a file of polygons and the columns with their codes and, if there are any, names."""

    path: Path
    code: str
    name: str = ""
    layer: str = ""

    @classmethod
    def parse(cls, text: str) -> AreaFile:
        """Return the areas of a text such as `areas.gpkg:code` or `areas.gpkg:code:name`.

        Raises
        ------
        GeodataError
            When no column is named.
        """
        file, _, columns = text.partition(":") if not re.match(r"[A-Za-z]:[\\/]", text) else _drive_kept(text)
        code, _, name = columns.partition(":")
        if not file or not code:
            raise GeodataError(
                f"{text!r} names no areas; expected country, first-level, or FILE:COLUMN with their codes"
            )
        return cls(Path(file), code, name)

    def with_columns_of(self, columns: Sequence[str]) -> AreaFile:
        """Return the areas with the columns of `FILE:COLUMN:NAMES` told apart where names of columns hold colons."""
        text = f"{self.code}:{self.name}" if self.name else self.code
        if self.code in columns and (not self.name or self.name in columns):
            return self
        if text in columns:
            return replace(self, code=text, name="")
        parts = ((text[:at], text[at + 1 :]) for at, letter in enumerate(text) if letter == ":")
        code, name = next((pair for pair in parts if {*pair} <= {*columns}), (self.code, self.name))
        return replace(self, code=code, name=name)


def _drive_kept(text: str) -> tuple[str, str, str]:
    """Part a text after the letter of a drive."""
    file, colon, columns = text[2:].partition(":")
    return text[:2] + file, colon, columns


def country_areas(grid: Grid | None = None) -> Areas:
    """Return the areas of the world at the level of detail, coast and borders simplified by 0.005 degrees at most."""
    level = read_level(Level.DETAIL)
    codes = list(level["area"])
    known = short_names()
    names = [known.get(code, code) for code in codes]
    return Areas(codes, np.asarray(level.geometry.values, object), names=names, countries=codes, grid=grid)


def province_areas(grid: Grid | None = None) -> Areas:
    """Return the first-level areas of the world, which add up to the areas of the countries."""
    frame = first_level_areas()
    return Areas(
        list(frame["code"]),
        np.asarray(frame.geometry.values, object),
        names=list(frame["name"]),
        countries=list(frame["country"]),
        grid=grid,
    )


def own_areas(file: AreaFile, grid: Grid | None = None, scratch: Path | None = None) -> Areas:
    """Return the reader's own areas; polygons of one code are one area, cut where they cross the antimeridian.

    Parameters
    ----------
    scratch
        Folder for what has to be unpacked.

    Raises
    ------
    GeodataError
        When the file cannot be read, has no such column, says no coordinate system, or has no polygon.
    """
    return _areas_and_columns(file, grid, scratch)[0]


def _areas_and_columns(file: AreaFile, grid: Grid | None, scratch: Path | None) -> tuple[Areas, AreaFile]:
    """Return the reader's own areas, and their file with its columns told apart."""
    with HazardFile(file.path, scratch=scratch) as opened:
        layer = opened.layer(file.layer)
        file = file.with_columns_of(layer.columns)
        for column in filter(None, (file.code, file.name)):
            if column not in layer.columns:
                raise GeodataError(
                    f"{opened.name} has no column {column!r}{did_you_mean(nearest(column, layer.columns))}"
                )
        if not layer.crs:
            raise GeodataError(f"{opened.name} says no coordinate system, which areas to measure by need")
        crs, _ = parse_crs(layer.crs)
        shapes: dict[str, list[shapely.Geometry]] = {}
        names: dict[str, str] = {}
        for batch in opened.batches(layer, [name for name in (file.code, file.name) if name]):
            codes = [text_of(value) for value in batch.columns[file.code].to_pylist()]
            titles = [text_of(value) for value in batch.columns[file.name].to_pylist()] if file.name else codes
            wkb = batch.wkb if batch.wkb is not None else np.full(batch.rows, None, object)
            drawn = to_degrees(shapely.force_2d(shapely.from_wkb(wkb, on_invalid="fix")), crs.to_string())
            crossing = across_antimeridian(drawn) & np.isin(shapely.get_type_id(drawn), _POLYGONS)
            for code, title, shape, is_cut in zip(codes, titles, drawn, crossing, strict=True):
                if code and shape is not None and shapely.get_dimensions(shape) == 2:
                    whole = cut_at_antimeridian(shape) if is_cut else shapely.make_valid(shape, method="structure")
                    shapes.setdefault(code, []).append(whole)
                    names.setdefault(code, title or code)
    if not shapes:
        others = enumeration([column for column in layer.columns if column != file.code], 6)
        tail = f"; its other columns are {others}" if others else ""
        raise GeodataError(f"no row of {opened.name} has both a polygon and a {file.code}{tail}")
    united = np.empty(len(shapes), object)
    united[:] = [parts[0] if len(parts) == 1 else shapely.union_all(parts) for parts in shapes.values()]
    west, south, east, north = shapely.total_bounds(united)
    if max(-west, east) > 180 or max(-south, north) > 90:
        raise GeodataError(f"{opened.name} reaches beyond longitude and latitude; its coordinate system is another one")
    return Areas(list(shapes), united, names=list(names.values()), grid=grid, is_coverage=False), file


def areas_to_measure_by(
    by: By | AreaFile, grid: Grid | None = None, scratch: Path | None = None
) -> tuple[Areas, str, str]:
    """Return areas, what they are called in the provenance, and the SHA-256 of their file.

    Raises
    ------
    GeodataError
        When `by` names no areas, or a file of areas cannot be read.
    """
    if isinstance(by, AreaFile):
        areas, file = _areas_and_columns(by, grid, scratch)
        return areas, f"{by.path.name}, {file.code}", file_digest(by.path)
    if by == "first-level":
        return province_areas(grid), by, first_level_fingerprint()
    if by != "country":
        raise GeodataError(f"{by!r} names no areas; expected country, first-level, or FILE:COLUMN with their codes")
    return country_areas(grid), by, boundaries_fingerprint()


@dataclass(frozen=True, slots=True)
class FileChoices:
    """What the reader says of one file, which goes before what is said of all; "" and None for nothing."""

    columns: Columns | None = None
    crs: str = ""
    encoding: str = ""


def measure(
    files: Sequence[Path],
    *,
    by: By | AreaFile = "country",
    as_of: DateSpan,
    columns: Columns | None = None,
    crs: str = "",
    encoding: str = "",
    layer: str = "",
    vocabulary: Vocabulary | None = None,
    of_file: Mapping[Path, FileChoices] | None = None,
    repair: Repair = Repair.STRUCTURE,
    cuts: Sequence[Cut] = tuple(Cut),
    on_day: date | None = None,
    engine: Engine | Literal["auto", "local", "dask"] = "auto",
    workers: int | None = None,
    scratch: Path | None = None,
    title: str = "",
    licence: str = "",
    progress: Progress = lambda _done, _of: None,
) -> Measurement:
    """Return the square kilometres of hazard areas in files, by area, type and status.

    Parameters
    ----------
    files
        In any order; they count in the order of their names.
    by
        The countries and areas of the atlas, their first-level areas, or areas of the reader.
    as_of
        The day, month or year that the files describe. Of a record with several rows the newest one counts that is not
        later than its end; rows that can only be later are dropped, undated ones are kept.
    columns, crs, encoding, layer, vocabulary
        What the reader says of the files, as in `scan`; found from each file without. Of several files the layer is
        that of those that have several.
    of_file
        What the reader says of single files, by their path in `files`.
    on_day
        Another day than the end of `as_of` up to which rows count.
    engine
        `auto` and `local` measure on this machine; only `dask` or an engine of one's own may send shapes elsewhere.
    progress
        Called with the number of steps done and of all steps.

    Raises
    ------
    GeodataError
        When a file cannot be read, or something has to be decided before, such as its coordinate system.
    """
    if not files:
        raise GeodataError("no file to measure; expected at least one")
    rules = Rules(repair, on_day or as_of.latest, tuple(cuts))
    areas, label, fingerprint = areas_to_measure_by(by, rules.grid, scratch)
    digests = sorted((path.name, file_digest(path), path) for path in files)
    jobs: list[Job] = []
    plans = []
    records = []
    layers = _layers_to_read([path for *_, path in digests], layer, scratch)
    for position, (name, digest, path) in enumerate(digests):
        choices = (of_file or {}).get(path, FileChoices())
        of_text = choices.encoding or encoding
        file_scan = scan(
            path,
            layer=layers[path],
            encoding=of_text,
            crs=choices.crs or crs,
            columns=choices.columns or columns,
            vocabulary=vocabulary,
            scratch=scratch,
        )
        plan = file_scan.plan(file=position, vocabulary=vocabulary, encoding=of_text)
        plans.append((path, plan))
        jobs += reading_jobs(path, plan)
        records.append(
            SourceFile(
                name,
                digest,
                max(file_scan.rows, 0),
                file_scan.layer,
                plan.crs or "EPSG:4326",
                file_scan.crs.origin.value,
                file_scan.encoding,
            )
        )
    dates = chain.from_iterable(read_versions(path, plan) for path, plan in plans)
    rules = replace(rules, newest=NewestVersions.of(dates, rules.on_day))
    about = Provenance(
        as_of=as_of, by=label, boundaries=fingerprint, files=tuple(records), title=title, licence=licence
    )
    chosen: Engine
    if isinstance(engine, str):
        chosen = (
            DaskEngine(workers=workers, scratch=scratch) if engine == "dask" else LocalEngine(workers, scratch=scratch)
        )
    else:
        chosen = engine
    result = measure_jobs(jobs, areas, provenance=about, rules=rules, engine=chosen, progress=progress)
    counted = result.ledger.rows_by_file
    files_counted = tuple(
        replace(record, rows=counted.get(str(position), 0)) for position, record in enumerate(result.provenance.files)
    )
    return replace(result, provenance=replace(result.provenance, files=files_counted))


def _layers_to_read(paths: Sequence[Path], layer: str, scratch: Path | None) -> Mapping[Path, str]:
    """Return the layer to read of each file: of several files it is named for those that have several layers.

    Raises
    ------
    OwnFileError
        When none of several files has a layer of that name.
    """
    if not layer or len(paths) == 1:
        return dict.fromkeys(paths, layer)
    names: dict[Path, list[str]] = {}
    for path in paths:
        with HazardFile(path, scratch=scratch) as file:
            names[path] = [one.name for one in file.layers]
    every = [name for some in names.values() for name in some]
    if layer not in every:
        near = did_you_mean(nearest(layer, every)) or f"; they have {enumeration(every, 8)}"
        raise OwnFileError(f"none of the {len(paths)} files has a layer {layer!r}{near}")
    return {path: layer if len(some) > 1 else "" for path, some in names.items()}


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal; of a folder or a shapefile that of all its files.

    Raises
    ------
    GeodataError
        When it cannot be read.
    """
    refuse_elsewhere(path)
    together = [path]
    if path.is_dir():
        together = sorted(one for one in path.rglob("*") if one.is_file())
    elif path.suffix.lower() == ".shp":
        together = sorted(one for one in path.parent.glob(f"{glob.escape(path.stem)}.*") if one.is_file())
    digest = hashlib.sha256()
    try:
        for one in together:
            with one.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest() if len(together) > 1 else b"")
                if len(together) == 1:
                    return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise GeodataError(f"{path.name} cannot be read ({error.strerror})") from None
    return digest.hexdigest()


def measure_batches(
    batches: Iterable[HazardBatch],
    areas: Areas,
    *,
    provenance: Provenance,
    rules: Rules | None = None,
    engine: Engine | Literal["auto"] = "auto",
    progress: Progress = lambda _done, _of: None,
) -> Measurement:
    """Return the measurement of batches, which are read as they are needed; see `measure_jobs`."""
    jobs = (BatchInHand(batch) for batch in batches)
    return measure_jobs(jobs, areas, provenance=provenance, rules=rules, engine=engine, progress=progress)


def measure_jobs(
    jobs: Iterable[Job],
    areas: Areas,
    *,
    provenance: Provenance,
    rules: Rules | None = None,
    engine: Engine | Literal["auto"] = "auto",
    progress: Progress = lambda _done, _of: None,
) -> Measurement:
    """Return the measurement of parts of files.

    Parameters
    ----------
    areas
        On the grid of `rules`.
    provenance
        Where the files come from; engine, versions and day of measuring are added to it.
    engine
        `auto` is the local engine, which decides by the number of rows; it is never one that sends shapes elsewhere.
    """
    rules = rules or Rules(grid=areas.grid)
    chosen = LocalEngine() if engine == "auto" else engine
    outcome = chosen.run(jobs, areas, rules, progress)
    totals, outcome.ledger.across_border = fold(outcome.parts, areas, rules)
    names = dict(zip(areas.codes, areas.names, strict=True)) | {OUTSIDE: OUTSIDE_NAME}
    rows = []
    for total in totals:
        numbers: dict[str, Any] = total.counts | {
            f"{name.removesuffix('_m2')}_km2": size / 1e6 for name, size in total.sizes.items()
        }
        where: dict[str, Any] = {"area": total.area, "area_name": names[total.area], "cut": total.cut}
        classes: dict[str, Any] = {"hazard_type": total.hazard_type, "status": total.status}
        rows.append(MeasuredRow(**where, **classes, **numbers))
    versions = {"shapely": shapely.__version__, "geos": shapely.geos_version_string, "proj": pyproj.proj_version_str}
    return Measurement(
        tuple(rows),
        outcome.ledger,
        replace(
            provenance,
            files=tuple(sorted(provenance.files, key=lambda file: (file.name, file.layer, file.sha256))),
            repair=rules.repair,
            on_day=rules.on_day,
            overlap_of_areas_km2=areas.overlap_km2,
            measured_on=datetime.now(UTC).date(),
            engine=chosen.label,
            versions=versions | {"mine-ban-atlas": version("mine-ban-atlas")},
        ),
    )
