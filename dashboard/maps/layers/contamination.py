"""The contamination layer: the claim that the view's rule picks, as a fill or, over treaty status, as circles."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from math import sqrt

from dashboard.maps.as_of import disputed_by
from dashboard.maps.context import AreaRow, Choice, ComposeContext, Layer, Picture, RowFacts
from dashboard.maps.empty_state import go_to
from dashboard.maps.palette import CLAIM_LOOKS
from dashboard.maps.spec import (
    NO_TEXT,
    AreaFeature,
    Chapter,
    CitedText,
    Column,
    Empty,
    Headline,
    Legend,
    LegendClass,
    Line,
    Section,
    Symbol,
    Term,
)
from dashboard.maps.view import View
from dashboard.maps.wording import (
    MOST_NAMES_IN_A_NOTE,
    claim_filter_phrase,
    claim_line,
    claims_heading,
    class_label,
    paragraphs,
    spelled,
    states_of_regions,
    status_filter_phrase,
)
from geodata import (
    CLASS_LABELS,
    CLASS_NAMES,
    CLASS_RANGES,
    GROUP_LABELS,
    MAP_GROUPS,
    RULE_LABELS,
    ClaimClass,
    ClaimRule,
    ComparableGroup,
    day_label,
)
from geodata.claims import AFFECTED_CLASSES, driving_claim, is_at_least
from geodata.dataset import Dataset
from geodata.joins import ClaimRow
from geodata.model import Claim, Definition, Mark, State, Treaty
from geodata.sources import mark_of, with_mark
from geodata.wording import (
    BASIS_LABELS,
    capitalized,
    claim_date_text,
    claim_figure,
    claim_statement,
    claimant_text,
    enumeration,
    name_in_sentence,
)

ID = "contamination"

CAUTION = (
    "A country's fill never means that the whole country is mined. No claim recorded is not the same as no mines: the "
    "atlas has read no claim of this kind by that day."
)
_MOST_DISPUTES = 2  # a quote is one line, so it names the first and counts the rest
_MOST_CLAIMS = 12  # of the largest, in the panel
_LEAST_RADIUS, _MOST_RADIUS = 3.0, 22.0
_MASSIVE_KM2 = 2_000.0  # circles grow with the root of the area up to here, which keeps 1 km2 visible beside it


def legend(ctx: ComposeContext, symbol: str) -> Legend:
    """Return all classes with the number of states in each; the title prints rule and group."""
    least = ctx.view.claim_least
    classes_of_states = [row.claim.claim_class for row in ctx.passing(ID)]
    classes = tuple(
        LegendClass(
            class_id=cls.value,
            label=class_label(cls),
            meaning="",
            look=CLAIM_LOOKS[cls],
            count=classes_of_states.count(cls),
            is_selected=least is None or is_at_least(cls, least),
        )
        for cls in ClaimClass
    )
    title = f"Claimed contamination: {GROUP_LABELS[ctx.view.claim_group]}, {RULE_LABELS[ctx.view.claim_rule]}"
    return Legend(ID, title, symbol, classes, CAUTION, edit="least" if symbol == "fill" else "")


def areas(ctx: ComposeContext) -> tuple[AreaFeature, ...]:
    """Return every area with the class of its claim, by code."""
    return tuple(
        AreaFeature(
            area=row.state.area,
            name=row.state.common_name,
            class_id=row.claim.claim_class.value,
            sentence=claim_text(ctx, row.claim) if row.claim.claim else NO_TEXT,
            is_muted=not row.passes(),
            follows="",
        )
        for row in ctx.rows.values()
    )


def circles(ctx: ComposeContext) -> tuple[Symbol, ...]:
    """Return one circle for each area with a claim that passes the filters, its area growing with the claimed area."""
    sized = [
        (_radius(row.claim), row.claim.claim_id, row)
        for row in ctx.claims.values()
        if row.claim is not None and ctx.rows[row.state.area].passes()
    ]
    return tuple(
        Symbol(
            symbol_id=claim_id,
            layer=ID,
            lon=row.state.label_lon,
            lat=row.state.label_lat,
            radius=radius,
            class_id=row.claim_class.value,
            sentence=claim_text(ctx, row),
            area=row.state.area,
        )
        for radius, claim_id, row in sorted(sized, key=lambda item: (-item[0], item[1]))
    )


def claim_text(ctx: ComposeContext, row: ClaimRow) -> CitedText:
    """Return the claim about an area in a sentence: the figure, who said it, when, and the numbers of its sources."""
    claim = row.claim
    if claim is None:
        return CitedText(f"No claim about {GROUP_LABELS[ctx.view.claim_group]} recorded")
    return CitedText(claim_line(claim), ctx.cite(claim.citations))


def _radius(claim: Claim) -> float:
    km2 = min(claim.value or 0.0, _MASSIVE_KM2)
    return round(_LEAST_RADIUS + (_MOST_RADIUS - _LEAST_RADIUS) * sqrt(km2 / _MASSIVE_KM2), 1)


def _claims_sentence(ctx: ComposeContext) -> str:
    pool = ctx.passing(ID)
    if ctx.view.claim_least:
        return states_with_claim(len(ctx.kept), len(pool), filters=ctx.view, treaty=ctx.treaty)
    having = [row for row in pool if row.claim.claim is not None]
    massive = sum(row.claim.claim_class is ClaimClass.MASSIVE for row in having)
    return claims_recorded(len(having), massive, len(pool), filters=ctx.view, treaty=ctx.treaty)


# -- Messages of the headline, one for each situation; `filters` is the view whose filters the sentence names.


def states_with_claim(count: int, whole: int, *, filters: View, treaty: Treaty) -> str:
    """Return how many of the states have a claim as the filter asks for."""
    claim = claim_filter_phrase(filters.claim_least, filters.claim_group)
    return f"{count} of {_states(whole, filters, treaty)} have {claim}"


def claims_recorded(count: int, massive: int, whole: int, *, filters: View, treaty: Treaty) -> str:
    """Return for how many of the states a claim is recorded, and for how many of them it is classed massive."""
    group = GROUP_LABELS[filters.claim_group]
    text = f"A claim about {group} is recorded for {count} of {_states(whole, filters, treaty)}"
    return f"{text}; for {spelled(massive)} it is classed massive (100 km² or more)" if massive else text


def _states(count: int, filters: View, treaty: Treaty) -> str:
    """The states among which the headline counts, as they stand behind "of"."""
    states, predicate = states_of_regions(filters.regions), status_filter_phrase(filters.statuses, treaty)
    return f"{count} {states} that {predicate}" if predicate else f"{count} {states}"


def _largest(ctx: ComposeContext) -> Section:
    """The largest claims on the map, with who made them; a ranking of claims, not of countries."""
    rows = [ctx.claims[s.area] for s in ctx.kept]
    ranked = sorted(
        ((row.claim.value, row.state.name, row.claim) for row in rows if row.claim and row.claim.value is not None),
        key=lambda item: (-item[0], item[1]),
    )
    lines = tuple(
        Line(
            claim_figure(claim),
            with_mark(claim, f"{name}: {claimant_text(claim)}, {claim_date_text(claim)}"),
            ctx.cite(claim.citations),
            records=(claim.claim_id,),
        )
        for _, name, claim in ranked[:_MOST_CLAIMS]
    )
    group = GROUP_LABELS[ctx.view.claim_group]
    return Section(f"Largest claims on this map: {group}", lines, "No claim with a figure passes.", open_count=5)


def _before_any_claim(ctx: ComposeContext) -> Empty | None:
    if any(row.claim for row in ctx.claims.values()):
        return None
    rule, group = ctx.view.claim_rule, ctx.view.claim_group
    claim_days = (
        c.date_said.latest for claims in ctx.dataset.claims.values() for c in claims if driving_claim((c,), rule, group)
    )
    first = min((day for day in claim_days if day > ctx.day), default=None)
    text = f"No claim about {GROUP_LABELS[group]} is recorded by {day_label(ctx.day)}."
    return go_to(text, first) if first else None


def days(ctx: ComposeContext) -> set[date]:
    """Return the days on which a claim was made about an area that has one of the view's group."""
    group = ctx.view.claim_group
    areas_of_group = (
        claims
        for claims in ctx.dataset.claims.values()
        if any(claim.definition.comparable_group is group for claim in claims)
    )
    return {claim.date_said.latest for claims in areas_of_group for claim in claims}


