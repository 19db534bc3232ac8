"""The exceptions carry their facts, and their sentences name what was nearest."""

import pytest

from geodata.errors import BoundaryError, GeodataError, Problem, TableError, UnknownKeyError, did_you_mean, nearest

KNOWN = ["UKR", "USA", "KEN", "GBR"]


@pytest.mark.parametrize(
    "error", [TableError([]), BoundaryError("a polygon is missing"), UnknownKeyError("treaty", "ottawa", [])]
)
def test_every_fault_of_the_data_is_a_geodata_error(error: GeodataError) -> None:
    assert isinstance(error, GeodataError)


def test_a_problem_reads_as_file_line_and_column() -> None:
    assert str(Problem("claims.csv", 7, 5, "value: 'x' is wrong")) == "claims.csv:7:5: value: 'x' is wrong"


def test_problems_stand_once_each_in_the_order_of_file_line_and_column() -> None:
    first, second, third = Problem("a.csv", 9, 1, "z"), Problem("b.csv", 2, 1, "y"), Problem("b.csv", 10, 1, "x")
    error = TableError([third, first, second, first])
    assert error.problems == (first, second, third)
    assert str(error) == "a.csv:9:1: z\nb.csv:2:1: y\nb.csv:10:1: x"


def test_a_kind_of_problem_has_one_line_however_often_it_stands() -> None:
    areas = [
        Problem("a.csv", line, 3, f"area: unknown state or area 'Q{line}'; did you mean 'QAT'?")
        for line in range(2, 40)
    ]
    days = [
        Problem("a.csv", 7, 4, "day: 2024-01-31 lies before 2025"),
        Problem("a.csv", 9, 4, "day: 2020 lies before 2021-02"),
    ]
    lines = str(TableError([*days, *areas])).splitlines()
    listed = "[and 37 more of this kind, in lines 3, 4, 5, 6, 7, 8, 9, 10, …]"
    assert lines == [f"{areas[0]} {listed}", f"{days[0]} [and 1 more of this kind, in line 9]"]


def test_kinds_without_end_are_counted() -> None:
    kinds = [Problem("a.csv", 2, 1, "x" * length) for length in range(1, 101)]
    lines = str(TableError(kinds)).splitlines()
    assert lines[-1] == f"a.csv: and {101 - len(lines)} more of {101 - len(lines)} other kinds"


def test_an_unknown_key_names_the_nearest_known_ones() -> None:
    error = UnknownKeyError("state or area", "UKE", KNOWN)
    assert (error.kind, error.key, error.near[0]) == ("state or area", "UKE", "UKR")
    assert str(error).startswith("unknown state or area 'UKE'; did you mean 'UKR'")


def test_an_unknown_key_that_looks_like_nothing_offers_nothing() -> None:
    assert str(UnknownKeyError("treaty", "ottawa", ["ccm"])) == "unknown treaty 'ottawa'"


def test_of_keys_equally_alike_the_one_that_begins_alike_is_nearest() -> None:
    assert nearest("AFH", ["AFG", "CAF", "MAF", "ZAF"], 2) == ("AFG", "ZAF")


def test_the_case_of_a_key_does_not_hide_what_is_near() -> None:
    assert nearest("ukr", KNOWN, 1) == ("UKR",)


def test_no_more_matches_are_offered_than_asked_for() -> None:
    assert len(nearest("U", ["UA", "UB", "UC", "UD"], 2)) == 2


def test_near_matches_do_not_depend_on_the_order_of_what_is_known() -> None:
    assert nearest("UKA", KNOWN) == nearest("UKA", KNOWN[::-1])


def test_a_very_long_key_is_answered_all_the_same() -> None:
    assert nearest("x" * 1_000_000, KNOWN) == ()


def test_several_matches_are_joined_in_words() -> None:
    assert did_you_mean(("UKR", "USA")) == "; did you mean 'UKR' or 'USA'?"
    assert did_you_mean(()) == ""
