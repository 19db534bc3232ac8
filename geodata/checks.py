"""Checks across tables: references, values that cannot be true, agreement with the boundary files."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args

from geodata.dates import DateSpan
from geodata.model import (
    ActionKind,
    AreaName,
    Citation,
    Claim,
    ClaimStatus,
    ComparableGroup,
    Confidence,
    CountryArea,
    Deadline,
    ExtensionDecision,
    Group,
    Membership,
    MembershipKind,
    NameKind,
    Stockpile,
    Treaty,
    TreatyAction,
)
from geodata.tables import (
    MAX_TABLE_BYTES,
    TABLES,
    Corrections,
    Folder,
    KnownIds,
    Report,
    Row,
    Table,
    field_types,
    quoted_cell,
    read_rows,
    record_reader,
    regular_file_size,
)
from geodata.treaties import CONSENT_KINDS, entry_into_force

# --- Reading of all tables, and references between them

RecordsByTable = dict[str, list[tuple[Row, Any]]]


def read_tables(folder: Folder, report: Report, *, is_kept: bool = False, is_for_use: bool = False) -> RecordsByTable:
    """Read every table, with the corrections applied.

    Where a table could not be read in full, every id is accepted as one of its ids: otherwise each reference to it
    would be another problem.

    Parameters
    ----------
    folder
        The folder or archive of the tables.
    report
        Receives every problem.
    is_kept
        Whether it is the archive of a kept release, which may lack the tables and columns of `Table.later`: such a
        column reads as empty, such a table as without rows. A table that only the archive has is not read.
    is_for_use
        Whether the tables become a `Dataset`, so that those of `Table.is_read_on_use` stay without rows.

    Returns
    -------
    dict
        (row, record) of every row by name of the table, in the order of the file; `corrections` by the same key.
    """
    known = KnownIds()
    corrections = Corrections.read(folder / "corrections.csv", report)
    tables: RecordsByTable = {}
    for table in TABLES:
        name = f"{table.name}.csv"
        pairs = tables[table.name] = []
        if (is_for_use and table.is_read_on_use) or (is_kept and table.is_later and not (folder / name).exists()):
            continue
        rows = read_rows(
            folder / name,
            name=name,
            columns=table.columns,
            key=table.key,
            report=report,
            may_lack=table.later if is_kept else (),
        )
        record_of = record_reader(table)
        for row in rows:
            corrections.apply(table, row)
            pairs.append((row, record_of(row, known)))
        if hasattr(known, table.name) and name not in report.incomplete:
            setattr(known, table.name, {getattr(record, table.key[0]): record for _, record in pairs})
    tables["corrections"] = [*corrections.resolved(known.sources, report)]
    return tables


def cross_check(tables: RecordsByTable, report: Report) -> None:
    """Report references to rows that do not exist, and cells of one row that contradict each other."""
    if "states.csv" not in report.incomplete:
        areas = {state.area for _, state in tables["states"]}
        for row, _ in tables["states"]:
            row.reference("administered_by", areas, "state or area", required=row.text("kind") == "territory")
    if tables["names"] and not {"states.csv", "names.csv"} & report.incomplete:
        _check_names(tables)
    if "claims.csv" not in report.incomplete:
        claims = {claim.claim_id for _, claim in tables["claims"]}
        for row, claim in tables["claims"]:
            is_open = claim.status == "superseded" and not claim.continued_by
            row.reference("superseded_by", claims, "claim", required=is_open)
            row.reference("continued_by", claims, "claim", required=False)
    for row, claim in tables["claims"]:
        row.text("disputed_by", required=claim.status == "disputed")
    _check_omissions(tables)
    for row, deadline in tables["deadlines"]:
        _check_decision(row, deadline)
    for row, act in tables["actions"]:
        row.text("contested_by", required=act.contested)
        if act.kind == "withdrawal_notified" and act.date_effective and act.date_effective < act.when.latest:
            row.add_problem("date_effective", f"{act.date_effective} lies before the day of the notice, {act.when}")


def _check_omissions(tables: RecordsByTable) -> None:
    """Report omissions that state a figure and cite no document: panels show no figure without its source."""
    for row, omission in tables["omissions"]:
        if not omission.citations and any(letter.isdigit() for letter in omission.statement + omission.reason):
            row.add_problem("citations", "is empty, expected a document for the figure in the statement or the reason")


def _check_decision(row: Row, deadline: Deadline) -> None:
    """Report a decision on an extension without its dates; rows of earlier releases have no decision."""
    if deadline.decision is None:
        return
    is_granted = deadline.decision is ExtensionDecision.GRANTED
    for column in ("deadline", "earlier_deadline", "decided") if is_granted else ("requested", "decided"):
        if not row.text(column):
            row.add_problem(column, f"is empty, expected a date beside the decision {deadline.decision.value!r}")
    if is_granted and row.text("requested"):
        row.add_problem("requested", f"{row.text('requested')!r} was granted by the same row, expected an empty cell")


def _check_names(tables: RecordsByTable) -> None:
    """Report states whose names are not those of names.csv, and areas with two current names of one kind."""
    names: dict[tuple[str, NameKind], AreaName] = {}
    for row, name in tables["names"]:
        if name.until is not None and name.kind is not NameKind.FORMER:
            row.add_problem(
                "until",
                f"{row.text('until')} is the end of a name of the kind {name.kind}, expected it of a former one",
            )
        if name.language != "en" or name.kind in (NameKind.VARIANT, NameKind.FORMER):
            continue
        if (name.area, name.kind) in names:
            row.add_problem("name", f"{name.area} has two names of the kind {name.kind} in English, expected one")
        names[name.area, name.kind] = name
    for row, state in tables["states"]:
        common, short = names.get((state.area, NameKind.COMMON)), names.get((state.area, NameKind.UN_SHORT))
        listed = short or names.get((state.area, NameKind.M49))
        if common is None or common.name != state.common_name:
            row.add_problem(
                "name", f"{state.common_name!r} is not the common name in names.csv, {common and common.name!r}"
            )
        if short is None and state.is_state:
            row.add_problem("official_name", "has no short name of the United Nations in names.csv")
        elif listed is not None and listed.name != state.name:
            row.add_problem("official_name", f"{state.name!r} is not the name in names.csv, {listed.name!r}")


def cited_ids(tables: RecordsByTable) -> set[str]:
    """Return the ids of all sources that at least one fact cites."""
    ids: set[str] = set()
    for pairs in tables.values():
        for _, record in pairs:
            citations: Iterable[Citation] = getattr(record, "citations", ())
            ids |= {citation.source_id for citation in citations}
    return ids


def check_sources(tables: RecordsByTable, report: Report, *, other_cited: Collection[str] = ()) -> None:
    """Report every source that no row cites, unless some rows could not be read.

    Parameters
    ----------
    other_cited
        Ids of sources that are cited outside the tables (`boundary_sources`).
    """
    if report.incomplete:
        return
    cited = cited_ids(tables).union(other_cited)
    for row, source in tables["sources"]:
        if source.source_id not in cited:
            row.add_problem("source_id", f"{source.source_id!r} is cited by no fact")


def check_origins(tables: RecordsByTable, report: Report) -> None:
    """Report every fact with confidence `two_sources` whose documents have fewer than two origins.

    A document without an origin (`Source.origin`), such as a compilation, does not count as an origin.
    """
    if "sources.csv" in report.incomplete:
        return
    origins = {source.source_id: source.origin for _, source in tables["sources"]}
    for pairs in tables.values():
        for row, record in pairs:
            if getattr(record, "confidence", None) is not Confidence.TWO_SOURCES:
                continue
            found_origins = {origins[c.source_id] for c in record.citations if origins.get(c.source_id)}
            if len(found_origins) < 2:
                whose = f"one origin, {found_origins.pop()!r}" if found_origins else "no origin that is known"
                row.add_problem(
                    "confidence", f"is two_sources, but its documents have {whose}; expected two, or one_source"
                )


# --- Plausibility: dates out of order, areas larger than their country, claims that supersede each other
#
# `python -m geodata check` and every writer of rows run these checks. Kept releases are exempt, because they must stay
# readable under later rules. A table with any problem is skipped, because its records hold placeholders.

# Factor on the area of a country, because claimants measure shores, lakes and small islands in other ways.
AREA_TOLERANCE = 1.05
# The same for published land areas, which count islands that a map of the world leaves out.
LAND_TOLERANCE = 1.2
SMALL_ISLANDS_KM2 = 1_000
FIRST_YEAR = 1900  # of every date; the wars that left mines came after it
# Dates that may lie in the future by table and column; those of acts have rules of their own.
FUTURE_DATES = {
    "deadlines": ("deadline", "requested", "earlier_deadline", "decided"),
    "memberships": ("until",),
    "policies": ("start", "until"),
    "actions": ("date_earliest+date_latest", "date_effective"),
}
MAX_YEARS_AHEAD = 30  # of a date that may lie in the future
# The most that a figure of a unit can be, far above any that was ever stated.
CEILINGS = {
    "km2": 149_000_000,
    "percent": 100,
    "states": 250,
    "ratifications": 250,
    "people": 10_000_000,
    "mines": 1_000_000_000,
    "AP mines": 1_000_000_000,
}
COUNT_CEILINGS = {
    "casualties": dict.fromkeys(("casualties", "low", "killed", "injured"), CEILINGS["people"]),
    "clearance": dict.fromkeys(("ap_mines_destroyed_count", "submunitions_destroyed_count"), CEILINGS["mines"]),
}


def check_plausible(tables: RecordsByTable, folder: Path, report: Report, *, today: date) -> None:
    """Report well-formed values that cannot be true.

    Parameters
    ----------
    tables
        As `read_tables` returns them.
    folder
        Folder of `boundaries/areas.csv`, which has the area of each country; without it areas are not checked.
    today
        Dates of statements, readings and acts must not be after this day.
    """
    complete = {name: pairs for name, pairs in tables.items() if f"{name}.csv" not in report.problem_counts}
    check = _PlausibilityCheck(report, today, _area_sizes(folder))
    check.claims(complete.get("claims", []))
    check.actions(complete.get("actions", []), {treaty.treaty_id: treaty for _, treaty in complete.get("treaties", [])})
    check.treaties(complete.get("treaties", []))
    check.sources(complete.get("sources", []))
    check.policies(complete.get("policies", []))
    if "memberships" in complete:
        check.groups(complete.get("groups", []), complete["memberships"])
    check.country_areas(complete.get("country_areas", []))
    check.counts(complete)
    check.dates(complete)
    check.years(complete)


def _area_sizes(folder: Path) -> Mapping[str, float]:
    """Return the area of each country (km2) by code, from boundaries/areas.csv; empty where that is missing."""
    path = folder / "boundaries" / "areas.csv"
    if not path.exists():
        return {}
    rows = read_rows(path, name="boundaries/areas.csv", columns=AREA_COLUMNS, key=("area",), report=Report())
    return {row.text("area"): size for row in rows if (size := row.number("area_km2"))}


@dataclass(frozen=True, slots=True)
class _PlausibilityCheck:
    report: Report
    today: date
    areas: Mapping[str, float]

    def claims(self, pairs: Sequence[tuple[Row, Claim]]) -> None:
        by_id = {claim.claim_id: (row, claim) for row, claim in pairs}
        first: dict[tuple[object, ...], Row] = {}
        for row, claim in pairs:
            if claim.date_meant and claim.date_said.latest < claim.date_meant.earliest:
                row.add_problem(
                    "date_said",
                    f"{claim.date_said} lies before date_meant {claim.date_meant}: said before it could be known",
                )
            for column, value in (("value", claim.value), ("low", claim.low), ("high", claim.high)):
                self._check_figure(row, column, value, claim)
            for column, end, is_wrong in (("low", claim.low, _less), ("high", claim.high, _more)):
                if claim.value is not None and end is not None and is_wrong(claim.value, end):
                    row.add_problem("value", f"{claim.value:g} lies outside {column} {end:g}")
            key = _claim_identity(claim)
            if key in first:
                message = f"says the same as line {first[key].line}: same area, definition, figure, day and claimant"
                row.add_problem("claim_id", f"{message}; add its document to the citations there")
            first.setdefault(key, row)
            for column in ("superseded_by", "continued_by"):
                if getattr(claim, column) in by_id:
                    _check_successor(row, column, claim, *by_id[getattr(claim, column)])
            if claim.superseded_by and claim.continued_by:
                row.add_problem("continued_by", "stands beside superseded_by, expected one of them")
        check_supersession_cycles(by_id)

    def _check_figure(self, row: Row, column: str, value: float | None, record: Claim | Stockpile) -> None:
        ceiling = CEILINGS.get(record.unit)
        if value is None or ceiling is None:
            return
        if value > ceiling:
            row.add_problem(column, f"{value:,g} {record.unit} cannot be, expected at most {ceiling:,}")
        elif record.unit == "km2":
            self._check_area(row, column, value, record.area)

    def counts(self, sound: RecordsByTable) -> None:
        """Check counts of people and mines, and that those killed and injured are no more than the casualties."""
        for row, stockpile in sound.get("stockpiles", []):
            for column in ("value", "low", "high"):
                self._check_figure(row, column, getattr(stockpile, column), stockpile)
        for table, ceilings in COUNT_CEILINGS.items():
            for row, record in sound.get(table, []):
                for column, ceiling in ceilings.items():
                    if (count := getattr(record, column) or 0) > ceiling:
                        row.add_problem(column, f"{count:,} cannot be, expected at most {ceiling:,}")
        for row, count in sound.get("casualties", []):
            parts = (count.killed or 0) + (count.injured or 0)
            if count.casualties is not None and parts > count.casualties:
                row.add_problem("casualties", f"{count.casualties:,} is less than killed and injured, {parts:,}")

    def actions(self, pairs: Sequence[tuple[Row, TreatyAction]], treaties: Mapping[str, Treaty]) -> None:
        by_state: dict[tuple[str, str], list[tuple[Row, TreatyAction]]] = {}
        for row, act in pairs:
            by_state.setdefault((act.treaty, act.area), []).append((row, act))
        for (treaty_id, _), group in by_state.items():
            treaty = treaties.get(treaty_id)
            if treaty:
                self._check_acts_of_state(treaty, group)

    def _check_acts_of_state(self, treaty: Treaty, group: Sequence[tuple[Row, TreatyAction]]) -> None:
        opened = treaty.opened or treaty.adopted
        bound = [entry_into_force(treaty, act.when.latest) for _, act in group if act.kind in CONSENT_KINDS]
        last_bound = max(bound, default=None)
        announced = {act.date_effective for _, act in group if act.kind is ActionKind.WITHDRAWAL_NOTIFIED}
        first: dict[tuple[ActionKind, DateSpan], Row] = {}
        for row, act in group:
            if act.when.earliest < opened and act.kind is not ActionKind.DOMESTIC_DECISION:
                row.add_problem(
                    "date_earliest", f"{act.when.earliest} lies before {opened}, when the treaty was opened"
                )
            if act.kind is ActionKind.ENTRY_INTO_FORCE:
                if last_bound is None:
                    row.add_problem("kind", "entry_into_force stands without a consent of this state to be bound")
                elif act.when.latest > last_bound:
                    rule = f"{treaty.entry_article} gives {last_bound} at the latest"
                    row.add_problem("date_latest", f"{act.when.latest} is later than the rule allows: {rule}")
            elif act.when.latest > self.today and act.kind is not ActionKind.WITHDRAWAL_EFFECTIVE:
                self._check_not_future(row, "date_earliest", act.when)
            elif act.when.latest > self.today and act.when.latest not in announced:
                row.add_problem(
                    "date_latest", f"{act.when.latest} lies in the future, and no notice names it as its day of effect"
                )
            if (act.kind, act.when) in first:
                row.add_problem("action_id", f"is the same act as line {first[act.kind, act.when].line}")
            first.setdefault((act.kind, act.when), row)

    def treaties(self, pairs: Sequence[tuple[Row, Treaty]]) -> None:
        for row, treaty in pairs:
            days = [
                ("adopted", treaty.adopted),
                ("opened", treaty.opened),
                ("in_force", treaty.in_force),
                ("data_until", treaty.data_until),
            ]
            _check_order(row, [(column, day) for column, day in days if day])

    def sources(self, pairs: Sequence[tuple[Row, Any]]) -> None:
        for row, source in pairs:
            if source.published and source.accessed_on and source.accessed_on < source.published.earliest:
                row.add_problem(
                    "accessed_on", f"{source.accessed_on} lies before {source.published}, when it was published"
                )

    def policies(self, pairs: Sequence[tuple[Row, Any]]) -> None:
        for row, policy in pairs:
            if policy.until and policy.until.latest <= policy.start.earliest:
                row.add_problem("until", f"{policy.until} does not lie after start {policy.start}")
            if policy.record == "act":
                self._check_not_future(row, "start", policy.start)

    def groups(self, groups: Sequence[tuple[Row, Group]], memberships: Sequence[tuple[Row, Membership]]) -> None:
        """Check that a group has members, and the periods of each of them."""
        by_member: dict[tuple[str, str], list[tuple[Row, Membership]]] = {}
        for row, membership in memberships:
            by_member.setdefault((membership.group, membership.area), []).append((row, membership))
            if membership.until and membership.until.latest <= membership.start.earliest:
                row.add_problem("until", f"{membership.until} does not lie after start {membership.start}")
        for pairs in by_member.values():
            _check_periods(pairs)
        with_members = {group for group, _ in by_member}
        for row, group in groups:
            if group.group_id not in with_members:
                row.add_problem("group_id", f"{quoted_cell(group.group_id)} has no row in memberships.csv")

    def country_areas(self, pairs: Sequence[tuple[Row, CountryArea]]) -> None:
        """Check that a land area is one, and no more than the country with its shores and small islands."""
        for row, country in pairs:
            drawn = self.areas.get(country.area)
            if country.land_km2 <= 0:
                row.add_problem("land_km2", f"{quoted_cell(row.text('land_km2'))} is not an area of more than 0 km2")
            elif drawn and country.land_km2 > drawn * LAND_TOLERANCE + SMALL_ISLANDS_KM2:
                row.add_problem(
                    "land_km2", f"{country.land_km2:,.0f} km2 is more than {country.area} has, {drawn:,.0f}"
                )

    def dates(self, sound: RecordsByTable) -> None:
        """Check that every date of every table is one of the time that the atlas is about."""
        last_year = self.today.year + MAX_YEARS_AHEAD
        for table in TABLES:
            names = [(name, table.renamed.get(name, name)) for name in _date_fields(table)]
            for row, record in sound.get(table.name, []):
                for name, column in names:
                    value = getattr(record, name)
                    if value is None:
                        continue
                    when = value if isinstance(value, DateSpan) else DateSpan.on(value)
                    place = column.partition("+")[0]
                    if when.earliest > self.today and column not in FUTURE_DATES.get(table.name, ()):
                        self._check_not_future(row, place, when)
                    elif not FIRST_YEAR <= when.earliest.year <= when.latest.year <= last_year:
                        row.add_problem(place, f"{when} is not from {FIRST_YEAR} to {last_year}")

    def years(self, sound: RecordsByTable) -> None:
        """Check the years and days of the tables beside claims and acts, and their areas."""
        for table in ("votes", "clearance", "country_areas"):
            for row, record in sound.get(table, []):
                if not FIRST_YEAR <= record.year <= self.today.year:
                    row.add_problem(
                        "year", f"{quoted_cell(row.text('year'))} is not a year from {FIRST_YEAR} to {self.today.year}"
                    )
        for row, result in sound.get("clearance", []):
            for column in ("cleared_km2", "reduced_km2", "cancelled_km2"):
                self._check_area(row, column, getattr(result, column), result.area)
        self._check_units(sound)

    def _check_units(self, sound: RecordsByTable) -> None:
        """Check that the figures below country level are each of one country, and no more than all of it."""
        country_by_iso2 = {state.iso2: state.area for _, state in sound.get("states", []) if state.iso2}
        for row, figure in sound.get("oblasts", []):
            if any(code.partition("-")[0] != figure.iso2 for code in figure.oblasts):
                row.add_problem("oblasts", f"{quoted_cell(row.text('oblasts'))} lie in more than one country")
            self._check_area(row, "value_km2", figure.value_km2, country_by_iso2.get(figure.iso2, ""))

    def _check_area(self, row: Row, column: str, km2: float | None, area: str) -> None:
        room = self.areas.get(area)
        if km2 is not None and room and km2 > room * AREA_TOLERANCE:
            row.add_problem(column, f"{km2:,.0f} km2 is more than all of {area}, which has {room:,.0f}")

    def _check_not_future(self, row: Row, column: str, when: DateSpan) -> None:
        if when.earliest > self.today:
            row.add_problem(column, f"{when} lies in the future; today is {self.today}")


def _date_fields(table: Table) -> tuple[str, ...]:
    """Return the fields of a table's record that hold a date of any precision."""
    hints = field_types(table.record)  # type: ignore[arg-type]  # mypy takes a class for unhashable
    return tuple(name for name, hint in hints.items() if {date, DateSpan} & {hint, *get_args(hint)})