def is_filtered(view: View) -> bool:
    """Return whether a view keeps the states of a class of claims and above only."""
    return view.claim_least is not None


def passes(ctx: ComposeContext, row: AreaRow) -> bool:
    """Return whether the claim about an area is of the class that the view asks for, or above."""
    least = ctx.view.claim_least
    return least is None or is_at_least(row.claim.claim_class, least)


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by the class of their claim, or circles where another layer fills the areas."""
    if ctx.is_filled_by(ID):
        return Picture((legend(ctx, "fill"),), areas(ctx))
    return Picture((legend(ctx, "circle"),), symbols=circles(ctx))


def weak_sources(ctx: ComposeContext, areas: Collection[str]) -> Sequence[str]:
    """Return those of some states whose claim is known from a relay only, in a sentence."""
    claims = {s.name: ctx.claims[s.area].claim for s in ctx.kept if s.area in areas}
    names = [name for name, claim in claims.items() if claim is not None and mark_of(claim) is Mark.RELAYED]
    if not names:
        return ()
    which = enumeration(names, MOST_NAMES_IN_A_NOTE)
    return (f"Relayed, the document of the claimant was not read: the claim about {which}.",)


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the claim about a state: the one drawn, else the one that the rule picks, else that there is none."""
    drawn = ctx.drawn_claim
    claim = drawn if drawn is not None and drawn.area == state.area else ctx.claims[state.area].claim
    if claim is not None:
        return claim_quote(ctx, claim)
    group, where = GROUP_LABELS[ctx.view.claim_group], name_in_sentence(state.name)
    day = day_label(ctx.day)
    return f"No claim about {group} in {where} is recorded by {day}, which is not a finding of none"


