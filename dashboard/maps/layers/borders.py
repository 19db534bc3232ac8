"""The disputed lines layer, and the notes on boundaries that hold whether or not it is on."""

from __future__ import annotations

from dashboard.maps.sheet import Sheet

DISCLAIMER = (
    "Boundaries, names and designations follow the practice of the United Nations and do not imply official "
    "endorsement or acceptance."
)
CREDIT = "Made with Natural Earth."
BORDERS_SINCE = 2018  # the boundary files show the borders of Natural Earth 4.1, of that year


def boundary_note(sheet: Sheet) -> str:
    """Return the note on boundaries that every output prints."""
    present = " Borders are those of the present, not of the day shown." if sheet.day.year < BORDERS_SINCE else ""
    return f"{DISCLAIMER}{present} {CREDIT}"
