"""The view: what the reader asked for, as one small frozen value that is equal to a link and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

from geodata import MAP_GROUPS, ClaimClass, ClaimRule, ComparableGroup, StatusKind, is_extent, nearest

LINK_VERSION = "1"
FIRST_DAY = date(1997, 1, 1)  # the year of the Oslo text, before which no treaty here has a status to show
LAST_DAY = date(2033, 12, 31)  # the last Article 5 deadline in the tables; nothing later is announced
TREATIES = ("apmbc", "ccm", "ccw-ap2", "ccw-p5")
REGIONS = ("africa", "americas", "asia", "europe", "oceania")
# From "no figure" up, as the filter reads it; the classes that are no areas cannot be a least one.
LEAST = (ClaimClass.NO_FIGURE, ClaimClass.LIGHT, ClaimClass.MEDIUM, ClaimClass.HEAVY, ClaimClass.MASSIVE)
DEFAULT_FOOTPRINT = "ukr-potentially-contaminated-2023-01-07-shmyhal"
_NOTHING = "none"  # how a link says "switched off on purpose", which an absent key does not
_LONGEST_VALUE = 200  # no honest value is longer; what is cut is named, not echoed


class LayerId(StrEnum):
    """The layers a reader can switch on, in drawing order from the ground up."""

    TREATY_STATUS = "status"
    CONTAMINATION = "contamination"
    POLICY = "policy"
    FOOTPRINT = "footprint"
    BORDERS = "borders"
    EVENTS = "events"


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """A value of a link that could not be used: which, why, and what stands in its place."""

    key: str
    reason: str
    but: str = ""  # what of it was used nevertheless

    def __str__(self) -> str:
        return f"The link's “{self.key}” was ignored{self.but and f', but for {self.but}'}: {self.reason}."


@dataclass(frozen=True, slots=True)
class View:
    """What the reader asked for; every field has a default, and `day` None is today, whenever the link is opened."""

    day: date | None = None
    treaty: str = "apmbc"
    layers: tuple[LayerId, ...] = (LayerId.TREATY_STATUS, LayerId.BORDERS)
    statuses: tuple[StatusKind, ...] = ()
    regions: tuple[str, ...] = ()
    claim_rule: ClaimRule = ClaimRule.LATEST
    claim_group: ComparableGroup = ComparableGroup.AP_MINES
    claim_least: ClaimClass | None = None
    extent: str = "world"
    country: str | None = None
    footprint: str = DEFAULT_FOOTPRINT

    def on(self, today: date) -> date:
        """Return the day the view shows when it is opened on `today`."""
        return self.day or today

    def to_query(self) -> dict[str, str]:
        """Return the link's parameters: always v, then only what differs from the default, in a stable order."""
        query = {"v": LINK_VERSION}
        for key, codec in _CODECS.items():
            value = getattr(self, codec.field)
            if value != getattr(_DEFAULT, codec.field):
                query[key] = codec.write(value)
        return query

    @classmethod
    def from_query(
        cls, query: Mapping[str, str | Sequence[str]], *, areas: Collection[str] = (), claims: Collection[str] = ()
    ) -> tuple[View, tuple[LinkProblem, ...]]:
        """Read a link and never raise: what cannot be used is left out and named.

        Parameters
        ----------
        query
            Parameters as they came; a key given more than once maps to all its values and the last one counts.
        areas, claims
            Codes and claim ids that exist; when empty, only the form of the value is checked.
        """
        values: dict[str, Any] = {}
        problems: list[LinkProblem] = []
        known = {"areas": areas, "claims": claims}
        for key, raw in query.items():
            given = [raw] if isinstance(raw, str) else list(raw)
            if key == "v":
                if given[-1:] != [LINK_VERSION]:
                    problems.append(LinkProblem("v", f"this atlas reads version {LINK_VERSION} of its links"))
                continue
            codec = _CODECS.get(key)
            if codec is None:
                if not key.startswith("embed"):
                    shown = _shown(key)
                    tail = f"; did you mean {nearest(key, _CODECS, 1)[0]}" if nearest(key, _CODECS, 1) else ""
                    problems.append(LinkProblem(shown, "no such parameter" + tail))
                continue
            if len(given) > 1:
                problems.append(LinkProblem(key, "it was given more than once", but="its last value"))
            text = given[-1] if given else ""
            if len(text) > _LONGEST_VALUE:
                problems.append(LinkProblem(key, f"it is longer than {_LONGEST_VALUE} characters"))
                continue
            value, reasons = codec.read(text, known)
            problems.extend(LinkProblem(key, reason) for reason in reasons)
            if value is not None:
                values[codec.field] = value
        return cls(**values), tuple(dict.fromkeys(problems))


