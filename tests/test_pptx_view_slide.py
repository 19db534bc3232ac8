"""A view as a slide: everything on it is in its place, whatever the view, and nothing is left out in silence."""

import re
import string
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx.slide import Slide

from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import CitedText, Empty, Headline, Legend, LegendClass, Look
from dashboard.maps.view import PRESETS, Other, Preset, View
from dashboard.render.picture_text import DISCLAIMER, PictureText, SlideOf
from dashboard.render.pptx.deck import one_slide
from dashboard.render.pptx.slide import MORE_NOTES, SlideStyle, view_slide
from dashboard.render.theme import LIGHT
from tests.map_specs import source_note
from tests.properties import examples
from tests.slide_reading import all_shapes, frame_of, overflows, shape, slide_of, slides_of, small_scene, text_of

ALL = LAYERS.ids
HARD = {
    "all layers": View(layers=ALL),
    "all layers of Ukraine": View(layers=ALL, extent="UKR", country="UKR"),
    "all layers twice": View(layers=ALL, beside=Other("ccm")),
    "tall twice": View(extent="americas", beside=Other(None, date(2010, 1, 1))),
    "narrow": View(extent="CHL", country="CHL"),
    "no layer": View(layers=("borders",)),
    "across the antimeridian": View(extent="KIR", layers=ALL),
}


def _slide(slide: SlideOf) -> Slide:
    return slides_of(one_slide(slide.scenes, slide.words))[0]


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_no_text_of_a_ready_view_runs_over_its_place(preset: Preset) -> None:
    assert overflows(_slide(slide_of(preset.view))) == []


@pytest.mark.slow
@pytest.mark.parametrize("view", HARD.values(), ids=HARD.keys())
def test_no_text_of_a_hard_view_runs_over_its_place(view: View) -> None:
    assert overflows(_slide(slide_of(view))) == []


WORD = st.text(string.ascii_letters + "éñ–", min_size=1, max_size=18)


