"""The frame of an extent that a browser draws: TopoJSON and points, finer cells for close-ups, places of names."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import UnknownKeyError
from geodata.geo.boundaries import areas, disputed_lines, korea_dmz, read_frame, shared_edges
from geodata.geo.coverage import Geometries, on_grid, polygons_only, simplified
from geodata.geo.extent_geometry import (
    HORIZON,
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

# -- All a browser needs to draw an extent, projected and small: one TopoJSON text and the points of small areas.

# The smallest triangle that stays is a pixel of a map this many pixels wide; people zoom into the world the most.
PIXELS, WORLD_PIXELS = 1500, 2500
# The grid of a frame is at most this share of its width: a screen has a tenth of that in pixels.
STEPS = 20_000
# The zone is 4 km wide, 0.04 units; on a grid coarser than a quarter of that it is no longer a shape.
ZONE_WIDTH = 0.04
# Degrees between lines of the graticule; the first that gives at most eight lines across is taken.
KM_100_PER_DEGREE = 1.112
GRATICULE = (0.5, 1.0, 2.0, 5.0, 10.0, 15.0, 30.0)


@dataclass(frozen=True, slots=True)
class Frame:
    """An extent ready to draw.

    `topology_json` is TopoJSON in units of 100 km, x to the east, y to the north, with these objects: `areas` (id is
    the code), `lines` (disputed lines where there are any; id, property `style`; made of the arcs of the areas),
    `graticule`, `sea` (the edge of the world, where it is in view), `dmz` (ids north and south) and, for Ukraine,
    `oblasts` (id is the ISO 3166-2 code). `sha256` is the first 12 hexadecimal digits of its hash.
    `small_area_points` are code, x and y of the small areas in view, in the same units.
    """

    extent_id: str
    topology_json: str
    sha256: str
    points: tuple[tuple[str, float, float], ...]


@lru_cache(maxsize=64)
def frame(extent_id: str) -> Frame:
    """Return what to draw for an extent; those of EXTENTS and Ukraine are read from files, others are made in a moment.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    view = frame_extent(extent_id)
    text = read_frame(extent_id) or frame_topology(view)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Frame(extent_id, text, digest, small_area_points(view))


def small_area_points(view: Extent) -> tuple[tuple[str, float, float], ...]:
    """Return code, x and y (units of 100 km) of the small areas that an extent shows, ordered by code."""
    small = [area for area in areas() if area.is_small]
    flat = project(view, np.array([[area.label_lon, area.label_lat] for area in small]))
    inside = shapely.contains_xy(extent_outline(view), flat)
    return tuple(
        (area.area, round(float(x), 3), round(float(y), 3))
        for area, (x, y), is_in in zip(small, flat, inside, strict=True)
        if is_in
    )


def frame_topology(view: Extent) -> str:
    """Return the TopoJSON of an extent, made from its level of detail; equal calls give equal texts."""
    found, step = extent_land(view), grid_step(view)
    land = found.geometries
    if len(land):
        land = on_grid(simplified_window(found, pixel_of(view)), step)
    # The order of the objects is that in which arcs are numbered: an order of its own would be another file.
    shapes = _sea(view, found.outline, step) + _graticule(view, found.outline, step)
    shapes += area_shapes(found.names, land) + line_shapes(found.names, land) + _zone(view, found.outline, step)
    return encode(shapes + oblast_shapes(view, found.names, land), step=step)


def pixel_of(view: Extent) -> float:
    """Return the size of a pixel of an extent's frame, in map units: what is smaller is not drawn."""
    return (view.bounds[2] - view.bounds[0]) / (WORLD_PIXELS if view.is_world else PIXELS)


def simplified_window(found: ExtentLand, tolerance: float, edge: BaseGeometry | None = None) -> Geometries:
    """Return the land of a window without what is smaller than `tolerance` (map units); borders stay shared.

    Land that reaches `edge`, the line where the window was cut, stays however small it is.
    """
    sizes = {area.area: area.area_km2 for area in areas()}
    return simplified(found.geometries, _owners(found.names), tolerance=tolerance, area_km2=sizes, edge=edge)


