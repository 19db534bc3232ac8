"""Hatches as patterns of SVG: the tiles of the live map (assets/map/atlas-style.js), at the size a picture asks for."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.maps.looks import Hatch, Look
from dashboard.render.svg_theme import Paper
from dashboard.render.svg_values import number

DRAWN = 8  # the side of the tile in which the lines below are written
_UP, _DOWN = "M-2,2L2,-2M0,8L8,0M6,10L10,6", "M-2,6L2,10M0,0L8,8M6,-2L10,2"


@dataclass(frozen=True, slots=True)
class _Tile:
    """The side of a tile in pixels, the lines in it, and their width in pixels."""

    side: float
    lines: str
    width: float


_TILES = {
    Hatch.DIAGONAL: _Tile(6.5, _UP, 2.2),
    Hatch.BACK_DIAGONAL: _Tile(6.5, _DOWN, 2.2),
    Hatch.CROSS: _Tile(7, _UP + _DOWN, 1.1),
    Hatch.VERTICAL: _Tile(6, "M2,0V8M6,0V8", 1.3),
    Hatch.HORIZONTAL: _Tile(6, "M0,2H8M0,6H8", 1.3),
    # A line of no length with round ends is a dot.
    Hatch.DOTS: _Tile(6, "M2,2h0M6,6h0", 2.4),
}
SEEN_THROUGH = 0.22  # how much a shape over the areas covers them
COARSER = 1.5  # and how much wider its hatch is


def pattern(name: str, look: Look, paper: Paper, *, size: float, unit: float = 1.0, is_over: bool = False) -> str:
    """Return the pattern of a hatched class as SVG; nothing for a class without hatch.

    Parameters
    ----------
    name
        Id of the pattern.
    size
        How large the hatch is: 1 is that of the live map.
    unit
        Pixels in one unit of the coordinates where the pattern is used.
    is_over
        Whether it fills a shape that lets the areas below be seen.
    """
    tile = _TILES.get(look.hatch)
    if tile is None:
        return ""
    wider = COARSER if is_over else 1.0
    side, covers = number(tile.side * size * wider), f' fill-opacity="{SEEN_THROUGH}"' if is_over else ""
    scaled = "" if unit == 1.0 else f' patternTransform="scale({1 / unit:.6g})"'
    cap = ' stroke-linecap="round"' if look.hatch is Hatch.DOTS else ""
    return (
        f'<pattern id="{name}" width="{side}" height="{side}" viewBox="0 0 {DRAWN} {DRAWN}" '
        f'patternUnits="userSpaceOnUse"{scaled}>'
        f'<rect width="{DRAWN}" height="{DRAWN}" fill="{paper.of(look.fill)}"{covers}/>'
        f'<path d="{tile.lines}" fill="none" stroke="{paper.of(look.ink)}" '
        f'stroke-width="{number(tile.width / wider)}"{cap}/></pattern>'
    )
