"""Files become rows; whatever is wrong with a file is said in one sentence with its place, and everything at once."""

from enum import StrEnum
from pathlib import Path

import pytest

from geodata.dates import DateSpan
from geodata.model import Citation
from geodata.tables import Report, Row, iso_day, quoted_cell, read_rows

HEADER = "claim_id,value,dated\n"


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


def read(path: Path, data: bytes | str, *, may_be_empty: bool = False) -> tuple[list[Row], list[str], Report]:
    """Write a small file and read it: rows, problems as text, and the report."""
    file = path / "claims.csv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    report = Report()
    columns = ("claim_id", "value", "dated")
    rows = read_rows(file, name=file.name, columns=columns, key=("claim_id",), report=report, may_be_empty=may_be_empty)
    return list(rows), [str(problem) for problem in report.problems], report


def row(**cells: str) -> Row:
    return Row("claims.csv", 2, dict(cells), tuple(cells), Report())


def problem(cells: Row) -> str:
    (only,) = cells.report.problems
    return str(only)


def test_rows_carry_their_cells_and_the_line_they_begin_on(tmp_path: Path) -> None:
    rows, problems, _ = read(tmp_path, HEADER + 'a,1,"two\nlines"\nb,2,2024\n')
    assert [(r.line, r.cells["claim_id"]) for r in rows] == [(2, "a"), (4, "b")]
    assert rows[0].text("dated") == "two\nlines"
    (problem,) = problems
    assert problem.startswith("claims.csv:2:3: dated: holds U+000A (control character) as its character 4")


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    rows, problems, _ = read(tmp_path, "dated,claim_id,value\n2024,a,1\n")
    assert (rows[0].text("claim_id"), problems) == ("a", [])
    rows[0].add_problem("value", "is wrong")
    assert str(rows[0].report.problems[0]) == "claims.csv:2:3: value: is wrong"


@pytest.mark.parametrize(
    "data",
    [
        ("﻿" + HEADER + "a,1,2024\n").encode("utf-8"),
        (HEADER + "a,1,2024\n").replace("\n", "\r\n").encode("utf-8"),
        (HEADER + "a,1,2024").encode("utf-8"),
    ],
    ids=["byte order mark", "CRLF", "no newline at the end"],
)
def test_what_spreadsheets_do_to_a_file_changes_nothing(tmp_path: Path, data: bytes) -> None:
    rows, problems, _ = read(tmp_path, data)
    assert [r.cells for r in rows] == [{"claim_id": "a", "value": "1", "dated": "2024"}]
    assert problems == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("", "claims.csv:1:1: is empty, expected a header row and at least one row of data"),
        (" \n\n", "claims.csv:1:1: is empty, expected a header row and at least one row of data"),
        (b"\xef\xbb\xbf", "claims.csv:1:1: is empty, expected a header row and at least one row of data"),
        (HEADER, "claims.csv:2:0: holds a header and nothing else, expected at least one row"),
        (HEADER + "a,1\n", "claims.csv:2:0: has 2 cells, expected 3 as in the header"),
        (HEADER + "a,1,2024\n\n", "claims.csv:3:0: has 0 cells, expected 3 as in the header"),
        (HEADER + "a,1,2,3\n", "claims.csv:2:0: has 4 cells, expected 3 as in the header"),
        (
            HEADER + 'a,1,2024\nb,2,"never closed\nc,3,2024\n',
            "claims.csv:3:0: is not well-formed CSV from this line on: unexpected end of data",
        ),
        (
            HEADER.encode() + "a,1,Côte\n".encode("latin-1"),
            "claims.csv:2:6: byte 0xf4 is not UTF-8, the encoding every table uses",
        ),
        (
            "﻿a".encode("utf-16"),
            "claims.csv:1:1: byte 0xff is not UTF-8, the encoding every table uses",
        ),
        ("claim_id,value\na,1\n", "claims.csv:1:0: column 'dated' is missing"),
        ("claim_id,value,dated,value\na,1,,\n", "claims.csv:1:4: column 'value' stands twice"),
        ("claim_id,value,dated,notes\na,1,,\n", "claims.csv:1:4: unknown column 'notes'"),
    ],
)
def test_a_file_that_cannot_be_read_in_full_says_where_and_is_marked(
    tmp_path: Path, data: bytes | str, expected: str
) -> None:
    _, problems, report = read(tmp_path, data)
    assert problems == [expected]
    assert report.incomplete == {"claims.csv"}


