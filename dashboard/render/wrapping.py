"""Text broken into lines that fit, by real widths; nothing is ever cut and nothing runs over."""

from __future__ import annotations

import re

from dashboard.render.fonts import Face, text_width

# Kerning apart, renderers differ by less than this share of a line.
SLACK = 0.01
# Where an address may be broken, which has no spaces: behind these.
_SEAMS = re.compile(r"(?<=[/?&=.,_-])")


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
    line, free = "", max(room - indent, 0.0)
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if text_width(longer, face, size) <= free:
            line = longer
            continue
        if line:
            lines.append(line)
        elif free < room:  # nothing fits beside what stands before
            lines.append("")
        *full, line = _pieces(word, room, face=face, size=size)
        lines += full
        free = room
    return (*lines, line) if line or not lines else tuple(lines)


def _pieces(word: str, room: float, *, face: Face, size: float) -> list[str]:
    """Return a word in pieces that fit: whole, or broken behind punctuation, or anywhere."""
    if text_width(word, face, size) <= room:
        return [word]
    out, piece = [], ""
    for part in _SEAMS.split(word):
        for bit in [part] if text_width(part, face, size) <= room else part:
            if piece and text_width(piece + bit, face, size) > room:
                out.append(piece)
                piece = ""
            piece += bit
    return [*out, piece]


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
