"""The layer of use and production: what reports recorded of the use of anti-personnel mines, and whom they list.

A report covers a year or so before it appeared; the map shows the newest one of each kind by the day. Recorded use is
what a report says that it found; what it holds likely, sees signs of or hears charged is a kind of its own, and nothing
is said of states that it does not name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from dashboard.maps.as_of import marked_fact, remark
from dashboard.maps.class_fill import class_fill, class_terms, fill_notes
from dashboard.maps.context import AreaRow, ComposeContext, Layer, Picture, Record, Records, RowFacts
from dashboard.maps.empty_state import go_to
from dashboard.maps.palette import PALE_INK
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
)
from dashboard.maps.wording import STATES, Noun, counted, paragraphs, record_figures
from geodata import Confidence
from geodata.dataset import Dataset
from geodata.dataset_cache import kept_with_dataset
from geodata.model import Citation, State, Stockpile
from geodata.sources import mark_of
from geodata.wording import capitalized, figure_text, name_at_start

ID = "use"

BY_STATE, BY_GROUPS, UNCONFIRMED, PRODUCER = "use_state", "use_nsag", "use_state_unconfirmed", "producer"
KINDS = (BY_STATE, BY_GROUPS, UNCONFIRMED, PRODUCER)  # of records
STATE_AND_GROUPS = "state-and-groups"
STATE = "state"
GROUPS = "groups"
REPORTED = "reported"
LISTED = "producer"
NOTHING = "nothing-recorded"
LABELS = {
    STATE_AND_GROUPS: "Use by the state and by armed groups recorded",
    STATE: "Use by the state recorded",
    GROUPS: "Use by armed groups recorded",
    REPORTED: "Signs or charges of use by the state recorded",
    LISTED: "No use recorded; listed as potential producer",
    NOTHING: "Nothing recorded",
}
LOOKS = {
    STATE_AND_GROUPS: Look(Paint("#4A1060", "#D9B8F5"), Hatch.HORIZONTAL, Paint("#E0B8F0", "#4A1060")),
    STATE: Look(Paint("#B3261E", "#C93A2A"), Hatch.VERTICAL, PALE_INK),
    GROUPS: Look(Paint("#E08A1E", "#E0A11C"), Hatch.DIAGONAL, Paint("#3A2200", "#3A2200")),
    REPORTED: Look(Paint("#78A0F0", "#2878EB"), Hatch.BACK_DIAGONAL, Paint("#12275E", "#E6F0FF")),
    LISTED: Look(Paint("#FFEBD2", "#5A2A0A"), Hatch.DOTS, Paint("#5A2A00", "#FFE3C2")),
    NOTHING: Look(Paint("#BFC3CC", "#474F59"), Hatch.NONE, PALE_INK),
}
CAUTION = (
    "Recorded is what a report says that it found; the atlas does not say that a state uses mines. Signs and "
    "charges are what a report holds likely or passes on and does not call established. A potential producer has "
    "not given production up, which is no proof of output. Of some reports only a part was read: nothing recorded "
    "is not the same as no use."
)
_WORDS = {
    "stockpile": "stockpile",
    "stockpile_outstanding": "stockpile destruction outstanding",
    PRODUCER: "listed as potential producer",
    BY_STATE: "use by the state, as recorded",
    UNCONFIRMED: "signs or charges of use by the state, as recorded",
    BY_GROUPS: "use by armed groups, as recorded",
    "destroyed_total": "mines destroyed in all",
    "retained": "mines retained",
    "mines_from_conflict_claims": "mines laid in conflict, as claimed",
}


# -- One record in words, as the panel of a country prints it too.


def record_line(ctx: ComposeContext, record: Stockpile) -> Line:
    """Return a record of stocks, production or use as a line: figure or kind, then the day and who states it."""
    kind = _kind(record)
    figure = figure_text(record.value, record.low, record.high, record.unit)
    dated = f"{record.when.label}. {record.claimant}."
    return Line(
        figure=capitalized(figure or kind),
        text=marked_fact(record, f"{kind}, {dated}" if figure else dated),
        sources=ctx.cite(record.citations),
        detail=remark(ctx, record),
        records=(record.stockpile_id,),
    )


def _kind(record: Stockpile) -> str:
    return _WORDS.get(record.kind, record.kind.replace("_", " "))


# -- The newest records of each kind.


@kept_with_dataset(8)
def _editions(dataset: Dataset) -> dict[str, tuple[date, ...]]:
    """Return the last days of the spans to which records are dated, by their kind, ascending."""
    editions: dict[str, set[date]] = {kind: set() for kind in KINDS}
    for area in dataset.states:
        for record in dataset.stockpiles.get(area, ()):
            if record.kind in editions and record.confidence is not Confidence.UNVERIFIED:
                editions[record.kind].add(record.when.latest)
    return {kind: tuple(sorted(days)) for kind, days in editions.items()}


def edition_on(ctx: ComposeContext, kind: str) -> date | None:
    """Return the last day of the span to which the newest records of a kind by the day are dated."""
    return max((day for day in _editions(ctx.dataset)[kind] if day <= ctx.day), default=None)


def records_on(ctx: ComposeContext, area: str) -> list[Stockpile]:
    """Return the records about an area in the newest edition of each kind, use first."""
    newest = {kind: edition_on(ctx, kind) for kind in KINDS}
    records = [
        record
        for record in ctx.dataset.stockpiles.get(area, ())
        if record.kind in newest
        and record.when.latest == newest[record.kind]
        and record.confidence is not Confidence.UNVERIFIED
    ]
    return sorted(records, key=lambda record: (KINDS.index(record.kind), record.stockpile_id))


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return the class of an area."""
    kinds = {record.kind for record in records_on(ctx, row.state.area)}
    if {BY_STATE, BY_GROUPS} <= kinds:
        return STATE_AND_GROUPS
    classes = ((BY_STATE, STATE), (BY_GROUPS, GROUPS), (UNCONFIRMED, REPORTED), (PRODUCER, LISTED))
    return next((class_id for kind, class_id in classes if kind in kinds), NOTHING)


