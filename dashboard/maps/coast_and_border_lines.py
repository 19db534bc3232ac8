"""Which coasts and borders get a dark line, so that the areas of a class are seen: the one rule for every output."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from dashboard.maps.palette import BORDER, SEA, contrast
from dashboard.maps.spec import Hatch, Look, PictureTheme

# WCAG 2.2, 1.4.11: graphics need 3:1 against what they lie on.
LEAST_CONTRAST = 3.0
# A line or a stripe that stands out by less is not seen: white on yellow (1.6), pale blue on the sea (1.66).
LEAST_SEEN = 1.7


@dataclass(frozen=True, slots=True)
class DarkEdges:
    """Which edges of the areas of a class need a dark line to be seen.

    `coast` along the sea, `border` beside an area of a class that needs it too, `dot` around the dot of a small state.
    """

    coast: bool
    border: bool
    dot: bool

    @property
    def any_line(self) -> bool:
        """Whether a renderer that has one line for all edges of an area draws it dark."""
        return self.coast or self.border


class EdgeLine(StrEnum):
    """The line along an edge: a light or a dark border, a dark coast, or the thin edge of what a filter leaves out."""

    BORDER = "border"
    PALE_BORDER = "pale-border"
    FAINT_COAST = "faint-coast"
    LEFT_OUT = "left-out"


@cache
def dark_edges(look: Look, theme: PictureTheme) -> DarkEdges:
    """Return which edges of a class need a dark line: the one rule for every output.

    A coast needs it where the fill has less than 3:1 against the sea, or where the hatch cannot be told from the sea:
    its stripes would cut the coast, and small islands, into pieces. A hatch that is merely darker than its fill needs
    none: the line would hide more of a small island than the hatch does. A border needs it where the fill hides the
    light line; the hatch does not count, because it covers less than half of the border. A dot needs it where its fill
    is faint; its rim has no hatch.

    Returns
    -------
    DarkEdges
        Of the class as its states have it; territories, which are drawn lighter, have the edges of their state.
    """
    fill, ink, sea = look.fill.of(theme), look.ink.of(theme), SEA.of(theme)
    is_faint = contrast(fill, sea) < LEAST_CONTRAST
    is_cut = look.hatch is not Hatch.NONE and contrast(ink, sea) < LEAST_SEEN
    is_pale = contrast(fill, BORDER.of(theme)) < LEAST_SEEN
    return DarkEdges(coast=is_faint or is_cut, border=is_pale, dot=is_faint)


def edge_line(sides: Sequence[DarkEdges | None]) -> EdgeLine | None:
    """Return the line along an edge, or None for a coast that is seen without one.

    Parameters
    ----------
    sides
        The edges of the area along a coast, or of both areas along a border; None for an area that a filter leaves out
        or that has no class.
    """
    known = [side for side in sides if side is not None]
    if len(known) < len(sides):
        return EdgeLine.LEFT_OUT
    if len(known) == 1:
        return EdgeLine.FAINT_COAST if known[0].coast else None
    # Where one side alone is pale, the light line is seen along the other one.
    return EdgeLine.PALE_BORDER if all(side.border for side in known) else EdgeLine.BORDER
