"""Text of a finished SVG made independent of the fonts of whoever opens it: as outlines, or fitted to its widths."""

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

# -- Text as outlines of its letters, for pictures made of pixels: no font is looked for, and none stands in for ours.
#
# resvg opens and maps its font file twice for each letter, which takes half the time of a picture full of text.

_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_OURS = {"x", "y", "font-size", "font-family", "font-weight", "text-anchor", "stroke-width", "class"}
_SHARES = {"middle": 0.5, "end": 1.0}


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter in units of its font, y upwards.

    `start` is where its outline begins and `outline` path data from there on, empty for a space; `last` is where the
    last part of it began, and `advance` how far away the next letter stands.
    """

    start: tuple[int, int]
    outline: str
    last: tuple[int, int]
    advance: float


class _Steps(BasePen):  # type: ignore[misc]
    """Writes an outline as path data in steps from point to point."""

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
    """Return a letter of a font; a letter that the font lacks is blank, but none is asked for (`drawable`)."""
    font = font_for(face, letter)
    size, name = font["head"].unitsPerEm, font.getBestCmap().get(ord(letter), ".notdef")
    pen = _Steps(font)
    if name != ".notdef":
        font.getGlyphSet()[name].draw(pen)
    starts = pen.starts or [(0, 0)]
    return Glyph(starts[0], "".join(pen.parts), starts[-1], text_width(letter, face, size))


def outlined(svg: str) -> str:
    """Return a picture with every line of text as one path, but for those with loose marks, which resvg shapes."""
    return _TEXT.sub(_path, svg)


def _path(found: re.Match[str]) -> str:
    given = dict(_ATTRIBUTE.findall(found[1]))
    face, text = face_of(given), unescape(found[2])
    if has_loose_marks(text):
        return found[0]
    data, wide = line_of(text, face)
    if not data:
        return ""
    scale = float(given["font-size"]) / basic(face)["head"].unitsPerEm
    left = float(given["x"]) - wide * scale * _SHARES.get(given.get("text-anchor", ""), 0.0)
    kept = "".join(f' {key}="{value}"' for key, value in given.items() if key not in _OURS)
    if "stroke-width" in given:
        kept += f' stroke-width="{number(float(given["stroke-width"]) / scale)}"'
    return f'<path transform="matrix({scale:.6g} 0 0 -{scale:.6g} {number(left)} {given["y"]})" d="{data}"{kept}/>'


def face_of(given: dict[str, str]) -> Face:
    """Return the font of a text with these attributes."""
    if "Serif" in given.get("font-family", ""):
        return Face.TITLE
    return Face.BOLD if given.get("font-weight") == str(Face.BOLD.weight) else Face.REGULAR


@lru_cache(maxsize=4096)
def line_of(text: str, face: Face) -> tuple[str, float]:
    """Return the path data of a line from its left end and its width, in units of the font."""
    size = basic(face)["head"].unitsPerEm
    parts: list[str] = []
    at, pen, before = (0, 0), 0.0, ""
    for letter in text:
        found = glyph(letter, face)
        if before:
            pen += kern(before, letter, face) * size
        if found.outline:
            x, y = round(pen) + found.start[0], found.start[1]
            parts.append(f"m{x - at[0]} {y - at[1]}{found.outline}")
            at = (round(pen) + found.last[0], found.last[1])
        pen += found.advance
        before = letter
    return "".join(parts), pen


# -- An SVG picture made ready for programs that have other fonts: LibreOffice and Inkscape leave out those inside it.

MARKS = "marks"  # class of the numbers behind a title
_TITLE_AND_MARKS = re.compile(rf'<text ([^>]*)>([^<]*)</text><text ([^>]*class="{MARKS}"[^>]*)>([^<]*)</text>')


def fitted(svg: str) -> str:
    """Return a picture whose lines stay as wide as they are in its own fonts, whatever font draws them.

    Each line says its width (`textLength`), so that wider letters are squeezed into it. The numbers behind a title
    follow it in the same text: where a program leaves the width out, they stand behind the last letter and not in it.
    Halos are letters of their own beneath: LibreOffice knows no `paint-order` and would draw them over the names.
    """
    return _TEXT.sub(_line, _TITLE_AND_MARKS.sub(_title, svg))


def _title(found: re.Match[str]) -> str:
    title, marks = dict(_ATTRIBUTE.findall(found[1])), dict(_ATTRIBUTE.findall(found[3]))
    behind = float(marks["x"]) - float(title["x"]) - _width(title, found[2])
    raised = float(marks["y"]) - float(title["y"])
    manner = _written({"font-size": marks["font-size"], "fill": marks["fill"]})
    return (
        f"<text {found[1]}><tspan {_length(title, found[2])}>{found[2]}</tspan>"
        f'<tspan dx="{number(behind)}" dy="{number(raised)}" font-family={quoted(Face.REGULAR.stack)} '
        f'font-weight="{Face.REGULAR.weight}" {manner}>{found[4]}</tspan></text>'
    )


def _line(found: re.Match[str]) -> str:
    given, text = dict(_ATTRIBUTE.findall(found[1])), found[2]
    length = f" {_length(given, text)}" if len(text) > 1 else ""
    if "paint-order" not in given:
        return f"<text {found[1]}{length}>{text}</text>"
    letters = {name: value for name, value in given.items() if not name.startswith(("stroke", "paint-order"))}
    halo = {name: value for name, value in given.items() if name != "paint-order"} | {"fill": "none"}
    return "".join(f"<text {_written(each)}{length}>{text}</text>" for each in (halo, letters))


def _written(attributes: dict[str, str]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in attributes.items())


def _length(given: dict[str, str], text: str) -> str:
    return f'textLength="{number(_width(given, text))}" lengthAdjust="spacingAndGlyphs"'


def _width(given: dict[str, str], text: str) -> float:
    """Return how wide a line is in its own font, kerned as browsers draw it."""
    face, size, said = face_of(given), float(given["font-size"]), unescape(text)
    return text_width(said, face, size) + size * sum(kern(one, two, face) for one, two in pairwise(said))
