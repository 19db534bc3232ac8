"""Fixtures for all tests; for those of the browser one server and one browser a session, one watched page a test."""

from collections.abc import Iterator
from functools import cache, partial

import pytest
from playwright.sync_api import Browser, Page
from streamlit.components.v2 import manifest_scanner

from geodata import Dataset
from geodata import dataset as dataset_module
from geodata.dataset import DATA_FOLDER
from geodata.tables import Folder
from tests.browser.chromium import ChromiumMissingError
from tests.browser.launching import WINDOW, KeptBrowser
from tests.browser.serving import RunningServer, ServerDiedError, running_server
from tests.browser.watching import Watch
from tests.conftest import needs_browser
from tests.shipped_views import dataset

KEPT = KeptBrowser()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """End the browser before any other test: Playwright's event loop runs in this thread while it is open."""
    if not needs_browser(item):
        KEPT.close()


def pytest_sessionfinish() -> None:
    """End the browser with the session."""
    KEPT.close()


@pytest.fixture(scope="session", autouse=True)
def _packages_are_scanned_once() -> Iterator[None]:
    """Streamlit reads every installed package for components at each new AppTest, half a second each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session", autouse=True)
def _shipped_tables_are_read_once() -> Iterator[None]:
    """No test changes them, and a hundred commands and servers of the tests would read them, a quarter second each."""
    assemble = dataset_module.assemble
    kept = cache(partial(assemble, DATA_FOLDER))

    def assembled(folder: Folder, *, release: str, is_kept: bool = False) -> Dataset:
        if folder == DATA_FOLDER and not is_kept:
            return kept(release=release)
        return assemble(folder, release=release, is_kept=is_kept)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dataset_module, "assemble", assembled)
        yield


@pytest.fixture(scope="session", name="dataset")
def _dataset() -> Dataset:
    """The shipped tables, read once."""
    return dataset()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The atlas, started as `make run` starts it."""
    try:
        with running_server(log=tmp_path_factory.mktemp("server") / "server.log") as started:
            yield started
    except ServerDiedError as died:
        pytest.fail(str(died), pytrace=False)
    assert started.process.returncode == 0, "a server that is asked to stop ends with status 0"


@pytest.fixture
def browser() -> Browser:
    """A headless Chromium that resolves no host but this machine."""
    try:
        return KEPT.get()
    except ChromiumMissingError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture
def watch() -> Watch:
    """What goes wrong on the page of a test; a test may name there the hosts that it expects to be asked."""
    return Watch()


@pytest.fixture
def page(browser: Browser, watch: Watch, request: pytest.FixtureRequest) -> Iterator[Page]:
    """An empty page; the test fails if anything went wrong on it that the reader could meet.

    Tests after one another get the same one, with what the browser has cached, but for those marked `new_page`.
    """
    if request.node.get_closest_marker("new_page") is not None:
        with browser.new_context(viewport=WINDOW, color_scheme="light") as context:
            opened = context.new_page()
            watch.attach(opened)
            yield opened
    else:
        failed, opened = request.session.testsfailed, KEPT.page()
        watch.attach(opened)
        yield opened
        watch.detach(opened)
        if watch.problems or request.session.testsfailed > failed:
            KEPT.drop_page()
        else:
            KEPT.clear_page()
    if watch.problems:
        pytest.fail("The page had problems:\n  " + "\n  ".join(watch.problems), pytrace=False)
