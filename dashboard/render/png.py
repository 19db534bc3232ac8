"""The PNG of a view: drawn from its SVG by vl-convert, with title and description inside."""

from __future__ import annotations

import zlib

import vl_convert

from dashboard.maps.spec import MapSpec
from dashboard.render.formats import WIDTH, Options
from dashboard.render.svg.conversion import picture_facts, register_fonts, resized, view_drawing
from dashboard.render.svg.portable_text import outlined
from geodata.errors import GeodataError
from geodata.wording import ATLAS_NAME

MAX_PIXELS = 40_000_000  # of a PNG: 160 MB while it is drawn
_SIGNATURE, _HEADER = 8, 25  # bytes of a PNG before its other chunks


def view_png(spec: MapSpec, options: Options) -> bytes:
    """Return the PNG of a view, `options.width` pixels wide; up to 1,600 pixels the text is laid out for that width.

    Raises
    ------
    GeodataError
        When the picture would have no pixels or more than 40 million.
    """
    return png(view_drawing(spec, options, width=min(options.width, WIDTH)), options.width)


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
    picture = picture_facts(svg)
    height = width * picture.height / picture.width
    if not (width > 0 and height >= 1 and width * height <= MAX_PIXELS):
        raise GeodataError(f"A picture {width} pixels wide has no pixels, or more than {MAX_PIXELS:,} in all.")
    drawing = outlined(resized(svg, width, height))
    if "<text" in drawing:
        register_fonts()
    image = vl_convert.svg_to_png(drawing)
    texts = _text_chunk("Title", picture.title) + _text_chunk("Description", picture.description)
    start = _SIGNATURE + _HEADER
    return image[:start] + texts + _text_chunk("Software", ATLAS_NAME) + image[start:]


def _text_chunk(key: str, text: str) -> bytes:
    """Return a chunk of a PNG that holds an English text (iTXt, section 11.3.3.4 of the PNG specification)."""
    chunk = b"iTXt" + key.encode("latin-1") + b"\0\0\0en\0\0" + text.encode()
    return (len(chunk) - 4).to_bytes(4, "big") + chunk + zlib.crc32(chunk).to_bytes(4, "big")
