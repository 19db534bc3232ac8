"""Names: those of the United Nations and the common ones agree in two tables; a search finds an area by any of them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.link import query_of, read_link
from dashboard.maps.view import View
from geodata.area_search import Match, SearchEntry, area_named, areas_named, search_entries
from geodata.checks import cross_check, read_tables
from geodata.collation import fold, name_key, slip_count
from geodata.errors import UnknownKeyError
from geodata.model import AreaKind, NameKind, Naming
from geodata.releases import kept_releases, load_release
from geodata.tables import Report
from tests.builders import break_cell, dataset_folder
from tests.properties import examples
from tests.shipped_views import dataset, shown

OLD = "2026.11.21-11eea78e"  # kept before there was a table of names


def problems_of(folder: Path) -> list[str]:
    report = Report()
    cross_check(read_tables(folder, report), report)
    return [str(problem) for problem in report.problems]


def test_each_of_the_197_states_has_a_short_name_of_the_united_nations_in_its_six_languages() -> None:
    for state in dataset().countries:
        short = {n.language: n.name for n in dataset().names[state.area] if n.kind is NameKind.UN_SHORT}
        assert set(short) == {"en", "fr", "es", "ru", "zh", "ar"}, state.area
        assert short["en"] == state.name


@pytest.mark.parametrize(
    ("area", "short", "common"),
    [
        ("NRU", "Naoero", "Naoero"),
        ("TUR", "Türkiye", "Türkiye"),
        ("SWZ", "Eswatini", "Eswatini"),
        ("CZE", "Czechia", "Czechia"),
        ("CPV", "Cabo Verde", "Cabo Verde"),
        ("MKD", "North Macedonia", "North Macedonia"),
        ("CIV", "Côte d'Ivoire", "Côte d'Ivoire"),
        ("VNM", "Viet Nam", "Viet Nam"),
        ("LAO", "Lao People's Democratic Republic", "Laos"),
        ("PRK", "Democratic People's Republic of Korea", "North Korea"),
        ("KOR", "Republic of Korea", "South Korea"),
        ("SYR", "Syrian Arab Republic", "Syria"),
        ("NLD", "Netherlands (Kingdom of the)", "Netherlands"),
        ("GBR", "United Kingdom of Great Britain and Northern Ireland", "United Kingdom"),
        ("PSE", "State of Palestine", "Palestine"),
        ("VAT", "Holy See", "Holy See"),
        ("FSM", "Micronesia (Federated States of)", "Micronesia (Federated States of)"),
        ("BOL", "Bolivia (Plurinational State of)", "Bolivia"),
        ("COK", "Cook Islands", "Cook Islands"),
        ("NIU", "Niue", "Niue"),
    ],
)
def test_a_state_goes_by_the_name_that_the_united_nations_uses_today(area: str, short: str, common: str) -> None:
    state = dataset().state(area)
    assert (state.name, state.common_name) == (short, common)


def test_naoero_was_nauru_until_26_june_2026() -> None:
    (former,) = (n for n in dataset().names["NRU"] if n.kind is NameKind.FORMER and n.name == "Nauru")
    assert str(former.until) == "2026-06-26"
    assert {c.source_id for c in former.citations} >= {"unterm-naoero", "un-naoero"}


def test_what_is_drawn_and_no_state_has_the_name_of_m49_where_there_is_one() -> None:
    for state in dataset().states.values():
        listed = [n.name for n in dataset().names[state.area] if n.kind is NameKind.M49 and n.language == "en"]
        if not state.is_state and listed:
            assert state.name == listed[0]
        assert bool(listed) or state.is_state or state.area in {"KAS", "TWN", "XKX"}


@pytest.mark.slow
def test_the_kept_release_shows_its_own_names() -> None:
    assert OLD in kept_releases()
    old = load_release(OLD)
    assert old.names == {}
    assert old.state("NRU").name == "Nauru"
    assert areas_named("Nauru", old) == (Match("NRU", "Nauru", ""),)


def test_under_one_naming_texts_and_labels_agree_and_the_data_are_kept() -> None:
    for naming in Naming:
        named = dataset().with_names(naming)
        assert named is dataset().with_names(naming)
        assert all(state.name == state.common_name for state in named.states.values())
    assert dataset().with_names(Naming.UN).state("KOR").common_name == "Republic of Korea"
    assert dataset().with_names(Naming.COMMON).state("KOR").name == "South Korea"
    assert dataset().with_names(None) is dataset()


@pytest.mark.parametrize(
    ("cell", "text", "expected"),
    [
        (("names", "name", 1), "Oland", "official_name: 'Aland' is not the name in names.csv, 'Oland'"),
        (("names", "name", 2), "Oland", "name: 'Aland' is not the common name in names.csv, 'Oland'"),
        (("names", "kind", 1), "variant", "official_name: has no short name of the United Nations in names.csv"),
        (("names", "kind", 3), "common", "name: AAA has two names of the kind common in English, expected one"),
        (
            ("names", "until", 1),
            "1990",
            "until: 1990 is the end of a name of the kind un_short, expected it of a former",
        ),
        (("states", "official_name", 3), "Tea Islands", "official_name: 'Tea Islands' is not the name in names.csv"),
    ],
)
def test_two_tables_that_name_a_state_differently_are_told(
    tmp_path: Path, cell: tuple[str, str, int], text: str, expected: str
) -> None:
    table, column, row = cell
    folder = dataset_folder(tmp_path / "data")
    assert problems_of(folder) == []
    break_cell(folder, table, column, text, row=row)
    assert any(expected in problem for problem in problems_of(folder)), problems_of(folder)


@pytest.mark.parametrize(
    ("words", "area", "by"),
    [
        ("UK", "GBR", "UK"),
        ("Holland", "NLD", "Holland"),
        ("Turkey", "TUR", "Turkey"),
        ("Ivory Coast", "CIV", "Ivory Coast"),
        ("Swaziland", "SWZ", "Swaziland"),
        ("Burma", "MMR", "Burma"),
        ("Vatican", "VAT", "Vatican"),
        ("UA", "UKR", ""),
        ("ukr", "UKR", ""),
        ("Turkiye", "TUR", ""),
        ("Cote d'Ivoire", "CIV", ""),
        ("CÔTE D’IVOIRE", "CIV", ""),
        ("Curacao", "CUW", ""),
        ("St. Lucia", "LCA", ""),
        ("Украïна", "UKR", "Украина"),
        ("Украина", "UKR", "Украина"),
        ("中国", "CHN", "中国"),
        ("الأردن", "JOR", "الأردن"),
        ("Alemania", "DEU", "Alemania"),
        ("Ukrane", "UKR", ""),
        ("Kirgizstan", "KGZ", ""),
        ("DPRK", "PRK", "DPRK"),
        ("Nauru", "NRU", "Nauru"),
        ("", "", ""),
        ("?!", "", ""),
        ("qqqqqq", "", ""),
    ],
)
def test_the_first_area_that_a_search_finds(words: str, area: str, by: str) -> None:
    matches = areas_named(words, dataset())
    assert [(match.area, match.by) for match in matches[:1]] == ([(area, by)] if area else [])


FOUND_BY = [(e, words) for e in search_entries(dataset()) for words in (*e.codes, *e.first, *e.others)]


@given(st.sampled_from(FOUND_BY))
@examples(40)
def test_every_name_and_code_finds_its_area(known: tuple[SearchEntry, str]) -> None:
    entry, words = known
    areas = [match.area for match in areas_named(words, dataset(), most=300)]
    also = [e.area for e, other in FOUND_BY if name_key(other) == name_key(words)]
    assert entry.area in areas[: len(set(also))]  # nothing comes before those that have exactly this name


@given(st.text())
def test_folding_twice_changes_nothing_and_capitals_and_marks_do_not_count(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert name_key(name_key(text)) == name_key(text)
    assert fold(text.replace("'", "’")) == fold(text)


@given(st.text("abcd", max_size=6), st.text("abcd", max_size=6))
def test_slips_are_counted_alike_from_both_sides(one: str, other: str) -> None:
    count = slip_count(one, other)
    assert count == slip_count(other, one)
    assert (count == 0) == (one == other)
    assert abs(len(one) - len(other)) <= count <= max(len(one), len(other))


def test_a_territory_is_found_as_a_state_is() -> None:
    assert {dataset().state(m.area).kind for m in areas_named("Greenland", dataset())} == {AreaKind.TERRITORY}


@pytest.mark.parametrize(
    ("words", "area"),
    [("UKR", "UKR"), ("ua", "UKR"), ("Cote d’Ivoire", "CIV"), ("holland", "NLD"), ("Turkiye", "TUR"), ("Burma", "MMR")],
)
def test_one_area_is_named_by_any_of_its_names(words: str, area: str) -> None:
    assert area_named(words, dataset()) == area


@pytest.mark.parametrize(
    ("words", "near"),
    [("Ukrane", "UKR (Ukraine)"), ("korea", "PRK (North Korea)"), ("UKE", ""), ("atlantis", ""), ("", "")],
)
def test_a_name_that_no_area_has_alone_is_refused_with_the_nearest(words: str, near: str) -> None:
    with pytest.raises(UnknownKeyError, match=rf"^unknown state or area '{words}'") as caught:
        area_named(words, dataset())
    assert near in str(caught.value)


def test_texts_go_by_the_united_nations_and_the_map_by_common_names_unless_a_view_wants_one_kind() -> None:
    def names(naming: Naming | None) -> tuple[str, str, str]:
        spec = shown(View(country="KOR", names=naming))
        label = next(area.name for area in spec.areas if area.area == "KOR")
        row = next(row.text("name") for row in spec.rows if row.area == "KOR")
        return spec.panel.title, row, label

    assert names(None) == ("Republic of Korea", "Republic of Korea", "South Korea")
    assert names(Naming.COMMON) == ("South Korea",) * 3
    assert names(Naming.UN) == ("Republic of Korea",) * 3
    assert query_of(View(names=Naming.UN)) == {"v": "1", "names": "un"}
    assert read_link({"v": "1", "names": "common"})[0].names is Naming.COMMON
    (problem,) = read_link({"v": "1", "names": "iso"})[1]
    assert "is not a kind of names" in str(problem)
