"""Rows of the research that were left out become records, and a row without a number or a reason is refused."""

from pathlib import Path

import pytest

from geodata.dataset import load
from geodata.errors import TableError
from geodata.exclusions import Exclusion
from tests.builders import break_cell, dataset_folder
from tests.test_checks import problems_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset_folder(tmp_path / "data")


def test_a_dataset_knows_what_was_left_out_of_it(folder: Path) -> None:
    assert load(folder).exclusions == (Exclusion("acts", 2, "aaa 2005", "computed by Article 17"),)


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("research_table", "", "exclusions.csv:2:1: research_table: is empty, expected text"),
        ("row", "", "exclusions.csv:2:2: row: is empty, expected a whole number"),
        ("row", "two", "exclusions.csv:2:2: row: 'two' is not a whole number"),
        ("reason", "", "exclusions.csv:2:4: reason: is empty, expected text"),
    ],
)
def test_what_is_missing_is_named_with_its_place(folder: Path, column: str, text: str, expected: str) -> None:
    break_cell(folder, "exclusions", column, text)
    with pytest.raises(TableError) as caught:
        load(folder)
    assert [str(problem) for problem in caught.value.problems] == [expected]


def test_a_file_that_cannot_be_read_is_told_once_and_not_for_each_row_of_the_intake(folder: Path) -> None:
    (folder / "exclusions.csv").write_bytes(b"")
    assert problems_of(folder) == [
        "exclusions.csv:1:1: is empty, expected a header row and at least one row of data",
    ]
