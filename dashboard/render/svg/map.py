"""One map of a picture as SVG: the ground, what lies over its areas, names and scale bar, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dashboard.maps.palette import EdgeLine, dark_edges, edge_line
from dashboard.maps.spec import Hatch, placed
from dashboard.render.markup import escaped, number, polygon, quoted
from dashboard.render.scene import Scene, SceneArea, ScenePoint, SceneSymbol
from dashboard.render.svg.style import LEFT_OUT, Rect, SvgContext, group_id, kind_of
from dashboard.render.svg.text import LEADING, text_at
from dashboard.render.theme import Colours, Ink
from dashboard.render.typesetting import Face, drawable, text_width, wrapped
from geodata.geo.frames import LABEL_ASPECT, LabelPlace, label_places
from geodata.model import LineStyle

# -- One map of a picture as SVG, put together in the order in which its parts lie over one another.

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
    colours: Colours,
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
    ctx = SvgContext(
        scene, at, colours=colours, prefix=prefix, labels=labels, is_scripted=is_scripted, is_light=is_light
    )
    in_steps = "".join(
        part(ctx)
        for part in (
            sea,
            areas,
            edges,
            lines,
            chosen,
            shapes,
        )
    )
    move = f"translate({number(ctx.rect.x)} {number(ctx.rect.y)}) scale({ctx.unit:.6g})"
    over = "" if is_scripted else name_labels(ctx) + scale_bar(ctx)
    body = (
        f'<g id="{prefix}map"><g transform="{move}" fill-rule="evenodd" stroke-linejoin="round">{in_steps}</g>'
        f"{points(ctx)}{symbols(ctx)}{over}{_sheet(ctx)}</g>"
    )
    return MapDrawing("".join(ctx.patterns.values()), body, ctx.rect)


def _sheet(ctx: SvgContext) -> str:
    """Return the edge of a close-up; the world has one of its own."""
    if ctx.scene.is_world:
        return ""
    r = ctx.rect
    box = f'x="{number(r.x)}" y="{number(r.y)}" width="{number(r.width)}" height="{number(r.height)}"'
    return f'<rect {box} fill="none" stroke="{ctx.colours.edge}"/>'


def notice(text: str, rect: Rect, *, colours: Colours) -> str:
    """Return why a map has nothing to show, written over its middle."""
    size = 16.0 if rect.width > _NOTICE else 13.0
    across = min(_NOTICE, rect.width - 4 * size)
    lines = wrapped(drawable(text), across - 2 * size, face=Face.REGULAR, size=size)
    high = (len(lines) * LEADING + 1.4) * size
    left, top = rect.x + (rect.width - across) / 2, rect.y + (rect.height - high) / 2
    at = f'x="{number(left)}" y="{number(top)}" width="{number(across)}" height="{number(high)}" rx="8"'
    middle = left + across / 2
    return f'<rect {at} fill="{colours.page}" stroke="{colours.edge}"/>' + "".join(
        text_at(
            line,
            middle,
            top + size * (1.75 + place * LEADING),
            face=Face.REGULAR,
            size=size,
            fill=colours.ink,
            anchor="middle",
        )
        for place, line in enumerate(lines)
    )


# -- The ground of a map as SVG: the sea, the areas in one group a class, and the lines between them.

FOLLOWS = ".55"  # how much of its colour a territory has: it is drawn lighter than its state
_EDGES = (EdgeLine.BORDER, EdgeLine.FAINT_COAST, EdgeLine.PALE_BORDER, EdgeLine.LEFT_OUT)  # the last one on top
_Item = TypeVar("_Item", SceneArea, ScenePoint)


def sea(ctx: SvgContext) -> str:
    """Return the sea and the grid of degrees on it."""
    p, paths = ctx.colours, ctx.paths
    grid = f'<path d="{paths.graticule}" fill="none" {ctx.stroke(p.hairline, 0.8)}/>' if paths.graticule else ""
    return f'<path d="{paths.sea}" fill="{p.sea}" {ctx.stroke(p.hairline, 1.0)}/>{grid}'


def areas(ctx: SvgContext) -> str:
    """Return the areas without outlines, a group for each class."""
    shown = [area for area in ctx.scene.areas if area.area in ctx.paths.areas]
    return "".join(
        f'<g id="{ctx.prefix}class-{group_id(kind)}" fill="{ctx.class_fill(kind, in_steps=True)}"{_outline(ctx, kind)}>'
        f"{''.join(_area(ctx, area) for area in found)}</g>"
        for kind, found in by_class(ctx, shown)
    )


def _outline(ctx: SvgContext, kind: str) -> str:
    """Return the outline of the areas of a class on a light map, which has no borders of their own."""
    if not ctx.is_light:
        return ""
    p = ctx.colours
    if kind in ("", LEFT_OUT):
        return f" {ctx.stroke(p.muted_edge, 0.5)}"
    is_dark = dark_edges(ctx.look(kind), p.theme).any_line
    return f" {ctx.stroke(Ink(p.faint_edge, 0.9), 0.5)}" if is_dark else f" {ctx.stroke(p.border, 0.45)}"


def by_class(ctx: SvgContext, items: Sequence[_Item]) -> list[tuple[str, list[_Item]]]:
    """Return items by the class that they are drawn as: in the order of the legend, what is left out first."""
    found: dict[str, list[_Item]] = {kind: [] for kind in (LEFT_OUT, "", *ctx.labels)}
    for item in items:
        found.setdefault(kind_of(item), []).append(item)
    return [(kind, of_kind) for kind, of_kind in found.items() if of_kind]


def _area(ctx: SvgContext, area: SceneArea) -> str:
    lighter = f' fill-opacity="{FOLLOWS}"' if area.follows and not area.is_muted else ""
    return ctx.named("path", f'd="{ctx.paths.areas[area.area]}"{lighter}', area)


def edges(ctx: SvgContext) -> str:
    """Return each border once, and the coasts that need a line (`palette.edge_line`).

    Other coasts need no line, which would take a quarter of the time of a picture made of pixels. A light map has none.
    """
    if ctx.is_light:
        return ""
    p, dark = ctx.colours, ctx.scene.dark_edges(ctx.colours.theme)
    lines_of: dict[EdgeLine, list[str]] = {kind: [] for kind in _EDGES}
    for line, keys in ctx.paths.borders:
        kind = edge_line([dark.get(key) for key in keys])
        if kind is not None:
            lines_of[kind].append(line)
    strokes = {
        EdgeLine.BORDER: ctx.stroke(Ink(p.border.colour, 0.9 * p.border.opacity), 0.7),
        EdgeLine.FAINT_COAST: ctx.stroke(Ink(p.faint_edge, 0.9), 0.8),
        EdgeLine.PALE_BORDER: ctx.stroke(p.pale_border, 0.7),
        EdgeLine.LEFT_OUT: ctx.stroke(p.muted_edge, 0.5),
    }
    return "".join(
        f'<path id="{ctx.prefix}edge-{kind}" d="{"".join(lines)}" fill="none" {strokes[kind]}/>'
        for kind, lines in lines_of.items()
        if lines
    )


# -- What lies over the areas of a map, as SVG: disputed lines, the chosen country, shapes, small states and symbols.

SMALLEST = 2.0  # pixels: a smaller dot shows no colour
CHOSEN_DOT = 7.0  # pixels: the ring around the dot of the country chosen


def lines(ctx: SvgContext) -> str:
    """Return oblasts, disputed lines on a casing that hides the border below, and the demilitarized zone."""
    p, paths, is_world = ctx.colours, ctx.paths, ctx.scene.is_world
    styles, out = {line.style for line in ctx.scene.lines}, []
    if "oblast" in styles and paths.oblasts:
        ink = Ink(p.border.colour, 0.85 * p.border.opacity)
        out.append(f'<path id="{ctx.prefix}oblasts" d="{paths.oblasts}" fill="none" {ctx.stroke(ink, 1.3)}/>')
    for line in ctx.scene.lines:
        data = paths.lines.get(line.line_id, "")
        if line.style not in tuple(LineStyle) or not data:
            continue
        gap, width = (2.0, 0.9) if is_world else (3.0, 1.2)
        dash = {"dotted": (0.1, gap), "dashed": (gap * 4 / 3, gap)}.get(line.style, ())
        if line.style == "dotted" and not is_world:
            width = 1.6  # dots need more ink than dashes to be seen
        ends = ' stroke-linecap="round"' if line.style == "dotted" else ""
        casing = ctx.stroke(Ink(p.casing, 0.85), 1.5 if is_world else 2.2)
        dashes = f' stroke-dasharray="{" ".join(map(ctx.steps, dash))}"' if dash else ""
        out.append(
            f'<path d="{data}" fill="none" {casing}/>'
            f'<path id={quoted(f"{ctx.prefix}line-{line.line_id}")} d="{data}" fill="none" '
            f"{ctx.stroke(p.dispute, width)}{dashes}{ends}/>"
        )
    if "dmz" in styles and paths.zone:
        wide, thin = (2.0, 0.8) if is_world else (4.5, 1.2)
        out.append(
            f'<path d="{paths.zone}" fill="none" {ctx.stroke(Ink(p.casing, 0.95), wide)}/>'
            f'<path id="{ctx.prefix}dmz" d="{paths.zone}" fill="{p.zone}" {ctx.stroke(p.zone, thin)}/>'
        )
    return "".join(out)


def chosen(ctx: SvgContext) -> str:
    """Return the outline of the country chosen, where it has land that the map shows."""
    data = ctx.paths.outlines(ctx.scene.chosen)
    if not data:
        return ""
    p = ctx.colours
    return (
        f'<path d="{data}" fill="none" {ctx.stroke(Ink(p.casing, 0.95), 5)}/>'
        f'<path id="{ctx.prefix}chosen" d="{data}" fill="none" {ctx.stroke(p.chosen, 2.2)}/>'
    )


def shapes(ctx: SvgContext) -> str:
    """Return the polygons of the view, each on a casing."""
    out = []
    for found in ctx.scene.shapes:
        shape, data = found.shape, ctx.paths.ring(found.ring)
        look = ctx.scene.looks[shape.layer, shape.class_id]
        fill = ctx.fill(look, f"{shape.layer}-{shape.class_id}", in_steps=True, is_over=True)
        out.append(
            f'<path d="{data}" fill="none" {ctx.stroke(Ink(ctx.colours.casing, 0.9), 5)}/>'
            f'<path id={quoted(f"{ctx.prefix}shape-{shape.shape_id}")} d="{data}" fill="{fill}" '
            f"{ctx.stroke(ctx.colours.of(look.fill), 2.4)}><title>{escaped(shape.sentence)}</title></path>"
        )
    return "".join(out)


def dots_at(ctx: SvgContext) -> list[tuple[float, float, float]]:
    """Return x, y and radius in pixels of every dot and symbol that the map shows."""
    found = [(*ctx.at(p.x, p.y), _radius(ctx, p)) for p in ctx.scene.points if ctx.is_inside(p.x, p.y)]
    shown = [item for item in ctx.scene.symbols if ctx.is_inside(item.x, item.y)]
    return found + [(*ctx.at(item.x, item.y), _reach(ctx, item)) for item in shown]


def points(ctx: SvgContext) -> str:
    """Return the dots of small states, a group for each class."""
    shown = [point for point in ctx.scene.points if ctx.is_inside(point.x, point.y)]
    return "".join(
        f'<g id="{ctx.prefix}dots-{group_id(kind)}" {_dot_style(ctx, kind)}>'
        f"{''.join(_dot(ctx, point) for point in found)}</g>"
        for kind, found in by_class(ctx, shown)
    ) + "".join(_ring(ctx, point) for point in shown if point.area == ctx.scene.chosen)


def _dot_style(ctx: SvgContext, kind: str) -> str:
    """Return fill and outline of dots: a casing, the colour itself where a hatch would eat the rim, or a dark line."""
    p, fill = ctx.colours, ctx.class_fill(kind)
    look = ctx.scene.looks.get((ctx.scene.fill_layer, kind))
    if look is None or not kind:
        return f'fill="{fill}" stroke="{p.muted_edge}" stroke-width=".5"'
    if dark_edges(look, p.theme).dot:
        return f'fill="{fill}" stroke="{p.faint_edge}" stroke-width=".8"'
    if look.hatch is not Hatch.NONE:
        return f'fill="{fill}" stroke="{p.of(look.fill)}" stroke-width="1.4"'
    return f'fill="{fill}" stroke="{p.casing}" stroke-width="1" paint-order="stroke"'


def _radius(ctx: SvgContext, point: ScenePoint) -> float:
    return max(point.radius * ctx.grain, SMALLEST)


def _dot(ctx: SvgContext, point: ScenePoint) -> str:
    x, y = ctx.at(point.x, point.y)
    lighter = f' fill-opacity="{FOLLOWS}"' if point.follows and not point.is_muted else ""
    at = f'cx="{number(x)}" cy="{number(y)}" r="{number(_radius(ctx, point))}"'
    return ctx.named("circle", f"{at}{lighter}", point)


def _ring(ctx: SvgContext, point: ScenePoint) -> str:
    x, y = ctx.at(point.x, point.y)
    at = f'cx="{number(x)}" cy="{number(y)}" r="{number(max(CHOSEN_DOT * ctx.grain, 2 * SMALLEST))}" fill="none"'
    return (
        f'<circle {at} stroke="{ctx.colours.casing}" stroke-width="5" stroke-opacity=".95"/>'
        f'<circle {at} stroke="{ctx.colours.chosen}" stroke-width="2.2"/>'
    )


def symbols(ctx: SvgContext) -> str:
    """Return circles and the markers of events, the large ones below."""
    shown = [item for item in ctx.scene.symbols if ctx.is_inside(item.x, item.y)]
    if not shown:
        return ""
    edge = f'stroke="{ctx.colours.casing}" stroke-width="{number(1.2 * ctx.line)}" fill-opacity=".88"'
    return f'<g id="{ctx.prefix}symbols" {edge}>{"".join(_symbol(ctx, item) for item in shown)}</g>'


def _reach(ctx: SvgContext, item: SceneSymbol) -> float:
    return max(item.symbol.radius * ctx.grain, SMALLEST)


def _symbol(ctx: SvgContext, item: SceneSymbol) -> str:
    symbol, (x, y) = item.symbol, ctx.at(item.x, item.y)
    look = ctx.scene.looks[symbol.layer, symbol.class_id]
    fill = f'fill="{ctx.fill(look, f"{symbol.layer}-{symbol.class_id}")}"'
    title = f"<title>{escaped(symbol.sentence)}</title>"
    radius = _reach(ctx, item)
    if look.marker is None:
        at = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
        if ctx.is_scripted:  # the card of its state says what it stands for
            return f'<circle {fill} {at} data-of="{symbol.area}"/>'
        return f"<circle {fill} {at}>{title}</circle>"
    return f'<polygon {fill} points="{polygon(placed(look.marker, x, y, radius + 1))}">{title}</polygon>'


# -- Names on a map, as the live map writes them (assets/map/labels.js): where there is room, and nowhere else.
#
# A name that would touch another, a dot or a symbol is left out.

LINE = 1.15  # height of a line in font sizes
LETTER = 0.75  # height of a capital letter in font sizes: what has to lie within the area
LOOSE = 1.15  # a name may reach a little beyond the ellipse that its area has room for
AIR = 3.0  # pixels around a name
AT_HOME, FEWEST = 1.9, 4  # the map of the world keeps its colours free, and one name alone would look like a verdict
# The larger size where there is more than twice the room, both for a map 900 pixels wide.
SIZES = ((14.0, 2.1), (12.0, 1.0))
SMALL, LARGE = 0.85, 1.25  # names grow and shrink with the map, but no further
LEAST_LABELLED_WIDTH = 20.0  # pixels: an area narrower than this has no name

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its place: its middle in pixels, its lines, and the size of its letters."""

    code: str
    x: float
    y: float
    lines: tuple[str, ...]
    size: float

    @property
    def width(self) -> float:
        """Pixels that the longest line takes."""
        return max(text_width(line, Face.BOLD, self.size) for line in self.lines)

    @property
    def box(self) -> Box:
        """What the name takes up: left, top, right and bottom in pixels."""
        across, up = self.width / 2 + AIR, len(self.lines) * self.size * LINE / 2
        return self.x - across, self.y - up, self.x + across, self.y + up

    def fits(self, room: LabelPlace, scale: float, share: float) -> bool:
        """Return whether the ellipse of an area has room for the name, `share` times over."""
        across = room.width * scale
        up = ((len(self.lines) - 1) * LINE + LETTER) * self.size
        return ((self.width / across) ** 2 + (up * LABEL_ASPECT / across) ** 2) * share**2 <= LOOSE


