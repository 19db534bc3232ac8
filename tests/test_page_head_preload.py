"""Hints to fetch early: that they name what there is, and that what cannot be known is left out."""

import sys
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit_folium import __file__ as folium_file

from dashboard.maps.view import View
from dashboard.render.live_map.component import SCRIPT, STYLE, bundle_url
from dashboard.web.page_head import (
    STREAMLIT_FONT,
    UP_FROM_MAP,
    bundle_tags,
    component_tags,
    frame_scripts,
    frame_styles,
    link_tags,
)
from tests.shipped_views import SHIPPED

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
    found = links(tags, "modulepreload") + links(tags, "prefetch")
    assert any("ComponentInstance" in url for url in links(tags, "modulepreload"))
    assert len(found) == len(set(found)) == len(tags)
    assert all((PAGE.parent / url).is_file() for url in found)


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


def test_streamlits_own_font_is_named_once_in_its_page() -> None:
    body = PAGE.read_bytes()
    assert len(STREAMLIT_FONT.findall(body)) == 1
    assert b"index." in STREAMLIT_FONT.sub(b"", body)


def test_the_frame_gets_its_files_and_the_words_for_when_they_do_not_come() -> None:
    *own, bundle = frame_scripts()
    assert bundle == f'<script defer src="{bundle_url(SCRIPT)}"></script>'
    assert links(frame_styles(), "stylesheet") == [bundle_url(STYLE)]
    assert "could not be loaded" in own[0]
    assert all(text.count("</script>") == 1 for text in own)
