"""Own figures in words: who states them, as of when and what they count, the size of an area, and its class."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.maps.wording import AREAS, class_label
from geodata.claims import ClaimClass
from geodata.own_figures import BANDS, FEWEST_RECORDS, QUANTILES, RANGES, OwnFigure, OwnFigures, ranges
from geodata.wording import enumeration, number

RANGE_LABELS = dict(
    zip(RANGES, ("Fourth range, the highest", "Third range", "Second range", "First range"), strict=True)
)  # where the limits between them are not known
_BANDS = dict(zip(RANGES, (ClaimClass.MASSIVE, ClaimClass.HEAVY, ClaimClass.MEDIUM, ClaimClass.LIGHT), strict=True))


def statement(figures: OwnFigures) -> str:
    """Return who states the figures, as of when and what they count, as a sentence; what is not given is named."""
    return f"{statement_clause(figures)}."


def statement_clause(figures: OwnFigures) -> str:
    """Return the same as the end of a sentence or a cell, without a full stop."""
    when = f"as of {figures.dated.label}" if figures.dated else "date not given"
    definition = figures.definition.rstrip(".") or "definition not given"
    return f"{figures.claimant or 'Claimant not given'}, {when}: {definition}"


def areas_sentence(figures: OwnFigures) -> str:
    """Return where areas of the reader come from, as a sentence.

    Examples
    --------
    >>> from geodata.own_figures import OwnFigure, OwnLevel
    >>> figure = OwnFigure("1", "A", "BIH", 1.0)
    >>> areas_sentence(OwnFigures("", OwnLevel.OWN_AREAS, (figure,), areas_source="OCHA, CC BY"))
    'Own areas: OCHA, CC BY; not boundaries of the atlas.'
    """
    return f"Own areas: {figures.areas_source.rstrip('.') or 'source not given'}; not boundaries of the atlas."


def few_records_label(figures: OwnFigures) -> str:
    """Return what a reader decides on who lets totals of few records leave, or only sentences that tell of so few."""
    names = enumeration([figure.name for figure in figures.small][:3])
    if names:
        return f"With totals of fewer than {FEWEST_RECORDS} records too ({len(figures.small)}: {names})"
    return f"With what is said of fewer than {FEWEST_RECORDS} records too"


def amount(figure: OwnFigure) -> str:
    """Return the size with its unit, or why there is none."""
    if figure.is_withheld:
        return f"Under {FEWEST_RECORDS} records, figure withheld"
    return f"{number(figure.km2)} km²" if figure.km2 is not None else "No figure"


def area_count(figures: OwnFigures) -> str:
    """Return of how many areas there are figures: 1 area, 24 areas."""
    return f"{len(figures.figures):,} {AREAS.of(len(figures.figures))}"


def report_sentence(used: int, unknown: Sequence[str]) -> str:
    """Return how many texts of a table a join report corrects, and which of its texts the table does not have.

    Examples
    --------
    >>> report_sentence(1, [])
    'The report corrects 1 text of this table.'
    >>> report_sentence(3, ["Utopia"])
    'The report corrects 3 texts of this table; “Utopia” is not in it.'
    >>> report_sentence(3, ["Utopia", "Erewhon"])
    'The report corrects 3 texts of this table; 2 others are not in it, “Utopia” among them.'
    """
    texts = f"The report corrects {used:,} {'text' if used == 1 else 'texts'} of this table"
    if not unknown:
        return f"{texts}."
    if len(unknown) == 1:
        return f"{texts}; “{unknown[0]}” is not in it."
    return f"{texts}; {len(unknown):,} others are not in it, “{unknown[0]}” among them."


def range_labels(rule: str, limits: Sequence[float]) -> dict[str, str]:
    """Return the labels of the classes above zero by id, from the highest, as a legend has them.

    Examples
    --------
    >>> range_labels("10_100", [10.0, 100.0])
    {'range-3': '100 km² or more', 'range-2': '10 to under 100 km²', 'range-1': 'Under 10 km²'}
    """
    lows, highs = (*reversed(limits), None), (None, *reversed(limits))
    labels = {key: _range_label(low, high) for key, low, high in zip(ranges(limits), lows, highs, strict=True)}
    return {key: class_label(_BANDS[key]) for key in labels} if rule == BANDS else labels


def _range_label(low: float | None, high: float | None) -> str:
    if low is not None:
        return f"{number(low)} km² or more" if high is None else f"{number(low)} to under {number(high)} km²"
    return f"Under {number(high)} km²" if high is not None else "More than 0 km²"


def rule_label(rule: str) -> str:
    """Return how classes are formed: Bands of the Landmine Monitor, Limits at 1, 10 and 100 km²."""
    known = {BANDS: "Bands of the Landmine Monitor", QUANTILES: "Quarters of the figures"}
    return known.get(rule) or f"Limits at {enumeration(rule.split('_'))} km²"
