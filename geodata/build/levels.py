"""The coverage of pieces at its three levels of detail, written as TopoJSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.boundaries import Level
from geodata.build.positions import area_of
from geodata.coverage import Geometries, on_grid, simplified
from geodata.topology import Shape, encode

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
    reduced = simplified(full.geometries, full.owners, tolerance=level.tolerance, area_km2=area_km2)
    steps = on_grid(reduced, STEP)
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
