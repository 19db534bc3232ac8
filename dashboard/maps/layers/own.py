"""The layer of own data: figures by country as a fill or circles, by first-level area as circles, by own area as areas.

Areas of the reader are drawn where their outlines are open, and as circles where they are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from dashboard.maps.class_fill import class_fill
from dashboard.maps.context import AreaRow, Choice, ComposeContext, Layer, Picture, RowFacts
from dashboard.maps.empty_state import RESET
from dashboard.maps.own_wording import (
    RANGE_LABELS,
    amount,
    areas_sentence,
    range_labels,
    rule_label,
    statement,
    statement_clause,
)
from dashboard.maps.palette import PALE_INK
from dashboard.maps.spec import (
    Chapter,
    CitedText,
    Column,
    Empty,
    Hatch,
    Headline,
    Legend,
    LegendClass,
    Line,
    Look,
    Paint,
    Section,
    Symbol,
    Term,
)
from dashboard.maps.view import View
from dashboard.maps.wording import Noun, any_of_labels, counted, paragraphs, spelled_alone, unit_noun
from geodata.dataset import Dataset
from geodata.geo.projections import WORLD_EXTENT
from geodata.model import State
from geodata.own_figures import (
    BANDS,
    FEWEST_RECORDS,
    QUANTILES,
    RANGES,
    OwnFigure,
    OwnFigures,
    OwnLevel,
    Ring,
    range_of,
)
from geodata.own_outlines import cut_at_antimeridian
from geodata.wording import ATLAS_NAME, name_at_start

ID = "own"

SOURCE_NOT_GIVEN = "source not given"
ZERO, NO_FIGURE, BY_PART, NOT_NAMED = "zero", "no-figure", "by-part", "not-named"
LABELS = {
    **RANGE_LABELS,
    ZERO: "0 km²",
    NO_FIGURE: "Named without a figure",
    BY_PART: "By part of the country",
    NOT_NAMED: "Not in the own data",
}
_PLUM = Paint("#5A2A6E", "#E9C9F5")
LOOKS = {
    "range-4": Look(Paint("#26063A", "#F6E3FD"), Hatch.NONE, PALE_INK),
    "range-3": Look(Paint("#7A2E96", "#CE8FE6"), Hatch.NONE, PALE_INK),
    "range-2": Look(Paint("#B06BCB", "#A25EBE"), Hatch.NONE, PALE_INK),
    "range-1": Look(Paint("#EACBF6", "#4B1F5E"), Hatch.NONE, PALE_INK),
    ZERO: Look(Paint("#3F7F6A", "#5BB5A8"), Hatch.DOTS, PALE_INK),
    NO_FIGURE: Look(Paint("#FFFFFF", "#182229"), Hatch.DIAGONAL, _PLUM),
    BY_PART: Look(Paint("#DFAB48", "#C25A2A"), Hatch.HORIZONTAL, Paint("#5A2A00", "#10202C")),
    NOT_NAMED: Look(Paint("#B2B4B9", "#545A60"), Hatch.NONE, PALE_INK),
}
# Of a country beneath areas of the reader, which is seen where they leave a gap.
_UNDER_AREAS = Look(Paint("#F4EAF8", "#2B2033"), Hatch.NONE, PALE_INK)
_LEAST_RADIUS, _MOST_RADIUS = 4.0, 24.0  # px; the largest figure has the largest circle
CAUTION = (
    "Own data of a reader, not checked by the atlas; no link carries them. A country's fill never means that the whole "
    "country is contaminated."
)
_MOST_LINES = 12
_FIGURES = Noun("figure", "figures")
_PARTS = {OwnLevel.FIRST_LEVEL: unit_noun(""), OwnLevel.OWN_AREAS: Noun("own area", "own areas")}
NO_OUTLINES = "The boundaries of the own areas are not open here, so each is drawn as a circle in its middle."


def own_of(ctx: ComposeContext) -> OwnFigures | None:
    """Return the own figures that the view names, where they are open."""
    figures = ctx.dataset.own
    return figures if figures is not None and figures.content_id == ctx.view.own else None


def mark(ctx: ComposeContext) -> str:
    """Return the words across a picture of figures whose claimant, date, definition or source is not given."""
    figures = own_of(ctx)
    return SOURCE_NOT_GIVEN if figures is not None and ctx.has(ID) and not figures.is_complete else ""


@dataclass(frozen=True, slots=True)
class _Classing:
    """How figures are classed: by limits in km² (ascending), which a rule gives."""

    rule: str
    limits: tuple[float, ...]

    def of(self, figure: OwnFigure) -> str:
        """Return the class of a figure; a range includes its lower limit."""
        if figure.km2 is None:
            return NO_FIGURE
        return range_of(figure.km2, self.limits) if figure.km2 else ZERO

    def labels(self) -> dict[str, str]:
        """Return the labels of the ranges by id, from the highest."""
        return range_labels(self.rule, self.limits)


@dataclass(frozen=True, slots=True)
class _Own:
    """The own figures of a view with their classes."""

    figures: OwnFigures
    classing: _Classing

    @property
    def is_by_country(self) -> bool:
        return self.figures.level is OwnLevel.COUNTRY

    @property
    def has_outlines(self) -> bool:
        """Whether areas are drawn; where one has no outline, a circle stands for it."""
        return bool(self.figures.outlines)

    def is_drawn(self, figure: OwnFigure) -> bool:
        """Whether there is something to draw: a figure as a circle, or an outline."""
        return figure.km2 is not None or figure.area in self.figures.outlines

    @property
    def part_labels(self) -> dict[str, str]:
        """The labels of the classes of circles or of areas of the reader by id, from the highest."""
        kept = (ZERO, NO_FIGURE) if self.has_outlines else (ZERO,)
        return self.classing.labels() | {key: LABELS[key] for key in kept}

    @property
    def part(self) -> Noun:
        """What the figures of a country are by."""
        return _PARTS[self.figures.level]

    @property
    def is_by_first_level(self) -> bool:
        return self.figures.level is OwnLevel.FIRST_LEVEL

    def of_country(self, area: str) -> tuple[OwnFigure, ...]:
        """Return the figures that lie in a country, the largest first."""
        return self.figures.by_country.get(area, ())


def _own(ctx: ComposeContext) -> _Own | None:
    figures = own_of(ctx)
    if figures is None:
        return None
    rule = ctx.view.own_classes
    return _Own(figures, _Classing(rule, figures.limits(rule)))


def class_of(ctx: ComposeContext, row: AreaRow) -> str:
    """Return the class of an area; a country whose first-level areas have figures is a class of its own."""
    own = _own(ctx)
    figures = own.of_country(row.state.area) if own is not None else ()
    if own is None or not figures:
        return NOT_NAMED
    return own.classing.of(figures[0]) if own.is_by_country else BY_PART


def circle_classes(ctx: ComposeContext, row: AreaRow) -> set[str]:
    """Return the classes of the circles that stand in a country; none where its own fill says the class."""
    own = _own(ctx)
    if own is None or (own.is_by_country and ctx.is_filled_by(ID)):
        return set()
    return {own.classing.of(figure) for figure in own.of_country(row.state.area) if own.is_drawn(figure)}


def view_labels(ctx: ComposeContext) -> dict[str, str]:
    """Return the labels of the ranges between the limits of the view."""
    own = _own(ctx)
    return own.classing.labels() if own is not None else {}


def picture(ctx: ComposeContext) -> Picture:
    """Return the countries by their figure where the layer fills them; else, and for first-level areas, circles."""
    own = _own(ctx)
    if own is None:
        labels = {NOT_NAMED: LABELS[NOT_NAMED]}
        return class_fill(ctx, ID, LAYER.label, labels=labels, looks=LOOKS, class_of=class_of, note=CAUTION)
    is_fill = ctx.is_filled_by(ID)
    drawn = Picture()
    if is_fill:
        kept = (ZERO, NO_FIGURE, NOT_NAMED) if own.is_by_country else (BY_PART, NOT_NAMED)
        labels = (own.classing.labels() if own.is_by_country else {}) | {key: LABELS[key] for key in kept}
        title, note = (own.figures.title, statement(own.figures)) if own.is_by_country else ("Countries", "")
        looks = LOOKS | {BY_PART: _UNDER_AREAS} if own.has_outlines else LOOKS
        drawn = class_fill(ctx, ID, title, labels=labels, looks=looks, class_of=class_of, note=note)
    if is_fill and own.is_by_country:
        return drawn
    legends = (*drawn.legends, _part_legend(ctx, own))
    return replace(drawn, legends=legends, symbols=_circles(ctx, own), overlays=_inner_borders(ctx, own))


def _inner_borders(ctx: ComposeContext, own: _Own) -> tuple[str, ...]:
    """Return the overlay of first-level areas on the map of one country that has figures by them.

    That of Ukraine has its oblasts always.
    """
    area = ctx.view.extent
    return ("parts",) if own.is_by_first_level and area != "UKR" and own.of_country(area) else ()


def _with_place(ctx: ComposeContext, own: _Own) -> list[tuple[OwnFigure, float, float]]:
    """Return the figures that pass all filters but that by class, with the place of their circle, the largest first."""
    placed = []
    for figure in own.figures.figures:
        row = ctx.rows.get(figure.country)
        if row is None or not row.passes((ID,)) or not own.is_drawn(figure):
            continue
        lon, lat = (figure.lon, figure.lat) if figure.lon is not None else (row.state.label_lon, row.state.label_lat)
        if lon is not None and lat is not None:
            placed.append((figure, lon, lat))
    return sorted(placed, key=lambda item: (-(item[0].km2 or 0.0), item[0].area))


def _circles(ctx: ComposeContext, own: _Own) -> tuple[Symbol, ...]:
    placed, kept = _with_place(ctx, own), _kept(ctx, own)
    most = max((figure.km2 or 0.0 for figure, _, _ in placed), default=0.0) or 1.0
    return tuple(
        Symbol(
            symbol_id=f"own-{number}" if own.figures.level is OwnLevel.OWN_AREAS else f"own-{figure.area}",
            layer=ID,
            lon=lon,
            lat=lat,
            radius=round(_LEAST_RADIUS + (_MOST_RADIUS - _LEAST_RADIUS) * sqrt((figure.km2 or 0.0) / most), 1),
            class_id=own.classing.of(figure),
            sentence=_cited(ctx, own, figure),
            area=figure.country,
            rings=_rings(ctx, own, figure),
        )
        for number, (figure, lon, lat) in enumerate(placed)
        if own.classing.of(figure) in kept
    )


def _rings(ctx: ComposeContext, own: _Own, figure: OwnFigure) -> tuple[Ring, ...]:
    """Return the outline of an area; the map of the world is cut at longitude 180, and so is what crosses it."""
    rings = own.figures.outlines.get(figure.area, ())
    if ctx.view.extent != WORLD_EXTENT:
        return rings
    return tuple(part for ring in rings for part in cut_at_antimeridian(ring))


def _kept(ctx: ComposeContext, own: _Own) -> set[str]:
    """Return the classes of circles to which the view is kept."""
    return ctx.kept_circles(ID, own.part_labels)


def _part_legend(ctx: ComposeContext, own: _Own) -> Legend:
    """Return the legend of circles, or of the areas of the reader."""
    counts = Counter(own.classing.of(figure) for figure, _, _ in _with_place(ctx, own))
    classes = tuple(
        LegendClass(key, label, "", LOOKS[key], counts[key], is_selected=True) for key, label in own.part_labels.items()
    )
    notes = [statement(own.figures)]
    if own.figures.level is OwnLevel.OWN_AREAS:
        notes.append(areas_sentence(own.figures))
    if own.has_outlines:
        notes.append("The fill of an area says how much lies in it, not where, and not that all of it is contaminated.")
        return Legend(ID, own.figures.title, "shape", classes, " ".join(notes), counted=own.part)
    notes.append("A circle stands in the middle of its area and says how much, not where.")
    notes += [NO_OUTLINES] if own.figures.level is OwnLevel.OWN_AREAS else []
    parts = None if own.is_by_country else own.part
    return Legend(ID, own.figures.title, "circle", classes, " ".join(notes), counted=parts)


# -- A figure in words.


def _words(own: _Own, figure: OwnFigure) -> str:
    """Return a figure with claimant, date and definition, without the name of its area."""
    records = f" from {figure.records:,} {'record' if figure.records == 1 else 'records'}" if figure.records else ""
    return f"{amount(figure)}{records}. {statement_clause(own.figures)}"


def _cited(ctx: ComposeContext, own: _Own, figure: OwnFigure) -> CitedText:
    return CitedText(f"{figure.name}: {_words(own, figure)}", ctx.cite((own.figures.citation,)))


def headline(ctx: ComposeContext) -> Headline | None:
    """Return for how many areas there is a figure, where the layer fills the areas or nothing else says more."""
    own = _own(ctx)
    if own is None or not (ctx.is_filled_by(ID) or not own.is_by_country) or ctx.second or ctx.since:
        return None
    if own.is_by_country:
        rows = ctx.passing()
        count = sum(class_of(ctx, row) not in {NOT_NAMED, NO_FIGURE} for row in rows)
        text = f"{own.figures.title}: a figure for {count} of {len(rows)} states"
    else:
        text = f"{own.figures.title}: {_counted_circles(ctx, own)}"
    return Headline(f"{text}, own data", ctx.cite((own.figures.citation,)))


def _counted_circles(ctx: ComposeContext, own: _Own) -> str:
    """Return how many figures by first-level area the map draws: of how many where it is kept to some classes."""
    labels, kept = own.part_labels, _kept(ctx, own)
    placed = _with_place(ctx, own)
    whole = f"{counted(sum(figure.km2 is not None for figure, _, _ in placed), _FIGURES)} by {own.part.singular}"
    if len(kept) == len(labels):
        return whole
    names = any_of_labels([label for key, label in labels.items() if key in kept])
    count = sum(own.classing.of(figure) in kept for figure, _, _ in placed)
    return f"{spelled_alone(count)} of {whole}, shown as {names}"


def empty(ctx: ComposeContext) -> Empty | None:
    """Return that the own data of the view are not open here."""
    if own_of(ctx) is not None:
        return None
    text = "This view shows own data, which stay with the reader who opened them: they did not travel with the link."
    return Empty(text, "Show the status of all states", (RESET, "layers"))


def _line(ctx: ComposeContext, own: _Own, figure: OwnFigure) -> Line:
    return Line(
        amount(figure),
        f"{figure.name}. {statement(own.figures)}",
        ctx.cite((own.figures.citation,)),
        detail=figure.detail,
        swatch=own.classing.of(figure),
    )


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return the figures, the largest first, and how they came about."""
    own = _own(ctx)
    if own is None:
        return ()
    rows = ctx.rows
    kept = [f for f in own.figures.figures if f.country in rows and rows[f.country].passes()]
    if not own.is_by_country:
        classes = _kept(ctx, own)
        kept = [f for f in kept if f.km2 is None or own.classing.of(f) in classes]
        kept = [f for f in kept if f.km2 is not None or f.is_withheld or not own.has_outlines]  # the map hatches those
    kept.sort(key=lambda figure: (-(figure.km2 or 0.0), figure.name))
    lines = tuple(_line(ctx, own, figure) for figure in kept)
    title = f"Own data: {own.figures.title}"
    of_areas = (areas_sentence(own.figures),) if own.figures.level is OwnLevel.OWN_AREAS else ()
    texts = (*_missing(own.figures), *of_areas, *own.figures.whole_method)
    made = tuple(Line("", text, (), is_computed=True) for text in texts)
    return (
        Section(title, lines, "No area of the own data passes the filters.", open_count=_MOST_LINES),
        Section("How the own data were made", made, "Nothing is said about how they were made."),
    )


