"""Fills by class: legend, areas, notes and terms of a layer that puts every area into one of its classes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from dashboard.maps.context import AreaRow, ComposeContext, Picture
from dashboard.maps.spec import NO_TEXT, AreaFeature, Legend, LegendClass, Look, Term


def class_fill(
    ctx: ComposeContext,
    layer_id: str,
    title: str,
    *,
    labels: Mapping[str, str],
    looks: Mapping[str, Look],
    class_of: Callable[[ComposeContext, AreaRow], str],
    note: str,
    follows: Callable[[AreaRow], str] = lambda _row: "",
) -> Picture:
    """Return the legend with the number of states in each class, and every area in its class; nothing without the fill.

    Parameters
    ----------
    labels, looks
        By class id, in the order of the legend.
    class_of
        The class id of an area.
    note
        What stands under the legend.
    follows
        The state whose class an area has; empty where it has its own.
    """
    if not ctx.is_filled_by(layer_id):
        return Picture()
    classes = {area: class_of(ctx, row) for area, row in ctx.rows.items()}
    counts = Counter(classes[row.state.area] for row in ctx.passing(layer_id))
    legend = tuple(LegendClass(cls, labels[cls], "", looks[cls], counts[cls], is_selected=True) for cls in labels)
    areas = tuple(
        AreaFeature(area, row.state.common_name, classes[area], NO_TEXT, not row.passes(), follows(row))
        for area, row in ctx.rows.items()
    )
    return Picture((Legend(layer_id, title, "fill", legend, note),), areas)


def fill_notes(ctx: ComposeContext, layer_id: str, *cautions: str) -> tuple[str, ...]:
    """Return the cautions of a layer that is on, and before them where it is found if another layer fills the areas."""
    own = next((layer for layer in ctx.on if layer.layer_id == layer_id), None)
    if own is None:
        return ()
    if ctx.fill is None or ctx.fill is own:
        return cautions
    where = "on the cards, in the panel and in the table"
    return (f"“{own.label}” stands {where}: the areas are filled by “{ctx.fill.label}”.", *cautions)


def class_terms(labels: Mapping[str, str], looks: Mapping[str, Look]) -> tuple[Term, ...]:
    """Return the classes with their looks, in the order of the legend, for the page about the atlas."""
    return tuple(Term(label, "", looks[cls]) for cls, label in labels.items())