def test_a_misspelt_column_is_offered_the_right_one(tmp_path: Path) -> None:
    rows, problems, _ = read(tmp_path, "claim_id,valu,dated\na,1,2024\n")
    assert rows == []
    assert problems == [
        "claims.csv:1:2: unknown column 'valu'; did you mean 'value'?",
        "claims.csv:1:0: column 'value' is missing",
    ]


def test_a_blank_first_line_is_not_a_header(tmp_path: Path) -> None:
    _, problems, _ = read(tmp_path, "\n" + HEADER)
    assert len(problems) == 3


def test_a_missing_file_is_reported_and_not_raised(tmp_path: Path) -> None:
    report = Report()
    assert list(read_rows(tmp_path / "none.csv", name="none.csv", columns=(), key=(), report=report)) == []
    assert [str(p) for p in report.problems] == ["none.csv:0:0: cannot be read: No such file or directory"]


def test_a_file_that_may_be_empty_needs_a_header_only(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER, may_be_empty=True)[:2] == ([], [])


def test_a_broken_row_does_not_hide_the_rows_around_it(tmp_path: Path) -> None:
    rows, problems, _ = read(tmp_path, HEADER + "a,1,2024\nb\nc,3,2024\nd\n")
    assert [r.text("claim_id") for r in rows] == ["a", "c"]
    assert len(problems) == 2


def test_a_key_that_stands_twice_is_reported_with_its_first_line(tmp_path: Path) -> None:
    rows, problems, _ = read(tmp_path, HEADER + "a,1,2024\na,2,2024\n")
    assert problems == ["claims.csv:3:1: claim_id: 'a' stands already in line 2, expected it once"]
    assert len(rows) == 2


@pytest.mark.parametrize("text", ["12,5", "1_000", "1e5", "nan", "inf", "-inf", " 5", "٣", "0x10", "1" * 400, "five"])
def test_a_number_that_is_not_plain_or_not_finite_is_refused(text: str) -> None:
    cells = row(value=text)
    assert cells.number("value") is None
    assert (
        problem(cells)
        == f"claims.csv:2:1: value: {quoted_cell(text)} is not a number such as 12.5 (no thousands separator)"
    )


@pytest.mark.parametrize("text", ["1.5", "1_000", "one", "1" * 5000])
def test_a_whole_number_has_no_decimals(text: str) -> None:
    cells = row(value=text)
    assert cells.integer("value") is None
    assert problem(cells).endswith("is not a whole number")


@pytest.mark.parametrize("text", ["20241126", "2024-W48-2", "26.11.2024", "2024-11", "2023-02-29"])
def test_a_day_is_written_in_one_way(text: str) -> None:
    cells = row(dated=text)
    assert cells.day("dated") is None
    assert problem(cells) == f"claims.csv:2:1: dated: {text!r} is not a day written YYYY-MM-DD"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-13", "'2024-13' is not a date of the calendar"),
        ("2024/2023", "a range of dates must not end (2023-12-31) before it begins (2024-01-01)"),
        ("May 2024", "'May 2024' is not a date: expected YYYY, YYYY-MM, YYYY-MM-DD or two of them joined by '/'"),
    ],
)
def test_a_date_that_is_none_says_why(text: str, expected: str) -> None:
    cells = row(dated=text)
    assert cells.span("dated") is None
    assert problem(cells) == f"claims.csv:2:1: dated: {expected}"


