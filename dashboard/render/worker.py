"""The processes that make files beside the server, each taking one job after another.

A job is a pickled tuple (format, payload, options), an answer a pickled pair: MADE with the bytes; REFUSED, MISSING
(the writer cannot be imported), DAMAGED (a boundary file is) or FAILED with a sentence. Each is preceded by its length
in eight bytes.

`python -m dashboard.render.worker` takes jobs from its standard input. With `--template`, which needs Linux, it loads
every writer once and forks: standard input is a Unix socket, over which the server sends one end of another socket and
gets the process id of a fork that takes jobs from it. Forks share what the template has loaded, and start in
milliseconds.
"""

from __future__ import annotations

import gc
import logging
import os
import pickle
import signal
import socket
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from dashboard.log_lines import JSON, limit_log_lines, write_json_lines
from dashboard.log_lines import LOG as LOG_SETTING
from dashboard.render.formats import (
    FORMATS,
    Format,
    FormatError,
    Options,
    Payload,
    file_bytes,
    has_own_data,
    writer_of,
)
from dashboard.render.memory import resident_bytes, return_unused
from geodata.errors import BoundaryError, GeodataError

LOG = logging.getLogger("atlas.worker")
NO_ROOM = (
    "The file could not be made: the server cannot read or write files of its own at present, and its log says why. "
    "The view itself works."
)
MADE, REFUSED, MISSING, DAMAGED, FAILED = "made", "refused", "missing", "damaged", "failed"
HEADER_BYTES = 8  # the length of the pickle that follows, or a process id, big-endian
NICENESS = 7  # the answers of the server go first; at 19, the lowest priority, a busy machine may never finish a file
# Commands of the server to a template: a fork with NICENESS and as much more, or one job in the template itself.
TEMPLATE, WARM_UP = "--template", 255
MAX_BYTES = 320 * 2**20  # resident: a fork that has grown beyond them ends after its job, and the next one is small


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
    except BoundaryError as error:
        return DAMAGED, str(error)
    except GeodataError as error:
        return REFUSED, str(error)
    except FormatError as error:
        LOG.exception("a format has no writer")
        return MISSING, str(error)
    except OSError as error:
        LOG.error("a file could not be made: %s", error)  # noqa: TRY400 - the system's reason says all
        return FAILED, NO_ROOM
    except Exception:
        LOG.exception("a file could not be made")
        return FAILED, "Something went wrong while the file was made, and it has been noted. The view itself works."
    finally:
        if has_own_data(job[1]):
            forget_texts()


def forget_texts() -> None:
    """Empty the caches that have texts of pictures as their keys: their widths, lines and outlines."""
    from dashboard.render.svg.portable_text import line_of  # noqa: PLC0415 - on use
    from dashboard.render.typesetting import text_width, wrapped  # noqa: PLC0415 - on use

    for kept in (line_of, text_width, wrapped):
        kept.cache_clear()


def _serve(jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Answer jobs until the server closes the stream, or this process has grown too large."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while resident_bytes() <= MAX_BYTES:
            send(answers, answer(receive(jobs)))
            return_unused()


def _nice(more: int) -> None:
    with suppress(OSError, AttributeError):  # Windows has no os.nice
        os.nice(more)


def _template() -> None:
    """Load every writer and fork on command until the server closes the socket.

    What comes before the first fork has the priority of the server: pictures of the first pages wait for it.
    """
    for file_format in FORMATS:
        with suppress(FormatError):  # a job for it reports it
            writer_of(file_format)
    # Once, so that no fork writes files and all work with a full disk; by name, as writers are, because the server
    # imports this module and loads no drawing library.
    with suppress(ImportError, OSError):  # a job that needs them reports it
        import_module("dashboard.render.svg.conversion").register_fonts()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps forks that have ended
    gc.collect()
    control = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    # A fork keeps standard input: were it the socket, the server would not see the template end while a fork lives.
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), sys.stdin.fileno())
    has_forked = False
    with suppress(OSError, KeyboardInterrupt), control:
        while True:
            command, descriptors, _, _ = socket.recv_fds(control, 1, 1)
            if not command or not descriptors:
                return
            with socket.socket(fileno=descriptors[0]) as channel:
                if command[0] == WARM_UP:
                    with channel.makefile("rb") as jobs, channel.makefile("wb") as answers:
                        send(answers, answer(receive(jobs)))
                    continue
                if not has_forked:
                    _nice(NICENESS)
                    has_forked = True
                gc.freeze()  # a collection in a fork then leaves the shared pages alone
                process_id = os.fork()
                if not process_id:
                    control.close()
                    _run_fork(channel, command[0])
            control.sendall(process_id.to_bytes(HEADER_BYTES, "big"))


def _run_fork(channel: socket.socket, niceness: int) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _nice(niceness)
    with channel.makefile("rb") as jobs, channel.makefile("wb") as answers:
        _serve(jobs, answers)
    os._exit(0)


def main() -> None:
    """Answer jobs, or fork, until the server closes the stream."""
    if os.environ.get(LOG_SETTING) == JSON:
        write_json_lines()
    else:
        logging.basicConfig()
    limit_log_lines()
    # Whatever a library prints goes to standard error.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    if TEMPLATE in sys.argv:
        answers.close()
        _template()
    else:
        _nice(NICENESS)
        _serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
