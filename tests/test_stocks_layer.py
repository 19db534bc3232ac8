"""One layer from one file of the test tree is in every output, without a change in any other file."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from dashboard.maps.atlas import Atlas
from dashboard.maps.citations import quote
from dashboard.maps.compose.table import table_columns
from dashboard.maps.context import Choice, Layer, Layers, RegistryError
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import link_of, query_of
from dashboard.maps.permalinks import changes_since
from dashboard.maps.reference.about import chapters
from dashboard.maps.spec import Column, MapSpec
from dashboard.maps.view import ClassFilter, View
from dashboard.render.formats import FORMATS, FrozenJob, Options, Subject, file_bytes
from dashboard.render.html.panel import panel_html
from dashboard.render.html.reference import about_html
from dashboard.render.live_map.message import card_table, message
from dashboard.ui import service
from dashboard.ui.live_map import Act, acted
from geodata import StatusKind
from tests.shipped_views import TODAY, dataset
from tests.stocks_layer import HELD, ID, LABELS, LAYER, LOOKS, OUTSTANDING, RETAINED, words

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "adding-a-layer.md"
WITH_STOCKS = Layers(*LAYERS, LAYER)
ATLAS = Atlas(dataset, today=lambda: TODAY, layers=WITH_STOCKS)
VIEW = View(day=date(2026, 11, 21), layers=(ID,))
HEADLINE = "A stock of anti-personnel mines is stated for "
OPTIONS = Options(base="https://atlas.example.org/", made_on=TODAY)


@cache
def spec() -> MapSpec:
    return ATLAS.spec(VIEW)


def written(kind: str) -> bytes:
    payload = FrozenJob(spec(), "As it was cited.", ()) if kind == "frozen" else spec()
    return file_bytes(FORMATS[kind], payload, OPTIONS)


def test_a_link_names_the_layer_and_the_map_is_filled_by_it() -> None:
    assert ATLAS.view({"layers": ID, "day": "2026-11-21"}) == (VIEW, ())
    assert link_of(VIEW) == "?v=1&day=2026-11-21&layers=stocks"
    assert spec().fill_layer == ID
    assert {area.area: area.class_id for area in spec().areas}["USA"] == HELD


def test_it_has_legend_headline_note_panel_and_words() -> None:
    (legend,) = spec().legends
    counts = {cls.label: cls.count for cls in legend.classes}
    assert list(counts) == list(LABELS.values())
    assert sum(counts.values()) == len(dataset().countries)
    assert spec().headline.text == f"{HEADLINE}{counts['Stock stated']} of {len(dataset().countries)} states"
    assert "No stock recorded is not no stock." in spec().notes
    assert "Stock stated, five states: " in spec().text_alternative
    assert "Stocks as stated" in panel_html(spec())


@pytest.mark.parametrize("kind", ["keep", "link"])
def test_a_click_on_its_legend_keeps_the_states_of_a_class(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.ATLAS, "layers", WITH_STOCKS)
    if kind == "keep":
        view = acted(VIEW, Act(1, "keep", ["retained", "outstanding"]))
    else:
        view, _ = ATLAS.view({"layers": ID, "day": "2026-11-21", "class": "stocks.retained.outstanding"})
    assert view == replace(VIEW, class_filter=ClassFilter(ID, (OUTSTANDING, RETAINED)))
    assert link_of(view) == "?v=1&day=2026-11-21&layers=stocks&class=stocks.outstanding.retained"
    kept, (legend,), (plain,) = ATLAS.spec(view), ATLAS.spec(view).legends, spec().legends
    counts = {cls.class_id: cls.count for cls in plain.classes}
    assert {cls.class_id: cls.count for cls in legend.classes} == counts
    assert [cls.class_id for cls in legend.classes if cls.is_selected] == [OUTSTANDING, RETAINED]
    assert [area.area for area in kept.areas if not area.is_muted] == [
        area.area for area in spec().areas if area.class_id in {OUTSTANDING, RETAINED}
    ]
    assert len(kept.rows) == counts[OUTSTANDING] + counts[RETAINED]
    names = "“Destruction outstanding” or “Kept for training”"
    assert kept.headline.text == f"{len(kept.rows)} of {len(dataset().countries)} states are shown as {names}"
    sent = message(kept)
    assert (sent["keep"], sent["out"], sent["legends"][0].act) == ([1, 2], "", "keep")


def test_all_classes_together_and_none_are_no_filter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.ATLAS, "layers", WITH_STOCKS)
    some = replace(VIEW, class_filter=ClassFilter(ID, (OUTSTANDING,)))
    assert acted(some, Act(1, "keep", [])) == VIEW
    assert acted(some, Act(1, "keep", [*LABELS])) == VIEW
    assert acted(some, Act(1, "keep", ["left"])) == some  # clicked on the legend that was there before
    assert acted(some, Act(1, "reset", "filters")) == VIEW


def test_a_filter_that_no_state_passes_says_so() -> None:
    view = replace(VIEW, class_filter=ClassFilter(ID, (RETAINED,)), statuses=(StatusKind.PARTY,))
    kept = ATLAS.spec(view)
    assert kept.empty is not None
    assert kept.empty.act == ("reset", "filters")
    assert kept.headline.text.endswith(" are shown as “Kept for training” and are party to the Mine Ban Convention")


def test_a_filter_goes_with_its_legend() -> None:
    view = replace(VIEW, class_filter=ClassFilter(ID, (OUTSTANDING,)))
    assert WITH_STOCKS.toggled(view, "borders", is_on=True).class_filter
    for other in (WITH_STOCKS.toggled(view, "status", is_on=True), WITH_STOCKS.toggled(view, ID, is_on=False)):
        assert other.class_filter is None


@given(st.sets(st.sampled_from([*LABELS])), st.sampled_from([(ID,), ("borders", ID), ("status", ID), ()]))
def test_a_view_that_is_kept_to_classes_is_its_link(classes: set[str], layers: tuple[str, ...]) -> None:
    view = WITH_STOCKS.kept_to(
        View(layers=WITH_STOCKS.toggled(View(layers=layers), "events", is_on=True).layers), classes
    )
    assert ATLAS.view(query_of(view)) == (view, ())


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (
            {"class": "stocks.outstandin.retained"},
            "outstandin is not a class of the legend of stocks; did you mean outstanding",
        ),
        (
            {"class": "stock.held"},
            "stock is not a layer that can be kept to classes of its legend; did you mean stocks",
        ),
        ({"class": "stocks"}, "it names no class of the legend of stocks"),
        (
            {"class": "stocks.held", "layers": "status.stocks"},
            "stocks does not fill the areas, so that its legend is not shown",
        ),
    ],
)
def test_a_class_that_a_link_cannot_keep_is_ignored_and_named(query: dict[str, str], reason: str) -> None:
    view, (problem,) = ATLAS.view({"layers": ID, **query})
    assert (problem.key, problem.reason) == ("class", reason)
    assert view.class_filter in (None, ClassFilter(ID, (RETAINED,)))
    assert ATLAS.view(query_of(view)) == (view, ())


def test_it_has_a_line_on_every_card() -> None:
    cards = ATLAS.cards(VIEW)
    assert (cards.kinds[0].heading, cards.kinds[0].is_class) == ("Stocks of anti-personnel mines", True)
    lines = {card.area: card.lines[0].printed for card in cards.areas}
    (usa,) = (card.lines[0] for card in cards.areas if card.area == "USA")
    assert lines["USA"].startswith("Stock stated: 3,000,000 anti-personnel mines, 2014")
    assert lines["USA"].endswith("]")
    assert lines["ATA"] == "No stock recorded"
    assert json.loads(card_table(cards))["areas"]["USA"][0] == [usa.text, [*usa.sources]]
    assert "Stocks of anti-personnel mines" not in [kind.heading for kind in ATLAS.cards(View(day=VIEW.day)).kinds]


@pytest.mark.slow
def test_it_has_a_column_on_the_screen_and_in_every_table() -> None:
    on_screen = table_columns(spec())
    place = on_screen["Code"].index("USA")
    cell = on_screen["Stocks"][place]
    assert str(cell).startswith("Stock stated: ")
    rows = list(csv.DictReader(io.StringIO(written("csv").decode("utf-8-sig"), newline="")))
    assert rows[place]["Stocks"] == cell
    header, *cells = load_workbook(io.BytesIO(written("xlsx")))["Table"].iter_rows(values_only=True)
    assert cells[place][header.index("Stocks")] == cell
    assert json.loads(written("json"))["rows"][place]["stock"] == cell
    features = json.loads(written("geojson"))["features"]
    assert next(f["properties"] for f in features if f["properties"]["area"] == "USA")["stock"] == cell


def test_it_can_be_quoted() -> None:
    of_state = quote(
        View(day=VIEW.day, layers=(ID,), country="USA"), dataset(), today=TODAY, link="", layers=WITH_STOCKS
    )
    assert of_state.sentence.startswith("The United States of America, stocks of anti-personnel mines by ")
    assert of_state.sources
    whole = quote(VIEW, dataset(), today=TODAY, link="", layers=WITH_STOCKS)
    assert whole.sentence.endswith("(21 November 2026, counted by the Mine Ban Atlas)")


@pytest.mark.slow
def test_a_record_that_a_later_release_corrects_is_listed_while_it_is_on() -> None:
    (record,) = dataset().stockpiles["FIN"]
    corrected = replace(record, value=12_000.0)
    new = replace(dataset(), release="2027.01.01", stockpiles={**dataset().stockpiles, "FIN": (corrected,)})
    line = f"One record of stocks corrected: {words(record)}, now {words(corrected)}."
    assert line in changes_since(VIEW, dataset(), new, layers=WITH_STOCKS)
    assert changes_since(View(day=VIEW.day), dataset(), new, layers=WITH_STOCKS) == ()
    assert line in changes_since(View(day=VIEW.day, country="FIN"), dataset(), new, layers=WITH_STOCKS)


def test_it_has_a_chapter_on_the_page_about_the_atlas() -> None:
    assert "<h2>Stocks of mines</h2>" in about_html(chapters(dataset(), today=TODAY, layers=WITH_STOCKS))


def test_the_live_map_is_sent_its_classes_and_legend() -> None:
    sent = message(spec())
    (legend,) = sent["legends"]
    assert (legend.layer, legend.symbol, legend.act) == (ID, "fill", "keep")
    assert [row[0] for row in sent["classes"]] == list(LABELS.values())
    assert sent["periods"] == ""


TABLES, TEXTS, SLIDE = ("csv", "xlsx", "geojson", "json"), ("svg", "html", "json", "embed", "frozen", "picture"), "pptx"
PICTURES = {"png": b"\x89PNG", "pdf": b"%PDF", "picture.pptx": b"PK"}


def test_no_format_of_a_view_is_left_out_here() -> None:
    of_a_view = {entry.id for entry in FORMATS if entry.subject in {Subject.VIEW, Subject.PAGE}}
    assert of_a_view == {*TABLES, *TEXTS, *PICTURES, SLIDE}


@pytest.mark.slow
@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_output_has_its_headline_and_colours(kind: str) -> None:
    text = written(kind).decode()
    assert HEADLINE in " ".join(text.split())
    assert LOOKS[HELD].fill.light in text


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "start"), PICTURES.items())
def test_a_picture_is_drawn(kind: str, start: bytes) -> None:
    assert written(kind).startswith(start)


@pytest.mark.slow
def test_a_slide_has_its_headline_and_colours() -> None:
    with zipfile.ZipFile(io.BytesIO(written(SLIDE))) as package:
        slide = package.read("ppt/slides/slide1.xml").decode()
    assert HEADLINE in slide
    assert LOOKS[HELD].fill.light.removeprefix("#") in slide


# A control of the layer's own; it edits a field that every view has.
CHOICE = Choice(
    key="stocks-part",
    label="Stocks of",
    options=lambda _ctx: {"asia": "Asia", "europe": "Europe"},
    value=lambda view: "".join(view.regions),
    edit=lambda view, region: replace(view, regions=(region,) if region else ()),
    placeholder="Every region",
)
CONTROLLED = Atlas(dataset, today=lambda: TODAY, layers=Layers(*LAYERS, replace(LAYER, controls=(CHOICE,))))


def sidebar() -> None:
    from dashboard.ui import controls, state  # noqa: PLC0415 - Streamlit runs the text of this function alone
    from tests.test_stocks_layer import CONTROLLED as ATLAS  # noqa: PLC0415

    controls.layers(ATLAS.context(state.arrive("", read_view=ATLAS.view)))
    state.depart()


@pytest.mark.slow
def test_the_sidebar_has_a_switch_for_it_which_the_link_follows() -> None:
    at = AppTest.from_function(sidebar).run()
    assert not at.exception
    others = at.button_group(key="other-layers")
    assert LAYER.label in others.options
    assert not others.value
    others.select(ID).run()
    assert at.query_params["layers"] == "status.borders.stocks"


@pytest.mark.slow
def test_the_sidebar_has_its_control_while_it_is_on() -> None:
    at = AppTest.from_function(sidebar)
    at.query_params["layers"] = ID
    (control,) = at.run().selectbox
    assert (control.label, control.value, control.options) == ("Stocks of", None, ["Asia", "Europe"])
    control.select("europe").run()
    assert at.query_params["region"] == "europe"
    at.selectbox[0].set_value(None).run()
    assert "region" not in at.query_params
    assert not at.button_group(key="other-layers").unselect(ID).run().selectbox


def test_a_column_that_another_layer_has_is_named_with_what_to_do() -> None:
    other = Layer(layer_id="ballots", label="Ballots", columns=(Column("stock", "Ballot", "ballots"),))
    pattern = (
        "^two layers have a column 'stock', “Stocks of mines” and “Ballots”; give that of the newer one another id$"
    )
    with pytest.raises(RegistryError, match=pattern):
        Layers(*LAYERS, LAYER, other)


def test_the_page_on_adding_a_layer_shows_this_one() -> None:
    code = (ROOT / "tests" / "stocks_layer.py").read_text(encoding="utf-8")
    assert f"```python\n{code}```\n" in PAGE.read_text(encoding="utf-8")
