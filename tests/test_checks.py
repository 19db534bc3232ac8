"""What one table alone cannot show; and a fault in one file is not told again for all that refer to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.checks import check_origins, check_sources, cross_check, read_tables
from geodata.tables import Report
from tests.builders import COLUMNS, Rows, break_cell, dataset_folder, rows_of

MANY = 500


def problems_of(folder: Path) -> list[str]:
    """Every problem that the checks of tables find, in the order of the command line."""
    report = Report()
    read = read_tables(folder, report)
    cross_check(read, report)
    check_sources(read, report)
    check_origins(read, report)
    return sorted({str(problem) for problem in report.problems})


def many_claims() -> Rows:
    claim = rows_of("claims")[1]
    return [{**claim, "claim_id": f"aaa-{number}"} for number in range(MANY)]


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def leave_a_quote_open(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text(lines[0] + '"' + "".join(lines[1:]), encoding="utf-8")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def spoil_the_encoding(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\xff")


def rename_the_first_column(path: Path) -> None:
    path.write_text("identifier" + path.read_text(encoding="utf-8"), encoding="utf-8")


def test_a_folder_in_order_passes(tmp_path: Path) -> None:
    assert problems_of(dataset_folder(tmp_path / "data", claims=[*rows_of("claims"), *many_claims()])) == []


@pytest.mark.slow
@pytest.mark.parametrize("table", ["sources", "states", "treaties", "definitions", "claims", "actions"])
@pytest.mark.parametrize(
    "spoil", [Path.unlink, truncate, leave_a_quote_open, empty, spoil_the_encoding, rename_the_first_column]
)
def test_a_broken_file_is_told_once_and_not_for_each_row_that_refers_to_it(
    tmp_path: Path, table: str, spoil: Callable[[Path], None]
) -> None:
    folder = dataset_folder(tmp_path / "data", claims=[*rows_of("claims"), *many_claims()])
    spoil(folder / f"{table}.csv")
    problems = problems_of(folder)
    assert 1 <= len(problems) <= 2
    assert all(problem.startswith(f"{table}.csv:") for problem in problems)


def test_problems_of_several_files_are_told_in_one_run(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, "states", "kind", "planet")
    break_cell(folder, "claims", "value", "many")
    break_cell(folder, "claims", "area", "AAB", row=2)
    (folder / "votes.csv").unlink()
    assert [problem.split(": ")[0].rpartition(":")[0] for problem in problems_of(folder)] == [
        "claims.csv:2",
        "claims.csv:3",
        "states.csv:2",
        "votes.csv:0",
    ]


@pytest.mark.parametrize(
    ("table", "column", "text", "expected"),
    [
        ("claims", "superseded_by", "aaa-2025", "unknown claim 'aaa-2025'; did you mean 'aaa-2024' or 'aaa-2020'?"),
        ("claims", "superseded_by", "", "unknown claim ''"),
        ("claims", "status", "disputed", "disputed_by: is empty, expected text"),
        ("actions", "contested", "true", "contested_by: is empty, expected text"),
        ("states", "kind", "territory", "administered_by: unknown state or area ''"),
        ("states", "administered_by", "AAB", "unknown state or area 'AAB'"),
    ],
)
def test_a_reference_inside_a_table_must_lead_somewhere(
    tmp_path: Path, table: str, column: str, text: str, expected: str
) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, table, column, text)
    (problem,) = problems_of(folder)
    assert expected in problem


def test_a_withdrawal_takes_effect_after_its_notice(tmp_path: Path) -> None:
    notice = {
        **rows_of("actions")[1],
        "action_id": "apmbc-aaa-withdrawal-notified-2025-06-27",
        "kind": "withdrawal_notified",
        "date_earliest": "2025-06-27",
        "date_latest": "2025-06-27",
        "date_effective": "2025-06-01",
    }
    folder = dataset_folder(tmp_path / "data", actions=[*rows_of("actions"), notice])
    assert problems_of(folder) == [
        "actions.csv:4:10: date_effective: 2025-06-01 lies before the day of the notice, 2025-06-27"
    ]


GRANTED = {"earlier_deadline": "2025-12-31", "decision": "granted", "decided": "2025-12-01/2025-12-05"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (GRANTED, []),
        ({"requested": "2030-12-31", "decision": "not_found", "decided": "2025-12"}, []),
        (
            GRANTED | {"earlier_deadline": ""},
            ["earlier_deadline: is empty, expected a date beside the decision 'granted'"],
        ),
        (
            GRANTED | {"requested": "2031-12-31"},
            ["requested: '2031-12-31' was granted by the same row, expected an empty cell"],
        ),
        (
            {"decision": "not_found"},
            [
                "decided: is empty, expected a date beside the decision 'not_found'",
                "requested: is empty, expected a date beside the decision 'not_found'",
            ],
        ),
    ],
)
def test_a_decision_says_what_was_asked_for_and_when(
    tmp_path: Path, cells: dict[str, str], expected: list[str]
) -> None:
    folder = dataset_folder(tmp_path / "data", deadlines=[{**rows_of("deadlines")[0], **cells}])
    assert sorted(problem.split(": ", 1)[1] for problem in problems_of(folder)) == expected


ONE_ORIGIN = "is two_sources, but its documents have one origin, 'un-depositary'; expected two, or one_source"
NO_ORIGIN = "is two_sources, but its documents have no origin that is known; expected two, or one_source"


@pytest.mark.parametrize(
    ("origins", "problem"),
    [
        (("un-depositary", "un-depositary"), ONE_ORIGIN),
        (("un-depositary", ""), ONE_ORIGIN),
        (("", ""), NO_ORIGIN),
        (("un-depositary", "a-newsroom"), ""),
    ],
)
@pytest.mark.parametrize("table", ["actions", "claims", "policies", "votes", "events", "casualties", "treaties"])
def test_two_sources_have_two_origins(tmp_path: Path, table: str, origins: tuple[str, str], problem: str) -> None:
    page = rows_of("sources")[0]
    first = {**page, "source_id": "first", "origin": origins[0]}
    second = {**page, "source_id": "second", "origin": origins[1]}
    row = {**rows_of(table)[0], "citations": "first: page 1; second: page 2", "confidence": "two_sources"}
    changed = {"sources": [page, first, second], table: [row, *rows_of(table)[1:]]}
    folder = dataset_folder(tmp_path / "data", **changed)
    column = 1 + COLUMNS[table].index("confidence")
    assert problems_of(folder) == ([f"{table}.csv:2:{column}: confidence: {problem}"] if problem else [])


def test_a_source_that_nobody_cites_is_a_problem(tmp_path: Path) -> None:
    spare = {**rows_of("sources")[0], "source_id": "spare"}
    folder = dataset_folder(tmp_path / "data", sources=[*rows_of("sources"), spare])
    assert problems_of(folder) == ["sources.csv:3:1: source_id: 'spare' is cited by no fact"]


def test_a_source_that_only_a_correction_cites_is_cited(tmp_path: Path) -> None:
    spare = {**rows_of("sources")[0], "source_id": "spare"}
    fix = {"correction_id": "fix", "table": "votes", "row_id": "2024+AAA", "column": "vote", "expected": "yes"}
    fix |= {"corrected": "no", "reason": "A slip.", "citations": "spare: page 1"}
    folder = dataset_folder(tmp_path / "data", sources=[*rows_of("sources"), spare], corrections=[fix])
    assert problems_of(folder) == []


@pytest.mark.parametrize("column", ["omission_id", "statement", "reason"])
def test_what_is_left_out_says_what_it_is_and_why(tmp_path: Path, column: str) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, "omissions", column, "")
    place = COLUMNS["omissions"].index(column) + 1
    assert problems_of(folder) == [f"omissions.csv:2:{place}: {column}: is empty, expected text"]


@pytest.mark.parametrize("column", ["statement", "reason"])
def test_what_is_left_out_names_a_document_where_it_holds_a_figure(tmp_path: Path, column: str) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, "omissions", "citations", "")
    assert problems_of(folder) == []
    break_cell(folder, "omissions", column, "105 km2")
    assert problems_of(folder) == [
        "omissions.csv:2:6: citations: is empty, expected a document for the figure in the statement or the reason"
    ]


def test_a_document_of_what_is_left_out_is_checked_like_any_other(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, "omissions", "citations", "un-pages: table 1")
    break_cell(folder, "omissions", "area", "AAB")
    assert problems_of(folder) == [
        "omissions.csv:2:2: area: unknown state or area 'AAB'; did you mean 'AAA'?",
        "omissions.csv:2:6: citations: unknown source 'un-pages'; did you mean 'un-page'?",
    ]