def _texts(least: int, most: int) -> st.SearchStrategy[str]:
    """Texts of about so many characters, with words of any length."""
    words = st.lists(WORD, min_size=1, max_size=max(most // 5, 1)).map(" ".join)
    return words.map(lambda text: (text * (1 + least // max(len(text), 1)))[:most].strip() or "a")


@st.composite
def _words(draw: st.DrawFn) -> PictureText:
    """Words as long as the atlas can make them: legends of all layers, eighty sources, many notes."""
    look: Look = next(iter(small_scene().looks.values()))
    words = slide_of(View(layers=("status", "footprint", "borders"), extent="UKR", country="UKR")).words
    (shape,) = words.spec.shapes

    def legend(number: int, most: int) -> Legend:
        count = draw(st.integers(1, most))
        labels = draw(st.lists(_texts(1, 48), min_size=count, max_size=count))
        classes = [LegendClass(str(n), label, "", look, 8888, n % 3 > 0) for n, label in enumerate(labels)]
        symbol = draw(st.sampled_from(("fill", "circle")))
        return Legend(f"layer-{number}", draw(_texts(1, 90)), symbol, tuple(classes), "")

    sources = draw(st.lists(_texts(20, 300), max_size=80))
    spec = replace(
        words.spec,
        headline=Headline(draw(_texts(1, 170)), tuple(range(1, draw(st.integers(1, 9))))),
        subtitle=draw(_texts(1, 240)),
        legends=tuple(
            legend(number, most) for number, most in enumerate(draw(st.sampled_from(((9,), (9, 7), (9, 7, 7)))))
        ),
        shapes=tuple(replace(shape, sentence=CitedText(text)) for text in draw(st.lists(_texts(1, 130), max_size=2))),
        notes=tuple(draw(st.lists(_texts(20, 400), max_size=9))),
        boundary_note=draw(_texts(100, 260)),
        sources=tuple(source_note(n, text) for n, text in enumerate(sources, 1)),
    )
    return replace(words, spec=spec)


@pytest.mark.slow
@examples(40)
@given(_words())
def test_no_words_of_the_atlas_run_over_their_place(words: PictureText) -> None:
    assert overflows(_slide(SlideOf((small_scene(),), words))) == []


@pytest.mark.slow
def test_the_slide_says_what_the_view_says() -> None:
    slide = slide_of(View())
    page = _slide(slide)
    words, texts = (
        slide.words,
        {item.name: text_of(item) for item in all_shapes(list(page.shapes)) if item.has_text_frame},
    )
    assert page.shapes.title is not None
    assert page.shapes.title.text_frame.paragraphs[0].runs[0].text == words.spec.headline.text
    assert texts["Subtitle"].splitlines() == [words.spec.subtitle, words.freshness.dated_sentence]
    assert texts["Boundaries and disclaimer"] == f"{words.spec.boundary_note} {DISCLAIMER}"
    assert words.release in texts["Release"]
    assert texts["Sources"].split("\n") == [f"[{source.number}] {source.text}" for source in words.spec.sources]
    for item in words.legends[0].items:
        assert texts[f"Label: {item.label}"] == item.label
        assert texts[f"Count: {item.label}"] == str(item.count)
    assert texts["Notes"].split("\n") == list(words.notes)


@pytest.mark.slow
def test_the_live_link_opens_the_view() -> None:
    slide = slide_of(View())
    run = frame_of(shape(list(_slide(slide).shapes), "Live link")).paragraphs[0].runs[0]
    assert run.hyperlink.address == slide.words.link


@pytest.mark.slow
def test_sources_without_room_are_counted_and_told_where_they_are() -> None:
    slide = slide_of(View(layers=ALL, extent="UKR", country="UKR"))
    page = _slide(slide)
    lines = [text for item in page.shapes if item.name.startswith("Sources") for text in text_of(item).split("\n")]
    shown = [int(text[1 : text.index("]")]) for text in lines if text.startswith("[")]
    (rest,) = [text for text in lines if not text.startswith("[")]
    assert rest.startswith(f"and {len(slide.words.spec.sources) - len(shown)} more: ")
    assert set(slide.words.spec.headline.sources) <= set(shown)
    notes = page.notes_slide.notes_text_frame
    assert notes is not None
    assert all(f"[{source.number}] {source.text}" in notes.text for source in slide.words.spec.sources)


@pytest.mark.slow
def test_notes_without_room_are_told_of() -> None:
    slide = slide_of(View(extent="europe"))
    notes = tuple(f"Note {n}. " + "Words of a note." * 12 for n in range(30))
    many = replace(slide.words, spec=replace(slide.words.spec, notes=notes))
    text = text_of(shape(list(_slide(replace(slide, words=many)).shapes), "Notes"))
    assert text.endswith(MORE_NOTES)
    assert text.split("\n")[0] == many.notes[0]


def test_why_a_map_is_empty_stands_first() -> None:
    slide = slide_of(View(extent="korea"))
    nothing = Empty("No state passes the filter.", "Show all", ("reset", "filters"))
    empty = replace(slide.words, spec=replace(slide.words.spec, empty=nothing))
    text = text_of(shape(list(_slide(replace(slide, words=empty)).shapes), "Notes"))
    assert text.startswith("No state passes the filter.")


@pytest.mark.slow
def test_shapes_have_numbers_of_their_own() -> None:
    slide = _slide(slide_of(View(layers=ALL, beside=Other("ccm"))))
    numbers = [item.shape_id for item in all_shapes(list(slide.shapes))]
    assert len(numbers) == len(set(numbers))
    assert min(numbers) > 1  # the tree itself is number 1


def test_a_caption_stands_beside_the_map_with_its_marks_raised() -> None:
    pieces = (CitedText(" Mines ", (1,)), CitedText(" were\n kept [9]", (2, 3)), CitedText(" "), CitedText(". "))
    slide = replace(
        slide_of(View(extent="korea")), heading="A step", caption=pieces, notes=(CitedText("Say", (1,)), CitedText("."))
    )
    sheet = view_slide(slide, SlideStyle(LIGHT))
    (caption,) = [text for text in sheet.shapes if 'name="Caption"' in text]
    assert re.findall('baseline="30000".*?<a:t>(.*?)</a:t>', caption) == ["[1]", "[2,3]"]
    assert re.findall("<a:t>(.*?)</a:t>", caption) == ["Mines", "[1]", " were kept [9]", "[2,3]", " ."]
    assert sheet.notes[0] == "Say [1]."
