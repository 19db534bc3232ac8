"""The panel of one country: status with its acts, every claim side by side, policy, facts around them, all cited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dashboard.maps.as_of import contested_by, disputed_by, is_superseded, marked_fact, remark
from dashboard.maps.context import ComposeContext
from dashboard.maps.layers.oblasts import measure_words
from dashboard.maps.layers.votes import years_not_read
from dashboard.maps.spec import Chart, Line, Mark, Panel, Section
from dashboard.maps.view import TREATIES
from dashboard.maps.wording import VOTE_WORDS, unit_noun, with_administrator
from geodata import (
    GROUP_LABELS,
    RULE_LABELS,
    ComparableGroup,
    Confidence,
    StatusKind,
    TreatyStatus,
    day_label,
    driving_claim,
)
from geodata.dates import DateSpan
from geodata.model import (
    ActionKind,
    AreaKind,
    Claim,
    State,
    Treaty,
    TreatyAction,
)
from geodata.sources import mark_of, with_mark
from geodata.treaties import LEGAL_KINDS, deciding_act, status_words, unconfirmed_acts_note
from geodata.wording import (
    ACT_WORDS,
    BASIS_LABELS,
    act_label,
    capitalized,
    claim_date_text,
    claim_figure,
    claim_heading,
    claimant_text,
    definition_heading,
    enumeration,
    name_in_sentence,
    number,
)

# -- The panel of one country: status with its acts, every claim side by side, and the facts around them, all cited.

OTHER_TREATIES = "Other treaties"  # title of the section with a line for each treaty that is not the view's
KINDS = {
    AreaKind.UN_MEMBER: "UN member",
    AreaKind.OBSERVER: "UN observer",
    AreaKind.OTHER_STATE: "state outside the UN",
    AreaKind.OTHER_AREA: "area not eligible to join",
    AreaKind.TERRITORY: "territory",
}


def country_panel(ctx: ComposeContext, state: State) -> Panel:
    """Return everything recorded about a state or area by the day; what is not recorded is said in words."""
    lead = (status_line(ctx, state, ctx.treaty, has_acts=True),)
    parts = [*_UNDRAWN, *((layer.state_order, layer.state_sections) for layer in ctx.layers)]
    parts.sort(key=lambda part: part[0])  # before any is asked, because sources are numbered as they are cited
    common = [state.common_name] if state.common_name != state.name else []
    where = state.subregion or state.region
    return Panel(
        title=state.name,
        subtitle=" · ".join([*common, where, KINDS[state.kind], f"on {day_label(ctx.day)}"]),
        area=state.area,
        lead=lead,
        sections=tuple(section for _, sections in parts for section in sections(ctx, state) if section is not None),
    )


def _acts(ctx: ComposeContext, state: State) -> Section:
    """The acts behind the status, oldest first; what the treaty's rule adds to them is computed and says so."""
    treaty, holder = ctx.treaty, ctx.dataset.administrator(state) or state
    status = ctx.dataset.status(holder.area, treaty.treaty_id, ctx.day)
    actor = holder.name if holder is not state else ""
    lines = (*(_act_line(ctx, act, actor) for act in status.actions), *_derived(status, treaty, actor))
    empty = f"No act of {name_in_sentence(holder.name)} under the {treaty.short_name} is recorded by this day."
    return Section(f"Acts under the {treaty.short_name}", lines, empty, open_count=4)


def status_line(ctx: ComposeContext, state: State, treaty: Treaty, *, has_acts: bool = False) -> Line:
    """Return the status in words, with the days of the acts that made it, or since when it holds."""
    holder = ctx.dataset.administrator(state) or state
    status = ctx.dataset.status(holder.area, treaty.treaty_id, ctx.day)
    legal = [act for act in status.actions if act.kind in LEGAL_KINDS]
    cited = legal[-1].citations if legal else treaty.citations[:1]
    text, act = treaty_since(treaty, status.since), deciding_act(status)
    text = with_mark(act, text) if act else text
    if has_acts and legal:
        acts = [with_mark(act, act_with_date(act.kind, act.when)) for act in legal]
        if entry := computed_entry(status):
            acts.append(act_with_date(ActionKind.ENTRY_INTO_FORCE, DateSpan.on(entry)))
        text = treaty_by_acts(treaty, acts)
        cited = tuple(act.citations[0] for act in legal)
    stated = legal if has_acts else legal[-1:]
    return Line(
        figure=capitalized(standing(ctx, state, treaty)),
        text=text,
        sources=ctx.cite(cited),
        swatch=status.kind.value,
        detail=_why(ctx, status, treaty),
        records=tuple(act.action_id for act in stated) or (treaty.treaty_id,),
    )


