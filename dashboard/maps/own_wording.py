"""Own figures in words: who states them, as of when and what they count, and the size of an area."""

from __future__ import annotations

from geodata.own_figures import FEWEST_RECORDS, OwnFigure, OwnFigures
from geodata.wording import number


def statement(figures: OwnFigures) -> str:
    """Return who states the figures, as of when and what they count, as a sentence; what is not given is named."""
    when = f"as of {figures.dated.label}" if figures.dated else "date not given"
    definition = figures.definition.rstrip(".") or "definition not given"
    return f"{figures.claimant or 'Claimant not given'}, {when}: {definition}."


def amount(figure: OwnFigure) -> str:
    """Return the size with its unit, or why there is none."""
    if figure.is_withheld:
        return f"Under {FEWEST_RECORDS} records, figure withheld"
    return f"{number(figure.km2)} km²" if figure.km2 is not None else "No figure"
