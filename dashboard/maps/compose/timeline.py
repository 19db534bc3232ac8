"""Treaty status through time: the class of every area from each day on, the days on which it changed, and key days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from dashboard.maps.view import FIRST_DAY, LAST_DAY
from dashboard.maps.wording import ACT_ORDER, act_clause, administrator_clause, status_sentence
from geodata import StatusKind
from geodata.collation import name_key
from geodata.dataset import Dataset
from geodata.joins import StatusRow
from geodata.model import ActionKind, State, Treaty
from geodata.sources import with_mark
from geodata.treaties import LEGAL_KINDS, StatusPeriod, status_words, timeline
from geodata.wording import capitalized

# -- Treaty status through time: the class of every area from each day on, for a map that is played in the browser.
#
# It says what `layers.treaty_status` says of a view of the day; a test holds the two together.


@dataclass(frozen=True, slots=True)
class Period:
    """The class of an area from a day until its next period, and the sentence that says it."""

    start: date
    class_id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class AreaPeriods:
    """One area: its own periods, oldest first, or the state whose periods it shares and the words that say so.

    A legend counts the areas that have periods of their own.
    """

    area: str
    periods: tuple[Period, ...]
    follows: str
    tail: str


@dataclass(frozen=True, slots=True)
class DayCounts:
    """The counts of a legend from a day on, in the order of its classes."""

    day: date
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DayTitle:
    """The title of a legend from a day on."""

    day: date
    title: str


@dataclass(frozen=True, slots=True)
class History:
    """The class of every area on every day that a view can show: its status under a treaty, or what a layer draws.

    Attributes
    ----------
    name
        The treaty, or the layer.
    start
        The day from which on it is played: of a treaty the first of the year in which it was adopted, of a layer its
        first change.
    before
        The sentence of days before the first change.
    classes
        The class ids in the order of the legend.
    counts
        The legend's counts, oldest first; where there are none, those of the areas with periods of their own count.
    legend_titles
        The legend's titles, oldest first; none where the title names no day or year.
    out
        By area, the days on which a filter leaves it out and lets it pass again, in turn; before the first it passes.
    """

    name: str
    title: str
    start: date
    before: str
    classes: tuple[str, ...]
    areas: tuple[AreaPeriods, ...]
    changes: tuple[StatusChange, ...]
    key_days: tuple[KeyDay, ...]
    counts: tuple[DayCounts, ...] = ()
    legend_titles: tuple[DayTitle, ...] = ()
    out: Mapping[str, tuple[date, ...]] = field(default_factory=dict)

    def period_on(self, area: str, day: date) -> Period:
        """Return the period of an area on a day that a view can show; that of its state where it follows one."""
        entry = next(item for item in self.areas if item.area == area)
        if entry.follows:
            return self.period_on(entry.follows, day)
        return [period for period in entry.periods if period.start <= day][-1]


def status_history(dataset: Dataset, treaty_id: str) -> History:
    """Return the status of every area under a treaty through time, announced future days included.

    It depends on the data alone, never on the present day.
    """
    treaty = dataset.treaty(treaty_id)
    timelines = {
        area: timeline(dataset.actions.get((treaty_id, area), ()), treaty=treaty, is_eligible=state.is_state)
        for area, state in sorted(dataset.states.items())
        if dataset.administrator(state) is None
    }
    return History(
        name=treaty_id,
        title=treaty.short_name,
        start=max(treaty.adopted.replace(month=1, day=1), FIRST_DAY),
        before=f"The {treaty.short_name} did not exist yet" if treaty.adopted > FIRST_DAY else "",
        classes=tuple(kind.value for kind in StatusKind),
        areas=tuple(_area(dataset, treaty_id, state, timelines) for _, state in sorted(dataset.states.items())),
        changes=tuple(
            change for change in status_changes(dataset, treaty_id, timelines) if FIRST_DAY <= change.day <= LAST_DAY
        ),
        # The last one is the day asked about, which a page knows better than a table that is kept.
        key_days=tuple(key for key in key_days(dataset, treaty_id, today=LAST_DAY)[:-1] if key.day >= FIRST_DAY),
    )


def _area(
    dataset: Dataset, treaty_id: str, state: State, timelines: dict[str, tuple[StatusPeriod, ...]]
) -> AreaPeriods:
    treaty, follows = dataset.treaty(treaty_id), dataset.administrator(state)
    if follows is None:
        first = StatusPeriod(FIRST_DAY, None, dataset.status(state.area, treaty_id, FIRST_DAY))
        began = (first,) if treaty.adopted > FIRST_DAY else ()  # timelines begin at the adoption
        return AreaPeriods(state.area, tuple(_periods(state, (*began, *timelines[state.area]), treaty)), "", "")
    return AreaPeriods(state.area, (), follows.area, administrator_clause(follows))


def _periods(state: State, periods: Iterable[StatusPeriod], treaty: Treaty) -> Iterator[Period]:
    """Yield what is shown of the periods of a state, each as long as class and sentence stay the same."""
    last = ("", "")
    for period in periods:
        text = status_sentence(StatusRow(state, period.status, None), treaty, day=period.start)
        if (period.status.kind.value, text) != last:
            last = (period.status.kind.value, text)
            yield Period(period.start, *last)


# -- Every day on which a status under a treaty changed, and what happened on it in one line of words.

MOST_NAMES = 4  # the line stands on a strip under the map; the panel beside it names the others
# These begin without an act of the day: the rule of the treaty or a notice of months before brings them about.
_OF_THEMSELVES = {
    (StatusKind.JOINED, StatusKind.PARTY): ActionKind.ENTRY_INTO_FORCE,
    (StatusKind.LEAVING, StatusKind.LEFT): ActionKind.WITHDRAWAL_EFFECTIVE,
}


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A day on which a treaty or a status under it changed, and its caption: "Estonia, Latvia and Lithuania leave"."""

    day: date
    text: str


