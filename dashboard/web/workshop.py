"""Has files made in a process of their own, so that no reader's map waits for another reader's picture."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
import sys
import time
from collections import OrderedDict
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import Lock, Thread, Timer

from starlette.concurrency import run_in_threadpool

from dashboard.maps.spec import MapSpec
from dashboard.render.formats import EVERY, Options, Payload
from dashboard.render.worker import REFUSED, receive, send
from dashboard.web.bodies import Stored, stored

LOG = logging.getLogger("atlas.workshop")
ROOT = Path(__file__).parents[2]
SECONDS = 60.0  # no file takes a tenth of that on a machine with nothing else to do
MOST_WAITING = 12  # jobs: at half a second each, whoever comes after them would wait longer than people do
MOST_KEPT = 64 * 2**20  # bytes of files kept


class WorkshopError(Exception):
    """A file was not made; `status` is the HTTP status that says why, and the message a sentence for the reader."""

    def __init__(self, sentence: str, status: int) -> None:
        super().__init__(sentence)
        self.status = status


class _Process:
    """A worker's process, with the two streams between us."""

    def __init__(self) -> None:
        paths = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        self._started = subprocess.Popen(
            [sys.executable, "-m", "dashboard.render.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self.pid, self.kill = self._started.pid, self._started.kill

    def is_alive(self) -> bool:
        return self._started.poll() is None

    def ask(self, job: tuple[str, Payload, Options]) -> tuple[str, bytes | str]:
        """Return the answer to a job; EOFError or OSError when the process ends before it."""
        jobs, answers = self._started.stdin, self._started.stdout
        if jobs is None or answers is None:
            raise EOFError("the worker has no streams")
        send(jobs, job)
        found: tuple[str, bytes | str] = receive(answers)
        return found

    def end(self) -> None:
        self._started.kill()
        self._started.wait()
        for stream in (self._started.stdin, self._started.stdout):
            with suppress(OSError):  # what was never sent goes with it
                if stream is not None:
                    stream.close()


class Worker:
    """One process that makes files, started when it is first needed and anew when it has ended."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._process: _Process | None = None

    def make(self, ending: str, what: Payload, options: Options) -> bytes:
        """Return a file; call it in a thread, where it waits for those before it.

        A job whose worker ended, because a system short of memory killed it, is tried once more by a new worker.

        Raises
        ------
        WorkshopError
            When two workers ended or one was too slow, or the file cannot be made; the next job finds a new worker.
        """
        with self._lock:
            try:
                how, found = self._ask((ending, what, options))
            except (EOFError, OSError):
                try:
                    how, found = self._ask((ending, what, options))
                except (EOFError, OSError) as error:
                    sentence = "The file could not be made just now. Ask for it again in a moment."
                    raise WorkshopError(sentence, 503) from error
        if isinstance(found, str):
            raise WorkshopError(found, 422 if how == REFUSED else 500)
        return found

    def _ask(self, job: tuple[str, Payload, Options]) -> tuple[str, bytes | str]:
        """Return the answer to a job; EOFError or OSError when the process ended before it without being too slow."""
        process = self._living()
        timer = Timer(self._seconds, process.kill)
        started = time.monotonic()
        timer.start()
        try:
            return process.ask(job)
        except (EOFError, OSError) as error:
            self.close()
            LOG.warning("the worker ended while it made a file")
            if time.monotonic() - started >= self._seconds:
                sentence = f"The file was not ready after {self._seconds:g} s and was given up. A smaller one may do."
                raise WorkshopError(sentence, 504) from error
            raise
        finally:
            timer.cancel()

    def close(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            self._process.end()
        self._process = None

    def _living(self) -> _Process:
        if self._process is None or not self._process.is_alive():
            self.close()
            self._process = _Process()
        return self._process

    def pid(self) -> int | None:
        """Return the number of the process, if there is one."""
        return self._process.pid if self._process else None


class Workshop:
    """A worker, the queue before it, and the files that were made last."""

    def __init__(self, worker: Worker | None = None, *, waiting: int = MOST_WAITING, kept: int = MOST_KEPT) -> None:
        self._worker = worker or Worker()
        self._waiting = waiting
        self._room = kept
        self._size = 0
        self._kept: OrderedDict[str, Stored] = OrderedDict()
        self._making: dict[str, asyncio.Future[Stored]] = {}

    async def get(self, key: str, ending: str, what: Payload, options: Options) -> Stored:
        """Return the file that `key` stands for, made now if it is not kept; two who ask at once wait for the same one.

        Raises
        ------
        WorkshopError
            When too many wait already, or the file could not be made.
        """
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._making:
            if len(self._making) >= self._waiting:
                raise WorkshopError("Too many files are being made at the moment. Ask again in a few seconds.", 503)
            self._making[key] = asyncio.ensure_future(self._make(key, ending, what, options))
        return await asyncio.shield(self._making[key])  # who goes away does not take it from the others

    async def _make(self, key: str, ending: str, what: Payload, options: Options) -> Stored:
        try:
            body = await run_in_threadpool(self._worker.make, ending, what, options)
            made = await run_in_threadpool(stored, body, EVERY[ending].media_type, key)
        finally:
            del self._making[key]
        self._kept[key] = made
        self._size += made.size
        while self._size > self._room:
            _, oldest = self._kept.popitem(last=False)
            self._size -= oldest.size
        return made

    def start(self, spec: MapSpec, *, today: date) -> None:
        """Have the worker make a first picture in a thread, before anybody wants one: what it loads takes seconds."""

        def begin() -> None:
            with suppress(WorkshopError):  # who wants a file will be told
                self._worker.make("png", spec, Options("", today))

        Thread(target=begin, daemon=True).start()

    def close(self) -> None:
        """End the worker."""
        self._worker.close()