def _owners(names: Sequence[str]) -> list[str]:
    return [name.partition("-")[0] for name in names]


def area_shapes(names: Sequence[str], land: Geometries) -> list[Shape]:
    """Return the areas that pieces of land make up, ordered by code."""
    owners = _owners(names)
    owner = np.array(owners, dtype=object)
    out: list[Shape] = []
    for code in sorted(set(owners)):
        mine = land[owner == code]
        out.append(Shape("areas", code, mine[0] if len(mine) == 1 else shapely.coverage_union_all(mine)))
    return out


def line_shapes(names: Sequence[str], land: Geometries) -> list[Shape]:
    """Return the disputed lines between pieces of land, ordered by id, with their style."""
    pieces = dict(zip(names, land, strict=True))
    found = [(line, shared_edges(pieces, line.edges)) for line in disputed_lines()]
    return [
        Shape("lines", line.line_id, geometry, {"style": line.style})
        for line, geometry in found
        if not geometry.is_empty
    ]


def oblast_shapes(view: Extent, names: Sequence[str], land: Geometries) -> list[Shape]:
    """Return the oblasts of Ukraine where that is the extent."""
    if view.extent_id.removesuffix(STREET_SUFFIX) != "UKR":
        return []
    return [
        Shape("oblasts", name.partition("-")[2], geometry)
        for name, geometry in zip(names, land, strict=True)
        if name.startswith("UKR-")
    ]


def grid_step(view: Extent) -> float:
    """Return the size of an extent's grid in units of 100 km: 1, 2 or 5 times a power of ten."""
    return round_down((view.bounds[2] - view.bounds[0]) / STEPS)


def round_down(wanted: float) -> float:
    """Return the largest of 1, 2 or 5 times a power of ten that is not larger than `wanted`."""
    power = math.floor(math.log10(wanted))
    return max(round(digit * 10.0**power, 9) for digit in (1, 2, 5) if digit * 10.0**power <= wanted)


def _steps(geometry: BaseGeometry, step: float) -> BaseGeometry:
    return shapely.transform(geometry, lambda c: np.rint(c / step))


def _sea(view: Extent, outline: shapely.Polygon, step: float) -> list[Shape]:
    """Return the edge of the world where the frame shows it; within a close-up the sea is the background."""
    if is_street_map(view):  # its pictures show the sea
        return []
    if view.is_world or not horizon().buffer(-1e-6).contains(outline):
        return [Shape("sea", "sea", _steps(outline, step))]
    return []


def _zone(view: Extent, outline: shapely.Polygon, step: float) -> list[Shape]:
    if step > ZONE_WIDTH / 4:
        return []
    flat = [(zone, shapely.transform(zone.geometry, lambda c: project(view, c))) for zone in korea_dmz()]
    seen = [
        Shape("dmz", zone.key, _steps(shape, step), zone.properties) for zone, shape in flat if outline.contains(shape)
    ]
    return [shape for shape in seen if shape.geometry.is_valid and not shape.geometry.is_empty]


def _graticule(view: Extent, outline: shapely.Polygon, step: float) -> list[Shape]:
    if is_street_map(view):
        return []
    west, south, east, north = lonlat_boxes(view, outline)[-1].bounds
    width = (view.bounds[2] - view.bounds[0]) / KM_100_PER_DEGREE / 8
    # Meridians are closer together the farther they are from the equator.
    narrowing = 1.0 if view.is_world else math.cos(math.radians(min(abs(south + north) / 2, 80.0)))
    along, across = _spacing(width), _spacing(width / narrowing)
    up, right = np.linspace(south, north, 361), np.linspace(west, east, 721)
    lines = [_line(np.full(361, x), up) for x in _multiples(west, east, across)]
    lines += [_line(right, np.full(721, y)) for y in _multiples(south, north, along) if abs(y) < 90]
    runs = shapely.MultiLineString([run for line in lines for run in _runs(view, line)])
    drawn = shapely.simplify(shapely.intersection(runs, outline), 2 * step)
    return [] if drawn.is_empty else [Shape("graticule", "graticule", _steps(drawn, step))]


