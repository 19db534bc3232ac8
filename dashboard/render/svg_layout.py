"""Where everything goes in a picture: sixteen to nine with the legend beside the map, or in columns under a narrow one.

Type is set at the largest size at which all of it fits and the map keeps its room. Below the smallest size, sources and
notes give way one by one, and are counted; where even that is not enough the picture grows in height.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.render.fonts import Face
from dashboard.render.scene import Scene
from dashboard.render.svg_head import NARROW, WIDE, head
from dashboard.render.svg_legend import Legends
from dashboard.render.svg_paths import fitted_box
from dashboard.render.svg_pen import Rect
from dashboard.render.svg_tail import Kept, all_kept, fewer, left_out, notes, tail
from dashboard.render.svg_text import Block, flow, paragraph, stacked, write_columns
from dashboard.render.svg_theme import Paper
from dashboard.render.words import Words

WIDTH = 1600.0  # pixels for which a wide picture is laid out; others are scaled
MARGIN, TOP, BOTTOM, AIR = 48.0, 36.0, 30.0, 22.0  # air: between head, map and what stands below
SIDES, GAP = (340.0, 400.0, 460.0, 520.0), 40.0  # of the column beside the map, and what lies between any two columns
COLUMNS = 3
# Sizes of legend and text, the largest first; 13 pixels of 1,600 are the least that can be read from a projector.
SIZES = ((16.0, 14.0), (15.0, 13.5), (14.0, 13.0), (13.0, 13.0))
# Of the height of the picture: what a map is worth smaller text for, what it keeps where sources can give way, and what
# it keeps before a note does; one map, and two side by side.
SHARES, SHARES_OF_TWO = (0.56, 0.45, 0.37), (0.38, 0.34, 0.3)
STEP = 6.0  # pixels: how finely heights of the map are tried
NARROW_SIZES, NARROW_TITLE = (14.0, 12.5), 14.0
ONE_COLUMN = 640.0  # pixels: a narrower picture has one column


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture laid out: its size in pixels, the places of its maps, what is written around them, and its hatches."""

    width: float
    height: float
    maps: tuple[Rect, ...]
    written: str
    patterns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Blocks beside the map, `side` pixels wide, and under it, `column` pixels wide; without a side all go below."""

    side: float
    patterns: Mapping[str, str]
    beside: list[Block]
    notes_beside: list[Block]
    column: float
    below: list[Block]
    notes_below: list[Block]
    tail: list[Block]

    def split(self, body: float) -> tuple[list[Block], list[Block]]:
        """Return what stands beside a map that is `body` high, and what goes below: whatever no longer fits."""
        left: list[Block] = []
        lower: list[Block] = []
        used = 0.0
        pairs = [*zip(self.beside, self.below, strict=True), *zip(self.notes_beside, self.notes_below, strict=True)]
        for beside, below in pairs:
            if used + beside.height <= body:
                left.append(beside)
                used += beside.height
            else:
                lower.append(below)
        return left, lower + self.tail


def wide(scenes: Sequence[Scene], words: Words, *, paper: Paper, height: float, prefix: str) -> Layout:
    """Return a picture 1,600 pixels wide: one map with its legends beside it, or two over their legends."""
    inner = WIDTH - 2 * MARGIN
    half = (inner - GAP) / 2
    top = head(words, inner, paper=paper, sizes=WIDE)
    titles = _map_titles(words, half, paper=paper, size=17.0)
    start = TOP + top.height + AIR + max((title.height for title in titles), default=0.0)
    parts, body = _body(scenes, words, paper=paper, room=height - start - BOTTOM, height=height, prefix=prefix)
    side, lower = parts.split(body)
    foot, columns = flow(lower, COLUMNS)
    height = max(height, start + body + AIR + foot + BOTTOM)
    rule = f'<path d="M{MARGIN:g} {start + body + AIR / 2:g}H{WIDTH - MARGIN:g}" stroke="{paper.hairline}"/>'
    written = [
        top.write(MARGIN, TOP),
        *(title.write(MARGIN + place * (half + GAP), TOP + top.height + AIR) for place, title in enumerate(titles)),
        stacked(side).write(WIDTH - MARGIN - parts.side, start),
        rule,
        write_columns(columns, MARGIN, height - BOTTOM - foot, step=parts.column + GAP),
    ]
    across = inner - parts.side - GAP if parts.side else half
    maps = tuple(Rect(MARGIN + place * (half + GAP), start, across, body) for place in range(len(scenes)))
    return Layout(WIDTH, height, maps, "".join(written), parts.patterns)


def _body(
    scenes: Sequence[Scene], words: Words, *, paper: Paper, room: float, height: float, prefix: str
) -> tuple[_Parts, float]:
    """Return the blocks of a wide picture and the height of its map: the largest map at the best size of text.

    Parameters
    ----------
    room
        Pixels from the upper edge of the map to the lower edge of what stands under it.
    """
    inner, is_one = WIDTH - 2 * MARGIN, len(scenes) == 1
    column = (inner - (COLUMNS - 1) * GAP) / COLUMNS
    good, usual, lowest = (height * share for share in (SHARES if is_one else SHARES_OF_TWO))
    whole, found = all_kept(words), list[tuple[float, _Parts, float]]()
    for sizes, kept, is_low in _tries(words):
        if found and kept != whole:
            break
        least = lowest if is_low else usual
        for side in SIDES if is_one else (0.0,):
            parts = _parts(words, kept, paper=paper, sizes=sizes, side=side, column=column, prefix=prefix)
            body = _highest(parts, room, least)
            if body:
                across = inner - side - GAP if is_one else (inner - GAP) / 2
                found.append((_drawn(scenes[0], across, body), parts, body))
        if any(body >= good for *_, body in found):
            break
    if not found:  # the picture grows
        return parts, least
    _, parts, body = max(found, key=lambda one: one[0])
    return parts, body


def _drawn(scene: Scene, width: float, height: float) -> float:
    """Return how much of a place a map fills, in square pixels."""
    west, south, east, north = fitted_box(scene.extent, scene.bounds, width / height)
    scale = min(width / (east - west), height / (north - south))
    return scale**2 * (east - west) * (north - south)


def narrow(scenes: Sequence[Scene], words: Words, *, paper: Paper, width: float, prefix: str) -> Layout:
    """Return a picture in its own pixels, as high as what it holds: the maps below one another, then the rest."""
    count = 1 if width < ONE_COLUMN else 2
    margin = 16.0 if count == 1 else 28.0
    gap, inner = margin, width - 2 * margin
    top = head(words, inner, paper=paper, sizes=NARROW)
    titles = _map_titles(words, inner, paper=paper, size=NARROW_TITLE)
    column = (inner - (count - 1) * gap) / count
    kept = all_kept(words)
    parts = _parts(words, kept, paper=paper, sizes=NARROW_SIZES, side=0.0, column=column, prefix=prefix)
    y = margin + top.height + margin / 2
    written, maps = [top.write(margin, margin)], []
    for place, scene in enumerate(scenes):
        if titles:
            written.append(titles[place].write(margin, y))
            y += titles[place].height
        maps.append(Rect(margin, y, inner, inner / _aspect(scene)))
        y += maps[-1].height + margin
    _, lower = parts.split(0.0)
    foot, columns = flow(lower, count)
    written.append(write_columns(columns, margin, y, step=column + gap))
    return Layout(width, y + foot + margin, tuple(maps), "".join(written), parts.patterns)


def bare(scenes: Sequence[Scene], *, width: float, height: float) -> Layout:
    """Return a picture of maps alone, side by side."""
    gap = GAP / 2 if len(scenes) > 1 else 0.0
    across = (width - gap * (len(scenes) - 1)) / len(scenes)
    maps = tuple(Rect(place * (across + gap), 0.0, across, height) for place in range(len(scenes)))
    return Layout(width, height, maps, "", {})


def _tries(words: Words) -> Iterator[tuple[tuple[float, float], Kept, bool]]:
    """Yield sizes of legend and text, how much is printed, and whether the map is low for it, the best first."""
    whole = before = all_kept(words)
    for sizes in SIZES:
        yield sizes, whole, False
    while (kept := fewer(before, words)) is not None:
        if kept.notes < before.notes == whole.notes:
            yield SIZES[-1], before, True
        yield SIZES[-1], kept, False
        before = kept


def _highest(parts: _Parts, room: float, least: float) -> float:
    """Return the greatest height of the map at which all that is below it still fits, or 0 when there is none."""
    feet: dict[tuple[int, ...], float] = {}
    tried = room - AIR
    while tried >= least:
        lower = parts.split(tried)[1]
        key = tuple(map(id, lower))
        if key not in feet:
            feet[key] = flow(lower, COLUMNS)[0]
        if tried + AIR + feet[key] <= room:
            return tried
        tried -= STEP
    return 0.0


def _parts(
    words: Words, kept: Kept, *, paper: Paper, sizes: tuple[float, float], side: float, column: float, prefix: str
) -> _Parts:
    """Return all blocks at the given sizes of legend and text."""
    legend_size, size = sizes
    patterns: dict[str, str] = {}
    legends, lower = (
        Legends(paper, size=legend_size, width=across, prefix=prefix, patterns=patterns)
        for across in (side or column, column)
    )
    found = [(made.legend(legend), made) for made in (legends, lower) for legend in words.legends]
    found += [(made.key(key), made) for made in (legends, lower) for key in words.keys]
    beside, below = ([block for block, made in found if made is one] for one in (legends, lower))
    notes_beside = notes(words, kept, paper=paper, size=size, width=side or column)
    return _Parts(
        side=side,
        patterns=patterns,
        beside=beside if side else [_never() for _ in below],
        notes_beside=notes_beside if side else [_never() for _ in notes_beside],
        column=column,
        below=below,
        notes_below=notes(words, kept, paper=paper, size=size, width=column),
        tail=left_out(words, kept, paper=paper, size=size, width=column)
        + tail(words, kept, paper=paper, size=size, width=column),
    )


def _never() -> Block:
    """Return a block that fits nowhere."""
    return Block(float("inf"), lambda _x, _y: "")


def _map_titles(words: Words, width: float, *, paper: Paper, size: float) -> list[Block]:
    """Return the titles of two maps, each with its note."""
    out = []
    for title, note in zip(words.map_titles, words.map_notes, strict=True):
        parts = [paragraph(title, width, size=size, fill=paper.ink, face=Face.BOLD)]
        parts += [paragraph(note, width, size=size * 0.85, fill=paper.quiet)] if note else []
        out.append(stacked([*parts, Block(0.4 * size, lambda _x, _y: "")]))
    return out


def _aspect(scene: Scene) -> float:
    west, south, east, north = scene.bounds
    return (east - west) / (north - south)
