"""The claims about one country in its panel: all of them, side by side, groups that cannot be compared kept apart."""

from __future__ import annotations

from dashboard.maps.hindsight import disputed_by, is_superseded, remark
from dashboard.maps.layers import footprint
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Chart, Line, Mark, Section
from dashboard.maps.view import LayerId
from geodata import GROUP_LABELS, ComparableGroup, Confidence
from geodata.model import Claim, State
from geodata.sources import mark_of
from geodata.wording import BASIS_LABELS, band_words, claim_figure, claim_when, claim_who, named, sentence

_MOST_MARKS = 40
_ONE_MONTH = 31  # days; a claim known to a month is drawn at its end
_TREATY_GROUPS = {"ccm": ComparableGroup.CLUSTER_REMNANTS}  # what a treaty is about, where the view names no group


def claim_sections(sheet: Sheet, state: State) -> list[Section]:
    """Return all claims by the day, newest first, one section a comparable group; groups are never mixed."""
    claims = sheet.claims_about(state.area)
    if not claims:
        where = named(state.name)
        empty = f"No claim about contamination in {where} is recorded by this day. That is not a finding of none."
        return [Section("Claims about contamination", (), empty)]
    sections = []
    for group in _group_order(sheet, claims):
        found = sorted((c for c in claims if c.definition.comparable_group is group), key=_totals_first)
        title = "Other figures stated" if group is ComparableGroup.NONE else f"Claims: {GROUP_LABELS[group]}"
        lines = tuple(_claim_line(sheet, c) for c in found)
        sections.append(Section(title, lines, chart=_chart(sheet, found), open_count=3))
    return sections


def _totals_first(claim: Claim) -> tuple[int, int, bool]:
    """Newest first; of figures said on one day about one day, the total before its parts."""
    meant = claim.meant.latest if claim.meant else claim.said.latest
    is_part = bool(claim.part) or not claim.definition.is_total
    return (-claim.said.latest.toordinal(), -meant.toordinal(), is_part)


def _group_order(sheet: Sheet, claims: tuple[Claim, ...]) -> list[ComparableGroup]:
    """The group of the footprint, the treaty's, the view's; then by the largest figure; last what has no group."""
    drawn = footprint.claim(sheet) if sheet.has(LayerId.FOOTPRINT) else None
    first = [drawn.definition.comparable_group] if drawn else []
    first += [_TREATY_GROUPS.get(sheet.view.treaty, sheet.view.claim_group), sheet.view.claim_group]
    order: dict[ComparableGroup, float] = {}
    for claim in claims:
        group = claim.definition.comparable_group
        weight = -1.0 if group is ComparableGroup.NONE else (claim.value or 0.0)
        order[group] = max(order.get(group, -1.0), weight)
    return sorted(
        order, key=lambda group: (first.index(group) if group in first else len(first), -order[group], group.value)
    )


def _claim_line(sheet: Sheet, claim: Claim) -> Line:
    disputes = disputed_by(sheet, claim)
    marks = []
    if claim.confidence is Confidence.UNVERIFIED:
        marks.append("unverified, kept out of maps and counts")
    if disputes:
        marks.append("disputed")
    if is_superseded(sheet, claim):
        marks.append("superseded since")
    if mark := mark_of(claim):
        marks.append(mark.value)
    kind = f"{claim.definition.label}; {BASIS_LABELS[claim.basis]}"
    aside = f" ({', '.join(marks)})" if marks else ""
    part = f"{sentence(claim.part)}: " if claim.part else ""
    parts = [
        f"As stated: {claim.as_stated}." if claim.as_stated else "",
        f"Disputed by {'; '.join(disputes)}." if disputes else "",
        claim.definition.text,
        remark(sheet, claim),
    ]
    return Line(
        figure=sentence(claim_figure(claim)) or band_words(claim.band) or "No figure",
        text=f"{part}{claim_who(claim)}, {claim_when(claim)}. {sentence(kind)}{aside}.",
        sources=sheet.cite(claim.citations),
        detail=" ".join(filter(None, parts)),
    )


def _chart(sheet: Sheet, claims: list[Claim]) -> Chart | None:
    """Points of the whole area's stated totals through time; a chart needs at least three."""
    totals = [
        c
        for c in claims
        if c.value is not None and c.unit == "km2" and c.definition.is_total and not c.part
        if c.confidence is not Confidence.UNVERIFIED
    ]
    drawn = [c for c in totals if not _is_order_unknown(c, totals)]
    if len(drawn) < 3 or claims[0].definition.comparable_group is ComparableGroup.NONE:
        return None
    marks = tuple(
        Mark(c.said.latest, c.value or 0.0, f"{claim_figure(c)}, {c.claimant}", c.claim_id == sheet.view.footprint)
        for c in sorted(drawn, key=lambda c: (c.said.latest, c.claim_id))[-_MOST_MARKS:]
    )
    return Chart("As stated, km², by the day it was said; sources stand with the claims below", "km²", marks)


def _is_order_unknown(claim: Claim, others: list[Claim]) -> bool:
    """Whether a claim is dated to a span of months in which others were made: its point would claim an order."""
    said = claim.said
    if (said.latest - said.earliest).days <= _ONE_MONTH:
        return False
    return any(
        said.earliest <= other.said.latest and other.said.earliest <= said.latest
        for other in others
        if other is not claim
    )
