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
HEAD = 8  # bytes that say how long what follows is
NICE = 13  # the answers of the server go first; at the lowest, 19, a full machine may never finish a file


def send(stream: IO[bytes], what: object) -> None:
    """Write one object."""
    body = pickle.dumps(what, pickle.HIGHEST_PROTOCOL)
    stream.write(len(body).to_bytes(HEAD, "big") + body)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read one object.

    Raises
    ------
    EOFError
        When the other side is gone, in the middle of an object or before one.
    """
    head = stream.read(HEAD)
    body = stream.read(int.from_bytes(head, "big")) if len(head) == HEAD else b""
    if len(head) < HEAD or len(body) < int.from_bytes(head, "big"):
        raise EOFError("the other side is gone")
    return pickle.loads(body)  # noqa: S301 - from our own server or worker, never from a reader


def answer(job: tuple[Format, Payload, Options]) -> tuple[str, bytes | str]:
    """Return the answer to one job; what goes wrong is in the log, and a sentence in the answer."""
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
    """Answer jobs until the server is gone."""
    logging.basicConfig()
    # What a library prints must not get between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    with suppress(OSError, AttributeError):  # where a system has no such thing, it goes without
        os.nice(NICE)
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        while True:
            send(answers, answer(receive(sys.stdin.buffer)))


if __name__ == "__main__":
    main()
