"""The head of a slide: its title in the placeholder, the sentence and the subtitle of the view below it."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.maps.palette import AGE_INKS
from dashboard.render.fonts import Face
from dashboard.render.slides.deck_base import INNER, MARGIN
from dashboard.render.slides.drawing import in_points
from dashboard.render.slides.fitting import fitting_size, height, lines_of
from dashboard.render.slides.slide_parts import Sheet
from dashboard.render.slides.slide_words import SlideOf
from dashboard.render.slides.text_shapes import Paragraph, Run, placeholder, text_box
from dashboard.render.svg_theme import Paper
from geodata.sources import bracketed

TOP = 20.0  # points above the title
TITLE_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0)  # points, to choose from
_SENTENCE, _SUBTITLE = 14.0, 11.5  # points


def put_head(sheet: Sheet, slide: SlideOf, *, paper: Paper) -> float:
    """Put title, subtitle and age of the depositary reading on a slide; return where they end, in points."""
    words = slide.words
    title = slide.heading or words.title
    y = put_title(sheet, title, marks=() if slide.heading else words.title_marks, paper=paper)
    below = [Paragraph((Run(words.subtitle, _SUBTITLE, paper.quiet),))]
    if slide.heading:
        below.insert(0, Paragraph(_with_marks(words.title, words.title_marks, Run("", _SENTENCE, paper.ink)), after=2))
    below.append(Paragraph((Run(words.freshness.kept, _SUBTITLE, paper.of(AGE_INKS[words.freshness.age])),)))
    return _put_below(sheet, below, y=y + 3)


def put_title(sheet: Sheet, title: str, *, marks: tuple[int, ...], paper: Paper) -> float:
    """Put a title, with the numbers of its sources raised, and return where it ends."""
    text = title + _marked(marks)
    size = fitting_size(text, INNER, sizes=TITLE_SIZES, lines=2, face=Face.TITLE)
    lines = lines_of(text, INNER, size=size, face=Face.TITLE)
    runs = _with_marks(title, marks, Run("", size, paper.ink, is_bold=True))
    box = in_points(MARGIN, TOP, INNER, height(lines, size))
    sheet.put(placeholder(sheet.ids, "Title", kind='type="title"', box=box, paragraphs=[Paragraph(runs)]))
    return TOP + height(lines, size)


def _put_below(sheet: Sheet, paragraphs: Sequence[Paragraph], *, y: float) -> float:
    """Put paragraphs of the full width and return where they end."""
    high = 0.0
    for paragraph in paragraphs:
        size = paragraph.runs[0].size
        text = "".join(run.text for run in paragraph.runs)
        high += height(lines_of(text, INNER, size=size), size) + paragraph.after
    sheet.put(text_box(sheet.ids, "Subtitle", box=in_points(MARGIN, y, INNER, high), paragraphs=paragraphs))
    return y + high


def _with_marks(text: str, marks: tuple[int, ...], look: Run) -> tuple[Run, ...]:
    """Return a text and the numbers of its sources behind it, raised and never bold."""
    first = Run(text, look.size, look.colour, is_bold=look.is_bold)
    if not marks:
        return (first,)
    return first, Run(_marked(marks), look.size, look.colour, is_raised=True)


def _marked(marks: tuple[int, ...]) -> str:
    # Without a space, so that they never begin a line.
    return bracketed(marks) if marks else ""
