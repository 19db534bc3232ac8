"""Hazard polygons that look like those of mine action programmes, made anew with equal bits by each machine.

Sizes are log-normal around 0.02 km², sites are clustered (half of the clusters along borders), 5 % lie on another on
purpose (a second survey, or the cleared part of a suspected area), 2 % are invalid; 3 types × 3 statuses.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

from geodata.geo.boundaries import read_level
from geodata.model import Level
from geodata.own.records import MAX_BATCH_ROWS, HazardBatch

Floats = NDArray[np.float64]

COUNTRIES = {"UKR": 30, "AFG": 16, "IRQ": 10, "KHM": 8, "AGO": 8, "BIH": 7, "SYR": 6, "AZE": 4, "COL": 5, "LAO": 6}
COLUMNS = ("geometry", "hazard_type", "status", "area_m2")


@dataclass(frozen=True, slots=True)
class ParquetJob:
    """A row group of a GeoParquet file."""

    path: Path
    group: int
    rows: int

    def batches(self) -> Iterator[HazardBatch]:
        """Yield its rows."""
        file = pq.ParquetFile(self.path)
        first = sum(file.metadata.row_group(group).num_rows for group in range(self.group))
        for batch in file.iter_batches(MAX_BATCH_ROWS, columns=list(COLUMNS), row_groups=[self.group]):
            wkb, hazard_type, status, stated = (batch.column(name).to_numpy(zero_copy_only=False) for name in COLUMNS)
            yield HazardBatch.of(wkb, first=first, hazard_type=hazard_type, status=status, stated_m2=stated)
            first += len(wkb)


def jobs_of(path: Path) -> list[ParquetJob]:
    """Return a job a row group."""
    metadata = pq.ParquetFile(path).metadata
    return [ParquetJob(path, group, metadata.row_group(group).num_rows) for group in range(metadata.num_row_groups)]


def hazards_file(count: int, folder: Path, seed: int = 1) -> Path:
    """Return a GeoParquet file of so many polygons, made if it is not there yet."""
    path = folder / f"hazards-{count}-{seed}.parquet"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        made = path.with_suffix(".part")
        hazards(count, seed).to_parquet(made, row_group_size=MAX_BATCH_ROWS, compression="zstd", index=False)
        made.rename(path)
    return path


def hazards(count: int, seed: int) -> gpd.GeoDataFrame:
    """Return so many hazard polygons with type, status and stated size."""
    rng = np.random.default_rng(seed)
    longitude, latitude = _sites(rng, count)
    size = rng.lognormal(np.log(20_000), 1.1, count)
    twin = rng.choice(count, count // 20, replace=False)
    other = rng.integers(0, count, len(twin))
    shift = np.sqrt(size[other]) * 0.5 / 111_000
    longitude[twin] = longitude[other] + shift * rng.uniform(-1, 1, len(twin))
    latitude[twin] = latitude[other] + shift * rng.uniform(-1, 1, len(twin))
    corners, owner, start = _outlines(rng, longitude, latitude, size)
    bad = rng.choice(count, count // 24, replace=False)  # two corners change places: a bow-tie in half of the cases
    one, two = start[bad] + 1, start[bad] + 2
    corners[one], corners[two] = corners[two].copy(), corners[one].copy()
    shapes = shapely.polygons(shapely.linearrings(corners.round(7), indices=owner))
    hazard_type = rng.choice(["CHA", "SHA", "BAC"], count, p=[0.5, 0.35, 0.15])
    status = rng.choice(["open", "closed", "cleared"], count, p=[0.35, 0.2, 0.45])
    stated = (size * rng.choice([1.0, 1.0, 1.0, 0.5, 2.0], count)).round()
    columns = {"hazard_type": hazard_type, "status": status, "area_m2": stated}
    return gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326")


def _sites(rng: np.random.Generator, count: int) -> tuple[Floats, Floats]:
    """Return places in degrees, unordered; half of their clusters lie along borders."""
    level = read_level(Level.DETAIL)
    areas = dict(zip(level["area"], level.geometry, strict=True))
    share = np.array(list(COUNTRIES.values()), float)
    longitude, latitude = np.empty(count), np.empty(count)
    at = 0
    for code, some in zip(COUNTRIES, rng.multinomial(count, share / share.sum()), strict=True):
        shape, clusters = areas[code], max(3, int(some / 60))
        west, south, east, north = shape.bounds
        shapely.prepare(shape)
        inside: list[shapely.Geometry] = []
        while len(inside) < clusters:
            places = np.column_stack([rng.uniform(west, east, 4 * clusters), rng.uniform(south, north, 4 * clusters)])
            points = np.asarray(shapely.points(places), object)
            inside.extend(points[shapely.contains(shape, points)])
        centres = shapely.get_coordinates(np.array(inside[:clusters]))
        near = rng.random(clusters) < 0.5
        along = shapely.line_interpolate_point(shape.boundary, rng.random(int(near.sum())), normalized=True)
        centres[near] = shapely.get_coordinates(along)
        weight = rng.pareto(1.2, clusters) + 0.2
        which = rng.choice(clusters, some, p=weight / weight.sum())
        spread = 0.04 + 0.06 * rng.random(clusters)  # degrees: 4 to 11 km
        spread *= np.sqrt(np.maximum(1, np.bincount(which, minlength=clusters) / 60))  # large clusters spread wider
        centre = centres[which]
        latitude[at : at + some] = centre[:, 1] + rng.normal(0, 1, some) * spread[which]
        squeezed = np.cos(np.radians(centre[:, 1]))
        longitude[at : at + some] = centre[:, 0] + rng.normal(0, 1, some) * spread[which] / squeezed
        at += some
    order = rng.permutation(count)
    return longitude[order], latitude[order]


def _outlines(
    rng: np.random.Generator, longitude: Floats, latitude: Floats, size_m2: Floats
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64]]:
    """Return the corners of irregular polygons of 4 to 21 corners, their owners, and where each polygon starts."""
    count = len(longitude)
    corners = rng.integers(4, 22, count)
    owner = np.repeat(np.arange(count), corners)
    start = np.cumsum(corners) - corners
    step = np.arange(len(owner)) - start[owner]
    angle = 2 * np.pi * (step + 0.35 * rng.random(len(owner))) / corners[owner]
    radius = 1 + 0.35 * rng.standard_normal(len(owner)).clip(-1.8, 1.8)
    stretch = rng.lognormal(0, 0.5, count)  # many are strips
    turn = rng.uniform(0, np.pi, count)
    x, y = radius * np.cos(angle) * stretch[owner], radius * np.sin(angle) / stretch[owner]
    x, y = x * np.cos(turn[owner]) - y * np.sin(turn[owner]), x * np.sin(turn[owner]) + y * np.cos(turn[owner])
    scale = np.sqrt(size_m2 / np.pi)[owner]
    east = longitude[owner] + x * scale / (111_320 * np.cos(np.radians(latitude[owner])))
    return np.column_stack([east, latitude[owner] + y * scale / 110_574]), owner, start
