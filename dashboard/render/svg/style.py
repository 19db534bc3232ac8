"""What every part of a map needs to be written as SVG: where it goes, how wide lines are, fills and hatches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.maps.spec import MAP_TILES, TILE, Hatch, Look
from dashboard.render.markup import escaped, number
from dashboard.render.scene import WIDTH, Scene, SceneArea, ScenePoint
from dashboard.render.svg.paths import STEPS, fitted_box, paths
from dashboard.render.theme import Ink, Paper
from geodata.geo.projections import box_contains

# -- What every part of a map needs to be written as SVG: where it goes, how wide lines are, how classes are filled.

# On maps of another size than that of the scene lines and hatches grow and shrink with it, but no further than this.
SLIM, WIDE = 0.62, 1.6
LIGHT_STEPS = 6_000  # across a light map: a quarter of a pixel where it is 1,600 wide
LEFT_OUT, UNKNOWN = "left-out", "unknown"


@dataclass(frozen=True, slots=True)
class Rect:
    """A part of the picture in pixels, from its left upper corner."""

    x: float
    y: float
    width: float
    height: float


class Pen:
    """Writes parts of one scene into a place of the picture.

    `rect` is what the map fills of it, `scale` pixels for one unit of 100 km, `grain` how large the map is beside that
    for which radii and widths are meant, `unit` pixels in a step of path data, `patterns` the hatches used so far.
    """

    def __init__(
        self,
        scene: Scene,
        at: Rect,
        *,
        paper: Paper,
        prefix: str,
        labels: Mapping[str, str],
        is_scripted: bool = False,
        is_light: bool = False,
    ) -> None:
        """Place a scene.

        Parameters
        ----------
        at
            Where it goes, from the left; the map stands half way up in it.
        prefix
            What the ids of this map begin with, so that two in one picture differ.
        labels
            The words for the classes of its fill by class id, in the order of the legend.
        is_scripted
            Whether a script of the page tells what an area is: then areas carry code and class instead of their words.
        is_light
            Whether few bytes count more than fine lines: coarser steps, and areas outlined instead of each border once.
        """
        self.is_scripted, self.is_light = is_scripted, is_light
        self.scene, self.paper, self.prefix, self.labels = scene, paper, prefix, labels
        box = fitted_box(scene.extent, scene.bounds, at.width / at.height)
        self.paths = paths(scene.extent, box, LIGHT_STEPS if is_light else STEPS)
        across, up = box[2] - box[0], box[3] - box[1]
        self.scale = min(at.width / across, at.height / up)
        wide, high = across * self.scale, up * self.scale
        self.rect = Rect(at.x, at.y + (at.height - high) / 2, wide, high)
        self.grain = self.scale * (scene.bounds[2] - scene.bounds[0]) / WIDTH
        self.line = min(max(self.grain, SLIM), WIDE)
        self.unit = self.scale / self.paths.scale
        self.patterns: dict[str, str] = {}

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the map (units of 100 km) lies in the picture."""
        right, down = self.paths.place(x, y)
        return self.rect.x + right * self.unit, self.rect.y + down * self.unit

    def is_inside(self, x: float, y: float) -> bool:
        """Return whether the map shows a point of it (units of 100 km)."""
        return box_contains(self.paths.box, x, y)

    def look(self, class_id: str) -> Look:
        """Return the look of a class of the fill."""
        return self.scene.looks[self.scene.fill_layer, class_id]

    def fill(self, look: Look, key: str, *, in_steps: bool = False, is_over: bool = False) -> str:
        """Return what fills a class: its colour, or its hatch, which is then defined.

        Parameters
        ----------
        key
            What tells the class from those of other layers.
        in_steps
            Whether the pattern is used among path data, and not among pixels.
        is_over
            Whether it fills a shape that lets the areas below be seen.
        """
        if look.hatch is Hatch.NONE:
            return self.paper.of(look.fill)
        name = f"{self.prefix}hatch-{key}{'' if in_steps else '-dot'}"
        unit = self.unit if in_steps else 1.0
        self.patterns[name] = pattern(name, look, self.paper, size=self.line, unit=unit, is_over=is_over)
        return f"url(#{name})"

    def class_fill(self, class_id: str, *, in_steps: bool = False) -> str:
        """Return what fills a class of the areas, or those that a filter leaves out."""
        if class_id == LEFT_OUT:
            return self.paper.muted
        if class_id == "":
            return self.paper.unknown
        return self.fill(self.look(class_id), f"{self.scene.fill_layer}-{class_id}", in_steps=in_steps)

    def stroke(self, ink: Ink | str, width: float) -> str:
        """Return the attributes of a line among path data that is `width` pixels wide on the live map."""
        colour, opacity = (ink, 1.0) if isinstance(ink, str) else (ink.colour, ink.opacity)
        covers = "" if opacity == 1 else f' stroke-opacity="{opacity:.3g}"'
        return f'stroke="{colour}" stroke-width="{self.steps(width)}"{covers}'

    def steps(self, width: float) -> str:
        """Return a width in pixels of the live map as one among path data."""
        return number(width * self.line / self.unit)

    def named(self, tag: str, attributes: str, area: SceneArea | ScenePoint) -> str:
        """Return an area or its dot as an element that says what a pointer over it is told, or whose it is."""
        if self.is_scripted:
            key = f"{self.scene.fill_layer}-{kind_of(area)}"
            return f'<{tag} {attributes} data-area="{area.area}" data-class="{key}"/>'
        said = area.sentence or self.labels.get(area.class_id, "")
        title = escaped(f"{area.name}: {said}" if said else area.name)
        return f"<{tag} {attributes}><title>{title}</title></{tag}>"


def kind_of(area: SceneArea | ScenePoint) -> str:
    """Return the class that an area is drawn as: its own, or that of all that a filter leaves out."""
    return LEFT_OUT if area.is_muted else area.class_id


def group_id(class_id: str) -> str:
    """Return what a class is called in ids."""
    return class_id or UNKNOWN


# -- Hatches as patterns of SVG, at the size a picture asks for.

SEEN_THROUGH = 0.22  # how much a shape over the areas covers them
COARSER = 1.5  # and how much wider its hatch is


def pattern(name: str, look: Look, paper: Paper, *, size: float, unit: float = 1.0, is_over: bool = False) -> str:
    """Return the pattern of a hatched class as SVG; nothing for a class without hatch.

    Parameters
    ----------
    name
        Id of the pattern.
    size
        How large the hatch is: 1 is that of the live map.
    unit
        Pixels in one unit of the coordinates where the pattern is used.
    is_over
        Whether it fills a shape that lets the areas below be seen.
    """
    tile = MAP_TILES.get(look.hatch)
    if tile is None:
        return ""
    wider = COARSER if is_over else 1.0
    side, covers = number(tile.side * size * wider), f' fill-opacity="{SEEN_THROUGH}"' if is_over else ""
    scaled = "" if unit == 1.0 else f' patternTransform="scale({1 / unit:.6g})"'
    cap = ' stroke-linecap="round"' if tile.dots else ""
    return (
        f'<pattern id="{name}" width="{side}" height="{side}" viewBox="0 0 {TILE} {TILE}" '
        f'patternUnits="userSpaceOnUse"{scaled}>'
        f'<rect width="{TILE}" height="{TILE}" fill="{paper.of(look.fill)}"{covers}/>'
        f'<path d="{tile.path}" fill="none" stroke="{paper.of(look.ink)}" '
        f'stroke-width="{number(tile.width / wider)}"{cap}/></pattern>'
    )
