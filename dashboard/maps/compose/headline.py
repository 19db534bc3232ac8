"""The sentence over a map and the line under it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.maps.context import ComposeContext, Layer
from dashboard.maps.spec import Headline
from dashboard.maps.view import View
from dashboard.maps.wording import (
    STATES,
    any_of_labels,
    claim_filter_phrase,
    counted_at_start,
    states_of_regions,
    status_filter_phrase,
)
from geodata import day_label
from geodata.model import Treaty
from geodata.wording import enumeration

_COUNTED = "counts computed by the atlas"


def headline_and_subtitle(ctx: ComposeContext) -> tuple[Headline, str]:
    """Return the sentence that says what the map shows, and the line under it: the day, how states are counted.

    The topmost layer that has a sentence says it; without any, it is the number of states that the filters keep.
    """
    for layer in reversed(ctx.on):
        sentence = layer.headline(ctx)
        if sentence is not None and layer is ctx.fill and ctx.kept_classes and not _is_kept_to_circles(ctx, layer):
            sentence = Headline(_kept_sentence(ctx, layer), ())
        if sentence is not None:
            return sentence, _subtitle(ctx, layer)
    return Headline(states_on_day(len(ctx.kept), ctx.day), ()), _subtitle(ctx, None)


def _is_kept_to_circles(ctx: ComposeContext, layer: Layer) -> bool:
    """Return whether the classes kept are those of circles, whose number the layer says itself."""
    return any(not {*ctx.kept_classes}.isdisjoint(layer.circle_classes(ctx, row)) for row in ctx.rows.values())


def _kept_sentence(ctx: ComposeContext, layer: Layer) -> str:
    known = {**layer.classes, **layer.view_labels(ctx)}
    labels = [known[class_id] for class_id in ctx.kept_classes]
    return states_of_classes(len(ctx.kept), len(ctx.in_regions()), labels, filters=ctx.view, treaty=ctx.treaty)


def states_of_classes(count: int, whole: int, labels: Sequence[str], *, filters: View, treaty: Treaty) -> str:
    """Return how many states of the regions a filter by classes keeps, with what the other filters ask of them.

    An example is "3 of 54 states of Africa are shown as “Against” or “Abstained” and have left the Mine Ban
    Convention".
    """
    claim = claim_filter_phrase(filters.claim_least, filters.claim_group)
    conditions = [
        f"are shown as {any_of_labels(labels)}",
        status_filter_phrase(filters.statuses, treaty),
        f"have {claim}" if claim else "",
    ]
    return f"{count} of {whole} {states_of_regions(filters.regions)} {enumeration(list(filter(None, conditions)))}"


def states_on_day(count: int, day: date) -> str:
    """Return how many states the filters keep on a day, for a map whose layers have no sentence of their own."""
    return f"{counted_at_start(count, STATES)} on {day_label(day)}"


def headline(ctx: ComposeContext) -> Headline:
    """Return the sentence that says what the map shows."""
    return headline_and_subtitle(ctx)[0]


def _subtitle(ctx: ComposeContext, speaker: Layer | None) -> str:
    how = ctx.fill.how_counted(ctx) if ctx.fill is not None else ""
    if how and speaker is not None and speaker is not ctx.fill:
        how = speaker.caveat or how
    text = f"{how}; {_COUNTED}" if how else _COUNTED
    is_compared = ctx.second is not None or ctx.since is not None  # its headline names the days
    return text if is_compared else f"On {day_label(ctx.day)} · {text}"
