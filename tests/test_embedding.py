"""How other sites find and show a view: embed code, oEmbed, tags, and addresses that are not ours."""

import html
import json
import re
from datetime import date
from urllib.parse import quote, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.maps.permalinks import frozen_parameters
from dashboard.maps.previews import view_preview
from dashboard.maps.view import View
from dashboard.render.html.share import announcement, height_at, light_code, live_code
from dashboard.ui.service import ATLAS
from dashboard.web.embed import MAX_SIZE, OembedQuery, embed_routes, oembed_query, page_of
from dashboard.web.export_queue import ExportQueue
from dashboard.web.params import ParamsError
from dashboard.web.policies import Policies
from tests.asgi_client import ask
from tests.shipped_views import SHIPPED, shown
from tests.test_story_screen import IN_LINK

HERE = "https://atlas.example.org/maps/"
DAY = View(day=date(2014, 9, 24))


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=embed_routes(SHIPPED, ExportQueue()))


def discovered(app: Starlette, url: str, **more: str) -> dict[str, object]:
    answer = ask(app, f"/oembed?{urlencode({'url': url, **more})}", host="testserver")
    assert answer.status == 200, answer.text
    document: dict[str, object] = json.loads(answer.text)
    return document


def test_an_address_of_a_view_is_told_as_a_rich_embed(app: Starlette) -> None:
    embed_link = discovered(app, "http://testserver/?v=1&day=2014-09-24", maxwidth="600")
    assert (embed_link["version"], embed_link["type"], embed_link["width"]) == ("1.0", "rich", 600)
    assert embed_link["height"] == height_at(600)
    assert embed_link["title"] == shown(DAY).headline.text
    assert 'src="http://testserver/embed?v=1&amp;day=2014-09-24"' in str(embed_link["html"])
    assert f"height:{embed_link['height']}px" in str(embed_link["html"])


def test_a_picture_is_offered_where_the_room_takes_it_and_left_out_where_not(app: Starlette) -> None:
    for room in ({}, {"maxwidth": "1200"}, {"maxheight": "675"}, {"maxwidth": "10000", "maxheight": "10000"}):
        embed_link = discovered(app, "http://testserver/?v=1&day=2014-09-24", **room)
        assert embed_link["thumbnail_url"] == "http://testserver/export/map.png?v=1&day=2014-09-24&width=1200"
        assert (embed_link["thumbnail_width"], embed_link["thumbnail_height"]) == (1200, 675)
    for room in ({"maxwidth": "1199"}, {"maxheight": "674"}):
        assert "thumbnail_url" not in discovered(app, "http://testserver/?v=1&day=2014-09-24", **room)


@pytest.mark.parametrize(("size", "wide"), [("10000", MAX_SIZE), ("9" * 18, MAX_SIZE), ("200", 200), ("1", 1)])
def test_any_room_is_answered_with_no_more_than_it(app: Starlette, size: str, wide: int) -> None:
    assert discovered(app, "http://testserver/?v=1", maxwidth=size)["width"] == wide
    high = int(str(discovered(app, "http://testserver/?v=1", maxheight=size)["height"]))
    assert 0 < high <= int(size)


def test_a_country_is_embedded_with_its_own_map(app: Starlette) -> None:
    embed_link = discovered(app, "http://testserver/country?v=1&country=UKR&day=2014-09-24")
    assert (embed_link["type"], embed_link["title"]) == ("rich", "Ukraine: landmine treaties, claims and policy")
    assert 'src="http://testserver/embed?v=1&amp;day=2014-09-24&amp;extent=UKR&amp;country=UKR"' in str(
        embed_link["html"]
    )
    assert "extent=UKR" in str(embed_link["thumbnail_url"])


def test_a_story_is_embedded_whole_and_opens_at_its_step(app: Starlette) -> None:
    embed_link = discovered(app, "http://testserver/story?v=1&step=4")
    assert 'src="http://testserver/export/story.html#4"' in str(embed_link["html"])
    assert str(embed_link["title"]).startswith(ATLAS.story().steps[3].title)
    mine = discovered(app, f"http://testserver/story?v=1&story={IN_LINK}&step=1")
    assert f'src="http://testserver/export/story.html?story={IN_LINK}#1"' in html.unescape(str(mine["html"]))
    refused = ask(app, f"/oembed?url={quote('http://testserver/story?v=1&stap=4', safe='')}", host="testserver")
    assert (refused.status, "did you mean step" in refused.text) == (400, True)


