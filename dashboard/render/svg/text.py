"""Blocks of text in a picture: how high they are, how they are written as SVG, and how they flow into columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dashboard.render.markup import escaped, number, quoted
from dashboard.render.typesetting import Face, drawable, text_width, wrapped

LEADING = 1.38  # from line to line, in font sizes
_BASE = 1.05  # from the top of a line to its base, in font sizes
_TOGETHER = 2  # lines of a paragraph that stay together at the end of a column and at the beginning of the next


@dataclass(frozen=True, slots=True)
class Block:
    """Something as high as `height` pixels that `write` draws with its left upper corner at x and y.

    `parts` are the blocks that it may be broken into where a column ends; none where it stays whole.
    """

    height: float
    write: Callable[[float, float], str]
    parts: tuple[Block, ...] = ()


def text_at(
    text: str, x: float, y: float, *, face: Face, size: float, fill: str, anchor: str = "", kind: str = ""
) -> str:
    """Return one line of text as SVG; `y` is its base line, `anchor` end or middle, `kind` its class."""
    family = f' font-family="{face.stack}"' if face is Face.TITLE else ""  # the others have that of the picture
    weight = "" if face is Face.REGULAR else f' font-weight="{face.weight}"'
    end = f' text-anchor="{anchor}"' if anchor else ""
    at = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
    named = f' class="{kind}"' if kind else ""
    return f'<text {at}{family}{weight}{end}{named} fill="{fill}">{escaped(drawable(text))}</text>'


def paragraph(
    text: str,
    width: float,
    *,
    size: float,
    fill: str,
    face: Face = Face.REGULAR,
    mark: str = "",
    gutter: float = 0.0,
    href: str = "",
    after: float = 0.0,
) -> Block:
    """Return a paragraph as a block, which may be broken between columns with two lines or more on either side.

    Parameters
    ----------
    mark
        What stands before it in bold, in a margin `gutter` wide.
    href
        Where it leads.
    after
        Pixels left free below it.
    """
    lines = wrapped(drawable(text), width - gutter, face=face, size=size)
    step = size * LEADING

    def block(lines: Sequence[str], mark: str = "", after: float = 0.0) -> Block:
        def write(x: float, y: float) -> str:
            out = [text_at(mark, x, y + size * _BASE, face=Face.BOLD, size=size, fill=fill)] if mark else []
            for place, line in enumerate(lines):
                base = y + place * step + size * _BASE
                out.append(text_at(line, x + gutter, base, face=face, size=size, fill=fill))
            body = "".join(out)
            return f"<a href={quoted(href)}>{body}</a>" if is_web(href) else body

        return Block(len(lines) * step + after, write)

    whole = block(lines, mark, after)
    if len(lines) < 2 * _TOGETHER:
        return whole
    inner = [block([line]) for line in lines[_TOGETHER:-_TOGETHER]]
    return replace(whole, parts=(block(lines[:_TOGETHER], mark), *inner, block(lines[-_TOGETHER:], "", after)))


def is_web(address: str) -> bool:
    """Return whether an address may be a link of a picture."""
    return address.startswith(("https://", "http://"))


def gutter_of(marks: Sequence[str], size: float) -> float:
    """Return how wide the margin of numbered paragraphs is."""
    return max((text_width(mark, Face.BOLD, size) for mark in marks), default=0.0) + 0.5 * size


def stacked(blocks: Sequence[Block]) -> Block:
    """Return blocks below one another as one."""

    def write(x: float, y: float) -> str:
        out = []
        for block in blocks:
            out.append(block.write(x, y))
            y += block.height
        return "".join(out)

    return Block(sum(block.height for block in blocks), write)


def flow(blocks: Sequence[Block], columns: int) -> tuple[float, list[list[Block]]]:
    """Return blocks in columns, in their order, and how high the highest column is: as low as can be."""
    blocks = [part for block in blocks for part in (block.parts or (block,))]
    if not blocks:
        return 0.0, [[] for _ in range(columns)]
    low, high = max(block.height for block in blocks), sum(block.height for block in blocks)
    heights = [block.height for block in blocks]
    for _ in range(14):  # to within a tenth of a pixel of what a page can need
        middle = (low + high) / 2
        if not _fits(heights, middle, columns):
            low = middle
        else:
            high = middle
    found = _filled(blocks, high)
    return max(sum(b.height for b in column) for column in found), found + [[] for _ in range(columns - len(found))]


def _fits(heights: Sequence[float], height: float, columns: int) -> bool:
    """Return whether so many columns of a height are enough."""
    used, free = 0.0, columns - 1
    for one in heights:
        if used and used + one > height:
            used, free = 0.0, free - 1
            if free < 0:
                return False
        used += one
    return True


def _filled(blocks: Sequence[Block], height: float) -> list[list[Block]]:
    columns: list[list[Block]] = [[]]
    used = 0.0
    for block in blocks:
        if columns[-1] and used + block.height > height:
            columns.append([])
            used = 0.0
        columns[-1].append(block)
        used += block.height
    return columns


def write_columns(columns: Sequence[Sequence[Block]], x: float, y: float, *, step: float) -> str:
    """Return columns of blocks as SVG, `step` pixels from one to the next."""
    return "".join(stacked(column).write(x + place * step, y) for place, column in enumerate(columns))
