"""The panel of one country: status with its acts, every claim side by side, and the facts around them, all cited."""

from __future__ import annotations

from dashboard.maps import country_facts as facts
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import Chart, Line, Mark, Panel, Section
from dashboard.maps.view import TREATIES
from dashboard.maps.wording import BASIS_LABELS, band_words, claim_figure, claim_when, claim_who, sentence
from geodata import GROUP_LABELS, ComparableGroup, Confidence, StatusKind, TreatyStatus, day_label
from geodata.kinds import ActionKind, AreaKind, ClaimStatus
from geodata.records import Claim, State, TreatyAction
from geodata.treaties import LEGAL_KINDS

KINDS = {
    AreaKind.UN_MEMBER: "UN member",
    AreaKind.OBSERVER: "UN observer",
    AreaKind.OTHER_STATE: "state outside the UN",
    AreaKind.OTHER_AREA: "area without separate status",
    AreaKind.TERRITORY: "territory",
}
_PAST = {
    ActionKind.SIGNATURE: "Signed",
    ActionKind.RATIFICATION: "Ratified",
    ActionKind.ACCEPTANCE: "Accepted",
    ActionKind.APPROVAL: "Approved",
    ActionKind.ACCESSION: "Acceded",
    ActionKind.SUCCESSION: "Succeeded",
    ActionKind.CONSENT_TO_BE_BOUND: "Consented to be bound",
    ActionKind.ENTRY_INTO_FORCE: "Bound",
    ActionKind.SUSPENSION_NOTIFIED: "Notified a suspension",
    ActionKind.WITHDRAWAL_NOTIFIED: "Notified withdrawal",
    ActionKind.WITHDRAWAL_EFFECTIVE: "Left",
    ActionKind.OBJECTION: "Objected to another state's suspension",
    ActionKind.DECLARATION: "Made a declaration",
    ActionKind.TERRITORIAL_EXTENSION: "Extended the treaty to a territory",
    ActionKind.DOMESTIC_DECISION: "Decided at home",
    ActionKind.COMPLIANCE_REQUEST: "Asked about compliance",
}
_MOST_MARKS = 40


def country_panel(sheet: Sheet, state: State) -> Panel:
    """Return everything recorded about a state or area by the day; what is not recorded is said in words."""
    lead = _status_lines(sheet, state, sheet.view.treaty)
    sections = [
        _other_treaties(sheet, state),
        *_claims(sheet, state),
        facts.oblasts(sheet, state),
        facts.clearance(sheet, state),
        facts.policy(sheet, state),
        facts.votes(sheet, state),
        facts.deadlines(sheet, state),
        facts.casualties(sheet, state),
        facts.stocks(sheet, state),
        facts.events(sheet, state),
    ]
    where = state.subregion or state.region
    return Panel(
        title=state.name,
        subtitle=f"{where} · {KINDS[state.kind]} · on {day_label(sheet.day)}",
        area=state.area,
        lead=lead,
        sections=tuple(section for section in sections if section is not None),
    )


def _status_lines(sheet: Sheet, state: State, treaty_id: str) -> tuple[Line, ...]:
    """The status in words, then the acts behind it, oldest first."""
    holder = sheet.dataset.administrator(state) or state
    status = sheet.dataset.status(holder.area, treaty_id, sheet.day)
    follows = f", as {holder.name}, which administers it" if holder is not state else ""
    since = f"since {day_label(status.since)}" if status.since else ""
    treaty = sheet.dataset.treaty(treaty_id)
    legal = [act for act in status.actions if act.kind in LEGAL_KINDS]
    cites = sheet.cite(legal[-1].citations if legal else treaty.citations[:1])
    lead = Line(
        figure=sentence(status.label) + follows,
        text=f"{treaty.short_name}{', ' + since if since else ''}",
        sources=cites,
        swatch=status.kind.value,
        detail=_why(status),
    )
    return (lead, *(_act_line(sheet, act) for act in status.actions), *_derived(sheet, status, treaty_id))


def _why(status: TreatyStatus) -> str:
    if status.kind is StatusKind.NOT_SIGNED:
        return "No act of this state is recorded by that day; the depositary lists none."
    return status.reason


def _act_line(sheet: Sheet, act: TreatyAction) -> Line:
    when = act.when.label
    effect = ""
    if act.date_effective:
        verb = "claimed to take effect" if act.kind is ActionKind.SUSPENSION_NOTIFIED else "takes effect"
        effect = f", {verb} on {day_label(act.date_effective)}"
    contested = f" Contested by: {act.contested_by}." if act.contested else ""
    return Line(
        figure=_PAST[act.kind], text=when + effect, sources=sheet.cite(act.citations), detail=act.note + contested
    )


