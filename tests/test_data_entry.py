"""A row is asked for cell by cell, each answer checked as it is given; an interruption anywhere leaves the tables."""

import csv
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from geodata.__main__ import main
from geodata.data_entry import Entry, Form
from geodata.errors import GeodataError, TableError
from geodata.table_edit import write_checked
from tests.builders import dataset_folder, rows_of, write_rows

TODAY = date(2026, 11, 29)
# The answers to the questions of a claim in their order; an empty one takes what is offered.
CLAIM = {
    "area": "Beland",
    "part": "",
    "definition_id": "Mined area",
    "value": "7.5",
    "low": "",
    "high": "",
    "unit": "",
    "band": "",
    "as_stated": "confirmed hazardous area",
    "claimant": "Government of Beland",
    "claimant_role": "affected_state",
    "basis": "declaration",
    "date_said": "2025-05-06",
    "date_meant": "2024-12-31",
    "relayed_by": "",
    "status": "",
    "superseded_by": "",
    "continued_by": "",
    "disputed_by": "",
    "document": "un-page",
    "place": "page 3",
    "no more": "",
    "confidence": "",
    "note": "",
    "claim_id": "",
    "write": "y",
}
WRITTEN = {
    "claim_id": "bbb-ap-mines-total-2024-12-31",
    "area": "BBB",
    "definition_id": "ap-mines-total",
    "value": "7.5",
    "unit": "km2",
    "status": "current",
    "citations": "un-page: page 3",
    "confidence": "one_source",
}
SOURCE = {
    "publisher": "Mine Action Office",
    "title": "A report",
    "publisher_role": "government",
    "published": "2025-05",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = dataset_folder(tmp_path / "data")
    write_rows(path, "boundaries/areas", [{"area": "BBB", "area_km2": "1000"}])
    return path


class Conversation:
    """Answers in their order, the questions asked for them, and the lines printed."""

    def __init__(self, answers: Iterator[str]) -> None:
        self.answers, self.questions, self.lines = answers, [], []  # type: ignore[var-annotated]

    def ask(self, question: str) -> str:
        self.questions.append(question)
        try:
            return next(self.answers)
        except StopIteration:
            raise EOFError from None


def hold(folder: Path, answers: list[str], entry: Entry | None = None) -> Conversation:
    """Answer every question and write the row."""
    talk = Conversation(iter(answers))
    form = Form(folder, TODAY, talk.ask, talk.lines.append)
    write_checked(form.changes(entry or Entry("claim")), folder, today=TODAY)
    return talk


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def answers_with(**changed: str | list[str]) -> list[str]:
    """The answers to a claim with some of them other, or several one after the other."""
    items: list[str] = []
    for key, answer in CLAIM.items():
        other = changed.get(key, answer)
        items += other if isinstance(other, list) else [other]
    return items


def test_each_answer_lands_in_its_column_and_no_other_row_changes(folder: Path) -> None:
    before = (folder / "claims.csv").read_text(encoding="utf-8").splitlines()
    talk = hold(folder, [*CLAIM.values()])
    after = (folder / "claims.csv").read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line in before] == before
    (new,) = [row for row in rows(folder, "claims") if row["area"] == "BBB"]
    assert {key: new[key] for key in WRITTEN} == WRITTEN
    assert talk.lines[-1].startswith("claims.csv: ")
    assert talk.questions[-1] == "Write it? [y/N] "


