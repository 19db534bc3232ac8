"""First-level areas: those of a country fill it exactly, lie where the atlas draws it, and are found by their code."""

import csv
import hashlib
import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata import first_level
from geodata.dataset import load
from geodata.errors import BoundaryError, UnknownKeyError
from geodata.first_level import GRID_STEP, first_level_areas, first_level_table, on_outline
from geodata.geo.boundaries import BOUNDARIES_FOLDER, areas, read_level, ukraine_oblasts
from geodata.geo.coverage import Geometries
from geodata.geo.topojson import Shape, decode, encode
from geodata.model import Level
from tests.properties import examples

FILES = ("first_level.topojson", "first_level.csv")


def test_each_unit_has_a_code_of_its_own_a_name_and_a_country_that_the_atlas_draws() -> None:
    table = first_level_table()
    assert len({unit.code for unit in table}) == len(table)
    assert len(table) > 4400
    assert all(unit.name and unit.name == unit.name.strip() for unit in table)
    assert {unit.country for unit in table} == {area.area for area in areas()} - {"VAT"}
    assert {unit.level for unit in table} == {"first", "second", "whole", "unmatched"}
    assert all((unit.parent != "") <= (unit.level == "second") for unit in table)
    whole = [unit for unit in table if unit.level == "whole"]
    assert all(unit.code == unit.country for unit in whole)
    assert {"ESH", "KAS"} <= {unit.code for unit in whole}


