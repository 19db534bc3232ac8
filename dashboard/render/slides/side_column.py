"""What stands beside a map: the caption, the legends, the notes, one below the other, in the room that there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dashboard.render.slides.drawing import Drawn, Ids, in_points
from dashboard.render.slides.fitting import LEAST, height, lines_of
from dashboard.render.slides.legend_shapes import SIZES, WIDEST, Block, Setting, legend_shapes, setting_of
from dashboard.render.slides.text_shapes import Paragraph, Run, text_box
from dashboard.render.svg_theme import Paper
from dashboard.render.words import Words
from geodata.sources import SOURCE_NUMBERS

# Width in points and columns of the legend: narrow for the sake of the map, wide when all would be too small or too
# tall in that.
_PLAIN, _CAPTIONED, _WIDE = (210.0, 1), (270.0, 1), (400.0, 2)
_CAPTION_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, LEAST)  # points
_NOTE_SIZES = (9.0, 8.5, LEAST)
_READABLE = 9.0  # points, of the smallest letters that are taken without widening the column
_AFTER_CAPTION, _AFTER_NOTE = 12.0, 3.0  # points
MORE_NOTES = "Further notes are with the speaker notes of this slide."


@dataclass(frozen=True, slots=True)
class Column:
    """A column before it is put on a slide; sizes are in points."""

    words: Words
    caption: str
    caption_size: float
    blocks: tuple[Block, ...]
    setting: Setting
    width: float

    @property
    def caption_height(self) -> float:
        """The height of the caption and of the space below it."""
        if not self.caption:
            return 0.0
        return caption_height(self.caption, self.width, size=self.caption_size) + _AFTER_CAPTION

    @property
    def smallest(self) -> float:
        """The size of the smallest letters, those of a caption counted two points less: it is read first."""
        return min(self.setting.size, self.caption_size - 2) if self.caption else self.setting.size

    @property
    def least_height(self) -> float:
        """The height of all that has to be there: what is left over is for notes."""
        return self.caption_height + self.setting.total_height(self.blocks) + _least_notes(self.words, self.width)


def column_of(words: Words, caption: str, blocks: Sequence[Block], *, room: float) -> Column | None:
    """Return how a column of a height is filled, as narrow as can be read; None when there is nothing to say in it."""
    if not caption and not blocks and not notes_of(words):
        return None
    tried = [
        _filled(Column(words, caption, size, tuple(blocks), Setting(LEAST, 0, columns), width), room)
        for width, columns in (_CAPTIONED if caption else _PLAIN, _WIDE)
        for size in (_CAPTION_SIZES if caption else (0.0,))
    ]
    fitting = [found for found in tried if found.least_height <= room]
    readable = (found for found in fitting if found.smallest >= _READABLE)
    return next(readable, None) or max(fitting, key=lambda found: found.smallest, default=tried[-1])


def _filled(column: Column, room: float) -> Column:
    """Return a column with its legends in the largest letters that it has room for."""
    left = room - column.caption_height - _least_notes(column.words, column.width)
    columns = column.setting.columns
    setting = setting_of(column.blocks, width=min(column.width, WIDEST * columns), room=left, columns=columns)
    return replace(column, setting=setting)


def column_shapes(ids: Ids, column: Column, *, box: tuple[float, float, float, float], paper: Paper) -> Iterator[Drawn]:
    """Yield a column in a box (x, y, width, height in points), which may be wider than the column has to be."""
    x, y, width, room = box
    if column.caption:
        place = in_points(x, y, width, column.caption_height - _AFTER_CAPTION)
        text = Paragraph(caption_runs(column.caption, size=column.caption_size, colour=paper.ink))
        yield text_box(ids, "Caption", box=place, paragraphs=[text])
        y, room = y + column.caption_height, room - column.caption_height
    setting = column.setting
    if setting.columns == 1:
        # A wider column may let larger letters in.
        spare = room - _least_notes(column.words, width)
        setting = setting_of(column.blocks, width=min(width, WIDEST), room=spare, columns=1, sizes=SIZES)
    yield from legend_shapes(ids, column.blocks, setting, x=x, y=y, paper=paper)
    tall = setting.total_height(column.blocks)
    yield from note_shapes(ids, column.words, box=(x, y + tall, width, room - tall), paper=paper)


def caption_height(text: str, width: float, *, size: float) -> float:
    """Return the height of a caption; raised marks are two thirds as large as its letters."""
    shorter = SOURCE_NUMBERS.sub(lambda mark: mark[0][: -(-2 * len(mark[0]) // 3)], _closed_up(text))
    return height(lines_of(shorter, width, size=size), size)


def caption_runs(text: str, *, size: float, colour: str) -> tuple[Run, ...]:
    """Return a caption as one paragraph, the marks of its sources raised."""
    runs, start, whole = [], 0, _closed_up(text)
    for mark in SOURCE_NUMBERS.finditer(whole):
        runs += [Run(whole[start : mark.start()], size, colour), Run(mark[0], size, colour, is_raised=True)]
        start = mark.end()
    return tuple(run for run in (*runs, Run(whole[start:], size, colour)) if run.text)


def _closed_up(text: str) -> str:
    """Return a caption on one line, without spaces before its marks, so that none begins a line."""
    return re.sub(rf" (?={SOURCE_NUMBERS.pattern})", "", " ".join(text.split()))


def notes_of(words: Words) -> list[str]:
    """Return the notes of a view, first why there may be nothing to see."""
    return [text for text in (words.empty, *words.map_notes, *words.notes) if text]


def note_shapes(ids: Ids, words: Words, *, box: tuple[float, float, float, float], paper: Paper) -> Iterator[Drawn]:
    """Yield a text with the notes that fit into a box, whole ones only; the last line says where others are."""
    x, y, width, room = box
    size, kept = _fitting(notes_of(words), width=width, room=room)
    if kept:
        paragraphs = [Paragraph((Run(text, size, paper.quiet),), after=_AFTER_NOTE) for text in kept]
        place = in_points(x, y, width, notes_height(kept, width=width, size=size))
        yield text_box(ids, "Notes", box=place, paragraphs=paragraphs)


def _fitting(notes: Sequence[str], *, width: float, room: float) -> tuple[float, list[str]]:
    for size in _NOTE_SIZES:
        if notes_height(notes, width=width, size=size) <= room:
            return size, list(notes)
    ends = (end for end in range(len(notes) - 1, -1, -1))
    shown = ([*notes[:end], MORE_NOTES] for end in ends)
    fits = (found for found in shown if notes_height(found, width=width, size=LEAST) <= room)
    return LEAST, next(fits, [])


def notes_height(notes: Sequence[str], *, width: float, size: float) -> float:
    """Return the height of notes one below the other, in points."""
    return sum(height(lines_of(text, width, size=size), size) + _AFTER_NOTE for text in notes)


def _least_notes(words: Words, width: float) -> float:
    """Return the height of the one line that says where notes are, when there are any."""
    return notes_height([MORE_NOTES], width=width, size=LEAST) if notes_of(words) else 0.0