def test_no_at_the_end_writes_nothing(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(GeodataError, match="nothing was written"):
        hold(folder, answers_with(write="n"))
    assert contents(folder) == before


@pytest.mark.slow
@pytest.mark.parametrize("count", range(len(CLAIM)))
@pytest.mark.parametrize("error", [EOFError, KeyboardInterrupt])
def test_an_interruption_at_any_question_leaves_the_tables(
    folder: Path, count: int, error: type[BaseException]
) -> None:
    before = contents(folder)

    def answers() -> Iterator[str]:
        yield from [*CLAIM.values()][:count]
        raise error

    talk = Conversation(answers())
    with pytest.raises(error):
        Form(folder, TODAY, talk.ask, talk.lines.append).changes(Entry("claim"))
    assert contents(folder) == before


@pytest.mark.parametrize("place", ["fsync", "replace"])
@pytest.mark.parametrize("call", [1, 2])
def test_an_interruption_while_writing_row_and_document_leaves_the_tables(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: str, call: int
) -> None:
    entry = Entry("claim", {**given(), "citations": "mine-action-office-2025-05-a-report: page 1"}, SOURCE)
    changes = Form(folder, TODAY, None, lambda _text: None).changes(entry)
    before, calls = contents(folder), 0
    real: Callable[..., object] = os.fsync if place == "fsync" else Path.replace

    def interrupted(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == call:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(os if place == "fsync" else Path, place, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_checked(changes, folder, today=TODAY)
    assert contents(folder) == before


@pytest.mark.parametrize(
    ("column", "bad", "good", "expected"),
    [
        ("area", "Belund", "BBB", "area: unknown state or area 'Belund'"),
        ("area", "BBC", "BBB", "area: unknown state or area 'BBC'; did you mean 'BBB'?"),
        (
            "definition_id",
            "ap-mine-total",
            "ap-mines-total",
            "definition_id: unknown definition 'ap-mine-total'; did you mean 'ap-mines-total'?",
        ),
        ("value", "seven", "7.5", "value: 'seven' is not a number such as 12.5 (no thousands separator)"),
        ("value", "-7", "7", "value: '-7' is less than 0"),
        ("unit", "m2", "km2", "unit: 'm2' is not km2, the unit in which figures are compared"),
        (
            "claimant_role",
            "goverment",
            "affected_state",
            ("claimant_role: 'goverment' is not one of affected_state, belligerent, donor, un, ngo, media, academic,"
            " unknown"),
        ),
        (
            "date_said",
            "May 2025",
            "2025-05",
            "date_said: 'May 2025' is not a date: expected YYYY, YYYY-MM, YYYY-MM-DD or two of them joined by '/'",
        ),
        ("date_said", "2025-02-30", "2025-03", "date_said: '2025-02-30' is not a date of the calendar"),
        ("claim_id", "My Claim", "my-claim", "claim_id: 'My Claim' is no identifier, expected small letters and"),
    ],
)  # fmt: skip
def test_a_bad_answer_is_told_at_once_and_asked_again(
    folder: Path, column: str, bad: str, good: str, expected: str
) -> None:
    talk = hold(folder, answers_with(**{column: [bad, good]}))
    assert any(text.startswith(expected) for text in talk.lines), talk.lines


@pytest.mark.parametrize(
    ("changed", "again", "expected"),
    [
        ({"low": "9", "high": "8", "value": ""}, {"low": "7"}, "low: 9 is more than high 8"),
        ({"date_said": "2026-12-01"}, {"date_said": "2025-12-01"}, "date_said: 2026-12-01 lies in the future"),
        ({"value": "5000"}, {"value": "50"}, "value: 5,000 km2 is more than all of BBB, which has 1,000"),
        ({"date_meant": "2026"}, {"date_said": "2026-02-01"}, "date_said: 2025-05-06 lies before date_meant"),
    ],
    ids=["a range upside down", "a future day", "more than the country", "said before it could be known"],
)
def test_what_the_whole_row_breaks_is_told_and_asked_again(
    folder: Path, changed: dict[str, str], again: dict[str, str], expected: str
) -> None:
    answers = answers_with(**changed)
    talk = hold(folder, [*answers[:-1], *again.values(), answers[-1]])
    assert any(text.startswith(expected) for text in talk.lines), talk.lines
    (new,) = [row for row in rows(folder, "claims") if row["area"] == "BBB"]
    assert {key: new[key] for key in again} == again


def test_a_claim_that_is_there_already_is_not_written_twice(folder: Path) -> None:
    same = rows_of("claims")[1]
    before = contents(folder)
    with pytest.raises(TableError, match="says the same as line 3: same area, definition, figure, day and claimant"):
        Form(folder, TODAY, None, lambda _text: None).changes(Entry("claim", {**same, "claim_id": "again"}))
    assert contents(folder) == before


def given() -> dict[str, str]:
    """A claim without a question."""
    items = {key: value for key, value in CLAIM.items() if key in rows_of("claims")[0] and value}
    return {**items, "citations": "un-page: page 3"}


def test_documents_are_found_by_words_and_several_are_listed(folder: Path) -> None:
    other = {**rows_of("sources")[0], "source_id": "un-report", "title": "Report of the Convention"}
    used = {**rows_of("claims")[1], "citations": "un-report: page 1"}
    write_rows(folder, "sources", [*rows_of("sources"), other])
    write_rows(folder, "claims", [rows_of("claims")[0], used])
    talk = hold(folder, answers_with(document=["convention", "status convention"]))
    assert "2 documents are like 'convention'; say more of one, or 'new'" in talk.lines
    assert "  un-report: Report of the Convention" in talk.lines
    (new,) = [row for row in rows(folder, "claims") if row["area"] == "BBB"]
    assert new["citations"] == "un-page: page 3"


def test_a_new_document_is_asked_for_in_between_and_written_with_the_row(folder: Path) -> None:
    document = [
        "new",
        "report",
        "A report",
        "",
        "Mine Action Office",
        "government",
        "2025-05",
        "",
        "https://x.org/a",
        "",
    ]
    hold(folder, answers_with(document=document))
    (source,) = [row for row in rows(folder, "sources") if row["source_id"] != "un-page"]
    assert (source["source_id"], source["title"]) == ("mine-action-office-2025-05-a-report", "A report")
    assert source["accessed_on"] == "2026-11-29"
    (new,) = [row for row in rows(folder, "claims") if row["area"] == "BBB"]
    assert new["citations"] == "mine-action-office-2025-05-a-report: page 3"


def test_the_claim_that_is_replaced_says_so(folder: Path) -> None:
    cells = {**given(), "area": "AAA", "claimant": "Government of Aland"}
    form = Form(folder, TODAY, None, lambda _text: None)
    write_checked(form.changes(Entry("claim", cells, replaces="aaa-2024")), folder, today=TODAY)
    old = next(row for row in rows(folder, "claims") if row["claim_id"] == "aaa-2024")
    assert (old["status"], old["superseded_by"]) == ("superseded", "aaa-ap-mines-total-2024-12-31")


def run(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str, str]:
    status = main(["--data", str(folder), "add", *words])
    return status, *capsys.readouterr()


def sets(cells: dict[str, str], option: str = "--set") -> list[str]:
    return [word for key, value in cells.items() for word in (option, f"{key}={value}")]


def test_a_script_gives_every_cell_and_is_asked_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, folder, "claim", *sets(given()), "--yes")
    assert (status, err, out.splitlines()[-1]) == (0, "", "written: claims.csv")
    act = {"treaty": "apmbc", "area": "BBB", "kind": "accession", "date_earliest": "2026-11-01"}
    act |= {"citations": "mine-action-office-2025-05-a-report: page 1"}
    status, out, err = run(capsys, folder, "act", *sets(act), *sets(SOURCE, "--source"), "--yes")
    assert (status, err, out.splitlines()[-1]) == (0, "", "written: sources.csv, actions.csv")
    policy = {"area": "BBB", "record": "act", "kind": "law", "title": "A law", "start": "2025-01-01"}
    policy |= {"citations": "un-page: page 2"}
    assert run(capsys, folder, "policy", *sets(policy), "--yes")[0] == 0
    assert [row["action_id"] for row in rows(folder, "actions")][-1] == "apmbc-bbb-accession-2026-11-01"
    assert "bbb-2025-01-01-a-law" in {row["policy_id"] for row in rows(folder, "policies")}
    assert main(["--data", str(folder), "check"]) == 1  # the small folder draws fewer areas than it names
    assert {line.partition(":")[0] for line in capsys.readouterr().err.splitlines()[:-1]} == {"states.csv"}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"definition_id": "ap-mine-total"}, "definition_id: unknown definition 'ap-mine-total'; did you mean"),
        ({"unit": "ha"}, "unit: 'ha' is not km2, the unit in which figures are compared"),
        ({"low": "9", "high": "8", "value": ""}, "low: 9 is more than high 8"),
        ({"date_said": "2027-01-01"}, "date_said: 2027-01-01 lies in the future; today is "),
        ({"area": "BBC"}, "area: unknown state or area 'BBC'; did you mean 'BBB'?"),
        ({"date_said": "2025-02-30"}, "date_said: '2025-02-30' is not a date of the calendar"),
        ({"citations": "un-pag: page 1"}, "citations: unknown source 'un-pag'; did you mean 'un-page'?"),
        ({"values": "7"}, "claims.csv has no column 'values'; did you mean 'value'?"),
    ],
)
def test_what_a_script_gives_wrong_is_one_sentence_and_nothing_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str], cells: dict[str, str], expected: str
) -> None:
    before = contents(folder)
    status, _, err = run(capsys, folder, "claim", *sets({**given(), **cells}), "--yes")
    assert status == 1
    assert expected in err
    assert contents(folder) == before


def test_answers_come_from_a_file_and_its_end_stops_without_a_traceback(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = iter([*CLAIM.values()][:5])

    def read(_question: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", read)
    before = contents(folder)
    assert run(capsys, folder, "claim")[::2] == (1, "\nstopped; nothing was written\n")
    lines = iter(CLAIM.values())
    assert run(capsys, folder, "claim")[0] == 0
    assert contents(folder) != before


def test_broken_tables_are_told_before_anything_is_asked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "votes.csv").unlink()
    status, _, err = run(capsys, folder, "claim")
    assert (status, err.splitlines()[0]) == (1, "votes.csv:0:0: cannot be read: No such file or directory")


def test_a_cell_without_its_column_is_a_wrong_use_of_the_command(folder: Path) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--data", str(folder), "add", "claim", "--set", "7"])
    assert caught.value.code == 2
