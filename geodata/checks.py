"""Reads all tables and checks what one table alone cannot show: that everything referred to exists and is used."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from geodata.corrections import Corrections
from geodata.errors import did_you_mean, nearest
from geodata.records import Citation
from geodata.schema import TABLES, Known, record_of
from geodata.tables import Report, Row, read_rows

Read = dict[str, list[tuple[Row, Any]]]
LEDGERS = {
    "exclusions": ("research_table", "row", "key", "reason"),
    "intake": ("research_table", "row_first", "row_last", "landed_in", "ids"),
}


def read_tables(folder: Path, report: Report) -> Read:
    """Return (row, record) of every row of every table; problems go to the report, and no table hides another's."""
    known = Known()
    corrections = Corrections.read(folder / "corrections.csv", report)
    read: Read = {}
    for table in TABLES:
        name = f"{table.name}.csv"
        rows = read_rows(folder / name, name=name, columns=table.columns, key=table.key, report=report)
        pairs = read[table.name] = []
        for row in rows:
            corrections.apply(table, row)
            pairs.append((row, record_of(table, row, known)))
        if hasattr(known, table.name) and pairs:
            setattr(known, table.name, {getattr(record, table.key[0]): record for _, record in pairs})
    corrections.report_unused(report)
    return read


def cross_check(read: Read, report: Report) -> None:
    """Report references inside a table that lead nowhere, and contradictions between rows."""
    del report  # every problem is reported through the row it stands in
    areas = {record.area for _, record in read["states"]}
    for row, _ in read["states"]:
        row.key("administered_by", areas, "state or area", required=row.text("kind") == "territory")
    claims = {record.claim_id for _, record in read["claims"]}
    for row, record in read["claims"]:
        row.key("superseded_by", claims, "claim", required=record.status == "superseded")
        if record.status == "disputed" and not record.disputed_by:
            row.bad("disputed_by", "is empty, expected who or what disputes the claim")
    for row, record in read["actions"]:
        if record.contested and not record.contested_by:
            row.bad("contested_by", "is empty, expected who contests the act")


def cited_ids(read: Read) -> set[str]:
    """Return the ids of all sources that at least one fact cites."""
    found: set[str] = set()
    for pairs in read.values():
        for _, record in pairs:
            citations: Iterable[Citation] = getattr(record, "citations", ())
            found |= {citation.source_id for citation in citations}
    return found


def check_sources(read: Read, folder: Path) -> None:
    """Report every source that no fact cites; corrections cite too."""
    used = cited_ids(read)
    path = folder / "corrections.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for cells in csv.DictReader(file):
                used |= {part.split(":")[0].strip() for part in cells.get("citations", "").split(";")}
    for row, source in read["sources"]:
        if source.source_id not in used:
            row.bad("source_id", f"{source.source_id!r} is cited by no fact")


def check_ledgers(read: Read, folder: Path, report: Report) -> None:
    """Report rows of the research ledger that overlap, leave a gap, or name a record that does not exist."""
    ids = {name: _ids(name, pairs) for name, pairs in read.items()}
    excluded = _excluded(folder, report)
    covered: dict[str, list[tuple[int, int, Row]]] = {}
    columns = LEDGERS["intake"]
    rows = read_rows(folder / "intake.csv", name="intake.csv", columns=columns, key=columns[:3], report=report)
    for row in rows:
        first, last = row.whole("row_first") or 0, row.whole("row_last") or 0
        covered.setdefault(row.text("research_table"), []).append((first, last, row))
        target = row.text("landed_in")
        if target == "exclusions":
            missing = [n for n in range(first, last + 1) if (row.text("research_table"), n) not in excluded]
            if missing:
                row.bad("landed_in", f"row {missing[0]} of the research table has no reason in exclusions.csv")
            continue
        for part in () if row.text("ids") == "*" else row.words("ids"):
            table, _, key = part.rpartition("/")
            if key not in ids.get(table or target, ()):
                near = did_you_mean(nearest(key, ids.get(table or target, ())))
                row.bad("ids", f"no record {key!r} in {table or target}.csv{near}")
    for spans in covered.values():
        expected = 1
        for first, last, row in sorted(spans, key=lambda span: span[:2]):
            if first != expected or last < first:
                row.bad("row_first", f"rows {first} to {last} do not follow row {expected - 1} of the research table")
            expected = max(expected, last + 1)


def _ids(name: str, pairs: list[tuple[Row, Any]]) -> set[str]:
    key = next(table.key for table in TABLES if table.name == name)
    return {"+".join(row.cells.get(column, "") for column in key) for row, _ in pairs}


def _excluded(folder: Path, report: Report) -> set[tuple[str, int]]:
    columns = LEDGERS["exclusions"]
    rows = read_rows(folder / "exclusions.csv", name="exclusions.csv", columns=columns, key=columns[:2], report=report)
    found = set()
    for row in rows:
        row.text("reason", required=True)
        found.add((row.text("research_table"), row.whole("row") or 0))
    return found
