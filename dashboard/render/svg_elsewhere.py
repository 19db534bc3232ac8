"""An SVG picture made ready for programs that have other fonts: LibreOffice and Inkscape leave out those inside it."""

from __future__ import annotations

import re
from html import unescape
from itertools import pairwise

from dashboard.render.fonts import Face, text_width
from dashboard.render.kerning import kern
from dashboard.render.outlines import face_of
from dashboard.render.svg_values import number, quoted

MARKS = "marks"  # class of the numbers behind a title
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_TEXT = re.compile(r"<text ([^>]*)>([^<]*)</text>")
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
