import json

import pytest
from starlette.applications import Starlette

from dashboard.maps.view import TREATIES
from dashboard.render.live_map.message import periods_url
from dashboard.web.http_cache import IMMUTABLE
from dashboard.web.routes import period_routes
from tests.asgi_client import ask
from tests.shipped_views import dataset


def address(treaty: str, release: str | None = None) -> str:
    return periods_url(treaty, release or dataset().release).removeprefix("../..")


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=period_routes(dataset))


@pytest.mark.parametrize("treaty", TREATIES)
def test_the_history_of_a_treaty_is_sent_compressed_and_kept_for_ever(app: Starlette, treaty: str) -> None:
    answer = ask(app, address(treaty), accept_encoding="gzip")
    assert answer.status == 200
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.text)["treaty"] == treaty


@pytest.mark.parametrize("name", ["nothing", "kyoto-0123456789ab", "-", "apmbc"])
def test_an_unknown_treaty_is_refused_in_a_sentence(app: Starlette, name: str) -> None:
    answer = ask(app, f"/periods/{name}.json")
    assert (answer.status, answer.text) == (404, "The atlas has no treaty of that name.")
    assert answer.headers["cache-control"] == "no-store"


def test_a_history_of_another_release_is_refused_in_a_sentence(app: Starlette) -> None:
    answer = ask(app, address("apmbc", "older"))
    assert answer.status == 404
    assert answer.text.startswith("This history belongs to another release of the atlas.")


def test_the_route_lies_under_the_base_path() -> None:
    app = Starlette(routes=period_routes(dataset, "/atlas/"))
    assert ask(app, f"/atlas{address('ccm')}").status == 200
    assert ask(app, address("ccm")).status == 404
