"""How the tests are run: which are collected, in which order, and what pytest says; `tests.fixtures` has the rest."""

import gc
import logging
from pathlib import Path

import pytest
from hypothesis import settings

from tests.browser.chromium import ChromiumMissingError, chromium_path, version_of
from tests.properties import FULL
from tests.rooms import ROOMS, rooms_of

settings.load_profile(FULL)  # before --hypothesis-profile is read


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a machine that only runs one room, such as one with Windows, leave out the tests of the others.

    It is written `--room=geodata`: after a blank pytest takes the name for the folder to look for this file in.
    """
    parser.addoption("--room", choices=sorted(ROOMS), help="run the test files that import this room and no other")


def pytest_configure(config: pytest.Config) -> None:
    """Load the fixtures where tests are run; the process that hands them out to others would import all for nothing."""
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        config.pluginmanager.import_plugin("tests.fixtures")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out the test files of other rooms, where one is asked for."""
    room: str | None = config.getoption("--room")
    if room is None or not collection_path.name.startswith("test_"):
        return None
    return rooms_of(collection_path) != {room} or None


def pytest_report_header() -> str:
    """Say which Chromium the browser tests drive: they must pass with each, and a report without it says little."""
    try:
        path = chromium_path()
    except ChromiumMissingError as missing:
        return str(missing)
    return f"Chromium: {path} ({version_of(path)})"


def needs_browser(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last, so that they follow one another and share a browser."""
    items.sort(key=needs_browser)


def pytest_collection_finish() -> None:
    """Keep from each test what takes time and lives as long as the session: loggers, and what the collector looks at.

    Pytest puts its handlers on each logger that passes nothing on, before and after each phase of a test; those of
    Streamlit are sixty. What they pass on reaches the same handlers at the root.
    """
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.propagate = True
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, *gc.get_threshold()[1:])