def standing(ctx: ComposeContext, state: State, treaty: Treaty) -> str:
    """Return the status of an area under a treaty inside a sentence, of a territory with the state that it follows."""
    holder = ctx.dataset.administrator(state) or state
    status = ctx.dataset.status(holder.area, treaty.treaty_id, ctx.day)
    if _is_ahead(ctx, status, treaty):
        return "not yet adopted"
    words = status_words(status, treaty)
    return words if holder is state else with_administrator(words, holder)


def treaty_since(treaty: Treaty, since: date | None) -> str:
    """Return under which treaty a status holds, and since when where it has a day."""
    return f"{treaty.short_name}, since {day_label(since)}" if since else treaty.short_name


def treaty_by_acts(treaty: Treaty, acts: Sequence[str]) -> str:
    """Return under which treaty a status holds, and the acts behind it, each as in `act_with_date`."""
    return f"{treaty.short_name}: {', '.join(acts)}"


def act_with_date(kind: ActionKind, when: DateSpan) -> str:
    """Return an act of a state with its date, as one of a list.

    Examples
    --------
    >>> act_with_date(ActionKind.SIGNATURE, DateSpan.parse("1997-12-03"))
    'signed 3 December 1997'
    >>> act_with_date(ActionKind.ENTRY_INTO_FORCE, DateSpan.parse("1999-03-01"))
    'bound since 1 March 1999'
    """
    return f"bound since {when.label}" if kind is ActionKind.ENTRY_INTO_FORCE else f"{ACT_WORDS[kind]} {when.label}"


def act_heading(kind: ActionKind, *, is_open: bool = False) -> str:
    """Return what kind of act a line is about; `is_open` when its date may lie after the day shown.

    Examples
    --------
    >>> act_heading(ActionKind.ACCESSION), act_heading(ActionKind.ACCESSION, is_open=True)
    ('Acceded', 'Acceded, by this day or later')
    """
    return f"{act_label(kind)}, by this day or later" if is_open else act_label(kind)


def _is_ahead(ctx: ComposeContext, status: TreatyStatus, treaty: Treaty) -> bool:
    """Whether the day lies before there was a treaty to join."""
    return status.kind is StatusKind.NOT_SIGNED and ctx.day < treaty.adopted


def _why(ctx: ComposeContext, status: TreatyStatus, treaty: Treaty) -> str:
    """The reason of a status in a sentence, where there is one to give."""
    if _is_ahead(ctx, status, treaty):
        return "There was no text to sign or to join by that day."
    if status.kind is StatusKind.NOT_SIGNED:
        return "No act under this treaty is recorded by that day."
    if status.kind is StatusKind.SUSPENSION_CLAIMED:
        notice = [a for a in status.actions if a.kind is ActionKind.SUSPENSION_NOTIFIED][-1]
        return " ".join(filter(None, [remark(ctx, notice), unconfirmed_acts_note(status.actions)]))
    return status.reason


def _act_line(ctx: ComposeContext, act: TreatyAction, actor: str) -> Line:
    against = contested_by(ctx, act)
    parts = [remark(ctx, act), f"Contested by: {against}." if against else ""]
    return Line(
        figure=act_heading(act.kind, is_open=act.when.latest > ctx.day),
        text=with_mark(act, act_days(act, actor)),
        sources=ctx.cite(act.citations),
        detail=" ".join(filter(None, parts)),
        records=(act.action_id,),
    )


def act_days(act: TreatyAction, actor: str) -> str:
    """Return when an act was made and when it takes effect; `actor` names a state that acted for the area, or none."""
    when = _when_and_who(act.when.label, actor)
    if act.date_effective is None:
        return when
    if act.kind is ActionKind.SUSPENSION_NOTIFIED:
        return f"{when}, claimed to take effect on {day_label(act.date_effective)}"
    return f"{when}, takes effect on {day_label(act.date_effective)}"


def _when_and_who(when: str, actor: str) -> str:
    return f"{when} ({actor})" if actor else when


def computed_entry(status: TreatyStatus) -> date | None:
    """Return the day of an entry into force that only follows from the treaty's rule; None where an act states it."""
    is_stated = any(act.kind is ActionKind.ENTRY_INTO_FORCE for act in status.actions)
    return None if status.kind is not StatusKind.PARTY or is_stated else status.since


def _derived(status: TreatyStatus, treaty: Treaty, actor: str) -> tuple[Line, ...]:
    """Entry into force by the treaty's rule, where no act states it: computed, and says by which article."""
    entry = computed_entry(status)
    if entry is None:
        return ()
    text = f"{_when_and_who(day_label(entry), actor)}, {entry_rule(treaty)}"
    return (Line(act_heading(ActionKind.ENTRY_INTO_FORCE), text, (), is_computed=True),)


