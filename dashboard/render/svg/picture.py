"""A view as one SVG picture: title, map, legends, notes, numbered sources, release and link, laid out to fit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.maps.markers import placed
from dashboard.maps.palette import AGE_INKS, SHAPE_DASHES
from dashboard.maps.spec import MapSpec, PictureTheme, SourceNote
from dashboard.maps.wording import Noun
from dashboard.render.formats import Options
from dashboard.render.markup import escaped, number, polygon, quoted
from dashboard.render.picture_text import DISCLAIMER, KeyWords, LegendItem, LegendWords, PictureText
from dashboard.render.scene import Scene, scenes_of
from dashboard.render.svg.map import map_drawing, notice
from dashboard.render.svg.paths import fitted_box
from dashboard.render.svg.portable_text import MARKS, fitted
from dashboard.render.svg.style import Rect, pattern
from dashboard.render.svg.text import Block, flow, gutter_of, paragraph, stacked, text_at, write_columns
from dashboard.render.theme import Colours, colours_of
from dashboard.render.typesetting import Face, balanced, drawable, font_rules, missing_letters, text_width, wrapped
from geodata.wording import ATLAS_NAME, place_at_start

# -- Layout: 16:9 with the legend beside the map, or, narrower than 900 pixels, in columns below it.
#
# Text gets the largest size at which all of it fits and the map keeps its share of the height. At the smallest size
# sources and notes are left out one by one, and counted; where that is not enough, the picture grows in height.

WIDTH = 1600.0  # pixels: a wide picture is laid out for this width and scaled
MARGIN, TOP, BOTTOM, AIR = 48.0, 36.0, 30.0, 22.0  # pixels; AIR is between head, map and the blocks below
SIDES, GAP = (340.0, 400.0, 460.0, 520.0), 40.0  # pixels: widths of the column beside the map, and between columns
COLUMNS = 3
LEGEND_SIDE, LEGEND_SIZE = 220.0, 13.0  # pixels: legend beside a small map, and its text
# Font sizes of legend and text in pixels, the largest first; 13 of 1,600 are the least that can be read from a
# projector.
SIZES = ((16.0, 14.0), (15.0, 13.5), (14.0, 13.0), (13.0, 13.0))
# Shares of the height of the picture: below the first, a map gets more room by smaller text; the second it keeps by
# leaving out sources, the third by leaving out notes. For one map, and for two side by side.
SHARES, SHARES_OF_TWO = (0.56, 0.45, 0.37), (0.38, 0.34, 0.3)
STEP = 6.0  # pixels between the heights of the map that are tried
NARROW_SIZES, NARROW_TITLE = (14.0, 12.5), 14.0
ONE_COLUMN = 640.0  # pixels: a narrower picture has one column


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: size in pixels, rectangles of the maps, SVG of the text around them, and hatch patterns by id."""

    width: float
    height: float
    maps: tuple[Rect, ...]
    written: str
    patterns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Parts:
    """Blocks beside the map, `side` pixels wide, and below it, `column` pixels wide; if `side` is 0 all go below.

    The last `keys` blocks of legends are the lines of shapes drawn over the map, which keep their order.
    """

    side: float
    patterns: Mapping[str, str]
    beside: list[Block]
    notes_beside: list[Block]
    column: float
    below: list[Block]
    keys: int
    notes_below: list[Block]
    tail: list[Block]

    def split(self, body: float) -> tuple[list[Block], list[Block]]:
        """Return the blocks beside a map that is `body` pixels high, and those below, which do not fit beside it."""
        left: list[Block] = []
        lower: list[Block] = []
        used = 0.0
        keys = range(len(self.beside) - self.keys, len(self.beside))
        is_key_below = False
        pairs = [*zip(self.beside, self.below, strict=True), *zip(self.notes_beside, self.notes_below, strict=True)]
        for place, (beside, below) in enumerate(pairs):
            if used + beside.height <= body and not (place in keys and is_key_below):
                left.append(beside)
                used += beside.height
            else:
                lower.append(below)
                is_key_below = is_key_below or place in keys
        return left, lower + self.tail


