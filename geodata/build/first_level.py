"""Build of the first-level areas of the world: `python -m geodata.build.first_level`, after `geodata.build`.

The provinces of Natural Earth, as Debian's qgis-common has them, are fitted into the countries at the level of detail.
A unit belongs to the area that holds most of its land, so that Crimea lies in Ukraine whatever the source says. Ukraine
has the units that `geodata.build` has made parts of its polygon.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build import first_level_names, inputs, products
from geodata.build.first_level_fit import fitted_units
from geodata.build.first_level_names import NamedUnit, SourceUnit
from geodata.build.territories import read_oblast_table
from geodata.dataset import load
from geodata.errors import BoundaryError, GeodataError
from geodata.first_level import GRID_STEP, POLYGONS_FILE, RECORD_FILE, TABLE_FILE
from geodata.geo.boundaries import BOUNDARIES_FOLDER, read_level, ukraine_oblasts
from geodata.geo.coverage import Geometries
from geodata.geo.topojson import Shape, encode
from geodata.model import Level

CACHE = Path(__file__).parents[2] / ".cache" / "boundaries"
UKRAINE = "UKR"
LAYER = "states_provinces"
MAX_BYTES = 6_000_000  # of both files together
Units = list[tuple[SourceUnit, BaseGeometry]]


def main() -> None:
    """Fetch the inputs and write polygons, table and record.

    Raises
    ------
    BoundaryError
        When an input cannot be fetched or is not the one that was pinned, or when units do not fill their country.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    qgis, names = inputs.fetch_qgis(CACHE), first_level_names.fetch_names(CACHE)
    states = load().states
    countries: dict[str, BaseGeometry] = dict(read_level(Level.DETAIL)[["area", "geometry"]].itertuples(index=False))
    units = [*source_units(qgis, countries, {area: state.iso2 for area, state in states.items()}), *ukraine_units()]
    shown, polygons = fitted(units, countries)
    titles = {area: state.common_name for area, state in states.items()}
    named = first_level_names.named_units(shown, first_level_names.read_subdivisions(*names), titles)
    write(shown, named, polygons)


def source_units(qgis: Path, countries: Mapping[str, BaseGeometry], iso_a2: Mapping[str, str]) -> Units:
    """Return the units of the source, but for Ukraine's, each with the area that holds most of it.

    Units without a name, or without land in any area, are left out: their land goes to the nearest unit. Those that
    first_level_edits.csv makes part of another are united with it, and so are two units whose names are all the same.
    """
    layer = gpd.read_file(qgis, layer=LAYER)
    geometries = np.asarray(layer.geometry, dtype=object)
    owners = _owners(geometries, countries)
    edits = first_level_names.read_edits()
    units: Units = []
    joined: dict[tuple[str, str], list[BaseGeometry]] = {}
    columns = [
        layer[column].fillna("").astype(str).map(_mended).tolist()
        for column in ("name", "gn_name", "woe_label", "fips")
    ]
    for name, geonames, label, fips, geometry, owner in zip(*columns, geometries, owners, strict=True):
        if owner in ("", UKRAINE) or not name:
            continue
        unit = SourceUnit(owner, iso_a2.get(owner, ""), name, geonames, label.split(",")[0], fips)
        edit = first_level_names.edit_of(unit, edits)
        into = edit.into if edit else ""
        if into or (edit is None and any(other == unit for other, _ in units)):
            joined.setdefault((owner, into or name), []).append(geometry)
        else:
            units.append((unit, geometry))
    whole: Units = []
    for unit, geometry in units:
        parts = joined.pop((unit.area, unit.name), [])
        whole.append((unit, shapely.union_all([geometry, *parts]) if parts else geometry))
    if joined:
        raise BoundaryError(f"{first_level_names.EDITS_TABLE.name}: no unit {sorted(joined)} to join others to")
    return whole


