"""The scale bar of a close-up, as SVG; maps of a continent or of the world have none, for no bar would be honest."""

from __future__ import annotations

from dashboard.render.fonts import Face
from dashboard.render.svg_pen import Pen, Rect
from dashboard.render.svg_text import text_at
from dashboard.render.svg_values import number

KM = 100.0  # in a unit of the map
# Units: up to here distances at the edge are within 6 % of those in the middle, as on the live map.
HONEST = 85.0
WIDEST = 110.0  # pixels of the bar at most, on a map 900 pixels wide
SIZE, LEAST, MARGIN = 11.0, 10.0, 8.0  # of its letters, at least, and from the edge of the map


def place(pen: Pen) -> Rect | None:
    """Return where the scale bar stands, or None when the map has none; its width is that of the bar."""
    west, _, east, _ = pen.scene.bounds
    if pen.scene.is_world or east - west > HONEST:
        return None
    wide = _km(pen) / KM * pen.scale
    size, margin = _size(pen), MARGIN * pen.line
    high = 2.3 * size
    return Rect(pen.rect.x + margin, pen.rect.y + pen.rect.height - margin - high, wide + 1.2 * size, high)


def _km(pen: Pen) -> float:
    """Return the longest of 1, 2, 5, 10, 20 ... km that the bar has room for."""
    most = WIDEST * pen.line / pen.scale * KM
    power = 1.0
    while power * 10 <= most:
        power *= 10
    return max(times * power for times in (1, 2, 5) if times * power <= most or times == 1)


def _size(pen: Pen) -> float:
    return max(SIZE * pen.line, LEAST)


def scale_bar(pen: Pen) -> str:
    """Return the bar with its length on a card of the colour of the page, or nothing."""
    rect, p = place(pen), pen.paper
    if rect is None:
        return ""
    size = _size(pen)
    card = f'x="{number(rect.x)}" y="{number(rect.y)}" width="{number(rect.width)}" height="{number(rect.height)}"'
    left, right = rect.x + 0.6 * size, rect.x + rect.width - 0.6 * size
    base = rect.y + rect.height - 0.5 * size
    label = text_at(
        f"{_km(pen):,.0f} km",
        (left + right) / 2,
        rect.y + 1.15 * size,
        face=Face.REGULAR,
        size=size,
        fill=p.quiet,
        anchor="middle",
    )
    high = number(0.35 * size)
    return (
        f'<g id="{pen.prefix}scale"><rect {card} rx="4" fill="{p.page}" fill-opacity=".92"/>{label}'
        f'<path d="M{number(left)} {number(base)}m0-{high}v{high}H{number(right)}v-{high}" fill="none" '
        f'stroke="{p.quiet}" stroke-width="1.5"/></g>'
    )
