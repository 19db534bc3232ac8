"""Members of a group of states on a day, from dated memberships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from geodata.dates import DateSpan
from geodata.model import Group, Membership, MembershipKind


class GroupLookup(Protocol):
    """The part of `Dataset` that `members_on` uses."""

    @property
    def groups(self) -> Mapping[str, Group]:
        """Groups by their ids."""

    @property
    def memberships(self) -> Mapping[str, tuple[Membership, ...]]:
        """Memberships by group id."""


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a group on a day, as area codes in alphabetical order.

    Attributes
    ----------
    group_id, day
        What was asked.
    areas
        Members for every possible dating of the memberships.
    uncertain
        Areas that are members for some possible datings only, disjoint from `areas`: a start or an end is known to a
        range that contains the day, was announced for a day of which no document was read, or is contested.
    suspended
        Those of `areas` and `uncertain` that are suspended, for every possible dating.
    possibly_suspended
        Those that are suspended for some possible datings only.
    known_until
        The last day of which a document on the group was read; None for a group that the data do not have. Of a later
        `day` the members are those of this one.
    """

    group_id: str
    day: date
    areas: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()
    suspended: tuple[str, ...] = ()
    possibly_suspended: tuple[str, ...] = ()
    known_until: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no area is or may be a member on the day."""
        return not self.areas and not self.uncertain


def members_on(dataset: GroupLookup, group_id: str, day: date) -> Members:
    """Return the members of a group on a day; none for an unknown group, for which `Dataset.group` raises.

    A membership counts from its start (included) to its end (excluded).
    """
    group = dataset.groups.get(group_id)
    if group is None:
        return Members(group_id, day)
    periods = dataset.memberships.get(group_id, ())
    known_until = group.data_until
    areas, uncertain = _by_certainty(periods, MembershipKind.MEMBER, day, known_until)
    suspended, possibly_suspended = _by_certainty(periods, MembershipKind.SUSPENDED, day, known_until)
    members = {*areas, *uncertain}
    return Members(
        group_id,
        day,
        areas,
        uncertain,
        tuple(area for area in suspended if area in members),
        tuple(area for area in possibly_suspended if area in members),
        known_until,
    )


def runs_on(membership: Membership, day: date, known_until: date) -> bool | None:
    """Return whether a membership runs on a day; None where its dates leave both possible.

    From a contested end on, both are possible, and likewise from a contested start on where there is no end.

    Parameters
    ----------
    known_until
        The last day of which a document was read. A later start or end was only announced: from it on, both are
        possible.
    """
    has_begun = _has_come(membership.start, day, known_until)
    has_ended = False if membership.until is None else _has_come(membership.until, day, known_until)
    if has_begun is False or (has_ended is True and not membership.contested_by):
        return False
    is_certain = (
        has_begun is True and has_ended is False and (not membership.contested_by or membership.until is not None)
    )
    return True if is_certain else None


def _has_come(when: DateSpan, day: date, known_until: date) -> bool | None:
    if day < when.earliest:
        return False
    return True if when.latest <= min(day, known_until) else None


def _by_certainty(
    periods: Iterable[Membership], kind: MembershipKind, day: date, known_until: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the areas with a period that runs on a day, and those of which it is not certain."""
    running: dict[bool | None, set[str]] = {True: set(), False: set(), None: set()}
    for period in periods:
        if period.kind is kind:
            running[runs_on(period, day, known_until)].add(period.area)
    return tuple(sorted(running[True])), tuple(sorted(running[None] - running[True]))
