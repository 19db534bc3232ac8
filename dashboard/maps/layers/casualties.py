"""The layer of casualties: people recorded as killed or injured in the last year on record.

Only counts of one measure colour the map: casualties of mines and explosive remnants of war, in a whole state and a
whole calendar year. Counts of other measures stand in the panel of the country.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from dashboard.maps.as_of import marked_fact, remark
from dashboard.maps.class_fill import class_fill, class_terms, fill_notes
from dashboard.maps.context import AreaRow, ComposeContext, Layer, Picture, Record, Records, RowFacts
from dashboard.maps.empty_state import go_to
from dashboard.maps.palette import BROWN_INK, PALE_INK
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
from dashboard.maps.wording import Noun, paragraphs, record_figures, spelled_alone, states_of_regions
from geodata import Confidence
from geodata.dataset import Dataset
from geodata.dataset_cache import kept_with_dataset
from geodata.model import CasualtyCount, State
from geodata.sources import mark_of
from geodata.wording import capitalized, figure_text, name_at_start

ID = "casualties"

THOUSAND = "thousand-or-more"
HUNDRED = "hundred-to-thousand"
TEN = "ten-to-hundred"
UNDER_TEN = "under-ten"
AT_LEAST = "minimum-only"
NO_COUNT = "no-count"
LABELS = {
    THOUSAND: "1,000 or more",
    HUNDRED: "100 to 999",
    TEN: "10 to 99",
    UNDER_TEN: "Under 10",
    AT_LEAST: "A minimum only",
    NO_COUNT: "No count recorded for the year",
}
LOOKS = {
    THOUSAND: Look(Paint("#1C192E", "#F4EFF9"), Hatch.NONE, PALE_INK),
    HUNDRED: Look(Paint("#733887", "#ACA7E8"), Hatch.NONE, PALE_INK),
    TEN: Look(Paint("#A771BA", "#9352C5"), Hatch.NONE, PALE_INK),
    UNDER_TEN: Look(Paint("#F6E3FD", "#4C116E"), Hatch.NONE, PALE_INK),
    AT_LEAST: Look(Paint("#E9B75C", "#CFB814"), Hatch.DIAGONAL, BROWN_INK),
    NO_COUNT: Look(Paint("#AFB3B2", "#465356"), Hatch.NONE, PALE_INK),
}
RAMP = (THOUSAND, HUNDRED, TEN, UNDER_TEN)
_LIMITS = ((1000, THOUSAND), (100, HUNDRED), (10, TEN))  # people, the least number of a class
CAUTION = (
    "A recorded count is a lower bound: many casualties are never recorded. The table holds counts of few states a "
    "year, so no count recorded is not the same as no casualties."
)
_MEASURE = "mines_erw"
_WEAPONS = {
    "mines_erw": "mines and explosive remnants of war",
    "all_explosive_ordnance": "explosive ordnance of all kinds",
    "ap_mines_erw_other_devices": "anti-personnel mines, explosive remnants of war and other devices",
    "ap_mines_manufactured": "factory-made anti-personnel mines",
}
_EDITIONS = {
    "LM ": "Landmine Monitor ",
    "Monitor 2018 profile": "Landmine Monitor, profile of 2018",
    "Monitor profile 2021": "Landmine Monitor, profile of 2021",
}


# -- One count in words, as the panel of a country prints it too.


def count_line(ctx: ComposeContext, count: CasualtyCount) -> Line:
    """Return a count as a line: the number of people, the year, by which weapons, and the edition."""
    text = marked_fact(count, f"{_text(count)}. {_edition(count.edition)}.")
    return Line(
        _figure(count), text, ctx.cite(count.citations), detail=remark(ctx, count), records=(count.casualty_id,)
    )


def _figure(count: CasualtyCount) -> str:
    people = figure_text(count.casualties, count.low, None, "")
    return f"{capitalized(people)} killed or injured" if people else "No total"


def _text(count: CasualtyCount) -> str:
    where = f", {count.part}" if count.part else ""
    split = [
        f"{value:,} {word}"
        for value, word in ((count.killed, "killed"), (count.injured, "injured"))
        if value is not None
    ]
    when = count.year.label if count.year.label.startswith("between") else f"in {count.year.label}"
    what = f"{when}{where}, by {_WEAPONS.get(count.weapon, count.weapon.replace('_', ' '))}"
    return "; ".join(filter(None, [what, ", ".join(split)]))


def _edition(text: str) -> str:
    """The edition of a report in full: LM 2025 is the Landmine Monitor 2025."""
    for short, full in _EDITIONS.items():
        text = text.replace(short, full)
    return text if ", via " in text else text.replace(" via ", ", via ")


# -- The counts of the last year on record.


def _year(count: CasualtyCount) -> int | None:
    """Return the calendar year that a count is of; None where it is of more or less, or of another measure."""
    year = count.year.earliest.year
    is_whole = (count.year.earliest, count.year.latest) == (date(year, 1, 1), date(year, 12, 31)) and not count.part
    is_comparable = count.weapon == _MEASURE and count.confidence is not Confidence.UNVERIFIED
    return year if is_whole and is_comparable else None


@kept_with_dataset(8)
def _years(dataset: Dataset) -> tuple[int, ...]:
    """Return the years of which counts of states and areas are on record, ascending."""
    years = {_year(count) for area in dataset.states for count in dataset.casualties.get(area, ())}
    return tuple(sorted(year for year in years if year is not None))


def year_on(ctx: ComposeContext) -> int | None:
    """Return the last year that had ended by the day and of which a count is on record; None where there is none."""
    return max((year for year in _years(ctx.dataset) if year < ctx.day.year), default=None)


def count_on(ctx: ComposeContext, area: str) -> CasualtyCount | None:
    """Return the count of an area in the year shown; of several the one listed last, which is of the newest edition."""
    year = year_on(ctx)
    counts = reversed(ctx.dataset.casualties.get(area, ()))
    return next((count for count in counts if year is not None and _year(count) == year), None)


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return the class of an area."""
    return _class_of(count_on(ctx, row.state.area))


