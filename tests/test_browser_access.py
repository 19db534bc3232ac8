"""Every screen for every reader: axe-core finds no fault, light or dark, and there is room, on a phone or at 400 %."""

import re
from collections.abc import Sequence

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.browser.axe import violations
from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.room import cut_choices, resize, too_small, too_wide
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

# A window of 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10), and a phone.
ENLARGED, PHONE = (320, 256), (390, 844)
DESK, LAPTOP = (1440, 900), (1280, 800)
MAP, SIDE, MAIN, PANEL = 'iframe[title*="st_folium"]', '[data-testid="stSidebar"]', "#stMain", ".panel"
PAPER = ".on-paper"  # the table as it is printed, which no screen shows
MAPS = {
    "changes, with every layer": "/?v=1&layers=status.contamination.policy.footprint.borders.events&since=2020-01-01",
    "two maps": "/?v=1&beside=2014-09-24",
    "no state left, by a link that was mended": "/?v=1&status=joined&country=QQQ",
}
UNDER_THE_MAP = {  # and by what it is known to be there
    "Table": ".download a[download]",
    "Sources": "#note-1",
    "In words": "main .prose",
}
PAGES = {  # address and title
    "story": ("/story?v=1&step=4", "Ukraine: a claim of"),
    "countries": ("/country?v=1&treaty=ccm", "Which country?"),
    "one country": ("/country?v=1&country=AZE", "Azerbaijan"),
    "policy": ("/policy?v=1&day=2015-01-01", "United States policy"),
    "treaties": ("/treaties?v=1&region=europe", "Four treaties on"),
    "questions": ("/questions?v=1&question=vote~yes~2025.not~status~party~apmbc", "voted in favour"),
    "sources": ("/sources?v=1&country=UKR", "Sources"),
    "own data": ("/own?v=1", "Own data"),
    "about": ("/about?v=1&country=UKR", "How to read the atlas"),
}


def opened(page: Page, url: str, size: tuple[int, int]) -> None:
    """Open a screen in a window of a size; without motion, or the menu would be measured while it slides in."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_atlas(page, url)


def beside_the_menu(page: Page, size: tuple[int, int]) -> None:
    """Make the window wide enough for the sidebar to stand open."""
    resize(page, *size)
    page.wait_for_selector(f'{SIDE}[data-collapsed="false"]')


def faults_at(what: str, faults: list[str]) -> list[str]:
    return [f"{what}: {text}" for text in faults]


def narrow_faults(page: Page, parts: Sequence[Page | Frame]) -> list[str]:
    items = []
    for width, height in (ENLARGED, PHONE):
        resize(page, width, height)
        items += faults_at(f"{width} px wide", too_wide(parts))
    return items


def axe_faults(page: Page, where: str, seen: Sequence[str] = ()) -> list[str]:
    """What axe finds in the light theme, and in the dark one of colour; Streamlit follows the system's theme."""
    items = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        is_on = f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{scheme}'"
        wait_until(page, lambda: page.evaluate(is_on), what=f"the {scheme} theme")  # noqa: B023
        items += faults_at(f"{where}, {scheme}", violations(page, seen=seen, is_colour_alone=scheme == "dark"))
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return items


def faults_in_list_and_calendar(page: Page) -> list[str]:
    page.get_by_role("combobox", name="Country").focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("listbox").wait_for()
    faults = axe_faults(page, "list of countries", seen=[MAIN])
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Choose date").click()
    page.get_by_role("dialog").wait_for()
    return faults + axe_faults(page, "calendar", seen=[MAIN])


def fold_parts(page: Page) -> None:
    """Fold a part with a chart by the keyboard, then open it, and a table, by the links that name them."""
    chart = page.locator(".st-key-part-timeline [data-testid='stVegaLiteChart']")
    heading = page.locator("#timeline > summary")
    expect(chart).to_be_visible()
    heading.press("Enter")
    expect(chart).to_be_hidden()
    page.evaluate("document.querySelectorAll('.tables details').forEach(part => { part.open = false; })")
    for anchor, what in (("timeline", chart), ("clearance", page.locator("#clearance .line").first)):
        page.evaluate("anchor => { location.hash = anchor; }", anchor)
        expect(what).to_be_in_viewport()


