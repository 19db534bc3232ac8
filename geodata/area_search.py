"""The search for a state or area by any of its names.

The browser ranks by the same rules in dashboard/assets/country-search.js; a browser test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass

from geodata.collation import name_key, slip_count
from geodata.dataset import Dataset
from geodata.dataset_cache import kept_with_dataset
from geodata.errors import UnknownKeyError
from geodata.model import NameKind

MAX_MATCHES = 8  # returned by a search
MIN_LETTERS_INSIDE = 3  # of a query that may match inside a word
MIN_LETTERS_TWO_SLIPS = 7  # of a query that may have two slips; shorter ones one
MIN_LETTERS_SLIP = 4  # of a query that may have a slip at all


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """The codes and names by which one area is found.

    Attributes
    ----------
    first
        The common name and the short name of the United Nations.
    others
        All other names.
    keys
        Lookup keys (`collation.name_key`) of `first` and of `others`.
    """

    area: str
    label: str
    codes: tuple[str, ...]
    first: tuple[str, ...]
    others: tuple[str, ...]
    keys: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Match:
    """An area that matches a query; `by` is the name that matched, empty where it is the label or a code."""

    area: str
    label: str
    by: str


@kept_with_dataset(4)
def search_entries(dataset: Dataset) -> tuple[SearchEntry, ...]:
    """Return one entry for each area, ordered by label; without names.csv, only with the names of states.csv."""
    entries: list[SearchEntry] = []
    for state in sorted(dataset.states.values(), key=lambda state: name_key(state.common_name)):
        names = [name for name in dataset.names.get(state.area, ()) if name.kind is not NameKind.COMMON]
        main_names = (state.common_name, state.name)
        others = dict.fromkeys(name.name for name in names if name.name not in main_names)
        codes = tuple(code for code in (state.iso2, state.area) if code)
        first = tuple(dict.fromkeys(main_names))
        keys = (tuple(map(name_key, first)), tuple(map(name_key, others)))
        entries.append(SearchEntry(state.area, state.common_name, codes, first, tuple(others), keys))
    return tuple(entries)


def areas_named(query: str, dataset: Dataset, most: int = MAX_MATCHES) -> tuple[Match, ...]:
    """Return the areas that match a query, best first.

    The order is: equal to a name or code, start of a name, start of a word, inside a word; within each, first names
    before others. Where nothing matches, names within one or two slips (`collation.slip_count`) are returned.
    """
    key = name_key(query)
    if not key:
        return ()
    ranked = [(*best, entry) for entry in search_entries(dataset) if (best := _rank(key, entry)) is not None]
    if not ranked and len(key) >= MIN_LETTERS_SLIP:
        ranked = [(*best, entry) for entry in search_entries(dataset) if (best := _slip_rank(key, entry)) is not None]
    ranked.sort(key=lambda item: item[0])  # stable: equal ranks keep the order of the labels
    return tuple(Match(entry.area, entry.label, by) for _, by, entry in ranked[:most])


def _rank(query_key: str, entry: SearchEntry) -> tuple[int, str] | None:
    if any(query_key == code.casefold() for code in entry.codes):
        return 0, ""
    best: tuple[int, str] | None = None
    for step, (names, keys) in enumerate(zip((entry.first, entry.others), entry.keys, strict=True)):
        for name, key in zip(names, keys, strict=True):
            rank = _rank_of(query_key, key, step)
            if rank is not None and (best is None or rank < best[0]):
                best = rank, "" if name == entry.label else name
    return best


def _rank_of(query_key: str, key: str, step: int) -> int | None:
    if query_key not in key:
        return None
    if key == query_key:
        return 0
    if key.startswith(query_key):
        return 1 + step
    if f" {query_key}" in key:
        return 3 + step
    return 5 + step if len(query_key) >= MIN_LETTERS_INSIDE else None


def _slip_rank(query_key: str, entry: SearchEntry) -> tuple[int, str] | None:
    max_slips = 1 if len(query_key) < MIN_LETTERS_TWO_SLIPS else 2
    ranks = []
    for name, key in zip((*entry.first, *entry.others), (*entry.keys[0], *entry.keys[1]), strict=True):
        if abs(len(key) - len(query_key)) <= max_slips and (slips := slip_count(query_key, key)) <= max_slips:
            ranks.append((slips, "" if name == entry.label else name))
    return min(ranks, key=lambda rank: rank[0]) if ranks else None


def area_named(query: str, dataset: Dataset) -> str:
    """Return the code of the only area that has a code or name, compared by `collation.name_key`.

    Raises
    ------
    UnknownKeyError
        When no area has it, or more than one; it offers the best matches of a search.
    """
    if query in dataset.states:
        return query
    query_key = name_key(query)
    matches = areas_named(query, dataset)
    exact = [match.area for match in matches if query_key in _keys_of(match.area, dataset)]
    if len(exact) == 1:
        return exact[0]
    near = tuple(f"{match.area} ({match.label})" for match in matches[:3])
    raise UnknownKeyError("state or area", query, dataset.states, near)


def _keys_of(area: str, dataset: Dataset) -> set[str]:
    (entry,) = (entry for entry in search_entries(dataset) if entry.area == area)
    return {*(code.casefold() for code in entry.codes), *entry.keys[0], *entry.keys[1]}
