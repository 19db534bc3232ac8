"""Spoilt files of hazard records, made from a seed, and what becomes of each: measured, or refused with a sentence.

`python -m tests.spoilt_hazard_files --count 2000 --seed 1` tries many, each in a process that is watched for time.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
import time
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from concurrent.futures import TimeoutError as NoAnswer
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geodata.errors import OwnFileError
from geodata.own.reading import read_batches
from geodata.own.records import HazardBatch
from geodata.own.repair import prepare
from geodata.own.scanning import scan
from tests.hazard_files import EAST, NORTH, WRITERS, hazard_records, square, table, zipped

MAX_SECONDS = 5.0  # for one small file
Spoil = Callable[[random.Random, Path], Path]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a spoilt file: rows that were read (-1 where it was refused), the sentence, seconds."""

    fault: str
    file: str
    rows: int
    sentence: str
    notes: tuple[str, ...]
    seconds: float


# --- Faults of shapes


def _unclosed() -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[[EAST, NORTH], [EAST + 0.01, NORTH], [EAST + 0.01, NORTH + 0.01]]]}


def _ring(*corners: tuple[float | None, float | None]) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [[list(corner) for corner in corners]]}


def _odd_shape(rng: random.Random) -> object:
    e, n = EAST + rng.random() / 10, NORTH + rng.random() / 10
    return rng.choice(
        [
            _unclosed(),
            _ring((e, n), (e + 0.01, n)),
            _ring((e, n), (e + 0.01, n), (e, n)),
            _ring((e, n), (e + 0.01, None), (e + 0.01, n + 0.01), (e, n)),
            _ring((e, n), (e + 0.01, n + 0.01), (e + 0.01, n), (e, n + 0.01), (e, n)),
            _ring((179.9, n), (-179.9, n), (-179.9, n + 0.1), (179.9, n + 0.1), (179.9, n)),
            _ring((e, 89.9), (e + 120, 89.9), (e - 120, 89.9), (e, 89.9)),
            _ring((e, 90), (e + 1, 90), (e + 1, 91), (e, 91), (e, 90)),
            _ring((e * 1e5, n * 1e5), (e * 1e5 + 9, n * 1e5), (e * 1e5, n * 1e5 + 9), (e * 1e5, n * 1e5)),
            _ring((1e308, 1e308), (-1e308, 1e308), (0, -1e308), (1e308, 1e308)),
            {"type": "Polygon", "coordinates": []},
            {"type": "Polygon", "coordinates": [[]]},
            {"type": "Polygon"},
            {"type": "Polygone", "coordinates": [[[e, n]]]},
            {"type": "MultiPolygon", "coordinates": [[[[e, n], [e + 1, n], [e, n + 1], [e, n]]], [[[e, n]]]]},
            {"type": "LineString", "coordinates": [[e, n], [e, n + 0.01]]},
            {"type": "Point", "coordinates": [e]},
            {"type": "Point", "coordinates": ["a", "b"]},
            {"type": "GeometryCollection", "geometries": [_unclosed(), {"type": "Point", "coordinates": [e, n]}]},
            {"type": "Polygon", "coordinates": [[[e, n, 7], [e + 0.01, n, 7], [e, n + 0.01, 7], [e, n, 7]]]},
            None,
            [],
            "POLYGON EMPTY",
            7,
        ]
    )


def odd_shapes(rng: random.Random, folder: Path) -> Path:
    features = [
        {"type": "Feature", "properties": {"Type": "CHA", "Status": "Open"}, "geometry": _odd_shape(rng)}
        for _ in range(rng.randint(1, 12))
    ]
    lines = rng.random() < 0.3
    path = folder / ("odd.geojsonl" if lines else "odd.geojson")
    text = (
        "\n".join(map(json.dumps, features))
        if lines
        else json.dumps({"type": "FeatureCollection", "features": features})
    )
    path.write_text(text, encoding="utf-8")
    return path


def _moved(rng: random.Random, folder: Path, move: Callable[[np.ndarray], np.ndarray], crs: str | None) -> Path:
    frame = hazard_records()
    shapes = shapely.transform(frame.geometry.to_numpy(), move)
    kinds = ["GeoParquet", "GeoPackage", "shapefile", "FlatGeobuf", "zipped shapefile"]
    frame = gpd.GeoDataFrame(frame.drop(columns="geometry"), geometry=shapes, crs=crs)
    return WRITERS[rng.choice(kinds)](frame, folder)


