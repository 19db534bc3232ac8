"""The typed, frozen facts of the atlas and the closed sets of their values; tables.py makes them of files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from functools import singledispatch

from shapely.geometry.base import BaseGeometry

from geodata.dates import DateSpan

# -- The closed sets of values that records use: kinds of act, roles, bases, comparable groups.

WORLD_AREA = "WLD"  # stands in tables for all areas together, where others have the code of one


class Confidence(StrEnum):
    """How well a fact is supported; `unverified` facts stay out of maps and counts.

    `two_sources` asks for documents of two origins (`Source.origin`), which `geodata check` holds.
    """

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


class NameKind(StrEnum):
    """What sort of name it is; the order is that of standing."""

    UN_SHORT = "un_short"  # the short name in the terminology database of the United Nations (UNTERM)
    M49 = "m49"  # the name in the standard of the United Nations Statistics Division
    UN_FORMAL = "un_formal"
    COMMON = "common"
    VARIANT = "variant"  # a short form, initials, an inverted form, another spelling
    FORMER = "former"


class Naming(StrEnum):
    """By which names states go, where a reader wants the same ones in texts and on the map."""

    COMMON = "common"
    UN = "un"


class ActionKind(StrEnum):
    """An act under a treaty: the first block changes a state's status, the second is shown but changes nothing."""

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
    """Who stands behind a document; `international` are the support units of the conventions and the ICRC."""

    DEPOSITARY = "depositary"
    GOVERNMENT = "government"
    UN = "un"
    INTERNATIONAL = "international"
    NGO = "ngo"
    MEDIA = "media"
    ACADEMIC = "academic"
    OTHER = "other"


class Standing(IntEnum):
    """How near a document is to what it states, the strongest first; `geodata.sources.standing_of` is the rule."""

    DEPOSITARY = 1
    OFFICIAL = 2
    MONITOR = 3
    ACADEMIC = 4
    MEDIA = 5
    RELAY = 6


class Mark(StrEnum):
    """What a reader is told of a fact whose documents are weak; `geodata.sources.mark_of` is the rule."""

    RELAYED = "relayed"
    UNCONFIRMED = "not confirmed by the depositary"


class AddressState(StrEnum):
    """What the address of a document is, where it is not the publisher's own."""

    MIRROR = "mirror"
    STAGING = "staging"
    DEAD = "dead"
    NONE = "none"


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


class ExtensionDecision(StrEnum):
    """What is known of the decision of the States Parties on an extension that a state asked for."""

    GRANTED = "granted"
    NOT_FOUND = "not_found"


class Vote(StrEnum):
    """How a state voted on a resolution of the General Assembly."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    NOT_VOTING = "not_voting"


class EntryRule(StrEnum):
    """How a treaty reckons entry into force for a state that consents to be bound."""

    SIXTH_MONTH_FIRST_DAY = "sixth_month_first_day"
    SIX_MONTHS_AFTER = "six_months_after"


# -- Facts with their citations: sources, states, names, treaties, acts, definitions, claims, policies.


@singledispatch
def notebook_html(record: object) -> str:
    """Return a record as HTML for a notebook.

    notebook.py registers the implementation: it imports the records, so that they cannot import it. The package imports
    it before any record can be made.
    """
    raise TypeError(f"a {type(record).__name__} has no card")


class NotebookRecord:
    """What shows itself in a notebook; how is in notebook.py."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return the record as HTML, its documents by their ids."""
        return notebook_html(self)


