"""Later releases of the shipped data, made up: acts and claims that come, go and change."""

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType

from geodata import Dataset
from geodata.model import Claim, TreatyAction
from tests.shipped_views import dataset

LATER = "2027.05.01-0123abcd"


def later(*, acts: Iterable[TreatyAction] = (), claims: Iterable[Claim] = (), without: Iterable[str] = ()) -> Dataset:
    """The shipped data as a later release: with these records, each in the place of that of its id, or without."""
    gone = set(without)
    new_acts, new_claims = {act.action_id: act for act in acts}, {claim.claim_id: claim for claim in claims}
    by_state = {
        key: [a for a in acts if a.action_id not in gone | set(new_acts)] for key, acts in dataset().actions.items()
    }
    by_area = {
        key: [c for c in claims if c.claim_id not in gone | set(new_claims)] for key, claims in dataset().claims.items()
    }
    for act in new_acts.values():
        by_state.setdefault((act.treaty, act.area), []).append(act)
    for claim in new_claims.values():
        by_area.setdefault(claim.area, []).append(claim)
    return replace(
        dataset(),
        release=LATER,
        actions=MappingProxyType({key: tuple(acts) for key, acts in by_state.items()}),
        claims=MappingProxyType({key: tuple(claims) for key, claims in by_area.items()}),
    )
