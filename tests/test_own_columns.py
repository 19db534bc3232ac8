"""Roles of columns by name and values, words, and encodings."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import OwnFileError
from geodata.own.columns import Columns, compare_sizes, find_columns, m2_of, name_matches, parse_columns
from geodata.own.encodings import known_encoding, likely_encoding
from geodata.own.quantities import Sign
from geodata.own.records import UNKNOWN
from geodata.own.vocabulary import (
    AREA_UNITS,
    WORDS_FILE,
    HazardStatus,
    HazardType,
    Role,
    Unit,
    WordSubject,
    read_words,
    shipped_vocabulary,
)
from tests.properties import examples

VOCABULARY = shipped_vocabulary()
LANGUAGES = {"en", "fr", "es", "pt", "ru", "uk", "ar"}


def role_of(name: str, *values: object) -> Role | None:
    findings, _, _ = find_columns([name], {name: values}, vocabulary=VOCABULARY)
    return findings[0].role


# --- The vocabulary


def test_every_word_has_a_source_that_the_page_of_the_tables_explains() -> None:
    page = (WORDS_FILE.parents[1] / "README.md").read_text(encoding="utf-8")
    section = page.split("## own/", 1)[1].split("\n## ", 1)[0]
    explained = {line.split("`")[1] for line in section.splitlines() if line.startswith("| `")}
    assert {word.source for word in VOCABULARY.words} <= explained
    assert all(word.place for word in VOCABULARY.words if word.source not in {"translation", "general"})


def test_each_language_has_words_for_the_main_types_statuses_and_columns() -> None:
    means = {(word.subject, word.means, word.language) for word in VOCABULARY.words}
    for language in LANGUAGES:
        for kind in (HazardType.CONFIRMED, HazardType.SUSPECTED, HazardType.MINEFIELD, HazardType.BATTLE_AREA):
            assert (WordSubject.HAZARD_TYPE, kind, language) in means
        for status in ("open", "closed", "cleared", "reduced", "cancelled"):
            assert (WordSubject.STATUS, status, language) in means
        for role in (Role.TYPE, Role.STATUS, Role.DATE, Role.SIZE, Role.COUNTRY):
            assert (WordSubject.COLUMN, role, language) in means


def test_no_word_means_two_things() -> None:
    seen: dict[tuple[WordSubject, str], str] = {}
    for word in VOCABULARY.words:
        if word.subject in {WordSubject.HAZARD_TYPE, WordSubject.STATUS, WordSubject.UNIT}:
            assert seen.setdefault((word.subject, word.word.casefold()), word.means) == word.means, word


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("confirmed hazardous AREA (cha)", "confirmed"),
        ("CHA / SHA", UNKNOWN),
        ("Zone soupçonnée dangereuse", "suspected"),
        ("ЗАМИНИРОВАННЫЙ РАЙОН", "minefield"),
        ("المنطقة الملغومة", "minefield"),
        ("Converted From SHA", UNKNOWN),
        ("", UNKNOWN),
    ],
)
def test_a_word_means_its_class_and_an_unknown_one_nothing(text: str, means: str) -> None:
    assert VOCABULARY.meaning(WordSubject.HAZARD_TYPE, text) == means


def test_words_of_a_reader_come_first(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("subject,means,word\nstatus,closed,Expired\nhazard-type,confirmed,Converted From SHA\n", "utf-8")
    words = read_words(path)
    mine = VOCABULARY.before(words)
    assert mine.meaning(WordSubject.STATUS, "expired") == "closed"
    assert mine.meaning(WordSubject.HAZARD_TYPE, "converted from sha") == "confirmed"
    assert VOCABULARY.meaning(WordSubject.STATUS, "expired") == "expired"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "a,b\n",
            (
                " has no column means and subject and word; "
                "expected columns subject, means, word and, if known, language, source, place"
            ),
        ),
        (
            "subject,means,word\nstatu,open,x\n",
            ":2: unknown subject 'statu', expected column, hazard-type, status, unit; did you mean 'status'?",
        ),
        (
            "subject,means,word\nstatus,opened,x\n",
            ":2: unknown meaning 'opened' of a status; did you mean 'open' or 'suspended' or 'closed'?",
        ),
        ("subject,means,word\nstatus,open,--\n", ":2: word is empty, expected a text with letters or digits"),
    ],
)
def test_a_wrong_file_of_words_is_refused_with_its_line(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "w.csv").write_text(text, "utf-8")
    with pytest.raises(OwnFileError) as refused:
        read_words(tmp_path / "w.csv")
    assert str(refused.value) == f"w.csv{message}"


# --- Roles


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Hazard_Cla", Role.TYPE),
        ("HazardType", Role.TYPE),
        ("TIPO_EVENTO", Role.TYPE),
        ("Status_1", Role.STATUS),
        ("Stauts", Role.STATUS),
        ("current_status", Role.STATUS),
        ("Стан ділянки", Role.STATUS),
        ("الحالة", Role.STATUS),
        ("Status_Cha", Role.DATE),
        ("status_date", Role.DATE),
        ("AÑO", Role.DATE),
        ("areasize", Role.SIZE),
        ("AREASQM", Role.SIZE),
        ("Площа (га)", Role.SIZE),
        ("hazard_localid", Role.RECORD),
        ("Pays", Role.COUNTRY),
        ("Shape_Area", None),
        ("OBJECTID", None),
        ("Victim name", None),
        ("Reported by", None),
        ("Phone", None),
        ("Contact status", None),
        ("Blockages", None),
    ],
)
def test_a_name_means_its_role(name: str, role: Role | None) -> None:
    matches = name_matches(name, VOCABULARY)
    assert (matches[0].role if matches else None) == role


def test_values_decide_whether_a_name_holds() -> None:
    assert role_of("id", "a", "b", "c") is Role.RECORD
    assert role_of("id", "2585-III", "2585-III", "2585-III") is None  # the number of a map sheet names no record
    assert role_of("Area", 100.0, 250.5, None) is Role.SIZE
    assert role_of("Area", "Rural", "Urban") is None
    assert role_of("Date", "2024-05-01", "2023") is Role.DATE
    assert role_of("Date", "soon") is None
    assert role_of("Status", "Open", "Closed") is Role.STATUS
    assert role_of("Status", None, None) is Role.STATUS


def test_of_two_columns_with_the_same_values_the_first_is_taken() -> None:
    values = ["Open", "Closed"]
    findings, questions, _ = find_columns(
        ["Status", "Status_1"], {"Status": values, "Status_1": values}, vocabulary=VOCABULARY
    )
    assert [finding.role for finding in findings] == [Role.STATUS, None]
    assert questions == ()


def test_columns_that_a_reader_names_hold_whatever_they_look_like() -> None:
    names = ["Phone", "Status", "How big"]
    given_columns = parse_columns(["type=Phone", "status=-", "size=How big: ha"])
    assert given_columns.of_file(names) == Columns(
        ((Role.TYPE, "Phone"), (Role.STATUS, "-"), (Role.SIZE, "How big")), "ha"
    )
    findings, questions, columns = find_columns(names, {}, vocabulary=VOCABULARY, given=given_columns)
    assert [finding.role for finding in findings] == [Role.TYPE, None, Role.SIZE]
    assert (questions, columns.unit) == ((), "ha")
    with pytest.raises(OwnFileError, match=r"^a\.csv has no column 'Statu' for the status; did you mean 'Status'\?"):
        find_columns(names, {}, vocabulary=VOCABULARY, given=parse_columns(["status=Statu"]), file="a.csv")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("status", "'status' gives no column a role, expected a text such as status=Status_1"),
        (
            "stats=A",
            (
                "unknown role 'stats', expected one of type, status, id, date, size, country, "
                "wkt, longitude, latitude, easting, northing, zone; did you mean 'status'?"
            ),
        ),
        (
            "size=a:hx",
            (
                "unknown unit 'hx' of sizes, expected m2, ha, km2, sq mi, acre, dunam, iraqi dunam, sq ft; "
                "did you mean 'ha'?"
            ),
        ),
    ],
)
def test_a_role_that_is_none_is_refused(text: str, message: str) -> None:
    with pytest.raises(OwnFileError) as refused:
        parse_columns([text]).of_file(["a"])
    assert str(refused.value) == message


def test_unit_and_decimal_sign_stand_behind_the_column_of_sizes() -> None:
    for text, unit, sign in (
        ("size=a:sq. km:comma", Unit.KM2, Sign.COMMA),
        ("size=a:point", "", Sign.DOT),
        ("size=a:га", Unit.HA, None),
        ("size=a", "", None),
    ):
        assert parse_columns([text]).of_file(["a"]) == Columns(((Role.SIZE, "a"),), unit, decimal=sign)


@pytest.mark.parametrize(
    ("text", "column", "unit", "sign"),
    [
        ("Area: total", "Area: total", "", None),
        ("Area: total:ha", "Area: total", Unit.HA, None),
        ("Area: total:km2:comma", "Area: total", Unit.KM2, Sign.COMMA),
        ("Area:ha", "Area:ha", "", None),
        ("Area:ha:m2", "Area:ha", Unit.M2, None),
        ("Area:m2", "Area", Unit.M2, None),
    ],
)
def test_of_names_with_colons_the_longest_that_the_file_has_is_the_column_of_sizes(
    text: str, column: str, unit: str, sign: Sign | None
) -> None:
    given_columns = parse_columns([f"size={text}"]).of_file(["Area", "Area: total", "Area:ha"])
    assert given_columns == Columns(((Role.SIZE, column),), unit, decimal=sign)
    assert given_columns.of_file([column]) == given_columns


# --- Stated beside drawn sizes


@pytest.mark.parametrize("unit", [unit for unit in AREA_UNITS if unit is not Unit.IRAQI_DUNAM])
def test_a_unit_that_drawn_areas_contradict_is_named(unit: Unit) -> None:
    drawn = np.array([20_000.0, 50_000.0, 8_000.0])
    stated = drawn / m2_of(unit)
    compared = compare_sizes(stated, drawn, "m2")
    assert compared.likely_unit == ("" if unit == "m2" else unit)
    assert compared.differing == (0 if unit == "m2" else 3)
    assert compare_sizes(stated * m2_of(unit), drawn, unit).likely_unit == ""
    assert compare_sizes(drawn * 40, drawn, "m2").likely_unit == ""
    assert compare_sizes(np.full(3, np.nan), drawn, "m2").compared == 0


# --- Encodings

WORDS_BY_PAGE = {
    page: [w.word for w in VOCABULARY.words if w.language in languages and not w.word.isascii() and len(w.word) > 3]
    for page, languages in {"cp1251": {"ru", "uk"}, "cp1256": {"ar"}, "cp1252": {"fr", "es", "pt"}}.items()
}


def test_a_word_of_one_letter_decides_no_code_page() -> None:
    words = ["Zone dangereuse confirmée", "Remise à disposition", "Remise à disposition", "En intervención"]
    assert likely_encoding("\n".join(words).encode("cp1252"))[0] == "cp1252"


@pytest.mark.slow
@examples(60)
@given(st.data(), st.sampled_from([*WORDS_BY_PAGE]), st.sampled_from(["", "utf-8", "cp1252"]))
def test_the_code_page_of_words_is_found_whatever_is_stated(data: st.DataObject, page: str, stated: str) -> None:
    chosen = data.draw(st.lists(st.sampled_from(WORDS_BY_PAGE[page]), min_size=4, max_size=12))
    text = "\n".join(chosen)
    encoded = text.encode(page, errors="ignore")
    assert likely_encoding(encoded, stated)[0] == page
    encoding, note = likely_encoding(text.encode(), stated)
    assert encoding == "utf-8"
    assert bool(note) == (stated == "cp1252")


def test_names_of_encodings_are_those_of_cpg_files() -> None:
    named = {"UTF-8": "utf-8", "1251": "cp1251", "ANSI 1256": "cp1256", "65001": "utf-8", "88591": "cp1252", "x-no": ""}
    assert {text: known_encoding(text) for text in named} == named


def test_every_status_and_type_has_words_for_readers() -> None:
    assert all(kind.label for kind in HazardType)
    assert HazardStatus.PARTLY_CLEARED.label == "partly cleared"
