"""The text alternative: what the map shows, in words, for readers who cannot see it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from dashboard.maps.spec import AreaFeature, Legend
from dashboard.maps.wording import counted
from geodata import StatusKind
from geodata.collation import name_key
from geodata.wording import listed

_MOST_NAMES = 30
_NOUNS = {"events": "event"}


def text_alternative(
    headline: str,
    subtitle: str,
    *,
    legends: Sequence[Legend],
    areas: Sequence[AreaFeature],
    territories: Collection[str],
    drawn: Sequence[str],
) -> str:
    """Return the headline, then each class of each legend with its count and, when they are few, its states.

    Parameters
    ----------
    territories
        Codes of areas that no legend counts, and that are therefore not named.
    drawn
        Sentences about what is drawn over the areas and has no legend.
    """
    names: dict[str, list[str]] = defaultdict(list)
    for area in areas:
        if not area.is_muted and area.area not in territories:
            names[area.class_id].append(area.name)
    parts = [f"{headline}. {subtitle}."]
    for legend in legends:
        parts.append(f"{legend.title}:")
        for cls in legend.classes:
            found = sorted(names[cls.class_id], key=name_key) if legend.symbol == "fill" else []
            which = f": {listed(found)}" if 0 < len(found) <= _MOST_NAMES and cls.is_selected else ""
            noun = "area" if cls.class_id == StatusKind.NOT_ELIGIBLE else _NOUNS.get(legend.layer, "state")
            parts.append(f"{cls.label}, {counted(cls.count, noun)}{which}.")
    return " ".join([*parts, *drawn])
