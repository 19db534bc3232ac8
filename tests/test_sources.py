"""How documents are cited, and how they are numbered once for everything that is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import UnknownKeyError
from geodata.records import Citation
from geodata.sources import CitationStyle, Numbering, citation_text, source_of
from tests.builders import PROPERTY, source

SOURCES = {key: source(key) for key in ("un-page", "seed-001", "act-1996")}
CITATIONS = st.builds(Citation, st.sampled_from(sorted(SOURCES)), st.sampled_from(["", "page 1", "page 2"]))


@pytest.mark.parametrize(
    ("given_source", "locator", "expected"),
    [
        (source(), "row 3", "“Status of the Convention”. United Nations, 3 February 2026, row 3."),
        (source(published=""), "", "“Status of the Convention”. United Nations, undated."),
        (
            source(author="N. Kempster", published="1997-09", relays="AFP"),
            "",
            "N. Kempster. “Status of the Convention”. United Nations (relaying AFP), September 1997.",
        ),
    ],
)
def test_a_full_citation_says_who_what_when_and_where(given_source: object, locator: str, expected: str) -> None:
    assert isinstance(given_source, type(source()))
    assert citation_text(given_source, locator) == expected


def test_a_short_citation_is_publisher_and_date() -> None:
    assert citation_text(source(), "row 3", CitationStyle.SHORT) == "United Nations, 3 February 2026"


def test_an_unknown_source_names_the_nearest() -> None:
    with pytest.raises(UnknownKeyError, match=r"^unknown source 'un-pag'; did you mean 'un-page'\?$"):
        source_of(SOURCES, "un-pag")
    with pytest.raises(UnknownKeyError):
        Numbering(SOURCES).cite([Citation("nowhere", "page 1")])


def test_sources_are_numbered_in_the_order_in_which_they_are_first_cited() -> None:
    numbering = Numbering(SOURCES)
    assert numbering.cite([Citation("seed-001", "whole article"), Citation("un-page", "row 3")]) == (1, 2)
    assert numbering.cite([Citation("act-1996", "page 1"), Citation("seed-001", "lead")]) == (1, 3)
    assert [(n, s.source_id, places) for n, s, places in numbering.items()] == [
        (1, "seed-001", ("whole article", "lead")),
        (2, "un-page", ("row 3",)),
        (3, "act-1996", ("page 1",)),
    ]


def test_nothing_cited_is_nothing_numbered() -> None:
    numbering = Numbering(SOURCES)
    assert numbering.cite([]) == ()
    assert numbering.items() == ()


@PROPERTY
@given(st.lists(st.lists(CITATIONS, max_size=4), max_size=6))
def test_a_source_keeps_its_number_and_numbers_have_no_gaps(groups: list[list[Citation]]) -> None:
    numbering = Numbering(SOURCES)
    first = [numbering.cite(group) for group in groups]
    assert [numbering.cite(group) for group in groups] == first
    items = numbering.items()
    assert [number for number, _, _ in items] == list(range(1, len(items) + 1))
    cited = {citation for group in groups for citation in group}
    assert {s.source_id for _, s, _ in items} == {citation.source_id for citation in cited}
    assert all(len(set(places)) == len(places) for _, _, places in items)