def _class_of(count: CasualtyCount | None) -> str:
    if count is None:
        return NO_COUNT
    if count.casualties is None:
        return AT_LEAST
    people = count.casualties
    return next((class_id for least, class_id in _LIMITS if people >= least), UNDER_TEN)


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by the count of the year, where the layer fills them."""
    title = f"Recorded casualties of mines and explosive remnants of war in {year_on(ctx) or 'a year before'}"
    note = "People killed or injured, a lower bound. Counts of states are computed by the atlas."
    return class_fill(ctx, ID, title, labels=LABELS, looks=LOOKS, class_of=class_of, note=note)


def headline(ctx: ComposeContext) -> Headline | None:
    """Return for how many states a count of the year is on record, where the layer fills the areas."""
    if not ctx.is_filled_by(ID):
        return None
    year = year_on(ctx)
    if year is None:
        return Headline(f"No casualty count of a year before {ctx.day.year} is recorded", ())
    counts = Counter(class_of(ctx, row) for row in ctx.passing())
    of = f"{counts.total() - counts[NO_COUNT]} of {counts.total()} {states_of_regions(ctx.view.regions)}"
    text = f"For {year}, a count of casualties of mines and explosive remnants of war is recorded for {of}"
    return Headline(f"{text}; for {spelled_alone(counts[THOUSAND])} it is 1,000 or more", ())


def casualty_text(ctx: ComposeContext, area: str) -> CitedText:
    """Return the count of an area in the year shown, with the edition and the numbers of the sources."""
    year = year_on(ctx)
    count = count_on(ctx, area)
    if count is None:
        return CitedText(f"No count for {year} recorded" if year else "No count recorded")
    return CitedText(_sentence(count), ctx.cite(count.citations))


def _sentence(count: CasualtyCount) -> str:
    return marked_fact(count, f"{_figure(count)} {_text(count)}. {_edition(count.edition)}")


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return the counts of the year, the highest first."""
    year = year_on(ctx)
    rows = [(row.state, count) for row in ctx.passing() if (count := count_on(ctx, row.state.area)) is not None]
    rows.sort(key=lambda item: (-(item[1].casualties or item[1].low or 0), item[0].name))
    lines = tuple(
        Line(
            state.name,
            _sentence(count),
            ctx.cite(count.citations),
            swatch=_class_of(count),
            detail=remark(ctx, count),
            records=(count.casualty_id,),
        )
        for state, count in rows
    )
    title = f"Recorded casualties of {year}" if lines else "Recorded casualties"
    return (Section(title, lines, "No count is recorded.", open_count=5),)


