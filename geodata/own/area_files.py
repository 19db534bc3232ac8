"""A reader's own areas for the map: which columns of their file have codes and names, and outlines simplified."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.errors import GeodataError, OwnFileError
from geodata.geo.boundaries import read_level
from geodata.model import Level
from geodata.own.files import FileLayer, HazardFile
from geodata.own.measuring import AreaFile, file_digest, own_areas
from geodata.own.quantities import text_of
from geodata.own.shares import Areas
from geodata.own_figures import MOST_FIGURES, Ring
from geodata.own_outlines import DECIMALS, MOST_CORNERS, OwnArea, areas_json

Geometries = NDArray[np.object_]

# Headers, without signs and case, of columns with the codes and the names of areas. Only columns that match are read.
_CODES = re.compile(
    r"(adm\d?_?)?pcode\d?|adm\d?(code|id)|admin\d?p?code|shape(iso|id)|gid\d?|hasc\d?|iso31662|iso\d?|code\d?|codigo|"
    r"cod\w{0,4}|kod|id|objectid|fid"
)
_NAMES = re.compile(
    r"adm\d?(name|en|fr|es|pt|ru|ua|uk|ar|local)?|admin\d?name\w{0,2}|shapename|name\d?(en)?|nom|nombre|nome|title|label|"
    r"district|province|municipality|oblast|raion"
)
NO_COLUMN = "-"  # given for a column of names that there is not
SHARE_OF_EXTENT = 1 / 2_000  # of the wider side of all areas: half a pixel of a map 1,000 pixels wide
NEAR_COAST = 0.3  # degrees: an area whose point lies off a simplified coast by less is in that country


@dataclass(frozen=True, slots=True)
class AreaScan:
    """What a file of areas holds.

    Attributes
    ----------
    layer, layers
        The layer read, and all with shapes.
    columns
        Of that layer.
    code, name
        The columns with codes and names; "" where none is known.
    areas
        Empty without a column of codes.
    sha256
        Of the file.
    """

    file: str
    layer: str
    layers: tuple[str, ...]
    columns: tuple[str, ...]
    code: str
    name: str
    areas: tuple[OwnArea, ...]
    sha256: str

    def to_json(self) -> str:
        """Return it as JSON text; `areas` is in the form of `own_outlines.areas_json`."""
        parts: dict[str, Any] = {
            "file": self.file,
            "layer": self.layer,
            "layers": self.layers,
            "columns": self.columns,
            "code": self.code,
            "name": self.name,
            "sha256": self.sha256,
        }
        return json.dumps(parts | {"areas": json.loads(areas_json(self.areas))}, ensure_ascii=False)


def scan_areas(path: Path, *, layer: str = "", code: str = "", name: str = "", scratch: Path | None = None) -> AreaScan:
    """Return the areas of a file.

    Parameters
    ----------
    code, name
        Columns with codes and names; found by their headers without: of several the one with the most different texts.

    Raises
    ------
    GeodataError
        When it cannot be read, has no such column, or more areas than a map has.
    """
    with HazardFile(path, scratch=scratch) as file:
        chosen = file.layer(layer)
        if not chosen.has_shapes:
            raise OwnFileError(f"{file.name} has no shapes; expected a file with the polygons of areas")
        code = code or _fullest(file, chosen, _CODES)
        name = "" if name == NO_COLUMN else name or _fullest(file, chosen, _NAMES, but=code)
        layers = tuple(one.name for one in file.layers if one.has_shapes)
    areas: tuple[OwnArea, ...] = ()
    if code:
        areas = outlined(own_areas(AreaFile(path, code, name, chosen.name), scratch=scratch))
    return AreaScan(path.name, chosen.name, layers, chosen.columns, code, name, areas, file_digest(path))


def _fullest(file: HazardFile, layer: FileLayer, pattern: re.Pattern[str], but: str = "") -> str:
    """Return the column with the most different texts among those whose header matches; the first of several."""
    headers = [one for one in layer.columns if one != but and pattern.fullmatch(re.sub(r"[\W_]", "", one).casefold())]
    texts: dict[str, set[str]] = {header: set() for header in headers}
    for batch in file.batches(layer, headers, shapes=False) if headers else ():
        for header in headers:
            texts[header].update(filter(None, map(text_of, batch.columns[header].to_pylist())))
    best = max(headers, key=lambda header: len(texts[header]), default="")
    return best if best and texts[best] else ""


def outlined(areas: Areas) -> tuple[OwnArea, ...]:
    """Return areas with their country and outline, simplified so that all have at most `MOST_CORNERS` corners.

    Raises
    ------
    GeodataError
        When there are more areas than figures may have.
    """
    if len(areas) > MOST_FIGURES:
        raise GeodataError(f"there are {len(areas):,} areas, and a map has {MOST_FIGURES:,} at most")
    shapes = joined_at_antimeridian(areas.shapes)
    points = shapely.transform(shapely.point_on_surface(shapes), _in_range)
    rows = zip(areas.codes, areas.names, _countries_of(points), points, map(_rings, simplified(shapes)), strict=True)
    return tuple(
        OwnArea(code, name, country, round(float(point.x), 3), round(float(point.y), 3), rings)
        for code, name, country, point, rings in rows
    )


def _in_range(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return corners with longitudes from -180 to 180."""
    return corners - np.where(corners[:, :1] > 180, [[360.0, 0.0]], 0.0)


