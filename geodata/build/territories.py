"""The territories of the source under United Nations practice, and the coverage of pieces made of them."""

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

from geodata.build.inputs import rounded
from geodata.errors import BoundaryError
from geodata.geo.boundaries import shared_edges
from geodata.geo.coverage import Geometries, coverage_on_grid, polygonal_parts, simplified_coverage
from geodata.geo.topojson import Shape, encode
from geodata.model import Level

# -- What the boundaries of the source become under United Nations practice: territories move or become pieces.
#
# A piece is a part of an area that a disputed line bounds; its name is the area's code, a hyphen and a word. Pieces
# exist so that a disputed line is made of the same points as the border or the coast it meets, at every level of
# detail.

# Whole entries of the source that belong to an area in UN practice, and so lose their outline.
#   Baykonur, Guantanamo Bay: leased, not ceded; Kazakhstan and Cuba.
#   Akrotiri and Dhekelia: the UN country list (M49) and its list of non-self-governing territories have no entry for
#   them, and UN maps of this scale draw the island undivided; a boundary note names them.
#   Ashmore and Cartier, Coral Sea Islands, Clipperton: specks without an ISO code whose owner nobody disputes.
DISSOLVED = {
    "KAZ-baikonur": "KAZ",
    "CUB-guantanamo": "CUB",
    "CYP-akrotiri": "CYP",
    "CYP-dhekelia": "CYP",
    "AUS-ashmore": "AUS",
    "AUS-coral-sea": "AUS",
    "FRA-clipperton": "FRA",
}
# Somaliland stays a piece of Somalia, which UN maps show undivided: where it begins, the dashed part of the boundary
# with Ethiopia ends.
# Reefs claimed by several states: the UN assigns them to nobody, no table has a row for them and the largest is 2 km
# across, so that drawing them would only make a claim look decided. They are left out.
DROPPED = ("drop-spratly", "drop-scarborough", "drop-bajo-nuevo", "drop-serranilla")

# Crimea and Sevastopol, General Assembly resolution 68/262: in the source, separate parts of Russia in this box.
CRIMEA = shapely.box(32.3, 44.2, 36.8, 46.4)
# Western Sahara begins at 27 degrees 40 minutes north: the source gives Morocco all that is west of the berm.
WESTERN_SAHARA = shapely.box(-18, 20, -8, 27 + 40 / 60)
# Christmas Island (CXR) and the Cocos Islands (CCK) are one entry in the source; 100 E runs between them.
COCOS = shapely.box(90, -15, 100, -5)
# The parallel of 22 north from the west end of Bir Tawil (33 degrees 10 minutes east) to the Red Sea: a strip of Egypt
# north of it, 0.3 degrees wide, is a piece only so that the line has its two ends.
HALAIB = shapely.box(33 + 10 / 60, 21.9, 38, 22.3)
# The Ilemi Triangle: what the source gives Kenya north of this parallel.
ILEMI = shapely.box(34.2, 4.6207, 35.93, 5.5)

# Pieces cut out by lines of the layer disputed_borders: name, owner in the source, name of the lines, points inside.
CUTS = (
    ("SYR-golan", "ISR", "Syrian claim", ((35.75, 33.0),)),
    ("PAK-kashmir", "PAK", "Indian claim", ((75.0, 35.6), (73.8, 34.0))),
    ("IND-kashmir", "IND", "Pakistani claim", ((75.5, 33.5),)),
    ("CHN-aksai-chin", "CHN", "Indian claim", ((79.5, 35.0),)),
    ("IND-arunachal", "IND", "Chinese claim", ((94.5, 28.2),)),
    ("SDN-abyei", "SDN", "South Sudanese claim", ((28.4, 9.8),)),
)


def apply_positions(source: Mapping[str, BaseGeometry], qgis: Path) -> dict[str, BaseGeometry]:
    """Return geometry by piece, in EPSG:4326, after every move; the borders are not yet noded with each other.

    Raises
    ------
    BoundaryError
        When a cut leaves nothing to move, which means that the source is not the one this was written for.
    """
    land = dict(source)
    for name in DROPPED:
        del land[name]
    crimea = [part for part in shapely.get_parts(land["RUS"]) if CRIMEA.contains(part)]
    # Whole parts of the source, so that the vertices at Perekop are the same and no seam is left.
    _move(land, shapely.union_all(crimea), "RUS", "UKR")
    _move(land, shapely.intersection(land["MAR"], WESTERN_SAHARA), "MAR", "ESH-west")
    for name, target in DISSOLVED.items():
        land[target] = shapely.union(land[target], land.pop(name))
    _move(land, shapely.intersection(land["IOA"], COCOS), "IOA", "CCK")
    land["CXR"] = land.pop("IOA")
    _move(land, shapely.intersection(land["EGY"], HALAIB), "EGY", "EGY-halaib")
    _move(land, shapely.intersection(land["KEN"], ILEMI), "KEN", "KEN-ilemi")
    lines = gpd.read_file(qgis, layer="disputed_borders")
    for name, owner, claim, inside in CUTS:
        claimed = np.asarray(lines.geometry[lines["name"] == claim], dtype=object)
        _move(land, _faces(land[owner], claimed, inside), owner, name)
    return {name: rounded(geometry) for name, geometry in sorted(land.items())}


def _move(land: dict[str, BaseGeometry], part: BaseGeometry, origin: str, target: str) -> None:
    part = polygonal_parts(part)
    if part.is_empty:
        raise BoundaryError(f"nothing of {origin} can be moved to {target}: the source has changed")
    land[origin] = polygonal_parts(shapely.difference(land[origin], part))
    land[target] = shapely.union(land[target], part) if target in land else part


