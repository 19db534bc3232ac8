"""The running server as crawlers, previews, probes and browsers without script meet it; no page of the atlas is run."""

import json
import re
import urllib.error
import urllib.request
from http.client import HTTPMessage
from typing import IO

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.serving import RunningServer

pytestmark = pytest.mark.browser


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def redirect_request(self, *_: object) -> None:
        return None


def fetched(server: RunningServer, path: str, **headers: str) -> tuple[int, HTTPMessage, str]:
    request = urllib.request.Request(server.url + path, headers=headers)  # noqa: S310 - our own address
    answer: IO[bytes]
    try:
        answer = urllib.request.build_opener(Stay).open(request, timeout=60)
    except urllib.error.HTTPError as error:
        answer = error
    with answer as response:
        return response.status, response.headers, response.read().decode(errors="replace")  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "path",
    [
        "/a/b",
        "/nope",
        "/nope/nope",
        "/static/js/gone.0123abcd9.js",
        "/gone.0123abcd9.js",
        "/_stcore/nope",
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/media/x",
        "/app/static/x",
    ],
)
def test_what_is_not_there_is_404_and_kept_by_no_cache(server: RunningServer, path: str) -> None:
    status, headers, text = fetched(server, path)
    assert (status, headers["cache-control"]) == (404, "no-store")
    assert "<script" not in text


def test_only_files_with_their_hash_in_the_name_are_kept_for_ever(server: RunningServer) -> None:
    _, _, page = fetched(server, "/about")
    script = re.findall(r'src="\.(/static/js/[^"]+)"', page)[0]
    assert "immutable" in fetched(server, script)[1]["cache-control"]
    for path in ("/", "/about", "/favicon.png", "/manifest.json", "/favicon.ico", "/robots.txt"):
        status, headers, _ = fetched(server, path)
        assert status == 200
        assert "immutable" not in headers["cache-control"], path


def test_another_host_is_refused_but_for_probes(server: RunningServer) -> None:
    for path in ("/", "/embed?v=1", "/static/js/x.js", "/_stcore/host-config"):
        assert fetched(server, path, Host="evil.example")[0] == 421
    for path in ("/healthz", "/_stcore/health"):
        assert fetched(server, path, Host="evil.example")[0] == 200
    assert fetched(server, "/readyz", Host="evil.example")[0] in {200, 503}  # 503 until a file has been made


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/?v=1", "frame-ancestors 'self'"),
        ("/?v=1&embed=true", "frame-ancestors *"),
        ("/component/streamlit_folium.st_folium/index.html", "'unsafe-eval'"),  # there before any page has run
        ("/embed?v=1", "script-src 'sha256-"),
        ("/a/b", "default-src 'none'"),
    ],
)
def test_a_response_has_the_policy_of_its_kind_and_names_no_server(server: RunningServer, path: str, says: str) -> None:
    _, headers, _ = fetched(server, path)
    assert says in headers["content-security-policy"]
    assert ("'unsafe-eval'" in headers["content-security-policy"]) == path.startswith("/component")
    assert "server" not in headers


def test_a_page_that_a_browser_has_keeps_its_policy(server: RunningServer) -> None:
    _, headers, _ = fetched(server, "/embed?v=1")
    status, again, _ = fetched(server, "/embed?v=1", **{"If-None-Match": headers["etag"]})
    assert status == 304
    assert "content-security-policy" not in again


def test_no_page_around_a_screen_may_lead_it_by_messages(server: RunningServer) -> None:
    assert json.loads(fetched(server, "/_stcore/host-config")[2])["allowedOrigins"] == []


def test_a_country_in_the_path_leads_to_its_page(server: RunningServer) -> None:
    status, headers, _ = fetched(server, "/country/ukraine?day=2014-09-24")
    assert (status, headers["location"]) == (301, "../country?v=1&day=2014-09-24&country=UKR")


@pytest.mark.parametrize("path", ["/?v=1", "/country?v=1&country=UKR", "/story?v=1&step=4", "/sources", "/about"])
def test_the_page_as_served_has_a_title_and_a_preview(server: RunningServer, path: str) -> None:
    status, _, page = fetched(server, path)
    assert status == 200
    assert re.search(r"<title>[^<]+ · Mine Ban Atlas</title>", page)
    for name in ('name="description"', 'property="og:title"', 'property="og:image"', 'name="twitter:card"'):
        assert page.count(f"<meta {name} content=") == 1, name
    assert "Streamlit</title>" not in page


def test_without_script_there_is_the_headline_and_the_light_page_behind_it(
    server: RunningServer, browser: Browser
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{server.url}/?v=1&day=2014-09-24")
        headline = page.get_by_role("heading", level=1)
        expect(headline).to_contain_text("joined the Mine Ban Convention")
        text = headline.inner_text()
        page.get_by_role("link", name="light page").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(text)
        expect(page.locator("svg").first).to_be_visible()
