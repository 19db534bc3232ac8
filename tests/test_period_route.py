"""The routes of what is played through time: kept for ever, and refused in a sentence."""

import json

import pytest
from starlette.applications import Starlette

from dashboard.maps.view import TREATIES, View
from dashboard.render.live_map.message import history_url, periods_url
from dashboard.web.http_cache import IMMUTABLE
from dashboard.web.routes import period_routes
from tests.asgi_client import ask
from tests.shipped_views import SHIPPED, dataset, shown


def address(treaty: str, release: str | None = None) -> str:
    return periods_url(treaty, release or dataset().release).removeprefix("../..")


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=period_routes(SHIPPED))


@pytest.mark.parametrize("treaty", TREATIES)
def test_the_history_of_a_treaty_is_sent_compressed_and_kept_for_ever(app: Starlette, treaty: str) -> None:
    answer = ask(app, address(treaty), accept_encoding="gzip")
    assert answer.status == 200
    assert answer.headers["cache-control"] == IMMUTABLE
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == "application/json"
    assert json.loads(answer.text)["name"] == treaty


@pytest.mark.parametrize("name", ["nothing", "kyoto-0123456789ab", "-", "apmbc"])
def test_an_unknown_treaty_is_refused_in_a_sentence(app: Starlette, name: str) -> None:
    answer = ask(app, f"/periods/{name}.json")
    assert (answer.status, answer.text) == (404, "The atlas has no treaty or layer of that name.")
    assert answer.headers["cache-control"] == "no-store"


def test_a_history_of_another_release_is_refused_in_a_sentence(app: Starlette) -> None:
    answer = ask(app, address("apmbc", "older"))
    assert answer.status == 404
    assert answer.text.startswith("This history belongs to another release of the atlas.")


def test_the_history_of_a_layer_is_that_of_the_view_in_its_address(app: Starlette) -> None:
    url = history_url(shown(View(layers=("policy",), regions=("asia",)))).removeprefix("../..")
    answer = ask(app, url)
    assert (answer.status, answer.headers["cache-control"]) == (200, IMMUTABLE)
    assert json.loads(answer.text)["name"] == "policy"


@pytest.mark.parametrize(
    ("name", "query", "status", "sentence"),
    [
        (
            "policy",
            "v=1&layers=policy&region=atlantis",
            400,
            "The atlas plays no history of this link. The link's “reg",
        ),
        ("policy", f"v=1&layers=policy&country={'A' * 2000}", 414, "A link of the atlas has no more than 2000"),
        ("borders", "v=1&layers=borders", 404, "This layer has no days to play."),
    ],
)
def test_a_layer_without_a_history_is_refused_in_a_sentence(
    app: Starlette, name: str, query: str, status: int, sentence: str
) -> None:
    answer = ask(app, f"{address(name)}?{query}")
    assert answer.status == status
    assert answer.text.startswith(sentence)


def test_the_route_lies_under_the_base_path() -> None:
    app = Starlette(routes=period_routes(SHIPPED, "/atlas/"))
    assert ask(app, f"/atlas{address('ccm')}").status == 200
    assert ask(app, address("ccm")).status == 404
