"""A reader's file of hazard areas: scanned and measured by a child process, and gone whenever and however that ends."""

import json
import os
import signal
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.ui import measuring_job
from dashboard.ui.measuring_job import BUSY, CUT_OFF, Child, JobKind, JobLimitError, JobState, PrivateFile
from geodata import GeodataError
from geodata.own.result import Measurement
from tests.hazard_files import WRITERS, hazard_records


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return WRITERS["GeoJSON"](hazard_records(), tmp_path_factory.mktemp("layer")).read_bytes()


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def file(layer: bytes, scratch: Path) -> Iterator[PrivateFile]:
    opened = PrivateFile("hazards.geojson", layer)
    yield opened
    opened.close()
    assert [*scratch.iterdir()] == []


def ended(child: Child) -> Child:
    assert child.wait(60)
    return child


@pytest.mark.slow
def test_a_file_is_measured_and_deleted(file: PrivateFile, scratch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring_job, "NICENESS", 0)  # other tests run beside it
    folder = file.folder
    assert folder.parent == scratch
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    measured = ended(file.start(JobKind.MEASURE, ["--as-of", "2024"]))
    assert measured.state is JobState.DONE
    assert (measured.done, measured.of) > (0, 0)
    assert measured.done == measured.of
    assert Measurement.of_json(measured.output).ledger.read == 8
    assert file.is_closed
    assert [*scratch.iterdir()] == []
    with pytest.raises(GeodataError, match="open it again"):
        file.start(JobKind.SCAN)


@pytest.fixture
def endless(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command is one that starts another process, says one step, and never ends."""
    text = (
        "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        'print(\'{"done": 1, "of": 3}\', file=sys.stderr, flush=True); time.sleep(600)'
    )
    monkeypatch.setattr(measuring_job, "COMMAND", ("-c", text))


def running(child: Child) -> Child:
    """A child that has started another process, which holds the pipe of its lines too."""
    while not child.done:
        assert not child.wait(0.01)
    return child


def is_gone(child: Child) -> bool:
    """Whether the pipe has been let go, by the child and by what it started."""
    return child.wait(10)


@pytest.mark.usefixtures("endless")
def test_a_stop_ends_the_whole_tree_and_leaves_nothing(file: PrivateFile, scratch: Path) -> None:
    child = running(file.start(JobKind.MEASURE))
    if os.name == "posix":
        assert os.getpriority(os.PRIO_PROCESS, child.pid) > 0
    file.close()
    assert is_gone(child)
    assert (child.state, child.problem, file.is_closed) == (JobState.STOPPED, "", True)
    assert [*scratch.iterdir()] == []


@pytest.mark.usefixtures("endless")
@pytest.mark.skipif(os.name != "posix", reason="ends a process by a signal")
def test_a_child_that_is_killed_is_a_sentence_and_its_file_is_deleted(file: PrivateFile, scratch: Path) -> None:
    child = running(file.start(JobKind.SCAN))
    os.killpg(child.pid, signal.SIGKILL)
    assert ended(child).state is JobState.FAILED
    assert child.problem == CUT_OFF
    assert [*scratch.iterdir()] == []


def test_a_fault_of_the_file_is_its_sentence_and_the_file_stays_to_be_corrected(
    file: PrivateFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "POINT (30.5 50.2)\n" + json.dumps({"problem": "the file has two layers; say which one"})
    monkeypatch.setattr(measuring_job, "COMMAND", ("-c", f"print({line!r}, file=__import__('sys').stderr); exit(1)"))
    child = ended(file.start(JobKind.SCAN))
    assert (child.state, child.problem) == (JobState.FAILED, "the file has two layers; say which one")
    assert not file.is_closed


def test_a_fault_of_the_program_shows_no_traceback(file: PrivateFile, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring_job, "COMMAND", ("-c", "raise RuntimeError('POINT (30.5 50.2)')"))
    assert ended(file.start(JobKind.SCAN)).problem == CUT_OFF


@pytest.mark.usefixtures("endless")
def test_a_page_that_is_gone_ends_its_measuring(layer: bytes, scratch: Path) -> None:
    is_there = True
    file = PrivateFile("hazards.geojson", layer, lambda: is_there)
    child = running(file.start(JobKind.MEASURE))
    caretaker = measuring_job._CARETAKER
    caretaker.look(0.0)
    is_there = False
    caretaker.look(1.0)
    is_there = True  # the line was broken and came back
    caretaker.look(2.0)
    is_there = False
    caretaker.look(3.0)
    caretaker.look(22.0)
    assert not file.is_closed
    caretaker.look(23.0)
    assert file.is_closed
    assert is_gone(child)
    assert [*scratch.iterdir()] == []


@pytest.mark.usefixtures("endless")
def test_only_so_many_are_measured_at_once(file: PrivateFile, layer: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measuring_job, "MOST_AT_ONCE", 1)
    other = PrivateFile("hazards.geojson", layer)
    try:
        file.start(JobKind.SCAN)
        with pytest.raises(JobLimitError, match=BUSY):
            other.start(JobKind.SCAN)
        second = file.start(JobKind.SCAN)  # in place of its own first one
        assert second.state is JobState.RUNNING
        file.close()
        assert other.start(JobKind.SCAN).state is JobState.RUNNING
    finally:
        other.close()
