"""The cards of the map: what a reader is told of an area or a symbol without opening its panel, each with its sources.

They are not part of the specification because few are ever read: a map asks for them when the first thing is pointed
at.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from dashboard.maps.compose.compose import composed, new_context, source_notes
from dashboard.maps.context import ComposeContext
from dashboard.maps.layers import contamination, treaty_status
from dashboard.maps.spec import SourceNote
from dashboard.maps.view import View
from dashboard.maps.wording import status_citations, status_sentence
from geodata import GROUP_LABELS, RULE_LABELS
from geodata.dataset import Dataset
from geodata.sources import CitationStyle, citation_text, numbers_at_end, source_numbers
from geodata.wording import capitalized


@dataclass(frozen=True, slots=True)
class Card:
    """One area: its status and the claim that leads, each a sentence that ends with the numbers of its sources."""

    area: str
    name: str
    status: str
    claim: str


@dataclass(frozen=True, slots=True)
class Cards:
    """All cards of one view.

    `treaty` and `claimed` say what the status and the claim are about; `symbols` are symbol ids with their sentences;
    `short` names in a few words every source that a card cites, by its number; `further` are the sources that nothing
    but cards cites, numbered on from those of the specification.
    """

    treaty: str
    claimed: str
    areas: tuple[Card, ...]
    symbols: tuple[tuple[str, str], ...]
    short: tuple[tuple[int, str], ...]
    further: tuple[SourceNote, ...]


def cards(view: View, dataset: Dataset, *, today: date, areas: Collection[str] = ()) -> Cards:
    """Return the cards of a view; a number means the same source here and in the view's specification.

    Parameters
    ----------
    today
        The day shown when the view names none.
    areas
        Codes of the areas that the map can show; all areas when empty.
    """
    ctx = new_context(view, dataset, today=today)
    spec = composed(ctx)  # first, so that what it cites has its numbers
    found = tuple(_card(ctx, area) for area in sorted(dataset.states) if not areas or area in areas)
    symbols = tuple((symbol.symbol_id, symbol.sentence) for symbol in spec.symbols)
    said = [text for card in found for text in (card.status, card.claim)] + [text for _, text in symbols]
    cited = {number for text in said for number in numbers_at_end(text)}
    return Cards(
        treaty=ctx.treaty.short_name,
        claimed=capitalized(f"{GROUP_LABELS[view.claim_group]}, {RULE_LABELS[view.claim_rule]}"),
        areas=found,
        symbols=symbols,
        short=tuple(
            (number, citation_text(source, style=CitationStyle.SHORT))
            for number, source, _ in ctx.numbering.items()
            if number in cited
        ),
        further=source_notes(ctx.numbering)[len(spec.sources) :],
    )


def _card(ctx: ComposeContext, area: str) -> Card:
    row = ctx.statuses[area]
    return Card(
        area=area,
        name=row.state.common_name,
        status=_status(ctx, area),
        claim=contamination.said(ctx, ctx.claims[area]),
    )


def _status(ctx: ComposeContext, area: str) -> str:
    """The status, or both of them where the map compares two."""
    row, second = ctx.statuses[area], ctx.second
    said, cited = status_sentence(row, ctx.treaty, day=ctx.day), [*status_citations(row, ctx.treaty)]
    if second is not None:
        other = second.statuses[area]
        both = [
            f"{treaty_status.map_title(ctx, second)}: {said}",
            f"{treaty_status.map_title(second, ctx)}: {status_sentence(other, second.treaty, day=second.day)}",
        ]
        said = "; ".join(reversed(both) if second.day < ctx.day else both)  # as the maps stand
        cited += status_citations(other, second.treaty)
    elif ctx.since is not None and ctx.has_changed(area):
        said = f"{treaty_status.change_words(ctx, area)}: {said[:1].lower()}{said[1:]}"
        cited += [c for act in treaty_status.change_acts(ctx, area) for c in act.citations[:1]]
    return f"{said} {source_numbers(ctx.cite(cited))}"