def _missing(figures: OwnFigures) -> tuple[str, ...]:
    return tuple(f"Not given: {words}." for words in figures.missing)


def state_sections(ctx: ComposeContext, state: State) -> Sequence[Section]:
    """Return the own figures of a country, beside the claims that the atlas records."""
    own = _own(ctx)
    figures = own.of_country(state.area) if own is not None else ()
    if own is None or not figures:
        return ()
    lines = tuple(_line(ctx, own, figure) for figure in figures)
    return (Section(f"Own data: {own.figures.title}", lines, open_count=_MOST_LINES),)


COLUMNS = (
    Column("own_km2", "Own data, km²", ID, width=14, pixels=90, is_figure=True, is_property=True),
    Column("own_records", "Own data: records", ID, width=12),
    Column("own_claimant", "Own data: claimant and date", ID, width=34),
    Column("own_definition", "Own data: definition", ID, width=40),
)


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return the figure of a country; for first-level areas their number, since they are not added up here."""
    own = _own(ctx)
    figures = own.of_country(row.state.area) if own is not None else ()
    if own is None or not figures:
        return RowFacts(cells=(None, "", "", ""))
    cited = (own.figures.citation,)
    who = f"{own.figures.claimant or 'not given'}, {own.figures.dated.label if own.figures.dated else 'undated'}"
    definition = own.figures.definition or "not given"
    if not own.is_by_country:
        text = f"{counted(len(figures), _FIGURES)} by {own.part.singular}"
        return RowFacts((None, text, who, definition), citations=cited, card=f"Own data: {text}")
    figure = figures[0]
    records = str(figure.records) if figure.records is not None else ""
    if figure.is_withheld:
        records = f"under {FEWEST_RECORDS}"
    card_text = f"Own data: {_words(own, figure)}"
    return RowFacts((figure.km2, records, who, definition), citations=cited, card=card_text)


def card(ctx: ComposeContext, row: AreaRow) -> CitedText:
    """Return the figures of a country."""
    own = _own(ctx)
    figures = own.of_country(row.state.area) if own is not None else ()
    if own is None or not figures:
        return CitedText(LABELS[NOT_NAMED])
    texts = [_words(own, figure) if own.is_by_country else f"{figure.name} {amount(figure)}" for figure in figures]
    more = f"; and {len(texts) - _MOST_LINES} more" if len(texts) > _MOST_LINES else ""
    return CitedText("; ".join(texts[:_MOST_LINES]) + more, ctx.cite((own.figures.citation,)))


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the figure of a country with claimant, date and definition, and that the atlas has not checked it."""
    own = _own(ctx)
    figures = own.of_country(state.area) if own is not None else ()
    if own is None or not figures or not own.is_by_country:
        return ""
    ctx.cite((own.figures.citation,))
    return f"{name_at_start(state.name)}, own data not checked by the atlas: {_words(own, figures[0])}"


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return what own data are, and what becomes of them."""
    sentences = paragraphs(f"""
