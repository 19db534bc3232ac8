"""The layer of clearance: the area cleared in the last year on record, as one claimant states it; nothing is added up.

Cleared, reduced and cancelled are three things: land on which mines were removed, land that technical survey released,
land that non-technical survey released. Only the first colours the map; the others stand beside it, each on its own.
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
from geodata.model import ClearanceResult, State
from geodata.sources import mark_of
from geodata.wording import name_at_start, number

ID = "clearance"

OVER_TEN = "ten-km2-or-more"
OVER_ONE = "one-to-ten-km2"
OVER_TENTH = "tenth-to-one-km2"
UNDER_TENTH = "under-a-tenth-km2"
ZERO = "none-cleared"
NO_FIGURE = "no-figure"
NO_RESULT = "no-result"
LABELS = {
    OVER_TEN: "10 km² or more",
    OVER_ONE: "1 to 10 km²",
    OVER_TENTH: "0.1 to 1 km²",
    UNDER_TENTH: "Under 0.1 km²",
    ZERO: "No area cleared, as stated",
    NO_FIGURE: "A result without an area cleared in the whole state",
    NO_RESULT: "No result recorded for the year",
}
LOOKS = {
    OVER_TEN: Look(Paint("#031D12", "#E3F8F3"), Hatch.NONE, PALE_INK),
    OVER_ONE: Look(Paint("#015A50", "#83CA9C"), Hatch.NONE, PALE_INK),
    OVER_TENTH: Look(Paint("#589071", "#4E9275"), Hatch.NONE, PALE_INK),
    UNDER_TENTH: Look(Paint("#B9FAC9", "#013A27"), Hatch.NONE, PALE_INK),
    ZERO: Look(Paint("#C74D01", "#BB5A20"), Hatch.BACK_DIAGONAL, PALE_INK),
    NO_FIGURE: Look(Paint("#DFAB48", "#DBAB25"), Hatch.DIAGONAL, BROWN_INK),
    NO_RESULT: Look(Paint("#B2B4B9", "#545A60"), Hatch.NONE, PALE_INK),
}
RAMP = (OVER_TEN, OVER_ONE, OVER_TENTH, UNDER_TENTH)
_LIMITS = ((10.0, OVER_TEN), (1.0, OVER_ONE), (0.1, OVER_TENTH))  # km2, the least area of a class
CAUTION = (
    "Land cleared, land reduced by technical survey and land cancelled by non-technical survey are three things and "
    "are never added up. Claimants count differently, so the map ranks nobody. No result recorded is not the same as "
    "nothing cleared, and nothing cleared is not the same as no mines. Cluster munition remnants are left out."
)
_CLUSTER = "cluster munition remnants"  # the beginning of the part of results that are not about mines


# -- One result in words, as the panel of a country prints it too.


def result_line(ctx: ComposeContext, result: ClearanceResult) -> Line:
    """Return a result as a line: the area cleared, then what was reduced, cancelled and destroyed, and the claimant."""
    figure, text = _figure(result), marked_fact(result, f"{_text(result)}.")
    return Line(figure, text, ctx.cite(result.citations), detail=remark(ctx, result), records=(result.clearance_id,))


_AP_MINES = Noun("anti-personnel mine", "anti-personnel mines")
_SUBMUNITIONS = Noun("submunition", "submunitions")


def _parts(result: ClearanceResult) -> list[str]:
    areas = (
        (result.cleared_km2, "cleared"),
        (result.reduced_km2, "reduced by technical survey"),
        (result.cancelled_km2, "cancelled by non-technical survey"),
    )
    counts = (
        (result.ap_mines_destroyed_count, _AP_MINES),
        (result.submunitions_destroyed_count, _SUBMUNITIONS),
    )
    return [
        *(f"{number(value)} km² {word}" for value, word in areas if value is not None),
        *(f"{count:,} {noun.of(count)} destroyed" for count, noun in counts if count is not None),
    ]


def _figure(result: ClearanceResult) -> str:
    return next(iter(_parts(result)), "No figure reported")


def _text(result: ClearanceResult) -> str:
    parts = _parts(result)
    rest = f"; {', '.join(parts[1:])}" if parts[1:] else ""
    where = f", {result.part}" if result.part else ""
    return f"in {result.year}{where}{rest}. {result.claimant}"


def _sentence(result: ClearanceResult) -> str:
    return marked_fact(result, f"{_figure(result)} {_text(result)}")


# -- The results of the last year on record.


def year_on(ctx: ComposeContext) -> int | None:
    """Return the last year that had ended by the day and of which results are on record; None where there is none."""
    return max((year for year in _years(ctx.dataset) if year < ctx.day.year), default=None)


@kept_with_dataset(8)
def _years(dataset: Dataset) -> tuple[int, ...]:
    """Return the years of which results of states and areas are on record, ascending."""
    return tuple(sorted({r.year for area in dataset.states for r in dataset.clearance.get(area, ())}))


def results_on(ctx: ComposeContext, area: str) -> list[ClearanceResult]:
    """Return the results of an area in the year shown, those about the whole of it and the last published first."""
    year = year_on(ctx)
    results = [
        result
        for result in ctx.dataset.clearance.get(area, ())
        if result.year == year
        and not result.part.startswith(_CLUSTER)
        and result.confidence is not Confidence.UNVERIFIED
    ]
    return sorted(results, key=lambda result: (bool(result.part), -_published(result), result.clearance_id))


def _published(result: ClearanceResult) -> int:
    return max((cited.as_of.toordinal() for cited in result.citations if cited.as_of), default=0)


def cleared_km2(ctx: ComposeContext, area: str) -> float | None:
    """Return the area cleared in the whole of a state (km2), by the result that the map shows; None where none is."""
    return next((result.cleared_km2 for result in results_on(ctx, area)[:1] if not result.part), None)


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return the class of an area."""
    if not results_on(ctx, row.state.area):
        return NO_RESULT
    km2 = cleared_km2(ctx, row.state.area)
    if km2 is None:
        return NO_FIGURE
    return next((class_id for least, class_id in _LIMITS if km2 >= least), UNDER_TENTH) if km2 else ZERO


