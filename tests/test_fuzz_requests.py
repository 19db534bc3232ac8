"""Spoilt requests over real sockets: some of those that `python -m tests.fuzz.requests` sends to a whole server."""

import asyncio
from collections.abc import Iterator
from random import Random

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from dashboard.render.formats import Format
from dashboard.web.export_queue import ExportQueue
from dashboard.web.health import handle_data_fault
from dashboard.web.http import AcceptedEncodings, AllowedHosts, OwnDataKey
from dashboard.web.http_server import Limits
from dashboard.web.not_found import NotFound
from dashboard.web.policies import Policies
from dashboard.web.refusals import handle_busy
from dashboard.web.routes import atlas_routes
from dashboard.web.turns import BusyError
from dashboard.web.workers import ExportError, Worker
from geodata import GeodataError
from tests.fuzz.requests import MARK, Fault, check_answer, request_bytes, run_requests
from tests.serving import serving_app
from tests.shipped_views import SHIPPED

COUNT, SEED = 100, 1


class Refusing(Worker):
    """A worker that writes an embed and no file, so that a case costs little."""

    def make(self, file_format: Format, *_: object) -> bytes:
        if file_format.id == "embed":
            return b"<!doctype html>"
        raise ExportError("No file is written here.", 422)


@pytest.fixture
def app() -> Iterator[Starlette]:
    queue = ExportQueue(Refusing())
    routes = atlas_routes(SHIPPED, queue, show=lambda: None)
    yield Starlette(
        routes=routes,
        middleware=[
            Middleware(Policies),
            Middleware(AcceptedEncodings),
            Middleware(AllowedHosts),
            Middleware(OwnDataKey),
            Middleware(NotFound, screens={"": "Map"}, routes=routes, files=[], area_of=lambda _: None),
        ],
        exception_handlers={GeodataError: handle_data_fault, BusyError: handle_busy},
    )
    queue.close()


@pytest.mark.slow
def test_no_spoilt_request_breaks_the_server_or_comes_back_as_markup(app: Starlette) -> None:
    async def run() -> None:
        async with serving_app(app, Limits()) as (_, port):
            tally = await run_requests(f"http://127.0.0.1:{port}", range(COUNT), SEED, patience=0.1)
            assert tally.faults == {}
            assert len(tally.statuses) >= 4
            assert tally.statuses["closed"] < COUNT / 2

    asyncio.run(run())


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 500 Internal Server Error\r\n\r\n",
        b"HTTP/1.1 400 Bad Request\r\n\r\nTraceback (most recent call last)",
        f"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<b>{MARK}<img {MARK}>".encode(),
        f"HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\n<img {MARK}>".encode(),
        f"HTTP/1.1 301 Moved\r\nX-{MARK}: a\r\n\r\n".encode(),
        b"Internal Server Error",
    ],
)
def test_an_answer_that_must_not_be_is_a_fault(answer: bytes) -> None:
    with pytest.raises(Fault):
        check_answer(b"", answer)


def test_each_case_is_made_of_its_seed_and_number_alone() -> None:
    one, same, other = (request_bytes(Random(seed), "localhost") for seed in ("1:1", "1:1", "1:2"))  # noqa: S311
    assert one == same
    assert one != other
    assert check_answer(b"", b"") == "closed"
    assert check_answer(b"", b"HTTP/1.1 404 Not Found\r\n\r\n") == "404"
