"""The log of this process as JSON lines, which hold nothing that a reader has sent."""

from __future__ import annotations

import json
import logging
import sys
import traceback
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