def picture(ctx: ComposeContext) -> Picture:
    """Return the areas by the area cleared, where the layer fills them."""
    title = f"Area cleared in {year_on(ctx) or 'a year before'}, as one claimant states it for each"
    note = "Cleared land alone: land reduced or cancelled by survey stands in table and panel. Counts by the atlas."
    return class_fill(ctx, ID, title, labels=LABELS, looks=LOOKS, class_of=class_of, note=note)


def headline(ctx: ComposeContext) -> Headline | None:
    """Return for how many states a result of the year is on record, where the layer fills the areas."""
    if not ctx.is_filled_by(ID):
        return None
    year = year_on(ctx)
    if year is None:
        return Headline(f"No clearance of a year before {ctx.day.year} is recorded", ())
    counts = Counter(class_of(ctx, row) for row in ctx.passing())
    stated = counts.total() - counts[NO_RESULT] - counts[NO_FIGURE]
    of = f"{stated} of {counts.total()} {states_of_regions(ctx.view.regions)}"
    if not stated:
        return Headline(f"For {year}, no figure of land cleared of mines is recorded for the whole of a state", ())
    text = f"For {year}, a figure of land cleared of mines is recorded for {of}"
    large, zero = spelled_alone(counts[OVER_TEN]), spelled_alone(counts[ZERO])
    return Headline(f"{text}; it is 10 km² or more for {large} and nothing for {zero}", ())


