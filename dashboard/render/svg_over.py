"""What lies over the areas of a map, as SVG: disputed lines, the chosen country, shapes, small states and symbols."""

from __future__ import annotations

from dashboard.maps.palette import dark_edges
from dashboard.maps.spec import Hatch, placed
from dashboard.render.scene import ScenePoint, SceneSymbol
from dashboard.render.svg_ground import FOLLOWS, by_class
from dashboard.render.svg_pen import Pen, group_id
from dashboard.render.svg_theme import Ink
from dashboard.render.svg_values import escaped, number, polygon, quoted
from geodata.model import LineStyle

SMALLEST = 2.0  # pixels: a smaller dot shows no colour
CHOSEN_DOT = 7.0  # pixels: the ring around the dot of the country chosen


def lines(pen: Pen) -> str:
    """Return oblasts, disputed lines on a casing that hides the border below, and the demilitarized zone."""
    p, paths, is_world = pen.paper, pen.paths, pen.scene.is_world
    styles, out = {line.style for line in pen.scene.lines}, []
    if "oblast" in styles and paths.oblasts:
        ink = Ink(p.border.colour, 0.85 * p.border.opacity)
        out.append(f'<path id="{pen.prefix}oblasts" d="{paths.oblasts}" fill="none" {pen.stroke(ink, 1.3)}/>')
    for line in pen.scene.lines:
        data = paths.lines.get(line.line_id, "")
        if line.style not in tuple(LineStyle) or not data:
            continue
        gap, width = (2.0, 0.9) if is_world else (3.0, 1.2)
        dash = {"dotted": (0.1, gap), "dashed": (gap * 4 / 3, gap)}.get(line.style, ())
        if line.style == "dotted" and not is_world:
            width = 1.6  # dots need more ink than dashes to be seen
        ends = ' stroke-linecap="round"' if line.style == "dotted" else ""
        casing = pen.stroke(Ink(p.casing, 0.85), 1.5 if is_world else 2.2)
        dashes = f' stroke-dasharray="{" ".join(map(pen.steps, dash))}"' if dash else ""
        out.append(
            f'<path d="{data}" fill="none" {casing}/>'
            f'<path id={quoted(f"{pen.prefix}line-{line.line_id}")} d="{data}" fill="none" '
            f"{pen.stroke(p.dispute, width)}{dashes}{ends}/>"
        )
    if "dmz" in styles and paths.zone:
        wide, thin = (2.0, 0.8) if is_world else (4.5, 1.2)
        out.append(
            f'<path d="{paths.zone}" fill="none" {pen.stroke(Ink(p.casing, 0.95), wide)}/>'
            f'<path id="{pen.prefix}dmz" d="{paths.zone}" fill="{p.zone}" {pen.stroke(p.zone, thin)}/>'
        )
    return "".join(out)


def chosen(pen: Pen) -> str:
    """Return the outline of the country chosen, where it has land that the map shows."""
    data = pen.paths.outlines(pen.scene.chosen)
    if not data:
        return ""
    p = pen.paper
    return (
        f'<path d="{data}" fill="none" {pen.stroke(Ink(p.casing, 0.95), 5)}/>'
        f'<path id="{pen.prefix}chosen" d="{data}" fill="none" {pen.stroke(p.chosen, 2.2)}/>'
    )


def shapes(pen: Pen) -> str:
    """Return the polygons of the view, each on a casing."""
    out = []
    for found in pen.scene.shapes:
        shape, data = found.shape, pen.paths.ring(found.ring)
        look = pen.scene.looks[shape.layer, shape.class_id]
        fill = pen.fill(look, f"{shape.layer}-{shape.class_id}", in_steps=True, is_over=True)
        out.append(
            f'<path d="{data}" fill="none" {pen.stroke(Ink(pen.paper.casing, 0.9), 5)}/>'
            f'<path id={quoted(f"{pen.prefix}shape-{shape.shape_id}")} d="{data}" fill="{fill}" '
            f"{pen.stroke(pen.paper.of(look.fill), 2.4)}><title>{escaped(shape.sentence)}</title></path>"
        )
    return "".join(out)


