"""A scan of a file: what is found, what has to be decided, and nothing that would betray a place or a person."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geodata.errors import OwnFileError
from geodata.own.columns import parse_columns
from geodata.own.quantities import Sign
from geodata.own.reading import places_in, read_batches, read_versions
from geodata.own.record_versions import NewestVersions
from geodata.own.scanning import Scan, scan
from geodata.own.vocabulary import Vocabulary, read_words, shipped_vocabulary
from tests.hazard_files import EAST, NORTH, hazard_records, square, zipped


def written(path: Path, frame: gpd.GeoDataFrame | None = None, **columns: Any) -> Path:
    records = hazard_records() if frame is None else frame
    records.assign(**columns).to_file(path, driver="GeoJSON")
    return path


def squares(sizes_m2: list[float]) -> gpd.GeoDataFrame:
    sides = [np.sqrt(size / (111_220 * 72_440)) for size in sizes_m2]  # metres of a degree at 49.6 north
    shapes = [square(EAST + 0.1 * row, NORTH, side) for row, side in enumerate(sides)]
    return gpd.GeoDataFrame({"Type": ["CHA"] * len(shapes)}, geometry=shapes, crs="EPSG:4326")


@pytest.mark.slow
def test_a_scan_holds_no_coordinate_and_no_person(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"Type": ["CHA"], "Witness": ["Olena K."], "Phone": ["+380441234567"], "Comment": ["31.4159265"]},
        geometry=[square(31.4159265, 49.1234567)],
        crs="EPSG:4326",
    )
    result = scan(written(tmp_path / "canary.geojson", frame))
    for text in (repr(result), json.dumps(result.as_json())):
        assert not re.search(r"31\.41|49\.12|Olena|38044", text)
    assert result.countries == (("UKR", 1),)


def test_words_that_are_not_known_are_told_and_a_reader_can_say_them(tmp_path: Path) -> None:
    path = written(tmp_path / "a.geojson", HazardType="Converted From SHA")
    result = scan(path)
    assert (
        "all 8 rows have a type that is not in the vocabulary ('Converted From SHA'): they count as not "
        "told; add the words with --words"
    ) in result.notes
    words = tmp_path / "words.csv"
    words.write_text("subject,means,word\nhazard-type,confirmed,Converted from SHA\n", encoding="utf-8")
    mine: Vocabulary = shipped_vocabulary().before(read_words(words))
    result = scan(path, vocabulary=mine)
    word = result.words[0]
    assert (word.text, word.means, word.source) == ("Converted From SHA", "confirmed", "words.csv")
    (batch,) = read_batches(path, result.plan(vocabulary=mine))
    assert {*batch.hazard_type} == {"confirmed"}


def test_a_type_that_says_a_status_is_both(tmp_path: Path) -> None:
    frame = hazard_records().drop(columns="Status").assign(HazardType="Lifted Minefields")
    path = written(tmp_path / "a.geojson", frame)
    result = scan(path)
    assert "no column is read as status; HazardType says it for some rows" in result.notes
    (batch,) = read_batches(path, result.plan())
    assert ({*batch.hazard_type}, {*batch.status}) == ({"minefield"}, {"cleared"})


def test_accidents_are_no_hazard_areas(tmp_path: Path) -> None:
    result = scan(written(tmp_path / "a.geojson", HazardType="Incidents"))
    assert "all 8 rows are accidents or stores of ammunition and no hazard areas" in result.notes
    frame = hazard_records().iloc[:1].assign(HazardType="Incidents")
    result = scan(written(tmp_path / "one.geojson", frame))
    assert "the only row is an accident or a store of ammunition and no hazard area" in result.notes


@pytest.mark.parametrize(("unit", "factor"), [("ha", 1e4), ("km2", 1e6), ("acre", 4046.8564224)])
def test_the_unit_is_asked_for_where_drawn_areas_contradict_it(unit: str, factor: float, tmp_path: Path) -> None:
    sizes = [20_000.0, 50_000.0, 8_000.0]
    path = written(tmp_path / "a.geojson", squares(sizes), areasize=[size / factor for size in sizes])
    (problem,) = scan(path).problems
    assert problem.endswith(f": say --column size=areasize:{unit}")
    assert problem.startswith("sizes in areasize are not square metres: drawn areas are ")
    with pytest.raises(OwnFileError, match="sizes in areasize"):
        scan(path).plan()
    result = scan(path, columns=parse_columns([f"size=areasize:{unit}"]))
    (batch,) = read_batches(path, result.plan())
    assert batch.stated_m2 == pytest.approx(sizes)
    assert result.sizes is not None
    assert (result.sizes.compared, result.sizes.differing) == (3, 0)


def test_a_unit_follows_from_the_name_or_from_drawn_areas(tmp_path: Path) -> None:
    frame = squares([20_000.0, 50_000.0])
    cases = [("area_ha", [2.0, 5.0], "ha"), ("area", [2e4, 5.1e4], "m2"), ("AREASQM", [1e3, 5e4], "m2")]
    for name, sizes, unit in cases:
        result = scan(written(tmp_path / f"{name}.geojson", frame, **{name: sizes}))
        assert (result.problems, result.roles.unit) == ((), unit)
    assert any(note.startswith("of 2 stated sizes in 2 rows, 1 differs") for note in result.notes)


def test_a_shape_out_of_range_has_no_drawn_size_to_compare(tmp_path: Path) -> None:
    frame = squares([20_000.0] * 60)
    shapes = frame.geometry.to_numpy().copy()
    shapes[59] = shapely.Polygon([(1e300, 1e300), (2e300, 1e300), (1e300, 2e300)])
    frame = frame.set_geometry(shapes, crs="EPSG:4326")
    result = scan(written(tmp_path / "a.geojson", frame, area_m2=20_000.0))
    assert result.sizes is not None
    assert (result.sizes.compared, result.sizes.differing) == (59, 0)


@pytest.mark.slow
def test_numbers_of_two_readings_are_decided_by_the_column_or_drawn_areas_or_asked(tmp_path: Path) -> None:
    sizes = [2_500.0, 51_000.0, 8_250.0]
    frame = squares(sizes)
    drawn = scan(written(tmp_path / "drawn.geojson", frame, area_m2=["2,500", "51,000", "8,250"]))
    assert drawn.problems == ()
    assert "'2,500' in area_m2 is read as 2,500, as the drawn areas show" in drawn.notes
    hectares = scan(
        written(tmp_path / "ha.geojson", frame, area_ha=["0,250", "5,100", "0,825"])
    )  # 0,250 is no thousand
    column = scan(written(tmp_path / "column.geojson", frame, area_m2=["2.500,5", "51,000", "8,250"]))
    assert (hectares.roles.decimal, column.roles.decimal) == (Sign.COMMA, Sign.COMMA)
    table = tmp_path / "points.csv"
    table.write_text("id;longitude;latitude;area_ha\n1;36,1;49,6;1,234\n2;36,2;49,7;5\n", encoding="utf-8")
    result = scan(table)
    (problem,) = result.problems
    assert result.as_json()["doubtful_size"] == "1,234"
    assert problem == (
        "'1,234' in area_ha can be 1.234 or 1,234, and no other number of it tells the decimal sign: "
        "say --column size=area_ha:ha:comma or --column size=area_ha:ha:point"
    )
    for sign, size in (("comma", 12_340.0), ("point", 12_340_000.0)):
        result = scan(table, columns=parse_columns([f"size=area_ha:ha:{sign}"]))
        (batch,) = read_batches(table, result.plan())
        assert batch.stated_m2.tolist() == pytest.approx([size, 50_000.0])


def test_points_with_a_size_need_its_unit(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame(
        {"Type": ["SHA"] * 2}, geometry=shapely.points([[36.1, 49.6], [36.2, 49.6]]), crs="EPSG:4326"
    )
    (problem,) = scan(written(tmp_path / "p.geojson", frame, areasize=[100.0, 250.0])).problems
    assert problem.startswith("the unit of the sizes in areasize is not said and cannot be seen from drawn areas")
    result = scan(written(tmp_path / "q.geojson", frame, areasize=["100 m2", "0.5 ha"]))
    (batch,) = read_batches(tmp_path / "q.geojson", result.plan())
    assert [*batch.stated_m2] == [100.0, 5_000.0]
    assert result.shapes == {"points": 2}


def test_a_lying_cpg_is_said_and_the_words_show_the_encoding(tmp_path: Path) -> None:
    frame = hazard_records().iloc[:3].rename(columns={"HazardType": "Type"}).assign(Type=["Мінне поле", "CHA", "SHA"])
    frame.to_file(tmp_path / "a.shp", encoding="cp1251")
    (tmp_path / "a.cpg").write_text("UTF-8", encoding="ascii")
    result = scan(tmp_path / "a.shp")
    assert result.encoding == "cp1251"
    assert result.sample_words == ("Мінне поле", "Очищено")
    assert any("it states UTF-8, but its letters are those of Windows-1251 (Cyrillic)" in note for note in result.notes)
    (batch,) = read_batches(tmp_path / "a.shp", result.plan())
    assert [*batch.hazard_type] == ["minefield", "confirmed", "suspected"]
    wrong = scan(tmp_path / "a.shp", encoding="cp1256")
    assert wrong.sample_words != result.sample_words


@pytest.mark.slow
def test_declared_countries_are_read_by_code_and_name(tmp_path: Path) -> None:
    frame = hazard_records(4).assign(Country=["Ukraine", "UKR", "Україна", "Atlantis"])
    path = written(tmp_path / "a.geojson", frame)
    (batch,) = read_batches(path, scan(path).plan())
    assert [*batch.declared[:2]] == ["UKR", "UKR"]
    assert batch.declared[3] == ""


@pytest.mark.slow
def test_an_archive_lists_the_files_in_it_as_layers(tmp_path: Path) -> None:
    one = written(tmp_path / "one.geojson")
    path = zipped(tmp_path / "both.zip", {"a/one.geojson": one, "b/two.geojson": one, "readme.txt": b"hello, there"})
    with pytest.raises(OwnFileError, match=r"both.zip has 2 layers: 'a/one.geojson', 'b/two.geojson'; say which one"):
        scan(path)
    result: Scan = scan(path, layer="b/two.geojson")
    assert result.rows == 8
    assert sum(len(batch) for batch in read_batches(path, result.plan())) == 8


@pytest.mark.slow
def test_a_file_without_rows_is_scanned(tmp_path: Path) -> None:
    pd.DataFrame({"Type": [], "lon": [], "lat": []}).to_csv(tmp_path / "empty.csv", index=False)
    result = scan(tmp_path / "empty.csv")
    assert (result.sample, result.shapes) == (0, {})
    hazard_records(4).iloc[:0].to_parquet(tmp_path / "empty.parquet")
    assert scan(tmp_path / "empty.parquet").rows == 0


def test_rows_of_one_id_and_other_dates_are_asked_about_and_versions_where_the_reader_says_so(tmp_path: Path) -> None:
    ids, days = ["a", "a", "b", "b", "b", "c", "c", ""], [f"2024-0{month}-01" for month in range(1, 9)]
    path = written(tmp_path / "a.geojson", squares([1e4] * 8), hazard_id=ids, report_date=days)
    (problem,) = scan(path).problems
    assert problem == (
        "7 rows have 3 different values of hazard_id, with other dates of report_date: if they are versions of one "
        "record, say --column id=hazard_id, and the newest of each counts; if not, say --column id=-"
    )
    assert not scan(path, columns=parse_columns(["id=-"])).problems
    result = scan(path, columns=parse_columns(["id=hazard_id"]))
    assert result.problems == ()
    assert (
        "7 of 8 rows share their hazard_id with another row: of each record the newest row by report_date "
        "that is not later than the day measured counts, and all rows of its date"
    ) in result.notes
    versions = NewestVersions.of(read_versions(path, result.plan()), date(2024, 4, 30))
    (batch,) = read_batches(path, result.plan())
    older = versions.is_older(batch).tolist()
    assert older == [True, False, True, False, False, False, False, False]  # rows from May on are later, not older
    assert [*read_versions(path, scan(path, columns=parse_columns(["id=-"])).plan())] == []


def test_a_place_lies_inside_a_polygon_and_is_the_first_corner_of_what_has_no_inside() -> None:
    texts = {
        "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))": (1, 1),
        "POLYGON ((1e308 1e308, -1e308 1e308, 0 -1e308, 1e308 1e308))": (1e308, 1e308),
        "POLYGON ((-179 0, 179 0, 179 2, -179 0))": (-179, 0),
        "POINT (3 4)": (3, 4),
        "POLYGON ((5 5, 5 5, 5 5, 5 5))": (5, 5),
    }
    shapes = np.array([None, *map(shapely.from_wkt, texts)], dtype=object)
    assert [*map(tuple, places_in(shapes).tolist())] == [*texts.values()]
