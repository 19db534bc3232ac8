"""Releases that are kept: what an archive holds is what its name says, and a frozen link can be answered from it."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.maps.compose.compose import compose
from dashboard.maps.spec import spec_json
from dashboard.maps.view import PRESETS, Preset
from geodata.__main__ import main
from geodata.dataset import DATA_FOLDER, load, release_id
from geodata.errors import TableError, UnknownKeyError
from geodata.releases import RELEASES_FOLDER, check_releases, keep_release, kept_releases, load_release
from geodata.tables import Report
from tests.builders import break_cell, dataset_folder
from tests.shipped_views import TODAY, dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Tables in order whose release is kept."""
    made = dataset_folder(tmp_path / "data")
    keep_release(made)
    return made


def problems_of(folder: Path) -> list[str]:
    report = Report()
    check_releases(folder, report)
    return [str(problem) for problem in report.problems]


def rewritten(path: Path, change: Callable[[dict[str, bytes]], object]) -> None:
    """Write an archive anew with other content, under the same name."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def test_the_committed_release_is_kept() -> None:
    assert dataset().release in kept_releases()


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_a_ready_view_from_the_archive_is_the_same_to_the_byte(preset: Preset) -> None:
    old = load_release(dataset().release)
    assert old is not dataset()
    assert spec_json(compose(preset.view, old, today=TODAY)) == spec_json(compose(preset.view, dataset(), today=TODAY))


def test_tables_that_change_leave_what_was_kept_as_it_was(folder: Path) -> None:
    before = load(folder)
    break_cell(folder, "claims", "value", "13")
    keep_release(folder)
    assert set(kept_releases(folder)) == {before.release, release_id(folder)}
    assert load_release(before.release, folder).claims == before.claims != load(folder).claims
    assert load_release(release_id(folder), folder).claims == load(folder).claims
    assert problems_of(folder) == []


def test_equal_tables_give_equal_archives_whenever_and_wherever_they_are_kept(folder: Path, tmp_path: Path) -> None:
    other = dataset_folder(tmp_path / "other")
    path, is_new = keep_release(other)
    assert is_new
    assert path.read_bytes() == (folder / RELEASES_FOLDER / path.name).read_bytes()
    assert keep_release(other) == (path, False)


def test_an_archive_holds_the_tables_and_nothing_else(folder: Path) -> None:
    (folder / "notes.txt").write_text("not data", encoding="utf-8")
    (folder / "boundaries" / "manifest.json").write_text("{}", encoding="utf-8")
    path, _ = keep_release(folder)
    tables = {file.name for file in folder.glob("*.csv")}
    with zipfile.ZipFile(path) as archive:
        assert set(archive.namelist()) == {*tables, "boundaries/manifest.json"}


@pytest.mark.slow
def test_a_release_that_holds_tables_of_before_loads_without_them() -> None:
    release = kept_releases()[0]
    with zipfile.ZipFile(DATA_FOLDER / RELEASES_FOLDER / f"{release}.zip") as archive:
        tables = set(archive.namelist())
    assert {"exclusions.csv", "intake.csv"} <= tables
    assert "omissions.csv" not in tables
    assert not load_release(release).omissions


def test_a_release_is_read_once(folder: Path) -> None:
    assert load_release(release_id(folder), folder) is load_release(release_id(folder), folder)


@pytest.mark.parametrize("release", ["2026.11.21-0000000", "", "../data", "latest"])
def test_a_release_that_is_not_kept_is_named_with_the_nearest(folder: Path, release: str) -> None:
    with pytest.raises(UnknownKeyError, match=rf"^unknown data release '{re.escape(release)}'"):
        load_release(release, folder)


def test_a_folder_without_releases_keeps_none(tmp_path: Path) -> None:
    folder = dataset_folder(tmp_path / "data")
    assert kept_releases(folder) == ()
    assert problems_of(folder) == []


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-60])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def spoil_a_byte(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(b"claims.csv") + 40] ^= 0xFF
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("spoil", [cut_short, empty, spoil_a_byte])
def test_a_damaged_archive_is_told_and_never_read(folder: Path, spoil: Callable[[Path], None]) -> None:
    (path,) = (folder / RELEASES_FOLDER).glob("*.zip")
    load_release.cache_clear()
    spoil(path)
    (problem,) = problems_of(folder)
    assert problem.startswith(f"{RELEASES_FOLDER}/{path.name}:0:0: cannot be read: ")
    with pytest.raises(TableError, match=r"cannot be read"):
        load_release(path.stem, folder)
    with pytest.raises(TableError, match=r"cannot be read"):
        keep_release(folder)


@pytest.mark.parametrize(
    "change",
    [
        lambda files: files.update({"claims.csv": files["claims.csv"].replace(b"12.5", b"13.5")}),
        lambda files: files.pop("votes.csv"),
        lambda files: files.update({"more.csv": b"a,b\n"}),
    ],
    ids=["another figure", "a table less", "a file more"],
)
def test_an_archive_that_does_not_hold_what_its_name_says_is_refused(
    folder: Path, change: Callable[[dict[str, bytes]], object]
) -> None:
    (path,) = (folder / RELEASES_FOLDER).glob("*.zip")
    load_release.cache_clear()
    rewritten(path, change)
    (problem,) = problems_of(folder)
    assert problem.startswith(
        f"{RELEASES_FOLDER}/{path.name}:0:0: holds other tables than its name says: their digest is "
    )


def test_tables_of_a_release_that_can_no_longer_be_read_are_told_with_their_place(folder: Path) -> None:
    break_cell(folder, "claims", "claimant_role", "king")
    path = folder / RELEASES_FOLDER / f"{release_id(folder)}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.glob("*.csv"):
            archive.write(file, file.name)
    (problem,) = problems_of(folder)
    assert problem.startswith(f"{RELEASES_FOLDER}/{path.name}/claims.csv:2:")
    assert "claimant_role: 'king' is not one of" in problem


def test_the_command_keeps_a_release_once_and_the_check_asks_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = dataset_folder(tmp_path / "data")
    (folder / RELEASES_FOLDER).mkdir()
    release = release_id(folder)
    expected = "is missing, expected the present tables in it; run python -m geodata release"
    assert problems_of(folder) == [f"{RELEASES_FOLDER}/{release}.zip:0:0: {expected}"]
    assert [main(["--data", str(folder), "release"]) for _ in range(2)] == [0, 0]
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{release} is kept in ")
    assert second.startswith(f"{release} was kept already in ")
    assert problems_of(folder) == []


def test_a_file_that_is_no_archive_of_a_release_is_named(folder: Path) -> None:
    (folder / RELEASES_FOLDER / "old.zip").write_bytes(b"")
    assert problems_of(folder) == [f"{RELEASES_FOLDER}/old.zip:0:0: is not named after a data release"]


def test_tables_that_break_their_rules_are_not_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = dataset_folder(tmp_path / "data")
    break_cell(folder, "states", "kind", "planet")
    assert main(["--data", str(folder), "release"]) == 1
    assert "states.csv:2:" in capsys.readouterr().err
    assert not (folder / RELEASES_FOLDER).exists()


def test_a_place_that_cannot_be_written_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = dataset_folder(tmp_path / "data")
    (folder / RELEASES_FOLDER).write_text("in the way", encoding="utf-8")
    assert main(["--data", str(folder), "release"]) == 1
    assert capsys.readouterr().err.endswith(" cannot be written: File exists\n")


def test_a_kept_release_is_small_enough_to_keep_many() -> None:
    sizes = [path.stat().st_size for path in (DATA_FOLDER / RELEASES_FOLDER).iterdir()]
    assert max(sizes) < 400_000
