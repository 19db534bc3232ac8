"""What stands beside the map: the summary of the view with what changed around its day, or the chosen country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby

from dashboard.maps.compose.country import country_panel, period_line
from dashboard.maps.context import ComposeContext
from dashboard.maps.layers import footprint, policy, treaty_status
from dashboard.maps.spec import Line, Panel, Section
from geodata import GROUP_LABELS, TreatyStatus, day_label
from geodata.collation import name_key
from geodata.dates import DateSpan
from geodata.model import ActionKind, TreatyAction
from geodata.sources import with_mark
from geodata.treaties import CONSENT, JOINED_KINDS, entry_into_force
from geodata.wording import capitalized, claim_date_text, claim_figure, claimant_text, enumeration, print_form

_MOST_CLAIMS = 12


def panel(ctx: ComposeContext) -> Panel:
    """Return the panel of the view, its texts set as they are printed."""
    area = ctx.view.country
    found = country_panel(ctx, ctx.dataset.state(area)) if area else _of_view(ctx)
    sections = tuple(replace(section, lines=_set(section.lines)) for section in found.sections)
    return replace(found, lead=_set(found.lead), sections=sections)


def _set(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(
        replace(line, figure=print_form(line.figure), text=print_form(line.text), detail=print_form(line.detail))
        for line in lines
    )


def _of_view(ctx: ComposeContext) -> Panel:
    sections = []
    if ctx.has("footprint"):
        sections.append(_footprint(ctx))
    if ctx.has("policy"):
        sections.append(_policy(ctx))
    if ctx.has("status"):
        sections += [treaty_status.change_section(ctx)] if ctx.since is not None else []
        sections += [_membership(ctx), section(ctx)]
    if ctx.has("contamination"):
        sections.append(_largest(ctx))
    treaty = [ctx.treaty.title] if ctx.has("status") else []
    return Panel("This view", " · ".join([*treaty, day_label(ctx.day)]), "", (), tuple(sections))


def _membership(ctx: ComposeContext) -> Section:
    """The two ways to count States Parties, which published figures mix; the legend counts the rest."""
    pool = [ctx.statuses[s.area].status for s in ctx.dataset.countries if ctx.passes(s, status=False)]
    joined, bound = (f"{low}" if low == high else f"{low} or {high}" for low, high in (_joined(pool), _bound(pool)))
    short = ctx.treaty.short_name
    may_join = "states may join, of those the filters keep" if ctx.is_filtered else "states may join"
    lines = (
        Line(joined, "have joined: consent deposited and not withdrawn, as depositaries count", (), is_computed=True),
        Line(bound, "are bound: entry into force reached as well", (), is_computed=True),
        Line(str(len(pool)), may_join, (), is_computed=True),
    )
    return Section(f"Two ways to count the parties to the {short} (computed)", lines)


def _joined(statuses: list[TreatyStatus]) -> tuple[int, int]:
    sure = sum(s.has_joined for s in statuses)
    return sure, sure + sum(not s.has_joined and any(k in JOINED_KINDS for k in s.possible) for s in statuses)


def _bound(statuses: list[TreatyStatus]) -> tuple[int, int]:
    return sum(s.is_bound for s in statuses), sum(s.may_be_bound for s in statuses)


def _largest(ctx: ComposeContext) -> Section:
    """The largest claims on the map, with who made them; a ranking of claims, not of countries."""
    rows = [ctx.claims[s.area] for s in ctx.kept]
    found = sorted(
        ((row.claim.value, row.state.name, row.claim) for row in rows if row.claim and row.claim.value is not None),
        key=lambda item: (-item[0], item[1]),
    )
    lines = tuple(
        Line(
            claim_figure(claim),
            with_mark(claim, f"{name}: {claimant_text(claim)}, {claim_date_text(claim)}"),
            ctx.cite(claim.citations),
        )
        for _, name, claim in found[:_MOST_CLAIMS]
    )
    group = GROUP_LABELS[ctx.view.claim_group]
    return Section(f"Largest claims on this map: {group}", lines, "No claim with a figure passes.", open_count=5)


def _footprint(ctx: ComposeContext) -> Section:
    found = footprint.claim(ctx)
    if found is None:
        return Section("Footprint", (), footprint.note(ctx))
    says = with_mark(found, f"{claimant_text(found)}, {claim_date_text(found)}")
    line = Line(claim_figure(found), says, ctx.cite(found.citations))
    caption = Line("", capitalized(footprint.CAPTION) + ".", (), is_computed=True)
    return Section("Footprint, drawn to scale", (line, caption))


def _policy(ctx: ComposeContext) -> Section:
    lines = tuple(period_line(ctx, period) for period in policy.running(ctx).periods)
    return Section("United States policy on this day", lines, "No rule is recorded for this day.", open_count=4)


# -- What changed around the day: acts grouped by day, kind and treaty, each group one cited line.

WINDOW = timedelta(days=45)
VERBS = {
    ActionKind.SIGNATURE: ("signs", "sign"),
    ActionKind.RATIFICATION: ("ratifies", "ratify"),
    ActionKind.ACCEPTANCE: ("accepts", "accept"),
    ActionKind.APPROVAL: ("approves", "approve"),
    ActionKind.ACCESSION: ("accedes", "accede"),
    ActionKind.SUCCESSION: ("succeeds", "succeed"),
    ActionKind.CONSENT_TO_BE_BOUND: ("consents to be bound", "consent to be bound"),
    ActionKind.ENTRY_INTO_FORCE: ("becomes bound", "become bound"),
    ActionKind.SUSPENSION_NOTIFIED: ("notifies a suspension", "notify a suspension"),
    ActionKind.WITHDRAWAL_NOTIFIED: ("notifies withdrawal", "notify withdrawal"),
    ActionKind.WITHDRAWAL_EFFECTIVE: ("leaves", "leave"),
    ActionKind.OBJECTION: ("objects to a suspension", "object to a suspension"),
    ActionKind.DECLARATION: ("makes a declaration", "make a declaration"),
    ActionKind.TERRITORIAL_EXTENSION: ("extends the treaty to a territory", "extend the treaty to territories"),
    ActionKind.DOMESTIC_DECISION: ("takes a domestic decision", "take domestic decisions"),
    ActionKind.COMPLIANCE_REQUEST: ("asks about compliance", "ask about compliance"),
}
_MOST_NAMES = 12


def section(ctx: ComposeContext) -> Section:
    """Return the acts within 45 days of the day, or else the last before and the first after it."""
    acts = sorted(_acts(ctx), key=_key)
    near = [a for a in acts if a.when.earliest - WINDOW <= ctx.day <= a.when.latest + WINDOW]
    title = f"What changed around this day under the {ctx.treaty.short_name}"
    if not near:
        before = [a for a in acts if a.when.earliest < ctx.day]
        after = [a for a in acts if a.when.earliest > ctx.day]
        days = {x.when.earliest for x in (*before[-1:], *after[:1])}
        near = [a for a in acts if a.when.earliest in days]
        title = f"Nothing changed within 45 days under the {ctx.treaty.short_name}; nearest changes"
    lines = tuple(_line(ctx, when, kind, list(group)) for (when, kind), group in groupby(near, key=_group))
    return Section(title, lines, empty="No act under this treaty is recorded.", open_count=8)


def _acts(ctx: ComposeContext) -> Iterable[TreatyAction]:
    """Acts of the treaty by states that the region filter keeps, and the entries into force that follow from them."""
    for (treaty, area), acts in ctx.dataset.actions.items():
        if treaty == ctx.view.treaty and ctx.passes(ctx.dataset.state(area), status=False, claim=False):
            yield from acts
            if not any(act.kind is ActionKind.ENTRY_INTO_FORCE for act in acts):
                yield from _entries(ctx, acts)


def _entries(ctx: ComposeContext, acts: Iterable[TreatyAction]) -> Iterable[TreatyAction]:
    """Entry into force by the rule of the treaty, for a deposit whose day is known: cited as the deposit is."""
    for act in acts:
        if act.kind in CONSENT and act.when.is_exact:
            day = entry_into_force(ctx.treaty, act.when.earliest)
            yield replace(act, kind=ActionKind.ENTRY_INTO_FORCE, when=DateSpan.on(day))


def _key(act: TreatyAction) -> tuple[date, date, str, str]:
    return (act.when.earliest, act.when.latest, act.kind.value, act.area)


def _group(act: TreatyAction) -> tuple[str, ActionKind]:
    return (act.when.label, act.kind)


def _line(ctx: ComposeContext, when: str, kind: ActionKind, acts: list[TreatyAction]) -> Line:
    names = sorted((with_mark(act, ctx.dataset.state(act.area).name) for act in acts), key=name_key)
    verb = VERBS[kind][len(names) > 1]
    many = len(names) > _MOST_NAMES
    who = f"{len(names)} states" if many else enumeration(names)
    return Line(
        figure=capitalized(when),
        text=f"{who} {verb}",
        sources=ctx.cite(c for act in acts for c in act.citations[:1]),
        detail=enumeration(names) if many else "",
    )
