"""Changes of the CSV tables: one row put in its place or one cell changed, every other byte left, written at once."""

from __future__ import annotations

import csv
import io
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from geodata.checks import check_plausible, cross_check, read_tables
from geodata.errors import GeodataError, Problem, TableError, UnknownKeyError
from geodata.tables import Report


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row of a table belongs: after the last row of its group that is not later.

    Attributes
    ----------
    groups
        Columns that make a group, the narrowest group first; the first one that has a row is taken.
    order
        The column that orders rows inside a group.
    """

    groups: tuple[tuple[str, ...], ...]
    order: str


PLACES: Mapping[str, Place] = {
    "sources": Place((), "source_id"),
    "actions": Place((("treaty", "area"), ("treaty",)), "date_earliest"),
    "claims": Place((("area", "definition_id"), ("area",)), "date_said"),
    "policies": Place((("area", "record", "mine_kind", "activity"), ("area", "record"), ("record",)), "start"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a file held when it was read, and what it is to hold."""

    path: Path
    before: bytes
    after: bytes


def row_line(columns: Sequence[str], cells: Mapping[str, str]) -> str:
    r"""Return a row as the tables write it: minimal quotes, a line feed at its end; an absent cell is empty.

    Examples
    --------
    >>> row_line(("a", "b", "c"), {"a": "1", "c": "x, y"})
    '1,,"x, y"\n'
    """
    values = [cells.get(column, "") for column in columns]
    out = io.StringIO(newline="")
    if any("\r" in value for value in values):
        # With minimal quotes the writer leaves a carriage return bare, and the reader takes it for the end of the row.
        csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(values)
    else:
        csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue()


def with_row(text: str, table: str, cells: Mapping[str, str]) -> str:
    """Return the text of a table with one row more, in its place; every other line stays as it is."""
    header, *records = _records(text)
    columns = _cells(header)
    rows = [dict(zip(columns, _cells(record), strict=False)) for record in records]
    at = _place(rows, cells, PLACES[table])
    lines = [header, *records]
    if not lines[at].endswith("\n"):
        lines[at] += "\n"
    return "".join([*lines[: at + 1], row_line(columns, cells), *lines[at + 1 :]])


def with_cells(text: str, key: tuple[str, str], cells: Mapping[str, str]) -> str:
    """Return the text of a table with other cells in the row whose column `key[0]` holds `key[1]`.

    Raises
    ------
    UnknownKeyError
        When no row has that key.
    """
    header, *records = _records(text)
    columns = _cells(header)
    found = {_cells(record)[columns.index(key[0])]: number for number, record in enumerate(records)}
    if key[1] not in found:
        raise UnknownKeyError(key[0], key[1], found)
    old = dict(zip(columns, _cells(records[found[key[1]]]), strict=True))
    records[found[key[1]]] = row_line(columns, {**old, **cells})
    return "".join([header, *records])


