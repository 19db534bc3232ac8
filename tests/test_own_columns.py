"""Roles of columns by name and values; words, numbers, dates, angles and units as tables write them."""

import csv
import math
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import DateSpan
from geodata.errors import OwnFileError
from geodata.own.columns import (
    UNIT_M2,
    WORDS_FILE,
    Columns,
    HazardStatus,
    HazardType,
    Role,
    Subject,
    compare_sizes,
    find_columns,
    finds_day_first,
    name_matches,
    parse_angle,
    parse_columns,
    parse_date,
    parse_number,
    parse_size,
    read_words,
    shipped_vocabulary,
    unit_in_name,
    words_csv,
)
from geodata.own.encodings import known_encoding, likely_encoding
from geodata.own.records import UNKNOWN
from tests.properties import examples

VOCABULARY = shipped_vocabulary()
LANGUAGES = {"en", "fr", "es", "pt", "ru", "uk", "ar"}


def role_of(name: str, *values: object) -> Role | None:
    found, _, _ = find_columns([name], {name: values}, vocabulary=VOCABULARY)
    return found[0].role


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
            assert (Subject.HAZARD_TYPE, kind, language) in means
        for status in ("open", "closed", "cleared", "reduced", "cancelled"):
            assert (Subject.STATUS, status, language) in means
        for role in (Role.TYPE, Role.STATUS, Role.DATE, Role.SIZE, Role.COUNTRY):
            assert (Subject.COLUMN, role, language) in means


def test_no_word_means_two_things() -> None:
    seen: dict[tuple[Subject, str], str] = {}
    for word in VOCABULARY.words:
        if word.subject in {Subject.HAZARD_TYPE, Subject.STATUS, Subject.UNIT}:
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
    assert VOCABULARY.meaning(Subject.HAZARD_TYPE, text) == means


def test_words_of_a_reader_come_first_and_can_be_kept_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("subject,means,word\nstatus,closed,Expired\nhazard-type,confirmed,Converted From SHA\n", "utf-8")
    words = read_words(path)
    mine = VOCABULARY.before(words)
    assert mine.meaning(Subject.STATUS, "expired") == "closed"
    assert mine.meaning(Subject.HAZARD_TYPE, "converted from sha") == "confirmed"
    assert VOCABULARY.meaning(Subject.STATUS, "expired") == "expired"
    path.write_text(words_csv(words), "utf-8")
    assert read_words(path) == words
    assert words_csv(VOCABULARY.words).count("\n") == len(VOCABULARY.words) + 1
    assert len([*csv.reader(words_csv(VOCABULARY.words).splitlines())]) == len(VOCABULARY.words) + 1


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
    found, questions, _ = find_columns(
        ["Status", "Status_1"], {"Status": values, "Status_1": values}, vocabulary=VOCABULARY
    )
    assert [finding.role for finding in found] == [Role.STATUS, None]
    assert questions == ()


def test_columns_that_a_reader_names_hold_whatever_they_look_like() -> None:
    given_columns = parse_columns(["type=Phone", "status=-", "size=How big: ha"])
    assert given_columns == Columns(((Role.TYPE, "Phone"), (Role.STATUS, "-"), (Role.SIZE, "How big")), "ha")
    names = ["Phone", "Status", "How big"]
    found, questions, columns = find_columns(names, {}, vocabulary=VOCABULARY, given=given_columns)
    assert [finding.role for finding in found] == [Role.TYPE, None, Role.SIZE]
    assert (questions, columns.unit) == ((), "ha")
    with pytest.raises(OwnFileError, match=r"the file has no column 'Statu' for the status; did you mean 'Status'\?"):
        find_columns(names, {}, vocabulary=VOCABULARY, given=parse_columns(["status=Statu"]))


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
        ("size=a:hx", "unknown unit 'hx' of sizes, expected m2, ha, km2, acre, mi2, ft2, dunam; did you mean 'ha'?"),
    ],
)
def test_a_role_that_is_none_is_refused(text: str, message: str) -> None:
    with pytest.raises(OwnFileError) as refused:
        parse_columns([text])
    assert str(refused.value) == message


# --- Values


@examples(60)
@given(st.floats(0, 1e9), st.sampled_from(["{:,.3f}", "{:.3f}"]), st.sampled_from(["", ",.", " ."]))
def test_a_number_is_read_in_every_way_of_writing_that_is_plain(number: float, form: str, signs: str) -> None:
    text = form.format(number)
    if signs:  # the signs of thousands and of decimals that stand for "," and "."
        text = text.translate(str.maketrans(",.", signs[::-1] if signs == ",." else " ,"))
    is_plain = "." in text or " " in text  # 1234,567 alone may be thousands
    assert parse_number(text) == pytest.approx(round(number, 3)) or not is_plain


def test_sizes_are_read_with_the_unit_beside_them_and_nothing_else() -> None:
    assert parse_size("12,5 га") == (12.5, "ha")
    assert parse_size("1 200 m²") == (1200.0, "m2")
    assert parse_size("٣٥٠ م²") == (350.0, "m2")
    for text in ("large", "-4", "12 apples", "", None, True):
        assert math.isnan(parse_size(text)[0])
    assert unit_in_name("Площа, кв. м") == "m2"
    assert unit_in_name("estimatedAreaHa") == "ha"


