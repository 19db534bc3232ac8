"""The dialog that takes a view out of the atlas: files with their sizes, links, code, citations, a line to quote."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser

import pytest
from playwright.sync_api import Page, expect

from dashboard.render.formats import FORMATS, Subject
from dashboard.render.html.share import file_address, files_html, preview_html, story_files_html
from dashboard.ui.share import address_of
from tests.browser.axe import violations
from tests.browser.driving import drawn_map, open_atlas, wait_until_idle
from tests.browser.serving import RunningServer

OF_VIEW = FORMATS.of(Subject.VIEW)


class Links(HTMLParser):
    """The addresses that a text links to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Iterable[tuple[str, str | None]]) -> None:
        self.addresses += [value or "" for key, value in attrs if tag == "a" and key == "href"]


def test_every_kind_of_file_is_offered_with_the_options_that_it_has() -> None:
    links = Links(files_html(FORMATS, "?v=1&day=2014-09-24", {"theme": "dark", "width": "3200"})).addresses
    assert [re.sub(r".*map\.([^?]*)\?.*", r"\1", url) for url in links] == list(OF_VIEW)
    for offered, url in zip(OF_VIEW.values(), links, strict=True):
        assert ("theme=dark" in url) == ("theme" in offered.options)
        assert ("width=3200" in url) == ("width" in offered.options)
        assert url.endswith("&download=1")


def test_a_story_is_offered_as_each_kind_of_its_files() -> None:
    links = Links(story_files_html(FORMATS, "1abc")).addresses
    assert links == [f"./export/story.{ending}?story=1abc&download=1" for ending in FORMATS.of(Subject.STORY)]
    assert "story=" not in story_files_html(FORMATS, None)


def test_a_file_that_cannot_have_the_letters_of_a_story_is_no_link_but_says_why() -> None:
    html = story_files_html(FORMATS, "1abc", lacking="Its fonts have no <Arabic> letters.")
    assert "Its fonts have no &lt;Arabic&gt; letters." in html
    assert {url.partition("?")[0] for url in Links(html).addresses} == {"./export/story.html", "./export/story.pptx"}


def test_nothing_in_a_link_or_title_leaves_its_place() -> None:
    hostile = '?v=1&x="><script>'
    for text in (files_html(FORMATS, hostile, {}), preview_html(hostile, '"><b>', theme="light")):
        assert "<script" not in text
        assert "<b>" not in text
    assert file_address("png", "?v=1", width="800") == "./export/map.png?v=1&width=800"


def test_links_begin_with_the_address_of_the_atlas_whatever_screen_offers_them() -> None:
    for base in ("http://localhost:8501/", "https://example.org/atlas/"):
        for url in (base, base.rstrip("/"), f"{base}?v=1", f"{base}country?v=1&country=UKR", f"{base}country/"):
            assert address_of(url) == base


@pytest.mark.browser
def test_the_dialog_offers_files_links_code_and_citations_in_reach_of_everybody(
    page: Page, server: RunningServer
) -> None:
    open_atlas(page, f"{server.url}/?v=1&day=2014-09-24")
    drawn_map(page)
    page.get_by_role("button", name="Share, cite, download").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("li", has_text="GeoJSON").locator(".size")).to_have_text(
        re.compile(r"\d+ kB"), timeout=60_000
    )
    expect(dialog.get_by_role("img")).to_be_visible()
    faults = violations(page)
    for part, says in (
        ("Link", "/frozen?v=1&day=2014-09-24&release="),
        ("Embed", '<iframe src="http'),
        ("Cite", "Mine Ban Atlas, "),
    ):
        dialog.get_by_role("radio", name=part).click()
        wait_until_idle(page)
        expect(dialog).to_contain_text(says)
        faults += violations(page, seen=['[data-testid="stAppViewContainer"]'])  # what lies behind the dialog
    assert not faults, "\n".join(faults)
