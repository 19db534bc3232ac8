"""Build of geodata/data/names.csv, the names of every state and area: `python -m geodata.build.names`.

The UN short names and the names of M49 in six languages come from the Countries & Territories Taxonomy of UN OCHA, as
the PyPI package hdx-python-country carries it; common English names and short forms from it and from the Unicode CLDR.
Former names, and names that neither of them gives, are in former_names.csv, written by hand.
"""

from __future__ import annotations

import csv
import json
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from geodata.build import inputs
from geodata.collation import name_key
from geodata.dataset import DATA_FOLDER
from geodata.errors import GeodataError
from geodata.model import NameKind

TAXONOMY_PACKAGE = "hdx-python-country==4.2.5"
TAXONOMY_FILE = "hdx/location/Countries & Territories Taxonomy MVP - C&T Taxonomy.csv"
TAXONOMY_SHA256 = "249cf75970cfda815f8e2507f7aa2caabdae625288464bac060b977a9b2e045c"
CLDR_PACKAGE = "cldr-localenames-full@48.2.0"
CLDR_FILE = "package/main/en/territories.json"
CLDR_SHA256 = "158c1d575308f7e46912edbeda435c8fe2ef5dad280798231f3a432e406b1807"

COLUMNS = ("area", "kind", "language", "name", "until", "citations", "note")
FORMER_NAMES_TABLE = Path(__file__).with_name("former_names.csv")
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
        names += _names(state, rows.get(area), cldr, former)
    with (DATA_FOLDER / "names.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(names)


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


def _fetch(cache: Path) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Return the rows of the taxonomy and the English names of CLDR by territory, from files of the pinned SHA-256."""
    cache.mkdir(parents=True, exist_ok=True)
    taxonomy, cldr = cache / "taxonomy.csv", cache / "territories.json"
    if not taxonomy.exists():
        pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", TAXONOMY_PACKAGE, "-d", "."]
        inputs.run_client(pip, cache)
        (wheel,) = cache.glob("hdx_python_country-*.whl")
        with zipfile.ZipFile(wheel) as package:
            taxonomy.write_bytes(package.read(TAXONOMY_FILE))
    if not cldr.exists():
        inputs.run_client(["npm", "pack", CLDR_PACKAGE], cache)
        (archive,) = cache.glob("cldr-localenames-full-*.tgz")
        with tarfile.open(archive) as package_file:
            member = package_file.extractfile(CLDR_FILE)
            if member is None:
                raise GeodataError(f"{archive.name}: {CLDR_FILE} is missing")
            cldr.write_bytes(member.read())
    inputs.check_sha256(taxonomy, TAXONOMY_SHA256)
    inputs.check_sha256(cldr, CLDR_SHA256)
    with taxonomy.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = json.loads(cldr.read_text(encoding="utf-8"))["main"]["en"]["localeDisplayNames"]["territories"]
    return rows, names


if __name__ == "__main__":
    try:
        main()
    except GeodataError as error:
        sys.exit(str(error))
