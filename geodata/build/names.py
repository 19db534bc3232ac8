"""Build of names.csv and aliases.csv in geodata/data: `python -m geodata.build.names`.

The UN short names and the names of M49 in six languages come from the Countries & Territories Taxonomy of UN OCHA, as
the PyPI package hdx-python-country carries it; common English names and short forms from it and from the Unicode CLDR.
Former names, and names that neither of them gives, are in former_names.csv, written by hand. The aliases are the names
of CLDR in other languages of mine action, and codes and names of other lists in other_aliases.csv, written by hand.
"""

from __future__ import annotations

import csv
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from geodata.build import inputs
from geodata.collation import name_key
from geodata.dataset import DATA_FOLDER
from geodata.errors import GeodataError
from geodata.model import AliasKind, NameKind
from geodata.own.names import area_key

TAXONOMY_PACKAGE = "hdx-python-country==4.2.5"
TAXONOMY_FILE = "hdx/location/Countries & Territories Taxonomy MVP - C&T Taxonomy.csv"
TAXONOMY_SHA256 = "249cf75970cfda815f8e2507f7aa2caabdae625288464bac060b977a9b2e045c"
CLDR_PACKAGE = "cldr-localenames-full@48.2.0"
CLDR_SHA256 = {
    "en": "158c1d575308f7e46912edbeda435c8fe2ef5dad280798231f3a432e406b1807",
    "fr": "42d67b78cb74ffe87380db1d702d06be995c3082d7f711ffd6e75a721133c5e0",
    "es": "027b9c91d4e923d506b404415648691ef41ebde721aa454cee4d9f7f66b3ea62",
    "pt": "89604c7cd2eecc83c7a7f65129e7e6fe70a04f2d52263345530d714146f99ee8",
    "ru": "305ba1f9eecb1b0151ab081a111aaa8a5898d38c9d57bfbfa125734e508a2389",
    "uk": "be0b7a34fb070cb4e7749a69eed93e62af6acf7a298437d4eb436ef0163284af",
    "ar": "b78c4a11a9ad8358048998bcda2eb49e205d5ab281f85991ed097af7b972c3d7",
}

COLUMNS = ("area", "kind", "language", "name", "until", "citations", "note")
FORMER_NAMES_TABLE = Path(__file__).with_name("former_names.csv")
OTHER_ALIASES_TABLE = Path(__file__).with_name("other_aliases.csv")
ALIAS_COLUMNS = ("area", "kind", "language", "alias", "until", "citations", "note")
CACHE = Path(__file__).parents[2] / ".cache" / "names"
LANGUAGES = {"English": "en", "French": "fr", "Spanish": "es", "Russian": "ru", "Chinese": "zh", "Arabic": "ar"}
# Columns of the taxonomy with other English forms: of ISO 3166, of the General Assembly's list of speakers, of response
# plans, of ReliefWeb. Its column RW API Alt Term adds the administering state in brackets and is not used.
VARIANT_COLUMNS = ("ISO Alt Term", "DGACM Alt Term", "HPC Tools Alt Term", "RW Short Name")
CODES_WITHOUT_ISO = {"Kosovo": "XKX"}  # by preferred term, for rows without an ISO code
Name = tuple[str, str, str, str, str, str, str]  # in the order of COLUMNS


def main() -> None:
    """Fetch the inputs and write the table."""
    taxonomy, cldr = _fetch(CACHE)
    with (DATA_FOLDER / "states.csv").open(encoding="utf-8", newline="") as file:
        states = {row["area"]: row for row in csv.DictReader(file)}
    rows = {
        row["ISO 3166-1 Alpha 3-Codes"] or CODES_WITHOUT_ISO.get(row["Preferred Term"], ""): row for row in taxonomy
    }
    with FORMER_NAMES_TABLE.open(encoding="utf-8", newline="") as file:
        by_hand = [row | {"language": "en"} for row in csv.DictReader(file)]
    names: list[Name] = []
    for area, state in sorted(states.items()):
        former = [row for row in by_hand if row["area"] == area]
        names += _names(state, rows.get(area), cldr["en"], former)
    _write(DATA_FOLDER / "names.csv", COLUMNS, names)
    with OTHER_ALIASES_TABLE.open(encoding="utf-8", newline="") as file:
        others = list(csv.DictReader(file))
    _write(DATA_FOLDER / "aliases.csv", ALIAS_COLUMNS, sorted(_aliases(states, names, cldr, others), key=_alias_order))


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Name]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _alias_order(alias: Name) -> tuple[str, int, int, str]:
    languages = ["", *CLDR_SHA256]
    return alias[0], list(AliasKind).index(AliasKind(alias[1])), languages.index(alias[2]), alias[3]


def _aliases(
    states: dict[str, dict[str, str]], names: list[Name], cldr: dict[str, dict[str, str]], others: list[dict[str, str]]
) -> Iterator[Name]:
    """Yield the aliases, in the order of ALIAS_COLUMNS; a name of CLDR is left out where a key is known already."""
    for row in others:
        is_code = row["alias"].isupper() and len(row["alias"]) < 4
        for area in row["areas"].split(";"):
            language = "" if is_code and row["kind"] != AliasKind.NAME else "en"
            yield area, row["kind"], language, row["alias"], row["until"], row["citations"], row["note"]
    keys = {(name[0], area_key(name[3])) for name in names}
    keys |= {(area, area_key(row["alias"])) for row in others for area in row["areas"].split(";")}
    for area, state in states.items():
        for language, territories in cldr.items():
            for code in sorted(
                code for code in territories if state["iso2"] and code.partition("-")[0] == state["iso2"]
            ):
                name = territories[code]
                if language != "en" and (area, area_key(name)) not in keys:
                    keys.add((area, area_key(name)))
                    yield area, AliasKind.NAME, language, name, "", f"cldr-48: {language}, {code}", ""


