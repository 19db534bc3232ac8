"""How much room a text takes: lines when it wraps, height, and the largest size at which it fits.

Programs set text in typefaces of their own, so every width is taken with slack; what is measured is Noto Sans and Noto
Serif.
"""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.render import wrapping
from dashboard.render.fonts import Face

# Over the words of the ready views Arial is 0.95 times as wide as Noto Sans, 0.98 when bold, and at most 0.97 and 1.01:
# in either, 15 % stay free. DejaVu, which stands in on some Linux systems, still fits.
SLACK = {Face.REGULAR: 1.12, Face.BOLD: 1.15, Face.TITLE: 1.15}
LINE = 1.22  # of a line to the size of its letters, in the tallest of the typefaces that may stand in
LEAST = 8.0  # points: smaller text is not read on a slide


def lines_of(text: str, width: float, *, size: float, face: Face = Face.REGULAR) -> int:
    """Return how many lines a text takes at most when it wraps at spaces; a word wider than the box is broken.

    Parameters
    ----------
    width
        Of the box, in points, as `size` is.
    """
    # A word that only just fits has a line of its own; in a narrower box it is broken and may take fewer in all.
    widths = (width / SLACK[face], width)
    return max(1, *(len(wrapping.wrapped(text, wide, face=face, size=size)) for wide in widths))


def height(lines: int, size: float) -> float:
    """Return how high some lines are, in points."""
    return lines * size * LINE


def fitting_size(text: str, width: float, *, sizes: Sequence[float], lines: int, face: Face) -> float:
    """Return the first of some sizes at which a text takes at most so many lines, or the last one."""
    fits = (size for size in sizes if lines_of(text, width, size=size, face=face) <= lines)
    return next(fits, sizes[-1])
