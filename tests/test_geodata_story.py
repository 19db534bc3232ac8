"""story.toml: its problems as file:line:column, all at once; references to facts, each to the right one."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata import UnknownKeyError
from geodata.__main__ import main
from geodata.checks import read_tables
from geodata.model import Citation, Claim
from geodata.source_numbers import source_numbers
from geodata.story import (
    CITED_TABLES,
    check_story,
    citations_of,
    facts_by_reference,
    passages,
    read_story,
    reference_parts,
)
from geodata.tables import Report
from tests.builders import dataset_folder
from tests.shipped_views import dataset
from tests.stories import STORY


def problems_of(folder: Path, text: str | bytes) -> list[str]:
    data = dataset_folder(folder / "data")
    (data / "story.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    report = Report()
    read = read_tables(data, report)
    check_story(read, data, report)
    return sorted(str(problem) for problem in report.problems)


def test_a_story_in_order_passes(tmp_path: Path) -> None:
    assert problems_of(tmp_path, STORY) == []


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("title = ", "titel = ", "story.toml:1:1: titel: no such key; did you mean 'title'?"),
        ("caption = ", "captoin = ", "story.toml:6:1: captoin: no such key; did you mean 'caption'?"),
        ("[1]", "[3]", "story.toml:6:1: caption: has a mark [3], but rests_on names 2"),
        ("ratification-2005", "ratification-2004", "names no row of actions.csv; did you mean 'apmbc-aaa-ratification"),
        ("actions/", "acts/", "names no table of facts; did you mean 'actions'?"),
        (": table of parties", "", "has no place in the document, expected 'sources/id: place'"),
        ("sources/un-page", "sources/un-pag", "names no row of sources.csv; did you mean 'un-page'?"),
        ('"Aland joins"', "7", "story.toml:5:1: title: 7 is no text"),
        ('"Aland joins"', '" "', "story.toml:5:1: title: is missing, expected text"),
        ('"A story"', '"A story', "story.toml:1:17: is not well-formed TOML: Illegal character"),
        ("[[step]]", "[step]", "story.toml:1:1: step: is missing, expected at least one [[step]]"),
        ("rests_on = [", "rests_on = [[], ", "expected a list of at least one reference such as 'claims/id'"),
        (STORY, "step = [{}]", "story.toml:1:1: step: stands 1 times, of which 0 on a line of its own as [[step]]"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    problems = problems_of(tmp_path, STORY.replace(old, new))
    assert any(sentence in problem for problem in problems), problems
    assert all(problem.startswith("story.toml:") for problem in problems)


def test_a_fault_of_the_second_step_is_not_laid_at_the_first(tmp_path: Path) -> None:
    step = STORY.partition("[[step]]")[2]
    problems = problems_of(tmp_path, STORY + "\n[[step]]" + step.replace("[1]", "[9]"))
    assert problems == ["story.toml:12:1: caption: has a mark [9], but rests_on names 2"]


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"\x00", b"title = 1"])
def test_what_is_no_story_is_told_in_words(tmp_path: Path, text: bytes) -> None:
    assert problems_of(tmp_path, text)


def test_a_story_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    report = Report()
    read_story(tmp_path, report)
    assert [str(problem) for problem in report.problems] == [
        "story.toml:0:0: cannot be read: No such file or directory"
    ]


def test_the_command_line_follows_the_references_of_the_story(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = dataset_folder(tmp_path / "data")
    (data / "story.toml").write_text(STORY.replace("un-page", "un-book"), encoding="utf-8")
    assert main(["--data", str(data), "check"]) == 1
    assert "names no row of sources.csv" in capsys.readouterr().err


@given(st.text(alphabet="ab .[]é—"), st.lists(st.integers(1, 99), min_size=1).map(tuple), st.sampled_from([",", ", "]))
def test_the_numbers_of_a_mark_are_read_as_they_were_written(text: str, numbers: tuple[int, ...], comma: str) -> None:
    (*_, last) = passages(f"{text} {source_numbers(numbers).replace(',', comma)}", 99)
    assert (last.text, last.marks) == (text.rstrip(), numbers)


def test_a_year_and_the_number_of_a_reference_that_is_not_there_are_text() -> None:
    text = "In [1997] and in Article 5 [9]"
    assert [(piece.text, piece.marks) for piece in passages(text, 8)] == [(text, ())]


@given(st.text(alphabet="ab .[]0123456789,") | st.text(), st.integers(0, 30))
def test_cutting_a_text_at_its_marks_loses_nothing_but_the_marks(text: str, count: int) -> None:
    pieces = passages(text, count)
    assert all(1 <= mark <= count for piece in pieces for mark in piece.marks)
    assert all(piece.marks for piece in pieces[:-1])
    rest = text
    for piece in pieces:
        assert rest.startswith(piece.text)
        rest = rest[len(piece.text) :]
        if piece.marks:
            assert rest.lstrip().startswith("[")
            rest = rest.partition("]")[2]
    assert not rest


def test_every_fact_of_every_table_has_a_reference_of_its_own() -> None:
    facts = facts_by_reference(dataset())
    assert {reference.split("/")[0] for reference in facts} == {table.name for table in CITED_TABLES}
    data = dataset()
    wanted = sum(len(group) for mapping in (data.claims, data.actions, data.votes) for group in mapping.values())
    assert sum(reference.startswith(("claims/", "actions/", "votes/")) for reference in facts) == wanted


def test_a_reference_leads_to_the_citations_of_its_fact() -> None:
    reference = "claims/ukr-potentially-contaminated-2023-01-07-shmyhal"
    fact = facts_by_reference(dataset())[reference]
    assert isinstance(fact, Claim)
    assert fact.value == 250_000
    assert citations_of(reference, dataset()) == fact.citations
    assert citations_of("votes/2024+USA", dataset())[0].source_id == "unga-undl-2024"


def test_a_document_is_cited_with_the_place_in_it() -> None:
    assert citations_of("sources/seed-000: second paragraph", dataset()) == (Citation("seed-000", "second paragraph"),)
    assert reference_parts("sources/seed-000: page 3: end") == ("sources", "seed-000", "page 3: end")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reference", "sentence"),
    [
        (
            "claims/ukr-potentially-contaminated-2023-01-07",
            "did you mean 'claims/ukr-potentially-contaminated-2023-09-27'",
        ),
        ("sources/seed-00: whole", "unknown source 'seed-00'; did you mean 'seed-00"),
        ("states/UKR", "unknown reference 'states/UKR'"),
        ("", "unknown reference ''"),
    ],
)
def test_a_reference_that_leads_nowhere_names_what_is_near(reference: str, sentence: str) -> None:
    with pytest.raises(UnknownKeyError) as refused:
        citations_of(reference, dataset())
    assert sentence in str(refused.value)
