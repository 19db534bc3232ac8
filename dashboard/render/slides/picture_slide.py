"""A view as a picture that fills its slide, for programs that lose patterns or shapes: Google Slides, Keynote."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from dashboard.render.slides.deck_base import HEIGHT, TITLE_ONLY, WIDTH
from dashboard.render.slides.drawing import Box, picture
from dashboard.render.slides.opc import Relation
from dashboard.render.slides.slide_head import put_title
from dashboard.render.slides.slide_parts import Sheet
from dashboard.render.slides.slide_words import SlideOf, speaker_notes
from dashboard.render.svg_theme import Paper
from dashboard.render.words import Words

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class PictureOf:
    """A view as a picture: PNG with all that is written on it, best 16:9 and twice as wide as a screen.

    `notes` are what the speaker says.
    """

    png: bytes
    words: Words
    heading: str = ""
    caption: str = ""
    notes: str = ""


def picture_slide(slide: PictureOf, name: str, *, paper: Paper) -> Sheet:
    """Return a slide that a picture fills; its title lies behind the picture, for outlines and screen readers.

    Parameters
    ----------
    name
        The part of the picture's file.

    Raises
    ------
    ValueError
        When the picture is no PNG.
    """
    sheet, words = Sheet(TITLE_ONLY), slide.words
    title = slide.heading or words.title
    put_title(sheet, title, marks=(), paper=paper)
    relation = sheet.related(Relation("image", name))
    told = f"{words.alternative} {words.boundary_note} {words.disclaimer}".strip()
    link = sheet.link(words.link)
    box = _fitted(*png_size(slide.png))
    sheet.put(picture(sheet.ids, "Map (picture)", told, box=box, relation=relation, link=link))
    sheet.notes += speaker_notes(SlideOf((), words, slide.heading, slide.caption, slide.notes))
    return sheet


def png_size(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels.

    Raises
    ------
    ValueError
        When it is none.
    """
    if len(png) < 24 or not png.startswith(_SIGNATURE):
        raise ValueError("the picture of a slide has to be a PNG")
    wide, high = struct.unpack(">II", png[16:24])
    if not wide or not high:
        raise ValueError("the picture of a slide has no size")
    return wide, high


def _fitted(wide: int, high: int) -> Box:
    """Return the largest rectangle of these proportions in the middle of a slide."""
    scale = min(WIDTH / wide, HEIGHT / high)
    width, height = round(wide * scale), round(high * scale)
    return Box((WIDTH - width) // 2, (HEIGHT - height) // 2, width, height)
