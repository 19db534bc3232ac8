"""First-level areas of the world (provinces, oblasts, governorates): codes, names and polygons, read when asked for."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Container
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import BoundaryError, UnknownKeyError
from geodata.geo.boundaries import BOUNDARIES_FOLDER, CRS, FIRST_LEVEL_FILE
from geodata.geo.coverage import Geometries
from geodata.geo.topojson import decode
from geodata.model import Level

if TYPE_CHECKING:  # imported on use, as `geodata.geo.boundaries` does
    import geopandas as gpd

POLYGONS_FILE, TABLE_FILE, RECORD_FILE = FIRST_LEVEL_FILE, "first_level.csv", "first_level.json"
# Degrees: the grid on which the level of detail and the first-level areas are written.
GRID_STEP = 0.001
Keys = npt.NDArray[np.int64]
Coordinates = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FirstLevelArea:
    """An administrative unit of a country, as the source of the boundaries draws it.

    Attributes
    ----------
    code
        Its ISO 3166-2 code, or where none is known the code of the country, a point and a word of its name.
    country
        Code of the area that it is a part of.
    name
        In English where CLDR has its name, else as in the source.
    kind
        What it is (`province`, `oblast`, ...); empty where the source does not say.
    level
        `first` or `second`: its level in ISO 3166-2; `whole`: the source divides the country not at all;
        `unmatched`: no present code has its name, so that it may be a former unit, or one of another level.
    parent
        ISO 3166-2 code of the unit that a unit of the second level is a part of.
    names
        Other names in the sources, for finding it.
    """

    code: str
    country: str
    name: str
    kind: str
    level: str
    parent: str
    names: tuple[str, ...]


@cache
def first_level_table() -> tuple[FirstLevelArea, ...]:
    """Return the units of all countries, ordered by country and code.

    Raises
    ------
    BoundaryError
        When the table is missing or a column of it is.
    """
    try:
        rows = list(csv.DictReader(_text(TABLE_FILE).splitlines()))
        return tuple(
            FirstLevelArea(
                row["code"],
                row["country"],
                row["name"],
                row["kind"],
                row["level"],
                row["parent"],
                tuple(filter(None, row["names"].split(";"))),
            )
            for row in rows
        )
    except KeyError as error:
        raise BoundaryError(
            f"{TABLE_FILE}: column {error} is missing; run python -m geodata.build.first_level"
        ) from error


def first_level_areas(country: str | None = None) -> gpd.GeoDataFrame:
    """Return the polygons of the units of one country, or of all.

    The units of a country have the outline of its polygon at the level of detail and add up to it exactly: a vertex
    where the border of two units meets the outline lies on a segment of it. All countries take about 3 s, one 0.3 s;
    nothing is kept.

    Parameters
    ----------
    country
        Code of an area, such as `UKR`.

    Returns
    -------
    GeoDataFrame
        One row per unit, ordered by country and code, EPSG:4326. `code`, `country`, `name` (str): as in
        `FirstLevelArea`. `geometry`: a valid Polygon or MultiPolygon; those of a country are a coverage.

    Raises
    ------
    UnknownKeyError
        When no unit belongs to `country`; the error offers the nearest codes.
    BoundaryError
        When a file is missing or damaged.
    """
    import geopandas as gpd  # noqa: PLC0415 - on use

    rows = [row for row in first_level_table() if country in (None, row.country)]
    if not rows:
        raise UnknownKeyError("country", str(country), {row.country for row in first_level_table()})
    codes = {row.code for row in rows}
    polygons = _polygons(POLYGONS_FILE, "units", codes if country else None)
    missing = sorted(codes - set(polygons))
    if missing:
        raise BoundaryError(f"{POLYGONS_FILE}: no polygon for {', '.join(missing[:5])}")
    outlines = _polygons(f"{Level.DETAIL}.topojson", "areas", {row.country for row in rows})
    geometries = np.array([polygons[row.code] for row in rows], dtype=object)
    countries = np.array([row.country for row in rows], dtype=object)
    for code in np.unique(countries):
        own = countries == code
        geometries[own] = on_outline(geometries[own], outlines[str(code)])
    data = {"code": [r.code for r in rows], "country": [r.country for r in rows], "name": [r.name for r in rows]}
    return gpd.GeoDataFrame(data, geometry=list(geometries), crs=CRS)


@cache
def first_level_fingerprint() -> str:
    """Return the SHA-256 (hexadecimal) of the record of both files, which a measurement by their units names."""
    return hashlib.sha256(_text(RECORD_FILE).encode()).hexdigest()


def _polygons(name: str, layer: str, keys: Container[str] | None) -> dict[str, BaseGeometry]:
    try:
        return {shape.key: shape.geometry for shape in decode(_text(name), layer=layer, keys=keys)}
    except ValueError as error:
        raise BoundaryError(f"{name}: {error}") from error


def _text(name: str) -> str:
    try:
        return (BOUNDARIES_FOLDER / name).read_text(encoding="utf-8")
    except OSError as error:
        raise BoundaryError(
            f"{name}: cannot be read ({error.strerror}); run python -m geodata.build.first_level"
        ) from error


# --- Units whose borders end on the outline of their country


def on_outline(units: Geometries, outline: BaseGeometry) -> Geometries:
    """Return units with the vertices at which their borders meet the outline of their country moved onto it.

    The grid of the file has a point within 80 m of such a vertex, but seldom one on the segment. Without the move the
    outline would bend there, and the units would not add up to the country.

    Parameters
    ----------
    units
        Polygons on the grid of `GRID_STEP`, together a coverage whose other outer vertices are those of `outline`.
    outline
        The polygon of the country, on the same grid.
    """
    junctions = outer_vertices(units)
    junctions = junctions[~np.isin(_numbers(junctions), _numbers(grid_keys(shapely.get_coordinates(outline))))]
    if not len(junctions):
        return units
    pairs, _ = segments(np.array([outline], dtype=object))
    lines = np.asarray(shapely.linestrings(pairs), dtype=object)
    points = np.asarray(shapely.points(junctions * GRID_STEP), dtype=object)
    nearest = lines[shapely.STRtree(lines).nearest(points)]
    numbers = _numbers(junctions)
    order = np.argsort(numbers)
    numbers = numbers[order]
    places = shapely.get_coordinates(
        shapely.line_interpolate_point(nearest, shapely.line_locate_point(nearest, points))
    )[order]

    def moved(coordinates: Coordinates) -> Coordinates:
        own = _numbers(grid_keys(coordinates))
        index = np.minimum(np.searchsorted(numbers, own), len(numbers) - 1)
        return np.where((numbers[index] == own)[:, None], places[index], coordinates)

    result: Geometries = shapely.transform(units, moved)
    return result


def outer_vertices(units: Geometries) -> Keys:
    """Return the grid positions (one row each) of the ends of those segments that only one unit has."""
    pairs, _ = segments(units)
    keys = grid_keys(pairs.reshape(-1, 2)).reshape(-1, 4)
    is_shared = in_two(keys)
    ends: Keys = np.unique(keys[~is_shared].reshape(-1, 2), axis=0)
    return ends


def segments(polygons: Geometries) -> tuple[Coordinates, npt.NDArray[np.intp]]:
    """Return both ends of every segment of `polygons` (n x 2 x 2), and the index of the polygon of each."""
    parts, part_owner = shapely.get_parts(polygons, return_index=True)
    rings, ring_part = shapely.get_rings(parts, return_index=True)
    vertices, ring = shapely.get_coordinates(rings, return_index=True)
    is_same_ring = ring[1:] == ring[:-1]
    pairs: Coordinates = np.stack([vertices[:-1][is_same_ring], vertices[1:][is_same_ring]], axis=1)
    owners: npt.NDArray[np.intp] = part_owner[ring_part[ring[:-1][is_same_ring]]]
    return pairs, owners


def in_two(pairs: npt.NDArray[np.int64] | Coordinates) -> npt.NDArray[np.bool_]:
    """Return for each row x1, y1, x2, y2 whether a second row has the same segment in either direction."""
    turned = (pairs[:, 0] > pairs[:, 2]) | ((pairs[:, 0] == pairs[:, 2]) & (pairs[:, 1] > pairs[:, 3]))
    canonical = np.where(turned[:, None], pairs[:, [2, 3, 0, 1]], pairs)
    _, inverse, count = np.unique(canonical, axis=0, return_inverse=True, return_counts=True)
    shared: npt.NDArray[np.bool_] = count[inverse.reshape(-1)] == 2
    return shared


def grid_keys(coordinates: Coordinates) -> Keys:
    """Return the nearest grid position of each coordinate, in steps."""
    return np.rint(coordinates / GRID_STEP).astype(np.int64)


def _numbers(keys: Keys) -> npt.NDArray[np.int64]:
    """Return one number for each grid position of the globe."""
    numbers: npt.NDArray[np.int64] = (keys[:, 0] + 200_000) * np.int64(1_000_000) + keys[:, 1] + 100_000
    return numbers
