"""Checks of all tables together: references, values that cannot be true, boundary files, the data package."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geodata.dates import DateSpan
from geodata.model import (
    ActionKind,
    AreaName,
    Citation,
    Claim,
    ClaimStatus,
    ComparableGroup,
    Confidence,
    Deadline,
    ExtensionDecision,
    NameKind,
    Treaty,
    TreatyAction,
)
from geodata.tables import TABLES, Corrections, Folder, Known, Report, Row, quoted, read_rows, record_of
from geodata.treaties import CONSENT, entry_into_force

# -- Reads all tables and checks what one table alone cannot show: that everything referred to exists and is used.

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


# -- Values that are well-formed and cannot be true: days out of order, figures that no country has room for, circles.
#
# `python -m geodata check` looks for them, and so does whatever writes a row. Tables of a kept release are not held
# to rules that came after it. A table in which something cannot be read is left out, because its records hold
# stand-ins.

# Areas of the atlas and of a claimant are measured in different ways: shores, lakes and small islands differ.
ROOM_FOR_MEASURING = 1.05
# Columns that tell what has happened: (table, field of the record, column).
_DAYS = (("casualties", "year", "year"), ("events", "when", "date"), ("deadlines", "completed", "completed"))
FIRST_YEAR = 1900  # of clearance, casualties and votes; the wars that left mines came after it


def check_plausible(read: Read, folder: Path, report: Report, *, today: date) -> None:
    """Report values that cannot be true.

    Parameters
    ----------
    read
        Every row with its record, as `read_tables` returns them.
    folder
        Where `boundaries/areas.csv` gives the area of each country; without it no figure is compared with one.
    today
        The last day on which something can have been said, read or done.
    """
    sound = {name: pairs for name, pairs in read.items() if f"{name}.csv" not in report.counts}
    check = _Check(report, today, _square_kilometres(folder))
    check.claims(sound.get("claims", []))
    check.actions(sound.get("actions", []), {treaty.treaty_id: treaty for _, treaty in sound.get("treaties", [])})
    check.treaties(sound.get("treaties", []))
    check.sources(sound.get("sources", []))
    check.policies(sound.get("policies", []))
    check.years(sound)


def _square_kilometres(folder: Path) -> Mapping[str, float]:
    """Return the area of each country, measured on the finest boundaries; nothing where the file cannot be read."""
    path = folder / "boundaries" / "areas.csv"
    if not path.exists():
        return {}
    rows = read_rows(path, name="boundaries/areas.csv", columns=AREA_COLUMNS, key=("area",), report=Report())
    return {row.text("area"): size for row in rows if (size := row.number("area_km2"))}


@dataclass(frozen=True, slots=True)
class _Check:
    report: Report
    today: date
    areas: Mapping[str, float]

    def claims(self, pairs: Sequence[tuple[Row, Claim]]) -> None:
        by_id = {claim.claim_id: (row, claim) for row, claim in pairs}
        first: dict[tuple[object, ...], Row] = {}
        for row, claim in pairs:
            self._not_after_today(row, "date_said", claim.date_said)
            if claim.date_meant and claim.date_said.latest < claim.date_meant.earliest:
                row.bad(
                    "date_said",
                    f"{claim.date_said} lies before date_meant {claim.date_meant}: said before it could be known",
                )
            for column, value in (("value", claim.value), ("low", claim.low), ("high", claim.high)):
                self._fits(row, column, value, claim)
            for column, end, is_wrong in (("low", claim.low, _less), ("high", claim.high, _more)):
                if claim.value is not None and end is not None and is_wrong(claim.value, end):
                    row.bad("value", f"{claim.value:g} lies outside {column} {end:g}")
            key = _same_claim(claim)
            if key in first:
                message = f"says the same as line {first[key].line}: same area, definition, figure, day and claimant"
                row.bad("claim_id", f"{message}; add its document to the citations there")
            first.setdefault(key, row)
            for column in ("superseded_by", "continued_by"):
                if getattr(claim, column) in by_id:
                    _check_replaced(row, column, claim, *by_id[getattr(claim, column)])
            if claim.superseded_by and claim.continued_by:
                row.bad("continued_by", "stands beside superseded_by, expected one of them")
        check_circles(by_id)

    def _fits(self, row: Row, column: str, value: float | None, claim: Claim) -> None:
        if claim.unit == "km2":
            self._has_room(row, column, value, claim.area)
        elif claim.unit == "percent" and value is not None and value > 100:
            row.bad(column, f"{value:g} is more than 100 percent")

    def actions(self, pairs: Sequence[tuple[Row, TreatyAction]], treaties: Mapping[str, Treaty]) -> None:
        by_state: dict[tuple[str, str], list[tuple[Row, TreatyAction]]] = {}
        for row, act in pairs:
            by_state.setdefault((act.treaty, act.area), []).append((row, act))
        for (treaty_id, _), group in by_state.items():
            treaty = treaties.get(treaty_id)
            if treaty:
                self._acts_of_a_state(treaty, group)

    def _acts_of_a_state(self, treaty: Treaty, group: Sequence[tuple[Row, TreatyAction]]) -> None:
        opened = treaty.opened or treaty.adopted
        bound = [entry_into_force(treaty, act.when.latest) for _, act in group if act.kind in CONSENT]
        announced = {act.date_effective for _, act in group if act.kind is ActionKind.WITHDRAWAL_NOTIFIED}
        first: dict[tuple[ActionKind, DateSpan], Row] = {}
        for row, act in group:
            if act.when.earliest < opened and act.kind is not ActionKind.DOMESTIC_DECISION:
                row.bad("date_earliest", f"{act.when.earliest} lies before {opened}, when the treaty was opened")
            if act.kind is ActionKind.ENTRY_INTO_FORCE:
                if not bound:
                    row.bad("kind", "entry_into_force stands without a consent of this state to be bound")
                elif act.when.latest > max(bound):
                    rule = f"{treaty.entry_article} gives {max(bound)} at the latest"
                    row.bad("date_latest", f"{act.when.latest} is later than the rule allows: {rule}")
            elif act.when.latest > self.today and act.kind is not ActionKind.WITHDRAWAL_EFFECTIVE:
                self._not_after_today(row, "date_earliest", act.when)
            elif act.when.latest > self.today and act.when.latest not in announced:
                row.bad(
                    "date_latest", f"{act.when.latest} lies in the future, and no notice names it as its day of effect"
                )
            if (act.kind, act.when) in first:
                row.bad("action_id", f"is the same act as line {first[act.kind, act.when].line}")
            first.setdefault((act.kind, act.when), row)

    def treaties(self, pairs: Sequence[tuple[Row, Treaty]]) -> None:
        for row, treaty in pairs:
            days = [
                ("adopted", treaty.adopted),
                ("opened", treaty.opened),
                ("in_force", treaty.in_force),
                ("data_until", treaty.data_until),
            ]
            _in_order(row, [(column, day) for column, day in days if day])
            self._not_after_today(row, "data_until", DateSpan.on(treaty.data_until))

    def sources(self, pairs: Sequence[tuple[Row, Any]]) -> None:
        for row, source in pairs:
            if source.published:
                self._not_after_today(row, "published", source.published)
            if source.accessed_on:
                self._not_after_today(row, "accessed_on", DateSpan.on(source.accessed_on))
            if source.published and source.accessed_on and source.accessed_on < source.published.earliest:
                row.bad("accessed_on", f"{source.accessed_on} lies before {source.published}, when it was published")

    def policies(self, pairs: Sequence[tuple[Row, Any]]) -> None:
        for row, policy in pairs:
            if policy.until and policy.until.latest <= policy.start.earliest:
                row.bad("until", f"{policy.until} does not lie after start {policy.start}")
            if policy.record == "act":
                self._not_after_today(row, "start", policy.start)

    def years(self, sound: Read) -> None:
        """Check the years and days of the tables beside claims and acts, and their areas."""
        for table in ("votes", "clearance"):
            for row, record in sound.get(table, []):
                if not FIRST_YEAR <= record.year <= self.today.year:
                    row.bad("year", f"{quoted(row.text('year'))} is not a year from {FIRST_YEAR} to {self.today.year}")
        for table, field, column in _DAYS:
            for row, record in sound.get(table, []):
                if when := getattr(record, field):
                    self._not_after_today(row, column, when)
        for row, result in sound.get("clearance", []):
            for column in ("cleared_km2", "reduced_km2", "cancelled_km2"):
                self._has_room(row, column, getattr(result, column), result.area)
        for row, figure in sound.get("oblasts", []):
            self._has_room(row, "value_km2", figure.value_km2, "UKR")

    def _has_room(self, row: Row, column: str, km2: float | None, area: str) -> None:
        room = self.areas.get(area)
        if km2 is not None and room and km2 > room * ROOM_FOR_MEASURING:
            row.bad(column, f"{km2:,.0f} km2 is more than all of {area}, which has {room:,.0f}")

    def _not_after_today(self, row: Row, column: str, when: DateSpan) -> None:
        if when.earliest > self.today:
            row.bad(column, f"{when} lies in the future; today is {self.today}")


def _less(value: float, end: float) -> bool:
    return value < end


def _more(value: float, end: float) -> bool:
    return value > end


def _same_claim(claim: Claim) -> tuple[object, ...]:
    """Return what two claims must not share: they would be one claim with two documents.

    A claim without a figure, a doubt for example, is told apart by its words.
    """
    figure = (claim.value, claim.low, claim.high, claim.unit, claim.band)
    words = claim.as_stated if figure[:3] == (None, None, None) else ""
    return (
        claim.area,
        claim.part,
        claim.definition.definition_id,
        *figure,
        claim.date_said,
        claim.date_meant,
        claim.claimant,
        words,
    )


def _check_replaced(row: Row, column: str, claim: Claim, other_row: Row, other: Claim) -> None:
    """Report a claim whose place is taken by one of another area, by an earlier one, or by one of the wrong measure."""
    named = f"{quoted(other.claim_id)} (line {other_row.line})"
    if claim.status is not ClaimStatus.SUPERSEDED:
        row.bad(column, f"names {named}, but status is {claim.status.value}")
    if other.area != claim.area:
        row.bad(column, f"{named} is about {other.area}, this claim about {claim.area}")
        return
    groups = claim.definition.comparable_group, other.definition.comparable_group
    measures = claim.definition.definition_id, other.definition.definition_id
    is_alike = groups[0] is groups[1] and (groups[0] is not ComparableGroup.NONE or measures[0] == measures[1])
    if is_alike and column == "continued_by":
        row.bad(column, f"{named} measures the same; expected it under superseded_by")
    elif not is_alike and column == "superseded_by":
        told = f"{named} measures {measures[1]} (group {groups[1].value}), this claim {measures[0]} ({groups[0].value})"
        row.bad(column, f"{told}, with which it cannot be compared; expected it under continued_by")
    elif claim.claim_id != other.claim_id and not _is_later(other, claim):
        later, earlier = (f"{one.date_meant or one.date_said} and said {one.date_said}" for one in (other, claim))
        row.bad(column, f"{named} is not later: it is about {later}, this claim {earlier}")


def _is_later(claim: Claim, other: Claim) -> bool:
    """Whether a claim can be about a later day than another or said later; a figure of an earlier day can be new."""
    about, before = (one.date_meant or one.date_said for one in (claim, other))
    return about.latest > before.earliest or claim.date_said.latest > other.date_said.earliest


def check_circles(by_id: Mapping[str, tuple[Row, Claim]]) -> None:
    """Report each circle of claims that supersede each other once, at its first row; every claim is visited once."""
    done: set[str] = set()
    for start in by_id:
        path: dict[str, None] = {}
        at = start
        while at in by_id and at not in done and at not in path:
            path[at] = None
            at = by_id[at][1].replaced_by
        if at in path:
            circle = [*path][[*path].index(at) :]
            row, claim = by_id[min(circle, key=lambda claim_id: by_id[claim_id][0].line)]
            if len(circle) == 1:
                row.bad("superseded_by", f"{quoted(claim.claim_id)} supersedes itself")
            else:
                other = by_id[claim.replaced_by][0]
                back = f"and in the end by {quoted(claim.claim_id)} itself: a circle of {len(circle)} claims"
                row.bad("superseded_by", f"is superseded by {quoted(claim.replaced_by)} (line {other.line}), {back}")
        done.update(path)


def _in_order(row: Row, days: Iterable[tuple[str, date]]) -> None:
    """Report each day that lies before the one in front of it."""
    last: tuple[str, date] | None = None
    for column, day in days:
        if last and day < last[1]:
            row.bad(column, f"{day} lies before {last[0]} {last[1]}")
        last = column, day


# -- The shipped folder as a whole: its Frictionless data package, and boundary files that agree with the tables.

EXTENT_COLUMNS = ("area", "title", "projection", "xmin", "ymin", "xmax", "ymax", "level")
NOTE_COLUMNS = ("note_id", "areas", "west", "south", "east", "north", "text", "departure", "citations")
AREA_COLUMNS = ("area", "name_in_source", "label_lon", "label_lat", "area_km2", "is_small")


def check_boundaries(read: Read, folder: Path, report: Report) -> None:
    """Report areas that the boundary files draw and states.csv lacks, and the other way round."""
    name = "boundaries/areas.csv"
    rows = read_rows(folder / name, name=name, columns=AREA_COLUMNS, key=("area",), report=report)
    drawn = {row.text("area"): row for row in rows}
    known = {state.area for _, state in read["states"]}
    for area, row in drawn.items():
        if area not in known and "states.csv" not in report.incomplete:
            row.bad("area", f"{quoted(area)} is drawn but not in states.csv{report.near(area, known, 1)}")
    for row, state in read["states"]:
        if state.area not in drawn and name not in report.incomplete:
            row.bad("area", f"{state.area!r} has no polygon or point in {name}")
    _check_titles(read, folder, report)


def _check_titles(read: Read, folder: Path, report: Report) -> None:
    """Report maps of an area that are not called by its common name."""
    name = "boundaries/extents.csv"
    if not (folder / name).exists():
        return
    common = {state.area: state.common_name for _, state in read["states"]}
    for row in read_rows(folder / name, name=name, columns=EXTENT_COLUMNS, key=("area",), report=report):
        wanted, title = common.get(row.text("area")), row.text("title")
        if wanted not in (None, title):
            row.bad("title", f"{title!r} is not the common name {wanted!r} in states.csv; run python -m geodata.build")


def boundary_sources(read: Read, folder: Path, report: Report) -> set[str]:
    """Return the ids of the sources that notes on boundaries and disputed lines cite; unknown ones are reported."""
    known = {source.source_id for _, source in read["sources"]}
    found: set[str] = set()
    notes, lines = "boundaries/boundary_notes.csv", "boundaries/disputed_lines.geojson"
    if (folder / notes).exists():
        for row in read_rows(folder / notes, name=notes, columns=NOTE_COLUMNS, key=("note_id",), report=report):
            found |= {citation.source_id for citation in row.citations(known)}
    if (folder / lines).exists():
        features = json.loads((folder / lines).read_text(encoding="utf-8"))["features"]
        for number, feature in enumerate(features, 2):  # one a line, behind the line that opens the collection
            cells = {key: str(value) for key, value in feature["properties"].items()}
            row = Row(lines, number, cells, tuple(cells), report)
            found |= {citation.source_id for citation in row.citations(known)}
    return found


PACKAGE = "datapackage.json"


def check_package(folder: Path, report: Report) -> None:
    """Report where `datapackage.json` is damaged or incomplete, and cells that break what it says of their column.

    Types, keys and references are those of the schema, by which the tables were read before.
    """
    path = folder / PACKAGE
    try:
        package = json.loads(path.read_bytes())
        resources = [(str(found["path"]), found.get("schema", {}).get("fields", [])) for found in package["resources"]]
        rules = {name: [_Rule.of(field) for field in fields] for name, fields in resources}
    except OSError as error:
        report.add(path.name, 0, 0, f"cannot be read: {error.strerror}")
        return
    except RecursionError:
        report.add(path.name, 0, 0, "is nested too deep to be read")
        return
    except (ValueError, KeyError, TypeError, AttributeError, re.error) as error:
        report.add(path.name, 0, 0, f"is no data package that describes tables: {quoted(str(error))}")
        return
    if len(rules) < len(resources):
        report.add(path.name, 0, 0, "describes a file twice, expected each once")
        return
    tables = {f"{table.name}.csv" for table in TABLES}
    for name in sorted(tables - set(rules)):
        report.add(path.name, 0, 0, f"does not describe {name}")
    for name in sorted(set(rules) - tables - {"corrections.csv"}):
        report.add(path.name, 0, 0, f"describes {quoted(name)}, which is no table")
        del rules[name]
    for name, columns in rules.items():
        _check_cells(folder / name, columns, report)


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a field of the data package says of its column beyond the type."""

    column: str
    is_required: bool
    values: tuple[str, ...]
    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, field: Any) -> _Rule:
        constraints = field.get("constraints", {})
        pattern = constraints.get("pattern")
        return cls(
            str(field["name"]),
            bool(constraints.get("required")),
            tuple(map(str, constraints.get("enum", ()))),
            re.compile(pattern) if pattern is not None else None,
        )

    def fault(self, text: str) -> str:
        """Return what is wrong with a cell, nothing if it is as the field says."""
        if not text:
            return "is empty, expected a value" if self.is_required else ""
        if self.values and text not in self.values:
            return f"{quoted(text)} is not one of {', '.join(self.values)}"
        if self.pattern and not self.pattern.fullmatch(text):
            return f"{quoted(text)} has not the form {self.pattern.pattern}"
        return ""


def _check_cells(path: Path, rules: Sequence[_Rule], report: Report) -> None:
    if not path.exists():
        report.add(path.name, 0, 0, f"is described in {PACKAGE} and is not there")
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        if rules and header != [rule.column for rule in rules]:
            report.add(PACKAGE, 0, 0, f"has not the columns of {path.name} in their order")
            return
        line = reader.line_num + 1
        for cells in reader:
            for place, (rule, text) in enumerate(zip(rules, cells, strict=False), 1):
                if fault := rule.fault(text):
                    report.add(path.name, line, place, f"{rule.column}: {fault}, as {PACKAGE} says")
            line = reader.line_num + 1
