"""The table beside the map: one row a state that the filter keeps, with the sources of what it says."""

from __future__ import annotations

from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import TableRow
from dashboard.maps.wording import BASIS_LABELS, claim_figure, claim_when, claim_who, sentence, status_words
from geodata import CLASS_LABELS
from geodata.records import Citation, State
from geodata.sources import CitationStyle, citation_text

COLUMNS = {
    "area": "Code",
    "name": "State",
    "region": "Region",
    "status": "Status",
    "since": "Since",
    "claim": "Claimed contamination",
    "claimant": "Claimant",
    "claim_date": "Said, about",
    "basis": "Basis",
    "sources": "Sources",
}


def rows(sheet: Sheet) -> tuple[TableRow, ...]:
    """Return a row for each state that passes the filters, by name."""
    return tuple(_row(sheet, state) for state in sheet.kept)


def _row(sheet: Sheet, state: State) -> TableRow:
    status = sheet.statuses[state.area].status
    found = sheet.claims[state.area]
    claim = found.claim
    cited: list[Citation] = [c for act in status.actions[-1:] for c in act.citations[:1]]
    if not cited:
        cited = list(sheet.treaty.citations[:1])
    if claim is not None:
        cited += claim.citations
    texts = [citation_text(sheet.dataset.sources[c.source_id], style=CitationStyle.SHORT) for c in cited]
    return TableRow(
        area=state.area,
        name=state.name,
        region=state.subregion or state.region,
        status=sentence(status_words(status, sheet.treaty)),
        since=status.since.isoformat() if status.since else "",
        claim=(claim_figure(claim) if claim else "") or sentence(CLASS_LABELS[found.claim_class]),
        claimant=claim_who(claim) if claim else "",
        claim_date=claim_when(claim) if claim else "",
        basis=BASIS_LABELS[claim.basis] if claim else "",
        sources=tuple(dict.fromkeys(texts)),
    )