def wide(scenes: Sequence[Scene], words: PictureText, *, colours: Colours, height: float, prefix: str) -> Layout:
    """Return the layout of a picture 1,600 pixels wide: one map with its legends beside it, or two above them."""
    inner = WIDTH - 2 * MARGIN
    half = (inner - GAP) / 2
    top = head(words, inner, colours=colours, sizes=WIDE_HEAD)
    titles = _map_titles(words, half, colours=colours, size=17.0)
    start = TOP + top.height + AIR + max((title.height for title in titles), default=0.0)
    parts, body = _body(scenes, words, colours=colours, room=height - start - BOTTOM, height=height, prefix=prefix)
    side, lower = parts.split(body)
    foot, columns = flow(lower, COLUMNS)
    height = max(height, start + body + AIR + foot + BOTTOM)
    rule = f'<path d="M{MARGIN:g} {start + body + AIR / 2:g}H{WIDTH - MARGIN:g}" stroke="{colours.hairline}"/>'
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
    scenes: Sequence[Scene], words: PictureText, *, colours: Colours, room: float, height: float, prefix: str
) -> tuple[_Parts, float]:
    """Return the blocks of a wide picture and the height of its map in pixels: the largest map at the best text size.

    Parameters
    ----------
    room
        Pixels from the top of the map to the bottom of the blocks below it.
    """
    inner, is_one = WIDTH - 2 * MARGIN, len(scenes) == 1
    column = (inner - (COLUMNS - 1) * GAP) / COLUMNS
    good, usual, least_usable = (height * share for share in (SHARES if is_one else SHARES_OF_TWO))
    whole, layouts = all_kept(words), list[tuple[float, _Parts, float]]()
    for sizes, kept, is_low in _tries(words):
        if layouts and kept != whole:
            break
        least = least_usable if is_low else usual
        for side in SIDES if is_one else (0.0,):
            parts = _parts(words, kept, colours=colours, sizes=sizes, side=side, column=column, prefix=prefix)
            body = _highest(parts, room, least)
            if body:
                across = inner - side - GAP if is_one else (inner - GAP) / 2
                layouts.append((_map_area(scenes[0], across, body), parts, body))
        if any(body >= good for *_, body in layouts):
            break
    if not layouts:  # the picture grows
        return parts, least
    _, parts, body = max(layouts, key=lambda layout: layout[0])
    return parts, body


def _map_area(scene: Scene, width: float, height: float) -> float:
    """Return the area in square pixels that a map fills of a rectangle."""
    west, south, east, north = fitted_box(scene.extent, scene.bounds, width / height)
    scale = min(width / (east - west), height / (north - south))
    return scale**2 * (east - west) * (north - south)


def narrow(scenes: Sequence[Scene], words: PictureText, *, colours: Colours, width: float, prefix: str) -> Layout:
    """Return the layout of a narrow picture, as high as its content: maps one below the other, then text in columns."""
    count = 1 if width < ONE_COLUMN else 2
    margin = 16.0 if count == 1 else 28.0
    gap, inner = margin, width - 2 * margin
    top = head(words, inner, colours=colours, sizes=NARROW_HEAD)
    titles = _map_titles(words, inner, colours=colours, size=NARROW_TITLE)
    column = (inner - (count - 1) * gap) / count
    kept = all_kept(words)
    parts = _parts(words, kept, colours=colours, sizes=NARROW_SIZES, side=0.0, column=column, prefix=prefix)
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
    """Return the layout of maps alone, side by side."""
    gap = GAP / 2 if len(scenes) > 1 else 0.0
    across = (width - gap * (len(scenes) - 1)) / len(scenes)
    maps = tuple(Rect(place * (across + gap), 0.0, across, height) for place in range(len(scenes)))
    return Layout(width, height, maps, "", {})


def with_legend(legend: LegendWords, *, colours: Colours, width: float, height: float) -> Layout:
    """Return the layout of one map with the legend of what it shows at its side, without counts."""
    side, patterns = LEGEND_SIDE, Patterns()
    block = Legends(colours, size=LEGEND_SIZE, width=side, prefix="", patterns=patterns).legend(
        legend, has_counts=False
    )
    across = width - side - GAP / 2
    return Layout(width, height, (Rect(0.0, 0.0, across, height),), block.write(width - side, 0.0), patterns)


def _tries(words: PictureText) -> Iterator[tuple[tuple[float, float], PrintedNumbers, bool]]:
    """Yield sizes of legend and text, what is printed, and whether the map may be lower, in order of preference."""
    whole = before = all_kept(words)
    for sizes in SIZES:
        yield sizes, whole, False
    while (kept := fewer(before, words)) is not None:
        if kept.notes < before.notes == whole.notes:
            yield SIZES[-1], before, True
        yield SIZES[-1], kept, False
        before = kept


