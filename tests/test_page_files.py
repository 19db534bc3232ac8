"""The page's own style sheet and script: their tags, and that the server has what the tags ask for."""

import re

from rcssmin import cssmin
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard.render.assets import asset_path
from dashboard.web.http_cache import IMMUTABLE
from dashboard.web.page_head import PAGE_CSS, page_script, page_style
from dashboard.web.routes import map_routes


def address(tag: str) -> str:
    """The address in a tag, as the screen at the root asks for it."""
    match = re.search(r'(?:href|src)="\.(/[^"]+)"', tag)
    assert match
    return match[1]


def test_style_and_script_are_served_for_ever_at_the_addresses_of_their_tags() -> None:
    with TestClient(Starlette(routes=map_routes(dict, dict))) as client:
        for tag in (page_style(), page_script()):
            answer = client.get(address(tag))
            assert answer.status_code == 200
            assert answer.headers["cache-control"] == IMMUTABLE


def test_the_style_is_all_style_sheets_in_their_order() -> None:
    with TestClient(Starlette(routes=map_routes(dict, dict))) as client:
        text = client.get(address(page_style())).text
    places = []
    for name in PAGE_CSS:
        path = asset_path(name)
        assert path
        places.append(text.index(cssmin(path.read_text(encoding="utf-8"))[:60]))
    assert places == sorted(places)


def test_the_script_does_not_hold_the_page_back() -> None:
    assert "defer" in page_script()
