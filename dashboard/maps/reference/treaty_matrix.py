"""The status of every state under each of the four treaties on a day, and how many states had which status when."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dashboard.maps.question_wording import group_in_sentence, group_note
from dashboard.maps.view import FIRST_DAY, REGIONS, TREATIES, View
from dashboard.maps.wording import spelled, status_heading
from geodata import Dataset, StatusKind, TreatyStatus, UnknownKeyError, day_label
from geodata.collation import name_key
from geodata.groups import Members, members_on
from geodata.sources import citation_text
from geodata.treaties import BOUND_KINDS, JOINED_KINDS, deciding_act, timeline
from geodata.wording import act_label, enumeration, name_in_sentence


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """The status of a state under one treaty: in words, since when, and the act that decided it with its documents.

    `since` is None where the status began with no day, as "not signed", or where the day is not known. `act`, the id of
    its row in `record`, and `documents` are empty where no act brought the status about.
    """

    status: TreatyStatus
    text: str
    since: date | None
    act: str
    documents: str
    record: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One state with its cells by treaty, in the order of `TREATIES`."""

    area: str
    name: str
    region: str
    cells: Mapping[str, MatrixCell]


def treaty_matrix(dataset: Dataset, day: date) -> tuple[MatrixRow, ...]:
    """Return a row for every state, by name; territories and areas that cannot join have none."""
    rows = (
        MatrixRow(
            state.area,
            state.name,
            state.region,
            {treaty: matrix_cell(dataset, state.area, treaty, day) for treaty in TREATIES},
        )
        for state in dataset.states.values()
        if state.is_state
    )
    return tuple(sorted(rows, key=lambda row: name_key(row.name)))


def matrix_cell(dataset: Dataset, area: str, treaty: str, day: date) -> MatrixCell:
    """Return the status of a state under a treaty on a day, and the act that decided it."""
    status, of = dataset.status(area, treaty, day), dataset.treaty(treaty)
    act = deciding_act(status)
    documents = (
        ""
        if act is None
        else "; ".join(
            citation_text(dataset.sources[citation.source_id], citation.locator) for citation in act.citations
        )
    )
    words = "" if act is None else f"{act_label(act.kind)}, {act.when.label}"
    since = status.since if status.since is not None and status.since >= of.adopted else None
    record = "" if act is None else act.action_id
    return MatrixCell(status, status_heading(status, of), None if act is None else since, words, documents, record)


@dataclass(frozen=True, slots=True)
class MatrixFilter:
    """Which states a matrix keeps, as a link writes it: regions, a group, and by treaty the kinds of status."""

    regions: tuple[str, ...] = ()
    group: str = ""
    statuses: tuple[tuple[str, tuple[StatusKind, ...]], ...] = ()

    def to_query(self) -> dict[str, str]:
        """Return the parameters of a link; none for what is not filtered."""
        query = {treaty: ".".join(kinds) for treaty, kinds in self.statuses if kinds}
        if self.regions:
            query["region"] = ".".join(self.regions)
        if self.group:
            query["group"] = self.group
        return query

    @classmethod
    def from_query(cls, query: Mapping[str, str], dataset: Dataset) -> MatrixFilter:
        """Read the parameters of `to_query`; other keys are left alone.

        Raises
        ------
        UnknownKeyError
            When a region, group or status is not known; it names the nearest.
        """
        statuses = []
        for treaty in TREATIES:
            kinds = _listed(query.get(treaty, ""))
            statuses.append((treaty, tuple(StatusKind(_known("status", kind, tuple(StatusKind))) for kind in kinds)))
        group = query.get("group", "")
        return cls(
            tuple(_known("region", region, REGIONS) for region in _listed(query.get("region", ""))),
            dataset.group(group).group_id if group else "",
            tuple((treaty, kinds) for treaty, kinds in statuses if kinds),
        )

    def members(self, dataset: Dataset, day: date) -> Members | None:
        """Return the members of the group on a day; None without a group."""
        return members_on(dataset, self.group, day) if self.group else None

    def kept(self, rows: Collection[MatrixRow], members: Members | None) -> tuple[MatrixRow, ...]:
        """Return the rows that pass: members of the group, certain or not, and states that may have one of the kinds.

        An uncertain status passes where one of its possible kinds is wanted.
        """
        areas = None if members is None else {*members.areas, *members.uncertain}
        return tuple(
            row
            for row in rows
            if (not self.regions or row.region.casefold() in self.regions)
            and (areas is None or row.area in areas)
            and all(_may_be(row.cells[treaty].status, kinds) for treaty, kinds in self.statuses)
        )


