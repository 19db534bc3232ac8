"""compose(view, dataset): the only place that decides colour, wording, order and the numbers of the sources."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from dashboard.maps import marks
from dashboard.maps.alternative import text_alternative
from dashboard.maps.emptiness import empty
from dashboard.maps.headline import headline, subtitle
from dashboard.maps.layers import (
    beside,
    borders,
    contamination,
    events,
    footprint,
    policy,
    status_changes,
    treaty_status,
)
from dashboard.maps.panel import panel
from dashboard.maps.rows import rows
from dashboard.maps.sheet import Sheet
from dashboard.maps.spec import AreaFeature, Legend, MapSpec, Shape, SourceNote, Symbol
from dashboard.maps.view import LayerId, View
from geodata import is_close_up
from geodata.dataset import Dataset
from geodata.sources import Numbering, address_words, citation_text, standing_words

_FILLS = (LayerId.TREATY_STATUS, LayerId.CONTAMINATION, LayerId.POLICY)


def compose(view: View, dataset: Dataset, *, today: date) -> MapSpec:
    """Return everything that will be seen of a view.

    Parameters
    ----------
    today
        The day shown when the view names none.
    """
    return composed(new_sheet(view, dataset, today=today))


def new_sheet(view: View, dataset: Dataset, *, today: date) -> Sheet:
    """Return the sheet on which a view is composed; nothing is cited on it yet."""
    return Sheet(view, view.on(today), dataset.naming(view.names), Numbering(dataset.sources))


def composed(sheet: Sheet) -> MapSpec:
    """Return everything that will be seen of a new sheet; whatever cites on it later gets the numbers after these."""
    view, dataset = sheet.view, sheet.dataset
    second = beside.picture(sheet)
    fill = fill_layer(view)
    title, under = headline(sheet, fill), subtitle(sheet, fill)
    legends: list[Legend] = []
    areas: tuple[AreaFeature, ...] = _plain(sheet)
    symbols: list[Symbol] = []
    shapes: tuple[Shape, ...] = ()
    notes: list[str] = []
    if fill == LayerId.TREATY_STATUS:
        layer = treaty_status if sheet.since is None else status_changes
        legend = layer.legend(sheet)
        legends.append(replace(legend, title=beside.legend_title(sheet, second)) if second else legend)
        areas = layer.areas(sheet)
    elif view.beside or view.since:
        notes.append("The comparison is of treaty status, which does not fill the areas here: switch its layer on.")
    if sheet.has(LayerId.CONTAMINATION):
        is_fill = fill == LayerId.CONTAMINATION
        legends.append(contamination.legend(sheet, "fill" if is_fill else "circle"))
        notes.append(contamination.CAUTION)
        if is_fill:
            areas = contamination.areas(sheet)
        else:
            symbols += contamination.circles(sheet)
    if sheet.has(LayerId.POLICY):
        if fill == LayerId.POLICY:
            legends.append(policy.legend(sheet))
            areas = policy.areas(sheet)
        else:
            notes.append(f"{policy.summary(sheet)}. What a policy allows is not what was done.")
    if sheet.has(LayerId.FOOTPRINT):
        shapes = footprint.shapes(sheet)
        notes.append(footprint.note(sheet))
    if sheet.has(LayerId.EVENTS):
        legends.append(events.legend(sheet))
        symbols += events.symbols(sheet)
    side = panel(sheet)
    query = view.to_query()
    return MapSpec(
        headline=title,
        subtitle=under,
        day=sheet.day,
        treaty=view.treaty,
        extent=view.extent,
        fill_layer=fill,
        legends=tuple(legends),
        areas=areas,
        out=_out(sheet, fill),
        symbols=tuple(symbols),
        shapes=shapes,
        overlays=_overlays(sheet),
        chosen=view.country or "",
        notes=(*notes, *marks.notes(sheet), *borders.notes(sheet)),
        boundary_note=borders.boundary_note(sheet),
        sources=source_notes(sheet.numbering),
        panel=side,
        rows=rows(sheet),
        text_alternative=text_alternative(
            title.text,
            under,
            legends=legends,
            areas=areas,
            territories=_uncounted(sheet, fill),
            drawn=[
                *(status_changes.in_words(sheet) if sheet.since is not None else beside.in_words(sheet)),
                *(f"Drawn to scale: {shape.sentence}." for shape in shapes),
            ],
        ),
        release=dataset.release,
        depositary_read=depositary_read(sheet),
        link=f"?{urlencode(query)}",
        beside=second,
        empty=empty(sheet, fill),
        streets=(view.streets or "") if is_close_up(view.extent) else "",
        names=view.names or "",
    )


def depositary_read(sheet: Sheet) -> date:
    """Return as of when the depositary's page was last read; of two treaties side by side, the older reading."""
    second = beside.other(sheet)
    return min(treaty.data_until for treaty in (sheet.treaty, *([second.treaty] if second else [])))


def fill_layer(view: View) -> str:
    """Return the layer that fills the areas: the first that is on of status, contamination and policy."""
    return next((layer.value for layer in _FILLS if layer in view.layers), "")


def _uncounted(sheet: Sheet, fill: str) -> set[str]:
    """Areas that the legend of the fill does not count: territories, and but for treaty status all that is no state."""
    return {
        area
        for area, state in sheet.dataset.states.items()
        if not state.is_state and (fill != LayerId.TREATY_STATUS or sheet.dataset.administrator(state))
    }


def _plain(sheet: Sheet) -> tuple[AreaFeature, ...]:
    return tuple(
        AreaFeature(area, state.common_name, "plain", "", sheet.is_filtered and not sheet.passes(state), "")
        for area, state in sorted(sheet.dataset.states.items())
    )


def _out(sheet: Sheet, fill: str) -> tuple[str, ...]:
    """Areas that fail a filter other than the one that the legend of the fill sets."""
    is_status, is_claim = fill == LayerId.TREATY_STATUS, fill == LayerId.CONTAMINATION
    if not sheet.is_filtered:
        return ()
    states = sheet.dataset.states.items()
    return tuple(a for a, s in sorted(states) if not sheet.passes(s, status=not is_status, claim=not is_claim))


def _overlays(sheet: Sheet) -> tuple[str, ...]:
    """The fixed line layers to draw: disputed lines; the DMZ with the policy layer; oblasts of Ukraine."""
    found = ["lines"] if sheet.has(LayerId.BORDERS) else []
    if sheet.has(LayerId.POLICY):
        found.append("dmz")
    if sheet.view.extent == "UKR":
        found.append("oblasts")
    return tuple(found)


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
            standing=standing_words(source),
            address=address_words(source),
            checked_on=source.checked_on,
        )
        for number, source, places in numbering.items()
    )
