"""What stands in the page of a link before any script runs: title, preview, and words for those without script."""

import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.maps.link import read_link
from dashboard.maps.previews import LONGEST_LINE, SOURCES_LINE
from dashboard.ui.service import ATLAS
from dashboard.web.page_head import PageHead, page_head, preview_of
from geodata import Dataset, Problem, TableError

HERE = "https://atlas.example.org/maps/"


def properties(head: PageHead) -> dict[str, str]:
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', head.tags)
    return {key: html.unescape(value) for key, value in found}


PAGES = {
    "": ("v=1&day=2014-09-24", "joined the Mine Ban Convention", "On 24 September 2014"),
    "country": (
        "v=1&country=UKR&day=2014-09-24",
        "Ukraine: landmine treaties, claims and policy",
        "ratified 27 December 2005",
    ),
    "story": ("v=1&step=4", ATLAS.story().steps[3].title, ""),
    "sources": ("v=1", "Sources", SOURCES_LINE),
    "about": ("v=1", "How to read the atlas", "Rules of law, definitions"),
}


@pytest.mark.parametrize("path", PAGES)
def test_a_preview_of_each_page_has_its_title_its_words_and_its_picture(path: str) -> None:
    query, title, says = PAGES[path]
    head = page_head(path, query, HERE, ATLAS)
    told = properties(head)
    assert title in told["og:title"]
    assert says in told["og:description"]
    assert 20 < len(told["og:description"]) <= LONGEST_LINE or not path
    assert told["description"] == told["og:description"]
    assert head.title == f"{told['og:title']} · Mine Ban Atlas"
    assert head.status == 200
    assert told["og:url"].startswith(f"{HERE}{path}?v=1")
    picture = urlsplit(told["og:image"])
    assert told["og:image"].startswith(f"{HERE}export/map.png?v=1&day=")
    assert parse_qs(picture.query)["width"] == ["1200"]
    assert told["og:image:alt"]
    assert told["twitter:card"] == "summary_large_image"


def test_the_picture_of_a_country_is_its_own_map_and_that_of_a_step_its_own() -> None:
    assert "extent=UKR" in properties(page_head("country", "v=1&country=UKR", HERE, ATLAS))["og:image"]
    assert "extent=UKR" in properties(page_head("story", "v=1&step=4", HERE, ATLAS))["og:image"]
    assert "extent" not in properties(page_head("country", "v=1", HERE, ATLAS))["og:image"]


@pytest.mark.parametrize("path", PAGES)
def test_without_script_there_are_the_headline_the_picture_and_a_way_to_the_light_page(path: str) -> None:
    query = PAGES[path][0]
    head = page_head(path, query, HERE, ATLAS)
    preview, view = preview_of(path, query, ATLAS)
    assert f"<h1>{html.escape(preview.title)}</h1>" in head.noscript
    ways = [html.unescape(way) for way in re.findall(r'(?:href|src)="([^"]+)"', head.noscript)]
    assert f"./embed{preview.map_query}" in ways
    assert f"./export/map.png{preview.map_query}&width=1200" in ways
    assert "needs JavaScript" in head.noscript
    shown, problems = read_link(parse_qs(preview.map_query.removeprefix("?")))
    assert (shown.treaty, shown.country, problems) == (view.treaty, view.country, ())


@pytest.mark.parametrize(
    "query", ["extent=atlantis", "country=%00", "&&==", 'country="><script>', "%ff", "story=x&step=y"]
)
@pytest.mark.parametrize("path", PAGES)
def test_a_link_that_cannot_be_read_is_previewed_as_what_the_page_shows(path: str, query: str) -> None:
    head = page_head(path, query, HERE, ATLAS)
    plain = page_head(path, "", HERE, ATLAS)
    assert (head.title, head.noscript) == (plain.title, plain.noscript)
    assert 'content=""' not in head.tags


def test_a_story_without_steps_has_a_preview() -> None:
    preview, _ = preview_of("story", "v=1&story=mine", ATLAS)
    assert (preview.title, preview.line) == ("A story", "This story has no steps yet.")


def test_while_the_tables_are_broken_the_page_says_so_with_its_status(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Dataset:
        raise TableError([Problem("claims.csv", 2, 1, "<wrong>")])

    monkeypatch.setattr(ATLAS, "dataset", broken)
    for path in PAGES:
        head = page_head(path, "v=1", HERE, ATLAS)
        assert head.status == 503
        assert "<h1>The atlas cannot be shown because its data break their own rules.</h1>" in head.noscript
        assert "claims.csv:2:1: &lt;wrong&gt;" in head.noscript
