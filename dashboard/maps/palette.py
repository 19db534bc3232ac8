"""The looks of all classes: colours, hatches and markers by what they mean, each for both themes; and contrast."""

from __future__ import annotations

from collections.abc import Collection

from dashboard.maps.spec import Hatch, Look, MapSpec, Marker, Paint
from geodata import Age, ClaimClass, StatusKind, UseRule
from geodata.errors import UnknownKeyError
from geodata.model import ClaimantRole
from geodata.questions import Truth

# No two fills of one layer are closer than 15 in CAM02-UCS, for normal vision and for full deuteranomaly,
# protanomaly and tritanomaly, in both themes; tests/test_palette.py holds that. Neighbours in a legend differ by
# hatch too, but for the steps of the contamination ramp, which lightness alone tells apart; so do all classes that
# grey would mix up. Kinds of events differ by the form of their markers. On the dark theme the contamination ramp
# runs the other way, so that "more" always stands out from the sea.

WHITE = Paint("#FFFFFF", "#0F1418")
SEA = Paint("#F4F8FA", "#0F1A22")
INK = Paint("#1D2329", "#E8ECEF")
MUTED = Paint("#ECEEF0", "#1D2933")
OUTLINE = Paint("#555555", "#9AA7B0")
# The light border lines of all maps as they look over a fill: those of the dark theme let a part of it through.
BORDER = Paint("#FFFFFF", "#D0D8DE")
# Letters of the line that says how old the reading of the depositary is: 4.5 to 1 against the page and the panel.
AGE_INKS: dict[Age, Paint] = {
    Age.FRESH: Paint("#5B6670", "#A9B4BE"),
    Age.AMBER: Paint("#8A5300", "#F5B84D"),
    Age.RED: Paint("#B3261E", "#FF9A8F"),
}
_GREY = Paint("#BABEC2", "#535E66")  # halfway between two steps of the ramp: no print in grey makes it one of them
_BLUE = Paint("#1B6DC4", "#54A2F0")
_ORANGE = Paint("#D26400", "#F28C28")
# Inks of hatches and of letters on a fill.
PALE_INK = Paint("#FFFFFF", "#10202C")
BROWN_INK = Paint("#5A2A00", "#5A2A00")


def _look(fill: Paint, hatch: Hatch = Hatch.NONE, ink: Paint = PALE_INK) -> Look:
    return Look(fill, hatch, ink)


def _marked(marker: Marker, fill: Paint) -> Look:
    return Look(fill, Hatch.NONE, PALE_INK, marker)


