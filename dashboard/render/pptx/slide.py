"""One view as a slide: title, map or two maps, legend, notes, sources, laid out so that no box overflows."""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from dashboard.maps.palette import AGE_INKS
from dashboard.maps.spec import CitedText, Listing, Look
from dashboard.render.picture_text import DISCLAIMER, LegendItem, LegendWords, PictureText, SlideOf, speaker_notes
from dashboard.render.pptx.drawing import (
    POINT,
    SHAPE_OPACITY,
    Box,
    Ids,
    ShapeXml,
    fill_of,
    group,
    in_points,
    line,
    link_colour,
    picture,
    preset,
    shape_dash,
    solid,
)
from dashboard.render.pptx.map import Placement, ShapeContext, map_shapes, placement_of
from dashboard.render.pptx.package import HEIGHT, INNER, MARGIN, TITLE_ONLY, WIDTH, Relation, SlideDraft
from dashboard.render.pptx.text import LEAST, Paragraph, Run, fitting_size, height, lines_of, placeholder, text_box
from dashboard.render.theme import Colours
from dashboard.render.typesetting import Face, text_width
from geodata.source_numbers import source_numbers
from geodata.wording import ATLAS_NAME, enumeration

# -- A view as a slide: head, map or two maps, legend, notes and foot, laid out so that no box overflows.

_MAP_GAP = 22.0  # points between map and legend, and between two maps
_WIDEST = 440.0  # points: of the column beside a map that is narrow itself
_ABOVE, _BELOW = 10.0, 10.0  # points over and under the map
# Points that sources may take: eight of them, most of which take more than a line; fewer where two maps or a caption
# need the room, fewer yet where the longest legends do.
_SOURCES = (84.0, 52.0, 28.0, 12.0)
_MAP_TITLE, _CAPTION = 12.0, 12.0
_COLUMNS = 4  # of the legend below two maps
IN_NOTES = "all are in the speaker notes of this slide"


@dataclass(frozen=True, slots=True)
class SlideStyle:
    """The arguments that all slides of a deck share."""

    colours: Colours
    rest: str = IN_NOTES  # where sources are that have no room on a slide


def view_slide(slide: SlideOf, style: SlideStyle) -> SlideDraft:
    """Return a view as a slide of shapes that can be edited."""
    draft, is_single = SlideDraft(TITLE_ONLY), len(slide.scenes) == 1
    top = put_head(draft, slide, colours=style.colours) + _ABOVE
    for room in _SOURCES if is_single and not slide.caption else _SOURCES[1:]:
        foot = foot_of(slide.words, room=room, rest=style.rest, first=slide.first_sources)
        bottom = foot.top - _BELOW
        column = column_of(slide.words, slide.caption, blocks_of(slide.words), room=bottom - top) if is_single else None
        if column is None or column.least_height <= bottom - top:
            break
    if is_single:
        _put_one_map(draft, slide, style, column, top=top, bottom=bottom)
    else:
        _put_two_maps(draft, slide, style, top=top, bottom=bottom)
    put_foot(draft, foot, colours=style.colours)
    draft.notes += speaker_notes(slide)
    return draft


def _put_map(draft: SlideDraft, slide: SlideOf, style: SlideStyle, placement: Placement, *, which: int = 0) -> None:
    ctx = ShapeContext(draft.ids, placement, style.colours)
    draft.put(map_shapes(ctx, slide.scenes[which], slide.words, which=which))


def _put_one_map(
    draft: SlideDraft, slide: SlideOf, style: SlideStyle, column: Column | None, *, top: float, bottom: float
) -> None:
    """Put the map to the left, and caption, legends and notes in a column beside it."""
    if column is None:
        _put_map(draft, slide, style, _centred(slide, in_points(MARGIN, top, INNER, bottom - top)))
        return
    placement = placement_of(slide.scenes[0], in_points(MARGIN, top, INNER - column.width - _MAP_GAP, bottom - top))
    _put_map(draft, slide, style, placement)
    x = placement.box.right / POINT + _MAP_GAP
    box = (x, top, max(column.width, min(MARGIN + INNER - x, _WIDEST)), bottom - top)
    draft.put(*column_shapes(draft.ids, column, box=box, colours=style.colours))


