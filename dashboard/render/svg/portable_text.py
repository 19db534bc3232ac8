"""Makes the text of an SVG picture independent of the fonts of the viewer: as outlines, or with `textLength`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import pairwise

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from dashboard.render.markup import number, quoted
from dashboard.render.typesetting import Face, basic, font_for, has_loose_marks, kern, text_width

# -- Text as outlines, for PNG: no font is looked up, and none is substituted.
#
# resvg opens and maps its font file twice for each letter, which takes half of the time of a picture with much text.

_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_TEXT_ATTRIBUTES = {"x", "y", "font-size", "font-family", "font-weight", "text-anchor", "stroke-width", "class"}
_ANCHORS = {"middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph in units of its font, y upwards.

    `start` is the first point of its outline, `outline` the relative path data from there on ("" for a space), `last`
    the first point of its last contour, and `advance` its advance width.
    """

    start: tuple[int, int]
    outline: str
    last: tuple[int, int]
    advance: float


class _Steps(BasePen):  # type: ignore[misc]
    """A fontTools pen that writes an outline as relative path data."""

    def __init__(self, font: TTFont) -> None:
        super().__init__(font.getGlyphSet())
        self.parts: list[str] = []
        self.starts: list[tuple[int, int]] = []
        self.at = (0, 0)

    def _step(self, to: tuple[float, float], origin: tuple[int, int] | None = None) -> str:
        x, y = origin or self.at
        return f"{round(to[0]) - x} {round(to[1]) - y}"

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        if self.starts:
            self.parts.append(f"m{self._step(pt)}")
        self.at = (round(pt[0]), round(pt[1]))
        self.starts.append(self.at)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.parts.append(f"l{self._step(pt)}")
        self.at = (round(pt[0]), round(pt[1]))

    def _qCurveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float]) -> None:  # noqa: N802
        self.parts.append(f"q{self._step(pt1)} {self._step(pt2)}")
        self.at = (round(pt2[0]), round(pt2[1]))

    def _closePath(self) -> None:  # noqa: N802
        self.parts.append("z")
        self.at = self.starts[-1]


@lru_cache(maxsize=8192)
def glyph(letter: str, face: Face) -> Glyph:
    """Return the glyph of a letter; one without glyph is blank, but `drawable` has replaced those."""
    font = font_for(face, letter)
    size, name = font["head"].unitsPerEm, font.getBestCmap().get(ord(letter), ".notdef")
    pen = _Steps(font)
    if name != ".notdef":
        font.getGlyphSet()[name].draw(pen)
    starts = pen.starts or [(0, 0)]
    return Glyph(starts[0], "".join(pen.parts), starts[-1], text_width(letter, face, size))


def outlined(svg: str) -> str:
    """Return a picture with each line of text as one path; lines with combining marks stay text, which resvg shapes."""
    return _TEXT.sub(_path, svg)


def _path(element: re.Match[str]) -> str:
    attributes = dict(_ATTRIBUTE.findall(element[1]))
    face, text = face_of(attributes), unescape(element[2])
    if has_loose_marks(text):
        return element[0]
    data, width = line_of(text, face)
    if not data:
        return ""
    scale = float(attributes["font-size"]) / basic(face)["head"].unitsPerEm
    left = float(attributes["x"]) - width * scale * _ANCHORS.get(attributes.get("text-anchor", ""), 0.0)
    others = "".join(f' {key}="{value}"' for key, value in attributes.items() if key not in _TEXT_ATTRIBUTES)
    if "stroke-width" in attributes:
        others += f' stroke-width="{number(float(attributes["stroke-width"]) / scale)}"'
    matrix = f"matrix({scale:.6g} 0 0 -{scale:.6g} {number(left)} {attributes['y']})"
    return f'<path transform="{matrix}" d="{data}"{others}/>'


def face_of(attributes: dict[str, str]) -> Face:
    """Return the font of a text with these attributes."""
    if "Serif" in attributes.get("font-family", ""):
        return Face.TITLE
    return Face.BOLD if attributes.get("font-weight") == str(Face.BOLD.weight) else Face.REGULAR


@lru_cache(maxsize=4096)
def line_of(text: str, face: Face) -> tuple[str, float]:
    """Return the path data of a line from the left end of its baseline, and its width, in units of the font."""
    size = basic(face)["head"].unitsPerEm
    parts: list[str] = []
    at, pen, before = (0, 0), 0.0, ""
    for letter in text:
        shape = glyph(letter, face)
        if before:
            pen += kern(before, letter, face) * size
        if shape.outline:
            x, y = round(pen) + shape.start[0], shape.start[1]
            parts.append(f"m{x - at[0]} {y - at[1]}{shape.outline}")
            at = (round(pen) + shape.last[0], shape.last[1])
        pen += shape.advance
        before = letter
    return "".join(parts), pen


# -- Text fitted to its width, for programs that ignore embedded fonts, such as LibreOffice and Inkscape.

MARKS = "marks"  # class of the numbers behind a title
_TITLE_AND_MARKS = re.compile(rf'<text ([^>]*)>([^<]*)</text><text ([^>]*class="{MARKS}"[^>]*)>([^<]*)</text>')


def fitted(svg: str) -> str:
    """Return a picture whose lines keep their width in every font.

    Each line has a `textLength`, into which wider letters are squeezed. The source numbers of a title become a `tspan`
    of it, so that they follow its last letter in programs that ignore `textLength`. Halos become elements of their own
    below the letters, because LibreOffice has no `paint-order` and would draw them above.
    """
    return _TEXT.sub(_line, _TITLE_AND_MARKS.sub(_title, svg))


def _title(elements: re.Match[str]) -> str:
    title, marks = dict(_ATTRIBUTE.findall(elements[1])), dict(_ATTRIBUTE.findall(elements[3]))
    dx = float(marks["x"]) - float(title["x"]) - _width(title, elements[2])
    dy = float(marks["y"]) - float(title["y"])
    style = _attributes({"font-size": marks["font-size"], "fill": marks["fill"]})
    return (
        f"<text {elements[1]}><tspan {_length(title, elements[2])}>{elements[2]}</tspan>"
        f'<tspan dx="{number(dx)}" dy="{number(dy)}" font-family={quoted(Face.REGULAR.stack)} '
        f'font-weight="{Face.REGULAR.weight}" {style}>{elements[4]}</tspan></text>'
    )


def _line(element: re.Match[str]) -> str:
    attributes, text = dict(_ATTRIBUTE.findall(element[1])), element[2]
    length = f" {_length(attributes, text)}" if len(text) > 1 else ""
    if "paint-order" not in attributes:
        return f"<text {element[1]}{length}>{text}</text>"
    letters = {name: value for name, value in attributes.items() if not name.startswith(("stroke", "paint-order"))}
    halo = {name: value for name, value in attributes.items() if name != "paint-order"} | {"fill": "none"}
    return "".join(f"<text {_attributes(each)}{length}>{text}</text>" for each in (halo, letters))


def _attributes(attributes: dict[str, str]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in attributes.items())


def _length(attributes: dict[str, str], text: str) -> str:
    return f'textLength="{number(_width(attributes, text))}" lengthAdjust="spacingAndGlyphs"'


def _width(attributes: dict[str, str], text: str) -> float:
    """Return the width of a line in its own font with kerning, as browsers draw it."""
    face, size, line = face_of(attributes), float(attributes["font-size"]), unescape(text)
    return text_width(line, face, size) + size * sum(kern(one, two, face) for one, two in pairwise(line))
