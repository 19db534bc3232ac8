"""Units of a country fitted into its polygon: clipped, grown into what is left, simplified, written on the grid."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.build.territories import GROWTH_STEPS
from geodata.errors import BoundaryError
from geodata.first_level import GRID_STEP, grid_keys, in_two, on_outline, segments
from geodata.geo.coverage import Geometries, coverage_on_grid, polygonal_parts

# Degrees. The units of a country are noded on this grid (10 cm) before their borders are simplified.
FINE_STEP = 1e-6
# The tolerance of the level of detail, whose outline the units get.
TOLERANCE = 0.005
# Degrees. A border that comes this close to the outline touches it; an open end of a border may be farther away. A
# vertex of the outline within two steps takes the border over, so that no outer segment is shorter than the grid.
TOUCHING, REACH, AT_VERTEX = 1.1 * GRID_STEP, 10 * GRID_STEP, 2 * GRID_STEP
# Square degrees (1 km2 at the equator), below which a face that folds on the grid is given away.
SLIVER = 1e-4
# The units add up to their country but for this share of it.
MAX_DEVIATION = 1e-12


def fitted_units(area: str, country: BaseGeometry, source: Geometries) -> Geometries:
    """Return the units of a country on the grid of `GRID_STEP`, made to fill its polygon.

    Parameters
    ----------
    area, country
        Code of the country, and its polygon at the level of detail (EPSG:4326).
    source
        The units as the source draws them; where two overlap, the first has the land.

    Returns
    -------
    ndarray
        One geometry for each of `source`. Their outer vertices are those of `country` and, rounded to the grid, the
        points where a border meets its outline (`first_level.on_outline` takes the rounding back). A unit that is
        smaller than the grid is empty.

    Raises
    ------
    BoundaryError
        When the units do not add up to the country.
    """
    if len(source) == 1:
        return np.array([country], dtype=object)
    grown = _grown(country, source)
    noded = shapely.transform(coverage_on_grid(grown, FINE_STEP), lambda c: np.round(c * FINE_STEP, 6))
    simple = shapely.coverage_simplify(noded, TOLERANCE, simplify_boundary=False)
    units = _faces_by_unit(country, simple)
    rounded = shapely.transform(units, lambda c: np.round(grid_keys(c) * GRID_STEP, 9))
    exact = on_outline(rounded, country)
    deviation = abs(shapely.area(exact).sum() / shapely.area(country) - 1)
    if deviation > MAX_DEVIATION or not shapely.is_valid(exact).all() or not shapely.coverage_is_valid(exact):
        raise BoundaryError(f"{area}: its units deviate from it by {deviation:.1e} of it, or are invalid")
    return rounded


# --- Growth: the source was simplified apart from the countries, so its units leave strips and islands


def _grown(country: BaseGeometry, source: Geometries) -> Geometries:
    """Return the units clipped to the country and grown in turn, by ever larger steps, until they fill it."""
    shapely.prepare(country)
    units = np.array([polygonal_parts(shapely.intersection(unit, country)) for unit in source], dtype=object)
    rest = _parts(shapely.difference(country, shapely.union_all(units)))
    for step in GROWTH_STEPS:
        if not len(rest):
            break
        rest = _grown_by(units, rest, step)
    for part in rest:  # islands that the source does not have
        nearest = int(np.argmin(np.where(shapely.is_empty(units), np.inf, shapely.distance(units, part))))
        units[nearest] = polygonal_parts(shapely.union(units[nearest], part))
    return units


def _grown_by(units: Geometries, rest: Geometries, step: float) -> Geometries:
    """Give each unit the parts of `rest` within `step` of it; return what is left."""
    tree = shapely.STRtree(rest)
    left: dict[int, BaseGeometry] = dict(enumerate(rest))
    for number, unit in enumerate(units):
        parts = _parts(unit)
        part_index, rest_index = tree.query(parts, predicate="dwithin", distance=step)
        if not len(rest_index):
            continue
        gained = [unit]
        for index in np.unique(rest_index).tolist():
            west, south, east, north = rest[index].bounds
            around = (west - step, south - step, east + step, north + step)
            near = shapely.intersection(parts[part_index[rest_index == index]], shapely.box(*around))
            reach = shapely.union_all(shapely.buffer(near, step, quad_segs=4))
            part = polygonal_parts(shapely.intersection(reach, left[index]))
            if not part.is_empty:
                gained.append(part)
                left[index] = shapely.difference(left[index], part)
        if len(gained) > 1:
            units[number] = polygonal_parts(shapely.union_all(gained))
    return np.concatenate([_parts(part) for part in left.values()]) if left else rest


def _parts(geometry: BaseGeometry) -> Geometries:
    parts: Geometries = shapely.get_parts(polygonal_parts(geometry))
    return parts[~shapely.is_empty(parts)]


# --- The outline of the country and the borders between units, noded with each other


def _faces_by_unit(country: BaseGeometry, units: Geometries) -> Geometries:
    """Return the faces into which the borders of `units`, on the grid, divide the country, united by unit."""
    lines = _inner_borders(units)
    outline, lines = (
        _joined_to_outline(country, lines) if len(lines) else (shapely.get_parts(shapely.boundary(country)), lines)
    )
    network = shapely.union_all(np.concatenate([outline, lines]))
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(network)))
    points = shapely.point_on_surface(faces)
    shapely.prepare(country)
    is_land = shapely.contains(country, points)
    faces, points = faces[is_land], points[is_land]
    owner = _unit_at(points, units)
    _give_slivers(faces, owner)
    united = np.empty(len(units), dtype=object)
    for number in range(len(units)):
        own = faces[owner == number]
        united[number] = polygonal_parts(shapely.coverage_union_all(own)) if len(own) else shapely.MultiPolygon()
    return united


def _inner_borders(units: Geometries) -> Geometries:
    """Return the segments that two units share, rounded to the grid, noded there and merged to lines."""
    pairs, _ = segments(units)
    rows = pairs.reshape(-1, 4)
    shared = np.unique(rows[in_two(rows)], axis=0).reshape(-1, 2, 2)
    if not len(shared):
        return np.empty(0, dtype=object)
    rounded = shapely.linestrings(np.round(grid_keys(shared.reshape(-1, 2)).reshape(-1, 2, 2) * GRID_STEP, 9))
    lines: Geometries = shapely.get_parts(shapely.line_merge(shapely.union_all(rounded, grid_size=GRID_STEP)))
    return lines[~shapely.is_empty(lines)]


def _joined_to_outline(country: BaseGeometry, lines: Geometries) -> tuple[Geometries, Geometries]:
    """Return the outline as lines, and `lines` with what comes near it moved onto it.

    A vertex near a vertex of the outline is moved there; else it becomes a vertex of the outline.
    """
    vertices, line = shapely.get_coordinates(lines, return_index=True)
    keys, place = np.unique(grid_keys(vertices), axis=0, return_inverse=True)
    place = place.reshape(-1)
    is_end = np.concatenate([[True], line[1:] != line[:-1]]) | np.concatenate([line[1:] != line[:-1], [True]])
    is_open = np.bincount(place[is_end], minlength=len(keys)) == 1
    points = np.asarray(shapely.points(keys * GRID_STEP), dtype=object)
    outline, _ = segments(np.array([country], dtype=object))
    edges = np.asarray(shapely.linestrings(outline), dtype=object)
    corners = np.asarray(shapely.points(outline[:, 0]), dtype=object)
    edge = np.asarray(shapely.STRtree(edges).nearest(points), np.intp)
    corner = np.asarray(shapely.STRtree(corners).nearest(points), np.intp)
    distance = shapely.distance(points, edges[edge])
    touches = (distance <= TOUCHING) | (is_open & (distance <= REACH))
    to_corner = touches & (shapely.distance(points, corners[corner]) <= AT_VERTEX)
    to_edge = touches & ~to_corner
    places = np.round(keys * GRID_STEP, 9)
    places[to_corner] = outline[corner[to_corner], 0]
    near = edges[edge[to_edge]]
    places[to_edge] = shapely.get_coordinates(
        shapely.line_interpolate_point(near, shapely.line_locate_point(near, points[to_edge]))
    )
    moved = np.asarray(shapely.linestrings(places[place], indices=line), dtype=object)
    new_edges = list(edges)
    for number in np.unique(edge[to_edge]).tolist():
        on_edge = places[to_edge & (edge == number)]
        start, end = outline[number]
        order = np.argsort(np.hypot(*(on_edge - start).T))
        new_edges[number] = shapely.LineString(np.vstack([start, on_edge[order], end]))
    return np.array(new_edges, dtype=object), moved[shapely.length(moved) > 0]


def _unit_at(points: Geometries, units: Geometries) -> npt.NDArray[np.intp]:
    """Return the index of the unit that holds each point, or of the nearest."""
    tree = shapely.STRtree(units)
    owner = np.full(len(points), -1, dtype=np.intp)
    point, unit = tree.query(points, predicate="intersects")
    owner[point[::-1]] = unit[::-1]
    lost = owner < 0
    if lost.any():
        owner[lost] = tree.nearest(points[lost])
    return owner


def _give_slivers(faces: Geometries, owner: npt.NDArray[np.intp]) -> None:
    """Give each face that the grid cannot show to the owner of the neighbour with the longest common border."""
    rounded = shapely.transform(faces, lambda c: np.round(grid_keys(c) * GRID_STEP, 9))
    is_sliver = (~shapely.is_valid(rounded) & (shapely.area(faces) < SLIVER)) | (shapely.area(rounded) <= GRID_STEP**2)
    tree = shapely.STRtree(faces)
    for number in np.flatnonzero(is_sliver):
        around = tree.query(faces[number], predicate="intersects")
        around = around[~is_sliver[around]]
        if not len(around):
            continue
        border = shapely.boundary(faces[number])
        common = shapely.length(shapely.intersection(border, shapely.boundary(faces[around])))
        if common.max() > 0:
            owner[number] = owner[around[int(np.argmax(common))]]
