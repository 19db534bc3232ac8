"""The frame of an extent that a browser draws: TopoJSON and point symbols, finer cells for zooming in, label places."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import UnknownKeyError
from geodata.geo.boundaries import (
    areas,
    disputed_lines,
    first_level_polygons,
    korea_dmz,
    read_frame,
    shared_edges,
)
from geodata.geo.coverage import Geometries, coverage_on_grid, polygonal_parts, simplified_coverage
from geodata.geo.extent_geometry import (
    FIRST_LEVEL_SUFFIX,
    HORIZON_RADIUS,
    PADDING,
    STREET_SUFFIX,
    ExtentLand,
    extent_land,
    extent_outline,
    frame_extent,
    horizon,
    is_street_map,
    lonlat_boxes,
)
from geodata.geo.projections import Coordinates, Extent, project
from geodata.geo.topojson import Shape, decode, encode
from geodata.model import Level

# --- Frames: the whole extent as one TopoJSON document, and the points of small areas

# Geometry below a pixel of a map of this width is dropped. The map of the world has more, because readers zoom into it.
FRAME_PIXELS, WORLD_PIXELS = 1500, 2500
# Grid steps across a frame, at least; a screen has a tenth of that in pixels.
GRID_STEPS = 20_000
# The Korean demilitarized zone is 4 km wide. On a grid coarser than a quarter of that it has no shape and is left out.
DMZ_WIDTH = 0.04
UNITS_PER_DEGREE = 1.112  # of latitude, in units of 100 km
# Degrees between lines of the graticule; the first that gives at most eight lines across is used.
GRATICULE_SPACINGS = (0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """An extent ready to draw.

    Attributes
    ----------
    topology_json
        TopoJSON in units of 100 km, x to the east, y to the north, with these objects where they are in view: `areas`
        (id: code), `lines` (disputed lines; id, property `style`; of the arcs of the areas), `graticule`, `sea` (the
        edge of the world), `dmz` (ids north and south) and, for Ukraine and frames with `FIRST_LEVEL_SUFFIX`,
        `oblasts`: first-level areas (id: their code).
    sha256
        The first 12 hexadecimal digits of the hash of `topology_json`.
    points
        Code, x and y of the small areas in view, in the same units.
    """

    extent_id: str
    topology_json: str
    sha256: str
    points: tuple[tuple[str, float, float], ...]


@lru_cache(maxsize=64)
def frame(extent_id: str) -> Frame:
    """Return the frame of an extent: prebuilt where the build wrote a file (`read_frame`), else projected now.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    extent = frame_extent(extent_id)
    text = read_frame(extent_id) or frame_topology(extent)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Frame(extent_id, text, digest, small_area_points(extent))


@lru_cache(maxsize=64)
def frame_areas(extent_id: str) -> tuple[str, ...]:
    """Return the codes of the areas that the frame of an extent shows, as shapes or points, sorted."""
    drawn = frame(extent_id)
    shapes = json.loads(drawn.topology_json)["objects"]["areas"]["geometries"]
    return tuple(sorted({str(shape["id"]) for shape in shapes} | {str(code) for code, *_ in drawn.points}))


def small_area_points(extent: Extent) -> tuple[tuple[str, float, float], ...]:
    """Return code, x and y (units of 100 km) of the small areas that an extent shows, ordered by code."""
    small = [area for area in areas() if area.is_small]
    xy = project(extent, np.array([[area.label_lon, area.label_lat] for area in small]))
    inside = shapely.contains_xy(extent_outline(extent), xy)
    return tuple(
        (area.area, round(float(x), 3), round(float(y), 3))
        for area, (x, y), is_in in zip(small, xy, inside, strict=True)
        if is_in
    )


def frame_topology(extent: Extent) -> str:
    """Return the TopoJSON of an extent, made from its level of detail; deterministic to the byte."""
    land_in_view, step = extent_land(extent), grid_step(extent)
    land = land_in_view.geometries
    if len(land):
        land = coverage_on_grid(simplified_land(land_in_view, pixel_size(extent)), step)
    # Arcs are numbered in the order of the objects, so another order would change every byte of the file.
    shapes = _sea_shapes(extent, land_in_view.outline, step) + _graticule_shapes(extent, land_in_view.outline, step)
    shapes += (
        area_shapes(land_in_view.names, land)
        + line_shapes(land_in_view.names, land)
        + _dmz_shapes(extent, land_in_view.outline, step)
    )
    shapes += oblast_shapes(extent, land_in_view.names, land)
    return encode(shapes + first_level_shapes(extent, land_in_view.outline, pixel_size(extent), step), step=step)