@dataclass(frozen=True, slots=True)
class Source(NotebookRecord):
    """A document, with the core fields of CSL-JSON; empty text means unknown.

    `via` is who carries the copy that was read, where that is not the publisher; `address_state` is None where `url` is
    the publisher's own address; `checked_on` is the day on which the address was last opened, `accessed_on` the day on
    which the document was read, be it in a stored copy.

    `origin` names whose account its statements go back to: documents of one origin are one witness, and one without an
    origin (a compilation, a page that does not show where it has things from) is none.
    """

    source_id: str
    csl_type: str
    title: str
    author: str
    publisher: str
    via: str
    publisher_role: PublisherRole
    relays_source: str
    origin: str
    published: DateSpan | None
    language: str
    url: str
    address_state: AddressState | None
    checked_on: date | None
    archived: str
    accessed_on: date | None
    licence: str
    note: str


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A source and the place in it (page, table, section) that carries the fact.

    `standing` is how strong the document is, `as_of` the last day that it can know of. `citations_by_standing` of
    sources.py fills both in when the row is read; None: not known.
    """

    source_id: str
    locator: str
    standing: Standing | None = field(default=None, compare=False)
    as_of: date | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Fact(NotebookRecord):
    """What every fact shares: it cannot be built without a citation."""

    citations: tuple[Citation, ...]
    confidence: Confidence
    note: str

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a {type(self).__name__} needs at least one citation")


@dataclass(frozen=True, slots=True)
class State:
    """A state or area that the atlas draws; `area` is ISO 3166-1 alpha-3 (exceptions in data/README.md).

    `name` is the short name of the United Nations, `common_name` what most readers call it: they stand on maps.
    """

    area: str
    iso2: str
    m49: str
    common_name: str
    name: str
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


@dataclass(frozen=True, slots=True)
class AreaName:
    """A name of a state or area in one language (ISO 639-1); `until` is when a former one ended, if that is known."""

    area: str
    kind: NameKind
    language: str
    name: str
    until: DateSpan | None
    citations: tuple[Citation, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Treaty(Fact):
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
class TreatyAction(Fact):
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
class Claim(Fact):
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
    date_said: DateSpan
    date_meant: DateSpan | None
    relayed_by: str
    status: ClaimStatus
    superseded_by: str
    continued_by: str
    disputed_by: str

    @property
    def replaced_by(self) -> str:
        """The claim that took its place: a later figure of the same measure, or the record under another definition."""
        return self.superseded_by or self.continued_by


@dataclass(frozen=True, slots=True)
class PolicyAction(Fact):
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


# -- The facts around status and claims: votes, clearance, deadlines, casualties and the like, and what is left out.


@dataclass(frozen=True, slots=True)
class VoteCast(Fact):
    """How one state voted on the yearly resolution on the Convention."""

    year: int
    resolution: str
    area: str
    vote: Vote


@dataclass(frozen=True, slots=True)
class ClearanceResult(Fact):
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
class OblastFigure(Fact):
    """A figure for one or more oblasts of Ukraine (km2)."""

    figure_id: str
    oblasts: tuple[str, ...]
    name: str
    value_km2: float | None
    date_meant: DateSpan
    claimant: str
    measure: str


@dataclass(frozen=True, slots=True)
class Event(Fact):
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
class Deadline(Fact):
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
class CasualtyCount(Fact):
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
class Stockpile(Fact):
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


# -- The typed rows of data/boundaries: an area's measures, a note about boundaries, a disputed line.

_SMALL = ("and",)  # words of an id that take no capital in a title


class Level(StrEnum):
    """How finely boundaries are drawn: for the world, for a group of countries, for one country."""

    OVERVIEW = "overview"
    MEDIUM = "medium"
    DETAIL = "detail"

    @property
    def tolerance(self) -> float:
        """The square root of the area of the smallest triangle that stays, in degrees (Visvalingam and Whyatt 1993)."""
        return _TOLERANCES[self]


# 0.1 is half a pixel of a world map 1,800 pixels wide; 0.005 is about the true resolution of the 1:10m source.
_TOLERANCES = {Level.OVERVIEW: 0.1, Level.MEDIUM: 0.02, Level.DETAIL: 0.005}


@dataclass(frozen=True, slots=True)
class AreaGeometry:
    """What is known of an area's shape: a point for its label (degrees) and its size on the ellipsoid.

    `is_small` says that the area needs a point symbol on a map of the world, and that it may have no polygon at all.
    """

    area: str
    name_in_source: str
    label_lon: float
    label_lat: float
    area_km2: float
    is_small: bool


@dataclass(frozen=True, slots=True)
class BoundaryNote:
    """What is to be said about boundaries when a box (degrees) is in view; the general one covers the world.

    `departure` says where the atlas departs from what the United Nations draws; empty where it does not, as far as is
    known.
    """

    note_id: str
    areas: tuple[str, ...]
    west: float
    south: float
    east: float
    north: float
    text: str
    departure: str
    citations: tuple[Citation, ...]

    @property
    def title(self) -> str:
        """What the note is about, in the words of its id."""
        return " ".join(word if word in _SMALL else word.capitalize() for word in self.note_id.split("-"))

    @property
    def whole(self) -> str:
        """The note with its departure."""
        return f"{self.text} {self.departure}".rstrip()


class LineStyle(StrEnum):
    """How a line whose status is not that of an ordinary boundary is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True)
class DisputedLine:
    """A line whose status is not that of an ordinary boundary.

    `edges` names the pairs of pieces between which it runs; `geometry` is that line at the level of detail, EPSG:4326;
    `un_style` is its style on the map of UN Geospatial, `none` where that map does not have it; `basis` says in a
    sentence what it rests on.
    """

    line_id: str
    name: str
    areas: tuple[str, ...]
    style: LineStyle
    un_style: str
    edges: tuple[tuple[str, str], ...]
    basis: str
    citations: tuple[Citation, ...]
    geometry: BaseGeometry

    @property
    def departs(self) -> bool:
        """Whether the map of UN Geospatial draws it in another way, or does not have it."""
        return self.un_style != self.style
