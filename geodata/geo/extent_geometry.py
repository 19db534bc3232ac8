"""What an extent shows: its land projected and clipped, its version in Web Mercator, areas, notes and lines in view."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.errors import UnknownKeyError
from geodata.geo.boundaries import areas, boundary_notes, disputed_lines, extent, is_extent, read_pieces
from geodata.geo.coverage import Flags, Geometries, polygonal_parts
from geodata.geo.projections import MAP_ASPECT, MIN_MAP_WIDTH, Coordinates, Extent, project, unproject
from geodata.model import BoundaryNote, DisputedLine, Level

# --- The land of an extent: selected from a level of detail, projected, joined at the antimeridian, clipped

# A browser window rarely has the aspect of the extent, so this share of the width is drawn beyond each side.
PADDING = 0.15
# Tiles of a street map come in steps of twice the size. A street map may therefore show its close-up at half the size,
# in a window three times as wide as it is high, which needs this share of the width beyond each side.
STREET_PADDING = 1.25
# Polygons tear near the antipode of an azimuthal projection, so nothing farther than 100 degrees from its centre is
# drawn. This is the radius of that circle in units of 100 km, on the sphere of equal area with the ellipsoid.
HORIZON_RADIUS = 2 * 63.710072 * math.sin(math.radians(50))
# A segment of half a degree, straight in degrees, deviates by less than 100 m in any of the projections used.
MAX_SEGMENT_DEGREES = 0.5
# Projecting a vertex that two areas share gives different last digits; rounding to 10 cm (in map units) removes them.
ROUNDING = 1e-6
# Degrees added to each side of a box of longitude and latitude, which is found from sample points only.
DEGREE_MARGIN = 1.0


@dataclass(frozen=True, slots=True)
class LevelPolygons:
    """The polygons of a level of detail with a spatial index.

    Attributes
    ----------
    names
        Key of each piece (`boundaries.read_pieces`).
    polygons
        One Polygon each, EPSG:4326.
    piece
        For each polygon, the index of its piece in `names`.
    tree
        Index of `polygons`.
    """

    names: tuple[str, ...]
    polygons: Geometries
    piece: npt.NDArray[np.intp]
    tree: shapely.STRtree


@dataclass(frozen=True, slots=True)
class ExtentLand:
    """The land that an extent shows, not yet simplified.

    Attributes
    ----------
    outline
        The polygon at which the land was clipped, in units of 100 km.
    names
        Key of each piece in view.
    geometries
        Polygon or MultiPolygon of each piece, in units of 100 km.
    """

    outline: shapely.Polygon
    names: tuple[str, ...]
    geometries: Geometries


@lru_cache(maxsize=len(Level))
def level_polygons(level: Level) -> LevelPolygons:
    """Return the polygons of a level with segments of at most `MAX_SEGMENT_DEGREES`; the first read takes up to 1 s."""
    pieces = read_pieces(level)
    geometries = np.array([piece.geometry for piece in pieces], dtype=object)
    polygons, piece = shapely.get_parts(shapely.segmentize(geometries, MAX_SEGMENT_DEGREES), return_index=True)
    return LevelPolygons(tuple(piece.key for piece in pieces), polygons, piece, shapely.STRtree(polygons))


def is_street_map(extent: Extent) -> bool:
    """Whether the extent is in Web Mercator, the projection of street maps."""
    return "+proj=webmerc" in extent.projection


def extent_outline(extent: Extent) -> shapely.Polygon:
    """Return the polygon (units of 100 km) that is drawn of an extent.

    That of the world is the edge of the globe. Any other is the bounds with padding on every side, clipped at the
    horizon of the azimuthal projection.
    """
    if extent.is_world:
        side = np.arange(-90, 90.5, 1.0)
        ring = np.concatenate(
            [np.column_stack([np.full(181, -180.0), side]), np.column_stack([np.full(181, 180.0), side[::-1]])]
        )
        return shapely.Polygon(project(extent, ring))
    west, south, east, north = extent.bounds
    if is_street_map(extent):
        aside, above = STREET_PADDING * (east - west), STREET_PADDING / 2 * (north - south)
        return shapely.box(west - aside, south - above, east + aside, north + above)
    pad = PADDING * (east - west)
    box = shapely.box(west - pad, south - pad, east + pad, north + pad)
    clipped = shapely.intersection(box, horizon())
    return shapely.Polygon(shapely.get_coordinates(clipped))


def horizon() -> shapely.Polygon:
    """Return the circle (units of 100 km) beyond which an azimuthal map draws nothing."""
    return shapely.Point(0, 0).buffer(HORIZON_RADIUS, quad_segs=45)


def lonlat_boxes(extent: Extent, shape: shapely.Polygon) -> list[shapely.Polygon]:
    """Return boxes of longitude and latitude (degrees) that together hold all of `shape` (map units).

    The last box may reach beyond 180 degrees. The others are the same box shifted by 360 degrees each way, because the
    boundary files store longitudes from -180 to 180.
    """
    if extent.is_world:
        return [_lonlat_box_in_world(extent, shape)]
    west, south, east, north = shape.bounds
    across, up = np.meshgrid(np.linspace(west, east, 41), np.linspace(south, north, 41))
    lonlat = unproject(extent, np.column_stack([across.ravel(), up.ravel()]))
    lonlat = lonlat[np.isfinite(lonlat).all(axis=1)]
    # The origin of Web Mercator is at 0 N 0 E and not in the middle of the extent.
    origin = [[(west + east) / 2, (south + north) / 2]] if is_street_map(extent) else [[0.0, 0.0]]
    middle = float(unproject(extent, np.array(origin))[0, 0])
    from_middle = (lonlat[:, 0] - middle + 180) % 360 - 180
    low, high = max(lonlat[:, 1].min() - DEGREE_MARGIN, -90.0), min(lonlat[:, 1].max() + DEGREE_MARGIN, 90.0)
    left, right = middle + from_middle.min() - DEGREE_MARGIN, middle + from_middle.max() + DEGREE_MARGIN
    poles = project(extent, np.array([[0.0, 90.0], [0.0, -90.0]]))
    for pole, latitude in zip(poles, (90.0, -90.0), strict=True):
        if np.isfinite(pole).all() and shapely.contains_xy(shape, pole[0], pole[1]):
            left, right = middle - 180.0, middle + 180.0
            low, high = min(low, latitude), max(high, latitude)
    return [shapely.box(left + rotation, low, right + rotation, high) for rotation in (-360.0, 360.0, 0.0)]


def _lonlat_box_in_world(extent: Extent, shape: shapely.Polygon) -> shapely.Polygon:
    """Return the box of longitude and latitude of a shape on the map of the world, from samples of its outline."""
    west, south, east, north = shape.bounds
    # Scaled inwards, because rounding may put a point of the edge of the world outside of it.
    vertices = shapely.get_coordinates(shapely.segmentize(shape, max(east - west, north - south) / 40)) * 0.99999
    lonlat = unproject(extent, vertices)
    lonlat = lonlat[np.isfinite(lonlat).all(axis=1)]
    left, low = np.maximum(lonlat.min(axis=0) - DEGREE_MARGIN, (-180.0, -90.0))
    right, high = np.minimum(lonlat.max(axis=0) + DEGREE_MARGIN, (180.0, 90.0))
    box: shapely.Polygon = shapely.box(left, low, right, high)
    return box


def extent_land(extent: Extent, shape: shapely.Polygon | None = None) -> ExtentLand:
    """Return the land that an extent shows.

    Parameters
    ----------
    shape
        Polygon at which the land is clipped, in units of 100 km; the extent's outline if left out.
    """
    level, shape = level_polygons(extent.level), extent_outline(extent) if shape is None else shape
    boxes = lonlat_boxes(extent, shape)
    chosen = np.unique(level.tree.query(boxes, predicate="intersects")[1])
    polygons = level.polygons[chosen]
    if is_street_map(extent):
        # A polygon that crosses the cut of Web Mercator would be drawn across the whole map.
        polygons = _clipped(polygons, shapely.MultiPolygon(boxes))
    projected: Geometries = shapely.transform(polygons, lambda c: _rounded(project(extent, c)))
    piece, at_antimeridian = level.piece[chosen], _touches_antimeridian(polygons)
    if not extent.is_world and at_antimeridian.any():
        projected, piece = _joined_at_antimeridian(projected, piece, at_antimeridian)
    clipped: Geometries = shapely.transform(_clipped(projected, shape), _rounded)
    is_there = ~shapely.is_empty(clipped)
    clipped, piece = clipped[is_there], piece[is_there]
    numbers = np.unique(piece)
    grouped = np.array([_one_geometry(clipped[piece == number]) for number in numbers], dtype=object)
    return ExtentLand(shape, tuple(level.names[number] for number in numbers), grouped)


def _rounded(xy: Coordinates) -> Coordinates:
    return np.round(xy / ROUNDING) * ROUNDING


def _touches_antimeridian(polygons: Geometries) -> Flags:
    bounds = shapely.bounds(polygons)
    touches: Flags = (bounds[:, 0] <= -180) | (bounds[:, 2] >= 180)
    return touches


def _joined_at_antimeridian(
    projected: Geometries, piece: npt.NDArray[np.intp], at_antimeridian: Flags
) -> tuple[Geometries, npt.NDArray[np.intp]]:
    """Return polygons and their pieces with land united that the boundary files cut at 180 degrees."""
    polygons, pieces = [projected[~at_antimeridian]], [piece[~at_antimeridian]]
    for number in np.unique(piece[at_antimeridian]):
        # The ring of Antarctica runs along the meridian to the pole and back, which is invalid in an azimuthal map.
        halves = shapely.make_valid(projected[at_antimeridian & (piece == number)], method="structure")
        whole = shapely.get_parts(polygonal_parts(shapely.union_all(halves, grid_size=ROUNDING)))
        polygons.append(whole)
        pieces.append(np.full(len(whole), number))
    return np.concatenate(polygons), np.concatenate(pieces)


def _clipped(polygons: Geometries, shape: shapely.Polygon | shapely.MultiPolygon) -> Geometries:
    """Return each polygon clipped at `shape`; polygons inside it are returned as they are, which is fast."""
    shapely.prepare(shape)
    clipped = polygons.copy()
    crosses = ~shapely.contains_properly(shape, polygons)
    for index in np.flatnonzero(crosses):
        clipped[index] = polygonal_parts(shapely.intersection(polygons[index], shape))
    return clipped


def _one_geometry(polygons: Geometries) -> BaseGeometry:
    parts = shapely.get_parts(polygons)
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(list(parts))


# --- Close-ups in Web Mercator, the projection of the tiles of street maps

# Suffix of the id of an extent in Web Mercator; "~" is unreserved in a URL (RFC 3986, section 2.3).
STREET_SUFFIX = "~streets"
# Suffix of the id of a country's frame that holds the borders of its first-level areas too; it is the last one.
FIRST_LEVEL_SUFFIX = "~parts"
# Width in units of 100 km below which an extent is a close-up: that of Europe, the smallest continent. On a wider map
# Web Mercator distorts most, and tiles show no streets.
MAX_CLOSE_UP_WIDTH = 80.0
# Radius of the sphere of Web Mercator (EPSG:3857).
WEB_MERCATOR_RADIUS_M = 6_378_137.0
# Degrees. Web Mercator draws lengths four times too long at 75 degrees, and nothing beyond 85.
MAX_LATITUDE = 75.0


@lru_cache(maxsize=512)
def is_close_up(extent_id: str) -> bool:
    """Whether an extent is narrow enough, and far enough from the poles, for a street map beneath it.

    Examples
    --------
    >>> is_close_up("UKR"), is_close_up("europe"), is_close_up("world")
    (True, False, False)
    """
    if not is_extent(extent_id):
        return False
    equal_area = extent(extent_id)
    west, south, east, north = equal_area.bounds
    latitudes = unproject(equal_area, np.array([[0.0, south], [0.0, north]]))[:, 1]
    return east - west < MAX_CLOSE_UP_WIDTH and bool((np.abs(latitudes) < MAX_LATITUDE).all())


@lru_cache(maxsize=64)
def street_extent(extent_id: str) -> Extent:
    """Return the close-up of an area in Web Mercator.

    Returns
    -------
    Extent
        x and y are those of EPSG:3857 in units of 100 km; where it crosses the antimeridian, x goes beyond half the
        world. The bounds hold the area's land that the equal-area map shows.

    Raises
    ------
    UnknownKeyError
        When there is no such extent, or when it is no close-up.
    """
    equal_area = extent(extent_id)
    if not is_close_up(extent_id):
        raise UnknownKeyError("close-up", extent_id, [])
    middle = unproject(equal_area, np.zeros((1, 2)))
    lon, lat = round(float(middle[0, 0]), 6), float(middle[0, 1])
    mercator = replace(equal_area, extent_id=extent_id + STREET_SUFFIX, projection=_web_mercator(lon))
    xy = project(mercator, unproject(equal_area, _land_points(equal_area)))
    (west, south), (east, north) = xy.min(axis=0), xy.max(axis=0)
    # Web Mercator enlarges by one over the cosine of the latitude.
    width = max(east - west, (north - south) * MAP_ASPECT, MIN_MAP_WIDTH / math.cos(math.radians(lat)))
    return replace(mercator, bounds=_bounds_about((west + east) / 2, (south + north) / 2, width=width))


def frame_extent(frame_id: str) -> Extent:
    """Return the extent that a frame draws.

    Its id is an extent's, or a close-up's followed by `STREET_SUFFIX`, and `FIRST_LEVEL_SUFFIX` behind it.

    Raises
    ------
    UnknownKeyError
        When there is no such extent, or when it is no close-up.
    """
    whole_id = frame_id.removesuffix(FIRST_LEVEL_SUFFIX)
    extent_id, mark, rest = whole_id.partition(STREET_SUFFIX)
    place = street_extent(extent_id) if mark and not rest else extent(whole_id)
    return place if whole_id == frame_id else replace(place, extent_id=frame_id)


def _web_mercator(lon: float) -> str:
    """Return the PROJ string of Web Mercator cut opposite to `lon` (degrees); x keeps the origin of EPSG:3857."""
    shift = WEB_MERCATOR_RADIUS_M * math.radians(lon)
    return f"+proj=webmerc +lon_0={lon:.6f} +x_0={shift:.4f} +datum=WGS84 +units=m +no_defs"


def _bounds_about(x: float, y: float, *, width: float) -> tuple[float, float, float, float]:
    aside, above = width / 2, width / 2 / MAP_ASPECT
    west, south, east, north = (round(float(side), 3) for side in (x - aside, y - above, x + aside, y + above))
    return west, south, east, north


def _land_points(extent: Extent) -> Coordinates:
    """Return vertices (map units) of the land of the extent's own area, or points on its bounds where it has none."""
    land = extent_land(extent)
    own = [
        geometry
        for name, geometry in zip(land.names, land.geometries, strict=True)
        if name.partition("-")[0] == extent.extent_id
    ]
    west, south, east, north = extent.bounds
    points = np.concatenate([shapely.get_coordinates(geometry) for geometry in own]) if own else np.empty((0, 2))
    # The land includes the padding around the bounds; islands there must not widen the close-up.
    inside = (points >= (west, south)).all(axis=1) & (points <= (east, north)).all(axis=1)
    side = np.linspace(0.0, 1.0, 21)
    edge = np.concatenate(
        [np.column_stack([west + side * (east - west), np.full(21, y)]) for y in (south, north)]
        + [np.column_stack([np.full(21, x), south + side * (north - south)]) for x in (west, east)]
    )
    return points[inside] if inside.any() else edge


