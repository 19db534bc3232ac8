"""The words of slides: sources numbered across the deck, marks that follow them, notes with all of them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.spec import CitedText, SourceNote
from dashboard.maps.view import View
from dashboard.render.picture_text import (
    DISCLAIMER,
    SlideOf,
    marks,
    numbered_across,
    printed,
    source_line,
    speaker_notes,
)
from tests.map_specs import source_note
from tests.slide_reading import slide_of

ONE, TWO, THREE = (source_note(n, f"Source {n}", f"page {n}", f"https://a.example/{n}") for n in (1, 2, 3))

RUNS = (CitedText("Said", (1,)), CitedText("."))


def _slide(*sources: SourceNote, marks_of_title: tuple[int, ...] = (), caption: tuple[CitedText, ...] = ()) -> SlideOf:
    words = slide_of(View(extent="korea")).words
    headline = replace(words.spec.headline, sources=marks_of_title)
    words = replace(words, spec=replace(words.spec, sources=sources, headline=headline))
    return SlideOf((), words, caption=caption)


def test_a_source_has_one_number_on_all_slides_and_keeps_all_its_places() -> None:
    again = replace(ONE, number=2, locator="page 1; page 9")
    first, second = (
        _slide(ONE, TWO, marks_of_title=(2,)),
        _slide(replace(THREE, number=1), again, marks_of_title=(1, 2)),
    )
    slides, sources = numbered_across([first, second])
    assert [(source.number, source.text, source.locator) for source in sources] == [
        (1, "Source 1", "page 1; page 9"),
        (2, "Source 2", "page 2"),
        (3, "Source 3", "page 3"),
    ]
    assert [source.text for source in slides[1].words.spec.sources] == ["Source 1", "Source 3"]
    assert [source.number for source in slides[1].words.spec.sources] == [1, 3]
    assert (slides[0].words.spec.headline.sources, slides[1].words.spec.headline.sources) == (
        (2,),
        (3, 1),
    )  # as on its own slide: by standing


def test_the_marks_of_a_caption_follow_its_own_sources() -> None:
    slide = replace(
        _slide(ONE, marks_of_title=(1,)),
        step_sources=(replace(THREE, number=1),),
        caption=RUNS,
        notes=(CitedText("So", (1,)),),
    )
    (numbered,), sources = numbered_across([slide])
    assert [source.text for source in sources] == ["Source 3", "Source 1"]
    assert (numbered.caption, numbered.notes) == (RUNS, (CitedText("So", (1,)),))
    assert numbered.words.spec.headline.sources == (2,)
    assert [source.text for source in numbered.words.spec.sources] == ["Source 3", "Source 1"]
    assert numbered.first_sources == {1, 2}


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), min_size=1, max_size=4))
def test_each_mark_leads_to_the_same_source_before_and_after(documents: list[list[str]]) -> None:
    slides = []
    for names in documents:
        listed = [source_note(n, name, name) for n, name in enumerate(names, 1)]
        slides.append(
            _slide(
                *listed,
                marks_of_title=tuple(range(1, len(names) + 1)),
                caption=tuple(CitedText(name, (n,)) for n, name in enumerate(names, 1)),
            )
        )
    numbered, sources = numbered_across(slides)
    by_number = {source.number: source.text for source in sources}
    assert sorted(by_number) == list(range(1, len(by_number) + 1))
    for names, slide in zip(documents, numbered, strict=True):
        assert [(piece.text, by_number[piece.sources[0]]) for piece in slide.caption] == [(n, n) for n in names]
        assert {by_number[number] for number in slide.words.spec.headline.sources} == set(names)
        assert {source.number: source.text for source in slide.words.spec.sources}.items() <= by_number.items()


def test_a_number_in_brackets_that_is_text_stays() -> None:
    caption = (CitedText("Article 5 [1]", (1,)), CitedText(" is [2]."))
    (_, numbered), _ = numbered_across([_slide(TWO), _slide(ONE, caption=caption)])
    assert numbered.caption == (CitedText("Article 5 [1]", (2,)), CitedText(" is [2]."))
    assert printed(numbered.caption) == "Article 5 [1] [2] is [2]."


def test_marks_in_plain_text() -> None:
    assert marks((1, 2)) == " [1, 2]"
    assert marks(()) == ""


def test_the_sentences_of_shapes_get_the_numbers_of_the_deck() -> None:
    slide = slide_of(View(country="UKR", extent="UKR"))
    shifted, _ = numbered_across([_slide(ONE, TWO), slide])
    before, after = slide.scenes[0].areas, shifted[1].scenes[0].areas
    cited = [(a.sentence, b.sentence) for a, b in zip(before, after, strict=True) if 1 in a.sentence.sources]
    assert all(3 in new.sources for _, new in cited)


def test_speaker_notes_have_the_view_its_sources_in_full_and_its_notes() -> None:
    slide = replace(slide_of(View()), notes=(CitedText("Say this."),), caption=(CitedText("A caption", (1,)),))
    lines = speaker_notes(slide)
    assert lines[:4] == ["Say this.", "", "A caption [1]", ""]
    assert any(line.endswith(slide.words.link) for line in lines)
    assert any(slide.words.release in line for line in lines)
    for source in slide.words.spec.sources:
        assert source_line(source) in lines
        assert source.locator in source_line(source)
    assert {slide.words.spec.boundary_note, DISCLAIMER, *slide.words.notes} <= set(lines)
