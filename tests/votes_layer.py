"""A layer in one file: how each state last voted on the yearly resolution on the mine ban."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dashboard.maps.as_of import marked_fact
from dashboard.maps.context import AreaRow, ComposeContext, Layer, Picture, Record, Records, RowFacts
from dashboard.maps.spec import (
    NO_TEXT,
    AreaFeature,
    Chapter,
    CitedText,
    Column,
    Hatch,
    Headline,
    Legend,
    LegendClass,
    Line,
    Look,
    Paint,
    Section,
)
from dashboard.maps.wording import Noun
from geodata import day_label
from geodata.dataset import Dataset
from geodata.model import State, Vote, VoteCast
from geodata.wording import name_at_start

ID = "votes"
NO_VOTE = "no-vote"
LABELS = {
    Vote.YES: "In favour",
    Vote.NO: "Against",
    Vote.ABSTAIN: "Abstained",
    Vote.NOT_VOTING: "Did not vote",
    NO_VOTE: "No vote recorded",
}
_WHITE = Paint("#FFFFFF", "#10202C")
LOOKS = {
    Vote.YES: Look(Paint("#1B6DC4", "#54A2F0"), Hatch.NONE, _WHITE),
    Vote.NO: Look(Paint("#590B47", "#C05AA8"), Hatch.DIAGONAL, _WHITE),
    Vote.ABSTAIN: Look(Paint("#D26400", "#F28C28"), Hatch.BACK_DIAGONAL, _WHITE),
    Vote.NOT_VOTING: Look(Paint("#F9C329", "#FFD24D"), Hatch.DOTS, Paint("#5A4A00", "#5A4A00")),
    NO_VOTE: Look(Paint("#BABEC2", "#535E66"), Hatch.NONE, _WHITE),
}


def vote_by(ctx: ComposeContext, area: str) -> VoteCast | None:
    """Return the last vote of a state in a year that had ended by the day."""
    cast = [vote for vote in ctx.dataset.votes.get(area, ()) if vote.year < ctx.day.year]
    return max(cast, key=lambda vote: vote.year, default=None)


def class_of(ctx: ComposeContext, area: str) -> str:
    """Return the class of an area."""
    vote = vote_by(ctx, area)
    return vote.vote if vote is not None else NO_VOTE


def vote_text(ctx: ComposeContext, area: str) -> CitedText:
    """Return the vote of a state with its year, and the numbers of its sources."""
    vote = vote_by(ctx, area)
    if vote is None:
        return CitedText(LABELS[NO_VOTE])
    text = marked_fact(vote, f"{LABELS[vote.vote]} in {vote.year}, resolution {vote.resolution}")
    return CitedText(text, ctx.cite(vote.citations))


def counts(ctx: ComposeContext) -> Counter[str]:
    """Return the number of states of each class that all filters but that of the own legend keep."""
    return Counter(class_of(ctx, row.state.area) for row in ctx.passing(ID))


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by the vote of their state, where the layer fills them."""
    if not ctx.is_filled_by(ID):
        return Picture()
    found = counts(ctx)
    classes = tuple(LegendClass(cls, LABELS[cls], "", LOOKS[cls], found[cls], is_selected=True) for cls in LABELS)
    areas = tuple(
        AreaFeature(area, row.state.common_name, class_of(ctx, area), NO_TEXT, not row.passes(), "")
        for area, row in ctx.rows.items()
    )
    return Picture((Legend(ID, "Last vote on the mine ban", "fill", classes, "Only members vote."),), areas)


def headline(ctx: ComposeContext) -> Headline | None:
    """Return how many states voted in favour, where the layer fills the areas."""
    if not ctx.is_filled_by(ID):
        return None
    found = counts(ctx)
    return Headline(f"{found[Vote.YES]} of {found.total()} states last voted in favour of the mine ban", ())


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return who voted against, each with the sources."""
    votes = [(row.state, vote_by(ctx, row.state.area)) for row in ctx.passing()]
    lines = tuple(
        Line(state.name, f"against in {vote.year}", ctx.cite(vote.citations), swatch=Vote.NO)
        for state, vote in votes
        if vote is not None and vote.vote is Vote.NO
    )
    return (Section("Last voted against", lines, empty="No state last voted against."),)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return the vote of a state, and the document behind it."""
    vote = vote_by(ctx, row.state.area)
    if vote is None:
        return RowFacts(cells=("",))
    text = f"{LABELS[vote.vote]} ({vote.year})"
    return RowFacts(cells=(text,), citations=vote.citations[:1], card=f"Last vote: {text}")


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the vote of a state with its day; nothing where none is recorded."""
    vote = vote_by(ctx, state.area)
    if vote is None:
        return ""
    ctx.cite(vote.citations)
    name = name_at_start(state.name)
    return f"{name} last voted in {vote.year}, as of {day_label(ctx.day)}: {LABELS[vote.vote].lower()}"


def about(dataset: Dataset) -> Sequence[Chapter]:
    """Return where the votes come from."""
    years = {vote.year for votes in dataset.votes.values() for vote in votes}
    text = f"The General Assembly votes on a resolution each year; votes from {min(years)} to {max(years)} were read."
    return (Chapter("Votes on the mine ban", (text,)),)


def records(dataset: Dataset) -> Iterator[Record]:
    """Return all votes, each with its year."""
    for vote in (vote for votes in dataset.votes.values() for vote in votes):
        yield Record(f"{vote.area}-{vote.year}", vote.area, f"{LABELS[vote.vote].lower()} in {vote.year}", vote)


LAYER = Layer(
    layer_id=ID,
    label="Votes in the General Assembly",
    can_fill=True,
    classes=LABELS,
    class_of=lambda ctx, row: class_of(ctx, row.state.area),
    picture=picture,
    notes=lambda ctx: ("A vote binds nobody.",) if ctx.has(ID) else (),
    headline=headline,
    sections=sections,
    columns=(Column("vote", "Last vote", ID, is_property=True),),
    facts=facts,
    card=lambda ctx, row: vote_text(ctx, row.state.area),
    card_heading=lambda _ctx: "Last vote",
    is_class_text=True,
    quote=quote,
    records=(Records(Noun("vote", "votes"), records),),
    about=about,
)
