"""Text as outlines of its letters, for pictures made of pixels: no font is looked for, and none stands in for ours.

resvg opens and maps its font file twice for each letter, which takes half the time of a picture full of text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

from dashboard.render.fonts import Face, basic, font_for, has_loose_marks, text_width
from dashboard.render.kerning import kern
from dashboard.render.svg_values import number

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
    """Return a letter of a font; a letter that the font lacks is blank, but none is asked for (`fonts.drawable`)."""
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