def _names(
    state: dict[str, str], row: dict[str, str] | None, cldr: dict[str, str], by_hand: list[dict[str, str]]
) -> list[Name]:
    """Return the names of one area without repeats: official ones first, then the common one, then the others."""
    area, kinds = state["area"], list(NameKind)
    names = [*_un_names(area, row or {}), *_variants(state, row or {}, cldr)]
    names += [(area, r["kind"], "en", r["name"], r["until"], r["citations"], r["note"]) for r in by_hand]
    common = [name for name in names if name[2] == "en" and name_key(name[3]) == name_key(state["name"])]
    if not any(name[1] == NameKind.COMMON for name in names):
        if not common:
            raise GeodataError(
                f"{area}: no input gives the name {state['name']!r}; add it to {FORMER_NAMES_TABLE.name}"
            )
        names.append((area, NameKind.COMMON, "en", state["name"], "", common[0][5], ""))
    by_key: dict[tuple[str, str], Name] = {}
    may_coincide = {NameKind.UN_SHORT, NameKind.M49, NameKind.COMMON}  # kinds that may have the same name; each is kept
    for name in sorted(names, key=lambda name: kinds.index(NameKind(name[1]))):
        key = (name[2], name_key(name[3]))
        if name[1] == NameKind.COMMON:
            by_key["common", key[1]] = name
        elif key not in by_key and not (name[1] not in may_coincide and ("common", key[1]) in by_key):
            by_key[key] = name
    former_keys = {name_key(name[3]) for name in names if name[1] == NameKind.FORMER}
    # A former name that an input still lists as a variant is kept as former only.
    result = [
        name
        for name in by_key.values()
        if name[1] in {*may_coincide, NameKind.FORMER} or name_key(name[3]) not in former_keys
    ]
    result += [name for name in names if name[1] == NameKind.FORMER and name not in result]
    result.sort(key=lambda name: (kinds.index(NameKind(name[1])), list(LANGUAGES.values()).index(name[2]), name[3]))
    return result


def _un_names(area: str, row: dict[str, str]) -> Iterator[Name]:
    """Yield the names of an area in the two lists of the United Nations that the taxonomy joins, UNTERM and M49."""
    citation = f"ocha-taxonomy-4-2-5: row {_row_label(area, row)}, "
    is_in_unterm = row.get("Appears in UNTERM list") == "Y"
    for language, code in LANGUAGES.items():
        short, m49 = row.get(f"{language} Short", "").strip(), row.get(f"M49 {language}", "").strip()
        if is_in_unterm and short:
            yield area, NameKind.UN_SHORT, code, short, "", f"{citation}{language} Short", ""
        if m49 and not (is_in_unterm and name_key(m49) == name_key(short)):
            yield area, NameKind.M49, code, m49, "", f"{citation}M49 {language}", ""
    formal = row.get("English Formal", "").strip()
    if formal:
        yield area, NameKind.UN_FORMAL, "en", formal.removeprefix("the "), "", f"{citation}English Formal", ""


def _variants(state: dict[str, str], row: dict[str, str], cldr: dict[str, str]) -> Iterator[Name]:
    """Yield other English forms of the name, from the taxonomy and from CLDR."""
    area, code = state["area"], state["iso2"]
    for column in ("Preferred Term", *VARIANT_COLUMNS):
        name = row.get(column, "").strip().removesuffix(" (the)")
        if name:
            yield (
                area,
                NameKind.VARIANT,
                "en",
                name,
                "",
                f"ocha-taxonomy-4-2-5: row {_row_label(area, row)}, {column}",
                "",
            )
    for key in sorted(key for key in cldr if code and key.partition("-")[0] == code):
        yield area, NameKind.VARIANT, "en", cldr[key].replace("&", "and"), "", f"cldr-48: en, {key}", ""


def _row_label(area: str, row: dict[str, str]) -> str:
    return area if row.get("ISO 3166-1 Alpha 3-Codes") else row.get("Preferred Term", area)


def _fetch(cache: Path) -> tuple[list[dict[str, str]], dict[str, dict[str, str]]]:
    """Return the rows of the taxonomy and the names of CLDR by language and territory, from files of pinned SHA-256."""
    cache.mkdir(parents=True, exist_ok=True)
    taxonomy, cldr = (
        cache / "taxonomy.csv",
        {language: cache / f"territories-{language}.json" for language in CLDR_SHA256},
    )
    if not taxonomy.exists():
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", TAXONOMY_PACKAGE, "-d", "."]
        inputs.run_client(pip, cache)
        (wheel,) = cache.glob("hdx_python_country-*.whl")
        with zipfile.ZipFile(wheel) as package:
            taxonomy.write_bytes(package.read(TAXONOMY_FILE))
    for language, path in cldr.items():
        if not path.exists():
            inputs.fetch_npm_file(cache, CLDR_PACKAGE, f"package/main/{language}/territories.json", path)
    inputs.check_sha256(taxonomy, TAXONOMY_SHA256)
    for language, path in cldr.items():
        inputs.check_sha256(path, CLDR_SHA256[language])
    with taxonomy.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return rows, {
        language: json.loads(path.read_text("utf-8"))["main"][language]["localeDisplayNames"]["territories"]
        for language, path in cldr.items()
    }


if __name__ == "__main__":
    try:
        main()
    except GeodataError as error:
        sys.exit(str(error))
