"""The context in which each part of a map is written as SVG: placement, line widths, fills and hatch patterns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.maps.hatches import MAP_TILES, TILE
from dashboard.maps.spec import Hatch, Look
from dashboard.render.markup import escaped, number
from dashboard.render.scene import WIDTH, Scene, SceneArea, ScenePoint
from dashboard.render.svg.paths import STEPS, fitted_box, paths
from dashboard.render.theme import Colours, Ink
from geodata.geo.projections import box_contains

# -- The context: placement, line widths, and the fill of each class.

# Lines and hatches are scaled with the map, between these limits.
MIN_LINE_SCALE, MAX_LINE_SCALE = 0.62, 1.6
LIGHT_STEPS = 6_000  # grid steps across a light map: a quarter of a pixel at a width of 1,600
LEFT_OUT, UNKNOWN = "left-out", "unknown"


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle of the picture in pixels: its upper left corner and its size; y points down."""

    x: float
    y: float
    width: float
    height: float


class SvgContext:
    """One scene placed in a picture.

    `rect` is the part of the picture that the map fills, `scale` the pixels of a unit of 100 km, `grain` the width of
    the map relative to the 900 pixels for which radii and line widths are given, `line` the factor of line widths,
    `unit` the pixels of a step of path data, and `patterns` the hatch patterns used so far, by id.
    """

    def __init__(
        self,
        scene: Scene,
        at: Rect,
        *,
        colours: Colours,
        prefix: str,
        labels: Mapping[str, str],
        is_scripted: bool = False,
        is_light: bool = False,
    ) -> None:
        """Place a scene.

        Parameters
        ----------
        at
            The rectangle for the map, which is left-aligned and vertically centred in it.
        prefix
            Start of all ids of this map, so that two maps in one picture have different ids.
        labels
            Labels of the classes that fill areas, by class id, in the order of the legend.
        is_scripted
            Whether a script of the page names areas: then elements carry code and class instead of a `<title>`.
        is_light
            Whether few bytes matter more than fine lines: coarser steps, and each area outlined instead of each border
            drawn once.
        """
        self.is_scripted, self.is_light = is_scripted, is_light
        self.scene, self.colours, self.prefix, self.labels = scene, colours, prefix, labels
        box = fitted_box(scene.extent, scene.bounds, at.width / at.height)
        self.paths = paths(scene.extent, box, LIGHT_STEPS if is_light else STEPS)
        across, up = box[2] - box[0], box[3] - box[1]
        self.scale = min(at.width / across, at.height / up)
        width, height = across * self.scale, up * self.scale
        self.rect = Rect(at.x, at.y + (at.height - height) / 2, width, height)
        self.grain = self.scale * (scene.bounds[2] - scene.bounds[0]) / WIDTH
        self.line = min(max(self.grain, MIN_LINE_SCALE), MAX_LINE_SCALE)
        self.unit = self.scale / self.paths.scale
        self.patterns: dict[str, str] = {}

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the map (units of 100 km) in pixels of the picture."""
        right, down = self.paths.place(x, y)
        return self.rect.x + right * self.unit, self.rect.y + down * self.unit

    def is_inside(self, x: float, y: float) -> bool:
        """Return whether a point (units of 100 km) lies in the box that the map shows."""
        return box_contains(self.paths.box, x, y)

    def look(self, class_id: str) -> Look:
        """Return the look of a class that fills areas."""
        return self.scene.looks[self.scene.fill_layer, class_id]

    def fill(self, look: Look, key: str, *, in_steps: bool = False, is_over: bool = False) -> str:
        """Return the `fill` of a class: its colour, or the reference to its hatch, which is added to `patterns`.

        Parameters
        ----------
        key
            Distinguishes the class from those of other layers.
        in_steps
            Whether the filled path is in steps of path data; otherwise it is in pixels.
        is_over
            Whether it fills a shape that is drawn translucently over areas.
        """
        if look.hatch is Hatch.NONE:
            return self.colours.of(look.fill)
        name = f"{self.prefix}hatch-{key}{'' if in_steps else '-dot'}"
        unit = self.unit if in_steps else 1.0
        self.patterns[name] = pattern(name, look, self.colours, size=self.line, unit=unit, is_over=is_over)
        return f"url(#{name})"

    def class_fill(self, class_id: str, *, in_steps: bool = False) -> str:
        """Return the `fill` of a class of areas, of LEFT_OUT, or of areas without a class ("")."""
        if class_id == LEFT_OUT:
            return self.colours.muted
        if class_id == "":
            return self.colours.unknown
        return self.fill(self.look(class_id), f"{self.scene.fill_layer}-{class_id}", in_steps=in_steps)

    def stroke(self, ink: Ink | str, width: float) -> str:
        """Return the stroke attributes, in steps of path data, of a line `width` pixels wide on the live map."""
        colour, opacity = (ink, 1.0) if isinstance(ink, str) else (ink.colour, ink.opacity)
        stroke_opacity = "" if opacity == 1 else f' stroke-opacity="{opacity:.3g}"'
        return f'stroke="{colour}" stroke-width="{self.steps(width)}"{stroke_opacity}'

    def steps(self, width: float) -> str:
        """Return a width in pixels of the live map in steps of path data."""
        return number(width * self.line / self.unit)

    def named(self, tag: str, attributes: str, area: SceneArea | ScenePoint) -> str:
        """Return an area or its dot as an element with a `<title>`, or with code and class for a script."""
        if self.is_scripted:
            key = f"{self.scene.fill_layer}-{kind_of(area)}"
            return f'<{tag} {attributes} data-area="{area.area}" data-class="{key}"/>'
        sentence = area.sentence.printed or self.labels.get(area.class_id, "")
        title = escaped(f"{area.name}: {sentence}" if sentence else area.name)
        return f"<{tag} {attributes}><title>{title}</title></{tag}>"


def kind_of(area: SceneArea | ScenePoint) -> str:
    """Return the class that an area is drawn as: its own, or LEFT_OUT where a filter leaves it out."""
    return LEFT_OUT if area.is_muted else area.class_id


def group_id(class_id: str) -> str:
    """Return the name of a class in ids."""
    return class_id or UNKNOWN


# -- Hatches as SVG patterns.

OVERLAY_OPACITY = 0.22  # of the ground of a hatch over areas
OVERLAY_TILE_SCALE = 1.5  # of its tile, so that the hatch of the area below stays visible


def pattern(name: str, look: Look, colours: Colours, *, size: float, unit: float = 1.0, is_over: bool = False) -> str:
    """Return the `<pattern>` of a hatched class; "" for a class without hatch.

    Parameters
    ----------
    name
        Id of the pattern.
    size
        Scale of the tile: 1 is that of the live map.
    unit
        Pixels in one unit of the coordinates where the pattern is used.
    is_over
        Whether it fills a shape that is drawn translucently over areas.
    """
    tile = MAP_TILES.get(look.hatch)
    if tile is None:
        return ""
    tile_scale = OVERLAY_TILE_SCALE if is_over else 1.0
    side, fill_opacity = number(tile.side * size * tile_scale), f' fill-opacity="{OVERLAY_OPACITY}"' if is_over else ""
    scaled = "" if unit == 1.0 else f' patternTransform="scale({1 / unit:.6g})"'
    cap = ' stroke-linecap="round"' if tile.dots else ""
    return (
        f'<pattern id="{name}" width="{side}" height="{side}" viewBox="0 0 {TILE} {TILE}" '
        f'patternUnits="userSpaceOnUse"{scaled}>'
        f'<rect width="{TILE}" height="{TILE}" fill="{colours.of(look.fill)}"{fill_opacity}/>'
        f'<path d="{tile.path}" fill="none" stroke="{colours.of(look.ink)}" '
        f'stroke-width="{number(tile.width / tile_scale)}"{cap}/></pattern>'
    )
