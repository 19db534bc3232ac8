"""The memory of a process: its size, and both calls of the C library, known where the library is that of GNU."""

import platform

from dashboard.render.memory import resident_bytes, return_unused, use_few_arenas


def test_the_library_of_gnu_is_asked_and_no_other() -> None:
    is_gnu = platform.libc_ver()[0] == "glibc"
    assert (use_few_arenas(), return_unused()) == (is_gnu, is_gnu)


def test_the_memory_of_a_process_is_known() -> None:
    assert resident_bytes() > 2**20
