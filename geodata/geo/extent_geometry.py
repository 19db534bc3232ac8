"""What an extent shows of the boundaries: shapes selected, projected and cut, street maps, notes in view."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import UnknownKeyError
from geodata.geo.boundaries import boundary_notes, disputed_lines, extent, is_extent, read_pieces
from geodata.geo.coverage import Flags, Geometries, polygons_only
from geodata.geo.projections import Coordinates, Extent, project, unproject
from geodata.model import BoundaryNote, DisputedLine, Level

# -- What of a level of detail an extent shows: selected, projected, joined at the antimeridian and cut.

# A browser window is rarely as wide or as tall as the extent: this share of the width is drawn on every side of it.
PADDING = 0.15
# Pictures of streets come in steps of twice the size, so a street map may show its close-up at half the size, on a
# window three times as wide as it is high: this share of the width has to be there on every side.
STREET_PADDING = 1.25
# Shapes tear far from the centre of an azimuthal map: nothing beyond 100 degrees is drawn. This is the radius of that
# circle in units of 100 km, on the sphere that has the area of the ellipsoid.
HORIZON = 2 * 63.710072 * math.sin(math.radians(50))
# A straight segment of half a degree bends by less than 100 m in any of the projections used.
LONGEST_SEGMENT = 0.5
# Where two areas meet, the same point comes out of the arithmetic with different last digits: 10 cm make it one again.
FINE = 1e-6
# Degrees that may lie between two of the points that stand for a shape.
SLACK = 1.0


@dataclass(frozen=True, slots=True)
class Parts:
    """A level taken apart: each polygon in EPSG:4326, the number of its piece, and an index of where they are."""

    names: tuple[str, ...]
    polygons: Geometries
    piece: npt.NDArray[np.intp]
    tree: shapely.STRtree


@dataclass(frozen=True, slots=True)
class ExtentLand:
    """The land of an extent before simplification: pieces in units of 100 km, cut at `extent_outline`."""

    outline: shapely.Polygon
    names: tuple[str, ...]
    geometries: Geometries


@lru_cache(maxsize=len(Level))
def parts_of(level: Level) -> Parts:
    """Return a level taken apart, long segments divided so that they can bend; reading it takes up to a second."""
    pieces = read_pieces(level)
    whole = np.array([piece.geometry for piece in pieces], dtype=object)
    polygons, piece = shapely.get_parts(shapely.segmentize(whole, LONGEST_SEGMENT), return_index=True)
    return Parts(tuple(piece.key for piece in pieces), polygons, piece, shapely.STRtree(polygons))


def is_street_map(extent: Extent) -> bool:
    """Return whether the extent is in the projection of street maps, Web Mercator."""
    return "+proj=webmerc" in extent.projection


def extent_outline(extent: Extent) -> shapely.Polygon:
    """Return what is drawn of an extent, in units of 100 km: the world, or a rectangle that ends at the horizon."""
    if extent.is_world:
        side = np.arange(-90, 90.5, 1.0)
        edge = np.concatenate(
            [np.column_stack([np.full(181, -180.0), side]), np.column_stack([np.full(181, 180.0), side[::-1]])]
        )
        return shapely.Polygon(project(extent, edge))
    west, south, east, north = extent.bounds
    if is_street_map(extent):
        aside, above = STREET_PADDING * (east - west), STREET_PADDING / 2 * (north - south)
        return shapely.box(west - aside, south - above, east + aside, north + above)
    pad = PADDING * (east - west)
    box = shapely.box(west - pad, south - pad, east + pad, north + pad)
    clipped = shapely.intersection(box, horizon())
    return shapely.Polygon(shapely.get_coordinates(clipped))


def horizon() -> shapely.Polygon:
    """Return the circle that ends an azimuthal map."""
    return shapely.Point(0, 0).buffer(HORIZON, quad_segs=45)


def lonlat_boxes(extent: Extent, shape: shapely.Polygon) -> list[shapely.Polygon]:
    """Return boxes of longitude and latitude (degrees) that hold all of `shape` (map units).

    The last box may reach beyond 180 degrees; the others are the same box turned by 360 degrees each way, to find what
    is there under its usual longitude.
    """
    if extent.is_world:
        return [_degrees_in_world(extent, shape)]
    west, south, east, north = shape.bounds
    across, up = np.meshgrid(np.linspace(west, east, 41), np.linspace(south, north, 41))
    found = unproject(extent, np.column_stack([across.ravel(), up.ravel()]))
    found = found[np.isfinite(found).all(axis=1)]
    # A street map's origin is off the coast of Africa, wherever it looks.
    origin = [[(west + east) / 2, (south + north) / 2]] if is_street_map(extent) else [[0.0, 0.0]]
    middle = float(unproject(extent, np.array(origin))[0, 0])
    turned = (found[:, 0] - middle + 180) % 360 - 180
    low, high = max(found[:, 1].min() - SLACK, -90.0), min(found[:, 1].max() + SLACK, 90.0)
    left, right = middle + turned.min() - SLACK, middle + turned.max() + SLACK
    poles = project(extent, np.array([[0.0, 90.0], [0.0, -90.0]]))
    for pole, latitude in zip(poles, (90.0, -90.0), strict=True):
        if np.isfinite(pole).all() and shapely.contains_xy(shape, pole[0], pole[1]):
            left, right = middle - 180.0, middle + 180.0
            low, high = min(low, latitude), max(high, latitude)
    return [shapely.box(left + turn, low, right + turn, high) for turn in (-360.0, 360.0, 0.0)]


def _degrees_in_world(extent: Extent, shape: shapely.Polygon) -> shapely.Polygon:
    """Return the box of degrees of a shape on the world; what is farthest to each side lies on its outline."""
    west, south, east, north = shape.bounds
    # A little inside, because at the very edge of the world the arithmetic may fall off it.
    at = shapely.get_coordinates(shapely.segmentize(shape, max(east - west, north - south) / 40)) * 0.99999
    found = unproject(extent, at)
    found = found[np.isfinite(found).all(axis=1)]
    left, low = np.maximum(found.min(axis=0) - SLACK, (-180.0, -90.0))
    right, high = np.minimum(found.max(axis=0) + SLACK, (180.0, 90.0))
    found_box: shapely.Polygon = shapely.box(left, low, right, high)
    return found_box


def extent_land(extent: Extent, shape: shapely.Polygon | None = None) -> ExtentLand:
    """Return the land that an extent shows, or that of it which lies within `shape` (map units)."""
    parts, shape = parts_of(extent.level), extent_outline(extent) if shape is None else shape
    boxes = lonlat_boxes(extent, shape)
    chosen = np.unique(parts.tree.query(boxes, predicate="intersects")[1])
    polygons = parts.polygons[chosen]
    if is_street_map(extent):
        # Land on the other side of the globe would be torn right across the map.
        polygons = _cut(polygons, shapely.MultiPolygon(boxes))
    flat: Geometries = shapely.transform(polygons, lambda c: _fine(project(extent, c)))
    number, seam = parts.piece[chosen], _at_antimeridian(polygons)
    if not extent.is_world and seam.any():
        flat, number = _joined(flat, number, seam)
    cut: Geometries = shapely.transform(_cut(flat, shape), _fine)
    there = ~shapely.is_empty(cut)
    cut, number = cut[there], number[there]
    names = np.unique(number)
    grouped = np.array([_together(cut[number == name]) for name in names], dtype=object)
    return ExtentLand(shape, tuple(parts.names[name] for name in names), grouped)


def _fine(xy: Coordinates) -> Coordinates:
    return np.round(xy / FINE) * FINE


def _at_antimeridian(polygons: Geometries) -> Flags:
    bounds = shapely.bounds(polygons)
    found: Flags = (bounds[:, 0] <= -180) | (bounds[:, 2] >= 180)
    return found


def _joined(flat: Geometries, number: npt.NDArray[np.intp], seam: Flags) -> tuple[Geometries, npt.NDArray[np.intp]]:
    """Join the halves of land that the level cuts at 180 degrees, and Antarctica along that meridian."""
    out, numbers = [flat[~seam]], [number[~seam]]
    for name in np.unique(number[seam]):
        # Antarctica is a ring that runs along the meridian to the pole and back: invalid until those edges are gone.
        halves = shapely.make_valid(flat[seam & (number == name)], method="structure")
        whole = shapely.get_parts(polygons_only(shapely.union_all(halves, grid_size=FINE)))
        out.append(whole)
        numbers.append(np.full(len(whole), name))
    return np.concatenate(out), np.concatenate(numbers)


def _cut(flat: Geometries, shape: shapely.Polygon | shapely.MultiPolygon) -> Geometries:
    """Return each polygon within `shape`; only those that cross its edge cost anything."""
    shapely.prepare(shape)
    out = flat.copy()
    crosses = ~shapely.contains_properly(shape, flat)
    for index in np.flatnonzero(crosses):
        out[index] = polygons_only(shapely.intersection(flat[index], shape))
    return out


def _together(polygons: Geometries) -> BaseGeometry:
    parts = shapely.get_parts(polygons)
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(list(parts))


# -- Close-ups as street maps show them: the same part of the world in Web Mercator, the projection of their pictures.

# What tells the extent of a street map from the equal-area one; "~" needs no escape in an address (RFC 3986).
STREET_SUFFIX = "~streets"
# A close-up shows less than the smallest continent does: Europe is 8,000 km wide. Wider maps would show Web Mercator at
# its worst, and a street map of a continent has no streets.
WIDEST = 80.0
# Radius of the sphere of Web Mercator in metres (EPSG:3857).
RADIUS = 6_378_137.0
# Web Mercator draws lengths four times too long at 75 degrees, and nothing beyond 85: no close-up reaches there.
FARTHEST_NORTH = 75.0
# As extents.csv is made: no map shows less than 300 km, and the aspect is that of a screen.
LEAST_WIDTH = 3.0
ASPECT = 16 / 9


@lru_cache(maxsize=512)
def is_close_up(extent_id: str) -> bool:
    """Return whether an extent is small enough, and far enough from the poles, for a street map beneath it.

    Examples
    --------
    >>> is_close_up("UKR"), is_close_up("europe"), is_close_up("world")
    (True, False, False)
    """
    if not is_extent(extent_id):
        return False
    place = extent(extent_id)
    west, south, east, north = place.bounds
    latitudes = unproject(place, np.array([[0.0, south], [0.0, north]]))[:, 1]
    return east - west < WIDEST and bool((np.abs(latitudes) < FARTHEST_NORTH).all())


@lru_cache(maxsize=64)
def street_extent(extent_id: str) -> Extent:
    """Return the close-up of that id in Web Mercator: x and y are those of EPSG:3857 in units of 100 km.

    Where it crosses the antimeridian, x runs on. Its bounds hold the area's land that the equal-area map shows.

    Raises
    ------
    UnknownKeyError
        When there is no such extent, or when it is no close-up.
    """
    place = extent(extent_id)
    if not is_close_up(extent_id):
        raise UnknownKeyError("close-up", extent_id, [])
    middle = unproject(place, np.zeros((1, 2)))
    lon, lat = round(float(middle[0, 0]), 6), float(middle[0, 1])
    flat = replace(place, extent_id=extent_id + STREET_SUFFIX, projection=_web_mercator(lon))
    found = project(flat, unproject(place, _land(place)))
    (west, south), (east, north) = found.min(axis=0), found.max(axis=0)
    # Web Mercator enlarges by one over the cosine of the latitude.
    width = max(east - west, (north - south) * ASPECT, LEAST_WIDTH / math.cos(math.radians(lat)))
    return replace(flat, bounds=_round_about((west + east) / 2, (south + north) / 2, width=width))


def frame_extent(frame_id: str) -> Extent:
    """Return the extent that a frame draws: its id is an extent's, or a close-up's followed by `STREET_SUFFIX`.

    Raises
    ------
    UnknownKeyError
        When there is no such extent, or when it is no close-up.
    """
    extent_id, mark, rest = frame_id.partition(STREET_SUFFIX)
    return street_extent(extent_id) if mark and not rest else extent(frame_id)


def _web_mercator(lon: float) -> str:
    """Return Web Mercator cut on the other side of the globe from `lon`, with x as if it were cut at 180 degrees."""
    shift = RADIUS * math.radians(lon)
    return f"+proj=webmerc +lon_0={lon:.6f} +x_0={shift:.4f} +datum=WGS84 +units=m +no_defs"


def _round_about(x: float, y: float, *, width: float) -> tuple[float, float, float, float]:
    aside, above = width / 2, width / 2 / ASPECT
    west, south, east, north = (round(float(side), 3) for side in (x - aside, y - above, x + aside, y + above))
    return west, south, east, north


def _land(place: Extent) -> Coordinates:
    """Return points (map units) round what the extent is about: its own area's land, or all that it shows."""
    shown = extent_land(place)
    mine = [
        geometry
        for name, geometry in zip(shown.names, shown.geometries, strict=True)
        if name.partition("-")[0] == place.extent_id
    ]
    west, south, east, north = place.bounds
    points = np.concatenate([shapely.get_coordinates(geometry) for geometry in mine]) if mine else np.empty((0, 2))
    # The frame holds more than the bounds: islands out there are not what the extent is about.
    inside = (points >= (west, south)).all(axis=1) & (points <= (east, north)).all(axis=1)
    side = np.linspace(0.0, 1.0, 21)
    edge = np.concatenate(
        [np.column_stack([west + side * (east - west), np.full(21, y)]) for y in (south, north)]
        + [np.column_stack([np.full(21, x), south + side * (north - south)]) for x in (west, east)]
    )
    return points[inside] if inside.any() else edge


