"""Starts the Chromium of the tests, and keeps it as long as one browser test follows another."""

import os

from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from tests.browser.chromium import chromium_path
from tests.browser.watching import RESOLVER_RULES

# The popups of an address bar that is never shown are pages of their own: they cost a third of the time of each window.
UNSEEN_FEATURES = ("WebUIOmniboxPopup", "WebUIOmniboxAimPopup")
# What Playwright switches off by itself. Chromium heeds only the last list it is given, so ours repeats that one.
PLAYWRIGHT_FEATURES = (
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "TcpPortRandomizationWin",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
)
ARGUMENTS = (
    f"--host-resolver-rules={RESOLVER_RULES}",
    "--disable-background-networking",  # or the browser itself asks for updates, which no test wants
    "--disable-component-update",
    "--disable-sync",
    f"--disable-features={','.join((*PLAYWRIGHT_FEATURES, *UNSEEN_FEATURES))}",
    # Pages of one site share a process, which has compiled the scripts of the atlas: on the way over an empty page it
    # would else begin with a new one. With it a visit takes 1.9 s of processor time instead of 2.3, and with one thread
    # that draws, where two tests have two cores, 1.6 s.
    "--process-per-site",
    "--num-raster-threads=1",
)


WINDOW: ViewportSize = {"width": 1280, "height": 800}
FORGET = "() => { localStorage.clear(); sessionStorage.clear(); }"
NOWHERE = "about:blank"


class KeptBrowser:
    """A headless Chromium that resolves no host but this machine; it starts when it is first asked for."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None
        self._page: Page | None = None

    def get(self) -> Browser:
        """The browser, started anew if it has died.

        Raises
        ------
        ChromiumMissingError
            No Chromium was found.
        """
        if self._browser is None or not self._browser.is_connected():
            self.close()
            path = chromium_path()  # which asks Playwright as well, so before ours starts
            # As root Chromium starts only without its sandbox; what it opens here is our own app.
            root = ("--no-sandbox",) if os.name == "posix" and os.geteuid() == 0 else ()
            self._playwright = sync_playwright().start()
            self._browser = self._playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *root])
        return self._browser

    def page(self) -> Page:
        """A page that one test hands on to the next, as it was when it was new, but for the browser's caches.

        Its process has compiled the scripts of the atlas: each visit takes a quarter less time than on a new page.
        """
        browser = self.get()
        if self._page is None or self._page.is_closed():
            self._page = browser.new_context(viewport=WINDOW, color_scheme="light").new_page()
        return self._page

    def clear_page(self) -> None:
        """Put the page back to what it was when it was new: nowhere, with nothing stored, routed or emulated."""
        page = self._page
        if page is None or page.is_closed():
            return
        page.unroute_all(behavior="ignoreErrors")
        if page.url.startswith("http"):
            page.evaluate(FORGET)
        page.goto(NOWHERE)
        page.context.clear_cookies()
        page.mouse.move(-1, -1)  # a pointer over the next page would open what is under it
        page.emulate_media(media="null", color_scheme="light", reduced_motion="null")
        page.set_viewport_size(WINDOW)

    def drop_page(self) -> None:
        """Close the page, after a test that may have left it in any state."""
        page, self._page = self._page, None
        if page is not None and not page.is_closed():
            page.context.close()

    def close(self) -> None:
        """End the browser and Playwright, whose event loop would be in the way of a test that starts its own."""
        browser, playwright = self._browser, self._playwright
        self._browser = self._playwright = self._page = None
        if browser is not None and browser.is_connected():
            browser.close()
        if playwright is not None:
            playwright.stop()
