"""Every day on which a status under a treaty changed, and what happened on it in one line of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dashboard.maps.changes import VERBS
from dashboard.maps.wording import status_words
from geodata import StatusKind
from geodata.collation import name_key
from geodata.dataset import Dataset
from geodata.model import ActionKind, Treaty
from geodata.sources import marked
from geodata.treaties import LEGAL_KINDS, StatusPeriod
from geodata.wording import listed, sentence

MOST_NAMES = 4  # the line stands on a strip under the map; the panel beside it names the others
_ORDER = {kind: number for number, kind in enumerate(VERBS)}
# These begin without an act of the day: the rule of the treaty or a notice of months before brings them about.
_OF_THEMSELVES = {
    (StatusKind.JOINED, StatusKind.PARTY): ActionKind.ENTRY_INTO_FORCE,
    (StatusKind.LEAVING, StatusKind.LEFT): ActionKind.WITHDRAWAL_EFFECTIVE,
}


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which something changed, and what: "Estonia, Latvia and Lithuania leave"."""

    day: date
    text: str


def turns(dataset: Dataset, treaty_id: str, lines: Mapping[str, tuple[StatusPeriod, ...]]) -> tuple[Turn, ...]:
    """Return the days on which a treaty or the status of a state under it changed, oldest first, one a day.

    Parameters
    ----------
    lines
        The timeline of each area that has one of its own, by code.
    """
    treaty = dataset.treaty(treaty_id)
    done: dict[date, dict[ActionKind, list[str]]] = defaultdict(lambda: defaultdict(list))
    said: dict[date, list[str]] = defaultdict(list)
    for area, periods in lines.items():
        name = dataset.state(area).name
        for before, after in pairwise(periods):
            kinds = _kinds(dataset, treaty_id, area, before=before, after=after)
            last = [act for act in after.status.actions if act.kind in LEGAL_KINDS][-1:]
            for kind in kinds:
                done[after.start][kind] += [marked(act, name) for act in last]
            if not kinds:
                said[after.start].append(_without_act(name, after, treaty))
    legal = _of_the_treaty(treaty)
    return tuple(
        Turn(day, sentence("; ".join([*legal.get(day, ()), *_clauses(done.get(day, {})), *sorted(said.get(day, ()))])))
        for day in sorted({*legal, *done, *said})
    )


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
            key=_ORDER.__getitem__,
        )
    )


def _without_act(name: str, period: StatusPeriod, treaty: Treaty) -> str:
    words = status_words(period.status, treaty)
    return f"{name}: {words}" if period.status.kind is not StatusKind.UNCERTAIN else f"{name}’s status is {words}"


def _clauses(done: Mapping[ActionKind, list[str]]) -> Iterable[str]:
    """Yield what the states of each kind of act did, in the order of the law."""
    for kind in sorted(done, key=_ORDER.__getitem__):
        names = sorted(done[kind], key=name_key)
        who = listed(names) if len(names) <= MOST_NAMES else f"{len(names)} states"
        yield f"{who} {VERBS[kind][len(names) > 1]}"


def _of_the_treaty(treaty: Treaty) -> dict[date, list[str]]:
    """Return the turns of the treaty itself."""
    found: dict[date, list[str]] = defaultdict(list)
    found[treaty.adopted].append("the text is adopted")
    if treaty.opened:
        found[treaty.opened].append("the treaty opens for signature")
    found[treaty.in_force].append("the treaty enters into force")
    return found
