"""The search for a country in a real browser: any name finds its area first, by keyboard, and as Python ranks it."""

import pytest
from playwright.sync_api import Page, expect

from dashboard.maps.link import LINK_VERSION
from geodata.area_search import MAX_MATCHES, areas_named
from tests.browser.driving import open_atlas, wait_until, wait_until_idle
from tests.browser.serving import RunningServer
from tests.shipped_views import dataset

pytestmark = pytest.mark.browser

SEARCHES = (
    "UK", "Holland", "Turkey", "Ivory Coast", "Swaziland", "Burma", "Vatican", "UA", "ukr", "Turkiye", "Cote d'Ivoire",
    "CÔTE D’IVOIRE", "Curacao", "St. Lucia", "Украина", "中国", "الأردن", "Ukrane", "Kirgizstan", "korea", "guinea",
    "island", "an", "sa", "DPRK", "Nauru", "of the", "qqqqqq",
)  # fmt: skip


def matches(page: Page, words: str) -> list[str]:
    page.get_by_role("combobox", name="Country").fill(words)
    return (
        page.locator(".country-search li").all_inner_texts() if page.locator(".country-search ul").is_visible() else []
    )


def ranked(words: str) -> list[str]:
    return [f"{match.label} {match.by}".strip() for match in areas_named(words, dataset(), MAX_MATCHES)]


def test_any_name_finds_its_country_and_enter_goes_there(page: Page, server: RunningServer) -> None:
    open_atlas(page, f"{server.url}/?v=1")
    box, status = page.get_by_role("combobox", name="Country"), page.locator(".country-search [role=status]")
    box.press("ArrowDown")
    page.get_by_role("listbox", name="Countries and areas").wait_for()
    assert page.locator(".country-search li").count() == len(dataset().states)
    assert {words: matches(page, words) for words in SEARCHES} == {words: ranked(words) for words in SEARCHES}
    expect(status).to_have_text("No country or area has this name")
    assert ranked("UK")[0] == "United Kingdom UK"
    for words, area in (("Holland", "NLD"), ("ivory coast", "CIV"), ("UK", "GBR")):
        box.fill(words)
        assert box.get_attribute("aria-expanded") == "true"
        lead = page.locator(f"#{box.get_attribute('aria-activedescendant')}")
        assert lead.get_attribute("aria-selected") == "true"
        box.press("Enter")
        wait_until(page, lambda: f"country={area}" in page.url, what=f"the link to name {area}")  # noqa: B023
        wait_until_idle(page)
        assert (box.input_value(), box.get_attribute("aria-expanded")) == ("", "false")
    expect(page.locator(".panel h2")).to_have_text(dataset().state("GBR").name)
    box.fill("c")
    box.press("ArrowDown")
    box.press("Escape")
    expect(page.get_by_role("listbox", name="Countries and areas")).to_be_hidden()
    box.press("Escape")
    assert box.input_value() == ""


def test_on_its_page_the_country_stands_in_the_field_and_goes_when_it_is_cleared(
    page: Page, server: RunningServer
) -> None:
    open_atlas(page, f"{server.url}/country?v=1&country=TUR&extent=TUR")
    box = page.get_by_role("combobox", name="Country")
    expect(box).to_have_value("Türkiye")
    box.fill("Holl")
    box.press("Enter")
    expect(box).to_have_value("Netherlands")
    wait_until_idle(page)
    page.get_by_role("button", name="Clear the country").click()
    expect(page.locator(".headline h1")).to_have_text("Which country?")
    wait_until(page, lambda: page.url.endswith(f"/country?v={LINK_VERSION}"), what="the link to name no country")
