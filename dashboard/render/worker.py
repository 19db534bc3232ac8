"""The process that makes files beside the server: takes one job after another from its standard input.

Started as `python -m dashboard.render.worker`. A job is a pickled tuple (format, payload, options), an answer a pickled
pair: MADE with the bytes; REFUSED, MISSING (the writer cannot be imported) or FAILED with a sentence. Each is preceded
by its length in eight bytes.
"""

from __future__ import annotations

import logging
import os
import pickle
import sys
from contextlib import suppress
from typing import IO, Any

from dashboard.render.formats import Format, FormatError, Options, Payload, file_bytes
from geodata.errors import GeodataError

LOG = logging.getLogger("atlas.worker")
MADE, REFUSED, MISSING, FAILED = "made", "refused", "missing", "failed"
HEADER_BYTES = 8  # the length of the pickle that follows, big-endian
NICENESS = 13  # the answers of the server go first; at 19, the lowest priority, a busy machine may never finish a file


def send(stream: IO[bytes], message: object) -> None:
    """Write one object as a pickle behind its length."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(len(body).to_bytes(HEADER_BYTES, "big") + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one object that `send` wrote.

    Raises
    ------
    EOFError
        When the other process has closed the stream, before an object or within one.
    """
    header = stream.read(HEADER_BYTES)
    body = stream.read(int.from_bytes(header, "big")) if len(header) == HEADER_BYTES else b""
    if len(header) < HEADER_BYTES or len(body) < int.from_bytes(header, "big"):
        raise EOFError("the other process has closed the stream")
    return pickle.loads(body)  # noqa: S301 - from our own server or worker, never from a reader


def answer(job: tuple[Format, Payload, Options]) -> tuple[str, bytes | str]:
    """Return the answer to one job: MADE with the bytes, or a sentence; the log has the traceback."""
    try:
        return MADE, file_bytes(*job)
    except GeodataError as error:
        return REFUSED, str(error)
    except FormatError as error:
        LOG.exception("a format has no writer")
        return MISSING, str(error)
    except Exception:
        LOG.exception("a file could not be made")
        return FAILED, "Something went wrong while the file was made, and it has been noted. The view itself works."


def main() -> None:
    """Answer jobs until the server closes the stream."""
    logging.basicConfig()
    # The answers get standard output for themselves; what a library prints goes to standard error.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with suppress(OSError, AttributeError):  # Windows has no os.nice
        os.nice(NICENESS)
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            send(answers, answer(receive(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
