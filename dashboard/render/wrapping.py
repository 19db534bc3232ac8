"""Text broken into lines that fit, by real widths; nothing is ever cut and nothing runs over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from dashboard.render.fonts import Face, text_width

# Kerning apart, renderers differ by less than this share of a line.
SLACK = 0.01
# Where an address may be broken, which has no spaces: behind these, and where that is not enough, behind those too.
_SEAMS, _FINER = re.compile(r"(?<=[/?&])"), re.compile(r"(?<=[=.,_-])")
_LETTERS = re.compile(
    r"(?s:.)[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u2de0-\u2dff\ufe20-\ufe2f]*"
)  # with their marks
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
# A number stays with its unit, and a day with its month.
_GLUED = re.compile(rf"(?<=\d) (?=(?:km²|{_MONTHS})(?!\w))")
_GLUE = "\u00a0"


@lru_cache(maxsize=4096)  # the same paragraph is tried beside the map at several widths and below it again and again
def wrapped(text: str, width: float, *, face: Face, size: float, indent: float = 0.0) -> tuple[str, ...]:
    """Return the lines of a text, none wider than `width`; a word that is too long is broken where it must be.

    Parameters
    ----------
    text
        One paragraph; runs of white space count as one space.
    indent
        What the first line leaves free at its start.
    """
    room = width * (1 - SLACK)
    lines: list[str] = []
    line, used, free = "", 0.0, max(room - indent, 0.0)
    space = text_width(" ", face, size)
    for piece, is_word in _pieces(text, room, face=face, size=size):
        wide, between = text_width(piece, face, size), space if is_word and line else 0.0
        if used + between + wide > free and (line or free < room):
            lines.append(line)
            line, used, between, free = "", 0.0, 0.0, room
        line += f" {piece}" if between else piece
        used += between + wide
    return (*lines, line) if line or not lines else tuple(lines)


def _pieces(text: str, room: float, *, face: Face, size: float) -> Iterator[tuple[str, bool]]:
    """Yield what must not be broken, and whether a space stands before it: words, and parts of those too long."""
    for word in _GLUED.sub(_GLUE, " ".join(text.split())).split(" "):
        if "://" not in word and text_width(word, face, size) <= room:
            yield word, True
            continue
        is_word = True
        for part in _SEAMS.split(word):
            for piece in _parts(part, room, face=face, size=size):
                yield piece, is_word
                is_word = False


def _parts(part: str, room: float, *, face: Face, size: float) -> list[str]:
    """Return a part of a word whole if it fits, or else broken at its finer seams, or anywhere."""
    if text_width(part, face, size) <= room:
        return [part]
    found: list[str] = []
    for bit in _FINER.split(part):
        found += [bit] if text_width(bit, face, size) <= room else _LETTERS.findall(bit)
    return found


def balanced(text: str, width: float, *, face: Face, size: float) -> tuple[str, ...]:
    """Return the lines of a title: as few as `wrapped` needs, and about equally long."""
    lines = wrapped(text, width, face=face, size=size)
    low, high = width / max(len(lines), 1) / 2, width
    for _ in range(8):  # narrows the width down to less than a letter
        middle = (low + high) / 2
        if len(wrapped(text, middle, face=face, size=size)) > len(lines):
            low = middle
        else:
            high = middle
    return wrapped(text, high, face=face, size=size)