def claim_quote(ctx: ComposeContext, claim: Claim) -> str:
    """Return a claim in a sentence with who disputes it, the first ones by name."""
    ctx.cite(claim.citations)
    name = name_in_sentence(ctx.dataset.state(claim.area).name)
    return claim_and_disputes(with_mark(claim, claim_statement(claim, name)), disputed_by(ctx, claim))


def claim_and_disputes(statement: str, critics: Sequence[str]) -> str:
    """Return the statement of a claim with who disputes it, of which the first are named.

    Examples
    --------
    >>> claim_and_disputes("The government declared 5 km²", ["the Monitor, 2024"])
    'The government declared 5 km²; disputed by the Monitor, 2024'
    >>> claim_and_disputes("The government declared 5 km²", ["A", "B", "C"])
    'The government declared 5 km²; disputed by A, and by B, and by others'
    """
    if not critics:
        return statement
    others = ["others"] if len(critics) > _MOST_DISPUTES else []
    return f"{statement}; disputed by {', and by '.join([*critics[:_MOST_DISPUTES], *others])}"


_ABOUT = paragraphs(f"""
A claim is one figure that somebody stated on a day about an area. The atlas keeps every claim as stated, with who
said it, when, on what basis and by what definition; it never averages claims and never adds them up.

A map needs one figure for each country. The reader chooses the rule: {", ".join(RULE_LABELS.values())}. Only claims
of one comparable group share a legend, and only totals for the whole country colour it.

Classes of area are those of the Landmine Monitor, read as half-open intervals: 19.5 km² is medium.

No claim recorded is not the same as no mines. A country's colour never means that the whole country is mined.
""")


def about(dataset: Dataset) -> Sequence[Chapter]:
    """Return what a claim is and how one is picked, and what each group of comparable claims measures."""
    return (
        Chapter("Claims about contamination", _ABOUT, tuple(_classes())),
        *(_definitions(dataset, group) for group in ComparableGroup),
    )


