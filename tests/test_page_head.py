"""The head of a page before any script runs: title, preview, words without script, and hints to fetch early."""

import html
import re
import sys
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from streamlit_folium import __file__ as folium_file

from dashboard.maps.link import read_link
from dashboard.maps.previews import LONGEST_LINE, SOURCES_LINE
from dashboard.maps.view import View
from dashboard.render.live_map.component import SCRIPT, STYLE, bundle_url
from dashboard.ui.service import ATLAS
from dashboard.web.page_head import (
    UNUSED_LINKS,
    UP_FROM_MAP,
    HtmlInjector,
    PageHead,
    bundle_tags,
    component_tags,
    frame_scripts,
    frame_styles,
    link_tags,
    page_head,
    preview_of,
)
from geodata import Dataset, Problem, TableError
from tests.asgi_client import ask
from tests.shipped_views import SHIPPED

HERE = "https://atlas.example.org/maps/"


def properties(head: PageHead) -> dict[str, str]:
    matches = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', head.tags)
    return {key: html.unescape(value) for key, value in matches}


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


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES)
def test_a_preview_of_each_page_has_its_title_its_words_and_its_picture(path: str) -> None:
    query, title, says = PAGES[path]
    head = page_head(path, query, HERE, ATLAS)
    meta = properties(head)
    assert title in meta["og:title"]
    assert says in meta["og:description"]
    assert 20 < len(meta["og:description"]) <= LONGEST_LINE or not path
    assert meta["description"] == meta["og:description"]
    assert head.title == f"{meta['og:title']} · Mine Ban Atlas"
    assert head.status == 200
    assert meta["og:url"].startswith(f"{HERE}{path}?v=1")
    picture = urlsplit(meta["og:image"])
    assert meta["og:image"].startswith(f"{HERE}export/map.png?v=1&day=")
    assert parse_qs(picture.query)["width"] == ["1200"]
    assert meta["og:image:alt"]
    assert meta["twitter:card"] == "summary_large_image"


@pytest.mark.slow
def test_the_picture_of_a_country_is_its_own_map_and_that_of_a_step_its_own() -> None:
    assert "extent=UKR" in properties(page_head("country", "v=1&country=UKR", HERE, ATLAS))["og:image"]
    assert "extent=UKR" in properties(page_head("story", "v=1&step=4", HERE, ATLAS))["og:image"]
    assert "extent" not in properties(page_head("country", "v=1", HERE, ATLAS))["og:image"]


@pytest.mark.slow
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


PAGE = Path(st.__file__).parent / "static" / "index.html"