def _put_two_maps(draft: SlideDraft, slide: SlideOf, style: SlideStyle, *, top: float, bottom: float) -> None:
    """Put two maps beside each other and their common legend below them."""
    if slide.caption:
        high = caption_height(slide.caption, INNER, size=_CAPTION)
        box = in_points(MARGIN, top, INNER, high)
        text = Paragraph(caption_runs(slide.caption, size=_CAPTION, colour=style.colours.ink))
        draft.put(text_box(draft.ids, "Caption", box=box, paragraphs=[text]))
        top += high + _ABOVE
    blocks, wide = blocks_of(slide.words), (INNER - _MAP_GAP) / 2
    title = height(1, _MAP_TITLE) + 4
    least = _least_notes(slide.words, INNER)
    natural = placement_of(slide.scenes[0], in_points(0, 0, wide, 540)).box.height / POINT
    room = bottom - top - title - _BELOW - least
    setting = setting_of(blocks, width=INNER, room=room - natural, columns=_COLUMNS, sizes=SIZES[1:])
    high = min(natural, room - setting.total_height(blocks))
    for which, name in enumerate(slide.words.map_titles):
        x = MARGIN + which * (wide + _MAP_GAP)
        text = Paragraph((Run(name, _MAP_TITLE, style.colours.ink, is_bold=True),))
        draft.put(
            text_box(draft.ids, f"Title of map {which + 1}", box=in_points(x, top, wide, title), paragraphs=[text])
        )
        _put_map(draft, slide, style, _centred(slide, in_points(x, top + title, wide, high), which), which=which)
    y = top + title + high + _BELOW
    draft.put(*legend_shapes(draft.ids, blocks, setting, x=MARGIN, y=y, colours=style.colours))
    y += setting.total_height(blocks)
    draft.put(*note_shapes(draft.ids, slide.words, box=(MARGIN, y, INNER, bottom - y), colours=style.colours))


