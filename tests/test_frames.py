"""Frames as the browser gets them: complete, equal-area, small, deterministic; label places lie within their areas."""

import gzip
import hashlib
import json
import time

import numpy as np
import pytest
import shapely

from geodata.errors import UnknownKeyError
from geodata.first_level import first_level_table
from geodata.geo.boundaries import BOUNDARIES_FOLDER, areas, extent, read_frame
from geodata.geo.extent_geometry import FIRST_LEVEL_SUFFIX, level_polygons
from geodata.geo.frames import (
    LABEL_ASPECT,
    Frame,
    cell_topology,
    frame,
    frame_topology,
    label_places,
    small_area_points,
)
from geodata.geo.topojson import Shape, decode

NAMED = ("world", "africa", "americas", "asia", "europe", "oceania", "korea")
# Across the antimeridian, round the pole, tiny, with exclaves, with lakes, with many disputes.
AWKWARD = ("FJI", "RUS", "ATA", "KIR", "TUV", "VAT", "NLD", "TZA", "IND", "NZL", "USA")


def layer(shown: Frame, name: str) -> dict[str, Shape]:
    return {shape.key: shape for shape in decode(shown.topology_json) if shape.layer == name}


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", [*NAMED, "UKR", *AWKWARD])
def test_a_frame_is_a_valid_coverage_that_shows_its_subject(extent_id: str) -> None:
    land = np.array([shape.geometry for shape in layer(frame(extent_id), "areas").values()], dtype=object)
    assert shapely.is_valid(land).all()
    assert shapely.coverage_is_valid(land)
    if extent_id not in (*NAMED, "VAT"):
        assert extent_id in layer(frame(extent_id), "areas")


@pytest.mark.slow
def test_the_world_frame_has_every_area_and_every_small_one_a_point() -> None:
    shown = frame("world")
    assert set(layer(shown, "areas")) | {"VAT"} == {row.area for row in areas()}
    assert [code for code, _, _ in shown.points] == [row.area for row in areas() if row.is_small]


def test_areas_are_true_in_the_world_frame() -> None:
    drawn = {key: shape.geometry.area * 10_000 for key, shape in layer(frame("world"), "areas").items()}
    assert drawn["GRL"] / drawn["COD"] == pytest.approx(0.93, abs=0.01)
    for row in areas():
        if row.area_km2 > 100_000:
            assert drawn[row.area] == pytest.approx(row.area_km2, rel=0.07), row.area


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", ["FJI", "RUS", "NZL", "ATA"])
def test_no_band_or_seam_is_left_at_the_antimeridian(extent_id: str) -> None:
    view, subject = extent(extent_id), layer(frame(extent_id), "areas")[extent_id].geometry
    measured = next(row.area_km2 for row in areas() if row.area == extent_id)
    assert subject.area * 10_000 == pytest.approx(measured, rel=0.02)
    holes = [shapely.Polygon(ring) for part in shapely.get_parts(subject) for ring in part.interiors]
    width = view.bounds[2] - view.bounds[0]
    assert all(hole.area > (width / 5000) ** 2 for hole in holes)


def test_a_frame_ends_at_its_padded_bounds() -> None:
    west, south, east, north = extent("UKR").bounds
    pad = 0.15 * (east - west)
    drawn = shapely.total_bounds([shape.geometry for shape in layer(frame("UKR"), "areas").values()])
    assert drawn == pytest.approx((west - pad, south - pad, east + pad, north + pad), abs=0.01)


@pytest.mark.slow
def test_disputed_lines_are_arcs_of_the_areas() -> None:
    document = json.loads(frame("asia").topology_json)
    lines = {item["id"]: item for item in document["objects"]["lines"]["geometries"]}
    assert lines["kashmir-line-of-control"]["properties"] == {"style": "dotted"}
    used = set(_arcs([item["arcs"] for item in document["objects"]["areas"]["geometries"]]))
    border = set(_arcs(lines["korea-military-demarcation-line"]["arcs"]))
    assert border
    assert border <= used


def _arcs(nested: object) -> list[int]:
    if isinstance(nested, list):
        return [number for item in nested for number in _arcs(item)]
    return [nested if nested >= 0 else ~nested] if isinstance(nested, int) else []


@pytest.mark.slow
def test_ukraine_is_drawn_with_its_oblasts_and_korea_with_its_zone() -> None:
    oblasts = layer(frame("UKR"), "oblasts")
    assert len(oblasts) == 27
    assert "UA-43" in oblasts
    whole = shapely.union_all([shape.geometry for shape in oblasts.values()])
    assert whole.symmetric_difference(layer(frame("UKR"), "areas")["UKR"].geometry).area < 1e-6
    zone = layer(frame("korea"), "dmz")
    assert set(zone) == {"north", "south"}
    assert sum(part.geometry.area for part in zone.values()) * 10_000 == pytest.approx(815, rel=0.05)
    assert not layer(frame("FRA"), "dmz")
    assert not layer(frame("FRA"), "oblasts")


