"""The sentence over a map and the line under it."""

from __future__ import annotations

from dashboard.maps.context import ComposeContext, Layer
from dashboard.maps.spec import Headline
from dashboard.maps.wording import counted
from geodata import day_label
from geodata.wording import capitalized

_COUNTED = "counts computed by the atlas"


def headline_and_subtitle(ctx: ComposeContext) -> tuple[Headline, str]:
    """Return the sentence that says what the map shows, and the line under it: the day, how states are counted.

    The topmost layer that has a sentence says it; without any, it is the number of states that the filters keep.
    """
    for layer in reversed(ctx.on):
        found = layer.headline(ctx)
        if found is not None:
            return found, _subtitle(ctx, layer)
    return Headline(capitalized(f"{counted(len(ctx.kept), 'state')} on {day_label(ctx.day)}"), ()), _subtitle(ctx, None)


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