def links(tags: tuple[str, ...], rel: str) -> list[str]:
    return [tag.partition('href="')[2].partition('"')[0] for tag in tags if f'rel="{rel}"' in tag]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page that names one script, and four more that it leads to."""
    scripts = tmp_path / "static" / "js"
    scripts.mkdir(parents=True)
    (tmp_path / "index.html").write_text('<script src="./static/js/index.1.js"></script>')
    (scripts / "index.1.js").write_text("import(`./ComponentInstance.2.js`)")
    (scripts / "ComponentInstance.2.js").write_text('import{a}from"./index.1.js";import"./urls.3.js";')
    (scripts / "urls.3.js").write_text("import('./late.4.js')")
    (scripts / "Radio.5.js").write_text('import{b}from"./urls.3.js";import c from"./gone.6.js";')
    return tmp_path / "index.html"


def test_what_the_frame_of_the_map_needs_is_loaded_at_once_and_the_rest_when_there_is_time(page: Path) -> None:
    tags = bundle_tags(page)
    assert links(tags, "modulepreload") == ["./static/js/ComponentInstance.2.js", "./static/js/urls.3.js"]
    assert links(tags, "prefetch") == ["./static/js/Radio.5.js"]


def test_every_hint_for_streamlits_bundle_names_a_file_of_it_once() -> None:
    tags = bundle_tags(PAGE)
    hints = links(tags, "modulepreload") + links(tags, "prefetch")
    assert any("ComponentInstance" in url for url in links(tags, "modulepreload"))
    assert len(hints) == len(set(hints)) == len(tags)
    assert all((PAGE.parent / url).is_file() for url in hints)


def test_the_scripts_of_the_frame_are_those_that_its_document_names(monkeypatch: pytest.MonkeyPatch) -> None:
    (url,) = links(component_tags(), "prefetch")
    name = url.removeprefix("./component/streamlit_folium.st_folium/")
    assert (Path(folium_file).parent / "frontend" / "build" / name).is_file()
    monkeypatch.delitem(sys.modules, "streamlit_folium")  # as before the first run of the page
    assert component_tags() == ()


def test_a_link_says_which_shapes_and_which_history_its_map_will_fetch() -> None:
    plain = link_tags("", View(), SHIPPED)
    assert 'rel="preload" as="fetch" crossorigin fetchpriority="high" href="./geometry/world-' in plain
    assert 'rel="prefetch" href="./periods/apmbc-' in plain
    assert UP_FROM_MAP not in plain
    other = link_tags("", View(extent="korea", treaty="ccm", day=date(2020, 2, 1)), SHIPPED)
    assert 'href="./geometry/korea-' in other
    assert 'href="./periods/ccm-' in other
    assert "periods" not in link_tags("", View(layers=("contamination",)), SHIPPED)


def test_the_map_alone_gets_a_first_picture() -> None:
    assert "atlas-first-data" in link_tags("", View(), SHIPPED)
    elsewhere = link_tags("sources", View(), SHIPPED)
    assert "atlas-first-data" not in elsewhere
    assert 'rel="prefetch" href="./geometry/world-' in elsewhere


def test_the_story_hints_at_the_map_of_its_step_and_at_no_history() -> None:
    hints = link_tags("story", View(extent="korea"), SHIPPED)
    assert 'rel="prefetch" href="./geometry/korea-' in hints
    assert "periods" not in hints
    assert "atlas-first-data" not in hints


def test_a_view_of_what_is_not_known_gives_no_hint() -> None:
    assert link_tags("", View(country="AAA"), SHIPPED) == "".join(component_tags())


def test_the_links_that_are_taken_out_of_streamlits_page_are_there_once() -> None:
    body = PAGE.read_bytes()
    assert len(UNUSED_LINKS.findall(body)) == 2
    assert b"index." in UNUSED_LINKS.sub(b"", body)


def test_the_frame_gets_its_files_and_the_words_for_when_they_do_not_come() -> None:
    *own, bundle = frame_scripts()
    assert bundle == f'<script defer src="{bundle_url(SCRIPT)}"></script>'
    assert links(frame_styles(), "stylesheet") == [bundle_url(STYLE)]
    assert "could not be loaded" in own[0]
    assert all(text.count("</script>") == 1 for text in own)


# -- The middleware.


@pytest.mark.parametrize(("headers", "times"), [({}, 1), ({"Set-Cookie": "a=b"}, 3)])
def test_the_page_is_read_once_and_changed_for_each_reader(headers: dict[str, str], times: int) -> None:
    read = []

    def page(request: Request) -> HTMLResponse:
        read.append(request.url.path)
        return HTMLResponse("<head></head>", headers=headers)

    tags = Middleware(HtmlInjector, head_of=lambda _path, query, _at: PageHead("", query, ""))
    app = Starlette(routes=[Route("/", page)], middleware=[tags])
    assert [ask(app, url).text for url in ("/?a", "/?b", "/?a")] == [f"<head>{query}</head>" for query in "aba"]
    assert len(read) == times


def test_a_page_is_changed_by_its_place_and_by_its_link() -> None:
    page = HTMLResponse('<head><link href="old.woff2"></head><body></body>')
    tags = Middleware(
        HtmlInjector,
        last=["<i>"],
        page="/frame",
        without=re.compile(rb"<link[^>]*old[^>]*>"),
        head_of=lambda path, q, at: PageHead("", f"<b {path} {q} {at}>", ""),
    )
    app = Starlette(routes=[Route("/{name}", page)], middleware=[tags])
    assert ask(app, "/frame?a=1").text == "<head><b frame a=1 http://127.0.0.1:80/></head><body><i></body>"
    assert ask(app, "/other?a=1").text == bytes(page.body).decode()


def test_what_must_run_first_stands_before_the_scripts_of_the_page() -> None:
    page = HTMLResponse("<head><title></title><script src=own></script></head><body><script></script></body>")
    app = Starlette(
        routes=[Route("/", page)], middleware=[Middleware(HtmlInjector, first=["<script src=ours></script>"])]
    )
    assert "<title></title><script src=ours></script><script src=own>" in ask(app, "/").text
    assert ask(app, "/").text.count("ours") == 1
