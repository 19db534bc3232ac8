"""The disputed lines layer, and the notes on boundaries that hold whether or not it is on."""

from __future__ import annotations

from dashboard.maps.sheet import Sheet
from geodata.boundaries import boundary_notes

DISCLAIMER = (
    "Boundaries, names and designations follow the practice of the United Nations and do not imply official "
    "endorsement or acceptance."
)
CREDIT = "Made with Natural Earth."
_PARTS = {"korea": ("KOR", "PRK")}  # extents that are named for a place and not for the code of an area
BORDERS_SINCE = 2018  # the boundary files show the borders of Natural Earth 4.1, of that year


def boundary_note(sheet: Sheet) -> str:
    """Return the note on boundaries that every output prints."""
    present = " Borders are those of the present, not of the day shown." if sheet.day.year < BORDERS_SINCE else ""
    return f"{DISCLAIMER}{present} {CREDIT}"


def notes(sheet: Sheet) -> tuple[str, ...]:
    """Return the notes on boundaries of the country chosen and of the one the map is drawn for."""
    view = sheet.view
    near = {view.country, view.extent, *_PARTS.get(view.extent, ())}
    return tuple(note.text for note in boundary_notes() if near & set(note.areas))
