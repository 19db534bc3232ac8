"""A story: an ordered list of views with words, and the text of a step with the numbers of its sources."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs

from dashboard.maps.compose.compose import source_notes
from dashboard.maps.layers import footprint
from dashboard.maps.link import read_link
from dashboard.maps.question_link import OWN_ID
from dashboard.maps.spec import CitedText, MapSpec, SourceNote
from dashboard.maps.view import LinkProblem, View, with_own_of
from geodata.dataset import Dataset
from geodata.model import Citation
from geodata.source_numbers import Numbering
from geodata.sources import CitationStyle, citation_text
from geodata.story import (
    SOURCES_TABLE,
    StoryText,
    citations_of,
    facts_by_reference,
    is_reference,
    passages,
    reference_parts,
)

# -- A story: an ordered list of views with words, as one frozen value; its file and its link are read elsewhere.

# A step is told in a minute or so; more of them are no talk any more, and each is a map to be made.
MOST_STEPS = 40
LONGEST_TITLE = 120  # characters: two lines on a stage
LONGEST_CAPTION = 700  # characters: what fits beside the map on a stage, in type that is read from the last row
LONGEST_NOTES = 2000  # characters: a page of a speaker's manuscript
MOST_CITATIONS = 20
LONGEST_CITATION = 400  # characters; a document with its place in it
# What XML 1.0 (section 2.2) has no character for, so that no slide or page could hold it; and the signs that turn the
# direction of the text around them (Unicode Standard Annex 9), by which words of a stranger could show others.
_UNPRINTABLE = re.compile(
    "[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story.

    Marks such as [2] in caption and notes stand behind what rests on the second of `citations`, which are references
    (`geodata.story`): the facts and documents that the words rest on.
    """

    view: View
    title: str
    caption: str = ""
    notes: str = ""
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """Steps in their order; a story without any has just been begun."""

    title: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def own_ids(self) -> frozenset[str]:
        """The content ids of the own data that steps show; a story made here has one at most."""
        return frozenset(own_id for step in self.steps for own_id in step.view.own_ids)


class _OwnIds(tuple[str, ...]):
    """Contains every content id: a step keeps the one of its own data, whether they are open or not."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and OWN_ID.fullmatch(key) is not None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What steps of a story may name: codes of areas, ids of figures drawn to scale, references."""

    areas: Collection[str] = ()
    claims: Collection[str] = ()
    facts: Collection[str] = ()
    sources: Collection[str] = ()

    @classmethod
    def of(cls, dataset: Dataset) -> Catalogue:
        """Return all that a dataset knows."""
        return cls(dataset.states, footprint.drawable(dataset), facts_by_reference(dataset), dataset.sources)

    def has(self, reference: str) -> bool:
        """Whether a reference leads somewhere."""
        table, key, _ = reference_parts(reference)
        return key in self.sources if table == SOURCES_TABLE else reference in self.facts

    def view_of(self, link: str) -> tuple[View, tuple[LinkProblem, ...]]:
        """Read the part of a link behind its question mark, or a whole address."""
        query: Mapping[str, list[str]] = parse_qs(link.rpartition("?")[2].partition("#")[0], keep_blank_values=True)
        return read_link(query, areas=self.areas, claims=self.claims, own=_OwnIds())


def story_of(text: StoryText, catalogue: Catalogue) -> Story:
    """Return the shipped story; its links are known to be in order, because a test reads them."""
    return Story(
        text.title,
        tuple(
            Step(catalogue.view_of(step.link)[0], step.title, step.caption, step.notes, step.citations)
            for step in text.steps
        ),
    )


def with_own_of_story(story: Story, own: str | None) -> Story:
    """Return the story without own data other than those of a content id, whose figures are open; None: none are."""
    if story.own_ids <= {own}:
        return story
    return replace(story, steps=tuple(replace(step, view=with_own_of(step.view, own)) for step in story.steps))


def faults_of(story: Story) -> tuple[str, ...]:
    """Return why a story cannot be taken as it is, a sentence for each reason; none when it can."""
    return tuple(_faults(story))


def too_many(count: int) -> str:
    """Return the sentence that refuses a story of so many steps, or nothing when they are not too many."""
    return f"The story has {count:,} steps; the atlas takes {MOST_STEPS} at most." if count > MOST_STEPS else ""


def _faults(story: Story) -> Iterator[str]:
    if refused := too_many(len(story.steps)):
        yield refused
        return  # a sentence about each of the steps would hide this one
    yield from _too_much("The title of the story", story.title, LONGEST_TITLE)
    for number, step in enumerate(story.steps, 1):
        yield from _too_much(f"The title of step {number}", step.title, LONGEST_TITLE)
        yield from _too_much(f"The caption of step {number}", step.caption, LONGEST_CAPTION)
        yield from _too_much(f"The notes of step {number}", step.notes, LONGEST_NOTES)
        if len(step.citations) > MOST_CITATIONS:
            yield f"Step {number} rests on {len(step.citations):,} sources; {MOST_CITATIONS} at most are kept."
        for citation in step.citations[:MOST_CITATIONS]:
            yield from _too_much(f"A source of step {number}", citation, LONGEST_CITATION)


