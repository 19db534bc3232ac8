"""One row more, one cell changed, and every other byte as it was; whatever interrupts leaves whole old files."""

import csv
import io
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dataset import DATA_FOLDER
from geodata.errors import GeodataError, TableError, UnknownKeyError
from geodata.table_edit import ROW_ORDERS, Change, header_of, row_line, with_cells, with_row, write_checked, write_files
from tests.builders import dataset_folder, rows_of

TEXTS = {name: (DATA_FOLDER / f"{name}.csv").read_text(encoding="utf-8") for name in ROW_ORDERS}
TODAY = date(2026, 11, 29)
CELL = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\r\n\t"), max_size=20)


def rows_in(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines(keepends=True)))


def claim(**cells: str) -> dict[str, str]:
    return {**rows_of("claims")[1], **cells}


@pytest.mark.parametrize("table", ROW_ORDERS)
def test_the_shipped_tables_are_written_as_a_row_is_written(table: str) -> None:
    header, *lines = TEXTS[table].splitlines(keepends=True)
    columns = next(csv.reader([header]))
    for line in lines[::20]:
        assert row_line(columns, dict(zip(columns, next(csv.reader([line])), strict=True))) == line


@given(st.lists(CELL, min_size=3, max_size=3))
def test_a_row_is_read_back_as_it_was_given(cells: list[str]) -> None:
    row = dict(zip("abc", cells, strict=True))
    assert list(csv.reader(io.StringIO(row_line("abc", row), newline=""), strict=True)) == [cells]
    text = with_row("a,b,c\nx,y,z\n", "sources", row)
    assert list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:] in ([cells, [*"xyz"]], [[*"xyz"], cells])


@pytest.mark.parametrize("table", ROW_ORDERS)
def test_a_new_row_is_one_line_more_and_no_other_line_moves(table: str) -> None:
    text = TEXTS[table]
    row = {**rows_in(text)[40], next(iter(rows_in(text)[0])): "a-new-row", "note": 'Says "so", and more.'}
    before, after = text.splitlines(keepends=True), with_row(text, table, row).splitlines(keepends=True)
    (new,) = [number for number, line in enumerate(after) if line not in before]
    assert after[:new] + after[new + 1 :] == before


def test_a_row_stands_after_the_last_of_its_group_that_is_not_later() -> None:
    text = TEXTS["claims"]
    row = {**next(row for row in rows_in(text) if row["area"] == "UKR"), "claim_id": "new", "date_said": "2024-06-01"}
    rows = rows_in(with_row(text, "claims", row))
    at = next(number for number, cells in enumerate(rows) if cells["claim_id"] == "new")
    same = [cells for cells in rows if (cells["area"], cells["definition_id"]) == ("UKR", row["definition_id"])]
    earlier = [cells for cells in rows[:at] if cells in same]
    assert rows[at - 1] in earlier
    assert rows[at - 1]["date_said"] <= "2024-06-01"


def test_a_row_of_a_new_group_stands_among_its_neighbours() -> None:
    row = {"action_id": "new", "treaty": "apmbc", "area": "BBB", "date_earliest": "2024-01-01"}
    rows = rows_in(with_row(TEXTS["actions"], "actions", row))
    at = next(number for number, item in enumerate(rows) if item["action_id"] == "new")
    assert rows[at - 1]["area"] < "BBB" < rows[at + 1]["area"]
    assert {rows[at - 1]["treaty"], rows[at + 1]["treaty"]} == {"apmbc"}


def test_a_file_without_a_last_line_feed_gets_one() -> None:
    assert with_row("source_id,title\na,x", "sources", {"source_id": "b"}) == "source_id,title\na,x\nb,\n"


def test_a_cell_with_a_line_separator_of_unicode_stays_one_cell() -> None:
    text = "source_id,title\na,x\u2028y\n"
    assert with_row(text, "sources", {"source_id": "b"}) == f"{text}b,\n"


