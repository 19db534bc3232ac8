"""Corrections of upstream mistakes, applied to cells while a table is read; each names its reason and its source."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from geodata.records import Citation
from geodata.schema import Table
from geodata.tables import Folder, Report, Row, read_rows

CORRECTION_COLUMNS = ("correction_id", "table", "row_id", "column", "expected", "corrected", "reason", "citations")


@dataclass(frozen=True, slots=True)
class Correction:
    """What the rest of the atlas may know of a correction: what it rests on."""

    correction_id: str
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class Corrections:
    """The rows of corrections.csv by the row they correct; a correction that finds no such row is a problem."""

    by_row: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    unused: dict[int, Row] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Folder, report: Report) -> Corrections:
        """Read corrections.csv; a folder without the file has nothing to correct."""
        found = cls()
        if path.exists():
            rows = read_rows(
                path,
                name=path.name,
                columns=CORRECTION_COLUMNS,
                key=("correction_id",),
                report=report,
                may_be_bare=True,
            )
            for row in rows:
                for column in ("correction_id", "table", "row_id", "column", "reason"):
                    row.text(column, required=True)
                found.by_row.setdefault((row.text("table"), row.text("row_id")), []).append(row)
                found.unused[row.line] = row
        return found

    def apply(self, table: Table, row: Row) -> None:
        """Correct the cells of one row that have a correction and hold the value it expects."""
        for fix in self.by_row.get((table.name, row.identity(table.key)), ()):
            column = fix.text("column")
            self.unused.pop(fix.line, None)
            if column not in row.cells:
                fix.bad("column", f"{table.name}.csv has no column {column!r}")
            elif row.cells[column] != fix.text("expected"):
                fix.bad("expected", f"{row.cells[column]!r} stands in {row.file}:{row.line}, not the value expected")
            else:
                row.cells[column] = fix.text("corrected")

    def resolved(self, sources: Collection[str], report: Report) -> list[tuple[Row, Correction]]:
        """Return (row, record) of every correction once all tables are read; report those whose row does not exist."""
        for fix in self.unused.values():
            file = f"{fix.text('table')}.csv"
            if file not in report.incomplete:
                fix.bad("row_id", f"no row {fix.text('row_id')!r} in {file}")
        fixes = [fix for group in self.by_row.values() for fix in group]
        return [(fix, Correction(fix.text("correction_id"), fix.citations(sources))) for fix in fixes]
