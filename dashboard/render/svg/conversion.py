"""The SVG of a picture as vl-convert takes it: size, title and description read from it, fonts registered as files.

vl-convert draws PNG and PDF without a browser or a system library, with the atlas's own fonts. It holds Python's global
interpreter lock (GIL) while it draws, so a server calls this from another process.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

import vl_convert

from dashboard.maps.spec import MapSpec
from dashboard.render.formats import WIDTH, Options
from dashboard.render.svg.picture import spec_svg
from dashboard.render.typesetting import Face, plain_font
from geodata.errors import GeodataError

_SVG_TAG = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)" viewBox="0 0 ([\d.]+) [\d.]+"')
_SIZE = re.compile(r' width="[\d.]+" height="[\d.]+"')
_TITLE_AND_DESCRIPTION = re.compile(r"<title[^>]*>([^<]*)</title><desc[^>]*>([^<]*)</desc>")
_FONTS = re.compile(r"<style>@font-face.*?</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """Size of a picture in pixels, pixels in a unit of its viewBox (`unit`), title and description."""

    width: float
    height: float
    unit: float
    title: str
    description: str


def view_drawing(spec: MapSpec, options: Options, *, width: int = WIDTH) -> str:
    """Return the SVG of a view without embedded fonts, because vl-convert reads them from files."""
    return spec_svg(spec, base=options.base, made_on=options.made_on, width=width, theme=options.theme, has_fonts=False)


def picture_facts(svg: str) -> PictureFacts:
    """Return what the SVG of a picture states about itself.

    Raises
    ------
    GeodataError
        When `svg` is no picture of the atlas.
    """
    tag, texts = _SVG_TAG.match(svg), _TITLE_AND_DESCRIPTION.search(svg)
    if tag is None or texts is None:
        raise GeodataError("This is no picture of the atlas: it lacks the size, title and description of one.")
    width, height, units_across = map(float, tag.groups())
    return PictureFacts(width, height, width / units_across, unescape(texts[1]), unescape(texts[2]))


def resized(svg: str, width: float, height: float) -> str:
    """Return a picture in another size, in pixels, without embedded fonts: vl-convert reads no WOFF2 in an SVG."""
    return _FONTS.sub("", _SIZE.sub(f' width="{width:g}" height="{height:.10g}"', svg, count=1))


@cache
def register_fonts() -> TemporaryDirectory[str]:
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