def _highest(parts: _Parts, room: float, least: float) -> float:
    """Return the greatest height of the map at which the blocks below it fit into `room`; 0 when there is none."""
    foot_heights: dict[tuple[int, ...], float] = {}
    height = room - AIR
    while height >= least:
        lower = parts.split(height)[1]
        key = tuple(map(id, lower))
        if key not in foot_heights:
            foot_heights[key] = flow(lower, COLUMNS)[0]
        if height + AIR + foot_heights[key] <= room:
            return height
        height -= STEP
    return 0.0


def _parts(
    words: PictureText,
    kept: PrintedNumbers,
    *,
    colours: Colours,
    sizes: tuple[float, float],
    side: float,
    column: float,
    prefix: str,
) -> _Parts:
    """Return all blocks at the given sizes of legend and text."""
    legend_size, size = sizes
    patterns: dict[str, str] = {}
    writers = [
        Legends(colours, size=legend_size, width=width, prefix=prefix, patterns=patterns)
        for width in (side or column, column)
    ]
    beside, below = (
        [*map(writer.legend, words.legends), *map(writer.key, words.keys)]  # of either width
        for writer in writers
    )
    notes_beside = notes(words, kept, colours=colours, size=size, width=side or column)
    return _Parts(
        side=side,
        patterns=patterns,
        beside=beside if side else [_never() for _ in below],
        notes_beside=notes_beside if side else [_never() for _ in notes_beside],
        column=column,
        below=below,
        keys=len(words.keys),
        notes_below=notes(words, kept, colours=colours, size=size, width=column),
        tail=left_out(words, kept, colours=colours, size=size, width=column)
        + tail(words, kept, colours=colours, size=size, width=column),
    )


def _never() -> Block:
    """Return a block of infinite height, which never fits beside a map."""
    return Block(float("inf"), lambda _x, _y: "")


def _map_titles(words: PictureText, width: float, *, colours: Colours, size: float) -> list[Block]:
    """Return the titles of two maps, each with its note."""
    out = []
    for title, note in zip(words.map_titles, words.map_notes, strict=True):
        parts = [paragraph(title, width, size=size, fill=colours.ink, face=Face.BOLD)]
        parts += [paragraph(note, width, size=size * 0.85, fill=colours.quiet)] if note else []
        out.append(stacked([*parts, Block(0.4 * size, lambda _x, _y: "")]))
    return out


def _aspect(scene: Scene) -> float:
    west, south, east, north = scene.bounds
    return (east - west) / (north - south)


# -- The head of a picture: its title with the numbers of its sources, and the two lines under it.

_LEADING = 1.2  # of a title, in font sizes
_MIN_MARK = 10.0  # pixels: the least font size of its source numbers
_RAISED, _MARK = 0.36, 0.48  # baseline shift and font size of its source numbers, in font sizes


@dataclass(frozen=True, slots=True)
class HeadSizes:
    """Font sizes in pixels: those of the title in order of preference, each with its most lines, and those below it."""

    titles: tuple[tuple[float, int], ...]
    subtitle: float
    age: float


# One line at 32 pixels or more, else two; at the last size as many as the title needs.
WIDE_HEAD = HeadSizes(
    ((40.0, 1), (37.0, 1), (34.0, 1), (32.0, 1), (36.0, 2), (33.0, 2), (30.0, 2), (27.0, 9)), 17.0, 15.0
)
NARROW_HEAD = HeadSizes(((22.0, 2), (20.0, 3), (18.0, 9)), 13.0, 12.5)


def head(words: PictureText, width: float, *, colours: Colours, sizes: HeadSizes) -> Block:
    """Return title, subtitle and age of the depositary reading as a block; a long title is smaller, never truncated."""
    numbers = ",".join(map(str, words.spec.headline.sources))
    for size, most in sizes.titles:
        lines = _title_lines(words.spec.headline.text, numbers, width, size=size)
        if len(lines) <= most:
            break
    age = colours.of(AGE_INKS[words.freshness.age])
    lines_under = [
        (words.spec.subtitle, sizes.subtitle, colours.quiet),
        (words.freshness.dated_sentence, sizes.age, age),
    ]
    under = stacked([paragraph(text, width, size=size, fill=ink) for text, size, ink in lines_under if text])
    between = 0.3 * sizes.subtitle

    def write(x: float, y: float) -> str:
        out = []
        for place, line in enumerate(lines):
            baseline = y + size * (0.95 + place * _LEADING)
            out.append(text_at(line, x, baseline, face=Face.TITLE, size=size, fill=colours.ink))
        if numbers:
            right = x + text_width(lines[-1], Face.TITLE, size) + 0.12 * size
            raised = baseline - _RAISED * size
            out.append(
                text_at(numbers, right, raised, face=Face.REGULAR, size=_mark(size), fill=colours.quiet, kind=MARKS)
            )
        return "".join(out) + under.write(x, y + len(lines) * size * _LEADING + between)

    return Block(len(lines) * size * _LEADING + between + under.height, write)


