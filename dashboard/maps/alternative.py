"""The text alternative: what the map shows, in words, for readers who cannot see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dashboard.maps.spec import AreaFeature, Legend
from dashboard.maps.wording import counted, listed

_MOST_NAMES = 30


def text_alternative(headline: str, subtitle: str, legends: Sequence[Legend], areas: Sequence[AreaFeature]) -> str:
    """Return the headline, then each class of the filling layer with its count and, when they are few, its states."""
    names: dict[str, list[str]] = defaultdict(list)
    for area in areas:
        if not area.is_muted and not area.follows:
            names[area.class_id].append(area.name)
    parts = [f"{headline}. {subtitle}."]
    for legend in legends:
        parts.append(f"{legend.title}:")
        for cls in legend.classes:
            found = sorted(names[cls.class_id]) if legend.symbol == "fill" else []
            which = f": {listed(found)}" if 0 < len(found) <= _MOST_NAMES and cls.is_selected else ""
            parts.append(f"{cls.label}, {counted(cls.count, 'entry', 'entries')}{which}.")
    return " ".join(parts)
