"""Files of a reader: every format gives the same records, and what is no such file is refused with one sentence."""

import pickle
import subprocess
import sys
import warnings
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely

from geodata.dates import DateSpan
from geodata.errors import OwnFileError
from geodata.own import scanning
from geodata.own.columns import parse_columns
from geodata.own.coordinate_systems import CrsOrigin
from geodata.own.files import DRIVERS, HazardFile, fenced_environment
from geodata.own.measuring import measure_batches
from geodata.own.reading import ReadingPlan, read_batches, reading_jobs
from geodata.own.records import HazardBatch
from geodata.own.repair import Ledger, prepare
from geodata.own.result import MeasuredRow, Measurement, Provenance
from geodata.own.scanning import scan
from geodata.own.shares import Areas
from geodata.own.vocabulary import Role
from tests.hazard_files import WRITERS, content, hazard_records, table, zipped

EXPECTED_TYPES = [
    "confirmed", "suspected", "minefield", "battle-area", "confirmed", "not-told", "suspected", "confirmed",
]  # fmt: skip
EXPECTED_STATUSES = ["open", "closed", "cleared", "cancelled", "open", "worked-on", "expired", "not-told"]


def written(kind: str, folder: Path, frame: gpd.GeoDataFrame | None = None) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names cut to ten letters
        return WRITERS[kind](hazard_records() if frame is None else frame, folder)


def sentence(path: Path, **options: Any) -> str:
    with pytest.raises(OwnFileError) as refused:
        scan(path, **options).plan()
    return str(refused.value)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[object, ...]]:
    path = written("GeoParquet", tmp_path_factory.mktemp("reference"))
    return content([*read_batches(path, scan(path).plan())])


@pytest.fixture(scope="module")
def measured_reference(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[MeasuredRow], Ledger]:
    path = written("GeoParquet", tmp_path_factory.mktemp("measured"))
    return measured([*read_batches(path, scan(path).plan())])


AREAS = Areas(
    ["East", "West"],
    np.array([shapely.box(36.115, 49, 40, 50), shapely.box(30, 49, 36.115, 50)], dtype=object),
    names=["East", "West"],
)
PROVENANCE = Provenance(as_of=DateSpan.parse("2024"), by="own", boundaries="")


def measured(batches: list[HazardBatch]) -> tuple[list[MeasuredRow], Ledger]:
    result = measure_batches(batches, AREAS, provenance=PROVENANCE)
    return [*result.rows], result.ledger


def rounded(rows: list[MeasuredRow]) -> list[list[object]]:
    values = [[getattr(row, entry.name) for entry in fields(row)] for row in rows]
    return [[float(f"{value:.9g}") if isinstance(value, float) else value for value in row] for row in values]


@pytest.mark.slow
@pytest.mark.parametrize("kind", WRITERS)
def test_every_format_gives_the_records_and_numbers_of_geoparquet(
    kind: str,
    reference: list[tuple[object, ...]],
    measured_reference: tuple[list[MeasuredRow], Ledger],
    tmp_path: Path,
) -> None:
    path = written(kind, tmp_path)
    result = scan(path)
    assert result.problems == ()
    assert result.shapes == {"polygons": 7, "none": 1}
    assert result.countries == (("UKR", 7),)
    batches = [*read_batches(path, result.plan())]
    assert content(batches) == reference
    assert [type_ for row in content(batches) for type_ in row[1:2]] == EXPECTED_TYPES
    assert [status for row in content(batches) for status in row[2:3]] == EXPECTED_STATUSES
    rows, ledger = measured(batches)
    if "geodatabase" in kind:  # which keeps coordinates on a grid of its own
        assert rounded(rows) == rounded(measured_reference[0])
    else:
        assert (rows, ledger) == measured_reference
    assert (ledger.read, ledger.polygons, ledger.no_shape, ledger.repaired) == (8, 7, 1, 1)
    # In batches of three, the same rows with their numbers.
    small = [*read_batches(path, result.plan(), rows=3)]
    assert content(small) == reference
    assert [batch.first for batch in small] == [0, 3, 6]


