"""The C library's memory: both calls are known where the library is that of GNU, and harm nothing elsewhere."""

import sys

from dashboard.render.memory import resident_bytes, return_unused, use_few_arenas


def test_the_library_of_gnu_is_asked_and_no_other() -> None:
    assert return_unused() in {True, False}
    assert use_few_arenas() == return_unused()
    if sys.platform == "darwin" or sys.platform == "win32":
        assert not return_unused()


def test_the_memory_of_a_process_is_known() -> None:
    assert resident_bytes() > 2**20
