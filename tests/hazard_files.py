"""Small files of hazard records in every format that is read, made by the tests themselves."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.own.records import HazardBatch

EAST, NORTH = 36.1, 49.6  # a corner in eastern Ukraine


def square(east: float = EAST, north: float = NORTH, side: float = 0.001) -> shapely.Polygon:
    corners = [(east, north), (east + side, north), (east + side, north + side), (east, north + side)]
    return shapely.Polygon([(round(x, 7), round(y, 7)) for x, y in corners])


BOW_TIE = shapely.Polygon([(36.3, 49.6), (36.301, 49.601), (36.301, 49.6), (36.3, 49.601)])


def hazard_records(rows: int = 8) -> gpd.GeoDataFrame:
    """Records with a hole, two parts, a bow-tie and no shape; what a table says stays the same in every format."""
    shapes: list[shapely.Geometry | None] = [square(EAST + 0.01 * row) for row in range(rows)]
    shapes[1] = shapely.Polygon(
        square(side=0.004).exterior, [square(EAST + 0.001, NORTH + 0.001).exterior.coords[::-1]]
    )
    shapes[2] = shapely.MultiPolygon([square(EAST + 0.1), square(EAST + 0.11)])
    shapes[3] = BOW_TIE
    if rows > 4:
        shapes[4] = None
    return gpd.GeoDataFrame(
        {
            "Local_ID": [f"UA-{row}" for row in range(rows)],
            "HazardType": ["CHA", "SHA", "Minefield", "BAC", "CHA", "Район", "Підозрювана небезпечна зона", "CHA"][
                :rows
            ],
            "Status": ["Open", "Closed", "Очищено", "Скасовано", "Open", "Worked on", "Expired", "?"][:rows],
            "Area_m2": [8_000.0, 120_000.0, 16_000.0, 4_000.0, 5_000.0, 8_000.0, 8_000.0, 8_000.5][:rows],
            "Date": ["2024-05-01", "2023-11", "2022", "", "2024-05-01", "2019-01-31", "2024-05-01", "2024-05-02"][
                :rows
            ],
            "Phone": ["+380 44 000 00 00"] * rows,
        },
        geometry=np.array(shapes, dtype=object),
        crs="EPSG:4326",
    )


def zipped(path: Path, files: dict[str, Path | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content if isinstance(content, bytes) else content.read_bytes())
    return path


def _with_driver(driver: str, ending: str) -> Callable[[gpd.GeoDataFrame, Path], Path]:
    def write(frame: gpd.GeoDataFrame, folder: Path) -> Path:
        path = folder / f"hazards.{ending}"
        options: dict[str, Any] = {}
        if driver in {"FlatGeobuf", "OpenFileGDB"}:  # which want one kind of shape
            options = {"geometry_type": "MultiPolygon", "promote_to_multi": True}
        if driver == "FlatGeobuf":  # and its index wants a shape of every row
            options["SPATIAL_INDEX"] = "NO"
        frame.to_file(path, driver=driver, engine="pyogrio", **options)
        return path

    return write


def _parquet(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    frame.to_parquet(folder / "hazards.parquet")
    return folder / "hazards.parquet"


def _native_parquet(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    several = frame.assign(
        geometry=[None if s is None else shapely.multipolygons([*shapely.get_parts(s)]) for s in frame.geometry]
    )
    several.to_parquet(folder / "native.parquet", geometry_encoding="geoarrow", schema_version="1.1.0")
    return folder / "native.parquet"


def _shapefile_zip(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    path = _with_driver("ESRI Shapefile", "shp")(frame, folder)
    return zipped(
        folder / "hazards.zip", {part.name: part for part in folder.glob(f"{path.stem}.*") if part.suffix != ".zip"}
    )


def _database_zip(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    path = _with_driver("OpenFileGDB", "gdb")(frame, folder)
    return zipped(folder / "database.zip", {f"{path.name}/{part.name}": part for part in path.iterdir()})


def _kml(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    """GDAL writes no crossing edges to KML, so they are put into its text."""
    shapes = frame.geometry.to_numpy().copy()
    has_bow_tie = len(shapes) > 3 and shapely.equals_exact(shapes[3], BOW_TIE)
    if has_bow_tie:
        shapes[3] = square(36.3)
    path = _with_driver("LIBKML", "kml")(frame.set_geometry(shapes, crs=frame.crs), folder)
    if has_bow_tie:
        crossing = " ".join(f"{x},{y}" for x, y in BOW_TIE.exterior.coords)
        text, count = re.subn(r"(<coordinates>)\s*36\.3,[^<]*", rf"\g<1>{crossing}", path.read_text(encoding="utf-8"))
        assert count == 1
        path.write_text(text, encoding="utf-8")
    return path


def _kmz(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    return zipped(folder / "hazards.kmz", {"doc.kml": _kml(frame, folder)})


def table(frame: gpd.GeoDataFrame) -> pd.DataFrame:
    shapes = frame.geometry.to_numpy()
    return pd.DataFrame(frame.drop(columns="geometry")).assign(WKT=shapely.to_wkt(shapes, rounding_precision=-1))


def _csv(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    table(frame).to_csv(folder / "hazards.csv", index=False)
    return folder / "hazards.csv"


def _workbook(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    table(frame).to_excel(folder / "hazards.xlsx", index=False, engine="xlsxwriter")
    return folder / "hazards.xlsx"


WRITERS: dict[str, Callable[[gpd.GeoDataFrame, Path], Path]] = {
    "GeoParquet": _parquet,
    "GeoParquet with native shapes": _native_parquet,
    "GeoPackage": _with_driver("GPKG", "gpkg"),
    "shapefile": _with_driver("ESRI Shapefile", "shp"),
    "zipped shapefile": _shapefile_zip,
    "GeoJSON": _with_driver("GeoJSON", "geojson"),
    "newline-delimited GeoJSON": _with_driver("GeoJSONSeq", "geojsonl"),
    "KML": _kml,
    "KMZ": _kmz,
    "FlatGeobuf": _with_driver("FlatGeobuf", "fgb"),
    "file geodatabase": _with_driver("OpenFileGDB", "gdb"),
    "zipped file geodatabase": _database_zip,
    "CSV with WKT": _csv,
    "workbook with WKT": _workbook,
}


def shapes_of_batch(batch: HazardBatch) -> list[str | None]:
    """Shapes in one form: flat, valid, as several parts, corners in one order."""
    shapes = shapely.force_2d(shapely.from_wkb(batch.wkb, on_invalid="fix"))
    shapes = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    several = [None if s is None else shapely.multipolygons([*shapely.get_parts(s)]) for s in shapes]
    return [
        None if s is None else shapely.to_wkt(shapely.normalize(s), rounding_precision=9) for s in several
    ]  # the grid of a file geodatabase


def content(batches: list[HazardBatch]) -> list[tuple[object, ...]]:
    """What is measured of batches, row by row."""
    rows: list[tuple[object, ...]] = []
    for batch in batches:
        sizes = [None if np.isnan(size) else float(size) for size in batch.stated_m2]
        columns = (batch.hazard_type, batch.status, batch.record, batch.dated, sizes, batch.declared)
        rows += zip(shapes_of_batch(batch), *columns, strict=True)
    return rows


def districts(folder: Path) -> Path:
    """Two areas that hold the hazard areas."""
    halves = {"W": shapely.box(35.5, 49, 36.05, 50.5), "E": shapely.box(36.05, 49, 36.5, 50.5)}
    path, names = folder / "districts.gpkg", {"code": [*halves], "name": ["West", "East"]}
    gpd.GeoDataFrame(names, geometry=[*halves.values()], crs="EPSG:4326").to_file(path)
    return path