def test_only_columns_whose_name_is_known_are_read(tmp_path: Path) -> None:
    path = written("GeoPackage", tmp_path)
    result = scan(path)
    assert {column.name: column.role for column in result.columns if column.role is None} == {"Phone": None}
    assert "Phone" not in result.roles.names()
    assert "+380" not in repr(result)


@pytest.mark.slow
def test_row_groups_of_geoparquet_are_jobs_of_their_own(reference: list[tuple[object, ...]], tmp_path: Path) -> None:
    path = tmp_path / "groups.parquet"
    hazard_records().to_parquet(path, row_group_size=3)
    jobs = reading_jobs(path, scan(path).plan())
    assert [job.rows for job in jobs] == [3, 3, 2]
    batches = [batch for job in pickle.loads(pickle.dumps(jobs)) for batch in job.batches()]  # noqa: S301  our own
    assert [batch.first for batch in batches] == [0, 3, 6]
    assert content(batches) == reference


@pytest.mark.slow
def test_every_layer_is_listed_and_one_has_to_be_named(tmp_path: Path) -> None:
    path = tmp_path / "two.gpkg"
    for layer in ("survey", "clearance"):
        hazard_records(4).to_file(path, driver="GPKG", layer=layer)
    with HazardFile(path) as file:
        assert [(layer.name, layer.rows) for layer in file.layers] == [("survey", 4), ("clearance", 4)]
    assert sentence(path).startswith("two.gpkg has 2 layers: 'survey', 'clearance'; say which one, as in --layer ")
    assert "did you mean 'survey'" in sentence(path, layer="surveys")
    assert scan(path, layer="clearance").rows == 4


def test_tables_give_places_in_degrees_minutes_or_utm(tmp_path: Path) -> None:
    base = pd.DataFrame({"Type": ["CHA", "SHA", "CHA"], "Status": ["Open"] * 3})
    minutes = base.assign(Longitude=["36°06'00\"E", "36 06 00", "36.1"], Latitude=["49°36'00\"N", "N 49 36 0", "49,6"])
    utm = base.assign(
        Easting=["290 460", "290460.0", "290460"], Northing=["5498198"] * 3, Zone=["37N", "37 U", "EPSG:32637"]
    )
    for name, frame in (("minutes", minutes), ("utm", utm)):
        for sign in ",;":
            path = tmp_path / f"{name}.csv"
            frame.to_csv(path, index=False, sep=sign)
            result = scan(path)
            assert result.problems == ()
            assert result.countries == (("UKR", 3),)
            (batch,) = read_batches(path, result.plan())
            assert batch.crs == ""
            places = shapely.get_coordinates(shapely.from_wkb(batch.wkb))
            assert np.abs(places - (36.1, 49.6)).max() < 1e-5
            assert any(note.startswith("rows are points: they are counted apart") for note in result.notes)


