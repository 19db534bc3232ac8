"""The layer of first-level areas, so far Ukraine's oblasts: one measure as circles, which grow with the area stated."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from math import sqrt

import shapely

from dashboard.maps.as_of import marked_fact, remark
from dashboard.maps.context import AreaRow, Choice, ComposeContext, Layer, Picture, RowFacts
from dashboard.maps.palette import CLAIM_LOOKS
from dashboard.maps.spec import (
    NO_TEXT,
    Chapter,
    CitedText,
    Column,
    Headline,
    Legend,
    LegendClass,
    Line,
    Section,
    Symbol,
    Term,
)
from dashboard.maps.view import OBLAST_MEASURES, View
from dashboard.maps.wording import Noun, any_of_labels, class_label, counted, paragraphs, spelled_alone, unit_noun
from geodata import ClaimClass, Confidence, day_label
from geodata.claims import class_of_km2
from geodata.dataset import Dataset
from geodata.first_level import first_level_areas
from geodata.geo.boundaries import ukraine_oblasts
from geodata.model import Citation, OblastFigure, State
from geodata.sources import mark_of
from geodata.wording import capitalized, name_at_start, number

ID = "oblasts"

OBLASTS = Noun("oblast", "oblasts")
_AREAS_MORE = Noun("area more has a figure", "areas more have figures")
MEASURES = {  # the measure of the table, and what it is called inside a sentence
    "identified": ("identified_ap_mined_area", "area with anti-personnel mines identified so far"),
    "listed": ("scheduled_for_primary_survey", "land listed for a first survey"),
    "cleared": ("ap_area_cleared_in_2024", "area with anti-personnel mines cleared in 2024"),
    "farmland": ("farmland_cleared_state_scheme", "farmland cleared under the state scheme"),
}
_NOT_DRAWN = {"share_cleared_only": "share cleared, no area given"}
_CLASSES = (ClaimClass.MASSIVE, ClaimClass.HEAVY, ClaimClass.MEDIUM, ClaimClass.LIGHT)
LABELS = {cls.value: class_label(cls) for cls in _CLASSES}
_LEAST_RADIUS, _MOST_RADIUS = 4.0, 24.0  # px; the largest figure of the measure has the largest circle


def measure_words(code: str) -> str:
    """Return what a measure of the table is called inside a sentence, those without circles too."""
    return (dict(MEASURES.values()) | _NOT_DRAWN).get(code, code.replace("_", " "))


def figures(ctx: ComposeContext) -> list[OblastFigure]:
    """Return the newest figure by the day of each oblast under the measure of the view, the largest first."""
    code, _ = MEASURES[ctx.view.oblast_measure]
    newest: dict[str, OblastFigure] = {}
    for figure in sorted(ctx.dataset.oblasts, key=lambda item: (item.date_meant.latest, item.figure_id)):
        is_verified = figure.confidence is not Confidence.UNVERIFIED and figure.value_km2 is not None
        if is_verified and figure.measure == code and figure.date_meant.latest <= ctx.day and len(figure.oblasts) == 1:
            newest[figure.oblasts[0]] = figure
    return sorted(newest.values(), key=lambda item: (-(item.value_km2 or 0.0), item.figure_id))


def days(ctx: ComposeContext) -> set[date]:
    """Return the days from which on a figure of the measure stands."""
    code, _ = MEASURES[ctx.view.oblast_measure]
    return {item.date_meant.latest for item in ctx.dataset.oblasts if item.measure == code}


@cache
def _middles(area: str) -> dict[str, tuple[float, float]]:
    """A point inside each first-level area of a country by its code: longitude and latitude."""
    # The oblasts have a small file of their own, with the same polygons.
    frame = ukraine_oblasts().rename(columns={"oblast": "code"}) if area == "UKR" else first_level_areas(area)
    points = shapely.point_on_surface(frame.geometry.to_numpy())
    return {code: (round(point.x, 3), round(point.y, 3)) for code, point in zip(frame["code"], points, strict=True)}


def _of_oblasts(ctx: ComposeContext) -> list[OblastFigure]:
    """Return the figures that pass all filters but that by class, the largest first."""
    rows, by_iso2 = ctx.rows, ctx.dataset.area_by_iso2
    return [
        figure for figure in ctx.once(figures) if not figure.is_of_country and rows[by_iso2[figure.iso2]].passes((ID,))
    ]


# -- The classes of circles to which a view is kept.


def circle_classes(ctx: ComposeContext, row: AreaRow) -> set[str]:
    """Return the classes of the circles that stand in a country."""
    return {_class(figure).value for figure in _of_country(ctx, row.state) if not figure.is_of_country}


def _kept(ctx: ComposeContext) -> set[str]:
    return ctx.kept_circles(ID, LABELS)


def _kept_labels(ctx: ComposeContext) -> str:
    """Return the labels of the classes to which the view is kept; nothing where it is kept to none."""
    kept = _kept(ctx)
    return "" if len(kept) == len(LABELS) else any_of_labels([LABELS[key] for key in LABELS if key in kept])


def _in_kept(ctx: ComposeContext, of: Iterable[OblastFigure]) -> list[OblastFigure]:
    """Return the figures of the classes to which the view is kept; that of a whole country has no circle."""
    kept, is_kept = _kept(ctx), bool(_kept_labels(ctx))
    return [one for one in of if not is_kept or (not one.is_of_country and _class(one).value in kept)]


def _note(ctx: ComposeContext) -> str:
    """What a circle does not say."""
    countries = _countries(ctx)
    noun = unit_noun(countries[0] if len(countries) == 1 else "")
    none = "no figure in the table, which is not a finding of none"
    if _kept_labels(ctx):
        none = f"a figure of a class that is not kept, or {none}"
    return (
        f"A circle stands in the middle of its {noun.singular} and says how much, not where. "
        f"{capitalized(noun.plural)} without a circle have {none}."
    )


def _countries(ctx: ComposeContext) -> list[str]:
    """The countries that have figures of the measure, whatever the day."""
    code, _ = MEASURES[ctx.view.oblast_measure]
    return sorted({ctx.dataset.area_by_iso2[figure.iso2] for figure in ctx.dataset.oblasts if figure.measure == code})


def _title(ctx: ComposeContext) -> str:
    """The measure, and what it is shown by: the one country that has figures of it, or several."""
    _, label = MEASURES[ctx.view.oblast_measure]
    countries, where = _countries(ctx), "First-level areas"
    if len(countries) == 1:
        where = f"{ctx.dataset.states[countries[0]].common_name} by {unit_noun(countries[0]).singular}"
    return f"{where}: {label}"


def _class(figure: OblastFigure) -> ClaimClass:
    return class_of_km2(figure.value_km2 or 0.0)


def _text(ctx: ComposeContext, figure: OblastFigure) -> CitedText:
    _, label = MEASURES[ctx.view.oblast_measure]
    what = f"{number(figure.value_km2 or 0.0)} km². {capitalized(label)}"
    text = f"{figure.name}: {what}. {figure.claimant}, {figure.date_meant.label}"
    return CitedText(marked_fact(figure, text), ctx.cite(figure.citations))


def symbols(ctx: ComposeContext) -> tuple[Symbol, ...]:
    """Return a circle for each oblast with a figure of a kept class, the largest first: smaller ones lie on top.

    A circle has the same size whichever classes are kept.
    """
    shown = _of_oblasts(ctx)
    areas = {figure.iso2: ctx.dataset.area_by_iso2[figure.iso2] for figure in shown}
    places = {code: place for area in areas.values() for code, place in _middles(area).items()}
    most = max((figure.value_km2 or 0.0 for figure in shown), default=0.0) or 1.0
    return tuple(
        Symbol(
            symbol_id=figure.figure_id,
            layer=ID,
            lon=places[figure.oblasts[0]][0],
            lat=places[figure.oblasts[0]][1],
            radius=round(_LEAST_RADIUS + (_MOST_RADIUS - _LEAST_RADIUS) * sqrt((figure.value_km2 or 0.0) / most), 1),
            class_id=_class(figure).value,
            sentence=_text(ctx, figure),
            area=areas[figure.iso2],
        )
        for figure in _in_kept(ctx, shown)
    )


def legend(ctx: ComposeContext) -> Legend:
    """Return the classes of the Monitor with the number of oblasts in each."""
    classes = [_class(figure) for figure in _of_oblasts(ctx)]
    rows = tuple(
        LegendClass(cls.value, LABELS[cls.value], "", CLAIM_LOOKS[cls], classes.count(cls), is_selected=True)
        for cls in _CLASSES
    )
    return Legend(ID, _title(ctx), "circle", rows, _note(ctx))


def _inner_borders(ctx: ComposeContext) -> tuple[str, ...]:
    """Return the overlay with the borders of first-level areas: on the map of one country with figures, of its own."""
    area = ctx.view.extent
    return ("parts",) if area != "UKR" and area in _countries(ctx) else ("oblasts",)


def picture(ctx: ComposeContext) -> Picture:
    """Return the circles with their legend and in words, and the borders of the areas where a map shows them."""
    areas = dict.fromkeys(ctx.dataset.area_by_iso2[figure.iso2] for figure in _of_oblasts(ctx))
    return Picture(
        legends=(legend(ctx),),
        symbols=symbols(ctx),
        overlays=_inner_borders(ctx),
        spoken=tuple(_in_words(ctx, ctx.dataset.states[area]) for area in areas),
    )


def headline(ctx: ComposeContext) -> Headline | None:
    """Return how many areas have a figure of the kept classes; else the total, on a map of its country without filter.

    A comparison has a sentence of its own.
    """
    if ctx.second is not None or ctx.since is not None:
        return None
    return _headline_of_kept(ctx) if _kept_labels(ctx) else _headline_of_country(ctx)


def _headline_of_kept(ctx: ComposeContext) -> Headline:
    whole = _of_oblasts(ctx)
    kept, countries = _in_kept(ctx, whole), {ctx.dataset.area_by_iso2[figure.iso2] for figure in whole}
    area = countries.pop() if len(countries) == 1 else ""
    where = f" of {ctx.dataset.states[area].common_name}" if area else ""
    days = {figure.date_meant.label for figure in kept}
    parts = (
        f"{spelled_alone(len(kept))} of {counted(len(whole), unit_noun(area))}{where}",
        f"shown as {_kept_labels(ctx)}",
    )
    _, label = MEASURES[ctx.view.oblast_measure]
    text = f"{capitalized(label)}: {', '.join([*parts, *(days if len(days) == 1 else ())])}"
    marked = marked_fact(kept[0], text) if kept else text
    return Headline(marked, ctx.cite(_citations(kept)))


def _headline_of_country(ctx: ComposeContext) -> Headline | None:
    if ctx.is_filtered or ctx.view.extent not in ctx.dataset.states:
        return None
    state = ctx.dataset.states[ctx.view.extent]
    own = [figure for figure in figures(ctx) if figure.iso2 == state.iso2]
    whole = next((figure for figure in own if figure.is_of_country), None)
    count = sum(not figure.is_of_country for figure in own)
    if whole is None or not count:
        return None
    _, label = MEASURES[ctx.view.oblast_measure]
    where = f"{counted(count, unit_noun(state.area))} of {state.common_name}"
    text = f"{capitalized(label)}: {number(whole.value_km2 or 0.0)} km² in {where}, {whole.date_meant.label}"
    return Headline(marked_fact(whole, text), ctx.cite(whole.citations))


def sections(ctx: ComposeContext) -> Sequence[Section]:
    """Return the figures of the measure that pass the filters, the largest first."""
    rows, by_iso2 = ctx.rows, ctx.dataset.area_by_iso2
    shown = _in_kept(ctx, (figure for figure in figures(ctx) if rows[by_iso2[figure.iso2]].passes()))
    lines = tuple(
        Line(
            figure=f"{number(figure.value_km2 or 0.0)} km²",
            text=marked_fact(figure, f"{figure.name}. {figure.claimant}, {figure.date_meant.label}"),
            sources=ctx.cite(figure.citations),
            detail=remark(ctx, figure),
            records=(figure.figure_id,),
            swatch="" if figure.is_of_country else _class(figure).value,
        )
        for figure in shown
    )
    empty = f"No figure of this measure had been stated by {day_label(ctx.day)}."
    if ctx.is_filtered:
        empty = f"No figure of this measure that had been stated by {day_label(ctx.day)} passes the filters."
    labels = _kept_labels(ctx)
    title = f"{_title(ctx)}, shown as {labels}" if labels else _title(ctx)
    return (Section(title, lines, empty, open_count=12),)


def _with_measure(view: View, measure: str) -> View:
    return replace(view, oblast_measure=measure)


# -- The figures of one country in the table, on its card and in a quote.

COLUMNS = (Column("first_level", "Figures by first-level area", ID, width=60, pixels=160, is_property=True),)


def _of_country(ctx: ComposeContext, state: State) -> list[OblastFigure]:
    return ctx.once(_figures_by_iso2).get(state.iso2, [])


def _kept_of_country(ctx: ComposeContext, state: State) -> list[OblastFigure]:
    return _in_kept(ctx, _of_country(ctx, state))


def _figures_by_iso2(ctx: ComposeContext) -> dict[str, list[OblastFigure]]:
    by_iso2: dict[str, list[OblastFigure]] = defaultdict(list)
    for figure in ctx.once(figures):
        by_iso2[figure.iso2].append(figure)
    return by_iso2


_ON_CARD = 4  # figures, that of the country among them; each circle has a card of its own


def _words(ctx: ComposeContext, shown: Sequence[OblastFigure]) -> str:
    """Return the figures of a country as a list, the largest first, each claimant and day once."""
    _, label = MEASURES[ctx.view.oblast_measure]
    if kept := _kept_labels(ctx):
        label = f"{label}, {unit_noun(ctx.dataset.area_by_iso2[shown[0].iso2]).plural} shown as {kept}"
    stated: dict[tuple[str, str], list[OblastFigure]] = defaultdict(list)
    for figure in shown:
        stated[figure.claimant, figure.date_meant.label].append(figure)
    parts = (
        marked_fact(of_one[0], f"{', '.join(map(_amount, of_one))} — {claimant}, {when}")
        for (claimant, when), of_one in stated.items()
    )
    return f"{label}: {'; '.join(parts)}"


def _amount(figure: OblastFigure) -> str:
    return f"{figure.name} {number(figure.value_km2 or 0.0)} km²"


def _citations(shown: Sequence[OblastFigure]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(citation for figure in shown for citation in figure.citations))


def facts(ctx: ComposeContext, row: AreaRow) -> RowFacts:
    """Return the figures of a country in one cell; an empty one where the table has none."""
    shown = _kept_of_country(ctx, row.state)
    if not shown:
        return RowFacts(cells=("",))
    marks = dict.fromkeys(mark.value for figure in shown if (mark := mark_of(figure)))
    return RowFacts(
        cells=(capitalized(_words(ctx, shown)),),
        marks=tuple(f"figure {mark}" for mark in marks),
        citations=_citations(shown),
        card=_on_card(ctx, shown),
    )


def _on_card(ctx: ComposeContext, shown: Sequence[OblastFigure]) -> str:
    """Return the largest figures of a country, and of how many areas the table has one more."""
    text, more = capitalized(_words(ctx, shown[:_ON_CARD])), len(shown) - _ON_CARD
    return f"{text}; {counted(more, _AREAS_MORE)}" if more > 0 else text


def card(ctx: ComposeContext, row: AreaRow) -> CitedText:
    """Return the largest figures of a country; no line for one that has none."""
    shown = _kept_of_country(ctx, row.state)
    return CitedText(_on_card(ctx, shown), ctx.cite(_citations(shown))) if shown else NO_TEXT


def _in_words(ctx: ComposeContext, state: State) -> CitedText:
    """Return the figures of a country behind its name; nothing where the table has none."""
    shown = _kept_of_country(ctx, state)
    if not shown:
        return NO_TEXT
    return CitedText(f"{name_at_start(state.name)}, {_words(ctx, shown)}", ctx.cite(_citations(shown)))


def quote(ctx: ComposeContext, state: State) -> str:
    """Return the figures of a country; nothing where the table has none."""
    return _in_words(ctx, state).text


_ABOUT = paragraphs("""
A circle stands in the middle of a first-level area, such as an oblast of Ukraine, and grows with the figure that is
stated for it; it says how much, not where. The layer shows one measure at a time, of each area the newest figure by the
day of the map. Classes are those of the Landmine Monitor for whole countries. What is identified, listed for a survey
and cleared are different things and are never added up.

