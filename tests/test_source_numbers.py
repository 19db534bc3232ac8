"""How sources are numbered once for everything that is shown, and keep their numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import UnknownKeyError
from geodata.model import Citation, PublisherRole
from geodata.source_numbers import Numbering
from geodata.sources import standing_of
from tests.builders import source

SOURCES = {key: source(key) for key in ("un-page", "seed-001", "act-1996")}
OF_ALL_KINDS = {
    key: source(key, role=role, relays=relays)
    for role in PublisherRole
    for key, relays in ((role.value, ""), (f"{role.value}-relay", "A wire"))
}
CITATIONS = st.builds(Citation, st.sampled_from(sorted(SOURCES)), st.sampled_from(["", "page 1", "page 2"]))


def test_a_citation_of_an_unknown_source_gets_no_number() -> None:
    with pytest.raises(UnknownKeyError, match=r"^unknown source 'nowhere'"):
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


@given(st.lists(st.lists(st.sampled_from(sorted(OF_ALL_KINDS)), max_size=5), max_size=5))
def test_the_marks_of_a_line_stand_in_order_of_standing_whatever_was_cited_before(groups: list[list[str]]) -> None:
    numbering = Numbering(OF_ALL_KINDS)
    for group in groups:
        marks = numbering.cite(Citation(key, "page 1") for key in group)
        by_number = {number: one for number, one, _ in numbering.items()}
        items = [(standing_of(by_number[mark]), mark) for mark in marks]
        assert items == sorted(items)
        assert {by_number[mark].source_id for mark in marks} == set(group)