@pytest.mark.slow
def test_a_frame_with_first_level_areas_is_that_of_the_country_and_their_borders_besides() -> None:
    plain, parts = frame("BIH"), frame("BIH" + FIRST_LEVEL_SUFFIX)
    for name in ("areas", "lines", "graticule"):
        assert {key: shape.geometry for key, shape in layer(parts, name).items()} == {
            key: shape.geometry for key, shape in layer(plain, name).items()
        }
    units = layer(parts, "oblasts")
    assert {*units} == {unit.code for unit in first_level_table() if unit.country == "BIH"}
    whole, land = shapely.union_all([shape.geometry for shape in units.values()]), layer(plain, "areas")["BIH"].geometry
    assert shapely.area(shapely.symmetric_difference(whole, land)) < 0.01 * shapely.area(land)
    assert shapely.coverage_is_valid([shape.geometry for shape in units.values()])
    assert len(parts.topology_json) < 2 * len(plain.topology_json)
    assert '"CO-' in cell_topology("COL" + FIRST_LEVEL_SUFFIX, "0-1-1")
    assert layer(frame("UKR" + FIRST_LEVEL_SUFFIX), "oblasts").keys() == layer(frame("UKR"), "oblasts").keys()
    with pytest.raises(UnknownKeyError):
        frame("africa" + FIRST_LEVEL_SUFFIX)


@pytest.mark.slow
def test_the_edge_of_the_world_is_drawn_where_it_is_in_view() -> None:
    assert layer(frame("world"), "sea")["sea"].geometry.area * 1e4 == pytest.approx(510_065_622, rel=1e-3)
    assert layer(frame("americas"), "sea")
    assert not layer(frame("UKR"), "sea")
    assert all(layer(frame(extent_id), "graticule") for extent_id in (*NAMED, "UKR", "VAT"))


def test_points_are_the_small_areas_in_view() -> None:
    assert [code for code, _, _ in frame("VAT").points] == ["VAT"]
    assert {"MCO", "SMR", "VAT"} <= {code for code, _, _ in small_area_points(extent("ITA"))}
    assert frame("MNG").points == ()


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", [*NAMED, "RUS", "UKR"])
def test_the_shipped_frames_are_those_that_the_code_makes(extent_id: str) -> None:
    assert read_frame(extent_id) == frame_topology(extent(extent_id))


def test_shipped_frames_are_of_known_extents_and_others_are_made_on_request() -> None:
    assert {path.stem for path in (BOUNDARIES_FOLDER / "frames").iterdir()} == {*NAMED, "RUS", "UKR"}
    assert read_frame("FRA") is None


@pytest.mark.slow
def test_equal_calls_give_equal_frames_and_the_hash_is_of_the_text() -> None:
    first, second = frame_topology(extent("KHM")), frame_topology(extent("KHM"))
    assert first == second
    shown = frame("KHM")
    assert shown.topology_json == first
    assert shown.sha256 == hashlib.sha256(first.encode()).hexdigest()[:12]


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", [*NAMED, "UKR", "RUS", "NOR", "CHN", "FRA", "KHM"])
def test_a_frame_is_small_when_compressed(extent_id: str) -> None:
    assert len(gzip.compress(frame(extent_id).topology_json.encode(), 9)) < 64_000


def test_a_country_is_framed_in_a_moment() -> None:
    view = extent("AGO")
    level_polygons(view.level)
    start = time.perf_counter()
    frame_topology(view)
    assert time.perf_counter() - start < 2.0  # 0.05 s on a quiet machine


@pytest.mark.slow
@pytest.mark.parametrize("extent_id", ["world", "europe", "korea", "FJI", "UKR~streets"])
def test_the_ellipse_of_a_name_lies_within_its_area(extent_id: str) -> None:
    shapes = {shape.key: shape.geometry for shape in decode(frame(extent_id).topology_json) if shape.layer == "areas"}
    places = label_places(extent_id)
    assert places
    for code, place in places.items():
        circle = shapely.Point(0, 0).buffer(place.width / 2)
        ellipse = shapely.affinity.translate(shapely.affinity.scale(circle, 1, 1 / LABEL_ASPECT), place.x, place.y)
        outside = ellipse.difference(shapes[code]).area
        assert outside <= 0.02 * ellipse.area + 1e-9, code


def test_a_name_stays_within_the_bounds_of_the_map() -> None:
    west, south, east, north = extent("europe").bounds
    russia = label_places("europe")["RUS"]
    assert west < russia.x - russia.width / 2
    assert russia.x + russia.width / 2 < east
    assert south < russia.y < north


def test_large_states_have_room_and_what_is_out_of_view_has_no_place() -> None:
    world = label_places("world")
    assert world["RUS"].width > world["CHN"].width > world["FRA"].width > world["BEL"].width
    assert "VAT" not in world
    assert "AUS" not in label_places("europe")
