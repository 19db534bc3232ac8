"""Codes and names of areas in tables from elsewhere: an exact search after folding, never a similar one.

A code or name matches when its key (`area_key`) is that of a known code or name; what is only similar is offered and
never taken. An index is made of any list of areas: of states.csv, names.csv and aliases.csv, or of first-level areas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, lru_cache

from geodata.collation import fold, plain_key
from geodata.dataset import DATA_FOLDER, Dataset, load
from geodata.dataset_cache import kept_with_dataset
from geodata.dates import DateSpan
from geodata.errors import TableError, UnknownKeyError, nearest
from geodata.model import AliasKind, AreaAlias, Citation, NameKind
from geodata.own_outlines import OwnArea
from geodata.tables import ALIASES, Folder, KnownIds, Report, read_rows, record_reader

# --- Keys: two spellings of one name have one key

# Words that say nothing of which area is meant, in names of the United Nations.
_LINKS = frozenset({"the", "of", "and"})
# Words that lists of the World Bank and maps of Natural Earth shorten, and the plural of islands.
_WHOLE: Mapping[str, str] = {
    "rep": "republic",
    "dem": "democratic",
    "fed": "federated",
    "sts": "states",
    "isl": "island",
    "isls": "island",
    "is": "island",
    "islands": "island",
}
# Letters that Arabic and Persian keyboards and Ukrainian and Russian spelling give the same name by.
_LETTERS = str.maketrans({"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": None, "ґ": "г", "ё": "е"})
_LEAST_RATIO = 0.6  # of what is offered: "Middle income" is like no name
_LEAST_NEAR = 0.2  # how much less similar than the first an offer may be: "Ukrane" is no France beside Ukraine
_ELISION = re.compile(r"\b([dl]) (?=\w)")  # "Cote d Ivoire"
_MAX_NAME_LENGTH = 200  # characters of a text that can be a name; the longest in names.csv has 60
_FOOTNOTE = re.compile(
    r"\s*(?:\[[0-9A-Za-z]{1,3}\]|\([0-9]{1,2}\)|\b[0-9a-z]{1,2}/|[*†‡§¶#¹²³⁰⁴-⁹ᵃ-ᶻ]+|(?<=[^\W\d_])[0-9]{1,2})\s*$"
)


def area_key(text: str) -> str:
    """Return the key of a code or name of an area.

    It knows no case, diacritics, punctuation, articles, order of words ("Korea, Republic of"), "St." from "Saint",
    nor "Rep." from "Republic". A text that no area can have as its name has the key "".

    Examples
    --------
    >>> area_key("Congo, Dem. Rep. of the") == area_key("Democratic Republic of the Congo")
    True
    >>> area_key("ST. VINCENT & GRENADINES") == area_key("Saint Vincent and the Grenadines")
    True
    >>> area_key("Niger") == area_key("Nigeria")
    False
    """
    if len(text) > _MAX_NAME_LENGTH:
        return ""
    plain = _ELISION.sub(r"\1", plain_key(fold(text).translate(_LETTERS)))
    words = [_WHOLE.get(word, word) for word in plain.split()]
    return " ".join(sorted(word for word in words if word not in _LINKS) or sorted(words))


def without_marks(text: str) -> tuple[str, str]:
    """Return a text without the marks of footnotes at its end, and the marks.

    Examples
    --------
    >>> without_marks("Serbia[a]"), without_marks("Sudan 3/"), without_marks("Côte d'Ivoire*¹")
    (('Serbia', '[a]'), ('Sudan', '3/'), ("Côte d'Ivoire", '*¹'))
    >>> without_marks("Sint Maarten (Dutch part)")
    ('Sint Maarten (Dutch part)', '')
    """
    plain = text.strip()
    while match := _FOOTNOTE.search(plain):
        if not match.start():
            break
        plain = plain[: match.start()]
    return plain, text.strip()[len(plain) :].strip()


# --- Entries and matches


class MatchKind(StrEnum):
    """How a text names an area, in the order in which an index searches."""

    CODE = "code"
    NAME = "name"  # an official, formal or common name of the present
    OTHER_NAME = "other_name"  # another form, another language, another list
    FORMER = "former"  # a former code or name
    CORRECTION = "correction"  # a choice of the reader
    SEVERAL = "several"  # more than one area has the name
    NONE = "none"

    @property
    def is_found(self) -> bool:
        """Whether one area is named."""
        return self not in (MatchKind.SEVERAL, MatchKind.NONE)


_TIERS = (MatchKind.CODE, MatchKind.NAME, MatchKind.OTHER_NAME, MatchKind.FORMER)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A code or name of an area; `until` is the end of a former one, where known."""

    text: str
    kind: MatchKind
    until: DateSpan | None = None
    citations: tuple[Citation, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class AreaEntry:
    """An area with the codes and names by which tables give it.

    Attributes
    ----------
    area
        Its code, the result of a match.
    label
        Its name in reports and offers.
    names
        Codes and names; the code and the label need not be repeated.
    parent
        For an area within a country: the code of the country, by which `AreaIndex.match` is limited.
    """

    area: str
    label: str
    names: tuple[KnownName, ...] = ()
    parent: str = ""


@dataclass(frozen=True, slots=True)
class AreaMatch:
    """The area that a text names, and by which of its codes or names.

    Attributes
    ----------
    text
        The text as given.
    area
        The code of the area; empty unless one area is named.
    kind, name
        How, and the known code or name with the same key.
    areas
        Codes of all areas that have the name, where there are several.
    """

    text: str
    kind: MatchKind
    area: str = ""
    name: str = ""
    until: DateSpan | None = None
    citations: tuple[Citation, ...] = ()
    note: str = ""
    areas: tuple[str, ...] = ()

    @property
    def is_found(self) -> bool:
        """Whether one area is named."""
        return self.kind.is_found

    @property
    def is_short_code(self) -> bool:
        """Whether it is by a code of two letters or by digits: what is also a word ("no", "in") or a figure."""
        is_code = self.kind in (MatchKind.CODE, MatchKind.FORMER, MatchKind.SEVERAL) and _is_code(self.name)
        return is_code and (len(self.name) == 2 or self.name.isdigit())


# --- The index


@dataclass(frozen=True, eq=False)
class AreaIndex:
    """An exact search for areas by code or name.

    Attributes
    ----------
    what
        What the areas are, in the plural, for messages.
    example
        A name and a code, for messages.
    entries
        By code.
    """

    what: str
    example: str
    entries: Mapping[str, AreaEntry]
    _known: dict[str, list[tuple[AreaEntry, KnownName, str]]] = field(init=False, default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for entry in self.entries.values():
            own = (KnownName(entry.area, MatchKind.CODE), KnownName(entry.label, MatchKind.NAME))
            for name in (*own, *entry.names):
                if key := area_key(name.text):
                    self._known.setdefault(key, []).append((entry, name, plain_key(name.text)))

    def match(self, text: str, *, parent: str = "") -> AreaMatch:
        """Return the area that a text names.

        A present code goes before a present name, then come other names, then former ones; a name that several areas
        have in the first of these that has it matches none of them.

        Parameters
        ----------
        parent
            Code of the country whose areas are searched; empty: all.
        """
        plain = plain_key(text)  # codes know no articles nor short forms: "as of" is not AS
        known = [
            (entry, name)
            for entry, name, key in self._known.get(area_key(text), ())
            if not _is_code(name.text) or key == plain
        ]
        if parent:
            known = [pair for pair in known if pair[0].parent == parent]
        for tier in _TIERS:
            pairs = [(entry, name) for entry, name in known if name.kind is tier]
            areas = tuple(dict.fromkeys(entry.area for entry, _ in pairs))
            if len(areas) == 1:
                _, name = pairs[0]
                return AreaMatch(text, tier, areas[0], name.text, name.until, name.citations, name.note)
            if areas:
                return AreaMatch(text, MatchKind.SEVERAL, name=pairs[0][1].text, note=pairs[0][1].note, areas=areas)
        return AreaMatch(text, MatchKind.NONE)

    def label(self, area: str) -> str:
        """Return the name of an area; its code where the index lacks it."""
        return self.entries[area].label if area in self.entries else area

    def near(self, text: str, count: int = 3) -> tuple[str, ...]:
        """Return the codes of the areas with the most similar names, most similar first; to be offered, never taken."""
        folded, by_name = fold(text), self._names
        ratios = {name: SequenceMatcher(None, name, folded).ratio() for name in nearest(folded, by_name, 2 * count)}
        least = max(_LEAST_RATIO, max(ratios.values(), default=0.0) - _LEAST_NEAR)
        return tuple(dict.fromkeys(by_name[name] for name, ratio in ratios.items() if ratio >= least))[:count]

    @property
    def _names(self) -> Mapping[str, str]:
        """The area of each name in Latin letters, folded, that one area alone has; made once."""
        return _names_to_offer(self)


@lru_cache(maxsize=4)
def _names_to_offer(index: AreaIndex) -> Mapping[str, str]:
    areas: dict[str, set[str]] = {}
    for entry in index.entries.values():
        for name in (KnownName(entry.label, MatchKind.NAME), *entry.names):
            if not _is_code(name.text):
                areas.setdefault(fold(name.text), set()).add(entry.area)
    return {name: next(iter(codes)) for name, codes in areas.items() if len(codes) == 1}


def _is_code(text: str) -> bool:
    """Whether a text has the form of a code: digits, or two or three capitals, or such with a part after a hyphen."""
    return re.fullmatch(r"[0-9]+|[A-Z]{2,3}(-[A-Z0-9]{1,3})?", text) is not None


# --- The states and areas of the atlas

_NAME_KINDS: Mapping[NameKind, MatchKind] = {
    NameKind.VARIANT: MatchKind.OTHER_NAME,
    NameKind.FORMER: MatchKind.FORMER,
}
_ALIAS_KINDS: Mapping[AliasKind, MatchKind] = {
    AliasKind.CODE: MatchKind.CODE,
    AliasKind.FORMER_CODE: MatchKind.FORMER,
    AliasKind.NAME: MatchKind.OTHER_NAME,
    AliasKind.FORMER_NAME: MatchKind.FORMER,
    AliasKind.PREDECESSOR: MatchKind.FORMER,
}


def aliases(dataset: Dataset, folder: Folder = DATA_FOLDER) -> tuple[AreaAlias, ...]:
    """Read aliases.csv, which is no part of a dataset.

    Raises
    ------
    TableError
        With every problem of the table.
    """
    report = Report()
    known = KnownIds(sources=dataset.sources, states=dataset.states)
    name = f"{ALIASES.name}.csv"
    rows = read_rows(folder / name, name=name, columns=ALIASES.columns, key=ALIASES.key, report=report)
    record_of = record_reader(ALIASES)
    records = tuple(record_of(row, known) for row in rows)
    if report.problems:
        raise TableError(report.problems)
    return records


def state_index(dataset: Dataset, others: Sequence[AreaAlias] = ()) -> AreaIndex:
    """Return the index of the states and areas of a dataset, with aliases; `area_index` is that of the atlas."""
    by_area: dict[str, list[KnownName]] = {area: [] for area in dataset.states}
    for area, state in dataset.states.items():
        codes = (code for code in (state.iso2, state.m49, state.m49.lstrip("0")) if code)
        by_area[area] += [KnownName(code, MatchKind.CODE) for code in codes]
        by_area[area] += [KnownName(name, MatchKind.NAME) for name in (state.name, state.common_name)]
        by_area[area] += [
            KnownName(
                name.name,
                _NAME_KINDS.get(name.kind, MatchKind.NAME if name.language == "en" else MatchKind.OTHER_NAME),
                name.until,
                name.citations,
                name.note,
            )
            for name in dataset.names.get(area, ())
        ]
    for one in others:
        by_area[one.area].append(KnownName(one.alias, _ALIAS_KINDS[one.kind], one.until, one.citations, one.note))
    entries = {area: AreaEntry(area, dataset.states[area].common_name, tuple(names)) for area, names in by_area.items()}
    return AreaIndex("countries and areas of the atlas", "'Ukraine' or 'UKR'", entries)


@kept_with_dataset(1)
def index_of(dataset: Dataset) -> AreaIndex:
    """Return the index of a dataset with the shipped aliases; the same index for the same dataset."""
    return state_index(dataset, aliases(dataset))


@cache
def area_index() -> AreaIndex:
    """Return the index of the shipped tables; the first call reads them."""
    return index_of(load())


def area_of(text: str, index: AreaIndex | None = None) -> AreaMatch:
    """Return the area that a code or name gives, by the index of the atlas unless another is given.

    Examples
    --------
    >>> match = area_of("Swaziland")
    >>> match.area, match.kind.value, match.until.label
    ('SWZ', 'former', '19 April 2018')
    """
    return (index or area_index()).match(text)


@lru_cache(maxsize=8)
def first_level_index(country: str, name: str) -> AreaIndex:
    """Return the first-level areas of a country by code and name; `name` is the country's, for messages.

    Raises
    ------
    UnknownKeyError
        When no first-level area belongs to the country.
    """
    from geodata.first_level import first_level_table  # noqa: PLC0415 - on use

    units = [unit for unit in first_level_table() if unit.country == country]
    if not units:
        raise UnknownKeyError("country with first-level areas", country, {u.country for u in first_level_table()})
    entries = [
        AreaEntry(
            unit.code, unit.name, tuple(KnownName(other, MatchKind.OTHER_NAME) for other in unit.names), unit.country
        )
        for unit in units
    ]
    return index(f"first-level areas of {name}", f"{units[0].name} ({units[0].code})", entries)


def own_area_index(areas: Iterable[OwnArea]) -> AreaIndex:
    """Return an index of areas of the reader by code and name."""
    entries = [AreaEntry(area.code, area.name, (), area.country) for area in areas]
    return index("own areas", f"{entries[0].label} ({entries[0].area})", entries)


def index(what: str, example: str, entries: Iterable[AreaEntry]) -> AreaIndex:
    """Return an index of any list of areas, such as the first-level areas of a country."""
    return AreaIndex(what, example, {entry.area: entry for entry in entries})
