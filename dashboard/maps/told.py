"""A step as it is told: caption and notes in pieces with the numbers of their sources, and the sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.maps.compose import source_notes
from dashboard.maps.spec import MapSpec, SourceNote
from dashboard.maps.story import Step
from geodata.dataset import Dataset
from geodata.errors import UnknownKeyError
from geodata.model import Citation
from geodata.sources import NUMBERS_AT_END, CitationStyle, Numbering, bracketed, citation_text, numbers_at_end
from geodata.story import citations_of, passages


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of text and the numbers of the sources that it rests on."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One step.

    `seen` is the sentence that the map's own headline says, `under` the line beneath it; `short` names each source in a
    few words, by its number.
    """

    title: str
    caption: tuple[Said, ...]
    notes: tuple[Said, ...]
    seen: Said
    under: str
    sources: tuple[SourceNote, ...]
    short: tuple[tuple[int, str], ...] = ()


def told(step: Step, spec: MapSpec, dataset: Dataset, *, numbering: Numbering | None = None) -> Told:
    """Return a step as it is told, its sources numbered in the order in which a reader comes upon them.

    Parameters
    ----------
    spec
        What is seen of the step's view.
    numbering
        For several steps with one list of sources: the same one for each; the sources are then all so far.
    """
    numbers = numbering or Numbering(dataset.sources)
    caption = _said(step.caption, step, dataset, numbers)
    marked = {
        mark
        for text in (step.caption, step.notes)
        for piece in passages(text, len(step.citations))
        for mark in piece.marks
    }
    rest = numbers.cite(_citations((ref for n, ref in enumerate(step.citations, 1) if n not in marked), dataset))
    if rest:
        caption = (*caption, Said("", rest))
    cited = {source.number: Citation(source.source_id, source.locator) for source in spec.sources}
    seen = Said(spec.headline.text, numbers.cite(cited[number] for number in spec.headline.sources))
    numbers.cite(cited[number] for shape in spec.shapes for number in numbers_at_end(shape.sentence))
    notes = _said(step.notes, step, dataset, numbers)
    short = tuple((number, citation_text(source, style=CitationStyle.SHORT)) for number, source, _ in numbers.items())
    return Told(step.title, caption, notes, seen, spec.subtitle, source_notes(numbers), short)


def as_told(spec: MapSpec, told: Told) -> MapSpec:
    """Return what is seen with the numbers that the sources have where the step is told.

    They stand in the sentences of shapes, which the map prints; its cards name their sources themselves.
    """
    numbers = {source.source_id: source.number for source in told.sources}
    by_old = {source.number: numbers.get(source.source_id) for source in spec.sources}

    def renumbered(sentence: str) -> str:
        found = [new for old in numbers_at_end(sentence) if (new := by_old.get(old))]  # by standing, as they were
        return NUMBERS_AT_END.sub(bracketed(found), sentence) if found else sentence

    return replace(spec, shapes=tuple(replace(shape, sentence=renumbered(shape.sentence)) for shape in spec.shapes))


def _said(text: str, step: Step, dataset: Dataset, numbers: Numbering) -> tuple[Said, ...]:
    return tuple(
        Said(piece.text, numbers.cite(_citations((step.citations[mark - 1] for mark in piece.marks), dataset)))
        for piece in passages(text, len(step.citations))
    )


def _citations(references: Iterable[str], dataset: Dataset) -> Iterable[Citation]:
    """The citations behind references; of one that this release lacks there are none, and its file has said so."""
    for reference in references:
        try:
            yield from citations_of(reference, dataset)
        except UnknownKeyError:
            continue
