"""The layer of disagreement: how far apart the figures stand that are stated of one area and can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.maps.class_fill import class_fill, class_terms, fill_notes
from dashboard.maps.context import AreaRow, ComposeContext, Layer, Picture, RowFacts
from dashboard.maps.layers import contamination
from dashboard.maps.layers.claim_age import age_text
from dashboard.maps.palette import BROWN_INK, PALE_INK
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
from dashboard.maps.wording import (
    Noun,
    claim_line,
    counted,
    paragraphs,
    spelled,
    spelled_alone,
    states_of_regions,
)
from geodata import GROUP_LABELS
from geodata.claims import standing_claims
from geodata.dataset import Dataset
from geodata.model import Citation, Claim, State
from geodata.sources import mark_of
from geodata.wording import capitalized, name_in_sentence, number

ID = "disagreement"

TENFOLD = "tenfold"
TWOFOLD = "twofold"
UNDER_TWOFOLD = "under-twofold"
SAME = "same-figure"
ONE_FIGURE = "one-figure"
NO_FIGURE = "no-figure"
NO_CLAIM = "no-claim"
LABELS = {
    TENFOLD: "Highest ten times the lowest, or more",
    TWOFOLD: "Two to ten times",
    UNDER_TWOFOLD: "Under two times",
    SAME: "All state the same figure",
    ONE_FIGURE: "One figure, none to compare",
    NO_FIGURE: "Claims without a figure",
    NO_CLAIM: "No claim recorded",
}
LOOKS = {
    TENFOLD: Look(Paint("#3F0728", "#FBE6EC"), Hatch.NONE, PALE_INK),
    TWOFOLD: Look(Paint("#852A6D", "#C4A5BB"), Hatch.NONE, PALE_INK),
    UNDER_TWOFOLD: Look(Paint("#AF749E", "#B84D96"), Hatch.NONE, PALE_INK),
    SAME: Look(Paint("#FEE3F4", "#650154"), Hatch.NONE, PALE_INK),
    ONE_FIGURE: Look(Paint("#42AEFC", "#24A8FB"), Hatch.DOTS, Paint("#0B2A4A", "#0B2A4A")),
    NO_FIGURE: Look(Paint("#FBB15B", "#F69803"), Hatch.DIAGONAL, BROWN_INK),
    NO_CLAIM: Look(Paint("#B7B2AE", "#555656"), Hatch.NONE, PALE_INK),
}
RAMP = (TENFOLD, TWOFOLD, UNDER_TWOFOLD, SAME)
_LIMITS = ((10.0, TENFOLD), (2.0, TWOFOLD))  # least ratio of a class
CAUTION = (
    "Figures differ by day, definition and territory as well as by judgement; that they differ does not say which is "
    "wrong. One figure alone is not agreement. No claim recorded is not the same as no mines."
)


@dataclass(frozen=True, slots=True)
class Spread:
    """The comparable figures of one area on a day (km2), none superseded by another; `figures` ascend."""

    figures: tuple[Claim, ...]
    has_claims: bool

    @property
    def lowest(self) -> float:
        """The lowest figure, km2."""
        return self.figures[0].value or 0.0

    @property
    def highest(self) -> float:
        """The highest figure, km2."""
        return self.figures[-1].value or 0.0

    @property
    def ratio(self) -> float | None:
        """Highest over lowest; None where fewer than two figures are, or only the lowest is zero."""
        if len(self.figures) < 2:
            return None
        if not self.lowest:
            return None if self.highest else 1.0
        return self.highest / self.lowest

    @property
    def definitions(self) -> int:
        """The number of definitions that the figures are stated by."""
        return len({claim.definition.definition_id for claim in self.figures})

    @property
    def class_id(self) -> str:
        """The class of the spread."""
        if len(self.figures) < 2:
            return ONE_FIGURE if self.figures else NO_FIGURE if self.has_claims else NO_CLAIM
        if self.ratio is None:
            return TENFOLD
        least = next((class_id for limit, class_id in _LIMITS if self.ratio >= limit), UNDER_TWOFOLD)
        return SAME if self.lowest == self.highest else least

    @property
    def newest(self) -> Claim:
        """The figure that was stated last; there is at least one."""
        return max(self.figures, key=lambda claim: (claim.date_said.latest, claim.claim_id))


def spread_of(ctx: ComposeContext, area: str) -> Spread:
    """Return the comparable figures of an area in the view's group."""
    standing = standing_claims(ctx.claims_about(area), ctx.view.claim_group)
    figures = [claim for claim in standing if claim.value is not None and claim.unit == "km2"]
    return Spread(tuple(sorted(figures, key=lambda claim: (claim.value, claim.claim_id))), bool(standing))


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return the class of an area."""
    return spread_of(ctx, row.state.area).class_id


def days(ctx: ComposeContext) -> set[date]:
    """Return the days on which a claim was made about an area that has one of the view's group."""
    return contamination.days(ctx)


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by how far the figures stand apart, where the layer fills them."""
    title = f"How far claims differ: {GROUP_LABELS[ctx.view.claim_group]}"
    note = "The highest figure of an area over the lowest, of one comparable group. Computed by the atlas."
    return class_fill(ctx, ID, title, labels=LABELS, looks=LOOKS, class_of=class_of, note=note)


def headline(ctx: ComposeContext) -> Headline | None:
    """Return for how many states figures can be compared and differ much, where the layer fills the areas."""
    if not ctx.is_filled_by(ID):
        return None
    counts = Counter(class_of(ctx, row) for row in ctx.passing())
    several = sum(counts[class_id] for class_id in RAMP)
    if not several:
        return Headline(f"No two figures for {GROUP_LABELS[ctx.view.claim_group]} can be compared on this day", ())
    of = f"{spelled(several)} {states_of_regions(ctx.view.regions)}"
    text = f"Figures for {GROUP_LABELS[ctx.view.claim_group]} can be compared in {of}"
    much = spelled_alone(counts[TENFOLD] + counts[TWOFOLD])
    return Headline(f"{text}; in {much} the highest is at least twice the lowest", ())


def ratio_text(spread: Spread) -> str:
    """Return how many times the lowest figure the highest is: 16.46 times, the same figure."""
    if spread.class_id == SAME:
        return "the same figure"
    return "one figure is zero" if spread.ratio is None else f"{number(round(spread.ratio, 2))} times"


def spread_text(ctx: ComposeContext, area: str) -> CitedText:
    """Return how far apart the figures of an area stand and which the two ends are, with the numbers of the sources."""
    spread = spread_of(ctx, area)
    if spread.class_id == NO_CLAIM:
        return CitedText(f"No claim about {GROUP_LABELS[ctx.view.claim_group]} recorded")
    if not spread.figures:
        claims = standing_claims(ctx.claims_about(area), ctx.view.claim_group)
        return CitedText(LABELS[NO_FIGURE], ctx.cite(claims[0].citations))
    return CitedText(_reason(ctx, spread), ctx.cite(_citations(spread)))


def _stated(spread: Spread) -> tuple[Claim, ...]:
    """Return the figures that are stated in words: the highest, the lowest, the newest, each once."""
    return tuple(dict.fromkeys((spread.figures[-1], spread.figures[0], spread.newest)))


def _citations(spread: Spread) -> tuple[Citation, ...]:
    return tuple(citation for claim in _stated(spread) for citation in claim.citations)


_FIGURES, _DEFINITIONS = Noun("figure", "figures"), Noun("definition", "definitions")


def _reason(ctx: ComposeContext, spread: Spread) -> str:
    """Return the ratio, both ends with who states them, what they are counted by, and how old the newest is."""
    age = age_text(spread.newest, ctx.day)
    if len(spread.figures) == 1:
        return f"{LABELS[ONE_FIGURE]}: {claim_line(spread.newest)}; {age}"
    counts = f"{counted(len(spread.figures), _FIGURES)} by {counted(spread.definitions, _DEFINITIONS)}"
    which = f"highest {claim_line(spread.figures[-1])}; lowest {claim_line(spread.figures[0])}"
    newest = f"the newest of {spread.newest.date_said.label}, {age}"
    return f"{capitalized(ratio_text(spread))}: {which}; {counts}, {newest}"


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return the states whose figures differ, by how far they do."""
    spreads = [(spread_of(ctx, row.state.area), row.state.name) for row in ctx.passing()]
    differing = [(spread, name) for spread, name in spreads if spread.class_id in RAMP and spread.class_id != SAME]
    differing.sort(key=lambda item: (-(item[0].ratio or float("inf")), item[1]))
    lines = tuple(
        Line(
            name,
            _reason(ctx, spread),
            ctx.cite(_citations(spread)),
            swatch=spread.class_id,
            records=tuple(claim.claim_id for claim in _stated(spread)),
        )
        for spread, name in differing
    )
    group = GROUP_LABELS[ctx.view.claim_group]
    return (Section(f"Where figures differ, most first: {group}", lines, "No two figures differ.", open_count=5),)


