"""What a national policy on anti-personnel mines allowed on a day, and where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.dates import DateSpan
from geodata.model import WORLD_AREA, Confidence, PolicyAction

_ACTIVITIES = ("use", "export", "transfer", "stockpile", "production")  # from the ground back to the factory


class UseRule(StrEnum):
    """Whether a policy allowed the use of anti-personnel mines in an area."""

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
    """The periods of one state's policy that ran on a day; uncertain ones (limits known only to a year) included."""

    area: str
    periods: tuple[PolicyAction, ...]

    def use_rule(self, place: str) -> UseRule:
        """Return what the policy allowed in one area, both kinds of mine taken together."""
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
        persistent, smart = allowed.get("persistent_ap", False), allowed.get("self_destructing_ap", False)
        if persistent and smart:
            return UseRule.BOTH
        return UseRule.SELF_DESTRUCTING if smart else UseRule.PERSISTENT if persistent else UseRule.NONE

    @property
    def use_periods(self) -> tuple[PolicyAction, ...]:
        """The periods that speak about use."""
        return tuple(p for p in self.periods if p.activity == "use")


def policy_on(policies: Iterable[PolicyAction], day: date, *, area: str = "USA") -> PolicyOnDay:
    """Return the periods of a state's policy that run on a day: started by then, and not yet ended.

    A period whose first or last day is known only to a year is kept on every day it may cover.
    """
    running = (
        p
        for p in policies
        if p.area == area
        and p.record == "period"
        and p.start.earliest <= day
        and (p.until is None or day < p.until.latest)
    )
    return PolicyOnDay(area, tuple(sorted(running, key=_use_first)))


def _use_first(period: PolicyAction) -> tuple[int, str, DateSpan, str]:
    known = period.activity in _ACTIVITIES
    place = _ACTIVITIES.index(period.activity) if known else len(_ACTIVITIES)
    return (place, period.mine_kind, period.start, period.policy_id)


def acts_until(policies: Iterable[PolicyAction], day: date, *, area: str) -> tuple[PolicyAction, ...]:
    """Return a state's dated policy acts by a day, newest first."""
    made = (p for p in policies if p.area == area and p.record == "act" and p.start.latest <= day)
    return tuple(sorted(made, key=lambda p: (-p.start.latest.toordinal(), p.policy_id)))
