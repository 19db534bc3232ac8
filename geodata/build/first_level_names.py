"""Codes and names of first-level areas: the units of the source matched with ISO 3166-2, named in English by CLDR.

The source has names and no ISO 3166-2 codes. A unit gets the code of a subdivision whose name, in ISO 3166-2 or in
CLDR, is one of its names; what this leaves open, and what the source draws in a way that the atlas does not follow, is
in first_level_edits.csv, by hand.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from geodata.build import inputs
from geodata.collation import name_key
from geodata.errors import BoundaryError

CODES_PACKAGE = "iso-3166@4.4.0"  # MIT licence: codes, names and levels of ISO 3166-2
CODES_SHA256 = "56adf22007b3a466c4381efcfaf0310b5d9186c2423cf386b85e04baae12e5bc"
CLDR_PACKAGE = "cldr-subdivisions-full@48.2.0"
CLDR_SHA256 = "f27f24be40f4a76f025e909ff0f277a58ebb39236e7d9692b43722e4c2b8126a"
EDITS_TABLE = Path(__file__).with_name("first_level_edits.csv")
KINDS_TABLE = Path(__file__).with_name("first_level_kinds.csv")
# Words without which a name is compared too, beside those of KINDS_TABLE.
SMALL_WORDS = frozenset(["of", "de", "du", "del", "do", "des", "di", "the", "la", "e", "union", "autonomous", "krong"])
# CLDR names the subdivisions of a country by codes that ISO has since given to others when this many names disagree.
OUTDATED_NAMES = 3


@dataclass(frozen=True, slots=True)
class SourceUnit:
    """A unit of the source: the area that it lies in, that area's ISO 3166-1 alpha-2 code, and its names.

    `name` is the one that the source shows, `geonames` that of GeoNames with the word for its kind, `label` another;
    `fips` its code in FIPS 10-4. A unit with a `code` of ISO 3166-2 keeps its name.
    """

    area: str
    iso_a2: str
    name: str
    geonames: str
    label: str
    fips: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A subdivision of ISO 3166-2: its name there, its English name in CLDR if of use, and what it is a part of."""

    code: str
    name: str
    english: str
    parent: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A line of EDITS_TABLE: code, name or parent that a unit gets, or the name of the unit whose part it becomes."""

    code: str
    name: str
    parent: str
    into: str


NO_EDIT = Edit("", "", "", "")


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """Code, name and level of a unit, as `first_level.FirstLevelArea`."""

    code: str
    name: str
    kind: str
    level: str
    parent: str
    names: tuple[str, ...]


def read_edits() -> dict[tuple[str, str, str], Edit]:
    """Return the edits by area, name, and name in GeoNames or FIPS code of a unit.

    The third is empty for any unit of that name, and `-` for one without a name in GeoNames.
    """
    with EDITS_TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (row["area"], row["name"], row["geonames"]): Edit(row["code"], row["new_name"], row["parent"], row["into"])
            for row in csv.DictReader(file)
        }


def edit_of(unit: SourceUnit, edits: Mapping[tuple[str, str, str], Edit]) -> Edit | None:
    """Return the edit of a unit, or None."""
    keys = ((unit.area, unit.name, mark) for mark in (unit.geonames or "-", unit.fips, ""))
    return next((edits[key] for key in keys if key in edits), None)


def read_kinds() -> dict[str, str]:
    """Return the kind of unit by the word for it, folded, as names of the source have it."""
    with KINDS_TABLE.open(encoding="utf-8", newline="") as file:
        return {name_key(row["word"]): row["kind"] for row in csv.DictReader(file)}


def read_subdivisions(codes: Path, cldr: Path) -> dict[str, Subdivision]:
    """Return the subdivisions by code.

    Parameters
    ----------
    codes
        The module 2.js of iso-3166, a list of literals.
    cldr
        subdivisions/en/en.json of cldr-subdivisions-full.
    """
    literal = re.compile(r"code: '([^']+)',\s*name:\s*(?:'([^']*)'|\"([^\"]*)\"),\s*parent: '([^']+)'")
    text = codes.read_text(encoding="utf-8")
    listed = {code: (single or double, parent) for code, single, double, parent in literal.findall(text)}
    if len(listed) != text.count("code: '"):
        raise BoundaryError(f"{codes.name}: {text.count('code: ') - len(listed)} entries cannot be read")
    english = json.loads(cldr.read_text(encoding="utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
    owners: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for code, (name, _) in listed.items():
        owners[code[:2], name_key(_without_brackets(name))].add(code)
    disagreeing: defaultdict[str, set[str]] = defaultdict(set)
    for code in listed:
        others = owners[code[:2], name_key(_cldr_name(english, code))]
        if others and code not in others:
            disagreeing[code[:2]].add(code)
    return {
        code: Subdivision(
            code,
            _without_brackets(name),
            ""
            if code in disagreeing[code[:2]] or len(disagreeing[code[:2]]) >= OUTDATED_NAMES
            else _cldr_name(english, code),
            parent,
        )
        for code, (name, parent) in listed.items()
    }


def _cldr_name(english: Mapping[str, str], code: str) -> str:
    return english.get(code.replace("-", "").lower(), "")


def _without_brackets(name: str) -> str:
    return re.sub(r"\s*[\[(].*?[\])]", "", name).strip()


def fetch_names(cache: Path) -> tuple[Path, Path]:
    """Return the checked files of both packages; only those that the folder `cache` lacks are fetched.

    Raises
    ------
    BoundaryError
        When a package cannot be fetched, or a file has another hash than the one pinned here.
    """
    codes, cldr = cache / "iso-3166-2.js", cache / "cldr-subdivisions-en.json"
    if not codes.exists():
        inputs.fetch_npm_file(cache, CODES_PACKAGE, "package/2.js", codes)
    if not cldr.exists():
        inputs.fetch_npm_file(cache, CLDR_PACKAGE, "package/subdivisions/en/en.json", cldr)
    inputs.check_sha256(codes, CODES_SHA256)
    inputs.check_sha256(cldr, CLDR_SHA256)
    return codes, cldr


# --- Matching


def named_units(
    units: list[SourceUnit], subdivisions: Mapping[str, Subdivision], titles: Mapping[str, str]
) -> list[NamedUnit]:
    """Return code and names of each unit, in the order of `units`; no two have the same code.

    A country that the source does not divide has its own code and its name in `titles`.
    """
    edits, kinds = read_edits(), read_kinds()
    codes = _codes(units, subdivisions, edits, kinds)
    count_by_area = Counter(unit.area for unit in units)
    shared = {key for key, count in Counter((unit.area, unit.name) for unit in units).items() if count > 1}
    named: list[NamedUnit] = []
    taken: set[str] = set()
    for number, unit in enumerate(units):
        edit = edit_of(unit, edits) or NO_EDIT
        subdivision = None if count_by_area[unit.area] == 1 else subdivisions.get(codes.get(number, ""))
        english = subdivision.english if subdivision and not unit.code else ""
        own = unit.geonames if (unit.area, unit.name) in shared and unit.geonames else unit.name
        name = edit.name or english or own
        code = subdivision.code if subdivision else _own_code(unit, name, taken)
        taken.add(code)
        parent = edit.parent
        if count_by_area[unit.area] == 1:
            named.append(NamedUnit(unit.area, titles[unit.area], "", "whole", "", ()))
            continue
        if subdivision is None:
            level = "second" if parent else "unmatched"
        else:
            is_first = subdivision.parent == code[:2]
            level, parent = ("first", "") if is_first else ("second", subdivision.parent)
        others = [unit.name, unit.geonames, unit.label, *([subdivision.name] if subdivision else [])]
        variants = tuple(dict.fromkeys(o for o in others if o and o != name))
        named.append(NamedUnit(code, name, _kind(unit, kinds), level, parent, variants))
    return named


def _codes(
    units: list[SourceUnit],
    subdivisions: Mapping[str, Subdivision],
    edits: Mapping[tuple[str, str, str], Edit],
    kinds: Mapping[str, str],
) -> dict[int, str]:
    """Return the code of each unit (by its index) of which one subdivision has a name that no other unit has."""
    edited = ((number, unit.code or (edit_of(unit, edits) or NO_EDIT).code) for number, unit in enumerate(units))
    codes = {number: code for number, code in edited if code}
    by_key: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for subdivision in subdivisions.values():
        for name in (subdivision.name, subdivision.english, *re.split(r"[,/]", subdivision.name)):
            for key in _keys(name, kinds):
                by_key[subdivision.code[:2], key].add(subdivision.code)
    # The name that the source shows is the better one; that of GeoNames tells the province from its town.
    for field in ("name", "geonames"):
        taken = set(codes.values())
        claims: defaultdict[str, list[int]] = defaultdict(list)
        for number, unit in enumerate(units):
            keys = () if number in codes else _keys(getattr(unit, field), kinds)
            found = next((codes_of for key in keys if (codes_of := by_key[unit.iso_a2, key] - taken)), set[str]())
            if len(found) == 1:
                claims[next(iter(found))].append(number)
        codes |= {numbers[0]: code for code, numbers in claims.items() if len(numbers) == 1}
    return codes


def _keys(name: str, kinds: Mapping[str, str]) -> tuple[str, ...]:
    """Return the folded name, and the same without words for kinds of units."""
    whole = name_key(name)
    if not whole:
        return ()
    bare = " ".join(word for word in whole.split() if word not in kinds and word not in SMALL_WORDS)
    return (whole, bare) if bare and bare != whole else (whole,)


def _kind(unit: SourceUnit, kinds: Mapping[str, str]) -> str:
    words = name_key(unit.geonames).split()
    return next((kinds[word] for word in words if word in kinds), "")


def _own_code(unit: SourceUnit, name: str, taken: set[str]) -> str:
    word = name_key(name).replace(" ", "-")
    code = f"{unit.area}.{word}"
    number = 2
    while code in taken:
        code, number = f"{unit.area}.{word}-{number}", number + 1
    return code
