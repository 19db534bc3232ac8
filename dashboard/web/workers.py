"""The worker processes of this server: a lane each for small and for large files, forked from one template."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock, Timer
from typing import TypeAlias

from dashboard.render.formats import Format, Options, Payload
from dashboard.render.worker import DAMAGED, HEADER_BYTES, MISSING, REFUSED, TEMPLATE, WARM_UP, receive, send
from geodata.errors import BoundaryError

LOG = logging.getLogger("atlas.export")
ROOT = Path(__file__).parents[2]
TIMEOUT = 60.0  # seconds: on an idle machine no file takes a tenth of that
END_SECONDS = 2.0
IDLE_SECONDS = 60.0  # without a job, after which a process that had some gives way to a fresh fork
MODULE = "dashboard.render.worker"
# HTTP status for a worker's answer without a file: the content cannot be written so, the writer cannot be imported.
STATUSES = {REFUSED: 422, MISSING: 501}
# Where processes are forked from a template. A fork that uses Apple's frameworks may be ended by macOS.
HAS_TEMPLATE = sys.platform == "linux"

Job: TypeAlias = tuple[Format, Payload, Options]
Answer: TypeAlias = tuple[str, bytes | str]


class ExportError(Exception):
    """A file was not made; the message is for the reader, `status` the HTTP status."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class _Process:
    """A process that takes jobs from a socket: a fork of a template, or one of its own."""

    def __init__(self, pid: int, channel: socket.socket, popen: subprocess.Popen[bytes] | None = None) -> None:
        self.pid = pid
        self._channel, self._popen = channel, popen
        self._jobs, self._answers = channel.makefile("wb"), channel.makefile("rb")

    def is_alive(self) -> bool:
        """Return whether the other end is open. A process that waits for a job sends nothing: all to read is an end."""
        try:
            self._channel.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return True
        except OSError:
            pass
        return False

    def ask(self, job: Job) -> Answer:
        """Return the answer to a job; EOFError or OSError when the process ends before it."""
        send(self._jobs, job)
        answer: Answer = receive(self._answers)
        return answer

    def kill(self) -> None:
        """End the process, if it has not ended."""
        if self._popen is not None:
            self._popen.kill()
        elif self.is_alive():  # otherwise the number may be that of another process by now
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """End the process and close the socket."""
        self.kill()
        for stream in (self._jobs, self._answers, self._channel):
            with suppress(OSError):  # unsent bytes in the buffer
                stream.close()
        if self._popen is not None:
            self._popen.wait()


