"""The routes of geometry, names and assets: compressed, cached, and refused in a sentence."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from dashboard.render.assets import asset_version
from dashboard.render.live_map.component import SCRIPT, STYLE, bundle_url
from dashboard.render.live_map.geometry import frame_url
from dashboard.web.http import AcceptedEncodings, StaticBundle, bundle_files
from dashboard.web.http_cache import IMMUTABLE, LEAST_BYTES, REVALIDATE, ComputedCache, takes_encodings
from dashboard.web.page_head import HtmlInjector
from dashboard.web.routes import map_routes
from tests.asgi_client import ask

NAMES = {"UKR": "Ukraine & <co>"}
KOREA = frame_url("korea", "test").removeprefix("../..")
MAP_SCRIPT = f"/assets/map/live-map.js?v={asset_version('map/live-map.js')}"


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=map_routes(lambda: NAMES, dict))


def test_a_geometry_is_sent_compressed_and_kept_for_ever(app: Starlette) -> None:
    answer = ask(app, KOREA, accept_encoding="gzip, br")
    assert answer.status == 200
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert len(answer.body) * 2 < len(answer.text)
    assert json.loads(answer.text)["extent"] == "korea"


def test_a_browser_without_gzip_gets_the_same_content(app: Starlette) -> None:
    plain = ask(app, KOREA)
    assert "content-encoding" not in plain.headers
    assert plain.text == ask(app, KOREA, accept_encoding="gzip").text


@pytest.mark.parametrize(
    ("accepted", "is_zipped"),
    [
        ("gzip", True),
        ("deflate, gzip;q=0.5", True),
        ("GZIP;q=1.000", True),
        ("*", True),
        ("br, *;q=0.1", True),
        ("identity;q=0, gzip", True),
        ("gzip;q=0", False),
        ("gzip;q=0.000, *", False),
        ("*;q=0, identity", False),
        ("br", False),
        ("", False),
        ("identity", False),
    ],
)
def test_a_body_is_compressed_for_those_who_take_gzip(app: Starlette, accepted: str, *, is_zipped: bool) -> None:
    for inner in (app, AcceptedEncodings(app)):
        answer = ask(inner, KOREA, accept_encoding=accepted)
        assert answer.status == 200
        assert (answer.headers.get("content-encoding") == "gzip") is is_zipped
        assert json.loads(answer.text)["extent"] == "korea"


def test_who_takes_nothing_as_it_is_gets_a_small_body_compressed_and_who_takes_nothing_gets_406(app: Starlette) -> None:
    swatch = "/swatch/1B6DC44C9BEB_vertical_FFFFFF10202C_fill.svg"
    assert "content-encoding" not in ask(app, swatch, accept_encoding="gzip").headers
    answer = ask(AcceptedEncodings(app), swatch, accept_encoding="gzip, identity;q=0")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == ask(app, swatch).text
    for refused in ("*;q=0", "br, identity;q=0", "gzip;q=0, identity;q=0"):
        assert ask(AcceptedEncodings(app), swatch, accept_encoding=refused).status == 406


@given(st.text(max_size=30) | st.text("gzip*;q=0.,identybr ", max_size=30))
def test_any_accept_encoding_is_read(text: str) -> None:
    has_gzip, has_identity = takes_encodings(text)
    assert has_identity or "q=" in text.lower()
    assert not has_gzip or "gzip" in text.lower() or "*" in text


def test_any_tag_means_that_a_browser_has_what_is_there_and_a_head_has_the_headers_of_a_get(app: Starlette) -> None:
    assert ask(app, KOREA, if_none_match="*").status == 304
    assert ask(app, "/geometry/atlantis-0123456789ab.json", if_none_match="*").status == 404
    assert ask(app, KOREA, method="HEAD").headers == ask(app, KOREA).headers


def test_a_browser_that_has_the_geometry_is_told_so(app: Starlette) -> None:
    tag = ask(app, KOREA, accept_encoding="gzip").headers["etag"]
    for sent in (tag, f"W/{tag}", f'"another", {tag}'):
        again = ask(app, KOREA, accept_encoding="gzip", if_none_match=sent)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["cache-control"] == IMMUTABLE
    assert (
        ask(app, KOREA, if_none_match=tag).status == 200
    )  # the tag of the compressed form is not that of the plain one


def test_names_come_with_the_geometry_as_they_are() -> None:
    answer = ask(Starlette(routes=map_routes(lambda: {"KOR": "<b>Korea</b>"}, dict)), KOREA)
    assert "<b>Korea</b>" in json.loads(answer.body)["names"]
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("url", ["/geometry/atlantis-0123456789ab.json", "/geometry/-.json", "/geometry/world.json"])
def test_an_unknown_extent_is_refused_in_a_sentence(app: Starlette, url: str) -> None:
    answer = ask(app, url)
    assert (answer.status, answer.text) == (404, "The atlas has no map of that part of the world.")
    assert answer.headers["cache-control"] == "no-store"


def test_shapes_of_another_release_are_refused_in_a_sentence(app: Starlette) -> None:
    answer = ask(app, "/geometry/korea-000000000000.json")
    assert answer.status == 404
    assert answer.text.startswith("These shapes belong to another release of the atlas.")
    assert answer.headers["cache-control"] == "no-store"


def test_an_asset_is_kept_for_ever_only_under_its_version(app: Starlette) -> None:
    settled = ask(app, MAP_SCRIPT, accept_encoding="gzip")
    assert settled.status == 200
    assert settled.headers["cache-control"] == IMMUTABLE
    assert settled.headers["content-type"].startswith("text/javascript")
    assert "window.atlasStart" in settled.text
    for query in ("", "?v=", "?v=000000000000"):
        answer = ask(app, "/assets/map/live-map.js" + query)
        assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")
    assert ask(app, MAP_SCRIPT, if_none_match=ask(app, MAP_SCRIPT).headers["etag"]).status == 304


def test_a_bundle_is_sent_as_one_file_and_kept_for_ever_under_its_version(app: Starlette) -> None:
    for name, kind, word in ((SCRIPT, "text/javascript", "window.atlasStart"), (STYLE, "text/css", ".atlas-area")):
        settled = ask(app, bundle_url(name, "/assets/"), accept_encoding="gzip")
        assert settled.headers["cache-control"] == IMMUTABLE
        assert settled.headers["content-type"].startswith(kind)
        assert word in settled.text
        assert ask(app, f"/assets/{name}?v=0").headers["cache-control"] == "no-cache"


def test_fonts_are_not_compressed_again(app: Starlette) -> None:
    answer = ask(app, "/assets/fonts/noto-sans-latin-400-normal.woff2", accept_encoding="gzip")
    assert answer.headers["content-type"] == "font/woff2"
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "../server.py",
        "../../pyproject.toml",
        "/etc/hostname",
        "map/../../server.py",
        "map",
        "",
        "map/no.js",
        "A" * 5000,
    ],
)
def test_nothing_outside_the_assets_is_served(app: Starlette, path: str) -> None:
    answer = ask(app, f"/assets/{path}")
    assert (answer.status, answer.text) == (404, "The atlas has no file of that name.")


def test_the_routes_lie_under_the_base_path() -> None:
    app = Starlette(routes=map_routes(lambda: NAMES, dict, base="/atlas/"))
    assert ask(app, f"/atlas{KOREA}").status == 200
    assert ask(app, KOREA).status == 404


def test_a_shelf_makes_each_thing_once_and_lets_the_longest_unused_go() -> None:
    items: list[str] = []

    def make(key: str) -> str:
        items.append(key)
        return key.upper()

    cache = ComputedCache(make, most=2)
    assert [cache.get(key) for key in "abacab"] == list("ABACAB")
    assert items == list("abcb")


def test_a_swatch_is_what_its_address_says() -> None:
    app = Starlette(routes=map_routes(dict, dict))
    answer = ask(app, "/swatch/1B6DC44C9BEB_vertical_FFFFFF10202C_fill.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.headers["cache-control"] == IMMUTABLE
    assert "#1B6DC4" in answer.text
    assert ask(app, "/swatch/1B6DC4_vertical.svg").text == "The atlas has no swatch of that name."


def outer(folder: Path) -> Starlette:
    """A stand-in for Streamlit's app behind our middleware."""
    routes = [
        Route("/", lambda _: HTMLResponse("<head></head>", headers={"ETag": '"old"'})),
        Route("/country", lambda _: HTMLResponse("<head></head>")),
        Route("/static/{name}", lambda _: PlainTextResponse("Streamlit's own answer")),
    ]
    middleware = [
        Middleware(AcceptedEncodings),
        Middleware(HtmlInjector, tags=["<link>"], page="/(?:|country)"),
        Middleware(StaticBundle, folder=folder, files=bundle_files(folder)),
    ]
    return Starlette(routes=routes, middleware=middleware)


