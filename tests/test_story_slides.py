"""Steps of a story as slides: caption and notes with their sources, all in the numbers of the deck."""

import re

import pytest

from dashboard.maps.story.model import Catalogue, step_text, story_of
from dashboard.render.formats import Options, StoryJob
from dashboard.render.picture_text import PictureText
from dashboard.render.pptx.deck import step_slide, story_pptx
from dashboard.render.scene import scenes_of
from geodata.story import shipped_story
from tests.shipped_views import TODAY, dataset
from tests.slide_reading import BASE, opened, overflows, text_of, title_of
from tests.stories import specs_of


@pytest.mark.slow
def test_the_shipped_story_is_a_deck_on_which_nothing_runs_over_and_every_mark_has_its_source() -> None:
    story = story_of(shipped_story(), Catalogue.of(dataset()))
    specs = specs_of(story, dataset(), today=TODAY)
    steps_told = tuple((step_text(step, spec, dataset()), spec) for step, spec in zip(story.steps, specs, strict=True))
    slides = [
        step_slide(entry, scenes_of(spec), PictureText(spec, base=BASE, made_on=TODAY)) for entry, spec in steps_told
    ]
    items = list(opened(story_pptx(StoryJob(story.title, steps_told), Options(BASE, TODAY))).slides)
    steps, rest = items[1 : len(slides) + 1], items[len(slides) + 1 :]
    assert [title_of(slide) for slide in steps] == [s.title for s in story.steps]
    listed = "\n".join(text_of(item) for page in rest for item in page.shapes if item.name.startswith("Sources"))
    numbers = {int(number) for number in re.findall(r"^\[(\d+)\]", listed, re.MULTILINE)}
    for slide, step in zip(steps, slides, strict=True):
        assert overflows(slide) == []
        (caption,) = [text_of(item) for item in slide.shapes if item.name == "Caption"]
        marks = {int(number) for group in re.findall(r"\[([\d, ]+)\]", caption) for number in group.split(",")}
        assert marks
        assert marks <= numbers
        assert re.sub(r" ?\[[\d, ]+\]", "", caption) == " ".join("".join(piece.text for piece in step.caption).split())
        notes = slide.notes_slide.notes_text_frame
        assert notes is not None
        assert all(f"\n[{number}] " in notes.text for number in marks)
