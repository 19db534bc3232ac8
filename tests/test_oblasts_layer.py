"""The layer of Ukraine's oblasts: every figure of the measure by the day once, at its oblast; never two measures."""

from dataclasses import replace
from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.compose.country_panel import oblasts as panel_section
from dashboard.maps.context import ComposeContext
from dashboard.maps.layers.oblasts import (
    LAYER,
    MEASURES,
    card,
    facts,
    figures,
    headline,
    legend,
    picture,
    quote,
    sections,
    symbols,
)
from dashboard.maps.link import query_of
from dashboard.maps.spec import NO_TEXT, cell_text
from dashboard.maps.view import FIRST_DAY, LAST_DAY, OBLAST_MEASURES, ClassFilter, View
from dashboard.maps.wording import spelled
from dashboard.render.formats import FORMATS, Options, file_bytes
from dashboard.render.live_map.message import message
from dashboard.ui.live_map import Act, acted
from geodata.first_level import first_level_areas
from geodata.geo.boundaries import ukraine_oblasts
from geodata.wording import number, uncapitalized
from tests.properties import examples
from tests.shipped_views import SHIPPED, TODAY, context_of, dataset, shown
from tests.slide_reading import all_shapes, description, overflows, slides_of

OPTIONS = Options(base="https://atlas.example.org/", made_on=TODAY)


def context(measure: str, day: date = TODAY) -> ComposeContext:
    view = View(day=day, layers=("status", "oblasts", "borders"), extent="UKR", country="UKR")
    return context_of(replace(view, oblast_measure=measure))


def test_the_measures_are_those_that_a_link_can_name() -> None:
    assert tuple(MEASURES) == OBLAST_MEASURES


@pytest.mark.parametrize("measure", OBLAST_MEASURES)
def test_circles_stand_in_their_oblast_and_legend_and_panel_hold_the_same_figures(measure: str) -> None:
    ctx = context(measure)
    polygons = ukraine_oblasts().set_index("oblast").geometry
    by_id = {figure.figure_id: figure for figure in figures(ctx)}
    drawn = symbols(ctx)
    assert drawn
    for symbol in drawn:
        figure = by_id[symbol.symbol_id]
        assert figure.measure == MEASURES[measure][0]
        assert polygons[figure.oblasts[0]].buffer(0.001).contains(shapely.Point(symbol.lon, symbol.lat))
        assert symbol.sentence.sources
    assert [s.radius for s in drawn] == sorted((s.radius for s in drawn), reverse=True)
    assert sum(row.count for row in legend(ctx).classes) == len(drawn)
    assert len(sections(ctx)[0].lines) == len(by_id)


@given(st.dates(FIRST_DAY, LAST_DAY), st.sampled_from(OBLAST_MEASURES))
def test_no_figure_stands_before_its_day(day: date, measure: str) -> None:
    assert all(figure.date_meant.latest <= day for figure in figures(context(measure, day)))


def test_the_headline_gives_the_total_as_stated_and_only_on_the_map_of_ukraine() -> None:
    ctx = context("identified")
    spoken = headline(ctx)
    assert spoken is not None
    begin = "Area with anti-personnel mines identified so far: 76.72 km² in seven oblasts of Ukraine"
    assert spoken.text.startswith(begin)
    assert spoken.sources
    assert headline(context_of(View(day=TODAY, layers=("oblasts",)))) is None


@pytest.mark.slow
def test_figures_of_another_country_make_its_circles_legend_and_headline_from_data_alone() -> None:
    first = next(figure for figure in dataset().oblasts if figure.measure == MEASURES["identified"][0])
    figures_of_cambodia = tuple(
        replace(first, figure_id=f"{code.lower()}-identified", oblasts=(code,), name=name, value_km2=km2)
        for code, name, km2 in (("KH", "All provinces", 30.0), ("KH-2", "Battambang", 20.0), ("KH-24", "Pailin", 10.0))
    )
    view = View(day=TODAY, layers=("status", "oblasts"), extent="KHM")
    ctx = replace(context_of(view), dataset=replace(dataset(), oblasts=figures_of_cambodia))
    polygons = first_level_areas("KHM").set_index("code").geometry
    drawn = symbols(ctx)
    assert [symbol.area for symbol in drawn] == ["KHM", "KHM"]
    for symbol, code in zip(drawn, ("KH-2", "KH-24"), strict=True):
        assert polygons[code].buffer(0.001).contains(shapely.Point(symbol.lon, symbol.lat))
    assert legend(ctx).title.startswith("Cambodia by first-level area: area with")
    assert picture(ctx).overlays == ("parts",)  # its own borders, fetched for such a map alone
    assert picture(context("identified")).overlays == ("oblasts",)
    spoken = headline(ctx)
    assert spoken is not None
    assert "30 km² in two first-level areas of Cambodia" in spoken.text
    panel = panel_section(ctx, dataset().states["KHM"])
    assert panel is not None
    assert (panel.title, len(panel.lines)) == ("First-level areas, each figure by its own measure", 3)
    both = replace(ctx, dataset=replace(dataset(), oblasts=dataset().oblasts + figures_of_cambodia))
    assert {symbol.area for symbol in symbols(both)} == {"KHM", "UKR"}
    assert legend(both).title.startswith("First-level areas: area with")


