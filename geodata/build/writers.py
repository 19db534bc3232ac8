"""How the derived files are written, so that the same input gives the same bytes: order, decimals, line ends."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import AreaGeometry, DisputedLine, Extent
from geodata.build import inputs
from geodata.build.korea import LABEL
from geodata.build.levels import Pieces
from geodata.build.oblasts import read_oblast_table

# Whose versions can change the result: GEOS does the geometry, PROJ the projections.
TOOLS = ("geopandas", "numpy", "pyproj", "shapely")
# Written by hand, not derived.
AUTHORED = ("README.md", "boundary_notes.csv", "manifest.json")


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 with a final line end, making the folder when it is missing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text if text.endswith("\n") else text + "\n", encoding="utf-8", newline="\n")


def write_table(path: Path, header: Iterable[str], rows: Iterable[Iterable[str | float]]) -> None:
    """Write a CSV file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    write_text(path, out.getvalue())


def write_features(path: Path, features: Iterable[tuple[Mapping[str, str], BaseGeometry]], decimals: int) -> None:
    """Write GeoJSON with one feature per line, coordinates rounded to `decimals`."""
    lines: list[str] = []
    for properties, geometry in features:
        rounded = shapely.transform(geometry, lambda c: np.round(c, decimals))
        shape = json.loads(shapely.to_geojson(rounded))
        feature = {"type": "Feature", "properties": dict(properties), "geometry": shape}
        lines.append(json.dumps(feature, separators=(",", ":"), ensure_ascii=False))
    write_text(path, '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}")


def write_areas(folder: Path, rows: Iterable[AreaGeometry]) -> None:
    """Write areas.csv."""
    header = ("area", "name_in_source", "label_lon", "label_lat", "area_km2", "is_small")
    write_table(
        folder / "areas.csv",
        header,
        (
            (r.area, r.name_in_source, r.label_lon, r.label_lat, r.area_km2, "true" if r.is_small else "false")
            for r in rows
        ),
    )


def write_extents(folder: Path, extents: Iterable[Extent]) -> None:
    """Write extents.csv."""
    header = ("area", "title", "projection", "xmin", "ymin", "xmax", "ymax", "level")
    write_table(
        folder / "extents.csv", header, ((e.extent_id, e.title, e.projection, *e.bounds, e.level) for e in extents)
    )


def write_lines(folder: Path, lines: Iterable[DisputedLine]) -> None:
    """Write disputed_lines.geojson."""
    write_features(
        folder / "disputed_lines.geojson",
        (
            (
                {
                    "id": line.line_id,
                    "name": line.name,
                    "areas": ";".join(line.areas),
                    "style": line.style,
                    "un_style": line.un_style,
                    "edges": ";".join("|".join(edge) for edge in line.edges),
                    "basis": line.basis,
                    "citations": "; ".join(f"{c.source_id}: {c.locator}" for c in line.citations),
                },
                line.geometry,
            )
            for line in lines
        ),
        3,
    )


def write_oblasts(folder: Path, pieces: Pieces) -> None:
    """Write ukraine_oblasts.geojson."""
    _, names = read_oblast_table()
    found = (
        (n.removeprefix("UKR-"), g)
        for n, g in zip(pieces.names, pieces.geometries, strict=True)
        if n.startswith("UKR-")
    )
    features = (({"oblast": code, "name": names[code]}, geometry) for code, geometry in found)
    write_features(folder / "ukraine_oblasts.geojson", features, 3)


def write_zone(folder: Path, zone: Mapping[str, BaseGeometry]) -> None:
    """Write korea_dmz.geojson; five decimals, because the zone is only 4 km wide."""
    features = (({"part": part, "label": LABEL}, geometry) for part, geometry in zone.items())
    write_features(folder / "korea_dmz.geojson", features, 5)


def write_manifest(folder: Path) -> None:
    """Write manifest.json: what went in, what made it, what came out."""
    derived = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in AUTHORED)
    manifest = {
        "inputs": {
            f"npm {inputs.ATLAS_PACKAGE} countries-10m.json": {
                "integrity": inputs.ATLAS_INTEGRITY,
                "sha256": inputs.ATLAS_SHA256,
            },
            f"Debian {inputs.QGIS_PACKAGE} resources/data/world_map.gpkg": {"sha256": inputs.QGIS_SHA256},
        },
        "tools": {
            **{name: version(name) for name in TOOLS},
            "geos": shapely.geos_version_string,
        },
        "outputs": {
            p.relative_to(folder).as_posix(): {"sha256": inputs.sha256(p), "bytes": p.stat().st_size} for p in derived
        },
    }
    write_text(folder / "manifest.json", json.dumps(manifest, indent=1))
