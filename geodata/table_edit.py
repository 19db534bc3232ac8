"""Edits of the CSV tables: a row inserted or cells changed, every other byte kept; files are replaced together."""

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
class RowOrder:
    """Where a new row of a table is inserted: after the last row of its group that is not later.

    Attributes
    ----------
    groups
        Columns whose equal cells make a group, the narrowest group first; the first group with a row is used.
    order
        The column by which rows of a group are sorted.
    """

    groups: tuple[tuple[str, ...], ...]
    order: str


ROW_ORDERS: Mapping[str, RowOrder] = {
    "sources": RowOrder((), "source_id"),
    "actions": RowOrder((("treaty", "area"), ("treaty",)), "date_earliest"),
    "claims": RowOrder((("area", "definition_id"), ("area",)), "date_said"),
    "definitions": RowOrder((("comparable_group",),), "definition_id"),
    "oblasts": RowOrder((("measure", "date_meant"), ("measure",)), "figure_id"),
    "policies": RowOrder((("area", "record", "mine_kind", "activity"), ("area", "record"), ("record",)), "start"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A file with its bytes as they were read, and the bytes to write."""

    path: Path
    before: bytes
    after: bytes


def row_line(columns: Sequence[str], cells: Mapping[str, str]) -> str:
    r"""Return a row as a line of CSV: minimal quotes, a line feed at its end; a missing cell is empty.

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
    """Return the text of a table with a row inserted in the order of `ROW_ORDERS`; every other line is unchanged."""
    header, *records = _record_lines(text)
    columns = _cells(header)
    rows = [dict(zip(columns, _cells(record), strict=False)) for record in records]
    index = _insertion_index(rows, cells, ROW_ORDERS[table])
    lines = [header, *records]
    if not lines[index].endswith("\n"):
        lines[index] += "\n"
    return "".join([*lines[: index + 1], row_line(columns, cells), *lines[index + 1 :]])


def with_cells(text: str, key: tuple[str, str], cells: Mapping[str, str]) -> str:
    """Return the text of a table with cells replaced in the row whose column `key[0]` holds `key[1]`.

    Raises
    ------
    UnknownKeyError
        When no row has that key.
    """
    header, *records = _record_lines(text)
    columns = _cells(header)
    record_by_key = {_cells(record)[columns.index(key[0])]: number for number, record in enumerate(records)}
    if key[1] not in record_by_key:
        raise UnknownKeyError(key[0], key[1], record_by_key)
    old_cells = dict(zip(columns, _cells(records[record_by_key[key[1]]]), strict=True))
    records[record_by_key[key[1]]] = row_line(columns, {**old_cells, **cells})
    return "".join([header, *records])


def header_of(path: Path) -> tuple[str, ...]:
    """Return the columns of a table in the order of its file.

    Raises
    ------
    GeodataError
        When the file cannot be read.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(next(csv.reader(file), ()))
    except OSError as error:
        raise GeodataError(f"{path} cannot be read: {error.strerror}") from error


def table_text(path: Path) -> str:
    """Return the text of a table, line ends as they are.

    Raises
    ------
    GeodataError
        When the file cannot be read.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise GeodataError(f"{path} cannot be read: {error.strerror}") from error


def problems_after(changes: Sequence[Change], folder: Path, *, today: date) -> tuple[Problem, ...]:
    """Return the problems that all tables would have after the changes, those of `check_plausible` included."""
    report = Report()
    changed_folder = _folder_with_changes(changes, folder)
    tables = read_tables(changed_folder, report)
    cross_check(tables, report)
    check_plausible(tables, folder, report, today=today)
    return tuple(sorted(set(report.problems)))


def write_checked(changes: Sequence[Change], folder: Path, *, today: date) -> None:
    """Write changes of tables, unless the tables would have a problem afterwards.

    Raises
    ------
    TableError
        With every problem that the tables would have; nothing is written.
    GeodataError
        When a file cannot be written, or has been changed since it was read.
    """
    if not changes:
        return
    problems = problems_after(changes, folder, today=today)
    if problems:
        raise TableError(problems)
    write_files(changes)


def _folder_with_changes(changes: Sequence[Change], folder: Path) -> zipfile.Path:
    """Return the tables of a folder with changes as an archive in memory, which `read_tables` accepts."""
    files = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    files |= {change.path.name: change.after for change in changes}
    archive = zipfile.ZipFile(io.BytesIO(), "w")
    for name, data in files.items():
        archive.writestr(name, data)
    return zipfile.Path(archive)


def write_files(changes: Sequence[Change]) -> None:
    """Write several files so that each is whole, old or new, at every moment.

    All new files are written beside the old ones and flushed to the disk (fsync) before the first rename. An exception
    after that restores the files that were renamed. A process killed between two renames leaves whole files, of which
    some are new.

    Raises
    ------
    GeodataError
        When a file cannot be written, or has been changed since it was read.
    """
    with ExitStack() as cleanup:
        try:
            partials = [(change, _partial_file(change.path, change.after, cleanup)) for change in changes]
            for change in changes:
                if change.path.read_bytes() != change.before:
                    raise GeodataError(f"{change.path} was changed by another program meanwhile; nothing was written")
            for change, partial in partials:
                cleanup.callback(_restore, change)
                partial.replace(change.path)
            for folder in {change.path.parent for change in changes}:
                _sync_folder(folder)
        except OSError as error:
            raise GeodataError(f"{error.filename or 'a table'} cannot be written: {error.strerror}") from error
        cleanup.pop_all()


def _partial_file(path: Path, data: bytes, cleanup: ExitStack) -> Path:
    """Return a new file in the folder of `path` that holds the data, flushed to the disk; `cleanup` removes it."""
    # The name does not end in ".csv", so that neither `load` nor an archive of a release includes it.
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    partial = Path(name)
    cleanup.callback(partial.unlink, missing_ok=True)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.chmod(path.stat().st_mode & 0o777)
    return partial


def _restore(change: Change) -> None:
    """Restore a file that was replaced; one that was not is left as it is."""
    if change.path.read_bytes() != change.before:
        with ExitStack() as cleanup:
            _partial_file(change.path, change.before, cleanup).replace(change.path)


def _sync_folder(folder: Path) -> None:
    """Flush the entries of a folder to the disk, where the system supports it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _insertion_index(rows: Sequence[Mapping[str, str]], cells: Mapping[str, str], order: RowOrder) -> int:
    """Return the index at which a row is inserted among the rows of its table."""
    key = cells.get(order.order, "")
    for group in order.groups:
        members = [n for n, row in enumerate(rows) if all(row.get(c, "") == cells.get(c, "") for c in group)]
        if not members:
            continue
        if group is order.groups[0]:
            earlier = [number for number in members if rows[number].get(order.order, "") <= key]
            return earlier[-1] + 1 if earlier else members[0]
        # A new narrow group inside a wider one is inserted before the first group that sorts after it.
        rest = [column for column in order.groups[0] if column not in group]
        later = [n for n in members if [rows[n].get(c, "") for c in rest] > [cells.get(c, "") for c in rest]]
        return later[0] if later else members[-1] + 1
    columns = [*(order.groups[-1] if order.groups else ()), order.order]
    sort_key = [cells.get(column, "") for column in columns]
    return next((n for n, row in enumerate(rows) if [row.get(c, "") for c in columns] > sort_key), len(rows))


def _record_lines(text: str) -> Iterator[str]:
    """Yield the text of each record, line ends included, header first."""
    lines = list(io.StringIO(text, newline=""))  # unlike splitlines(), which also breaks at U+2028 inside a cell
    reader = csv.reader(lines, strict=True)
    start = 0
    for _ in reader:
        yield "".join(lines[start : reader.line_num])
        start = reader.line_num


def _cells(record: str) -> list[str]:
    return next(csv.reader(io.StringIO(record, newline=""), strict=True))
