"""The page about the atlas: every definition, status, treaty, note and group is explained, with its documents."""

import re
from dataclasses import replace

import pytest

from dashboard.maps.reference.about import chapters
from dashboard.maps.spec import Chapter, Term
from dashboard.render.html.reference import about_html
from geodata import Dataset, StatusKind
from geodata.geo.boundaries import boundary_notes, disputed_lines
from tests.shipped_views import TODAY


@pytest.fixture(scope="module")
def all_chapters(dataset: Dataset) -> tuple[Chapter, ...]:
    return chapters(dataset, today=TODAY)


def test_every_definition_status_treaty_and_note_is_explained(
    dataset: Dataset, all_chapters: tuple[Chapter, ...]
) -> None:
    terms = [term for chapter in all_chapters for term in chapter.terms]
    words = {term.word for term in terms}
    assert {item.label for item in dataset.definitions.values()} <= words
    assert len(all_chapters[0].terms) == len(StatusKind)
    assert len(all_chapters[1].terms) == len(dataset.treaties)
    items = [item for term in terms for item in term.items]
    for entry in (*(note.full_text for note in boundary_notes()), *(f"{line.name}: " for line in disputed_lines())):
        assert any(item.startswith(entry) for item in items), entry


def test_each_treaty_names_its_articles_and_the_depositary(dataset: Dataset, all_chapters: tuple[Chapter, ...]) -> None:
    text = next(term.text for term in all_chapters[1].terms if term.word.endswith("Mine Ban Convention"))
    treaty = dataset.treaty("apmbc")
    assert treaty.entry_article in text
    assert treaty.exit_article in text
    assert treaty.depositary_reference in text


def test_the_limits_name_the_missing_votes_and_the_last_reading(all_chapters: tuple[Chapter, ...]) -> None:
    limits = " ".join(next(chapter for chapter in all_chapters if chapter.title == "Limits").sentences)
    assert "The votes of 2020 and 2021 are missing." in limits
    assert "Depositary last read on 3 February 2026, 291 days ago." in limits


def test_the_limits_say_what_two_sources_are(all_chapters: tuple[Chapter, ...]) -> None:
    sentences = next(chapter for chapter in all_chapters if chapter.title == "Limits").sentences
    assert any(
        text.startswith("A fact has two sources where texts of two independent origins agree.") for text in sentences
    )


def test_the_release_is_named(dataset: Dataset, all_chapters: tuple[Chapter, ...]) -> None:
    assert dataset.release in all_chapters[-1].sentences[-1]


def test_what_was_left_out_is_told_with_the_reason_and_the_documents(
    dataset: Dataset, all_chapters: tuple[Chapter, ...]
) -> None:
    chapter = next(chapter for chapter in all_chapters if chapter.title == "What was left out, and why")
    items = [item for group in dataset.omissions.values() for item in group]
    assert chapter.folded == f"{len(items)} statements" == "10 statements"
    assert "The atlas leaves out 10 statements" in chapter.sentences[0]
    entries = {term.word: term.text for term in chapter.terms}
    assert len(entries) == len(items)
    assert entries["China: export moratorium for a part of its mines"] == (
        "Often stated, but no document that says so was read."
    )
    (figure,) = (
        text for word, text in entries.items() if word.startswith("Ukraine: 105.88 km² with anti-personnel mines")
    )
    assert "one thousandth of the 105,877 km²" in figure
    assert "Documents: Mine Action Review (Norwegian People's Aid), 1 November 2025" in figure
    assert any(word.startswith("World: 23,082 casualties") for word in entries)


def test_groups_of_states_have_their_members_days_and_documents(
    dataset: Dataset, all_chapters: tuple[Chapter, ...]
) -> None:
    chapter = next(chapter for chapter in all_chapters if chapter.title == "Groups of states")
    terms = {term.word: term for term in chapter.terms}
    assert len(terms) == len(dataset.groups) == 13
    eu = terms["European Union (EU)"]
    assert "On 21 November 2026: 27 members, as far as known by 1 January 2025." in eu.text
    assert "Documents: European Union, between " in eu.text
    assert len(eu.items) == 28
    assert eu.items[-1].startswith("United Kingdom")
    assert "joined on 1 January 1973, left on 31 January 2020. The page says" in eu.items[-1]
    assert "Sweden: joined on 7 March 2024 (relayed)" in terms["North Atlantic Treaty Organization (NATO)"].items
    oas = terms["Organization of American States (OAS)"]
    assert "33 members, 1 uncertain" in oas.text
    assert any("left on 28 April 2019; contested by the National Assembly" in item for item in oas.items)
    au = terms["African Union"].text
    assert "54 members, 6 of them suspended" in au


def test_a_release_without_groups_has_no_chapter_on_them(dataset: Dataset) -> None:
    older = replace(dataset, groups={}, memberships={})
    assert "Groups of states" not in {chapter.title for chapter in chapters(older, today=TODAY)}


def test_items_are_folded_and_escaped() -> None:
    html = about_html([Chapter("Left out", (), (Term("No source", "", items=("a < b",), folded="One row"),))])
    assert "<dd><details><summary>One row</summary><ul><li>a &lt; b</li></ul></details></dd>" in html


def test_chapters_become_headings_and_long_lists_are_folded(all_chapters: tuple[Chapter, ...]) -> None:
    html = about_html(all_chapters)
    assert html.count("<h2>") == len(all_chapters)
    assert re.findall(r'<a href="#([a-z0-9-]+)">', html) == re.findall(r'<section id="([a-z0-9-]+)">', html)
    assert '<section id="limits"><h2>Limits</h2>' in html
    assert f"<summary>{len(boundary_notes())} notes and their documents</summary>" in html
