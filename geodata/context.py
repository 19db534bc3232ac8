"""The facts around status and claims: votes, clearance, oblasts, events, deadlines, casualties, stockpiles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.dates import DateSpan
from geodata.kinds import Vote
from geodata.records import Cited


@dataclass(frozen=True, slots=True)
class VoteCast(Cited):
    """How one state voted on the yearly resolution on the Convention."""

    year: int
    resolution: str
    area: str
    vote: Vote


@dataclass(frozen=True, slots=True)
class ClearanceResult(Cited):
    """Land released and mines destroyed in one area and year, as one claimant states it (km2; None = not reported)."""

    clearance_id: str
    area: str
    part: str
    year: int
    cleared_km2: float | None
    reduced_km2: float | None
    cancelled_km2: float | None
    ap_mines_destroyed_count: int | None
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
    """An Article 5 clearance deadline, or the completion of the obligation."""

    deadline_id: str
    area: str
    part: str
    status: str
    deadline: date | None
    progress: str
    requested: date | None
    completed: DateSpan | None


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
