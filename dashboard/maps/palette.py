"""Colours and hatches, named by what they mean; each class has a light and a dark theme value.

Light values and their distances for normal and colour-deficient vision were measured (worst CAM02-UCS distance between
fills 19.6); where two classes share a fill, the hatch tells them apart. On the dark theme the contamination ramp runs
the other way, so that "more" always stands out from the sea.
"""

from __future__ import annotations

from dashboard.maps.spec import Hatch, Look, Paint
from geodata import ClaimClass, StatusKind, UseRule

WHITE = Paint("#FFFFFF", "#0F1418")
SEA = Paint("#F4F8FA", "#0F1A22")
INK = Paint("#1D2329", "#E8ECEF")
MUTED = Paint("#E9ECEF", "#1D262D")
OUTLINE = Paint("#555555", "#9AA7B0")
ACCENT = Paint("#1D2329", "#FFFFFF")
_GREY = Paint("#D1D1D1", "#46525B")
_BLUE = Paint("#1B6DC4", "#4C9BEB")
_ORANGE = Paint("#D26400", "#F28C28")
_PALE = Paint("#FFFFFF", "#10202C")


def _look(fill: Paint, hatch: Hatch = Hatch.NONE, ink: Paint = _PALE) -> Look:
    return Look(fill, hatch, ink)


STATUS_LOOKS: dict[str, Look] = {
    StatusKind.PARTY: _look(_BLUE),
    StatusKind.JOINED: _look(_BLUE, Hatch.VERTICAL, _PALE),
    StatusKind.SIGNED: _look(Paint("#66C6F6", "#A5DEFB"), Hatch.DOTS, Paint("#0B4F8A", "#0B4F8A")),
    StatusKind.LEAVING: _look(_BLUE, Hatch.DIAGONAL, Paint("#FFA64D", "#8A3D00")),
    StatusKind.SUSPENSION_CLAIMED: _look(Paint("#F9C329", "#FFD24D"), Hatch.CROSS, Paint("#5A4A00", "#5A4A00")),
    StatusKind.LEFT: _look(_ORANGE, Hatch.BACK_DIAGONAL, _PALE),
    StatusKind.NOT_SIGNED: _look(Paint("#590B47", "#A8468F")),
    StatusKind.UNCERTAIN: _look(Paint("#FFFFFF", "#26323A"), Hatch.HORIZONTAL, Paint("#1B6DC4", "#A5DEFB")),
    StatusKind.NOT_ELIGIBLE: _look(_GREY),
}
CLAIM_LOOKS: dict[str, Look] = {
    ClaimClass.MASSIVE: _look(Paint("#4A0F05", "#FFE3C2")),
    ClaimClass.HEAVY: _look(Paint("#B9430F", "#F0954A")),
    ClaimClass.MEDIUM: _look(Paint("#F08C3C", "#B4571A")),
    ClaimClass.LIGHT: _look(Paint("#FAD0A0", "#6E3A16")),
    ClaimClass.NO_FIGURE: _look(Paint("#FFFFFF", "#26323A"), Hatch.DIAGONAL, Paint("#B9430F", "#F0954A")),
    ClaimClass.COMPLETE: _look(Paint("#FFFFFF", "#26323A"), Hatch.DOTS, Paint("#4E7A3A", "#9CCB86")),
    ClaimClass.NO_CLAIM: _look(_GREY),
}
USE_LOOKS: dict[str, Look] = {
    UseRule.BOTH: _look(Paint("#7A1F0B", "#FFB27A"), Hatch.VERTICAL, _PALE),
    UseRule.SELF_DESTRUCTING: _look(_ORANGE, Hatch.DIAGONAL, _PALE),
    UseRule.PERSISTENT: _look(Paint("#F0B27A", "#B4571A"), Hatch.DOTS, Paint("#5A2A00", "#FFE3C2")),
    UseRule.REPORTED: _look(Paint("#F9C329", "#FFD24D"), Hatch.CROSS, Paint("#5A4A00", "#5A4A00")),
    UseRule.NONE: _look(Paint("#BFD3E6", "#2C4A63")),
    UseRule.UNKNOWN: _look(_GREY, Hatch.BACK_DIAGONAL, OUTLINE),
}
EVENT_LOOKS: dict[str, Look] = {
    "treaty": _look(Paint("#1B6DC4", "#4C9BEB")),
    "us_policy": _look(Paint("#D26400", "#F28C28")),
    "claim": _look(Paint("#4A0F05", "#FFE3C2")),
    "new_use": _look(Paint("#9B1C31", "#FF8A9B")),
    "clearance": _look(Paint("#4E7A3A", "#9CCB86")),
    "place": _look(Paint("#C9D1D8", "#7F8B95")),
    "context": _look(Paint("#5B6670", "#B5BFC7")),
}
FOOTPRINT_LOOK = _look(Paint("#9B1C31", "#FF8A9B"), Hatch.DIAGONAL, Paint("#9B1C31", "#FF8A9B"))
PLAIN_LOOK = _look(Paint("#DDE2E6", "#2A353D"))
DMZ_LOOK = _look(Paint("#9B1C31", "#FF8A9B"), Hatch.DIAGONAL, Paint("#9B1C31", "#FF8A9B"))