def status_changes(
    dataset: Dataset, treaty_id: str, timelines: Mapping[str, tuple[StatusPeriod, ...]]
) -> tuple[StatusChange, ...]:
    """Return the days on which a treaty or the status of a state under it changed, oldest first, one a day.

    Parameters
    ----------
    timelines
        The timeline of each area that has one of its own, by code.
    """
    treaty = dataset.treaty(treaty_id)
    acts: dict[date, dict[ActionKind, list[str]]] = defaultdict(lambda: defaultdict(list))
    without_act: dict[date, list[str]] = defaultdict(list)
    for area, periods in timelines.items():
        name = dataset.state(area).name
        for before, after in pairwise(periods):
            kinds = _kinds(dataset, treaty_id, area, before=before, after=after)
            last_act = [act for act in after.status.actions if act.kind in LEGAL_KINDS][-1:]
            for kind in kinds:
                acts[after.start][kind] += [with_mark(act, name) for act in last_act]
            if not kinds:
                without_act[after.start].append(_without_act(name, after, treaty))
    legal = _of_the_treaty(treaty)
    return tuple(
        StatusChange(
            day,
            day_caption([*legal.get(day, ()), *_clauses(acts.get(day, {})), *sorted(without_act.get(day, ()))]),
        )
        for day in sorted({*legal, *acts, *without_act})
    )


def day_caption(clauses: Sequence[str]) -> str:
    """Return what happened on a day as one line, of a clause for each act.

    Examples
    --------
    >>> day_caption(["the treaty enters into force", "Chad signs"])
    'The treaty enters into force; Chad signs'
    """
    return capitalized("; ".join(clauses))


def _kinds(
    dataset: Dataset, treaty_id: str, area: str, *, before: StatusPeriod, after: StatusPeriod
) -> tuple[ActionKind, ...]:
    """Return the acts that made a period begin; none when its day is only an end of what is known to a range."""
    of_itself = _OF_THEMSELVES.get((before.status.kind, after.status.kind))
    if of_itself is not None:
        return (of_itself,)
    acts = dataset.actions.get((treaty_id, area), ())
    return tuple(
        sorted(
            {
                act.kind
                for act in acts
                if act.kind in LEGAL_KINDS - {ActionKind.ENTRY_INTO_FORCE}
                and act.when.is_exact
                and act.when.earliest == after.start
            },
            key=ACT_ORDER.__getitem__,
        )
    )