# --- Areas, notes on boundaries and disputed lines in view

GENERAL_NOTE = "general"  # id of the disclaimer, which every map carries
SAMPLES_PER_SIDE = 33  # of a note's box; the smallest box is half a unit wide on the map of the world


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note and the box of the map that it is about: xmin, ymin, xmax, ymax in units of 100 km."""

    note: BoundaryNote
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A disputed line and the box of its vertices in view: xmin, ymin, xmax, ymax in units of 100 km."""

    line: DisputedLine
    bounds: tuple[float, float, float, float]


def _bounds_in_view(extent: Extent, xy: Coordinates) -> tuple[float, float, float, float] | None:
    """The box of those points, in map units, that lie within the bounds of an extent; None where none does."""
    west, south, east, north = extent.bounds
    # `project` returns infinity for a point that it cannot show, which fails these comparisons.
    inside = xy[(xy >= (west, south)).all(axis=1) & (xy <= (east, north)).all(axis=1)]
    if not len(inside):
        return None
    low, high = inside.min(axis=0), inside.max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


@lru_cache(maxsize=64)
def areas_in_view(extent_id: str) -> frozenset[str]:
    """Return the codes of the areas that have land, or the point of a small area, within the bounds of an extent.

    A frame has the padding around them too (`frames.frame_areas`), which a picture does not show.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    extent = frame_extent(extent_id)
    if extent.is_world:
        return frozenset(area.area for area in areas())
    window = shapely.box(*extent.bounds)
    small = [area for area in areas() if area.is_small]
    xy = project(extent, np.array([[area.label_lon, area.label_lat] for area in small]))
    points = {area.area for area, is_in in zip(small, shapely.contains_xy(window, xy), strict=True) if is_in}
    return frozenset({name.partition("-")[0] for name in extent_land(extent, window).names} | points)


@lru_cache(maxsize=64)
def lines_in_view(extent_id: str) -> tuple[PlacedLine, ...]:
    """Return the disputed lines that have a vertex within the bounds of an extent, ordered by id.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    extent = frame_extent(extent_id)
    placed: list[PlacedLine] = []
    for line in disputed_lines():
        bounds = _bounds_in_view(extent, project(extent, shapely.get_coordinates(line.geometry)))
        if bounds is not None:
            placed.append(PlacedLine(line, bounds))
    return tuple(placed)


