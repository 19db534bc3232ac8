"""What is known: boundaries, treaty acts, claims and policies with their sources; no drawing, no network."""

from geodata.claims import (
    CLASS_LABELS,
    CLASS_NAMES,
    CLASS_RANGES,
    GROUP_LABELS,
    MAP_GROUPS,
    RULE_LABELS,
    ClaimClass,
    ClaimRule,
    claim_class,
    claims_on,
    driving_claim,
)
from geodata.dataset import Dataset, load
from geodata.dates import DateSpan, day_label
from geodata.errors import BoundaryError, GeodataError, Problem, TableError, UnknownKeyError, nearest
from geodata.freshness import Age, Freshness
from geodata.geo.boundaries import extent, is_extent
from geodata.geo.extent_geometry import is_close_up
from geodata.geo.projections import Extent
from geodata.groups import Members, members_on
from geodata.model import ComparableGroup, Confidence
from geodata.policies import USE_LABELS, UseRule, acts_until, policy_on
from geodata.releases import kept_releases, load_release
from geodata.treaties import STATUS_LABELS, StatusKind, TreatyStatus, entry_into_force, status_on, timeline

__all__ = [
    "CLASS_LABELS",
    "CLASS_NAMES",
    "CLASS_RANGES",
    "GROUP_LABELS",
    "MAP_GROUPS",
    "RULE_LABELS",
    "STATUS_LABELS",
    "USE_LABELS",
    "Age",
    "BoundaryError",
    "ClaimClass",
    "ClaimRule",
    "ComparableGroup",
    "Confidence",
    "Dataset",
    "DateSpan",
    "Extent",
    "Freshness",
    "GeodataError",
    "Members",
    "Problem",
    "StatusKind",
    "TableError",
    "TreatyStatus",
    "UnknownKeyError",
    "UseRule",
    "acts_until",
    "claim_class",
    "claims_on",
    "day_label",
    "driving_claim",
    "entry_into_force",
    "extent",
    "is_close_up",
    "is_extent",
    "kept_releases",
    "load",
    "load_release",
    "members_on",
    "nearest",
    "policy_on",
    "status_on",
    "timeline",
]
