"""A layer through time: classes of areas and symbols on each day on which they can change, as `compose` finds them.

Treaty status under no filter but its own and that by region has a table of its own (`timeline.status_history`), which
words every period and depends on the treaty alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.maps.compose.compose import compose, new_context
from dashboard.maps.compose.timeline import (
    MOST_NAMES,
    AreaPeriods,
    DayCounts,
    DayTitle,
    History,
    Period,
    StatusChange,
    event_days,
    status_history,
)
from dashboard.maps.context import ComposeContext, Layer, Layers
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.layers.treaty_status import ID as STATUS
from dashboard.maps.spec import NO_TEXT, CitedText, MapSpec, Shape, Symbol
from dashboard.maps.view import FIRST_DAY, LAST_DAY, View
from dashboard.maps.wording import AREAS, counted
from geodata.collation import name_key
from geodata.dataset import Dataset
from geodata.geo.projections import WORLD_EXTENT
from geodata.wording import capitalized, enumeration

MOST_LETTERS = 100  # of the words of a day: two lines beside the keys, three on a phone


def history_view(view: View, fill_layer: str, layers: Layers = LAYERS) -> View:
    """Return the view whose history a map plays: without all that the classes of the layer that fills do not hang on.

    A filter by its own classes is none of it, because a legend counts without it; one by the circles of another layer
    is, with that layer.

    Views that share a history give equal views.
    """
    kept = view.class_filter if view.class_filter and view.class_filter.layer != fill_layer else None
    shown = (fill_layer, *([kept.layer] if kept else ()))
    return replace(
        layers.with_fields_of(view, shown),
        day=None,
        layers=shown,
        class_filter=kept,
        extent=WORLD_EXTENT,
        country=None,
        beside=None,
        since=None,
        streets=None,
    )


def history(view: View, dataset: Dataset, *, layers: Layers = LAYERS) -> History | None:
    """Return the history that the map of a view plays; None where nothing fills the areas that has days.

    It depends on the data alone, never on the present day.
    """
    fill = layers.fill(view)
    if fill is None or not fill.has_days:
        return None
    if fill.layer_id == STATUS:
        return status_history(dataset, view.treaty)
    return layer_history(view, dataset, layers=layers)


@dataclass(frozen=True, slots=True)
class _Step:
    """What a layer draws on a day: the class of each area, the areas that a filter leaves out, and its legend."""

    classes: Mapping[str, str]
    out: frozenset[str]
    labels: Mapping[str, str]
    counts: tuple[int, ...]
    title: str


def layer_history(view: View, dataset: Dataset, *, layers: Layers = LAYERS) -> History | None:
    """Return what the layer that fills the areas of a view draws on each day on which that can change.

    Each such day is composed once, in 2 to 8 ms. The days are those of the layer, and of each layer whose filter is
    set.
    """
    first = new_context(replace(view, day=FIRST_DAY), dataset, today=FIRST_DAY, layers=layers)
    fill = first.fill
    if fill is None:
        return None
    own = {day for day in fill.days(first) if FIRST_DAY <= day <= LAST_DAY}
    filters = [layer for layer in layers if layer is not fill and _has_filter(layer, view)]
    moved = {day for layer in filters for day in layer.days(first) if FIRST_DAY <= day <= LAST_DAY}
    periods: dict[str, list[Period]] = {area: [] for area in first.rows}
    sides: dict[str, list[date]] = defaultdict(list)
    changes: list[StatusChange] = []
    counts: list[DayCounts] = []
    titles: list[DayTitle] = []
    last = _Step({}, frozenset(), {}, (), "")
    for day in sorted({FIRST_DAY, *own, *moved}):
        ctx = replace(first, view=replace(view, day=day), day=day)
        step = _step(ctx, fill)
        for area, class_id in step.classes.items():
            if last.classes.get(area) != class_id:
                periods[area].append(Period(day, class_id, ""))
        for area in step.out ^ last.out:
            sides[area].append(day)
        is_change = (step.classes, step.out) != (last.classes, last.out)
        if is_change and (day > FIRST_DAY or day in own):
            changes.append(StatusChange(day, capitalized("; ".join(_caption(ctx, fill, before=last, now=step)))))
        if step.counts != last.counts:
            counts.append(DayCounts(day, step.counts))
        if step.title != last.title:
            titles.append(DayTitle(day, step.title))
        last = step
    start = changes[0].day if changes else FIRST_DAY
    return History(
        name=fill.layer_id,
        title=fill.label,
        start=start,
        before="",
        classes=tuple(last.labels),
        areas=tuple(AreaPeriods(area, tuple(area_periods), "", "") for area, area_periods in periods.items()),
        changes=tuple(changes),
        key_days=tuple(key for key in event_days(dataset) if start <= key.day),
        counts=tuple(counts),
        legend_titles=tuple(titles) if len(titles) > 1 else (),
        out={area: tuple(days) for area, days in sorted(sides.items())},
    )


def _step(ctx: ComposeContext, fill: Layer) -> _Step:
    picture = fill.picture(ctx)
    legend = next(one for one in picture.legends if one.layer == fill.layer_id and one.symbol == "fill")
    return _Step(
        {feature.area: feature.class_id for feature in picture.areas or ()},
        frozenset(area for area, row in ctx.rows.items() if not row.passes((fill.layer_id,))),
        {item.class_id: item.label for item in legend.classes},
        tuple(item.count for item in legend.classes),
        legend.title,
    )


def _caption(ctx: ComposeContext, fill: Layer, *, before: _Step, now: _Step) -> Iterator[str]:
    """Yield what happened on a day: the words of the layer, or the areas that came to each class; then the filters."""
    own = fill.caption(ctx)
    if own and before.classes != now.classes:
        yield own
    if not own:
        came: dict[str, list[str]] = defaultdict(list)
        for area, class_id in now.classes.items():
            if before.classes.get(area) != class_id:
                came[class_id].append(area)
        yield from _clauses(ctx, {label: came[cls] for cls, label in now.labels.items() if came[cls]})
    if not before.classes:
        return
    for areas, words in ((now.out - before.out, "left out"), (before.out - now.out, "kept")):
        if areas:
            yield f"{words} by the filter: {_names(ctx, areas)}"


def _clauses(ctx: ComposeContext, came: Mapping[str, Sequence[str]]) -> list[str]:
    """Return which areas came to which class: by name where there is room, else by number, the last together."""
    clauses: list[str] = []
    rest = sum(map(len, came.values()))
    for label, areas in came.items():
        clause = f"{counted(len(areas), AREAS)}: “{label}”"
        if clauses and len("; ".join([*clauses, clause])) > MOST_LETTERS:
            clauses.append(f"{counted(rest, AREAS)}: {'another class' if rest == len(areas) else 'other classes'}")
            break
        clauses.append(clause)
        rest -= len(areas)
    for place, (label, areas) in enumerate(came.items()):
        named = [*clauses[:place], f"{_names(ctx, areas)}: “{label}”", *clauses[place + 1 :]]
        if place < len(clauses) and "“" in clauses[place] and len("; ".join(named)) <= MOST_LETTERS:
            clauses = named
    return clauses


def _names(ctx: ComposeContext, areas: Collection[str]) -> str:
    if len(areas) > MOST_NAMES:
        return counted(len(areas), AREAS)
    return enumeration(sorted((ctx.dataset.state(area).name for area in areas), key=name_key))


# -- What layers draw over the areas, through time: events and claims as symbols, figures as shapes.


@dataclass(frozen=True, slots=True)
class SymbolPeriod:
    """A symbol from a day on which it is first drawn until the day on which it is not; None where it stays."""

    symbol: Symbol
    start: date
    until: date | None


@dataclass(frozen=True, slots=True)
class DayShapes:
    """The shapes that are drawn from a day on, without the numbers of their sources."""

    day: date
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class SymbolHistory:
    """The symbols of a view on every day, in the order of their first days, and the counts of their legends by layer.

    `shapes` has the figures drawn to scale, from each day on which that is another set or stands elsewhere. `first` is
    the specification of the first day, whose legends have the classes of every day. `out` has, over treaty status, the
    days on which another layer's filter leaves an area out and lets it pass again, in turn; the table of a treaty is
    that of every filter.
    """

    first: MapSpec
    symbols: tuple[SymbolPeriod, ...]
    counts: Mapping[str, tuple[DayCounts, ...]]
    out: Mapping[str, tuple[date, ...]]
    shapes: tuple[DayShapes, ...] = ()


def symbol_view(view: View, layers: Layers = LAYERS) -> View:
    """Return the view whose symbols a map plays; views that share them give equal views."""
    return replace(layers.with_fields_of(view, view.layers), day=None, country=None, beside=None, since=None)


def has_shapes_to_play(spec: MapSpec) -> bool:
    """Whether a map draws other figures to scale on another day than by leaving out those not stated by it."""
    days = {shape.stated for shape in spec.shapes}
    return len(spec.shapes) < len(spec.shape_classes) or len(days) > 1


def has_filter_over_status(view: View, layers: Layers = LAYERS) -> bool:
    """Whether a filter other than those by status and region is set, which moves with the days of its own layer."""
    return any(layer.layer_id != STATUS and _has_filter(layer, view) for layer in layers)


def _has_filter(layer: Layer, view: View) -> bool:
    """Whether a view has a filter of a layer: one of its own, or by its classes."""
    return layer.is_filtered(view) or (view.class_filter is not None and view.class_filter.layer == layer.layer_id)


def layers_of_symbols(view: View, layers: Layers = LAYERS) -> tuple[Layer, ...]:
    """Return the layers of a view that have days and draw over the areas that another fills."""
    return tuple(layer for layer in layers.on(view) if layer.has_days and layer is not layers.fill(view))


def symbol_history(view: View, dataset: Dataset, *, layers: Layers = LAYERS) -> SymbolHistory:
    """Return the symbols of a view on each day on which those of a layer, or those that a filter keeps, can change."""
    first = new_context(replace(view, day=FIRST_DAY), dataset, today=FIRST_DAY, layers=layers)
    drawn = layers_of_symbols(view, layers)
    moving = {*(layer.layer_id for layer in drawn), *(layer.layer_id for layer in layers if layer.is_filtered(view))}
    if first.kept_classes and first.fill is not None:
        moving.add(first.fill.layer_id)
    days = {day for layer in layers if layer.layer_id in moving for day in layer.days(first)}
    began: dict[Symbol, date] = {}
    ended: list[SymbolPeriod] = []
    counts: dict[str, list[DayCounts]] = defaultdict(list)
    own = (STATUS,) if first.is_filled_by(STATUS) and has_filter_over_status(view, layers) else None
    sides: dict[str, list[date]] = defaultdict(list)
    out: set[str] = set()
    shapes: list[DayShapes] = []
    for day in sorted({FIRST_DAY, *(day for day in days if FIRST_DAY < day <= LAST_DAY)}):
        ctx = replace(first, view=replace(view, day=day), day=day)
        pictures = [layer.picture(ctx) for layer in drawn]
        now = {replace(symbol, sentence=NO_TEXT) for picture in pictures for symbol in picture.symbols}
        ended += [SymbolPeriod(symbol, began.pop(symbol), day) for symbol in [*began] if symbol not in now]
        began |= {symbol: day for symbol in now if symbol not in began}
        placed = tuple(_uncited(shape) for picture in pictures for shape in picture.shapes)
        if placed != (shapes[-1].shapes if shapes else ()):
            shapes.append(DayShapes(day, placed))
        for legend in (legend for picture in pictures for legend in picture.legends):
            counted, known = tuple(item.count for item in legend.classes), counts[legend.layer]
            if not known or known[-1].counts != counted:
                known.append(DayCounts(day, counted))
        now_out = {area for area, row in ctx.rows.items() if not row.passes(own)} if own else out
        for area in now_out ^ out:
            sides[area].append(day)
        out = now_out
    periods = [*ended, *(SymbolPeriod(symbol, day, None) for symbol, day in began.items())]
    return SymbolHistory(
        compose(replace(view, day=FIRST_DAY), dataset, today=FIRST_DAY, layers=layers),
        tuple(sorted(periods, key=lambda period: (period.start, period.symbol.symbol_id))),
        {layer: tuple(day_counts) for layer, day_counts in counts.items()},
        {area: tuple(turns) for area, turns in sorted(sides.items())},
        tuple(shapes),
    )


def _uncited(shape: Shape) -> Shape:
    """Return a shape without the numbers of sources, which are those of the view of a day."""
    return replace(shape, sentence=CitedText(shape.sentence.text), size=CitedText(shape.size.text))
