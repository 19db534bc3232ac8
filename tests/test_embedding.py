"""How other sites find and show a view: embed code, oEmbed, tags, and addresses that are not ours."""

import html
import json
import re
from datetime import date
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from dashboard.maps.frozen import freeze
from dashboard.maps.view import View
from dashboard.render.embed_code import announcement, height_at, light_code, live_code
from dashboard.web.asked import AskedError
from dashboard.web.embed_route import embed_routes
from dashboard.web.oembed import oembed_asked, query_of
from dashboard.web.workshop import Workshop
from tests.asking import ask
from tests.reading import shown
from tests.test_export_route import Shipped

HERE = "https://atlas.example.org/maps/"
DAY = View(day=date(2014, 9, 24))


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=embed_routes(Shipped(), Workshop()))


def discovered(app: Starlette, url: str, **more: str) -> dict[str, object]:
    answer = ask(app, f"/oembed?{urlencode({'url': url, **more})}", host="testserver")
    assert answer.status == 200, answer.text
    found: dict[str, object] = json.loads(answer.text)
    return found


def test_an_address_of_a_view_is_told_as_a_rich_embed(app: Starlette) -> None:
    found = discovered(app, "http://testserver/?v=1&day=2014-09-24", maxwidth="600")
    assert (found["version"], found["type"], found["width"]) == ("1.0", "rich", 600)
    assert found["height"] == height_at(600)
    assert found["title"] == shown(DAY).headline.text
    assert 'src="http://testserver/embed?v=1&amp;day=2014-09-24"' in str(found["html"])
    assert f"height:{found['height']}px" in str(found["html"])
    assert str(found["thumbnail_url"]).startswith("http://testserver/export/map.png?v=1&day=2014-09-24")


def test_an_embed_is_no_higher_than_there_is_room_for(app: Starlette) -> None:
    found = discovered(app, "http://testserver/embed?v=1", maxheight="400")
    assert found["height"] == 400
    assert "height:400px" in str(found["html"])


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://elsewhere.example/?v=1",
        "http://testserver@elsewhere.example/?v=1",
        "http://testserver.elsewhere.example/?v=1",
        "//testserver/?v=1",
        "javascript:alert(1)",
        "http://testserver/export/map.png?v=1",
        "http://[testserver/?v=1",
        "http://testserver:81/?v=1",
    ],
)
def test_an_address_that_is_not_ours_is_refused(app: Starlette, url: str) -> None:
    answer = ask(app, f"/oembed?url={quote(url, safe='')}", host="testserver")
    assert answer.status == 404
    assert "no address of a map of this atlas" in answer.text


@pytest.mark.parametrize(
    ("more", "status", "says"),
    [
        ("format=xml", 501, "expected one of json"),
        ("maxwidth=0", 400, "expected whole pixels"),
        ("maxheight=1e9", 400, "expected whole pixels"),
    ],
)
def test_what_cannot_be_answered_is_said(app: Starlette, more: str, status: int, says: str) -> None:
    answer = ask(app, f"/oembed?url=http%3A%2F%2Ftestserver%2F%3Fv%3D1&{more}", host="testserver")
    assert (answer.status, says in answer.text) == (status, True)


@given(url=st.text(max_size=80))
def test_no_address_breaks_the_answer(url: str) -> None:
    try:
        found = query_of(url, HERE)
    except AskedError:
        found = ""
    assert found == "" or url.startswith(HERE.removesuffix("/"))


@settings(deadline=None)
@given(title=st.text(max_size=40), query=st.text(max_size=40))
def test_nothing_in_a_title_or_link_leaves_its_attribute(title: str, query: str) -> None:
    for code in (light_code(HERE, f"?{query}", title), live_code(HERE, f"?{query}", title)):
        tag = re.fullmatch(r'<iframe( [a-z-]+="[^"<>]*")+></iframe>', code)
        assert tag, code
        assert f'title="{html.escape(title)}"' in code


def test_the_tags_of_a_view_name_its_picture_its_words_and_where_to_ask() -> None:
    spec = shown(DAY)
    tags = announcement(spec, HERE)
    assert f'<meta property="og:title" content="{html.escape(spec.headline.text)}">' in tags
    found = re.search(r'type="application/json\+oembed" href="([^"]+)"', tags)
    assert found is not None
    asked = urlsplit(html.unescape(found[1]))
    assert asked.geturl().startswith(f"{HERE}oembed?url=")
    assert oembed_asked(asked.query, HERE) == ("v=1&day=2014-09-24", None, None)
    assert f'og:image" content="{HERE}export/map.png?' in tags


def test_a_frozen_link_opens_a_page_that_says_what_it_is_frozen_on() -> None:
    workshop = Workshop()
    app = Starlette(routes=embed_routes(Shipped(), workshop))
    try:
        spec = shown(DAY)
        answer = ask(app, f"/frozen?{urlencode(freeze(spec))}")
        assert answer.status == 200, answer.text
        assert f"frozen on data release {spec.release}, which is the present one" in answer.text
        assert html.escape(spec.headline.text) in answer.text
        assert ask(app, "/frozen?v=1&day=2014-09-24").status == 400
    finally:
        workshop.close()
