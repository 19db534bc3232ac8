"""Corrections of upstream mistakes, applied to cells while a table is read; each names its reason and its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from geodata.schema import Table
from geodata.tables import Report, Row, read_rows

CORRECTION_COLUMNS = ("correction_id", "table", "row_id", "column", "expected", "corrected", "reason", "citations")


@dataclass(slots=True)
class Corrections:
    """The rows of corrections.csv by the cell they correct; a correction that finds no such cell is a problem."""

    by_cell: dict[tuple[str, str], list[Row]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)

    @classmethod
    def read(cls, path: Path, report: Report) -> Corrections:
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
                for column in ("table", "row_id", "column", "reason", "citations"):
                    row.text(column, required=True)
                found.by_cell.setdefault((row.text("table"), row.text("row_id")), []).append(row)
        return found

    def apply(self, table: Table, row: Row) -> None:
        """Correct the cells of one row that have a correction and hold the value it expects."""
        identity = "+".join(row.cells.get(column, "") for column in table.key)
        for fix in self.by_cell.get((table.name, identity), ()):
            column = fix.text("column")
            self.used.add(fix.line)
            if column not in row.cells:
                fix.bad("column", f"{table.name}.csv has no column {column!r}")
            elif row.cells[column] != fix.text("expected"):
                fix.bad("expected", f"{row.cells[column]!r} stands in {row.file}:{row.line}, not the value expected")
            else:
                row.cells[column] = fix.text("corrected")

    def report_unused(self, report: Report) -> None:
        """Report every correction whose row does not exist."""
        for fixes in self.by_cell.values():
            for fix in fixes:
                if fix.line not in self.used:
                    report.add(
                        fix.file, fix.line, 3, f"row_id: no row {fix.text('row_id')!r} in {fix.text('table')}.csv"
                    )
