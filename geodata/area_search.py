"""The search for a state or area by any of its names.

The browser ranks by the same rules, in dashboard/assets/country-search.js; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from geodata.collation import name_key, slip_count
from geodata.dataset import Dataset
from geodata.errors import UnknownKeyError
from geodata.model import NameKind

MOST = 8  # areas that a search offers
LEAST_INSIDE = 3  # letters from which on a search looks inside words
SHORT = 7  # keys below this length may differ by one letter from what was meant, longer ones by two
LEAST_NEAR = 4  # letters from which on a slip is forgiven


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What one area is found by: its codes, its first names (common, of the United Nations), all other names."""

    area: str
    label: str
    codes: tuple[str, ...]
    first: tuple[str, ...]
    others: tuple[str, ...]
    keys: tuple[tuple[str, ...], tuple[str, ...]]  # of both, as they are looked up


@dataclass(frozen=True, slots=True)
class Match:
    """An area that a search found, and the name it was found by: empty where the label or a code says it already."""

    area: str
    label: str
    by: str


@lru_cache(maxsize=4)
def search_entries(dataset: Dataset) -> tuple[SearchEntry, ...]:
    """Return one entry an area, in the order of the labels; a release without names knows those of its states alone."""
    made: list[SearchEntry] = []
    for state in sorted(dataset.states.values(), key=lambda state: name_key(state.common_name)):
        known = [name for name in dataset.names.get(state.area, ()) if name.kind is not NameKind.COMMON]
        own = (state.common_name, state.name)
        others = dict.fromkeys(name.name for name in known if name.name not in own)
        codes = tuple(code for code in (state.iso2, state.area) if code)
        first = tuple(dict.fromkeys(own))
        keys = (tuple(map(name_key, first)), tuple(map(name_key, others)))
        made.append(SearchEntry(state.area, state.common_name, codes, first, tuple(others), keys))
    return tuple(made)


def areas_named(words: str, dataset: Dataset, most: int = MOST) -> tuple[Match, ...]:
    """Return the areas that a search finds, best first.

    First comes what has exactly this name or code, then names that begin with it, then names in which a word does, then
    names that hold it anywhere; the common name and that of the United Nations count before all others. Where nothing
    has it, names that differ by a slip or two are offered.
    """
    wanted = name_key(words)
    if not wanted:
        return ()
    found = [(*best, entry) for entry in search_entries(dataset) if (best := _rank(wanted, entry)) is not None]
    if not found and len(wanted) >= LEAST_NEAR:
        found = [(*best, entry) for entry in search_entries(dataset) if (best := _slips(wanted, entry)) is not None]
    found.sort(key=lambda item: item[0])  # stable: equal ranks stay in the order of the labels
    return tuple(Match(entry.area, entry.label, by) for _, by, entry in found[:most])


def _rank(wanted: str, entry: SearchEntry) -> tuple[int, str] | None:
    if any(wanted == code.casefold() for code in entry.codes):
        return 0, ""
    best: tuple[int, str] | None = None
    for step, (names, keys) in enumerate(zip((entry.first, entry.others), entry.keys, strict=True)):
        for name, key in zip(names, keys, strict=True):
            rank = _rank_of(wanted, key, step)
            if rank is not None and (best is None or rank < best[0]):
                best = rank, "" if name == entry.label else name
    return best


def _rank_of(wanted: str, key: str, step: int) -> int | None:
    if wanted not in key:
        return None
    if key == wanted:
        return 0
    if key.startswith(wanted):
        return 1 + step
    if f" {wanted}" in key:
        return 3 + step
    return 5 + step if len(wanted) >= LEAST_INSIDE else None


def _slips(wanted: str, entry: SearchEntry) -> tuple[int, str] | None:
    most = 1 if len(wanted) < SHORT else 2
    ranks = []
    for name, key in zip((*entry.first, *entry.others), (*entry.keys[0], *entry.keys[1]), strict=True):
        if abs(len(key) - len(wanted)) <= most and (slips := slip_count(wanted, key)) <= most:
            ranks.append((slips, "" if name == entry.label else name))
    return min(ranks, key=lambda rank: rank[0]) if ranks else None


def area_named(words: str, dataset: Dataset) -> str:
    """Return the code of the one area that has this code or name; letters compare without marks.

    Raises
    ------
    UnknownKeyError
        When no area has it, or more than one; it names the codes of the areas that are meant most likely.
    """
    if words in dataset.states:
        return words
    wanted = name_key(words)
    found = areas_named(words, dataset)
    exact = [match.area for match in found if wanted in _keys_of(match.area, dataset)]
    if len(exact) == 1:
        return exact[0]
    near = tuple(f"{match.area} ({match.label})" for match in found[:3])
    raise UnknownKeyError("state or area", words, dataset.states, near)


def _keys_of(area: str, dataset: Dataset) -> set[str]:
    (entry,) = (entry for entry in search_entries(dataset) if entry.area == area)
    return {*(code.casefold() for code in entry.codes), *entry.keys[0], *entry.keys[1]}
