"""The view: what the reader asked for, as one small frozen value that is equal to a link and back."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from dashboard.maps import link_values as values_of
from dashboard.maps.link_values import Other, Reader
from dashboard.maps.street_maps import STREET_IDS
from dashboard.maps.tracking_parameters import is_tracking_parameter
from geodata import MAP_GROUPS, ClaimClass, ClaimRule, ComparableGroup, StatusKind, is_close_up, nearest
from geodata.claims import AFFECTED_CLASSES
from geodata.geo.projections import WORLD_EXTENT
from geodata.model import Naming

LINK_VERSION = "1"
FIRST_DAY = date(1997, 1, 1)  # the year of the Oslo text, before which no treaty here has a status to show
LAST_DAY = date(2033, 12, 31)  # the last Article 5 deadline in the tables; nothing later is announced
TREATIES = ("apmbc", "ccm", "ccw-ap2", "ccw-p5")
REGIONS = ("africa", "americas", "asia", "europe", "oceania")
DEFAULT_FOOTPRINT = "ukr-potentially-contaminated-2023-01-07-shmyhal"
_LONGEST_VALUE = 200  # no honest value is longer; what is cut is named, not echoed


class LayerId(StrEnum):
    """The layers a reader can switch on, in drawing order from the ground up."""

    TREATY_STATUS = "status"
    CONTAMINATION = "contamination"
    POLICY = "policy"
    FOOTPRINT = "footprint"
    BORDERS = "borders"
    EVENTS = "events"


FROZEN_KEYS = ("release", "id")  # beside the view in a link that is frozen on a data release
_IS_FROZEN = "the atlas shows the present data; put “frozen” before the “?” for the figures of the link's release"


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
    extent: str = WORLD_EXTENT
    country: str | None = None
    footprint: str = DEFAULT_FOOTPRINT
    beside: Other | None = None  # a second map beside the first
    since: date | None = None  # only what changed from then on is coloured
    streets: str | None = None  # a street map beneath a close-up
    names: Naming | None = None  # by which names states go; None: the United Nations' in texts, common ones on the map

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
            Parameters as they came; a key given more than once maps to all its values and the last one counts. Tracking
            parameters, which senders of links add, are left out in silence.
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
                if key in FROZEN_KEYS:
                    problems.append(LinkProblem(key, _IS_FROZEN))
                elif not key.startswith("embed") and not is_tracking_parameter(key):
                    shown = values_of.shown(key)
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
        view, unsettled = settled(cls(**values))
        return view, tuple(dict.fromkeys([*problems, *unsettled]))


@dataclass(frozen=True, slots=True)
class _Codec:
    """How one field is written into a link and read back: (value or None, reasons why parts were ignored)."""

    field: str
    write: Callable[[Any], str]
    read: Reader


def _joined(values: Sequence[str]) -> str:
    return ".".join(values) or values_of.NOTHING


def settled(view: View) -> tuple[View, tuple[LinkProblem, ...]]:
    """Return the view without what the rest of it rules out, and why that was left out."""
    view, problems = _with_one_comparison(view)
    if view.streets is None or (is_close_up(view.extent) and view.beside is None):
        return view, problems
    why = "two maps side by side have" if view.beside else "a map wider than a close-up has"
    found = LinkProblem("streets", f"{why} no street map beneath")
    return replace(view, streets=None), (*problems, found)


def _with_one_comparison(view: View) -> tuple[View, tuple[LinkProblem, ...]]:
    """Return the view with at most one comparison, and that with something else; and why one was left out."""
    other = view.beside
    if other is not None and view.since is not None:
        why = LinkProblem("beside", "the map already picks out what changed, as “since” asks")
        return replace(view, beside=None), (why,)
    if other is not None and other.treaty == view.treaty:
        same = f"{view.treaty} is the treaty that the map shows"
        why = LinkProblem("beside", same, but="its day" if other.day else "")
        return replace(view, beside=replace(other, treaty=None) if other.day else None), (why,)
    return view, ()


_LAYERS = tuple(LayerId)
_TREATY = values_of.one_of("a treaty of the atlas", TREATIES)
_CODECS: dict[str, _Codec] = {
    "day": _Codec("day", date.isoformat, values_of.day_within(FIRST_DAY, LAST_DAY, instead="today is shown")),
    "treaty": _Codec("treaty", str, _TREATY),
    "layers": _Codec("layers", _joined, values_of.many_of("a layer", _LAYERS, LayerId)),
    "status": _Codec("statuses", _joined, values_of.many_of("a treaty status", tuple(StatusKind), StatusKind)),
    "region": _Codec("regions", _joined, values_of.many_of("a region", REGIONS)),
    "rule": _Codec("claim_rule", str, values_of.one_of("a rule for claims", tuple(ClaimRule), ClaimRule)),
    "group": _Codec("claim_group", str, values_of.one_of("a group of comparable claims", MAP_GROUPS, ComparableGroup)),
    "least": _Codec(
        "claim_least", str, values_of.one_of("a class that states can be filtered by", AFFECTED_CLASSES, ClaimClass)
    ),
    "extent": _Codec("extent", str, values_of.extent),
    "country": _Codec("country", str, values_of.country),
    "footprint": _Codec("footprint", str, values_of.footprint),
    "beside": _Codec(
        "beside",
        str,
        values_of.other(_TREATY, values_of.day_within(FIRST_DAY, LAST_DAY, instead="no other day is shown")),
    ),
    "since": _Codec(
        "since", date.isoformat, values_of.day_within(FIRST_DAY, LAST_DAY, instead="no changes are picked out")
    ),
    "streets": _Codec("streets", str, values_of.one_of("a street map of the atlas", STREET_IDS)),
    "names": _Codec("names", str, values_of.one_of("a kind of names", tuple(Naming), Naming)),
}
LINK_KEYS = ("v", *_CODECS)
_DEFAULT = View()


def toggled(view: View, layer: LayerId, *, is_on: bool) -> View:
    """Return the view with one layer switched on or off, layers kept in drawing order."""
    kept = {*view.layers, layer} if is_on else {*view.layers} - {layer}
    return replace(view, layers=tuple(known for known in _LAYERS if known in kept))


def compared(view: View, *, beside: Other | None = None, since: date | None = None) -> View:
    """Return the view with this comparison and no other; without arguments, with none."""
    return settled(replace(view, beside=beside, since=since))[0]


def under(view: View, treaty: str) -> View:
    """Return the view under another treaty; if that is the one beside it, the two change places."""
    other = view.beside
    if other is not None and other.treaty == treaty:
        return replace(view, treaty=treaty, beside=replace(other, treaty=view.treaty))
    return replace(view, treaty=treaty)


def field_names() -> tuple[str, ...]:
    """Return the names of the view's fields; a test keeps them and the link's parameters in step."""
    return tuple(f.name for f in fields(View))