def dots_at(pen: Pen) -> list[tuple[float, float, float]]:
    """Return x, y and radius in pixels of every dot and symbol that the map shows."""
    found = [(*pen.at(p.x, p.y), _radius(pen, p)) for p in pen.scene.points if pen.is_inside(p.x, p.y)]
    shown = [item for item in pen.scene.symbols if pen.is_inside(item.x, item.y)]
    return found + [(*pen.at(item.x, item.y), _reach(pen, item)) for item in shown]


def points(pen: Pen) -> str:
    """Return the dots of small states, a group for each class."""
    shown = [point for point in pen.scene.points if pen.is_inside(point.x, point.y)]
    return "".join(
        f'<g id="{pen.prefix}dots-{group_id(kind)}" {_dot_style(pen, kind)}>'
        f"{''.join(_dot(pen, point) for point in found)}</g>"
        for kind, found in by_class(pen, shown)
    ) + "".join(_ring(pen, point) for point in shown if point.area == pen.scene.chosen)


def _dot_style(pen: Pen, kind: str) -> str:
    """Return fill and outline of dots: a casing, the colour itself where a hatch would eat the rim, or a dark line."""
    p, fill = pen.paper, pen.class_fill(kind)
    look = pen.scene.looks.get((pen.scene.fill_layer, kind))
    if look is None or not kind:
        return f'fill="{fill}" stroke="{p.muted_edge}" stroke-width=".5"'
    if dark_edges(look, p.theme).dot:
        return f'fill="{fill}" stroke="{p.faint_edge}" stroke-width=".8"'
    if look.hatch is not Hatch.NONE:
        return f'fill="{fill}" stroke="{p.of(look.fill)}" stroke-width="1.4"'
    return f'fill="{fill}" stroke="{p.casing}" stroke-width="1" paint-order="stroke"'


def _radius(pen: Pen, point: ScenePoint) -> float:
    return max(point.radius * pen.grain, SMALLEST)


def _dot(pen: Pen, point: ScenePoint) -> str:
    x, y = pen.at(point.x, point.y)
    lighter = f' fill-opacity="{FOLLOWS}"' if point.follows and not point.is_muted else ""
    at = f'cx="{number(x)}" cy="{number(y)}" r="{number(_radius(pen, point))}"'
    return pen.named("circle", f"{at}{lighter}", point)


def _ring(pen: Pen, point: ScenePoint) -> str:
    x, y = pen.at(point.x, point.y)
    at = f'cx="{number(x)}" cy="{number(y)}" r="{number(max(CHOSEN_DOT * pen.grain, 2 * SMALLEST))}" fill="none"'
    return (
        f'<circle {at} stroke="{pen.paper.casing}" stroke-width="5" stroke-opacity=".95"/>'
        f'<circle {at} stroke="{pen.paper.chosen}" stroke-width="2.2"/>'
    )


def symbols(pen: Pen) -> str:
    """Return circles and the markers of events, the large ones below."""
    shown = [item for item in pen.scene.symbols if pen.is_inside(item.x, item.y)]
    if not shown:
        return ""
    edge = f'stroke="{pen.paper.casing}" stroke-width="{number(1.2 * pen.line)}" fill-opacity=".88"'
    return f'<g id="{pen.prefix}symbols" {edge}>{"".join(_symbol(pen, item) for item in shown)}</g>'


def _reach(pen: Pen, item: SceneSymbol) -> float:
    return max(item.symbol.radius * pen.grain, SMALLEST)


def _symbol(pen: Pen, item: SceneSymbol) -> str:
    symbol, (x, y) = item.symbol, pen.at(item.x, item.y)
    look = pen.scene.looks[symbol.layer, symbol.class_id]
    fill = f'fill="{pen.fill(look, f"{symbol.layer}-{symbol.class_id}")}"'
    title = f"<title>{escaped(symbol.sentence)}</title>"
    radius = _reach(pen, item)
    if look.marker is None:
        at = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
        if pen.is_scripted:  # the card of its state says what it stands for
            return f'<circle {fill} {at} data-of="{symbol.area}"/>'
        return f"<circle {fill} {at}>{title}</circle>"
    return f'<polygon {fill} points="{polygon(placed(look.marker, x, y, radius + 1))}">{title}</polygon>'
