"""The key days a reader may jump to, each with a caption; the days come from treaties, acts and events."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from geodata.dataset import Dataset
from geodata.model import ActionKind
from geodata.wording import listed

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
    found = [KeyDay(treaty.adopted, "Text adopted", "adopted")]
    if treaty.opened:
        found.append(KeyDay(treaty.opened, "Opened for signature", "signed"))
    found.append(KeyDay(treaty.in_force, "In force", "in force"))
    events = {event.event_id: event for event in dataset.events}
    for event_id, caption, mark in _EVENTS:
        event = events.get(event_id)
        if event is not None and event.when.is_exact:
            found.append(KeyDay(event.when.earliest, caption, mark))
    found += _exits(dataset, treaty_id)
    past = {key.day: key for key in found if key.day < today}
    return (*(past[day] for day in sorted(past)), KeyDay(today, "Today (UTC)", "today"))


def _exits(dataset: Dataset, treaty_id: str) -> list[KeyDay]:
    """The days on which withdrawals took effect."""
    names: dict[date, list[str]] = defaultdict(list)
    for (treaty, area), acts in dataset.actions.items():
        if treaty == treaty_id:
            for act in acts:
                if act.kind is ActionKind.WITHDRAWAL_EFFECTIVE and act.when.is_exact:
                    names[act.when.earliest].append(dataset.state(area).common_name)
    return [
        KeyDay(day, f"{who[0]} leaves", "exit")
        if len(who) == 1
        else KeyDay(day, f"{listed(sorted(who))} leave", "exits")
        for day, who in names.items()
    ]
