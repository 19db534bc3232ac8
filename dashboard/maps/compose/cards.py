"""The cards of the map: what the layers say of an area or a symbol that a reader points at, each with its sources.

They are not part of the specification because few are ever read: a map asks for them when the first thing is pointed
at.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dashboard.maps.compose.compose import composed, new_context, source_notes
from dashboard.maps.context import ComposeContext, Layer, Layers
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import NO_TEXT, CitedText, SourceNote
from dashboard.maps.view import View
from geodata.dataset import Dataset
from geodata.sources import CitationStyle, citation_text


@dataclass(frozen=True, slots=True)
class LineKind:
    """What the lines of one layer have in common: the heading over them, and whether they say the class as well."""

    heading: str
    is_class: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One area: a line of each kind in their order with the numbers of its sources, or one without text."""

    area: str
    name: str
    lines: tuple[CitedText, ...]


@dataclass(frozen=True, slots=True)
class Cards:
    """All cards of one view.

    `kinds` are those of the lines, in the order in which a card shows them; `symbols` are symbol ids with their
    sentences; `short` names in a few words every source that a card cites, by its number; `further` are the sources
    that nothing but cards cites, numbered on from those of the specification.
    """

    kinds: tuple[LineKind, ...]
    areas: tuple[Card, ...]
    symbols: tuple[tuple[str, CitedText], ...]
    short: tuple[tuple[int, str], ...]
    further: tuple[SourceNote, ...]


def cards(view: View, dataset: Dataset, *, today: date, areas: Collection[str] = (), layers: Layers = LAYERS) -> Cards:
    """Return the cards of a view; a number means the same source here and in the view's specification.

    Parameters
    ----------
    today
        The day shown when the view names none.
    areas
        Codes of the areas that the map can show; all areas when empty.
    layers
        The layers that the view can name.
    """
    ctx = new_context(view, dataset, today=today, layers=layers)
    spec = composed(ctx)  # first, so that what it cites has its numbers
    lines = {area: _lines(ctx, area) for area in sorted(dataset.states) if not areas or area in areas}
    speaking = {layer_id for texts in lines.values() for layer_id in texts}
    # The layer that fills the areas comes first, the others in drawing order.
    order = sorted((layer for layer in layers if layer.layer_id in speaking), key=lambda layer: layer is not ctx.fill)
    area_cards = tuple(
        Card(area, ctx.dataset.states[area].common_name, tuple(texts.get(layer.layer_id, NO_TEXT) for layer in order))
        for area, texts in lines.items()
    )
    symbols = tuple((symbol.symbol_id, symbol.sentence) for symbol in spec.symbols)
    cited = {number for card in area_cards for line in card.lines for number in line.sources}
    cited |= {number for _, sentence in symbols for number in sentence.sources}
    return Cards(
        kinds=tuple(_kind(ctx, layer) for layer in order),
        areas=area_cards,
        symbols=symbols,
        short=tuple(
            (number, citation_text(source, style=CitationStyle.SHORT))
            for number, source, _ in ctx.numbering.items()
            if number in cited
        ),
        further=source_notes(ctx.numbering)[len(spec.sources) :],
    )


def _lines(ctx: ComposeContext, area: str) -> dict[str, CitedText]:
    """What the layers say of an area, by the id of the layer."""
    row = ctx.rows[area]
    return {layer.layer_id: line for layer in ctx.listed if (line := layer.card(ctx, row)).text}


def _kind(ctx: ComposeContext, layer: Layer) -> LineKind:
    return LineKind(layer.card_heading(ctx), is_class=layer.is_class_text and layer is ctx.fill)
