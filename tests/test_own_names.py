"""Codes and names in tables from elsewhere name areas exactly, after folding, and what is similar is only offered."""

import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import AliasKind
from geodata.own import names
from geodata.own.names import AreaEntry, AreaIndex, KnownName, MatchKind, area_key, area_of, without_marks
from tests.properties import examples
from tests.shipped_views import dataset


@pytest.fixture(scope="module")
def states() -> AreaIndex:
    return names.index_of(dataset())


@cache
def known_names() -> list[tuple[str, str]]:
    entries = names.index_of(dataset()).entries.values()
    return [(entry.area, name.text) for entry in entries for name in entry.names]


@cache
def areas_by_key() -> dict[str, set[str]]:
    areas: dict[str, set[str]] = {}
    for area, name in known_names():
        areas.setdefault(area_key(name), set()).add(area)
    return areas


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A known code or name of an area, spelled otherwise by the rules of folding."""
    area, text = draw(st.sampled_from(known_names()))
    words = text.replace("-", " ").split()
    changes: dict[str, Callable[[str], str]] = {
        "upper": str.upper,
        "decomposed": lambda one: unicodedata.normalize("NFD", one),
        "spaces": lambda one: "  " + one.replace(" ", " \u00a0") + "\t",
        "apostrophes": lambda one: one.replace("'", "’"),
        "and": lambda one: one.replace(" and ", " & "),
        "saint": lambda one: one.replace("Saint ", "St. "),
        "republic": lambda one: one.replace("Republic", "Rep."),
        "article": lambda one: f"The {one}" if len(words) > 1 else one,
        "turned": lambda one: f"{one.split(' ', 1)[1]}, {one.split(' ', 1)[0]}" if one.count(" ") else one,
    }
    for change in draw(st.lists(st.sampled_from([*changes]), max_size=4, unique=True)):
        text = changes[change](text)
    return area, text


@pytest.mark.slow
@examples(60)
@given(spellings())
def test_a_spelling_of_a_known_name_matches_the_areas_that_have_it(spelling: tuple[str, str]) -> None:
    area, text = spelling
    match = names.index_of(dataset()).match(text)
    same_key = areas_by_key().get(area_key(text), set())
    assert area in same_key
    assert match.area in same_key if match.is_found else set(match.areas) <= same_key


def test_no_two_areas_share_a_key_but_successors_of_one_state(states: AreaIndex) -> None:
    areas: dict[tuple[str, MatchKind], set[str]] = {}
    for entry in states.entries.values():
        for name in entry.names:
            areas.setdefault((area_key(name.text), name.kind), set()).add(entry.area)
    shared = {key for key, having in areas.items() if len(having) > 1}
    aliases = names.aliases(dataset())
    succeeded = {area_key(one.alias) for one in aliases if one.kind is AliasKind.PREDECESSOR}
    assert shared == {(key, MatchKind.FORMER) for key in succeeded}


@pytest.mark.parametrize(
    ("text", "area", "kind"),
    [
        ("NA", "NAM", MatchKind.CODE),
        ("4", "AFG", MatchKind.CODE),
        ("Congo", "COG", MatchKind.NAME),
        ("COTE D IVOIRE", "CIV", MatchKind.NAME),
        ("Korea, Dem. People's Rep.", "PRK", MatchKind.NAME),
        ("Micronesia, Fed. Sts.", "FSM", MatchKind.NAME),
        ("Україна", "UKR", MatchKind.OTHER_NAME),
        ("Сирия", "SYR", MatchKind.OTHER_NAME),
        ("TP", "TLS", MatchKind.FORMER),
        ("Cape Verde", "CPV", MatchKind.FORMER),
        ("The former Yugoslav Republic of Macedonia", "MKD", MatchKind.FORMER),
        ("Yugoslavia", "", MatchKind.SEVERAL),
        ("Serbia and Montenegro", "", MatchKind.SEVERAL),
        ("Nigera", "", MatchKind.NONE),
        ("Kurdistan", "", MatchKind.NONE),
        ("x" * 5_000, "", MatchKind.NONE),
    ],
)
def test_a_text_names_one_area_or_none(states: AreaIndex, text: str, area: str, kind: MatchKind) -> None:
    match = area_of(text, states)
    assert (match.area, match.kind) == (area, kind)


def test_a_former_name_says_until_when_and_which_document_says_so(states: AreaIndex) -> None:
    match = states.match("swaziland")
    assert match.until is not None
    assert match.until.latest == date(2018, 4, 19)
    assert {citation.source_id for citation in match.citations} & set(dataset().sources)


def test_what_is_similar_is_offered_and_nothing_far_beside_it(states: AreaIndex) -> None:
    assert states.near("Ukrane") == ("UKR",)
    assert states.near("Kyrgystan")[0] == "KGZ"
    assert len(states.near("Guinee")) <= 3


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Serbia[a]", "Serbia"), ("Sudan 3/", "Sudan"), ("Iraq*†", "Iraq"), ("Chad²", "Chad"), ("Peru (1)", "Peru")],
)
def test_marks_of_footnotes_are_taken_off_a_name(text: str, plain: str) -> None:
    assert without_marks(text)[0] == plain


def test_areas_within_countries_are_searched_in_their_country() -> None:
    punjab = KnownName("Panjab", MatchKind.OTHER_NAME)
    index = names.index(
        "first-level areas",
        "'Punjab'",
        [AreaEntry("IN-PB", "Punjab", (punjab,), "IND"), AreaEntry("PK-PB", "Punjab", (), "PAK")],
    )
    assert index.match("Punjab").areas == ("IN-PB", "PK-PB")
    assert index.match("PUNJAB", parent="PAK").area == "PK-PB"
    assert index.match("panjab").area == index.match("in-pb").area == "IN-PB"
