"""Own data as a layer: in every output with the same words, and nowhere without the reader's word."""

import csv
import gc
import io
import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.maps import own_data
from dashboard.maps.atlas import Atlas
from dashboard.maps.citations import quote
from dashboard.maps.layers import own
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import link_of, query_of, read_link
from dashboard.maps.own_data import KEY, OwnData, dataset_of_request
from dashboard.maps.view import ClassFilter, View
from dashboard.render.formats import FORMATS, Options, Subject, file_bytes
from dashboard.render.html.country import answer_map_html
from dashboard.render.live_map.message import drawn_frame, message, with_key
from dashboard.ui import live_map
from dashboard.ui.live_map import Act, acted
from dashboard.web.embed import embed_routes
from dashboard.web.export import export_routes
from dashboard.web.export_queue import ExportQueue
from dashboard.web.http import MAY_NOT_LEAVE, NO_LONGER_OPEN, PRIVATE, OwnDataKey
from dashboard.web.routes import card_routes
from geodata.own_figures import OwnFigure, OwnFigures
from tests.asgi_client import ask
from tests.own_data import BY_COUNTRY, BY_FIRST_LEVEL
from tests.shipped_views import TODAY, dataset
from tests.slide_reading import overflows, shape, slides_of, text_of

VIEW = View(day=TODAY, layers=("own", "borders"), own=BY_COUNTRY.content_id)
OPTIONS = Options(base="https://atlas.example.org/", made_on=TODAY)


def atlas_with(figures: OwnFigures | None) -> Atlas:
    known = dataset().with_own(figures) if figures else dataset()
    return Atlas(lambda: known, today=lambda: TODAY)


def view_of(figures: OwnFigures, **changes: object) -> View:
    return replace(VIEW, own=figures.content_id, **changes)  # type: ignore[arg-type]


def test_the_switch_stands_only_where_own_data_are_open() -> None:
    assert not own.LAYER.is_offered(View())
    assert own.LAYER.is_offered(VIEW)


@pytest.mark.slow
def test_the_map_of_one_country_has_the_borders_of_its_first_level_areas_where_figures_are_by_them() -> None:
    of_bosnia = OwnFigure("BA-BRC", "Brčko District", "BIH", 2.761, 43, 18.8, 44.8)
    figures = replace(BY_FIRST_LEVEL, figures=(*BY_FIRST_LEVEL.figures, of_bosnia))
    atlas = atlas_with(figures)
    shown = {extent: atlas.spec(view_of(figures, extent=extent)) for extent in ("BIH", "UKR", "HRV")}
    assert [spec.frame for spec in shown.values()] == ["BIH~parts", "UKR", "HRV"]
    sent = message(shown["BIH"])
    assert "oblasts" in sent["overlays"]
    assert "/BIH~parts-" in sent["url"]
    assert drawn_frame(replace(shown["BIH"], streets="openstreetmap")) == "BIH~streets~parts"
    assert 'oblasts" d="M' in file_bytes(FORMATS["svg"], shown["BIH"], OPTIONS).decode()


def test_a_link_names_the_data_and_opens_them_only_where_they_are() -> None:
    query = dict(part.split("=") for part in link_of(VIEW)[1:].split("&"))
    assert atlas_with(BY_COUNTRY).view(query) == (VIEW, ())
    view, (problem,) = read_link(query)
    assert view.own is None
    assert "did not travel with its link" in str(problem)
    spec = atlas_with(None).spec(view)
    assert spec.empty is not None
    assert "stay with the reader who opened them" in spec.empty.text
    assert {area.class_id for area in spec.areas} == {own.NOT_NAMED}


