"""The tables of a folder become one frozen Dataset, or one error that names every problem."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from geodata.dataset import VERSION, Dataset, load, release_id
from geodata.errors import TableError, UnknownKeyError
from geodata.model import Citation, Fact
from geodata.treaties import StatusKind
from tests.builders import act, break_cell, dataset_folder, on, rows_of


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return load(dataset_folder(tmp_path / "data"))


def test_every_table_is_loaded(dataset: Dataset) -> None:
    assert set(dataset.states) == {"AAA", "BBB", "TTT", "ZED"}
    assert [a.kind for a in dataset.actions["apmbc", "AAA"]] == ["signature", "ratification"]
    assert [c.claim_id for c in dataset.claims["AAA"]] == ["aaa-2020", "aaa-2024"]
    assert (len(dataset.policies), len(dataset.oblasts), len(dataset.events)) == (1, 1, 1)
    assert set(dataset.votes) == set(dataset.clearance) == set(dataset.deadlines) == set(dataset.stockpiles) == {"AAA"}
    assert dataset.casualties["WLD"][0].casualties == 8760
    assert dataset.group("club").name == "Club of States"
    assert [period.area for period in dataset.memberships["club"]] == ["AAA", "AAA", "BBB"]
    assert dataset.claim("aaa-2024").citations == (Citation("un-page", "table of parties"),)


def test_only_states_that_may_join_are_countries_and_they_stand_by_name(dataset: Dataset) -> None:
    assert [state.name for state in dataset.countries] == ["Aland", "Beland"]


def test_a_territory_has_an_administrator_and_a_state_has_none(dataset: Dataset) -> None:
    assert dataset.administrator(dataset.state("TTT")) == dataset.state("AAA")
    assert dataset.administrator(dataset.state("AAA")) is None


def test_status_is_computed_and_an_area_that_cannot_join_is_not_eligible(dataset: Dataset) -> None:
    day = on("2024-11-26")
    assert dataset.status("AAA", "apmbc", day).kind is StatusKind.PARTY
    assert dataset.status("BBB", "apmbc", day).kind is StatusKind.NOT_SIGNED
    assert dataset.status("ZED", "apmbc", day).kind is StatusKind.NOT_ELIGIBLE


@pytest.mark.parametrize(
    ("ask", "expected"),
    [
        (lambda d: d.state("AAB"), "unknown state or area 'AAB'; did you mean 'AAA'?"),
        (lambda d: d.treaty("apmb"), "unknown treaty 'apmb'; did you mean 'apmbc'?"),
        (lambda d: d.claim("aaa-2025"), "unknown claim 'aaa-2025'; did you mean 'aaa-2024' or 'aaa-2020'?"),
        (lambda d: d.group("clubs"), "unknown group 'clubs'; did you mean 'club'?"),
        (lambda d: d.status("QQQ", "apmbc", on("2024-11-26")), "unknown state or area 'QQQ'"),
        (lambda d: d.status("AAA", "ottawa", on("2024-11-26")), "unknown treaty 'ottawa'"),
    ],
)
def test_an_unknown_key_is_never_answered_with_a_default(dataset: Dataset, ask, expected: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UnknownKeyError) as caught:
        ask(dataset)
    assert str(caught.value) == expected


def test_nothing_in_a_dataset_can_be_changed(dataset: Dataset) -> None:
    with pytest.raises(FrozenInstanceError):
        dataset.release = "mine"  # type: ignore[misc]
    with pytest.raises(TypeError):
        dataset.states["AAA"] = dataset.states["BBB"]  # type: ignore[index]


def test_problems_of_all_tables_are_raised_once_in_the_order_of_the_files(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, "states", "kind", "planet")
    break_cell(folder, "actions", "area", "AAB")
    break_cell(folder, "claims", "superseded_by", "gone")
    with pytest.raises(TableError) as caught:
        load(folder)
    assert [problem.file for problem in caught.value.problems] == ["actions.csv", "claims.csv", "states.csv"]


def test_a_folder_that_does_not_exist_names_every_missing_table(tmp_path: Path) -> None:
    with pytest.raises(TableError) as caught:
        load(tmp_path / "nowhere")
    assert len(caught.value.problems) == 19
    assert {problem.message for problem in caught.value.problems} == {"cannot be read: No such file or directory"}


def test_the_release_changes_with_any_table_and_with_nothing_else(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    before = release_id(folder)
    assert before.startswith(f"{VERSION}-")
    (folder / "notes.txt").write_text("not data", encoding="utf-8")
    assert release_id(folder) == before == load(folder).release
    break_cell(folder, "claims", "value", "13")
    assert release_id(folder) != before


def test_the_order_of_rows_does_not_change_what_is_answered(tmp_path: Path, dataset: Dataset) -> None:
    turned = load(dataset_folder(tmp_path / "turned", actions=rows_of("actions")[::-1], states=rows_of("states")[::-1]))
    day = on("2005-04-01")
    assert turned.status("AAA", "apmbc", day) == dataset.status("AAA", "apmbc", day)
    assert turned.countries == dataset.countries


def test_a_fact_without_a_citation_cannot_be_built() -> None:
    record = act("accession", "2005-03-01")
    with pytest.raises(ValueError, match=r"^a Fact needs at least one citation$"):
        Fact((), record.confidence, "")
