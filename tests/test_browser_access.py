"""Every screen as somebody meets it who cannot see it well, or not at all: axe-core finds no fault, light or dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

ATLAS = {
    "atlas": "/?v=1",
    "atlas with a country": "/?v=1&country=UKR&extent=UKR",
    "every layer": "/?v=1&layers=status.contamination.policy.footprint.borders.events",
    "two maps": "/?v=1&beside=2014-09-24",
    "changes": "/?v=1&since=2020-01-01",
    "no state left, by a link that was mended": "/?v=1&status=joined&country=QQQ",
}
SCREENS = {
    **ATLAS,
    "countries": "/country?v=1",
    "one country": "/country?v=1&country=UKR",
    "sources": "/sources?v=1",
    "about": "/about?v=1",
}


def opened(page: Page, server: RunningServer, screen: str) -> None:
    open_atlas(page, server.url + SCREENS[screen])
    if screen in ATLAS:
        drawn_map(page)


def faults(page: Page) -> list[str]:
    """What axe finds in the light theme, and in the dark one of colour; Streamlit follows the system's theme."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        is_on = f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{scheme}'"
        wait_until(page, lambda: page.evaluate(is_on), what=f"the {scheme} theme")  # noqa: B023
        found += [f"{scheme}: {text}" for text in violations(page, is_colour_alone=scheme == "dark")]
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_no_fault_on_a_screen(page: Page, server: RunningServer, screen: str) -> None:
    opened(page, server, screen)
    found = faults(page)
    assert not found, "\n".join(found)


def test_axe_finds_no_fault_in_what_is_opened_under_the_map(page: Page, server: RunningServer) -> None:
    opened(page, server, "atlas with a country")
    found = []
    for part in ("Table", "Sources", "In words"):
        page.get_by_role("radio", name=part).click()
        wait_until_idle(page)
        page.evaluate("document.querySelectorAll('details').forEach(found => { found.open = true; })")
        found += faults(page)
    assert not found, "\n".join(found)


def test_axe_finds_no_fault_in_lists_and_calendar(page: Page, server: RunningServer) -> None:
    opened(page, server, "one country")
    page.get_by_role("combobox", name="Country").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("listbox").wait_for()
    found = faults(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Choose date").click()
    page.get_by_role("dialog").wait_for()
    found += faults(page)
    assert not found, "\n".join(found)


def test_axe_finds_no_fault_on_a_phone_with_the_questions_open(page: Page, server: RunningServer) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, server, "atlas")
    found = faults(page)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("combobox", name="Ready views").wait_for()
    found += faults(page)
    assert not found, "\n".join(found)


def test_a_country_is_opened_from_the_index(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/country?v=1&treaty=ccm")
    page.get_by_role("navigation", name="Countries").get_by_role("link", name="Ukraine").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ukraine")
    assert page.url == f"{server.url}/country?v=1&treaty=ccm&country=UKR"