def _spacing(wanted: float) -> float:
    return next((degrees for degrees in GRATICULE if degrees >= wanted), GRATICULE[-1])


def _multiples(low: float, high: float, of: float) -> Coordinates:
    return np.array([number * of for number in range(math.ceil(low / of), math.floor(high / of) + 1)])


def _line(lon: Coordinates, lat: Coordinates) -> Coordinates:
    return np.column_stack([lon, lat])


def _runs(view: Extent, line: Coordinates) -> list[Coordinates]:
    """Return the stretches of a line (degrees) that the projection shows, in map units."""
    flat = project(view, line)
    # Near the antipode a line jumps from one side of the map to the other.
    shown = np.hypot(flat[:, 0], flat[:, 1]) < (np.inf if view.is_world else 1.05 * HORIZON)
    breaks = np.flatnonzero(np.diff(shown.astype(np.int8))) + 1
    runs = zip(np.split(flat, breaks), np.split(shown, breaks), strict=True)
    return [run for run, is_shown in runs if is_shown[0] and len(run) > 1]


# -- Finer geometry of an extent, cut into cells: what a browser fetches for the part that a reader has zoomed into.

FINEST = Level.DETAIL.tolerance * KM_100_PER_DEGREE
# A tier is at most this many times finer than the one before, or its first cells would be too heavy; and a tier that
# is less than half as coarse again would not be worth its requests.
MOST_FINER, LEAST_FINER = 4.0, 1.5
# Shapes are drawn until their tolerance is this many pixels wide; then the finer tier takes over.
COARSEST_PIXELS = 1.2
# A side of a cell in pixels when its tier begins: six cells fill a map of 1,000 by 560 pixels.
CELL_PIXELS = 512
# Beyond this scale (pixels for 100 km) the finest level has nothing more to show.
MAX_SCALE = round(0.7 / FINEST)


@dataclass(frozen=True, slots=True)
class Tier:
    """One fineness of an extent: from which scale on (pixels for 100 km) it is drawn, and how it is cut.

    Cells are squares of `size` units of 100 km, counted from the south-west corner `west`, `south`.
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
    """Return the tiers of an extent, the coarsest first; none where its frame is as fine as the boundaries.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    view = frame_extent(extent_id)
    if is_street_map(view):  # its pictures show what is finer
        return ()
    before = max(pixel_of(view), view.level.tolerance * KM_100_PER_DEGREE)
    count = math.ceil(math.log(before / FINEST, MOST_FINER))
    if before / FINEST < LEAST_FINER:
        return ()
    ratio = (before / FINEST) ** (1 / count)
    return tuple(_tier(view, before / ratio**number, ratio) for number in range(1, count + 1))


