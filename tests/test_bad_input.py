"""From a spoilt file to what a person reads: the command line and the page name the same places in the same words."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui.service import ATLAS
from geodata import load
from geodata.__main__ import main
from geodata.dataset import DATA_FOLDER

ENTRY = Path(__file__).parents[1] / "dashboard" / "app.py"
SENTENCE = "The atlas cannot be shown because its data break their own rules."
Spoil = Callable[[Path], None]


def put_first(path: Path, data: bytes) -> None:
    """Put bytes right after the header."""
    header, _, rows = path.read_bytes().partition(b"\n")
    path.write_bytes(header + b"\n" + data + rows)


def cut_a_row_short(folder: Path) -> None:
    put_first(folder / "claims.csv", b"a-claim,AFG\n")


def misspell_a_country(folder: Path) -> None:
    path = folder / "actions.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",AFG,", ",AFH,", 1), encoding="utf-8")


def repeat_a_row(folder: Path) -> None:
    path = folder / "treaties.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + text.splitlines()[1] + "\n", encoding="utf-8")


def invent_a_day(folder: Path) -> None:
    path = folder / "deadlines.csv"
    text = re.sub(r"\d{4}-\d{2}-\d{2}", "2030-02-30", path.read_text(encoding="utf-8"), count=1)
    path.write_text(text, encoding="utf-8")


def mix_encodings(folder: Path) -> None:
    put_first(folder / "casualties.csv", "Côte d’Ivoire".encode("cp1252"))


def empty_the_file(folder: Path) -> None:
    (folder / "votes.csv").write_bytes(b"")


FAULTS: dict[str, tuple[Spoil, str]] = {
    "a broken row": (cut_a_row_short, "claims.csv:2:0: has 2 cells, expected 23 as in the header"),
    "an unknown id": (
        misspell_a_country,
        "actions.csv:2:3: area: unknown state or area 'AFH'; did you mean 'AFG' or 'ATF' or 'ZAF'?",
    ),
    "a key that stands twice": (
        repeat_a_row,
        "treaties.csv:6:1: treaty_id: 'apmbc' stands already in line 2, expected it once",
    ),
    "a day that is none": (
        invent_a_day,
        "deadlines.csv:2:5: deadline: '2030-02-30' is not a day written YYYY-MM-DD",
    ),
    "another encoding": (
        mix_encodings,
        "casualties.csv:2:2: byte 0xf4 is not UTF-8, the encoding every table uses",
    ),
    "an empty file": (
        empty_the_file,
        "votes.csv:1:1: is empty, expected a header row and at least one row of data",
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped tables, in a place where they can be spoilt."""
    shapes = shutil.ignore_patterns("*.topojson", "*.geojson")
    return Path(shutil.copytree(DATA_FOLDER, tmp_path / "data", ignore=shapes))


@pytest.mark.slow
@pytest.mark.parametrize("faults", [*([name] for name in FAULTS), list(FAULTS)], ids=[*FAULTS, "all of them"])
def test_a_fault_is_told_with_its_place_on_the_command_line_and_on_the_page(
    faults: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in faults:
        FAULTS[name][0](folder)
    expected = sorted(FAULTS[name][1] for name in faults)

    assert main(["--data", str(folder), "check"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [*expected, f"{len(faults)} problem(s) in {folder}"]

    monkeypatch.setattr(ATLAS, "dataset", lambda: load(folder))
    at = AppTest.from_file(ENTRY, default_timeout=60).run()
    assert not at.exception
    assert [error.value for error in at.error] == [SENTENCE]
    assert at.code[0].value.splitlines() == expected
