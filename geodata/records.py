"""The typed, frozen facts of the atlas; their closed sets are in kinds.py, how files become records in schema.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch

from geodata.dates import DateSpan
from geodata.kinds import (
    ActionKind,
    AddressState,
    AreaKind,
    Basis,
    ClaimantRole,
    ClaimStatus,
    ComparableGroup,
    Confidence,
    EntryRule,
    NameKind,
    PublisherRole,
    Standing,
)


@singledispatch
def notebook_html(record: object) -> str:
    """Return a record as HTML for a notebook.

    showing.py registers the implementation: it imports the records, so that they cannot import it. The package imports
    it before any record can be made.
    """
    raise TypeError(f"a {type(record).__name__} has no card")


class Shown:
    """What shows itself in a notebook; how is in showing.py."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """Return the record as HTML, its documents by their ids."""
        return notebook_html(self)


@dataclass(frozen=True, slots=True)
class Source(Shown):
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

    `standing` and `as_of` are those of the document, filled in when the row is read (`sources.in_order`): how strong it
    is, and the last day that it can know of. None: not known.
    """

    source_id: str
    locator: str
    standing: Standing | None = field(default=None, compare=False)
    as_of: date | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Cited(Shown):
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
    continued_by: str
    disputed_by: str

    @property
    def replaced_by(self) -> str:
        """The claim that took its place: a later figure of the same measure, or the record under another definition."""
        return self.superseded_by or self.continued_by


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
