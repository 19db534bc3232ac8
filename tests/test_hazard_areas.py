"""Hazard areas are taken where server and browser are one machine, or where the operator says so; never elsewhere."""

import asyncio
from ipaddress import ip_network
from typing import Any, NamedTuple

import pytest
import streamlit as st
from starlette.types import Receive, Scope, Send

from dashboard.maps.own_data import ACCEPTED, LEAVING, OTHER_NAME, UPLOADS
from dashboard.ui import hazard_areas
from dashboard.web.settings import Settings
from dashboard.web.uploads import (
    HAZARD_MEGABYTES,
    HazardAreas,
    UploadLimit,
    hazard_answer,
    hazard_refusal,
    may_accept_hazards,
    most_bytes,
)
from tests.asgi_client import Answer, ask

HOST = "127.0.0.1:8501"


def scope_of(client: str | None = "127.0.0.1", **headers: str) -> dict[str, Any]:
    """A request of a browser, which names a host once and an origin; a header without a value is not sent."""
    given = {"host": HOST, "origin": f"http://{headers.get('host', HOST)}"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    pairs = [(name.encode(), value.encode()) for name, value in given.items() if value]
    return {"type": "http", "client": (client, 50000) if client is not None else None, "headers": pairs}


@pytest.mark.parametrize(
    ("scope", "bound"),
    [
        (scope_of(), "127.0.0.1"),
        (scope_of(host="localhost"), "localhost"),
        (scope_of(host="localhost:8501", origin="http://localhost:8501"), "127.0.0.1"),
        (scope_of("::1", host="[::1]:8501", origin="http://[::1]:8501"), "::1"),
        (scope_of("::1", host="[::1]"), "[::1]"),
        (scope_of(x_xsrftoken="2|a", sec_fetch_site="same-origin", cookie="a=b"), "127.0.0.1"),
        (scope_of("::ffff:127.0.0.1"), "127.0.0.53"),
        (scope_of(host="atlas.localhost:8501"), "127.0.0.1"),
    ],
)
def test_a_browser_of_this_machine_may_upload_hazard_areas(scope: Scope, bound: str) -> None:
    assert hazard_refusal(scope, bound=bound, settings=Settings()) == ""
    assert may_accept_hazards(bound=bound, settings=Settings())


@pytest.mark.parametrize(
    ("scope", "bound", "says"),
    [
        (scope_of(), None, "reached from other machines"),
        (scope_of(), "0.0.0.0", "reached from other machines"),  # noqa: S104 - nothing is bound
        (scope_of(), "::", "reached from other machines"),
        (scope_of(), "192.0.2.7", "reached from other machines"),
        (scope_of(), "unix:///run/atlas.sock", "reached from other machines"),
        (scope_of("192.0.2.9"), "127.0.0.1", "another machine"),
        (scope_of("2001:db8::1"), "127.0.0.1", "another machine"),
        (scope_of("::ffff:192.0.2.9"), "127.0.0.1", "another machine"),
        (scope_of(None), "127.0.0.1", "another machine"),
        (scope_of("testclient"), "127.0.0.1", "another machine"),
        (scope_of(x_forwarded_for="127.0.0.1"), "127.0.0.1", "proxy"),
        (scope_of(x_forwarded_proto="https"), "127.0.0.1", "proxy"),
        (scope_of(forwarded="for=127.0.0.1"), "127.0.0.1", "proxy"),
        (scope_of(x_real_ip="127.0.0.1"), "127.0.0.1", "proxy"),
        (scope_of(via="1.1 cache"), "127.0.0.1", "proxy"),
        (scope_of(x_request_id="5"), "127.0.0.1", "proxy"),
        (scope_of(x_original_host="atlas.example.org"), "127.0.0.1", "proxy"),
        (scope_of(cf_connecting_ip="192.0.2.9"), "127.0.0.1", "proxy"),
        (scope_of(host="atlas.example.org"), "127.0.0.1", "a name that is not this machine's own"),
        (scope_of(host="localhost.example.org"), "127.0.0.1", "a name that is not this machine's own"),
        (scope_of(host="127.0.0.1@example.org"), "127.0.0.1", "a name that is not this machine's own"),
        (scope_of(host="", origin=f"http://{HOST}"), "127.0.0.1", "a name that is not this machine's own"),
        # A proxy that adds no header and asks as itself: the browser names the host under which it opened the page.
        (scope_of(origin=""), "127.0.0.1", "a name that is not this machine's own"),  # it cuts that, as some do
        (scope_of(origin="https://atlas.example.org"), "127.0.0.1", "a name that is not this machine's own"),
        (scope_of(origin="null"), "127.0.0.1", "a name that is not this machine's own"),
        (scope_of(origin="http://[127.0.0.1"), "127.0.0.1", "a name that is not this machine's own"),
    ],
)
def test_another_machine_a_proxy_and_another_name_are_refused_with_the_reason(
    scope: Scope, bound: str | None, says: str
) -> None:
    reason = hazard_refusal(scope, bound=bound, settings=Settings())
    assert says in reason
    assert reason.endswith(".")
    assert reason.isascii()  # it travels in a header


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        (Settings("https://atlas.example.org/"), "a name that is not this machine's own"),
        (Settings(trusted_proxies=(ip_network("127.0.0.0/8"),)), "proxy"),
        (Settings(allowed_hosts=("localhost", "atlas.example.org")), "under other names"),
        (Settings(allowed_hosts=("*",)), "under other names"),
    ],
)
def test_a_server_that_is_set_up_for_other_readers_takes_no_reader_for_its_own(settings: Settings, says: str) -> None:
    assert says in hazard_refusal(scope_of(), bound="127.0.0.1", settings=settings)
    own = Settings("http://localhost:8501/", allowed_hosts=("*.localhost",))
    assert hazard_refusal(scope_of(), bound="127.0.0.1", settings=own) == ""


