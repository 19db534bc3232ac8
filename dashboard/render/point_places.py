"""Points of small states that lie too close together to be told apart: moved aside, no further than they must.

The live map does the same in the browser (assets/map/atlas-points.js).
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
import numpy.typing as npt

GAP = 1.0  # pixels of sea between two points
ROUNDS = 60  # enough for the seven states of the Lesser Antilles to come to rest
FARTHEST = 16.0  # pixels from where a state lies; beyond that a point would name the wrong place
RADIUS, LESSER_RADIUS = 4.0, 3.0  # pixels: of a state, and of a territory, which stands back behind states
_SAME = 0.01  # pixels between two points that lie in the very same place
_HEAVY, _LIGHT = 4.0, 1.0  # of two points that touch, the lighter one moves more

Places = npt.NDArray[np.float64]


@lru_cache(maxsize=256)
def spread(homes: tuple[tuple[float, float], ...], radii: tuple[float, ...]) -> Places:
    """Return where points go so that none touches another, all in pixels, a row a point; equal calls, equal places.

    Parameters
    ----------
    homes
        Where the states lie.
    radii
        How large each point is.
    """
    at, home = [list(place) for place in homes], np.array(homes, np.float64).reshape(-1, 2)
    weight = [_HEAVY if size > LESSER_RADIUS else _LIGHT for size in radii]
    size, away = np.array(radii), np.hypot(*(home[:, None] - home[None]).T)
    # Points farther apart than this never meet, however far both are moved.
    near = np.triu(away < size[:, None] + size[None] + GAP + 2 * FARTHEST, 1)
    pairs = [(a, b, radii[a] + radii[b] + GAP, weight[b] / (weight[a] + weight[b])) for a, b in np.argwhere(near)]
    for _ in range(ROUNDS):
        moved = [_part(at[a], at[b], least=least, share=share) for a, b, least, share in pairs]
        if not any(moved):
            break
        for place, (x, y) in zip(at, homes, strict=True):
            _hold(place, x, y)
    found = np.array(at, np.float64).reshape(-1, 2)
    found.setflags(write=False)
    return found


def _part(one: list[float], two: list[float], *, least: float, share: float) -> bool:
    """Push two points apart along the line between them, `share` of it the first; return whether they touched."""
    x, y = two[0] - one[0], two[1] - one[1]
    away = math.hypot(x, y)
    if away >= least:
        return False
    if away < _SAME:  # side by side
        x, y, away = 1.0, 0.0, 1.0
    push = (least - min(away, least - _SAME)) / away
    one[0] -= x * push * share
    one[1] -= y * push * share
    two[0] += x * push * (1 - share)
    two[1] += y * push * (1 - share)
    return True


def _hold(place: list[float], home_x: float, home_y: float) -> None:
    """Keep a point within reach of its home."""
    x, y = place[0] - home_x, place[1] - home_y
    away = math.hypot(x, y)
    if away > FARTHEST:
        place[0], place[1] = home_x + x * FARTHEST / away, home_y + y * FARTHEST / away
