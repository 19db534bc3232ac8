"""SVG pictures as PNG and PDF, by vl-convert: without a browser or a system library, with the atlas's own fonts.

vl-convert holds Python's global interpreter lock (GIL) while it draws, so a server calls this from another process.
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
from dashboard.render.pdf import Link, postprocessed
from dashboard.render.svg.picture import spec_svg
from dashboard.render.svg.portable_text import outlined
from dashboard.render.typesetting import Face, plain_font, text_width
from geodata.errors import GeodataError

MAX_PIXELS = 40_000_000  # of a PNG: 160 MB while it is drawn
POINTS_PER_PIXEL = 0.6  # a PDF of a picture of 1,600 by 900 is as large as a slide, 13.3 by 7.5 inches
_SVG_TAG = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)" viewBox="0 0 ([\d.]+) [\d.]+"')
_SIZE = re.compile(r' width="[\d.]+" height="[\d.]+"')
_TITLE_AND_DESCRIPTION = re.compile(r"<title[^>]*>([^<]*)</title><desc[^>]*>([^<]*)</desc>")
_FONTS = re.compile(r"<style>@font-face.*?</style>", re.DOTALL)
_LINKS = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TEXT_LINES = re.compile(r'<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"([^>]*)>([^<]*)</text>')
_SIGNATURE, _HEADER = 8, 25  # bytes of a PNG before its other chunks


@dataclass(frozen=True, slots=True)
class _Picture:
    """What the SVG of a picture states: size in pixels, pixels in a unit of its viewBox, title and description."""

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
    height = width * picture.height / picture.width
    if not (width > 0 and height >= 1 and width * height <= MAX_PIXELS):
        raise GeodataError(f"A picture {width} pixels wide has no pixels, or more than {MAX_PIXELS:,} in all.")
    drawing = outlined(_sized(svg, width, height))
    if "<text" in drawing:
        _register_fonts()
    image = vl_convert.svg_to_png(drawing)
    texts = _text_chunk("Title", picture.title) + _text_chunk("Description", picture.description)
    start = _SIGNATURE + _HEADER
    return image[:start] + texts + _text_chunk("Software", "Mine Ban Atlas") + image[start:]


def pdf(svg: str) -> bytes:
    """Return a picture as PDF of one page: text as text, fonts embedded, links that work; the same bytes each time.

    Raises
    ------
    GeodataError
        When `svg` is no picture of the atlas.
    """
    picture = _picture(svg)
    width, height = picture.width * POINTS_PER_PIXEL, picture.height * POINTS_PER_PIXEL
    _register_fonts()
    document = vl_convert.svg_to_pdf(_sized(svg, width, height))
    links = [*_links(svg, picture.unit * POINTS_PER_PIXEL, height)]
    return postprocessed(document, title=picture.title, description=picture.description, links=links)


def _sized(svg: str, width: float, height: float) -> str:
    """Return a picture in another size and without embedded fonts, because vl-convert cannot read WOFF2 in an SVG."""
    return _FONTS.sub("", _SIZE.sub(f' width="{width:g}" height="{height:.10g}"', svg, count=1))


def _picture(svg: str) -> _Picture:
    tag, texts = _SVG_TAG.match(svg), _TITLE_AND_DESCRIPTION.search(svg)
    if tag is None or texts is None:
        raise GeodataError("This is no picture of the atlas: it lacks the size, title and description of one.")
    width, height, units_across = map(float, tag.groups())
    return _Picture(width, height, width / units_across, unescape(texts[1]), unescape(texts[2]))


def _text_chunk(key: str, text: str) -> bytes:
    """Return a chunk of a PNG that holds an English text (iTXt, section 11.3.3.4 of the PNG specification)."""
    chunk = b"iTXt" + key.encode("latin-1") + b"\0\0\0en\0\0" + text.encode()
    return (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")


def _links(svg: str, scale: float, height: float) -> Iterator[Link]:
    """Yield the boxes of linked lines of text, in points from the lower left corner.

    Parameters
    ----------
    scale
        Points in a unit of the picture's viewBox.
    height
        Of the page, in points.
    """
    for address, content in _LINKS.findall(svg):
        for x, y, size, attributes, text in _TEXT_LINES.findall(content):
            face = Face.BOLD if "font-weight" in attributes else Face.REGULAR
            left, baseline, letter_height = float(x), float(y), float(size)
            right = left + text_width(unescape(text), face, letter_height)
            bottom, top = baseline + 0.3 * letter_height, baseline - letter_height
            yield Link((left * scale, height - bottom * scale, right * scale, height - top * scale), unescape(address))


@cache
def _register_fonts() -> TemporaryDirectory[str]:
    """Register the fonts with vl-convert as TrueType files, because it reads no WOFF2.

    Returns
    -------
    The folder of the files, which must live as long as the process.
    """
    folder = TemporaryDirectory(prefix="atlas-fonts-")
    for face in Face:
        (Path(folder.name) / f"{face.name.lower()}.ttf").write_bytes(plain_font(face))
    vl_convert.register_font_directory(folder.name)
    return folder
