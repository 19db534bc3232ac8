"""The tiles of hatches: for maps, and for the keys of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.maps.spec import Hatch


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile of a hatch, which repeats: `lines` as SVG path data, or `dots` at these places, in a square of `TILE`.

    `side` is how long a side of the tile is drawn in pixels of the live map; `width` is that of the lines, or of the
    dots, in the units of the square.
    """

    side: float
    width: float
    lines: str = ""
    dots: tuple[tuple[int, int], ...] = ()

    @property
    def path(self) -> str:
        """The path that draws the tile; a line of no length with round ends is a dot."""
        return self.lines or "".join(f"M{x},{y}h0" for x, y in self.dots)

    @property
    def cap(self) -> str:
        """How the lines of the path end (stroke-linecap)."""
        return "round" if self.dots else "butt"


TILE = 8  # side of the square in which tiles are written
# Diagonals run past the corners of the square, where tiles would leave notches.
_UP, _DOWN = "M-2,2L2,-2M0,8L8,0M6,10L10,6", "M-2,6L2,10M0,0L8,8M6,-2L10,2"
MAP_TILES: Mapping[Hatch, Tile] = {
    Hatch.DIAGONAL: Tile(6.5, 2.2, _UP),
    Hatch.BACK_DIAGONAL: Tile(6.5, 2.2, _DOWN),
    Hatch.CROSS: Tile(7, 1.1, _UP + _DOWN),
    Hatch.VERTICAL: Tile(6, 1.3, "M2,0V8M6,0V8"),
    Hatch.HORIZONTAL: Tile(6, 1.3, "M0,2H8M0,6H8"),
    Hatch.DOTS: Tile(6, 2.4, dots=((2, 2), (6, 6))),
}
# Of the keys on the page, which are 18 by 14 pixels: thinner and closer lines would blur into one grey.
KEY_TILES: Mapping[Hatch, Tile] = {
    Hatch.DIAGONAL: Tile(8, 2.8, "M-2 10L10-2M-2 2L2-2M6 10L10 6"),
    Hatch.BACK_DIAGONAL: Tile(8, 2.8, "M-2-2L10 10M6-2L10 2M-2 6L2 10"),
    Hatch.CROSS: Tile(8, 1.4, "M-2 10L10-2M-2-2L10 10"),
    Hatch.VERTICAL: Tile(8, 2.8, "M5 0V8"),
    Hatch.HORIZONTAL: Tile(8, 2.4, "M0 3H8"),
    Hatch.DOTS: Tile(8, 2.8, dots=((3, 2), (7, 6))),
}
