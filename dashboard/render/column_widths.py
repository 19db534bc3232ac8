"""How wide the columns of a grid on the screen are: as wide as what they hold, up to a limit."""

from __future__ import annotations

import math
from collections.abc import Iterable

from dashboard.render.typesetting import Face, text_width

TEXT_PIXELS, PADDING, WIDEST = 14, 18, 190  # of a cell of a grid: its text, both edges together, the widest column


def text_pixels(texts: Iterable[str]) -> int:
    """Return how wide a column has to be for its heading and cells, which are the texts."""
    return math.ceil(max(text_width(text, Face.REGULAR, TEXT_PIXELS) for text in set(texts))) + PADDING
