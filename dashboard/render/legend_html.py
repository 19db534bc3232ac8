"""Legends as HTML lists: every class with its swatch, its label and its count, whether or not anything is in it."""

from __future__ import annotations

from html import escape

from dashboard.maps.spec import Legend
from dashboard.render.swatch import swatch_img


def legend_html(legend: Legend) -> str:
    """Return a legend that is read, not clicked; classes that a filter leaves out are marked as such."""
    items = "".join(
        f'<li{"" if item.is_selected else " class=muted"} title="{escape(item.meaning or item.label)}">'
        f"{swatch_img(item.look, symbol=legend.symbol)}{escape(item.label)} <b>{item.count}</b></li>"
        for item in legend.classes
    )
    return f'<div class="legend"><p class="kicker">{escape(legend.title)}</p><ul>{items}</ul></div>'


def legend_notes(legends: tuple[Legend, ...], notes: tuple[str, ...], boundary_note: str) -> str:
    """Return the notes of the legends and of the view, then the note on boundaries, each sentence once."""
    found = dict.fromkeys([*notes, *(legend.note for legend in legends if legend.note)])
    lines = "".join(f"<p>{escape(text)}</p>" for text in found)
    return f'<div class="notes">{lines}<p>{escape(boundary_note)}</p></div>'