@pytest.mark.parametrize(
    ("rule", "labels"),
    [
        ("bands", ["massive: 100 km² or more", "heavy: 20 to 99 km²", "medium: 5 to 19 km²"]),
        ("quantiles", ["806.9 km² or more", "Under 806.9 km²", "0 km²"]),  # Cambodia's figure is of few records
        ("10_100", ["100 km² or more", "10 to under 100 km²", "Under 10 km²"]),
    ],
)
def test_classes_are_bands_quarters_or_limits_of_the_reader(rule: str, labels: list[str]) -> None:
    (legend,) = atlas_with(BY_COUNTRY).spec(view_of(BY_COUNTRY, own_classes=rule)).legends
    assert [cls.label.casefold() for cls in legend.classes][:3] == [label.casefold() for label in labels]
    assert sum(cls.count for cls in legend.classes) == len(dataset().countries)
    assert {cls.class_id for cls in legend.classes} <= set(own.LABELS)


def test_every_output_says_the_figure_with_claimant_date_and_definition() -> None:
    atlas = atlas_with(BY_COUNTRY)
    spec = atlas.spec(VIEW)
    words = "A mine action programme, as of 31 July 2024: Suspected and confirmed hazardous areas on record"
    assert spec.headline.text == "Hazard areas, overlaps counted once: a figure for 4 of 197 states, own data"
    (source,) = spec.sources
    assert source.text == (
        "[Own data, not checked by the atlas: Extract of the national register]. A mine action programme, 31 July 2024."
    )
    lines = spec.panel.sections[0].lines
    assert [(line.figure, line.text) for line in lines][:1] == [("806.9 km²", f"Bosnia and Herzegovina. {words}.")]
    texts = {card.area: card.lines[0].text for card in atlas.cards(VIEW).areas}
    assert texts["BIH"] == f"806.9 km² from 7,971 records. {words}"
    assert texts["FRA"] == "Not in the own data"
    rows = {
        row["Code"]: row
        for row in csv.DictReader(
            io.StringIO(file_bytes(FORMATS["csv"], spec, OPTIONS).decode("utf-8-sig"), newline="")
        )
    }
    assert [float(rows[code]["Own data, km²"] or "nan") for code in ("BIH", "LBN", "AGO", "FRA")] == pytest.approx(
        [806.9, 0, float("nan"), float("nan")], nan_ok=True
    )
    assert rows["BIH"]["Own data: definition"] == BY_COUNTRY.definition
    of_bosnia = replace(VIEW, country="BIH")
    assert words in quote(of_bosnia, atlas.dataset(), today=TODAY, link="").text
    assert any("Own data" in section.title for section in atlas.spec(of_bosnia).panel.sections)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["svg", "html", "json", "geojson", "xlsx", "pptx", "png"])
def test_every_file_of_own_data_is_made(kind: str) -> None:
    assert FORMATS[kind].subject in {Subject.VIEW, Subject.PAGE}
    for figures in (BY_COUNTRY, BY_FIRST_LEVEL):
        assert file_bytes(FORMATS[kind], atlas_with(figures).spec(view_of(figures)), OPTIONS)


def test_first_level_areas_are_circles_over_whatever_fills() -> None:
    spec = atlas_with(BY_FIRST_LEVEL).spec(view_of(BY_FIRST_LEVEL, layers=("status", "own", "borders"), extent="UKR"))
    assert spec.fill_layer == "status"
    assert [(symbol.area, symbol.lon, symbol.lat) for symbol in spec.symbols] == [
        ("UKR", 36.3, 49.6),
        ("UKR", 33.4, 46.6),
    ]
    assert spec.symbols[0].radius > spec.symbols[1].radius
    assert spec.headline.text == "Hazard areas, overlaps counted once: two figures by first-level area, own data"


def test_a_click_on_the_legend_keeps_a_class() -> None:
    atlas = atlas_with(BY_COUNTRY)
    kept = LAYERS.kept_to(VIEW, ["range-4"])
    assert [row.area for row in atlas.spec(kept).rows] == ["BIH"]


def over_status(figures: OwnFigures, **changes: object) -> View:
    return view_of(figures, layers=("status", "own", "borders"), extent="UKR", **changes)


