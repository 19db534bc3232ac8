"""Colours, hatches and markers: the looks of all classes, named by what they mean, dark edges, and contrast."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from math import cos, pi, sin

from dashboard.maps.spec import Hatch, Look, MapSpec, Marker, Paint, PictureTheme
from geodata import Age, ClaimClass, StatusKind, UseRule
from geodata.errors import UnknownKeyError

# -- Colours and hatches by what they mean, each with a value for both themes, and the rule for dark edges.
#
# No two fills of one layer are closer than 15 in CAM02-UCS, for normal vision and for full deuteranomaly,
# protanomaly and tritanomaly, in both themes; tests/test_palette.py holds that. Neighbours in a legend differ by
# hatch too, but for the steps of the contamination ramp, which lightness alone tells apart; so do all classes that
# grey would mix up. Kinds of events differ by the form of their markers. On the dark theme the contamination ramp
# runs the other way, so that "more" always stands out from the sea.

WHITE = Paint("#FFFFFF", "#0F1418")
SEA = Paint("#F4F8FA", "#0F1A22")
INK = Paint("#1D2329", "#E8ECEF")
MUTED = Paint("#E9ECEF", "#1D262D")
OUTLINE = Paint("#555555", "#9AA7B0")
# The light border lines of all maps as they look over a fill: those of the dark theme let a part of it through.
BORDER = Paint("#FFFFFF", "#D0D8DE")
# Letters of the line that says how old the reading of the depositary is: 4.5 to 1 against the page and the panel.
AGE_INKS: dict[Age, Paint] = {
    Age.FRESH: Paint("#5B6670", "#A9B4BE"),
    Age.AMBER: Paint("#8A5300", "#F5B84D"),
    Age.RED: Paint("#B3261E", "#FF9A8F"),
}
_GREY = Paint("#BABEC2", "#535E66")  # halfway between two steps of the ramp: no print in grey makes it one of them
_BLUE = Paint("#1B6DC4", "#54A2F0")
_ORANGE = Paint("#D26400", "#F28C28")
_PALE = Paint("#FFFFFF", "#10202C")


def _look(fill: Paint, hatch: Hatch = Hatch.NONE, ink: Paint = _PALE) -> Look:
    return Look(fill, hatch, ink)


def _marked(marker: Marker, fill: Paint) -> Look:
    return Look(fill, Hatch.NONE, _PALE, marker)


STATUS_LOOKS: dict[str, Look] = {
    StatusKind.PARTY: _look(_BLUE),
    StatusKind.JOINED: _look(Paint("#16259A", "#23389A"), Hatch.VERTICAL, Paint("#9CC7F0", "#A5C8F0")),
    StatusKind.SIGNED: _look(Paint("#66C6F6", "#C4EBFF"), Hatch.DOTS, Paint("#0B4F8A", "#0B4F8A")),
    StatusKind.LEAVING: _look(Paint("#7A4B1E", "#8A4B12"), Hatch.DIAGONAL, Paint("#8FC4FA", "#8FC4FA")),
    StatusKind.SUSPENSION_CLAIMED: _look(Paint("#F9C329", "#FFD24D"), Hatch.CROSS, Paint("#5A4A00", "#5A4A00")),
    StatusKind.LEFT: _look(_ORANGE, Hatch.BACK_DIAGONAL, _PALE),
    StatusKind.NOT_SIGNED: _look(Paint("#590B47", "#C05AA8")),
    StatusKind.UNCERTAIN: _look(Paint("#FFFFFF", "#141D24"), Hatch.HORIZONTAL, Paint("#1B6DC4", "#A5DEFB")),
    StatusKind.NOT_ELIGIBLE: _look(Paint("#A0A3A6", "#5A666F")),
}
NO_CHANGE_LOOK = _look(Paint("#CCCED0", "#3F4143"))  # recedes behind every status, and is none of them
CLAIM_LOOKS: dict[str, Look] = {
    ClaimClass.MASSIVE: _look(Paint("#4A0F05", "#FFE3C2")),
    ClaimClass.HEAVY: _look(Paint("#B9430F", "#F0954A")),
    ClaimClass.MEDIUM: _look(Paint("#F08C3C", "#B4571A")),
    ClaimClass.LIGHT: _look(Paint("#FAD0A0", "#6E3A16")),
    ClaimClass.NO_FIGURE: _look(Paint("#FFFFFF", "#182229"), Hatch.DIAGONAL, Paint("#B9430F", "#F0954A")),
    ClaimClass.COMPLETE: _look(Paint("#3F7F6A", "#5BB5A8"), Hatch.DOTS, _PALE),
    ClaimClass.NO_CLAIM: _look(_GREY),
}
USE_LOOKS: dict[str, Look] = {
    UseRule.BOTH: _look(Paint("#8A1A10", "#C23A24"), Hatch.VERTICAL, _PALE),
    UseRule.SELF_DESTRUCTING: _look(Paint("#D26400", "#E07A18"), Hatch.DIAGONAL, _PALE),
    UseRule.PERSISTENT: _look(Paint("#FFEBD2", "#5A2A0A"), Hatch.DOTS, Paint("#5A2A00", "#FFE3C2")),
    UseRule.REPORTED: _look(Paint("#F9C329", "#FFD24D"), Hatch.CROSS, Paint("#5A4A00", "#5A4A00")),
    UseRule.NONE: _look(Paint("#BFC3CC", "#474F59")),  # not blue: this much land would be taken for the sea
    UseRule.UNKNOWN: _look(Paint("#8A8F94", "#8A949B"), Hatch.BACK_DIAGONAL, _PALE),
}
EVENT_LOOKS: dict[str, Look] = {
    "treaty": _marked(Marker.DIAMOND, Paint("#1B6DC4", "#4C9BEB")),
    "us_policy": _marked(Marker.SQUARE, Paint("#D26400", "#F28C28")),
    "claim": _marked(Marker.DOWNWARD, Paint("#4A0F05", "#FFE3C2")),
    "new_use": _marked(Marker.TRIANGLE, Paint("#9B1C31", "#FF8A9B")),
    "clearance": _marked(Marker.PLUS, Paint("#4E7A3A", "#9CCB86")),
    "place": _marked(Marker.STAR, Paint("#C9D1D8", "#7F8B95")),
    "context": _marked(Marker.CROSS, Paint("#5B6670", "#B5BFC7")),
}
FOOTPRINT_LOOK = _look(Paint("#9B1C31", "#FF8A9B"), Hatch.DIAGONAL, Paint("#9B1C31", "#FF8A9B"))
PLAIN_LOOK = _look(Paint("#DDE2E6", "#2A353D"))
UNKNOWN_LOOK = _look(Paint("#E3E6E9", "#27343F"))  # an area that a specification says nothing of
# Looks of classes that no legend lists, by class id.
UNLISTED_LOOKS = {"plain": PLAIN_LOOK, "footprint": FOOTPRINT_LOOK}

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


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #RRGGBB colours as WCAG 2 defines it, from 1 to 21.

    Examples
    --------
    >>> round(contrast("#FFFFFF", "#000000"))
    21
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour (WCAG 2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# -- How every class of a specification looks, whether a legend lists it or not.


def looks_of(spec: MapSpec, used: Collection[str] = ()) -> dict[tuple[str, str], Look]:
    """Return the look of every class by layer and class id: those of the legends, then those that need no legend.

    Parameters
    ----------
    used
        Class ids that areas have.

    Raises
    ------
    UnknownKeyError
        When one of them has no look.
    """
    found = {(g.layer, item.class_id): item.look for g in spec.legends for item in g.classes}
    needed = [(spec.fill_layer, class_id) for class_id in sorted(used)]
    needed += [(shape.layer, shape.class_id) for shape in spec.shapes]
    unlisted = {**UNLISTED_LOOKS, "": UNKNOWN_LOOK}
    for key in needed:
        if key not in found and key[1] not in unlisted:
            raise UnknownKeyError("class", key[1], [class_id for _, class_id in found])
        found.setdefault(key, unlisted.get(key[1], UNKNOWN_LOOK))
    return found


# -- The tiles of hatches: for maps, and for the keys of the page.


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


# -- The markers of located events: one form for each kind, so that their meaning never rests on colour alone.
#
# Circles are not among them: they are amounts, and small states.

Corners = tuple[tuple[float, float], ...]


def _around(count: int, *radii: float) -> Corners:
    """Return the corners of a regular figure from its top on; of a star, with the radii in turn."""
    turns = [pi * (2 * n / count - 0.5) for n in range(count)]
    return tuple((radii[n % len(radii)] * cos(turn), radii[n % len(radii)] * sin(turn)) for n, turn in enumerate(turns))


_ARM = 0.36  # half the width of the plus
_PLUS: Corners = (
    (-_ARM, -0.95), (_ARM, -0.95), (_ARM, -_ARM), (0.95, -_ARM), (0.95, _ARM), (_ARM, _ARM),
    (_ARM, 0.95), (-_ARM, 0.95), (-_ARM, _ARM), (-0.95, _ARM), (-0.95, -_ARM), (-_ARM, -_ARM),
)  # fmt: skip
_UPWARD: Corners = ((0, -1), (1, 0.8), (-1, 0.8))
# Corners of each marker within the square from -1 to 1, x to the right and y down. About as much ink for each.
CORNERS: Mapping[Marker, Corners] = {
    Marker.DIAMOND: ((0, -1), (1, 0), (0, 1), (-1, 0)),
    Marker.SQUARE: ((-0.74, -0.74), (0.74, -0.74), (0.74, 0.74), (-0.74, 0.74)),
    Marker.TRIANGLE: _UPWARD,
    Marker.DOWNWARD: tuple((x, -y) for x, y in reversed(_UPWARD)),
    Marker.PLUS: _PLUS,
    Marker.STAR: _around(10, 1.0, 0.5),
    Marker.CROSS: tuple(((x - y) * 0.5**0.5, (x + y) * 0.5**0.5) for x, y in _PLUS),
}


def placed(marker: Marker, x: float, y: float, radius: float) -> Corners:
    """Return the corners of a marker around a point, in the units of all three."""
    return tuple((x + radius * dx, y + radius * dy) for dx, dy in CORNERS[marker])


def reach(marker: Marker) -> float:
    """Return how far a marker of radius 1 reaches to each side."""
    return max(abs(value) for corner in CORNERS[marker] for value in corner)
