"""Values that are well-formed and cannot be true are refused, each with the sentence that mends it."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.__main__ import main
from geodata.checks import check_plausible, check_supersession_cycles, cross_check, read_tables
from geodata.dataset import DATA_FOLDER
from geodata.dates import DateSpan
from geodata.tables import (
    MAX_COMPARISONS,
    MAX_PROBLEMS,
    MAX_ROWS,
    MAX_SUGGESTIONS,
    TABLES,
    Report,
    Row,
    field_types,
    read_rows,
)
from tests.builders import COLUMNS, Rows, dataset_folder, rows_of, write_rows
from tests.builders import claim as built

TODAY = date(2026, 11, 30)
OTHER = {
    "definition_id": "all-ordnance-total",
    "label": "All",
    "text": "All.",
    "comparable_group": "all-ordnance",
    "is_total": "true",
}


def problems_of(folder: Path) -> list[str]:
    report = Report()
    read = read_tables(folder, report)
    cross_check(read, report)
    assert report.problems == []
    check_plausible(read, folder, report, today=TODAY)
    return [str(problem) for problem in report.problems]


def claim(**cells: str) -> dict[str, str]:
    return {**rows_of("claims")[1], **cells}


def act(kind: str, day: str, **cells: str) -> dict[str, str]:
    same = {"action_id": f"apmbc-aaa-{kind}-{day}", "kind": kind, "date_earliest": day, "date_latest": day}
    return {**rows_of("actions")[1], **same, **cells}


def folder_with(path: Path, table: str, rows: Rows, **more: Rows) -> Path:
    folder = dataset_folder(path / "data", **{table: [*rows_of(table), *rows], **more})
    write_rows(folder, "boundaries/areas", [{"area": "AAA", "area_km2": "1000"}, {"area": "BBB", "area_km2": "10"}])
    return folder


@pytest.mark.slow
def test_the_shipped_tables_hold_nothing_that_cannot_be_true() -> None:
    assert problems_of(DATA_FOLDER) == []


CLAIMS: Mapping[str, tuple[dict[str, str], str]] = {
    "the area of another country": (
        claim(claim_id="b", superseded_by="bbb", status="superseded", date_said="2020"),
        "superseded_by: 'bbb' (line 5) is about BBB, this claim about AAA",
    ),
    "another measure": (
        claim(claim_id="b", superseded_by="other", status="superseded", date_said="2020"),
        ("superseded_by: 'other' (line 6) measures all-ordnance-total (group all-ordnance), this claim ap-mines-total"
        " (ap-mines), with which it cannot be compared; expected it under continued_by"),
    ),
    "the same measure as a continuation": (
        claim(claim_id="b", continued_by="aaa-2024", status="superseded", date_said="2020"),
        "continued_by: 'aaa-2024' (line 3) measures the same; expected it under superseded_by",
    ),
    "an earlier claim": (
        claim(claim_id="b", superseded_by="aaa-2020", status="superseded", date_said="2025-01-01"),
        ("superseded_by: 'aaa-2020' (line 2) is not later: it is about 2020-01-01/2020-12-31 and said"
        " 2020-01-01/2020-12-31, this claim 2025-01-01 and 2025-01-01"),
    ),
    "a claim that is current": (
        claim(claim_id="b", superseded_by="aaa-2024", date_said="2020"),
        "superseded_by: names 'aaa-2024' (line 3), but status is current",
    ),
    "itself": (
        claim(claim_id="b", superseded_by="b", status="superseded", value="3"),
        "superseded_by: 'b' supersedes itself",
    ),
    "said before it was meant": (
        claim(claim_id="b", date_said="2024-11-26", date_meant="2025"),
        "date_said: 2024-11-26 lies before date_meant 2025-01-01/2025-12-31: said before it could be known",
    ),
    "the future": (
        claim(claim_id="b", date_said="2026-12-01"),
        "date_said: 2026-12-01 lies in the future; today is 2026-11-30",
    ),
    "more than the country": (
        claim(claim_id="b", value="1100"),
        "value: 1,100 km2 is more than all of AAA, which has 1,000",
    ),
    "a ceiling above the country": (
        claim(claim_id="b", high="9000"),
        "high: 9,000 km2 is more than all of AAA, which has 1,000",
    ),
    "a figure outside its range": (
        claim(claim_id="b", low="20", high="30"),
        "value: 12.5 lies outside low 20",
    ),
    "the same claim again": (
        claim(claim_id="b"),
        ("claim_id: says the same as line 3: same area, definition, figure, day and claimant; add its document to the"
        " citations there"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CLAIMS)
def test_a_claim_that_cannot_be_true_is_told(tmp_path: Path, name: str) -> None:
    row, expected = CLAIMS[name]
    others = [
        claim(claim_id="bbb", area="BBB", value="2"),
        claim(claim_id="other", definition_id="all-ordnance-total"),
    ]
    folder = folder_with(tmp_path, "claims", [row, *others], definitions=[*rows_of("definitions"), OTHER])
    (problem,) = problems_of(folder)
    assert problem.startswith("claims.csv:4:")
    assert problem.partition(": ")[2] == expected


def test_more_than_all_of_something_is_told(tmp_path: Path) -> None:
    share = {**OTHER, "definition_id": "share", "comparable_group": "none", "is_total": "false"}
    row = claim(claim_id="b", definition_id="share", unit="percent", value="101")
    folder = folder_with(tmp_path, "claims", [row], definitions=[*rows_of("definitions"), share])
    (problem,) = problems_of(folder)
    assert problem.endswith(": value: 101 percent cannot be, expected at most 100")


@pytest.mark.parametrize("text", ["-1", "nan", "inf", "-inf", "1e400", "9" * 400])
def test_a_figure_that_is_none_is_refused_by_the_reader(tmp_path: Path, text: str) -> None:
    folder = folder_with(tmp_path, "claims", [claim(claim_id="b", value=text)])
    report = Report()
    read_tables(folder, report)
    (problem,) = map(str, report.problems)
    assert problem.startswith("claims.csv:4:")
    assert ": value: " in problem


def test_a_circle_of_claims_is_told_once_and_names_both_rows(tmp_path: Path) -> None:
    rows = [
        claim(claim_id=name, superseded_by=after, status="superseded", date_said="2023", value=str(number))
        for number, (name, after) in enumerate([("b", "c"), ("c", "d"), ("d", "b"), ("e", "b")])
    ]
    (problem,) = problems_of(folder_with(tmp_path, "claims", rows))
    assert problem.startswith("claims.csv:4:")
    text = "superseded_by: is superseded by 'c' (line 5), and in the end by 'b' itself: a circle of 3 claims"
    assert problem.partition(": ")[2] == text


@given(st.lists(st.integers(0, 12), min_size=1, max_size=13))
def test_a_circle_is_found_exactly_where_following_the_claims_never_ends(links: list[int]) -> None:
    by_number = {number: after for number, after in enumerate(links) if after < len(links)}
    claims = {
        f"c{number}": (
            Row("claims.csv", number + 2, {}, (), report),
            replace(built(claim_id=f"c{number}"), superseded_by=f"c{links[number]}"),
        )
        for report in [Report()]
        for number in range(len(links))
    }
    report = next(iter(claims.values()))[0].report
    check_supersession_cycles(claims)
    turning = set()
    for start in range(len(links)):
        seen = [start]
        while (after := by_number.get(seen[-1])) is not None and after not in seen:
            seen.append(after)
        if after is not None:
            turning.add(frozenset(seen[seen.index(after) :]))
    assert len(report.problems) == len(turning)


ACTS: Mapping[str, tuple[dict[str, str], str]] = {
    "before the treaty was opened": (
        act("signature", "1997-09-17"),
        "date_earliest: 1997-09-17 lies before 1997-09-18, when the treaty was opened",
    ),
    "in the future": (
        act("objection", "2026-12-01"),
        "date_earliest: 2026-12-01 lies in the future; today is 2026-11-30",
    ),
    "in force later than the rule": (
        act("entry_into_force", "2005-10-01"),
        "date_latest: 2005-10-01 is later than the rule allows: Art. 17 gives 2005-09-01 at the latest",
    ),
    "in force without a consent": (
        act("entry_into_force", "2005-10-01", area="BBB"),
        "kind: entry_into_force stands without a consent of this state to be bound",
    ),
    "an exit that nobody announced": (
        act("withdrawal_effective", "2027-01-01"),
        "date_latest: 2027-01-01 lies in the future, and no notice names it as its day of effect",
    ),
    "the same act again": (
        act("ratification", "2005-03-15", action_id="again"),
        "action_id: is the same act as line 3",
    ),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_that_cannot_be_true_is_told(tmp_path: Path, name: str) -> None:
    row, expected = ACTS[name]
    (problem,) = problems_of(folder_with(tmp_path, "actions", [row]))
    assert problem.startswith("actions.csv:4:")
    assert problem.partition(": ")[2] == expected


def test_an_announced_exit_and_the_entry_that_a_rule_gives_may_lie_ahead(tmp_path: Path) -> None:
    rows = [
        act("withdrawal_notified", "2026-11-01", date_effective="2027-05-01"),
        act("withdrawal_effective", "2027-05-01"),
        act("accession", "2026-11-20", area="BBB", action_id="b"),
        act("entry_into_force", "2027-05-01", area="BBB", action_id="c"),
    ]
    assert problems_of(folder_with(tmp_path, "actions", rows)) == []


@pytest.mark.parametrize(
    ("table", "cells", "expected"),
    [
        ("sources", {"published": "2027"}, "published: 2027-01-01/2027-12-31 lies in the future; today is 2026-11-30"),
        ("sources", {"accessed_on": "2099-01-01"}, "accessed_on: 2099-01-01 lies in the future; today is 2026-11-30"),
        (
            "sources",
            {"accessed_on": "2020-01-01"},
            "accessed_on: 2020-01-01 lies before 2026-02-03, when it was published",
        ),
        ("treaties", {"opened": "1997-09-01"}, "opened: 1997-09-01 lies before adopted 1997-09-18"),
        ("treaties", {"data_until": "2026-12-01"}, "data_until: 2026-12-01 lies in the future; today is 2026-11-30"),
        ("policies", {"until": "1996-05-16"}, "until: 1996-05-16 does not lie after start 1996-05-16"),
        ("votes", {"year": "2027"}, "year: '2027' is not a year from 1900 to 2026"),
        ("country_areas", {"year": "2027"}, "year: '2027' is not a year from 1900 to 2026"),
        ("country_areas", {"land_km2": "2500"}, "land_km2: 2,500 km2 is more than AAA has, 1,000"),
        (
            "casualties",
            {"casualties": "1000000000"},
            "casualties: 1,000,000,000 cannot be, expected at most 10,000,000",
        ),
        ("country_areas", {"land_km2": "0"}, "land_km2: '0' is not an area of more than 0 km2"),
        ("clearance", {"year": "1850"}, "year: '1850' is not a year from 1900 to 2026"),
        ("clearance", {"cleared_km2": "2000"}, "cleared_km2: 2,000 km2 is more than all of AAA, which has 1,000"),
        ("oblasts", {"oblasts": "UA-14;KH-2"}, "oblasts: 'UA-14;KH-2' lie in more than one country"),
        ("casualties", {"year": "2028"}, "year: 2028-01-01/2028-12-31 lies in the future; today is 2026-11-30"),
        ("events", {"date": "2026-12-31"}, "date: 2026-12-31 lies in the future; today is 2026-11-30"),
        (
            "deadlines",
            {"completed": "2027"},
            "completed: 2027-01-01/2027-12-31 lies in the future; today is 2026-11-30",
        ),
    ],
)
def test_days_and_figures_of_every_table_are_looked_at(
    tmp_path: Path, table: str, cells: dict[str, str], expected: str
) -> None:
    rows = {table: [{**rows_of(table)[0], **cells}, *rows_of(table)[1:]]}
    folder = dataset_folder(tmp_path / "data", **rows)
    write_rows(folder, "boundaries/areas", [{"area": "AAA", "area_km2": "1000"}])
    assert [item.partition(": ")[2] for item in problems_of(folder)] == [expected]


def hostile_cells() -> Iterator[tuple[str, str, int]]:
    """Yield table, column and row of one cell of every column of every table."""
    for table, columns in COLUMNS.items():
        for place, column in enumerate(columns):
            if not table.startswith("boundaries/") and (rows := rows_of(table)):
                yield table, column, place % len(rows)


@pytest.mark.parametrize(
    "sign", ["\0", "\x1b", "\x85", "\u00a0", "\u200b", "\u200f", "\u202e", "\u2066", "\ufeff", "\U000e0041"]
)
def test_no_cell_of_any_table_has_a_sign_that_cannot_be_seen(tmp_path: Path, sign: str) -> None:
    tables: dict[str, list[dict[str, str]]] = {}
    for table, column, number in hostile_cells():
        rows = tables.setdefault(table, [dict(row) for row in rows_of(table)])
        rows[number][column] = rows[number][column][:1] + sign + rows[number][column][1:]
    folder = dataset_folder(tmp_path / "data", **tables)
    report = Report()
    read_tables(folder, report)
    refused = {
        (problem.file, problem.message.partition(": ")[0])
        for problem in report.problems
        if f": holds U+{ord(sign):04X}" in problem.message
    }
    assert refused == {(f"{table}.csv", column) for table, column, _ in hostile_cells()}
    assert all(str(problem).isprintable() for problem in report.problems)


def test_every_date_of_every_table_is_of_the_time_of_the_atlas(tmp_path: Path) -> None:
    dates = [
        (table.name, column)
        for table in TABLES
        for name, hint in field_types(table.record).items()  # type: ignore[arg-type]
        if {date, DateSpan} & {hint, *get_args(hint)}
        for column in table.renamed.get(name, name).split("+")
    ]
    assert len(dates) == 29
    for number, day in enumerate(("2999-01-01", "0204-01-01")):
        tables: dict[str, list[dict[str, str]]] = {}
        for table, column in dates:
            tables.setdefault(table, [dict(row) for row in rows_of(table)])[0][column] = day
        tables["sources"][0] |= {"url": "https://example.org/", "address_state": ""}  # one that can be looked at
        folder = dataset_folder(tmp_path / str(number), **tables)
        report = Report()
        read = read_tables(folder, report)
        check_plausible(read, folder, report, today=TODAY)
        refused = {(problem.file, problem.message.partition(": ")[0]) for problem in report.problems}
        assert {(f"{table}.csv", column) for table, column in dates if column != "date_latest"} <= refused


def test_a_table_that_cannot_be_read_is_not_judged_by_what_stands_in_for_it(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "claims", [claim(claim_id="b", date_said="never", value="5000")])
    report = Report()
    read = read_tables(folder, report)
    before = len(report.problems)
    check_plausible(read, folder, report, today=TODAY)
    assert len(report.problems) == before == 1


def test_the_command_tells_them_beside_other_problems(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_with(tmp_path, "claims", [claim(claim_id="b", value="5000")])
    assert main(["--data", str(folder), "check"]) == 1
    assert ": value: 5,000 km2 is more than all of AAA, which has 1,000\n" in capsys.readouterr().err


def test_a_file_full_of_faults_is_read_to_a_limit_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [claim(claim_id=f"x-{n}", area=f"Q{n}", definition_id=f"d-{n}", value="many") for n in range(MAX_PROBLEMS)]
    folder = folder_with(tmp_path, "claims", rows)
    (folder / "votes.csv").unlink()
    assert main(["--data", str(folder), "check"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("claims.csv:4:")
    assert len(lines) < 12  # a line for each kind, not for each cell
    assert lines[0].endswith(" more of this kind, in lines 5, 6, 7, 8, 9, 10, 11, 12, …]")
    assert "votes.csv:0:0: cannot be read: No such file or directory" in lines
    report = Report()
    read_tables(folder, report)
    stopped = max(problem.line for problem in report.problems)
    assert stopped < MAX_PROBLEMS
    assert any("is not read from here on: up to here the file has 1000 problems" in str(p) for p in report.problems)


@pytest.mark.slow
def test_no_input_keeps_the_checks_busy(tmp_path: Path) -> None:
    acts = [
        act("ratification" if n % 2 else "entry_into_force", "2005-01-01", action_id=f"a-{n}") for n in range(1_500)
    ]
    member = rows_of("memberships")[0]
    periods = [
        {
            **member,
            "membership_id": f"m-{n}",
            "kind": ("member", "suspended")[n % 2],
            "start": f"{1950 + n // 30}-01-01",
        }
        for n in range(1_500)
    ]
    folder = folder_with(tmp_path, "actions", acts, memberships=periods)
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    report = Report()
    read = read_tables(folder, report)
    sys.setprofile(count)
    try:
        check_plausible(read, folder, report, today=TODAY)
    finally:
        sys.setprofile(None)
    assert calls < 200_000  # of functions; the square of the number of rows is ten times as many


def test_searches_for_what_was_meant_are_bounded() -> None:
    report = Report()
    offered = [report.suggestion(f"knwon-{number}", [f"known-{number}", "other"]) for number in range(90)]
    assert offered[:MAX_SUGGESTIONS] == [f"; did you mean 'known-{number}'?" for number in range(MAX_SUGGESTIONS)]
    assert set(offered[MAX_SUGGESTIONS:]) == {""}
    assert Report().suggestion("known-1", [f"key-{number}" for number in range(MAX_COMPARISONS + 1)]) == ""


@settings(max_examples=15)
@given(st.sampled_from(["claims", "memberships", "stockpiles"]), st.data())
def test_a_letter_left_out_of_a_key_among_many_is_put_back(name: str, data: st.DataObject) -> None:
    known = [f"{name}-{number:03}" for number in range(300)]
    key = data.draw(st.sampled_from(known))
    place = data.draw(st.integers(0, len(name) - 1))
    assert f"{key!r}" in Report().suggestion(key[:place] + key[place + 1 :], known)


def test_rows_are_bounded_over_all_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("key\n" + "".join(f"k{number}\n" for number in range(20)), encoding="utf-8")
    report = Report(row_count=MAX_ROWS - 5)
    assert len(list(read_rows(path, name="a.csv", columns=("key",), key=("key",), report=report))) == 5
    assert [str(problem) for problem in report.problems] == [
        "a.csv:7:0: is not read from here on: up to here the tables have 50000 rows"
    ]
    assert report.incomplete == {"a.csv"}


def test_what_no_table_can_be_is_not_read(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    (folder / "claims.csv").write_text(",".join(map(str, range(5_000))), encoding="utf-8")
    with (folder / "votes.csv").open("ab") as file:
        file.truncate(17_000_000)
    report = Report()
    read_tables(folder, report)
    assert [str(problem) for problem in report.problems] == [
        f"claims.csv:1:0: has 5,000 columns, expected {len(rows_of('claims')[0])}",
        "votes.csv:0:0: has 17 MB and is not read, a table has at most 16",
    ]


def test_a_long_cell_is_repeated_in_part(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, "claims", [claim(claim_id="b", area="Q" * 100_000)])
    report = Report()
    read_tables(folder, report)
    assert all(len(str(problem)) < 300 for problem in report.problems)
    assert any("has 100,000 characters, expected at most 5,000" in str(problem) for problem in report.problems)


def test_a_story_or_package_nested_without_end_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = dataset_folder(tmp_path / "data")
    (folder / "story.toml").write_text("a = " + "[" * 90_000 + "]" * 90_000, encoding="utf-8")
    assert main(["--data", str(folder), "check"]) == 1
    assert "story.toml:0:0: is nested too deep to be read" in capsys.readouterr().err
