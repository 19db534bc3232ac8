"""Shapes of a slide as DrawingML text, and the colours they take: fills, lines, freeforms, groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.maps.spec import Hatch, Look, Marker
from dashboard.render.markup import quoted
from dashboard.render.theme import Colours

# -- Shapes of a slide as DrawingML text: fills, lines, freeforms, groups.
#
# Colours are sRGB and no shape takes the style of a theme: pasted into another deck, a map keeps its meaning, and
# no program adds a shadow. Standard: ISO/IEC 29500-1, DrawingML.

POINT = 12_700  # EMU, of which an inch has 914,400
# The grid on which freeforms lie, in EMU: a twentieth of a point, a third of a pixel of a screen of 6,400. Files are
# half as large as with EMU.
STEP = 635
Steps = npt.NDArray[np.int64]  # x and y a row, in steps from the upper left corner of the slide, y downwards
Ids = Iterator[int]  # numbers of the shapes of one slide, each once

# The patterns that every office program knows, by the hatch that they stand for. LibreOffice 7 draws lines for all of
# them, and these seven so that they differ there too.
PATTERNS = {
    Hatch.DOTS: "dotDmnd",
    Hatch.DIAGONAL: "wdUpDiag",
    Hatch.BACK_DIAGONAL: "wdDnDiag",
    Hatch.CROSS: "openDmnd",
    Hatch.VERTICAL: "vert",
    Hatch.HORIZONTAL: "horz",
}
# The forms that every office program knows, by the marker that they stand for.
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
        """Where it ends to the right."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Where it ends below."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape as XML, and the rectangle that it takes up."""

    xml: str
    box: Box


def in_points(x: float, y: float, width: float, height: float) -> Box:
    """Return the rectangle with these places and sizes in points."""
    return Box(*(round(value * POINT) for value in (x, y, width, height)))


def around(boxes: Sequence[Box]) -> Box:
    """Return the smallest rectangle that holds all of some, at least one."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def mixed(colour: str, ground: str, share: float) -> str:
    """Return what a #RRGGBB colour looks like over another when it covers only a share of it.

    Examples
    --------
    >>> mixed("#FF0000", "#FFFFFF", 0.5)
    '#FF8080'
    """
    pairs = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02X}" for a, b in pairs)


def solid(colour: str, opacity: float = 1.0) -> str:
    """Return a fill of one colour (#RRGGBB)."""
    return f"<a:solidFill>{_colour(colour, opacity)}</a:solidFill>"


def hatched(colour: str, hatch: Hatch, ink: str) -> str:
    """Return a fill with a hatch over it as a native pattern, or a fill of one colour where there is no hatch."""
    if hatch == Hatch.NONE:
        return solid(colour)
    front, back = f"<a:fgClr>{_colour(ink)}</a:fgClr>", f"<a:bgClr>{_colour(colour)}</a:bgClr>"
    return f'<a:pattFill prst="{PATTERNS[hatch]}">{front}{back}</a:pattFill>'