def header_of(path: Path) -> tuple[str, ...]:
    """Return the columns of a table in the order of its file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(next(csv.reader(file), ()))
    except OSError as error:
        raise GeodataError(f"{path} cannot be read: {error.strerror}") from error


def changed_problems(changes: Sequence[Change], folder: Path, *, today: date) -> tuple[Problem, ...]:
    """Return what would be wrong with all tables if the changes were written, values that cannot be true included."""
    report = Report()
    changed = _folder_with(changes, folder)
    read = read_tables(changed, report)
    cross_check(read, report)
    check_plausible(read, folder, report, today=today)
    return tuple(sorted(set(report.problems)))


def write_checked(changes: Sequence[Change], folder: Path, *, today: date) -> None:
    """Write changes of tables after reading all tables as they would be; one that breaks a rule is not written.

    Raises
    ------
    TableError
        With every problem that the changes would bring.
    GeodataError
        When a file cannot be written, or has been changed since it was read.
    """
    if not changes:
        return
    problems = changed_problems(changes, folder, today=today)
    if problems:
        raise TableError(problems)
    write_together(changes)


def _folder_with(changes: Sequence[Change], folder: Path) -> zipfile.Path:
    """Return the tables of a folder with changes, as an archive in memory, which the reader of tables takes as well."""
    files = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    files |= {change.path.name: change.after for change in changes}
    archive = zipfile.ZipFile(io.BytesIO(), "w")
    for name, data in files.items():
        archive.writestr(name, data)
    return zipfile.Path(archive)


def write_together(changes: Sequence[Change]) -> None:
    """Write several files so that each is the old one or the new one at every moment, whatever interrupts.

    Each file is written beside the old one and forced to the disk (fsync) before the first takes the place of an old
    one (rename). What stops this afterwards puts back those that were renamed. A process that is killed between two
    renames leaves whole files.

    Raises
    ------
    GeodataError
        When a file cannot be written, or has been changed since it was read.
    """
    with ExitStack() as cleaning:
        try:
            partials = [(change, _partial(change.path, change.after, cleaning)) for change in changes]
            for change in changes:
                if change.path.read_bytes() != change.before:
                    raise GeodataError(f"{change.path} was changed by another program meanwhile; nothing was written")
            for change, partial in partials:
                cleaning.callback(_put_back, change)
                partial.replace(change.path)
            for folder in {change.path.parent for change in changes}:
                _sync_folder(folder)
        except OSError as error:
            raise GeodataError(f"{error.filename or 'a table'} cannot be written: {error.strerror}") from error
        cleaning.pop_all()


def _partial(path: Path, data: bytes, cleaning: ExitStack) -> Path:
    """Return a new file beside another, which holds the data on the disk; it is removed when `cleaning` runs."""
    # Its name ends in no ".csv", so that neither the reader of tables nor the archive of a release takes it.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    partial = Path(name)
    cleaning.callback(partial.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.chmod(path.stat().st_mode & 0o777)
    return partial


def _put_back(change: Change) -> None:
    """Restore a file after an interruption; one that was not replaced yet still holds what it held."""
    if change.path.read_bytes() != change.before:
        with ExitStack() as cleaning:
            _partial(change.path, change.before, cleaning).replace(change.path)


def _sync_folder(folder: Path) -> None:
    """Force the names in a folder to the disk, where the system can do so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _place(rows: Sequence[Mapping[str, str]], cells: Mapping[str, str], place: Place) -> int:
    """Return after how many rows a row belongs."""
    key = cells.get(place.order, "")
    for group in place.groups:
        members = [n for n, row in enumerate(rows) if all(row.get(c, "") == cells.get(c, "") for c in group)]
        if not members:
            continue
        if group is place.groups[0]:
            earlier = [number for number in members if rows[number].get(place.order, "") <= key]
            return earlier[-1] + 1 if earlier else members[0]
        # A group of its own inside a wider one: before the first that sorts behind it.
        rest = [column for column in place.groups[0] if column not in group]
        later = [n for n in members if [rows[n].get(c, "") for c in rest] > [cells.get(c, "") for c in rest]]
        return later[0] if later else members[-1] + 1
    columns = [*(place.groups[-1] if place.groups else ()), place.order]
    wanted = [cells.get(column, "") for column in columns]
    return next((n for n, row in enumerate(rows) if [row.get(c, "") for c in columns] > wanted), len(rows))


def _records(text: str) -> Iterator[str]:
    """Yield the lines of each record, header first, as they stand in the file."""
    lines = list(io.StringIO(text, newline=""))  # unlike splitlines(), which also breaks at U+2028 inside a cell
    reader = csv.reader(lines, strict=True)
    start = 0
    for _ in reader:
        yield "".join(lines[start : reader.line_num])
        start = reader.line_num


def _cells(record: str) -> list[str]:
    return next(csv.reader(io.StringIO(record, newline=""), strict=True))
