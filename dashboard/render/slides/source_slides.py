"""The last slides of a deck: every source by the number that it has on the slides, on as many slides as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.render.slides.deck_base import INNER, MARGIN, TITLE_ONLY
from dashboard.render.slides.drawing import in_points
from dashboard.render.slides.fitting import height, lines_of
from dashboard.render.slides.inks import link_colour
from dashboard.render.slides.slide_foot import BOTTOM
from dashboard.render.slides.slide_head import put_title
from dashboard.render.slides.slide_parts import Sheet
from dashboard.render.slides.slide_words import source_line
from dashboard.render.slides.text_shapes import Paragraph, Run, text_box
from dashboard.render.svg_theme import Paper
from dashboard.render.words import SourceWords

_SIZE = 9.5  # points
_MOST_PLACES = 4  # of a source that are told; the speaker notes have all of them
_AFTER, _GAP, _BELOW_TITLE = 4.0, 24.0, 12.0  # points
_WIDTH = (INNER - _GAP) / 2


def source_slides(sources: Sequence[SourceWords], *, paper: Paper, of: str = "Sources") -> list[Sheet]:
    """Return slides with all sources in full, in two columns each; none when there are no sources.

    Parameters
    ----------
    of
        Their title.
    """
    room = BOTTOM - 80
    columns = list(_columns(sources, room=room))
    pairs = [columns[at : at + 2] for at in range(0, len(columns), 2)]
    sheets = []
    for number, pair in enumerate(pairs, 1):
        sheet = Sheet(TITLE_ONLY)
        title = of if len(pairs) == 1 else f"{of} ({number} of {len(pairs)})"
        y = put_title(sheet, title, marks=(), paper=paper) + _BELOW_TITLE
        for place, column in enumerate(pair):
            box = in_points(MARGIN + place * (_WIDTH + _GAP), y, _WIDTH, room)
            lines = [_paragraph(sheet, source, paper=paper) for source in column]
            name = "Sources" if place == 0 else "Sources, continued"
            sheet.put(text_box(sheet.ids, name, box=box, paragraphs=lines))
            sheet.notes += [source_line(source) for source in column]
        sheets.append(sheet)
    return sheets


def _columns(sources: Sequence[SourceWords], *, room: float) -> Iterator[list[SourceWords]]:
    """Yield as many sources as there is room for in a column, until all are told."""
    column: list[SourceWords] = []
    used = 0.0
    for source in sources:
        text = f"[{source.number}] {_text(source)} {source.url}"
        high = height(lines_of(text, _WIDTH, size=_SIZE), _SIZE) + _AFTER
        if column and used + high > room:
            yield column
            column, used = [], 0.0
        column.append(source)
        used += high
    if column:
        yield column


def _paragraph(sheet: Sheet, source: SourceWords, *, paper: Paper) -> Paragraph:
    head = Run(f"[{source.number}] ", _SIZE, paper.quiet, is_bold=True)
    runs = [head, Run(_text(source), _SIZE, paper.ink)]
    if source.url:
        runs.append(Run(f" {source.url}", _SIZE, link_colour(paper), link=sheet.link(source.url)))
    return Paragraph(tuple(runs), after=_AFTER)


def _text(source: SourceWords) -> str:
    """Return a source with the places in it, the first ones alone where there are many."""
    places = source.locator.split("; ") if source.locator else []
    if not places:
        return source.text
    more = f" and {len(places) - _MOST_PLACES} more places" if len(places) > _MOST_PLACES else ""
    return f"{source.text} Place: {'; '.join(places[:_MOST_PLACES])}{more}."