def ordered(rows: Collection[MatrixRow], order: str) -> tuple[MatrixRow, ...]:
    """Return rows by one of `MATRIX_ORDERS`; those that it leaves equal stay as they were.

    A treaty orders by kind of status, as legends do; its "-oldest" and "-newest" by the day since when, and what has
    no such day stands last.
    """
    if order == "region":
        return tuple(sorted(rows, key=lambda row: row.region))
    treaty = next((treaty for treaty in TREATIES if order in (treaty, f"{treaty}-oldest", f"{treaty}-newest")), None)
    if treaty is None:
        return tuple(rows)
    if order == treaty:
        kinds = list(StatusKind)
        return tuple(sorted(rows, key=lambda row: kinds.index(row.cells[treaty].status.kind)))
    days = {row.area: day.toordinal() for row in rows if (day := row.cells[treaty].since) is not None}
    sign = 1 if order.endswith("-oldest") else -1
    return tuple(sorted(rows, key=lambda row: sign * days[row.area] if row.area in days else math.inf))


def order_label(order: str, names: Mapping[str, str]) -> str:
    """Return what a reader picks an order of the rows by.

    Parameters
    ----------
    names
        Short names of the treaties by id.
    """
    for treaty in TREATIES:
        for tail, words in (("", "status"), ("-oldest", "since, oldest first"), ("-newest", "since, newest first")):
            if order == f"{treaty}{tail}":
                return f"{names[treaty]}: {words}"
    return order.capitalize()


def with_statuses(view: View, kinds: Collection[StatusKind], *, treaty: str) -> View:
    """Return the view with other kinds of status kept under a treaty, in the order of legends; none keep all."""
    kept = {**dict(view.matrix_statuses), treaty: tuple(kind for kind in StatusKind if kind in kinds)}
    return replace(view, matrix_statuses=tuple((t, kept[t]) for t in TREATIES if kept.get(t)))


def _may_be(status: TreatyStatus, kinds: Collection[StatusKind]) -> bool:
    return not kinds or status.kind in kinds or any(kind in kinds for kind in status.possible)


def _listed(text: str) -> list[str]:
    return [part for part in text.split(".") if part]


def _known(noun: str, value: str, values: Collection[str]) -> str:
    if value not in values:
        raise UnknownKeyError(noun, value, values)
    return value


# -- The number of states with each status through time.


@dataclass(frozen=True, slots=True)
class TreatyCount:
    """How many states had which status under a treaty from a day on, until the next count."""

    day: date
    counts: Mapping[StatusKind, int]

    @property
    def bound(self) -> int:
        """States that are bound."""
        return sum(self.counts.get(kind, 0) for kind in BOUND_KINDS)

    @property
    def joined(self) -> int:
        """States with consent deposited and not withdrawn, as depositaries count."""
        return sum(self.counts.get(kind, 0) for kind in JOINED_KINDS)

    @property
    def left(self) -> int:
        """States whose withdrawal is in effect."""
        return self.counts.get(StatusKind.LEFT, 0)

    @property
    def uncertain(self) -> int:
        """States whose acts are dated to a range that leaves more than one status."""
        return self.counts.get(StatusKind.UNCERTAIN, 0)


def treaty_counts(dataset: Dataset, treaty_id: str, *, areas: Collection[str] | None = None) -> tuple[TreatyCount, ...]:
    """Return the counts of states under a treaty on every day on which one changed, oldest first.

    The first is that of `FIRST_DAY`, or of the day of adoption where that is later; announced changes are included.
    They say what `Dataset.status` says on each day.

    Parameters
    ----------
    areas
        Codes of the states to count; None counts every state.
    """
    treaty = dataset.treaty(treaty_id)
    start = max(treaty.adopted, FIRST_DAY)
    changes: dict[date, Counter[StatusKind]] = {start: Counter()}
    for state in dataset.states.values():
        if not state.is_state or (areas is not None and state.area not in areas):
            continue
        last: StatusKind | None = None
        for period in timeline(dataset.actions.get((treaty_id, state.area), ()), treaty=treaty):
            change = changes.setdefault(max(period.start, start), Counter())
            change[period.status.kind] += 1
            if last is not None:
                change[last] -= 1
            last = period.status.kind
    counts, running = [], Counter[StatusKind]()
    for day in sorted(changes):
        running.update(changes[day])
        counts.append(TreatyCount(day, {kind: number for kind, number in running.items() if number}))
    return tuple(counts)


