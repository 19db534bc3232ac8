"""Areas of a reader: read from their file, simplified, kept as JSON, and drawn with the figures that are by them."""

import io
import json
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pptx.shapes.base import BaseShape

from dashboard.maps.atlas import Atlas
from dashboard.maps.layers import own
from dashboard.maps.layers.question import with_answer
from dashboard.maps.link import link_of
from dashboard.maps.own_data import OwnData, saved_bytes
from dashboard.maps.story.codec import story_file
from dashboard.maps.story.model import Step, Story
from dashboard.maps.view import ClassFilter, View
from dashboard.render.formats import FORMATS, Options, file_bytes
from dashboard.render.live_map.message import message
from dashboard.ui.own import read_own_table, view_with
from geodata.__main__ import main
from geodata.geo.extent_geometry import frame_extent
from geodata.geo.projections import points_in_box
from geodata.own import files, totals
from geodata.own.area_files import scan_areas, simplified
from geodata.own_archive import OwnArchiveError, packed, read_archive
from geodata.own_figures import AREAS_SOURCE, OwnFigures, OwnLevel
from geodata.own_outlines import (
    MOST_CORNERS,
    OwnArea,
    OwnOutlinesError,
    areas_json,
    areas_of,
    areas_of_json,
    cut_at_antimeridian,
)
from geodata.questions import OwnClause, OwnTest, simple
from tests.own_data import BY_OWN_AREAS, OUTLINES
from tests.shipped_views import TODAY, dataset
from tests.slide_reading import slides_of

VIEW = view_with(View(day=TODAY), BY_OWN_AREAS)
OPTIONS = Options(base="https://atlas.example.org/", made_on=TODAY)
AREAS = areas_of(BY_OWN_AREAS)


def atlas_with(figures: OwnFigures) -> Atlas:
    known = dataset().with_own(figures)
    return Atlas(lambda: known, today=lambda: TODAY)


def test_own_data_over_another_fill_are_not_said_to_be_on_the_cards_alone() -> None:
    view = replace(VIEW, layers=("status", own.ID))
    spec = atlas_with(BY_OWN_AREAS).spec(view)
    assert own.CAUTION in spec.notes
    assert not any("on the cards" in note for note in spec.notes)
    assert any(symbol.rings for symbol in spec.symbols)


# -- From a file.


def wavy(west: float, south: float) -> shapely.Polygon:
    """A square whose eastern and western sides are the same wave, with 400 corners."""
    y = np.linspace(south, south + 0.5, 200)
    x = 0.01 * np.sin(np.arange(200))
    x[[0, -1]] = 0.0
    return shapely.Polygon([*zip(west + 0.5 + x, y, strict=True), *zip(west + x[::-1], y[::-1], strict=True)])


