"""One way to measure a file, in a process of its own: `python -m tests.bench.measure.contestant NAME FILE OUT`.

It prints its processor time from the first row on, with that of its workers and without start and imports.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Literal

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.dates import DateSpan
from geodata.geo.boundaries import read_level
from geodata.model import Level
from geodata.own.engine_dask import DaskEngine
from geodata.own.engines import Engine, LocalEngine
from geodata.own.kernel import Cut
from geodata.own.measuring import country_areas, measure_batches, measure_jobs
from geodata.own.records import HazardBatch
from geodata.own.result import Measurement, Provenance
from geodata.own.shares import OUTSIDE
from geodata.own.sizes import area_m2
from tests.bench.measure.hazards import jobs_of

KEYS = ["cut", "area", "hazard_type", "status"]
ABOUT = Provenance(as_of=DateSpan.parse("2026"), by="country", boundaries="")
EVERYTHING = 10**12  # rows


def ours(engine: Engine) -> Callable[[Path], pd.DataFrame]:
    """The kernel under an engine."""

    def table(path: Path) -> pd.DataFrame:
        return _table(measure_jobs(jobs_of(path), country_areas(), provenance=ABOUT, engine=engine))

    return table


def _table(result: Measurement) -> pd.DataFrame:
    rows = [
        (row.cut.value, row.area, row.hazard_type, row.status, row.features, row.sum_km2, row.union_km2)
        for row in result.rows
    ]
    return pd.DataFrame(rows, columns=[*KEYS, "features", "sum_km2", "union_km2"])


def geopandas_used_well(path: Path) -> pd.DataFrame:
    """What lies within one area needs no overlay, and what is dissolved is taken apart first."""
    hazards, areas = _read(path)
    within = hazards.sjoin(areas, predicate="within").drop(columns="index_right")
    rest = hazards.loc[hazards.index.difference(within.index)]
    parts = pd.concat([within, gpd.overlay(rest, areas, how="intersection", keep_geom_type=True)], ignore_index=True)
    return _dissolved(parts, "disjoint_subset")


def overlay_and_dissolve(path: Path) -> pd.DataFrame:
    """What most would write."""
    hazards, areas = _read(path)
    return _dissolved(gpd.overlay(hazards, areas, how="intersection", keep_geom_type=True), "unary")


def _read(path: Path) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame]:
    hazards = gpd.read_parquet(path, columns=["hazard_type", "status", "geometry"])
    hazards["geometry"] = hazards.geometry.make_valid(method="structure", keep_collapsed=False)
    return hazards, read_level(Level.DETAIL)


def _dissolved(parts: gpd.GeoDataFrame, method: Literal["disjoint_subset", "unary"]) -> pd.DataFrame:
    parts["km2"] = area_m2(np.asarray(parts.geometry.values, object)) / 1e6
    frames = []
    for cut in Cut:
        keys = ["area", *cut.columns]
        one = parts[[*keys, "geometry"]].dissolve(by=keys if len(keys) > 1 else keys[0], method=method)
        united = pd.Series(area_m2(np.asarray(one.geometry.values, object)) / 1e6, index=one.index, name="union_km2")
        total = parts.groupby(keys)["km2"].agg(["size", "sum"]).join(united).reset_index()
        frames.append(total.rename(columns={"size": "features", "sum": "sum_km2"}).assign(cut=cut.value))
    return pd.concat(frames, ignore_index=True).reindex(columns=[*KEYS, "features", "sum_km2", "union_km2"]).fillna("")


def shapely_limit(path: Path) -> pd.DataFrame:
    """Bulk calls of shapely and nothing else: one union, no borders, no classes, no ledger."""
    wkb = np.concatenate([batch.wkb for job in jobs_of(path) for batch in job.batches()])
    shapes = shapely.from_wkb(wkb)
    bad = ~shapely.is_valid(shapes)
    shapes[bad] = shapely.make_valid(shapes[bad], method="structure", keep_collapsed=False)
    sizes = area_m2(shapes)
    first, second = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    is_pair = first < second
    meets = np.zeros(len(shapes), bool)
    meets[first[is_pair]] = meets[second[is_pair]] = True
    united = np.array([shapely.disjoint_subset_union_all(shapes[meets])], object)
    union = sizes[~meets].sum() + area_m2(united)[0]
    return pd.DataFrame(
        [["all", "", "", "", len(shapes), sizes.sum() / 1e6, union / 1e6]],
        columns=[*KEYS, "features", "sum_km2", "union_km2"],
    )


# --- What is hard


def _measured(shapes: Sequence[shapely.Geometry], types: Sequence[str] = ("CHA",)) -> pd.DataFrame:
    def batches() -> Iterable[HazardBatch]:
        for start in range(0, len(shapes), 50_000):
            some = shapes[start : start + 50_000]
            kinds = np.array([types[at % len(types)] for at in range(len(some))], object)
            yield HazardBatch.of(
                np.asarray(shapely.to_wkb(np.asarray(some, object)), object), first=start, hazard_type=kinds
            )

    return _table(measure_batches(batches(), country_areas(), provenance=ABOUT))


def pile(_path: Path) -> pd.DataFrame:
    """20,000 polygons on one another."""
    rng = np.random.default_rng(3)
    at = np.column_stack([rng.normal(30.1, 0.004, 20_000), rng.normal(50.1, 0.003, 20_000)])
    turn = np.sort(rng.uniform(0, 2 * np.pi, (20_000, 12)), axis=1)
    reach = rng.uniform(0.002, 0.006, (20_000, 12))
    rings = at[:, None, :] + np.stack([reach * np.cos(turn), reach * np.sin(turn)], axis=2)
    return _measured(list(np.asarray(shapely.polygons(rings), object)), ("CHA", "SHA", "BAC"))


def copies(_path: Path) -> pd.DataFrame:
    """50,000 copies of one polygon."""
    return _measured([shapely.Point(30.1, 50.1).buffer(0.01)] * 50_000, ("CHA", "SHA"))


def corners(_path: Path) -> pd.DataFrame:
    """A polygon of 600,000 corners over 1,300 squares, along a border."""
    level = read_level(Level.DETAIL)
    shape = max(shapely.get_parts(level.loc[level["area"] == "UKR", "geometry"].iloc[0]), key=shapely.area)
    step = shape.exterior.length / 600_000
    return _measured([shapely.segmentize(shape, step)])


CONTESTANTS: dict[str, Callable[[Path], pd.DataFrame]] = {
    "one process": ours(LocalEngine(in_memory_rows=EVERYTHING)),
    "staged, 1 worker": ours(LocalEngine(workers=1, in_memory_rows=0)),
    "staged, 2 workers": ours(LocalEngine(workers=2, in_memory_rows=0)),
    "Dask, 2 processes": ours(DaskEngine(workers=2)),
    "GeoPandas used well": geopandas_used_well,
    "overlay and dissolve": overlay_and_dissolve,
    "shapely limit": shapely_limit,
    "20,000 on one another": pile,
    "50,000 copies": copies,
    "600,000 corners": corners,
}


def compared(left: Path, right: Path) -> dict[str, float | bool | list[str]]:
    """How far two tables are from each other: equal bits, largest relative difference, areas that one alone has."""
    one, other = (pd.read_csv(path, keep_default_na=False, float_precision="round_trip") for path in (left, right))
    both = one.merge(other, on=KEYS, how="outer", indicator=True)
    shared, alone = both[both["_merge"] == "both"], both[(both["_merge"] != "both") & (both["area"] != OUTSIDE)]
    worst = max(
        float((abs(shared[f"{name}_x"] - shared[f"{name}_y"]) / shared[f"{name}_x"]).max())
        for name in ("sum_km2", "union_km2")
    )
    return {"equal": bool(one.equals(other)), "worst": worst, "rows": len(shared), "alone": sorted(set(alone["area"]))}


def main(name: str, path: Path, out: Path) -> None:
    """Measure once, write the table and print the processor time."""
    start, before = time.perf_counter(), _cpu()
    table = CONTESTANTS[name](path)
    print(json.dumps({"wall_s": time.perf_counter() - start, "inner_s": _cpu() - before}))
    table.to_csv(out, index=False)


def _cpu() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