def pixel_size(extent: Extent) -> float:
    """Return the size of a pixel of an extent's frame in map units, the tolerance to which its land is simplified."""
    return (extent.bounds[2] - extent.bounds[0]) / (WORLD_PIXELS if extent.is_world else FRAME_PIXELS)


def simplified_land(land: ExtentLand, tolerance: float, edge: BaseGeometry | None = None) -> Geometries:
    """Return the land of an extent simplified to `tolerance` (map units); shared borders stay shared.

    Islands that touch `edge`, the line at which the land was clipped, stay whatever their size.
    """
    area_km2 = {area.area: area.area_km2 for area in areas()}
    return simplified_coverage(land.geometries, _owners(land.names), tolerance=tolerance, area_km2=area_km2, edge=edge)


def _owners(names: Sequence[str]) -> list[str]:
    return [name.partition("-")[0] for name in names]


def area_shapes(names: Sequence[str], land: Geometries) -> list[Shape]:
    """Return the object `areas`: the pieces of each area united, ordered by code."""
    owners = _owners(names)
    owner = np.array(owners, dtype=object)
    shapes: list[Shape] = []
    for code in sorted(set(owners)):
        own = land[owner == code]
        shapes.append(Shape("areas", code, own[0] if len(own) == 1 else shapely.coverage_union_all(own)))
    return shapes


def line_shapes(names: Sequence[str], land: Geometries) -> list[Shape]:
    """Return the object `lines`: the disputed lines between pieces of land, ordered by id, with property `style`."""
    pieces = dict(zip(names, land, strict=True))
    lines = [(line, shared_edges(pieces, line.edges)) for line in disputed_lines()]
    return [
        Shape("lines", line.line_id, geometry, {"style": line.style})
        for line, geometry in lines
        if not geometry.is_empty
    ]


def oblast_shapes(extent: Extent, names: Sequence[str], land: Geometries) -> list[Shape]:
    """Return the object `oblasts` of an extent that is Ukraine's, else nothing."""
    if _area_of(extent) != "UKR":
        return []
    return [
        Shape("oblasts", name.partition("-")[2], geometry)
        for name, geometry in zip(names, land, strict=True)
        if name.startswith("UKR-")
    ]


def _area_of(extent: Extent) -> str:
    return extent.extent_id.removesuffix(FIRST_LEVEL_SUFFIX).removesuffix(STREET_SUFFIX)


def first_level_shapes(extent: Extent, outline: shapely.Polygon, tolerance: float, step: float) -> list[Shape]:
    """Return the object `oblasts` of a frame with `FIRST_LEVEL_SUFFIX`, else nothing.

    The units are simplified apart from the land, so that no other frame changes; only borders between them are drawn,
    which end within `tolerance` of the land's outline. Ukraine's are those of `oblast_shapes`.
    """
    if not extent.extent_id.endswith(FIRST_LEVEL_SUFFIX) or _area_of(extent) == "UKR":
        return []
    codes, units = _first_level_units(extent.extent_id)
    near = shapely.intersects(units, outline)
    if not near.any():
        return []
    clipped = _clipped(shapely.coverage_simplify(units[near], tolerance), outline)
    gridded = coverage_on_grid(clipped, step)
    pairs = zip(codes[near], gridded, strict=True)
    return [Shape("oblasts", code, geometry) for code, geometry in pairs if not geometry.is_empty]


@lru_cache(maxsize=4)
def _first_level_units(frame_id: str) -> tuple[npt.NDArray[np.object_], Geometries]:
    """Return the codes of the first-level areas of a frame's country, and their polygons in its plane."""
    extent = frame_extent(frame_id)
    polygons = first_level_polygons(_area_of(extent))
    units = shapely.transform(np.array([*polygons.values()], object), lambda corners: project(extent, corners))
    return np.array([*polygons], object), np.asarray(units, object)


def grid_step(extent: Extent) -> float:
    """Return the step of an extent's grid in units of 100 km: 1, 2 or 5 times a power of ten."""
    return rounded_down((extent.bounds[2] - extent.bounds[0]) / GRID_STEPS)


