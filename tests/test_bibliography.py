"""The page of sources: every document once, in its order, with what cites it, and found by a search."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from dashboard.maps.reference.bibliography import FACTS_SHOWN, ROLE_LABELS, SourceEntry, bibliography, matching
from dashboard.render.html.reference import LANGUAGES, bibliography_html
from geodata import Dataset
from geodata.collation import fold
from geodata.model import PublisherRole
from geodata.sources import standing_of


@pytest.fixture(scope="module")
def entries(dataset: Dataset) -> tuple[SourceEntry, ...]:
    return bibliography(dataset)


def test_every_source_is_listed_once_and_something_cites_it(dataset: Dataset, entries: tuple[SourceEntry, ...]) -> None:
    assert sorted(entry.source.source_id for entry in entries) == sorted(dataset.sources)
    assert all(entry.count > 0 for entry in entries)


def test_every_citation_of_a_claim_is_counted(dataset: Dataset, entries: tuple[SourceEntry, ...]) -> None:
    cited = sum(len(claim.citations) for claims in dataset.claims.values() for claim in claims)
    counted = sum(group.count for entry in entries for group in entry.cited_by if group.table == "Claims")
    assert counted == cited


def test_sources_stand_by_standing_then_by_publisher_and_then_newest_first(entries: tuple[SourceEntry, ...]) -> None:
    places = [(standing_of(entry.source), entry.source.publisher.casefold()) for entry in entries]
    assert places == sorted(places)
    for one, other in pairwise(entries):
        if one.source.publisher == other.source.publisher and one.source.published and other.source.published:
            assert one.source.published.latest >= other.source.published.latest


def test_a_long_list_of_facts_is_cut_but_counted(entries: tuple[SourceEntry, ...]) -> None:
    longest = max((group for entry in entries for group in entry.cited_by), key=lambda group: group.count)
    assert longest.count > len(longest.facts) == FACTS_SHOWN


def test_a_search_looks_at_the_document_and_at_the_facts_that_cite_it(entries: tuple[SourceEntry, ...]) -> None:
    assert matching(entries, "")
    assert 0 < len(matching(entries, "Shmyhal")) < 30
    assert matching(entries, "ukraine SHMYHAL") == matching(entries, "shmyhal UKRAINE")
    assert matching(entries, "nosuchword") == ()


def test_a_search_keeps_the_roles_that_are_chosen(entries: tuple[SourceEntry, ...]) -> None:
    matches = matching(entries, "", [PublisherRole.DEPOSITARY])
    assert matches
    assert {entry.source.publisher_role for entry in matches} == {PublisherRole.DEPOSITARY}


def test_every_role_and_language_has_a_name(entries: tuple[SourceEntry, ...]) -> None:
    assert set(ROLE_LABELS) == set(PublisherRole)
    assert {entry.source.language for entry in entries} <= {"en", *LANGUAGES}


def test_an_entry_shows_citation_role_address_and_what_cites_it(entries: tuple[SourceEntry, ...]) -> None:
    html = bibliography_html(matching(entries, "untc-page-2026")[:1], "2026.11.30")
    assert "United Nations Treaty Collection" in html
    assert "Depositary" in html
    assert 'rel="noopener noreferrer"' in html
    assert "<summary>Cited by " in html
    assert "<b>Acts under treaties</b>" in html


def test_an_entry_says_who_carries_it_what_it_passes_on_and_when_its_address_was_checked(
    entries: tuple[SourceEntry, ...],
) -> None:
    by_id = {entry.source.source_id: entry for entry in entries}
    copy = bibliography_html([by_id["reuters-2023-07-28"]], "2026.11.30")
    assert "Reuters, via My NRI Nation, 28 July 2023." in copy
    assert "the address is of a copy at My NRI Nation · address not yet checked" in copy
    assert "relay of Landmine Monitor 2014" in bibliography_html([by_id["chc-2014"]], "2026.11.30")
    page = by_id["untc-page-2026"]
    opened = replace(page, source=replace(page.source, checked_on=date(2026, 12, 1)))
    assert "address checked on 1 December 2026" in bibliography_html([opened], "2026.11.30")
    assert ">archived copy</a>" in bibliography_html([page], "2026.11.30")


@pytest.mark.parametrize("words", ["Cote d'Ivoire", "Côte d’Ivoire", "COTE D‘IVOIRE", "Turkiye", "TÜRKİYE", "Curacao"])
def test_words_are_found_whatever_their_marks_capitals_and_apostrophes(
    entries: tuple[SourceEntry, ...], words: str
) -> None:
    matches = matching(entries, words)
    assert matches
    assert matches == matching(entries, fold(words))
