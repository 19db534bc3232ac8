"""A layer in one file: what each state is last said to hold in stocks of anti-personnel mines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dashboard.maps.as_of import marked_fact
from dashboard.maps.class_fill import class_fill, fill_notes
from dashboard.maps.context import AreaRow, ComposeContext, Layer, Picture, Record, Records, RowFacts
from dashboard.maps.spec import Chapter, CitedText, Column, Hatch, Headline, Line, Look, Paint, Section
from dashboard.maps.wording import Noun
from geodata import day_label
from geodata.dataset import Dataset
from geodata.model import State, Stockpile
from geodata.wording import figure_text, name_at_start

ID = "stocks"
HELD, OUTSTANDING, RETAINED, NONE = "held", "outstanding", "retained", "none"
CLASSES = {"stockpile": HELD, "stockpile_outstanding": OUTSTANDING, "retained": RETAINED}  # by the kind of a record
LABELS = {
    HELD: "Stock stated",
    OUTSTANDING: "Destruction outstanding",
    RETAINED: "Kept for training",
    NONE: "No stock recorded",
}
_WHITE = Paint("#FFFFFF", "#10202C")
LOOKS = {
    HELD: Look(Paint("#590B47", "#C05AA8"), Hatch.NONE, _WHITE),
    OUTSTANDING: Look(Paint("#D26400", "#F28C28"), Hatch.BACK_DIAGONAL, _WHITE),
    RETAINED: Look(Paint("#F9C329", "#FFD24D"), Hatch.DOTS, Paint("#5A4A00", "#5A4A00")),
    NONE: Look(Paint("#BABEC2", "#535E66"), Hatch.NONE, _WHITE),
}


def stock_by(ctx: ComposeContext, area: str) -> Stockpile | None:
    """Return the last record of stocks of a state by the day."""
    stated = [r for r in ctx.dataset.stockpiles.get(area, ()) if r.kind in CLASSES and r.when.latest <= ctx.day]
    return max(stated, key=lambda record: record.when.latest, default=None)


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return the class of an area."""
    record = stock_by(ctx, row.state.area)
    return CLASSES[record.kind] if record is not None else NONE


def words(record: Stockpile) -> str:
    """Return a record in words: what is stated, the figure where there is one, when, and by whom."""
    figure = figure_text(record.value, record.low, record.high, record.unit)
    stated = f"{LABELS[CLASSES[record.kind]]}: {figure}" if figure else LABELS[CLASSES[record.kind]]
    return marked_fact(record, f"{stated}, {record.when.label}, {record.claimant}")


def stock_text(ctx: ComposeContext, area: str) -> CitedText:
    """Return what a state is said to hold, and the numbers of the sources."""
    record = stock_by(ctx, area)
    return CitedText(words(record), ctx.cite(record.citations)) if record is not None else CitedText(LABELS[NONE])


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by what their state is said to hold, where the layer fills them."""
    note = "What is stated, not what was counted."
    return class_fill(ctx, ID, "Stocks of mines", labels=LABELS, looks=LOOKS, class_of=class_of, note=note)


def headline(ctx: ComposeContext) -> Headline | None:
    """Return of how many states a stock is stated, where the layer fills the areas."""
    if not ctx.is_filled_by(ID):
        return None
    counts = Counter(class_of(ctx, row) for row in ctx.passing())
    return Headline(f"A stock of anti-personnel mines is stated for {counts[HELD]} of {counts.total()} states", ())


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return what is stated of each state, with the sources."""
    stocks = [(row.state, stock_by(ctx, row.state.area)) for row in ctx.passing()]
    lines = tuple(
        Line(state.name, words(record), ctx.cite(record.citations), swatch=CLASSES[record.kind])
        for state, record in stocks
        if record is not None
    )
    return (Section("Stocks as stated", lines, empty="No stock is recorded by this day."),)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return what a state is said to hold, and the documents behind it."""
    record = stock_by(ctx, row.state.area)
    if record is None:
        return RowFacts(cells=("",))
    return RowFacts(cells=(words(record),), citations=record.citations, card=f"Stocks: {words(record)}")


def quote(ctx: ComposeContext, state: State) -> str:
    """Return what a state is said to hold by the day; nothing where nothing is recorded."""
    record = stock_by(ctx, state.area)
    if record is None:
        return ""
    ctx.cite(record.citations)
    return f"{name_at_start(state.name)}, stocks of anti-personnel mines by {day_label(ctx.day)}: {words(record)}"


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return what a stock on the map is."""
    return (Chapter("Stocks of mines", ("The layer shows the last record of stocks of each state by the day.",)),)


def records(dataset: Dataset) -> Iterator[Record]:
    """Return all records of stocks."""
    for record in (record for group in dataset.stockpiles.values() for record in group if record.kind in CLASSES):
        yield Record(record.stockpile_id, record.area, words(record), record)


LAYER = Layer(
    layer_id=ID,
    label="Stocks of mines",
    can_fill=True,
    classes=LABELS,
    class_of=class_of,
    picture=picture,
    notes=lambda ctx: fill_notes(ctx, ID, "No stock recorded is not no stock."),
    headline=headline,
    sections=sections,
    columns=(Column("stock", "Stocks", ID, is_property=True),),
    facts=facts,
    card=lambda ctx, row: stock_text(ctx, row.state.area),
    card_heading=lambda _ctx: "Stocks of anti-personnel mines",
    is_class_text=True,
    quote=quote,
    records=(Records(Noun("record of stocks", "records of stocks"), records),),
    about=about,
)
