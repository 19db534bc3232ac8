"""compose(view, dataset): the only place that decides colour, wording, order and the numbers of the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from dashboard.maps import boundary_notes
from dashboard.maps.compose.headline import headline_and_subtitle
from dashboard.maps.compose.panel import panel
from dashboard.maps.compose.table import columns_of, rows
from dashboard.maps.context import OVERLAYS, ComposeContext, Layers, Picture
from dashboard.maps.empty_state import no_state_passes
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import link_of
from dashboard.maps.spec import NO_TEXT, AreaFeature, Empty, Legend, MapSpec, SourceNote
from dashboard.maps.view import View
from dashboard.maps.wording import class_summary
from geodata import is_close_up
from geodata.collation import name_key
from geodata.dataset import Dataset
from geodata.geo.extent_geometry import areas_in_view
from geodata.source_numbers import Numbering
from geodata.sources import address_note, citation_text, standing_text


def compose(view: View, dataset: Dataset, *, today: date, layers: Layers = LAYERS) -> MapSpec:
    """Return everything that will be seen of a view.

    Parameters
    ----------
    today
        The day shown when the view names none.
    layers
        The layers that the view can name.

    Raises
    ------
    UnknownKeyError
        When the view names another layer.
    """
    return composed(new_context(view, dataset, today=today, layers=layers))


def new_context(view: View, dataset: Dataset, *, today: date, layers: Layers = LAYERS) -> ComposeContext:
    """Return the context of a view; no source has a number yet."""
    return ComposeContext(view, view.on(today), dataset.with_names(view.names), Numbering(dataset.sources), layers)


def composed(ctx: ComposeContext) -> MapSpec:
    """Return everything that will be seen of a new context; what is cited in it later gets the numbers after these."""
    view, dataset = ctx.view, ctx.dataset
    title, under = headline_and_subtitle(ctx)
    pictures = [layer.picture(ctx) for layer in ctx.on]
    legends = tuple(_filtered(ctx, legend) for picture in pictures for legend in picture.legends)
    areas = next((picture.areas for picture in pictures if picture.areas is not None), _plain(ctx))
    side = panel(ctx)
    apart = ctx.numbered_apart()
    listings = tuple(ctx.fill.listings(apart)) if ctx.fill else ()
    return MapSpec(
        headline=title,
        subtitle=under,
        day=ctx.day,
        treaty=view.treaty,
        extent=view.extent,
        fill_layer=ctx.fill.layer_id if ctx.fill else "",
        legends=legends,
        areas=areas,
        out=_out(ctx),
        symbols=tuple(symbol for picture in pictures for symbol in picture.symbols),
        shapes=tuple(shape for picture in pictures for shape in picture.shapes),
        overlays=_overlays(ctx, pictures),
        chosen=view.country or "",
        notes=(*_notes(ctx, ctx.rows), *boundary_notes.notes(ctx)),
        boundary_note=boundary_notes.boundary_note(ctx),
        sources=source_notes(ctx.numbering),
        panel=side,
        columns=columns_of(ctx.listed, ctx),
        rows=rows(ctx),
        text_alternative=_text_alternative(
            ctx,
            f"{title.text}. {under}.",
            legends=legends,
            areas=areas,
        ),
        release=dataset.release,
        depositary_read=depositary_read(ctx),
        link=link_of(view),
        view=replace(view, day=ctx.day),
        beside=next((picture.beside for picture in pictures if picture.beside is not None), None),
        empty=_empty_state(ctx),
        history=ctx.fill is not None and ctx.fill.has_days and not ctx.shows_changes,
        streets=(view.streets or "") if is_close_up(view.extent) else "",
        mark=next((text for layer in ctx.on if (text := layer.mark(ctx))), ""),
        names=view.names or "",
        spoken=tuple(sentence for picture in pictures for sentence in picture.spoken),
        listings=listings,
        shape_classes=tuple((layer.layer_id, name) for layer in ctx.on for name in layer.shape_classes(view)),
        listing_sources=source_notes(apart.numbering) if listings else (),
    )


def _filtered(ctx: ComposeContext, legend: Legend) -> Legend:
    """Return the legend of a fill, circles or own areas that can be kept to classes, with these and the click."""
    layer = next(layer for layer in ctx.on if layer.layer_id == legend.layer)
    is_fill = layer is ctx.fill and legend.symbol == "fill" and bool(layer.classes)
    if not is_fill and not (legend.symbol in {"circle", "shape"} and layer.has_kept_circles):
        return legend
    ids = {cls.class_id for cls in legend.classes}
    kept = ctx.kept_circles(layer.layer_id, ids)
    classes = tuple(replace(cls, is_selected=cls.class_id in kept) for cls in legend.classes)
    return replace(legend, classes=classes, edit="keep" if is_fill else "circles")


def depositary_read(ctx: ComposeContext) -> date:
    """Return as of when the depositary's page was last read; of two treaties side by side, the older reading."""
    return min(one.treaty.data_until for one in (ctx, ctx.second) if one is not None)


