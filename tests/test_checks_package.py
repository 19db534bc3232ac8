"""The shipped folder as a whole: its data package, and boundary files that agree with the tables."""

import json
from pathlib import Path

import pytest
from frictionless import Package

from geodata.checks import boundary_sources, check_boundaries, read_tables
from geodata.data_package import check_package, package, package_json
from geodata.dataset import DATA_FOLDER
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
    (problem,) = package_problems(folder)
    assert problem.startswith("datapackage.json:0:0: ")


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


def described(folder: Path, table: str, column: str, constraints: dict[str, object]) -> None:
    """Have the package describe the columns of a table, one of them with constraints."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    (resource,) = (item for item in package["resources"] if item["name"] == table)
    header = (folder / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    fields: dict[str, dict[str, object]] = {name: {"name": name, "type": "string"} for name in header}
    fields[column]["constraints"] = constraints
    resource["schema"] = {"fields": list(fields.values()), "missingValues": [""]}
    path.write_text(json.dumps(package), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("column", "constraints", "message"),
    [
        ("area", {"enum": ["AAA", "BBB", "TTT"]}, "states.csv:5:1: area: 'ZED' is not one of AAA, BBB, TTT"),
        ("region", {"pattern": "[A-Z]{3}"}, "states.csv:2:7: region: 'Europe' has not the form [A-Z]{3}"),
        ("iso2", {"required": True}, "states.csv:2:2: iso2: is empty, expected a value"),
    ],
    ids=["closed set", "form", "required"],
)
def test_a_cell_that_breaks_the_package_is_given_with_its_place_as_other_tools_find_it(
    folder: Path, column: str, constraints: dict[str, object], message: str
) -> None:
    described(folder, "states", column, constraints)
    problems = package_problems(folder)
    assert problems[0] == f"{message}, as datapackage.json says"
    faults = [fault for task in Package(str(folder / "datapackage.json")).validate().tasks for fault in task.errors]
    places = [
        (descriptor["rowNumber"], descriptor["fieldNumber"])
        for descriptor in (fault.to_descriptor() for fault in faults)
    ]
    assert [tuple(map(int, problem.split(":")[1:3])) for problem in problems] == places


def test_a_pattern_that_the_schema_has_not_is_not_searched_for(folder: Path) -> None:
    described(folder, "states", "name", {"pattern": "([a-z]*)*!"})  # would take longer than the age of the universe
    write_rows(folder, "states", [{**rows_of("states")[0], "name": "a" * 60}])
    (problem,) = package_problems(folder)
    assert "the schema has no pattern ([a-z]*)*!; run python -m geodata.data_package" in problem


@pytest.mark.parametrize("text", ["{}", "[", "7" * 9_000, '{"features": [{"properties": 3}]}'])
def test_damaged_lines_are_a_problem_and_not_a_traceback(folder: Path, text: str) -> None:
    (folder / "boundaries" / "disputed_lines.geojson").write_text(text, encoding="utf-8")
    report = Report()
    assert boundary_sources(read_tables(folder, report), folder, report) == set()
    (problem,) = map(str, report.problems)
    assert problem.startswith("boundaries/disputed_lines.geojson:")


def test_columns_in_another_order_than_the_package_has_them_are_a_problem(folder: Path) -> None:
    path = folder / "datapackage.json"
    described(folder, "votes", "vote", {})
    package = json.loads(path.read_text(encoding="utf-8"))
    (votes,) = (item for item in package["resources"] if item["name"] == "votes")
    votes["schema"]["fields"].reverse()
    path.write_text(json.dumps(package), encoding="utf-8")
    assert package_problems(folder) == ["datapackage.json:0:0: has not the columns of votes.csv in their order"]


def test_a_file_that_is_no_table_is_not_read(folder: Path) -> None:
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"].append({"name": "other", "path": "../other.csv"})
    path.write_text(json.dumps(package), encoding="utf-8")
    assert package_problems(folder) == ["datapackage.json:0:0: describes '../other.csv', which is no table"]


def test_a_resource_that_is_missing_is_a_problem(folder: Path) -> None:
    (folder / "votes.csv").unlink()
    (problem,) = package_problems(folder)
    assert problem.startswith("votes.csv:0:0: ")


@pytest.mark.slow
def test_the_shipped_package_is_valid_for_the_library_that_defines_the_format() -> None:
    result = Package(str(DATA_FOLDER / "datapackage.json")).validate()
    assert result.valid, [fault.message for task in result.tasks for fault in task.errors][:10]


def test_the_shipped_package_is_what_schema_and_readme_give() -> None:
    text = (DATA_FOLDER / "datapackage.json").read_text(encoding="utf-8")
    assert text == package_json(package()), "run python -m geodata.data_package"