def _mark(size: float) -> float:
    """Return the font size of the source numbers of a title."""
    return max(size * _MARK, _MIN_MARK)


def _title_lines(title: str, numbers: str, width: float, *, size: float) -> tuple[str, ...]:
    """Return the lines of a title, the last of which leaves room for the source numbers."""
    room = text_width(numbers, Face.REGULAR, _mark(size)) + 0.15 * size if numbers else 0.0
    lines = balanced(drawable(title), width, face=Face.TITLE, size=size)
    if text_width(lines[-1], Face.TITLE, size) + room > width:
        lines = balanced(drawable(title), width - room, face=Face.TITLE, size=size)
    return lines


# -- Legends as blocks: each class with its look, its label and its number of states.

Patterns = dict[str, str]
UNSELECTED_OPACITY = ".45"  # of the swatch of a class that a filter leaves out


class Legends:
    """Makes the legends of a picture at one text size; the hatch patterns that their SVG refers to go to `patterns`."""

    def __init__(self, colours: Colours, *, size: float, width: float, prefix: str, patterns: Patterns) -> None:
        """Take text size and width in pixels; all ids begin with `prefix`."""
        self.colours, self.size, self.width, self.prefix, self.patterns = colours, size, width, prefix, patterns
        self.swatch = (1.5 * size, size)  # width and height

    def legend(self, words: LegendWords, *, has_counts: bool = True) -> Block:
        """Return a legend, its counts right-aligned in one column."""
        p, size = self.colours, self.size
        head = paragraph(words.title, self.width, size=size, fill=p.ink, face=Face.BOLD, after=0.3 * size)
        counts = [item.counted if has_counts else "" for item in words.items]
        room = max((text_width(count, Face.BOLD, size) for count in counts), default=0.0)
        rows = [self._row(item, words, count=count, room=room) for item, count in zip(words.items, counts, strict=True)]
        return stacked([head, *rows, Block(0.9 * size, _nothing)])

    def key(self, words: KeyWords) -> Block:
        """Return the explanation of something drawn over the areas."""
        p, size = self.colours, self.size
        gutter = self.swatch[0] + 0.6 * size
        text = paragraph(words.text, self.width, size=size, fill=p.ink, gutter=gutter, after=0.6 * size)

        def write(x: float, y: float) -> str:
            width, height = self.swatch
            corner = f'x="{number(x)}" y="{number(y + 0.22 * size)}"'
            at = f'{corner} width="{number(width)}" height="{number(height)}" rx="2"'
            if words.look is None:
                swatch = f'<rect {at} fill="{p.zone}"/>'
            else:
                colour = p.of(words.look.fill)
                name = f"{self.prefix}key-over-{colour[1:]}"
                self.patterns[name] = pattern(name, words.look, p, size=size / 15, is_over=True)
                fill = f"url(#{name})" if self.patterns[name] else colour
                dash = " ".join(map(number, SHAPE_DASHES.get(words.class_id, ())))
                dashed = f' stroke-dasharray="{dash}"' if dash else ""
                swatch = f'<rect {at} fill="{fill}" stroke="{colour}" stroke-width="1.6"{dashed}/>'
            return swatch + text.write(x, y)

        return Block(text.height, write)

    def _row(self, item: LegendItem, words: LegendWords, *, count: str, room: float) -> Block:
        p, size = self.colours, self.size
        left = self.swatch[0] + 0.6 * size
        lines = wrapped(drawable(item.label), self.width - left - room - 0.8 * size, face=Face.REGULAR, size=size)
        step, gap = size * 1.25, 0.3 * size
        ink = p.ink if item.is_selected else p.quiet
        count_ink = p.ink if item.is_selected and any(item.counts or (item.count,)) else p.quiet

        def write(x: float, y: float) -> str:
            baseline = y + size
            out = [self._swatch(item, words, x=x, y=y + 0.12 * size)]
            for place, line in enumerate(lines):
                out.append(text_at(line, x + left, baseline + place * step, face=Face.REGULAR, size=size, fill=ink))
            right = x + self.width
            out.append(text_at(count, right, baseline, face=Face.BOLD, size=size, fill=count_ink, anchor="end"))
            return "".join(out)

        return Block(len(lines) * step + gap, write)

    def _swatch(self, item: LegendItem, words: LegendWords, *, x: float, y: float) -> str:
        p, (width, height) = self.colours, self.swatch
        name = f"{self.prefix}key-{item.layer}-{item.class_id}"
        self.patterns[name] = pattern(name, item.look, p, size=self.size / 15)
        fill = f"url(#{name})" if self.patterns[name] else p.of(item.look.fill)
        opacity = "" if item.is_selected else f' opacity="{UNSELECTED_OPACITY}"'
        style = f'fill="{fill}" stroke="{p.faint_edge}" stroke-width=".8"{opacity}'
        if item.look.marker is not None:
            corners = placed(item.look.marker, x + width / 2, y + height / 2, height / 2)
            return f'<polygon points="{polygon(corners)}" {style}/>'
        if words.symbol == "circle":
            at = f'cx="{number(x + width / 2)}" cy="{number(y + height / 2)}" r="{number(height / 2)}"'
            return f"<circle {at} {style}/>"
        at = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" rx="2"'
        return f"<rect {at} {style}/>"


