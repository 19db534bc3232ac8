"""Fixtures of the browser tests: one server a session, one browser a file, one watched page a test."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import ChromiumMissingError, chromium_path
from tests.browser.serving import RunningServer, ServerDiedError, running_server
from tests.browser.watching import RESOLVER_RULES, Watch

BROWSER_ARGUMENTS = (
    f"--host-resolver-rules={RESOLVER_RULES}",
    "--disable-background-networking",  # or the browser itself asks for updates, which no test wants
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """The atlas, started as `make run` starts it."""
    try:
        with running_server(log=tmp_path_factory.mktemp("server") / "server.log") as started:
            yield started
    except ServerDiedError as died:
        pytest.fail(str(died), pytrace=False)


# One browser a file, not a session: Playwright keeps an event loop running in this thread while it is open,
# and a test that calls asyncio.run() afterwards would fail.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium that resolves no host but this machine."""
    try:
        path = chromium_path()
    except ChromiumMissingError as missing:
        pytest.fail(str(missing), pytrace=False)
    # As root Chromium starts only without its sandbox; what it opens here is our own app.
    root = ("--no-sandbox",) if os.name == "posix" and os.geteuid() == 0 else ()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=[*BROWSER_ARGUMENTS, *root])
        yield chromium
        chromium.close()


@pytest.fixture
def watch() -> Watch:
    """What goes wrong on the page of a test; a test may name there the hosts that it expects to be asked."""
    return Watch()


@pytest.fixture
def page(browser: Browser, watch: Watch) -> Iterator[Page]:
    """A new page in a new context; the test fails if anything went wrong on it that the reader could meet."""
    with browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="light") as context:
        opened = context.new_page()
        watch.attach(opened)
        yield opened
    if watch.problems:
        pytest.fail("The page had problems:\n  " + "\n  ".join(watch.problems), pytrace=False)