def clearance_text(ctx: ComposeContext, area: str) -> CitedText:
    """Return the results of an area in the year shown, each with its claimant, and the numbers of the sources."""
    results = results_on(ctx, area)
    if not results:
        year = year_on(ctx)
        return CitedText(f"No result for {year} recorded" if year else "No result recorded")
    texts = [_sentence(result) for result in results]
    return CitedText("; also: ".join(texts), ctx.cite(cited for result in results for cited in result.citations))


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return the results of the year, the largest area cleared first, each with its claimant."""
    rows = [(row, result) for row in ctx.passing() for result in results_on(ctx, row.state.area)]
    rows.sort(key=lambda item: (-(item[1].cleared_km2 or 0.0), item[0].state.name))
    lines = tuple(
        Line(
            row.state.name,
            _sentence(result),
            ctx.cite(result.citations),
            swatch=class_of(ctx, row),
            detail=remark(ctx, result),
            records=(result.clearance_id,),
        )
        for row, result in rows
    )
    title = f"Results of {year_on(ctx)}, as each claimant states them" if lines else "Results of clearance"
    return (Section(title, lines, "No result is recorded.", open_count=5),)


def empty(ctx: ComposeContext) -> Empty | None:
    """Return that no result is recorded so early, and the first day on which one is."""
    if year_on(ctx) is not None:
        return None
    text = f"No clearance of a year before {ctx.day.year} is recorded."
    return next((go_to(text, date(year + 1, 1, 1)) for year in _years(ctx.dataset)), None)


def days(ctx: ComposeContext) -> list[date]:
    """Return the days after the years of which a result is on record."""
    return [date(year + 1, 1, 1) for year in _years(ctx.dataset)]


COLUMNS = (
    Column("clearance", "Area cleared", ID, width=32, pixels=110, is_property=True),
    Column("cleared_km2", "Cleared, km²", ID, width=12, pixels=70, is_figure=True),
    Column("reduced_km2", "Reduced by technical survey, km²", ID, width=16, is_figure=True),
    Column("cancelled_km2", "Cancelled by non-technical survey, km²", ID, width=16, is_figure=True),
    Column("clearance_year", "Year of the result", ID, width=10),
    Column("clearance_claimant", "Claimant of the result", ID, width=34),
)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return the result of a state: each kind of land on its own, the year, and who states it."""
    label, results = LABELS[class_of(ctx, row)], results_on(ctx, row.state.area)
    if not results:
        return RowFacts(cells=(label, None, None, None, "", ""))
    first, mark = results[0], mark_of(results[0])
    areas = (None, None, None) if first.part else (first.cleared_km2, first.reduced_km2, first.cancelled_km2)
    claimant = f"{first.claimant} ({first.part})" if first.part else first.claimant
    return RowFacts(
        cells=(label, *areas, str(first.year), claimant),
        marks=(f"clearance {mark.value}",) if mark else (),
        citations=first.citations,
        card=f"{COLUMNS[0].title}: {_sentence(first)}",
    )


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the result of a state with year and claimant; nothing where none is recorded."""
    results = results_on(ctx, state.area)
    if not results:
        return ""
    ctx.cite(results[0].citations)
    return f"{name_at_start(state.name)}, land released: {_sentence(results[0])}"


def state_sections(ctx: ComposeContext, state: State) -> Sequence[Section]:
    """Return land released and mines destroyed in an area, newest year first."""
    results = [c for c in ctx.dataset.clearance.get(state.area, ()) if c.year < ctx.day.year]
    lines = tuple(result_line(ctx, c) for c in sorted(results, key=lambda c: (-c.year, c.clearance_id)))
    return (Section("Clearance, by year", lines, "No clearance result is recorded before this year."),)


def records(dataset: Dataset) -> Iterator[Record]:
    """Return all results of clearance, each by its year and figures."""
    for row in (row for rows in dataset.clearance.values() for row in rows):
        figures = record_figures(
            (row.cleared_km2, "km² cleared"),
            (row.reduced_km2, "km² reduced"),
            (row.cancelled_km2, "km² cancelled"),
            (row.ap_mines_destroyed_count, "mines destroyed"),
        )
        yield Record(row.clearance_id, row.area, f"{row.year}, {figures}", row)


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return what the classes are, and what is not added up."""
    sentences = paragraphs(f"""
The layer shows, for the last year that had ended by the day of the map, the area cleared of mines in each state as one
claimant states it. A class includes its lower limit. Where two claimants state a result, the map shows that of the
document published last, and the card has both; results for a part of a state colour nothing.

{CAUTION}
""")
    return (Chapter("Area cleared by year", sentences, class_terms(LABELS, LOOKS)),)


LAYER = Layer(
    layer_id=ID,
    label="Area cleared by year",
    can_fill=True,
    days=days,
    classes=LABELS,
    class_of=class_of,
    picture=picture,
    notes=lambda ctx: fill_notes(ctx, ID, CAUTION),
    headline=headline,
    empty=empty,
    subject=lambda ctx: "Clearance by year" if ctx.is_filled_by(ID) else "",
    sections=sections,
    panel_order=4,
    columns=COLUMNS,
    facts=facts,
    card=lambda ctx, row: clearance_text(ctx, row.state.area),
    card_heading=lambda _ctx: "Clearance",
    quote=quote,
    quote_order=4,
    state_sections=state_sections,
    state_order=2,
    records=(Records(Noun("clearance result", "clearance results"), records),),
    about=about,
)
