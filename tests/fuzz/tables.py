"""Spoilt tables through the reader, and spoilt folders through `python -m geodata check` whole."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import tempfile
import types
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, get_args

from geodata.__main__ import main
from geodata.checks import read_tables
from geodata.dataset import DATA_FOLDER
from geodata.dates import DateSpan
from geodata.tables import TABLES, KnownIds, Report, Table, field_types, read_rows, record_reader
from tests.fuzz.cases import HOSTILE, MARKUP, Fault, Outcome, edited

MAX_READER_LINES = 60  # rows of a table that the reader gets; the rest says nothing new
OTHER_FILES = (
    "story.toml",
    "datapackage.json",
    *(f"boundaries/{name}" for name in ("areas.csv", "disputed_lines.geojson", "extents.csv", "boundary_notes.csv")),
)
_LINE = re.compile(r"[\w./-]+:\d+:\d+: .+|[\w./-]+: and \d+ more of \d+ other kinds|\d+ problem\(s\) in .+")
_DAY = r"\d{4}-\d{2}-\d{2}"
_FORMS: Mapping[type, re.Pattern[str]] = {
    float: re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII),
    int: re.compile(r"[+-]?\d+", re.ASCII),
    bool: re.compile(r"true|false"),
    date: re.compile(_DAY, re.ASCII),
    DateSpan: re.compile(r"\d{4}(-\d{2}){0,2}(/\d{4}(-\d{2}){0,2})?", re.ASCII),
}


@cache
def texts() -> Mapping[str, str]:
    """The shipped tables by the names of their files."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(DATA_FOLDER.glob("*.csv"))}


@cache
def known_ids() -> KnownIds:
    """What the rows of the shipped tables may refer to."""
    report = Report()
    tables = read_tables(DATA_FOLDER, report)
    assert not report.problems
    known = KnownIds()
    for name in ("sources", "states", "treaties", "definitions", "groups"):
        key = next(table.key[0] for table in TABLES if table.name == name)
        setattr(known, name, {getattr(record, key): record for _, record in tables[name]})
    return known


def reader_case(rng: Random) -> Outcome:
    """Spoil one table and read it alone."""
    table = rng.choice(TABLES)
    header, *lines = texts()[f"{table.name}.csv"].splitlines(keepends=True)
    start = rng.randrange(max(1, len(lines) - MAX_READER_LINES))
    text = header + "".join(lines[start : start + MAX_READER_LINES])
    data = _spoilt(text, rng)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / f"{table.name}.csv"
        path.write_bytes(data)
        report = Report()
        rows = read_rows(path, name=path.name, columns=table.columns, key=table.key, report=report)
        record_of = record_reader(table)
        records = [record_of(row, known_ids()) for row in rows]
    for problem in report.problems:
        _check_line(str(problem))
    if report.problems:
        return Outcome.REFUSED
    _hold_table(table, data.decode("utf-8-sig"), len(records))
    return Outcome.UNCHANGED if _cells(data.decode("utf-8-sig")) == _cells(text) else Outcome.LEGAL