def _centred(slide: SlideOf, room: Box, which: int = 0) -> Placement:
    placement = placement_of(slide.scenes[which], room)
    return replace(placement, box=replace(placement.box, x=room.x + (room.width - placement.box.width) // 2))


# -- The head of a slide: its title in the placeholder, the sentence and the subtitle of the view below it.

TOP = 20.0  # points above the title
TITLE_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0)  # points, to choose from
_SENTENCE, _SUBTITLE = 14.0, 11.5  # points


def put_head(draft: SlideDraft, slide: SlideOf, *, colours: Colours) -> float:
    """Put title, subtitle and age of the depositary reading on a slide; return the y of their end in points."""
    words = slide.words
    title = slide.heading or words.spec.headline.text
    y = put_title(draft, title, marks=() if slide.heading else words.spec.headline.sources, colours=colours)
    below = [Paragraph((Run(words.spec.subtitle, _SUBTITLE, colours.quiet),))]
    if slide.heading:
        below.insert(
            0,
            Paragraph(
                _with_marks(words.spec.headline.text, words.spec.headline.sources, Run("", _SENTENCE, colours.ink)),
                after=2,
            ),
        )
    below.append(
        Paragraph((Run(words.freshness.dated_sentence, _SUBTITLE, colours.of(AGE_INKS[words.freshness.age])),))
    )
    return _put_below(draft, below, y=y + 3)


def put_title(draft: SlideDraft, title: str, *, marks: tuple[int, ...], colours: Colours) -> float:
    """Put a title, with the numbers of its sources raised, and return the y of its end in points."""
    text = title + _marked(marks)
    size = fitting_size(text, INNER, sizes=TITLE_SIZES, lines=2, face=Face.TITLE)
    lines = lines_of(text, INNER, size=size, face=Face.TITLE)
    runs = _with_marks(title, marks, Run("", size, colours.ink, is_bold=True))
    box = in_points(MARGIN, TOP, INNER, height(lines, size))
    draft.put(placeholder(draft.ids, "Title", kind='type="title"', box=box, paragraphs=[Paragraph(runs)]))
    return TOP + height(lines, size)


def _put_below(draft: SlideDraft, paragraphs: Sequence[Paragraph], *, y: float) -> float:
    """Put paragraphs of the full width and return the y of their end in points."""
    high = 0.0
    for paragraph in paragraphs:
        size = paragraph.runs[0].size
        text = "".join(run.text for run in paragraph.runs)
        high += height(lines_of(text, INNER, size=size), size) + paragraph.after
    draft.put(text_box(draft.ids, "Subtitle", box=in_points(MARGIN, y, INNER, high), paragraphs=paragraphs))
    return y + high


def _with_marks(text: str, marks: tuple[int, ...], look: Run) -> tuple[Run, ...]:
    """Return a text and the numbers of its sources behind it, raised and never bold."""
    first = Run(text, look.size, look.colour, is_bold=look.is_bold)
    if not marks:
        return (first,)
    return first, Run(_marked(marks), look.size, look.colour, is_raised=True)


def _marked(marks: tuple[int, ...]) -> str:
    # Without a space, so that they never begin a line.
    return source_numbers(marks) if marks else ""


# -- The legend of a slide: a key, a label and a count for every class of every layer, as shapes and text.

SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, LEAST)  # of the letters in points, to choose from
_READABLE_LEGEND = 10.5  # points: down to here smaller letters are taken if they save lines
WIDEST = 250.0  # points: farther apart, a label and its count do not read as one
_KEY_GAP = 7.0  # points between key, label and count
_BETWEEN_LEGEND_COLUMNS = 22.0  # points between two columns


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a legend: its label, its count as text (empty for none), its key."""

    label: str
    count: str
    look: Look | None
    form: str  # of the key: rect, ellipse, the marker of an event, shape for a footprint or zone
    is_selected: bool = True
    dash: str = ""  # preset of DrawingML of the outline of a shape's key


@dataclass(frozen=True, slots=True)
class Block:
    """A legend: a title, which may be empty, its entries, and its alternative text."""

    title: str
    entries: tuple[Entry, ...]
    alt_text: str


@dataclass(frozen=True, slots=True)
class Setting:
    """How legends are set: letters in points, width of all columns, number of columns."""

    size: float
    width: float
    columns: int

    @property
    def cell(self) -> float:
        """The width of a column in points."""
        return (self.width - _BETWEEN_LEGEND_COLUMNS * (self.columns - 1)) / self.columns

    @property
    def key(self) -> tuple[float, float]:
        """Width and height of a key in points."""
        return self.size * 1.7, self.size * 1.05

    def label_width(self, block: Block) -> float:
        """Return the width that labels of a block have."""
        count = self.count_width(block)
        return self.cell - self.key[0] - _KEY_GAP - (count + _KEY_GAP if count else 0)

    def count_width(self, block: Block) -> float:
        """Return the width of the widest count of a block, with slack."""
        counts = (text_width(entry.count, Face.BOLD, self.size) for entry in block.entries if entry.count)
        return 1.2 * max(counts, default=0.0)

    def title_height(self, block: Block) -> float:
        """Return the height of a block's title and the space below it."""
        if not block.title:
            return 0.0
        size = self.title_size(block)
        return height(lines_of(block.title, self.width, size=size, face=Face.BOLD), size) + 0.4 * self.size

    def title_size(self, block: Block) -> float:
        """Return the size of the letters of a block's title, a little smaller where that saves a line."""
        sizes = [self.size - less for less in (0.0, 0.5) if self.size - less >= LEAST]
        return min(sizes, key=lambda size: lines_of(block.title, self.width, size=size, face=Face.BOLD))

    def rows(self, block: Block) -> list[tuple[tuple[Entry, ...], float]]:
        """Return the rows of a block, read down the columns, with their heights in points."""
        per_column = -(-len(block.entries) // self.columns)
        columns = [block.entries[at : at + per_column] for at in range(0, len(block.entries), per_column or 1)]
        rows = [tuple(column[n] for column in columns if n < len(column)) for n in range(per_column)]
        width = self.label_width(block)
        return [(row, max(height(lines_of(e.label, width, size=self.size), self.size) for e in row)) for row in rows]

    def block_height(self, block: Block) -> float:
        """Return the height of a block and of the space below it."""
        rows = sum(high + 0.28 * self.size for _, high in self.rows(block))
        return self.title_height(block) + rows + 0.7 * self.size

    def lines(self, blocks: Sequence[Block]) -> int:
        """Return how many lines the titles and labels of blocks take."""
        titles = sum(lines_of(block.title, self.width, size=self.title_size(block), face=Face.BOLD) for block in blocks)
        return titles + sum(
            lines_of(entry.label, self.label_width(block), size=self.size)
            for block in blocks
            for entry in block.entries
        )

    def total_height(self, blocks: Sequence[Block]) -> float:
        """Return the height of blocks one below the other."""
        return sum(self.block_height(block) for block in blocks)


def blocks_of(words: PictureText) -> list[Block]:
    """Return the legends of a view, and last the key of the shapes drawn over its areas."""
    blocks = [_block(legend) for legend in words.legends if legend.items]
    if words.keys:
        entries = tuple(Entry(key.text, "", key.look, "shape", dash=shape_dash(key.class_id)) for key in words.keys)
        blocks.append(Block("", entries, "Also drawn: " + "; ".join(key.text for key in words.keys)))
    return blocks


def _block(legend: LegendWords) -> Block:
    entries = tuple(
        Entry(item.label, item.counted, item.look, _form(legend, item), item.is_selected) for item in legend.items
    )
    listed = "; ".join(f"{entry.label} {entry.count}" for entry in entries)
    return Block(legend.title, entries, f"Legend. {legend.title}: {listed}")


def _form(legend: LegendWords, item: LegendItem) -> str:
    if item.look.marker is not None:
        return item.look.marker
    return "ellipse" if legend.symbol == "circle" else "rect"


def setting_of(
    blocks: Sequence[Block], *, width: float, room: float, columns: int, sizes: Sequence[float] = SIZES
) -> Setting:
    """Return the setting with the largest letters at which blocks fit into a room (points), or the smallest letters.

    Of letters that can be read well, those are taken at which the fewest lines wrap.
    """
    settings = [Setting(size, width, columns) for size in sizes]
    fitting = [setting for setting in settings if setting.total_height(blocks) <= room]
    if not fitting:
        return settings[-1]
    largest = [setting for setting in fitting if setting.size >= _READABLE_LEGEND] or fitting[:1]
    return min(largest, key=lambda setting: setting.lines(blocks))


def legend_shapes(
    ids: Ids, blocks: Sequence[Block], setting: Setting, *, x: float, y: float, colours: Colours
) -> Iterator[ShapeXml]:
    """Yield legends one below the other, each a group; x and y are those of the first one's corner in points."""
    for block in blocks:
        parts: list[ShapeXml] = []
        top = y
        if block.title:
            title = Paragraph((Run(block.title, setting.title_size(block), colours.ink, is_bold=True),))
            box = in_points(x, top, setting.width, setting.title_height(block) - 0.4 * setting.size)
            parts.append(text_box(ids, "Legend title", box=box, paragraphs=[title], place="b"))
            top += setting.title_height(block)
        for row, high in setting.rows(block):
            for column, entry in enumerate(row):
                left = x + column * (setting.cell + _BETWEEN_LEGEND_COLUMNS)
                parts += _entry(ids, entry, block, setting, at=(left, top, high), colours=colours)
            top += high + 0.28 * setting.size
        yield group(ids, f"Legend: {block.title}" if block.title else "Legend: shapes", block.alt_text, parts)
        y += setting.block_height(block)


def _entry(
    ids: Ids, entry: Entry, block: Block, setting: Setting, *, at: tuple[float, float, float], colours: Colours
) -> Iterator[ShapeXml]:
    x, y, high = at
    (wide, tall), size = setting.key, setting.size
    first = height(1, size)  # the key stands beside the first line
    across = wide if entry.form in {"rect", "shape"} else tall * 1.1
    box = in_points(x + (wide - across) / 2, y + (first - tall) / 2, across, tall if across == wide else across)
    form = "rect" if entry.form == "shape" else entry.form
    fill, outline = _key_look(entry, colours)
    yield preset(ids, f"Key: {entry.label}", f"Key: {entry.label}", form=form, box=box, fill=fill, outline=outline)
    colour = colours.ink if entry.is_selected else colours.quiet
    width = setting.label_width(block)
    box = in_points(x + wide + _KEY_GAP, y, width, high)
    label = Paragraph((Run(entry.label, size, colour),))
    yield text_box(ids, f"Label: {entry.label}", box=box, paragraphs=[label])
    if entry.count:
        box = in_points(x + wide + width + 2 * _KEY_GAP, y, setting.count_width(block), first)
        count = Paragraph((Run(entry.count, size, colour, is_bold=True),), side="r")
        yield text_box(ids, f"Count: {entry.label}", box=box, paragraphs=[count])


def _key_look(entry: Entry, colours: Colours) -> tuple[str, str]:
    """Return fill and outline of a key."""
    if not entry.is_selected:
        return solid(colours.muted), line(colours.muted_edge, 0.6)
    if entry.form == "shape":
        colour = colours.of(entry.look.fill) if entry.look else colours.zone
        return solid(colour, SHAPE_OPACITY if entry.look else 1.0), line(colour, 1.5, dash=entry.dash)
    if entry.look is None:
        return solid(colours.muted), line(colours.faint_edge, 0.6)
    return fill_of(colours, entry.look), line(colours.faint_edge, 0.6)


# -- What stands beside a map: the caption, the legends, the notes, one below the other, in the room that there is.

# Width in points and columns of the legend: narrow for the sake of the map, wide when all would be too small or too
# tall in that.
_PLAIN_COLUMN, _CAPTIONED_COLUMN, _WIDE_COLUMN, _WIDEST_COLUMN = (210.0, 1), (270.0, 1), (400.0, 2), (540.0, 3)
_CAPTION_SIZES = (13.0, 12.0, 11.0, 10.0, 9.0, LEAST)  # points
_NOTE_SIZES = (9.0, 8.5, LEAST)
_READABLE_COLUMN = 9.0  # points, of the smallest letters that are taken without widening the column
_AFTER_CAPTION, _AFTER_NOTE = 12.0, 3.0  # points
_SPACES = re.compile(r"\s+")
_NAMES_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0)  # points, of the names of states
_LEAST_NAMES = 8  # of each listing
_AFTER_NAMES = 6.0  # points
_MOST_STATED = 72.0  # points that legends leave to what own figures are
NAMES_DECIDED = "The speaker notes name each state with what decides it."
MORE_NOTES = "Further notes are with the speaker notes of this slide."