A reader can open a table, or totals measured from hazard areas, and see them beside the figures of the atlas. Own data
stay in the session of that reader: no link or embed carries them, and they leave in a file, that of a story included,
only when the reader says so, with claimant, date, definition and source. Until these are given, “{SOURCE_NOT_GIVEN}”
stands across the picture.

Classes are the bands of the Landmine Monitor, quarters of the figures above zero, or limits that the reader sets; a
class includes its lower limit. Where fewer than {FEWEST_RECORDS} records are behind a total, it is withheld from what
leaves, unless the reader decides otherwise.
""")
    terms = tuple(Term(LABELS[key], "", LOOKS[key]) for key in (*RANGES, ZERO, NO_FIGURE, BY_PART, NOT_NAMED))
    return (Chapter("Own data", sentences, terms),)


def classed_by(view: View, rule: str) -> View:
    """Return the view with another rule, and without the classes of the former that it was kept to."""
    is_kept = view.class_filter is not None and view.class_filter.layer == ID and rule != view.own_classes
    return replace(view, own_classes=rule, class_filter=None if is_kept else view.class_filter)


CLASSES = Choice(
    key="own-classes",
    label="Classes of the own data",
    options=lambda ctx: {rule: rule_label(rule) for rule in (BANDS, QUANTILES, ctx.view.own_classes)},
    value=lambda view: view.own_classes,
    edit=classed_by,
)


LAYER = Layer(
    layer_id=ID,
    label="Own data",
    can_fill=True,
    is_main=True,
    is_offered=lambda view: view.own is not None or ID in view.layers,
    classes=LABELS,
    class_of=class_of,
    circle_classes=circle_classes,
    view_labels=view_labels,
    controls=(CLASSES,),
    picture=picture,
    mark=mark,
    notes=lambda ctx: (CAUTION,) if ctx.has(ID) else (),  # circles and own areas are drawn over any other fill
    headline=headline,
    empty=empty,
    sections=sections,
    panel_order=0,
    columns=COLUMNS,
    facts=facts,
    card=card,
    card_heading=lambda _ctx: "Own data",
    quote=quote,
    quote_order=5,
    state_sections=state_sections,
    state_order=0,
    counted_by=f"counted by the {ATLAS_NAME} from own data",
    about=about,
)
