"""The marks under the time line as HTML: key days where they lie, words only where there is room for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from html import escape

from dashboard.maps.days import KeyDay

PCT_A_LETTER = 1.0  # of the time line's width: 6.2 pixels a letter on the narrowest map beside a panel (660 pixels)
GAP_PCT = 1.5


def time_marks(days: Iterable[KeyDay], *, first: date, last: date) -> str:
    """Return a line of ticks for the days from `first` to `last`; where words have no room, the tick stands alone.

    The sidebar's list names every key day; here each byte travels with every change of the filter.
    """
    span = max((last - first).days, 1)
    parts, free = [], 0.0
    for key in days:
        if not first <= key.day <= last:
            continue
        at = 100 * (key.day - first).days / span
        words = f"{key.day.year} {key.mark}"
        width = PCT_A_LETTER * len(words)
        side = ""
        if at >= free and at + width <= 100:
            free = at + width + GAP_PCT
        elif at - width >= free:
            side, free = " class=end", at + GAP_PCT
        else:
            words = ""
        said = f"<span>{escape(words)}</span>" if words else ""
        parts.append(f'<i{side} style="left:{at:.2f}%">{said}</i>')
    return f'<div class="time-marks" aria-hidden="true">{"".join(parts)}</div>'