@pytest.mark.slow
def test_codes_names_and_countries_are_found_and_borders_stay_shared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "districts.gpkg"
    shapes = [wavy(17.2 + 0.5 * (n % 3), 44.0 + 0.5 * (n // 3)) for n in range(4)]
    columns = {
        "ADM1_PCODE": ["BA1", "BA1", "BA1", "BA1"],
        "ADM2_PCODE": ["BA11", "BA12", "BA13", "BA14"],
        "ADM2_EN": ["North", "East", "South", "West"],
        "Owner": ["Ostap Kvitkonosh"] * 4,
    }
    gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326").to_crs("EPSG:32633").to_file(path)
    scanned = scan_areas(path)
    assert (scanned.code, scanned.name, scanned.layers) == ("ADM2_PCODE", "ADM2_EN", ("districts",))
    assert [(area.code, area.name, area.country) for area in scanned.areas] == [
        ("BA11", "North", "BIH"), ("BA12", "East", "BIH"), ("BA13", "South", "BIH"), ("BA14", "West", "BIH"),
    ]  # fmt: skip
    polygons = np.array([shapely.Polygon(area.rings[0]) for area in scanned.areas], object)
    assert sum(len(area.rings[0]) for area in scanned.areas) < 400 * len(shapes)
    assert shapely.symmetric_difference(shapely.union_all(polygons), shapely.union_all(shapes)).area < 0.02
    assert "Kvitkonosh" not in scanned.to_json()
    assert areas_of_json(json.dumps(json.loads(scanned.to_json())["areas"])) == scanned.areas
    assert scan_areas(path, code="Owner", name="-").areas[0].name == "Ostap Kvitkonosh"  # as the reader wants it
    monkeypatch.setattr(files, "unfenced_drivers", tuple)
    assert main(("areas", str(path), "--format", "json")) == 0
    assert capsys.readouterr().out.rstrip() == scanned.to_json()


def test_areas_are_simplified_until_a_map_can_hold_them() -> None:
    many = np.array([wavy(0.5 * (n % 60), 0.5 * (n // 60)) for n in range(120)], object)
    assert shapely.get_num_coordinates(many).sum() > MOST_CORNERS
    simple = simplified(many)
    assert shapely.get_num_coordinates(simple).sum() <= MOST_CORNERS
    assert shapely.coverage_is_valid(simple)


def _at_antimeridian(way: str) -> shapely.Geometry:
    """A wavy square across longitude 180: going on beyond it, drawn the long way round the world, or cut there."""
    whole = wavy(179.7, -17.0)
    if way == "beyond":
        return whole
    if way == "long":
        return shapely.transform(whole, lambda corners: np.where(corners > 180, corners - 360, corners))
    sides = [shapely.intersection(whole, shapely.box(at, -90, at + 360, 90)) for at in (-180, 180)]
    return shapely.union_all([sides[0], shapely.affinity.translate(sides[1], xoff=-360)])


@pytest.mark.slow
def test_areas_across_the_antimeridian_are_as_fine_as_others_however_they_are_drawn(tmp_path: Path) -> None:
    scans = {}
    for way in ("beyond", "long", "cut"):
        path = tmp_path / f"{way}.geojson"
        shapes = [wavy(179.2, -17.0), _at_antimeridian(way)]
        gpd.GeoDataFrame({"code": ["W", "E"]}, geometry=shapes, crs="EPSG:4326").to_file(path)
        scans[way] = scan_areas(path).areas
    for areas in scans.values():
        assert [area.country for area in areas] == ["FJI", "FJI"]
        across = areas[0]
        assert (across.code, len(across.rings), abs(across.lon) > 179) == ("E", 1, True)
        assert len(across.rings[0]) > 100
        assert {lon > 0 for lon, _ in across.rings[0]} == {True, False}
        parts = cut_at_antimeridian(across.rings[0])
        widths = [max(lon for lon, _ in part) - min(lon for lon, _ in part) for part in parts]
        assert len(parts) == 2
        assert sum(widths) == pytest.approx(0.52, abs=0.01)
    assert scans["beyond"] == scans["cut"] == scans["long"]


@given(st.floats(-180, 180), st.floats(1, 170), st.floats(-80, 60), st.floats(0.1, 20))
def test_the_parts_of_a_cut_ring_have_its_area(west: float, width: float, south: float, height: float) -> None:
    box = shapely.box(west, south, west + width, south + height)
    ring = tuple((lon - 360 if lon > 180 else lon, lat) for lon, lat in shapely.get_coordinates(box).tolist())
    parts = [shapely.Polygon(part) for part in cut_at_antimeridian(ring)]
    assert sum(part.area for part in parts) == pytest.approx(width * height)
    assert all(max(map(abs, part.bounds[::2])) <= 180 for part in parts)


def test_an_area_is_drawn_where_it_reaches_into_a_map_that_does_not_show_its_middle() -> None:
    place = frame_extent("BIH")
    near, far = ((12.0, 43.0), (18.0, 43.0), (18.0, 45.0), (12.0, 45.0), (12.0, 43.0)), ((-80.0, 0.0),) * 4
    places, box = [(12.1, 44.0), (12.1, 44.0), (-80.0, 0.0)], place.bounds
    assert points_in_box(place, places, box) == []
    assert [number for number, _, _ in points_in_box(place, places, box, [[near], [], [far]])] == [0]


PLACES = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
RINGS = st.lists(PLACES, min_size=3, max_size=6).map(lambda ring: (*ring, ring[0])).filter(lambda r: len(set(r)) > 1)
TEXT = st.text("АБab1-é", min_size=1, max_size=8)
OWN_AREAS = st.builds(
    OwnArea, TEXT, TEXT, st.sampled_from(["BIH", ""]), st.floats(-180, 180), st.floats(-90, 90),
    st.lists(RINGS, max_size=3).map(tuple),
)  # fmt: skip


@given(st.lists(OWN_AREAS, max_size=5, unique_by=lambda area: area.code))
def test_areas_are_read_back_as_they_were_written(areas: list[OwnArea]) -> None:
    assert areas_of_json(areas_json(tuple(areas))) == tuple(areas)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"code": ""}, "has no code, name and country"),
        ({"lat": 91}, "has no place in the world"),
        ({"rings": [[1, 2, 3, 4, 1, 2]]}, "fewer than four corners"),
        ({"rings": [[1, 2, 3, 4, 5, 6, 7, 8]]}, "a ring that is not closed"),
        ({"rings": [[1, 2, 3, 4, 5, 600, 1, 2]]}, "a corner outside the world"),
        ({"rings": [[1, 2, 3, math.nan, 5, 6, 1, 2]]}, "a corner outside the world"),
    ],
    ids=str,
)
def test_spoilt_areas_are_refused_with_a_sentence(changes: dict[str, object], message: str) -> None:
    parts = json.loads(areas_json(AREAS))
    parts["areas"][0] |= changes
    with pytest.raises(OwnOutlinesError, match=message):
        areas_of_json(json.dumps(parts))


# -- Figures by them.


@pytest.mark.slow
def test_a_table_is_joined_to_own_areas_and_those_without_a_row_are_named() -> None:
    table = read_own_table(
        "t.csv", b"District,Area km2,Year\nNorth,5.5,2024\nN-2,1,2024\nUkraine,7,2024\n", areas=AREAS
    )
    assert "2 of 3 rows name 2 of the own areas" in table.report.headline
    statement = totals.Statement("Areas", "A programme", None, "On record", "Register")
    figures = totals.figures_of_table(
        table, "Area km2", statement, places=totals.own_places(AREAS), level=OwnLevel.OWN_AREAS
    )
    whole = totals.on_own_areas(figures, AREAS, "")
    assert [(one.area, one.km2, one.detail[:16]) for one in whole.figures] == [
        ("N-1", 5.5, "As stated: 5.5 k"), ("N-2", 1.0, "As stated: 1 km2"), ("N-3", None, "The file has not"),
    ]  # fmt: skip
    assert whole.missing == (AREAS_SOURCE,)
    assert replace(whole, areas_source="Survey office").is_complete


def test_own_areas_are_drawn_with_the_classes_of_their_figures_and_name_their_source() -> None:
    spec = atlas_with(BY_OWN_AREAS).spec(VIEW)
    assert [(one.class_id, one.area, one.rings) for one in spec.symbols] == [
        ("range-4", "BIH", OUTLINES["N-1"]), ("range-2", "BIH", OUTLINES["N-2"]), ("no-figure", "BIH", OUTLINES["N-3"]),
    ]  # fmt: skip
    legend = next(one for one in spec.legends if one.symbol == "shape")
    assert {item.class_id: item.count for item in legend.classes if item.count} == {
        "range-4": 1, "range-2": 1, "no-figure": 1,
    }  # fmt: skip
    assert (legend.edit, "Districts of the survey office, CC BY 4.0" in legend.note) == ("circles", True)
    assert "Massive: 100 km² or more, one own area. Heavy: 20 to 99 km², no own areas." in spec.text_alternative
    clause = simple(OwnClause(BY_OWN_AREAS.content_id, OwnTest.LEAST, 20))
    answered = atlas_with(BY_OWN_AREAS).spec(with_answer(replace(VIEW, question=clause)))
    assert answered.headline.text.startswith("1 of 197 states have an area with an own figure of at least 20 km²")
    assert spec.headline.text.endswith("two figures by own area, own data")
    kept = replace(VIEW, class_filter=ClassFilter(own.ID, ("range-4",)))
    assert len(atlas_with(BY_OWN_AREAS).spec(kept).symbols) == 1
    leaving = atlas_with(BY_OWN_AREAS.without_small()).spec(VIEW)
    assert [one.class_id for one in leaving.symbols] == ["range-4", "no-figure", "no-figure"]
    sent = message(spec)["symbols"]
    assert [len(row) for row in sent] == [7, 7, 7]
    assert all(len(row[6]) == 1 for row in sent)  # type: ignore[misc]  # rings


@pytest.mark.slow
def test_a_picture_and_a_slide_have_the_areas_and_texts_have_no_corner_of_them() -> None:
    spec = atlas_with(BY_OWN_AREAS).spec(VIEW)
    svg = file_bytes(FORMATS["svg"], spec, OPTIONS).decode()
    group = re.search(r'<g id="own-areas".*?</g></g>', svg)
    assert group is not None
    assert group[0].count("<path") == 3
    assert "North: 120 km² from 12 records" in group[0]
    (slide,) = slides_of(file_bytes(FORMATS["pptx"], spec, OPTIONS))
    assert {"North", "East", "South"} <= {one.name for one in shapes_of(slide.shapes)}
    texts = [
        link_of(VIEW),
        story_file(Story("", (Step(VIEW, ""),)), BY_OWN_AREAS),
        BY_OWN_AREAS.to_json(),
        json.dumps(message(spec)),
        *(file_bytes(FORMATS[name], spec, OPTIONS).decode() for name in ("json", "geojson", "csv")),
    ]
    assert not [text[:40] for text in texts if "31415" in text or "27182" in text]


def shapes_of(shapes: Iterable[BaseShape]) -> Iterator[BaseShape]:
    for shape in shapes:
        yield shape
        yield from shapes_of(getattr(shape, "shapes", ()))


def test_boundaries_are_saved_where_the_reader_says_so_and_open_again() -> None:
    data = OwnData(BY_OWN_AREAS)
    opened = read_archive(saved_bytes(data, VIEW, dataset()))
    assert (dict(opened.figures.outlines), opened.link) == ({}, link_of(VIEW))
    assert opened.figures.areas_source == BY_OWN_AREAS.areas_source
    data.with_outlines = True
    saved = saved_bytes(data, VIEW, dataset())
    assert read_archive(saved).figures.outlines == OUTLINES
    with pytest.raises(OwnArchiveError, match="was changed after the file had been saved"):
        read_archive(repacked(saved, "outlines.json", b"{}"))


def repacked(saved: bytes, name: str, data: bytes) -> bytes:
    with ZipFile(io.BytesIO(saved)) as archive:
        return packed({one: data if one == name else archive.read(one) for one in archive.namelist()})


def test_without_their_outlines_own_areas_are_circles_and_the_legend_says_why() -> None:
    figures = OwnFigures.from_json(BY_OWN_AREAS.to_json())
    assert figures.content_id == BY_OWN_AREAS.content_id
    spec = atlas_with(figures).spec(view_with(View(day=TODAY), figures))
    assert [one.rings for one in spec.symbols] == [(), ()]
    legend = next(one for one in spec.legends if one.layer == own.ID)
    assert (legend.symbol, own.NO_OUTLINES in legend.note) == ("circle", True)
