"""How large an area is: the share of its country that it would be, and the country that is as large."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from geodata.model import CountryArea, State

ALIKE = 0.05  # by how much two areas may differ and still be called about as large as one another
MOST_UNLIKE = 1.5  # a country that is further off by this factor says nothing of an area unless a reader asks for it


class CountryAreaLookup(Protocol):
    """The part of `Dataset` that holds land areas, and the states."""

    @property
    def countries(self) -> tuple[State, ...]:
        """The states that can join treaties."""

    @property
    def country_areas(self) -> Mapping[str, CountryArea]:
        """Published land areas by the code of the state or area."""


def comparable_countries(data: CountryAreaLookup) -> Mapping[str, CountryArea]:
    """Return the land areas of the states that can join treaties, by code; no state without a figure."""
    published = data.country_areas
    return {state.area: published[state.area] for state in data.countries if state.area in published}


def closest_country(data: CountryAreaLookup, km2: float, *, but: str = "") -> CountryArea | None:
    """Return the state whose land area differs from an area by the smallest factor; None where none is near.

    Parameters
    ----------
    km2
        The area, more than 0.
    but
        The code of a state that is left out: the one that the area is about. Of two as close, the first code is taken.
    """
    others = [(factor(km2, one), one.area, one) for area, one in comparable_countries(data).items() if area != but]
    best = min(others, key=lambda item: item[:2], default=None)
    return best[2] if best is not None and best[0] <= MOST_UNLIKE else None


def factor(km2: float, country: CountryArea) -> float:
    """Return the larger of an area and a land area in terms of the smaller: 1 or more."""
    return max(km2 / country.land_km2, country.land_km2 / km2)


def is_alike(km2: float, country: CountryArea) -> bool:
    """Whether an area differs from a land area by no more than `ALIKE` of the land area."""
    return abs(km2 / country.land_km2 - 1) <= ALIKE
