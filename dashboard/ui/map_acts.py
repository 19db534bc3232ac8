"""What a reader does inside the map's frame, as edits of the View: the only words between the two."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from dashboard.maps.view import FIRST_DAY, LAST_DAY, View, compared
from dashboard.ui import cache
from geodata import StatusKind
from geodata.claims import AFFECTED_CLASSES


@dataclass(frozen=True, slots=True)
class Act:
    """One act: a number that grows, what kind it is, and the value that came with it."""

    number: int
    kind: str
    value: object


def acts_of(value: object, *, session: str) -> tuple[Act, ...]:
    """Return the acts in what the frame sent, oldest first; what is no act is left out.

    Parameters
    ----------
    session
        The name of the session. What the frame told another one has been done there; what that one left without an
        answer, the frame tells again.
    """
    if not isinstance(value, Mapping) or value.get("session") != session:
        return ()
    return tuple(sorted(_acts(value), key=lambda act: act.number))


def _acts(value: Mapping[object, object]) -> Iterator[Act]:
    sent = value.get("acts")
    for item in sent if isinstance(sent, list) else []:
        match item:
            case [int(number), str(kind), found]:
                yield Act(number, kind, found)


def acted(view: View, act: Act) -> View:
    """Return the view after an act; one that cannot be understood changes nothing."""
    edit = _EDITS.get(act.kind)
    return edit(view, act.value) if edit else view


def _choose(view: View, value: object) -> View:
    if value is None or (isinstance(value, str) and value in cache.dataset().states):
        return replace(view, country=value)
    return view


def _keep(view: View, value: object) -> View:
    """Chosen classes in the order of the legend; all of them together are no filter."""
    chosen = value if isinstance(value, list) else []
    kept = tuple(kind for kind in StatusKind if kind.value in chosen)
    return replace(view, statuses=() if len(kept) == len(StatusKind) else kept)


def _least(view: View, value: object) -> View:
    return replace(view, claim_least=next((cls for cls in AFFECTED_CLASSES if cls.value == value), None))


def _day(view: View, value: object) -> View:
    """Go to a day; today is no day, so that the link stays at today tomorrow."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return view
    if day is None or day == cache.today():
        return replace(view, day=None)
    return replace(view, day=min(max(day, FIRST_DAY), LAST_DAY))


def _since(view: View, value: object) -> View:
    """Show what changed since another day."""
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return view
    return compared(view, since=min(max(day, FIRST_DAY), LAST_DAY)) if day else view


def _reset(view: View, value: object) -> View:
    """Take back the comparison, or else every filter."""
    if value == "compare":
        return compared(view)
    return replace(view, statuses=(), regions=(), claim_least=None)


def _stay(view: View, _value: object) -> View:
    """Change nothing: the day of the page is over, and whoever draws it sees to that."""
    return view


_EDITS: dict[str, Callable[[View, object], View]] = {
    "choose": _choose,
    "keep": _keep,
    "least": _least,
    "day": _day,
    "since": _since,
    "reset": _reset,
    "midnight": _stay,
}