def entry_rule(treaty: Treaty) -> str:
    """Return from what and by which article a computed entry into force follows."""
    return f"computed from the deposit by {treaty.entry_article}"


def _other_treaties(ctx: ComposeContext, state: State) -> Section:
    others = [ctx.dataset.treaty(treaty_id) for treaty_id in TREATIES if treaty_id != ctx.view.treaty]
    return Section(OTHER_TREATIES, tuple(status_line(ctx, state, treaty) for treaty in others), open_count=3)


# -- The claims about one country in its panel: all of them, side by side, groups that cannot be compared kept apart.

_MOST_MARKS = 40
_ONE_MONTH = 31  # days; a claim known to a month is drawn at its end
_TREATY_GROUPS = {"ccm": ComparableGroup.CLUSTER_REMNANTS}  # what a treaty is about, where the view names no group


def claim_sections(ctx: ComposeContext, state: State) -> list[Section]:
    """Return all claims by the day, newest first, one section a comparable group; groups are never mixed."""
    claims = ctx.claims_about(state.area)
    if not claims:
        where = name_in_sentence(state.name)
        empty = f"No claim about contamination in {where} is recorded by this day. That is not a finding of none."
        return [Section("Claims about contamination", (), empty)]
    sections = []
    for group in group_order(ctx, claims):
        group_claims = sorted((c for c in claims if c.definition.comparable_group is group), key=totals_first)
        title = "Other figures stated" if group is ComparableGroup.NONE else f"Claims: {GROUP_LABELS[group]}"
        lines = tuple(claim_panel_line(ctx, c) for c in group_claims)
        chosen = driving_claim(claims, ctx.view.claim_rule, group)
        sections.append(Section(title, lines, chart=_chart(ctx, group_claims, chosen), open_count=3))
    return sections


def totals_first(claim: Claim) -> tuple[int, int, bool]:
    """Newest first; of figures said on one day about one day, the total before its parts."""
    meant = claim.date_meant.latest if claim.date_meant else claim.date_said.latest
    is_part = bool(claim.part) or not claim.definition.is_total
    return (-claim.date_said.latest.toordinal(), -meant.toordinal(), is_part)


def group_order(ctx: ComposeContext, claims: tuple[Claim, ...]) -> list[ComparableGroup]:
    """The group of the footprint, the treaty's, the view's; then by the largest figure; last what has no group."""
    drawn = ctx.drawn_claim
    first = [drawn.definition.comparable_group] if drawn else []
    first += [_TREATY_GROUPS.get(ctx.view.treaty, ctx.view.claim_group), ctx.view.claim_group]
    order: dict[ComparableGroup, float] = {}
    for claim in claims:
        group = claim.definition.comparable_group
        weight = -1.0 if group is ComparableGroup.NONE else (claim.value or 0.0)
        order[group] = max(order.get(group, -1.0), weight)
    return sorted(
        order, key=lambda group: (first.index(group) if group in first else len(first), -order[group], group.value)
    )


def claim_panel_line(ctx: ComposeContext, claim: Claim) -> Line:
    """Return a claim as a line: its figure, who made it and when, what it measures, its marks, and its note."""
    disputes = disputed_by(ctx, claim)
    marks = []
    if claim.confidence is Confidence.UNVERIFIED:
        marks.append("unverified, kept out of maps and counts")
    if disputes:
        marks.append("disputed")
    if is_superseded(ctx, claim):
        marks.append("superseded since")
    if mark := mark_of(claim):
        marks.append(mark.value)
    parts = [
        f"As stated: {claim.as_stated}." if claim.as_stated else "",
        f"Disputed by {'; '.join(disputes)}." if disputes else "",
        claim.definition.text,
        remark(ctx, claim),
    ]
    return Line(
        figure=claim_heading(claim),
        text=_claim_line_text(claim, marks),
        sources=ctx.cite(claim.citations),
        detail=" ".join(filter(None, parts)),
        records=(claim.claim_id,),
    )


def _claim_line_text(claim: Claim, marks: Sequence[str]) -> str:
    """Return who made a claim and when, what it measures and on what basis, and its marks in brackets."""
    text = f"{claimant_text(claim)}, {claim_date_text(claim)}. "
    text += f"{definition_heading(claim.definition)}; {BASIS_LABELS[claim.basis]}"
    if marks:
        text = f"{text} ({', '.join(marks)})"
    return f"{capitalized(claim.part)}: {text}." if claim.part else f"{text}."