def _too_much(what: str, text: str, most: int) -> Iterator[str]:
    if len(text) > most:
        yield f"{what} has {len(text):,} characters; {most:,} at most fit."
    if _UNPRINTABLE.search(text):
        yield f"{what} holds a character that cannot be printed."


def printable(text: str) -> str:
    """Return a text without the characters that cannot be printed, its lines ended by line feeds."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def added(story: Story, step: Step) -> Story:
    """Return the story with one more step at its end; a full one stays as it is."""
    return replace(story, steps=(*story.steps, step)) if len(story.steps) < MOST_STEPS else story


def with_step(story: Story, at: int, step: Step) -> Story:
    """Return the story with another step in the place of the one that counts `at` from 0."""
    return replace(story, steps=(*story.steps[:at], step, *story.steps[at + 1 :]))


def removed(story: Story, at: int) -> Story:
    """Return the story without the step that counts `at` from 0."""
    return replace(story, steps=(*story.steps[:at], *story.steps[at + 1 :]))


def moved(story: Story, at: int, to: int) -> Story:
    """Return the story with one step in another place; both count from 0, beyond the ends is at the ends."""
    steps = [*story.steps]
    steps.insert(min(max(to, 0), len(steps) - 1), steps.pop(at))
    return replace(story, steps=tuple(steps))


# -- The texts of a step: caption and notes in pieces with the numbers of their sources, and the sources.


@dataclass(frozen=True, slots=True)
class StepText:
    """The texts of one step.

    `seen` is the sentence that the map's own headline says, `under` the line beneath it; `short` names each source in a
    few words, by its number.
    """

    title: str
    caption: tuple[CitedText, ...]
    notes: tuple[CitedText, ...]
    seen: CitedText
    under: str
    sources: tuple[SourceNote, ...]
    short: tuple[tuple[int, str], ...] = ()


def step_text(step: Step, spec: MapSpec, dataset: Dataset, *, numbering: Numbering | None = None) -> StepText:
    """Return the texts of a step, their sources numbered in the order in which a reader comes upon them.

    Parameters
    ----------
    spec
        What is seen of the step's view.
    numbering
        For several steps with one list of sources: the same one for each; the sources are then all so far.
    """
    numbers = numbering or Numbering(dataset.sources)
    caption = _cited_texts(step.caption, step, dataset, numbers)
    marked = {
        mark
        for text in (step.caption, step.notes)
        for piece in passages(text, len(step.citations))
        for mark in piece.marks
    }
    rest = numbers.cite(_citations((ref for n, ref in enumerate(step.citations, 1) if n not in marked), dataset))
    if rest:
        caption = (*caption, CitedText("", rest))
    cited = {source.number: Citation(source.source_id, source.locator) for source in spec.sources}
    seen = CitedText(spec.headline.text, numbers.cite(cited[number] for number in spec.headline.sources))
    for shape in spec.shapes:  # one at a time, because the strongest of what is cited together is numbered first
        numbers.cite(cited[number] for number in shape.sentence.sources)
    notes = _cited_texts(step.notes, step, dataset, numbers)
    short = tuple((number, citation_text(source, style=CitationStyle.SHORT)) for number, source, _ in numbers.items())
    return StepText(step.title, caption, notes, seen, spec.subtitle, source_notes(numbers), short)


def with_step_sources(spec: MapSpec, step_text: StepText) -> MapSpec:
    """Return what is seen with the numbers that the sources have in the texts of a step.

    They stand in the sentences of shapes, which the map prints; its cards name their sources themselves.
    """
    numbers = {source.source_id: source.number for source in step_text.sources}
    by_old = {old.number: numbers[old.source_id] for old in spec.sources if old.source_id in numbers}
    return spec.renumbered(by_old)


def _cited_texts(text: str, step: Step, dataset: Dataset, numbers: Numbering) -> tuple[CitedText, ...]:
    return tuple(
        CitedText(piece.text, numbers.cite(_citations((step.citations[mark - 1] for mark in piece.marks), dataset)))
        for piece in passages(text, len(step.citations))
    )


def _citations(references: Iterable[str], dataset: Dataset) -> Iterable[Citation]:
    """The citations behind references; of one that this release lacks there are none, and its file has said so."""
    for reference in references:
        if is_reference(reference, dataset):  # not by the error, which looks for the nearest among thousands
            yield from citations_of(reference, dataset)
