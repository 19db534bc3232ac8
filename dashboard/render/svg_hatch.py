"""Hatches as patterns of SVG, at the size a picture asks for."""

from __future__ import annotations

from dashboard.maps.spec import MAP_TILES, TILE, Look
from dashboard.render.svg_theme import Paper
from dashboard.render.svg_values import number

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
    tile = MAP_TILES.get(look.hatch)
    if tile is None:
        return ""
    wider = COARSER if is_over else 1.0
    side, covers = number(tile.side * size * wider), f' fill-opacity="{SEEN_THROUGH}"' if is_over else ""
    scaled = "" if unit == 1.0 else f' patternTransform="scale({1 / unit:.6g})"'
    cap = ' stroke-linecap="round"' if tile.dots else ""
    return (
        f'<pattern id="{name}" width="{side}" height="{side}" viewBox="0 0 {TILE} {TILE}" '
        f'patternUnits="userSpaceOnUse"{scaled}>'
        f'<rect width="{TILE}" height="{TILE}" fill="{paper.of(look.fill)}"{covers}/>'
        f'<path d="{tile.path}" fill="none" stroke="{paper.of(look.ink)}" '
        f'stroke-width="{number(tile.width / wider)}"{cap}/></pattern>'
    )