def _year(ctx: ComposeContext, kind: str) -> str:
    day = edition_on(ctx, kind)
    return str(day.year) if day else "none by this day"


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by what is recorded, where the layer fills them."""
    title = "Use and production of anti-personnel mines as recorded"
    years = (
        f"{what}, {_year(ctx, kind)}"
        for what, kind in zip(("states", "armed groups", "signs and charges", "producers"), KINDS, strict=True)
    )
    note = f"By the reports on {'; '.join(years)}. Counts are computed by the atlas."
    return class_fill(ctx, ID, title, labels=LABELS, looks=LOOKS, class_of=class_of, note=note)


def headline(ctx: ComposeContext) -> Headline | None:
    """Return how many states and armed groups reports record as users, where the layer fills the areas."""
    if not ctx.is_filled_by(ID):
        return None
    if not any(edition_on(ctx, kind) for kind in KINDS):
        return Headline("No report on the use of anti-personnel mines is recorded by this day", ())
    counts = Counter(class_of(ctx, row) for row in ctx.passing())
    states, groups = counts[STATE] + counts[STATE_AND_GROUPS], counts[GROUPS] + counts[STATE_AND_GROUPS]
    text = f"Use of anti-personnel mines is recorded for the forces of {counted(states, STATES)}"
    if not counts[REPORTED]:
        return Headline(f"{text}, and for armed groups in {counted(groups, STATES)}", ())
    signs = f"signs or charges of use by {counted(counts[REPORTED], STATES)}"
    return Headline(f"{text}, for armed groups in {counted(groups, STATES)}; {signs}", ())


def _sentence(record: Stockpile) -> str:
    return marked_fact(record, f"{_kind(record)}, {record.when.label} ({record.claimant})")


def _all(records: Sequence[Stockpile]) -> str:
    return capitalized("; ".join(map(_sentence, records)))


def _citations(records: Sequence[Stockpile]) -> tuple[Citation, ...]:
    return tuple(citation for record in records for citation in record.citations)


def use_text(ctx: ComposeContext, area: str) -> CitedText:
    """Return what is recorded of an area, each record with its report, and the numbers of the sources."""
    records = records_on(ctx, area)
    return CitedText(_all(records), ctx.cite(_citations(records))) if records else CitedText(LABELS[NOTHING])


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return the records of the newest editions: use by states and by armed groups, signs of it, listed producers."""
    titles = {
        BY_STATE: "Use by states",
        BY_GROUPS: "Use by armed groups",
        UNCONFIRMED: "Signs or charges of use by states",
        PRODUCER: "Listed as potential producers",
    }
    rows = [(row, record) for row in ctx.passing() for record in records_on(ctx, row.state.area)]
    return tuple(
        Section(
            f"{titles[kind]}, as recorded in {_year(ctx, kind)}" if edition_on(ctx, kind) else titles[kind],
            tuple(_line(ctx, row, record) for row, record in rows if record.kind == kind),
            "Nothing is recorded by this day.",
            open_count=5,
        )
        for kind in KINDS
    )


