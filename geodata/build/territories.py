"""The source's territories under United Nations practice, as a coverage of pieces at three levels of detail."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.inputs import with_rounded_coordinates
from geodata.errors import BoundaryError
from geodata.geo.boundaries import shared_edges
from geodata.geo.coverage import Geometries, coverage_on_grid, polygonal_parts, simplified_coverage
from geodata.geo.projections import GEOD
from geodata.geo.topojson import Shape, encode
from geodata.model import Level

# --- United Nations practice: which territories of the source are merged, moved, or separated as pieces
#
# A piece is a part of an area that a disputed line bounds; its name is the area's code, a hyphen and a word. Because
# the line is an edge of the coverage, it has the vertices of the borders and coasts that it meets at every level.

# Entries of the source that are merged into the area to which they belong in UN practice.
#   Baykonur, Guantanamo Bay: leased, not ceded; Kazakhstan and Cuba.
#   Akrotiri and Dhekelia: the UN country list (M49) and its list of non-self-governing territories have no entry for
#   them, and UN maps of this scale draw the island undivided; a boundary note names them.
#   Ashmore and Cartier, Coral Sea Islands, Clipperton: tiny islands without an ISO code, of undisputed ownership.
MERGED_TERRITORIES = {
    "KAZ-baikonur": "KAZ",
    "CUB-guantanamo": "CUB",
    "CYP-akrotiri": "CYP",
    "CYP-dhekelia": "CYP",
    "AUS-ashmore": "AUS",
    "AUS-coral-sea": "AUS",
    "FRA-clipperton": "FRA",
}
# Somaliland is a piece of Somalia, which UN maps show undivided: where it begins, the dashed part of the boundary
# with Ethiopia ends.
# Reefs claimed by several states are left out: the UN assigns them to no state, no table has a row for them, and the
# largest is 2 km across. Drawn, they would show one claim as decided.
OMITTED_REEFS = ("drop-spratly", "drop-scarborough", "drop-bajo-nuevo", "drop-serranilla")

# Crimea and Sevastopol (General Assembly resolution 68/262) are separate parts of Russia in the source, in this box.
CRIMEA = shapely.box(32.3, 44.2, 36.8, 46.4)
# Western Sahara lies south of 27 degrees 40 minutes north; the source assigns Morocco the land west of the berm.
WESTERN_SAHARA = shapely.box(-18, 20, -8, 27 + 40 / 60)
# Christmas Island (CXR) and the Cocos Islands (CCK) are one entry in the source; 100 E runs between them.
COCOS = shapely.box(90, -15, 100, -5)
# The parallel of 22 degrees north from the west end of Bir Tawil (33 degrees 10 minutes east) to the Red Sea. A strip
# of Egypt north of it, 0.3 degrees wide, is a piece so that the line ends at both.
HALAIB = shapely.box(33 + 10 / 60, 21.9, 38, 22.3)
# The Ilemi Triangle: the land north of this parallel that the source assigns Kenya.
ILEMI = shapely.box(34.2, 4.6207, 35.93, 5.5)

# Pieces bounded by lines of the layer disputed_borders: name, owner in the source, name of the lines, and a point
# (longitude, latitude) inside each part.
CUTS = (
    ("SYR-golan", "ISR", "Syrian claim", ((35.75, 33.0),)),
    ("PAK-kashmir", "PAK", "Indian claim", ((75.0, 35.6), (73.8, 34.0))),
    ("IND-kashmir", "IND", "Pakistani claim", ((75.5, 33.5),)),
    ("CHN-aksai-chin", "CHN", "Indian claim", ((79.5, 35.0),)),
    ("IND-arunachal", "IND", "Chinese claim", ((94.5, 28.2),)),
    ("SDN-abyei", "SDN", "South Sudanese claim", ((28.4, 9.8),)),
)


def un_territories(source: Mapping[str, BaseGeometry], qgis: Path) -> dict[str, BaseGeometry]:
    """Return geometry (EPSG:4326) by piece under UN practice; shared borders are not noded yet.

    Parameters
    ----------
    source
        Geometry by code, as `inputs.read_countries` returns it.
    qgis
        The file world_map.gpkg, for the layer disputed_borders.

    Raises
    ------
    BoundaryError
        When a territory to move is empty, so the source is not the one for which the boxes were chosen.
    """
    land = dict(source)
    for name in OMITTED_REEFS:
        del land[name]
    crimea = [part for part in shapely.get_parts(land["RUS"]) if CRIMEA.contains(part)]
    # Whole parts of the source are moved, so that the vertices at Perekop coincide and no seam is left.
    _move(land, shapely.union_all(crimea), "RUS", "UKR")
    _move(land, shapely.intersection(land["MAR"], WESTERN_SAHARA), "MAR", "ESH-west")
    for name, target in MERGED_TERRITORIES.items():
        land[target] = shapely.union(land[target], land.pop(name))
    _move(land, shapely.intersection(land["IOA"], COCOS), "IOA", "CCK")
    land["CXR"] = land.pop("IOA")
    _move(land, shapely.intersection(land["EGY"], HALAIB), "EGY", "EGY-halaib")
    _move(land, shapely.intersection(land["KEN"], ILEMI), "KEN", "KEN-ilemi")
    lines = gpd.read_file(qgis, layer="disputed_borders")
    for name, owner, claim, inside in CUTS:
        claim_lines = np.asarray(lines.geometry[lines["name"] == claim], dtype=object)
        _move(land, _enclosed_faces(land[owner], claim_lines, inside), owner, name)
    return {name: with_rounded_coordinates(geometry) for name, geometry in sorted(land.items())}


def _move(land: dict[str, BaseGeometry], part: BaseGeometry, origin: str, target: str) -> None:
    part = polygonal_parts(part)
    if part.is_empty:
        raise BoundaryError(f"nothing of {origin} can be moved to {target}: the source has changed")
    land[origin] = polygonal_parts(shapely.difference(land[origin], part))
    land[target] = shapely.union(land[target], part) if target in land else part


def _enclosed_faces(area: BaseGeometry, lines: Geometries, inside: Sequence[tuple[float, float]]) -> BaseGeometry:
    """Return the union of the faces of `area`, divided by the lines that touch it, that hold the points `inside`."""
    outline = shapely.boundary(area)
    # The lines have a finer resolution than the outline; snapping within 0.01 degrees joins their ends to it.
    touching = [shapely.snap(line, outline, 0.01) for line in lines if line.intersects(area)]
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all([outline, *touching]))))
    enclosed = [face for face in faces if shapely.intersects(shapely.points(inside), face).any()]
    union = shapely.union_all(enclosed)
    if len(enclosed) != len(inside) or union.area > 0.9 * area.area:
        raise BoundaryError(f"the disputed lines near {inside} do not cut their area")
    return union


def area_of(piece: str) -> str:
    """Return the code of the area to which a piece belongs.

    Examples
    --------
    >>> area_of("IND-arunachal")
    'IND'
    """
    return piece.partition("-")[0]


# --- The 27 administrative units of Ukraine: from the province layer, fitted to the outline of the country

OBLASTS_TABLE = Path(__file__).with_name("oblasts.csv")
# The province layer was simplified independently of the country outline and lies up to some kilometres inside it. All
# units grow into the remainder by these steps (degrees) in turn, so that a strip along the border is divided near the
# true junctions.
GROWTH_STEPS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 1.0)


def read_oblast_table() -> tuple[dict[str, str], dict[str, str]]:
    """Return ISO 3166-2 code by the FIPS code of the province layer, and English name by ISO 3166-2 code."""
    with OBLASTS_TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["fips"]: row["oblast"] for row in rows}, {row["oblast"]: row["name"] for row in rows}


def oblasts(ukraine: BaseGeometry, qgis: Path) -> dict[str, BaseGeometry]:
    """Return the units (EPSG:4326) by ISO 3166-2 code; their union is `ukraine`, Crimea and Sevastopol included.

    Raises
    ------
    BoundaryError
        When the province layer lacks one of the units.
    """
    codes, _ = read_oblast_table()
    provinces = gpd.read_file(qgis, layer="states_provinces")
    # Selected by FIPS code: this layer has Crimea and Sevastopol under Russia, with Ukrainian FIPS codes.
    ukrainian = provinces[provinces["fips"].isin(list(codes))]
    by_code = {
        codes[str(fips)]: unit
        for fips, unit in zip(ukrainian["fips"], ukrainian.geometry, strict=True)
        if unit is not None
    }
    if set(by_code) != set(codes.values()):
        raise BoundaryError(f"{qgis.name}: no province for {sorted(set(codes.values()) - set(by_code))}")
    units = {code: polygonal_parts(shapely.intersection(by_code[code], ukraine)) for code in sorted(by_code)}
    for growth in GROWTH_STEPS:
        remainder = shapely.difference(ukraine, shapely.union_all(list(units.values())))
        for code, unit in units.items():
            growth_area = polygonal_parts(shapely.intersection(shapely.buffer(unit, growth), remainder))
            remainder = shapely.difference(remainder, growth_area)
            units[code] = polygonal_parts(shapely.union(unit, growth_area))
    return {code: with_rounded_coordinates(unit) for code, unit in units.items()}


# --- The Korean demilitarized zone: two kilometres on each side of the Military Demarcation Line

# Armistice agreement of 27 July 1953, article I, paragraph 1: both sides withdraw two kilometres from the line.
DMZ_HALF_WIDTH_M = 2000.0
DMZ_LABEL = "schematic: 2 km each side of the Military Demarcation Line, from a 1:10m map"
# Korea 2000 / Unified CS is conformal, so a buffer has the same width in every direction.
KOREA_CRS = "EPSG:5179"


def demilitarized_zone(pieces: Pieces) -> dict[str, BaseGeometry]:
    """Return the parts `north` and `south` (EPSG:4326), clipped at the coast, from the full-resolution border."""
    by_name = dict(zip(pieces.names, pieces.geometries, strict=True))
    line = shared_edges(by_name, [("KOR", "PRK")])
    forth = pyproj.Transformer.from_crs("EPSG:4326", KOREA_CRS, always_xy=True)
    back = pyproj.Transformer.from_crs(KOREA_CRS, "EPSG:4326", always_xy=True)

    def metres(geometry: BaseGeometry) -> BaseGeometry:
        return shapely.transform(geometry, lambda c: np.column_stack(forth.transform(c[:, 0], c[:, 1])))

    def degrees(geometry: BaseGeometry) -> BaseGeometry:
        return shapely.transform(geometry, lambda c: np.column_stack(back.transform(c[:, 0], c[:, 1])))

    # Ground metres to grid metres: the scale factor of this CRS is 0.04 % below 1 here.
    scale = shapely.length(metres(line)) / GEOD.geometry_length(line)
    zone = shapely.buffer(metres(line), DMZ_HALF_WIDTH_M * scale, cap_style="flat", quad_segs=8)
    return {
        part: degrees(shapely.intersection(zone, metres(by_name[code])))
        for part, code in (("north", "PRK"), ("south", "KOR"))
    }


# --- The coverage of pieces at a level of detail, and its TopoJSON

# Degrees: 111 m, a quarter of the grid of the source.
GRID_STEP = 0.001


@dataclass(frozen=True, slots=True)
class Pieces:
    """A valid coverage in EPSG:4326: the name of each piece and its geometry, sorted by name."""

    names: tuple[str, ...]
    geometries: Geometries

    @property
    def owners(self) -> tuple[str, ...]:
        """The code of the area of each piece."""
        return tuple(area_of(name) for name in self.names)

    def areas(self) -> dict[str, BaseGeometry]:
        """Return the union of the pieces of each area by code, sorted."""
        owners = np.asarray(self.owners)
        return {
            str(code): shapely.coverage_union_all(self.geometries[owners == code])
            if (owners == code).sum() > 1
            else self.geometries[owners == code][0]
            for code in sorted(set(owners))
        }


def pieces_at_level(full: Pieces, level: Level, area_km2: Mapping[str, float]) -> Pieces:
    """Return a coverage simplified to a level of detail, on the grid of `GRID_STEP` degrees."""
    reduced = simplified_coverage(full.geometries, full.owners, tolerance=level.tolerance, area_km2=area_km2)
    steps = coverage_on_grid(reduced, GRID_STEP)
    return Pieces(full.names, shapely.transform(steps, lambda c: np.round(c * GRID_STEP, 9)))


def level_topojson(pieces: Pieces) -> str:
    """Return the TopoJSON of a level: object `areas` with every area, `pieces` with the parts of divided areas."""
    areas = pieces.areas()
    owners = pieces.owners
    shapes = [Shape("areas", code, geometry, {"area": code}) for code, geometry in areas.items()]
    shapes += [
        Shape("pieces", name, geometry, {"area": owner})
        for name, owner, geometry in zip(pieces.names, owners, pieces.geometries, strict=True)
        if owners.count(owner) > 1
    ]
    scaled = [
        Shape(s.layer, s.key, shapely.transform(s.geometry, lambda c: np.rint(c / GRID_STEP)), s.properties)
        for s in shapes
    ]
    return encode(scaled, step=GRID_STEP)
