"""Frozen records of the tables and boundary files, and the enumerations of their values; tables.py builds them."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date
from enum import IntEnum, StrEnum
from functools import singledispatch

from shapely.geometry.base import BaseGeometry

from geodata.dates import DateSpan

# --- Enumerations

WORLD_AREA = "WLD"  # the code of all areas together


class Confidence(StrEnum):
    """How well a fact is supported; `unverified` facts are left out of maps and counts.

    `two_sources` requires documents of two origins (`Source.origin`), which `geodata check` verifies.
    """

    TWO_SOURCES = "two_sources"
    ONE_SOURCE = "one_source"
    DERIVED = "derived"
    UNVERIFIED = "unverified"


class AreaKind(StrEnum):
    """The standing of an area in the practice of the United Nations."""

    UN_MEMBER = "un_member"
    OBSERVER = "observer"
    OTHER_STATE = "other_state"
    OTHER_AREA = "other_area"
    TERRITORY = "territory"


class NameKind(StrEnum):
    """The kind of a name, in the order of their standing."""

    UN_SHORT = "un_short"  # the short name in the terminology database of the United Nations (UNTERM)
    M49 = "m49"  # the name in the standard of the United Nations Statistics Division
    UN_FORMAL = "un_formal"
    COMMON = "common"
    VARIANT = "variant"  # a short form, initials, an inverted form, another spelling
    FORMER = "former"


class AliasKind(StrEnum):
    """The kind of an alias, in the order in which they are searched."""

    CODE = "code"  # of a list other than ISO 3166-1 and M49
    FORMER_CODE = "former_code"
    NAME = "name"
    FORMER_NAME = "former_name"
    PREDECESSOR = "predecessor"  # code or name of a state of which the area is one of several successors


class Naming(StrEnum):
    """The kind of name that a reader chose for both texts and map."""

    COMMON = "common"
    UN = "un"


class ActionKind(StrEnum):
    """The kind of an act under a treaty; those of the first block change a state's status, the others do not."""

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
    """The kind of a document's publisher; `international`: support units of the conventions, and the ICRC."""

    DEPOSITARY = "depositary"
    GOVERNMENT = "government"
    UN = "un"
    INTERNATIONAL = "international"
    NGO = "ngo"
    MEDIA = "media"
    ACADEMIC = "academic"
    OTHER = "other"


class Standing(IntEnum):
    """How strong a document is as evidence, the strongest first; the rule is `geodata.sources.standing_of`."""

    DEPOSITARY = 1
    OFFICIAL = 2
    MONITOR = 3
    ACADEMIC = 4
    MEDIA = 5
    RELAY = 6


class Mark(StrEnum):
    """The warning printed beside a fact whose documents are weak; the rule is `geodata.sources.mark_of`."""

    RELAYED = "relayed"
    UNCONFIRMED = "not confirmed by the depositary"


class AddressState(StrEnum):
    """The state of a document's URL, where it is not the publisher's own."""

    MIRROR = "mirror"
    STAGING = "staging"
    DEAD = "dead"
    NONE = "none"


class ClaimantRole(StrEnum):
    """The capacity in which a claimant states a figure."""

    AFFECTED_STATE = "affected_state"
    BELLIGERENT = "belligerent"
    DONOR = "donor"
    UN = "un"
    NGO = "ngo"
    MEDIA = "media"
    ACADEMIC = "academic"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """The evidence for a figure (surveys as in the International Mine Action Standards 08.10 and 08.20)."""

    DECLARATION = "declaration"
    DESK_ESTIMATE = "desk_estimate"
    NON_TECHNICAL_SURVEY = "non_technical_survey"
    TECHNICAL_SURVEY = "technical_survey"
    MODEL = "model"
    UNKNOWN = "unknown"


class ClaimStatus(StrEnum):
    """Whether a claim stands, was superseded, or is disputed."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    DISPUTED = "disputed"


class ComparableGroup(StrEnum):
    """Groups of measures: figures are compared, and share a legend, only within one of them."""

    AP_MINES = "ap-mines"
    MINES_ALL_KINDS = "mines-all-kinds"
    ALL_ORDNANCE = "all-ordnance"
    CLUSTER_REMNANTS = "cluster-remnants"
    SURVEY_ENVELOPE = "survey-envelope"
    NONE = "none"


class ExtensionDecision(StrEnum):
    """The decision of the States Parties on an extension that a state requested, as far as it is known."""

    GRANTED = "granted"
    NOT_FOUND = "not_found"


class Vote(StrEnum):
    """How a state voted on a resolution of the General Assembly."""

    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"
    NOT_VOTING = "not_voting"


class GroupKind(StrEnum):
    """The kind of a group of states."""

    UN_REGIONAL_GROUP = "un_regional_group"
    UNION = "union"
    ALLIANCE = "alliance"
    REGIONAL_ORGANIZATION = "regional_organization"
    CATEGORY = "category"  # a list that the United Nations keeps, such as that of the least developed countries


class MembershipKind(StrEnum):
    """Whether a period is one of membership, or one in which a member takes no part because it is suspended."""

    MEMBER = "member"
    SUSPENDED = "suspended"


class EntryRule(StrEnum):
    """How a treaty counts the time from a state's consent to be bound to its entry into force."""

    SIXTH_MONTH_FIRST_DAY = "sixth_month_first_day"
    SIX_MONTHS_AFTER = "six_months_after"


