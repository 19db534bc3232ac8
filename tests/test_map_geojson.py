"""The GeoJSON of a view: RFC 7946, the areas that the filter keeps, and what each of them says."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.spec import CitedText, MapSpec, Shape
from dashboard.maps.view import PRESETS, Preset, View
from dashboard.render.geojson import view_geojson
from dashboard.render.picture_text import DISCLAIMER
from geodata import StatusKind
from geodata.geo.boundaries import areas
from geodata.geo.frames import frame_areas
from geodata.geo.projections import EXTENTS, equal_area_circle
from tests.properties import examples
from tests.shipped_views import TODAY, shown
from tests.small_tables import OPTIONS, words_for

Feature = dict[str, Any]
PLAIN = View(day=TODAY)


def written(spec: MapSpec) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(view_geojson(spec, OPTIONS))
    return document


def areas_of(spec: MapSpec) -> dict[str, Feature]:
    return {f["properties"]["area"]: f for f in written(spec)["features"] if "status" in f["properties"]}


def rings_of(geometry: Feature) -> list[Any]:
    """The polygons of a geometry, each as its rings."""
    place: list[Any] = geometry["coordinates"]
    return {"Polygon": [place], "MultiPolygon": place, "Point": []}[geometry["type"]]


def turns_left(ring: list[list[float]]) -> bool:
    x, y = np.array(ring).T
    return bool((x[:-1] * y[1:] - x[1:] * y[:-1]).sum() > 0)


@pytest.mark.slow
@pytest.mark.parametrize("extent", [e.extent_id for e in EXTENTS] + ["UKR", "FJI", "RUS"])
def test_geometry_keeps_to_the_rfc(extent: str) -> None:
    for feature in written(shown(replace(PLAIN, extent=extent)))["features"]:
        assert set(feature) == {"type", "properties", "geometry"}
        geometry = feature["geometry"]
        assert shapely.from_geojson(json.dumps(geometry)).is_valid
        for rings in rings_of(geometry):
            assert [turns_left(ring) for ring in rings] == [True] + [False] * (len(rings) - 1)
            for ring in rings:
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert (np.abs(ring) <= (180, 90)).all()


@pytest.mark.slow
def test_no_area_but_antarctica_reaches_around_the_world() -> None:
    wide = set()
    for area, feature in areas_of(shown(PLAIN)).items():
        for rings in rings_of(feature["geometry"]):
            longitudes = [lon for lon, _ in rings[0]]
            wide |= {area} if max(longitudes) - min(longitudes) > 180 else set()
    assert wide == {"ATA"}  # cut at the antimeridian, along which it goes to the pole and back


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_a_ready_view_has_the_areas_of_its_extent_that_the_filter_keeps(preset: Preset) -> None:
    spec = shown(preset.view)
    shown_areas = set(frame_areas(spec.extent))
    kept = {area.area: area for area in spec.areas if area.area in shown_areas and not area.is_muted}
    areas = areas_of(spec)
    assert set(areas) == set(kept)
    labels = {cls.class_id: cls.label for cls in spec.legends[0].classes}
    rows = {row.area: row for row in spec.rows}
    for code, feature in areas.items():
        properties = feature["properties"]
        assert properties["name"] == kept[code].name
        assert (properties["class"], properties["label"]) == (kept[code].class_id, labels[kept[code].class_id])
        if code in rows:
            assert properties["status"] == rows[code]["status"]
            assert "; ".join(properties["sources"]).startswith(rows[code].text("sources"))


@pytest.mark.slow
def test_the_collection_says_what_it_is() -> None:
    spec = shown(PLAIN)
    content, words = written(spec), words_for(spec)
    assert (content["title"], content["day"], content["treaty"]) == (words.spec.headline.text, "2026-11-21", "apmbc")
    assert (content["release"], content["link"]) == (spec.release, words.link)
    assert [source["number"] for source in content["sources"]] == [source.number for source in spec.sources]
    assert (content["boundary_note"], content["disclaimer"]) == (words.spec.boundary_note, DISCLAIMER)
    assert not {"crs", "geometry", "properties", "coordinates"} & set(content)


@pytest.mark.slow
def test_every_area_of_the_world_is_there_and_those_without_a_polygon_are_points() -> None:
    features = areas_of(shown(PLAIN))
    assert set(features) == {area.area for area in areas()}
    assert [code for code, feature in features.items() if feature["geometry"]["type"] == "Point"] == ["VAT"]


@pytest.mark.slow
def test_a_territory_has_the_status_and_the_sources_of_its_state() -> None:
    areas = areas_of(shown(PLAIN))
    assert areas["GRL"]["properties"]["status"] == "Party, as Denmark, which administers it"
    assert areas["GRL"]["properties"]["sources"] == areas["DNK"]["properties"]["sources"] != []
    assert areas["ESH"]["properties"]["status"] == "Not eligible"


@pytest.mark.slow
def test_where_claims_fill_the_map_an_area_cites_its_claim_and_a_territory_has_no_status() -> None:
    areas = areas_of(shown(replace(PLAIN, layers=("contamination",))))
    angola = areas["AGO"]["properties"]
    assert angola["layer"] == "contamination"
    assert angola["sentence"].startswith("30 km² — Mine Action Review")
    assert any(source.startswith("“Clearing the Mines 2025") for source in angola["sources"])
    assert len(angola["sources"]) == len(set(angola["sources"]))
    assert areas["GRL"]["properties"]["status"] is None


def test_without_a_layer_that_fills_no_area_has_a_class() -> None:
    areas = areas_of(shown(replace(PLAIN, layers=("borders",))))["UKR"]["properties"]
    assert (areas["layer"], areas["class"], areas["label"]) == (None, None, None)
    assert areas["status"] == "Party, suspension claimed"  # the table says it all the same


@pytest.mark.slow
def test_a_second_map_adds_its_classes() -> None:
    (view,) = (preset.view for preset in PRESETS if preset.preset_id == "two-treaties")
    areas = areas_of(shown(view))["UKR"]["properties"]
    assert (areas["class"], areas["beside_class"]) == (StatusKind.SUSPENSION_CLAIMED, StatusKind.NOT_SIGNED)


def test_what_is_drawn_over_the_areas_follows_them_with_its_sources() -> None:
    layers = ("status", "contamination", "footprint", "events")
    spec = shown(replace(PLAIN, layers=layers))
    items = [f["properties"] for f in written(spec)["features"] if "status" not in f["properties"]]
    assert [item["id"] for item in items] == [s.shape_id for s in spec.shapes] + [s.symbol_id for s in spec.symbols]
    assert {item["layer"] for item in items} == {"footprint", "contamination", "events"}
    assert all(item["sources"] for item in items)


def test_a_sentence_has_the_sources_that_it_rests_on_and_a_bracket_in_it_is_text() -> None:
    spec = shown(replace(PLAIN, layers=("events",)))
    symbol = replace(spec.symbols[0], sentence=CitedText("Article 5 [2]", (1,)))
    (properties,) = (
        f["properties"]
        for f in written(replace(spec, symbols=(symbol,)))["features"]
        if "status" not in f["properties"]
    )
    assert properties["sentence"] == "Article 5 [2] [1]"
    (source,) = properties["sources"]
    assert source.startswith(spec.sources[0].text.removesuffix("."))


@pytest.mark.slow
def test_what_lies_beside_a_close_up_is_left_out() -> None:
    spec = shown(replace(PLAIN, layers=("events",), extent="UKR"))
    items = [f for f in written(spec)["features"] if f["geometry"]["type"] == "Point"]
    assert 0 < len(items) < len(spec.symbols)
    assert all(20 < f["geometry"]["coordinates"][0] < 42 for f in items)


@examples(30)
@given(st.floats(-180, 180), st.floats(-60, 60), st.floats(10, 2_000_000))
def test_a_footprint_is_cut_at_the_antimeridian_and_keeps_its_size(lon: float, lat: float, area_km2: float) -> None:
    whole = equal_area_circle(lon, lat, area_km2)
    ring = tuple((round(x, 4), round(y, 4)) for x, y in whole.exterior.coords[:-1])
    spec = replace(
        shown(PLAIN), areas=(), shapes=(Shape("a-claim", "footprint", ring, "footprint", CitedText("A claim")),)
    )
    (feature,) = (f for f in written(spec)["features"] if f["properties"].get("id") == "a-claim")
    footprint = shapely.from_geojson(json.dumps(feature["geometry"]))
    west, _, east, _ = footprint.bounds
    assert -180 <= west <= east <= 180
    assert footprint.area == pytest.approx(whole.area, rel=0.02, abs=1e-4)
    crosses = whole.bounds[0] < -180.01 or whole.bounds[2] > 180.01
    assert not crosses or feature["geometry"]["type"] == "MultiPolygon"
    assert all(turns_left(rings[0]) for rings in rings_of(feature["geometry"]))


def test_equal_views_give_equal_text() -> None:
    spec = shown(PLAIN)
    assert view_geojson(spec, OPTIONS) == view_geojson(shown(PLAIN), OPTIONS)
