"""What stands under a map: numbered sources, notes, the note on boundaries, the disclaimer, release and link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.render.fonts import Face, missing_letters
from dashboard.render.svg_text import Block, gutter_of, paragraph, stacked
from dashboard.render.svg_theme import Paper
from dashboard.render.words import SourceWords, Words

MOST_SOURCES = 8  # in a picture; the live view has them all
_PLACES = 2  # places of one document that are named before the rest is counted
ELSEWHERE = "see the live view"


@dataclass(frozen=True, slots=True)
class Kept:
    """How many sources and notes a picture prints; what it leaves out it counts."""

    sources: int
    notes: int


def all_kept(words: Words) -> Kept:
    """Return what a picture prints when it has room."""
    count = len(words.sources)
    # "And one more source" would take the place of that source.
    return Kept(count if count <= MOST_SOURCES + 1 else MOST_SOURCES, len(_told(words)))


def fewer(kept: Kept, words: Words) -> Kept | None:
    """Return what to print next when there is too little room, or None when nothing more can go.

    Sources beyond those of the title go first, then notes, then the rest of the sources but one.
    """
    if kept.sources > max(len(words.title_marks), 1):
        return Kept(kept.sources - 1, kept.notes)
    if kept.notes:
        return Kept(kept.sources, kept.notes - 1)
    return Kept(kept.sources - 1, 0) if kept.sources > 1 else None


def _told(words: Words) -> list[str]:
    """Return all notes: those of the legends first, so that they are not among what gives way."""
    return list(dict.fromkeys([*(legend.note for legend in words.legends if legend.note), *words.notes]))


def notes(words: Words, kept: Kept, *, paper: Paper, size: float, width: float) -> list[Block]:
    """Return the notes of the view as blocks."""
    told = _told(words)[: kept.notes]
    return [paragraph(text, width, size=size, fill=paper.quiet, after=0.35 * size) for text in told]


def left_out(words: Words, kept: Kept, *, paper: Paper, size: float, width: float) -> list[Block]:
    """Return how many notes are not printed as a block, or nothing when all are."""
    left = len(_told(words)) - kept.notes
    text = f"And {left} more note{'s' if left > 1 else ''}: {ELSEWHERE}."
    return [paragraph(text, width, size=size, fill=paper.quiet, after=0.35 * size)] if left else []


def tail(words: Words, kept: Kept, *, paper: Paper, size: float, width: float) -> list[Block]:
    """Return sources, note on boundaries, disclaimer, release and link as blocks."""
    out = sources(words.sources, kept, paper=paper, size=size, width=width)
    gap, quiet = 0.35 * size, paper.quiet
    out += [
        paragraph(text, width, size=size, fill=quiet, after=gap)
        for text in (words.boundary_note, words.disclaimer, unknown_letters(words))
        if text
    ]
    link = paragraph(f"Live view: {words.link}", width, size=size, fill=paper.ink, href=words.link)
    return [*out, stacked([paragraph(f"Mine Ban Atlas. {words.release}.", width, size=size, fill=quiet), link])]


def sources(found: Sequence[SourceWords], kept: Kept, *, paper: Paper, size: float, width: float) -> list[Block]:
    """Return a heading and the first sources, and how many more there are."""
    shown, gap = found[: kept.sources], 0.35 * size
    if not found:
        return []
    gutter = gutter_of([str(source.number) for source in shown], size)
    items = [
        paragraph(
            source_line(source),
            width,
            size=size,
            fill=paper.quiet,
            mark=str(source.number),
            gutter=gutter,
            href=source.url,
            after=gap,
        )
        for source in shown
    ]
    left = len(found) - len(shown)
    if left:
        more = f"And {left} more source{'s' if left > 1 else ''}: {ELSEWHERE}."
        items.append(paragraph(more, width, size=size, fill=paper.quiet, gutter=gutter, after=gap))
    head = paragraph("Sources", width, size=size, fill=paper.ink, face=Face.BOLD, after=0.1 * size)
    # A heading never stands alone at the foot of a column.
    return [stacked([head, items[0]]), *items[1:]]


def source_line(source: SourceWords) -> str:
    """Return a source in one sentence: its citation and where in it; of many places the first ones."""
    places = [place for place in source.locator.split("; ") if place]
    left = len(places) - _PLACES
    if left > 1:
        places = [*places[:_PLACES], f"{left} more places"]
    text = "; ".join(places)
    # A sentence of its own; "p. 3" and "pp. 3-4" stay as they are.
    return (
        f"{source.text} {text if text.startswith(('p. ', 'pp. ')) else text[:1].upper() + text[1:]}."
        if text
        else source.text
    )


def unknown_letters(words: Words) -> str:
    """Return a sentence about letters that the picture's fonts lack, or nothing."""
    labels = [item.label for legend in words.legends for item in legend.items]
    cited = [f"{source.text} {source.locator}" for source in words.sources]
    text = " ".join((words.title, words.subtitle, *words.map_titles, *labels, *words.notes, *cited))
    lacking = missing_letters(text)
    return (
        f"Letters that the fonts of this picture lack are given by their code ({len(lacking)} in all)."
        if lacking
        else ""
    )
