"""Every layer says its own in each output: cards, table, files, quotes, the sidebar and the page about the atlas."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from dashboard.maps.citations import quote
from dashboard.maps.compose.cards import cards
from dashboard.maps.compose.compose import compose
from dashboard.maps.compose.table import columns_of, table_columns
from dashboard.maps.context import Layer, Layers
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import link_of
from dashboard.maps.reference.about import chapters
from dashboard.maps.spec import cell_text
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, Options, file_bytes
from dashboard.render.html.panel import panel_html
from dashboard.render.html.reference import about_html
from dashboard.render.live_map.message import card_table, message
from tests.shipped_views import DAYS, SHIPPED, TODAY, context_of, dataset, shown

OPTIONS = Options(base="https://atlas.example.org/", made_on=TODAY)
ONLY_WHEN_ON = tuple(
    layer
    for layer in LAYERS
    if layer.can_fill and layer.columns and not layer.is_listed_when_off and layer.is_offered(View())
)
each_layer = pytest.mark.parametrize("layer", ONLY_WHEN_ON, ids=lambda layer: layer.layer_id)


def of(layer: Layer, area: str | None = None) -> View:
    return View(day=TODAY, layers=(layer.layer_id,), country=area)


def written(kind: str, view: View) -> bytes:
    return file_bytes(FORMATS[kind], shown(view), OPTIONS)


@each_layer
def test_a_link_names_the_layer_and_the_map_is_filled_by_it(layer: Layer) -> None:
    view = of(layer)
    assert link_of(view) == f"?v=1&day=2026-11-21&layers={layer.layer_id}"
    assert shown(view).fill_layer == layer.layer_id
    (legend,) = message(shown(view))["legends"]
    assert (legend.layer, legend.symbol, legend.act) == (layer.layer_id, "fill", "keep")


@pytest.mark.slow
@each_layer
def test_a_legend_counts_every_state_once(layer: Layer) -> None:
    for day in DAYS:
        (legend,) = shown(View(day=day, layers=(layer.layer_id,))).legends
        assert sum(cls.count for cls in legend.classes) == len(dataset().countries)


@each_layer
def test_a_legend_lists_the_classes_by_which_a_click_filters(layer: Layer) -> None:
    (legend,) = shown(of(layer)).legends
    assert {cls.class_id: cls.label for cls in legend.classes}.items() <= layer.classes.items()
    (most, *_) = sorted(legend.classes, key=lambda cls: -cls.count)
    kept = shown(LAYERS.kept_to(of(layer), [most.class_id]))
    assert len(kept.rows) == most.count
    assert {row.area for row in kept.rows} <= {area.area for area in kept.areas if not area.is_muted}


@pytest.mark.slow
@each_layer
def test_its_columns_stand_in_every_table_while_it_is_on(layer: Layer) -> None:
    ids = [column.column_id for column in layer.columns]
    assert not {column.column_id for column in columns_of(context_of(View()).listed)} & {*ids}
    spec = shown(of(layer))
    on_screen = table_columns(spec)
    rows = list(csv.DictReader(io.StringIO(written("csv", of(layer)).decode("utf-8-sig"), newline="")))
    header, *cells = load_workbook(io.BytesIO(written("xlsx", of(layer))))["Table"].iter_rows(values_only=True)
    records = json.loads(written("json", of(layer)))["rows"]
    for column in layer.columns:
        texts = [row.text(column.column_id) for row in spec.rows]
        assert any(texts)
        assert [cell_text(cell) for cell in on_screen[column.title]] == texts
        if column.is_figure:
            assert [float(row[column.title] or "nan") for row in rows] == pytest.approx(
                [float(text or "nan") for text in texts], nan_ok=True
            )
        else:
            assert [row[column.title] for row in rows] == texts
        filled = [row[header.index(column.title)] for row in cells]
        assert [cell not in (None, "") for cell in filled] == [bool(text) for text in texts]
        assert [record[column.column_id] for record in records] == [row[column.column_id] for row in spec.rows]
    properties = [column.column_id for column in layer.columns if column.is_property]
    features = json.loads(written("geojson", of(layer)))["features"]
    usa = next(feature["properties"] for feature in features if feature["properties"]["area"] == "USA")
    assert properties
    assert {*properties} <= {*usa}


@each_layer
def test_its_line_leads_every_card_while_it_is_on_and_cites_what_it_states(layer: Layer) -> None:
    view_cards = SHIPPED.cards(of(layer))
    heading = layer.card_heading(context_of(of(layer)))
    assert view_cards.kinds[0].heading == heading
    lines = {card.area: card.lines[0] for card in view_cards.areas}
    assert all(line.text for line in lines.values())
    assert any(line.sources for line in lines.values())
    assert json.loads(card_table(view_cards))["areas"]["USA"][0] == [lines["USA"].text, [*lines["USA"].sources]]
    assert heading not in [kind.heading for kind in SHIPPED.cards(View(day=TODAY)).kinds]


@each_layer
def test_card_quote_and_table_of_a_state_say_the_same(layer: Layer) -> None:
    ctx = context_of(of(layer))
    for area in ("UKR", "AGO", "KHM", "USA", "RUS", "MMR", "AFG", "HRV"):
        facts, row = layer.facts(ctx, ctx.rows[area]), ctx.rows[area]
        assert len(facts.cells) == len(layer.columns) + len(layer.view_columns(ctx))
        card = layer.card(ctx, row)
        assert bool(card.sources) == bool(facts.citations) == bool(facts.card), area
        sentence = layer.quote(ctx, row.state)
        assert bool(sentence) == bool(card.sources), area


@each_layer
def test_it_can_be_quoted_and_has_a_chapter_about_it(layer: Layer) -> None:
    whole = quote(of(layer), dataset(), today=TODAY, link="")
    assert whole.sentence.endswith("(21 November 2026, counted by the Mine Ban Atlas)")
    (chapter, *_) = layer.about(dataset())
    assert f"<h2>{chapter.title}</h2>" in about_html(chapters(dataset(), today=TODAY))


@each_layer
def test_its_sections_stand_in_the_panel_and_its_cautions_under_the_map(layer: Layer) -> None:
    spec = shown(of(layer))
    page = panel_html(spec)
    sections = layer.sections(context_of(of(layer)))
    assert sections
    assert all(section.title in page for section in sections)
    assert all(line.sources or line.is_computed for section in sections for line in section.lines)
    assert layer.notes(context_of(of(layer)))
    assert {*layer.notes(context_of(of(layer)))} <= {*spec.notes}
    assert not layer.notes(context_of(View()))


@each_layer
def test_beneath_another_fill_it_says_where_it_is_found(layer: Layer) -> None:
    spec = shown(View(day=TODAY, layers=("status", layer.layer_id)))
    (note,) = (text for text in spec.notes if text.startswith(f"“{layer.label}” stands "))
    assert note.endswith("the areas are filled by “Treaty status”.")
    assert layer.columns[0].title in [column.title for column in spec.columns]


@pytest.mark.parametrize("layers", [("status", "borders"), ("contamination",), ("policy", "events")])
def test_layers_that_are_off_change_nothing_of_a_view(layers: tuple[str, ...]) -> None:
    view = View(day=TODAY, layers=layers)
    few = Layers(
        *(layer for layer in LAYERS if layer.layer_id in view.layers or not layer.columns or layer.is_listed_when_off)
    )
    assert compose(view, dataset(), today=TODAY, layers=few) == shown(view)
    assert cards(view, dataset(), today=TODAY, layers=few) == SHIPPED.cards(view)


@each_layer
def test_a_figure_that_is_one_thousandth_of_another_stands_nowhere(layer: Layer) -> None:
    spec = shown(of(layer))
    texts = [text for row in spec.rows for text in map(cell_text, row.cells)]
    texts += [line.printed for card in SHIPPED.cards(of(layer)).areas for line in card.lines]
    assert not [text for text in (*texts, spec.in_words, panel_html(spec)) if "105.88" in text]
