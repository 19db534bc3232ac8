"""Every country and area by region, with its status on a day: the entry page for readers without a country in mind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from dashboard.maps.link import query_of
from dashboard.maps.palette import STATUS_LOOKS
from dashboard.maps.spec import Look
from dashboard.maps.view import REGIONS, View
from dashboard.maps.wording import status_label
from geodata import Dataset, StatusKind
from geodata.collation import name_key
from geodata.joins import status_rows


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One country: its code, its name, its class, and the link's parameters of its page."""

    area: str
    name: str
    class_id: StatusKind
    query: dict[str, str]


@dataclass(frozen=True, slots=True)
class Region:
    """The countries and areas of one region, by name."""

    name: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What the swatch of a class means."""

    class_id: StatusKind
    label: str
    look: Look


def country_index(view: View, dataset: Dataset, *, today: date) -> tuple[Region, ...]:
    """Return every area by region and name, with the class it has on the day of the view; Antarctica comes last."""
    rows = sorted(
        status_rows(dataset.with_names(view.names), view.treaty, view.on(today)),
        key=lambda row: (row.state.region.casefold() not in REGIONS, row.state.region, name_key(row.state.common_name)),
    )
    return tuple(
        Region(
            name,
            tuple(
                IndexEntry(
                    row.state.area, row.state.common_name, row.kind, query_of(replace(view, country=row.state.area))
                )
                for row in group
            ),
        )
        for name, group in groupby(rows, key=lambda row: row.state.region)
    )


def index_keys(regions: tuple[Region, ...], view: View, dataset: Dataset) -> tuple[Key, ...]:
    """Return the classes that the index shows, in the order of the legend."""
    treaty = dataset.treaty(view.treaty)
    class_ids = {entry.class_id for region in regions for entry in region.entries}
    return tuple(Key(kind, status_label(kind, treaty), STATUS_LOOKS[kind]) for kind in StatusKind if kind in class_ids)