def _start(*arguments: str) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start the module of the worker; returns it with our end of the socket that is its standard input and output."""
    paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
    ours, theirs = socket.socketpair()
    with theirs:
        popen = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", MODULE, *arguments],
            stdin=theirs.fileno(),
            stdout=theirs.fileno(),
            # A drawing has no use for threads of linear algebra, and a process with one thread forks safely.
            env={**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
        )
    return popen, ours


class Template:
    """The process from which the processes of lanes are forked, started on first use and restarted when it has ended.

    Parameters
    ----------
    warm_up
        Jobs that each template does once: what is loaded for them, forks share.
    """

    def __init__(self, warm_up: Sequence[Job] = ()) -> None:
        self.warm_up = tuple(warm_up)
        self._lock = Lock()
        self._running: tuple[subprocess.Popen[bytes], socket.socket] | None = None
        self._is_warm = False

    def begin(self) -> None:
        """Start the process, unless it is there, and leave it to load the writers; it does not wait."""
        with self._lock:
            self._begin()

    def fork(self, niceness: int) -> _Process:
        """Return a new process.

        Raises
        ------
        OSError
            When the template ended twice, or does not answer within the timeout.
        """
        with self._lock:
            try:
                return self._fork(niceness)
            except OSError:
                self._end()
                return self._fork(niceness)

    def close(self) -> None:
        """End the template; forks live on."""
        with self._lock:
            self._end()

    def pid(self) -> int | None:
        """Return the process id, if there is a process."""
        return self._running[0].pid if self._running else None

    def _fork(self, niceness: int) -> _Process:
        control = self._control()
        ours = self._command(control, niceness)
        try:
            answer = control.recv(HEADER_BYTES, socket.MSG_WAITALL)
            if len(answer) < HEADER_BYTES:
                raise ConnectionResetError("the template has ended")
        except OSError:
            ours.close()
            raise
        return _Process(int.from_bytes(answer, "big"), ours)

    def _begin(self) -> socket.socket:
        if self._running is None or self._running[0].poll() is not None:
            self._end()
            popen, control = _start(TEMPLATE)
            control.settimeout(TIMEOUT)
            self._running, self._is_warm = (popen, control), False
        return self._running[1]

    def _control(self) -> socket.socket:
        control = self._begin()
        if not self._is_warm:
            self._is_warm = True
            for job in self.warm_up:
                with self._command(control, WARM_UP) as channel:
                    channel.settimeout(TIMEOUT)
                    with channel.makefile("wb") as jobs, channel.makefile("rb") as answers, suppress(EOFError, OSError):
                        send(jobs, job)
                        receive(answers)
        return control

    def _command(self, control: socket.socket, command: int) -> socket.socket:
        """Send a command with one end of a new socket; returns the other end."""
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                socket.send_fds(control, [bytes([command])], [theirs.fileno()])
            except OSError:
                ours.close()
                raise
        return ours

    def _end(self) -> None:
        if self._running is not None:
            popen, control = self._running
            control.close()  # at which it removes its temporary files and ends
            try:
                popen.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                popen.kill()
                popen.wait()
        self._running = None


class Worker:
    """A lane: one process that writes files, one after another, started on first use and again when it has ended.

    Parameters
    ----------
    template
        What its processes are forked from; without one each is started anew.
    niceness
        How much less of the processor a fork gets than the template.
    """

    def __init__(self, template: Template | None = None, *, seconds: float = TIMEOUT, niceness: int = 0) -> None:
        self._template = template if HAS_TEMPLATE else None
        self._seconds = seconds
        self._niceness = niceness
        self._lock = Lock()
        self._process: _Process | None = None
        self._proven: _Process | None = None  # the process that has answered a job
        self._worked: float | None = None  # when it last did; None for a fresh process

    def is_ready(self) -> bool:
        """Return whether the process lives and has answered a job; it does not block."""
        process = self._process
        return process is not None and process is self._proven and (self._lock.locked() or process.is_alive())

    def make(self, file_format: Format, payload: Payload, options: Options) -> bytes:
        """Return a file; blocks until the jobs before it are done, so call it in a worker thread.

        A job whose process ended, as when the kernel is out of memory, is tried once more in a new process.

        Raises
        ------
        ExportError
            When two processes ended (503), one exceeded the timeout (504), or the file cannot be written (422, 500,
            501). The next job gets a new process.
        BoundaryError
            When a file of the boundaries is damaged.
        """
        with self._lock:
            try:
                result, content = self._ask((file_format, payload, options))
            except (EOFError, OSError):
                try:
                    result, content = self._ask((file_format, payload, options))
                except (EOFError, OSError) as error:
                    sentence = "The file could not be made just now. Ask for it again in a moment."
                    raise ExportError(sentence, 503) from error
        if result == DAMAGED:
            LOG.warning("a file could not be made: %s", content)
            raise BoundaryError(content)
        if isinstance(content, str):
            raise ExportError(content, STATUSES.get(result, 500))
        return content

    def _ask(self, job: Job) -> Answer:
        """Return the answer to a job; EOFError or OSError when the process ended within the timeout."""
        process = self._living()
        timer = Timer(self._seconds, process.kill)
        started = time.monotonic()
        timer.start()
        try:
            answer = process.ask(job)
        except (EOFError, OSError) as error:
            self.close()
            LOG.warning("the worker ended while it made a file")
            if time.monotonic() - started >= self._seconds:
                sentence = f"The file was not ready after {self._seconds:g} s and was given up. A smaller one may do."
                raise ExportError(sentence, 504) from error
            raise
        else:
            self._proven, self._worked = process, time.monotonic()
            return answer
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.end()
        self._process = self._worked = None

    def refresh(self, idle: float = IDLE_SECONDS) -> bool:
        """Put a fork in the place of a process without a job for so long, and its memory goes back; return whether.

        It blocks for some milliseconds, or not at all where a job is being done.
        """
        if self._template is None or self._process is None or not self._lock.acquire(blocking=False):
            return False
        try:
            if self._worked is None or time.monotonic() - self._worked < idle:
                return False
            try:
                fresh = self._new()
            except OSError:  # no memory for a fork, or no template: the old one goes on
                return False
            old, self._process, self._proven, self._worked = self._process, fresh, fresh, None
            old.end()
            return True
        finally:
            self._lock.release()

    def _living(self) -> _Process:
        if self._process is None or not self._process.is_alive():
            self.close()
            self._process = self._new()
        return self._process

    def _new(self) -> _Process:
        if self._template is not None:
            return self._template.fork(self._niceness)
        popen, channel = _start()
        return _Process(popen.pid, channel, popen)

    def pid(self) -> int | None:
        """Return the process id, if there is a process."""
        return self._process.pid if self._process else None
