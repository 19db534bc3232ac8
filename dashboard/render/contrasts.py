"""Contrast of colours, and which classes are too faint for the sea or too pale for the border lines."""

from __future__ import annotations

from dashboard.maps.looks import Paint

# WCAG 1.4.11: graphics need 3:1 against what they lie on; a fill below that gets an outline along the sea.
LEAST_CONTRAST = 3.0
# The border lines of assets/map/atlas-map.css as they look over a fill. Between two areas that stand out from them by
# less than 1.7 (yellow and white do, by 1.6) the line is drawn dark.
BORDER = Paint("#FFFFFF", "#D0D8DE")
LEAST_BORDER_CONTRAST = 1.7


def is_faint(fill: str, sea: str) -> bool:
    """Return whether an area of this colour needs an outline along the sea; both are #RRGGBB."""
    return contrast(fill, sea) < LEAST_CONTRAST


def is_pale(fill: str, border: str) -> bool:
    """Return whether the border between two areas of this colour has to be drawn dark."""
    return contrast(fill, border) < LEAST_BORDER_CONTRAST


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