def empty(ctx: ComposeContext) -> Empty | None:
    """Return that no count is recorded so early, and the first day on which one is."""
    if year_on(ctx) is not None:
        return None
    text = f"No casualty count of a year before {ctx.day.year} is recorded."
    return next((go_to(text, date(year + 1, 1, 1)) for year in _years(ctx.dataset)), None)


def days(ctx: ComposeContext) -> list[date]:
    """Return the days after the years of which a count is on record."""
    return [date(year + 1, 1, 1) for year in _years(ctx.dataset)]


COLUMNS = (
    Column("casualties", "Recorded casualties", ID, width=28, pixels=110, is_property=True),
    Column("casualties_count", "Killed or injured, as recorded", ID, width=16, pixels=80, is_figure=True),
    Column("casualties_year", "Year of the count", ID, width=10),
    Column("casualties_edition", "Edition of the count", ID, width=34),
)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return the count of a state, the year, and the edition that states it."""
    count = count_on(ctx, row.state.area)
    label = LABELS[_class_of(count)]
    if count is None:
        return RowFacts(cells=(label, None, "", ""))
    mark, people = mark_of(count), count.casualties
    return RowFacts(
        cells=(label, None if people is None else float(people), count.year.label, _edition(count.edition)),
        marks=(f"casualties {mark.value}",) if mark else (),
        citations=count.citations,
        card=f"{COLUMNS[0].title}: {_sentence(count)}",
    )


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the count of a state with year and edition; nothing where none is recorded."""
    count = count_on(ctx, state.area)
    if count is None:
        return ""
    ctx.cite(count.citations)
    return f"{name_at_start(state.name)}, recorded casualties: {_sentence(count)}"


def state_sections(ctx: ComposeContext, state: State) -> Sequence[Section]:
    """Return the casualties recorded in an area, newest year first; a recorded count is a lower bound.

    Of one year the count that can colour the map stands first.
    """
    counts = [c for c in ctx.dataset.casualties.get(state.area, ()) if c.year.latest < ctx.day]
    newest_first = sorted(counts, key=lambda c: (-c.year.latest.toordinal(), c.weapon != _MEASURE, c.casualty_id))
    lines = tuple(count_line(ctx, count) for count in newest_first)
    return (Section("Recorded casualties", lines, "No casualty count is recorded for years before this day."),)


def records(dataset: Dataset) -> Iterator[Record]:
    """Return all counts of casualties, each by its year and figures."""
    for row in (row for rows in dataset.casualties.values() for row in rows):
        figures = record_figures(
            (row.casualties, "casualties"), (row.low, "at least"), (row.killed, "killed"), (row.injured, "injured")
        )
        yield Record(row.casualty_id, row.area, f"{row.year.label}, {figures}", row)


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return what is counted, and what a count is not."""
    sentences = paragraphs(f"""
The layer shows, for the last year that had ended by the day of the map, the people recorded as killed or injured by
mines and explosive remnants of war in each state. Counts of other weapons, of parts of a state or of other spans of
time are not comparable and colour nothing; they stand in the panel of the country.

{CAUTION}
""")
    return (Chapter("Casualties by year", sentences, class_terms(LABELS, LOOKS)),)


LAYER = Layer(
    layer_id=ID,
    label="Casualties by year",
    can_fill=True,
    days=days,
    classes=LABELS,
    class_of=class_of,
    picture=picture,
    notes=lambda ctx: fill_notes(ctx, ID, CAUTION),
    headline=headline,
    empty=empty,
    subject=lambda ctx: "Recorded casualties" if ctx.is_filled_by(ID) else "",
    sections=sections,
    panel_order=4,
    columns=COLUMNS,
    facts=facts,
    card=lambda ctx, row: casualty_text(ctx, row.state.area),
    card_heading=lambda _ctx: "Recorded casualties",
    quote=quote,
    quote_order=4,
    state_sections=state_sections,
    state_order=6,
    records=(Records(Noun("casualty count", "casualty counts"), records),),
    about=about,
)