def _nothing(_x: float, _y: float) -> str:
    return ""


# -- Blocks below the map: notes, numbered sources, note on boundaries, disclaimer, release and link.

MAX_SOURCES = 8  # in a picture; the live view lists all
_MAX_PLACES = 2  # of one document; more are counted
_NOTES, _SOURCES = Noun("note", "notes"), Noun("source", "sources")


def more_notes(count: int) -> str:
    """Return how many notes do not stand in the picture, and where they do.

    Examples
    --------
    >>> more_notes(1)
    'And 1 more note: see the live view.'
    """
    return f"And {count} more {_NOTES.of(count)}: see the live view."


def more_sources(count: int) -> str:
    """Return how many sources do not stand in the picture, and where they do.

    Examples
    --------
    >>> more_sources(2)
    'And 2 more sources: see the live view.'
    """
    return f"And {count} more {_SOURCES.of(count)}: see the live view."


@dataclass(frozen=True, slots=True)
class PrintedNumbers:
    """The numbers of sources and notes that a picture prints; it counts the others."""

    sources: int
    notes: int


def all_kept(words: PictureText) -> PrintedNumbers:
    """Return what a picture prints when there is room."""
    count = len(words.spec.sources)
    # A ninth source is printed: "And 1 more source" would take as much room.
    return PrintedNumbers(count if count <= MAX_SOURCES + 1 else MAX_SOURCES, len(_all_notes(words)))


def fewer(kept: PrintedNumbers, words: PictureText) -> PrintedNumbers | None:
    """Return what to print when `kept` has too little room; None when nothing more can be left out.

    Sources beyond those of the title are left out first, then notes, then the other sources but one.
    """
    if kept.sources > max(len(words.spec.headline.sources), 1):
        return PrintedNumbers(kept.sources - 1, kept.notes)
    if kept.notes:
        return PrintedNumbers(kept.sources, kept.notes - 1)
    return PrintedNumbers(kept.sources - 1, 0) if kept.sources > 1 else None


def _all_notes(words: PictureText) -> list[str]:
    """Return all notes, those of the legends first, because the last ones are left out first."""
    return list(dict.fromkeys([*(legend.note for legend in words.legends if legend.note), *words.notes]))


def notes(words: PictureText, kept: PrintedNumbers, *, colours: Colours, size: float, width: float) -> list[Block]:
    """Return the notes of the view as blocks."""
    printed = _all_notes(words)[: kept.notes]
    return [paragraph(text, width, size=size, fill=colours.quiet, after=0.35 * size) for text in printed]


def left_out(words: PictureText, kept: PrintedNumbers, *, colours: Colours, size: float, width: float) -> list[Block]:
    """Return a block with the number of notes that are not printed; none when all are."""
    left = len(_all_notes(words)) - kept.notes
    return [paragraph(more_notes(left), width, size=size, fill=colours.quiet, after=0.35 * size)] if left else []


