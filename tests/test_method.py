import pytest

from dashboard.maps.method import Chapter, Term, chapters
from dashboard.render.about_html import about_html
from geodata import Dataset, StatusKind, load
from geodata.boundaries import boundary_notes, disputed_lines
from tests.reading import TODAY


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load()


@pytest.fixture(scope="module")
def found(dataset: Dataset) -> tuple[Chapter, ...]:
    return chapters(dataset, today=TODAY)


def test_every_definition_status_treaty_and_note_is_explained(dataset: Dataset, found: tuple[Chapter, ...]) -> None:
    terms = [term for chapter in found for term in chapter.terms]
    words = {term.word for term in terms}
    assert {item.label for item in dataset.definitions.values()} <= words
    assert len(found[0].terms) == len(StatusKind)
    assert len(found[1].terms) == len(dataset.treaties)
    items = [item for term in terms for item in term.items]
    for said in (*(note.whole for note in boundary_notes()), *(f"{line.name}: " for line in disputed_lines())):
        assert any(item.startswith(said) for item in items), said


def test_each_treaty_names_its_articles_and_the_depositary(dataset: Dataset, found: tuple[Chapter, ...]) -> None:
    text = next(term.text for term in found[1].terms if term.word.endswith("Mine Ban Convention"))
    treaty = dataset.treaty("apmbc")
    assert treaty.entry_article in text
    assert treaty.exit_article in text
    assert treaty.depositary_reference in text


def test_the_limits_name_the_missing_votes_and_the_last_reading(found: tuple[Chapter, ...]) -> None:
    said = " ".join(next(chapter for chapter in found if chapter.title == "Limits").sentences)
    assert "The votes of 2020 and 2021 are missing." in said
    assert "Depositary last read on 3 February 2026, 291 days ago." in said


def test_the_limits_say_what_two_sources_are(found: tuple[Chapter, ...]) -> None:
    said = next(chapter for chapter in found if chapter.title == "Limits").sentences
    assert any(text.startswith("A fact has two sources where texts of two independent origins agree.") for text in said)


def test_the_release_is_named(dataset: Dataset, found: tuple[Chapter, ...]) -> None:
    assert dataset.release in found[-1].sentences[-1]


def test_every_row_that_was_left_out_is_counted_under_one_reason(dataset: Dataset, found: tuple[Chapter, ...]) -> None:
    chapter = next(chapter for chapter in found if chapter.title == "What was read and left out")
    assert chapter.sentences[0].startswith(f"{len(dataset.exclusions)} rows of the research did not become facts")
    assert sum(len(term.items) for term in chapter.terms) == len(dataset.exclusions)
    assert [len(term.items) for term in chapter.terms] == sorted((len(t.items) for t in chapter.terms), reverse=True)
    assert len({term.word for term in chapter.terms}) == len(chapter.terms)
    assert all(term.folded.endswith(("row", "rows")) for term in chapter.terms)


def test_rows_left_out_are_told_with_names_and_what_is_said_of_each(found: tuple[Chapter, ...]) -> None:
    terms = {term.word: term for chapter in found for term in chapter.terms if term.items}
    assert "Mine Ban Convention Côte d'Ivoire entry into force 2000-12-01" in terms["Computed by Article 17"].items
    assert "apmbc-ukr-suspension-notified-2025-07-18" in terms["Stated as an act"].items[-1]


def test_rows_left_out_are_folded_and_escaped() -> None:
    html = about_html([Chapter("Left out", (), (Term("No source", "", items=("a < b",), folded="One row"),))])
    assert "<dd><details><summary>One row</summary><ul><li>a &lt; b</li></ul></details></dd>" in html


def test_chapters_become_headings_and_long_lists_are_folded(found: tuple[Chapter, ...]) -> None:
    html = about_html(found)
    assert html.count("<h2>") == len(found)
    assert f"<summary>{len(boundary_notes())} notes and their documents</summary>" in html