def placed_names(ctx: SvgContext) -> list[Name]:
    """Return the names that a map shows, those with the most room first."""
    rooms, grown = label_places(ctx.scene.extent), min(max(ctx.grain, SMALL), LARGE)
    dots = {point.area for point in ctx.scene.points}
    strict = AT_HOME if ctx.scene.is_world else 1.0
    taken: list[Box] = [(x - r - 1, y - r - 1, x + r + 1, y + r + 1) for x, y, r in dots_at(ctx)]
    bar = scale_place(ctx)
    if bar is not None:
        taken.append((bar.x, bar.y, bar.x + bar.width, bar.y + bar.height))
    shown = [area for area in ctx.scene.areas if area.area in rooms and area.area not in dots and not area.is_muted]
    out: list[Name] = []
    for area in sorted(shown, key=lambda area: -rooms[area.area].width):
        room = rooms[area.area]
        if room.width * ctx.scale < LEAST_LABELLED_WIDTH or not ctx.is_inside(room.x, room.y):
            continue
        for name, share in _ways(area.area, drawable(area.name), ctx.at(room.x, room.y), grown=grown):
            if name.fits(room, ctx.scale, strict * share) and _is_free(name.box, taken, ctx):
                taken.append(name.box)
                out.append(name)
                break
    return [] if strict > 1 and len(out) < FEWEST else out