def rounded_down(limit: float) -> float:
    """Return the largest of 1, 2 or 5 times a power of ten that is not above `limit`."""
    power = math.floor(math.log10(limit))
    return max(round(digit * 10.0**power, 9) for digit in (1, 2, 5) if digit * 10.0**power <= limit)


def _in_grid_steps(geometry: BaseGeometry, step: float) -> BaseGeometry:
    return shapely.transform(geometry, lambda c: np.rint(c / step))


def _sea_shapes(extent: Extent, outline: shapely.Polygon, step: float) -> list[Shape]:
    """Return the object `sea` where the edge of the world is in view; elsewhere the background is the sea."""
    if is_street_map(extent):  # the tiles show the sea
        return []
    if extent.is_world or not horizon().buffer(-1e-6).contains(outline):
        return [Shape("sea", "sea", _in_grid_steps(outline, step))]
    return []


def _dmz_shapes(extent: Extent, outline: shapely.Polygon, step: float) -> list[Shape]:
    if step > DMZ_WIDTH / 4:
        return []
    parts = [(part, shapely.transform(part.geometry, lambda c: project(extent, c))) for part in korea_dmz()]
    inside = [
        Shape("dmz", part.key, _in_grid_steps(shape, step), part.properties)
        for part, shape in parts
        if outline.contains(shape)
    ]
    return [shape for shape in inside if shape.geometry.is_valid and not shape.geometry.is_empty]


def _graticule_shapes(extent: Extent, outline: shapely.Polygon, step: float) -> list[Shape]:
    if is_street_map(extent):
        return []
    west, south, east, north = lonlat_boxes(extent, outline)[-1].bounds
    width = (extent.bounds[2] - extent.bounds[0]) / UNITS_PER_DEGREE / 8
    # Meridians converge with the cosine of the latitude.
    meridian_scale = 1.0 if extent.is_world else math.cos(math.radians(min(abs(south + north) / 2, 80.0)))
    along, across = _spacing(width), _spacing(width / meridian_scale)
    up, right = np.linspace(south, north, 361), np.linspace(west, east, 721)
    lines = [_lonlat_line(np.full(361, x), up) for x in _multiples(west, east, across)]
    lines += [_lonlat_line(right, np.full(721, y)) for y in _multiples(south, north, along) if abs(y) < 90]
    runs = shapely.MultiLineString([run for line in lines for run in _visible_runs(extent, line)])
    graticule = shapely.simplify(shapely.intersection(runs, outline), 2 * step)
    return [] if graticule.is_empty else [Shape("graticule", "graticule", _in_grid_steps(graticule, step))]


def _spacing(least: float) -> float:
    return next((degrees for degrees in GRATICULE_SPACINGS if degrees >= least), GRATICULE_SPACINGS[-1])


def _multiples(low: float, high: float, spacing: float) -> Coordinates:
    return np.array([number * spacing for number in range(math.ceil(low / spacing), math.floor(high / spacing) + 1)])


def _lonlat_line(lon: Coordinates, lat: Coordinates) -> Coordinates:
    return np.column_stack([lon, lat])


def _visible_runs(extent: Extent, line: Coordinates) -> list[Coordinates]:
    """Return the parts of a line (degrees) that the projection shows, in map units."""
    xy = project(extent, line)
    # Near the antipode a line would cross the whole map.
    is_visible = np.hypot(xy[:, 0], xy[:, 1]) < (np.inf if extent.is_world else 1.05 * HORIZON_RADIUS)
    breaks = np.flatnonzero(np.diff(is_visible.astype(np.int8))) + 1
    runs = zip(np.split(xy, breaks), np.split(is_visible, breaks), strict=True)
    return [run for run, visible in runs if visible[0] and len(run) > 1]


# --- Cells: finer geometry of an extent in squares, which a browser fetches for the part that it has zoomed into

FINEST_TOLERANCE = Level.DETAIL.tolerance * UNITS_PER_DEGREE
# Ratio of the tolerances of one tier and the next. A larger one would make the first cells of a tier too heavy; below
# the smaller one a tier would not be worth its requests.
MAX_TIER_RATIO, MIN_TIER_RATIO = 4.0, 1.5
# A tier is drawn until its tolerance is this many pixels wide; beyond that scale the next tier is drawn.
MAX_TOLERANCE_PIXELS = 1.2
# Side of a cell in pixels at the scale from which its tier is drawn; six cells fill a map of 1,000 by 560 pixels.
CELL_PIXELS = 512
# Pixels for 100 km beyond which the finest level shows no more detail.
MAX_SCALE = round(0.7 / FINEST_TOLERANCE)


