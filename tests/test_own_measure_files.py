"""Files of hazard areas measured: in any order, by areas of the atlas or of the reader, with their provenance."""

import hashlib
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geodata.dataset import short_names
from geodata.dates import DateSpan
from geodata.errors import GeodataError, OwnFileError
from geodata.geo.boundaries import boundaries_fingerprint
from geodata.own.columns import parse_columns
from geodata.own.engines import LocalEngine
from geodata.own.kernel import Cut
from geodata.own.measuring import AreaFile, file_digest, measure, own_areas
from geodata.own.result import Measurement
from geodata.own.sizes import area_m2
from tests.hazard_files import zipped
from tests.shipped_views import dataset

AS_OF = DateSpan.parse("2025-12-31")
SQUARES = [
    shapely.box(36.1, 48.1, 36.2, 48.2),
    shapely.box(36.15, 48.1, 36.25, 48.2),
    shapely.box(30, 41.5, 30.1, 41.6),
]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three polygons, one of them at sea, as GeoPackage and as GeoJSON, and a record without a shape."""
    columns = {"Hazard_Typ": ["SHA", "CHA", "CHA", "CHA"], "Status": ["open", "open", "cleared", "open"]}
    frame = gpd.GeoDataFrame(
        columns, geometry=np.array([SQUARES[1], SQUARES[0], SQUARES[2], None], object), crs="EPSG:4326"
    )
    frame[:1].to_file(tmp_path / "b.gpkg")
    frame[1:].to_file(tmp_path / "a.geojson")
    return [tmp_path / "b.gpkg", tmp_path / "a.geojson"]


@pytest.mark.slow
def test_files_are_measured_whatever_their_order_and_the_result_says_where_it_comes_from(files: list[Path]) -> None:
    result = measure(files, as_of=AS_OF, title="Three squares", licence="CC BY 4.0")
    rows = {(row.area, row.hazard_type): row for row in result.rows if row.cut is Cut.TYPE}
    sizes = area_m2(np.array([*SQUARES, shapely.union_all(SQUARES[:2])], object)) / 1e6
    whole = [row for row in result.rows if row.cut is Cut.ALL]
    assert [(row.area, row.area_name, row.features) for row in whole] == [
        ("UKR", "Ukraine", 2),
        ("outside", "In no area", 1),
    ]
    assert whole[0].union_km2 == pytest.approx(sizes[3], rel=1e-9)
    assert whole[0].sum_km2 == pytest.approx(sizes[:2].sum(), rel=1e-9)
    assert len(rows) == 3
    assert result.headline.endswith("from 3 of 4 records; 1 has no shape.")
    about = result.provenance
    assert [(file.name, file.rows) for file in about.files] == [("a.geojson", 3), ("b.gpkg", 1)]
    assert about.files[0].sha256 == hashlib.sha256(files[1].read_bytes()).hexdigest()
    assert (about.by, about.boundaries, about.as_of) == ("country", boundaries_fingerprint(), AS_OF)
    again = measure(files[::-1], as_of=AS_OF, title="Three squares", licence="CC BY 4.0", engine="local", workers=1)
    assert again.content_id == result.content_id == Measurement.of_json(result.to_json()).content_id
    assert str(files[0].parent) not in result.to_json()


def test_of_several_files_the_layer_is_that_of_those_that_have_several(tmp_path: Path) -> None:
    table = b"id,lon,lat\n1,36.1,49.6\n"
    one, two = tmp_path / "one.csv", zipped(tmp_path / "two.zip", {"a.csv": table, "b.csv": table})
    one.write_bytes(table)
    assert measure([one, two], as_of=AS_OF, layer="a.csv", by=own_area(tmp_path)).ledger.points == 2
    with pytest.raises(OwnFileError, match=r"^none of the 2 files has a layer 'c\.csv'; did you mean 'b\.csv'"):
        measure([one, two], as_of=AS_OF, layer="c.csv", by=own_area(tmp_path))
    table = b"id,lon,lat,Status_1,Status_2\n1,36.1,49.6,Open,Closed\n"
    one.write_bytes(table)
    with pytest.raises(OwnFileError, match=r"^one\.csv: 2 columns could be the status"):
        measure([two, one], as_of=AS_OF, layer="a.csv", by=own_area(tmp_path))


def own_area(folder: Path) -> AreaFile:
    """One area, which spares the reading of those of the world."""
    if not (folder / "areas.geojson").exists():
        gpd.GeoDataFrame({"code": ["K"]}, geometry=[shapely.box(36, 49, 37, 50)], crs="EPSG:4326").to_file(
            folder / "areas.geojson"
        )
    return AreaFile(folder / "areas.geojson", "code")


@pytest.mark.slow
def test_areas_are_called_as_in_the_tables() -> None:
    assert short_names() == {code: state.name for code, state in dataset().states.items()}


@pytest.mark.slow
def test_the_readers_own_areas_are_measured_by(files: list[Path], tmp_path: Path) -> None:
    halves = [shapely.box(36, 48, 36.18, 48.5), shapely.box(36.18, 48, 37, 48.5), shapely.box(37, 48, 38, 48.5)]
    own = gpd.GeoDataFrame(
        {"Code": ["w", "e", "e"], "Title": ["West", "East", "East"]}, geometry=halves, crs="EPSG:4326"
    )
    own.to_crs("EPSG:32637").to_file(tmp_path / "areas.gpkg")
    result = measure(files[:1], by=AreaFile.parse(f"{tmp_path / 'areas.gpkg'}:Code:Title"), as_of=AS_OF)
    sizes = {row.area_name: row.sum_km2 for row in result.rows if row.cut is Cut.ALL}
    west, east = area_m2(np.array([shapely.box(36.15, 48.1, 36.18, 48.2), shapely.box(36.18, 48.1, 36.25, 48.2)])) / 1e6
    # The border between them is straight in the plane of their file, not in degrees.
    assert sizes == {"East": pytest.approx(east, rel=5e-3), "West": pytest.approx(west, rel=5e-3)}
    assert result.provenance.by == "areas.gpkg, Code"
    with pytest.raises(GeodataError, match="did you mean 'Code'"):
        measure(files, by=AreaFile(tmp_path / "areas.gpkg", "Cod"), as_of=AS_OF)


def test_what_cannot_be_measured_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(GeodataError, match="no file to measure"):
        measure([], as_of=AS_OF)
    with pytest.raises(GeodataError, match="FILE:COLUMN"):
        AreaFile.parse("provinces.gpkg")
    with pytest.raises(GeodataError, match="FILE:COLUMN"):
        measure([tmp_path / "a.gpkg"], by="province", as_of=AS_OF)  # type: ignore[arg-type]
    with pytest.raises(GeodataError, match=r"there is no file gone\.gpkg"):
        file_digest(tmp_path / "gone.gpkg")
    areas = gpd.GeoDataFrame({"name": ["Olovo"], "iso": [""]}, geometry=[shapely.box(18, 44, 19, 45)], crs="EPSG:4326")
    areas.to_file(tmp_path / "cantons.geojson")
    with pytest.raises(GeodataError, match=r"^no row of cantons\.geojson has .* a iso; its other columns are name$"):
        own_areas(AreaFile(tmp_path / "cantons.geojson", "iso"))


def test_columns_of_own_areas_may_have_colons_in_their_names() -> None:
    columns = ["adm:1", "adm", "name:en", "x"]
    for text, code, name in (
        ("adm:1", "adm:1", ""),
        ("adm:x", "adm", "x"),
        ("adm:1:name:en", "adm:1", "name:en"),
        ("adm:name:en", "adm", "name:en"),
        ("gone:x", "gone", "x"),
    ):
        file = AreaFile.parse(f"areas.gpkg:{text}").with_columns_of(columns)
        assert (file.code, file.name) == (code, name)


@pytest.mark.slow
def test_of_an_export_with_history_the_newest_versions_up_to_the_day_are_measured(tmp_path: Path) -> None:
    columns = {
        "hazard_id": ["a", "a", "a", "b", "b", "c"],
        "report_date": ["2023-01-31", "2024-05-01", "2026-01-01", "2024", "2024-06-30", None],
    }
    shapes = [shapely.box(36 + at / 10, 48, 36.1 + at / 10, 48.1) for at in range(6)]
    gpd.GeoDataFrame(columns, geometry=shapes, crs="EPSG:4326").to_file(tmp_path / "history.gpkg")
    areas = gpd.GeoDataFrame({"code": ["K"]}, geometry=[shapely.box(35, 47, 38, 49)], crs="EPSG:4326")
    areas.to_file(tmp_path / "areas.gpkg")
    by, roles = AreaFile(tmp_path / "areas.gpkg", "code"), parse_columns(["id=hazard_id"])
    files = [tmp_path / "history.gpkg"]
    result = measure(files, by=by, as_of=AS_OF, columns=roles)
    ledger = result.ledger
    assert (ledger.read, ledger.polygons, ledger.older, ledger.later, ledger.undated) == (6, 4, 1, 1, 1)
    assert result.provenance.on_day == AS_OF.latest
    before = measure(files, by=by, as_of=AS_OF, columns=roles, on_day=date(2024, 4, 30))
    assert (before.ledger.polygons, before.ledger.older, before.ledger.later) == (3, 0, 3)
    staged = measure(files, by=by, as_of=AS_OF, columns=roles, engine=LocalEngine(workers=1, in_memory_rows=0))
    assert staged.content_id == result.content_id
    every = measure(files, by=by, as_of=AS_OF, columns=parse_columns(["id=-"]))
    assert (every.ledger.polygons, every.ledger.older) == (5, 0)
