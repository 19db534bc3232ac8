"""National policy on anti-personnel mines on a day: the periods that apply, and the areas where use is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.dates import DateSpan
from geodata.model import WORLD_AREA, Confidence, PolicyAction

_ACTIVITIES = ("use", "export", "transfer", "stockpile", "production")  # in the order of lists


class UseRule(StrEnum):
    """Which anti-personnel mines a policy allows to be used in an area.

    PERSISTENT means without self-destruction. REPORTED means an open period that rests on one source.
    """

    BOTH = "both"
    SELF_DESTRUCTING = "self-destructing"
    PERSISTENT = "persistent"
    NONE = "none"
    REPORTED = "reported"
    UNKNOWN = "unknown"


USE_LABELS = {
    UseRule.BOTH: "use allowed, with and without self-destruction",
    UseRule.SELF_DESTRUCTING: "use allowed, self-destructing mines only",
    UseRule.PERSISTENT: "use allowed, mines without self-destruction only",
    UseRule.NONE: "use not allowed",
    UseRule.REPORTED: "use allowed, as reported; no official text",
    UseRule.UNKNOWN: "not known",
}


@dataclass(frozen=True, slots=True)
class PolicyOnDay:
    """The periods of a state's policy that apply, or may apply, on a day."""

    area: str
    periods: tuple[PolicyAction, ...]

    def use_rule(self, place: str) -> UseRule:
        """Return the rule for use in an area (code), combined from the periods for both kinds of mine."""
        allowed: dict[str, bool] = {}
        reported = False
        for period in self.use_periods:
            if period.allowed_in == ("UNKNOWN",) or period.confidence is Confidence.UNVERIFIED:
                continue
            is_in = place in period.allowed_in or WORLD_AREA in period.allowed_in
            allowed[period.mine_kind] = allowed.get(period.mine_kind, False) or is_in
            reported |= is_in and period.confidence is Confidence.ONE_SOURCE and period.until is None
        if not allowed:
            return UseRule.UNKNOWN
        if reported:
            return UseRule.REPORTED
        persistent, self_destructing = allowed.get("persistent_ap", False), allowed.get("self_destructing_ap", False)
        if persistent and self_destructing:
            return UseRule.BOTH
        return UseRule.SELF_DESTRUCTING if self_destructing else UseRule.PERSISTENT if persistent else UseRule.NONE

    @property
    def use_periods(self) -> tuple[PolicyAction, ...]:
        """The periods whose activity is use."""
        return tuple(p for p in self.periods if p.activity == "use")


def policy_on(policies: Iterable[PolicyAction], day: date, *, area: str = "USA") -> PolicyOnDay:
    """Return the periods of a state's policy that have begun by a day and not ended.

    A period whose first or last day is known only to a year applies on every day that it may cover.
    """
    running = (
        p
        for p in policies
        if p.area == area
        and p.record == "period"
        and p.start.earliest <= day
        and (p.until is None or day < p.until.latest)
    )
    return PolicyOnDay(area, tuple(sorted(running, key=_by_activity)))


def ended_by(policies: Iterable[PolicyAction], day: date, *, area: str) -> tuple[PolicyAction, ...]:
    """Return the periods of a state's policy that had certainly ended by a day, the last to end first."""
    ends = [
        (p.until.latest.toordinal(), p)
        for p in policies
        if p.area == area and p.record == "period" and p.until is not None and p.until.latest <= day
    ]
    return tuple(period for _, period in sorted(ends, key=lambda end: (-end[0], end[1].policy_id)))


def _by_activity(period: PolicyAction) -> tuple[int, str, DateSpan, str]:
    known = period.activity in _ACTIVITIES
    place = _ACTIVITIES.index(period.activity) if known else len(_ACTIVITIES)
    return (place, period.mine_kind, period.start, period.policy_id)


def acts_until(policies: Iterable[PolicyAction], day: date, *, area: str) -> tuple[PolicyAction, ...]:
    """Return the acts of a state's policy that were certainly made by a day, newest first."""
    acts = (p for p in policies if p.area == area and p.record == "act" and p.start.latest <= day)
    return tuple(sorted(acts, key=lambda p: (-p.start.latest.toordinal(), p.policy_id)))