@dataclass(frozen=True, slots=True)
class Tier:
    """One tolerance at which an extent is available in cells.

    Cells are squares, counted in columns and rows from the south-west corner. Lengths are in units of 100 km.

    Attributes
    ----------
    level
        The level of detail from which the cells are made.
    tolerance, step
        To which the land is simplified; the grid on which it is written.
    from_scale
        Pixels for 100 km from which on the tier is drawn.
    size
        Side of a cell.
    west, south, columns, rows
        South-west corner of the cell 0, 0, and how many cells there are each way.
    """

    level: Level
    tolerance: float
    from_scale: float
    size: float
    step: float
    west: float
    south: float
    columns: int
    rows: int

    def box(self, column: int, row: int) -> tuple[float, float, float, float]:
        """Return the edges of a cell: xmin, ymin, xmax, ymax in units of 100 km."""
        west, south = self.west + column * self.size, self.south + row * self.size
        return west, south, west + self.size, south + self.size


@lru_cache(maxsize=64)
def tiers(extent_id: str) -> tuple[Tier, ...]:
    """Return the tiers of an extent, coarsest first; none where its frame is as fine as the boundary files.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    extent = frame_extent(extent_id)
    if is_street_map(extent):  # the tiles of the street map show finer detail
        return ()
    coarsest = max(pixel_size(extent), extent.level.tolerance * UNITS_PER_DEGREE)
    count = math.ceil(math.log(coarsest / FINEST_TOLERANCE, MAX_TIER_RATIO))
    if coarsest / FINEST_TOLERANCE < MIN_TIER_RATIO:
        return ()
    ratio = (coarsest / FINEST_TOLERANCE) ** (1 / count)
    return tuple(_tier(extent, coarsest / ratio**number, ratio) for number in range(1, count + 1))


def _tier(extent: Extent, tolerance: float, ratio: float) -> Tier:
    fine_enough = [level for level in Level if level.tolerance * UNITS_PER_DEGREE <= tolerance * 1.001]
    step, from_scale = rounded_down(tolerance / 10), MAX_TOLERANCE_PIXELS / (tolerance * ratio)
    west, south, east, north = extent_outline(extent).bounds
    # A multiple of the grid step, so that both cells of an edge have it on the same line of the grid.
    size = math.ceil(CELL_PIXELS / from_scale / step) * step
    west, south = math.floor(west / step) * step, math.floor(south / step) * step
    return Tier(
        level=max(fine_enough, key=lambda level: level.tolerance),
        tolerance=tolerance,
        from_scale=round(from_scale, 3),
        size=round(size, 9),
        step=step,
        west=round(west, 9),
        south=round(south, 9),
        columns=math.ceil((east - west) / size),
        rows=math.ceil((north - south) / size),
    )


def cell_topology(extent_id: str, name: str) -> str:
    """Return the TopoJSON of one cell; deterministic to the byte.

    It has the objects `areas`, `lines` and `oblasts` of the extent's frame, clipped at the cell's edge, and the object
    `edge`: the arcs that come from clipping and must not be drawn as coast or border.

    Parameters
    ----------
    name
        Tier, column and row, joined by hyphens: `0-3-1`.

    Raises
    ------
    UnknownKeyError
        When there is no such extent or cell.
    """
    extent = frame_extent(extent_id)
    tier, box = _tier_and_box(extent_id, name)
    full_outline = extent_outline(extent)
    around = _clipped_outline(full_outline, shapely.box(*box).buffer(PADDING * tier.size, join_style="mitre"))
    cell_outline = _clipped_outline(full_outline, shapely.box(*box))
    if cell_outline.is_empty:
        return encode([], step=tier.step)
    cell_extent = Extent(extent.extent_id, extent.title, extent.projection, box, tier.level)
    land_around = extent_land(cell_extent, around)
    if not len(land_around.geometries):
        return encode([], step=tier.step)
    # Simplified with its surroundings and clipped afterwards, a border meets its continuation in the next cell.
    land = _clipped(simplified_land(land_around, tier.tolerance, around.exterior), cell_outline)
    land = coverage_on_grid(land, tier.step)
    shapes = (
        area_shapes(land_around.names, land)
        + line_shapes(land_around.names, land)
        + oblast_shapes(extent, land_around.names, land)
        + first_level_shapes(extent, cell_outline, tier.tolerance, tier.step)
    )
    shapes = [shape for shape in shapes if not shape.geometry.is_empty]
    return encode(shapes + _cut_edge_shapes(land, cell_outline, tier.step), step=tier.step)


def _tier_and_box(extent_id: str, name: str) -> tuple[Tier, tuple[float, float, float, float]]:
    extent_tiers = tiers(extent_id)
    try:
        number, column, row = (int(part) for part in name.split("-"))
        tier = extent_tiers[number]
    except (ValueError, IndexError):
        raise UnknownKeyError("cell", name, ()) from None
    if not (0 <= column < tier.columns and 0 <= row < tier.rows and number >= 0):
        raise UnknownKeyError("cell", name, ())
    return tier, tier.box(column, row)


def _clipped_outline(outline: shapely.Polygon, box: shapely.Polygon) -> shapely.Polygon:
    return shapely.Polygon(shapely.get_coordinates(shapely.intersection(outline, box)))


def _clipped(land: Geometries, outline: shapely.Polygon) -> Geometries:
    return np.array([polygonal_parts(shapely.intersection(piece, outline)) for piece in land], dtype=object)


def _cut_edge_shapes(land: Geometries, outline: shapely.Polygon, step: float) -> list[Shape]:
    """Return the object `edge`: the segments of the land's rings that lie on the edge of the cell."""
    west, south, east, north = (round(side / step) for side in outline.bounds)
    runs: list[BaseGeometry] = []
    for ring in shapely.get_rings(shapely.get_parts(land)):
        vertices = np.rint(shapely.get_coordinates(ring))
        segments = np.stack([vertices[:-1], vertices[1:]], axis=1)
        on_edge = np.zeros(len(segments), np.bool_)
        for axis, sides in ((0, (west, east)), (1, (south, north))):
            for side in sides:
                on_edge |= (segments[:, :, axis] == side).all(axis=1)
        runs += [shapely.LineString(pair) for pair in segments[on_edge]]
    return [Shape("edge", "edge", shapely.line_merge(shapely.union_all(runs)))] if runs else []


