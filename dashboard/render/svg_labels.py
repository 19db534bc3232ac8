"""Names on a map, as the live map writes them (assets/map/atlas-labels.js): where there is room, and nowhere else.

A name that would touch another, a dot or a symbol is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.render.fonts import Face, drawable, text_width
from dashboard.render.svg_over import dots_at
from dashboard.render.svg_pen import Pen
from dashboard.render.svg_scale import place
from dashboard.render.svg_values import escaped, number
from geodata.geo.frames import ASPECT, LabelPlace, label_places

LINE = 1.15  # height of a line in font sizes
LETTER = 0.75  # height of a capital letter in font sizes: what has to lie within the area
LOOSE = 1.15  # a name may reach a little beyond the ellipse that its area has room for
AIR = 3.0  # pixels around a name
AT_HOME, FEWEST = 1.9, 4  # the map of the world keeps its colours free, and one name alone would look like a verdict
# The larger size where there is more than twice the room, both for a map 900 pixels wide.
SIZES = ((14.0, 2.1), (12.0, 1.0))
SMALL, LARGE = 0.85, 1.25  # names grow and shrink with the map, but no further
LEAST = 20.0  # pixels: an area narrower than this has no name

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Name:
    """A name in its place: its middle in pixels, its lines, and the size of its letters."""

    code: str
    x: float
    y: float
    lines: tuple[str, ...]
    size: float

    @property
    def width(self) -> float:
        """Pixels that the longest line takes."""
        return max(text_width(line, Face.BOLD, self.size) for line in self.lines)

    @property
    def box(self) -> Box:
        """What the name takes up: left, top, right and bottom in pixels."""
        across, up = self.width / 2 + AIR, len(self.lines) * self.size * LINE / 2
        return self.x - across, self.y - up, self.x + across, self.y + up

    def fits(self, room: LabelPlace, scale: float, share: float) -> bool:
        """Return whether the ellipse of an area has room for the name, `share` times over."""
        across = room.width * scale
        up = ((len(self.lines) - 1) * LINE + LETTER) * self.size
        return ((self.width / across) ** 2 + (up * ASPECT / across) ** 2) * share**2 <= LOOSE


def names(pen: Pen) -> list[Name]:
    """Return the names that a map shows, those with the most room first."""
    rooms, grown = label_places(pen.scene.extent), min(max(pen.grain, SMALL), LARGE)
    dots = {point.area for point in pen.scene.points}
    strict = AT_HOME if pen.scene.is_world else 1.0
    taken: list[Box] = [(x - r - 1, y - r - 1, x + r + 1, y + r + 1) for x, y, r in dots_at(pen)]
    bar = place(pen)
    if bar is not None:
        taken.append((bar.x, bar.y, bar.x + bar.width, bar.y + bar.height))
    shown = [area for area in pen.scene.areas if area.area in rooms and area.area not in dots and not area.is_muted]
    out: list[Name] = []
    for area in sorted(shown, key=lambda area: -rooms[area.area].width):
        room = rooms[area.area]
        if room.width * pen.scale < LEAST or not pen.is_inside(room.x, room.y):
            continue
        for name, share in _ways(area.area, drawable(area.name), pen.at(room.x, room.y), grown=grown):
            if name.fits(room, pen.scale, strict * share) and _is_free(name.box, taken, pen):
                taken.append(name.box)
                out.append(name)
                break
    return [] if strict > 1 and len(out) < FEWEST else out


def _ways(code: str, text: str, at: tuple[float, float], *, grown: float) -> Iterator[tuple[Name, float]]:
    """Yield a name in each way it can be written, with the room that it then has to have."""
    words = text.split(" ")
    for size, share in SIZES:
        yield Name(code, *at, (text,), size * grown), share
        halves = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
        if halves:
            yield min((Name(code, *at, lines, size * grown) for lines in halves), key=lambda name: name.width), share


def _is_free(box: Box, taken: list[Box], pen: Pen) -> bool:
    left, top, right, bottom = box
    r = pen.rect
    if left < r.x + 2 or top < r.y + 2 or right > r.x + r.width - 2 or bottom > r.y + r.height - 2:
        return False
    return not any(left < other[2] and other[0] < right and top < other[3] and other[1] < bottom for other in taken)


def labels(pen: Pen) -> str:
    """Return the names as SVG; who listens to the picture finds them in its areas."""
    p = pen.paper
    manner = (
        f'text-anchor="middle" font-weight="{Face.BOLD.weight}" fill="{p.name}" stroke="{p.halo.colour}" '
        f'stroke-opacity="{p.halo.opacity:g}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"'
    )
    written = "".join(_written(name, manner) for name in names(pen))
    return f'<g id="{pen.prefix}names" aria-hidden="true">{written}</g>' if written else ""


def _written(name: Name, manner: str) -> str:
    top = name.y - len(name.lines) * name.size * LINE / 2
    return "".join(
        f'<text x="{number(name.x)}" y="{number(top + (row + 0.82) * name.size * LINE)}" '
        f'font-size="{number(name.size)}" {manner}>{escaped(line)}</text>'
        for row, line in enumerate(name.lines)
    )