@examples(60)
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_date_is_read_at_its_precision_and_hours_do_not_shift_it(day: date) -> None:
    assert parse_date(day.isoformat()) == DateSpan.on(day)
    assert parse_date(f"{day.isoformat()}T06:30:00+05:30") == DateSpan.on(day)
    assert parse_date(f"{day:%d.%m.%Y}") == DateSpan.on(day)
    assert parse_date(f"{day:%Y-%m}") == DateSpan.parse(f"{day:%Y-%m}")
    assert parse_date(str(day.year)) == parse_date(float(day.year)) == DateSpan.parse(str(day.year))
    slashed = parse_date(f"{day:%d/%m/%Y}")
    assert slashed is not None
    assert slashed.earliest <= day <= slashed.latest
    assert parse_date(f"{day:%m/%d/%Y}", day_first=False) == DateSpan.on(day)


def test_the_order_of_day_and_month_is_that_of_the_column() -> None:
    assert finds_day_first(["03/04/2005", "25/04/2005"]) is True
    assert finds_day_first(["03/04/2005", "04/25/2005"]) is False
    assert finds_day_first(["25/04/2005", "04/25/2005"]) is None
    assert finds_day_first(["03/04/2005", "", None]) is None
    assert parse_date("31/02/2005") is None


@examples(60)
@given(st.integers(-179, 179), st.integers(0, 59), st.integers(0, 5_999), st.sampled_from(["EW", "ВЗ", "EO"]))
def test_an_angle_is_read_from_degrees_minutes_and_seconds(
    degrees: int, minutes: int, hundredths: int, letters: str
) -> None:
    seconds = hundredths / 100
    size = abs(degrees) + minutes / 60 + seconds / 3600
    letter = letters[degrees < 0]
    angle = -size if degrees < 0 else size
    for text in (
        f"{abs(degrees)}°{minutes:02}'{seconds:05.2f}\"{letter}",
        f"{abs(degrees)}° {minutes}′ {seconds:.2f}″ {letter}",
        f"{letter} {abs(degrees)} {minutes:02} {seconds:05.2f}",
        f"{abs(degrees)}:{minutes:02}:{seconds:05.2f} {letter}",
        f"{'-' * (degrees < 0)}{abs(degrees)}-{minutes:02}-{seconds:05.2f}".replace(".", ","),
    ):
        assert parse_angle(text) == pytest.approx(angle, abs=1e-9), text
    assert parse_angle(repr(angle)) == angle


def test_what_is_no_angle_is_none() -> None:
    for text in ("36 61 00", "N 49 S", "-12 E", "49.5 30 N", "near Izium", "", "1234"):
        assert math.isnan(parse_angle(text)) or text == "1234", text


@pytest.mark.parametrize("unit", UNIT_M2)
def test_a_unit_that_drawn_areas_contradict_is_named(unit: str) -> None:
    drawn = np.array([20_000.0, 50_000.0, 8_000.0])
    stated = drawn / UNIT_M2[unit] * UNIT_M2["m2"]
    compared = compare_sizes(stated, drawn, "m2")
    assert compared.likely_unit == ("" if unit == "m2" else unit)
    assert compared.differing == (0 if unit == "m2" else 3)
    assert compare_sizes(stated * UNIT_M2[unit], drawn, unit).likely_unit == ""
    assert compare_sizes(drawn * 40, drawn, "m2").likely_unit == ""
    assert compare_sizes(np.full(3, np.nan), drawn, "m2").compared == 0


# --- Encodings

WORDS_BY_PAGE = {
    page: [w.word for w in VOCABULARY.words if w.language in languages and not w.word.isascii() and len(w.word) > 3]
    for page, languages in {"cp1251": {"ru", "uk"}, "cp1256": {"ar"}, "cp1252": {"fr", "es", "pt"}}.items()
}


@pytest.mark.slow
@examples(60)
@given(st.data(), st.sampled_from([*WORDS_BY_PAGE]), st.sampled_from(["", "utf-8", "cp1252"]))
def test_the_code_page_of_words_is_found_whatever_is_stated(data: st.DataObject, page: str, stated: str) -> None:
    chosen = data.draw(st.lists(st.sampled_from(WORDS_BY_PAGE[page]), min_size=4, max_size=12))
    text = "\n".join(chosen)
    encoded = text.encode(page, errors="ignore")
    assert likely_encoding(encoded, stated)[0] == page
    found, note = likely_encoding(text.encode(), stated)
    assert found == "utf-8"
    assert bool(note) == (stated == "cp1252")


def test_names_of_encodings_are_those_of_cpg_files() -> None:
    named = {"UTF-8": "utf-8", "1251": "cp1251", "ANSI 1256": "cp1256", "65001": "utf-8", "88591": "cp1252", "x-no": ""}
    assert {text: known_encoding(text) for text in named} == named


def test_every_status_and_type_has_words_for_readers() -> None:
    assert all(kind.label for kind in HazardType)
    assert HazardStatus.PARTLY_CLEARED.label == "partly cleared"