def _line(ctx: ComposeContext, row: AreaRow, record: Stockpile) -> Line:
    text, cited = _sentence(record), ctx.cite(record.citations)
    return Line(
        row.state.name,
        text,
        cited,
        swatch=class_of(ctx, row),
        detail=remark(ctx, record),
        records=(record.stockpile_id,),
    )


def empty(ctx: ComposeContext) -> Empty | None:
    """Return that no report is recorded by the day, and the first day on which one is."""
    if any(edition_on(ctx, kind) for kind in KINDS):
        return None
    first = min((day for days in _editions(ctx.dataset).values() for day in days), default=None)
    return go_to("No report on use or production is recorded by this day.", first) if first else None


def days(ctx: ComposeContext) -> list[date]:
    """Return the days on which a newer edition of a kind is on record."""
    return [day for dated in _editions(ctx.dataset).values() for day in dated]


COLUMNS = (
    Column("use", "Use and production, as recorded", ID, width=38, pixels=140, is_property=True),
    Column("use_by_state", "Use by the state", ID, width=34),
    Column("use_by_groups", "Use by armed groups", ID, width=34),
    Column("use_unconfirmed", "Signs or charges of use by the state", ID, width=34),
    Column("producer", "Listed as potential producer", ID, width=34),
)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return what is recorded of a state, each kind with its report."""
    records = records_on(ctx, row.state.area)
    cells = tuple(
        "; ".join(f"{record.when.label}, {record.claimant}" for record in records if record.kind == kind)
        for kind in KINDS
    )
    marks = dict.fromkeys(mark.value for record in records if (mark := mark_of(record)))
    return RowFacts(
        cells=(LABELS[class_of(ctx, row)], *cells),
        marks=tuple(f"use {mark}" for mark in marks),
        citations=_citations(records),
        card=f"{COLUMNS[0].title}: {_all(records)}" if records else "",
    )


def quote(ctx: ComposeContext, state: State) -> str:
    """Return what is recorded of a state; nothing where nothing is."""
    records = records_on(ctx, state.area)
    if not records:
        return ""
    ctx.cite(_citations(records))
    return f"{name_at_start(state.name)}, anti-personnel mines: {'; '.join(map(_sentence, records))}"


def state_sections(ctx: ComposeContext, state: State) -> Sequence[Section]:
    """Return stockpiles, production and recorded use of a state, newest first."""
    past = [s for s in ctx.dataset.stockpiles.get(state.area, ()) if s.when.latest <= ctx.day]
    newest_first = sorted(past, key=lambda s: (-s.when.latest.toordinal(), s.stockpile_id))
    lines = tuple(record_line(ctx, record) for record in newest_first)
    return (Section("Stockpiles, production and recorded use", lines, "Nothing is recorded by this day."),)


def records(dataset: Dataset) -> Iterator[Record]:
    """Return all records of stocks, production and use, each by its kind, day and figure."""
    for row in (row for rows in dataset.stockpiles.values() for row in rows):
        text = f"{row.kind.replace('_', ' ')} ({row.when.label}), {record_figures((row.value, row.unit))}"
        yield Record(row.stockpile_id, row.area, text, row)


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return what is recorded, and what that does not say."""
    sentences = paragraphs(f"""
The layer shows what the newest report of each kind by the day of the map recorded: use by the forces of a state, use by
armed groups in it, signs or charges of use by the state that the report does not call established, and states listed
as producers. Use abroad stands with the state that is recorded as the user.

{CAUTION}
""")
    return (Chapter("Use and production as recorded", sentences, class_terms(LABELS, LOOKS)),)


LAYER = Layer(
    layer_id=ID,
    label="Recorded use and production",
    can_fill=True,
    days=days,
    classes=LABELS,
    class_of=class_of,
    picture=picture,
    notes=lambda ctx: fill_notes(ctx, ID, CAUTION),
    headline=headline,
    empty=empty,
    subject=lambda ctx: "Use and production, as recorded" if ctx.is_filled_by(ID) else "",
    sections=sections,
    panel_order=4,
    columns=COLUMNS,
    facts=facts,
    card=lambda ctx, row: use_text(ctx, row.state.area),
    card_heading=lambda _ctx: "Use and production, as recorded",
    quote=quote,
    quote_order=4,
    state_sections=state_sections,
    state_order=6,
    records=(Records(Noun("record of stocks, production or use", "records of stocks, production or use"), records),),
    about=about,
)
