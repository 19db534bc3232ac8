"""The table beside the map: one row a state that the filter keeps, with the columns of the layers that are told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dashboard.maps.context import AreaRow, ComposeContext, Layer, RowFacts
from dashboard.maps.spec import Cell, Column, MapSpec, TableRow, cell_text
from geodata.model import Source
from geodata.sources import CitationStyle, citation_text, citations_by_standing

SOURCES = "Sources"
_FIRST = (Column("name", "State", width=24, pixels=110),)
_LAST = (
    Column("marks", "Marks", width=30),
    Column("sources", SOURCES, width=90, pixels=160),
    Column("region", "Region", width=24),
    Column("area", "Code", width=7),
)


def columns_of(layers: Iterable[Layer], ctx: ComposeContext | None = None) -> tuple[Column, ...]:
    """Return the columns of the table: those of the layers stand between the name and what all of them share.

    Parameters
    ----------
    ctx
        The context of a view, for columns that depend on it; without one, those that every view of the layers has.
    """
    return (*_FIRST, *(column for layer in layers for column in _columns(layer, ctx)), *_LAST)


def _columns(layer: Layer, ctx: ComposeContext | None) -> tuple[Column, ...]:
    return (*layer.columns, *(layer.view_columns(ctx) if ctx else ()))


def rows(ctx: ComposeContext) -> tuple[TableRow, ...]:
    """Return a row for each state that passes the filters, by name; where changes are picked out, that changed."""
    columns = columns_of(ctx.listed, ctx)
    layers = [layer for layer in ctx.listed if layer.columns]
    kept = (row for row in ctx.countries if row.passes())
    return tuple(
        _row(ctx, row, columns, layers) for row in kept if ctx.since is None or ctx.has_changed(row.state.area)
    )


def _row(ctx: ComposeContext, row: AreaRow, columns: tuple[Column, ...], layers: Sequence[Layer]) -> TableRow:
    state = row.state
    parts = [(layer, layer.facts(ctx, row)) for layer in layers]
    cited = [citation for _, facts in parts for citation in facts.citations]
    texts = ctx.once(_texts)
    ordered = citations_by_standing(cited, ctx.dataset.sources)
    sources = dict.fromkeys(texts[citation.source_id, citation.locator][0] for citation in ordered)
    cells: list[Cell] = [state.name, *(cell for _, facts in parts for cell in facts.cells)]
    cells += [tuple(mark for _, facts in parts for mark in facts.marks), tuple(sources)]
    cells += [state.subregion or state.region, state.area]
    of_fill = [facts for layer, facts in parts if layer is ctx.fill]
    on_card = [facts for layer, facts in parts if layer is ctx.fill or facts.card]
    return TableRow(
        area=state.area,
        columns=columns,
        cells=tuple(cells),
        detail="".join(facts.detail for facts in of_fill),
        card=tuple(facts.card for facts in on_card if facts.card),
        documents=_documents(ctx, on_card),
    )


def _documents(ctx: ComposeContext, parts: Iterable[RowFacts]) -> tuple[str, ...]:
    """Publisher and day of the documents of each part, the strongest first."""
    texts, sources = ctx.once(_texts), ctx.dataset.sources
    cited = (citation for facts in parts for citation in citations_by_standing(facts.citations, sources))
    return tuple(dict.fromkeys(texts[citation.source_id, citation.locator][1] for citation in cited))


class _Texts(dict[tuple[str, str], tuple[str, str]]):
    """Citations by source and place in it: in full with the address, because a row may be copied, and in short."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources

    def __missing__(self, key: tuple[str, str]) -> tuple[str, str]:
        source = self._sources[key[0]]
        full = f"{citation_text(source, key[1])} {source.url}".rstrip()
        self[key] = (full, citation_text(source, style=CitationStyle.SHORT))
        return self[key]


def _texts(ctx: ComposeContext) -> _Texts:
    return _Texts(ctx.dataset.sources)


# -- The table of a specification as columns: the same titles, cells and order on the screen and in every file.


def table_columns(spec: MapSpec) -> dict[str, list[str] | list[Cell]]:
    """Return the rows as columns by their titles, in the order of the table; figures are numbers, so that they sort."""
    return {
        column.title: [row.cells[place] for row in spec.rows]
        if column.is_figure
        else [cell_text(row.cells[place]) for row in spec.rows]
        for place, column in enumerate(spec.columns)
    }
