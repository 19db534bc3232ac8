"""The context in which a view is composed: its day, data, rows by area, filter result, one numbering of sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType

from dashboard.maps.view import View
from geodata.claims import ClaimRule, claims_on, is_at_least
from geodata.dataset import Dataset
from geodata.errors import UnknownKeyError
from geodata.joins import ClaimRow, StatusRow, claim_rows, status_rows
from geodata.model import Citation, Claim, ComparableGroup, State, Treaty
from geodata.sources import Numbering
from geodata.treaties import StatusKind


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the map: the id that links name it by, and what readers call it.

    `can_fill` says whether it can fill the areas; of those that are on, the first in drawing order does.
    """

    layer_id: str
    label: str
    can_fill: bool = False


class Layers:
    """The layers that a reader can switch on, in drawing order from the ground up."""

    def __init__(self, *layers: Layer) -> None:
        """Keep layers in this order.

        Raises
        ------
        ValueError
            When two layers have one id.
        """
        self._by_id: dict[str, Layer] = {}
        for layer in layers:
            other = self._by_id.setdefault(layer.layer_id, layer)
            if other is not layer:
                raise ValueError(
                    f"two layers have the id {layer.layer_id!r}, “{other.label}” and “{layer.label}”; "
                    "give the newer one an id that no layer has had"
                )

    def __iter__(self) -> Iterator[Layer]:
        return iter(self._by_id.values())

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids in drawing order."""
        return tuple(self._by_id)

    def on(self, view: View) -> tuple[Layer, ...]:
        """Return the layers that a view has switched on, in drawing order.

        Raises
        ------
        UnknownKeyError
            When the view names a layer that is not among these.
        """
        for layer_id in view.layers:
            if layer_id not in self._by_id:
                raise UnknownKeyError("layer", layer_id, self.ids)
        return tuple(layer for layer in self if layer.layer_id in view.layers)

    def fill(self, view: View) -> Layer | None:
        """Return the layer that fills the areas of a view: the first in drawing order that can."""
        return next((layer for layer in self.on(view) if layer.can_fill), None)

    def toggled(self, view: View, layer_id: str, *, is_on: bool) -> View:
        """Return a view with one layer switched on or off, its layers in drawing order."""
        kept = {*view.layers, layer_id} if is_on else {*view.layers} - {layer_id}
        return replace(view, layers=tuple(known for known in self.ids if known in kept))


# Days of which the rows are kept, about 0.1 MB each: a filter changes what is kept of a day, never the day itself.
DAYS_KEPT = 128


@dataclass
class ComposeContext:
    """One view being composed; `numbering` gives a source its number when it is first cited."""

    view: View
    day: date
    dataset: Dataset
    numbering: Numbering

    def cite(self, citations: Iterable[Citation]) -> tuple[int, ...]:
        """Return the numbers of citations."""
        return self.numbering.cite(citations)

    @cached_property
    def treaty(self) -> Treaty:
        """The treaty of the view."""
        return self.dataset.treaty(self.view.treaty)

    @cached_property
    def statuses(self) -> Mapping[str, StatusRow]:
        """Every area's status row, by code."""
        return _statuses(self.dataset, self.view.treaty, self.day)

    @cached_property
    def claims(self) -> Mapping[str, ClaimRow]:
        """Every area's claim row under the view's rule and group, by code."""
        return _claims(self.dataset, self.day, self.view.claim_rule, self.view.claim_group)

    @cached_property
    def since(self) -> date | None:
        """The day from which on changes are picked out; None: none are, or treaty status does not fill the areas."""
        return self.view.since if self.has("status") else None

    @cached_property
    def before(self) -> Mapping[str, StatusRow]:
        """Every area's status row on the day from which on changes are picked out; on no day after the map's own."""
        return _statuses(self.dataset, self.view.treaty, min(self.since or self.day, self.day))

    def has_changed(self, area: str) -> bool:
        """Whether an area's status is another than on the day from which on changes are picked out."""
        one, two = self.before[area].status, self.statuses[area].status
        return (one.kind, one.possible) != (two.kind, two.possible)

    def has(self, layer_id: str) -> bool:
        """Whether a layer is switched on."""
        return layer_id in self.view.layers

    def passes(self, state: State, *, status: bool = True, claim: bool = True, region: bool = True) -> bool:
        """Whether a state or area passes the view's filters, those named; a legend leaves its own filter out."""
        view = self.view
        if region and view.regions and state.region.casefold() not in view.regions:
            return False
        if status and view.statuses:
            kind = self.statuses[state.area].kind
            # On a map of changes the classes are the statuses that states came to have, and areas that cannot join.
            is_same = (
                self.since is not None and kind is not StatusKind.NOT_ELIGIBLE and not self.has_changed(state.area)
            )
            if kind not in view.statuses or is_same:
                return False
        return not (
            claim
            and view.claim_least is not None
            and not is_at_least(self.claims[state.area].claim_class, view.claim_least)
        )

    @cached_property
    def kept(self) -> tuple[State, ...]:
        """The states that pass every filter, by name."""
        return tuple(s for s in self.dataset.countries if self.passes(s))

    @cached_property
    def is_filtered(self) -> bool:
        """Whether any filter is set."""
        return bool(self.view.statuses or self.view.regions or self.view.claim_least)

    def claims_about(self, area: str) -> tuple[Claim, ...]:
        """Return all claims about an area made by the day, newest first."""
        return claims_on(self.dataset.claims.get(area, ()), self.day)


@lru_cache(maxsize=DAYS_KEPT)
def _statuses(dataset: Dataset, treaty: str, day: date) -> Mapping[str, StatusRow]:
    return MappingProxyType({row.state.area: row for row in status_rows(dataset, treaty, day)})


@lru_cache(maxsize=DAYS_KEPT)
def _claims(dataset: Dataset, day: date, rule: ClaimRule, group: ComparableGroup) -> Mapping[str, ClaimRow]:
    return MappingProxyType({row.state.area: row for row in claim_rows(dataset, day, rule=rule, group=group)})
