"""A step as it is told: caption and notes in pieces with the numbers of their sources, and the sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dashboard.maps.compose import source_notes
from dashboard.maps.spec import MapSpec, SourceNote
from dashboard.maps.story import Step
from geodata.dataset import Dataset
from geodata.errors import UnknownKeyError
from geodata.records import Citation
from geodata.references import citations_of
from geodata.sources import Numbering
from geodata.story_text import passages


@dataclass(frozen=True, slots=True)
class Said:
    """A piece of text and the numbers of the sources that it rests on."""

    text: str
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """One step: `seen` is the sentence that the map's own headline says, `under` the line beneath it."""

    title: str
    caption: tuple[Said, ...]
    notes: tuple[Said, ...]
    seen: Said
    under: str
    sources: tuple[SourceNote, ...]


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
    notes = _said(step.notes, step, dataset, numbers)
    return Told(step.title, caption, notes, seen, spec.subtitle, source_notes(numbers))


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