def joined_at_antimeridian(shapes: Geometries) -> Geometries:
    """Return polygons on both sides of longitude 180 with those west of it in one piece, their longitudes up to 360.

    Others are returned as they are, as are those that also reach over longitude 0, which leave no gap to cut at.
    """
    parts, owners = shapely.get_parts(shapes, return_index=True)
    west, _, east, _ = shapely.bounds(parts).T
    moved = west < 0
    if (moved & (east > 0)).any() or not moved.any():
        return shapes
    widest = np.where(moved, east + 360, east).max() - np.where(moved, west + 360, west).min()
    if widest >= east.max() - west.min():
        return shapes
    parts[moved] = shapely.transform(parts[moved], lambda corners: corners + np.array([360.0, 0.0]))
    joined = shapes.copy()
    for number in np.unique(owners[moved]):
        joined[number] = shapely.union_all(parts[owners == number])
    return joined


def simplified(shapes: Geometries) -> Geometries:
    """Return polygons with fewer corners; shared borders stay shared where the polygons are a coverage.

    Raises
    ------
    GeodataError
        When they have too many corners for a map even so.
    """
    west, south, east, north = shapely.total_bounds(shapes)
    tolerance = max(east - west, north - south) * SHARE_OF_EXTENT
    is_coverage = bool(shapely.coverage_is_valid(shapes))
    for _ in range(12):
        if is_coverage:
            simple = shapely.coverage_simplify(shapes, tolerance)
        else:
            simple = shapely.simplify(shapes, tolerance, preserve_topology=True)
        if int(shapely.get_num_coordinates(simple).sum()) <= MOST_CORNERS:
            break
        tolerance *= 2
    else:
        raise GeodataError(
            f"the areas have more than {MOST_CORNERS:,} corners even when simplified; merge some of them"
        )
    return np.asarray(simple, object)


def _rings(shape: shapely.Geometry) -> tuple[Ring, ...]:
    parts = [part for part in shapely.get_parts(shape) if shapely.get_dimensions(part) == 2]
    rings = [ring for part in parts for ring in shapely.get_rings(part)]
    corners = (np.round(_in_range(shapely.get_coordinates(ring)), DECIMALS) + 0.0 for ring in rings)
    return tuple(tuple((float(x), float(y)) for x, y in ring) for ring in corners if len(ring) >= 4)


def _countries_of(points: Geometries) -> list[str]:
    """Return the country of each point, "" where none is near."""
    level = read_level(Level.DETAIL)
    tree = shapely.STRtree(np.asarray(level.geometry.values, object))
    codes = list(level["area"])
    countries = [""] * len(points)
    for at, area in zip(*tree.query_nearest(points, max_distance=NEAR_COAST, all_matches=False), strict=True):
        countries[at] = codes[area]
    return countries