def check_case(rng: Random) -> Outcome:
    """Spoil one file of the folder or several, and check the whole."""
    names = [*texts(), *OTHER_FILES]
    chosen = rng.sample(names, rng.choice((1, 1, 1, 2, 5)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        _copy(folder)
        for file in chosen:
            text = (DATA_FOLDER / file).read_text(encoding="utf-8")
            (folder / file).unlink()
            (folder / file).write_bytes(_spoilt(text, rng))
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = main(["--data", str(folder), "check"])
        lines = err.getvalue().splitlines()
        for line in lines:
            _check_line(line)
        if status not in (0, 1) or bool(status) != bool(lines):
            raise Fault(f"status {status} with {len(lines)} lines, after {chosen} were spoilt")
        if len(lines) > 40 * (len(chosen) + 4):
            raise Fault(f"{len(lines)} lines about {chosen}")
        if status:
            return Outcome.REFUSED
        changed = False
        for table in TABLES:
            file = f"{table.name}.csv"
            if file in chosen:
                text = (folder / file).read_text(encoding="utf-8-sig")
                _hold_table(table, text, len(_cells(text)) - 1)
                changed |= _cells(text) != _cells(texts()[file])
    return Outcome.LEGAL if changed else Outcome.UNCHANGED


def _copy(folder: Path) -> None:
    """Link the files of the data folder into a new one, without the kept releases."""
    for path in DATA_FOLDER.rglob("*"):
        place = folder / path.relative_to(DATA_FOLDER)
        if path.is_file() and place.relative_to(folder).parts[0] not in ("releases", "own"):
            place.parent.mkdir(parents=True, exist_ok=True)
            place.symlink_to(path)


def _spoilt(text: str, rng: Random) -> bytes:
    kind = rng.randrange(12)
    lines = text.splitlines(keepends=True)
    if kind <= 5:  # cells
        for _ in range(rng.randint(1, 3)):
            lines = _with_spoilt_cell(lines, rng)
        return "".join(lines).encode("utf-8", "surrogatepass")
    if kind == 6:  # lines
        number, other = rng.randrange(len(lines)), rng.randrange(len(lines))
        lines[number], lines[other] = lines[other], lines[number] * rng.choice((0, 1, 2))
        return "".join(lines).encode()
    if kind == 7:  # the header
        cells = lines[0].rstrip("\n").split(",")
        number = rng.randrange(len(cells))
        cells[number : number + 1] = rng.choice(
            ([], [cells[0]], [cells[number]] * 2, [edited(cells[number], rng)], [""])
        )
        return ",".join(cells).encode("utf-8", "surrogatepass") + b"\n" + "".join(lines[1:]).encode()
    if kind == 8:  # bytes
        data = bytearray(text.encode())
        for _ in range(rng.choice((1, 1, 5))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        return bytes(data)
    if kind == 9:  # encoding, line ends
        return rng.choice(
            (
                text.encode("utf-16"),
                text.encode("latin-1", "replace"),
                b"\xef\xbb\xbf" + text.encode(),
                text.replace("\n", "\r\n").encode(),
                text.replace("\n", "\r").encode(),
                text.replace("\n", " ").encode(),
                text.rstrip("\n").encode(),
                b"",
                b"\n" * 1000,
                text.encode()[: rng.randrange(len(text))],
            )
        )
    if kind == 10:  # size
        long = rng.choice((",", '"', "x", "a;", "\n", "0", "é"))
        return (lines[0] + long * rng.choice((10_000, 300_000)) + "".join(lines[1:])).encode()
    return edited(text, rng).encode("utf-8", "surrogatepass")


def _with_spoilt_cell(lines: list[str], rng: Random) -> list[str]:
    number = rng.randrange(len(lines))
    try:
        cells = next(csv.reader([lines[number]]), [""])
    except csv.Error:
        return lines
    place = rng.randrange(len(cells) or 1)
    if cells:
        others = next(csv.reader([rng.choice(lines)]), [""]) or [""]
        values = (
            rng.choice(HOSTILE),
            cells[place] + rng.choice(MARKUP),
            edited(cells[place], rng),
            rng.choice(others),
            rng.choice(cells),
        )
        cells[place] = rng.choice(values)
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerow(cells)
    return [*lines[:number], out.getvalue(), *lines[number + 1 :]]


def _cells(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def _check_line(line: str) -> None:
    if not line.isprintable() or not _LINE.fullmatch(line) or len(line) > 2_000:
        raise Fault(f"a line of the report is none: {line[:300]!r}")


def _hold_table(table: Table, text: str, count: int) -> None:
    """Hold every cell of a table that was accepted to be one of its column, by rules of their own.

    Raises
    ------
    Fault
        When a cell is none, or rows were lost.
    """
    header, *rows = _cells(text)
    if len(rows) != count:
        raise Fault(f"{table.name}.csv has {len(rows)} rows, and {count} were read")
    kinds = _kinds(table.name)
    for cells in rows:
        for column, cell in zip(header, cells, strict=True):
            kind = kinds[column]
            is_sound = cell.isprintable() and cell == cell.strip()
            if is_sound and cell and kind in _FORMS:
                is_sound = _FORMS[kind].fullmatch(cell) is not None
            elif is_sound and cell and isinstance(kind, type) and issubclass(kind, StrEnum):
                is_sound = cell in [*kind]
            elif is_sound and cell and column in ("url", "archived"):
                is_sound = cell.startswith(("https://", "http://"))
            if not is_sound:
                raise Fault(f"{table.name}.csv: {column} was accepted with {cell[:200]!r}")


@cache
def _kinds(name: str) -> Mapping[str, Any]:
    """Return the type of each column of a table by the name of the table."""
    table = next(table for table in TABLES if table.name == name)
    kinds: dict[str, Any] = {}
    for field, hint in field_types(table.record).items():  # type: ignore[arg-type]  # mypy takes a class for unhashable
        kind = get_args(hint)[0] if isinstance(hint, types.UnionType) else hint
        columns = table.renamed.get(field, field).split("+")
        kinds |= dict.fromkeys(columns, date if len(columns) > 1 else kind)
    return kinds