@dataclass(frozen=True, slots=True)
class Column:
    """A column before it is put on a slide; sizes are in points."""

    words: PictureText
    caption: tuple[CitedText, ...]
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
    def least_text(self) -> float:
        """The height of the names and notes that have to be there; a caption goes before names."""
        names = 0.0 if self.caption else _least_names(self.words, self.width)
        return names + _least_notes(self.words, self.width)

    @property
    def least_height(self) -> float:
        """The height of all that has to be there: what is left over is for names and notes."""
        return self.caption_height + self.setting.total_height(self.blocks) + self.least_text


def column_of(
    words: PictureText, caption: tuple[CitedText, ...], blocks: Sequence[Block], *, room: float
) -> Column | None:
    """Return how a column of a height is filled, as narrow as can be read; None when it would be empty."""
    if not caption and not blocks and not notes_of(words):
        return None
    narrowest = _CAPTIONED_COLUMN if caption or words.spec.listings else _PLAIN_COLUMN
    tried = [
        _filled(Column(words, caption, size, tuple(blocks), Setting(LEAST, 0, columns), width), room)
        for width, columns in (narrowest, _WIDE_COLUMN, _WIDEST_COLUMN)
        for size in (_CAPTION_SIZES if caption else (0.0,))
    ]
    fitting = [column for column in tried if column.least_height <= room]
    readable = (column for column in fitting if column.smallest >= _READABLE_COLUMN)
    return next(readable, None) or max(fitting, key=lambda column: column.smallest, default=tried[-1])


