"""Hazard areas are taken where server and browser are one machine, or where the operator says so; never elsewhere."""

import asyncio
from typing import Any

import pytest
from starlette.types import Receive, Scope, Send

from dashboard.maps.own_data import ACCEPTED, LEAVING, UPLOADS
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
    given = {"host": HOST, **{name.replace("_", "-"): value for name, value in headers.items()}}
    pairs = [(name.encode(), value.encode()) for name, value in given.items()]
    return {"type": "http", "client": (client, 50000) if client is not None else None, "headers": pairs}


@pytest.mark.parametrize(
    ("scope", "bound"),
    [
        (scope_of(), "127.0.0.1"),
        (scope_of(host="localhost"), "localhost"),
        (scope_of(host="localhost:8501", origin="http://localhost:8501"), "127.0.0.1"),
        (scope_of("::1", host="[::1]:8501", origin="http://[::1]:8501"), "::1"),
        (scope_of("::1", host="[::1]"), "[::1]"),
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
        (scope_of(host="atlas.example.org"), "127.0.0.1", "a name that is not this machine's own"),
        (scope_of(host="localhost.example.org"), "127.0.0.1", "a name that is not this machine's own"),
        (scope_of(host="127.0.0.1@example.org"), "127.0.0.1", "a name that is not this machine's own"),
        (scope_of(host=""), "127.0.0.1", "a name that is not this machine's own"),
        # A proxy that adds no header and asks as itself: the browser names the host under which it opened the page.
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


def test_the_operator_decides_for_every_reader() -> None:
    elsewhere = scope_of("192.0.2.9", host="atlas.example.org", x_forwarded_for="192.0.2.9")
    accepting, refusing = Settings(hazard_areas="accept"), Settings(hazard_areas="refuse")
    assert hazard_refusal(elsewhere, bound="0.0.0.0", settings=accepting) == ""  # noqa: S104 - nothing is bound
    assert may_accept_hazards(bound=None, settings=accepting)
    assert "takes none" in hazard_refusal(scope_of(), bound="127.0.0.1", settings=refusing)
    assert not may_accept_hazards(bound="127.0.0.1", settings=refusing)
    assert hazard_answer(elsewhere, bound=None, settings=accepting) == LEAVING
    assert hazard_answer(scope_of(), bound="127.0.0.1", settings=accepting) == ACCEPTED
    public = Settings("https://atlas.example.org/")
    assert "name" in hazard_refusal(scope_of(), bound="127.0.0.1", settings=public)


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