@pytest.mark.slow
def test_a_click_on_the_legend_of_circles_keeps_those_of_a_class_in_every_output(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    atlas, view = atlas_with(BY_FIRST_LEVEL), over_status(BY_FIRST_LEVEL)
    monkeypatch.setattr(live_map, "ATLAS", atlas)
    kept = acted(view, Act(1, "circles", ["own", ["range-4"]]))
    assert kept == replace(view, class_filter=ClassFilter("own", ("range-4",)))
    whole, spec = atlas.spec(view), atlas.spec(kept)
    assert [symbol.symbol_id for symbol in spec.symbols] == ["own-UA-63"]
    (legend,) = [legend for legend in spec.legends if legend.layer == "own"]
    assert [cls.class_id for cls in legend.classes if cls.is_selected] == ["range-4"]
    assert [cls.count for cls in legend.classes] == [cls.count for cls in whole.legends[1].classes]
    assert [row.area for row in spec.rows] == ["UKR"]
    assert [line.text for line in spec.panel.sections[0].lines if line.figure == "15 km²"] == []
    words = "one of two figures by first-level area, shown as “Massive: 100 km² or more”, own data"
    assert spec.headline.text == f"Hazard areas, overlaps counted once: {words}"
    assert words in spec.text_alternative
    sent = message(spec)
    assert [[item[2] for item in row[3]] for row in sent["legends"] if row[4] == "circles"] == [[1, 0, 0, 0, 0]]
    assert (sent["keep"], [row[5] for row in sent["symbols"]]) == ([], ["own-UA-63"])
    assert "own-UA-65" not in file_bytes(FORMATS["svg"], spec, OPTIONS).decode()
    (slide,) = slides_of(file_bytes(FORMATS["pptx"], spec, OPTIONS))
    assert BY_FIRST_LEVEL.definition in text_of(shape([*slide.shapes], "Notes"))  # what the circles are, on the slide
    assert overflows(slide) == []
    assert [row["Code"] for row in csv.DictReader(io.StringIO(file_bytes(FORMATS["csv"], spec, OPTIONS).decode()))] == [
        "UKR"
    ]


def test_classes_of_circles_are_in_the_link_and_go_with_the_data() -> None:
    view = over_status(BY_FIRST_LEVEL, class_filter=ClassFilter("own", ("range-2", "range-1")))
    assert atlas_with(BY_FIRST_LEVEL).view(query_of(view)) == (view, ())
    elsewhere, problems = read_link(query_of(view))
    assert elsewhere.class_filter is None
    assert "The link's “class” was ignored: it keeps classes of own data, which are not open here." in map(
        str, problems
    )
    (classes,) = own.LAYER.controls
    assert classes.edit(view, "quantiles").class_filter is None  # the ranges are others
    assert LAYERS.toggled(view, "own", is_on=False).class_filter is None
    assert LAYERS.kept_to(view, ["range-1"], "events") == view


def test_circles_over_their_own_fill_are_kept_apart_from_it() -> None:
    view = view_of(BY_FIRST_LEVEL, class_filter=ClassFilter("own", ("range-2",)))
    spec = atlas_with(BY_FIRST_LEVEL).spec(view)
    fill, circles = spec.legends
    assert (fill.edit, circles.edit) == ("keep", "circles")
    assert all(cls.is_selected for cls in fill.classes)
    assert [symbol.symbol_id for symbol in spec.symbols] == ["own-UA-65"]
    assert [row.area for row in spec.rows] == ["UKR"]
    assert "one of two figures by first-level area, shown as “Medium: 5 to 19 km²”" in spec.headline.text


@pytest.mark.slow
def test_figures_without_a_source_have_a_mark_across_every_picture() -> None:
    bare = replace(BY_COUNTRY, source="")
    spec = atlas_with(bare).spec(view_of(bare))
    assert (spec.mark, message(spec)["mark"]) == ("source not given",) * 2
    assert file_bytes(FORMATS["svg"], spec, OPTIONS).decode().count(">source not given<") == 3
    complete = atlas_with(BY_COUNTRY).spec(VIEW)
    assert (complete.mark, "mark" in json.loads(file_bytes(FORMATS["json"], complete, OPTIONS))) == ("", False)


# -- What a key in an address opens.


def served(atlas: Atlas, queue: ExportQueue) -> Starlette:
    routes = [*card_routes(atlas), *export_routes(atlas, queue)]
    return Starlette(routes=routes, middleware=[Middleware(OwnDataKey)])


@pytest.fixture(scope="module")
def queue() -> Iterator[ExportQueue]:
    queue = ExportQueue()
    yield queue
    queue.close()


@pytest.fixture
def opened() -> OwnData:
    return OwnData(BY_COUNTRY)


@pytest.fixture(scope="module")
def app(queue: ExportQueue) -> Starlette:
    return served(Atlas(lambda: dataset_of_request(dataset()), today=lambda: TODAY), queue)


def test_the_map_asks_with_a_key_and_gets_own_cards_that_no_cache_keeps(app: Starlette, opened: OwnData) -> None:
    spec = atlas_with(BY_COUNTRY).spec(VIEW)
    address = with_key(message(spec), f"{KEY}={opened.key}")["cards"].removeprefix("../..")
    answer = ask(app, address)
    assert (answer.status, answer.headers["cache-control"]) == (200, PRIVATE)
    assert "2.718" in json.dumps(json.loads(answer.text)["areas"]["KHM"])
    without = address.partition(f"&{KEY}")[0]
    assert ask(app, without).status == 400
    opened.close()
    assert (ask(app, address).status, ask(app, address).text.strip()) == (410, NO_LONGER_OPEN)


@pytest.mark.slow
def test_a_key_opens_nothing_once_its_session_is_gone(app: Starlette) -> None:
    key = OwnData(BY_COUNTRY).key
    gc.collect()
    assert own_data.opened_by(key) is None
    assert ask(app, f"/export/map.csv{link_of(VIEW)}&{KEY}={key}").status == 410


@pytest.mark.slow
def test_a_file_leaves_when_the_reader_says_so_and_without_totals_of_few_records(
    app: Starlette, opened: OwnData
) -> None:
    address = f"/export/map.csv{link_of(VIEW)}&{KEY}={opened.key}"
    assert (ask(app, address).status, ask(app, address).text.strip()) == (403, MAY_NOT_LEAVE)
    opened.may_leave = True
    answer = ask(app, address)
    assert (answer.status, answer.headers["cache-control"]) == (200, PRIVATE)
    assert "8069E-1" in answer.text
    assert "27182818" not in answer.text
    assert "under 3" in answer.text
    assert opened.key not in answer.text
    opened.with_small = True
    assert "27182818" in ask(app, address).text
    bare = OwnData(replace(BY_COUNTRY, claimant=""))
    bare.may_leave = True
    assert ask(app, f"/export/map.csv{link_of(view_of(bare.figures))}&{KEY}={bare.key}").status == 403


@pytest.mark.slow
def test_a_screen_shows_the_picture_of_own_data_to_their_session_before_they_may_leave(
    queue: ExportQueue, opened: OwnData
) -> None:
    atlas = Atlas(lambda: dataset_of_request(dataset()), today=lambda: TODAY)
    pictures = Starlette(routes=embed_routes(atlas, queue), middleware=[Middleware(OwnDataKey)])
    html = answer_map_html(atlas_with(BY_COUNTRY).spec(VIEW), theme="light", key=f"{KEY}={opened.key}")
    assert f"&amp;{KEY}={opened.key}" in html
    address = f"/picture{link_of(VIEW)}&theme=light&width=1600"
    answer = ask(pictures, f"{address}&{KEY}={opened.key}")
    assert (answer.status, answer.headers["cache-control"]) == (200, PRIVATE)
    assert ask(pictures, address).status == 400