def _filled(column: Column, room: float) -> Column:
    """Return a column with its legends in the largest letters that it has room for."""
    left = room - column.caption_height - column.least_text
    columns = column.setting.columns
    setting = setting_of(column.blocks, width=min(column.width, WIDEST * columns), room=left, columns=columns)
    return replace(column, setting=setting)


def column_shapes(
    ids: Ids, column: Column, *, box: tuple[float, float, float, float], colours: Colours
) -> Iterator[ShapeXml]:
    """Yield a column in a box (x, y, width, height in points), which may be wider than the column has to be."""
    x, y, width, room = box
    if column.caption:
        place = in_points(x, y, width, column.caption_height - _AFTER_CAPTION)
        text = Paragraph(caption_runs(column.caption, size=column.caption_size, colour=colours.ink))
        yield text_box(ids, "Caption", box=place, paragraphs=[text])
        y, room = y + column.caption_height, room - column.caption_height
    setting = column.setting
    if setting.columns == 1:
        # A wider column may let larger letters in.
        spare = room - replace(column, width=width).least_text
        setting = setting_of(column.blocks, width=min(width, WIDEST), room=spare, columns=1, sizes=SIZES)
    yield from legend_shapes(ids, column.blocks, setting, x=x, y=y, colours=colours)
    tall = setting.total_height(column.blocks)
    y, room = y + tall, room - tall
    least = _least_notes(column.words, width)
    if names := _fitting_names(column.words.spec.listings, width=width, room=room - least):
        tall = names.height(width)
        yield text_box(ids, "States", box=in_points(x, y, width, tall), paragraphs=names.paragraphs(colours))
        y, room = y + tall + _AFTER_NAMES, room - tall - _AFTER_NAMES
    yield from note_shapes(ids, column.words, box=(x, y, width, room), colours=colours)