def _mended(text: str) -> str:
    """Return a text of the source that is UTF-8 read as Windows-1252 as it was meant."""
    try:
        return b"".join(_byte(letter) for letter in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(letter: str) -> bytes:
    # Five bytes have no letter in Windows-1252; they were read as control characters.
    return letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252")


def _owners(geometries: Geometries, countries: Mapping[str, BaseGeometry]) -> list[str]:
    """Return the code of the area that holds most of each geometry; empty where none holds any."""
    codes, polygons = list(countries), np.array(list(countries.values()), dtype=object)
    unit, country = shapely.STRtree(polygons).query(geometries, predicate="intersects")
    most = [("", 0.0)] * len(geometries)
    alone = np.bincount(unit, minlength=len(geometries)) == 1
    for u, c in zip(unit.tolist(), country.tolist(), strict=True):
        size = 1.0 if alone[u] else float(shapely.area(shapely.intersection(geometries[u], polygons[c])))
        most[u] = max(most[u], (codes[c], size), key=lambda pair: pair[1])
    return [code for code, _ in most]


def ukraine_units() -> Units:
    """Return the units of Ukraine, which are parts of its polygon already."""
    _, names = read_oblast_table()
    oblasts = ukraine_oblasts()
    return [
        (SourceUnit(UKRAINE, "UA", names[code], _with_kind(names[code]), "", code=code), geometry)
        for code, geometry in zip(oblasts["oblast"], oblasts.geometry, strict=True)
    ]


def _with_kind(name: str) -> str:
    return name if "city" in name or "Republic" in name else f"{name} Oblast"


def fitted(units: Units, countries: Mapping[str, BaseGeometry]) -> tuple[list[SourceUnit], Geometries]:
    """Return the units that fill their countries and their polygons on the grid, ordered by area.

    A country of which the source has no unit is one of its own; a unit that vanishes on the grid is left out.
    """
    shown: list[SourceUnit] = []
    polygons: list[BaseGeometry] = []
    for area, country in sorted(countries.items()):
        own = [pair for pair in units if pair[0].area == area] or [(SourceUnit(area, "", area, "", ""), country)]
        sources = np.array([geometry for _, geometry in own], dtype=object)
        for (unit, _), polygon in zip(
            own, sources if area == UKRAINE else fitted_units(area, country, sources), strict=True
        ):
            if not polygon.is_empty:
                shown.append(unit)
                polygons.append(polygon)
    return shown, np.array(polygons, dtype=object)


def write(shown: list[SourceUnit], named: list[NamedUnit], polygons: Geometries) -> None:
    """Write polygons, table and record, ordered by area and code."""
    order = sorted(range(len(shown)), key=lambda number: (shown[number].area, named[number].code))
    steps = shapely.transform(polygons, lambda c: np.rint(c / GRID_STEP))
    shapes = [Shape("units", named[n].code, steps[n], {"area": shown[n].area}) for n in order]
    topology, table = BOUNDARIES_FOLDER / POLYGONS_FILE, BOUNDARIES_FOLDER / TABLE_FILE
    products.write_text(topology, encode(shapes, step=GRID_STEP))
    header = ("code", "country", "name", "kind", "level", "parent", "names")
    rows = (
        (u.code, shown[n].area, u.name, u.kind, u.level, u.parent, ";".join(v.replace(";", ",") for v in u.names))
        for n, u in ((n, named[n]) for n in order)
    )
    products.write_table(table, header, rows)
    size = topology.stat().st_size + table.stat().st_size
    if size > MAX_BYTES:
        raise BoundaryError(f"{POLYGONS_FILE} and {TABLE_FILE} have {size:,} bytes, more than {MAX_BYTES:,}")
    detail = BOUNDARIES_FOLDER / f"{Level.DETAIL}.topojson"
    record = {
        "inputs": {
            f"Debian {inputs.QGIS_PACKAGE} resources/data/world_map.gpkg": inputs.QGIS_SHA256,
            f"npm {first_level_names.CODES_PACKAGE} 2.js": first_level_names.CODES_SHA256,
            f"npm {first_level_names.CLDR_PACKAGE} subdivisions/en/en.json": first_level_names.CLDR_SHA256,
            detail.name: inputs.sha256(detail),
        },
        "outputs": {path.name: inputs.sha256(path) for path in (topology, table)},
    }
    products.write_text(BOUNDARIES_FOLDER / RECORD_FILE, json.dumps(record, indent=1))


if __name__ == "__main__":
    try:
        main()
    except GeodataError as error:
        sys.exit(str(error))
