"""Claims about contamination on a day: their selection, order and class; figures are never merged or averaged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from math import inf

from geodata.model import Basis, Claim, ClaimantRole, ComparableGroup, Confidence


class ClaimRule(StrEnum):
    """The rule by which one of several claims about an area determines its colour."""

    LATEST = "latest"
    LATEST_OFFICIAL = "official"
    SURVEY_BASED = "survey"
    HIGHEST = "highest"
    LOWEST = "lowest"


class ClaimClass(StrEnum):
    """Classes of contaminated area by the bands of the Landmine Monitor, and claims without an area.

    In the order of legends and lists, the most contaminated first. The Monitor prints light < 5, medium 5-19, heavy
    20-99 and massive >= 100 km2. They are applied as half-open intervals [0, 5), [5, 20), [20, 100), [100, ...), so
    that 19.5 km2 is medium.
    """

    MASSIVE = "massive"
    HEAVY = "heavy"
    MEDIUM = "medium"
    LIGHT = "light"
    NO_FIGURE = "no-figure"
    COMPLETE = "complete"
    NO_CLAIM = "no-claim"


# Classes that state contamination, ascending: the values of the filter by least class.
AFFECTED_CLASSES = tuple(cls for cls in reversed(ClaimClass) if cls not in {ClaimClass.COMPLETE, ClaimClass.NO_CLAIM})

RULE_LABELS = {
    ClaimRule.LATEST: "latest claim",
    ClaimRule.LATEST_OFFICIAL: "latest official claim",
    ClaimRule.SURVEY_BASED: "latest claim that rests on survey",
    ClaimRule.HIGHEST: "highest claim",
    ClaimRule.LOWEST: "lowest claim",
}
GROUP_LABELS = {
    ComparableGroup.AP_MINES: "anti-personnel mines",
    ComparableGroup.MINES_ALL_KINDS: "mines of all kinds",
    ComparableGroup.ALL_ORDNANCE: "all explosive ordnance",
    ComparableGroup.CLUSTER_REMNANTS: "cluster munition remnants",
    ComparableGroup.SURVEY_ENVELOPE: "land to be surveyed (“potentially contaminated”)",
    ComparableGroup.NONE: "not comparable with other figures",
}
MAP_GROUPS = tuple(group for group in ComparableGroup if group is not ComparableGroup.NONE)

CLASS_NAMES = {
    ClaimClass.MASSIVE: "massive",
    ClaimClass.HEAVY: "heavy",
    ClaimClass.MEDIUM: "medium",
    ClaimClass.LIGHT: "light",
    ClaimClass.NO_FIGURE: "affected, no figure",
    ClaimClass.COMPLETE: "declared complete",
    ClaimClass.NO_CLAIM: "no claim recorded",
}
CLASS_RANGES = {
    ClaimClass.MASSIVE: "100 km² or more",
    ClaimClass.HEAVY: "20 to 99 km²",
    ClaimClass.MEDIUM: "5 to 19 km²",
    ClaimClass.LIGHT: "under 5 km²",
}
CLASS_LABELS = {
    cls: f"{name}: {CLASS_RANGES[cls]}" if cls in CLASS_RANGES else name for cls, name in CLASS_NAMES.items()
}
_BANDS_KM2 = (
    (100.0, ClaimClass.MASSIVE),
    (20.0, ClaimClass.HEAVY),
    (5.0, ClaimClass.MEDIUM),
    (0.0, ClaimClass.LIGHT),
)
BAND_LIMITS_KM2 = tuple(sorted(least for least, _ in _BANDS_KM2 if least))  # the least area of a class, ascending
_MINE_CLASSES = {
    "massive": ClaimClass.MASSIVE,
    "heavy": ClaimClass.HEAVY,
    "large": ClaimClass.HEAVY,
    "medium": ClaimClass.MEDIUM,
    "light": ClaimClass.LIGHT,
    "small": ClaimClass.LIGHT,
}
# For cluster munition remnants, heavy begins at 100 km2 and massive at 1,000 km2 in Mine Action Review (MAR).
_CLASS_BY_PUBLISHER = {
    "LM": _MINE_CLASSES,
    "MAR": _MINE_CLASSES,
    "MAR CMR": {"massive": ClaimClass.MASSIVE, "heavy": ClaimClass.MASSIVE},
}
SURVEY_BASES = frozenset({Basis.NON_TECHNICAL_SURVEY, Basis.TECHNICAL_SURVEY})
_COMPLETE_SUFFIX = "-declared-complete"


def claims_on(claims: Iterable[Claim], day: date) -> tuple[Claim, ...]:
    """Return the claims that had certainly been made by a day, newest first; contradictory claims are all kept.

    A claim dated to a month or a year counts from the last day of it, so that no map shows a claim before it was made.
    """
    claims_by_day = (claim for claim in claims if claim.date_said.latest <= day)
    return tuple(sorted(claims_by_day, key=_newest_first))


def driving_claim(claims: Iterable[Claim], rule: ClaimRule, group: ComparableGroup) -> Claim | None:
    """Return the claim about one area that determines its colour, or None when no claim qualifies.

    Verified totals for the whole area in one comparable group qualify, unless superseded by another of `claims`. Of
    claims made on the same day the newest is the one that describes the later day, then one with a figure, then the
    affected state's own. The rules for highest and lowest use claims without a figure only where none has a figure.

    Parameters
    ----------
    claims
        Claims about one area, limited to a day by `claims_on`.
    """
    candidates = standing_claims(claims, group)
    if rule is ClaimRule.LATEST_OFFICIAL:
        candidates = [c for c in candidates if c.claimant_role is ClaimantRole.AFFECTED_STATE]
    elif rule is ClaimRule.SURVEY_BASED:
        candidates = [c for c in candidates if c.basis in SURVEY_BASES or is_complete(c)]
    if rule in (ClaimRule.HIGHEST, ClaimRule.LOWEST):
        sign = -1.0 if rule is ClaimRule.HIGHEST else 1.0
        with_figure = [(sign * c.value, _newest_first(c), c) for c in candidates if c.value is not None]
        if with_figure:
            return min(with_figure, key=lambda item: item[:2])[2]
    return min(candidates, key=_newest_first, default=None)


def standing_claims(claims: Iterable[Claim], group: ComparableGroup) -> list[Claim]:
    """Return the drawable claims of one comparable group that no other of the claims supersedes, in their order."""
    by_id = {c.claim_id: c for c in claims}
    return [
        c
        for c in by_id.values()
        if is_drawable(c) and c.definition.comparable_group is group and c.replaced_by not in by_id
    ]


def is_drawable(claim: Claim) -> bool:
    """Whether a claim may determine a colour or a count: verified, a total, and about the whole of its area."""
    return claim.confidence is not Confidence.UNVERIFIED and claim.definition.is_total and not claim.part


def is_complete(claim: Claim) -> bool:
    """Whether the claim states that clearance is complete."""
    return claim.definition.definition_id.endswith(_COMPLETE_SUFFIX)


def claim_class(claim: Claim | None) -> ClaimClass:
    """Return the class of a claim; of None it is NO_CLAIM, which does not mean that there are no mines."""
    if claim is None:
        return ClaimClass.NO_CLAIM
    if is_complete(claim):
        return ClaimClass.COMPLETE
    if claim.unit == "km2" and claim.value is not None:
        return class_of_km2(claim.value)
    if claim.unit == "km2" and claim.low is not None:  # "at least 100" is massive, "at least 3" has no class
        least, most = class_of_km2(claim.low), class_of_km2(inf if claim.high is None else claim.high)
        return least if least is most else ClaimClass.NO_FIGURE
    return _class_of_band(claim.band)


def is_at_least(cls: ClaimClass, least: ClaimClass) -> bool:
    """Whether a class is `least` or worse; NO_FIGURE is below every class with a figure."""
    return least in AFFECTED_CLASSES and cls in AFFECTED_CLASSES[AFFECTED_CLASSES.index(least) :]


def class_of_km2(km2: float) -> ClaimClass:
    """Return the class of an area in km², which is not negative."""
    return next(cls for least, cls in _BANDS_KM2 if km2 >= least)


def _class_of_band(band: str) -> ClaimClass:
    """Return the class on which all publishers of a band agree, each by its own scale; else NO_FIGURE.

    Text in brackets is a remark and not read.
    """
    classes: set[ClaimClass | None] = set()
    for publication in re.sub(r"\([^)]*\)", "", band).split(";"):
        publisher, _, word = publication.partition(":")
        classes.add(_CLASS_BY_PUBLISHER.get(publisher, {}).get(word.strip()))
    only = classes.pop()
    return only if only and not classes else ClaimClass.NO_FIGURE


def _newest_first(claim: Claim) -> tuple[int, int, bool, bool, str]:
    meant = claim.date_meant.latest if claim.date_meant else claim.date_said.latest
    is_official = claim.claimant_role is ClaimantRole.AFFECTED_STATE
    said_ordinal, meant_ordinal = -claim.date_said.latest.toordinal(), -meant.toordinal()
    return (said_ordinal, meant_ordinal, claim.value is None, not is_official, claim.claim_id)
