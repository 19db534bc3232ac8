"""Own figures as a data package: a programme publishes its claims, and the atlas takes them in."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from frictionless import Package

from dashboard.maps.atlas import Atlas
from dashboard.maps.view import View
from geodata.__main__ import main
from geodata.dataset import DATA_FOLDER, load
from geodata.errors import GeodataError
from geodata.model import ClaimantRole
from geodata.own_archive import Maker, archive_bytes, packed
from geodata.own_figures import OwnFigures
from geodata.own_package import (
    OwnPackageError,
    Publication,
    changes_of_package,
    package_bytes,
    read_rows_of_package,
    rows_of,
)
from tests.own_data import BY_COUNTRY, BY_FIRST_LEVEL
from tests.shipped_views import dataset

DAY = date(2026, 11, 20)
AS_TOTAL = Publication(DAY, ClaimantRole.AFFECTED_STATE, definition_id="ap-mines-total")
BY_OBLAST = Publication(DAY, measure="identified_ap_mined_area")


def written(path: Path, figures: OwnFigures, publication: Publication) -> Path:
    path.write_bytes(package_bytes(figures, publication, dataset()))
    return path


def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "boundaries").mkdir(parents=True)
    for file in (*DATA_FOLDER.glob("*.csv"), *DATA_FOLDER.glob("*.json")):
        shutil.copy(file, folder)
    shutil.copy(DATA_FOLDER / "boundaries" / "areas.csv", folder / "boundaries")
    shutil.copy(DATA_FOLDER / "boundaries" / "manifest.json", folder / "boundaries")
    return folder


@pytest.mark.slow
def test_figures_go_from_a_saved_file_to_a_package_to_the_tables_to_the_map_with_their_citation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved, package, folder = tmp_path / "own-data.atlas.zip", tmp_path / "claims.zip", tables(tmp_path)
    saved.write_bytes(archive_bytes(BY_COUNTRY.without_small(), "", Maker("1", "1", "1")))
    options = ["--definition", "ap-mines-total", "--role", "affected_state", "--day", DAY.isoformat()]
    assert main(["package", str(saved), "--out", str(package), *options]) == 0
    assert main(["--data", str(folder), "merge", str(package)]) == 0
    assert "written: sources.csv, claims.csv" in capsys.readouterr().out
    assert main(["--data", str(folder), "merge", str(package)]) == 0
    assert "nothing to add" in capsys.readouterr().out
    merged = load(folder)
    spec = Atlas(lambda: merged, today=lambda: DAY).spec(
        View(day=DAY, layers=("contamination", "borders"), country="BIH")
    )
    (area,) = [area for area in spec.areas if area.area == "BIH"]
    assert area.class_id == "massive"
    texts = [f"{line.figure} {line.text}" for section in spec.panel.sections for line in section.lines]
    assert any("806.9 km²" in text and BY_COUNTRY.claimant in text for text in texts)
    assert any(BY_COUNTRY.source in source.text for source in spec.sources)
    assert {claim.area for claim in merged.claim_by_id.values() if claim.claimant == BY_COUNTRY.claimant} == {
        "BIH",
        "UKR",
        "LBN",
    }  # one total is withheld and one area has no figure


@pytest.mark.slow
def test_figures_by_first_level_area_of_any_country_are_taken_in_too(tmp_path: Path) -> None:
    ways = (("AF-KAB", "Kabul", "AFG"), ("AF-BAL", "Balkh", "AFG"))
    parts = [
        replace(figure, area=area, name=name, country=country)
        for figure, (area, name, country) in zip(BY_FIRST_LEVEL.figures, ways, strict=True)
    ]
    figures, folder = replace(BY_FIRST_LEVEL, figures=tuple(parts)), tables(tmp_path)
    package = written(tmp_path / "parts.zip", figures, BY_OBLAST)
    assert main(["--data", str(folder), "merge", str(package)]) == 0
    own_oblasts = [figure for figure in load(folder).oblasts if figure.claimant == BY_FIRST_LEVEL.claimant]
    assert sorted((figure.oblasts, figure.value_km2) for figure in own_oblasts) == [
        (("AF-BAL",), 15.0),
        (("AF-KAB",), 120.0),
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("figures", "publication"), [(BY_COUNTRY, AS_TOTAL), (BY_COUNTRY, Publication(DAY)), (BY_FIRST_LEVEL, BY_OBLAST)]
)
def test_a_package_is_one_by_the_rules_of_frictionless(
    tmp_path: Path, figures: OwnFigures, publication: Publication
) -> None:
    with ZipFile(written(tmp_path / "package.zip", figures, publication)) as archive:
        archive.extractall(tmp_path / "package")
    report = Package(str(tmp_path / "package" / "datapackage.json")).validate()
    assert report.flatten(["note"]) == []
    assert "A mine action programme" in (tmp_path / "package" / "README.txt").read_text("utf-8")


def test_rows_follow_the_schema_of_the_tables_with_a_definition_of_their_own() -> None:
    rows = rows_of(BY_COUNTRY, Publication(DAY), dataset())
    (definition,) = rows["definitions"]
    assert (definition["comparable_group"], definition["text"]) == ("none", BY_COUNTRY.definition)
    assert {row["definition_id"] for row in rows["claims"]} == {definition["definition_id"]}
    assert [row["value"] for row in rows["claims"]] == ["806.9", "31.4159265", "2.7182818", "0"]
    assert rows["claims"][0]["citations"] == f"{rows['sources'][0]['source_id']}: total of Bosnia and Herzegovina"


@pytest.mark.parametrize(
    ("figures", "publication", "message"),
    [
        (replace(BY_COUNTRY, source=""), AS_TOTAL, "not given yet: source"),
        (replace(BY_COUNTRY, figures=BY_COUNTRY.figures[-1:]), AS_TOTAL, "No area has a figure"),
        (BY_COUNTRY, replace(AS_TOTAL, definition_id="ap-mine-total"), "did you mean 'ap-mines-total'"),
        (BY_FIRST_LEVEL, replace(BY_OBLAST, measure="identified"), "unknown measure of figures by first-level area"),
    ],
)
def test_what_cannot_stand_in_the_tables_becomes_no_package(
    figures: OwnFigures, publication: Publication, message: str
) -> None:
    with pytest.raises(GeodataError, match=message):
        rows_of(figures, publication, dataset())


def test_what_is_no_package_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "claims.zip"
    for data, message in (
        (b"", "no ZIP archive"),
        (packed({"claims.csv": b"a,b\n"}), "lacks sources.csv"),
        (
            packed({"sources.csv": b"source_id\nx\n", "claims.csv": b"claim_id,colour\nx,y\n"}),
            "unknown column 'colour'",
        ),
        (packed({"sources.csv": b"source_id\nx\n", "claims.csv": b"\xff"}), "no text in UTF-8"),
    ):
        path.write_bytes(data)
        with pytest.raises(OwnPackageError, match=message):
            read_rows_of_package(path)
    rows = rows_of(BY_COUNTRY, AS_TOTAL, dataset())
    source = {**rows["sources"][0], "source_id": "aa-2025-05-08"}
    with pytest.raises(OwnPackageError, match="another row “aa-2025-05-08” already"):
        changes_of_package({"sources": [source]}, DATA_FOLDER)


def test_the_pattern_of_first_level_areas_knows_every_country() -> None:
    package = json.loads((DATA_FOLDER / "datapackage.json").read_text("utf-8"))
    (fields,) = [resource["schema"]["fields"] for resource in package["resources"] if resource["name"] == "oblasts"]
    (codes,) = [field for field in fields if field["name"] == "oblasts"]
    assert codes["constraints"]["pattern"] == "([A-Z]{2}|[A-Z]{2}-[A-Z0-9]{1,3}(;[A-Z]{2}-[A-Z0-9]{1,3})*)"
