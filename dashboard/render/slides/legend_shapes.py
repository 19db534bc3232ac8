"""The legend of a slide: a key, a label and a count for every class of every layer, as shapes and text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.maps.spec import Look
from dashboard.render.fonts import Face, text_width
from dashboard.render.slides.drawing import Drawn, Ids, group, in_points, line, preset, solid
from dashboard.render.slides.fitting import LEAST, height, lines_of
from dashboard.render.slides.inks import SHAPE_OPACITY, fill_of
from dashboard.render.slides.text_shapes import Paragraph, Run, text_box
from dashboard.render.svg_theme import Paper
from dashboard.render.words import LegendItem, LegendWords, Words

SIZES = (12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, LEAST)  # of the letters in points, to choose from
_READABLE = 10.5  # points: down to here smaller letters are taken if they save lines
WIDEST = 250.0  # points: farther apart, a label and its count do not read as one
_GAP = 7.0  # points between key, label and count
_BETWEEN = 22.0  # points between two columns


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a legend: its label, its count as text (empty for none), its key."""

    label: str
    count: str
    look: Look | None
    form: str  # of the key: rect, ellipse, the marker of an event, shape for a footprint or zone
    is_selected: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """A legend: a title that may be empty, its entries, and what a reader who does not see it is told."""

    title: str
    entries: tuple[Entry, ...]
    told: str


@dataclass(frozen=True, slots=True)
class Setting:
    """How legends are set: letters in points, width of all columns, number of columns."""

    size: float
    width: float
    columns: int

    @property
    def cell(self) -> float:
        """The width of a column in points."""
        return (self.width - _BETWEEN * (self.columns - 1)) / self.columns

    @property
    def key(self) -> tuple[float, float]:
        """Width and height of a key in points."""
        return self.size * 1.7, self.size * 1.05

    def label_width(self, block: Block) -> float:
        """Return the width that labels of a block have."""
        count = self.count_width(block)
        return self.cell - self.key[0] - _GAP - (count + _GAP if count else 0)

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


def blocks_of(words: Words) -> list[Block]:
    """Return the legends of a view, and last what explains the shapes drawn over its areas."""
    blocks = [_block(legend) for legend in words.legends if legend.items]
    if words.keys:
        entries = tuple(Entry(key.text, "", key.look, "shape") for key in words.keys)
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
    fitting = [found for found in settings if found.total_height(blocks) <= room]
    if not fitting:
        return settings[-1]
    largest = [found for found in fitting if found.size >= _READABLE] or fitting[:1]
    return min(largest, key=lambda found: found.lines(blocks))


def legend_shapes(
    ids: Ids, blocks: Sequence[Block], setting: Setting, *, x: float, y: float, paper: Paper
) -> Iterator[Drawn]:
    """Yield legends one below the other, each a group; x and y are those of the first one's corner in points."""
    for block in blocks:
        parts: list[Drawn] = []
        top = y
        if block.title:
            title = Paragraph((Run(block.title, setting.title_size(block), paper.ink, is_bold=True),))
            box = in_points(x, top, setting.width, setting.title_height(block) - 0.4 * setting.size)
            parts.append(text_box(ids, "Legend title", box=box, paragraphs=[title], place="b"))
            top += setting.title_height(block)
        for row, high in setting.rows(block):
            for column, entry in enumerate(row):
                left = x + column * (setting.cell + _BETWEEN)
                parts += _entry(ids, entry, block, setting, at=(left, top, high), paper=paper)
            top += high + 0.28 * setting.size
        yield group(ids, f"Legend: {block.title}" if block.title else "Legend: shapes", block.told, parts)
        y += setting.block_height(block)


def _entry(
    ids: Ids, entry: Entry, block: Block, setting: Setting, *, at: tuple[float, float, float], paper: Paper
) -> Iterator[Drawn]:
    x, y, high = at
    (wide, tall), size = setting.key, setting.size
    first = height(1, size)  # the key stands beside the first line
    across = wide if entry.form in {"rect", "shape"} else tall * 1.1
    box = in_points(x + (wide - across) / 2, y + (first - tall) / 2, across, tall if across == wide else across)
    form = "rect" if entry.form == "shape" else entry.form
    fill, outline = _key_look(entry, paper)
    yield preset(ids, f"Key: {entry.label}", f"Key: {entry.label}", form=form, box=box, fill=fill, outline=outline)
    colour = paper.ink if entry.is_selected else paper.quiet
    width = setting.label_width(block)
    box = in_points(x + wide + _GAP, y, width, high)
    label = Paragraph((Run(entry.label, size, colour),))
    yield text_box(ids, f"Label: {entry.label}", box=box, paragraphs=[label])
    if entry.count:
        box = in_points(x + wide + width + 2 * _GAP, y, setting.count_width(block), first)
        count = Paragraph((Run(entry.count, size, colour, is_bold=True),), side="r")
        yield text_box(ids, f"Count: {entry.label}", box=box, paragraphs=[count])


def _key_look(entry: Entry, paper: Paper) -> tuple[str, str]:
    """Return fill and outline of a key."""
    if not entry.is_selected:
        return solid(paper.muted), line(paper.muted_edge, 0.6)
    if entry.form == "shape":
        colour = paper.of(entry.look.fill) if entry.look else paper.zone
        return solid(colour, SHAPE_OPACITY if entry.look else 1.0), line(colour, 1.5)
    if entry.look is None:
        return solid(paper.muted), line(paper.faint_edge, 0.6)
    return fill_of(paper, entry.look), line(paper.faint_edge, 0.6)
