"""The colours of slides: those of pictures, and the fills and lines that shapes take of them."""

from __future__ import annotations

from dashboard.maps.spec import Look
from dashboard.render.slides.drawing import hatched, mixed
from dashboard.render.svg_theme import Paper

SHAPE_OPACITY = 0.25  # of a footprint, so that what lies beneath can be read
TERRITORY_SHARE = 0.55  # of its colour that a territory keeps over the sea, as on the live map
_LINKS = {"light": "#1B5FAE", "dark": "#8FC4FA"}


def link_colour(paper: Paper) -> str:
    """Return the colour of links, which contrasts with the page by more than 4.5 to 1."""
    return _LINKS[paper.theme]


def fill_of(paper: Paper, look: Look, *, share: float = 1.0) -> str:
    """Return the fill of a class with its hatch.

    Parameters
    ----------
    share
        How much of the colour covers the sea, 1 for all of it.
    """
    colour, ink = (mixed(paper.of(paint), paper.sea, share) for paint in (look.fill, look.ink))
    return hatched(colour, look.hatch, ink)