def tail(words: PictureText, kept: PrintedNumbers, *, colours: Colours, size: float, width: float) -> list[Block]:
    """Return sources, note on boundaries, disclaimer, release and link as blocks."""
    out = sources(words.spec.sources, kept, colours=colours, size=size, width=width)
    gap, quiet = 0.35 * size, colours.quiet
    out += [
        paragraph(text, width, size=size, fill=quiet, after=gap)
        for text in (words.spec.boundary_note, DISCLAIMER, unknown_letters(words))
        if text
    ]
    last = [paragraph(f"{ATLAS_NAME}. {words.release}.", width, size=size, fill=quiet)]
    if words.link:
        last.append(paragraph(f"Live view: {words.link}", width, size=size, fill=colours.ink, href=words.link))
    return [*out, stacked(last)]


def sources(
    cited: Sequence[SourceNote], kept: PrintedNumbers, *, colours: Colours, size: float, width: float
) -> list[Block]:
    """Return a heading, the first sources, and the number of those left out, as blocks."""
    shown, gap = cited[: kept.sources], 0.35 * size
    if not cited:
        return []
    gutter = gutter_of([str(source.number) for source in shown], size)
    items = [
        paragraph(
            source_line(source),
            width,
            size=size,
            fill=colours.quiet,
            mark=str(source.number),
            gutter=gutter,
            href=source.url,
            after=gap,
        )
        for source in shown
    ]
    left = len(cited) - len(shown)
    if left:
        items.append(paragraph(more_sources(left), width, size=size, fill=colours.quiet, gutter=gutter, after=gap))
    head = paragraph("Sources", width, size=size, fill=colours.ink, face=Face.BOLD, after=0.1 * size)
    # One block, so that the heading is not alone at the end of a column.
    return [stacked([head, items[0]]), *items[1:]]


def source_line(source: SourceNote) -> str:
    """Return a source as its citation and the places in it, of which the first two are named and others counted."""
    places = [place for place in source.locator.split("; ") if place]
    left = len(places) - _MAX_PLACES
    if left > 1:
        places = [*places[:_MAX_PLACES], f"{left} more places"]
    text = "; ".join(places)
    return f"{source.text} {place_at_start(text)}." if text else source.text


def unknown_letters(words: PictureText) -> str:
    """Return a sentence on letters for which the fonts of the picture have no glyph; "" when there are none."""
    labels = [item.label for legend in words.legends for item in legend.items]
    cited = [f"{source.text} {source.locator}" for source in words.spec.sources]
    text = " ".join((words.spec.headline.text, words.spec.subtitle, *words.map_titles, *labels, *words.notes, *cited))
    lacking = missing_letters(text)
    return (
        f"Letters that the fonts of this picture lack are given by their code ({len(lacking)} in all)."
        if lacking
        else ""
    )


ASPECT = 16 / 9
# A picture narrower than this would show its text at half its size: it is laid out in columns instead.
NARROW_PICTURE = 900
_TEXT = re.compile(r"<text[^>]*>([^<]*)")


def map_svg(
    scenes: Sequence[Scene],
    words: PictureText,
    *,
    width: float = WIDTH,
    height: float | None = None,
    theme: PictureTheme = "light",
    is_map_only: bool = False,
    has_fonts: bool = True,
    prefix: str = "",
) -> str:
    """Return a picture as the text of an SVG document that needs nothing beside it.

    Parameters
    ----------
    scenes
        One map, or two that stand side by side (`scenes_of`).
    width, height
        In pixels; without a height it is sixteen to nine. Narrower than 900 pixels a picture is as high as its text
        needs. A picture whose text needs more than its height is higher.
    is_map_only
        Leaves out all words but the picture's name and description.
    has_fonts
        Whether the fonts are embedded; PNG and PDF are drawn with those that `svg.conversion` registers.
    prefix
        What all ids begin with, for pictures that share a page.
    """
    colours = colours_of(theme)
    if is_map_only:
        layout = bare(scenes, width=width, height=height or width / ASPECT)
    elif width < NARROW_PICTURE:
        layout = narrow(scenes, words, colours=colours, width=width, prefix=prefix)
    else:
        high = WIDTH * (height / width if height else 1 / ASPECT)
        layout = wide(scenes, words, colours=colours, height=high, prefix=prefix)
    return _document(scenes, words, layout, colours=colours, width=width, has_fonts=has_fonts, prefix=prefix)