# --- Label places: where the name of an area stands, and how wide it may be

# A name is wide and low, so its room is an ellipse this many times as wide as it is high.
LABEL_ASPECT = 4.0
# Tolerance of the search for the largest ellipse, as a share of the smaller side of the area's box.
LABEL_PRECISION = 1 / 40


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """The largest ellipse inside an area, `LABEL_ASPECT` times as wide as high: its centre and width in map units."""

    x: float
    y: float
    width: float


@lru_cache(maxsize=64)
def label_places(extent_id: str) -> dict[str, LabelPlace]:
    """Return the place of each area's name by code, inside the largest part of the area that the extent shows.

    An area that is not in view, or has no interior at the grid of the frame, has no place.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    bounds = shapely.box(*frame_extent(extent_id).bounds)
    shapes = [shape for shape in decode(frame(extent_id).topology_json) if shape.layer == "areas"]
    places = {shape.key: _label_place(shapely.intersection(shape.geometry, bounds)) for shape in shapes}
    return {code: place for code, place in places.items() if place is not None}


def _label_place(geometry: BaseGeometry) -> LabelPlace | None:
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, shapely.Polygon) and part.area > 0]
    if not parts:
        return None
    largest = max(parts, key=lambda part: part.area)
    # Stretched in y by the aspect, the ellipse is a circle, which GEOS finds.
    tall = shapely.transform(largest, lambda c: c * np.array([1.0, LABEL_ASPECT]))
    west, south, east, north = tall.bounds
    radius = shapely.maximum_inscribed_circle(tall, tolerance=LABEL_PRECISION * min(east - west, north - south))
    if radius is None or shapely.is_empty(radius):
        return None
    (x, y), _ = shapely.get_coordinates(radius)
    return LabelPlace(float(x), float(y) / LABEL_ASPECT, 2 * float(shapely.length(radius)))
