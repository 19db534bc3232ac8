"""The command line: what it prints, in which format, and with which exit status."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geodata.__main__ import main
from tests.builders import break_cell, dataset_folder, rows_of, write_rows

ROOT = Path(__file__).parents[1]
Ask = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return dataset_folder(tmp_path / "data")


@pytest.fixture
def ask(folder: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run one command on the small folder; return exit status, output and errors."""

    def run(*words: str) -> tuple[int, str, str]:
        status = main(["--data", str(folder), *words])
        out, err = capsys.readouterr()
        return status, out, err

    return run


def answer(ask: Ask, *words: str) -> dict[str, Any]:
    status, out, _ = ask(*words, "--format", "json")
    assert status == 0
    document = json.loads(out)
    assert isinstance(document, dict)
    return document


STATUS = ("status", "--treaty", "apmbc", "--day", "2024-11-26")
CLAIMS = ("claims", "--area", "AAA", "--day", "2024-11-26")


def test_status_counts_states_by_deposit_and_by_law(ask: Ask) -> None:
    response = answer(ask, *STATUS)
    assert (response["treaty"], response["day"], response["data_until"]) == ("apmbc", "2024-11-26", "2026-02-03")
    assert response["counts"] | {"party": 1, "not-signed": 1} == response["counts"]
    assert [response["counts"][key] for key in ("joined_by_deposit", "bound", "bound_at_most")] == [1, 1, 1]
    assert [(s["area"], s["status"], s["since"]) for s in response["states"]] == [
        ("AAA", "party", "2005-09-01"),
        ("BBB", "not-signed", None),
    ]


def test_status_of_one_state_shows_its_acts_with_sources_and_no_counts(ask: Ask) -> None:
    response = answer(ask, *STATUS, "--state", "AAA")
    assert "counts" not in response
    (state,) = response["states"]
    assert [act["kind"] for act in state["acts"]] == ["signature", "ratification"]
    assert state["acts"][0]["sources"] == [
        {
            "source_id": "un-page",
            "locator": "table of parties",
            "text": "“Status of the Convention”. United Nations, 3 February 2026.",
            "url": "",
        }
    ]
    assert state["sources"] == ["un-page"]


def test_claims_stand_newest_first_with_who_said_so(ask: Ask) -> None:
    response = answer(ask, *CLAIMS)
    assert [(c["claim_id"], c["value"], c["claimant"]) for c in response["claims"]] == [
        ("aaa-2024", 12.5, "Government of Aland"),
        ("aaa-2020", 120.0, "Government of Aland"),
    ]
    assert response["claims"][0]["definition"] == "Mined area"
    assert response["claims"][0]["sources"][0]["locator"] == "table of parties"


def test_csv_has_a_header_and_one_row_an_entry(ask: Ask) -> None:
    _, out, _ = ask(*STATUS, "--format", "csv")
    rows = list(csv.DictReader(out.splitlines()))
    assert [(row["area"], row["status"], row["since"]) for row in rows] == [
        ("AAA", "party", "2005-09-01"),
        ("BBB", "not-signed", ""),
    ]
    assert json.loads(rows[0]["acts"])[0]["kind"] == "signature"


def test_a_table_is_aligned_and_starts_with_the_counts(ask: Ask) -> None:
    _, out, _ = ask(*STATUS)
    head, names, *rows, age = out.splitlines()
    assert age.startswith("Depositary last read on 3 February 2026, ")
    assert head.startswith("joined_by_deposit 1, bound 1, bound_at_most 1, party 1")
    assert names.split() == ["area", "name", "status", "label", "since"]
    assert [row.split()[0] for row in rows] == ["AAA", "BBB"]
    assert {row.index("party" if "party" in row else "not-signed") for row in rows} == {names.index("status")}


def test_a_long_cell_of_a_table_is_cut_and_csv_keeps_it(ask: Ask, folder: Path) -> None:
    break_cell(folder, "claims", "note", "x" * 60, row=2)
    assert "x" * 47 + "…" in ask(*CLAIMS)[1]
    assert "x" * 60 in ask(*CLAIMS, "--format", "csv")[1]


def test_no_claim_is_said_in_words_and_not_as_an_error(ask: Ask) -> None:
    assert ask("claims", "--area", "BBB", "--day", "2024-11-26") == (0, "nothing is recorded\n", "")
    assert answer(ask, "claims", "--area", "BBB")["claims"] == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("status", "--treaty", "apmb"), "unknown treaty 'apmb'; did you mean 'apmbc'?\n"),
        ((*STATUS, "--state", "AAB"), "unknown state or area 'AAB'; did you mean 'AAA'?\n"),
        (("claims", "--area", "AAB"), "unknown state or area 'AAB'; did you mean 'AAA'?\n"),
    ],
)
def test_a_fault_is_one_sentence_and_exit_status_1(ask: Ask, words: tuple[str, ...], expected: str) -> None:
    assert ask(*words) == (1, "", expected)