An area without a circle has no figure in the table, which is not a finding of none. A figure for several areas together
has no circle and stands on the page of the country.
""")


def about(_dataset: Dataset) -> Sequence[Chapter]:
    """Return what a circle in a first-level area says."""
    terms = tuple(Term(LABELS[cls.value], "", CLAIM_LOOKS[cls]) for cls in _CLASSES)
    return (Chapter("Figures by first-level area", _ABOUT, terms),)


MEASURE = Choice(
    key="oblast-measure",
    label="Ukraine by oblast: measure",
    options=lambda _ctx: {measure: capitalized(MEASURES[measure][1]) for measure in OBLAST_MEASURES},
    value=lambda view: view.oblast_measure,
    edit=_with_measure,
)

LAYER = Layer(
    layer_id=ID,
    label="Ukraine by oblast",
    controls=(MEASURE,),
    classes=LABELS,
    circle_classes=circle_classes,
    days=days,
    view_fields=frozenset({"oblast_measure"}),
    noun=OBLASTS,
    picture=picture,
    headline=headline,
    caveat="figures as stated, each by its own measure",
    sections=sections,
    panel_order=0,
    columns=COLUMNS,
    facts=facts,
    card=card,
    card_heading=lambda _ctx: COLUMNS[0].title,
    quote=quote,
    quote_order=5,
    about=about,
)
