"""The words of a slide: those of its view, a heading and a caption of its own, sources numbered across the deck."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.render.scene import Scene
from dashboard.render.words import SourceWords, Words
from geodata.sources import SOURCE_NUMBERS, bracketed, numbers_of


@dataclass(frozen=True, slots=True)
class SlideOf:
    """A view as a slide.

    Parameters
    ----------
    scenes
        One, or the two of a comparison in the order in which they stand.
    heading
        A title of its own, such as that of a step of a story; the title of the view then stands below it.
    caption
        A text beside the map, and marks such as [2] in it.
    notes
        What the speaker says, with such marks; above the sources in the speaker notes.
    said
        What the marks of caption and notes stand for; the sources of the view where there are none.
    """

    scenes: tuple[Scene, ...]
    words: Words
    heading: str = ""
    caption: str = ""
    notes: str = ""
    said: tuple[SourceWords, ...] = ()

    @property
    def first_sources(self) -> set[int]:
        """Numbers of the sources that the slide shows above all: those of its caption and of its title."""
        listed = {mark for found in SOURCE_NUMBERS.finditer(self.caption) for mark in numbers_of(found)}
        return listed | set(self.words.title_marks)


class _Register:
    """The sources of a deck: each once, by the document that it is, with all its places."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}
        self.places: dict[int, dict[str, None]] = {}

    def take(self, sources: Sequence[SourceWords]) -> dict[int, int]:
        """Return the numbers in the deck by those that sources have now."""
        found = {}
        for source in sources:
            number = self.numbers.setdefault((source.text, source.url), len(self.numbers) + 1)
            found[source.number] = number
            places = self.places.setdefault(number, {})
            places.update(dict.fromkeys(part for part in source.locator.split("; ") if part))
        return found

    def listed(self) -> tuple[SourceWords, ...]:
        """Return all sources by their number."""
        return tuple(SourceWords(n, text, "; ".join(self.places[n]), url) for (text, url), n in self.numbers.items())


def numbered_across(slides: Sequence[SlideOf]) -> tuple[list[SlideOf], tuple[SourceWords, ...]]:
    """Return slides with their sources numbered across the deck, and all sources, each once with all its places.

    The sources of caption and notes are then among those of the view.
    """
    register = _Register()
    found = []
    for slide in slides:
        said = register.take(slide.said)
        found.append(_renumbered(slide, register.take(slide.words.sources), said))
    return found, register.listed()


def _renumbered(slide: SlideOf, numbers: Mapping[int, int], said: Mapping[int, int]) -> SlideOf:
    words = slide.words
    merged = _Register()
    both = [replace(source, number=said[source.number]) for source in slide.said]
    both += [replace(source, number=numbers[source.number]) for source in words.sources]
    own = merged.take(both)
    by_deck = {inner: outer for outer, inner in own.items()}
    return replace(
        slide,
        scenes=tuple(_scene(scene, numbers) for scene in slide.scenes),
        words=replace(
            words,
            title_marks=tuple(numbers.get(mark, mark) for mark in words.title_marks),
            keys=tuple(replace(key, text=renumbered(key.text, numbers)) for key in words.keys),
            notes=tuple(renumbered(note, numbers) for note in words.notes),
            map_notes=tuple(renumbered(note, numbers) for note in words.map_notes),
            sources=tuple(
                sorted((replace(s, number=by_deck[s.number]) for s in merged.listed()), key=lambda s: s.number)
            ),
        ),
        caption=renumbered(slide.caption, said if slide.said else numbers),
        notes=renumbered(slide.notes, said if slide.said else numbers),
        said=(),
    )


def _scene(scene: Scene, numbers: Mapping[int, int]) -> Scene:
    return replace(
        scene,
        areas=tuple(replace(area, sentence=renumbered(area.sentence, numbers)) for area in scene.areas),
        points=tuple(replace(point, sentence=renumbered(point.sentence, numbers)) for point in scene.points),
        symbols=tuple(
            replace(s, symbol=replace(s.symbol, sentence=renumbered(s.symbol.sentence, numbers))) for s in scene.symbols
        ),
        shapes=tuple(
            replace(s, shape=replace(s.shape, sentence=renumbered(s.shape.sentence, numbers))) for s in scene.shapes
        ),
    )


def renumbered(text: str, numbers: Mapping[int, int]) -> str:
    """Return a text with other numbers in its marks of sources; numbers that stand for no source stay.

    Examples
    --------
    >>> renumbered("250,000 km² [1,2], in Article 5 [9]", {1: 4, 2: 5})
    '250,000 km² [4,5], in Article 5 [9]'
    """
    if "[" not in text:
        return text

    def new(found: re.Match[str]) -> str:
        return bracketed(numbers.get(mark, mark) for mark in numbers_of(found))

    return SOURCE_NUMBERS.sub(new, text)


def speaker_notes(slide: SlideOf) -> list[str]:
    """Return the lines of the speaker notes: what is said, the view, its sources in full, its notes."""
    words = slide.words
    said = [*slide.notes.splitlines(), ""] if slide.notes else []
    lines = [
        *said,
        *([slide.caption, ""] if slide.caption else []),
        f"{words.title}{marks(words.title_marks)}",
        words.subtitle,
        words.freshness.kept,
        f"This view: {words.link}",
        f"Mine Ban Atlas, {words.release}",
        "",
        "Sources",
        *(source_line(source) for source in words.sources),
    ]
    notes = [text for text in (words.empty, *words.map_notes, *words.notes) if text]
    return [*lines, "", "Notes", *notes, words.boundary_note, words.disclaimer]


def source_line(source: SourceWords) -> str:
    """Return a source in full: number, citation, place in it, address."""
    parts = [f"[{source.number}] {source.text}", f"Place: {source.locator}." if source.locator else "", source.url]
    return " ".join(part for part in parts if part)


def marks(numbers: Sequence[int]) -> str:
    """Return numbers of sources as they stand in plain text, or nothing."""
    return f" [{', '.join(str(number) for number in numbers)}]" if numbers else ""