class Context(NamedTuple):
    """What a page knows of its own address and of the headers of its websocket."""

    url: str | None
    headers: dict[str, str]


@pytest.mark.parametrize("url", [None, "", "https://atlas.example.org/own", "http://127.0.0.1:8502/own"])
def test_a_page_that_a_proxy_has_given_a_local_name_knows_its_own_address(
    url: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {UPLOADS: ACCEPTED, "Origin": f"http://{HOST}"}
    monkeypatch.setattr(st, "context", Context(url, headers))
    assert hazard_areas.answer() == OTHER_NAME
    assert not hazard_areas.are_taken()
    monkeypatch.setattr(st, "context", Context(f"http://{HOST}/own", headers))
    assert hazard_areas.answer() == ACCEPTED
    monkeypatch.setattr(st, "context", Context(url, headers | {UPLOADS: LEAVING}))
    assert hazard_areas.answer() == LEAVING  # the operator has said so


def test_the_operator_decides_for_every_reader() -> None:
    elsewhere = scope_of("192.0.2.9", host="atlas.example.org", x_forwarded_for="192.0.2.9")
    accepting, refusing = Settings(hazard_areas="accept"), Settings(hazard_areas="refuse")
    assert hazard_refusal(elsewhere, bound="0.0.0.0", settings=accepting) == ""  # noqa: S104 - nothing is bound
    assert may_accept_hazards(bound=None, settings=accepting)
    assert "takes none" in hazard_refusal(scope_of(), bound="127.0.0.1", settings=refusing)
    assert not may_accept_hazards(bound="127.0.0.1", settings=refusing)
    assert hazard_answer(elsewhere, bound=None, settings=accepting) == LEAVING
    assert hazard_answer(scope_of(), bound="127.0.0.1", settings=accepting) == ACCEPTED


def test_a_websocket_carries_the_decision_and_no_client_can_write_it() -> None:
    seen: list[list[bytes]] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append([value for name, value in scope["headers"] if name == UPLOADS.encode()])

    forged = scope_of(**{UPLOADS: ACCEPTED}, X_Atlas_Hazard_Areas=ACCEPTED) | {"type": "websocket"}
    asyncio.run(HazardAreas(app, answer_to=lambda _: "Why not.")(forged, None, None))  # type: ignore[arg-type]
    assert seen == [[b"Why not."]]


def uploaded(size: int, most: int, *, has_length: bool) -> tuple[Answer, list[int]]:
    read: list[int] = []

    async def app(_scope: Scope, receive: Receive, send: Send) -> None:
        read.append(len((await receive())["body"]))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    limited = UploadLimit(app, stored=dict, most_bytes=lambda *_: most, most_held=HAZARD_MEGABYTES * 2**20)
    headers = {"content_length": str(size)} if has_length else {}
    return ask(limited, "/_stcore/upload_file/mine/1", method="PUT", body=b"x" * min(size, 2**22), **headers), read


@pytest.mark.parametrize("has_length", [True, False])
def test_a_file_may_be_as_large_as_its_request_allows(*, has_length: bool) -> None:
    assert uploaded(2**20, 2**20, has_length=has_length)[0].status == 204
    assert uploaded(2**22, 2**23, has_length=has_length)[0].status == 204
    answer, read = uploaded(2**22, 2**20, has_length=has_length)
    assert (answer.status, read) == (413, [])
    assert answer.text == "This file is larger than 1 MB, which is all that is taken here."
    assert most_bytes("elsewhere") < most_bytes("")


def test_four_gigabytes_are_refused_before_a_byte_is_read() -> None:
    answer, read = uploaded(4 << 30, most_bytes(""), has_length=True)
    assert (answer.status, read) == (413, [])
    assert "larger than 500 MB" in answer.text
