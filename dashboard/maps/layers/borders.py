"""The disputed lines layer, and the notes on boundaries that hold whether or not it is on."""

from __future__ import annotations

from dashboard.maps.sheet import Sheet
from geodata.boundaries import boundary_notes
from geodata.notes_in_view import notes_in_view

DISCLAIMER = (
    "Boundaries, names and designations follow the practice of the United Nations and do not imply official "
    "endorsement or acceptance."
)
CREDIT = "Made with Natural Earth."
WORLD = "world"  # shows every area there is: its map says the notes of the country chosen only
BORDERS_SINCE = 2018  # the boundary files show the borders of Natural Earth 4.1, of that year


def boundary_note(sheet: Sheet) -> str:
    """Return the note on boundaries that every output prints."""
    present = " Borders are those of the present, not of the day shown." if sheet.day.year < BORDERS_SINCE else ""
    return f"{DISCLAIMER}{present} {CREDIT}"


def notes(sheet: Sheet) -> tuple[str, ...]:
    """Return the notes on boundaries of the country chosen and, in close-ups, of all that the map shows."""
    view = sheet.view
    shown = set() if view.extent == WORLD else {placed.note.note_id for placed in notes_in_view(view.extent)}
    return tuple(
        note.text for note in boundary_notes() if note.note_id in shown or {view.country, view.extent} & set(note.areas)
    )


def without_notes(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Return `texts` without the notes on boundaries, for a page whose map says them itself while they are in view."""
    known = {note.text for note in boundary_notes()}
    return tuple(text for text in texts if text not in known)
