"""The commands `scan` and `measure`: what they print and write, and what they refuse."""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.ui.hazard_areas import on_screen
from geodata.__main__ import main
from geodata.errors import GeodataError
from geodata.own import files
from geodata.own.command import progress_bar, refuse_nothing_measured, sentences, values_by_file, written_whole
from geodata.own.kernel import Cut
from geodata.own.repair import DROPPED, Ledger
from geodata.own.result import COLUMNS, MeasuredRow, Measurement
from tests.hazard_files import hazard_records
from tests.own_hazards import PROVENANCE


@pytest.fixture
def layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A layer of eight records; the process counts as fenced, so that a command does not start itself anew."""
    monkeypatch.setattr(files, "unfenced_drivers", tuple)
    path = tmp_path / "zones.gpkg"
    hazard_records().to_file(path)
    return path


def areas_of(folder: Path) -> str:
    """Areas of one's own about the records of `layer`, which spare the reading of the world's."""
    path = folder / "areas.geojson"
    ring = [[36, 49], [37, 49], [37, 50], [36, 50], [36, 49]]
    feature = {"type": "Feature", "properties": {"code": "K"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return f"{path}:code"


def test_accidents_and_stores_of_ammunition_are_said_to_be_no_hazard_areas() -> None:
    points = MeasuredRow("UKR", "Ukraine", Cut.TYPE, "accident", "", 0, 0.0, 0.0, 0.0, 3, 0, 0.0, 0, 0, 0, 0.0)
    sizes = replace(points, hazard_type="ammunition-storage", points=0, features=1, sum_km2=2.5)
    minefields = replace(sizes, hazard_type="minefield")
    measured = Measurement((points, sizes, minefields), Ledger(read=5, polygons=2, points=3), PROVENANCE)
    of_points, of_sizes = [sentence for sentence in sentences(measured) if "no hazard areas" in sentence]
    assert of_points == "3 points and lines are of accidents or stores of ammunition, which are no hazard areas."
    assert of_sizes.startswith("2.500 km² are of accidents or stores of ammunition, which are no hazard areas; ")


@pytest.mark.parametrize("kind", DROPPED)
def test_where_no_row_can_be_measured_the_largest_loss_says_what_to_do(kind: str) -> None:
    ledger = Ledger(read=3, no_shape=1)
    setattr(ledger, kind, 2)
    with pytest.raises(
        GeodataError, match=r"^none of the 3 rows can be measured: .*; (say|put|export|give) "
    ) as refused:
        refuse_nothing_measured(Measurement((), ledger, PROVENANCE), is_strict=False, has_own_areas=False)
    assert "--" not in on_screen(str(refused.value))


@pytest.mark.slow
def test_a_result_is_written_and_its_summary_names_losses_and_sources(
    layer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = layer.with_name("result.json")
    words = ("measure", str(layer), "--as-of", "2025", "--by", areas_of(layer.parent), "--out", str(out))
    assert main(words) == 0
    printed, errors = capsys.readouterr()
    measured = Measurement.of_json(out.read_text())
    lines = printed.splitlines()
    assert lines[0] == measured.headline
    assert "from 7 of 8 records; 1 has no shape." in lines[0]
    assert f"zones.gpkg: {measured.ledger.read} rows, EPSG:4326 (stated)" in printed
    assert "source and licence are not stated: say them with --areas-source" in printed
    assert (lines[-1], errors) == ("Written to result.json.", "")
    assert str(layer.parent) not in printed + out.read_text()
    for ending in (".csv", ".parquet", ".xlsx"):
        assert main((*words[:-1], str(out.with_suffix(ending)))) == 0
        assert out.with_suffix(ending).stat().st_size > 500
    assert out.with_suffix(".csv").read_text().splitlines()[0] == ",".join(COLUMNS)
    assert {path.suffix for path in layer.parent.iterdir()} == {
        ".gpkg",
        ".geojson",
        ".json",
        ".csv",
        ".parquet",
        ".xlsx",
    }


@pytest.mark.slow
def test_progress_is_a_line_of_json_a_step_and_the_result_follows(
    layer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(("measure", str(layer), "--as-of", "2025", "--by", areas_of(layer.parent), "--format", "json")) == 0
    printed, errors = capsys.readouterr()
    steps = [json.loads(line) for line in errors.splitlines()]
    assert steps
    assert steps[-1]["done"] == steps[-1]["of"]
    assert Measurement.of_json(printed).ledger.polygons == 7


@pytest.mark.slow
def test_what_cannot_be_measured_or_written_is_refused_in_one_sentence_and_nothing_is_left(
    layer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    far = layer.with_name("far.geojson")
    far.write_text(Path(areas_of(layer.parent).removesuffix(":code")).read_text().replace("36", "6").replace("37", "7"))
    by_far, by_near = f"{far}:code", areas_of(layer.parent)
    refusals = {
        ("--by", "countries"): "names no areas; expected country, first-level or FILE:COLUMN; did you mean 'country'?",
        ("--by", by_far): "no record lies in any of the areas of --by",
        ("--by", by_near, "--strict"): "of 8 rows 1 has no shape, and --strict lets none be dropped",
        ("--by", by_near, "--out", str(layer)): "says no form of a result; expected .csv, .xlsx, .json, .parquet",
        ("--by", f"{layer.parent / 'areas.geojson'}:cod"): "areas.geojson has no column 'cod'; did you mean 'code'?",
        ("--scheduler", "tls://192.0.2.1:8786"): "--scheduler is of --engine dask",
        ("--engine", "dask", "--scheduler", "tls://192.0.2.1:8786"): "say --let-leave cluster if they may",
        ("--out", str(layer.parent / "none" / "r.csv")): "--out r.csv cannot be written (No such file or directory)",
        (str(layer),): "zones.gpkg is given twice, and would be counted twice",
        ("https://example.org/z.gpkg",): "z.gpkg is an address and no file of this machine: download it first",
        ("--layer", "zone"): "zones.gpkg has no layer 'zone'; it has 'zones'; did you mean 'zones'?",
    }
    before = {*layer.parent.iterdir()}
    for words, sentence in refusals.items():
        assert main(("measure", "--as-of", "2025", str(layer), *words)) == 1, words
        printed, errors = capsys.readouterr()
        assert sentence in errors
        assert (printed, errors.count("\n")) == ("", 1)
        assert str(layer.parent) not in errors
    assert {*layer.parent.iterdir()} == before


def test_scan_tells_roles_words_and_faults(layer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("scan", str(layer), str(layer.with_name("gone.shp")))) == 1
    printed, errors = capsys.readouterr()
    assert printed.startswith("zones.gpkg: GeoPackage, ")
    assert "type = HazardType" in printed
    assert "Очищено → cleared (1)" in printed
    assert "380" not in printed
    assert errors == "there is no file gone.shp\n"


def test_what_is_said_of_one_file_goes_before_what_is_said_of_all(
    layer: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = layer.with_name("a=b.csv")
    other.write_text('kind,shape\nCHA,"POLYGON ((330000 5500000, 331000 5500000, 331000 5501000, 330000 5500000))"\n')
    words = ("--crs", "EPSG:4326", "--crs", "a=b.csv=EPSG:32637", "--column", "a=b.csv=type=kind")
    assert main(("scan", str(layer), str(other), *words, "--column", f"{other}=wkt=shape", "--format", "json")) == 0
    of_layer, of_other = json.loads(capsys.readouterr().out)
    assert (of_layer["crs"]["code"], of_other["crs"]["code"]) == ("EPSG:4326", "EPSG:32637")
    roles = [{column["role"]: column["name"] for column in one["columns"]} for one in (of_layer, of_other)]
    assert (roles[0]["type"], roles[1]["type"]) == ("HazardType", "kind")
    assert main(("measure", str(layer), str(other), *words, "--as-of", "2025", "--by", areas_of(layer.parent))) == 0
    assert "a=b.csv: 1 row, EPSG:32637 (given)" in capsys.readouterr().out
    refusals = {"b.gpkg=EPSG:4326": "b.gpkg is none of the files given", "zone.gpkg=4326": "mean 'zones.gpkg'?"}
    for value, message in refusals.items():
        assert main(("scan", str(layer), "--crs", value)) == 1
        assert message in capsys.readouterr().err


def test_a_name_of_several_files_is_refused_and_their_paths_are_not() -> None:
    files = [Path("north/zones.zip"), Path("south/zones.zip")]
    with pytest.raises(GeodataError, match=r"several files are called zones\.zip; give the path of one"):
        values_by_file("--crs", ["zones.zip=EPSG:32636"], files)
    texts = ["+proj=utm +zone=36", "south/zones.zip=+proj=utm +zone=37"]
    assert values_by_file("--crs", texts, files) == {None: texts[:1], files[1]: ["+proj=utm +zone=37"]}


def test_an_error_of_a_library_is_told_without_its_text(
    layer: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("Self-intersection[31.4159265 50.2]")

    monkeypatch.setattr("geodata.own.measuring.measure", broken)
    assert main(("measure", str(layer), "--as-of", "2025")) == 1
    errors = capsys.readouterr().err
    assert errors.startswith("stopped by a fault of the program (RuntimeError at test_own_command.py:")
    assert "31.4" not in errors


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_text("before")
    with pytest.raises(GeodataError, match="half way"), written_whole(path):
        raise GeodataError("half way")
    assert [entry.read_text() for entry in tmp_path.iterdir()] == ["before"]
    with written_whole(path) as write:
        write(b"after")
    assert [entry.read_text() for entry in tmp_path.iterdir()] == ["after"]
    with pytest.raises(GeodataError, match=r"r\.csv is one of the files that are read"), written_whole(path, [path]):
        pass


def test_a_bar_is_as_long_as_the_share_that_is_done() -> None:
    assert [progress_bar(done, 8, 0.0).count("█") for done in range(9)] == list(range(0, 25, 3))


def test_points_alone_are_counted_and_no_area_is_made_of_them(layer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = layer.with_name("points.csv")
    table.write_text("id,longitude,latitude\n1,36.1,49.6\n2,36.2,49.7\n")
    assert main(("measure", str(table), "--as-of", "2025", "--by", areas_of(layer.parent), "--format", "json")) == 0
    measured = Measurement.of_json(capsys.readouterr().out)
    assert (measured.ledger.points, measured.ledger.polygons, measured.total()["sum_km2"]) == (2, 0, 0)
    assert {row.area: row.points for row in measured.rows if row.cut == "all"} == {"K": 2}


def test_a_command_starts_itself_anew_with_the_drivers_of_the_formats_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []

    def execve(_: str, command: list[str], environment: dict[str, str]) -> None:
        started.append((command, environment))
        raise SystemExit(0)

    monkeypatch.setattr(os, "execve", execve)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "argv", ["geodata", "scan", "zones.gpkg", "--scratch", os.curdir])
    monkeypatch.delenv("GDAL_SKIP", raising=False)
    with pytest.raises(SystemExit):
        main()
    [(command, environment)] = started
    assert command == [sys.executable, "-m", "geodata", "scan", "zones.gpkg", "--scratch", os.curdir]
    assert environment["TMPDIR"] == str(Path.cwd())
    assert {"OGR_VRT", "WFS"} <= {*environment["GDAL_SKIP"].split(",")}
    assert not {*environment["GDAL_SKIP"].split(",")}.intersection(*files.DRIVERS.values())
