"""Polygons that share their borders: simplified, freed of specks and put on a grid without gaps or overlaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Geometries = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]
# Areas smaller than this keep every island, however small on the map, or the Maldives, Tuvalu, Kiribati or the Bahamas
# would lose 10 to 40 % of their land.
KEEP_ISLANDS_KM2 = 30_000.0


def polygons_only(geometry: BaseGeometry) -> BaseGeometry:
    """Return the areal parts of `geometry` as one Polygon or MultiPolygon, however deep they are nested."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = shapely.get_parts(geometry)
    # make_valid and intersection may nest collections: one get_parts is not enough.
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts = shapely.get_parts(parts)
    return shapely.union_all(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def simplified(
    geometries: Geometries,
    owners: Sequence[str],
    *,
    tolerance: float,
    area_km2: Mapping[str, float],
    edge: BaseGeometry | None = None,
) -> Geometries:
    """Return a coverage simplified, without islands smaller than twice the tolerance each way; borders stay shared.

    Parameters
    ----------
    geometries, owners, edge
        As `without_specks` takes them.
    tolerance
        The square root of the area of the smallest triangle that stays, in the units of the coverage.
    area_km2
        The size of each owner.
    """
    keep = np.array([area_km2[owner] < KEEP_ISLANDS_KM2 for owner in owners], dtype=np.bool_)
    land = shapely.coverage_simplify(geometries, tolerance)
    return without_specks(land, owners, speck=(2 * tolerance) ** 2, keep=keep, edge=edge)


def without_specks(
    geometries: Geometries,
    owners: Sequence[str],
    *,
    speck: float,
    keep: Flags,
    edge: BaseGeometry | None = None,
) -> Geometries:
    """Drop the islands that are too small to see.

    A part goes only when the whole land it belongs to (all areas together) is small, because dropping a small exclave
    inside another area would leave a hole; and the largest part of each owner always stays.

    Parameters
    ----------
    geometries
        A valid coverage.
    owners
        The area that each geometry belongs to; an area may consist of several geometries.
    speck
        Land smaller than this goes, in squared map units.
    keep
        Which geometries keep every island.
    edge
        The line at which the coverage was cut: land that reaches it stays, for it may be large beyond.
    """
    parts, index = shapely.get_parts(geometries, return_index=True)
    size = shapely.area(parts)
    land = shapely.get_parts(shapely.coverage_union_all(geometries))
    tree = shapely.STRtree(land)
    inside, of = tree.query(shapely.point_on_surface(parts), predicate="within")
    whole = size.copy()
    whole[inside] = (shapely.area(land) if edge is None else _sizes(land, edge))[of]
    owner = np.asarray(owners, dtype=object)[index]
    largest = np.zeros(len(parts), np.bool_)
    best: dict[str, int] = {}
    for number in range(len(parts)):
        name = str(owner[number])
        if name not in best or size[number] > size[best[name]]:
            best[name] = number
    largest[list(best.values())] = True
    stays = keep[index] | (whole >= speck) | largest
    return _regrouped(parts[stays], index[stays], len(geometries))


def _sizes(land: Geometries, edge: BaseGeometry) -> npt.NDArray[np.float64]:
    shapely.prepare(edge)
    return np.where(shapely.intersects(edge, land), np.inf, shapely.area(land))


def _regrouped(parts: Geometries, index: npt.NDArray[np.intp], count: int) -> Geometries:
    """Return one Polygon or MultiPolygon for each number below `count`, empty where no part is left."""
    out = np.empty(count, dtype=object)
    for number in range(count):
        found = parts[index == number] if len(parts) else parts
        match len(found):
            case 0:
                out[number] = shapely.MultiPolygon()
            case 1:
                out[number] = found[0]
            case _:
                out[number] = shapely.MultiPolygon(list(found))
    return out


def on_grid(geometries: Geometries, step: float) -> Geometries:
    """Return a coverage whose coordinates are whole numbers of `step`, counted in steps, still valid.

    Rounding moves a vertex by up to 0.7 steps and may fold a narrow place; then all borders are noded again on the grid
    and each face goes to the area that covered it before.
    """
    scaled = shapely.transform(geometries, lambda c: c / step)
    rounded = shapely.transform(scaled, np.rint)
    if bool(shapely.is_valid(rounded).all()) and shapely.coverage_is_valid(rounded):
        return rounded
    lines = shapely.union_all(shapely.boundary(rounded), grid_size=1.0)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    owner = _owners(faces, scaled)
    out = np.empty(len(geometries), dtype=object)
    for number in range(len(geometries)):
        mine = faces[owner == number]
        out[number] = shapely.coverage_union_all(mine) if len(mine) else shapely.MultiPolygon()
    return np.asarray([polygons_only(g) for g in out], dtype=object)


def _owners(faces: Geometries, coverage: Geometries) -> npt.NDArray[np.intp]:
    """Return for each face the number of the geometry that covers its inner point, or -1."""
    owner = np.full(len(faces), -1, dtype=np.intp)
    tree = shapely.STRtree(coverage)
    face, found = tree.query(shapely.point_on_surface(faces), predicate="intersects")
    owner[face[::-1]] = found[::-1]
    return owner