def _classes() -> Iterator[Term]:
    for cls in ClaimClass:
        area = CLASS_RANGES.get(cls, "")
        yield Term(capitalized(CLASS_NAMES[cls]), f"{capitalized(area)}." if area else "", CLAIM_LOOKS[cls])


def _definitions(dataset: Dataset, group: ComparableGroup) -> Chapter:
    definitions = [item for item in dataset.definitions.values() if item.comparable_group is group]
    title = f"Definitions: {GROUP_LABELS[group]}"
    folded = f"{len(definitions)} definitions"
    return Chapter(title, (), tuple(_definition(item) for item in definitions), folded)


def _definition(item: Definition) -> Term:
    parts = [item.text]
    if item.includes:
        parts.append(f"Includes {item.includes}.")
    if item.excludes:
        parts.append(f"Excludes {item.excludes}.")
    if item.standard:
        parts.append(f"Standard: {item.standard}.")
    if not item.is_total:
        parts.append("Not a total: it never colours a map.")
    return Term(item.label, " ".join(parts))


COLUMNS = (
    Column("claim", "Claimed contamination", ID, width=22, pixels=110),
    Column("value_km2", "km²", ID, width=12, pixels=70, is_figure=True),
    Column("claimant", "Claimant", ID, width=34, pixels=120),
    Column("claim_date", "Said, as of", ID, width=30),
    Column("basis", "Basis", ID, width=24),
)


def facts(_ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return the claim about a state: figure, who said it, when, on what basis."""
    class_text, claim = class_label(row.claim.claim_class), row.claim.claim
    if claim is None:
        return RowFacts(cells=(class_text, None, "", "", ""))
    figure, claimant, date_text, basis = (
        claim_figure(claim) or class_text,
        claimant_text(claim),
        claim_date_text(claim),
        BASIS_LABELS[claim.basis],
    )
    mark = mark_of(claim)
    return RowFacts(
        cells=(figure, claim.value if claim.unit == "km2" else None, claimant, date_text, basis),
        marks=(f"claim {mark.value}",) if mark else (),
        citations=claim.citations,
        card=f"{COLUMNS[0].title}: {figure} — {claimant}, {date_text} ({basis})",
    )


CONTROLS = (
    Choice(
        key="rule",
        label="Of several claims, show the",
        options=lambda _ctx: {rule: RULE_LABELS[rule] for rule in ClaimRule},
        value=lambda view: view.claim_rule,
        edit=lambda view, rule: replace(view, claim_rule=ClaimRule(rule)),
    ),
    Choice(
        key="group",
        label="Claims about",
        options=lambda _ctx: {group: GROUP_LABELS[group] for group in MAP_GROUPS},
        value=lambda view: view.claim_group,
        edit=lambda view, group: replace(view, claim_group=ComparableGroup(group)),
    ),
    Choice(
        key="least",
        label="Keep states with at least",
        options=lambda _ctx: {cls: CLASS_LABELS[cls] for cls in AFFECTED_CLASSES},
        value=lambda view: view.claim_least or "",
        edit=lambda view, cls: replace(view, claim_least=ClaimClass(cls) if cls else None),
        placeholder="Any, or no claim",
    ),
)


LAYER = Layer(
    layer_id=ID,
    label="Claimed contamination",
    is_main=True,
    can_fill=True,
    controls=CONTROLS,
    controls_title="Contamination claims",
    days=days,
    redraws_page=frozenset({"statuses"}),
    picture=picture,
    notes=lambda ctx: (CAUTION,) if ctx.has(ID) else (),
    weak_sources=weak_sources,
    is_filtered=is_filtered,
    passes=passes,
    headline=lambda ctx: Headline(_claims_sentence(ctx), ()) if ctx.is_filled_by(ID) else None,
    empty=_before_any_claim,
    sections=lambda ctx: (_largest(ctx),),
    panel_order=3,
    is_listed_when_off=True,
    columns=COLUMNS,
    facts=facts,
    card=lambda ctx, row: claim_text(ctx, row.claim),
    card_heading=lambda ctx: claims_heading(ctx.view.claim_group, ctx.view.claim_rule),
    quote=quote,
    about=about,
)
