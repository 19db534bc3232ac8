"""A view as one SVG picture: title, map, legends, notes, numbered sources, release and link, with fonts inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dashboard.maps.spec import MapSpec, PictureTheme
from dashboard.render.fonts import Face, font_rules
from dashboard.render.scene import Scene, scenes_of
from dashboard.render.svg_layout import WIDTH, Layout, bare, narrow, wide
from dashboard.render.svg_map import map_drawing, notice
from dashboard.render.svg_theme import Paper, paper
from dashboard.render.svg_values import escaped, number, quoted
from dashboard.render.words import Words, words_of

ASPECT = 16 / 9
# A picture narrower than this would show its text at half its size: it is laid out in columns instead.
NARROW = 900
_TEXT = re.compile(r"<text[^>]*>([^<]*)")


def map_svg(
    scenes: Sequence[Scene],
    words: Words,
    *,
    width: float = WIDTH,
    height: float | None = None,
    theme: PictureTheme = "light",
    is_map_only: bool = False,
    has_fonts: bool = True,
    prefix: str = "",
) -> str:
    """Return a picture as the text of an SVG document that needs nothing beside it.

    Parameters
    ----------
    scenes
        One map, or two that stand side by side (`scenes_of`).
    width, height
        In pixels; without a height it is sixteen to nine. Narrower than 900 pixels a picture is as high as its text
        needs. A picture whose text needs more than its height is higher.
    is_map_only
        Leaves out all words but the picture's name and description.
    has_fonts
        Whether the fonts are embedded; PNG and PDF are drawn with those that `raster` registers.
    prefix
        What all ids begin with, for pictures that share a page.
    """
    colours = paper(theme)
    if is_map_only:
        layout = bare(scenes, width=width, height=height or width / ASPECT)
    elif width < NARROW:
        layout = narrow(scenes, words, paper=colours, width=width, prefix=prefix)
    else:
        high = WIDTH * (height / width if height else 1 / ASPECT)
        layout = wide(scenes, words, paper=colours, height=high, prefix=prefix)
    return _document(scenes, words, layout, paper=colours, width=width, has_fonts=has_fonts, prefix=prefix)


def spec_svg(
    spec: MapSpec,
    *,
    base: str,
    made_on: date,
    width: float = WIDTH,
    theme: PictureTheme = "light",
    has_fonts: bool = True,
) -> str:
    """Return the picture of a specification, as `map_svg` draws it; `base` is the public address of the atlas."""
    words = words_of(spec, base=base, made_on=made_on)
    return map_svg(scenes_of(spec), words, width=width, theme=theme, has_fonts=has_fonts)


def _document(
    scenes: Sequence[Scene],
    words: Words,
    layout: Layout,
    *,
    paper: Paper,
    width: float,
    has_fonts: bool,
    prefix: str,
) -> str:
    labels = {item.class_id: item.label for legend in words.legends[:1] for item in legend.items}
    drawings = [
        map_drawing(scene, rect, paper=paper, labels=labels, prefix=prefix + ("second-" if place else ""))
        for place, (scene, rect) in enumerate(zip(scenes, layout.maps, strict=True))
    ]
    empty = notice(words.empty, drawings[0].rect, paper=paper) if words.empty else ""
    body = "".join(drawing.body for drawing in drawings) + empty + layout.written
    hatches = "".join([*layout.patterns.values(), *(drawing.definitions for drawing in drawings)])
    fonts = font_rules("".join(_TEXT.findall(body))) if has_fonts and "<text" in body else ""
    wide_as, high = number(width), number(width * layout.height / layout.width)
    box = f"0 0 {number(layout.width)} {number(layout.height)}"
    name, told = f"{prefix}picture-title", f"{prefix}picture-text"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide_as}" height="{high}" viewBox="{box}" role="img" '
        f'aria-labelledby="{name} {told}" font-family={quoted(Face.REGULAR.stack)}>'
        f'<title id="{name}">{escaped(words.title)}</title><desc id="{told}">{escaped(words.alternative)}</desc>'
        f"<defs>{f'<style>{fonts}</style>' if fonts else ''}{hatches}</defs>"
        f'<rect width="{number(layout.width)}" height="{number(layout.height)}" fill="{paper.page}"/>{body}</svg>'
    )
