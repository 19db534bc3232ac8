"""The closed sets of values that records use: kinds of act, roles, bases, comparable groups."""

from __future__ import annotations

from enum import IntEnum, StrEnum

WORLD = "WLD"  # stands in tables for all areas together, where others have the code of one


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
