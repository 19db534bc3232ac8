"""Shapes of a slide as DrawingML: fills, lines, freeforms, preset shapes, groups, pictures, and their colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.maps.spec import Hatch, Look, Marker
from dashboard.render.markup import quoted
from dashboard.render.theme import Colours

# -- Shapes. Standard: ISO/IEC 29500-1, DrawingML.
#
# Colours are sRGB and no shape refers to the theme: pasted into another deck, a map keeps its colours, and no program
# adds the shadow of a theme.

POINT = 12_700  # EMU, of which an inch has 914,400
# EMU of a grid step of freeforms: a twentieth of a point, a third of a pixel on a screen 6,400 pixels wide. Files are
# half as large as with coordinates in EMU.
STEP = 635
Steps = npt.NDArray[np.int64]  # x and y a row, in steps from the upper left corner of the slide, y downwards
Ids = Iterator[int]  # numbers of the shapes of one slide, each once

# Preset patterns of DrawingML by hatch. LibreOffice 7 draws each of them as lines; these differ there too.
PATTERNS = {
    Hatch.DOTS: "dotDmnd",
    Hatch.DIAGONAL: "wdUpDiag",
    Hatch.BACK_DIAGONAL: "wdDnDiag",
    Hatch.CROSS: "openDmnd",
    Hatch.VERTICAL: "vert",
    Hatch.HORIZONTAL: "horz",
}
# Preset geometries of DrawingML by marker.
MARKER_FORMS: dict[str, str] = {
    Marker.DIAMOND: "diamond",
    Marker.SQUARE: "rect",
    Marker.TRIANGLE: "triangle",
    Marker.DOWNWARD: "flowChartMerge",
    Marker.PLUS: "plus",
    Marker.STAR: "star5",
    Marker.CROSS: "mathMultiply",
}
NO_FILL = "<a:noFill/>"
NO_LINE = "<a:ln><a:noFill/></a:ln>"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a slide in EMU, from its upper left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """The y of its lower edge."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class ShapeXml:
    """The XML of a shape, and its bounding rectangle."""

    xml: str
    box: Box


def in_points(x: float, y: float, width: float, height: float) -> Box:
    """Return a rectangle from position and size in points."""
    return Box(*(round(value * POINT) for value in (x, y, width, height)))


def around(boxes: Sequence[Box]) -> Box:
    """Return the bounding rectangle of one or more rectangles."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def mixed(colour: str, background: str, share: float) -> str:
    """Return a #RRGGBB colour at the opacity `share` over another one.

    Examples
    --------
    >>> mixed("#FF0000", "#FFFFFF", 0.5)
    '#FF8080'
    """
    pairs = ((int(colour[at : at + 2], 16), int(background[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def solid(colour: str, opacity: float = 1.0) -> str:
    """Return a fill of one colour (#RRGGBB)."""
    return f"<a:solidFill>{_colour(colour, opacity)}</a:solidFill>"


def hatched(colour: str, hatch: Hatch, ink: str) -> str:
    """Return a pattern fill for a hatch, or a fill of one colour for no hatch."""
    if hatch == Hatch.NONE:
        return solid(colour)
    front, back = f"<a:fgClr>{_colour(ink)}</a:fgClr>", f"<a:bgClr>{_colour(colour)}</a:bgClr>"
    return f'<a:pattFill prst="{PATTERNS[hatch]}">{front}{back}</a:pattFill>'


def shape_dash(class_id: str) -> str:
    """Return the preset dash of the outline of a shape by its class; "" is a solid line."""
    return _SHAPE_DASHES.get(class_id, "")


def line(colour: str, points: float, *, dash: str = "", opacity: float = 1.0) -> str:
    """Return the outline of a shape, or the stroke of an open line.

    Parameters
    ----------
    points
        Width of the line.
    dash
        Preset dash of DrawingML, such as dash or sysDot; "" is a solid line.
    """
    cap = ' cap="rnd"' if dash == "sysDot" else ""
    preset = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{round(points * POINT)}"{cap}>{solid(colour, opacity)}{preset}<a:round/></a:ln>'


def _colour(colour: str, opacity: float = 1.0) -> str:
    value = f'val="{colour[1:].upper()}"'
    if opacity >= 1:
        return f"<a:srgbClr {value}/>"
    return f'<a:srgbClr {value}><a:alpha val="{round(opacity * 100_000)}"/></a:srgbClr>'


def freeform(
    ids: Ids, name: str, description: str, *, paths: Sequence[Steps], fill: str, outline: str, is_open: bool = False
) -> ShapeXml:
    """Return a freeform, whose points can be edited.

    Parameters
    ----------
    description
        Alternative text.
    paths
        At least one, each of two points or more; rings are closed and filled by the even-odd rule.
    is_open
        Whether the paths are lines, which have no inside.
    """
    low = np.min([path.min(axis=0) for path in paths], axis=0)
    # A horizontal line has no height, and a shape of size 0 would not be drawn.
    width, height = np.maximum(np.max([path.max(axis=0) for path in paths], axis=0) - low, 1)
    box = Box(int(low[0]) * STEP, int(low[1]) * STEP, int(width) * STEP, int(height) * STEP)
    path_xml = "".join(_path(path - low, is_open=is_open) for path in paths)
    kind = ' fill="none"' if is_open else ""
    geometry = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{width}" h="{height}"{kind}>{path_xml}</a:path></a:pathLst></a:custGeom>'
    )
    return _shape(ids, name, description, box=box, look=geometry + fill + outline)


