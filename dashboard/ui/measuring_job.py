"""A reader's file of hazard areas while it is open: in a folder of its own, scanned and measured by a child process.

The child is the package's own command with GDAL fenced, at a low priority, so that the pages of other readers do not
wait. The file and whatever is made of it lie in a folder that this account alone can read. It is deleted when a
measurement ends in any way, when the reader lets go of the file, when the page is gone, and when the server ends; what
a server leaves that was killed is deleted by the next measurement.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any

from geodata import GeodataError

ROOT = Path(__file__).parents[2]
COMMAND = ("-m", "geodata")
MOST_AT_ONCE = os.cpu_count() or 2  # children of this server; each has a processor's work
NICENESS = 10  # of 19: beside another process that is busy the child gets a tenth of a processor
PAGE_SECONDS = 20  # for which a page may be gone, as over a broken line, before its file is deleted
CUT_OFF = (
    "The process that reads the file was ended from outside, often for want of memory; the file and everything made of "
    "it were deleted. Measure it with the command, on a machine with more memory."
)
BUSY = "This server measures for others at the moment. Try again in a minute."


class JobKind(StrEnum):
    """What a child does: a command of the package."""

    SCAN = "scan"
    MEASURE = "measure"
    AREAS = "areas"


class JobState(StrEnum):
    """What has become of a child."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class JobLimitError(GeodataError):
    """As many children run as may."""


class Child:
    """A command of the package in a process of its own.

    Attributes
    ----------
    pid
        Of the process.
    arguments
        What it was started with, without names of files.
    done, of
        Steps done and all steps known so far; 0 of 0 before the first one.
    state
        As it is now.
    output
        What it wrote, where it is done.
    problem
        Why it failed, in one sentence or several.
    """

    def __init__(
        self, kind: JobKind, path: Path, folder: Path, arguments: Sequence[str], on_end: Callable[[Child], None]
    ):
        self.kind, self.arguments = kind, tuple(arguments)
        self.done = self.of = 0
        self.state, self.output, self.problem = JobState.RUNNING, "", ""
        self._begun = time.monotonic()
        self._on_end = on_end
        self._lock = Lock()
        self._written = folder / f"{kind}.json"
        command = [sys.executable, *COMMAND, kind, str(path), "--format", "json", "--scratch", str(folder)]
        with self._written.open("wb") as out:
            self._process = subprocess.Popen(  # noqa: S603 - the package's own command
                [*command, *arguments],
                env=_environment(folder),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,  # a group of its own, which is ended as a whole
                creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
            )
        self.pid = self._process.pid
        _lower_priority(self.pid)
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def seconds(self) -> float:
        """Since it was started."""
        return time.monotonic() - self._begun

    def stop(self) -> None:
        """End the process and all that it has started."""
        with self._lock:
            if self.state is not JobState.RUNNING:
                return
            self.state = JobState.STOPPED
        _end_tree(self._process)
        self._reader.join(5)

    def wait(self, seconds: float) -> bool:
        """Return whether it has ended, after at most so many seconds."""
        self._reader.join(seconds)
        return not self._reader.is_alive()

    def _read(self) -> None:
        """Follow the lines of the process to its end: progress as JSON, and why it fails."""
        problem = ""
        with self._process.stderr or io.StringIO() as lines:
            for line in lines:
                record = _record_of(line)
                if {"done", "of"} <= record.keys():
                    self.done, self.of = int(record["done"]), int(record["of"])
                problem = str(record.get("problem", problem))
        code = self._process.wait()
        with self._lock:
            if self.state is JobState.RUNNING:
                self.state, self.problem = _fate(code, problem)
                if self.state is JobState.DONE:
                    self.output = self._written.read_text(encoding="utf-8")
        self._written.unlink(missing_ok=True)
        self._on_end(self)


