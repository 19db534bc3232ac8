"""The notes under a map as HTML; the legends themselves stand in the frame of the map."""

from __future__ import annotations

from html import escape

from dashboard.maps.spec import Legend


def notes_html(legends: tuple[Legend, ...], notes: tuple[str, ...], boundary_note: str) -> str:
    """Return the notes of the legends and of the view, then the note on boundaries, each sentence once."""
    found = dict.fromkeys([*notes, *(legend.note for legend in legends if legend.note)])
    lines = "".join(f"<p>{escape(text)}</p>" for text in found)
    return f'<div class="notes">{lines}<p>{escape(boundary_note)}</p></div>'
