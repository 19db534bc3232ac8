"""The markers of located events: one form for each kind, so that their meaning never rests on colour alone.

Circles are not among them: they are amounts, and small states.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, pi, sin

from dashboard.maps.spec import Marker

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