COLUMNS = (
    Column("disagreement", "How far claims differ", ID, width=32, pixels=130, is_property=True),
    Column("highest_over_lowest", "Highest over lowest", ID, width=16, pixels=80, is_figure=True),
    Column("definitions", "Definitions", ID, width=12, is_figure=True),
    Column("highest_claim", "Highest claim", ID, width=44),
    Column("lowest_claim", "Lowest claim", ID, width=44),
    Column("newest_compared", "Newest of these claims", ID, width=44),
    Column("newest_compared_age", "Age of the newest of these claims", ID, width=24),
)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return how far the figures of a state differ, and the two ends."""
    spread = spread_of(ctx, row.state.area)
    label = LABELS[spread.class_id]
    if not spread.figures:
        claims = standing_claims(ctx.claims_about(row.state.area), ctx.view.claim_group)
        cited = claims[0].citations if claims else ()
        return RowFacts(cells=(label, None, None, "", "", "", ""), citations=cited, card=label if claims else "")
    high, low = spread.figures[-1], spread.figures[0]
    marks = dict.fromkeys(mark.value for claim in _stated(spread) if (mark := mark_of(claim)))
    is_one = len(spread.figures) == 1
    return RowFacts(
        cells=(
            label,
            round(spread.ratio, 2) if spread.ratio is not None else None,
            float(spread.definitions),
            claim_line(high),
            "" if is_one else claim_line(low),
            claim_line(spread.newest),
            age_text(spread.newest, ctx.day),
        ),
        marks=tuple(f"figure {mark}" for mark in marks),
        citations=_citations(spread),
        card=f"{COLUMNS[0].title}: {_reason(ctx, spread)}",
    )


def quote(ctx: ComposeContext, state: State) -> str:
    """Return how far the figures about a state differ; nothing where no claim is recorded."""
    text = spread_text(ctx, state.area)
    if not text.sources:
        return ""
    return f"Claims about {GROUP_LABELS[ctx.view.claim_group]} in {name_in_sentence(state.name)} compared: {text.text}"


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return what is compared, and what each class is."""
    sentences = paragraphs(f"""
The layer compares the figures for the whole of an area that belong to one comparable group and that no later claim of
the day has superseded: the highest over the lowest, the number of definitions, how old the newest is. The card of an
area names both ends with who stated them.

{CAUTION}
""")
    return (Chapter("How far claims differ", sentences, class_terms(LABELS, LOOKS)),)


LAYER = Layer(
    layer_id=ID,
    label="How far claims differ",
    can_fill=True,
    classes=LABELS,
    class_of=class_of,
    days=days,
    picture=picture,
    notes=lambda ctx: fill_notes(ctx, ID, CAUTION),
    headline=headline,
    subject=lambda ctx: "How far claims differ" if ctx.is_filled_by(ID) else "",
    sections=sections,
    panel_order=4,
    columns=COLUMNS,
    facts=facts,
    card=lambda ctx, row: spread_text(ctx, row.state.area),
    card_heading=lambda _ctx: "How far claims differ",
    is_class_text=True,
    quote=quote,
    quote_order=3,
    about=about,
)
