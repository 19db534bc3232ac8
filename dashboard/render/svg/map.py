"""One map of a picture as SVG, in z-order: basemap, lines and symbols over the areas, names, scale bar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from dashboard.maps.coast_and_border_lines import EdgeLine, dark_edges, edge_line
from dashboard.maps.markers import placed
from dashboard.maps.palette import SHAPE_DASHES
from dashboard.maps.spec import Hatch
from dashboard.render.markup import escaped, number, polygon, quoted
from dashboard.render.scene import Scene, SceneArea, ScenePoint, SceneSymbol
from dashboard.render.svg.style import LEFT_OUT, Rect, SvgContext, group_id, kind_of
from dashboard.render.svg.text import LEADING, text_at
from dashboard.render.theme import Colours, Ink
from dashboard.render.typesetting import Face, drawable, text_width, wrapped
from geodata.geo.frames import LABEL_ASPECT, LabelPlace, label_places
from geodata.model import LineStyle

# -- The map as a whole.

_NOTICE_WIDTH = 380.0  # pixels, at most


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map: the content of `<defs>`, its elements, and the rectangle of the picture that it fills."""

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
    """Return a scene drawn into the rectangle `at` of a picture.

    Parameters
    ----------
    labels
        Labels of the classes that fill areas, by class id, in the order of the legend.
    prefix
        Start of all ids of this map, so that two maps in one picture have different ids.
    is_scripted
        Whether a script of the page names areas and zooms: then elements carry code and class instead of a `<title>`,
        and names and scale bar, which would be zoomed too, are left out.
    is_light
        Whether few bytes matter more than fine lines: coarser steps, and each area outlined instead of each border
        drawn once.
    """
    ctx = SvgContext(
        scene, at, colours=colours, prefix=prefix, labels=labels, is_scripted=is_scripted, is_light=is_light
    )
    in_steps = "".join(
        part(ctx)
        for part in (
            sea,
            areas,
            own_areas,
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
    """Return the frame of a close-up; the outline of the world is part of its sea."""
    if ctx.scene.is_world:
        return ""
    r = ctx.rect
    box = f'x="{number(r.x)}" y="{number(r.y)}" width="{number(r.width)}" height="{number(r.height)}"'
    return f'<rect {box} fill="none" stroke="{ctx.colours.edge}"/>'


def notice(text: str, rect: Rect, *, colours: Colours) -> str:
    """Return the reason why a map is empty, on a card in the middle of its rectangle."""
    size = 16.0 if rect.width > _NOTICE_WIDTH else 13.0
    width = min(_NOTICE_WIDTH, rect.width - 4 * size)
    lines = wrapped(drawable(text), width - 2 * size, face=Face.REGULAR, size=size)
    height = (len(lines) * LEADING + 1.4) * size
    left, top = rect.x + (rect.width - width) / 2, rect.y + (rect.height - height) / 2
    at = f'x="{number(left)}" y="{number(top)}" width="{number(width)}" height="{number(height)}" rx="8"'
    middle = left + width / 2
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


# -- The basemap: the sea, the areas in one group a class, and the lines between them.

TERRITORY_OPACITY = ".55"  # fill opacity of a territory, which is drawn lighter than its state
_EDGES = (EdgeLine.BORDER, EdgeLine.FAINT_COAST, EdgeLine.PALE_BORDER, EdgeLine.LEFT_OUT)  # the last one on top
_Item = TypeVar("_Item", SceneArea, ScenePoint)


def sea(ctx: SvgContext) -> str:
    """Return the sea with the graticule on it."""
    p, paths = ctx.colours, ctx.paths
    grid = f'<path d="{paths.graticule}" fill="none" {ctx.stroke(p.hairline, 0.8)}/>' if paths.graticule else ""
    return f'<path d="{paths.sea}" fill="{p.sea}" {ctx.stroke(p.hairline, 1.0)}/>{grid}'


def areas(ctx: SvgContext) -> str:
    """Return the areas without outlines, a group for each class."""
    shown = [area for area in ctx.scene.areas if area.area in ctx.paths.areas]
    return "".join(
        f'<g id="{ctx.prefix}class-{group_id(kind)}" fill="{ctx.class_fill(kind, in_steps=True)}"{_outline(ctx, kind)}>'
        f"{''.join(_area(ctx, area) for area in members)}</g>"
        for kind, members in by_class(ctx, shown)
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
    """Return items by the class that they are drawn as, in the order of the legend; LEFT_OUT and "" come first."""
    groups: dict[str, list[_Item]] = {kind: [] for kind in (LEFT_OUT, "", *ctx.labels)}
    for item in items:
        groups.setdefault(kind_of(item), []).append(item)
    return [(kind, members) for kind, members in groups.items() if members]


def _area(ctx: SvgContext, area: SceneArea) -> str:
    lighter = f' fill-opacity="{TERRITORY_OPACITY}"' if area.follows and not area.is_muted else ""
    return ctx.named("path", f'd="{ctx.paths.areas[area.area]}"{lighter}', area)


def own_areas(ctx: SvgContext) -> str:
    """Return the areas of a reader, a group for each class, with borders of their own."""
    edge = ctx.stroke(Ink(ctx.colours.casing, 0.9), 0.8)
    groups: dict[str, list[str]] = {}
    for item in ctx.scene.own_areas:
        symbol, data = item.symbol, ctx.paths.rings(item.rings)
        if not data:
            continue
        if ctx.is_scripted:  # the card of its state explains it
            path = f'<path d="{data}" data-of="{symbol.area}"/>'
        else:
            path = f'<path d="{data}"><title>{escaped(symbol.sentence.printed)}</title></path>'
        look = ctx.scene.looks[symbol.layer, symbol.class_id]
        fill = ctx.fill(look, f"{symbol.layer}-{symbol.class_id}-area", in_steps=True)
        groups.setdefault(fill, []).append(path)
    parts = (f'<g fill="{fill}">{"".join(paths)}</g>' for fill, paths in groups.items())
    return f'<g id="{ctx.prefix}own-areas" {edge}>{"".join(parts)}</g>' if groups else ""


def edges(ctx: SvgContext) -> str:
    """Return each border once, and the coasts that need a line (`edge_line`); a light map has neither.

    A line along every coast takes a quarter of the time of a PNG.
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


# -- Over the areas: disputed lines, the chosen country, shapes, small states and symbols.

MIN_RADIUS = 2.0  # pixels: the colour of a smaller dot cannot be seen
CHOSEN_RADIUS = 7.0  # pixels: of the ring around the dot of the chosen country


def lines(ctx: SvgContext) -> str:
    """Return the borders of oblasts, disputed lines over a casing that hides the border below, and the DMZ."""
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
            width = 1.6  # dots are fainter than dashes of the same width
        ends = ' stroke-linecap="round"' if line.style == "dotted" else ""
        casing = ctx.stroke(Ink(p.casing, 0.85), 1.5 if is_world else 2.2)
        dashes = f' stroke-dasharray="{" ".join(map(ctx.steps, dash))}"' if dash else ""
        out.append(
            f'<path d="{data}" fill="none" {casing}/>'
            f'<path id={quoted(f"{ctx.prefix}line-{line.line_id}")} d="{data}" fill="none" '
            f"{ctx.stroke(p.dispute, width)}{dashes}{ends}/>"
        )
    if "dmz" in styles and paths.zone:
        casing_width, line_width = (2.0, 0.8) if is_world else (4.5, 1.2)
        out.append(
            f'<path d="{paths.zone}" fill="none" {ctx.stroke(Ink(p.casing, 0.95), casing_width)}/>'
            f'<path id="{ctx.prefix}dmz" d="{paths.zone}" fill="{p.zone}" {ctx.stroke(p.zone, line_width)}/>'
        )
    return "".join(out)


def chosen(ctx: SvgContext) -> str:
    """Return the outline of the chosen country; "" where the map shows none of its land."""
    data = ctx.paths.outlines(ctx.scene.chosen)
    if not data:
        return ""
    p = ctx.colours
    return (
        f'<path d="{data}" fill="none" {ctx.stroke(Ink(p.casing, 0.95), 5)}/>'
        f'<path id="{ctx.prefix}chosen" d="{data}" fill="none" {ctx.stroke(p.chosen, 2.2)}/>'
    )


def shapes(ctx: SvgContext) -> str:
    """Return the polygons of the view, each over a casing."""
    out = []
    for item in ctx.scene.shapes:
        shape, data = item.shape, ctx.paths.ring(item.ring)
        look = ctx.scene.looks[shape.layer, shape.class_id]
        fill = ctx.fill(look, f"{shape.layer}-{shape.class_id}", in_steps=True, is_over=True)
        out.append(
            f'<path d="{data}" fill="none" {ctx.stroke(Ink(ctx.colours.casing, 0.9), 5)}/>'
            f'<path id={quoted(f"{ctx.prefix}shape-{shape.shape_id}")} d="{data}" fill="{fill}" '
            f"{ctx.stroke(ctx.colours.of(look.fill), 2.4)}{_dash(ctx, shape.class_id)}>"
            f"<title>{escaped(shape.printed)}</title></path>"
        )
    return "".join(out)


def _dash(ctx: SvgContext, class_id: str) -> str:
    """Return the attribute of the dash of a shape's outline, with a space before it; "" for a solid line."""
    dash = SHAPE_DASHES.get(class_id, ())
    return f' stroke-dasharray="{" ".join(ctx.steps(pixels) for pixels in dash)}"' if dash else ""


def dots_at(ctx: SvgContext) -> list[tuple[float, float, float]]:
    """Return x, y and radius in pixels of every dot and symbol that the map shows."""
    dots = [(*ctx.at(p.x, p.y), _dot_radius(ctx, p)) for p in ctx.scene.points if ctx.is_inside(p.x, p.y)]
    shown = [item for item in ctx.scene.markers if ctx.is_inside(item.x, item.y)]
    return dots + [(*ctx.at(item.x, item.y), _symbol_radius(ctx, item)) for item in shown]


def points(ctx: SvgContext) -> str:
    """Return the dots of small states, a group for each class."""
    shown = [point for point in ctx.scene.points if ctx.is_inside(point.x, point.y)]
    return "".join(
        f'<g id="{ctx.prefix}dots-{group_id(kind)}" {_dot_style(ctx, kind)}>'
        f"{''.join(_dot(ctx, point) for point in members)}</g>"
        for kind, members in by_class(ctx, shown)
    ) + "".join(_ring(ctx, point) for point in shown if point.area == ctx.scene.chosen)


def _dot_style(ctx: SvgContext, kind: str) -> str:
    """Return fill and outline of dots: outlined by a casing, by their colour where hatched, or by a dark line."""
    p, fill = ctx.colours, ctx.class_fill(kind)
    look = ctx.scene.looks.get((ctx.scene.fill_layer, kind))
    if look is None or not kind:
        return f'fill="{fill}" stroke="{p.muted_edge}" stroke-width=".5"'
    if dark_edges(look, p.theme).dot:
        return f'fill="{fill}" stroke="{p.faint_edge}" stroke-width=".8"'
    if look.hatch is not Hatch.NONE:
        return f'fill="{fill}" stroke="{p.of(look.fill)}" stroke-width="1.4"'
    return f'fill="{fill}" stroke="{p.casing}" stroke-width="1" paint-order="stroke"'


def _dot_radius(ctx: SvgContext, point: ScenePoint) -> float:
    return max(point.radius * ctx.grain, MIN_RADIUS)


def _dot(ctx: SvgContext, point: ScenePoint) -> str:
    x, y = ctx.at(point.x, point.y)
    lighter = f' fill-opacity="{TERRITORY_OPACITY}"' if point.follows and not point.is_muted else ""
    at = f'cx="{number(x)}" cy="{number(y)}" r="{number(_dot_radius(ctx, point))}"'
    return ctx.named("circle", f"{at}{lighter}", point)


def _ring(ctx: SvgContext, point: ScenePoint) -> str:
    x, y = ctx.at(point.x, point.y)
    at = f'cx="{number(x)}" cy="{number(y)}" r="{number(max(CHOSEN_RADIUS * ctx.grain, 2 * MIN_RADIUS))}" fill="none"'
    return (
        f'<circle {at} stroke="{ctx.colours.casing}" stroke-width="5" stroke-opacity=".95"/>'
        f'<circle {at} stroke="{ctx.colours.chosen}" stroke-width="2.2"/>'
    )


def symbols(ctx: SvgContext) -> str:
    """Return the circles and the markers of events, larger ones below smaller ones."""
    shown = [item for item in ctx.scene.markers if ctx.is_inside(item.x, item.y)]
    if not shown:
        return ""
    edge = f'stroke="{ctx.colours.casing}" stroke-width="{number(1.2 * ctx.line)}" fill-opacity=".88"'
    return f'<g id="{ctx.prefix}symbols" {edge}>{"".join(_symbol(ctx, item) for item in shown)}</g>'


def _symbol_radius(ctx: SvgContext, item: SceneSymbol) -> float:
    return max(item.symbol.radius * ctx.grain, MIN_RADIUS)


def _symbol(ctx: SvgContext, item: SceneSymbol) -> str:
    symbol, (x, y) = item.symbol, ctx.at(item.x, item.y)
    look = ctx.scene.looks[symbol.layer, symbol.class_id]
    fill = f'fill="{ctx.fill(look, f"{symbol.layer}-{symbol.class_id}")}"'
    title = f"<title>{escaped(symbol.sentence.printed)}</title>"
    radius = _symbol_radius(ctx, item)
    if look.marker is None:
        at = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
        if ctx.is_scripted:  # the card of its state explains it
            return f'<circle {fill} {at} data-of="{symbol.area}"/>'
        return f"<circle {fill} {at}>{title}</circle>"
    return f'<polygon {fill} points="{polygon(placed(look.marker, x, y, radius + 1))}">{title}</polygon>'


# -- Names, placed by the rules of the live map (assets/map/labels.js): only where there is room.
#
# A name that would touch another name, a dot or a symbol is left out. The country of a close-up and the chosen one have
# theirs beside them where it does not fit inside.

LINE_HEIGHT = 1.15  # font sizes
CAPITAL_HEIGHT = 0.75  # font sizes: the part of a line that has to lie within the area
TOLERANCE = 1.15  # a name may reach this much beyond the ellipse of its area, in squared half-axes
PADDING = 3.0  # pixels around a name
# On the map of the world names need 1.9 times the room, so that colours stay free, and fewer than four are left out: a
# single name would look like a verdict on its state.
WORLD_ROOM, MIN_WORLD_NAMES = 1.9, 4
# Font size in pixels on a map 900 pixels wide, and the share of the ellipse that it needs.
SIZES = ((14.0, 2.1), (12.0, 1.0))
MIN_NAME_SCALE, MAX_NAME_SCALE = 0.85, 1.25  # names are scaled with the map between these limits
LEAST_LABELLED_WIDTH = 20.0  # pixels: an area narrower than this has no name inside
BESIDE_SIZE, BESIDE_GAP = 12.0, 3.0  # pixels: of a name beside a small state, and between the two

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Name:
    """A name with its centre in pixels, its lines and its font size."""

    code: str
    x: float
    y: float
    lines: tuple[str, ...]
    size: float

    @property
    def width(self) -> float:
        """The width of the longest line in pixels."""
        return max(text_width(line, Face.BOLD, self.size) for line in self.lines)

    @property
    def box(self) -> Box:
        """The padded bounding box: left, top, right and bottom in pixels."""
        half_width, half_height = self.width / 2 + PADDING, len(self.lines) * self.size * LINE_HEIGHT / 2
        return self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height

    def fits(self, room: LabelPlace, scale: float, share: float) -> bool:
        """Return whether the ellipse of an area has `share` times the room that the name needs."""
        ellipse_width = room.width * scale
        height = ((len(self.lines) - 1) * LINE_HEIGHT + CAPITAL_HEIGHT) * self.size
        return (
            (self.width / ellipse_width) ** 2 + (height * LABEL_ASPECT / ellipse_width) ** 2
        ) * share**2 <= TOLERANCE


def placed_names(ctx: SvgContext) -> list[Name]:
    """Return the names that a map shows, those with the most room first."""
    rooms, name_scale = label_places(ctx.scene.extent), min(max(ctx.grain, MIN_NAME_SCALE), MAX_NAME_SCALE)
    dots = {point.area for point in ctx.scene.points}
    strictness = WORLD_ROOM if ctx.scene.is_world else 1.0
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
        for name, share in _candidates(area.area, drawable(area.name), ctx.at(room.x, room.y), scale=name_scale):
            if name.fits(room, ctx.scale, strictness * share) and _is_free(name.box, taken, ctx):
                taken.append(name.box)
                out.append(name)
                break
    if ctx.scene.is_world:
        return out if len(out) >= MIN_WORLD_NAMES else []
    named = {name.code for name in out}
    for code in dict.fromkeys((ctx.scene.extent, ctx.scene.chosen)):
        beside = () if code in named else _beside(ctx, code, rooms.get(code), size=BESIDE_SIZE * name_scale)
        out += [name for name in beside if _is_free(name.box, taken, ctx)][:1]
    return out


def _beside(ctx: SvgContext, code: str, room: LabelPlace | None, *, size: float) -> Iterator[Name]:
    """Yield a name to the right of a small state, to the left, below and above."""
    point = next((point for point in ctx.scene.points if point.area == code and not point.is_muted), None)
    area = next((area for area in ctx.scene.areas if area.area == code and not area.is_muted), None)
    if point is not None:
        (x, y), radius, text = ctx.at(point.x, point.y), _dot_radius(ctx, point), point.name
    elif area is not None and room is not None:
        (x, y), radius, text = ctx.at(room.x, room.y), room.width * ctx.scale / 2, area.name
    else:
        return
    name = Name(code, x, y, (drawable(text),), size)
    aside = radius + BESIDE_GAP * 2 + PADDING + name.width / 2
    below = radius + BESIDE_GAP + size * LINE_HEIGHT / 2
    for right, down in ((aside, 0.0), (-aside, 0.0), (0.0, below), (0.0, -below)):
        yield replace(name, x=x + right, y=y + down)


def _candidates(code: str, text: str, at: tuple[float, float], *, scale: float) -> Iterator[tuple[Name, float]]:
    """Yield a name in each size, in one line and in two, with the room that it then needs."""
    words = text.split(" ")
    for size, share in SIZES:
        yield Name(code, *at, (text,), size * scale), share
        halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
        if halves:
            yield min((Name(code, *at, lines, size * scale) for lines in halves), key=lambda name: name.width), share


def _is_free(box: Box, taken: list[Box], ctx: SvgContext) -> bool:
    left, top, right, bottom = box
    r = ctx.rect
    if left < r.x + 2 or top < r.y + 2 or right > r.x + r.width - 2 or bottom > r.y + r.height - 2:
        return False
    return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)


def name_labels(ctx: SvgContext) -> str:
    """Return the names as SVG, hidden from screen readers, because each area has its name as `<title>`."""
    p = ctx.colours
    attributes = (
        f'text-anchor="middle" font-weight="{Face.BOLD.weight}" fill="{p.name}" stroke="{p.halo.colour}" '
        f'stroke-opacity="{p.halo.opacity:g}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    )
    texts = "".join(_name_text(name, attributes) for name in placed_names(ctx))
    return f'<g id="{ctx.prefix}names" aria-hidden="true">{texts}</g>' if texts else ""


def _name_text(name: Name, attributes: str) -> str:
    top = name.y - len(name.lines) * name.size * LINE_HEIGHT / 2
    return "".join(
        f'<text x="{number(name.x)}" y="{number(top + (row + 0.82) * name.size * LINE_HEIGHT)}" '
        f'font-size="{number(name.size)}" {attributes}>{escaped(line)}</text>'
        for row, line in enumerate(name.lines)
    )


# -- The scale bar of a close-up; the scale of a continent or the world varies too much across the map for one.

KM_PER_UNIT = 100.0
MAX_SCALED_WIDTH = 85.0  # units: up to here distances at the edge are within 6 % of those in the middle
MAX_BAR = 110.0  # pixels, on a map 900 pixels wide
SCALE_FONT_SIZE, MIN_SCALE_FONT_SIZE, SCALE_MARGIN = 11.0, 10.0, 8.0  # pixels; the margin is from the edge of the map


def scale_place(ctx: SvgContext) -> Rect | None:
    """Return the card of the scale bar; None when the map has none."""
    west, _, east, _ = ctx.scene.bounds
    if ctx.scene.is_world or east - west > MAX_SCALED_WIDTH:
        return None
    bar = _bar_km(ctx) / KM_PER_UNIT * ctx.scale
    size, margin = _scale_font_size(ctx), SCALE_MARGIN * ctx.line
    height = 2.3 * size
    return Rect(ctx.rect.x + margin, ctx.rect.y + ctx.rect.height - margin - height, bar + 1.2 * size, height)


def _bar_km(ctx: SvgContext) -> float:
    """Return the longest of 1, 2, 5, 10, 20 ... km for which the bar has room."""
    most = MAX_BAR * ctx.line / ctx.scale * KM_PER_UNIT
    power = 1.0
    while power * 10 <= most:
        power *= 10
    return max(times * power for times in (1, 2, 5) if times * power <= most or times == 1)


def _scale_font_size(ctx: SvgContext) -> float:
    return max(SCALE_FONT_SIZE * ctx.line, MIN_SCALE_FONT_SIZE)


def scale_bar(ctx: SvgContext) -> str:
    """Return the bar with its length on a card in the colour of the page; "" when the map has none."""
    rect, p = scale_place(ctx), ctx.colours
    if rect is None:
        return ""
    size = _scale_font_size(ctx)
    card = f'x="{number(rect.x)}" y="{number(rect.y)}" width="{number(rect.width)}" height="{number(rect.height)}"'
    left, right = rect.x + 0.6 * size, rect.x + rect.width - 0.6 * size
    base = rect.y + rect.height - 0.5 * size
    label = text_at(
        f"{_bar_km(ctx):,.0f} km",
        (left + right) / 2,
        rect.y + 1.15 * size,
        face=Face.REGULAR,
        size=size,
        fill=p.quiet,
        anchor="middle",
    )
    tick = number(0.35 * size)
    return (
        f'<g id="{ctx.prefix}scale"><rect {card} rx="4" fill="{p.page}" fill-opacity=".92"/>{label}'
        f'<path d="M{number(left)} {number(base)}m0-{tick}v{tick}H{number(right)}v-{tick}" fill="none" '
        f'stroke="{p.quiet}" stroke-width="1.5"/></g>'
    )
