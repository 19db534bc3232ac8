"""Operations on a coverage (polygons that share their borders, without gaps or overlaps) that keep it a coverage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

Geometries = npt.NDArray[np.object_]
Flags = npt.NDArray[np.bool_]
# An area below this size keeps every island, however small on the map. Without the exception the Maldives, Tuvalu,
# Kiribati and the Bahamas would lose 10 to 40 % of their land.
KEEP_ISLANDS_KM2 = 30_000.0


def polygonal_parts(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygons of `geometry`, nested collections included, as one Polygon or MultiPolygon."""
    if geometry.geom_type in ("Polygon", "MultiPolygon"):
        return geometry
    parts = shapely.get_parts(geometry)
    # make_valid and intersection may nest collections, so one get_parts is not enough.
    while (shapely.get_type_id(parts) > shapely.GeometryType.POLYGON).any():
        parts = shapely.get_parts(parts)
    return shapely.union_all(parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON])


def simplified_coverage(
    geometries: Geometries,
    owners: Sequence[str],
    *,
    tolerance: float,
    area_km2: Mapping[str, float],
    edge: BaseGeometry | None = None,
) -> Geometries:
    """Return a coverage simplified (Visvalingam and Whyatt 1993); shared borders stay shared.

    Islands smaller than a square of twice the tolerance are dropped.

    Parameters
    ----------
    geometries, owners, edge
        As for `without_small_islands`.
    tolerance
        The square root of the area of the smallest triangle that stays, in the units of the coverage.
    area_km2
        The size of each owner on the ellipsoid; owners below `KEEP_ISLANDS_KM2` keep every island.
    """
    keep = np.array([area_km2[owner] < KEEP_ISLANDS_KM2 for owner in owners], dtype=np.bool_)
    land = shapely.coverage_simplify(geometries, tolerance)
    return without_small_islands(land, owners, min_area=(2 * tolerance) ** 2, keep=keep, edge=edge)


def without_small_islands(
    geometries: Geometries,
    owners: Sequence[str],
    *,
    min_area: float,
    keep: Flags,
    edge: BaseGeometry | None = None,
) -> Geometries:
    """Return a coverage without the islands that are too small to see.

    An island is a landmass of all areas together: dropping a small exclave inside another area would leave a hole. The
    largest part of each owner stays whatever its size.

    Parameters
    ----------
    geometries
        A valid coverage, one Polygon or MultiPolygon each.
    owners
        The area that each geometry belongs to; several geometries may belong to one area.
    speck
        Size below which an island is dropped, in squared units of the coverage.
    keep
        One flag a geometry: whether it keeps every island.
    edge
        The line at which the coverage was cut. Land that touches it stays, because its size beyond is unknown.

    Returns
    -------
    ndarray
        One geometry for each of `geometries`, in their order; empty where no part is left.
    """
    parts, index = shapely.get_parts(geometries, return_index=True)
    size = shapely.area(parts)
    land = shapely.get_parts(shapely.coverage_union_all(geometries))
    tree = shapely.STRtree(land)
    part_index, land_index = tree.query(shapely.point_on_surface(parts), predicate="within")
    land_area = size.copy()
    land_area[part_index] = (shapely.area(land) if edge is None else _land_areas(land, edge))[land_index]
    owner = np.asarray(owners, dtype=object)[index]
    is_largest = np.zeros(len(parts), np.bool_)
    largest_by_owner: dict[str, int] = {}
    for part_number in range(len(parts)):
        name = str(owner[part_number])
        if name not in largest_by_owner or size[part_number] > size[largest_by_owner[name]]:
            largest_by_owner[name] = part_number
    is_largest[list(largest_by_owner.values())] = True
    is_kept = keep[index] | (land_area >= min_area) | is_largest
    return _regrouped(parts[is_kept], index[is_kept], len(geometries))


def _land_areas(land: Geometries, edge: BaseGeometry) -> npt.NDArray[np.float64]:
    shapely.prepare(edge)
    return np.where(shapely.intersects(edge, land), np.inf, shapely.area(land))


def _regrouped(parts: Geometries, index: npt.NDArray[np.intp], count: int) -> Geometries:
    """Return one Polygon or MultiPolygon for each index below `count`, empty where no part has that index."""
    geometries = np.empty(count, dtype=object)
    for number in range(count):
        group = parts[index == number] if len(parts) else parts
        match len(group):
            case 0:
                geometries[number] = shapely.MultiPolygon()
            case 1:
                geometries[number] = group[0]
            case _:
                geometries[number] = shapely.MultiPolygon(list(group))
    return geometries


def coverage_on_grid(geometries: Geometries, step: float) -> Geometries:
    """Return a coverage rounded to a grid, with integer coordinates counted in steps of the grid; it stays valid.

    Rounding moves a vertex by up to 0.7 steps and may fold a narrow strip. Where it does, all borders are noded again
    on the grid, and each face goes to the geometry that covers its inner point in the unrounded coverage.

    Parameters
    ----------
    step
        Size of the grid, in units of the coverage.
    """
    scaled = shapely.transform(geometries, lambda c: c / step)
    rounded = shapely.transform(scaled, np.rint)
    if bool(shapely.is_valid(rounded).all()) and shapely.coverage_is_valid(rounded):
        return rounded
    lines = shapely.union_all(shapely.boundary(rounded), grid_size=1.0)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    owner = _owners(faces, scaled)
    snapped = np.empty(len(geometries), dtype=object)
    for number in range(len(geometries)):
        owned = faces[owner == number]
        snapped[number] = shapely.coverage_union_all(owned) if len(owned) else shapely.MultiPolygon()
    return np.asarray([polygonal_parts(g) for g in snapped], dtype=object)


def _owners(faces: Geometries, coverage: Geometries) -> npt.NDArray[np.intp]:
    """Return, for each face, the index of the geometry that covers its inner point, or -1."""
    owner = np.full(len(faces), -1, dtype=np.intp)
    tree = shapely.STRtree(coverage)
    face_index, covering = tree.query(shapely.point_on_surface(faces), predicate="intersects")
    owner[face_index[::-1]] = covering[::-1]
    return owner
