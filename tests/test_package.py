"""The shipped folder as a whole: its data package, and boundary files that agree with the tables."""

import json
from pathlib import Path

import pytest

from geodata.checks import check_boundaries, check_package, read_tables
from geodata.tables import Report
from tests.builders import break_cell, dataset_folder, rows_of, write_rows


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset_folder(tmp_path / "data")


def boundary_problems(folder: Path) -> list[str]:
    report = Report()
    read = read_tables(folder, report)
    check_boundaries(read, folder, report)
    return [str(problem) for problem in report.problems]


def package_problems(folder: Path) -> list[str]:
    report = Report()
    check_package(folder, report)
    return [str(problem) for problem in report.problems]


@pytest.mark.slow
def test_a_folder_in_order_passes(folder: Path) -> None:
    assert boundary_problems(folder) == package_problems(folder) == []


def test_an_area_that_is_drawn_must_be_known(folder: Path) -> None:
    break_cell(folder, "boundaries/areas", "area", "BBC", row=2)
    assert boundary_problems(folder) == [
        "boundaries/areas.csv:3:1: area: 'BBC' is drawn but not in states.csv; did you mean 'BBB'?",
        "states.csv:3:1: area: 'BBB' has no polygon or point in boundaries/areas.csv",
    ]


def test_a_state_must_be_drawn(folder: Path) -> None:
    write_rows(folder, "boundaries/areas", rows_of("boundaries/areas")[1:])
    assert boundary_problems(folder) == ["states.csv:2:1: area: 'AAA' has no polygon or point in boundaries/areas.csv"]


@pytest.mark.parametrize("name", ["states.csv", "boundaries/areas.csv"])
def test_a_missing_file_is_told_once_and_not_for_each_area(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert boundary_problems(folder) == [f"{name}:0:0: cannot be read: No such file or directory"]


def test_a_missing_package_is_a_problem_and_not_a_traceback(folder: Path) -> None:
    (folder / "datapackage.json").unlink()
    (found,) = package_problems(folder)
    assert found.startswith("datapackage.json:0:0: ")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"resources": 7}'])
def test_a_damaged_package_is_a_problem_and_not_a_traceback(folder: Path, text: str) -> None:
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    assert package_problems(folder)


@pytest.mark.slow
def test_a_table_that_the_package_leaves_out_is_named(folder: Path) -> None:
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [r for r in package["resources"] if r["name"] != "votes"]
    path.write_text(json.dumps(package), encoding="utf-8")
    assert package_problems(folder) == ["datapackage.json:0:0: does not describe votes.csv"]


@pytest.mark.slow
def test_a_cell_that_breaks_the_package_is_given_with_its_place(folder: Path) -> None:
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    (states,) = (r for r in package["resources"] if r["name"] == "states")
    header = (folder / "states.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    states["schema"] = {"fields": [{"name": name, "type": "string"} for name in header]}
    states["schema"]["fields"][0]["constraints"] = {"enum": ["AAA", "BBB", "TTT"]}
    path.write_text(json.dumps(package), encoding="utf-8")
    (found,) = package_problems(folder)
    assert found.startswith("states.csv:5:1: ")


@pytest.mark.slow
def test_a_resource_that_is_missing_is_a_problem(folder: Path) -> None:
    (folder / "votes.csv").unlink()
    (found,) = package_problems(folder)
    assert found.startswith("votes.csv:0:0: ")
