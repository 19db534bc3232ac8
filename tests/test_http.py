"""The hosts that the atlas answers under."""

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from dashboard.web.health import probe_paths
from dashboard.web.http import WILDCARDS, AllowedHosts, own_hosts
from tests.asgi_client import ask

HOSTS = ("atlas.example.org", "*.example.net", "2001:db8::1")


def guarded(*hosts: str) -> AllowedHosts:
    app = Starlette(routes=[Route("/{path:path}", PlainTextResponse("the atlas"))])
    return AllowedHosts(app, hosts=hosts, probes=probe_paths("/maps"))


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8501",
        "LOCALHOST.:8501",
        "atlas.localhost",
        "127.0.0.1:8501",
        "127.8.9.10",
        "[::1]:8501",
        "atlas.example.org",
        "Atlas.Example.ORG:443",
        "a.example.net",
        "a.b.example.net.",
        "[2001:db8:0::1]:8501",
    ],
)
def test_this_machine_and_the_hosts_of_the_setting_are_answered(host: str) -> None:
    assert ask(guarded(*HOSTS), "/", host=host).text == "the atlas"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "atlas.example.org.evil.example",
        "evilatlas.example.org",
        "example.net",
        "evilexample.net",
        "atlas.example.org@evil.example",
        "evil.example/atlas.example.org",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "atlas.example.org:99999",
        "192.0.2.7",
        "[::1",
        "",
    ],
)
def test_any_other_host_is_refused_and_stands_nowhere_in_the_answer(host: str) -> None:
    answer = ask(guarded(*HOSTS), "/", host=host)
    assert answer.status == 421
    assert answer.headers["cache-control"] == "no-store"
    assert "ATLAS_ALLOWED_HOSTS" in answer.text
    assert not host or host not in answer.text


def test_a_request_without_a_host_is_refused_and_a_star_allows_every_one() -> None:
    assert ask(guarded(*HOSTS), "/").status == 421
    assert ask(guarded("*"), "/", host="evil.example").text == "the atlas"
    assert ask(guarded("*"), "/").text == "the atlas"


@pytest.mark.parametrize("path", ["/maps/healthz", "/maps/readyz", "/maps/_stcore/health"])
def test_probes_are_answered_whatever_they_name(path: str) -> None:
    assert ask(guarded(), path, host="10.0.0.7:8501").status == 200
    assert ask(guarded(), path).status == 200
    assert ask(guarded(), f"{path}/x", host="10.0.0.7:8501").status == 421


@pytest.mark.parametrize(
    ("host", "origin", "is_taken"),
    [
        ("localhost:8501", None, True),  # a program
        ("evil.example", "http://evil.example", False),
        ("localhost:8501", "http://localhost:8501", True),
        ("atlas.example.org", "https://Atlas.example.org", True),
        ("127.0.0.1:8501", "https://atlas.example.org", True),  # a proxy wrote another host
        ("127.0.0.1:8501", "https://a.example.net:8443", True),
        ("127.0.0.1:8501", "https://evil.example", False),
        ("atlas.example.org", "https://atlas.example.org.evil.example", False),
        *(("localhost:8501", origin, False) for origin in ("null", "", "http://[", "//", "http://localhost:8501@evil.example")),
    ],
)  # fmt: skip
def test_a_websocket_of_another_host_or_of_a_page_elsewhere_is_closed_before_it_is_accepted(
    host: str,
    origin: str | None,
    is_taken: bool,  # noqa: FBT001 - of the table
) -> None:
    assert _reaches(AllowedHosts(_reached, hosts=HOSTS), host, origin) == is_taken


def test_where_every_host_is_allowed_a_websocket_is_of_a_page_of_the_same_one() -> None:
    guard = AllowedHosts(_reached, hosts=["*"])
    assert _reaches(guard, "any.example", "https://any.example")
    assert not _reaches(guard, "any.example", "https://evil.example")


async def _reached(_scope: Scope, _receive: Receive, send: Send) -> None:
    await send({"type": "reached"})


def _reaches(guard: AllowedHosts, host: str, origin: str | None) -> bool:
    """Whether a websocket comes to the application."""
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    headers = [(b"host", host.encode()), *([(b"origin", origin.encode())] if origin is not None else [])]
    asyncio.run(guard({"type": "websocket", "path": "/_stcore/stream", "headers": headers}, receive, send))
    assert [message["type"] for message in sent] in (["websocket.close"], ["reached"])
    return sent == [{"type": "reached"}]


def test_the_address_that_the_server_is_bound_to_is_a_host_of_its_own_unless_it_is_every_address() -> None:
    given = ("192.0.2.7", None, "", *WILDCARDS, "[::]", "2001:db8::1", "atlas.example.org:8501")
    assert own_hosts(*given) == ("192.0.2.7", "2001:db8::1", "atlas.example.org")
