"""A map as shapes that can be edited: a group a class, a shape a state, one shape for the lines of each style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.maps.palette import dark_edges
from dashboard.maps.spec import Hatch, Look, reach
from dashboard.render.scene import Scene, SceneArea, ScenePoint, SceneSymbol
from dashboard.render.slides.drawing import NO_FILL, NO_LINE, Drawn, Ids, freeform, group, line, preset, solid
from dashboard.render.slides.inks import SHAPE_OPACITY, TERRITORY_SHARE, fill_of
from dashboard.render.slides.map_lines import frame_lines, ground_shapes, line_shapes
from dashboard.render.slides.placing import Placing
from dashboard.render.svg_theme import Paper
from dashboard.render.words import LegendItem, LegendWords, Words


@dataclass(frozen=True, slots=True)
class Pen:
    """What all shapes of one map share: their numbers, where they lie, the colours of the slide."""

    ids: Ids
    placing: Placing
    paper: Paper


def map_shapes(pen: Pen, scene: Scene, words: Words, *, which: int = 0) -> Drawn:
    """Return a scene as one group of shapes, in drawing order.

    Parameters
    ----------
    which
        Of two maps side by side, the number of this one, which picks its title and its counts.
    """
    shapes = [
        *ground_shapes(pen.ids, scene, pen.placing, pen.paper),
        *_areas(pen, scene, words, which),
        *line_shapes(pen.ids, scene, pen.placing, pen.paper),
        *_footprints(pen, scene),
        *_symbols(pen, scene, words),
        *frame_lines(pen.ids, scene, pen.placing, pen.paper),
    ]
    title = words.map_titles[which] if words.map_titles else ""
    return group(pen.ids, f"Map: {title}" if title else "Map", map_description(words, which=which), shapes)


def map_description(words: Words, *, which: int = 0) -> str:
    """Return what a map shows in words: its title, its day and the count of every class."""
    title = words.map_titles[which] if words.map_titles else words.title
    counted = (
        f"{legend.title}: " + "; ".join(f"{item.label} {_count(item, which)}" for item in legend.items)
        for legend in words.legends
        if not words.map_titles or all(len(item.counts) > 1 for item in legend.items)
    )
    return ". ".join([f"Map. {title}", words.subtitle, *counted]) + "."


def _count(item: LegendItem, which: int) -> int:
    return item.counts[which] if which < len(item.counts) else item.count


def _items(words: Words, layer: str) -> Mapping[str, LegendItem]:
    found: tuple[LegendWords, ...] = words.legends
    return {item.class_id: item for legend in found for item in legend.items if item.layer == layer}


def _areas(pen: Pen, scene: Scene, words: Words, which: int) -> Iterator[Drawn]:
    """Yield a group for each class in the order of the legend, then one for what a filter leaves out."""
    known = _items(words, scene.fill_layer)
    labels = {class_id: item.label for class_id, item in known.items()}
    features: list[SceneArea | ScenePoint] = [*scene.areas, *scene.points]
    present = dict.fromkeys(feature.class_id for feature in features)
    for class_id in [*known, *(class_id for class_id in present if class_id not in known)]:
        mine = [f for f in features if f.class_id == class_id and not f.is_muted]
        shapes = _features(pen, mine, scene, labels)
        if shapes:
            name, told = _class_words(known.get(class_id), which)
            yield group(pen.ids, name, told, shapes)
    shapes = _features(pen, [feature for feature in features if feature.is_muted], scene, labels)
    if shapes:
        yield group(pen.ids, "Left out by the filter", "Areas that the filter of this view leaves out", shapes)


def _class_words(item: LegendItem | None, which: int) -> tuple[str, str]:
    if item is None:
        return "Areas without a class", "Areas that the legend does not list"
    count = _count(item, which)
    return f"Class: {item.label} ({count})", f"{item.label}: {count}, territories not counted"


def _features(
    pen: Pen, features: Sequence[SceneArea | ScenePoint], scene: Scene, labels: Mapping[str, str]
) -> list[Drawn]:
    """Return the shapes of areas and then of small states; none for those that are out of sight."""
    found = (
        _area(pen, feature, scene, labels) if isinstance(feature, SceneArea) else _point(pen, feature, scene, labels)
        for feature in features
    )
    return [shape for shape in found if shape is not None]


def _area(pen: Pen, area: SceneArea, scene: Scene, labels: Mapping[str, str]) -> Drawn | None:
    rings = pen.placing.rings(area.rings)
    if not rings:
        return None
    told = _told(area, labels)
    return freeform(pen.ids, area.name, told, paths=rings, fill=_fill(pen, area, scene), outline=NO_LINE)


def _point(pen: Pen, point: ScenePoint, scene: Scene, labels: Mapping[str, str]) -> Drawn | None:
    box = pen.placing.dot(point)
    if box is None:
        return None
    told = _told(point, labels)
    return preset(
        pen.ids,
        point.name,
        told,
        form="ellipse",
        box=box,
        fill=_fill(pen, point, scene),
        outline=_rim(pen, point, scene),
    )


def _told(feature: SceneArea | ScenePoint, labels: Mapping[str, str]) -> str:
    """Return the alternative text of an area; where its class says all there is to say it has no sentence."""
    said = feature.sentence or labels.get(feature.class_id, "")
    return f"{feature.name}: {said}" if said else feature.name


def _rim(pen: Pen, point: ScenePoint, scene: Scene) -> str:
    """Return the outline of a dot: dark where it is too faint, and where a hatch would eat it the colour itself."""
    if point.is_muted or not point.class_id:
        return line(pen.paper.muted_edge, 0.4)
    look = scene.looks[scene.fill_layer, point.class_id]
    if dark_edges(look, pen.paper.theme).dot:
        return line(pen.paper.faint_edge, 0.6)
    return line(pen.paper.casing if look.hatch == Hatch.NONE else pen.paper.of(look.fill), 0.75)


def _fill(pen: Pen, feature: SceneArea | ScenePoint, scene: Scene) -> str:
    if feature.is_muted:
        return solid(pen.paper.muted)
    look: Look = scene.looks[scene.fill_layer, feature.class_id]
    return fill_of(pen.paper, look, share=TERRITORY_SHARE if feature.follows else 1.0)


def _footprints(pen: Pen, scene: Scene) -> Iterator[Drawn]:
    """Yield the polygons of the view, each with a casing beneath its edge."""
    for item in scene.shapes:
        ring = pen.placing.ring(item.ring)
        if ring is None:
            continue
        colour = pen.paper.of(scene.looks[item.shape.layer, item.shape.class_id].fill)
        told, width = item.shape.sentence, 2.4 * pen.placing.pixel
        yield freeform(
            pen.ids, "Casing of the footprint", "Casing of the footprint", paths=[ring], fill=NO_FILL,
            outline=line(pen.paper.casing, 2 * width, opacity=0.9),
        )  # fmt: skip
        yield freeform(
            pen.ids, "Footprint", told, paths=[ring], fill=solid(colour, SHAPE_OPACITY), outline=line(colour, width)
        )


def _symbols(pen: Pen, scene: Scene, words: Words) -> Iterator[Drawn]:
    """Yield a group for each class of symbols: circles in the order of their legend, the large ones first."""
    names = {area.area: area.name for area in scene.areas} | {point.area: point.name for point in scene.points}
    for legend in words.legends:
        for item in legend.items:
            mine = [s for s in scene.symbols if (s.symbol.layer, s.symbol.class_id) == (item.layer, item.class_id)]
            shapes = [shape for s in mine if (shape := _symbol(pen, s, item.look, names)) is not None]
            if shapes:
                told = f"{legend.title}: {item.label} {item.count}"
                yield group(pen.ids, f"{legend.title}: {item.label} ({item.count})", told, shapes)


def _symbol(pen: Pen, item: SceneSymbol, look: Look, names: Mapping[str, str]) -> Drawn | None:
    # A marker is larger than a circle of its radius, as on the live map.
    radius = item.symbol.radius if look.marker is None else (item.symbol.radius + 1) * reach(look.marker)
    box = pen.placing.around(item.x, item.y, radius * pen.placing.pixel)
    if box is None:
        return None
    name = "Event" if look.marker else names.get(item.symbol.area, item.symbol.area)
    return preset(
        pen.ids,
        name,
        item.symbol.sentence or name,
        form=look.marker or "ellipse",
        box=box,
        fill=fill_of(pen.paper, look),
        outline=line(pen.paper.casing, 1.2 * pen.placing.pixel),
    )
