"""Status and claims of every area on a day as typed rows, and boundaries joined with status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from geodata.claims import ClaimClass, ClaimRule, claim_class, claims_on, driving_claim
from geodata.dataset import Dataset
from geodata.errors import BoundaryError
from geodata.model import Claim, ComparableGroup, State
from geodata.treaties import StatusKind, TreatyStatus

if TYPE_CHECKING:  # imported on use, as `geodata.geo.boundaries` does
    import geopandas as gpd


@dataclass(frozen=True, slots=True)
class StatusRow:
    """An area with its status; `follows` is the administering state whose status a territory shows, else None."""

    state: State
    status: TreatyStatus
    follows: State | None

    @property
    def kind(self) -> StatusKind:
        """The kind of status that fills the area."""
        return self.status.kind


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """An area with the claim that determines its colour (None: no claim recorded) and the class of the claim."""

    state: State
    claim: Claim | None
    claim_class: ClaimClass


def status_rows(dataset: Dataset, treaty_id: str, day: date) -> tuple[StatusRow, ...]:
    """Return every area with its status, ordered by code; a territory shows its administering state's status.

    A treaty binds a party in respect of its entire territory unless another intention appears (Vienna Convention on
    the Law of Treaties, Art. 29).
    """
    rows = []
    for area, state in sorted(dataset.states.items()):
        follows = dataset.administrator(state)
        rows.append(StatusRow(state, dataset.status(follows.area if follows else area, treaty_id, day), follows))
    return tuple(rows)


def claim_rows(
    dataset: Dataset, day: date, *, rule: ClaimRule = ClaimRule.LATEST, group: ComparableGroup
) -> tuple[ClaimRow, ...]:
    """Return every area with the claim that determines its colour (`claims.driving_claim`), ordered by code."""
    rows = []
    for area, state in sorted(dataset.states.items()):
        claim = driving_claim(claims_on(dataset.claims.get(area, ()), day), rule, group)
        rows.append(ClaimRow(state, claim, claim_class(claim)))
    return tuple(rows)


def join_status(boundaries: gpd.GeoDataFrame, rows: Iterable[StatusRow]) -> gpd.GeoDataFrame:
    """Return boundaries joined with status.

    Returns
    -------
    GeoDataFrame
        One row per polygon, in the order of `boundaries`, EPSG:4326, with columns area (ISO 3166-1 alpha-3), name,
        status (StatusKind), label, since (ISO day or empty), follows (code or empty), geometry.

    Raises
    ------
    BoundaryError
        If a polygon has no row.
    """
    import geopandas as gpd  # noqa: PLC0415 - on use
    import pandas as pd  # noqa: PLC0415 - on use

    cells = [
        (r.state.area, r.state.name, r.kind.value, r.status.label, str(r.status.since or ""), _code(r.follows))
        for r in rows
    ]
    table = pd.DataFrame(cells, columns=["area", "name", "status", "label", "since", "follows"])
    missing = sorted(set(boundaries["area"]) - set(table["area"]))
    if missing:
        raise BoundaryError(f"the boundary files draw {', '.join(missing)}, which states.csv does not know")
    merged = boundaries[["area", "geometry"]].merge(table, on="area", how="left", validate="one_to_one")
    return gpd.GeoDataFrame(merged[[*table.columns, "geometry"]], geometry="geometry", crs=boundaries.crs)


def _code(state: State | None) -> str:
    return state.area if state else ""