def _tier(view: Extent, tolerance: float, ratio: float) -> Tier:
    fits = [level for level in Level if level.tolerance * KM_100_PER_DEGREE <= tolerance * 1.001]
    step, from_scale = round_down(tolerance / 10), COARSEST_PIXELS / (tolerance * ratio)
    west, south, east, north = extent_outline(view).bounds
    # Whole steps, so that both sides of an edge come to lie on the same line of the grid.
    size = math.ceil(CELL_PIXELS / from_scale / step) * step
    west, south = math.floor(west / step) * step, math.floor(south / step) * step
    return Tier(
        level=max(fits, key=lambda level: level.tolerance),
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
    """Return the TopoJSON of one cell, named by tier, column and row as in `0-3-1`; equal calls give equal texts.

    It has the objects `areas` and `lines` (and `oblasts`) of the extent's frame, cut at the cell's edge, and `edge`:
    the arcs that are there only because of the cut and must not be drawn as coast or border.

    Raises
    ------
    UnknownKeyError
        When there is no such extent or cell.
    """
    view = frame_extent(extent_id)
    tier, box = _cell_place(extent_id, name)
    sheet = extent_outline(view)
    around = _within(sheet, shapely.box(*box).buffer(PADDING * tier.size, join_style="mitre"))
    inside = _within(sheet, shapely.box(*box))
    if inside.is_empty:
        return encode([], step=tier.step)
    close = Extent(view.extent_id, view.title, view.projection, box, tier.level)
    found = extent_land(close, around)
    if not len(found.geometries):
        return encode([], step=tier.step)
    # Simplified with what surrounds it and cut afterwards, a border leaves one cell where it enters the next.
    land = _cut(simplified_window(found, tier.tolerance, around.exterior), inside)
    land = on_grid(land, tier.step)
    shapes = area_shapes(found.names, land) + line_shapes(found.names, land) + oblast_shapes(view, found.names, land)
    shapes = [shape for shape in shapes if not shape.geometry.is_empty]
    return encode(shapes + _edge(land, inside, tier.step), step=tier.step)


def _cell_place(extent_id: str, name: str) -> tuple[Tier, tuple[float, float, float, float]]:
    found = tiers(extent_id)
    try:
        number, column, row = (int(part) for part in name.split("-"))
        tier = found[number]
    except (ValueError, IndexError):
        raise UnknownKeyError("cell", name, ()) from None
    if not (0 <= column < tier.columns and 0 <= row < tier.rows and number >= 0):
        raise UnknownKeyError("cell", name, ())
    return tier, tier.box(column, row)


def _within(sheet: shapely.Polygon, box: shapely.Polygon) -> shapely.Polygon:
    return shapely.Polygon(shapely.get_coordinates(shapely.intersection(sheet, box)))


def _cut(land: Geometries, inside: shapely.Polygon) -> Geometries:
    return np.array([polygons_only(shapely.intersection(piece, inside)) for piece in land], dtype=object)


def _edge(land: Geometries, inside: shapely.Polygon, step: float) -> list[Shape]:
    """Return what of the land's outlines lies on the edge of the cell."""
    west, south, east, north = (round(side / step) for side in inside.bounds)
    runs: list[BaseGeometry] = []
    for ring in shapely.get_rings(shapely.get_parts(land)):
        at = np.rint(shapely.get_coordinates(ring))
        ends = np.stack([at[:-1], at[1:]], axis=1)
        lies = np.zeros(len(ends), np.bool_)
        for axis, sides in ((0, (west, east)), (1, (south, north))):
            for side in sides:
                lies |= (ends[:, :, axis] == side).all(axis=1)
        runs += [shapely.LineString(pair) for pair in ends[lies]]
    return [Shape("edge", "edge", shapely.line_merge(shapely.union_all(runs)))] if runs else []


# -- Where the name of an area goes on a map, and how much room it has there.

# Names are wide and low: their room is an ellipse this many times as wide as it is high.
LABEL_ASPECT = 4.0
# The room is found to within this share of the area's smaller side.
PRECISION = 1 / 40


@dataclass(frozen=True, slots=True)
class LabelPlace:
    """The largest ellipse inside an area, `LABEL_ASPECT` times as wide as high: its centre and width in map units."""

    x: float
    y: float
    width: float


@lru_cache(maxsize=64)
def label_places(extent_id: str) -> dict[str, LabelPlace]:
    """Return the place of each area's name by code: within the largest part of the area that the extent shows.

    Areas that are not in view, or too small to have an inside there, have none.

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
    # In a picture stretched upwards the ellipse is a circle.
    tall = shapely.transform(largest, lambda c: c * np.array([1.0, LABEL_ASPECT]))
    west, south, east, north = tall.bounds
    radius = shapely.maximum_inscribed_circle(tall, tolerance=PRECISION * min(east - west, north - south))
    if radius is None or shapely.is_empty(radius):
        return None
    (x, y), _ = shapely.get_coordinates(radius)
    return LabelPlace(float(x), float(y) / LABEL_ASPECT, 2 * float(shapely.length(radius)))