_Known: TypeAlias = Mapping[str, Collection[str]]
_Reader: TypeAlias = Callable[[str, _Known], tuple[Any, list[str]]]


@dataclass(frozen=True, slots=True)
class _Codec:
    """How one field is written into a link and read back: (value or None, reasons why parts were ignored)."""

    field: str
    write: Callable[[Any], str]
    read: _Reader


def _shown(text: str) -> str:
    """Return foreign text short and harmless enough to be quoted back."""
    clean = re.sub(r"[^\w.,:;+ -]", "�", text)
    return clean if len(clean) <= 30 else clean[:29] + "…"


def _read_day(text: str, _known: _Known) -> tuple[date | None, list[str]]:
    try:
        day = date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        day = None
    if day is None:
        return None, [f"{_shown(text)} is not a day of the calendar written as YYYY-MM-DD; today is shown"]
    if not FIRST_DAY <= day <= LAST_DAY:
        near = FIRST_DAY if day < FIRST_DAY else LAST_DAY
        return near, [f"{text} lies outside {FIRST_DAY} to {LAST_DAY}; {near} is shown"]
    return day, []


def _one_of(what: str, allowed: Sequence[str], make: Callable[[str], Any] = str) -> _Reader:
    def read(text: str, _known: _Known) -> tuple[Any, list[str]]:
        if text in allowed:
            return make(text), []
        near = nearest(text, allowed, 1)
        return None, [f"{_shown(text)} is not {what}" + (f"; did you mean {near[0]}" if near else "")]

    return read


def _many_of(what: str, allowed: Sequence[str], make: Callable[[str], Any] = str) -> _Reader:
    one = _one_of(what, allowed, make)

    def read(text: str, known: _Known) -> tuple[Any, list[str]]:
        found, reasons = set(), []
        for part in [] if text == _NOTHING else text.split("."):
            value, why = one(part, known)
            found |= {value} if value is not None else set()
            reasons += why
        if not found and text != _NOTHING:
            return None, reasons
        return tuple(make(a) for a in allowed if make(a) in found), reasons

    return read


def _read_country(text: str, known: _Known) -> tuple[str | None, list[str]]:
    if re.fullmatch(r"[A-Z]{3}", text) and (text in known["areas"] or not known["areas"]):
        return text, []
    near = nearest(text.upper(), known["areas"], 1)
    return None, [f"{_shown(text)} is not the code of a country" + (f"; did you mean {near[0]}" if near else "")]


def _read_extent(text: str, _known: _Known) -> tuple[str | None, list[str]]:
    return (text, []) if is_extent(text) else (None, [f"{_shown(text)} is not a part of the world the map can show"])


def _read_footprint(text: str, known: _Known) -> tuple[str | None, list[str]]:
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) and (text in known["claims"] or not known["claims"]):
        return text, []
    return None, [f"{_shown(text)} is not a claim with an area"]


def _joined(values: Sequence[str]) -> str:
    return ".".join(values) or _NOTHING


_LAYERS = tuple(LayerId)
_CODECS: dict[str, _Codec] = {
    "day": _Codec("day", date.isoformat, _read_day),
    "treaty": _Codec("treaty", str, _one_of("a treaty of the atlas", TREATIES)),
    "layers": _Codec("layers", _joined, _many_of("a layer", _LAYERS, LayerId)),
    "status": _Codec("statuses", _joined, _many_of("a treaty status", tuple(StatusKind), StatusKind)),
    "region": _Codec("regions", _joined, _many_of("a region", REGIONS)),
    "rule": _Codec("claim_rule", str, _one_of("a rule for claims", tuple(ClaimRule), ClaimRule)),
    "group": _Codec("claim_group", str, _one_of("a group of comparable claims", MAP_GROUPS, ComparableGroup)),
    "least": _Codec("claim_least", str, _one_of("a class that states can be filtered by", LEAST, ClaimClass)),
    "extent": _Codec("extent", str, _read_extent),
    "country": _Codec("country", str, _read_country),
    "footprint": _Codec("footprint", str, _read_footprint),
}
LINK_KEYS = ("v", *_CODECS)
_DEFAULT = View()


def toggled(view: View, layer: LayerId, *, is_on: bool) -> View:
    """Return the view with one layer switched on or off, layers kept in drawing order."""
    kept = {*view.layers, layer} if is_on else {*view.layers} - {layer}
    return replace(view, layers=tuple(known for known in _LAYERS if known in kept))


def field_names() -> tuple[str, ...]:
    """Return the names of the view's fields; a test keeps them and the link's parameters in step."""
    return tuple(f.name for f in fields(View))
