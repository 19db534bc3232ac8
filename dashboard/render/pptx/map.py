"""A map on a slide as shapes that can be edited: a group a class, a shape a state, one shape a style of line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import shapely

from dashboard.maps.coast_and_border_lines import EdgeLine, dark_edges, edge_line
from dashboard.maps.markers import reach
from dashboard.maps.spec import Hatch, Look
from dashboard.render.basemap import Ring, basemap
from dashboard.render.picture_text import LegendItem, LegendWords, PictureText
from dashboard.render.pptx.drawing import (
    NO_FILL,
    NO_LINE,
    POINT,
    SHAPE_OPACITY,
    STEP,
    TERRITORY_SHARE,
    Box,
    Ids,
    ShapeXml,
    Steps,
    fill_of,
    freeform,
    group,
    line,
    preset,
    shape_dash,
    solid,
)
from dashboard.render.scene import WIDTH, Scene, SceneArea, ScenePoint, SceneSymbol
from dashboard.render.svg.paths import fitted_box
from dashboard.render.theme import Colours, Ink
from geodata.geo.projections import box_contains

# -- A map as shapes that can be edited: a group a class, a shape a state, one shape for the lines of each style.


@dataclass(frozen=True, slots=True)
class ShapeContext:
    """What all shapes of one map share: their ids, the placement of the map, the colours of the slide."""

    ids: Ids
    placement: Placement
    colours: Colours


def map_shapes(ctx: ShapeContext, scene: Scene, words: PictureText, *, which: int = 0) -> ShapeXml:
    """Return a scene as one group of shapes, in z-order.

    Parameters
    ----------
    which
        Of two maps side by side, the number of this one, which picks its title and its counts.
    """
    shapes = [
        *ground_shapes(ctx.ids, scene, ctx.placement, ctx.colours),
        *_areas(ctx, scene, words, which),
        *_own_areas(ctx, scene, words),
        *line_shapes(ctx.ids, scene, ctx.placement, ctx.colours),
        *_footprints(ctx, scene),
        *_symbols(ctx, scene, words),
        *frame_lines(ctx.ids, scene, ctx.placement, ctx.colours),
    ]
    title = words.map_titles[which] if words.map_titles else ""
    return group(ctx.ids, f"Map: {title}" if title else "Map", map_description(words, which=which), shapes)


def map_description(words: PictureText, *, which: int = 0) -> str:
    """Return what a map shows in words: its title, its day and the count of every class."""
    title = words.map_titles[which] if words.map_titles else words.spec.headline.text
    counted = (
        f"{legend.title}: " + "; ".join(f"{item.label} {_count(item, which)}" for item in legend.items)
        for legend in words.legends
        if not words.map_titles or all(len(item.counts) > 1 for item in legend.items)
    )
    return ". ".join([f"Map. {title}", words.spec.subtitle, *counted]) + "."


def _count(item: LegendItem, which: int) -> int:
    return item.counts[which] if which < len(item.counts) else item.count


def _items(words: PictureText, layer: str) -> Mapping[str, LegendItem]:
    legends: tuple[LegendWords, ...] = words.legends
    return {item.class_id: item for legend in legends for item in legend.items if item.layer == layer}


def _areas(ctx: ShapeContext, scene: Scene, words: PictureText, which: int) -> Iterator[ShapeXml]:
    """Yield a group for each class in the order of the legend, then one of the areas that a filter leaves out."""
    known = _items(words, scene.fill_layer)
    labels = {class_id: item.label for class_id, item in known.items()}
    features: list[SceneArea | ScenePoint] = [*scene.areas, *scene.points]
    present = dict.fromkeys(feature.class_id for feature in features)
    for class_id in [*known, *(class_id for class_id in present if class_id not in known)]:
        members = [f for f in features if f.class_id == class_id and not f.is_muted]
        shapes = _features(ctx, members, scene, labels)
        if shapes:
            name, alt_text = _class_words(known.get(class_id), which)
            yield group(ctx.ids, name, alt_text, shapes)
    shapes = _features(ctx, [feature for feature in features if feature.is_muted], scene, labels)
    if shapes:
        yield group(ctx.ids, "Left out by the filter", "Areas that the filter of this view leaves out", shapes)


def _class_words(item: LegendItem | None, which: int) -> tuple[str, str]:
    if item is None:
        return "Areas without a class", "Areas that the legend does not list"
    count = _count(item, which)
    return f"Class: {item.label} ({count})", f"{item.label}: {count}, territories not counted"


def _features(
    ctx: ShapeContext, features: Sequence[SceneArea | ScenePoint], scene: Scene, labels: Mapping[str, str]
) -> list[ShapeXml]:
    """Return the shapes of areas and then of small states, without those outside of the map."""
    shapes = (
        _area(ctx, feature, scene, labels) if isinstance(feature, SceneArea) else _point(ctx, feature, scene, labels)
        for feature in features
    )
    return [shape for shape in shapes if shape is not None]


def _area(ctx: ShapeContext, area: SceneArea, scene: Scene, labels: Mapping[str, str]) -> ShapeXml | None:
    rings = ctx.placement.rings(area.rings)
    if not rings:
        return None
    alt_text = _alt_text(area, labels)
    return freeform(ctx.ids, area.name, alt_text, paths=rings, fill=_fill(ctx, area, scene), outline=NO_LINE)


def _point(ctx: ShapeContext, point: ScenePoint, scene: Scene, labels: Mapping[str, str]) -> ShapeXml | None:
    box = ctx.placement.dot(point)
    if box is None:
        return None
    alt_text = _alt_text(point, labels)
    return preset(
        ctx.ids,
        point.name,
        alt_text,
        form="ellipse",
        box=box,
        fill=_fill(ctx, point, scene),
        outline=_rim(ctx, point, scene),
    )


def _alt_text(feature: SceneArea | ScenePoint, labels: Mapping[str, str]) -> str:
    """Return the alternative text of an area; where its class says all there is to say it has no sentence."""
    sentence = feature.sentence.printed or labels.get(feature.class_id, "")
    return f"{feature.name}: {sentence}" if sentence else feature.name


def _rim(ctx: ShapeContext, point: ScenePoint, scene: Scene) -> str:
    """Return the outline of a dot: dark where it is too faint, and where a hatch would eat it the colour itself."""
    if point.is_muted or not point.class_id:
        return line(ctx.colours.muted_edge, 0.4)
    look = scene.looks[scene.fill_layer, point.class_id]
    if dark_edges(look, ctx.colours.theme).dot:
        return line(ctx.colours.faint_edge, 0.6)
    return line(ctx.colours.casing if look.hatch == Hatch.NONE else ctx.colours.of(look.fill), 0.75)


def _fill(ctx: ShapeContext, feature: SceneArea | ScenePoint, scene: Scene) -> str:
    if feature.is_muted:
        return solid(ctx.colours.muted)
    look: Look = scene.looks[scene.fill_layer, feature.class_id]
    return fill_of(ctx.colours, look, share=TERRITORY_SHARE if feature.follows else 1.0)


def _footprints(ctx: ShapeContext, scene: Scene) -> Iterator[ShapeXml]:
    """Yield the polygons of the view, each with a casing beneath its edge."""
    for item in scene.shapes:
        ring = ctx.placement.ring(item.ring)
        if ring is None:
            continue
        colour = ctx.colours.of(scene.looks[item.shape.layer, item.shape.class_id].fill)
        alt_text, width = item.shape.printed, 2.4 * ctx.placement.pixel
        yield freeform(
            ctx.ids, "Casing of the footprint", "Casing of the footprint", paths=[ring], fill=NO_FILL,
            outline=line(ctx.colours.casing, 2 * width, opacity=0.9),
        )  # fmt: skip
        yield freeform(
            ctx.ids, "Footprint", alt_text, paths=[ring], fill=solid(colour, SHAPE_OPACITY),
            outline=line(colour, width, dash=shape_dash(item.shape.class_id)),
        )  # fmt: skip


def _own_areas(ctx: ShapeContext, scene: Scene, words: PictureText) -> Iterator[ShapeXml]:
    """Yield a group for each class of areas of a reader, in the order of their legend."""
    return _of_classes(ctx, scene.own_areas, words, _own_area)


def _own_area(ctx: ShapeContext, item: SceneSymbol, look: Look) -> ShapeXml | None:
    rings = ctx.placement.rings(item.rings)
    if not rings:
        return None
    text, edge = item.symbol.sentence.printed, line(ctx.colours.casing, 0.6)
    return freeform(ctx.ids, text.partition(":")[0], text, paths=rings, fill=fill_of(ctx.colours, look), outline=edge)


def _symbols(ctx: ShapeContext, scene: Scene, words: PictureText) -> Iterator[ShapeXml]:
    """Yield a group for each class of symbols: circles in the order of their legend, the large ones first."""
    names = {area.area: area.name for area in scene.areas} | {point.area: point.name for point in scene.points}
    return _of_classes(ctx, scene.markers, words, lambda ctx, item, look: _symbol(ctx, item, look, names))


def _of_classes(
    ctx: ShapeContext,
    symbols: Sequence[SceneSymbol],
    words: PictureText,
    drawn: Callable[[ShapeContext, SceneSymbol, Look], ShapeXml | None],
) -> Iterator[ShapeXml]:
    for legend in words.legends:
        for item in legend.items:
            mine = [s for s in symbols if (s.symbol.layer, s.symbol.class_id) == (item.layer, item.class_id)]
            shapes = [shape for s in mine if (shape := drawn(ctx, s, item.look)) is not None]
            if shapes:
                alt_text = f"{legend.title}: {item.label} {item.count}"
                yield group(ctx.ids, f"{legend.title}: {item.label} ({item.count})", alt_text, shapes)


def _symbol(ctx: ShapeContext, item: SceneSymbol, look: Look, names: Mapping[str, str]) -> ShapeXml | None:
    # A marker is larger than a circle of its radius, as on the live map.
    radius = item.symbol.radius if look.marker is None else (item.symbol.radius + 1) * reach(look.marker)
    box = ctx.placement.around(item.x, item.y, radius * ctx.placement.pixel)
    if box is None:
        return None
    name = "Event" if look.marker else names.get(item.symbol.area, item.symbol.area)
    return preset(
        ctx.ids,
        name,
        item.symbol.sentence.printed or name,
        form=look.marker or "ellipse",
        box=box,
        fill=fill_of(ctx.colours, look),
        outline=line(ctx.colours.casing, 1.2 * ctx.placement.pixel),
    )


# -- The lines of a map and what lies under its areas: sea, graticule, coasts, borders, disputed lines, a zone.


@dataclass(frozen=True, slots=True)
class Stroke:
    """How the lines of a style look: name of the shape, its ink, its width in points in a map of the world."""

    name: str
    ink: Callable[[Colours], Ink]
    width: float
    dash: str = ""
    casing: float = 0.0  # width of a casing beneath, in points
    is_filled: bool = False


STROKES: dict[str, Stroke] = {
    EdgeLine.LEFT_OUT: Stroke("Borders and coasts of what the filter leaves out", lambda p: Ink(p.muted_edge), 0.4),
    EdgeLine.FAINT_COAST: Stroke("Coasts of pale areas", lambda p: Ink(p.faint_edge), 0.5),
    EdgeLine.BORDER: Stroke("Borders", lambda p: p.border, 0.5),
    EdgeLine.PALE_BORDER: Stroke("Borders between pale areas", lambda p: p.pale_border, 0.5),
    "oblast": Stroke("Borders of oblasts", lambda p: p.border, 0.9),
    "solid": Stroke("Disputed borders, solid", lambda p: Ink(p.dispute), 0.75, casing=1.5),
    "dashed": Stroke("Disputed borders, dashed", lambda p: Ink(p.dispute), 0.75, dash="dash", casing=1.5),
    "dotted": Stroke("Disputed borders, dotted", lambda p: Ink(p.dispute), 0.9, dash="sysDot", casing=1.6),
    "dmz": Stroke("Demilitarized zone", lambda p: Ink(p.zone), 0.8, casing=3.2, is_filled=True),
    "chosen": Stroke("Outline of the chosen country", lambda p: Ink(p.chosen), 1.5, casing=3.4),
}
CLOSER = 1.4  # times as wide are lines in what is no map of the world
RINGS = frozenset({"dmz", "chosen"})
EDGES = frozenset(EdgeLine)


def ground_shapes(ids: Ids, scene: Scene, placement: Placement, colours: Colours) -> Iterator[ShapeXml]:
    """Yield the sea and the graticule."""
    alt_text = "Sea, the ground of the map"
    rings = placement.rings(scene.sea)
    if rings:
        yield freeform(ids, "Sea", alt_text, paths=rings, fill=solid(colours.sea), outline=line(colours.hairline, 0.75))
    lines = [part for item in scene.lines if item.style == "graticule" for part in placement.lines(item.parts)]
    if lines:
        yield freeform(
            ids, "Graticule", "Lines of longitude and latitude", paths=lines, fill=NO_FILL,
            outline=line(colours.hairline, 0.5), is_open=True,
        )  # fmt: skip


def line_shapes(ids: Ids, scene: Scene, placement: Placement, colours: Colours) -> Iterator[ShapeXml]:
    """Yield one shape for the lines of each style, and one for the casing beneath where a style has one."""
    closer = 1.0 if scene.is_world else CLOSER
    dots = [box for point in scene.points if (box := placement.dot(point)) is not None]
    edges = edges_of(scene, colours)
    for style, stroke in STROKES.items():
        is_ring, lines = style in RINGS, edges.get(style, ())
        if style not in EDGES:
            lines = tuple(part for item in scene.lines if item.style == style for part in item.parts)
        paths = placement.rings(lines) if is_ring else placement.lines(lines)
        if style in EDGES:
            paths = _beside(paths, dots)
        if not paths:
            continue
        ink = stroke.ink(colours)
        if stroke.casing:
            yield freeform(
                ids, f"{stroke.name}: casing", f"{stroke.name}: casing", paths=paths, fill=NO_FILL,
                outline=line(colours.casing, closer * stroke.casing, opacity=0.85), is_open=not is_ring,
            )  # fmt: skip
        yield freeform(
            ids, stroke.name, stroke.name, paths=paths, fill=solid(ink.colour) if stroke.is_filled else NO_FILL,
            outline=line(ink.colour, closer * stroke.width, dash=stroke.dash, opacity=ink.opacity), is_open=not is_ring,
        )  # fmt: skip


def edges_of(scene: Scene, colours: Colours) -> dict[str, tuple[Ring, ...]]:
    """Return each border of a scene once, and the coasts that need a line, by the line that they need."""
    dark = scene.dark_edges(colours.theme)
    by_style: dict[str, list[Ring]] = {style: [] for style in EDGES}
    for arc in basemap(scene.extent).borders:
        style = edge_line([dark.get(key) for key in arc.keys])
        if style is not None:
            by_style[style].append(arc.line)
    return {style: tuple(lines) for style, lines in by_style.items()}


def frame_lines(ids: Ids, scene: Scene, placement: Placement, colours: Colours) -> Iterator[ShapeXml]:
    """Yield the edge of a map that goes on beyond it; the world has its own."""
    if not scene.is_world:
        yield preset(
            ids, "Frame", "Edge of the map", form="rect", box=placement.box, fill=NO_FILL,
            outline=line(colours.muted_edge, 0.75),
        )  # fmt: skip


def _beside(paths: list[Steps], dots: list[Box]) -> list[Steps]:
    """Return the paths that no dot hides: the shore of an island would look like a hole in the dot on it."""
    if not dots or not paths:
        return paths
    low = np.array([path.min(axis=0) for path in paths]) * STEP
    high = np.array([path.max(axis=0) for path in paths]) * STEP
    corner = np.array([(dot.x, dot.y) for dot in dots])
    side = np.array([dot.width for dot in dots])[:, None]
    is_in = (low[:, None] >= corner).all(axis=2) & (high[:, None] <= corner + side).all(axis=2)
    return [path for path, is_hidden in zip(paths, is_in.any(axis=1), strict=True) if not is_hidden]


# -- Where a map lies on a slide: the part of the plane that a rectangle shows, and the step from map units to it.

LEAST_DOT = 2.2  # points: a dot with a smaller radius loses its hatch and its colour on a projector


@dataclass(frozen=True, slots=True)
class Placement:
    """A rectangle of a slide and the bounds, in map units, that it shows; both have the same proportions.

    `pixel` is the length in points of a pixel of a map 900 pixels wide, in which a scene gives radii.
    """

    box: Box
    bounds: Bounds
    pixel: float

    @property
    def scale(self) -> float:
        """Steps of the slide in a map unit."""
        return self.box.width / STEP / (self.bounds[2] - self.bounds[0])

    def ring(self, ring: Ring) -> Steps | None:
        """Return a closed ring on the slide, or None when it is outside or too small."""
        return self._steps(clipped_ring(ring, self.bounds), least=4)

    def rings(self, rings: tuple[Ring, ...]) -> list[Steps]:
        """Return the closed rings that are inside and large enough to be seen."""
        return [steps for ring in rings if (steps := self.ring(ring)) is not None]

    def lines(self, lines: tuple[Ring, ...]) -> list[Steps]:
        """Return the visible parts of lines."""
        cut = (part for line in lines for part in clipped_line(line, self.bounds))
        return [steps for part in cut if (steps := self._steps(part, least=2)) is not None]

    def around(self, x: float, y: float, radius: float) -> Box | None:
        """Return the square about a point, or None when it is out of sight; the radius is in points."""
        if not box_contains(self.bounds, x, y):
            return None
        centre = self._flat(np.array([[x, y]]))[0] * STEP
        side = round(2 * radius * POINT)
        return Box(round(centre[0] - side / 2), round(centre[1] - side / 2), side, side)

    def dot(self, point: ScenePoint) -> Box | None:
        """Return the square that the dot of a small state fills, or None when it is out of sight."""
        return self.around(point.x, point.y, max(point.radius * self.pixel, LEAST_DOT))

    def _flat(self, xy: Ring) -> Ring:
        west, _, _, north = self.bounds
        flat: Ring = (xy - (west, north)) * (self.scale, -self.scale) + (self.box.x / STEP, self.box.y / STEP)
        return flat

    def _steps(self, xy: Ring, *, least: int) -> Steps | None:
        """Return corners on the grid of the slide, each different from the one before it."""
        if len(xy) < least:
            return None
        steps = np.rint(self._flat(xy)).astype(np.int64)
        steps = steps[np.concatenate([[True], (np.diff(steps, axis=0) != 0).any(axis=1)])]
        return steps if len(steps) >= least else None


def placement_of(scene: Scene, room: Box) -> Placement:
    """Return how a scene lies in a room: as large as possible, at its upper left corner, showing more where it can."""
    bounds = fitted_box(scene.extent, scene.bounds, room.width / room.height)
    wide, high = bounds[2] - bounds[0], bounds[3] - bounds[1]
    across = min(room.width, round(room.height * wide / high))
    box = Box(room.x, room.y, across, round(across * high / wide))
    pixel = across / POINT * (scene.bounds[2] - scene.bounds[0]) / wide / WIDTH
    return Placement(box, bounds, pixel)


# -- Rings and lines cut to the rectangle that a map shows; slides cannot hide what lies beside a shape.

Bounds: TypeAlias = tuple[float, float, float, float]  # xmin, ymin, xmax, ymax


def clipped_ring(ring: Ring, bounds: Bounds) -> Ring:
    """Return what of a closed ring lies in a rectangle, as a closed ring; no rows when nothing does.

    A ring that leaves and comes back several times stays one ring, which runs along the edge in between: filled, that
    looks the same, and by the even-odd rule the holes of an area stay its holes.
    """
    if _is_within(ring, bounds):
        return ring
    for axis in (0, 1):
        for limit, side in ((bounds[axis], 1.0), (bounds[axis + 2], -1.0)):
            ring = _half(ring, axis=axis, limit=limit, side=side)
            if len(ring) < 4:
                return np.empty((0, 2))
    return ring


def clipped_line(line: Ring, bounds: Bounds) -> tuple[Ring, ...]:
    """Return the stretches of a line that lie in a rectangle."""
    if _is_within(line, bounds):
        return (line,)
    parts = shapely.get_parts(shapely.clip_by_rect(shapely.LineString(line), *bounds))
    return tuple(shapely.get_coordinates(part) for part in parts if shapely.get_dimensions(part) == 1)


def _is_within(ring: Ring, bounds: Bounds) -> bool:
    low, high = ring.min(axis=0), ring.max(axis=0)
    return bool(low[0] >= bounds[0] and low[1] >= bounds[1] and high[0] <= bounds[2] and high[1] <= bounds[3])


def _half(ring: Ring, *, axis: int, limit: float, side: float) -> Ring:
    """Return a ring without what lies beyond a line; Sutherland and Hodgman's step (1974), all corners at once."""
    here, there = ring[:-1], ring[1:]
    is_in, is_next = side * (here[:, axis] - limit) >= 0, side * (there[:, axis] - limit) >= 0
    if is_in.all():
        return ring
    cuts = here.copy()
    crosses = is_in != is_next
    share = (limit - here[crosses, axis]) / (there[crosses, axis] - here[crosses, axis])
    cuts[crosses] += share[:, None] * (there[crosses] - here[crosses])
    cuts[crosses, axis] = limit
    # Each corner that stays is followed by the cut of the side that begins there, where there is one.
    kept: Ring = np.stack([here, cuts], axis=1)[np.stack([is_in, crosses], axis=1)]
    return np.concatenate([kept, kept[:1]])
