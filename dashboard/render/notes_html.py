"""The notes under a map as HTML; the legends themselves stand in the frame of the map."""

from __future__ import annotations

from html import escape

from dashboard.maps.spec import Legend, MapSpec


def notes_html(legends: tuple[Legend, ...], notes: tuple[str, ...], boundary_note: str, *, origin: str = "") -> str:
    """Return the notes of the legends and of the view, then the note on boundaries, each sentence once.

    Parameters
    ----------
    origin
        Attributes of the block (`origin_of`).
    """
    found = dict.fromkeys([*notes, *(legend.note for legend in legends if legend.note)])
    lines = "".join(f"<p>{escape(text)}</p>" for text in found)
    return f'<div class="notes"{origin}>{lines}<p>{escape(boundary_note)}</p></div>'


def origin_of(spec: MapSpec) -> str:
    """Return attributes of HTML with data release and day of a specification: what is printed says where it is from."""
    return f' data-release="{escape(spec.release)}" data-day="{spec.day.isoformat()}"'