@pytest.mark.parametrize("measure", OBLAST_MEASURES)
def test_table_card_quote_and_words_of_its_country_hold_every_figure_and_no_other_country_has_any(measure: str) -> None:
    ctx = context(measure)
    ukraine = facts(ctx, ctx.rows["UKR"])
    (text,) = map(cell_text, ukraine.cells)
    assert all(f"{figure.name} {number(figure.value_km2 or 0.0)} km²" in text for figure in figures(ctx))
    assert all(f" — {figure.claimant}, {figure.date_meant.label}" in text for figure in figures(ctx))
    line = card(ctx, ctx.rows["UKR"])
    largest, more = figures(ctx)[:4], len(figures(ctx)) - 4
    begin = ", ".join(f"{figure.name} {number(figure.value_km2 or 0.0)} km²" for figure in largest)
    assert line.text == ukraine.card
    assert f": {begin} — " in line.text
    assert line.text.endswith({1: "; one area more has a figure", 2: "; two areas more have figures"}.get(more, ""))
    assert line.sources
    assert {citation for figure in figures(ctx) for citation in figure.citations} == {*ukraine.citations}
    spoken = f"Ukraine, {uncapitalized(text)}"
    assert quote(ctx, ctx.dataset.state("UKR")) == spoken
    assert [one.text for one in picture(ctx).spoken] == [spoken]
    assert {facts(ctx, row).cells for area, row in ctx.rows.items() if area != "UKR"} == {("",)}
    assert not card(ctx, ctx.rows["POL"]).text
    assert not quote(ctx, ctx.dataset.state("POL"))


def test_it_has_a_column_while_it_is_on_and_a_chapter_on_the_page_about_the_atlas() -> None:
    spec = shown(View(day=TODAY, layers=("status", "oblasts"), extent="UKR"))
    (ukraine,) = (row for row in spec.rows if row.area == "UKR")
    assert ukraine.text("first_level").startswith("Area with anti-personnel mines identified so far: All oblasts 76.72")
    assert any("four areas more have figures" in text for text in ukraine.card)
    assert "Kharkiv 40.55 km²" in spec.in_words
    assert [chapter.title for chapter in LAYER.about(dataset())] == ["Figures by first-level area"]
    assert "first_level" not in [column.column_id for column in shown(View(day=TODAY)).columns]


def test_the_slip_of_a_thousandth_is_no_figure_of_the_layer() -> None:
    assert 105_877.0 in {item.value_km2 for item in dataset().oblasts}
    for measure in OBLAST_MEASURES:
        assert all(abs((figure.value_km2 or 0) - 105.88) > 0.01 for figure in figures(context(measure)))


# -- Kept to classes by a click in the legend.

KINDS = tuple(LAYER.classes)
some_classes = st.lists(st.sampled_from(KINDS), min_size=1, max_size=len(KINDS) - 1, unique=True)


@examples(12)
@given(some_classes, st.sampled_from(OBLAST_MEASURES), st.sampled_from(["status.oblasts", "votes.oblasts", "oblasts"]))
def test_a_click_in_the_legend_keeps_the_circles_of_its_classes_on_the_map_and_in_words(
    classes: list[str], measure: str, layers: str
) -> None:
    whole = View(day=TODAY, layers=tuple(layers.split(".")), extent="UKR", oblast_measure=measure)
    view = acted(whole, Act(1, "circles", [LAYER.layer_id, classes]))
    assert SHIPPED.view(query_of(view)) == (view, ())
    before, spec = shown(whole), shown(view)
    kept = [symbol for symbol in before.symbols if symbol.class_id in classes]
    # The largest circle is that of the largest figure, kept or not, and the numbers of sources may be others.
    assert [replace(symbol, sentence=NO_TEXT) for symbol in spec.symbols] == [
        replace(symbol, sentence=NO_TEXT) for symbol in kept
    ]
    (old,), (new,) = ([one for one in of.legends if one.layer == LAYER.layer_id] for of in (before, spec))
    assert [cls.count for cls in new.classes] == [cls.count for cls in old.classes]
    assert {cls.class_id for cls in new.classes if cls.is_selected} == {*classes}
    names = {by_id.name for by_id in dataset().oblasts if by_id.figure_id in {one.symbol_id for one in kept}}
    assert [row.area for row in spec.rows] == (["UKR"] if kept else [])
    assert bool(spec.empty) == (not kept)
    listed = [line.text for line in spec.panel.sections[0].lines]
    assert {text.partition(". ")[0] for text in listed} == names
    for text in [spec.in_words, *(row.text("first_level") for row in spec.rows)]:
        assert all(f"{name} " in text for name in names)
        assert not kept or "oblasts shown as “" in text
        assert "All oblasts" not in text
    assert f"of {spelled(len(before.symbols))} oblasts of Ukraine, shown as “" in spec.headline.text
    row = next(one for one in message(spec)["legends"] if one.layer == LAYER.layer_id)
    assert row.act == "circles"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["svg", "html", "csv", "json"])  # the embed is made as the page is
def test_files_have_the_kept_circles_alone(kind: str) -> None:
    view = View(day=TODAY, layers=("status", "oblasts"), class_filter=ClassFilter("oblasts", ("medium",)))
    text = file_bytes(FORMATS[kind], shown(view), OPTIONS).decode()
    assert "18.03 km²" in text
    assert not any(figure in text for figure in ("40.55 km²", "76.72 km²"))


@pytest.mark.slow
def test_the_slide_has_the_kept_circles_alone() -> None:
    spec = shown(replace(context("identified").view, class_filter=ClassFilter("oblasts", ("medium",)), country=None))
    (slide,) = slides_of(file_bytes(FORMATS["pptx"], spec, OPTIONS))
    texts = " ".join(description(item) for item in all_shapes([*slide.shapes]))
    assert "18.03 km²" in texts
    assert "40.55 km²" not in texts
    assert overflows(slide) == []
