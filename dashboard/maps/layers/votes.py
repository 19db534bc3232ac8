"""The layer of votes: how each state voted on the yearly resolution of the General Assembly on the mine ban.

The vote shown is that of the last year that had ended by the day and was read. A view that picks out changes
(`View.since`) compares it with the vote of the last such year by that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dashboard.maps.as_of import marked_fact
from dashboard.maps.class_fill import class_fill, fill_notes
from dashboard.maps.context import AreaRow, Choice, ComposeContext, Layer, Picture, Record, Records, RowFacts
from dashboard.maps.empty_state import go_to
from dashboard.maps.palette import NO_CHANGE_LOOK, PALE_INK
from dashboard.maps.spec import (
    Chapter,
    CitedText,
    Column,
    Empty,
    Hatch,
    Headline,
    Line,
    Look,
    Paint,
    Section,
    Term,
)
from dashboard.maps.view import compared
from dashboard.maps.wording import (
    VOTE_VERBS,
    VOTE_WORDS,
    Noun,
    paragraphs,
    spelled_alone,
    states_of_regions,
    vote_in_year,
)
from geodata.dataset import Dataset
from geodata.dataset_cache import kept_with_dataset
from geodata.model import AreaKind, State, Vote, VoteCast
from geodata.sources import mark_of
from geodata.wording import capitalized, enumeration, name_at_start

ID = "votes"
NO_VOTE = "no-vote"
SAME = "same-vote"

LABELS: dict[str, str] = {
    **{vote: capitalized(words) for vote, words in VOTE_WORDS.items()},
    NO_VOTE: "No vote recorded",
    SAME: "The same vote in both years",
}
_LABELS_OF_A_YEAR = {class_id: label for class_id, label in LABELS.items() if class_id != SAME}
LOOKS: dict[str, Look] = {
    Vote.YES: Look(Paint("#1B6DC4", "#54A2F0"), Hatch.NONE, PALE_INK),
    Vote.NO: Look(Paint("#590B47", "#C05AA8"), Hatch.DIAGONAL, PALE_INK),
    Vote.ABSTAIN: Look(Paint("#D26400", "#F28C28"), Hatch.BACK_DIAGONAL, PALE_INK),
    Vote.NOT_VOTING: Look(Paint("#F9C329", "#FFD24D"), Hatch.DOTS, Paint("#5A4A00", "#5A4A00")),
    NO_VOTE: Look(Paint("#A0A3A6", "#5A666F"), Hatch.HORIZONTAL, PALE_INK),
    SAME: NO_CHANGE_LOOK,
}
CAUTION = (
    "A vote on the resolution binds nobody and is not an act under the treaty. No vote recorded is no abstention: only "
    "members of the United Nations vote, and up to 2019 the record that was read lists no member that did not vote."
)


@kept_with_dataset(8)
def years_read(dataset: Dataset) -> tuple[int, ...]:
    """Return the years of which votes were read, ascending."""
    return tuple(sorted({vote.year for votes in dataset.votes.values() for vote in votes}))


def years_not_read(dataset: Dataset, before: int) -> list[str]:
    """Return the years before one of which no vote was read, between the first and the last that were.

    Of a year after the last nothing is said: its vote may not have taken place.
    """
    recorded = years_read(dataset) or (before,)
    return [str(year) for year in range(recorded[0], min(before, recorded[-1])) if year not in recorded]


def year_by(dataset: Dataset, day: date) -> int | None:
    """Return the last year of which votes were read and that had ended by a day; None where there is none."""
    return max((year for year in years_read(dataset) if year < day.year), default=None)


def years(ctx: ComposeContext) -> tuple[int | None, int | None]:
    """Return the year whose votes are shown, and the one with which they are compared: that asked for, or the last."""
    shown = year_by(ctx.dataset, ctx.day)
    if shown is None:
        return None, None
    other_day = min(ctx.view.since, ctx.day) if ctx.view.since else date(shown, 1, 1)
    return shown, year_by(ctx.dataset, other_day)


def notes(ctx: ComposeContext) -> Sequence[str]:
    """Return what a vote is, and of which years none were read; else where the layer is."""
    missing = years_not_read(ctx.dataset, ctx.day.year) if ctx.is_filled_by(ID) else ()
    gap = (f"The votes of {enumeration(missing)} were not read.",) if missing else ()
    return (*fill_notes(ctx, ID, CAUTION), *gap)


def vote_in(ctx: ComposeContext, area: str, year: int | None) -> VoteCast | None:
    """Return the vote of a state in a year."""
    return next((vote for vote in ctx.dataset.votes.get(area, ()) if vote.year == year), None)


def has_changed(ctx: ComposeContext, area: str) -> bool:
    """Whether a state voted in both years, and otherwise in the one than in the other."""
    now, before = (vote_in(ctx, area, year) for year in years(ctx))
    return now is not None and before is not None and now.vote is not before.vote


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return the class of an area: its vote, or where changes are picked out that it voted as before."""
    now, before = (vote_in(ctx, row.state.area, year) for year in years(ctx))
    if now is None:
        return NO_VOTE
    is_same = ctx.view.since is not None and before is not None and before.vote is now.vote
    return SAME if is_same else now.vote


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by the vote of their state, where the layer fills them."""
    shown, before = years(ctx)
    title = f"Vote of {shown or 'no year'} on the yearly resolution on the mine ban"
    is_compared = ctx.view.since is not None and before is not None
    return class_fill(
        ctx,
        ID,
        f"{title}, where it was another in {before}" if is_compared else title,
        labels=LABELS if ctx.view.since is not None else _LABELS_OF_A_YEAR,  # the same on every day of a view
        looks=LOOKS,
        class_of=class_of,
        note="Only members of the United Nations vote. Counts are computed by the atlas.",
    )


def headline(ctx: ComposeContext) -> Headline | None:
    """Return how many members voted in favour, or otherwise than before, where the layer fills the areas."""
    shown, before = years(ctx)
    if not ctx.is_filled_by(ID):
        return None
    if shown is None:
        return Headline(f"No vote on the mine ban is recorded for years before {ctx.day.year}", ())
    members = [row.state.area for row in ctx.passing() if row.state.kind is AreaKind.UN_MEMBER]
    of = f"{len(members)} {states_of_regions(ctx.view.regions)} in the United Nations"
    if ctx.view.since is not None and before is not None:
        changed = capitalized(spelled_alone(sum(has_changed(ctx, area) for area in members)))
        return Headline(f"{changed} of {of} voted otherwise on the mine ban in {shown} than in {before}", ())
    yes = sum((vote := vote_in(ctx, area, shown)) is not None and vote.vote is Vote.YES for area in members)
    return Headline(f"{capitalized(spelled_alone(yes))} of {of} voted in favour of the mine ban in {shown}", ())


def vote_text(ctx: ComposeContext, area: str) -> CitedText:
    """Return the vote of a state with its year and resolution and what it was before, with the sources."""
    shown, before = years(ctx)
    now, then = vote_in(ctx, area, shown), vote_in(ctx, area, before)
    if now is None:
        return CitedText(LABELS[NO_VOTE] if shown is None else f"No vote in {shown} recorded", ())
    text = marked_fact(now, f"{LABELS[now.vote]} in {now.year}, resolution {now.resolution.removeprefix('A/RES/')}")
    if then is None:
        return CitedText(text, ctx.cite(now.citations))
    same = f"as in {then.year}" if then.vote is now.vote else vote_in_year(then)
    return CitedText(f"{text}; {same}", ctx.cite([*now.citations, *then.citations]))


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return who did not vote in favour, and who voted otherwise than before, each with the sources."""
    shown, before = years(ctx)
    if shown is None:
        return ()
    cast = [(row.state, vote) for row in ctx.passing() if (vote := vote_in(ctx, row.state.area, shown)) is not None]
    order = (Vote.NO, Vote.ABSTAIN, Vote.NOT_VOTING)
    others = sorted((item for item in cast if item[1].vote in order), key=lambda item: order.index(item[1].vote))
    lines = tuple(_line(ctx, state, vote) for state, vote in others)
    changed = tuple(_line(ctx, state, vote) for state, vote in cast if has_changed(ctx, state.area))
    title, empty = f"Not in favour in {shown}", "All that voted were in favour."
    if before is None:
        return (Section(title, lines, empty, open_count=5),)
    return (
        Section(title, lines, empty, open_count=5),
        Section(f"Changed from {before} to {shown}", changed, "No vote changed.", open_count=5),
    )