def test_a_header_may_be_parted_and_stand_below_the_line_that_says_how_cells_are(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in (
        '\ufeffsep=;\r\nid;lon;"Type,\r\nas recorded";lat\r\n1;36.1;CHA;49.6\r\n',
        'id,"lon",Type,lat\n1,36.1,CHA,49.6\n',
    ):
        path.write_text(text, encoding="utf-8", newline="")
        result = scan(path)
        assert (result.problems, result.countries) == ((), (("UKR", 1),))
        (batch,) = read_batches(path, result.plan())
        assert [*batch.hazard_type] == ["confirmed"]
    path.write_text('"id' + "x" * 200_000 + '",b\n1,2\n', encoding="utf-8")
    assert sentence(path) == "a.csv is no table: its first line has a name of over 10,000 characters"


def test_a_table_of_names_of_columns_alone_and_one_without_a_place_say_so(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for text in ("id,lon,lat", "id,lon,lat\n"):
        path.write_text(text, encoding="utf-8")
        assert sentence(path) == "a.csv has no row below the names of its columns, expected one for each record"
    path.write_text("id,lon,lat\n1,here,there\n", encoding="utf-8")
    assert sentence(path, columns=parse_columns(["longitude=lon", "latitude=lat"])) == (
        "a.csv has no place in lon and lat in its first rows, expected shapes as WKT, degrees, or metres with a UTM "
        "zone"
    )


def test_rows_behind_the_sample_that_state_another_coordinate_system_are_left_out_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "SAMPLE_ROWS", 2)
    path = tmp_path / "a.csv"
    square = "POLYGON ((36 49, 36.1 49, 36.1 49.1, 36 49))"
    rows = ["SRID=4326;", "SRID=4326;", "", "SRID=32636;", "SRID=3857;", "SRID=3857;"]
    path.write_text("id,geom\n" + "".join(f'1,"{row}{square}"\n' for row in rows), encoding="utf-8")
    plan = scan(path).plan()
    ledger = sum((prepare(batch)[1] for batch in read_batches(path, plan)), Ledger())
    assert (ledger.read, ledger.polygons, ledger.other_system) == (6, 3, 3)
    assert ledger.other_srids == {"3857": 2, "32636": 1}
    measured = Measurement((), ledger, Provenance(DateSpan.parse("2024"), "country", ""))
    assert measured.headline.endswith("; 3 state another coordinate system than the first rows (SRID 32636 and 3857).")
    turned = scan(path, crs="EPSG:4326 swapped").plan()
    assert sum((prepare(batch)[1] for batch in read_batches(path, turned)), Ledger()).other_system == 3


@pytest.mark.parametrize("prefix", ["", "SRID=32636;"])
def test_shapes_of_a_table_in_hexadecimal_or_with_the_code_of_their_system_are_read(
    prefix: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    drawn = shapely.set_srid(shapely.box(500_000, 5_400_000, 500_100, 5_400_100), 32636)
    text = f"{prefix}{drawn.wkt}" if prefix else shapely.to_wkb(drawn, hex=True, include_srid=True)
    path.write_text(f'id,geom\n1,"{text}"\n', encoding="utf-8")
    result = scan(path)
    assert (result.problems, result.crs.origin, result.crs.crs) == ((), CrsOrigin.STATED, "EPSG:32636")
    (batch,) = read_batches(path, result.plan())
    assert shapely.area(shapely.from_wkb(batch.wkb[0])) == 10_000
    path.write_text(f'id,geom\n1,"{text}"\n2,"SRID=4326;POINT (33 48)"\n', encoding="utf-8")
    assert sentence(path).startswith("a.csv mixes coordinate systems: its shapes state the SRID 4326 and 32636; put")


def test_sheets_without_a_cell_are_no_layers(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Sheet2")
    book.save(tmp_path / "none.xlsx")
    assert sentence(tmp_path / "none.xlsx") == "none.xlsx is empty: no sheet has a cell"
    for cells in (["id", "lon", "lat"], [1, 36.1, 49.6]):
        book.active.append(cells)
    book.save(tmp_path / "one.xlsx")
    assert scan(tmp_path / "one.xlsx").layers == (("one", 1),)


@pytest.mark.slow
def test_text_that_is_no_utf_8_is_read_with_a_sign_for_its_bytes(tmp_path: Path) -> None:
    frame = hazard_records(4).assign(HazardType="Minefeld")
    frame.to_parquet(tmp_path / "a.parquet")
    frame.to_file(tmp_path / "a.geojsonl", driver="GeoJSONSeq")
    for name in ("a.parquet", "a.geojsonl"):
        path = tmp_path / name
        path.write_bytes(path.read_bytes().replace(b"Minefeld", b"Min\xe9\xfe\xffld"))
        result = scan(path)
        assert [word.text for word in result.words if word.role is Role.TYPE] == ["Min\ufffd\ufffd\ufffdld"]
        assert sum(map(len, read_batches(path, result.plan()))) == 4


def test_a_table_without_places_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "census.csv"
    path.write_text("Location,People\nA,1\n", encoding="utf-8")
    assert sentence(path) == (
        "census.csv has no shapes and no columns of coordinates among its 2 columns, expected a column of WKT, or "
        "longitude and latitude, or easting, northing and UTM zone; name them, as in --column longitude=LON --column "
        "latitude=LAT, or open it on “Own data” as a table by country or area"
    )


def test_two_columns_that_could_be_the_type_have_to_be_told_apart(tmp_path: Path) -> None:
    frame = hazard_records().rename(columns={"HazardType": "Hazard_Cla"}).assign(Hazard_Typ=["MineField", *["SHA"] * 7])
    path = tmp_path / "two.geojson"
    frame.to_file(path, driver="GeoJSON")
    assert sentence(path) == (
        "two.geojson: 2 columns could be the type: Hazard_Typ, Hazard_Cla; say which one, as in "
        "--column type=Hazard_Typ"
    )
    result = scan(path, columns=parse_columns(["type=Hazard_Cla"]))
    assert result.problems == ()
    assert next(read_batches(path, result.plan())).hazard_type[1] == "suspected"


# --- What is refused


def test_a_name_that_is_an_address_or_no_file_is_refused(tmp_path: Path) -> None:
    assert sentence(Path("https://example.org/a.geojson")) == (
        "a.geojson is an address and no file of this machine: download it first"
    )
    assert sentence(Path("/vsicurl/example.org/a.shp")).startswith("a.shp is an address and no file of this machine")
    assert sentence(Path("WFS:example")).startswith("WFS:example is an address")
    assert sentence(tmp_path / "none.shp") == "there is no file none.shp"
    assert sentence(tmp_path).endswith("is a folder, expected a file or the folder of a file geodatabase (.gdb)")
    (tmp_path / "empty.csv").touch()
    assert sentence(tmp_path / "empty.csv") == "empty.csv is empty: it has 0 bytes; export it again"


ENCRYPTED = b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le")
VRT = b"<OGRVRTDataSource><OGRVRTLayer><SrcDataSource>/etc/hosts</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("innocent.geojson", VRT, "innocent.geojson is no GeoJSON: its content is a reference to other files"),
        ("innocent.kml", VRT, "innocent.kml is no KML: its content is a reference to other files"),
        ("a.gpkg", b"PK\x03\x04" + bytes(100), "a.gpkg is no GeoPackage: its content is an archive"),
        ("a.parquet", b"{}", "a.parquet is no Parquet file: its content is JSON"),
        ("a.fgb", b"%PDF-1.7", "a.fgb is no FlatGeobuf of version 3: its content is a PDF"),
        ("a.csv", b"PK\x03\x04" + bytes(50), "a.csv is no text: its content is an archive"),
        ("a.csv", b"one column\n1\n", "a.csv is no table: its first line has no comma, semicolon, tab or bar between"),
        ("a.shp", b"\x00\x00\x27\x0a" + bytes(96), "a.shp is a shapefile without its .shx: .shp, .shx and .dbf belong"),
        ("a.json", b'{"type":"Topology","objects":{}}', "a.json is TopoJSON and no GeoJSON; export it as GeoJSON"),
        ("a.kml", b"<!DOCTYPE kml [<!ENTITY a 'a'>]><kml/>", "a.kml is KML with definitions of its own (DOCTYPE)"),
        ("a.vrt", VRT, "a.vrt is a reference to other files, which are not followed: choose the file"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "a.xls is a workbook of the old form: save it as .xlsx; expected "),
        ("a.xlsx", ENCRYPTED, "a.xlsx is a workbook protected by a password: save a copy without one"),
        ("a.shp7", b"x", "a.shp7 is of a form that is not read; expected "),
        ("a.zip", b"PK", "a.zip cannot be unpacked: it is damaged or cut off; pack it again as .zip"),
    ],
)  # fmt: skip
def test_content_that_is_not_what_its_name_says_is_refused(
    name: str, data: bytes, expected: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    assert sentence(tmp_path / name).startswith(expected)


@pytest.mark.slow
def test_archives_that_lead_out_of_themselves_or_hide_others_are_refused(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.geojson": b"{}"})
    assert sentence(zipped(tmp_path / "a.zip", {"../a.shp": b"x"})) == (
        "a.zip holds a name that leads out of it (with ../ or /), and is not unpacked"
    )
    assert sentence(zipped(tmp_path / "b.zip", {"/etc/a.shp": b"x"})).startswith("b.zip holds a name that leads out")
    assert sentence(zipped(tmp_path / "c.zip", {"deep/inner.zip": inner})) == (
        "c.zip holds another archive, inner.zip: unpack it, and choose that one"
    )
    assert sentence(zipped(tmp_path / "d.zip", {"readme.md": b"x"})).startswith("d.zip holds no file that is read")
    bomb = zipped(tmp_path / "e.zip", {"a.geojson": bytes(60 << 20)})
    assert "would unpack from" in sentence(bomb)
    with zipfile.ZipFile(tmp_path / "f.zip", "w") as archive:
        for number in range(2_001):
            archive.writestr(f"{number}.csv", "")
    assert sentence(tmp_path / "f.zip").startswith("f.zip holds 2,001 files, expected at most 2,000")


def test_large_files_that_do_not_stream_and_wide_tables_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.kml"
    path.write_bytes(b"<kml/>")
    with path.open("r+b") as file:
        file.truncate(4 << 30)  # a hole, so that it takes no room
    assert sentence(path) == (
        "large.kml is 4.3 GB large, and as KML it would have to fit into memory: expected at most 500.0 MB; save it as "
        "GeoParquet, GeoPackage or CSV, which are read at any size"
    )
    wide = tmp_path / "wide.csv"
    wide.write_text(",".join(f"c{number}" for number in range(10_000)) + "\n", encoding="utf-8")
    assert sentence(wide).startswith("wide.csv has 10,000 columns, expected at most 1,000: keep those that are needed")


def test_what_was_unpacked_is_deleted(tmp_path: Path) -> None:
    path = written("zipped shapefile", tmp_path)
    scratch = tmp_path / "scratch"
    killed = scratch / "mine-ban-atlas-own-killed"  # of a process that was
    killed.mkdir(parents=True)
    (killed / "areas.shp").touch()
    with HazardFile(path, scratch=scratch):
        (folder,) = scratch.iterdir()
        assert folder != killed
        assert folder.stat().st_mode & 0o077 == 0
    assert [*scratch.iterdir()] == []
    with pytest.raises(OwnFileError):
        HazardFile(zipped(tmp_path / "bad.zip", {"a.geojson": VRT}), scratch=scratch)
    assert [*scratch.iterdir()] == []


@pytest.mark.parametrize("last", [b"extra", b"Caf\xe9"])
def test_a_row_of_a_table_with_too_many_cells_is_told(
    last: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd.csv"
    path.write_bytes(b"type,lon,lat\n" + b"CHA,36.1,49.6\n" * 3 + b"SHA,36.1,49.6," + last + b"\n")
    assert sentence(path, encoding="utf-8") == (
        "odd.csv has 4 cells in line 5, where its first row has 3: a sign in a text is not quoted; "
        "save it again from the program that made it"
    )
    assert capfd.readouterr() == ("", "")  # no traceback of a library either


@pytest.mark.slow
def test_a_process_that_is_fenced_has_no_other_drivers(tmp_path: Path) -> None:
    (tmp_path / "innocent.json").write_bytes(VRT)
    program = "import sys, pyogrio; print(*sorted(pyogrio.list_drivers())); pyogrio.list_layers(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "innocent.json")],
        env=fenced_environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert {*done.stdout.split()} <= {*" ".join(frozenset().union(*DRIVERS.values())).split()}
    assert "GPKG" in done.stdout
    assert "not recognized" in done.stderr
    assert "OGR_VRT" not in done.stdout


def test_a_table_can_be_read_by_a_plan_that_was_sent_to_a_worker(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    table(hazard_records(4)).to_csv(path, index=False)
    assert [len(batch) for batch in read_batches(path, ReadingPlan())] == [4]
