"""The table beside the map: one row a state that the filter keeps, and its columns on the screen and in every file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dashboard.maps.context import ComposeContext
from dashboard.maps.layers import treaty_status
from dashboard.maps.spec import MapSpec, TableRow
from dashboard.maps.wording import status_words
from geodata import CLASS_LABELS
from geodata.model import Citation, Claim, State, TreatyAction
from geodata.sources import CitationStyle, citation_text, citations_by_standing, mark_of
from geodata.wording import BASIS_LABELS, capitalized, claim_date_text, claim_figure, claimant_text

COLUMNS = {
    "name": "State",
    "status": "Status",
    "since": "Since",
    "claim": "Claimed contamination",
    "value_km2": "km²",
    "claimant": "Claimant",
    "claim_date": "Said, as of",
    "basis": "Basis",
    "marks": "Marks",
    "sources": "Sources",
    "region": "Region",
    "area": "Code",
}


def rows(ctx: ComposeContext) -> tuple[TableRow, ...]:
    """Return a row for each state that passes the filters, by name; where changes are picked out, that changed."""
    kept = ctx.kept if ctx.since is None else treaty_status.changed_states(ctx)
    return tuple(_row(ctx, state) for state in kept)


def _row(ctx: ComposeContext, state: State) -> TableRow:
    status = ctx.statuses[state.area].status
    found = ctx.claims[state.area]
    claim = found.claim
    acts = status.actions[-1:] if ctx.since is None else treaty_status.change_acts(ctx, state.area)
    cited: list[Citation] = [c for act in acts for c in act.citations[:1]]
    words = (
        capitalized(status_words(status, ctx.treaty))
        if ctx.since is None
        else treaty_status.change_words(ctx, state.area)
    )
    if not cited:
        cited = list(ctx.treaty.citations[:1])
    claimed = list(claim.citations) if claim is not None else []
    return TableRow(
        area=state.area,
        name=state.name,
        region=state.subregion or state.region,
        status=words,
        since=status.since.isoformat() if status.since else "",
        claim=(claim_figure(claim) if claim else "") or capitalized(CLASS_LABELS[found.claim_class]),
        value_km2=claim.value if claim and claim.unit == "km2" else None,
        claimant=claimant_text(claim) if claim else "",
        claim_date=claim_date_text(claim) if claim else "",
        basis=BASIS_LABELS[claim.basis] if claim else "",
        marks=tuple(_marks(acts, claim)),
        sources=tuple(
            dict.fromkeys(_citation(ctx, c) for c in citations_by_standing(cited + claimed, ctx.dataset.sources))
        ),
        published=_published(ctx, cited),
        claim_published=_published(ctx, claimed),
    )


def _marks(acts: Iterable[TreatyAction], claim: Claim | None) -> Iterator[str]:
    """Yield what has to be said of the documents behind the status and behind the claim."""
    yield from dict.fromkeys(f"status {mark.value}" for act in acts if (mark := mark_of(act)))
    if claim is not None and (mark := mark_of(claim)):
        yield f"claim {mark.value}"


def _published(ctx: ComposeContext, citations: Iterable[Citation]) -> tuple[str, ...]:
    """Return publisher and day of documents, each once, the strongest first."""
    sources = (ctx.dataset.sources[c.source_id] for c in citations_by_standing(citations, ctx.dataset.sources))
    return tuple(dict.fromkeys(citation_text(source, style=CitationStyle.SHORT) for source in sources))


def _citation(ctx: ComposeContext, citation: Citation) -> str:
    """The citation in full with its address, because a row may be copied out of the table."""
    source = ctx.dataset.sources[citation.source_id]
    return f"{citation_text(source, citation.locator)} {source.url}".rstrip()


# -- The table of a specification as columns: the same titles, cells and order on the screen and in every file.

SOURCES, AREA_KM2 = COLUMNS["sources"], COLUMNS["value_km2"]


def table_columns(spec: MapSpec) -> dict[str, list[str] | list[float | None]]:
    """Return the rows as columns by their titles, in the order of the table; areas are numbers, so that they sort."""
    columns: dict[str, list[str] | list[float | None]] = {
        title: [cell(row, name) for row in spec.rows] for name, title in COLUMNS.items()
    }
    columns[AREA_KM2] = [row.value_km2 for row in spec.rows]
    return columns


def cell(row: TableRow, name: str) -> str:
    """Return one cell as text: a figure without needless decimals, several sources joined by semicolons."""
    value = getattr(row, name)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return "; ".join(value) if isinstance(value, tuple) else str(value)
