"""Scratch folders for shapes: of this account alone, gone at the end, or at the next start after a crash."""

from __future__ import annotations

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geodata.errors import GeodataError

_PREFIX = "mine-ban-atlas-own-"


@contextmanager
def scratch_folder(base: Path | None) -> Iterator[Path]:
    """Yield a new folder for shapes, readable by this user alone (mode 0700); it is deleted at the end.

    Raises
    ------
    GeodataError
        When no folder can be made there.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))  # mode 0700
    except OSError as error:
        raise GeodataError(f"no scratch folder can be made ({error.strerror}); name another with --scratch") from None
    try:
        with _held(folder / "lock"):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned(base: Path | None) -> None:
    """Delete the scratch folders of processes that were killed."""
    for folder in Path(base or tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            info = folder.lstat()
            if not stat.S_ISDIR(info.st_mode) or (hasattr(os, "getuid") and info.st_uid != os.getuid()):
                continue
            with _held(folder / "lock"):
                pass
        except OSError:  # another process holds it
            continue
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold a file as long as this process lives.

    Raises
    ------
    OSError
        When another process holds it.
    """
    with path.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - of this system alone

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - of the other systems alone

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
