"""The task of a reader without a pointer: find Ukraine, read its claims, filter, change the day, copy the link."""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.web.page_head import report_tag
from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.keyboard import focused, tab_to
from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser

HEADLINE = ".headline h1"
UNDER = ".headline p:not(.age)"
PANEL = ".panel"


def find_on_the_map(page: Page) -> None:
    tab_to(page, "Skip to main content")
    page.keyboard.press("Enter")
    tab_to(page, role="application")
    page.keyboard.type("ukr")
    page.keyboard.press("Enter")
    expect(page.locator(f"{PANEL} h2")).to_have_text("Ukraine")
    wait_until_idle(page)
    page.keyboard.press("Enter")
    wait_until(page, lambda: focused(page).is_in_panel, what="the focus to reach the panel")
    assert focused(page).name == "Ukraine"


def find_in_the_list(page: Page) -> None:
    tab_to(page, "Country", role="combobox")
    page.keyboard.type("Ukr")
    page.get_by_role("option", name="Ukraine").wait_for()
    page.keyboard.press("Enter")


def read_claims(page: Page) -> None:
    hidden = page.locator(f"{PANEL} details.more").first
    assert tab_to(page, hidden.locator("summary").first.inner_text(), is_in_panel=True).role == "summary"
    expect(hidden.locator(".line").first).not_to_be_visible()
    page.keyboard.press("Enter")
    expect(hidden.locator(".line").first).to_be_visible()
    expect(hidden.locator(".line b").first).to_contain_text("km²")


def filter_to_left(page: Page) -> None:
    assert tab_to(page, "Left", key="Shift+Tab").is_in_frame
    page.keyboard.press("Enter")
    wait_until(page, lambda: "status=left" in page.url, what="the link to name the class")
    expect(page.locator(HEADLINE)).to_contain_text("have left the Mine Ban Convention")
    assert focused(page).name.startswith("Left")  # the focus stays where it was


def change_the_day(page: Page) -> None:
    before = page.locator(UNDER).inner_text()
    tab_to(page, "Day shown", key="Shift+Tab")
    page.keyboard.press("PageDown")
    wait_until(page, lambda: "day=" in page.url, what="the link to name the day")
    wait_until_idle(page)
    expect(page.locator(UNDER)).not_to_have_text(before)


def copy_the_link(page: Page) -> None:
    tab_to(page, "Copy link", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".headline [role=status]")).to_have_text("Link copied")
    link = page.url
    tab_to(page, "Ready views", role="combobox", key="Shift+Tab")
    page.keyboard.press("ControlOrMeta+v")
    pasted = page.get_by_role("combobox", name="Ready views")
    expect(pasted).to_have_value(link)


@pytest.mark.parametrize("find", [find_on_the_map, find_in_the_list], ids=["on the map", "in the list"])
def test_the_whole_task_is_done_by_keyboard_alone(
    page: Page, server: RunningServer, find: Callable[[Page], None]
) -> None:
    open_atlas(page, f"{server.url}/?v=1")
    drawn_map(page)
    find(page)
    wait_until(page, lambda: "country=UKR" in page.url, what="the link to name Ukraine")
    wait_until_idle(page)
    expect(page.locator(f"{PANEL} h2")).to_have_text("Ukraine")
    expect(page.locator(PANEL)).to_contain_text("Claims: anti-personnel mines")
    read_claims(page)
    filter_to_left(page)
    change_the_day(page)
    assert {"country=UKR", "status=left"} <= set(page.url.partition("?")[2].split("&"))
    copy_the_link(page)


def test_a_question_is_built_and_its_answer_read_by_keyboard_alone(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/questions?v=1&day=2026-11-21&question=status~left~apmbc")
    heading = page.locator(HEADLINE)
    expect(heading).to_have_text("5 of 197 states have left the Mine Ban Convention")
    tab_to(page, "Add a clause")
    page.keyboard.press("Enter")
    expect(heading).to_contain_text("“are party to the Mine Ban Convention” (clause 2) cannot both hold")
    wait_until_idle(page)
    tab_to(page, "Kind of clause 2", role="combobox", key="Shift+Tab")
    page.keyboard.type("Group")
    page.get_by_role("option", name="Group of states").wait_for()
    page.keyboard.press("Enter")
    expect(heading).to_have_text("5 of 197 states have left the Mine Ban Convention, and are members of NATO")
    wait_until_idle(page)
    tab_to(page, "not", role="checkbox")
    page.keyboard.press("Space")
    expect(heading).to_have_text("0 of 197 states have left the Mine Ban Convention, and are not members of NATO")
    wait_until_idle(page)
    expect(page).to_have_url(re.compile("question=status~left~apmbc.not~group~nato$"))
    tab_to(page, "CSV", role="a")
    expect(page.get_by_role("link", name="CSV")).to_have_attribute("href", re.compile("question=status~left~apmbc"))


@pytest.mark.new_page
def test_where_no_page_may_copy_the_link_is_laid_out_selected(page: Page, server: RunningServer) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false;"
    )
    open_atlas(page, f"{server.url}/?v=1&country=UKR#source-1")
    tab_to(page, "Copy link")
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="Link of this view")
    expect(field).to_be_focused()
    expect(field).to_have_value(f"{server.url}/?v=1&country=UKR")
    assert page.evaluate("getSelection().toString()") == f"{server.url}/?v=1&country=UKR"


def test_an_opened_note_names_its_row_and_links_to_where_a_figure_is_reported(
    page: Page, server: RunningServer
) -> None:
    open_atlas(page, f"{server.url}/?v=1&country=UKR")
    note = page.locator(f"{PANEL} .line > details[data-record]").first
    record = note.get_attribute("data-record")
    note.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(note.locator("code")).to_have_text(record or "none")
    expect(note.locator(".record a")).to_have_count(0)  # this server has no ATLAS_REPORT_TO
    tag = report_tag("https://example.org/?r={reference}&s={source}&w={shown}")
    page.evaluate("tag => document.head.insertAdjacentHTML('beforeend', tag)", tag)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    link = note.get_by_role("link", name="Report this figure")
    fields = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert fields["r"][0].split(" · ")[0] == record
    assert "country=UKR&day=" in fields["r"][0]
    assert fields["s"][0].startswith("[")
    assert ": " in fields["w"][0]  # between a figure and what is said of it
    assert (link.get_attribute("rel"), link.get_attribute("target")) == ("noopener noreferrer", "_blank")
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
