"""Claims about contamination on a day: selecting and ordering them; never merging, never averaging."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from math import inf

from geodata.model import Basis, Claim, ClaimantRole, ComparableGroup, Confidence


class ClaimRule(StrEnum):
    """Which of several claims about one area drives its colour."""

    LATEST = "latest"
    LATEST_OFFICIAL = "official"
    SURVEY_BASED = "survey"
    HIGHEST = "highest"
    LOWEST = "lowest"


class ClaimClass(StrEnum):
    """Classes of contaminated area, from the bands of the Landmine Monitor, plus what is not an area at all.

    Their order is that of every legend and list: the most contaminated first.

    The Monitor prints light < 5, medium 5-19, heavy 20-99 and massive >= 100 km2; an area of 19.5 km2 counts as
    medium, because the bands are read as half-open intervals [0, 5), [5, 20), [20, 100), [100, ...).
    """

    MASSIVE = "massive"
    HEAVY = "heavy"
    MEDIUM = "medium"
    LIGHT = "light"
    NO_FIGURE = "no-figure"
    COMPLETE = "complete"
    NO_CLAIM = "no-claim"


# The classes that say that land is affected, from the least up: what a filter by a least class may name.
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

CLASS_LABELS = {
    ClaimClass.MASSIVE: "massive: 100 km² or more",
    ClaimClass.HEAVY: "heavy: 20 to 99 km²",
    ClaimClass.MEDIUM: "medium: 5 to 19 km²",
    ClaimClass.LIGHT: "light: under 5 km²",
    ClaimClass.NO_FIGURE: "affected, no figure",
    ClaimClass.COMPLETE: "declared complete",
    ClaimClass.NO_CLAIM: "no claim recorded",
}
_BANDS_KM2 = (
    (100.0, ClaimClass.MASSIVE),
    (20.0, ClaimClass.HEAVY),
    (5.0, ClaimClass.MEDIUM),
    (0.0, ClaimClass.LIGHT),
)
_MINE_SCALE = {
    "massive": ClaimClass.MASSIVE,
    "heavy": ClaimClass.HEAVY,
    "large": ClaimClass.HEAVY,
    "medium": ClaimClass.MEDIUM,
    "light": ClaimClass.LIGHT,
    "small": ClaimClass.LIGHT,
}
# Mine Action Review's heavy begins at 100 km2 and its massive at 1,000 km2 of cluster munition remnants.
_SCALES = {
    "LM": _MINE_SCALE,
    "MAR": _MINE_SCALE,
    "MAR CMR": {"massive": ClaimClass.MASSIVE, "heavy": ClaimClass.MASSIVE},
}
SURVEY_BASES = frozenset({Basis.NON_TECHNICAL_SURVEY, Basis.TECHNICAL_SURVEY})
_COMPLETE = "-declared-complete"


def claims_on(claims: Iterable[Claim], day: date) -> tuple[Claim, ...]:
    """Return the claims that had certainly been made by a day, newest first; contradictory claims all stay.

    A claim whose day is known only to a month or a year is taken as made at the end of it, so that the atlas never
    shows a claim before somebody made it.
    """
    made = (claim for claim in claims if claim.date_said.latest <= day)
    return tuple(sorted(made, key=_newest_first))


def driving_claim(claims: Iterable[Claim], rule: ClaimRule, group: ComparableGroup) -> Claim | None:
    """Return the claim about one area that drives its colour, or None when no claim qualifies.

    Only totals for the whole area in one comparable group qualify, none that is unverified, and none whose place a
    claim made by that day has taken. Of claims made on the same day the newest is the one about the later state of
    the ground, then the one with a figure, then the affected state's own; the highest and the lowest fall back on
    claims without a figure when there is none with one.

    Parameters
    ----------
    claims
        Claims about one area, already limited to a day by `claims_on`.
    """
    made = {c.claim_id: c for c in claims}
    fit = [
        c
        for c in made.values()
        if is_drawable(c) and c.definition.comparable_group is group and c.replaced_by not in made
    ]
    if rule is ClaimRule.LATEST_OFFICIAL:
        fit = [c for c in fit if c.claimant_role is ClaimantRole.AFFECTED_STATE]
    elif rule is ClaimRule.SURVEY_BASED:
        fit = [c for c in fit if c.basis in SURVEY_BASES or is_complete(c)]
    if rule in (ClaimRule.HIGHEST, ClaimRule.LOWEST):
        sign = -1.0 if rule is ClaimRule.HIGHEST else 1.0
        valued = [(sign * c.value, _newest_first(c), c) for c in fit if c.value is not None]
        if valued:
            return min(valued, key=lambda item: item[:2])[2]
    return min(fit, key=_newest_first, default=None)


def is_drawable(claim: Claim) -> bool:
    """Whether a claim may drive a colour or a count: verified, a total, and about the whole of its area."""
    return claim.confidence is not Confidence.UNVERIFIED and claim.definition.is_total and not claim.part


def is_complete(claim: Claim) -> bool:
    """Whether the claim says that clearance is complete."""
    return claim.definition.definition_id.endswith(_COMPLETE)


def claim_class(claim: Claim | None) -> ClaimClass:
    """Return the class of a claim; None is "no claim recorded", which is not the same as "no mines"."""
    if claim is None:
        return ClaimClass.NO_CLAIM
    if is_complete(claim):
        return ClaimClass.COMPLETE
    if claim.unit == "km2" and claim.value is not None:
        return _class_of_km2(claim.value)
    if claim.unit == "km2" and claim.low is not None:  # "at least 100" is massive, "at least 3" may be anything
        least, most = _class_of_km2(claim.low), _class_of_km2(inf if claim.high is None else claim.high)
        return least if least is most else ClaimClass.NO_FIGURE
    return _class_of_band(claim.band)


def is_at_least(found: ClaimClass, least: ClaimClass) -> bool:
    """Whether a class is `least` or worse; "affected, no figure" counts only when it is itself the least class."""
    return least in AFFECTED_CLASSES and found in AFFECTED_CLASSES[AFFECTED_CLASSES.index(least) :]


def _class_of_km2(km2: float) -> ClaimClass:
    return next(cls for least, cls in _BANDS_KM2 if km2 >= least)


def _class_of_band(band: str) -> ClaimClass:
    """Return the class that every publisher quoted names on its own scale; what stands in brackets is a remark."""
    named: set[ClaimClass | None] = set()
    for quoted in re.sub(r"\([^)]*\)", "", band).split(";"):
        publisher, _, word = quoted.partition(":")
        named.add(_SCALES.get(publisher, {}).get(word.strip()))
    only = named.pop()
    return only if only and not named else ClaimClass.NO_FIGURE


def _newest_first(claim: Claim) -> tuple[int, int, bool, bool, str]:
    meant = claim.date_meant.latest if claim.date_meant else claim.date_said.latest
    is_official = claim.claimant_role is ClaimantRole.AFFECTED_STATE
    said, about = -claim.date_said.latest.toordinal(), -meant.toordinal()
    return (said, about, claim.value is None, not is_official, claim.claim_id)
