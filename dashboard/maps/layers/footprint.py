"""The footprint layer: one claim as a circle of exactly the claimed area. Same area as, not location of."""

from __future__ import annotations

from dataclasses import replace

from dashboard.maps.context import Choice, ComposeContext, Layer, Picture
from dashboard.maps.layers import contamination
from dashboard.maps.spec import CitedText, Headline, Line, Section, Shape
from geodata.claims import SURVEY_BASES
from geodata.geo.projections import equal_area_circle
from geodata.model import Claim, Confidence, State
from geodata.sources import with_mark
from geodata.wording import claim_date_text, claim_figure, claimant_text, definition_in_sentence, name_in_sentence

ID = "footprint"

CAPTION = "same area as, not location of"  # inside a sentence
CAPTION_SENTENCE = "Same area as, not location of."
_VERTICES = 96


def claim(ctx: ComposeContext) -> Claim | None:
    """Return the claim to draw: the view's, if it is verified, states an area and had been made by the day."""
    drawn = ctx.dataset.claim_by_id.get(ctx.view.footprint)
    if drawn is None or drawn.date_said.latest > ctx.day or drawn.area not in ctx.dataset.states:
        return None
    has_area = drawn.unit == "km2" and drawn.value is not None and drawn.value > 0
    return drawn if has_area and drawn.confidence is not Confidence.UNVERIFIED else None


def shapes(ctx: ComposeContext) -> tuple[Shape, ...]:
    """Return the circle at the label point of the claim's area, or nothing when there is no claim to draw yet."""
    drawn = claim(ctx)
    if drawn is None or drawn.value is None:
        return ()
    state = ctx.dataset.state(drawn.area)
    ring = equal_area_circle(state.label_lon, state.label_lat, drawn.value, vertices=_VERTICES).exterior.coords[:-1]
    text = with_mark(drawn, f"{claim_figure(drawn)} ({CAPTION}): {claimant_text(drawn)}, {claim_date_text(drawn)}")
    points = tuple((round(lon, 4), round(lat, 4)) for lon, lat in ring)
    return (Shape(drawn.claim_id, ID, points, "footprint", CitedText(text, ctx.cite(drawn.citations))),)


def note(ctx: ComposeContext) -> str:
    """Return the sentence that goes with the layer."""
    drawn = claim(ctx)
    if drawn is None:
        return "Footprint: no claim of an area had been made by this day."
    return f"The circle of the footprint has exactly the area that was claimed: {CAPTION}."


def _claim_sentence(ctx: ComposeContext, claim: Claim) -> str:
    """A survey reports; anything else puts a figure on something."""
    when = f"on {claim.date_said.label}" if claim.date_said.is_exact else f"({claim.date_said.label})"
    about = definition_in_sentence(claim.definition)
    name = name_in_sentence(ctx.dataset.state(claim.area).name) + (f" ({claim.part})" if claim.part else "")
    claimant = claim.claimant + ("," if "," in claim.claimant else "")
    if claim.basis in SURVEY_BASES:
        return f"{claimant} reported {claim_figure(claim)} in {name} {when}: {about}"
    return f"{claimant} put the figure for {name} at {claim_figure(claim)} {when}: {about}"


def section(ctx: ComposeContext) -> Section:
    """Return the claim that is drawn, and that its circle says how large and not where."""
    drawn = claim(ctx)
    if drawn is None:
        return Section("Footprint", (), note(ctx))
    text = with_mark(drawn, f"{claimant_text(drawn)}, {claim_date_text(drawn)}")
    line = Line(claim_figure(drawn), text, ctx.cite(drawn.citations), records=(drawn.claim_id,))
    caption = Line("", CAPTION_SENTENCE, (), is_computed=True)
    return Section("Footprint, drawn to scale", (line, caption))


def headline(ctx: ComposeContext) -> Headline | None:
    """Return the claim that is drawn in a sentence; nothing on a map that filters or compares states."""
    drawn = claim(ctx)
    if drawn is None or ctx.is_filtered or ctx.second is not None or ctx.since is not None:
        return None
    return Headline(with_mark(drawn, _claim_sentence(ctx, drawn)), ctx.cite(drawn.citations))


def picture(ctx: ComposeContext) -> Picture:
    """Return the circle of the claim."""
    circles = shapes(ctx)
    return Picture(shapes=circles, spoken=tuple(f"Drawn to scale: {shape.sentence.printed}." for shape in circles))


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the claim about a state, unless the layer of claims says it."""
    return "" if ctx.has(contamination.ID) else contamination.quote(ctx, state)


def view_quote(ctx: ComposeContext) -> str:
    """Return the claim that is drawn; nothing on a map that filters or compares states, whose headline counts them."""
    drawn = claim(ctx)
    if drawn is None or ctx.is_filtered or ctx.view.beside or ctx.since:
        return ""
    return contamination.claim_quote(ctx, drawn)


def claims_to_draw(ctx: ComposeContext) -> dict[str, str]:
    """Return the claims in km² made by the day, about the chosen country or else about the area of the present claim.

    Each is a claim id with its figure, day and claimant.
    """
    drawn = ctx.dataset.claim(ctx.view.footprint)
    claims = ctx.dataset.claims.get(ctx.view.country or drawn.area, ())
    past = [c for c in claims if c.date_said.latest <= ctx.day and c.value is not None and c.unit == "km2"]
    return {c.claim_id: f"{claim_figure(c)}, {c.date_said.label}, {c.claimant}" for c in past}


CLAIM = Choice(
    key="footprint",
    label="Drawn to scale",
    options=claims_to_draw,
    value=lambda view: view.footprint,
    edit=lambda view, claim_id: replace(view, footprint=claim_id) if claim_id else view,
    placeholder="Choose a claim",
    if_none="No claim with an area by this day",
)


LAYER = Layer(
    layer_id=ID,
    label="Footprint, to scale",
    controls=(CLAIM,),
    redraws_page=frozenset({"country"}),  # the claims to choose from are those about the country
    picture=picture,
    notes=lambda ctx: (note(ctx),) if ctx.has(ID) else (),
    weak_sources=contamination.weak_sources,
    headline=headline,
    drawn_claim=claim,
    quote=quote,
    view_quote=view_quote,
    caveat="a claim as stated, not a finding of the atlas",
    sections=lambda ctx: (section(ctx),),
    panel_order=0,
)
