"""The claims about one area, ready to be drawn: one panel for each group of figures that can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.maps.as_of import disputed_by, is_superseded
from dashboard.maps.context import ComposeContext
from dashboard.maps.wording import spelled_at_start
from geodata import GROUP_LABELS, RULE_LABELS, ComparableGroup, Confidence
from geodata.claims import driving_claim
from geodata.model import Claim, ClearanceResult, Fact, State
from geodata.sources import CitationStyle, citation_text, with_mark
from geodata.wording import (
    BASIS_LABELS,
    CLAIMANT_LABELS,
    capitalized,
    claim_date_text,
    claim_figure_heading,
    claimant_text,
    definition_heading,
    number,
    quantity,
)


@dataclass(frozen=True, slots=True)
class ClaimPoint:
    """One figure in a panel.

    `first` and `last` are the ends of the time in which it was said; it is drawn at the last. `value`, `low` and `high`
    are in the unit of the panel, at least one of them is given. `kind` and `role` are labels of the legend: what the
    figure rests on, or of land released how it was released; and whose figure it is. `remarks` say that it is a part of
    a total, superseded or disputed, and carry the mark of a weak document. `sources` are the ids of the documents.
    `basis` is what a figure rests on inside a sentence, empty of land released.
    """

    claim_id: str
    first: date
    last: date
    value: float | None
    low: float | None
    high: float | None
    figure: str
    kind: str
    role: str
    claimant: str
    dated: str
    definition: str
    remarks: str
    documents: str
    is_total: bool
    basis: str = ""
    is_superseded: bool = False
    is_by_rule: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimPanel:
    """The figures of one comparable group, of one definition outside the groups, or of land released.

    `rule` names the rule of the view and what it picks; `notes` say what is not drawn.
    """

    title: str
    unit: str
    points: tuple[ClaimPoint, ...]
    rule: str = ""
    notes: tuple[str, ...] = ()


_NO_QUANTITIES = frozenset({"year"})  # a year that a text gives measures nothing


def claim_panels(ctx: ComposeContext, state: State) -> tuple[ClaimPanel, ...]:
    """Return the panels of one area on the day of the view, the group of the view first, then by number of figures.

    No panel holds figures of two comparable groups, of two units, or of two definitions that stand in no group.
    """
    claims = ctx.claims_about(state.area)
    groups: dict[ComparableGroup, list[Claim]] = defaultdict(list)
    alone: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.unit in _NO_QUANTITIES:
            continue
        if claim.definition.comparable_group is ComparableGroup.NONE:
            alone[claim.definition.definition_id, claim.unit].append(claim)
        else:
            groups[claim.definition.comparable_group].append(claim)
    panels = [
        _group_panel(ctx, group, of_group, driving_claim(claims, ctx.view.claim_rule, group))
        for group, of_group in groups.items()
    ]
    panels += [_definition_panel(ctx, of_one) for of_one in alone.values()]
    first = capitalized(GROUP_LABELS[ctx.view.claim_group])
    ordered = sorted(
        (panel for panel in panels if panel.points),
        key=lambda panel: (panel.title != first, panel.unit != "km2", -len(panel.points), panel.title),
    )
    released = _released_panel(ctx, state)
    return (*ordered, released) if released.points else tuple(ordered)


def _group_panel(
    ctx: ComposeContext, group: ComparableGroup, claims: Sequence[Claim], chosen: Claim | None
) -> ClaimPanel:
    areas = [claim for claim in claims if claim.unit == "km2"]
    rule = ""
    if chosen is not None and _has_figure(chosen) and chosen in areas:
        rule = f"Ringed: {RULE_LABELS[ctx.view.claim_rule]}, {claim_figure_heading(chosen)}, {claimant_text(chosen)}"
    return ClaimPanel(
        capitalized(GROUP_LABELS[group]),
        "km2",
        _points(ctx, areas, chosen),
        rule,
        _notes(claims, areas),
    )


def _definition_panel(ctx: ComposeContext, claims: Sequence[Claim]) -> ClaimPanel:
    return ClaimPanel(
        definition_heading(claims[0].definition), claims[0].unit, _points(ctx, claims, None), "", _notes(claims, claims)
    )


def _notes(claims: Sequence[Claim], drawable: Sequence[Claim]) -> tuple[str, ...]:
    """What of a group is not drawn: claims without a figure or with another unit, and unverified ones."""
    unverified = sum(_has_figure(claim) and claim.confidence is Confidence.UNVERIFIED for claim in drawable)
    without = len(claims) - sum(_has_figure(claim) for claim in drawable)
    return tuple(filter(None, [_not_drawn(without), _unverified(unverified)]))


def _not_drawn(count: int) -> str:
    """Say how many claims have no figure in the unit of the panel; nothing where none."""
    if not count:
        return ""
    if count == 1:
        return "One more claim names no figure that could be drawn; it stands in the list of claims."
    more = spelled_at_start(count)
    return f"{more} more claims name no figure that could be drawn; they stand in the list of claims."


def _unverified(count: int) -> str:
    """Say how many unverified figures are kept out; nothing where none."""
    if not count:
        return ""
    one = "One unverified figure is not drawn; it stands in the list of claims."
    several = f"{spelled_at_start(count)} unverified figures are not drawn; they stand in the list of claims."
    return one if count == 1 else several


def _has_figure(claim: Claim) -> bool:
    return claim.value is not None or claim.low is not None or claim.high is not None


def _points(ctx: ComposeContext, claims: Sequence[Claim], chosen: Claim | None) -> tuple[ClaimPoint, ...]:
    drawn = [c for c in claims if _has_figure(c) and c.confidence is not Confidence.UNVERIFIED]
    return tuple(_point(ctx, c, is_by_rule=c is chosen) for c in sorted(drawn, key=_order))


def _order(claim: Claim) -> tuple[date, str]:
    return claim.date_said.latest, claim.claim_id


def _point(ctx: ComposeContext, claim: Claim, *, is_by_rule: bool) -> ClaimPoint:
    superseded, disputes = is_superseded(ctx, claim), disputed_by(ctx, claim)
    remarks = [
        f"for {claim.part}" if claim.part else "",
        "" if claim.definition.is_total else "part of a total",
        "superseded since" if superseded else "",
        f"disputed by {'; '.join(disputes)}" if disputes else "",
    ]
    return ClaimPoint(
        claim_id=claim.claim_id,
        first=claim.date_said.earliest,
        last=claim.date_said.latest,
        value=claim.value,
        low=claim.low,
        high=claim.high,
        figure=claim_figure_heading(claim),
        kind=capitalized(BASIS_LABELS[claim.basis]),
        basis=BASIS_LABELS[claim.basis],
        role=CLAIMANT_LABELS[claim.claimant_role],
        claimant=claimant_text(claim),
        dated=claim_date_text(claim),
        definition=definition_heading(claim.definition),
        remarks=with_mark(claim, capitalized("; ".join(filter(None, remarks)))).strip(),
        documents=documents_text(ctx, claim),
        is_total=claim.definition.is_total and not claim.part,
        is_superseded=superseded,
        is_by_rule=is_by_rule,
        sources=source_ids(claim),
    )


def documents_text(ctx: ComposeContext, fact: Fact) -> str:
    """Return publisher and day of each document behind a fact, and the place in it."""
    sources = ctx.dataset.sources
    return "; ".join(
        ", ".join(filter(None, [citation_text(sources[c.source_id], style=CitationStyle.SHORT), c.locator]))
        for c in fact.citations
    )


def source_ids(fact: Fact) -> tuple[str, ...]:
    """Return the ids of the documents behind a fact, each once, in the order of its citations."""
    return tuple(dict.fromkeys(citation.source_id for citation in fact.citations))


# -- Land released: what clearance reports state by year, beside the claims and never in one panel with them.

RELEASED = "Land released in a year, as reported"
_WAYS = (("Cleared", "cleared_km2"), ("Reduced by survey", "reduced_km2"), ("Cancelled by survey", "cancelled_km2"))


def _released_panel(ctx: ComposeContext, state: State) -> ClaimPanel:
    """The area cleared, reduced and cancelled in each year that had ended by the day, in its middle; never added up."""
    rows = [row for row in ctx.dataset.clearance.get(state.area, ()) if row.year < ctx.day.year]
    points = [
        _released_point(ctx, row, label, value)
        for row in sorted(rows, key=lambda row: (row.year, row.clearance_id))
        if row.confidence is not Confidence.UNVERIFIED
        for label, name in _WAYS
        if (value := getattr(row, name)) is not None
    ]
    return ClaimPanel(RELEASED, "km2", tuple(points))


def _released_point(ctx: ComposeContext, row: ClearanceResult, label: str, value: float) -> ClaimPoint:
    return ClaimPoint(
        claim_id=row.clearance_id,
        first=date(row.year, 7, 1),
        last=date(row.year, 7, 1),
        value=value,
        low=None,
        high=None,
        figure=quantity(value, "km2"),
        kind=label,
        role="",
        claimant=row.claimant,
        dated=f"in {row.year}",
        definition=f"{label} in {row.year}",
        remarks=with_mark(row, capitalized(f"for {row.part}") if row.part else "").strip(),
        documents=documents_text(ctx, row),
        is_total=not row.part,
        sources=source_ids(row),
    )


# -- The panels in words, for readers who cannot see a chart.


READING = (
    "A point is a figure on the day it was stated, or at the end of the time in which it was; a thin bar is that time, "
    "a thick one a range. Hollow: superseded since. Small: a part of a total, or of the area. An arrow: at least "
    "(up) or at most (down). No line joins the points, because nothing was measured between them."
)


def figure_alone(point: ClaimPoint) -> str:
    """Return a figure that stands alone in its panel as a sentence, with its document."""
    remark = f" {point.remarks}." if point.remarks else ""
    basis = f" {capitalized(point.basis)}." if point.basis else ""
    return f"{point.definition}: {point.figure}, {point.claimant}, {point.dated}.{basis}{remark} {point.documents}."


def point_text(point: ClaimPoint) -> str:
    """Return what a list says behind a figure: whose it is, of when, what it measures and rests on, and remarks."""
    measured = f"{point.definition}; {point.basis}" if point.basis else point.definition
    return " ".join(f"{text}." for text in (f"{point.claimant}, {point.dated}", measured, point.remarks) if text)


def panel_text(panel: ClaimPanel) -> str:
    """Return the text alternative of a panel: how many figures, from when to when, the lowest and the highest."""
    low, high = (pick(panel.points, key=_size) for pick in (min, max))
    years = f"{panel.points[0].last.year} to {max(point.last for point in panel.points).year}"
    return (
        f"{panel.title}: {number(len(panel.points))} figures, {years}; lowest {low.figure} ({low.claimant}), "
        f"highest {high.figure} ({high.claimant}). {panel.rule}"
    ).rstrip()


def _size(point: ClaimPoint) -> float:
    return next(figure for figure in (point.value, point.low, point.high) if figure is not None)
