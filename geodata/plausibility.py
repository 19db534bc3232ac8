"""Values that are well-formed and cannot be true: days out of order, figures that no country has room for, circles.

`python -m geodata check` looks for them, and so does whatever writes a row. Tables of a kept release are not held to
rules that came after it. A table in which something cannot be read is left out, because its records hold stand-ins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from geodata.checks import Read
from geodata.dates import DateSpan
from geodata.kinds import ActionKind, ClaimStatus, ComparableGroup
from geodata.package import AREA_COLUMNS
from geodata.records import Claim, Treaty, TreatyAction
from geodata.tables import Report, Row, quoted, read_rows
from geodata.treaties import CONSENT, entry_into_force

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
            self._not_after_today(row, "date_said", claim.said)
            if claim.meant and claim.said.latest < claim.meant.earliest:
                row.bad(
                    "date_said", f"{claim.said} lies before date_meant {claim.meant}: said before it could be known"
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
        claim.said,
        claim.meant,
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
        told = f"about {other.meant or other.said} and said {other.said}, this claim {claim.meant or claim.said} and "
        row.bad(column, f"{named} is not later: it is {told}{claim.said}")


def _is_later(claim: Claim, other: Claim) -> bool:
    """Whether a claim can be about a later day than another or said later; a figure of an earlier day can be new."""
    about, before = (one.meant or one.said for one in (claim, other))
    return about.latest > before.earliest or claim.said.latest > other.said.earliest


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
