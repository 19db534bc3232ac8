"""Security headers: each kind of response graded by OWASP's list, and the table in the docs equal to the code's."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from dashboard.render.html.standalone import standalone_policy
from dashboard.render.html.story import story_policy
from dashboard.web.page_head import HtmlInjector
from dashboard.web.policies import (
    FILE,
    HSTS,
    KINDS,
    LIVE,
    MAP,
    OEMBED,
    PAGE,
    PART,
    PERMISSIONS,
    REFUSAL,
    SCREEN,
    UNCHANGED,
    Kind,
    Policies,
    framed,
    map_policy,
    policy_table,
    screen_policy,
)
from tests.asgi_client import Answer, ask

DOCS = Path(__file__).parents[1] / "docs" / "security.md"
SHELL = (
    "<html><head><script>let a;</script></head><body><script src=x></script>"
    "<script type='application/json'>{}</script></body></html>"
)


def site(*, is_https: bool = True) -> Starlette:
    """A stand-in for the server: a response of each kind behind the middleware."""
    routes = [
        Route("/", HTMLResponse(SHELL)),
        Route("/component/x/index.html", HTMLResponse(SHELL)),
        Route("/component/x/main.0123abcd.js", PlainTextResponse("", media_type="text/javascript")),
        Route("/component/x/plain.js", PlainTextResponse("", media_type="text/javascript")),
        Route("/embed", HTMLResponse("", headers={"Content-Security-Policy": framed(standalone_policy())})),
        Route("/export/story.html", HTMLResponse("", headers={"Content-Security-Policy": framed(story_policy())})),
        Route("/export/map.png", Response(b"", media_type="image/png")),
        Route("/picture", Response(b"", media_type="image/svg+xml")),
        Route("/oembed", JSONResponse({})),
        Route("/cards/a.json", JSONResponse({}, headers={"Cache-Control": "private, no-store"})),
        Route("/frozen", Response(status_code=304, headers={"Vary": "Accept-Encoding, Accept-Encoding"})),
        Route("/moved", RedirectResponse("/", 301)),
        Route("/gone", Response(status_code=410, headers={"Cache-Control": "private, no-store"})),
        Route("/refused", PlainTextResponse("", 404, headers={"Cache-Control": "public, max-age=31536000"})),
    ]
    middleware = [
        Middleware(Policies, is_https=is_https),
        Middleware(HtmlInjector, policy=screen_policy),
        Middleware(HtmlInjector, page=r"/component/.*/index\.html", policy=map_policy(["tile.example.org"])),
    ]
    return Starlette(routes=routes, middleware=middleware)


SITE = site()
ADDRESSES = {
    "/": SCREEN,
    "/?v=1&embed=true": LIVE,
    "/component/x/index.html": MAP,
    "/embed": PAGE,
    "/export/story.html": PAGE,
    "/export/map.png": FILE,
    "/picture": FILE,
    "/oembed": OEMBED,
    "/cards/a.json": PART,
    "/component/x/plain.js": PART,
    "/moved": REFUSAL,
    "/gone": REFUSAL,
    "/refused": REFUSAL,
    "/nowhere": REFUSAL,
    "/frozen": UNCHANGED,
}


def directives(answer: Answer) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers.get("content-security-policy", "").split(";"))
    return {part[0]: part[1:] for part in parts if part}


def is_closed_to_objects(policy: dict[str, list[str]]) -> bool:
    return policy.get("object-src", policy.get("default-src")) == ["'none'"]


def has_narrow_scripts(policy: dict[str, list[str]]) -> bool:
    sources = policy.get("script-src", policy["default-src"])
    return not {"*", "https:", "http:", "data:", "'unsafe-inline'", "'unsafe-eval'"} & {*sources}


# The list of the OWASP Secure Headers Project for a document. Clear-Site-Data is left out: it ends a session with a
# cookie, and there is none.
Check = Callable[[Answer, dict[str, list[str]]], bool]
OWASP: dict[str, Check] = {
    "Strict-Transport-Security": lambda a, _: (
        re.match(r"max-age=(\d+)", a.headers.get("strict-transport-security", "")) is not None
        and int(a.headers["strict-transport-security"].split("=")[1].split(";")[0]) >= 31_536_000
    ),
    "X-Content-Type-Options": lambda a, _: a.headers.get("x-content-type-options") == "nosniff",
    "X-Frame-Options or frame-ancestors": lambda a, policy: (
        a.headers.get("x-frame-options") in {"DENY", "SAMEORIGIN"} or policy.get("frame-ancestors") is not None
    ),
    "Content-Security-Policy: nothing by default": lambda _, policy: policy.get("default-src") == ["'none'"],
    "Content-Security-Policy: narrow scripts": lambda _, policy: has_narrow_scripts(policy),
    "Content-Security-Policy: no plug-ins": lambda _, policy: is_closed_to_objects(policy),
    "X-Permitted-Cross-Domain-Policies": lambda a, _: a.headers.get("x-permitted-cross-domain-policies") == "none",
    "Referrer-Policy": lambda a, _: (
        a.headers.get("referrer-policy") in {"no-referrer", "strict-origin-when-cross-origin"}
    ),
    "Cross-Origin-Opener-Policy": lambda a, _: a.headers.get("cross-origin-opener-policy") == "same-origin",
    "Cross-Origin-Embedder-Policy": lambda a, _: a.headers.get("cross-origin-embedder-policy") == "require-corp",
    "Cross-Origin-Resource-Policy": lambda a, _: "cross-origin-resource-policy" in a.headers,
    "Permissions-Policy": lambda a, _: all(
        f"{name}=()" in a.headers.get("permissions-policy", "")
        for name in ("camera", "geolocation", "microphone", "usb")
    ),
    "nothing of the program": lambda a, _: not {"server", "x-powered-by", "x-aspnet-version", "via"} & {*a.headers},
}
# What is left out, and why docs/security.md says so: street maps, and what streamlit-folium evaluates.
WITHOUT_COEP = {"Cross-Origin-Embedder-Policy"}
EXCEPTIONS = {
    SCREEN.name: WITHOUT_COEP,
    LIVE.name: WITHOUT_COEP,
    MAP.name: {*WITHOUT_COEP, "Content-Security-Policy: narrow scripts"},
}


@pytest.mark.parametrize(("address", "kind"), ADDRESSES.items(), ids=list(ADDRESSES))
def test_each_document_has_what_owasp_lists_but_for_what_is_told(address: str, kind: Kind) -> None:
    answer = ask(SITE, address)
    lacking = {name for name, is_met in OWASP.items() if not is_met(answer, directives(answer) or {"default-src": []})}
    if kind.is_document:
        assert lacking == EXCEPTIONS.get(kind.name, set())
    assert not {"X-Content-Type-Options", "nothing of the program"} & lacking
    assert kind is UNCHANGED or "Cross-Origin-Resource-Policy" not in lacking
    for name, value in kind.headers.items():
        if kind is not REFUSAL or name != "Cache-Control":
            assert answer.headers[name.lower()] == value


def test_a_screen_runs_its_own_scripts_and_only_the_live_map_stands_in_frames_of_others() -> None:
    screen, live = directives(ask(SITE, "/")), directives(ask(SITE, "/?embed=true"))
    assert len([source for source in screen["script-src"] if source.startswith("'sha256-")]) == 1
    assert screen["frame-ancestors"] == ["'self'"]
    assert live == {**screen, "frame-ancestors": ["*"]}
    assert "x-frame-options" not in ask(SITE, "/?embed=true").headers
    assert directives(ask(SITE, "/?q=embed=true"))["frame-ancestors"] == ["'self'"]
    for address in ("/embed", "/picture", "/export/map.png", "/nowhere"):
        assert directives(ask(SITE, address))["frame-ancestors"] == ["*"]


def test_only_the_frame_of_the_map_may_show_pictures_from_outside_and_only_those_named() -> None:
    framed_map = directives(ask(SITE, "/component/x/index.html"))
    assert [source for source in framed_map["img-src"] if "://" in source] == ["https://tile.example.org"]
    for address in ADDRESSES:
        if address != "/component/x/index.html":
            assert "://" not in ask(SITE, address).headers.get("content-security-policy", "")


def test_https_is_asked_for_only_where_the_public_address_has_it() -> None:
    assert ask(SITE, "/").headers[HSTS[0].lower()] == HSTS[1]
    assert HSTS[0].lower() not in ask(site(is_https=False), "/").headers
    assert HSTS[0].lower() not in ask(SITE, "/cards/a.json").headers


def test_only_a_hashed_file_that_exists_is_kept_for_ever_and_no_refusal_is_kept() -> None:
    control = {address: ask(SITE, address).headers.get("cache-control") for address in ADDRESSES}
    assert ask(SITE, "/component/x/main.0123abcd.js").headers["cache-control"].endswith("immutable")
    assert ask(SITE, "/component/x/gone.0123abcd.js").headers["cache-control"] == "no-store"
    for address in ("/moved", "/refused", "/nowhere"):
        assert control[address] == "no-store"
    assert control["/gone"] == control["/cards/a.json"] == "private, no-store"
    assert control["/frozen"] is None


def test_a_page_that_a_browser_has_keeps_the_policy_that_it_came_with() -> None:
    unchanged = {"vary": "Accept-Encoding", "x-content-type-options": "nosniff"}
    assert ask(SITE, "/frozen").headers == unchanged


def test_the_docs_have_the_table_of_the_code() -> None:
    page = DOCS.read_text(encoding="utf-8")
    assert policy_table() in page
    assert f"`{PERMISSIONS}`" in page
    assert len({kind.name for kind in KINDS}) == len(KINDS)
