"""Which Chromium the tests drive: the one that is named, or the first on the path that starts; the report says it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.chromium import NAMED, NAMES_ON_PATH, ChromiumMissingError, chromium_path, main
from tests.conftest import pytest_report_header

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Put a program of a name on a path that has nothing else but the shell."""
    monkeypatch.delenv(NAMED, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))

    def write(name: str, *, says: str = "Chromium 1.2.3", code: int = 0) -> Path:
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n", encoding="utf-8")
        program.chmod(0o755)
        return program

    return write


@pytest.mark.parametrize("name", NAMES_ON_PATH)
def test_any_chromium_that_is_alone_on_the_path_is_found_and_named(put: Put, name: str) -> None:
    program = put(name)
    assert chromium_path() == program
    assert pytest_report_header() == f"Chromium: {program} (Chromium 1.2.3)"


def test_one_that_does_not_start_is_passed_over(put: Put, capsys: pytest.CaptureFixture[str]) -> None:
    put("chromium-headless-shell", code=1)
    whole = put("chromium")
    assert chromium_path() == whole
    assert main() == 0
    assert f"The browser tests use {whole} (Chromium 1.2.3)." in capsys.readouterr().out


def test_the_one_that_is_named_counts_whatever_else_is_there(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("chromium-headless-shell")
    named = put("other")
    monkeypatch.setenv(NAMED, str(named))
    assert chromium_path() == named
    put("other", code=1)
    with pytest.raises(ChromiumMissingError, match="is no Chromium that starts"):
        chromium_path()
    assert NAMED in pytest_report_header()