def swapped_axes(rng: random.Random, folder: Path) -> Path:
    return _moved(rng, folder, lambda corners: corners[:, ::-1], "EPSG:4326")


def metres_without_system(rng: random.Random, folder: Path) -> Path:
    return _moved(rng, folder, lambda corners: (corners - (36, 49)) * 70_000 + (290_000, 5_430_000), None)


def metres_as_degrees(rng: random.Random, folder: Path) -> Path:
    return _moved(rng, folder, lambda corners: corners * 100_000, "EPSG:4326")


def degrees_as_metres(rng: random.Random, folder: Path) -> Path:
    return _moved(rng, folder, lambda corners: corners, rng.choice(["EPSG:32637", "EPSG:3857", "EPSG:28406"]))


def far_off(rng: random.Random, folder: Path) -> Path:
    shift = rng.choice([(0, 45), (144, 0), (1e6, 1e6), (0, -140), (1e300, 0)])
    return _moved(rng, folder, lambda corners: corners + np.array(shift), "EPSG:4326")


def mixed_systems(rng: random.Random, folder: Path) -> Path:
    return _moved(rng, folder, lambda corners: np.where(corners[:, :1] > 36.15, corners * 1e5, corners), "EPSG:4326")


def no_shapes(rng: random.Random, folder: Path) -> Path:
    frame = hazard_records()
    frame = frame.set_geometry(np.full(len(frame), None, object), crs="EPSG:4326")
    return WRITERS[rng.choice(["GeoParquet", "GeoPackage", "GeoJSON", "CSV with WKT"])](frame, folder)


# --- Faults of bytes


def _whole(rng: random.Random, folder: Path) -> Path:
    kind = rng.choice([kind for kind in WRITERS if kind != "file geodatabase"])
    return WRITERS[kind](hazard_records(), folder)


def cut_off(rng: random.Random, folder: Path) -> Path:
    path = _whole(rng, folder)
    data = path.read_bytes()
    path.write_bytes(data[: rng.randrange(1, len(data))])
    return path


def changed_bytes(rng: random.Random, folder: Path) -> Path:
    path = _whole(rng, folder)
    data = bytearray(path.read_bytes())
    for _ in range(rng.choice([1, 5, 50])):
        data[rng.randrange(len(data))] = rng.randrange(256)
    path.write_bytes(data)
    return path


def wrong_ending(rng: random.Random, folder: Path) -> Path:
    path = _whole(rng, folder)
    return path.rename(
        path.with_suffix(
            rng.choice([".gpkg", ".shp", ".geojson", ".kml", ".fgb", ".csv", ".xlsx", ".parquet", ".zip", ".kmz"])
        )
    )


def lost_part(rng: random.Random, folder: Path) -> Path:
    path = WRITERS["shapefile"](hazard_records(), folder)
    path.with_suffix(rng.choice([".shx", ".dbf", ".prj", ".cpg"])).unlink()
    return path


def wrong_system(rng: random.Random, folder: Path) -> Path:
    path = WRITERS["shapefile"](hazard_records(), folder)
    text = rng.choice(
        [
            "",
            "not a system",
            "\ufeffGEOGCS[",
            'PROJCS["x"]',
            'GEOGCS["GCS_Pulkovo_1942",DATUM["D_Pulkovo_1942",SPHEROID["Krasovsky_1940",6378245.0,298.3]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
        ]
    )
    path.with_suffix(".prj").write_text(text, encoding="utf-8")
    return path


def wrong_encoding(rng: random.Random, folder: Path) -> Path:
    frame = hazard_records()
    page = rng.choice(["cp1251", "cp1252", "cp1256", "utf-8"])
    if rng.random() < 0.5:
        text = table(frame).to_csv(index=False)
        (folder / "text.csv").write_bytes(
            text.encode(page, errors="ignore") if rng.random() < 0.8 else text.encode("utf-16")
        )
        return folder / "text.csv"
    path = folder / "text.shp"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame.iloc[:4].to_file(path, driver="ESRI Shapefile", encoding="utf-8" if page == "cp1256" else page)
    path.with_suffix(".cpg").write_text(rng.choice(["UTF-8", "1251", "1252", "1256", "nonsense", ""]), encoding="ascii")
    return path