def _line(ctx: ComposeContext, state: State, vote: VoteCast) -> Line:
    before = vote_in(ctx, state.area, years(ctx)[1])
    votes = [vote, before] if before is not None else [vote]
    cited = ctx.cite([citation for one in votes for citation in one.citations])
    text = marked_fact(vote, "; ".join(map(vote_in_year, votes)))
    return Line(state.name, text, cited, swatch=vote.vote, records=(vote.record_id,))


def empty(ctx: ComposeContext) -> Empty | None:
    """Return that no vote had been cast by the day, and the first day on which one had."""
    if years(ctx)[0] is not None:
        return None
    text = f"No vote of a year before {ctx.day.year} is recorded."
    return next((go_to(text, date(year + 1, 1, 1)) for year in years_read(ctx.dataset)), None)


COLUMNS = (
    Column("vote", "Vote in the General Assembly", ID, width=26, pixels=110, is_property=True),
    Column("vote_before", "Vote before", ID, width=26),
)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return the vote of a state and the one before, each with its year, and the document behind it."""
    now, before = (vote_in(ctx, row.state.area, year) for year in years(ctx))
    cells = tuple(f"{LABELS[vote.vote]} ({vote.year})" if vote is not None else "" for vote in (now, before))
    if now is None:
        return RowFacts(cells=cells)
    mark = mark_of(now)
    return RowFacts(
        cells=cells,
        marks=(f"vote {mark.value}",) if mark else (),
        citations=now.citations[:1],
        card=f"{COLUMNS[0].title}: {cells[0]}",
    )


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the vote of a state with year and resolution; nothing where none is recorded."""
    vote = vote_in(ctx, state.area, years(ctx)[0])
    if vote is None:
        return ""
    ctx.cite(vote.citations)
    what = f"General Assembly resolution {vote.resolution} on the mine ban in {vote.year}"
    return f"{name_at_start(state.name)} {VOTE_VERBS[vote.vote]} {what}"