def _ways(code: str, text: str, at: tuple[float, float], *, grown: float) -> Iterator[tuple[Name, float]]:
    """Yield a name in each way it can be written, with the room that it then has to have."""
    words = text.split(" ")
    for size, share in SIZES:
        yield Name(code, *at, (text,), size * grown), share
        halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
        if halves:
            yield min((Name(code, *at, lines, size * grown) for lines in halves), key=lambda name: name.width), share


def _is_free(box: Box, taken: list[Box], ctx: SvgContext) -> bool:
    left, top, right, bottom = box
    r = ctx.rect
    if left < r.x + 2 or top < r.y + 2 or right > r.x + r.width - 2 or bottom > r.y + r.height - 2:
        return False
    return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)


def name_labels(ctx: SvgContext) -> str:
    """Return the names as SVG; who listens to the picture finds them in its areas."""
    p = ctx.colours
    manner = (
        f'text-anchor="middle" font-weight="{Face.BOLD.weight}" fill="{p.name}" stroke="{p.halo.colour}" '
        f'stroke-opacity="{p.halo.opacity:g}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    )
    written = "".join(_written(name, manner) for name in placed_names(ctx))
    return f'<g id="{ctx.prefix}names" aria-hidden="true">{written}</g>' if written else ""


def _written(name: Name, manner: str) -> str:
    top = name.y - len(name.lines) * name.size * LINE / 2
    return "".join(
        f'<text x="{number(name.x)}" y="{number(top + (row + 0.82) * name.size * LINE)}" '
        f'font-size="{number(name.size)}" {manner}>{escaped(line)}</text>'
        for row, line in enumerate(name.lines)
    )


# -- The scale bar of a close-up, as SVG; maps of a continent or of the world have none, for no bar would be honest.

KM = 100.0  # in a unit of the map
# Units: up to here distances at the edge are within 6 % of those in the middle, as on the live map.
HONEST = 85.0
WIDEST = 110.0  # pixels of the bar at most, on a map 900 pixels wide
SCALE_SIZE, LEAST_SCALE_SIZE, SCALE_MARGIN = 11.0, 10.0, 8.0  # of its letters, at least, and from the edge of the map


def scale_place(ctx: SvgContext) -> Rect | None:
    """Return where the scale bar stands, or None when the map has none; its width is that of the bar."""
    west, _, east, _ = ctx.scene.bounds
    if ctx.scene.is_world or east - west > HONEST:
        return None
    wide = _km(ctx) / KM * ctx.scale
    size, margin = _size(ctx), SCALE_MARGIN * ctx.line
    high = 2.3 * size
    return Rect(ctx.rect.x + margin, ctx.rect.y + ctx.rect.height - margin - high, wide + 1.2 * size, high)


def _km(ctx: SvgContext) -> float:
    """Return the longest of 1, 2, 5, 10, 20 ... km that the bar has room for."""
    most = WIDEST * ctx.line / ctx.scale * KM
    power = 1.0
    while power * 10 <= most:
        power *= 10
    return max(times * power for times in (1, 2, 5) if times * power <= most or times == 1)


def _size(ctx: SvgContext) -> float:
    return max(SCALE_SIZE * ctx.line, LEAST_SCALE_SIZE)


def scale_bar(ctx: SvgContext) -> str:
    """Return the bar with its length on a card of the colour of the page, or nothing."""
    rect, p = scale_place(ctx), ctx.colours
    if rect is None:
        return ""
    size = _size(ctx)
    card = f'x="{number(rect.x)}" y="{number(rect.y)}" width="{number(rect.width)}" height="{number(rect.height)}"'
    left, right = rect.x + 0.6 * size, rect.x + rect.width - 0.6 * size
    base = rect.y + rect.height - 0.5 * size
    label = text_at(
        f"{_km(ctx):,.0f} km",
        (left + right) / 2,
        rect.y + 1.15 * size,
        face=Face.REGULAR,
        size=size,
        fill=p.quiet,
        anchor="middle",
    )
    high = number(0.35 * size)
    return (
        f'<g id="{ctx.prefix}scale"><rect {card} rx="4" fill="{p.page}" fill-opacity=".92"/>{label}'
        f'<path d="M{number(left)} {number(base)}m0-{high}v{high}H{number(right)}v-{high}" fill="none" '
        f'stroke="{p.quiet}" stroke-width="1.5"/></g>'
    )