@lru_cache(maxsize=64)
def notes_in_view(extent_id: str) -> tuple[PlacedNote, ...]:
    """Return the notes of whose box an extent shows a part, in the order of the table, without the general one.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    extent = frame_extent(extent_id)
    west, south, east, north = extent.bounds
    middle = unproject(extent, np.array([[(west + east) / 2, (south + north) / 2]]))[0]
    local = [note for note in boundary_notes() if note.note_id != GENERAL_NOTE]
    samples = project(extent, np.concatenate([_samples(note) for note in local]))
    placed: list[PlacedNote] = []
    for note, xy in zip(local, np.split(samples, len(local)), strict=True):
        bounds = _bounds_in_view(extent, xy)
        if bounds is not None:
            placed.append(PlacedNote(note, bounds))
        elif note.west <= middle[0] <= note.east and note.south <= middle[1] <= note.north:
            placed.append(PlacedNote(note, extent.bounds))  # the extent lies between two samples of the box
    return tuple(placed)


def _samples(note: BoundaryNote) -> Coordinates:
    """Return points of the box of a note in degrees, in rows and columns."""
    across, up = np.meshgrid(
        np.linspace(note.west, note.east, SAMPLES_PER_SIDE), np.linspace(note.south, note.north, SAMPLES_PER_SIDE)
    )
    return np.column_stack([across.ravel(), up.ravel()])