@pytest.mark.slow
def test_a_frozen_page_is_embedded_as_it_is_frozen(app: Starlette) -> None:
    query = urlencode(frozen_parameters(shown(DAY)))
    embed_link = discovered(app, f"http://testserver/frozen?{query}&utm_source=x")
    assert f'src="http://testserver/frozen?{query}"' in html.unescape(str(embed_link["html"]))
    assert embed_link["title"] == shown(DAY).headline.text
    assert embed_link["thumbnail_url"] == f"http://testserver/export/map.png?{query}&width=1200"
    other = discovered(app, f"http://testserver/frozen?{query[:-1]}{'1' if query.endswith('0') else '0'}")
    assert "thumbnail_url" not in other  # nothing can be drawn as it was; the page says why
    assert ask(app, f"/oembed?url={quote('http://testserver/frozen?v=1', safe='')}", host="testserver").status == 400


@pytest.mark.slow
@pytest.mark.parametrize("screen", ["sources", "about"])
def test_a_page_without_a_map_of_its_own_is_told_as_a_link(app: Starlette, screen: str) -> None:
    embed_link = discovered(app, f"http://testserver/{screen}?v=1")
    assert embed_link["type"] == "link"
    assert "html" not in embed_link


def test_an_embed_is_no_higher_than_there_is_room_for(app: Starlette) -> None:
    embed_link = discovered(app, "http://testserver/embed?v=1", maxheight="400")
    assert embed_link["height"] == 400
    assert "height:400px" in str(embed_link["html"])


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
        address = "?".join(page_of(url, HERE))
    except ParamsError:
        address = ""
    assert address in {"", "?"} or url.startswith(HERE.removesuffix("/"))


@given(title=st.text(max_size=40), query=st.text(max_size=40))
def test_nothing_in_a_title_or_link_leaves_its_attribute(title: str, query: str) -> None:
    for code in (light_code(HERE, f"?{query}", title), live_code(HERE, f"?{query}", title)):
        tag = re.fullmatch(r'<iframe( [a-z-]+="[^"<>]*")+></iframe>', code)
        assert tag, code
        assert [html.unescape(item) for item in re.findall(r' title="([^"]*)"', code)] == [title]


def test_the_tags_of_a_view_name_its_picture_its_words_and_where_to_ask() -> None:
    spec = shown(DAY)
    tags = announcement(view_preview(spec), HERE)
    assert f'<meta property="og:title" content="{escape(spec.headline.text)}">' in tags
    match = re.search(r'type="application/json\+oembed" href="([^"]+)"', tags)
    assert match is not None
    oembed_url = urlsplit(html.unescape(match[1]))
    assert oembed_url.geturl().startswith(f"{HERE}oembed?url=")
    assert oembed_query(oembed_url.query, HERE) == OembedQuery("", "v=1&day=2014-09-24", None, None)
    assert f'og:image" content="{HERE}export/map.png?' in tags


@pytest.mark.slow
def test_a_frozen_link_opens_a_page_that_says_what_it_is_frozen_on() -> None:
    queue = ExportQueue()
    app = Starlette(routes=embed_routes(SHIPPED, queue))
    try:
        spec = shown(DAY)
        answer = ask(app, f"/frozen?{urlencode(frozen_parameters(spec))}")
        assert answer.status == 200, answer.text
        assert f"frozen on data release {spec.release}, which is the present one" in answer.text
        assert escape(spec.headline.text) in answer.text
        refused = ask(app, "/frozen?v=1&day=2014-09-24", host="testserver")
        assert refused.status == 400
        assert "<p>A frozen link has “release” and “id”.</p>" in refused.text
        assert 'href="http://testserver/"' in refused.text
    finally:
        queue.close()


@pytest.mark.slow
def test_the_picture_of_a_country_is_its_map_without_the_words_of_a_file_and_runs_no_script() -> None:
    queue = ExportQueue()
    app = Starlette(routes=embed_routes(SHIPPED, queue), middleware=[Middleware(Policies)])
    where = "/picture?v=1&day=2014-09-24&country=UKR&extent=UKR"
    try:
        wide, narrow = (ask(app, f"{where}&theme=dark&width={width}") for width in (900, 420))
        assert (wide.status, wide.headers["content-type"]) == (200, "image/svg+xml")
        assert "default-src 'none'" in wide.headers["content-security-policy"]
        assert ">Ukraine</text>" in wide.text
        assert "Sources" not in re.sub(r"<desc.*?</desc>", "", wide.text)
        assert 'width="420"' in narrow.text
        assert ask(app, f"{where}&width=9").status == 400
        assert ask(app, f"/embed{where.partition('?')[1]}v=1&width=420").status == 400
    finally:
        queue.close()
