"""Addresses at which there is nothing: 404 in our words and never kept, or a way on to the page that was meant."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

from dashboard.ui.page_shell import SCREENS
from dashboard.web.health import health_routes
from dashboard.web.not_found import SENTENCE, NotFound
from dashboard.web.routes import root_files
from geodata import Dataset, Problem, TableError
from tests.asgi_client import Answer, ask
from tests.shipped_views import dataset

TITLES = {path: title for path, (_, title) in SCREENS.items()}
FILES = ("index.html", "favicon.png", "static/js/index.DormvYxC.js")
SHELL = HTMLResponse("Streamlit's page", headers={"Cache-Control": "public, max-age=31536000, immutable"})


def area_of(text: str) -> str | None:
    data: Dataset = dataset()
    return next(
        (code for code, state in data.states.items() if text.casefold() in {code.casefold(), state.name.casefold()}),
        None,
    )


def site(base: str = "", **more: object) -> Starlette:
    """A stand-in for Streamlit, which answers whatever it does not know with its page, behind our middleware."""
    ours = [*health_routes(lambda: None, base), *root_files(base)]
    routes = [
        *ours,
        Route("/_stcore/health", PlainTextResponse("ok")),
        Route("/_stcore/metrics", PlainTextResponse("active_sessions 1")),
        Route("/_stcore/agent/{name}", PlainTextResponse("{}"), methods=["GET", "POST"]),
        Route("/component/x/index.html", HTMLResponse("a frame")),
        Route("/media/{name}", PlainTextResponse("File not found", 404)),
        Route("/{path:path}", SHELL),
    ]
    known = {"screens": TITLES, "routes": ours, "files": FILES, "area_of": area_of, "base": base, **more}
    return Starlette(routes=routes, middleware=[Middleware(NotFound, **known)])  # type: ignore[arg-type]


def led_to(answer: Answer, url: str) -> str:
    assert (answer.status, answer.headers["cache-control"]) == (301, "no-store")
    return urljoin(url, answer.headers["location"])


@pytest.mark.parametrize("path", [*(f"/{path}" for path in SCREENS), "/favicon.png", "/static/js/index.DormvYxC.js"])
def test_screens_and_files_of_the_page_pass(path: str) -> None:
    assert ask(site(), path).text == "Streamlit's page"


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/healthz", "alive"),
        ("/_stcore/health", "ok"),
        ("/component/x/index.html", "a frame"),
        ("/media/x", "File not found"),
    ],
)
def test_what_answers_itself_passes(path: str, says: str) -> None:
    assert ask(site(), path).text == says


@pytest.mark.parametrize(
    "path",
    [
        "/a/b",
        "/nope",
        "/nope/nope",
        "/country/UKR/UKR",
        "/country/Atlantis",
        "/story/x",
        "/é/ö",
        "/embe",
        "/auth/login",
        "/oauth2callback",
        "/app/static/x",
    ],
)
def test_an_unknown_path_is_404_in_a_sentence_with_ways_on_and_no_cache_keeps_it(path: str) -> None:
    answer = ask(site(), path, host="127.0.0.1:80")
    assert (answer.status, answer.headers["cache-control"]) == (404, "no-store")
    assert f"<h1>{SENTENCE}</h1>" in answer.text
    for screen in SCREENS:
        assert f'href="http://127.0.0.1:80/{screen}"' in answer.text
    assert "evil" not in answer.text
    assert "script" not in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/gone.0123abcd9.js",
        "/gone.0123abcd9.js",
        "/static/css/index.gone1234.css",
        "/a/b.png",
        "/x.php",
        "//evil.example",
    ],
)
def test_a_file_that_is_not_there_is_404_in_plain_text(path: str) -> None:
    answer = ask(site(), path)
    assert (answer.status, answer.headers["cache-control"]) == (404, "no-store")
    assert answer.text == "The atlas has no file at this address."
    assert answer.headers["content-type"].startswith("text/plain")


def test_streamlits_page_under_its_own_paths_is_404() -> None:
    for path in ("/_stcore/nope", "/_stcore/metrics", "/_stcore/agent/openapi.json"):
        answer = ask(site(), path)
        assert (answer.status, answer.text, answer.headers["cache-control"]) == (404, SENTENCE, "no-store")
    assert ask(site(), "/_stcore/agent/mcp", method="POST").status == 404


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/country/UKR", "/country?v=1&country=UKR"),
        ("/country/ukr/", "/country?v=1&country=UKR"),
        ("/country/Ukraine?v=1&day=2014-09-24", "/country?v=1&day=2014-09-24&country=UKR"),
        ("/countries/UKR?country=FIN", "/country?v=1&country=UKR"),
        ("/Country?v=1&country=UKR", "/country?v=1&country=UKR"),
        ("/countries", "/country"),
        ("/story/4", "/story?v=1&step=4"),
        ("/ABOUT/", "/about"),
        ("/sources/", "/sources"),
        ("/healthz/?a=b", "/healthz?a=b"),
        ("/index.html?v=1&day=2014-09-24", "/?v=1&day=2014-09-24"),
        ("/map", "/"),
    ],
)
def test_a_path_that_means_a_page_leads_to_it(path: str, page: str) -> None:
    for base in ("", "/maps"):
        url = f"http://127.0.0.1{base}{path}"
        answer = ask(site(base), base + path)
        assert led_to(answer, url) == f"http://127.0.0.1{base}{page}"


@pytest.mark.parametrize("path", ["/", "/country/UKR", "/country/", "/mapsx", "/healthz/"])
def test_what_lies_outside_of_the_base_path_is_404_with_ways_into_it(path: str) -> None:
    answer = ask(site("/maps"), path, host="127.0.0.1:80")
    assert answer.status == 404
    assert 'href="http://127.0.0.1:80/maps/country"' in answer.text


def test_a_slip_of_the_hand_is_offered_the_nearest_page() -> None:
    assert 'Did you mean <a href="http://127.0.0.1:80/sources">Sources</a>?' in ask(site(), "/sorces").text
    assert "No country has that name or code" in ask(site(), "/country/Atlantis").text


def test_a_country_cannot_be_looked_up_while_the_tables_are_broken() -> None:
    def broken(_text: str) -> str | None:
        raise TableError([Problem("claims.csv", 2, 1, "wrong")])

    assert ask(site(area_of=broken), "/country/UKR").status == 503
    assert ask(site(area_of=broken), "/a/b").status == 404


SITE = site()


@given(st.text(max_size=40))
def test_any_path_is_a_page_a_way_on_or_404_and_is_never_reflected(text: str) -> None:
    path = "/" + text.replace("?", "")
    answer = ask(SITE, path)
    assert answer.status in {200, 301, 404}
    assert answer.status != 200 or path.strip("/") in {
        *SCREENS,
        *FILES,
        "healthz",
        "readyz",
        "robots.txt",
        "favicon.ico",
    }
    assert "<script" not in answer.text


def test_robots_may_fetch_the_pictures_of_previews_and_no_other_file() -> None:
    answer = ask(site("/maps"), "/maps/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert lines[0] == "User-agent: *"
    assert "Allow: /maps/export/map.png" in lines
    assert lines.index("Allow: /maps/export/map.png") < lines.index("Disallow: /maps/export/")
    assert ask(site(), "/favicon.ico").headers["content-type"] == "image/svg+xml"
