"""The ground of a map as SVG: the sea, the areas in one group a class, and the lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from dashboard.maps.palette import EdgeLine, dark_edges, edge_line
from dashboard.render.scene import SceneArea, ScenePoint
from dashboard.render.svg_pen import LEFT_OUT, Pen, group_id, kind_of
from dashboard.render.svg_theme import Ink

FOLLOWS = ".55"  # how much of its colour a territory has: it is drawn lighter than its state
_EDGES = (EdgeLine.BORDER, EdgeLine.FAINT_COAST, EdgeLine.PALE_BORDER, EdgeLine.LEFT_OUT)  # the last one on top
_Item = TypeVar("_Item", SceneArea, ScenePoint)


def sea(pen: Pen) -> str:
    """Return the sea and the grid of degrees on it."""
    p, paths = pen.paper, pen.paths
    grid = f'<path d="{paths.graticule}" fill="none" {pen.stroke(p.hairline, 0.8)}/>' if paths.graticule else ""
    return f'<path d="{paths.sea}" fill="{p.sea}" {pen.stroke(p.hairline, 1.0)}/>{grid}'


def areas(pen: Pen) -> str:
    """Return the areas without outlines, a group for each class."""
    shown = [area for area in pen.scene.areas if area.area in pen.paths.areas]
    return "".join(
        f'<g id="{pen.prefix}class-{group_id(kind)}" fill="{pen.class_fill(kind, in_steps=True)}"{_outline(pen, kind)}>'
        f"{''.join(_area(pen, area) for area in found)}</g>"
        for kind, found in by_class(pen, shown)
    )


def _outline(pen: Pen, kind: str) -> str:
    """Return the outline of the areas of a class on a light map, which has no borders of their own."""
    if not pen.is_light:
        return ""
    p = pen.paper
    if kind in ("", LEFT_OUT):
        return f" {pen.stroke(p.muted_edge, 0.5)}"
    is_dark = dark_edges(pen.look(kind), p.theme).any_line
    return f" {pen.stroke(Ink(p.faint_edge, 0.9), 0.5)}" if is_dark else f" {pen.stroke(p.border, 0.45)}"


def by_class(pen: Pen, items: Sequence[_Item]) -> list[tuple[str, list[_Item]]]:
    """Return items by the class that they are drawn as: in the order of the legend, what is left out first."""
    found: dict[str, list[_Item]] = {kind: [] for kind in (LEFT_OUT, "", *pen.labels)}
    for item in items:
        found.setdefault(kind_of(item), []).append(item)
    return [(kind, of_kind) for kind, of_kind in found.items() if of_kind]


def _area(pen: Pen, area: SceneArea) -> str:
    lighter = f' fill-opacity="{FOLLOWS}"' if area.follows and not area.is_muted else ""
    return pen.named("path", f'd="{pen.paths.areas[area.area]}"{lighter}', area)


def edges(pen: Pen) -> str:
    """Return each border once, and the coasts that need a line (`palette.edge_line`).

    Other coasts need no line, which would take a quarter of the time of a picture made of pixels. A light map has none.
    """
    if pen.is_light:
        return ""
    p, dark = pen.paper, pen.scene.dark_edges(pen.paper.theme)
    lines_of: dict[EdgeLine, list[str]] = {kind: [] for kind in _EDGES}
    for line, keys in pen.paths.borders:
        kind = edge_line([dark.get(key) for key in keys])
        if kind is not None:
            lines_of[kind].append(line)
    strokes = {
        EdgeLine.BORDER: pen.stroke(Ink(p.border.colour, 0.9 * p.border.opacity), 0.7),
        EdgeLine.FAINT_COAST: pen.stroke(Ink(p.faint_edge, 0.9), 0.8),
        EdgeLine.PALE_BORDER: pen.stroke(p.pale_border, 0.7),
        EdgeLine.LEFT_OUT: pen.stroke(p.muted_edge, 0.5),
    }
    return "".join(
        f'<path id="{pen.prefix}edge-{kind}" d="{"".join(lines)}" fill="none" {strokes[kind]}/>'
        for kind, lines in lines_of.items()
        if lines
    )