def _lower_priority(pid: int) -> None:
    """Lower the priority of a process that leads a session, and of what it starts.

    Linux shares processors between sessions first (sched_autogroup): there the session has a priority of its own.
    """
    with suppress(OSError, AttributeError):  # ended already, or a system without
        os.setpriority(os.PRIO_PROCESS, pid, NICENESS)
    with suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(str(NICENESS), encoding="ascii")


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment of a child: GDAL fenced, and every temporary file in the folder."""
    from geodata.own.files import fenced_environment  # noqa: PLC0415 - on use

    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    return fenced_environment() | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(folder)) | {"PYTHONPATH": paths}


def _record_of(line: str) -> dict[str, Any]:
    """Return what a line of the command says; nothing for what a library prints, which may hold coordinates."""
    with suppress(ValueError):
        record = json.loads(line)
        if isinstance(record, dict):
            return record
    return {}


def _fate(code: int, problem: str) -> tuple[JobState, str]:
    if code == 0:
        return JobState.DONE, ""
    return JobState.FAILED, problem if code == 1 and problem else CUT_OFF


def _end_tree(process: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        command = [r"C:\Windows\System32\taskkill.exe", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, check=False, capture_output=True)  # noqa: S603 - a fixed program and a number
    elif process.poll() is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class PrivateFile:
    """A file of hazard areas in its folder, with at most one child at a time.

    Parameters
    ----------
    name
        Without folders.
    is_wanted
        Whether its page is still there; asked again and again.

    Attributes
    ----------
    child
        The last one; None before.
    is_closed
        Whether the file has been deleted.

    Raises
    ------
    GeodataError
        When no folder can be made, or the file not be written.
    """

    def __init__(self, name: str, data: bytes, is_wanted: Callable[[], bool] = lambda: True) -> None:
        from geodata.own.scratch import remove_abandoned, scratch_folder  # noqa: PLC0415 - on use

        self.name, self.is_wanted = name, is_wanted
        self.child: Child | None = None
        self.is_closed = False
        self.missed_since: float | None = None  # since when its page has been gone
        self._lock = Lock()
        self._opened = ExitStack()
        remove_abandoned(None)
        self.folder = self._opened.enter_context(scratch_folder(None))  # mode 0700
        self._path = self.folder / "file" / name
        try:
            self._path.parent.mkdir()
            self._path.write_bytes(data)
        except OSError as error:
            self._opened.close()
            raise GeodataError(f"{name} cannot be kept while it is read ({error.strerror})") from None
        _CARETAKER.watch(self)

    @property
    def path(self) -> Path:
        """Where it lies, for a child of another file that reads it too."""
        return self._path

    def keep(self, part: str, name: str, data: bytes) -> Path:
        """Write a file that a child reads beside the hazard areas into a folder within theirs, and return its path.

        Raises
        ------
        GeodataError
            When the file has been deleted.
        """
        with self._lock:
            self._refuse_closed()
            path = self.folder / part / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
            return path

    def start(self, kind: JobKind, arguments: Sequence[str] = ()) -> Child:
        """Start a child, after ending the one that runs.

        Raises
        ------
        JobLimitError
            When as many children run as may.
        GeodataError
            When the file has been deleted.
        """
        if self.child is not None:
            self.child.stop()
        with self._lock, _CARETAKER.starting():
            self._refuse_closed()
            self.child = Child(kind, self._path, self.folder, arguments, self._ended)
        return self.child

    def close(self) -> None:
        """End the child, and delete the file and everything made of it."""
        child = self.child
        if child is not None:
            child.stop()
        with self._lock:
            self.is_closed = True
            self._opened.close()
        _CARETAKER.forget(self)

    def _refuse_closed(self) -> None:
        if self.is_closed:
            raise GeodataError(f"{self.name} has been deleted; open it again")

    def _ended(self, child: Child) -> None:
        """Delete everything after a measurement, and after a scan that was ended from outside."""
        if child.kind is JobKind.MEASURE or child.problem == CUT_OFF:
            with self._lock:
                self.is_closed = True
                self._opened.close()
            _CARETAKER.forget(self)


class _Caretaker:
    """Knows every open file; deletes those whose page is gone for `PAGE_SECONDS`, and all when the server ends."""

    def __init__(self) -> None:
        self._files: set[PrivateFile] = set()
        self._lock, self._starts = Lock(), Lock()
        self._thread: Thread | None = None
        self._is_over = Event()

    def watch(self, file: PrivateFile) -> None:
        with self._lock:
            self._files.add(file)
            if self._thread is None:
                atexit.register(self.close_all)
                self._thread = Thread(target=self._run, daemon=True)
                self._thread.start()

    def forget(self, file: PrivateFile) -> None:
        with self._lock:
            self._files.discard(file)

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Let one child be started at a time, and none where there is no place.

        Raises
        ------
        JobLimitError
            When there is none.
        """
        with self._starts:
            with self._lock:
                children = [file.child for file in self._files if file.child is not None]
            if sum(child.state is JobState.RUNNING for child in children) >= MOST_AT_ONCE:
                raise JobLimitError(BUSY)
            yield

    def close_all(self) -> None:
        self._is_over.set()
        for file in [*self._files]:
            file.close()

    def look(self, now: float) -> None:
        """Close the files whose page has been gone for long."""
        with self._lock:
            files = [*self._files]
        for file in files:
            if file.is_wanted():
                file.missed_since = None
            elif file.missed_since is None:
                file.missed_since = now
            elif now - file.missed_since >= PAGE_SECONDS:
                file.close()

    def _run(self) -> None:
        while not self._is_over.wait(1):
            self.look(time.monotonic())


_CARETAKER = _Caretaker()