def count_on(counts: tuple[TreatyCount, ...], day: date) -> TreatyCount | None:
    """Return the count in effect on a day; None before the first."""
    return next((count for count in reversed(counts) if count.day <= day), None)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: its label, how a sentence names it, and how it is to be read."""

    label: str
    noun: str
    note: str
    number_of: Callable[[TreatyCount], int]


MEASURES = {
    "bound": Measure(
        "Bound", "states bound", "A state is bound from the entry into force for it.", lambda count: count.bound
    ),
    "joined": Measure(
        "Joined",
        "states that have joined",
        "Counted from the deposit of consent, as depositaries count States Parties.",
        lambda count: count.joined,
    ),
    "left": Measure(
        "Left", "states that have left", "Counted from the day a withdrawal takes effect.", lambda c: c.left
    ),
    "uncertain": Measure(
        "Uncertain",
        "states of uncertain status",
        "Their acts are dated to a range; no other count holds them.",
        lambda count: count.uncertain,
    ),
}


def counts_text(
    counts: Mapping[str, tuple[TreatyCount, ...]], names: Mapping[str, str], measure: Measure, day: date
) -> str:
    """Return the numbers of a day in words, as the text alternative of their chart."""
    on_day = {treaty: count_on(counts[treaty], day) for treaty in TREATIES}
    parts = [
        f"{names[treaty]} {measure.number_of(count) if count else 'not yet adopted'}"
        for treaty, count in on_day.items()
    ]
    return f"{measure.noun[0].upper()}{measure.noun[1:]} on {day_label(day)}: {'; '.join(parts)}."


def counted_states(shown: int, whole: int) -> str:
    """Return which states the chart counts where a filter leaves some out; nothing where all are counted."""
    if shown == whole:
        return ""
    if shown == 1:
        return "The chart follows the one state shown above, also through days on which it would pass no filter."
    return f"The chart follows the {shown} states shown above, also through days on which they would pass no filter."


def matrix_sentence(rows: Collection[MatrixRow], names: Mapping[str, str], day: date) -> str:
    """Return how many of the states shown are bound by each treaty, and by all of them, on a day.

    Parameters
    ----------
    names
        Short names of the treaties by id.
    """
    if not rows:
        return f"No state passes these filters on {day_label(day)}."
    if len(rows) == 1:
        return f"On {day_label(day)} {_one_state(next(iter(rows)), names)}."
    bound = {treaty: sum(row.cells[treaty].status.is_bound for row in rows) for treaty in TREATIES}
    every = sum(all(row.cells[treaty].status.is_bound for treaty in TREATIES) for row in rows)
    parts = enumeration([f"{bound[treaty]} by the {names[treaty]}" for treaty in TREATIES])
    return f"Bound on {day_label(day)}, of the {len(rows)} states shown: {parts}; {every} by all four."


def _one_state(row: MatrixRow, names: Mapping[str, str]) -> str:
    """Return by which treaties a state is bound, and under which that is uncertain."""
    statuses = {f"the {names[treaty]}": row.cells[treaty].status for treaty in TREATIES}
    bound = [name for name, status in statuses.items() if status.is_bound]
    uncertain = [name for name, status in statuses.items() if status.kind is StatusKind.UNCERTAIN]
    text = (
        f"{name_in_sentence(row.name)}, the one state shown, is bound by {enumeration(bound or ['none of the four'])}"
    )
    return f"{text}; its status under {enumeration(uncertain)} is uncertain" if uncertain else text


def group_notes(members: Members, dataset: Dataset) -> tuple[str, ...]:
    """Return what a reader must know of the members of a group on a day: doubts, and how far the documents reach."""
    name, day = group_in_sentence(members.group_id, dataset), day_label(members.day)
    if members.is_empty:
        return (f"No state is recorded as a member of {name} on {day}.",)
    notes = []
    if members.uncertain:
        notes.append(_left_open(len(members.uncertain), name))
    if members.known_until is not None and members.known_until < members.day:
        notes.append(
            f"Members of {name} as of {day_label(members.known_until)}, the last day of a document that was read."
        )
    return (*notes, group_note(dataset.groups[members.group_id]))


def _left_open(count: int, name: str) -> str:
    if count == 1:
        return f"Of one state the documents leave open whether it was a member of {name} on that day; it is shown."
    return (
        f"Of {spelled(count)} states the documents leave open whether they were members of {name} on that day; "
        "they are shown."
    )
