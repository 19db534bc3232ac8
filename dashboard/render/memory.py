"""The memory of this process: how much it has, in few arenas of the C library, and what is unused given back."""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress
from pathlib import Path

STATM = Path("/proc/self/statm")
M_ARENA_MAX = -8  # of mallopt in glibc's malloc.h
# glibc makes up to eight arenas a processor, one for each thread that meets another in malloc. What a thread of a run
# or a request has freed in its own, no other can use. Threads of Python meet seldom: one lock holds them all.
ARENAS = 2


def _library() -> ctypes.CDLL | None:
    """The C library, where it is that of GNU."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None


_LIBRARY = _library()


def use_few_arenas() -> bool:
    """Have threads share arenas, before any is started; returns whether the C library knows how."""
    return _LIBRARY is not None and bool(_LIBRARY.mallopt(M_ARENA_MAX, ARENAS))


def return_unused() -> bool:
    """Give free memory back to the system; returns whether the C library knows how."""
    if _LIBRARY is None:
        return False
    _LIBRARY.malloc_trim(0)
    return True


def resident_bytes() -> int:
    """Return the resident memory of this process; 0 where the system does not say it."""
    with suppress(OSError, ValueError, IndexError):
        return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0
