"""The Korean demilitarized zone as defined: two kilometres on each side of the Military Demarcation Line."""

from __future__ import annotations

import numpy as np
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.levels import Pieces
from geodata.disputes import shared_edges

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
