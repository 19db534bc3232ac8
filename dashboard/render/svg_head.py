"""The head of a picture: its title with the numbers of its sources, and the two lines under it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.maps.palette import AGE_INKS
from dashboard.render.fonts import Face, drawable, text_width
from dashboard.render.svg_elsewhere import MARKS
from dashboard.render.svg_text import Block, paragraph, stacked, text_at
from dashboard.render.svg_theme import Paper
from dashboard.render.words import Words
from dashboard.render.wrapping import balanced

_LEADING = 1.2  # of a title, in font sizes
_LEAST_MARK = 10.0  # pixels
_RAISED, _MARK = 0.36, 0.48  # how high its numbers stand, and how large they are, in font sizes


@dataclass(frozen=True, slots=True)
class HeadSizes:
    """Sizes of a title in pixels, with the lines it may have at each, in the order in which they are tried."""

    titles: tuple[tuple[float, int], ...]
    subtitle: float
    age: float


# One line where it can still be read from afar, then two; the last size takes as many as it needs.
WIDE = HeadSizes(((40.0, 1), (37.0, 1), (34.0, 1), (32.0, 1), (36.0, 2), (33.0, 2), (30.0, 2), (27.0, 9)), 17.0, 15.0)
NARROW = HeadSizes(((22.0, 2), (20.0, 3), (18.0, 9)), 13.0, 12.5)


def head(words: Words, width: float, *, paper: Paper, sizes: HeadSizes) -> Block:
    """Return title, subtitle and age of the depositary reading as a block; a long title is set smaller, never cut."""
    numbers = ",".join(map(str, words.title_marks))
    for size, most in sizes.titles:
        lines = _title_lines(words.title, numbers, width, size=size)
        if len(lines) <= most:
            break
    age = paper.of(AGE_INKS[words.freshness.age])
    lines_under = [(words.subtitle, sizes.subtitle, paper.quiet), (words.freshness.kept, sizes.age, age)]
    under = stacked([paragraph(text, width, size=size, fill=ink) for text, size, ink in lines_under if text])
    between = 0.3 * sizes.subtitle

    def write(x: float, y: float) -> str:
        out = []
        for place, line in enumerate(lines):
            base = y + size * (0.95 + place * _LEADING)
            out.append(text_at(line, x, base, face=Face.TITLE, size=size, fill=paper.ink))
        if numbers:
            right = x + text_width(lines[-1], Face.TITLE, size) + 0.12 * size
            raised = base - _RAISED * size
            out.append(
                text_at(numbers, right, raised, face=Face.REGULAR, size=_mark(size), fill=paper.quiet, kind=MARKS)
            )
        return "".join(out) + under.write(x, y + len(lines) * size * _LEADING + between)

    return Block(len(lines) * size * _LEADING + between + under.height, write)


def _mark(size: float) -> float:
    """Return how large the numbers behind a title of a size are."""
    return max(size * _MARK, _LEAST_MARK)


def _title_lines(title: str, numbers: str, width: float, *, size: float) -> tuple[str, ...]:
    """Return the lines of a title that leave room for the numbers behind the last one."""
    room = text_width(numbers, Face.REGULAR, _mark(size)) + 0.15 * size if numbers else 0.0
    lines = balanced(drawable(title), width, face=Face.TITLE, size=size)
    if text_width(lines[-1], Face.TITLE, size) + room > width:
        lines = balanced(drawable(title), width - room, face=Face.TITLE, size=size)
    return lines
