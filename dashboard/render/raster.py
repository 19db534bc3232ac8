"""SVG pictures as PNG and PDF, by vl-convert: no browser, no library of the system, the fonts of the picture alone.

vl-convert holds Python's lock while it draws: whoever serves others meanwhile calls this from a process of its own.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import vl_convert

from dashboard.maps.spec import MapSpec
from dashboard.render.formats import WIDTH, Options
from dashboard.render.pdf import Link, tidied
from dashboard.render.svg.picture import spec_svg
from dashboard.render.svg.portable_text import outlined
from dashboard.render.typesetting import Face, plain_font, text_width
from geodata.errors import GeodataError

MOST_PIXELS = 40_000_000  # of a PNG: 160 MB while it is drawn
POINTS = 0.6  # of a pixel in PDF: a picture of 1,600 by 900 is as large as a slide, 13.3 by 7.5 inches
_HEAD = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)" viewBox="0 0 ([\d.]+) [\d.]+"')
_WIDE_AND_HIGH = re.compile(r' width="[\d.]+" height="[\d.]+"')
_TOLD = re.compile(r"<title[^>]*>([^<]*)</title><desc[^>]*>([^<]*)</desc>")
_FONTS = re.compile(r"<style>@font-face.*?</style>", re.DOTALL)
_LINKS = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_LINES = re.compile(r'<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"([^>]*)>([^<]*)</text>')
_SIGNATURE, _HEADER = 8, 25  # bytes of a PNG before its other chunks


@dataclass(frozen=True, slots=True)
class _Picture:
    """What an SVG picture says of itself: its size, pixels in one of its units, title and description."""

    width: float
    height: float
    unit: float
    title: str
    description: str


def view_png(spec: MapSpec, options: Options) -> bytes:
    """Return the PNG of a view, `options.width` pixels wide; up to 1,600 pixels the text is laid out for that width.

    Raises
    ------
    GeodataError
        When the picture would have no pixels or more than 40 million.
    """
    return png(view_drawing(spec, options, width=min(options.width, WIDTH)), options.width)


def view_pdf(spec: MapSpec, options: Options) -> bytes:
    """Return the PDF of a view, one page as large as a slide."""
    return pdf(view_drawing(spec, options))


def view_drawing(spec: MapSpec, options: Options, *, width: int = WIDTH) -> str:
    """Return the SVG of a view as `png` and `pdf` take it: without fonts, which vl-convert is given as files."""
    return spec_svg(spec, base=options.base, made_on=options.made_on, width=width, theme=options.theme, has_fonts=False)


def png(svg: str, width: int) -> bytes:
    """Return a picture as PNG, with its title and description inside.

    Parameters
    ----------
    svg
        What `svg.picture.map_svg` wrote.
    width
        In pixels; the height follows.

    Raises
    ------
    GeodataError
        When the picture would have no pixels or more than 40 million, or `svg` is no picture of the atlas.
    """
    picture = _picture(svg)
    high = width * picture.height / picture.width
    if not (width > 0 and high >= 1 and width * high <= MOST_PIXELS):
        raise GeodataError(f"A picture {width} pixels wide has no pixels, or more than {MOST_PIXELS:,} in all.")
    drawing = outlined(_sized(svg, width, high))
    if "<text" in drawing:
        _register_fonts()
    drawn = vl_convert.svg_to_png(drawing)
    words = _words("Title", picture.title) + _words("Description", picture.description)
    start = _SIGNATURE + _HEADER
    return drawn[:start] + words + _words("Software", "Mine Ban Atlas") + drawn[start:]


def pdf(svg: str) -> bytes:
    """Return a picture as PDF of one page: text as text, fonts embedded, links that work; the same bytes each time.

    Raises
    ------
    GeodataError
        When `svg` is no picture of the atlas.
    """
    picture = _picture(svg)
    wide, high = picture.width * POINTS, picture.height * POINTS
    _register_fonts()
    drawn = vl_convert.svg_to_pdf(_sized(svg, wide, high))
    links = [*_links(svg, picture.unit * POINTS, high)]
    return tidied(drawn, title=picture.title, description=picture.description, links=links)


def _sized(svg: str, width: float, height: float) -> str:
    """Return a picture in another size, without fonts that are embedded: vl-convert cannot read WOFF2 in it."""
    return _FONTS.sub("", _WIDE_AND_HIGH.sub(f' width="{width:g}" height="{height:.10g}"', svg, count=1))


def _picture(svg: str) -> _Picture:
    size, told = _HEAD.match(svg), _TOLD.search(svg)
    if size is None or told is None:
        raise GeodataError("This is no picture of the atlas: it lacks the size, title and description of one.")
    width, height, across = map(float, size.groups())
    return _Picture(width, height, width / across, unescape(told[1]), unescape(told[2]))


def _words(key: str, text: str) -> bytes:
    """Return a chunk of a PNG that holds a text (iTXt, in English)."""
    chunk = b"iTXt" + key.encode("latin-1") + b"\0\0\0en\0\0" + text.encode()
    return (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")


def _links(svg: str, scale: float, height: float) -> Iterator[Link]:
    """Yield the lines of text that lead somewhere, in points; `height` is that of the page."""
    for address, inside in _LINKS.findall(svg):
        for x, y, size, manner, text in _LINES.findall(inside):
            face = Face.BOLD if "font-weight" in manner else Face.REGULAR
            left, base, high = float(x), float(y), float(size)
            right = left + text_width(unescape(text), face, high)
            box = (left, base + 0.3 * high, right, base - high)
            yield Link(
                (box[0] * scale, height - box[1] * scale, box[2] * scale, height - box[3] * scale), unescape(address)
            )


@cache
def _register_fonts() -> TemporaryDirectory[str]:
    """Make the fonts known to vl-convert, which reads no WOFF2; the folder lives as long as the process."""
    folder = TemporaryDirectory(prefix="atlas-fonts-")
    for face in Face:
        (Path(folder.name) / f"{face.name.lower()}.ttf").write_bytes(plain_font(face))
    vl_convert.register_font_directory(folder.name)
    return folder
