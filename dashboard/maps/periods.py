"""Treaty status through time: the class of every area from each day on, for a map that is played in the browser.

It says what `layers.treaty_status` says of a view of the day; a test holds the two together. What happened on each day,
in words, is in turns.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dashboard.maps.days import KeyDay, key_days
from dashboard.maps.standing import standing
from dashboard.maps.turns import Turn, turns
from dashboard.maps.view import FIRST_DAY, LAST_DAY
from geodata import StatusKind
from geodata.dataset import Dataset
from geodata.joins import StatusRow
from geodata.model import State, Treaty
from geodata.treaties import StatusPeriod, timeline


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
class StatusHistory:
    """The status of every area under one treaty on every day that a view can show.

    `classes` lists the class ids in the order of the legend; `before` is said of days before the first turn.
    """

    treaty: str
    title: str
    before: str
    classes: tuple[str, ...]
    areas: tuple[AreaPeriods, ...]
    turns: tuple[Turn, ...]
    key_days: tuple[KeyDay, ...]

    def period_on(self, area: str, day: date) -> Period:
        """Return the period of an area on a day that a view can show; that of its state where it follows one."""
        found = next(item for item in self.areas if item.area == area)
        if found.follows:
            return self.period_on(found.follows, day)
        return [period for period in found.periods if period.start <= day][-1]


def status_history(dataset: Dataset, treaty_id: str) -> StatusHistory:
    """Return the status of every area under a treaty through time, announced future days included.

    It depends on the data alone, never on the present day.
    """
    treaty = dataset.treaty(treaty_id)
    lines = {
        area: timeline(dataset.actions.get((treaty_id, area), ()), treaty=treaty, is_eligible=state.is_state)
        for area, state in sorted(dataset.states.items())
        if dataset.administrator(state) is None
    }
    return StatusHistory(
        treaty=treaty_id,
        title=treaty.short_name,
        before=f"The {treaty.short_name} did not exist yet" if treaty.adopted > FIRST_DAY else "",
        classes=tuple(kind.value for kind in StatusKind),
        areas=tuple(_area(dataset, treaty_id, state, lines) for _, state in sorted(dataset.states.items())),
        turns=tuple(turn for turn in turns(dataset, treaty_id, lines) if FIRST_DAY <= turn.day <= LAST_DAY),
        # The last one is the day asked about, which a page knows better than a table that is kept.
        key_days=tuple(key for key in key_days(dataset, treaty_id, today=LAST_DAY)[:-1] if key.day >= FIRST_DAY),
    )


def _area(dataset: Dataset, treaty_id: str, state: State, lines: dict[str, tuple[StatusPeriod, ...]]) -> AreaPeriods:
    treaty, follows = dataset.treaty(treaty_id), dataset.administrator(state)
    if follows is None:
        first = StatusPeriod(FIRST_DAY, None, dataset.status(state.area, treaty_id, FIRST_DAY))
        began = (first,) if treaty.adopted > FIRST_DAY else ()  # timelines begin at the adoption
        return AreaPeriods(state.area, tuple(_periods(state, (*began, *lines[state.area]), treaty)), "", "")
    shared = lines[follows.area][:1]
    said = standing(StatusRow(state, shared[0].status, follows), treaty, day=shared[0].start)
    own = next(_periods(follows, shared, treaty)).sentence
    return AreaPeriods(state.area, (), follows.area, said.removeprefix(own))


def _periods(state: State, found: Iterable[StatusPeriod], treaty: Treaty) -> Iterator[Period]:
    """Yield what is shown of the periods of a state, each as long as class and sentence stay the same."""
    last = ("", "")
    for period in found:
        said = standing(StatusRow(state, period.status, None), treaty, day=period.start)
        if (period.status.kind.value, said) != last:
            last = (period.status.kind.value, said)
            yield Period(period.start, *last)