def _faces(area: BaseGeometry, lines: Geometries, inside: Sequence[tuple[float, float]]) -> BaseGeometry:
    """Return the faces of `area`, cut by those of `lines` that touch it, that hold the points."""
    outline = shapely.boundary(area)
    # The lines are drawn finer than the outline: 0.01 degrees join their ends to it.
    cut = [shapely.snap(line, outline, 0.01) for line in lines if line.intersects(area)]
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(shapely.union_all([outline, *cut]))))
    found = [face for face in faces if shapely.intersects(shapely.points(inside), face).any()]
    whole = shapely.union_all(found)
    if len(found) != len(inside) or whole.area > 0.9 * area.area:
        raise BoundaryError(f"the disputed lines near {inside} do not cut their area")
    return whole


def area_of(piece: str) -> str:
    """Return the area that a piece belongs to.

    Examples
    --------
    >>> area_of("IND-arunachal")
    'IND'
    """
    return piece.partition("-")[0]


# -- The 27 units of Ukraine: taken from the province layer and fitted to our outline of the country, as pieces of it.

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
    units = {code: polygonal_parts(shapely.intersection(found[code], ukraine)) for code in sorted(found)}
    for growth in GROWTH:
        left = shapely.difference(ukraine, shapely.union_all(list(units.values())))
        for code, unit in units.items():
            gained = polygonal_parts(shapely.intersection(shapely.buffer(unit, growth), left))
            left = shapely.difference(left, gained)
            units[code] = polygonal_parts(shapely.union(unit, gained))
    return {code: rounded(unit) for code, unit in units.items()}


# -- The Korean demilitarized zone as defined: two kilometres on each side of the Military Demarcation Line.

# Armistice agreement of 27 July 1953, article I, paragraph 1: both sides withdraw two kilometres from the line.
HALF_WIDTH_M = 2000.0
LABEL = "schematic: 2 km each side of the Military Demarcation Line, from a 1:10m map"
# Korea 2000 / Unified CS: conformal, so that a buffer is as wide in every direction.
METRES = "EPSG:5179"


def demilitarized_zone(pieces: Pieces) -> dict[str, BaseGeometry]:
    """Return the parts `north` and `south` in EPSG:4326, cut at the coast, from the full-resolution border."""
    by_name = dict(zip(pieces.names, pieces.geometries, strict=True))
    line = shared_edges(by_name, [("KOR", "PRK")])
    forth = pyproj.Transformer.from_crs("EPSG:4326", METRES, always_xy=True)
    back = pyproj.Transformer.from_crs(METRES, "EPSG:4326", always_xy=True)

    def metres(geometry: BaseGeometry) -> BaseGeometry:
        return shapely.transform(geometry, lambda c: np.column_stack(forth.transform(c[:, 0], c[:, 1])))

    def degrees(geometry: BaseGeometry) -> BaseGeometry:
        return shapely.transform(geometry, lambda c: np.column_stack(back.transform(c[:, 0], c[:, 1])))

    # Ground metres to grid metres: the grid of this system is 0.04 % too small here.
    scale = shapely.length(metres(line)) / pyproj.Geod(ellps="WGS84").geometry_length(line)
    zone = shapely.buffer(metres(line), HALF_WIDTH_M * scale, cap_style="flat", quad_segs=8)
    return {
        part: degrees(shapely.intersection(zone, metres(by_name[code])))
        for part, code in (("north", "PRK"), ("south", "KOR"))
    }


# -- The coverage of pieces at its three levels of detail, written as TopoJSON.

# Three decimals of a degree, 111 m: a quarter of the steps the source itself is rounded to.
STEP = 0.001


@dataclass(frozen=True, slots=True)
class Pieces:
    """A valid coverage in EPSG:4326: the name of each piece and its polygon, sorted by name."""

    names: tuple[str, ...]
    geometries: Geometries

    @property
    def owners(self) -> tuple[str, ...]:
        """The area of each piece."""
        return tuple(area_of(name) for name in self.names)

    def areas(self) -> dict[str, BaseGeometry]:
        """Return the pieces of each area joined, sorted by code."""
        owners = np.asarray(self.owners)
        return {
            str(code): shapely.coverage_union_all(self.geometries[owners == code])
            if (owners == code).sum() > 1
            else self.geometries[owners == code][0]
            for code in sorted(set(owners))
        }


def at_level(full: Pieces, level: Level, area_km2: Mapping[str, float]) -> Pieces:
    """Return `full` at a level of detail, on the grid of `STEP` degrees."""
    reduced = simplified_coverage(full.geometries, full.owners, tolerance=level.tolerance, area_km2=area_km2)
    steps = coverage_on_grid(reduced, STEP)
    return Pieces(full.names, shapely.transform(steps, lambda c: np.round(c * STEP, 9)))


def topojson(pieces: Pieces) -> str:
    """Return the file of a level: object `areas` with every area, object `pieces` for those that have several."""
    areas = pieces.areas()
    owners = pieces.owners
    shapes = [Shape("areas", code, geometry, {"area": code}) for code, geometry in areas.items()]
    shapes += [
        Shape("pieces", name, geometry, {"area": owner})
        for name, owner, geometry in zip(pieces.names, owners, pieces.geometries, strict=True)
        if owners.count(owner) > 1
    ]
    scaled = [
        Shape(s.layer, s.key, shapely.transform(s.geometry, lambda c: np.rint(c / STEP)), s.properties) for s in shapes
    ]
    return encode(scaled, step=STEP)
