"""The foot of a slide: its sources by number, the note on boundaries, the disclaimer, the release, the live link."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from dashboard.render.slides.deck_base import INNER, MARGIN
from dashboard.render.slides.drawing import in_points
from dashboard.render.slides.fitting import LEAST, height, lines_of
from dashboard.render.slides.inks import link_colour
from dashboard.render.slides.slide_parts import Sheet
from dashboard.render.slides.text_shapes import Paragraph, Run, text_box
from dashboard.render.svg_theme import Paper
from dashboard.render.words import Words

BOTTOM = 540.0 - 16.0  # points from the top of a slide to the end of its foot
OPEN_LIVE = "Open this view live"
_BETWEEN, _COLUMN_GAP, _LINK_WIDTH = 5.0, 20.0, 150.0  # points
_SIZES = (9.5, 9.0, 8.5, LEAST)  # of sources
_WIDE = 3  # so many sources stand one below the other over the full width; more stand in two columns


@dataclass(frozen=True, slots=True)
class SourceList:
    """Sources as they stand on a slide: lines a column, width of a column and height of all in points."""

    columns: tuple[tuple[tuple[int, str, str], ...], ...]  # number (0 for the line on what is left out), text, address
    size: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Foot:
    """A foot before it is put on the slide; `height` in points is all that it takes, from where it begins."""

    words: Words
    sources: SourceList
    notes: str
    notes_height: float

    @property
    def height(self) -> float:
        """The height in points."""
        return self.sources.height + self.notes_height + height(1, 10) + 2 * _BETWEEN

    @property
    def top(self) -> float:
        """Where it begins, in points from the top of the slide."""
        return BOTTOM - self.height


def foot_of(words: Words, *, room: float, rest: str, first: Collection[int] = ()) -> Foot:
    """Return the foot of a slide.

    Parameters
    ----------
    room
        Points that the sources may take; what does not fit is counted, and the last line says where it is.
    rest
        Where all sources are, to stand after "and 12 more: ".
    first
        Numbers of the sources that are shown above all.
    """
    notes = f"{words.boundary_note} {words.disclaimer}".strip()
    lines = lines_of(notes, INNER, size=LEAST)
    return Foot(words, _sources(words, room=room, rest=rest, first=first), notes, height(lines, LEAST))


def _sources(words: Words, *, room: float, rest: str, first: Collection[int]) -> SourceList:
    """Return as many sources as there is room for, all of them in smaller letters rather than some in larger ones."""
    everything = [(source.number, source.text, source.url) for source in words.sources]
    for size in _SIZES:
        found = _listed(everything, size)
        if found.height <= room:
            return found
    by_weight = sorted(everything, key=lambda line: line[0] not in first)
    for kept in range(len(everything) - 1, -1, -1):
        left = (0, f"and {len(everything) - kept} more: {rest}", "")
        found = _listed([*sorted(by_weight[:kept]), left], LEAST)
        if found.height <= room:
            break
    return found


def _listed(lines: Sequence[tuple[int, str, str]], size: float) -> SourceList:
    width = INNER if len(lines) <= _WIDE else (INNER - _COLUMN_GAP) / 2
    counts = [lines_of(_text(number, text), width, size=size) for number, text, _ in lines]
    # Where the first column ends, so that the longer of both is as short as can be.
    ends = range(1, len(lines)) if len(lines) > _WIDE else [len(lines)]
    end = min(ends, key=lambda end: max(sum(counts[:end]), sum(counts[end:])))
    columns = tuple(tuple(part) for part in (lines[:end], lines[end:]) if part)
    return SourceList(columns, size, width, height(max(sum(counts[:end]), sum(counts[end:])), size))


def _text(number: int, text: str) -> str:
    return f"[{number}] {text}" if number else text


def put_foot(sheet: Sheet, foot: Foot, *, paper: Paper) -> None:
    """Put a foot on a slide, at its bottom."""
    found, y = foot.sources, foot.top
    for place, column in enumerate(found.columns):
        if not column:
            continue
        box = in_points(MARGIN + place * (found.width + _COLUMN_GAP), y, found.width, found.height)
        name = "Sources" if place == 0 else "Sources, continued"
        paragraphs = [_source(sheet, line, size=found.size, paper=paper) for line in column]
        sheet.put(text_box(sheet.ids, name, box=box, paragraphs=paragraphs))
    y += found.height + _BETWEEN
    box = in_points(MARGIN, y, INNER, foot.notes_height)
    small = Paragraph((Run(foot.notes, LEAST, paper.quiet),))
    sheet.put(text_box(sheet.ids, "Boundaries and disclaimer", box=box, paragraphs=[small]))
    y += foot.notes_height + _BETWEEN
    put_signature(sheet, foot.words, y=y, paper=paper)


def put_signature(sheet: Sheet, words: Words, *, y: float, paper: Paper) -> None:
    """Put what the slide comes from and the link to the live view in one line, at `y` points."""
    whole = Paragraph((Run(f"Mine Ban Atlas · {words.release}", 9.0, paper.quiet),))
    box = in_points(MARGIN, y, INNER - _LINK_WIDTH, height(1, 10))
    sheet.put(text_box(sheet.ids, "Release", box=box, paragraphs=[whole], place="b"))
    run = Run(OPEN_LIVE, 10.0, link_colour(paper), is_bold=True, link=sheet.link(words.link))
    box = in_points(MARGIN + INNER - _LINK_WIDTH, y, _LINK_WIDTH, height(1, 10))
    sheet.put(text_box(sheet.ids, "Live link", box=box, paragraphs=[Paragraph((run,), side="r")], place="b"))


def _source(sheet: Sheet, line: tuple[int, str, str], *, size: float, paper: Paper) -> Paragraph:
    number, text, address = line
    if not number:
        return Paragraph((Run(text, size, paper.quiet, is_bold=True),))
    mark = Run(f"[{number}]", size, link_colour(paper) if address else paper.quiet, link=sheet.link(address))
    return Paragraph((mark, Run(f" {text}", size, paper.quiet)))