# --- Records: sources, states, names, treaties, acts, definitions, claims, policies


@singledispatch
def notebook_html(record: object) -> str:
    """Return a record as HTML for a notebook.

    notebook.py imports this module and registers the implementation here, because the reverse import would be a cycle.
    geodata/__init__.py imports it before any record can be built.

    Raises
    ------
    TypeError
        For an object without an implementation.
    """
    raise TypeError(f"a {type(record).__name__} has no card")


class NotebookRecord:
    """Base of the records that a notebook renders as HTML (notebook.py)."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return the record as HTML, with its documents named by id."""
        return notebook_html(self)


@dataclass(frozen=True, slots=True)
class Source(NotebookRecord):
    """A document, with the core fields of CSL-JSON; empty text means unknown.

    Attributes
    ----------
    via
        Publisher of the copy that was read, where that is not the publisher of the document.
    relays_source
        The document whose statements this one passes on.
    origin
        Whose account its statements go back to. Documents of one origin count as one witness; a document without an
        origin (a compilation, a page that names no source) counts as none.
    address_state
        None where `url` is the publisher's own.
    checked_on, accessed_on
        The day on which the URL was last opened; the day on which the document was read, in a stored copy or not.
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
    """Base of all records that state something; it cannot be built without a citation.

    Raises
    ------
    ValueError
        When `citations` is empty.
    """

    citations: tuple[Citation, ...]
    confidence: Confidence
    note: str

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError(f"a {type(self).__name__} needs at least one citation")

    @property
    def record_id(self) -> str:
        """The id of the row in its table: the first field that a kind of fact adds to those of all facts."""
        return str(getattr(self, fields(self)[len(fields(Fact))].name))


@dataclass(frozen=True, slots=True)
class State:
    """A state or area that has a boundary or a point.

    `area` is ISO 3166-1 alpha-3 (exceptions in data/README.md); `name` is the short name of the United Nations, for
    texts; `common_name` labels maps; `label_lon` and `label_lat` are degrees.
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
        """Whether it may join the treaties (197: 193 UN members, 2 observers, the Cook Islands and Niue)."""
        return self.kind in (AreaKind.UN_MEMBER, AreaKind.OBSERVER, AreaKind.OTHER_STATE)


@dataclass(frozen=True, slots=True)
class AreaName:
    """A name of a state or area in one language (ISO 639-1); `until` is the end of a former name, where known."""

    area: str
    kind: NameKind
    language: str
    name: str
    until: DateSpan | None
    citations: tuple[Citation, ...]
    note: str