def small_map_svg(spec: MapSpec, *, base: str, made_on: date, width: float, height: float) -> str:
    """Return the map of a specification with its legend of fills beside it and no other words, for a page of text.

    The legend names the classes that the picture shows; size in pixels.
    """
    words, scene = PictureText(spec, base=base, made_on=made_on), scenes_of(spec)[0]
    fills = words.legends[0]
    legend = replace(fills, items=tuple(item for item in fills.items if item.class_id in spec.classes_in_view))
    layout = with_legend(legend, colours=colours_of("light"), width=width, height=height)
    return _document([scene], words, layout, colours=colours_of("light"), width=width, has_fonts=False, prefix="")


def spec_svg(
    spec: MapSpec,
    *,
    base: str,
    made_on: date,
    width: float = WIDTH,
    theme: PictureTheme = "light",
    has_fonts: bool = True,
) -> str:
    """Return the picture of a specification, as `map_svg` draws it; `base` is the public address of the atlas."""
    words = PictureText(spec, base=base, made_on=made_on)
    return map_svg(scenes_of(spec), words, width=width, theme=theme, has_fonts=has_fonts)


def view_svg(spec: MapSpec, options: Options) -> bytes:
    """Return the SVG file of a view, with its fonts embedded and each line of text fitted to the width it has in them.

    The fitting is for programs that leave embedded fonts out.
    """
    return fitted(spec_svg(spec, base=options.base, made_on=options.made_on, theme=options.theme)).encode()


def map_alone_svg(spec: MapSpec, options: Options) -> bytes:
    """Return the map of a view as SVG without words but names and scale, for a page that has the words beside it."""
    words = PictureText(spec, base=options.base, made_on=options.made_on)
    return map_svg(scenes_of(spec)[:1], words, width=options.width, theme=options.theme, is_map_only=True).encode()


def _mark_across(text: str, layout: Layout, *, colours: Colours) -> str:
    """Return words three times across the whole picture, which keep it from being taken for a finished one."""
    if not text:
        return ""
    size = 0.075 * min(layout.width, 1.6 * layout.height)
    lines = []
    for place in (1, 3, 5):
        x, y = layout.width / 2, layout.height * place / 6
        line = text_at(text, x, y, face=Face.BOLD, size=size, fill=colours.ink, anchor="middle")
        lines.append(f'<g transform="rotate(-18 {number(x)} {number(y)})">{line}</g>')
    return f'<g opacity="0.3" aria-hidden="true">{"".join(lines)}</g>'


def _document(
    scenes: Sequence[Scene],
    words: PictureText,
    layout: Layout,
    *,
    colours: Colours,
    width: float,
    has_fonts: bool,
    prefix: str,
) -> str:
    labels = {item.class_id: item.label for legend in words.legends[:1] for item in legend.items}
    drawings = [
        map_drawing(scene, rect, colours=colours, labels=labels, prefix=prefix + ("second-" if place else ""))
        for place, (scene, rect) in enumerate(zip(scenes, layout.maps, strict=True))
    ]
    empty = notice(words.empty, drawings[0].rect, colours=colours) if words.empty else ""
    mark = _mark_across(words.spec.mark, layout, colours=colours)
    body = "".join(drawing.body for drawing in drawings) + empty + layout.written + mark
    hatches = "".join([*layout.patterns.values(), *(drawing.definitions for drawing in drawings)])
    fonts = font_rules("".join(_TEXT.findall(body))) if has_fonts and "<text" in body else ""
    wide_as, high = number(width), number(width * layout.height / layout.width)
    box = f"0 0 {number(layout.width)} {number(layout.height)}"
    title_id, text_id = f"{prefix}picture-title", f"{prefix}picture-text"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide_as}" height="{high}" viewBox="{box}" role="img" '
        f'aria-labelledby="{title_id} {text_id}" font-family={quoted(Face.REGULAR.stack)}>'
        f'<title id="{title_id}">{escaped(words.spec.headline.text)}</title>'
        f'<desc id="{text_id}">{escaped(words.spec.in_words)}</desc>'
        f"<defs>{f'<style>{fonts}</style>' if fonts else ''}{hatches}</defs>"
        f'<rect width="{number(layout.width)}" height="{number(layout.height)}" fill="{colours.page}"/>{body}</svg>'
    )