def test_an_empty_cell_is_unknown_and_no_problem() -> None:
    cells = row(value="")
    assert (cells.number("value"), cells.integer("value"), cells.day("value"), cells.span("value")) == (None,) * 4
    assert cells.report.problems == []


def test_cells_are_read_by_their_kind() -> None:
    cells = row(value="-12.50", count="7", day="2024-11-26", dated="2024-02", is_total="true", colour="green")
    assert (cells.number("value"), cells.integer("count"), cells.day("day")) == (-12.5, 7, iso_day("2024-11-26"))
    assert (cells.span("dated"), cells.boolean("is_total")) == (DateSpan.parse("2024-02"), True)
    assert cells.enum_value("colour", Colour) is Colour.GREEN
    assert cells.report.problems == []


def test_a_flag_is_true_or_false_and_nothing_else() -> None:
    cells = row(is_total="TRUE")
    assert cells.boolean("is_total") is False
    assert problem(cells) == "claims.csv:2:1: is_total: 'TRUE' is not true or false"


def test_a_value_outside_its_closed_set_names_the_set_and_the_nearest() -> None:
    cells = row(colour="gren")
    cells.enum_value("colour", Colour)
    assert problem(cells) == "claims.csv:2:1: colour: 'gren' is not one of red, green; did you mean 'green'?"


def test_an_unknown_id_names_the_nearest_known_one() -> None:
    cells = row(area="UKE")
    assert cells.reference("area", {"UKR": 1, "KOR": 2}, "state or area") == "UKE"
    assert problem(cells) == "claims.csv:2:1: area: unknown state or area 'UKE'; did you mean 'UKR'?"


def test_an_id_that_is_not_required_may_be_empty() -> None:
    cells = row(area="")
    assert cells.reference("area", {}, "state or area", required=False) == ""
    assert cells.report.problems == []


@pytest.mark.parametrize(
    ("cell", "fault"),
    [
        ("javascript:alert(1)", "is not an address of the web, expected one that begins with https:// or http://"),
        ("ftp://example.org/a", "is not an address of the web, expected one that begins with https:// or http://"),
        ("stored copy, read on 2026-11-21", "is not an address of the web, expected one that begins with https:// or"),
        ("https://example.org/a b", "holds a space or a sign that no address has, expected the address alone"),
        ("https://example.org./a", "names the host 'example.org.', expected one such as example.org, without a dot"),
        ("https:///a", "names the host '', expected one such as example.org, without a dot at its end"),
        ("https://treaties.un.org@evil.example/", "holds a user's name, expected the address alone"),
        ("https://[1.2", "is not well-formed, expected an address such as https://example.org/page"),
    ],
)
def test_an_address_that_is_none_of_the_web_is_refused(cell: str, fault: str) -> None:
    cells = row(citations=cell)
    assert cells.url("citations") == ""
    assert f"citations: {cell!r} {fault}" in problem(cells)


@pytest.mark.parametrize("cell", ["", "https://treaties.un.org/Pages/x.aspx?a=1&b=2", "http://example.org/são-tomé"])
def test_an_address_of_the_web_is_read_as_it_is(cell: str) -> None:
    cells = row(citations=cell)
    assert (cells.url("citations"), cells.report.problems) == (cell, [])


def test_citations_name_a_source_and_a_place_in_it() -> None:
    cells = row(citations="un-page: table, row 3; seed-001: whole article")
    assert cells.citations({"un-page", "seed-001"}) == (
        Citation("un-page", "table, row 3"),
        Citation("seed-001", "whole article"),
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", "is empty, expected at least one 'source-id: place in the document'"),
        ("un-page", "'un-page' has no locator, expected 'source-id: place in the document'"),
        ("un-pag: row 3", "unknown source 'un-pag'; did you mean 'un-page'?"),
    ],
)
def test_a_fact_without_a_good_citation_is_refused(cell: str, expected: str) -> None:
    cells = row(citations=cell)
    cells.citations({"un-page"})
    assert problem(cells) == f"claims.csv:2:1: citations: {expected}"
