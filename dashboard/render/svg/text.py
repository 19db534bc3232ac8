"""Blocks of text in a picture: their heights, their SVG, and their flow into columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dashboard.render.markup import escaped, number, quoted
from dashboard.render.typesetting import Face, drawable, text_width, wrapped

LEADING = 1.38  # from baseline to baseline, in font sizes
_BASELINE = 1.05  # from the top of a line to its baseline, in font sizes
_MIN_LINES = 2  # of a paragraph at the end of a column and at the beginning of the next (orphans and widows)


@dataclass(frozen=True, slots=True)
class Block:
    """A block `height` pixels high; `write` returns its SVG with the upper left corner at x and y.

    `parts` are the blocks into which it may be broken where a column ends; none for a block that stays whole.
    """

    height: float
    write: Callable[[float, float], str]
    parts: tuple[Block, ...] = ()


def text_at(
    text: str, x: float, y: float, *, face: Face, size: float, fill: str, anchor: str = "", kind: str = ""
) -> str:
    """Return one line of text as SVG; `y` is its baseline, `anchor` end or middle, `kind` its class."""
    family = f' font-family="{face.stack}"' if face is Face.TITLE else ""  # others inherit that of the picture
    weight = "" if face is Face.REGULAR else f' font-weight="{face.weight}"'
    text_anchor = f' text-anchor="{anchor}"' if anchor else ""
    at = f'x="{number(x)}" y="{number(y)}" font-size="{number(size)}"'
    css_class = f' class="{kind}"' if kind else ""
    return f'<text {at}{family}{weight}{text_anchor}{css_class} fill="{fill}">{escaped(drawable(text))}</text>'


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
        Bold text in a margin `gutter` wide before the first line, such as [1].
    href
        Target of its link, if it is an address of the web.
    after
        Pixels left free below it.
    """
    lines = wrapped(drawable(text), width - gutter, face=face, size=size)
    step = size * LEADING

    def block(lines: Sequence[str], mark: str = "", after: float = 0.0) -> Block:
        def write(x: float, y: float) -> str:
            out = [text_at(mark, x, y + size * _BASELINE, face=Face.BOLD, size=size, fill=fill)] if mark else []
            for place, line in enumerate(lines):
                baseline = y + place * step + size * _BASELINE
                out.append(text_at(line, x + gutter, baseline, face=face, size=size, fill=fill))
            body = "".join(out)
            return f"<a href={quoted(href)}>{body}</a>" if is_web(href) else body

        return Block(len(lines) * step + after, write)

    whole = block(lines, mark, after)
    if len(lines) < 2 * _MIN_LINES:
        return whole
    inner = [block([line]) for line in lines[_MIN_LINES:-_MIN_LINES]]
    return replace(whole, parts=(block(lines[:_MIN_LINES], mark), *inner, block(lines[-_MIN_LINES:], "", after)))


def is_web(address: str) -> bool:
    """Return whether an address is one of http or https, which alone become links of a picture."""
    return address.startswith(("https://", "http://"))


def gutter_of(marks: Sequence[str], size: float) -> float:
    """Return the width in pixels of the margin of numbered paragraphs."""
    return max((text_width(mark, Face.BOLD, size) for mark in marks), default=0.0) + 0.5 * size


def stacked(blocks: Sequence[Block]) -> Block:
    """Return blocks one below the other as one block."""

    def write(x: float, y: float) -> str:
        out = []
        for block in blocks:
            out.append(block.write(x, y))
            y += block.height
        return "".join(out)

    return Block(sum(block.height for block in blocks), write)


def flow(blocks: Sequence[Block], columns: int) -> tuple[float, list[list[Block]]]:
    """Return blocks in columns, in their order.

    Returns
    -------
    The height in pixels of the highest column, within a tenth of a pixel of the least possible, and the columns.
    """
    blocks = [part for block in blocks for part in (block.parts or (block,))]
    if not blocks:
        return 0.0, [[] for _ in range(columns)]
    heights = [block.height for block in blocks]
    low, high = max(heights), sum(heights)
    for _ in range(14):  # bisection, to within a tenth of a pixel of what a page can need
        middle = (low + high) / 2
        if not _fits(heights, middle, columns):
            low = middle
        else:
            high = middle
    filled = _filled(blocks, high)
    height = max(sum(block.height for block in column) for column in filled)
    return height, filled + [[] for _ in range(columns - len(filled))]


def _fits(heights: Sequence[float], height: float, columns: int) -> bool:
    """Return whether blocks of these heights fit into a number of columns of a height."""
    used, free_columns = 0.0, columns - 1
    for block_height in heights:
        if used and used + block_height > height:
            used, free_columns = 0.0, free_columns - 1
            if free_columns < 0:
                return False
        used += block_height
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
    """Return columns of blocks as SVG; `step` is the distance in pixels between their left edges."""
    return "".join(stacked(column).write(x + place * step, y) for place, column in enumerate(columns))