def days(ctx: ComposeContext) -> list[date]:
    """Return the days after the years of which votes were read."""
    return [date(year + 1, 1, 1) for year in years_read(ctx.dataset)]


def records(dataset: Dataset) -> Iterator[Record]:
    """Return all votes, each with its year."""
    for vote in (vote for votes in dataset.votes.values() for vote in votes):
        yield Record(vote.record_id, vote.area, vote_in_year(vote), vote)


def _years_to_compare(ctx: ComposeContext) -> dict[str, str]:
    shown = years(ctx)[0]
    return {str(year): str(year) for year in reversed(years_read(ctx.dataset)) if shown is not None and year < shown}


# The year with which the votes are compared: the other day of the view is the day after it.
COMPARED_YEAR = Choice(
    key="votes-since",
    label="Who voted otherwise than in",
    options=_years_to_compare,
    value=lambda view: str(view.since.year - 1) if view.since else "",
    edit=lambda view, year: compared(view, since=date(int(year) + 1, 1, 1) if year else None),
    placeholder="Choose a year",
    if_none="No earlier vote by this day",
)


def about(dataset: Dataset) -> Sequence[Chapter]:
    """Return which votes were read, and what each class is."""
    read = years_read(dataset)
    unread = [str(year) for year in range(read[0], read[-1]) if year not in read]
    gaps = f" Those of {enumeration(unread)} were not read." if unread else ""
    sentences = paragraphs(f"""
The General Assembly votes on a resolution on the mine ban each year. Votes from {read[0]} to {read[-1]} were
read.{gaps} The layer shows those of the last year that had ended by the day of the map. Where the view picks out
changes, it colours the states that voted otherwise than in the last year that had ended by the other day.

{CAUTION}
""")
    return (
        Chapter(
            "Votes on the mine ban", sentences, tuple(Term(LABELS[cls], "", LOOKS[cls]) for cls in _LABELS_OF_A_YEAR)
        ),
    )


LAYER = Layer(
    layer_id=ID,
    label="Votes in the General Assembly",
    can_fill=True,
    shows_changes=True,
    days=days,
    classes=LABELS,
    class_of=class_of,
    controls=(COMPARED_YEAR,),
    picture=picture,
    notes=notes,
    headline=headline,
    empty=empty,
    subject=lambda ctx: "Votes on the mine ban" if ctx.is_filled_by(ID) else "",
    sections=sections,
    columns=COLUMNS,
    facts=facts,
    card=lambda ctx, row: vote_text(ctx, row.state.area),
    card_heading=lambda _ctx: "Vote on the mine ban",
    is_class_text=True,
    quote=quote,
    quote_order=2,
    records=(Records(Noun("vote", "votes"), records),),
    about=about,
)