@dataclass(frozen=True, slots=True)
class _Names:
    """The listings of a view as they stand on a slide: title and names of each, in letters of a size in points."""

    texts: tuple[tuple[str, str], ...]
    size: float

    def height(self, width: float) -> float:
        """Return the height of all in a width, in points."""
        lines = (
            lines_of(title, width, size=self.size, face=Face.BOLD) + lines_of(names, width, size=self.size)
            for title, names in self.texts
        )
        closing = height(lines_of(NAMES_DECIDED, width, size=LEAST), LEAST)
        return sum(height(count, self.size) + _AFTER_NOTE for count in lines) + closing

    def paragraphs(self, colours: Colours) -> list[Paragraph]:
        """Return titles and names, and last where what decides each is."""
        paragraphs = [
            paragraph
            for title, names in self.texts
            for paragraph in (
                Paragraph((Run(title, self.size, colours.ink, is_bold=True),)),
                Paragraph((Run(names, self.size, colours.ink),), after=_AFTER_NOTE),
            )
        ]
        return [*paragraphs, Paragraph((Run(NAMES_DECIDED, LEAST, colours.quiet),))]


def _fitting_names(listings: Sequence[Listing], *, width: float, room: float) -> _Names | None:
    """Return the names of listings in the largest letters that fit, else as many as fit in the smallest; or None."""
    if not listings:
        return None
    longest = max(len(listing.names) for listing in listings)
    whole = (_names(listings, longest, size) for size in _NAMES_SIZES)
    parts = (_names(listings, most, _NAMES_SIZES[-1]) for most in range(longest - 1, 0, -1))
    return next((names for names in chain(whole, parts) if names.height(width) + _AFTER_NAMES <= room), None)


def _names(listings: Sequence[Listing], most: int, size: float) -> _Names:
    return _Names(tuple((listing.title, enumeration(listing.names, most)) for listing in listings), size)


def _least_names(words: PictureText, width: float) -> float:
    """Return the height of a few names of each listing in the smallest letters, when there are any."""
    listings = words.spec.listings
    return _names(listings, _LEAST_NAMES, _NAMES_SIZES[-1]).height(width) + _AFTER_NAMES if listings else 0.0


