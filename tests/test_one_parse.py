"""A request reads its view from the link once: whatever is made later takes it from the specification."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from dashboard.maps import link
from dashboard.maps.permalinks import frozen_parameters
from dashboard.maps.view import View
from dashboard.render.formats import Format, Options, Payload, file_bytes
from dashboard.render.live_map.message import cards_url
from dashboard.web.embed import embed_routes
from dashboard.web.export import export_routes
from dashboard.web.export_queue import ExportQueue
from dashboard.web.routes import card_routes
from dashboard.web.workers import Worker
from tests.asgi_client import ask
from tests.shipped_views import SHIPPED, shown

FROZEN_LINK = urlencode(frozen_parameters(shown(View())))


class InThisProcess(Worker):
    """A worker without a process of its own, where parses could not be counted."""

    def make(self, file_format: Format, payload: Payload, options: Options) -> bytes:
        return file_bytes(file_format, payload, options)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, str | Sequence[str]]]:
    """The queries that the parser of views was given."""
    real: Any = link.read_link
    queries: list[Mapping[str, str | Sequence[str]]] = []

    def counted(query: Mapping[str, str | Sequence[str]], **known: Any) -> Any:
        queries.append(query)
        return real(query, **known)

    for module in [*sys.modules.values()]:
        if getattr(module, "read_link", None) is real:
            monkeypatch.setattr(module, "read_link", counted)
    return queries


@pytest.mark.slow
@pytest.mark.parametrize(
    "address",
    [
        "/export/map.pptx?v=1",
        f"/export/map.pptx?{FROZEN_LINK}",
        f"/frozen?{FROZEN_LINK}",
        "/embed?v=1",
        f"/oembed?{urlencode({'url': 'http://127.0.0.1/?v=1'})}",
        f"/oembed?{urlencode({'url': f'http://127.0.0.1/frozen?{FROZEN_LINK}'})}",
        cards_url(shown(View())).removeprefix("../.."),
    ],
)
def test_the_view_of_a_request_is_parsed_once(address: str, parsed: list[object]) -> None:
    queue = ExportQueue(InThisProcess())
    routes = [*export_routes(SHIPPED, queue), *embed_routes(SHIPPED, queue), *card_routes(SHIPPED)]
    app = Starlette(routes=routes)
    assert ask(app, address, host="127.0.0.1").status == 200
    assert len(parsed) == 1