def _chart(ctx: ComposeContext, claims: list[Claim], chosen: Claim | None) -> Chart | None:
    """Points of the whole area's stated totals through time; a chart needs at least three.

    The large ones are those that a layer draws, else the claim that the reader's rule picks.
    """
    totals = [
        c
        for c in claims
        if c.value is not None and c.unit == "km2" and c.definition.is_total and not c.part
        if c.confidence is not Confidence.UNVERIFIED
    ]
    drawn = [c for c in totals if not _is_order_unknown(c, totals)]
    if len(drawn) < 3 or claims[0].definition.comparable_group is ComparableGroup.NONE:
        return None
    shown = sorted(drawn, key=lambda c: (c.date_said.latest, c.claim_id))[-_MOST_MARKS:]
    named = {record for layer in ctx.on for record in layer.named_records(ctx.view)} & {c.claim_id for c in shown}
    leads = named or ({chosen.claim_id} if chosen in shown else set())
    marks = tuple(
        Mark(c.date_said.latest, c.value or 0.0, f"{claim_figure(c)}, {c.claimant}", c.claim_id in leads) for c in shown
    )
    large = f"; large: {'drawn to scale' if named else RULE_LABELS[ctx.view.claim_rule]}" if leads else ""
    return Chart(f"As stated, km², by the day it was said{large}; sources stand with the claims below", "km²", marks)


def _is_order_unknown(claim: Claim, others: list[Claim]) -> bool:
    """Whether a claim is dated to a span of months in which others were made: its point would claim an order."""
    span = claim.date_said
    if (span.latest - span.earliest).days <= _ONE_MONTH:
        return False
    return any(
        span.earliest <= other.date_said.latest and other.date_said.earliest <= span.latest
        for other in others
        if other is not claim
    )


# -- The sections of a country's panel around status, claims and policy: clearance, votes, deadlines, what is left out.


def oblasts(ctx: ComposeContext, state: State) -> Section | None:
    """Figures below country level, where any are recorded."""
    own = [f for f in ctx.dataset.oblasts if f.iso2 == state.iso2]
    if not own:
        return None
    figures = [f for f in own if f.date_meant.latest <= ctx.day]
    lines = tuple(
        Line(
            figure=f"{number(f.value_km2)} km²" if f.value_km2 is not None else "No figure",
            text=marked_fact(f, f"{f.name}: {measure_words(f.measure)}. {f.claimant}, {f.date_meant.label}."),
            sources=ctx.cite(f.citations),
            detail=remark(ctx, f),
            records=(f.figure_id,),
        )
        for f in sorted(figures, key=lambda f: (-f.date_meant.latest.toordinal(), f.figure_id))
    )
    noun = unit_noun(state.area)
    article = "an" if noun.singular[0] in "aeiou" else "a"
    title = f"{capitalized(noun.plural)}, each figure by its own measure"
    return Section(title, lines, f"No figure for {article} {noun.singular} by this day.")


def votes(ctx: ComposeContext, state: State) -> Section:
    """How the state voted on the yearly resolution in the years that had ended, and which of these were not read."""
    title = "Votes on the yearly UN resolution on the mine ban"
    if state.kind is not AreaKind.UN_MEMBER:
        return Section(title, (), "Only members of the United Nations vote in the General Assembly.")
    cast = [v for v in ctx.dataset.votes.get(state.area, ()) if v.year < ctx.day.year]
    lines = [
        Line(
            figure=f"{v.year}: {VOTE_WORDS[v.vote]}",
            text=marked_fact(v, f"resolution {v.resolution.removeprefix('A/RES/')}"),
            sources=ctx.cite(v.citations),
            records=(v.record_id,),
        )
        for v in sorted(cast, key=lambda v: -v.year)
    ]
    unread = years_not_read(ctx.dataset, ctx.day.year)
    if lines and unread:
        lines.append(Line(f"{enumeration(unread)}: not read", "no record of these votes", (), is_computed=True))
    return Section(title, tuple(lines), "No vote is recorded before this year.")


def omissions(ctx: ComposeContext, state: State) -> Section | None:
    """Statements about the area that the atlas leaves out, with the reason; no section where there is none."""
    records = [item for item in ctx.dataset.omissions.get(state.area, ()) if item.when.latest <= ctx.day]
    lines = tuple(
        Line(capitalized(item.statement), item.reason, ctx.cite(item.citations), records=(item.omission_id,))
        for item in records
    )
    return Section("Left out, and why", lines) if lines else None


# Sections of facts that no layer draws, and of all claims and treaties beside the one of the view, with their places
# among those of the layers (`Layer.state_order`).
_UNDRAWN: tuple[tuple[int, Callable[[ComposeContext, State], Sequence[Section | None]]], ...] = (
    (0, claim_sections),
    (1, lambda ctx, state: (_acts(ctx, state), _other_treaties(ctx, state))),
    (2, lambda ctx, state: (oblasts(ctx, state),)),
    (4, lambda ctx, state: (votes(ctx, state),)),
    (9, lambda ctx, state: (omissions(ctx, state),)),
)
