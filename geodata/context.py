"""The facts around status and claims: votes, clearance, deadlines, casualties and the like, and what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.dates import DateSpan
from geodata.kinds import ExtensionDecision, Vote
from geodata.records import Citation, Cited


@dataclass(frozen=True, slots=True)
class VoteCast(Cited):
    """How one state voted on the yearly resolution on the Convention."""

    year: int
    resolution: str
    area: str
    vote: Vote


@dataclass(frozen=True, slots=True)
class ClearanceResult(Cited):
    """Land released, mines and submunitions destroyed in one area and year, as one claimant states it.

    Areas are in km2; None is what was not reported.
    """

    clearance_id: str
    area: str
    part: str
    year: int
    cleared_km2: float | None
    reduced_km2: float | None
    cancelled_km2: float | None
    ap_mines_destroyed_count: int | None
    submunitions_destroyed_count: int | None
    claimant: str


@dataclass(frozen=True, slots=True)
class OblastFigure(Cited):
    """A figure for one or more oblasts of Ukraine (km2)."""

    figure_id: str
    oblasts: tuple[str, ...]
    name: str
    value_km2: float | None
    meant: DateSpan
    claimant: str
    measure: str


@dataclass(frozen=True, slots=True)
class Event(Cited):
    """A dated, located event."""

    event_id: str
    when: DateSpan
    place: str
    area: str
    lat: float
    lon: float
    position_basis: str
    category: str
    text: str


@dataclass(frozen=True, slots=True)
class Deadline(Cited):
    """An Article 5 clearance deadline, or the completion of the obligation.

    `decided` is the day or the meeting at which the States Parties took the decision on an extension, or were to take
    it; a granted extension stands in `deadline`, and what stood before it in `earlier_deadline`.
    """

    deadline_id: str
    area: str
    part: str
    status: str
    deadline: date | None
    progress: str
    requested: date | None
    completed: DateSpan | None
    earlier_deadline: date | None
    decision: ExtensionDecision | None
    decided: DateSpan | None

    def deadline_on(self, day: date) -> date | None:
        """Return the deadline that stood on a day: a granted extension counts from the day of the decision on."""
        return self.earlier_deadline if self._is_before_grant(day) else self.deadline

    def requested_on(self, day: date) -> date | None:
        """Return the new deadline that a state had asked for and not yet been granted on a day."""
        return self.deadline if self._is_before_grant(day) else self.requested

    def is_decision_missing_on(self, day: date) -> bool:
        """Whether the decision on an extension was due by a day and was not found.

        Such a deadline must not be called expired: under Article 5 the States Parties may have granted the extension.
        """
        is_due = self.decided is not None and self.decided.latest < day
        return self.decision is ExtensionDecision.NOT_FOUND and is_due

    def _is_before_grant(self, day: date) -> bool:
        return self.decision is ExtensionDecision.GRANTED and self.decided is not None and day < self.decided.latest


@dataclass(frozen=True, slots=True)
class CasualtyCount(Cited):
    """Recorded casualties (people killed or injured) of one year; `low` where only a floor is printed."""

    casualty_id: str
    area: str
    part: str
    year: DateSpan
    weapon: str
    casualties: int | None
    low: int | None
    killed: int | None
    injured: int | None
    edition: str


@dataclass(frozen=True, slots=True)
class Stockpile(Cited):
    """Stocks, production or recorded use of mines by a state, as one claimant states it."""

    stockpile_id: str
    kind: str
    when: DateSpan
    area: str
    name: str
    value: float | None
    low: float | None
    high: float | None
    unit: str
    claimant: str


@dataclass(frozen=True, slots=True)
class Omission:
    """A statement that a reader may look for and that the atlas leaves out, with the reason.

    `when` is the date from which it would count. `citations` are the documents that figures and reason rest on; there
    are none where the reason is that no document was read.
    """

    omission_id: str
    area: str
    when: DateSpan
    statement: str
    reason: str
    citations: tuple[Citation, ...]