def _without_act(name: str, period: StatusPeriod, treaty: Treaty) -> str:
    text = status_words(period.status, treaty)
    return f"{name}: {text}" if period.status.kind is not StatusKind.UNCERTAIN else f"{name}’s status is {text}"


def _clauses(names_by_kind: Mapping[ActionKind, list[str]]) -> Iterable[str]:
    """Yield one clause for each kind of act: the states that did it, and the verb, in the order of the law."""
    for kind in sorted(names_by_kind, key=ACT_ORDER.__getitem__):
        yield act_clause(kind, sorted(names_by_kind[kind], key=name_key), most=MOST_NAMES)


def _of_the_treaty(treaty: Treaty) -> dict[date, list[str]]:
    """Return what happened to the treaty itself, by day: its adoption, opening for signature and entry into force."""
    events_by_day: dict[date, list[str]] = defaultdict(list)
    events_by_day[treaty.adopted].append("the text is adopted")
    if treaty.opened:
        events_by_day[treaty.opened].append("the treaty opens for signature")
    events_by_day[treaty.in_force].append("the treaty enters into force")
    return events_by_day


# -- The key days a reader may jump to, each with a caption; the days come from treaties, acts and events.

# Events that changed what may be laid or what is claimed, whichever treaty is shown: (id in events.csv, caption, mark).
_EVENTS = (
    ("us-korea-only-pledge", "US: mines in Korea only", "US: Korea only"),
    ("us-limits-lifted-2020", "US lifts its limits", "US lifts limits"),
    ("us-korea-only-limit-restored", "US: Korea only again", "US limits return"),
    ("shmyhal-250000-km2", "Ukraine: a claim of its area", "Ukraine claim"),
    ("siem-reap-protest", "Siem Reap conference", "Siem Reap"),
)


@dataclass(frozen=True, slots=True)
class KeyDay:
    """A day worth seeing: what happened on it, in a caption and in a mark short enough for a time line."""

    day: date
    caption: str
    mark: str


def key_days(dataset: Dataset, treaty_id: str, *, today: date) -> tuple[KeyDay, ...]:
    """Return the key days of a treaty up to today, oldest first, today last; one a day."""
    treaty = dataset.treaty(treaty_id)
    days = [KeyDay(treaty.adopted, "Text adopted", "adopted")]
    if treaty.opened:
        days.append(KeyDay(treaty.opened, "Opened for signature", "signed"))
    days.append(KeyDay(treaty.in_force, "In force", "in force"))
    days += [*event_days(dataset), *_exits(dataset, treaty_id)]
    past = {key.day: key for key in days if key.day < today}
    return (*(past[day] for day in sorted(past)), KeyDay(today, "Today (UTC)", "today"))


def event_days(dataset: Dataset) -> tuple[KeyDay, ...]:
    """Return the key days that belong to no treaty."""
    events = {event.event_id: event for event in dataset.events}
    return tuple(
        KeyDay(events[event_id].when.earliest, caption, mark)
        for event_id, caption, mark in _EVENTS
        if event_id in events and events[event_id].when.is_exact
    )


def _exits(dataset: Dataset, treaty_id: str) -> list[KeyDay]:
    """The days on which withdrawals took effect."""
    names: dict[date, list[str]] = defaultdict(list)
    for (treaty, area), acts in dataset.actions.items():
        if treaty == treaty_id:
            for act in acts:
                if act.kind is ActionKind.WITHDRAWAL_EFFECTIVE and act.when.is_exact:
                    names[act.when.earliest].append(dataset.state(area).common_name)
    return [
        KeyDay(
            day,
            act_clause(ActionKind.WITHDRAWAL_EFFECTIVE, sorted(who), most=len(who)),
            "exit" if len(who) == 1 else "exits",
        )
        for day, who in names.items()
    ]