def _less(value: float, end: float) -> bool:
    return value < end


def _more(value: float, end: float) -> bool:
    return value > end


def _claim_identity(claim: Claim) -> tuple[object, ...]:
    """Return the key that two claims must not share: with equal keys they are one claim with two documents.

    Claims without a figure, doubts for example, differ by their text.
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


def _check_successor(row: Row, column: str, claim: Claim, other_row: Row, other: Claim) -> None:
    """Report a successor of a claim that has another area, an earlier date, or the wrong measure for its column."""
    successor = f"{quoted_cell(other.claim_id)} (line {other_row.line})"
    if claim.status is not ClaimStatus.SUPERSEDED:
        row.add_problem(column, f"names {successor}, but status is {claim.status.value}")
    if other.area != claim.area:
        row.add_problem(column, f"{successor} is about {other.area}, this claim about {claim.area}")
        return
    groups = claim.definition.comparable_group, other.definition.comparable_group
    measures = claim.definition.definition_id, other.definition.definition_id
    is_alike = groups[0] is groups[1] and (groups[0] is not ComparableGroup.NONE or measures[0] == measures[1])
    if is_alike and column == "continued_by":
        row.add_problem(column, f"{successor} measures the same; expected it under superseded_by")
    elif not is_alike and column == "superseded_by":
        whose = f"{successor} measures {measures[1]} (group {groups[1].value})"
        own = f"this claim {measures[0]} ({groups[0].value}), with which it cannot be compared"
        row.add_problem(column, f"{whose}, {own}; expected it under continued_by")
    elif claim.claim_id != other.claim_id and not _is_later(other, claim):
        other_described, described = (one.date_meant or one.date_said for one in (other, claim))
        row.add_problem(
            column,
            f"{successor} is not later: it is about {other_described} and said {other.date_said},"
            f" this claim {described} and {claim.date_said}",
        )


def _is_later(claim: Claim, other: Claim) -> bool:
    """Whether a claim may describe a later day than another or be stated later, given the precision of their dates."""
    about, before = (one.date_meant or one.date_said for one in (claim, other))
    return about.latest > before.earliest or claim.date_said.latest > other.date_said.earliest


def _check_periods(pairs: Sequence[tuple[Row, Membership]]) -> None:
    """Report periods of one member that overlap, and suspensions that no membership covers."""
    by_kind: dict[MembershipKind, list[tuple[Row, Membership]]] = {kind: [] for kind in MembershipKind}
    for row, one in sorted(pairs, key=lambda pair: pair[1].start):
        for other_row, other in by_kind[one.kind][-1:]:
            if other.until is None or one.start < other.until:
                end = f"ends {other.until}" if other.until else "has no end"
                row.add_problem("start", f"{one.start} lies in the period of line {other_row.line}, which {end}")
        by_kind[one.kind].append((row, one))
    periods = [membership for _, membership in by_kind[MembershipKind.MEMBER]]
    starts = [membership.start.earliest for membership in periods]
    for row, suspension in by_kind[MembershipKind.SUSPENDED]:
        # Of periods that do not overlap, which is checked above, the last to begin by then is the only one that can.
        covering = periods[: bisect_right(starts, suspension.start.earliest)][-1:]
        if not any(_covers(membership, suspension) for membership in covering):
            row.add_problem("kind", f"no membership of {suspension.area} in {suspension.group!r} covers the suspension")


def _covers(membership: Membership, suspension: Membership) -> bool:
    if suspension.start.earliest < membership.start.earliest:
        return False
    ends = suspension.until, membership.until
    return ends[1] is None or (ends[0] is not None and ends[0].latest <= ends[1].latest)


def check_supersession_cycles(by_id: Mapping[str, tuple[Row, Claim]]) -> None:
    """Report each cycle of claims that supersede each other once, at its first row; linear in the number of claims."""
    visited: set[str] = set()
    for start in by_id:
        path: dict[str, None] = {}
        claim_id = start
        while claim_id in by_id and claim_id not in visited and claim_id not in path:
            path[claim_id] = None
            claim_id = by_id[claim_id][1].replaced_by
        if claim_id in path:
            cycle = [*path][[*path].index(claim_id) :]
            row, claim = by_id[min(cycle, key=lambda claim_id: by_id[claim_id][0].line)]
            if len(cycle) == 1:
                row.add_problem("superseded_by", f"{quoted_cell(claim.claim_id)} supersedes itself")
            else:
                other = by_id[claim.replaced_by][0]
                back = f"and in the end by {quoted_cell(claim.claim_id)} itself: a circle of {len(cycle)} claims"
                row.add_problem(
                    "superseded_by", f"is superseded by {quoted_cell(claim.replaced_by)} (line {other.line}), {back}"
                )
        visited.update(path)


def _check_order(row: Row, days: Iterable[tuple[str, date]]) -> None:
    """Report each day that lies before the previous one."""
    last: tuple[str, date] | None = None
    for column, day in days:
        if last and day < last[1]:
            row.add_problem(column, f"{day} lies before {last[0]} {last[1]}")
        last = column, day


# --- The folder as a whole: boundary files that agree with the tables

EXTENT_COLUMNS = ("area", "title", "projection", "xmin", "ymin", "xmax", "ymax", "level")
NOTE_COLUMNS = ("note_id", "areas", "west", "south", "east", "north", "text", "departure", "citations")
AREA_COLUMNS = ("area", "name_in_source", "label_lon", "label_lat", "area_km2", "is_small")


def check_boundaries(tables: RecordsByTable, folder: Path, report: Report) -> None:
    """Report areas of the boundary files that states.csv lacks, areas without a boundary, and titles of extents."""
    name = "boundaries/areas.csv"
    rows = read_rows(folder / name, name=name, columns=AREA_COLUMNS, key=("area",), report=report)
    drawn_areas = {row.text("area"): row for row in rows}
    known = {state.area for _, state in tables["states"]}
    for area, row in drawn_areas.items():
        if area not in known and "states.csv" not in report.incomplete:
            row.add_problem(
                "area", f"{quoted_cell(area)} is drawn but not in states.csv{report.suggestion(area, known, 1)}"
            )
    for row, state in tables["states"]:
        if state.area not in drawn_areas and name not in report.incomplete:
            row.add_problem("area", f"{state.area!r} has no polygon or point in {name}")
    _check_titles(tables, folder, report)


def _check_titles(tables: RecordsByTable, folder: Path, report: Report) -> None:
    """Report extents whose title is not the common name of their area."""
    name = "boundaries/extents.csv"
    if not (folder / name).exists():
        return
    common = {state.area: state.common_name for _, state in tables["states"]}
    for row in read_rows(folder / name, name=name, columns=EXTENT_COLUMNS, key=("area",), report=report):
        expected, title = common.get(row.text("area")), row.text("title")
        if expected not in (None, title):
            row.add_problem(
                "title", f"{title!r} is not the common name {expected!r} in states.csv; run python -m geodata.build"
            )


def boundary_sources(tables: RecordsByTable, folder: Path, report: Report) -> set[str]:
    """Return the ids of the sources that boundary notes and disputed lines cite; unknown ids go to the report."""
    known = {source.source_id for _, source in tables["sources"]}
    ids: set[str] = set()
    notes, lines = "boundaries/boundary_notes.csv", "boundaries/disputed_lines.geojson"
    if (folder / notes).exists():
        for row in read_rows(folder / notes, name=notes, columns=NOTE_COLUMNS, key=("note_id",), report=report):
            ids |= {citation.source_id for citation in row.citations(known)}
    if (folder / lines).exists():
        for number, cells in enumerate(_feature_properties(folder / lines, lines, report), 2):  # a line each
            row = Row(lines, number, cells, tuple(cells), report)
            row.check_text()
            ids |= {citation.source_id for citation in row.citations(known)}
    return ids


def _feature_properties(path: Path, name: str, report: Report) -> Sequence[dict[str, str]]:
    """Return the properties of each feature of a GeoJSON file as text; none where it cannot be read."""
    document = json_document(path, name, report)
    if document is None:
        return ()
    try:
        return [
            {str(key): str(value) for key, value in feature["properties"].items()} for feature in document["features"]
        ]
    except (KeyError, TypeError, AttributeError):
        report.add_incomplete(name, 0, 0, "is no GeoJSON whose features have properties")
        return ()


def json_document(path: Path, name: str, report: Report) -> Any | None:
    """Return a JSON file as Python values; None where it cannot be read, which goes to the report."""
    try:
        if regular_file_size(path) > MAX_TABLE_BYTES:
            report.add_incomplete(name, 0, 0, f"has more than {MAX_TABLE_BYTES / 1e6:.0f} MB and is not read")
            return None
        return json.loads(path.read_bytes())
    except OSError as error:
        report.add_incomplete(name, 0, 0, f"cannot be read: {error.strerror}")
    except RecursionError:
        report.add_incomplete(name, 0, 0, "is nested too deep to be read")
    except ValueError as error:  # of the encoding, the form, or a number of too many digits
        place = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (0, 0)
        report.add_incomplete(name, *place, f"is not well-formed JSON: {quoted_cell(str(error))}")
    return None