def test_units_of_one_country_differ_by_name() -> None:
    with (BOUNDARIES_FOLDER / "first_level.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["country"], row["name"]) for row in csv.DictReader(file)]
    assert len(set(pairs)) == len(pairs)


def test_the_files_are_those_of_their_record_and_fit_the_countries_that_are_shipped() -> None:
    record = json.loads((BOUNDARIES_FOLDER / "first_level.json").read_text(encoding="utf-8"))

    def digest(name: str) -> str:
        return hashlib.sha256((BOUNDARIES_FOLDER / name).read_bytes()).hexdigest()

    assert record["outputs"] == {name: digest(name) for name in FILES}
    assert record["inputs"]["detail.topojson"] == digest("detail.topojson")
    assert sum((BOUNDARIES_FOLDER / name).stat().st_size for name in FILES) <= 6_000_000


@pytest.fixture(scope="module")
def every_unit() -> gpd.GeoDataFrame:
    return first_level_areas()


@pytest.mark.slow
def test_the_units_of_every_country_are_valid_and_add_up_to_it_exactly(every_unit: gpd.GeoDataFrame) -> None:
    countries = read_level(Level.DETAIL)
    polygons, owners = every_unit.geometry.to_numpy(), every_unit["country"].to_numpy()
    assert shapely.is_valid(polygons).all()
    assert not shapely.is_empty(polygons).any()
    for area, country in zip(countries["area"], countries.geometry, strict=True):
        own = polygons[owners == area]
        assert shapely.area(own).sum() == pytest.approx(country.area, rel=1e-12), area
        assert shapely.coverage_is_valid(own), area
        assert shapely.contains_xy(country, shapely.get_coordinates(shapely.point_on_surface(own))).all(), area


@pytest.mark.slow
def test_places_lie_in_the_unit_whose_code_they_have(every_unit: gpd.GeoDataFrame) -> None:
    places = {
        "UA-43": (34.1, 44.95),  # Simferopol
        "UA-40": (33.58, 44.58),  # Sevastopol
        "UA-63": (36.2, 49.95),  # Kharkiv
        "SY-QU": (35.75, 33.0),  # the Golan
        "CU-14": (-75.1, 19.97),  # Guantanamo Bay
        "ESH": (-13.15, 27.1),  # Laayoune
        "MD-SN": (29.6, 46.86),  # Tiraspol
        "KH-2": (103.2, 13.1),  # Battambang
        "IQ-AR": (44.0, 36.2),  # Erbil
        "RU-BEL": (36.6, 50.6),  # Belgorod
    }
    points = np.array([shapely.Point(place) for place in places.values()], dtype=object)
    point, unit = shapely.STRtree(every_unit.geometry.to_numpy()).query(points, predicate="within")
    code_by_point = dict(zip(point.tolist(), every_unit["code"].iloc[unit], strict=True))
    assert [code_by_point[number] for number in range(len(places))] == list(places)


@pytest.mark.slow
def test_the_units_of_ukraine_are_the_oblasts_that_maps_draw_alone_and_among_all(every_unit: gpd.GeoDataFrame) -> None:
    units, oblasts = first_level_areas("UKR"), ukraine_oblasts()
    assert list(units["code"]) == list(oblasts["oblast"])
    assert list(units["name"]) == list(oblasts["name"])
    assert shapely.equals(units.geometry.to_numpy(), oblasts.geometry.to_numpy()).all()
    among = every_unit[every_unit["country"] == "UKR"].geometry.to_numpy()
    assert shapely.equals_exact(units.geometry.to_numpy(), among, 0).all()


@pytest.mark.slow
def test_figures_by_oblast_name_units_of_their_country_or_all_of_it() -> None:
    codes = {unit.code for unit in first_level_table()}
    for figure in load().oblasts:
        assert figure.is_of_country or set(figure.oblasts) <= codes, figure.figure_id


def test_an_unknown_country_is_named_with_the_nearest_codes() -> None:
    with pytest.raises(UnknownKeyError, match=r"UKX.*UKR"):
        first_level_areas("UKX")


def test_missing_and_damaged_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first_level_table()
    monkeypatch.setattr(first_level, "BOUNDARIES_FOLDER", tmp_path)
    with pytest.raises(BoundaryError, match=r"first_level.topojson: cannot be read .*geodata.build.first_level"):
        first_level_areas("KHM")
    (tmp_path / "first_level.topojson").write_text("{}", encoding="utf-8")
    with pytest.raises(BoundaryError, match=r"first_level.topojson: not a topology"):
        first_level_areas("KHM")
    (tmp_path / "first_level.topojson").write_text('{"transform":{"scale":[1,1]},"objects":{},"arcs":[]}', "utf-8")
    with pytest.raises(BoundaryError, match=r"first_level.topojson: no polygon for KH-1,"):
        first_level_areas("KHM")


@examples(20)
@given(st.sets(st.sampled_from("ABCDEF")))
def test_decoding_some_shapes_gives_what_decoding_all_gives_of_them(keys: set[str]) -> None:
    rows = [Shape("units", key, shapely.box(n, 0, n + 1, 2)) for n, key in enumerate("ABCDEF")]
    text = encode([*rows, Shape("areas", "A", shapely.box(0, 0, 6, 2))], step=1)
    assert decode(text, layer="units", keys=keys) == tuple(
        shape for shape in decode(text) if shape.layer == "units" and shape.key in keys
    )


STEPS = st.integers(-9000, 9000)


@examples(40)
@given(STEPS, STEPS, st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_units_add_up_to_any_country_that_their_border_cuts(x: int, y: int, left: float, right: float) -> None:
    corners = np.array([[x, y], [x + 8_317, y + 1_009], [x + 3_989, y + 7_001]]) * GRID_STEP
    country = shapely.Polygon(corners)
    ends = [corners[0] + left * (corners[2] - corners[0]), corners[1] + right * (corners[2] - corners[1])]
    low = shapely.Polygon([corners[0], corners[1], ends[1], ends[0]])
    high = shapely.Polygon([ends[0], ends[1], corners[2]])
    units: Geometries = shapely.transform(
        np.array([low, high], dtype=object), lambda c: np.round(np.rint(c / GRID_STEP) * GRID_STEP, 9)
    )
    exact = on_outline(units, country)
    assert shapely.coverage_is_valid(exact)
    assert shapely.area(exact).sum() == pytest.approx(country.area, rel=1e-12)
