"""The log of this process: as text, or as JSON without what a reader has sent; what repeats, once a minute."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import IO

LOG = "ATLAS_LOG"  # the setting that names one of them
LOG_FORMS = TEXT, JSON = ("text", "json")
# Libraries that give their loggers handlers of their own.
LIBRARIES = ("streamlit", "uvicorn")
MOST_FRAMES = 20  # of a traceback, the innermost ones


class JsonLines(logging.Formatter):
    """Formats a record as one JSON object.

    `time` (UTC), `level`, `logger` and `message`; of an exception its type (`error`) and where it was raised (`at`, the
    innermost place last), but not its text, which may repeat a cell of a reader's file or a part of an address. What a
    call names in `extra={"counts": …}` is `counts`.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        counts = getattr(record, "counts", None)
        if counts is not None:
            line["counts"] = counts
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["at"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-MOST_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


def write_text_lines() -> None:
    """Write warnings of loggers that have no handler of their own to standard error, as Python does by itself.

    Python does so only while no logger above them has a handler, and one that counts records is a handler too.
    """
    root = logging.getLogger()
    if logging.lastResort is not None and logging.lastResort not in root.handlers:
        root.addHandler(logging.lastResort)


def write_json_lines(stream: IO[str] | None = None) -> None:
    """Write the log of all loggers to standard error as JSON lines, from warnings on, and our own from information on.

    Loggers of libraries that exist by now lose handlers of their own.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler, *(kept for kept in root.handlers if not isinstance(kept, logging.StreamHandler))]
    root.setLevel(logging.WARNING)
    logging.getLogger("atlas").setLevel(logging.INFO)
    for name in [*LIBRARIES, *logging.Logger.manager.loggerDict]:
        if name.partition(".")[0] in LIBRARIES:
            logger = logging.getLogger(name)
            logger.handlers, logger.propagate = [], True
            if logger.level not in {logging.NOTSET, *range(logging.WARNING, 100)}:
                logger.setLevel(logging.WARNING)  # uvicorn's information has addresses of readers


# -- A fault that repeats is one line a minute, with the number of those left out.

QUIET_SECONDS = 60.0
REASONS_KEPT = 500
LOGGERS = (
    "asyncio",
    "atlas.acts",
    "atlas.connections",
    "atlas.export",
    "atlas.health",
    "atlas.screens",
    "atlas.story",
    "atlas.worker",
    "uvicorn.error",
    "websockets.server",
)


class OncePerMinute(logging.Filter):
    """Filter of log records: of those with one cause, the first in a minute passes, with how many were left out."""

    def __init__(self) -> None:
        super().__init__()
        self._passed: dict[object, tuple[float, int]] = {}  # by cause: when one passed, how many were left out since

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is logged."""
        if record.levelno < logging.WARNING:
            return True
        cause = _cause(record)
        at, left_out = self._passed.get(cause, (float("-inf"), 0))
        if abs(record.created - at) < QUIET_SECONDS:  # a clock that is set back holds no line back
            self._passed[cause] = at, left_out + 1
            return False
        if len(self._passed) >= REASONS_KEPT:
            self._passed.clear()
        self._passed[cause] = record.created, 0
        if left_out:
            with suppress(TypeError, ValueError):
                record.msg, record.args = f"{record.getMessage()} ({left_out} more since the last such line)", ()
        return True


def _cause(record: logging.LogRecord) -> object:
    error = record.exc_info[1] if record.exc_info else None
    trace = error.__traceback__ if error else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else None
    return record.name, record.levelno, str(record.msg)[:200], type(error), place


def limit_log_lines() -> None:
    """Have the loggers of the server and of its worker processes write what repeats once a minute.

    Of libraries, which messages that are none have write lines too, these are the loggers that exist by now.
    """
    once = OncePerMinute()
    libraries = [name for name in logging.Logger.manager.loggerDict if name.partition(".")[0] in LIBRARIES]
    for name in {*LOGGERS, *libraries}:
        logging.getLogger(name).addFilter(once)
