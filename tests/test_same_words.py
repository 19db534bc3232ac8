"""A view says the same, word for word, wherever it goes: headline, legend with counts, sources."""

import csv
import html
import io
import json
import re
from collections import Counter
from dataclasses import fields, replace
from typing import Any

import pytest
from openpyxl import load_workbook
from pptx import Presentation
from pptx.slide import Slide

from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import CitedText, MapSpec, SourceNote
from dashboard.maps.story.model import StepText
from dashboard.maps.view import PRESETS, View
from dashboard.maps.wording import spelled
from dashboard.notebook import NotebookView
from dashboard.render.formats import FORMATS, Options, file_bytes
from dashboard.render.html.fragments import headline_html
from dashboard.render.live_map.message import message
from dashboard.render.pdf import step_words
from dashboard.render.picture_text import PictureText
from geodata import Freshness
from tests.picture_texts import in_words
from tests.shipped_views import TODAY, shown

HERE = Options("https://atlas.example.org/", TODAY)
# The ready views, and each layer that can fill the areas on its own.
VIEWS = {preset.preset_id: preset.view for preset in PRESETS} | {
    layer.layer_id: View(layers=(layer.layer_id,)) for layer in LAYERS if layer.can_fill and layer.is_offered(View())
}
shown_in_all = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())


def plain(text: str) -> str:
    """Text without markup, footnote marks apart, blanks joined."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def on_slide(slide: Slide) -> str:
    items = []
    for shape in slide.shapes:
        items += [part.text_frame.text for part in getattr(shape, "shapes", [shape]) if part.has_text_frame]
    return re.sub(r"\s+", " ", " ".join(items))


def in_notes(slide: Slide) -> str:
    notes = slide.notes_slide.notes_text_frame
    return re.sub(r"\s+", " ", notes.text if notes else "")


def classes(spec: MapSpec) -> list[tuple[str, int]]:
    return [(item.label, item.count) for legend in spec.legends for item in legend.classes]


@pytest.mark.slow
@shown_in_all
def test_headline_legend_and_sources_are_the_same_in_every_output(view: View) -> None:
    spec = shown(view)
    title = re.sub(r"\s+", " ", spec.headline.text)
    svg, slide = (
        in_words(file_bytes(FORMATS["svg"], spec, HERE).decode()),
        Presentation(io.BytesIO(file_bytes(FORMATS["pptx"], spec, HERE))).slides[0],
    )
    seen, noted = on_slide(slide), in_notes(slide)
    page, embed = (plain(file_bytes(FORMATS[kind], spec, HERE).decode()) for kind in ("html", "embed"))
    live = message(spec)
    assert title in svg
    assert title in seen
    assert title in page
    assert title in embed
    assert title in plain(headline_html(spec, Freshness(spec.depositary_read, TODAY)))
    assert title in spec.text_alternative
    book = load_workbook(io.BytesIO(file_bytes(FORMATS["xlsx"], spec, HERE)))
    cells = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert spec.headline.text in cells
    sent = json.loads(json.dumps(live))
    counts = {sent["classes"][number][0]: count for legend in sent["legends"] for number, count, _ in legend[3]}
    for label, count in classes(spec):
        assert label in svg
        assert label in seen
        assert label in embed
        assert label in cells
        assert f"{label} {count}" in page or spec.beside
        assert counts[label] == count
    for source in spec.sources:
        text = re.sub(r"\s+", " ", source.text)
        assert text in page
        assert text in noted
        assert source.text in cells


@pytest.mark.slow
@shown_in_all
def test_each_row_of_the_table_has_headline_legend_and_sources(view: View) -> None:
    spec = shown(view)
    words = PictureText(spec, base=HERE.base, made_on=TODAY)
    table = list(csv.DictReader(io.StringIO(file_bytes(FORMATS["csv"], spec, HERE).decode("utf-8-sig"), newline="")))
    assert [row["State"] for row in table] == [row.text("name") for row in spec.rows]
    assert {row["View"] for row in table} == {spec.headline.text}
    (legend,) = {row["Legend"] for row in table}
    for item in (item for legend in words.legends for item in legend.items):
        assert f"{item.label} {item.counts[0] if item.counts else item.count}" in legend
    assert [row["Sources"] for row in table] == [row.text("sources") for row in spec.rows]
    # A state counts where the filter keeps it, and those have a row.
    drawn = Counter(row["Shown as"] for row in table)
    for legend_class in spec.legends[0].classes:
        if legend_class.is_selected and drawn[legend_class.label]:
            assert drawn[legend_class.label] == legend_class.count


@pytest.mark.slow
@shown_in_all
def test_the_text_alternative_tells_the_legend_with_the_same_counts_and_the_sources(view: View) -> None:
    spec = shown(view)
    alone = NotebookView(spec, HERE, is_interactive=False)._repr_mimebundle_()["text/plain"]
    assert alone.startswith(spec.headline.text)
    age = Freshness(spec.depositary_read, HERE.made_on).dated_sentence
    assert alone.split("\n")[1:] == [age] + [f"[{source.number}] {source.text}" for source in spec.sources]
    assert spec.in_words in alone
    for legend in spec.legends:
        rest = spec.text_alternative.partition(f"{legend.title}: ")[2]
        assert rest, legend.title
        (layer,) = (layer for layer in LAYERS if layer.layer_id == legend.layer)
        for item in legend.classes:
            noun = layer.nouns.get(item.class_id, layer.noun)
            before, _, rest = rest.partition(f"{item.label}, {spelled(item.count)} ")
            assert rest, (item.label, before)
            assert rest.startswith((noun.singular, noun.plural))


def test_a_mark_on_the_page_of_a_story_leads_to_the_same_source() -> None:
    spec = shown(next(preset.view for preset in PRESETS if preset.preset_id == "ukraine-today"))
    words = PictureText(spec, base=HERE.base, made_on=TODAY)
    marked = next(key for key in words.keys if "[" in key.text)
    numbers = [int(n) for n in re.findall(r"\d+", marked.text.rpartition("[")[2])]
    # Told in another order, so that every number is another one.
    turned = tuple(reversed([spec.sources[number - 1] for number in numbers]))
    step = _step_text("A step", _numbered(turned))
    page = step_words(step, words)
    (key,) = [key for key in page.keys if "[" in key.text]
    after = [int(n) for n in re.findall(r"\d+", key.text.rpartition("[")[2])]
    assert [page.spec.sources[n - 1].text for n in after] == [spec.sources[n - 1].text for n in numbers]
    alone = step_words(_step_text("A step", ()), words)
    assert {source.text for source in alone.spec.sources} == {spec.sources[n - 1].text for n in numbers}


def _step_text(title: str, sources: tuple[SourceNote, ...]) -> StepText:
    empty: dict[str, Any] = {field.name: () for field in fields(StepText)}
    return StepText(**{**empty, "title": title, "seen": CitedText("", ()), "under": "", "sources": sources})


def _numbered(sources: tuple[SourceNote, ...]) -> tuple[SourceNote, ...]:
    return tuple(replace(source, number=number) for number, source in enumerate(sources, 1))
