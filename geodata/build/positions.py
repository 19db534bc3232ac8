"""What the boundaries of the source become under United Nations practice: territories move or become pieces.

A piece is a part of an area that a disputed line bounds; its name is the area's code, a hyphen and a word. Pieces exist
so that a disputed line is made of the same points as the border or the coast it meets, at every level of detail.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.worldatlas import rounded
from geodata.coverage import Geometries, polygons_only
from geodata.errors import BoundaryError

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
    part = polygons_only(part)
    if part.is_empty:
        raise BoundaryError(f"nothing of {origin} can be moved to {target}: the source has changed")
    land[origin] = polygons_only(shapely.difference(land[origin], part))
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
