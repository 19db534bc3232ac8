"""The statistics of the measurements, and the floors that the atlas is held against."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MEDIAN_OF = 7  # with fewer values one bad moment of the machine moves the median


@dataclass(frozen=True, slots=True)
class Floor:
    """What the atlas promises of one figure, and what was measured."""

    name: str
    measured: float | None
    limit: float
    unit: str = ""
    is_least: bool = False  # the figure should be at least the limit, instead of at most

    @property
    def is_met(self) -> bool | None:
        """Whether the promise is kept; None when nothing was measured."""
        if self.measured is None:
            return None
        return self.measured >= self.limit if self.is_least else self.measured <= self.limit


def median(values: Iterable[float | None]) -> float | None:
    """Return the median of the values that there are.

    Examples
    --------
    >>> median([3, None, 1, 2])
    2
    >>> median([None]) is None
    True
    """
    items = [value for value in values if value is not None]
    return statistics.median(items) if items else None


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that at least `share` of all values do not exceed (nearest rank).

    Examples
    --------
    >>> percentile([40, 10, 20, 30], 0.5)
    20
    >>> percentile([40, 10, 20, 30], 0.95)
    40
    """
    ordered = sorted(values)
    rank = max(1, -(-round(len(ordered) * share * 1e6) // 1_000_000))  # rounded up, but not for a rounding error
    return ordered[rank - 1] if ordered else None


def ratio(one: float | None, other: float | None) -> float | None:
    """Return how many times `other` goes into `one`, or None where that is not known.

    Examples
    --------
    >>> ratio(6, 2)
    3.0
    >>> ratio(6, 0) is None
    True
    """
    return None if one is None or not other else one / other


def written(value: float | None, unit: str = "") -> str:
    """Return a number as the tables show it: three digits where they count, a dash for nothing.

    Examples
    --------
    >>> written(20), written(1234.5), written(1.2345, "x"), written(None)
    ('20', '1234', '1.23 x', '-')
    """
    if value is None:
        return "-"
    digits = 0 if value == int(value) or abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}" + (f" {unit}" if unit else "")