def test_the_bundle_is_compressed_and_the_rest_left_to_streamlit(tmp_path: Path) -> None:
    (tmp_path / "static" / "js").mkdir(parents=True)
    for name in ("js/index.DormvYxC.js", "plain.js"):
        (tmp_path / "static" / name).write_text("let x;" * LEAST_BYTES)
    app = outer(tmp_path)
    answer = ask(app, "/static/js/index.DormvYxC.js", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.text == "let x;" * LEAST_BYTES
    assert ask(app, "/static/none.js").text == "Streamlit's own answer"
    assert ask(app, "/static/plain.js").headers["cache-control"] == REVALIDATE
    part = ask(app, "/static/plain.js", range="bytes=0-1")
    assert (part.status, part.headers["cache-control"], part.text) == (200, REVALIDATE, "let x;" * LEAST_BYTES)


def test_the_head_of_a_page_has_the_headers_of_the_page(tmp_path: Path) -> None:
    for accepted in ("", "gzip"):
        page, head = (ask(outer(tmp_path), "/", method=method, accept_encoding=accepted) for method in ("GET", "HEAD"))
        assert (head.headers, head.body) == (page.headers, b"")
        assert "accept-ranges" not in head.headers


def test_hints_are_put_into_the_head_of_the_page_and_its_old_tag_is_dropped(tmp_path: Path) -> None:
    answer = ask(outer(tmp_path), "/", if_none_match='"old"')
    assert answer.text == "<head><link></head>"
    assert answer.headers["content-length"] == str(len(answer.body))
    assert "etag" not in answer.headers


def test_a_browser_that_takes_compressed_pages_gets_the_hints_too(tmp_path: Path) -> None:
    for url in ("/", "/country"):
        answer = ask(outer(tmp_path), url, accept_encoding="gzip, br")
        assert answer.text == "<head><link></head>"
        assert answer.headers["content-encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["vary"]
