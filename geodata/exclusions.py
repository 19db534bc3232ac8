"""What was read for the atlas and left out of it: rows of the research that became no fact, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass, fields

from geodata.tables import Folder, Report, Row, read_rows


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One row of a research table that was left out; `key` is what the row says, in a few words."""

    research_table: str
    row: int
    key: str
    reason: str


EXCLUSION_COLUMNS = tuple(f.name for f in fields(Exclusion))


def read_exclusions(path: Folder, report: Report) -> list[tuple[Row, Exclusion]]:
    """Return (row, record) of every row that was left out, in the order of the file; problems go to the report."""
    columns = EXCLUSION_COLUMNS
    rows = read_rows(path, name=path.name, columns=columns, key=columns[:2], report=report)
    return [(row, _exclusion_of(row)) for row in rows]


def _exclusion_of(row: Row) -> Exclusion:
    number = row.whole("row")
    if number is None and not row.text("row"):
        row.bad("row", "is empty, expected a whole number")
    table, reason = (row.text(column, required=True) for column in ("research_table", "reason"))
    return Exclusion(table, number or 0, row.text("key"), reason)
