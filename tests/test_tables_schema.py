"""Rows become records: every column of every table has a meaning, and values that cannot be true are refused."""

import csv
from collections.abc import Collection
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import checks
from geodata.checks import read_tables
from geodata.model import Claim, ComparableGroup, Definition, TreatyAction
from geodata.tables import ALL_COLUMNS, TABLES, Report, Table, empty_value
from tests.builders import break_cell, dataset_folder, on, rows_of


def problems_of(folder: Path) -> list[str]:
    report = Report()
    read_tables(folder, report)
    return sorted(str(problem) for problem in report.problems)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_a_column_for_each_field_and_knows_its_key(table: object) -> None:
    (item,) = [t for t in TABLES if t is table]
    assert len(set(item.columns)) == len(item.columns)
    assert set(item.key) <= set(item.columns)
    assert item.required <= set(item.columns)
    assert len(item.columns) - len(fields(item.record)) == (item.record is TreatyAction)


def test_a_folder_in_order_has_no_problem(tmp_path: Path) -> None:
    assert problems_of(dataset_folder(tmp_path / "data")) == []


def test_ids_become_the_records_they_name(tmp_path: Path) -> None:
    read = read_tables(dataset_folder(tmp_path / "data"), Report())
    claim = read["claims"][1][1]
    assert isinstance(claim, Claim)
    assert isinstance(claim.definition, Definition)
    assert claim.definition.definition_id == "ap-mines-total"
    assert claim.definition.comparable_group is ComparableGroup.AP_MINES
    assert (claim.value, claim.low, claim.date_meant) == (12.5, None, None)


def test_the_two_days_of_an_act_become_one_span(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, "actions", "date_latest", "1997-12-31")
    act = read_tables(folder, Report())["actions"][0][1]
    assert (act.when.earliest, act.when.latest) == (on("1997-12-03"), on("1997-12-31"))


@pytest.mark.parametrize(
    ("table", "column", "text", "expected"),
    [
        ("sources", "archived", "stored copy, read on 2026-11-21", "is not an address of the web, expected one that"),
        ("sources", "address_state", "", "expected none where there is no address in url, and only there"),
        ("sources", "address_state", "miror", "'miror' is not one of mirror, staging, dead, none; did you mean"),
        ("sources", "checked_on", "2026-11-29", "is set, expected empty where there is no address to open"),
        ("treaties", "url", "javascript:alert(1)", "is not an address of the web, expected one that begins with https"),
        ("states", "kind", "un-member", "'un-member' is not one of un_member, observer, other_state, other_area, "),
        ("states", "name", "", "is empty, expected text"),
        ("states", "label_lat", "91", "'91' is not degrees between -90 and 90"),
        ("states", "label_lon", "-181", "'-181' is not degrees between -180 and 180"),
        ("treaties", "in_force", "", "is empty, expected a value"),
        ("actions", "kind", "acession", "did you mean 'accession'?"),
        ("actions", "treaty", "apmb", "unknown treaty 'apmb'; did you mean 'apmbc'?"),
        ("actions", "area", "AAB", "unknown state or area 'AAB'; did you mean 'AAA'?"),
        ("actions", "area", "WLD", "unknown state or area 'WLD'"),
        ("actions", "area", "", "unknown state or area ''"),
        ("actions", "date_earliest", "", "is empty, expected a day written YYYY-MM-DD"),
        ("actions", "date_earliest", "1997", "'1997' is not a day written YYYY-MM-DD"),
        ("actions", "date_latest", "1997-12-02", "1997-12-02 lies before date_earliest 1997-12-03"),
        ("actions", "contested", "no", "'no' is not true or false"),
        ("actions", "citations", "un-pag: table", "unknown source 'un-pag'; did you mean 'un-page'?"),
        ("definitions", "definition_id", "", "is empty, expected text"),
        ("definitions", "is_total", "", "'' is not true or false"),
        ("claims", "definition_id", "ap-mines", "unknown definition 'ap-mines'; did you mean 'ap-mines-total'?"),
        ("claims", "claimant", "", "is empty, expected text"),
        ("claims", "date_said", "", "is empty, expected a value"),
        ("claims", "date_said", "2024-13", "'2024-13' is not a date of the calendar"),
        ("claims", "value", "-12.5", "'-12.5' is less than 0"),
        ("claims", "value", "1,200", "'1,200' is not a number such as 12.5 (no thousands separator)"),
        ("claims", "unit", "", "is empty, expected a unit beside a figure"),
        ("claims", "unit", "ha", "'ha' is not km2, the unit in which figures are compared"),
        ("claims", "citations", "", "is empty, expected at least one 'source-id: place in the document'"),
        ("policies", "record", "phase", "'phase' is not one of period, act"),
        ("policies", "allowed_in", "AAA;Korea", "unknown place 'Korea', expected area codes or one of WLD, NONE"),
        ("votes", "vote", "aye", "'aye' is not one of yes, no, abstain, not_voting"),
        ("votes", "area", "WLD", "unknown state or area 'WLD'"),
        ("votes", "year", "2024.5", "'2024.5' is not a whole number"),
        ("casualties", "casualties", "-1", "'-1' is less than 0"),
        ("events", "lat", "north", "'north' is not a number such as 12.5 (no thousands separator)"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_one_problem_with_its_place(
    tmp_path: Path, table: str, column: str, text: str, expected: str
) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, table, column, text)
    (item,) = [p for p in problems_of(folder) if p.startswith(f"{table}.csv")]
    (names,) = [t.columns for t in TABLES if t.name == table]
    assert item.startswith(f"{table}.csv:2:{names.index(column) + 1}: {column}: ")
    assert expected in item


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"url": "https://x.org/", "address_state": "none"}, "address_state: expected none where there is no address"),
        ({"url": "https://x.org/", "address_state": "mirror"}, "via: is empty, expected who carries the copy"),
        ({"url": "https://x.org/", "address_state": "", "via": "DocsLib"}, "address_state: '' beside via, expected"),
        (
            {"url": "javascript:alert(1)", "address_state": ""},
            "url: 'javascript:alert(1)' is not an address of the web",
        ),
    ],
)
def test_an_address_and_its_state_go_together(tmp_path: Path, cells: dict[str, str], expected: str) -> None:
    rows = [{**rows_of("sources")[0], **cells}]
    (problem,) = problems_of(dataset_folder(tmp_path / "data", sources=rows))
    assert expected in problem


