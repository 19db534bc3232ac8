"""The layer of the age of claims: how long before the day the newest claim about each area was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from dashboard.maps.class_fill import class_fill, class_terms, fill_notes
from dashboard.maps.context import AreaRow, ComposeContext, Layer, Picture, RowFacts
from dashboard.maps.layers import contamination
from dashboard.maps.palette import PALE_INK
from dashboard.maps.spec import (
    Chapter,
    CitedText,
    Column,
    Hatch,
    Headline,
    Line,
    Look,
    Paint,
    Section,
)
from dashboard.maps.wording import Noun, claim_clause, claim_line, counted, paragraphs, spelled_alone, states_of_regions
from geodata import GROUP_LABELS, ClaimRule
from geodata.claims import is_drawable
from geodata.dataset import Dataset
from geodata.dates import add_months
from geodata.model import Claim, State
from geodata.sources import mark_of
from geodata.wording import capitalized, name_in_sentence

ID = "claim-age"

YOUNG = "under-one-year"
RECENT = "one-to-three-years"
AGEING = "three-to-five-years"
OLD = "over-five-years"
NO_CLAIM = "no-claim"
LABELS = {
    YOUNG: "Under one year old",
    RECENT: "One to three years old",
    AGEING: "Three to five years old",
    OLD: "Five years old or older",
    NO_CLAIM: "No claim recorded",
}
LOOKS = {
    YOUNG: Look(Paint("#0C4A38", "#D6F8F1"), Hatch.NONE, PALE_INK),
    RECENT: Look(Paint("#0DA05A", "#6FBF8E"), Hatch.DOTS, Paint("#06301C", "#06301C")),
    AGEING: Look(Paint("#F2D98A", "#D8B84A"), Hatch.NONE, PALE_INK),
    OLD: Look(Paint("#9A4A08", "#8A3F0A"), Hatch.BACK_DIAGONAL, Paint("#FFE3C2", "#FFE3C2")),
    NO_CLAIM: Look(Paint("#AEB2B5", "#545A60"), Hatch.NONE, PALE_INK),
}
_LIMITS = ((1, YOUNG), (3, RECENT), (5, AGEING))  # years that an age stays below
CAUTION = (
    "Age counts from the day on which a claim was made; what it describes may be older. An old claim may still hold, "
    "and a new one may repeat an old figure. No claim recorded is not the same as no mines."
)


def newest(ctx: ComposeContext, area: str) -> Claim | None:
    """Return the newest claim about an area in the view's comparable group."""
    return ctx.claims_by(ClaimRule.LATEST)[area].claim


def whole_years(since: date, day: date) -> int:
    """Return the whole years between two days.

    Examples
    --------
    >>> whole_years(date(2020, 3, 2), date(2025, 3, 1)), whole_years(date(2020, 3, 2), date(2025, 3, 2))
    (4, 5)
    """
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


_YEARS = Noun("year", "years")


def age_text(claim: Claim, day: date) -> str:
    """Return how old a claim is on a day: less than one year old, three years old."""
    years = whole_years(claim.date_said.latest, day)
    return f"{counted(years, _YEARS)} old" if years else "less than one year old"


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return the class of the newest claim about an area."""
    claim = newest(ctx, row.state.area)
    if claim is None:
        return NO_CLAIM
    years = whole_years(claim.date_said.latest, ctx.day)
    return next((class_id for limit, class_id in _LIMITS if years < limit), OLD)


def days(ctx: ComposeContext) -> set[date]:
    """Return the days on which a claim was made, and those on which one of the view's group comes to a class of age."""
    group = ctx.view.claim_group
    of_group = {
        claim.date_said.latest
        for claims in ctx.dataset.claims.values()
        for claim in claims
        if is_drawable(claim) and claim.definition.comparable_group is group
    }
    return contamination.days(ctx) | {anniversary(day, years) for day in of_group for years, _ in _LIMITS}