def fold_layers(page: Page) -> None:
    """Unfold more layers by the keyboard, switch one on, and fold them: it stays in sight, and the others do not."""
    fold = page.locator(".st-key-more-layers")
    votes, deadlines = (
        fold.locator("button", has_text=label) for label in ("Votes in the General Assembly", "Clearance deadlines")
    )
    expect(votes).to_be_hidden()
    fold.locator("summary").press("Enter")
    votes.press("Space")
    expect(page).to_have_url(re.compile(r"status\.votes"))
    wait_until_idle(page)
    fold.locator("summary").press("Enter")
    expect(votes).to_have_attribute("aria-pressed", "true")
    expect(votes).to_be_visible()
    expect(deadlines).to_be_hidden()
    page.wait_for_function("document.getAnimations().every(one => one.playState === 'finished')")  # of a rerun: a fade


def open_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")


@pytest.mark.parametrize("screen", PAGES)
def test_a_screen_opens_by_its_link_and_has_room_and_no_fault(page: Page, server: RunningServer, screen: str) -> None:
    address, title = PAGES[screen]
    opened(page, server.url + address, ENLARGED)
    expect(page.locator("h1, h2").first).to_contain_text(title)
    expect(page).to_have_url(server.url + address)
    faults = narrow_faults(page, [page])
    faults += faults_at(f"{PHONE[0]} px wide", cut_choices(page))
    beside_the_menu(page, DESK)
    faults += faults_at(f"{DESK[0]} px wide", too_small([page]) + cut_choices(page))
    resize(page, *LAPTOP)
    open_details(page)
    faults += axe_faults(page, "axe")
    if screen == "one country":
        faults += faults_in_list_and_calendar(page)
        fold_parts(page)
    assert not faults, "\n".join(faults_at(screen, faults))
    if screen == "countries":
        page.get_by_role("navigation", name="Countries").get_by_role("link", name="Ukraine").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ukraine")
        expect(page).to_have_url(f"{server.url}/country?v=1&treaty=ccm&country=UKR")


def test_the_atlas_has_room_at_every_width_and_its_menu_for_a_finger(page: Page, server: RunningServer) -> None:
    opened(page, f"{server.url}/?v=1&country=UKR", ENLARGED)
    parts: list[Page | Frame] = [page, drawn_map(page)]
    faults = narrow_faults(page, parts)
    faults += axe_faults(page, "phone", seen=[PANEL])  # looked at on the page of the country
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Collapse sidebar").wait_for()
    faults += faults_at("on a phone with the menu", too_small(parts))
    fold_layers(page)
    faults += axe_faults(page, "menu of the phone", seen=[MAP, PANEL])
    beside_the_menu(page, DESK)
    faults += faults_at(f"{DESK[0]} px wide", too_small(parts) + cut_choices(page))
    assert not faults, "\n".join(faults)


def test_axe_finds_no_fault_with_a_country_nor_in_what_is_opened_under_the_map(
    page: Page, server: RunningServer
) -> None:
    opened(page, f"{server.url}/?v=1&country=FIN&extent=FIN", LAPTOP)
    drawn_map(page)
    faults = axe_faults(page, "closed")
    for part, what in UNDER_THE_MAP.items():
        page.get_by_role("radio", name=part).click()
        page.wait_for_selector(what)
        wait_until_idle(page)
        open_details(page)
        faults += axe_faults(page, part, seen=[MAP, SIDE, PAPER, PANEL])  # the panel's details: on the country's page
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("screen", MAPS)
def test_axe_finds_no_fault_on_a_map_of_more(page: Page, server: RunningServer, screen: str) -> None:
    opened(page, server.url + MAPS[screen], LAPTOP)
    drawn_map(page)
    faults = axe_faults(page, screen)
    assert not faults, "\n".join(faults)


ALIKE = """<!doctype html><html lang="en"><title>Alike</title><style>body { color: #333; background: #fff }
a { color: #222 } .pale { color: #bbb } .night { background: #444 } .plain { text-decoration: none }</style>
<main><h1>Alike</h1>%s</main>"""
LINE = "<p>A line of text, longer than its <a href='#'>link</a>, on the paper.</p>"
ODD = {  # one line among others, and the rules that find it
    LINE: [],
    LINE.replace("<p>", "<p class=pale>"): ["color-contrast"],
    LINE.replace("<p>", "<p class=night>"): ["color-contrast", "color-contrast"],
    LINE.replace("<a ", "<a class=plain "): ["link-in-text-block"],
}


def test_axe_is_asked_about_the_colours_of_whatever_looks_different_even_once(page: Page) -> None:
    for odd, rules in ODD.items():
        page.set_content(ALIKE % (LINE * 5 + odd + LINE * 6))
        assert [text.partition(":")[0] for text in violations(page, is_colour_alone=True)] == rules
    assert page.locator("[data-axe-text]").count() < page.locator("p").count()
