"""The scene: the elements of a specification in map coordinates, shared by pictures, pages and slides."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dashboard.maps.coast_and_border_lines import DarkEdges, dark_edges
from dashboard.maps.palette import looks_of
from dashboard.maps.spec import NO_TEXT, AreaFeature, CitedText, Look, MapSpec, PictureTheme, Shape, Symbol
from dashboard.render.basemap import Basemap, Ring, Rings, basemap
from geodata.geo.extent_geometry import extent_outline, frame_extent
from geodata.geo.projections import Coordinates, points_in_box, project

# -- Positions are in map units of 100 km, x to the east and y to the north, in the projection of the extent. Classes
# with arrays compare by identity.

WIDTH = 900.0  # pixels: the map width for which radii are given, and on which points are moved apart
MIN_VISIBLE_SIZE = 14.0  # pixels of that map: a state whose largest island has a smaller side than this gets a point


@dataclass(frozen=True, slots=True, eq=False)
class SceneArea:
    """An area: its class, its sentence, and its rings, closed and filled by the even-odd rule."""

    area: str
    name: str
    class_id: str
    sentence: CitedText
    is_muted: bool
    follows: str
    rings: Rings


@dataclass(frozen=True, slots=True)
class ScenePoint:
    """A small state: a dot of a fixed size, beside its rings, which may be too small to see."""

    area: str
    name: str
    class_id: str
    sentence: CitedText
    is_muted: bool
    x: float
    y: float
    follows: str = ""

    @property
    def radius(self) -> float:
        """The radius in pixels of a map 900 pixels wide; that of territories is smaller."""
        return LESSER_RADIUS if self.follows or self.is_muted else RADIUS


@dataclass(frozen=True, slots=True, eq=False)
class SceneLine:
    """Lines of one style: border, coast, dashed, dotted, graticule, dmz (closed), oblast or chosen (closed).

    `border` has each edge between two areas once, `coast` every other edge. `chosen` is the outline of the chosen
    country.
    """

    line_id: str
    style: str
    parts: Rings


@dataclass(frozen=True, slots=True, eq=False)
class SceneSymbol:
    """A circle or an event, or an area with `rings`; its radius is in pixels of a map 900 pixels wide."""

    symbol: Symbol
    x: float
    y: float
    rings: Rings = ()


@dataclass(frozen=True, slots=True, eq=False)
class SceneShape:
    """A polygon of the view, as a closed ring."""

    shape: Shape
    ring: Ring


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """The elements of a map, by kind in z-order; areas, points and lines are ordered by code or id.

    `bounds` are xmin, ymin, xmax, ymax of what a picture has to show; areas may extend beyond. An area is in `areas`
    if it has land on this map, and in `points` if it is too small to see; it may be in both. `looks` has every class by
    layer and class id: (`fill_layer`, class id) for areas and points. Elements that a filter hides are left out.
    """

    extent: str
    fill_layer: str
    bounds: tuple[float, float, float, float]
    areas: tuple[SceneArea, ...]
    points: tuple[ScenePoint, ...]
    lines: tuple[SceneLine, ...]
    symbols: tuple[SceneSymbol, ...]
    shapes: tuple[SceneShape, ...]
    sea: Rings
    looks: Mapping[tuple[str, str], Look]
    chosen: str

    @property
    def own_areas(self) -> tuple[SceneSymbol, ...]:
        """The symbols that are areas, which lie under borders and names."""
        return tuple(item for item in self.symbols if item.rings)

    @property
    def markers(self) -> tuple[SceneSymbol, ...]:
        """The symbols that are circles and events, which lie over everything else."""
        return tuple(item for item in self.symbols if not item.rings)

    @property
    def is_world(self) -> bool:
        """Whether the map shows the whole world."""
        return frame_extent(self.extent).is_world

    def dark_edges(self, theme: PictureTheme) -> Mapping[str, DarkEdges | None]:
        """Return which edges of each area, by code, need a dark line; None for one left out or without a class."""
        by_class = {
            kind: dark_edges(look, theme) for (layer, kind), look in self.looks.items() if layer == self.fill_layer
        }
        return {a.area: None if a.is_muted or not a.class_id else by_class[a.class_id] for a in self.areas}


def scene_of(spec: MapSpec) -> Scene:
    """Return the scene of a specification; of a comparison, that of its first map (`scenes_of` returns both).

    Raises
    ------
    UnknownKeyError
        When there is no such extent, or an area has a class that neither its legend nor the palette knows.
    """
    place, base = frame_extent(spec.frame), basemap(spec.frame)
    codes = sorted({*base.areas, *(code for code, *_ in base.points)})
    features = {feature.area: feature for feature in filtered(spec)}
    known = {code: features.get(code) or _unknown(code) for code in codes}
    muted = {code for code, feature in known.items() if feature.is_muted}
    return Scene(
        extent=spec.frame,
        fill_layer=spec.fill_layer,
        bounds=place.bounds,
        areas=tuple(_area(known[code], base.areas[code]) for code in codes if base.areas.get(code)),
        points=_points(base, known, WIDTH / (place.bounds[2] - place.bounds[0])),
        lines=_lines(spec, base),
        symbols=_symbols(spec, muted),
        shapes=tuple(SceneShape(shape, _closed(_placed(spec.extent, shape.ring))) for shape in spec.shapes),
        sea=base.sea,
        looks=looks_of(spec, {feature.class_id for feature in known.values()}),
        chosen=spec.chosen if spec.chosen in known else "",
    )


def scenes_of(spec: MapSpec) -> tuple[Scene, ...]:
    """Return one scene, or both of a comparison from left to right; that of `beside` has areas alone."""
    first = scene_of(spec)
    if spec.beside is None:
        return (first,)
    second = scene_of(replace(spec, areas=spec.beside.areas, symbols=(), shapes=()))
    return (second, first) if spec.beside.is_before else (first, second)


def filtered(spec: MapSpec) -> list[AreaFeature]:
    """Return the areas, muted where any filter leaves them out."""
    left_out = set(spec.out)
    unselected = {
        item.class_id
        for legend in spec.legends
        if legend.layer == spec.fill_layer
        for item in legend.classes
        if not item.is_selected
    }
    return [
        feature
        if feature.is_muted or not (feature.area in left_out or feature.class_id in unselected)
        else replace(feature, is_muted=True)
        for feature in spec.areas
    ]


def _unknown(code: str) -> AreaFeature:
    return AreaFeature(area=code, name=code, class_id="", sentence=NO_TEXT, is_muted=False, follows="")


def _area(feature: AreaFeature, rings: Rings) -> SceneArea:
    return SceneArea(
        feature.area, feature.name, feature.class_id, feature.sentence, feature.is_muted, feature.follows, rings
    )


def _points(base: Basemap, known: Mapping[str, AreaFeature], scale: float) -> tuple[ScenePoint, ...]:
    """Return the small states that cannot be seen at `scale` (pixels a unit), moved apart, ordered by code."""
    small = [(known[code], x, y) for code, x, y in base.points if base.sizes.get(code, 0.0) * scale < MIN_VISIBLE_SIZE]
    homes = tuple((x * scale, y * scale) for _, x, y in small)
    radii = tuple(LESSER_RADIUS if f.follows or f.is_muted else RADIUS for f, _, _ in small)
    return tuple(
        ScenePoint(f.area, f.name, f.class_id, f.sentence, f.is_muted, float(x), float(y), f.follows)
        for (f, _, _), (x, y) in zip(small, spread(homes, radii) / scale, strict=True)
    )


def _lines(spec: MapSpec, base: Basemap) -> tuple[SceneLine, ...]:
    """Return the lines of the map in z-order, the lowest first."""
    inner = tuple(arc.line for arc in base.borders if len(arc.keys) > 1)
    outer = tuple(arc.line for arc in base.borders if len(arc.keys) == 1)
    lines = [SceneLine("graticule", "graticule", base.graticule)]
    lines += [SceneLine("coast", "coast", outer), SceneLine("border", "border", inner)]
    if {"oblasts", "parts"} & {*spec.overlays}:
        lines.append(SceneLine("oblasts", "oblast", base.oblasts))
    if "lines" in spec.overlays:
        lines += [SceneLine(line_id, style, parts) for line_id, style, parts in base.lines]
    if "dmz" in spec.overlays:
        lines.append(SceneLine("dmz", "dmz", base.zone))
    if spec.chosen:
        lines.append(SceneLine(spec.chosen, "chosen", base.areas.get(spec.chosen, ())))
    return tuple(line for line in lines if line.parts)


def _symbols(spec: MapSpec, muted: set[str]) -> tuple[SceneSymbol, ...]:
    """Return the symbols on the map, larger ones first, so that smaller ones are drawn above them.

    The circle of a state that a filter leaves out is hidden; markers, such as those of events, are not filtered.
    """
    looks, place = looks_of(spec), frame_extent(spec.extent)
    shown = [s for s in spec.symbols if s.area not in muted or looks[s.layer, s.class_id].marker is not None]
    if not shown:
        return ()
    places, rings = [(symbol.lon, symbol.lat) for symbol in shown], [symbol.rings for symbol in shown]
    inside = points_in_box(place, places, extent_outline(place).bounds, rings)
    symbols = [SceneSymbol(shown[number], x, y, _rings(spec.extent, shown[number])) for number, x, y in inside]
    return tuple(sorted(symbols, key=lambda item: -item.symbol.radius))


def _rings(extent_id: str, symbol: Symbol) -> Rings:
    return tuple(_placed(extent_id, ring) for ring in symbol.rings)


def _placed(extent_id: str, lonlat: tuple[tuple[float, float], ...]) -> Coordinates:
    return project(frame_extent(extent_id), np.array(lonlat, np.float64).reshape(-1, 2))


def _closed(ring: Coordinates) -> Coordinates:
    return np.concatenate([ring, ring[:1]])


# -- Points of small states that would overlap are moved apart, as on the live map (assets/map/point-spreading.js).

GAP = 1.0  # pixels between two points
MAX_ITERATIONS = 60  # enough for the seven states of the Lesser Antilles to come to rest
MAX_SHIFT = 16.0  # pixels from the place of a state; beyond that a point would be taken for another place
RADIUS, LESSER_RADIUS = 4.0, 3.0  # pixels: of a state, and of a territory
_COINCIDENT = 0.01  # pixels: points closer than this have no direction in which to be pushed apart
_STATE_WEIGHT, _TERRITORY_WEIGHT = 4.0, 1.0  # of two points that touch, the lighter one is moved further

Places = npt.NDArray[np.float64]


@lru_cache(maxsize=256)
def spread(homes: tuple[tuple[float, float], ...], radii: tuple[float, ...]) -> Places:
    """Return the positions of points moved apart so that none overlaps another; equal arguments give equal positions.

    Parameters
    ----------
    homes
        x and y of the states in pixels.
    radii
        Radius of each point in pixels.

    Returns
    -------
    x and y in pixels, one row per point (read-only).
    """
    at, home = [list(place) for place in homes], np.array(homes, np.float64).reshape(-1, 2)
    weight = [_STATE_WEIGHT if size > LESSER_RADIUS else _TERRITORY_WEIGHT for size in radii]
    size, away = np.array(radii), np.hypot(*(home[:, None] - home[None]).T)
    # Points farther apart than this cannot meet, even if both are moved as far as they may.
    near = np.triu(away < size[:, None] + size[None] + GAP + 2 * MAX_SHIFT, 1)
    pairs = [(a, b, radii[a] + radii[b] + GAP, weight[b] / (weight[a] + weight[b])) for a, b in np.argwhere(near)]
    for _ in range(MAX_ITERATIONS):
        moved = [_part(at[a], at[b], least=least, share=share) for a, b, least, share in pairs]
        if not any(moved):
            break
        for place, (x, y) in zip(at, homes, strict=True):
            _hold(place, x, y)
    positions = np.array(at, np.float64).reshape(-1, 2)
    positions.setflags(write=False)
    return positions


def _part(one: list[float], two: list[float], *, least: float, share: float) -> bool:
    """Push two points apart along the line between them, the first by `share` of it; return whether they touched."""
    x, y = two[0] - one[0], two[1] - one[1]
    away = math.hypot(x, y)
    if away >= least:
        return False
    if away < _COINCIDENT:  # then horizontally
        x, y, away = 1.0, 0.0, 1.0
    push = (least - min(away, least - _COINCIDENT)) / away
    one[0] -= x * push * share
    one[1] -= y * push * share
    two[0] += x * push * (1 - share)
    two[1] += y * push * (1 - share)
    return True


def _hold(place: list[float], home_x: float, home_y: float) -> None:
    """Limit a point to MAX_SHIFT pixels from its home."""
    x, y = place[0] - home_x, place[1] - home_y
    away = math.hypot(x, y)
    if away > MAX_SHIFT:
        place[0], place[1] = home_x + x * MAX_SHIFT / away, home_y + y * MAX_SHIFT / away
