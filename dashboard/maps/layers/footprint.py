"""The footprint layer: one claim as a circle of exactly the claimed area. Same area as, not location of."""

from __future__ import annotations

from dashboard.maps.context import ComposeContext, Layer
from dashboard.maps.spec import Shape
from geodata.geo.projections import equal_area_circle
from geodata.model import Claim, Confidence
from geodata.sources import source_numbers, with_mark
from geodata.wording import claim_date_text, claim_figure, claimant_text

ID = "footprint"

CAPTION = "same area as, not location of"
_VERTICES = 96


def claim(ctx: ComposeContext) -> Claim | None:
    """Return the claim to draw: the view's, if it is verified, states an area and had been made by the day."""
    found = ctx.dataset.claim_by_id.get(ctx.view.footprint)
    if found is None or found.date_said.latest > ctx.day or found.area not in ctx.dataset.states:
        return None
    has_area = found.unit == "km2" and found.value is not None and found.value > 0
    return found if has_area and found.confidence is not Confidence.UNVERIFIED else None


def shapes(ctx: ComposeContext) -> tuple[Shape, ...]:
    """Return the circle at the label point of the claim's area, or nothing when there is no claim to draw yet."""
    found = claim(ctx)
    if found is None or found.value is None:
        return ()
    state = ctx.dataset.state(found.area)
    ring = equal_area_circle(state.label_lon, state.label_lat, found.value, vertices=_VERTICES).exterior.coords[:-1]
    numbers = source_numbers(ctx.cite(found.citations))
    says = with_mark(found, f"{claim_figure(found)} ({CAPTION}): {claimant_text(found)}, {claim_date_text(found)}")
    points = tuple((round(lon, 4), round(lat, 4)) for lon, lat in ring)
    return (Shape(found.claim_id, ID, points, "footprint", f"{says} {numbers}"),)


def note(ctx: ComposeContext) -> str:
    """Return the sentence that goes with the layer."""
    found = claim(ctx)
    if found is None:
        return "Footprint: no claim of an area had been made by this day."
    return f"The circle of the footprint has exactly the area that was claimed: {CAPTION}."


LAYER = Layer(ID, "Footprint, to scale")
