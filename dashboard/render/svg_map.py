"""One map of a picture as SVG, put together in the order in which its parts lie over one another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.render import svg_ground, svg_over
from dashboard.render.fonts import Face, drawable
from dashboard.render.scene import Scene
from dashboard.render.svg_labels import labels as names
from dashboard.render.svg_pen import Pen, Rect
from dashboard.render.svg_scale import scale_bar
from dashboard.render.svg_text import LEADING, text_at
from dashboard.render.svg_theme import Paper
from dashboard.render.svg_values import number
from dashboard.render.wrapping import wrapped

_NOTICE = 380.0  # pixels across


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map: its definitions, what is drawn, and the part of the picture that it fills."""

    definitions: str
    body: str
    rect: Rect


def map_drawing(
    scene: Scene,
    at: Rect,
    *,
    paper: Paper,
    labels: Mapping[str, str],
    prefix: str = "",
    is_scripted: bool = False,
    is_light: bool = False,
) -> MapDrawing:
    """Return a scene drawn into a place of the picture.

    Parameters
    ----------
    labels
        The words for the classes of its fill by class id, in the order of the legend.
    prefix
        What the ids of this map begin with, so that two in one picture differ.
    is_scripted
        Whether a script of the page tells what an area is and zooms: then areas carry code and class instead of their
        words, and there are neither names nor a scale, which would grow with the map.
    is_light
        Whether few bytes count more than fine lines: coarser steps, and areas outlined instead of each border once.
    """
    pen = Pen(scene, at, paper=paper, prefix=prefix, labels=labels, is_scripted=is_scripted, is_light=is_light)
    in_steps = "".join(
        part(pen)
        for part in (
            svg_ground.sea,
            svg_ground.areas,
            svg_ground.edges,
            svg_over.lines,
            svg_over.chosen,
            svg_over.shapes,
        )
    )
    move = f"translate({number(pen.rect.x)} {number(pen.rect.y)}) scale({pen.unit:.6g})"
    over = "" if is_scripted else names(pen) + scale_bar(pen)
    body = (
        f'<g id="{prefix}map"><g transform="{move}" fill-rule="evenodd" stroke-linejoin="round">{in_steps}</g>'
        f"{svg_over.points(pen)}{svg_over.symbols(pen)}{over}{_sheet(pen)}</g>"
    )
    return MapDrawing("".join(pen.patterns.values()), body, pen.rect)


def _sheet(pen: Pen) -> str:
    """Return the edge of a close-up; the world has one of its own."""
    if pen.scene.is_world:
        return ""
    r = pen.rect
    box = f'x="{number(r.x)}" y="{number(r.y)}" width="{number(r.width)}" height="{number(r.height)}"'
    return f'<rect {box} fill="none" stroke="{pen.paper.edge}"/>'


def notice(text: str, rect: Rect, *, paper: Paper) -> str:
    """Return why a map has nothing to show, written over its middle."""
    size = 16.0 if rect.width > _NOTICE else 13.0
    across = min(_NOTICE, rect.width - 4 * size)
    lines = wrapped(drawable(text), across - 2 * size, face=Face.REGULAR, size=size)
    high = (len(lines) * LEADING + 1.4) * size
    left, top = rect.x + (rect.width - across) / 2, rect.y + (rect.height - high) / 2
    at = f'x="{number(left)}" y="{number(top)}" width="{number(across)}" height="{number(high)}" rx="8"'
    middle = left + across / 2
    return f'<rect {at} fill="{paper.page}" stroke="{paper.edge}"/>' + "".join(
        text_at(
            line,
            middle,
            top + size * (1.75 + place * LEADING),
            face=Face.REGULAR,
            size=size,
            fill=paper.ink,
            anchor="middle",
        )
        for place, line in enumerate(lines)
    )
