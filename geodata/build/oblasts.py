"""The 27 units of Ukraine: taken from the province layer and fitted to our outline of the country, as pieces of it."""

from __future__ import annotations

import csv
from pathlib import Path

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.worldatlas import rounded
from geodata.coverage import polygons_only
from geodata.errors import BoundaryError

TABLE = Path(__file__).with_name("oblasts.csv")
# The province layer was simplified apart from the country outline and lies up to a few kilometres inside it. Each unit
# grows into what is left in these steps (degrees), so that a strip along the border is shared near the true junctions.
GROWTH = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 1.0)


def read_oblast_table() -> tuple[dict[str, str], dict[str, str]]:
    """Return ISO 3166-2 code by the FIPS code of the province layer, and English name by ISO 3166-2 code."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["fips"]: row["oblast"] for row in rows}, {row["oblast"]: row["name"] for row in rows}


def oblasts(ukraine: BaseGeometry, qgis: Path) -> dict[str, BaseGeometry]:
    """Return the units by ISO 3166-2 code; together they are exactly `ukraine`, Crimea and Sevastopol included.

    Raises
    ------
    BoundaryError
        When the province layer lacks one of the units.
    """
    codes, _ = read_oblast_table()
    provinces = gpd.read_file(qgis, layer="states_provinces")
    # Crimea and Sevastopol are filed under Russia in this layer, with Ukrainian FIPS codes.
    mine = provinces[provinces["fips"].isin(list(codes))]
    found = {codes[str(fips)]: unit for fips, unit in zip(mine["fips"], mine.geometry, strict=True) if unit is not None}
    if set(found) != set(codes.values()):
        raise BoundaryError(f"{qgis.name}: no province for {sorted(set(codes.values()) - set(found))}")
    units = {code: polygons_only(shapely.intersection(found[code], ukraine)) for code in sorted(found)}
    for growth in GROWTH:
        left = shapely.difference(ukraine, shapely.union_all(list(units.values())))
        for code, unit in units.items():
            gained = polygons_only(shapely.intersection(shapely.buffer(unit, growth), left))
            left = shapely.difference(left, gained)
            units[code] = polygons_only(shapely.union(unit, gained))
    return {code: rounded(unit) for code, unit in units.items()}