def cut_wkb(rng: random.Random, folder: Path) -> Path:
    wkb = []
    for shape in hazard_records().geometry:
        data = bytearray(shapely.to_wkb(shape) if shape else b"")
        fault = rng.randrange(5)
        if fault == 0:
            data = data[: rng.randrange(len(data) + 1)]
        elif fault == 1 and data:
            data[rng.randrange(min(len(data), 13))] = rng.randrange(256)
        elif fault == 2:
            data += b"\0" * rng.randrange(9)
        elif fault == 3 and data:
            data[5:9] = rng.randrange(1 << 32).to_bytes(4, "little")  # the count of rings or parts
        wkb.append(bytes(data))
    path = folder / "cut.parquet"
    pq.write_table(pa.table({"geometry": pa.array(wkb, pa.binary()), "Type": ["CHA"] * len(wkb)}), path)
    return path


# --- Faults of archives and tables


def odd_archive(rng: random.Random, folder: Path) -> Path:
    path = folder / "odd.zip"
    inner = zipped(folder / "inner.zip", {"a.geojson": b'{"type":"FeatureCollection","features":[]}'})
    good = WRITERS["GeoJSON"](hazard_records(), folder)
    kind = rng.randrange(6)
    if kind == 0:
        return zipped(
            path,
            {rng.choice(["../a.geojson", "/a.geojson", "a/../../a.geojson", "C:\\a.geojson", "..\\a.geojson"]): good},
        )
    if kind == 1:
        return zipped(path, {"inner.zip": inner, "a.geojson": good})
    if kind == 2:
        return zipped(path, {"a.geojson": b" " * rng.randrange(55 << 20, 60 << 20)})
    if kind == 3:
        zipped(path, {"a.geojson": good})
        data = path.read_bytes()
        path.write_bytes(data[: rng.randrange(len(data))] or b"P")
        return path
    if kind == 4:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("a.geojson", good.read_bytes())
        marked = bytearray(path.read_bytes())
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            marked[marked.find(mark) + at] |= 1  # says that it is encrypted
        path.write_bytes(marked)
        return path
    return zipped(path, {"doc.kml": good, "b.csv": b"a,b\n", "readme.txt": b"hello"})


def odd_table(rng: random.Random, folder: Path) -> Path:
    rows = [["Type", "Status", "Latitude", "Longitude", "Area"]]
    cells = [
        "CHA",
        "Open",
        "49.6",
        "36.1",
        "1,5 ha",
        "",
        "NaN",
        "49°36'N",
        "36 61 00",
        "inf",
        "1e400",
        "-",
        '"',
        "'",
        "\u0000",
        "x" * 3_000,
    ]
    widths = rng.choice([[5], [5, 5, 5, 4, 6]])
    rows += [[rng.choice(cells) for _ in range(rng.choice(widths))] for _ in range(rng.randint(0, 20))]
    sign = rng.choice(",;\t|")
    data = "\n".join(sign.join(row) for row in rows).encode()
    (folder / "odd.csv").write_bytes(rng.choice([b"", b"\xef\xbb\xbf", b"\n\n"]) + data)
    return folder / "odd.csv"