@pytest.mark.parametrize("day", ["yesterday", "20241126", "2024-W48-2", "2024-02-30"])
def test_a_day_that_is_none_is_a_wrong_use_of_the_command(
    ask: Ask, capsys: pytest.CaptureFixture[str], day: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        ask("status", "--treaty", "apmbc", "--day", day)
    assert caught.value.code == 2
    assert f"argument --day: '{day}' is not a day written YYYY-MM-DD" in capsys.readouterr().err


@pytest.mark.slow
def test_check_says_how_much_it_read(ask: Ask) -> None:
    status, out, err = ask("check")
    assert (status, err) == (0, "")
    assert out.startswith("35 rows in 20 tables, every reference resolves; data release 2026.11.30-")


def test_check_names_every_problem_and_ends_with_status_1(ask: Ask, folder: Path) -> None:
    break_cell(folder, "states", "kind", "planet")
    break_cell(folder, "claims", "value", "many")
    (folder / "votes.csv").unlink()
    status, out, err = ask("check")
    assert (status, out) == (1, "")
    lines = err.splitlines()
    assert [line.partition(":")[0] for line in lines[:-1]] == ["claims.csv", "states.csv", "votes.csv"]
    assert lines[-1] == f"3 problem(s) in {folder}"


def test_a_broken_table_stops_every_answer(ask: Ask, folder: Path) -> None:
    break_cell(folder, "claims", "value", "many")
    status, out, err = ask(*STATUS)
    assert (status, out) == (1, "")
    assert "value: 'many' is not a number such as 12.5 (no thousands separator)" in err


@pytest.mark.slow
def test_export_writes_every_drawn_area_with_its_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "status.geojson"
    assert main(["export", "--treaty", "apmbc", "--day", "2025-12-27", "--out", str(out)]) == 0
    features = json.loads(out.read_text(encoding="utf-8"))["features"]
    assert capsys.readouterr().out.startswith(f"{len(features)} areas written to {out}. Depositary last read on ")
    assert {feature["properties"]["data_until"] for feature in features} == {"2026-02-03"}
    statuses = {feature["properties"]["area"]: feature["properties"]["status"] for feature in features}
    assert (statuses["EST"], statuses["UKR"], statuses["TWN"]) == ("left", "suspension-claimed", "not-eligible")
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.slow
def test_export_to_a_folder_that_is_missing_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "missing" / "status.geojson"
    assert main(["export", "--treaty", "apmbc", "--out", str(out)]) == 1
    assert capsys.readouterr().err.startswith(f"{out} cannot be written: ")


def test_links_stand_oldest_first_with_the_day_they_were_seen(ask: Ask, folder: Path) -> None:
    one = {**rows_of("sources")[0], "url": "https://example.org/a", "address_state": ""}
    documents = [
        {**one, "source_id": "un-page", "accessed_on": "2026-11-21"},
        {**one, "source_id": "opened", "accessed_on": "2026-11-01", "checked_on": "2026-11-28"},
        {**one, "source_id": "never"},
        {**one, "source_id": "gone", "accessed_on": "2026-11-02", "address_state": "dead"},
        {**one, "source_id": "on-paper", "url": "", "address_state": "none"},
    ]
    write_rows(folder, "sources", documents)
    response = answer(ask, "links")["links"]
    assert [(link["source_id"], link["seen_on"], link["by"], link["state"]) for link in response] == [
        ("never", None, None, None),
        ("gone", "2026-11-02", "reading", "dead"),
        ("un-page", "2026-11-21", "reading", None),
        ("opened", "2026-11-28", "check", None),
    ]
    _, out, _ = ask("links", "--format", "csv")
    assert [row["source_id"] for row in csv.DictReader(out.splitlines())] == ["never", "gone", "un-page", "opened"]
    assert ask("links")[1].splitlines()[0].split()[:2] == ["seen_on", "by"]


@pytest.mark.slow
def test_answers_are_utf8_whatever_the_locale_of_a_pipe() -> None:
    command = [sys.executable, "-m", "geodata", "status", "--treaty", "apmbc", "--state", "TUR", "--format", "csv"]
    surroundings = os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    process = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, check=True)
    assert "Türkiye" in process.stdout.decode("utf-8")