def caption_height(pieces: Sequence[CitedText], width: float, *, size: float) -> float:
    """Return the height of a caption; raised marks are two thirds as large as its letters."""
    text = "".join(text + mark[: -(-2 * len(mark) // 3)] for text, mark in _closed_up(pieces))
    return height(lines_of(text, width, size=size), size)


def caption_runs(pieces: Sequence[CitedText], *, size: float, colour: str) -> tuple[Run, ...]:
    """Return a caption as one paragraph, the marks of its sources raised."""
    runs = [
        run
        for text, mark in _closed_up(pieces)
        for run in (Run(text, size, colour), Run(mark, size, colour, is_raised=True))
    ]
    return tuple(run for run in runs if run.text)


def _closed_up(pieces: Iterable[CitedText]) -> list[tuple[str, str]]:
    """Return a caption on one line as texts and marks; no space stands before a mark, so that none begins a line."""
    parts, text = [], ""
    for piece in pieces:
        text += piece.text
        if piece.sources:
            parts.append((text, source_numbers(piece.sources)))
            text = ""
    parts.append((text, ""))
    texts = [_SPACES.sub(" ", text).rstrip() for text, _ in parts]
    texts[0] = texts[0].lstrip()
    return [(text, mark) for text, (_, mark) in zip(texts, parts, strict=True)]


def notes_of(words: PictureText) -> list[str]:
    """Return the notes of a view, first the reason for an empty map, if it is empty, then what own figures are."""
    texts = (words.empty, *words.map_notes, *words.own_statements, *words.notes)
    return [*dict.fromkeys(text for text in texts if text)]


def note_shapes(
    ids: Ids, words: PictureText, *, box: tuple[float, float, float, float], colours: Colours
) -> Iterator[ShapeXml]:
    """Yield a text with the notes that fit into a box, whole ones only; the last line says where others are."""
    x, y, width, room = box
    size, kept = _fitting(notes_of(words), width=width, room=room)
    if kept:
        paragraphs = [Paragraph((Run(text, size, colours.quiet),), after=_AFTER_NOTE) for text in kept]
        place = in_points(x, y, width, notes_height(kept, width=width, size=size))
        yield text_box(ids, "Notes", box=place, paragraphs=paragraphs)


def _fitting(notes: Sequence[str], *, width: float, room: float) -> tuple[float, list[str]]:
    for size in _NOTE_SIZES:
        if notes_height(notes, width=width, size=size) <= room:
            return size, list(notes)
    ends = (end for end in range(len(notes) - 1, -1, -1))
    shown = ([*notes[:end], MORE_NOTES] for end in ends)
    fits = (notes for notes in shown if notes_height(notes, width=width, size=LEAST) <= room)
    return LEAST, next(fits, [])


def notes_height(notes: Sequence[str], *, width: float, size: float) -> float:
    """Return the height of notes one below the other, in points."""
    return sum(height(lines_of(text, width, size=size), size) + _AFTER_NOTE for text in notes)


def _least_notes(words: PictureText, width: float) -> float:
    """Return the height of what own figures are, unless it is long, and of the one line that says where notes are."""
    stated = notes_height(words.own_statements, width=width, size=LEAST)
    rest = notes_height([MORE_NOTES], width=width, size=LEAST) if notes_of(words) else 0.0
    return rest + (stated if stated <= _MOST_STATED else 0.0)


# -- The foot of a slide: its sources by number, the note on boundaries, the disclaimer, the release, the live link.

BOTTOM = 540.0 - 16.0  # points from the top of a slide to the end of its foot
OPEN_LIVE = "Open this view live"
_BETWEEN_FOOT_PARTS, _COLUMN_GAP, _LINK_WIDTH = 5.0, 20.0, 150.0  # points
_SIZES = (9.5, 9.0, 8.5, LEAST)  # of sources
_MOST_SOURCES_IN_ONE_COLUMN = (
    3  # so many sources stand one below the other over the full width; more stand in two columns
)


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

    words: PictureText
    sources: SourceList
    notes: str
    notes_height: float

    @property
    def height(self) -> float:
        """The height in points."""
        return self.sources.height + self.notes_height + height(1, 10) + 2 * _BETWEEN_FOOT_PARTS

    @property
    def top(self) -> float:
        """Where it begins, in points from the top of the slide."""
        return BOTTOM - self.height


def foot_of(words: PictureText, *, room: float, rest: str, first: Collection[int] = ()) -> Foot:
    """Return the foot of a slide.

    Parameters
    ----------
    room
        Points that the sources may take; what does not fit is counted, and the last line says where it is. Those of
        `first` are shown as far as the room of a slide without a long legend takes them.
    rest
        Where all sources are, to stand after "and 12 more: ".
    first
        Numbers of the sources that are shown above all.
    """
    notes = f"{words.spec.boundary_note} {DISCLAIMER}".strip()
    lines = lines_of(notes, INNER, size=LEAST)
    return Foot(words, _sources(words, room=room, rest=rest, first=first), notes, height(lines, LEAST))


def _sources(words: PictureText, *, room: float, rest: str, first: Collection[int]) -> SourceList:
    """Return as many sources as there is room for, all of them in smaller letters rather than some in larger ones."""
    everything = [(source.number, source.text, source.url) for source in words.spec.sources]
    for size in _SIZES:
        listed = _listed(everything, size)
        if listed.height <= room:
            return listed
    by_weight = sorted(everything, key=lambda line: line[0] not in first)
    wanted = sum(number in first for number, *_ in everything)
    for kept in range(len(everything) - 1, -1, -1):
        left = (0, f"and {len(everything) - kept} more: {rest}", "")
        listed = _listed([*sorted(by_weight[:kept]), left], LEAST)
        if listed.height <= (room if kept > wanted else max(room, _SOURCES[0])):
            break
    return listed


def _listed(lines: Sequence[tuple[int, str, str]], size: float) -> SourceList:
    width = INNER if len(lines) <= _MOST_SOURCES_IN_ONE_COLUMN else (INNER - _COLUMN_GAP) / 2
    counts = [lines_of(_text(number, text), width, size=size) for number, text, _ in lines]
    # Where the first column ends, so that the longer of both is as short as can be.
    ends = range(1, len(lines)) if len(lines) > _MOST_SOURCES_IN_ONE_COLUMN else [len(lines)]
    end = min(ends, key=lambda end: max(sum(counts[:end]), sum(counts[end:])))
    columns = tuple(tuple(part) for part in (lines[:end], lines[end:]) if part)
    return SourceList(columns, size, width, height(max(sum(counts[:end]), sum(counts[end:])), size))


def _text(number: int, text: str) -> str:
    return f"[{number}] {text}" if number else text


def put_foot(draft: SlideDraft, foot: Foot, *, colours: Colours) -> None:
    """Put a foot on a slide, at its bottom."""
    listed, y = foot.sources, foot.top
    for place, column in enumerate(listed.columns):
        if not column:
            continue
        box = in_points(MARGIN + place * (listed.width + _COLUMN_GAP), y, listed.width, listed.height)
        name = "Sources" if place == 0 else "Sources, continued"
        paragraphs = [_source(draft, line, size=listed.size, colours=colours) for line in column]
        draft.put(text_box(draft.ids, name, box=box, paragraphs=paragraphs))
    y += listed.height + _BETWEEN_FOOT_PARTS
    box = in_points(MARGIN, y, INNER, foot.notes_height)
    small = Paragraph((Run(foot.notes, LEAST, colours.quiet),))
    draft.put(text_box(draft.ids, "Boundaries and disclaimer", box=box, paragraphs=[small]))
    y += foot.notes_height + _BETWEEN_FOOT_PARTS
    put_signature(draft, foot.words, y=y, colours=colours)


def put_signature(draft: SlideDraft, words: PictureText, *, y: float, colours: Colours) -> None:
    """Put the release of the data and the link to the live view in one line, at `y` points."""
    whole = Paragraph((Run(f"{ATLAS_NAME} · {words.release}", 9.0, colours.quiet),))
    box = in_points(MARGIN, y, INNER - _LINK_WIDTH, height(1, 10))
    draft.put(text_box(draft.ids, "Release", box=box, paragraphs=[whole], place="b"))
    if not words.link:
        return
    run = Run(OPEN_LIVE, 10.0, link_colour(colours), is_bold=True, link=draft.link(words.link))
    box = in_points(MARGIN + INNER - _LINK_WIDTH, y, _LINK_WIDTH, height(1, 10))
    draft.put(text_box(draft.ids, "Live link", box=box, paragraphs=[Paragraph((run,), side="r")], place="b"))


def _source(draft: SlideDraft, line: tuple[int, str, str], *, size: float, colours: Colours) -> Paragraph:
    number, text, address = line
    if not number:
        return Paragraph((Run(text, size, colours.quiet, is_bold=True),))
    mark = Run(f"[{number}]", size, link_colour(colours) if address else colours.quiet, link=draft.link(address))
    return Paragraph((mark, Run(f" {text}", size, colours.quiet)))


# -- A view as a picture that fills its slide, for programs that lose patterns or shapes: Google Slides, Keynote.

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class PictureOf:
    """A view as a picture: PNG with all that is written on it, best 16:9 and twice as wide as a screen."""

    png: bytes
    words: PictureText
    heading: str = ""


def picture_slide(slide: PictureOf, name: str, *, colours: Colours) -> SlideDraft:
    """Return a slide that a picture fills; its title lies behind the picture, for outlines and screen readers.

    Parameters
    ----------
    name
        The part of the picture's file.

    Raises
    ------
    ValueError
        When the picture is no PNG.
    """
    draft, words = SlideDraft(TITLE_ONLY), slide.words
    title = slide.heading or words.spec.headline.text
    put_title(draft, title, marks=(), colours=colours)
    relation = draft.related(Relation("image", name))
    alt_text = f"{words.spec.in_words} {words.spec.boundary_note} {DISCLAIMER}".strip()
    link = draft.link(words.link)
    box = _fitted(*png_size(slide.png))
    draft.put(picture(draft.ids, "Map (picture)", alt_text, box=box, relation=relation, link=link))
    draft.notes += speaker_notes(SlideOf((), words, slide.heading))
    return draft


def png_size(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in pixels.

    Raises
    ------
    ValueError
        When it is none.
    """
    if len(png) < 24 or not png.startswith(_SIGNATURE):
        raise ValueError("the picture of a slide has to be a PNG")
    wide, high = struct.unpack(">II", png[16:24])
    if not wide or not high:
        raise ValueError("the picture of a slide has no size")
    return wide, high


def _fitted(wide: int, high: int) -> Box:
    """Return the largest rectangle of these proportions in the middle of a slide."""
    scale = min(WIDTH / wide, HEIGHT / high)
    width, height = round(wide * scale), round(high * scale)
    return Box((WIDTH - width) // 2, (HEIGHT - height) // 2, width, height)