def _path(path: Steps, *, is_open: bool) -> str:
    listed = (path if is_open else path[:-1]).ravel().tolist()
    start, rest = listed[:2], listed[2:]
    lines = '<a:lnTo><a:pt x="%d" y="%d"/></a:lnTo>' * (len(rest) // 2) % tuple(rest)
    return f'<a:moveTo><a:pt x="{start[0]}" y="{start[1]}"/></a:moveTo>{lines}{"" if is_open else "<a:close/>"}'


def preset(ids: Ids, name: str, description: str, *, form: str, box: Box, fill: str, outline: str) -> ShapeXml:
    """Return a shape with a preset geometry: ellipse, rect, or that of a marker."""
    geometry = f'<a:prstGeom prst="{MARKER_FORMS.get(form, form)}"><a:avLst/></a:prstGeom>'
    return _shape(ids, name, description, box=box, look=geometry + fill + outline)


def _shape(ids: Ids, name: str, description: str, *, box: Box, look: str) -> ShapeXml:
    return ShapeXml(
        f"<p:sp><p:nvSpPr>{named(ids, name, description)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{transform(box)}{look}</p:spPr></p:sp>",
        box,
    )


def group(ids: Ids, name: str, description: str, shapes: Sequence[ShapeXml]) -> ShapeXml:
    """Return one or more shapes as a group, which can be given a fill or an outline as one."""
    box, number = around([shape.box for shape in shapes]), named(ids, name, description)
    inside = f'<a:chOff x="{box.x}" y="{box.y}"/><a:chExt cx="{box.width}" cy="{box.height}"/>'
    return ShapeXml(
        f"<p:grpSp><p:nvGrpSpPr>{number}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{transform(box, inside)}</p:grpSpPr>{''.join(shape.xml for shape in shapes)}</p:grpSp>",
        box,
    )


def picture(ids: Ids, name: str, description: str, *, box: Box, relation: str, link: str = "") -> ShapeXml:
    """Return a picture that fills a rectangle.

    Parameters
    ----------
    relation, link
        Ids of the slide's relations to the image part, and to the target of a click.
    """
    return ShapeXml(
        f"<p:pic><p:nvPicPr>{named(ids, name, description, link=link)}"
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f"<p:blipFill><a:blip r:embed={quoted(relation)}/><a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f'<p:spPr>{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>',
        box,
    )


def named(ids: Ids, name: str, description: str = "", *, link: str = "") -> str:
    """Return the non-visual properties of a new shape: id, name, alternative text and hyperlink."""
    descr = f" descr={quoted(description)}" if description else ""
    opens = f"<a:hlinkClick r:id={quoted(link)}/>" if link else ""
    return f'<p:cNvPr id="{next(ids)}" name={quoted(name)}{descr}>{opens}</p:cNvPr>'


def transform(box: Box, inside: str = "") -> str:
    """Return position and size of a shape; `inside` is the child coordinate system of a group."""
    place = f'<a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" cy="{box.height}"/>'
    return f"<a:xfrm>{place}{inside}</a:xfrm>"


# -- Colours of classes and links.

_SHAPE_DASHES = {"footprint-2": "dash", "footprint-3": "sysDot", "footprint-4": "dashDot", "footprint-5": "sysDash"}
SHAPE_OPACITY = 0.25  # of a footprint, so that the areas below can be read
TERRITORY_SHARE = 0.55  # opacity of a territory over the sea, as on the live map, written as an opaque colour
_LINKS = {"light": "#1B5FAE", "dark": "#8FC4FA"}


def link_colour(colours: Colours) -> str:
    """Return the colour of links, which contrasts with the page by more than 4.5 to 1."""
    return _LINKS[colours.theme]


def fill_of(colours: Colours, look: Look, *, share: float = 1.0) -> str:
    """Return the fill of a class with its hatch.

    Parameters
    ----------
    share
        Opacity over the sea, from 0 to 1, written as an opaque colour.
    """
    colour, ink = (mixed(colours.of(paint), colours.sea, share) for paint in (look.fill, look.ink))
    return hatched(colour, look.hatch, ink)
