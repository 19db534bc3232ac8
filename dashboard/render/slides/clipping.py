"""Rings and lines cut to the rectangle that a map shows; slides cannot hide what lies beside a shape."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely

Ring: TypeAlias = npt.NDArray[np.float64]  # x and y a row, in map units; the last point is the first
Bounds: TypeAlias = tuple[float, float, float, float]  # xmin, ymin, xmax, ymax


def clipped_ring(ring: Ring, bounds: Bounds) -> Ring:
    """Return what of a closed ring lies in a rectangle, as a closed ring; no rows when nothing does.

    A ring that leaves and comes back several times stays one ring, which runs along the edge in between: filled, that
    looks the same, and by the even-odd rule the holes of an area stay its holes.
    """
    if _is_within(ring, bounds):
        return ring
    for axis in (0, 1):
        for limit, side in ((bounds[axis], 1.0), (bounds[axis + 2], -1.0)):
            ring = _half(ring, axis=axis, limit=limit, side=side)
            if len(ring) < 4:
                return np.empty((0, 2))
    return ring


def clipped_line(line: Ring, bounds: Bounds) -> tuple[Ring, ...]:
    """Return the stretches of a line that lie in a rectangle."""
    if _is_within(line, bounds):
        return (line,)
    parts = shapely.get_parts(shapely.clip_by_rect(shapely.LineString(line), *bounds))
    return tuple(shapely.get_coordinates(part) for part in parts if shapely.get_dimensions(part) == 1)


def _is_within(ring: Ring, bounds: Bounds) -> bool:
    low, high = ring.min(axis=0), ring.max(axis=0)
    return bool(low[0] >= bounds[0] and low[1] >= bounds[1] and high[0] <= bounds[2] and high[1] <= bounds[3])


def _half(ring: Ring, *, axis: int, limit: float, side: float) -> Ring:
    """Return a ring without what lies beyond a line; Sutherland and Hodgman's step (1974), all corners at once."""
    here, there = ring[:-1], ring[1:]
    is_in, is_next = side * (here[:, axis] - limit) >= 0, side * (there[:, axis] - limit) >= 0
    if is_in.all():
        return ring
    cuts = here.copy()
    crosses = is_in != is_next
    share = (limit - here[crosses, axis]) / (there[crosses, axis] - here[crosses, axis])
    cuts[crosses] += share[:, None] * (there[crosses] - here[crosses])
    cuts[crosses, axis] = limit
    # Each corner that stays is followed by the cut of the side that begins there, where there is one.
    kept: Ring = np.stack([here, cuts], axis=1)[np.stack([is_in, crosses], axis=1)]
    return np.concatenate([kept, kept[:1]])
