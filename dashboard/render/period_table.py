"""The table of status periods that the browser plays: classes, sentences and turns of one treaty on every day.

The browser only looks up and puts days into the sentences written here; what a status is, and how it is said, is
decided in maps/compose/timeline.py. All text is HTML-escaped here, once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from html import escape
from urllib.parse import quote

from dashboard.maps.compose.timeline import Period, StatusHistory
from dashboard.maps.view import FIRST_DAY
from dashboard.render.wire import KeyDayRow, PeriodTable, SayRow, TurnRow
from geodata import day_label

# Part of the address: raise it when the form or the wording of the table changes, or browsers keep the old for a year.
FORM = "2"
DAY = "{}"  # where a sentence names the day on which its period begins


def periods_version(release: str) -> str:
    """Return what the address of a table carries instead of a date: the hash of the data release and of our form."""
    return hashlib.sha256(f"{release} {FORM}".encode()).hexdigest()[:12]


def periods_url(treaty_id: str, release: str) -> str:
    """Return the address of the table of a treaty as the map's iframe writes it."""
    return f"../../periods/{quote(treaty_id, safe='')}-{periods_version(release)}.json"


def period_table(history: StatusHistory) -> bytes:
    """Return the table as JSON; every day is a number of days since `first`.

    `says` holds [class, sentence] with {} for a day; `areas` holds, by code, in turn the day from which something holds
    and its number in `says`. An area in `follows` shares what its state has, and its sentence ends as `tails` says.
    """
    says = _Says(history.classes)
    follows = {item.area: item.follows for item in history.areas if item.follows}
    table: PeriodTable = {
        "treaty": history.treaty,
        "title": _text(history.title),
        "first": FIRST_DAY.isoformat(),
        "before": _text(history.before),
        "classes": list(history.classes),
        "areas": {item.area: says.refer(item.periods) for item in history.areas if not item.follows},
        "says": says.table,
        "follows": dict(follows),
        "tails": {item.follows: _text(item.tail) for item in history.areas if item.follows},
        "turns": [TurnRow(_number(turn.day), _text(turn.text)) for turn in history.turns],
        "keys": [KeyDayRow(_number(key.day), _text(key.caption), _text(key.mark)) for key in history.key_days],
    }
    return json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()


class _Says:
    """The sentences of all periods, each once, in the order of their first use."""

    def __init__(self, classes: tuple[str, ...]) -> None:
        self._classes = classes
        self._number: dict[tuple[int, str], int] = {}

    @property
    def table(self) -> list[SayRow]:
        return [SayRow(number, text) for number, text in self._number]

    def refer(self, periods: Iterable[Period]) -> list[int]:
        out: list[int] = []
        for period in periods:
            # The browser knows the day on which the period begins and no other.
            text = period.sentence.replace(day_label(period.start), DAY)
            key = (self._classes.index(period.class_id), _text(text))
            out += [_number(period.start), self._number.setdefault(key, len(self._number))]
        return out


def _number(day: date) -> int:
    return (day - FIRST_DAY).days


def _text(text: str) -> str:
    return escape(text, quote=False)
