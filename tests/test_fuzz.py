"""A few cases of each kind of hostile input; `python -m tests.fuzz` runs them by the hundred thousand."""

from pathlib import Path
from random import Random

import pytest

from tests.fuzz.__main__ import KINDS, SEED, Kind, main, run
from tests.fuzz.cases import Fault, Outcome, check_markup, check_sentence, run_cases


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "count"), [("links", 15), ("tables", 40), ("check", 1), ("stories", 25)])
def test_no_hostile_input_is_taken_in_silence_or_ends_in_a_traceback(kind: str, count: int) -> None:
    tally = run_cases(KINDS[kind].case, range(count), kind=kind, seed=SEED, limit=60)  # the limits hold in whole runs
    assert tally.faults == {}
    assert sum(tally.outcomes.values()) == count


@pytest.mark.slow
def test_a_fault_is_counted_with_its_number_and_can_be_run_again(capsys: pytest.CaptureFixture[str]) -> None:
    def fragile(rng: object) -> Outcome:
        if str(rng.random())[-1] in "12":  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return Outcome.LEGAL

    tally = run_cases(fragile, range(40), kind="links", seed=1, limit=60)
    assert 0 < len(tally.faults) < 40
    number = min(tally.faults)
    assert run_cases(fragile, [number], kind="links", seed=1, limit=60).faults.keys() == {number}
    assert "ZeroDivisionError" in tally.faults[number]
    assert main(["links", "--count", "2"]) == 0
    assert "0 faults" in capsys.readouterr().out


def test_a_run_that_was_stopped_goes_on_with_the_cases_that_its_record_has_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    runs = []

    def counted(rng: Random) -> Outcome:
        runs.append(rng.random())
        if len(runs) == 3:
            raise Fault("the third")
        return Outcome.LEGAL

    monkeypatch.setitem(KINDS, "links", Kind(counted, 10, 2))
    record = tmp_path / "record.jsonl"
    first = run("links", range(5), 1, record)
    whole = run("links", range(1_005), 1, record)
    assert len(runs) == 5 + 1_000 + 5
    assert run("links", range(1_005), 1, record) == whole
    assert len(runs) == 5 + 1_000 + 5
    assert (first.faults, whole.faults) == ({2: "the third"}, {})
    assert whole.outcomes[Outcome.LEGAL] == 1_005


@pytest.mark.parametrize("sentence", ["a <b>zq7</b>", "a\u202eb", "one\ntwo", '"><img src=x onerror=zq7>'])
def test_a_sentence_that_gives_markup_back_is_a_fault(sentence: str) -> None:
    with pytest.raises(Fault):
        check_sentence(sentence)
    check_sentence("zq7 is not a treaty of the atlas")


def test_a_page_that_gives_markup_back_is_a_fault() -> None:
    check_markup("<p>&lt;script&gt;zq7&lt;/script&gt;</p>")
    with pytest.raises(Fault):
        check_markup("<p><img onerror=zq7></p>")
