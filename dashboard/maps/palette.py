"""Colours and hatches, named by what they mean; each class has a light and a dark theme value.

No two fills of one layer are closer than 15 in CAM02-UCS, for normal vision and for full deuteranomaly, protanomaly and
tritanomaly, in both themes; tests/test_palette.py holds that. Neighbours in a legend differ by hatch too, but for the
steps of the contamination ramp, which lightness alone tells apart; so do all classes that grey would mix up. Kinds of
events differ by the form of their markers. On the dark theme the contamination ramp runs the other way, so that "more"
always stands out from the sea.
"""

from __future__ import annotations

from dashboard.maps.looks import Hatch, Look, Paint
from dashboard.maps.markers import Marker
from geodata import Age, ClaimClass, StatusKind, UseRule

WHITE = Paint("#FFFFFF", "#0F1418")
SEA = Paint("#F4F8FA", "#0F1A22")
INK = Paint("#1D2329", "#E8ECEF")
MUTED = Paint("#E9ECEF", "#1D262D")
OUTLINE = Paint("#555555", "#9AA7B0")
# Letters of the line that says how old the reading of the depositary is: 4.5 to 1 against the page and the panel.
AGE_INKS: dict[Age, Paint] = {
    Age.FRESH: Paint("#5B6670", "#A9B4BE"),
    Age.AMBER: Paint("#8A5300", "#F5B84D"),
    Age.RED: Paint("#B3261E", "#FF9A8F"),
}
_GREY = Paint("#BABEC2", "#535E66")  # halfway between two steps of the ramp: no print in grey makes it one of them
_BLUE = Paint("#1B6DC4", "#54A2F0")
_ORANGE = Paint("#D26400", "#F28C28")
_PALE = Paint("#FFFFFF", "#10202C")


def _look(fill: Paint, hatch: Hatch = Hatch.NONE, ink: Paint = _PALE) -> Look:
    return Look(fill, hatch, ink)


def _marked(marker: Marker, fill: Paint) -> Look:
    return Look(fill, Hatch.NONE, _PALE, marker)


STATUS_LOOKS: dict[str, Look] = {
    StatusKind.PARTY: _look(_BLUE),
    StatusKind.JOINED: _look(Paint("#16259A", "#23389A"), Hatch.VERTICAL, Paint("#9CC7F0", "#A5C8F0")),
    StatusKind.SIGNED: _look(Paint("#66C6F6", "#C4EBFF"), Hatch.DOTS, Paint("#0B4F8A", "#0B4F8A")),
    StatusKind.LEAVING: _look(Paint("#7A4B1E", "#8A4B12"), Hatch.DIAGONAL, Paint("#8FC4FA", "#8FC4FA")),
    StatusKind.SUSPENSION_CLAIMED: _look(Paint("#F9C329", "#FFD24D"), Hatch.CROSS, Paint("#5A4A00", "#5A4A00")),
    StatusKind.LEFT: _look(_ORANGE, Hatch.BACK_DIAGONAL, _PALE),
    StatusKind.NOT_SIGNED: _look(Paint("#590B47", "#C05AA8")),
    StatusKind.UNCERTAIN: _look(Paint("#FFFFFF", "#141D24"), Hatch.HORIZONTAL, Paint("#1B6DC4", "#A5DEFB")),
    StatusKind.NOT_ELIGIBLE: _look(Paint("#A0A3A6", "#5A666F")),
}
NO_CHANGE_LOOK = _look(Paint("#CCCED0", "#3F4143"))  # recedes behind every status, and is none of them
CLAIM_LOOKS: dict[str, Look] = {
    ClaimClass.MASSIVE: _look(Paint("#4A0F05", "#FFE3C2")),
    ClaimClass.HEAVY: _look(Paint("#B9430F", "#F0954A")),
    ClaimClass.MEDIUM: _look(Paint("#F08C3C", "#B4571A")),
    ClaimClass.LIGHT: _look(Paint("#FAD0A0", "#6E3A16")),
    ClaimClass.NO_FIGURE: _look(Paint("#FFFFFF", "#182229"), Hatch.DIAGONAL, Paint("#B9430F", "#F0954A")),
    ClaimClass.COMPLETE: _look(Paint("#3F7F6A", "#5BB5A8"), Hatch.DOTS, _PALE),
    ClaimClass.NO_CLAIM: _look(_GREY),
}
USE_LOOKS: dict[str, Look] = {
    UseRule.BOTH: _look(Paint("#8A1A10", "#C23A24"), Hatch.VERTICAL, _PALE),
    UseRule.SELF_DESTRUCTING: _look(Paint("#D26400", "#E07A18"), Hatch.DIAGONAL, _PALE),
    UseRule.PERSISTENT: _look(Paint("#FFEBD2", "#5A2A0A"), Hatch.DOTS, Paint("#5A2A00", "#FFE3C2")),
    UseRule.REPORTED: _look(Paint("#F9C329", "#FFD24D"), Hatch.CROSS, Paint("#5A4A00", "#5A4A00")),
    UseRule.NONE: _look(Paint("#BFC3CC", "#474F59")),  # not blue: this much land would be taken for the sea
    UseRule.UNKNOWN: _look(Paint("#8A8F94", "#8A949B"), Hatch.BACK_DIAGONAL, _PALE),
}
EVENT_LOOKS: dict[str, Look] = {
    "treaty": _marked(Marker.DIAMOND, Paint("#1B6DC4", "#4C9BEB")),
    "us_policy": _marked(Marker.SQUARE, Paint("#D26400", "#F28C28")),
    "claim": _marked(Marker.DOWNWARD, Paint("#4A0F05", "#FFE3C2")),
    "new_use": _marked(Marker.TRIANGLE, Paint("#9B1C31", "#FF8A9B")),
    "clearance": _marked(Marker.PLUS, Paint("#4E7A3A", "#9CCB86")),
    "place": _marked(Marker.STAR, Paint("#C9D1D8", "#7F8B95")),
    "context": _marked(Marker.CROSS, Paint("#5B6670", "#B5BFC7")),
}
FOOTPRINT_LOOK = _look(Paint("#9B1C31", "#FF8A9B"), Hatch.DIAGONAL, Paint("#9B1C31", "#FF8A9B"))
PLAIN_LOOK = _look(Paint("#DDE2E6", "#2A353D"))
UNKNOWN_LOOK = _look(Paint("#E3E6E9", "#27343F"))  # an area that a specification says nothing of
# Looks of classes that no legend lists, by class id.
UNLISTED_LOOKS = {"plain": PLAIN_LOOK, "footprint": FOOTPRINT_LOOK}