def anniversary(day: date, years: int) -> date:
    """Return the first day on which a day lies so many whole years back; of 29 February 1 March.

    Examples
    --------
    >>> anniversary(date(2020, 2, 29), 1), anniversary(date(2020, 3, 2), 5)
    (datetime.date(2021, 3, 1), datetime.date(2025, 3, 2))
    """
    same_day = add_months(day, 12 * years)
    return same_day if same_day.day == day.day else same_day + timedelta(days=1)


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by the age of the newest claim, where the layer fills them."""
    title = f"Age of the newest claim: {GROUP_LABELS[ctx.view.claim_group]}"
    note = "Of each area the claim that was made last. Counts are computed by the atlas."
    return class_fill(ctx, ID, title, labels=LABELS, looks=LOOKS, class_of=class_of, note=note)


def headline(ctx: ComposeContext) -> Headline | None:
    """Return of how many states the newest claim is old, where the layer fills the areas."""
    if not ctx.is_filled_by(ID):
        return None
    counts = Counter(class_of(ctx, row) for row in ctx.passing())
    having = counts.total() - counts[NO_CLAIM]
    group = GROUP_LABELS[ctx.view.claim_group]
    if not having:
        return Headline(f"No claim about {group} is recorded by this day", ())
    of = f"{having} {states_of_regions(ctx.view.regions)} with a claim about {group}"
    return Headline(f"For {spelled_alone(counts[OLD])} of {of}, the newest is five years old or older", ())


def age_line(ctx: ComposeContext, area: str) -> CitedText:
    """Return the age of the newest claim about an area, and the claim, with the numbers of its sources."""
    claim = newest(ctx, area)
    if claim is None:
        return CitedText(f"No claim about {GROUP_LABELS[ctx.view.claim_group]} recorded")
    return CitedText(f"{capitalized(age_text(claim, ctx.day))}: {claim_line(claim)}", ctx.cite(claim.citations))


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return the states whose newest claim is old, the oldest first."""
    rows = [
        (claim.date_said.latest, row.state.name, claim)
        for row in ctx.passing()
        if class_of(ctx, row) == OLD and (claim := newest(ctx, row.state.area)) is not None
    ]
    lines = tuple(
        Line(
            name,
            f"{age_text(claim, ctx.day)}: {claim_line(claim)}",
            ctx.cite(claim.citations),
            swatch=OLD,
            records=(claim.claim_id,),
        )
        for _, name, claim in sorted(rows, key=lambda item: item[:2])
    )
    group = GROUP_LABELS[ctx.view.claim_group]
    return (Section(f"Old claims, the oldest first: {group}", lines, "No newest claim is so old.", open_count=5),)


COLUMNS = (
    Column("claim_age", "Age of the newest claim", ID, width=24, pixels=110, is_property=True),
    Column("newest_claim", "Newest claim", ID, width=44),
)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return the age of the newest claim about a state, and the claim."""
    label, claim = LABELS[class_of(ctx, row)], newest(ctx, row.state.area)
    if claim is None:
        return RowFacts(cells=(label, ""))
    mark = mark_of(claim)
    return RowFacts(
        cells=(label, claim_line(claim)),
        marks=(f"newest claim {mark.value}",) if mark else (),
        citations=claim.citations,
        card=f"{COLUMNS[0].title}: {age_text(claim, ctx.day)}",
    )


def quote(ctx: ComposeContext, state: State) -> str:
    """Return how old the newest claim about a state is; nothing where none is recorded."""
    claim = newest(ctx, state.area)
    if claim is None:
        return ""
    ctx.cite(claim.citations)
    group, where = GROUP_LABELS[ctx.view.claim_group], name_in_sentence(state.name)
    return f"The newest claim about {group} in {where} is {age_text(claim, ctx.day)}: {claim_clause(claim)}"


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return what the age of a claim is."""
    sentences = paragraphs(f"""
The layer shows how long before the day of the map the newest claim of the chosen comparable group was made. Claims
that another has superseded are left out.

{CAUTION}
""")
    return (Chapter("Age of the newest claim", sentences, class_terms(LABELS, LOOKS)),)


LAYER = Layer(
    layer_id=ID,
    label="Age of the newest claim",
    can_fill=True,
    classes=LABELS,
    class_of=class_of,
    days=days,
    picture=picture,
    notes=lambda ctx: fill_notes(ctx, ID, CAUTION),
    headline=headline,
    subject=lambda ctx: "Age of the newest claim" if ctx.is_filled_by(ID) else "",
    sections=sections,
    panel_order=4,
    columns=COLUMNS,
    facts=facts,
    card=lambda ctx, row: age_line(ctx, row.state.area),
    card_heading=lambda _ctx: "Age of the newest claim",
    is_class_text=True,
    quote=quote,
    quote_order=3,
    about=about,
)