def _notes(ctx: ComposeContext, areas: Collection[str]) -> Sequence[str]:
    """The notes of the layers, then those on weak documents behind what is shown of some areas, each once."""
    own = [text for layer in ctx.layers for text in layer.notes(ctx)]
    return [*own, *dict.fromkeys(text for layer in ctx.on for text in layer.weak_sources(ctx, areas))]


def notes_in_view(ctx: ComposeContext) -> tuple[str, ...]:
    """Return the notes of a map that stands without headline, counts and table: they name areas in view alone.

    Those of a specification name every state behind its counts, wherever the map is.
    """
    return (*_notes(ctx, areas_in_view(ctx.view.extent)), *boundary_notes.notes(ctx))


def _uncounted(ctx: ComposeContext) -> set[str]:
    """Areas that the legend of the fill does not count; without a fill, all that is no state."""
    return {
        area
        for area, state in ctx.dataset.states.items()
        if not (ctx.fill.is_counted(ctx, state) if ctx.fill else state.is_state)
    }


def _plain(ctx: ComposeContext) -> tuple[AreaFeature, ...]:
    return tuple(
        AreaFeature(area, row.state.common_name, "plain", NO_TEXT, not row.passes(), "")
        for area, row in ctx.rows.items()
    )


def _out(ctx: ComposeContext) -> tuple[str, ...]:
    """Areas that fail a filter other than that of the layer that fills, whose legend shows it."""
    own = (ctx.fill.layer_id,) if ctx.fill else ()
    return tuple(area for area, row in ctx.rows.items() if not row.passes(own))


def _overlays(ctx: ComposeContext, pictures: Sequence[Picture]) -> tuple[str, ...]:
    """The fixed line layers to draw: those of the layers, and the oblasts of Ukraine."""
    drawn = {name for picture in pictures for name in picture.overlays}
    drawn |= {"oblasts"} if ctx.view.extent == "UKR" else set()
    return tuple(name for name in OVERLAYS if name in drawn)


def _empty_state(ctx: ComposeContext) -> Empty | None:
    """Why the map shows nothing of what was asked, and the nearest way back."""
    own = ctx.fill.empty(ctx) if ctx.fill is not None else None
    return own or no_state_passes(ctx)


def source_notes(numbering: Numbering) -> tuple[SourceNote, ...]:
    """Return every source cited so far, by number."""
    return tuple(
        SourceNote(
            number=number,
            source_id=source.source_id,
            text=citation_text(source),
            locator="; ".join(places),
            url=source.url,
            archived=source.archived,
            accessed_on=source.accessed_on,
            standing=standing_text(source),
            address=address_note(source),
            checked_on=source.checked_on,
        )
        for number, source, places in numbering.items()
    )


# -- The text alternative: what the map shows, in words, for readers who cannot see it.

_MOST_NAMES_OF_A_CLASS = 30


def _text_alternative(
    ctx: ComposeContext,
    headline: str,
    *,
    legends: Sequence[Legend],
    areas: Sequence[AreaFeature],
) -> str:
    """Return the headline, then each class of each legend with its count and, when they are few, its states."""
    layers, uncounted = {layer.layer_id: layer for layer in ctx.layers}, _uncounted(ctx)
    names: dict[str, list[str]] = defaultdict(list)
    for area in areas:
        if not area.is_muted and area.area not in uncounted:
            names[area.class_id].append(area.name)
    parts = [headline]
    for legend in legends:
        layer = layers[legend.layer]
        parts.append(f"{legend.title}:")
        for cls in legend.classes:
            members = sorted(names[cls.class_id], key=name_key) if legend.symbol == "fill" else []
            is_named = cls.is_selected and len(members) <= _MOST_NAMES_OF_A_CLASS
            noun = legend.counted or layer.nouns.get(cls.class_id, layer.noun)
            parts.append(class_summary(cls.label, cls.count, noun, members if is_named else ()))
    return " ".join(parts)
