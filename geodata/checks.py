"""Reads all tables and checks what one table alone cannot show: that everything referred to exists and is used."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from geodata.context import Deadline
from geodata.corrections import Corrections
from geodata.kinds import Confidence, ExtensionDecision, NameKind
from geodata.records import AreaName, Citation
from geodata.schema import TABLES, Known, record_of
from geodata.tables import Folder, Report, Row, read_rows

Read = dict[str, list[tuple[Row, Any]]]


def read_tables(folder: Folder, report: Report, *, is_kept: bool = False) -> Read:
    """Return (row, record) of every row of every table, and of the corrections, which are applied already.

    Parameters
    ----------
    folder
        Where the tables lie.
    report
        Takes every problem.
    is_kept
        Whether they are those of a kept release, which may lack the columns and tables that came later
        (`Table.later`): its columns read as empty there, and a table has no row. Tables that it has and that are no
        more are not read.

    Problems go to the report, and no table hides another's: ids of a table that could not be read in full are taken as
    known, or each reference to it would be one more problem.
    """
    known = Known()
    corrections = Corrections.read(folder / "corrections.csv", report)
    read: Read = {}
    for table in TABLES:
        name = f"{table.name}.csv"
        pairs = read[table.name] = []
        if is_kept and table.is_later and not (folder / name).exists():
            continue
        rows = read_rows(
            folder / name,
            name=name,
            columns=table.columns,
            key=table.key,
            report=report,
            may_lack=table.later if is_kept else (),
        )
        for row in rows:
            corrections.apply(table, row)
            pairs.append((row, record_of(table, row, known)))
        if hasattr(known, table.name) and name not in report.incomplete:
            setattr(known, table.name, {getattr(record, table.key[0]): record for _, record in pairs})
    read["corrections"] = [*corrections.resolved(known.sources, report)]
    return read


def cross_check(read: Read, report: Report) -> None:
    """Report references inside a table that lead nowhere, and contradictions inside a row."""
    if "states.csv" not in report.incomplete:
        areas = {state.area for _, state in read["states"]}
        for row, _ in read["states"]:
            row.key("administered_by", areas, "state or area", required=row.text("kind") == "territory")
    if read["names"] and not {"states.csv", "names.csv"} & report.incomplete:
        _check_names(read)
    if "claims.csv" not in report.incomplete:
        claims = {claim.claim_id for _, claim in read["claims"]}
        for row, claim in read["claims"]:
            is_open = claim.status == "superseded" and not claim.continued_by
            row.key("superseded_by", claims, "claim", required=is_open)
            row.key("continued_by", claims, "claim", required=False)
    for row, claim in read["claims"]:
        row.text("disputed_by", required=claim.status == "disputed")
    _check_omissions(read)
    for row, deadline in read["deadlines"]:
        _check_decision(row, deadline)
    for row, act in read["actions"]:
        row.text("contested_by", required=act.contested)
        if act.kind == "withdrawal_notified" and act.date_effective and act.date_effective < act.when.latest:
            row.bad("date_effective", f"{act.date_effective} lies before the day of the notice, {act.when}")


def _check_omissions(read: Read) -> None:
    """Report figures among what is left out that have no document: panels show none without its source."""
    for row, omission in read["omissions"]:
        if not omission.citations and any(letter.isdigit() for letter in omission.statement + omission.reason):
            row.bad("citations", "is empty, expected a document for the figure in the statement or the reason")


def _check_decision(row: Row, deadline: Deadline) -> None:
    """Report a decision on an extension without what it was about; archives of before the column have none."""
    if deadline.decision is None:
        return
    is_granted = deadline.decision is ExtensionDecision.GRANTED
    for column in ("deadline", "earlier_deadline", "decided") if is_granted else ("requested", "decided"):
        if not row.text(column):
            row.bad(column, f"is empty, expected a date beside the decision {deadline.decision.value!r}")
    if is_granted and row.text("requested"):
        row.bad("requested", f"{row.text('requested')!r} was granted by the same row, expected an empty cell")


def _check_names(read: Read) -> None:
    """Report states whose two names are not those of names.csv, and names of which an area has two at once."""
    found: dict[tuple[str, NameKind], AreaName] = {}
    for row, name in read["names"]:
        if name.until is not None and name.kind is not NameKind.FORMER:
            row.bad(
                "until",
                f"{row.text('until')} is the end of a name of the kind {name.kind}, expected it of a former one",
            )
        if name.language != "en" or name.kind in (NameKind.VARIANT, NameKind.FORMER):
            continue
        if (name.area, name.kind) in found:
            row.bad("name", f"{name.area} has two names of the kind {name.kind} in English, expected one")
        found[name.area, name.kind] = name
    for row, state in read["states"]:
        common, short = found.get((state.area, NameKind.COMMON)), found.get((state.area, NameKind.UN_SHORT))
        listed = short or found.get((state.area, NameKind.M49))
        if common is None or common.name != state.common_name:
            row.bad("name", f"{state.common_name!r} is not the common name in names.csv, {common and common.name!r}")
        if short is None and state.is_state:
            row.bad("official_name", "has no short name of the United Nations in names.csv")
        elif listed is not None and listed.name != state.name:
            row.bad("official_name", f"{state.name!r} is not the name in names.csv, {listed.name!r}")


def cited_ids(read: Read) -> set[str]:
    """Return the ids of all sources that at least one fact cites."""
    found: set[str] = set()
    for pairs in read.values():
        for _, record in pairs:
            citations: Iterable[Citation] = getattr(record, "citations", ())
            found |= {citation.source_id for citation in citations}
    return found


def check_sources(read: Read, report: Report, *, also: Collection[str] = ()) -> None:
    """Report every source that no fact and no correction cites, unless some facts could not be read.

    `also` are the ids of sources that something else than the tables cites.
    """
    if report.incomplete:
        return
    used = cited_ids(read).union(also)
    for row, source in read["sources"]:
        if source.source_id not in used:
            row.bad("source_id", f"{source.source_id!r} is cited by no fact")


def check_origins(read: Read, report: Report) -> None:
    """Report every fact marked `two_sources` whose documents have fewer than two origins.

    A document without an origin adds none, so that a compilation never makes a second source of what it repeats.
    """
    if "sources.csv" in report.incomplete:
        return
    origins = {source.source_id: source.origin for _, source in read["sources"]}
    for pairs in read.values():
        for row, record in pairs:
            if getattr(record, "confidence", None) is not Confidence.TWO_SOURCES:
                continue
            found = {origins[c.source_id] for c in record.citations if origins.get(c.source_id)}
            if len(found) < 2:
                whose = f"one origin, {found.pop()!r}" if found else "no origin that is known"
                row.bad("confidence", f"is two_sources, but its documents have {whose}; expected two, or one_source")