@dataclass(frozen=True, slots=True)
class AreaAlias:
    """A code or name by which tables from elsewhere give an area, and names.csv does not.

    `language` is empty for a code; `until` is the end of a former code or name, where known.
    """

    area: str
    kind: AliasKind
    language: str
    alias: str
    until: DateSpan | None
    citations: tuple[Citation, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Treaty(Fact):
    """A treaty with its dates and its articles on entry into force and withdrawal.

    `opened` is None where it was not opened for signature; `data_until` is the day of the last status page read.
    """

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
    """A definition of what a figure measures; only totals (`is_total`) of a comparable group colour a map."""

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
    """One figure, band or doubt about an area, as one claimant stated it; areas are in km2.

    `date_said` is when it was stated, `date_meant` the state of which day it describes, None where the source gives
    none. `low` and `high` are the ends of a range; one of them alone is a floor or a ceiling.
    """

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
        """The id of its successor: a later figure of the same measure, or one under another definition; "" if none."""
        return self.superseded_by or self.continued_by


@dataclass(frozen=True, slots=True)
class PolicyAction(Fact):
    """A period of national policy (`record` is "period") or one act of it ("act")."""

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


# --- Records: votes, clearance, oblasts, events, deadlines, casualties, stockpiles, groups, land areas, omissions


@dataclass(frozen=True, slots=True)
class VoteCast(Fact):
    """How one state voted on the yearly resolution on the Convention."""

    year: int
    resolution: str
    area: str
    vote: Vote

    @property
    def record_id(self) -> str:
        """The code of the area and the year, which stand once in the table; the table has no column of ids."""
        return f"{self.area}-{self.year}"


@dataclass(frozen=True, slots=True)
class ClearanceResult(Fact):
    """Land released, mines and submunitions destroyed in one area and year, as one claimant states it.

    Areas are in km2; None means not reported.
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
    """A figure (km2) for first-level areas of one country, so far oblasts of Ukraine, given by ISO 3166-2 codes.

    The code of the country alone (ISO 3166-1 alpha-2) stands for all of them together.
    """

    figure_id: str
    oblasts: tuple[str, ...]
    name: str
    value_km2: float | None
    date_meant: DateSpan
    claimant: str
    measure: str

    @property
    def iso2(self) -> str:
        """ISO 3166-1 alpha-2 code of the country."""
        return self.oblasts[0].partition("-")[0]

    @property
    def is_of_country(self) -> bool:
        """Whether the figure is for all first-level areas together."""
        return self.oblasts == (self.iso2,)


@dataclass(frozen=True, slots=True)
class Event(Fact):
    """An event with its date and its position in degrees."""

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
    """A clearance deadline under Article 5 of the Mine Ban Convention, or the completion of the obligation.

    `decided` is the day or the meeting at which the States Parties decided on an extension, or were due to. After a
    granted extension `deadline` is the new deadline, `earlier_deadline` the one before it.
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
        """Return the deadline that applied on a day; an extension applies from the day of the decision on."""
        return self.earlier_deadline if self._is_before_grant(day) else self.deadline

    def requested_on(self, day: date) -> date | None:
        """Return the new deadline that a state had requested and that was not granted by a day."""
        return self.deadline if self._is_before_grant(day) else self.requested

    def is_decision_missing_on(self, day: date) -> bool:
        """Whether the decision on an extension was due before a day and was not found.

        The States Parties may have granted the extension (Article 5), so such a deadline must not be called expired.
        """
        is_due = self.decided is not None and self.decided.latest < day
        return self.decision is ExtensionDecision.NOT_FOUND and is_due

    def _is_before_grant(self, day: date) -> bool:
        return self.decision is ExtensionDecision.GRANTED and self.decided is not None and day < self.decided.latest


@dataclass(frozen=True, slots=True)
class CasualtyCount(Fact):
    """Recorded casualties (people killed or injured) of one year; `low` is set where the source gives a minimum."""

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
class Group(Fact):
    """A group of states; `data_until` is the last day of which a document on its members was read."""

    group_id: str
    short_name: str
    name: str
    kind: GroupKind
    about: str
    data_until: date


@dataclass(frozen=True, slots=True)
class Membership(Fact):
    """A period in which an area is a member of a group, or is suspended as one.

    `start` is its first day, `until` the first day after it; None where no end is known. A start of which only the
    first list with the member tells is the range up to the day of that list. `contested_by` names who denies the end,
    or the start where there is no end.
    """

    membership_id: str
    group: str
    area: str
    kind: MembershipKind
    start: DateSpan
    until: DateSpan | None
    contested_by: str


@dataclass(frozen=True, slots=True)
class CountryArea(Fact):
    """The land area (km2) of a state or area in a year, without inland waters, as a published table gives it."""

    area: str
    land_km2: float
    year: int


@dataclass(frozen=True, slots=True)
class Omission:
    """A statement that the atlas leaves out although readers may look for it, with the reason.

    `when` is the date from which it would apply. `citations` are the documents of its figures and of the reason; empty
    where the reason is that no document was read.
    """

    omission_id: str
    area: str
    when: DateSpan
    statement: str
    reason: str
    citations: tuple[Citation, ...]


# --- Records of data/boundaries: levels of detail, sizes of areas, notes on boundaries, disputed lines

_UNCAPITALIZED = ("and",)  # in a title made of an id


class Level(StrEnum):
    """Level of detail of boundaries: for maps of the world, of a group of countries, of one country."""

    OVERVIEW = "overview"
    MEDIUM = "medium"
    DETAIL = "detail"

    @property
    def tolerance(self) -> float:
        """The square root of the smallest triangle kept, in degrees (Visvalingam and Whyatt 1993)."""
        return _TOLERANCES[self]


# 0.1 is half a pixel of a world map 1,800 pixels wide; 0.005 is about the true resolution of the 1:10m source.
_TOLERANCES = {Level.OVERVIEW: 0.1, Level.MEDIUM: 0.02, Level.DETAIL: 0.005}


@dataclass(frozen=True, slots=True)
class AreaGeometry:
    """Size of an area on the ellipsoid, and the point of its label in degrees.

    An area with `is_small` gets a point symbol on a map of the world, and may have no polygon.
    """

    area: str
    name_in_source: str
    label_lon: float
    label_lat: float
    area_km2: float
    is_small: bool


@dataclass(frozen=True, slots=True)
class BoundaryNote:
    """A note on boundaries for maps that show its box (degrees); that of the general note is the world.

    `departure` says where the atlas departs from maps of the United Nations; empty where no departure is known.
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
        """The title of the note: its id with spaces and capitals."""
        return " ".join(word if word in _UNCAPITALIZED else word.capitalize() for word in self.note_id.split("-"))

    @property
    def full_text(self) -> str:
        """The note with its departure."""
        return f"{self.text} {self.departure}".rstrip()


class LineStyle(StrEnum):
    """How a disputed line is drawn."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"


@dataclass(frozen=True, slots=True)
class DisputedLine:
    """A line whose status is not that of an ordinary boundary.

    Attributes
    ----------
    un_style
        Its style on the map of UN Geospatial; "none" where that map lacks the line.
    edges
        Pairs of pieces between which it runs.
    basis
        One sentence on what the line rests on.
    geometry
        The line at level `detail`, EPSG:4326.
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
        """Whether the map of UN Geospatial has another style for it, or lacks it."""
        return self.un_style != self.style