STATUS_LOOKS: dict[str, Look] = {
    StatusKind.PARTY: _look(_BLUE),
    StatusKind.JOINED: _look(Paint("#16259A", "#23389A"), Hatch.VERTICAL, Paint("#9CC7F0", "#A5C8F0")),
    StatusKind.SIGNED: _look(Paint("#66C6F6", "#C4EBFF"), Hatch.DOTS, Paint("#0B4F8A", "#0B4F8A")),
    StatusKind.LEAVING: _look(Paint("#7A4B1E", "#8A4B12"), Hatch.DIAGONAL, Paint("#8FC4FA", "#8FC4FA")),
    StatusKind.SUSPENSION_CLAIMED: _look(Paint("#F9C329", "#FFD24D"), Hatch.CROSS, Paint("#5A4A00", "#5A4A00")),
    StatusKind.LEFT: _look(_ORANGE, Hatch.BACK_DIAGONAL, PALE_INK),
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
    ClaimClass.COMPLETE: _look(Paint("#3F7F6A", "#5BB5A8"), Hatch.DOTS, PALE_INK),
    ClaimClass.NO_CLAIM: _look(_GREY),
}
USE_LOOKS: dict[str, Look] = {
    UseRule.BOTH: _look(Paint("#8A1A10", "#C23A24"), Hatch.VERTICAL, PALE_INK),
    UseRule.SELF_DESTRUCTING: _look(Paint("#D26400", "#E07A18"), Hatch.DIAGONAL, PALE_INK),
    UseRule.PERSISTENT: _look(Paint("#FFEBD2", "#5A2A0A"), Hatch.DOTS, Paint("#5A2A00", "#FFE3C2")),
    UseRule.REPORTED: _look(Paint("#F9C329", "#FFD24D"), Hatch.CROSS, Paint("#5A4A00", "#5A4A00")),
    UseRule.NONE: _look(Paint("#BFC3CC", "#474F59")),  # not blue: this much land would be taken for the sea
    UseRule.UNKNOWN: _look(Paint("#8A8F94", "#8A949B"), Hatch.BACK_DIAGONAL, PALE_INK),
}
# Bars of a chart, 3 to 1 against the page; where colours are alike, the words beside them differ.
POLICY_PAINTS: dict[str, Paint] = {
    "anywhere": Paint("#B3261E", "#FF8A7A"),
    "korea": Paint("#D26400", "#F28C28"),
    "ukraine": Paint("#8A6D00", "#FFD24D"),
    "kept": Paint("#7A3E9D", "#C99BE8"),
    "nowhere": Paint("#1B6DC4", "#54A2F0"),
    "unknown": Paint("#6B757E", "#9AA6B0"),
}
# Lines of a chart, 3 to 1 against the page; each has a dash of its own too.
TREATY_PAINTS: dict[str, Paint] = {
    "apmbc": Paint("#1B6DC4", "#54A2F0"),
    "ccm": Paint("#D26400", "#F28C28"),
    "ccw-ap2": Paint("#590B47", "#D98AC8"),
    "ccw-p5": Paint("#3F7F6A", "#7FD6C6"),
}
# Points of a chart, 3 to 1 against the page; the commonest three differ for every reader, and a table names all.
CLAIMANT_PAINTS: dict[ClaimantRole, Paint] = {
    ClaimantRole.AFFECTED_STATE: Paint("#1B6DC4", "#54A2F0"),
    ClaimantRole.BELLIGERENT: Paint("#9B1C31", "#FF8A9B"),
    ClaimantRole.DONOR: Paint("#8A6D00", "#FFD24D"),
    ClaimantRole.UN: Paint("#007F8C", "#6FE0E6"),
    ClaimantRole.NGO: Paint("#D26400", "#F28C28"),
    ClaimantRole.MEDIA: Paint("#7A3E9D", "#C99BE8"),
    ClaimantRole.ACADEMIC: Paint("#4E7A3A", "#9CCB86"),
    ClaimantRole.UNKNOWN: Paint("#5B6670", "#B5BFC7"),
}
TRUTH_LOOKS: dict[str, Look] = {
    Truth.YES: _look(_BLUE),
    Truth.UNCERTAIN: _look(Paint("#F9C329", "#FFD24D"), Hatch.HORIZONTAL, Paint("#5A4A00", "#5A4A00")),
    Truth.NO: _look(Paint("#D9DCE0", "#3A444D")),
    Truth.NOT_RECORDED: _look(Paint("#8A8F94", "#8A949B"), Hatch.BACK_DIAGONAL, PALE_INK),
    Truth.NOT_ELIGIBLE: _look(Paint("#575E65", "#5D676F"), Hatch.DOTS, PALE_INK),
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
# Of figures drawn beside the first: colours that stay apart for every reader, a hatch each, and a dash of the outline.
FOOTPRINT_LOOKS = {
    "footprint": FOOTPRINT_LOOK,
    "footprint-2": _look(Paint("#1B3A8C", "#8FB4FF"), Hatch.BACK_DIAGONAL, Paint("#1B3A8C", "#8FB4FF")),
    "footprint-3": _look(Paint("#4A3200", "#FFD98A"), Hatch.DOTS, Paint("#4A3200", "#FFD98A")),
    "footprint-4": _look(Paint("#0B4F3C", "#7FE0C0"), Hatch.CROSS, Paint("#0B4F3C", "#7FE0C0")),
    "footprint-5": _look(Paint("#5A1E78", "#DDA8F5"), Hatch.VERTICAL, Paint("#5A1E78", "#DDA8F5")),
}
# Dashes of the outlines of shapes by class, in pixels; none is a solid line. The live map has them in its style sheet.
SHAPE_DASHES = {
    "footprint-2": (9.0, 5.0),
    "footprint-3": (2.0, 4.0),
    "footprint-4": (12.0, 4.0, 2.0, 4.0),
    "footprint-5": (5.0, 3.0),
}
PLAIN_LOOK = _look(Paint("#DDE2E6", "#2A353D"))
UNKNOWN_LOOK = _look(Paint("#E3E6E9", "#27343F"))  # an area that a specification says nothing of
# Looks of classes that no legend lists, by class id.
UNLISTED_LOOKS = {"plain": PLAIN_LOOK, **FOOTPRINT_LOOKS}


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two #RRGGBB colours as WCAG 2 defines it, from 1 to 21.

    Examples
    --------
    >>> round(contrast("#FFFFFF", "#000000"))
    21
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of an sRGB colour (WCAG 2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# -- How every class of a specification looks, whether a legend lists it or not.


def looks_of(spec: MapSpec, used: Collection[str] = ()) -> dict[tuple[str, str], Look]:
    """Return the look of every class by layer and class id: those of the legends, then those that need no legend.

    Parameters
    ----------
    used
        Class ids that areas have.

    Raises
    ------
    UnknownKeyError
        When one of them has no look.
    """
    looks = {(g.layer, item.class_id): item.look for g in spec.legends for item in g.classes}
    needed = [(spec.fill_layer, class_id) for class_id in sorted(used)]
    needed += [(shape.layer, shape.class_id) for shape in spec.shapes]
    unlisted = {**UNLISTED_LOOKS, "": UNKNOWN_LOOK}
    for key in needed:
        if key not in looks and key[1] not in unlisted:
            raise UnknownKeyError("class", key[1], [class_id for _, class_id in looks])
        looks.setdefault(key, unlisted.get(key[1], UNKNOWN_LOOK))
    return looks