def line(colour: str, points: float, *, dash: str = "", opacity: float = 1.0) -> str:
    """Return the outline of a shape, or how an open line looks.

    Parameters
    ----------
    points
        Its width.
    dash
        A preset of DrawingML, such as dash or sysDot; a full line when empty.
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
) -> Drawn:
    """Return a shape of any form, which can be edited point by point.

    Parameters
    ----------
    description
        What it is for readers who do not see it.
    paths
        At least one, each of two points or more; rings are closed and filled by the even-odd rule.
    is_open
        Whether the paths are lines, which have no inside.
    """
    low = np.min([path.min(axis=0) for path in paths], axis=0)
    # A line that runs straight across has no height, and a size of nothing would not be drawn.
    width, height = np.maximum(np.max([path.max(axis=0) for path in paths], axis=0) - low, 1)
    box = Box(int(low[0]) * STEP, int(low[1]) * STEP, int(width) * STEP, int(height) * STEP)
    drawn = "".join(_path(path - low, is_open=is_open) for path in paths)
    kind = ' fill="none"' if is_open else ""
    geometry = (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f'<a:pathLst><a:path w="{width}" h="{height}"{kind}>{drawn}</a:path></a:pathLst></a:custGeom>'
    )
    return _shape(ids, name, description, box=box, look=geometry + fill + outline)


def _path(path: Steps, *, is_open: bool) -> str:
    listed = (path if is_open else path[:-1]).ravel().tolist()
    start, rest = listed[:2], listed[2:]
    lines = '<a:lnTo><a:pt x="%d" y="%d"/></a:lnTo>' * (len(rest) // 2) % tuple(rest)
    return f'<a:moveTo><a:pt x="{start[0]}" y="{start[1]}"/></a:moveTo>{lines}{"" if is_open else "<a:close/>"}'


def preset(ids: Ids, name: str, description: str, *, form: str, box: Box, fill: str, outline: str) -> Drawn:
    """Return a shape with a form that office programs know by its name: ellipse, rect, or that of a marker."""
    geometry = f'<a:prstGeom prst="{MARKER_FORMS.get(form, form)}"><a:avLst/></a:prstGeom>'
    return _shape(ids, name, description, box=box, look=geometry + fill + outline)


def _shape(ids: Ids, name: str, description: str, *, box: Box, look: str) -> Drawn:
    return Drawn(
        f"<p:sp><p:nvSpPr>{named(ids, name, description)}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
        f"<p:spPr>{transform(box)}{look}</p:spPr></p:sp>",
        box,
    )


def group(ids: Ids, name: str, description: str, shapes: Sequence[Drawn]) -> Drawn:
    """Return shapes, at least one, as a group: chosen as one, they take a fill or an outline together."""
    box, number = around([shape.box for shape in shapes]), named(ids, name, description)
    inside = f'<a:chOff x="{box.x}" y="{box.y}"/><a:chExt cx="{box.width}" cy="{box.height}"/>'
    return Drawn(
        f"<p:grpSp><p:nvGrpSpPr>{number}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{transform(box, inside)}</p:grpSpPr>{''.join(shape.xml for shape in shapes)}</p:grpSp>",
        box,
    )


def picture(ids: Ids, name: str, description: str, *, box: Box, relation: str, link: str = "") -> Drawn:
    """Return a picture that fills a rectangle.

    Parameters
    ----------
    relation, link
        Ids of the slide's relations to its file, and to what a click on it opens.
    """
    return Drawn(
        f"<p:pic><p:nvPicPr>{named(ids, name, description, link=link)}"
        '<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>'
        f"<p:blipFill><a:blip r:embed={quoted(relation)}/><a:stretch><a:fillRect/></a:stretch></p:blipFill>"
        f'<p:spPr>{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>',
        box,
    )


def named(ids: Ids, name: str, description: str = "", *, link: str = "") -> str:
    """Return the number, name and alternative text of a new shape, and what a click on it opens."""
    told = f" descr={quoted(description)}" if description else ""
    opens = f"<a:hlinkClick r:id={quoted(link)}/>" if link else ""
    return f'<p:cNvPr id="{next(ids)}" name={quoted(name)}{told}>{opens}</p:cNvPr>'


def transform(box: Box, inside: str = "") -> str:
    """Return where a shape is and how large; `inside` are the coordinates within a group."""
    place = f'<a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" cy="{box.height}"/>'
    return f"<a:xfrm>{place}{inside}</a:xfrm>"


# -- The colours of slides: those of pictures, and the fills and lines that shapes take of them.

SHAPE_OPACITY = 0.25  # of a footprint, so that what lies beneath can be read
TERRITORY_SHARE = 0.55  # of its colour that a territory keeps over the sea, as on the live map
_LINKS = {"light": "#1B5FAE", "dark": "#8FC4FA"}


def link_colour(colours: Colours) -> str:
    """Return the colour of links, which contrasts with the page by more than 4.5 to 1."""
    return _LINKS[colours.theme]


def fill_of(colours: Colours, look: Look, *, share: float = 1.0) -> str:
    """Return the fill of a class with its hatch.

    Parameters
    ----------
    share
        How much of the colour covers the sea, 1 for all of it.
    """
    colour, ink = (mixed(colours.of(paint), colours.sea, share) for paint in (look.fill, look.ink))
    return hatched(colour, look.hatch, ink)
