"""A step as it is told: every number has a source in the list, in the order in which a reader comes upon them."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given

from dashboard.maps.compose.compose import compose
from dashboard.maps.spec import MapSpec
from dashboard.maps.story.model import Step, StepText, step_text, with_step_sources
from dashboard.maps.view import View
from geodata.source_numbers import Numbering
from tests.builders import on
from tests.shipped_views import dataset, first_uses
from tests.stories import shipped, specs_of, steps

TODAY = on("2026-11-21")


@lru_cache(maxsize=4)
def map_of(view: View) -> MapSpec:
    return compose(view, dataset(), today=TODAY)


def of(step: Step) -> StepText:
    return step_text(step, map_of(step.view), dataset())


def drawn(step: Step, words: StepText) -> list[int]:
    """The numbers that the map itself prints of the shapes of a step."""
    spec = with_step_sources(map_of(step.view), words)
    return [number for shape in spec.shapes for number in shape.sentence.sources]


def numbers(words: StepText, of_map: Iterable[int] = ()) -> list[int]:
    """The numbers in the order in which a reader comes upon them."""
    told_first = [number for statement in (*words.caption, words.seen) for number in statement.sources]
    return [*told_first, *of_map, *(number for statement in words.notes for number in statement.sources)]


@pytest.mark.slow
@given(steps())
def test_numbers_and_sources_are_the_same_and_no_text_is_lost(step: Step) -> None:
    words = of(step)
    assert first_uses(numbers(words, drawn(step, words))) == [source.number for source in words.sources]
    marked = sum(text.count("[") for text in (step.caption, step.notes))
    shown = "".join(item.text for item in (*words.caption, *words.notes))
    assert len(shown) >= len(step.caption) + len(step.notes) - 12 * marked - 2 * len(step.citations)


def test_a_mark_leads_to_the_sources_of_its_record() -> None:
    words = of(shipped().steps[3])
    first = words.caption[0]
    assert first.text.endswith("with 250,000 km²")
    named = {source.source_id for source in words.sources if source.number in first.sources}
    assert named == {"emp-2023", "pravda-2023", "seed-004"}
    assert "1" not in "".join(piece.text for piece in words.caption).split()


def test_a_reference_without_a_mark_is_cited_at_the_end_of_the_caption() -> None:
    step = replace(shipped().steps[0], caption="Nothing is marked", notes="", citations=("treaties/apmbc",))
    words = of(step)
    assert words.caption[0].text == "Nothing is marked"
    assert words.caption[-1].sources == tuple(range(1, len(words.caption[-1].sources) + 1))


def test_a_reference_that_this_release_lacks_has_no_number_and_moves_no_other() -> None:
    step = replace(
        shipped().steps[0], caption="A [1]. B [2].", notes="", citations=("claims/gone", "sources/seed-001: end")
    )
    words = of(step)
    assert [piece.sources for piece in words.caption[:2]] == [(), (1,)]


@pytest.mark.slow
def test_several_steps_may_share_one_list_of_sources() -> None:
    numbering = Numbering(dataset().sources)
    specs = specs_of(shipped(), dataset(), today=TODAY)
    items = [
        step_text(step, spec, dataset(), numbering=numbering) for step, spec in zip(shipped().steps, specs, strict=True)
    ]
    ids = [source.source_id for source in items[-1].sources]
    assert len(ids) == len(set(ids))
    assert set().union(*(numbers(one) for one in items)) == {source.number for source in items[-1].sources}


def test_the_map_prints_the_numbers_that_its_sources_have_in_the_list() -> None:
    step = replace(shipped().steps[3], caption="Elsewhere [1].", notes="", citations=("treaties/ccm",))
    words = of(step)
    spec = compose(step.view, dataset(), today=TODAY)
    by_id = {source.source_id: source.number for source in words.sources}
    claim = dataset().claim(step.view.footprints[0].figure)
    assert drawn(step, words) == sorted(by_id[citation.source_id] for citation in claim.citations)
    assert with_step_sources(spec, words).shapes[0].sentence != spec.shapes[0].sentence
