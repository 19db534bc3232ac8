"""The contamination layer: the claim that the view's rule picks, as a fill or, over treaty status, as circles."""

from __future__ import annotations

from math import sqrt

from dashboard.maps.context import ComposeContext, Layer
from dashboard.maps.palette import CLAIM_LOOKS
from dashboard.maps.spec import AreaFeature, Legend, LegendClass, Symbol
from geodata import CLASS_LABELS, GROUP_LABELS, RULE_LABELS, ClaimClass
from geodata.claims import is_at_least
from geodata.joins import ClaimRow
from geodata.model import Claim
from geodata.sources import source_numbers, with_mark
from geodata.wording import capitalized, claim_date_text, claim_figure, claimant_text

ID = "contamination"

CAUTION = (
    "A country's fill never means that the whole country is mined. No claim recorded is not the same as no mines: the "
    "atlas has read no claim of this kind by that day."
)
_LEAST_RADIUS, _MOST_RADIUS = 3.0, 22.0
_MASSIVE_KM2 = 2_000.0  # circles grow with the root of the area up to here, which keeps 1 km2 visible beside it


def legend(ctx: ComposeContext, symbol: str) -> Legend:
    """Return all classes with the number of states in each; the title prints rule and group."""
    least = ctx.view.claim_least
    found = [ctx.claims[s.area].claim_class for s in ctx.dataset.countries if ctx.passes(s, claim=False)]
    classes = tuple(
        LegendClass(
            class_id=cls.value,
            label=capitalized(CLASS_LABELS[cls]),
            meaning="",
            look=CLAIM_LOOKS[cls],
            count=found.count(cls),
            is_selected=least is None or is_at_least(cls, least),
        )
        for cls in ClaimClass
    )
    title = f"Claimed contamination: {GROUP_LABELS[ctx.view.claim_group]}, {RULE_LABELS[ctx.view.claim_rule]}"
    return Legend(ID, title, symbol, classes, CAUTION)


def areas(ctx: ComposeContext) -> tuple[AreaFeature, ...]:
    """Return every area with the class of its claim, by code."""
    return tuple(
        AreaFeature(
            area=row.state.area,
            name=row.state.common_name,
            class_id=row.claim_class.value,
            sentence=said(ctx, row) if row.claim else "",
            is_muted=ctx.is_filtered and not ctx.passes(row.state),
            follows="",
        )
        for row in ctx.claims.values()
    )


def circles(ctx: ComposeContext) -> tuple[Symbol, ...]:
    """Return one circle for each area with a claim that passes the filters, its area growing with the claimed area."""
    found = [
        (_radius(row.claim), row.claim.claim_id, row)
        for row in ctx.claims.values()
        if row.claim is not None and ctx.passes(row.state)
    ]
    return tuple(
        Symbol(
            symbol_id=claim_id,
            layer=ID,
            lon=row.state.label_lon,
            lat=row.state.label_lat,
            radius=radius,
            class_id=row.claim_class.value,
            sentence=said(ctx, row),
            area=row.state.area,
        )
        for radius, claim_id, row in sorted(found, key=lambda item: (-item[0], item[1]))
    )


def said(ctx: ComposeContext, row: ClaimRow) -> str:
    """Return the claim about an area in a sentence: the figure, who said it, when, the numbers of its sources."""
    claim = row.claim
    if claim is None:
        return f"No claim about {GROUP_LABELS[ctx.view.claim_group]} recorded"
    numbers = source_numbers(ctx.cite(claim.citations))
    figure = claim_figure(claim) or CLASS_LABELS[row.claim_class]
    says = with_mark(claim, f"{capitalized(figure)} — {claimant_text(claim)}, {claim_date_text(claim)}")
    return f"{says} {numbers}"


def _radius(claim: Claim) -> float:
    km2 = min(claim.value or 0.0, _MASSIVE_KM2)
    return round(_LEAST_RADIUS + (_MOST_RADIUS - _LEAST_RADIUS) * sqrt(km2 / _MASSIVE_KM2), 1)


LAYER = Layer(ID, "Claimed contamination", can_fill=True)