def _derived(sheet: Sheet, status: TreatyStatus, treaty_id: str) -> tuple[Line, ...]:
    """Entry into force by the treaty's rule, where no act states it: computed, and says by which article."""
    stated = any(act.kind is ActionKind.ENTRY_INTO_FORCE for act in status.actions)
    if status.kind is not StatusKind.PARTY or stated or status.since is None:
        return ()
    article = sheet.dataset.treaty(treaty_id).entry_article
    return (Line("Bound", f"{day_label(status.since)}, computed from the deposit by {article}", (), is_computed=True),)


def _other_treaties(sheet: Sheet, state: State) -> Section:
    lines = []
    for treaty_id in TREATIES:
        if treaty_id != sheet.view.treaty:
            lines.append(_status_lines(sheet, state, treaty_id)[0])
    return Section("Other treaties", tuple(lines), open_count=3)


def _claims(sheet: Sheet, state: State) -> list[Section]:
    """All claims, newest first, one section a comparable group; groups are never mixed."""
    claims = sheet.claims_about(state.area)
    if not claims:
        empty = f"No claim about contamination in {state.name} is recorded by this day. That is not a finding of none."
        return [Section("Claims about contamination", (), empty)]
    sections = []
    for group in _group_order(claims):
        found = [c for c in claims if c.definition.comparable_group is group]
        title = "Other figures stated" if group is ComparableGroup.NONE else f"Claims: {GROUP_LABELS[group]}"
        lines = tuple(_claim_line(sheet, c) for c in found)
        sections.append(Section(title, lines, chart=_chart(sheet, found), open_count=3))
    return sections


def _group_order(claims: tuple[Claim, ...]) -> list[ComparableGroup]:
    """Groups with the largest stated total first, and what cannot be compared last."""
    order: dict[ComparableGroup, float] = {}
    for claim in claims:
        group = claim.definition.comparable_group
        weight = -1.0 if group is ComparableGroup.NONE else (claim.value or 0.0)
        order[group] = max(order.get(group, -1.0), weight)
    return sorted(order, key=lambda group: (-order[group], group.value))


def _claim_line(sheet: Sheet, claim: Claim) -> Line:
    figure = claim_figure(claim) or band_words(claim.band) or "No figure"
    marks = []
    if claim.confidence is Confidence.UNVERIFIED:
        marks.append("unverified, kept out of maps and counts")
    if claim.status is ClaimStatus.DISPUTED:
        marks.append("disputed")
    if claim.status is ClaimStatus.SUPERSEDED and _is_superseded(sheet, claim):
        marks.append("superseded since")
    part = f"{claim.part}: " if claim.part else ""
    kind = f"{claim.definition.label}; {BASIS_LABELS[claim.basis]}"
    aside = f" ({', '.join(marks)})" if marks else ""
    stated = f"As stated: {claim.as_stated}. " if claim.as_stated else ""
    return Line(
        figure=figure,
        text=f"{part}{claim_who(claim)}, {claim_when(claim)}. {sentence(kind)}{aside}.",
        sources=sheet.cite(claim.citations),
        detail=f"{stated}{claim.definition.text} {claim.note}".strip(),
    )


def _is_superseded(sheet: Sheet, claim: Claim) -> bool:
    """Whether the claim that took its place had been made by the day."""
    later = sheet.dataset.claim_by_id.get(claim.superseded_by)
    return later is not None and later.said.latest <= sheet.day


def _chart(sheet: Sheet, claims: list[Claim]) -> Chart | None:
    """Points of the whole area's stated totals through time; a chart needs at least three."""
    drawn = [
        c
        for c in claims
        if c.value is not None and c.unit == "km2" and c.definition.is_total and not c.part
        if c.confidence is not Confidence.UNVERIFIED
    ]
    if len(drawn) < 3 or claims[0].definition.comparable_group is ComparableGroup.NONE:
        return None
    marks = tuple(
        Mark(c.said.latest, c.value or 0.0, f"{claim_figure(c)}, {c.claimant}", c.claim_id == sheet.view.footprint)
        for c in sorted(drawn, key=lambda c: (c.said.latest, c.claim_id))[-_MOST_MARKS:]
    )
    return Chart("As stated, km², by the day it was said", "km²", marks)
