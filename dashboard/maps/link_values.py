"""How one value of a link is read: each reader returns what it understood, or None, and why parts were left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from geodata import is_extent, nearest

NOTHING = "none"  # how a link says "switched off on purpose", which an absent key does not
Known: TypeAlias = Mapping[str, Collection[str]]  # codes of areas, ids of claims; empty: only the form is checked
Reader: TypeAlias = Callable[[str, Known], tuple[Any, list[str]]]
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Other:
    """What a view is compared with: another treaty, another day, or both; None is the one the view shows."""

    treaty: str | None = None
    day: date | None = None

    def __str__(self) -> str:
        """The value as a link writes it."""
        return ".".join(filter(None, [self.treaty, self.day.isoformat() if self.day else None]))


def shown(text: str) -> str:
    """Return foreign text short and harmless enough to be quoted back."""
    clean = re.sub(r"[^\w.,:;+ -]", "�", text)
    return clean if len(clean) <= 30 else clean[:29] + "…"


def day_within(first: date, last: date, *, instead: str) -> Reader:
    """Return a reader of days, which makes a day outside the nearest inside; `instead` says what is done without."""

    def read(text: str, _known: Known) -> tuple[date | None, list[str]]:
        try:
            day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            day = None
        if day is None:
            return None, [f"{shown(text)} is not a day of the calendar written as YYYY-MM-DD; {instead}"]
        if not first <= day <= last:
            near = first if day < first else last
            return near, [f"{text} lies outside {first} to {last}; {near} is shown"]
        return day, []

    return read


def one_of(what: str, allowed: Sequence[str], make: Callable[[str], Any] = str) -> Reader:
    """Return a reader of one of the allowed values, which names the nearest of them for a wrong one."""

    def read(text: str, _known: Known) -> tuple[Any, list[str]]:
        if text in allowed:
            return make(text), []
        near = nearest(text, allowed, 1)
        return None, [f"{shown(text)} is not {what}" + (f"; did you mean {near[0]}" if near else "")]

    return read


def many_of(what: str, allowed: Sequence[str], make: Callable[[str], Any] = str) -> Reader:
    """Return a reader of allowed values joined by points, kept in the order in which they are allowed."""
    one = one_of(what, allowed, make)

    def read(text: str, known: Known) -> tuple[Any, list[str]]:
        found, reasons = set(), []
        for part in [] if text == NOTHING else text.split("."):
            value, why = one(part, known)
            found |= {value} if value is not None else set()
            reasons += why
        if not found and text != NOTHING:
            return None, reasons
        return tuple(make(a) for a in allowed if make(a) in found), reasons

    return read


def other(treaty: Reader, day: Reader) -> Reader:
    """Return a reader of what a view is compared with: a treaty, a day, or both joined by a point."""

    def read(text: str, known: Known) -> tuple[Other | None, list[str]]:
        found: dict[str, Any] = {}
        reasons: list[str] = []
        for part in text.split("."):
            kind, reader = ("day", day) if part[:1].isdigit() else ("treaty", treaty)
            if kind in found:
                reasons.append(f"it names a second {kind}, {shown(part)}")
                continue
            value, why = reader(part, known)
            found |= {kind: value} if value is not None else {}
            reasons += why
        return (Other(**found) if found else None), reasons

    return read


def country(text: str, known: Known) -> tuple[str | None, list[str]]:
    """Read the code of a country or area."""
    if re.fullmatch(r"[A-Z]{3}", text) and (text in known["areas"] or not known["areas"]):
        return text, []
    near = nearest(text.upper(), known["areas"], 1)
    return None, [f"{shown(text)} is not the code of a country" + (f"; did you mean {near[0]}" if near else "")]


def extent(text: str, _known: Known) -> tuple[str | None, list[str]]:
    """Read the id of a part of the world."""
    return (text, []) if is_extent(text) else (None, [f"{shown(text)} is not a part of the world the map can show"])


def footprint(text: str, known: Known) -> tuple[str | None, list[str]]:
    """Read the id of a claim."""
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) and (text in known["claims"] or not known["claims"]):
        return text, []
    return None, [f"{shown(text)} is not a claim with an area"]
