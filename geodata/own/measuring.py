"""Measuring hazard areas: from batches of records to square kilometres by area, whatever engine does the work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any, Literal

import numpy as np
import pyproj
import shapely

from geodata.geo.boundaries import read_level
from geodata.model import Level
from geodata.own.engines import Engine, LocalEngine, Progress
from geodata.own.kernel import Rules, fold
from geodata.own.records import BatchInHand, HazardBatch, Job
from geodata.own.result import Measured, MeasuredRow, Provenance
from geodata.own.shares import OUTSIDE, Areas
from geodata.own.squares import Grid

OUTSIDE_NAME = "In no area"


def country_areas(grid: Grid | None = None) -> Areas:
    """Return the areas of the world at the level of detail, coast and borders simplified by 0.005 degrees at most."""
    level = read_level(Level.DETAIL)
    codes = list(level["area"])
    return Areas(codes, np.asarray(level.geometry.values, object), names=codes, countries=codes, grid=grid)


def measure_batches(
    batches: Iterable[HazardBatch],
    areas: Areas,
    *,
    provenance: Provenance,
    rules: Rules | None = None,
    engine: Engine | Literal["auto"] = "auto",
    progress: Progress = lambda _done, _of: None,
) -> Measured:
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
) -> Measured:
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
    return Measured(
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
