"""The kinds of status a state can have under a treaty, and a status on a day; how it is computed is in treaties.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.records import Shown, TreatyAction


class StatusKind(StrEnum):
    """Where a state stands under a treaty, in the order a legend lists it."""

    PARTY = "party"
    JOINED = "joined"
    SIGNED = "signed"
    LEAVING = "leaving"
    SUSPENSION_CLAIMED = "suspension-claimed"
    LEFT = "left"
    NOT_SIGNED = "not-signed"
    UNCERTAIN = "uncertain"
    NOT_ELIGIBLE = "not-eligible"


STATUS_LABELS = {
    StatusKind.PARTY: "party",
    StatusKind.JOINED: "joined, not yet bound",
    StatusKind.SIGNED: "signed",
    StatusKind.LEAVING: "party, leaving",
    StatusKind.SUSPENSION_CLAIMED: "party, suspension claimed",
    StatusKind.LEFT: "left",
    StatusKind.NOT_SIGNED: "not signed",
    StatusKind.UNCERTAIN: "uncertain",
    StatusKind.NOT_ELIGIBLE: "not eligible",
}

# States that have deposited consent and not left: how depositaries count States Parties (Vienna Convention on the
# Law of Treaties, Art. 2(1)(g) asks for entry into force as well, hence the second set).
JOINED_KINDS = frozenset({StatusKind.PARTY, StatusKind.JOINED, StatusKind.LEAVING, StatusKind.SUSPENSION_CLAIMED})
BOUND_KINDS = JOINED_KINDS - {StatusKind.JOINED}


@dataclass(frozen=True, slots=True)
class TreatyStatus(Shown):
    """Status on a day.

    `kind` is UNCERTAIN when dates known only to a range leave more than one `possible` kind; `since` is the first day
    of the present kind where it is known; `actions` are the acts by that day, oldest first; `reason` says why.
    """

    kind: StatusKind
    possible: tuple[StatusKind, ...]
    since: date | None
    actions: tuple[TreatyAction, ...]
    reason: str

    @property
    def label(self) -> str:
        """The status in the words of the field."""
        if self.kind is StatusKind.UNCERTAIN:
            return "uncertain: " + " or ".join(STATUS_LABELS[kind] for kind in self.possible)
        return STATUS_LABELS[self.kind]

    @property
    def has_joined(self) -> bool:
        """Whether consent is deposited and not withdrawn on every reading of the dates."""
        return all(kind in JOINED_KINDS for kind in self.possible)

    @property
    def may_be_bound(self) -> bool:
        """Whether the state is bound on at least one reading of the dates."""
        return any(kind in BOUND_KINDS for kind in self.possible)

    @property
    def is_bound(self) -> bool:
        """Whether the state is bound on every reading of the dates."""
        return all(kind in BOUND_KINDS for kind in self.possible)


@dataclass(frozen=True, slots=True)
class StatusPeriod:
    """A state's status from a day (included) until the next period begins; `until` None: no later change announced."""

    start: date
    until: date | None
    status: TreatyStatus
