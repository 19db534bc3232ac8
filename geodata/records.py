"""The typed, frozen facts of the atlas and their closed sets of values; how files become records is in tables.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.dates import DateSpan


class Confidence(StrEnum):
    """How well a fact is supported; `unverified` facts stay out of maps and counts."""

    TWO_SOURCES = "two_sources"
    ONE_SOURCE = "one_source"
    DERIVED = "derived"
    UNVERIFIED = "unverified"


class AreaKind(StrEnum):
    """What an area is in the practice of the United Nations."""

    UN_MEMBER = "un_member"
    OBSERVER = "observer"
    OTHER_STATE = "other_state"
    OTHER_AREA = "other_area"
    TERRITORY = "territory"


class ActionKind(StrEnum):
    """An act under a treaty. The first block changes a state's status; the second is shown but changes nothing."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    CONSENT_TO_BE_BOUND = "consent_to_be_bound"
    ENTRY_INTO_FORCE = "entry_into_force"
    SUSPENSION_NOTIFIED = "suspension_notified"
    WITHDRAWAL_NOTIFIED = "withdrawal_notified"
    WITHDRAWAL_EFFECTIVE = "withdrawal_effective"

    OBJECTION = "objection"
    DECLARATION = "declaration"
    TERRITORIAL_EXTENSION = "territorial_extension"
    DOMESTIC_DECISION = "domestic_decision"
    COMPLIANCE_REQUEST = "compliance_request"


class PublisherRole(StrEnum):
    """Who stands behind a document."""

    DEPOSITARY = "depositary"
    GOVERNMENT = "government"
    UN = "un"
    NGO = "ngo"
    MEDIA = "media"
    ACADEMIC = "academic"
    OTHER = "other"


class ClaimantRole(StrEnum):
    """In what capacity somebody states a figure."""

    AFFECTED_STATE = "affected_state"
    BELLIGERENT = "belligerent"
    DONOR = "donor"
    UN = "un"
    NGO = "ngo"
    MEDIA = "media"
    ACADEMIC = "academic"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What a figure rests on (International Mine Action Standards 08.10 and 08.20 for the two kinds of survey)."""

    DECLARATION = "declaration"
    DESK_ESTIMATE = "desk_estimate"
    NON_TECHNICAL_SURVEY = "non_technical_survey"
    TECHNICAL_SURVEY = "technical_survey"
    MODEL = "model"
    UNKNOWN = "unknown"


class ClaimStatus(StrEnum):
    """What became of a claim since it was made."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    DISPUTED = "disputed"


class ComparableGroup(StrEnum):
    """Figures may be compared, and share a legend, only inside one of these groups."""

    AP_MINES = "ap-mines"
    MINES_ALL_KINDS = "mines-all-kinds"
    ALL_ORDNANCE = "all-ordnance"
    CLUSTER_REMNANTS = "cluster-remnants"
    SURVEY_ENVELOPE = "survey-envelope"
    NONE = "none"


class Vote(StrEnum):
    """How a state voted on a resolution of the General Assembly."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    NOT_VOTING = "not_voting"


@dataclass(frozen=True, slots=True)
class Source:
    """A document, with the core fields of CSL-JSON; empty text means unknown."""

    source_id: str
    csl_type: str
    title: str
    author: str
    publisher: str
    publisher_role: PublisherRole
    relays_source: str
    published: DateSpan | None
    language: str
    url: str
    archived: str
    accessed_on: date | None
    licence: str
    note: str


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A source and the place in it (page, table, section) that carries the fact."""

    source_id: str
    locator: str


@dataclass(frozen=True, slots=True)
class Cited:
    """What every fact shares: it cannot be built without a citation."""

    citations: tuple[Citation, ...]
    confidence: Confidence
    note: str

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a {type(self).__name__} needs at least one citation")


@dataclass(frozen=True, slots=True)
class State:
    """A state or area that the atlas draws; `area` is ISO 3166-1 alpha-3 (exceptions in data/README.md)."""

    area: str
    iso2: str
    m49: str
    name: str
    official_name: str
    kind: AreaKind
    region: str
    subregion: str
    administered_by: str
    label_lon: float
    label_lat: float

    @property
    def is_state(self) -> bool:
        """Whether it counts among the states that may join (197: 193 members, 2 observers, Cook Islands, Niue)."""
        return self.kind in (AreaKind.UN_MEMBER, AreaKind.OBSERVER, AreaKind.OTHER_STATE)


class EntryRule(StrEnum):
    """How a treaty reckons entry into force for a state that consents to be bound."""

    SIXTH_MONTH_FIRST_DAY = "sixth_month_first_day"
    SIX_MONTHS_AFTER = "six_months_after"


@dataclass(frozen=True, slots=True)
class Treaty(Cited):
    """A treaty, with the rules by which states enter and leave it."""

    treaty_id: str
    short_name: str
    title: str
    adopted: date
    opened: date | None
    in_force: date
    entry_rule: EntryRule
    entry_article: str
    exit_article: str
    depositary_reference: str
    url: str
    data_until: date


@dataclass(frozen=True, slots=True)
class TreatyAction(Cited):
    """One dated act of one state under one treaty."""

    action_id: str
    treaty: str
    area: str
    kind: ActionKind
    when: DateSpan
    date_effective: date | None
    contested: bool
    contested_by: str


@dataclass(frozen=True, slots=True)
class Definition:
    """A thing that can be measured; only totals of a comparable group drive a map's colours."""

    definition_id: str
    label: str
    text: str
    standard: str
    includes: str
    excludes: str
    comparable_group: ComparableGroup
    is_total: bool


@dataclass(frozen=True, slots=True)
class Claim(Cited):
    """One figure, band or doubt that somebody stated about an area; `unit` is km2 unless it says otherwise."""

    claim_id: str
    area: str
    part: str
    definition: Definition
    value: float | None
    low: float | None
    high: float | None
    unit: str
    band: str
    as_stated: str
    claimant: str
    claimant_role: ClaimantRole
    basis: Basis
    said: DateSpan
    meant: DateSpan | None
    relayed_by: str
    status: ClaimStatus
    superseded_by: str
    disputed_by: str


@dataclass(frozen=True, slots=True)
class PolicyAction(Cited):
    """A period of national policy (`record` = period) or one act of it (`record` = act)."""

    policy_id: str
    area: str
    record: str
    kind: str
    title: str
    start: DateSpan
    until: DateSpan | None
    mine_kind: str
    activity: str
    allowed_in: tuple[str, ...]
    allowed_where: str
    forbidden_where: str
    korea_rule: str
    authority: str
    direction: str
    paraphrase: str


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