def odd_wkt(rng: random.Random, folder: Path) -> Path:
    texts = [
        "POLYGON ((",
        "POLYGON EMPTY",
        "POINT (1)",
        "SRID=4326;POINT (36 49)",
        square().wkt,
        square().wkt[:-9],
        "0101",
        square().wkb_hex,
        square().wkb_hex[:-8],
        "",
        "nothing",
        "CURVEPOLYGON (CIRCULARSTRING (0 0, 4 0, 4 4, 0 4, 0 0))",
    ]
    lines = ["WKT;Type"] + [f'"{rng.choice(texts)}";CHA' for _ in range(rng.randint(1, 15))]
    (folder / "odd.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder / "odd.csv"


def deep_json(rng: random.Random, folder: Path) -> Path:
    depth = rng.choice([100, 2_000, 100_000])
    text = rng.choice(
        [
            '{"type":"FeatureCollection","features":' + "[" * depth,
            "[" * depth,
            '{"a":' * depth,
            '{"type":"Feature","geometry":null,"properties":{"Type":"' + "x" * depth + '"}}',
        ]
    )
    (folder / "deep.json").write_text(text, encoding="utf-8")
    return folder / "deep.json"


FAULTS: dict[str, Spoil] = {
    spoil.__name__.replace("_", " "): spoil
    for spoil in (
        odd_shapes, swapped_axes, metres_without_system, metres_as_degrees, degrees_as_metres, far_off, mixed_systems,
        no_shapes, cut_off, changed_bytes, wrong_ending, lost_part, wrong_system, wrong_encoding, cut_wkb, odd_archive,
        odd_table, odd_wkt, deep_json,
    )
}  # fmt: skip


def outcome(seed: int) -> Outcome:
    """Make the spoilt file of a seed, read it, and say what became of it; any other fault than a sentence is raised."""
    rng = random.Random(seed)  # noqa: S311  no secret
    folder = Path(tempfile.mkdtemp(prefix="spoilt-"))
    fault = rng.choice([*FAULTS])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            path = FAULTS[fault](rng, folder)
        start = time.perf_counter()
        rows, sentence = -1, ""
        notes: tuple[str, ...] = ()
        try:
            file_scan = scan(path)
            notes = file_scan.notes
            rows = sum(map(rows_accounted, read_batches(path, file_scan.plan())))
        except OwnFileError as error:
            sentence = str(error)
        return Outcome(fault, path.name, rows, sentence, notes, time.perf_counter() - start)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def rows_accounted(batch: HazardBatch) -> int:
    """Return the number of rows, after the kernel has accounted for each as measured, counted apart or dropped."""
    _, ledger = prepare(batch)
    accounted = ledger.polygons + ledger.points + ledger.lines + sum(ledger.dropped.values())
    if not len(batch) == ledger.read == accounted:
        raise AssertionError(f"{len(batch)} rows, {ledger.read} read, {accounted} accounted for")
    return len(batch)


def faults_of(result: Outcome) -> list[str]:
    """Return what is wrong with an outcome: it says nothing, too much, or took too long."""
    wrong = []
    if result.rows < 0 and not result.sentence:
        wrong.append("neither measured nor refused")
    for text in (result.sentence, *result.notes):
        if re.search(r"\d\.\d{4,}", text):
            wrong.append(f"a coordinate in: {text}")
        if "\n" in text or "Traceback" in text or tempfile.gettempdir() in text:
            wrong.append(f"no sentence: {text}")
    if result.seconds > MAX_SECONDS:
        wrong.append(f"{result.seconds:.1f} seconds")
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    wrong, slowest = 0, 0.0
    pool = ProcessPoolExecutor(1)
    for number in range(options.count):
        seed = options.seed * 1_000_000 + number
        try:
            result = pool.submit(outcome, seed).result(timeout=6 * MAX_SECONDS)
        except (NoAnswer, BrokenExecutor, Exception) as error:  # noqa: BLE001  every other fault is what is looked for
            wrong += 1
            print(f"seed {seed}: {type(error).__name__}: {str(error)[:300]}")
            if isinstance(error, NoAnswer | BrokenExecutor):
                for process in [*(pool._processes or {}).values()]:
                    process.kill()
                pool.shutdown(wait=False, cancel_futures=True)
                pool = ProcessPoolExecutor(1)
            continue
        faults = faults_of(result)
        wrong += bool(faults)
        slowest = max(slowest, result.seconds)
        counts[result.fault, "refused" if result.rows < 0 else "measured"] += 1
        if faults or options.verbose:
            print(f"seed {seed}: {result.fault}, {result.file}: {'; '.join(faults)} {result.sentence or result.rows}")
    pool.shutdown()
    for (fault, what), count in sorted(counts.items()):
        print(f"{fault:24}{what:10}{count:6}")
    print(f"{options.count} files: {wrong} wrong, slowest {slowest:.2f} s")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
