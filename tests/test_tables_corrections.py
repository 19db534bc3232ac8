"""Corrections change a cell only where it still holds the value they expect, and say so where it does not."""

from pathlib import Path

import pytest

from geodata.checks import read_tables
from geodata.dataset import load
from geodata.errors import TableError
from geodata.tables import Report
from tests.builders import dataset_folder, on, write_rows

FIX = {
    "correction_id": "aaa-acceded-later",
    "table": "actions",
    "row_id": "apmbc-aaa-ratification-2005-03-15",
    "column": "date_latest",
    "expected": "2005-03-15",
    "corrected": "2005-03-20",
    "reason": "The page gives a week.",
    "citations": "un-page: end note 3",
}


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(TableError) as caught:
        load(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_correction_changes_the_cell_it_names_and_no_other(tmp_path: Path) -> None:
    dataset = load(dataset_folder(tmp_path / "data", corrections=[FIX]))
    signature, ratification = dataset.actions["apmbc", "AAA"]
    assert (str(signature.when), str(ratification.when)) == ("1997-12-03", "2005-03-15/2005-03-20")


def test_a_row_with_a_key_of_two_columns_is_named_by_both(tmp_path: Path) -> None:
    fix = FIX | {"table": "votes", "row_id": "2024+AAA", "column": "vote", "expected": "yes", "corrected": "abstain"}
    dataset = load(dataset_folder(tmp_path / "data", corrections=[fix]))
    assert dataset.votes["AAA"][0].vote == "abstain"


def test_two_corrections_of_one_row_both_apply(tmp_path: Path) -> None:
    other = FIX | {"correction_id": "aaa-acceded-sooner", "column": "date_earliest", "corrected": "2005-03-01"}
    dataset = load(dataset_folder(tmp_path / "data", corrections=[FIX, other]))
    assert dataset.actions["apmbc", "AAA"][1].when.earliest == on("2005-03-01")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        (
            {"expected": "2005-03-16"},
            "corrections.csv:2:5: expected: '2005-03-15' stands in actions.csv:3, not the value expected",
        ),
        ({"column": "when"}, "corrections.csv:2:4: column: actions.csv has no column 'when'"),
        ({"row_id": "gone"}, "corrections.csv:2:3: row_id: no row 'gone' in actions.csv"),
        ({"table": "acts"}, "corrections.csv:2:3: row_id: no row 'apmbc-aaa-ratification-2005-03-15' in acts.csv"),
        ({"reason": ""}, "corrections.csv:2:7: reason: is empty, expected text"),
        ({"citations": "un-pag: row 3"}, "corrections.csv:2:8: citations: unknown source 'un-pag'"),
        ({"corrected": "2005-03-10"}, "actions.csv:3:9: date_latest: 2005-03-10 lies before date_earliest 2005-03-15"),
    ],
    ids=["other value", "no such column", "no such row", "no such table", "no reason", "no such source", "wrong value"],
)  # fmt: skip
def test_a_correction_that_does_not_fit_is_a_problem(tmp_path: Path, changed: dict[str, str], expected: str) -> None:
    (problem,) = problems_of(dataset_folder(tmp_path / "data", corrections=[FIX | changed]))
    assert problem.startswith(expected)


def test_a_correction_stands_once(tmp_path: Path) -> None:
    again = FIX | {"expected": "2005-03-20", "corrected": "2005-03-21"}
    assert problems_of(dataset_folder(tmp_path / "data", corrections=[FIX, again])) == [
        "corrections.csv:3:1: correction_id: 'aaa-acceded-later' stands already in line 2, expected it once"
    ]


def test_a_folder_without_corrections_has_nothing_to_correct(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    (folder / "corrections.csv").unlink()
    assert load(folder).states


def test_a_table_that_cannot_be_read_does_not_make_its_corrections_wrong(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data", corrections=[FIX])
    (folder / "actions.csv").unlink()
    assert problems_of(folder) == ["actions.csv:0:0: cannot be read: No such file or directory"]


def test_a_correction_is_read_as_what_it_rests_on(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    write_rows(folder, "corrections", [FIX])
    report = Report()
    from_file = read_tables(folder, report)
    assert report.problems == []
    assert from_file["corrections"][0][1].citations[0].locator == "end note 3"