def test_cells_of_one_row_change_and_no_other() -> None:
    text = 'treaty_id,note\na,"x, y"\nb,z\n'
    assert with_cells(text, ("treaty_id", "a"), {"note": "new"}) == "treaty_id,note\na,new\nb,z\n"
    with pytest.raises(UnknownKeyError, match="unknown treaty_id 'c'"):
        with_cells(text, ("treaty_id", "c"), {})


def two_files(folder: Path) -> list[Change]:
    changes = []
    for name in ("one.csv", "two.csv"):
        (folder / name).write_bytes(b"old " + name.encode())
        changes.append(Change(folder / name, b"old " + name.encode(), b"new " + name.encode()))
    return changes


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no modes")
def test_files_are_replaced_with_their_modes(tmp_path: Path) -> None:
    changes = two_files(tmp_path)
    (tmp_path / "one.csv").chmod(0o640)
    write_files(changes)
    assert contents(tmp_path) == {"one.csv": b"new one.csv", "two.csv": b"new two.csv"}
    assert (tmp_path / "one.csv").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
@pytest.mark.parametrize("call", [1, 2, 3])
@pytest.mark.parametrize("place", ["fsync", "replace", "chmod"])
def test_an_interruption_anywhere_leaves_the_files_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, call: int, error: type[BaseException]
) -> None:
    changes = two_files(tmp_path)
    before, calls = contents(tmp_path), 0

    def interrupted(real: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            nonlocal calls
            calls += 1
            if calls == call:
                raise error
            return real(*arguments)

        return run

    if place == "fsync":
        monkeypatch.setattr(os, "fsync", interrupted(os.fsync))
    else:
        monkeypatch.setattr(Path, place, interrupted(getattr(Path, place)))
    files_and_folder = 3 if os.name == "posix" else 2  # Windows opens no folder
    reached = call <= {"fsync": files_and_folder, "replace": 2, "chmod": 2}[place]
    if reached:
        with pytest.raises(error):
            write_files(changes)
        assert contents(tmp_path) == before
    else:
        write_files(changes)


def test_a_full_disk_is_one_sentence_and_leaves_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changes = two_files(tmp_path)
    before = contents(tmp_path)

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(GeodataError, match="a table cannot be written: No space left on device"):
        write_files(changes)
    assert contents(tmp_path) == before


def test_a_file_that_was_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    changes = two_files(tmp_path)
    (tmp_path / "two.csv").write_bytes(b"somebody else's")
    with pytest.raises(GeodataError, match=r"two\.csv was changed by another program meanwhile; nothing was written"):
        write_files(changes)
    assert contents(tmp_path) == {"one.csv": b"old one.csv", "two.csv": b"somebody else's"}


def test_a_change_that_breaks_a_rule_is_told_and_not_written(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    path = folder / "claims.csv"
    before = path.read_text(encoding="utf-8")
    after = with_row(before, "claims", claim(claim_id="new", value="many"))
    with pytest.raises(TableError, match=r"claims\.csv:\d:\d+: value: 'many' is not a number"):
        write_checked([Change(path, before.encode(), after.encode())], folder, today=TODAY)
    future = with_row(before, "claims", claim(claim_id="new", date_said="2027"))
    with pytest.raises(TableError, match=r"date_said: .* lies in the future"):
        write_checked([Change(path, before.encode(), future.encode())], folder, today=TODAY)
    assert path.read_text(encoding="utf-8") == before
    after = with_row(before, "claims", claim(claim_id="new", value="7"))
    write_checked([Change(path, before.encode(), after.encode())], folder, today=TODAY)
    assert path.read_text(encoding="utf-8") == after


def test_the_header_of_a_table_gives_its_columns_in_order(tmp_path: Path) -> None:
    assert header_of(DATA_FOLDER / "actions.csv")[:4] == ("action_id", "treaty", "area", "kind")
    with pytest.raises(GeodataError, match=r"none\.csv cannot be read: No such file or directory"):
        header_of(tmp_path / "none.csv")