# -- Where on a map the notes on boundaries apply, and which of them a map has to carry at all.

GENERAL = "general"  # the disclaimer, which every map carries anyway
SAMPLES = 33  # points along each side of a note's box: the smallest box on the map of the world is half a unit wide


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note and the part of a map that it is about: xmin, ymin, xmax, ymax in units of 100 km."""

    note: BoundaryNote
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and the part of a map where it is drawn: xmin, ymin, xmax, ymax in units of 100 km."""

    line: DisputedLine
    bounds: tuple[float, float, float, float]


@lru_cache(maxsize=64)
def lines_in_view(extent_id: str) -> tuple[PlacedLine, ...]:
    """Return the lines of which an extent shows a part, by id.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    view = frame_extent(extent_id)
    west, south, east, north = view.bounds
    found: list[PlacedLine] = []
    for line in disputed_lines():
        flat = project(view, shapely.get_coordinates(line.geometry))
        inside = flat[(flat >= (west, south)).all(axis=1) & (flat <= (east, north)).all(axis=1)]
        if len(inside):
            low, high = inside.min(axis=0), inside.max(axis=0)
            found.append(PlacedLine(line, (float(low[0]), float(low[1]), float(high[0]), float(high[1]))))
    return tuple(found)


@lru_cache(maxsize=64)
def notes_in_view(extent_id: str) -> tuple[PlacedNote, ...]:
    """Return the notes whose area an extent shows, in the order of the table, without the general one.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    view = frame_extent(extent_id)
    west, south, east, north = view.bounds
    middle = unproject(view, np.array([[(west + east) / 2, (south + north) / 2]]))[0]
    found: list[PlacedNote] = []
    for note in boundary_notes():
        if note.note_id == GENERAL:
            continue
        across, up = np.meshgrid(
            np.linspace(note.west, note.east, SAMPLES), np.linspace(note.south, note.north, SAMPLES)
        )
        flat = project(view, np.column_stack([across.ravel(), up.ravel()]))
        # The infinities that a projection gives for what it cannot show fail these comparisons.
        inside = (flat >= (west, south)).all(axis=1) & (flat <= (east, north)).all(axis=1)
        if inside.any():
            low, high = flat[inside].min(axis=0), flat[inside].max(axis=0)
            found.append(PlacedNote(note, (float(low[0]), float(low[1]), float(high[0]), float(high[1]))))
        elif note.west <= middle[0] <= note.east and note.south <= middle[1] <= note.north:
            found.append(PlacedNote(note, view.bounds))  # the map lies between two points of the box
    return tuple(found)