def test_a_release_kept_before_addresses_had_a_state_is_read_with_its_words_left_out(tmp_path: Path) -> None:
    words = "page preserved at https://github.com/a/b (commit 1, x.html), read on 2026-11-21"
    row = {**rows_of("sources")[0], "url": "http://example.org./a", "archived": words}
    folder = dataset_folder(tmp_path / "data", sources=[row])
    drop_columns(folder, "sources", ["via", "address_state", "checked_on"])
    report = Report()
    ((_, kept),) = read_tables(folder, report, is_kept=True)["sources"]
    assert report.problems == []
    assert (kept.url, kept.archived) == ("http://example.org./a", "https://github.com/a/b")


def test_a_range_the_wrong_way_round_is_refused(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, "claims", "low", "20")
    break_cell(folder, "claims", "high", "10")
    assert [p.partition(": ")[2] for p in problems_of(folder)] == ["low: 20 is more than high 10"]


def test_a_stock_without_an_area_is_in_order(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, "stockpiles", "area", "")
    assert problems_of(folder) == []


@pytest.mark.parametrize("table", ["claims", "clearance", "casualties", "stockpiles", "events"])
def test_a_figure_may_be_about_the_whole_world(tmp_path: Path, table: str) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, table, "area", "WLD")
    assert problems_of(folder) == []


OPTIONAL = ["part", "low", "high", "band", "as_stated", "date_meant", "relayed_by", "disputed_by", "note"]


def with_later(table: str, later: Collection[str]) -> tuple[Table, ...]:
    """The tables, one of them with columns that came after a release had been kept."""
    return tuple(replace(t, later=frozenset(later)) if t.name == table else t for t in TABLES)


def drop_columns(folder: Path, table: str, dropped: Collection[str]) -> None:
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        items = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [c for c in items[0] if c not in dropped], extrasaction="ignore")
        writer.writeheader()
        writer.writerows(items)


@given(later=st.sets(st.sampled_from(OPTIONAL)), lacking=st.sets(st.sampled_from(OPTIONAL)))
def test_a_column_that_a_kept_release_lacks_reads_as_empty_there_and_is_a_fault_elsewhere(
    tmp_path_factory: pytest.TempPathFactory, later: set[str], lacking: set[str]
) -> None:
    folder = dataset_folder(tmp_path_factory.mktemp("kept") / "data")
    whole = [record for _, record in read_tables(folder, Report())["claims"]]
    drop_columns(folder, "claims", lacking)
    for is_kept in (True, False):
        report, missed = Report(), lacking - (later if is_kept else set())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(checks, "TABLES", with_later("claims", later))
            read = read_tables(folder, report, is_kept=is_kept)
        messages = [problem.message for problem in report.problems if problem.file == "claims.csv"]
        assert sorted(messages) == sorted(f"column {column!r} is missing" for column in missed)
        if not missed:
            assert [record for _, record in read["claims"]] == whole


def test_a_required_text_that_came_later_is_asked_of_the_present_folder_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "TABLES", with_later("events", ["category"]))
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, "events", "category", "")
    assert [p.partition(": ")[2] for p in problems_of(folder)] == ["category: is empty, expected text"]
    drop_columns(folder, "events", ["category"])
    report = Report()
    ((_, event),) = read_tables(folder, report, is_kept=True)["events"]
    assert (event.category, report.problems) == ("", [])


def test_a_table_that_a_kept_release_lacks_has_no_row_there_and_is_a_fault_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checks, "TABLES", with_later("votes", [ALL_COLUMNS]))
    folder = dataset_folder(tmp_path / "data")
    (folder / "votes.csv").unlink()
    report = Report()
    assert read_tables(folder, report, is_kept=True)["votes"] == []
    assert report.problems == []
    assert problems_of(folder) == ["votes.csv:0:0: cannot be read: No such file or directory"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_later_column_has_an_empty_value_and_identifies_no_row(table: Table) -> None:
    hints = get_type_hints(table.record)
    for column in table.later - {ALL_COLUMNS}:
        (name,) = [f.name for f in fields(table.record) if table.renamed.get(f.name, f.name) == column]
        assert not empty_value(hints[name])
        assert column not in table.key


@pytest.mark.parametrize("hint", [int, float, bool, date, ComparableGroup, int | str], ids=str)
def test_a_type_without_an_empty_value_cannot_come_later(hint: Any) -> None:
    with pytest.raises(TypeError, match="has no empty value, expected text"):
        empty_value(hint)
