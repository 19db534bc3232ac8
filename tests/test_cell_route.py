"""The routes of cells and details of a frame: kept or asked for again, and refused in a sentence."""

import json

import pytest
from starlette.applications import Starlette

from dashboard.render.live_map.geometry import frame_version
from dashboard.web.http_cache import IMMUTABLE, REVALIDATE
from dashboard.web.routes import cell_routes
from tests.asgi_client import ask

pytestmark = pytest.mark.slow  # the finest level of the boundaries takes a second to read


def address(frame_id: str, name: str) -> str:
    return f"/geometry/{frame_id}-{frame_version(frame_id)}/{name}.json"


@pytest.fixture(scope="module")
def app() -> Starlette:
    return Starlette(routes=cell_routes(dict))


@pytest.mark.parametrize("name", ["0-1-1", "details"])
def test_a_cell_is_kept_for_ever_and_details_ask_again_because_they_name_documents(app: Starlette, name: str) -> None:
    answer = ask(app, address("UKR", name), accept_encoding="gzip")
    assert answer.status == 200
    assert answer.headers["cache-control"] == (REVALIDATE if name == "details" else IMMUTABLE)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-encoding"] == "gzip"
    assert ("objects" in json.loads(answer.text)) == (name != "details")


@pytest.mark.parametrize("name", ["9-0-0", "0-99-0", "x", "0-0"])
def test_a_cell_that_is_not_there_is_refused_in_a_sentence(app: Starlette, name: str) -> None:
    answer = ask(app, address("UKR", name))
    assert (answer.status, answer.text) == (404, "The atlas has no finer shapes there.")
    assert answer.headers["cache-control"] == "no-store"


def test_an_unknown_extent_is_refused_in_a_sentence(app: Starlette) -> None:
    answer = ask(app, "/geometry/atlantis-0123456789ab/0-0-0.json")
    assert (answer.status, answer.text) == (404, "The atlas has no finer shapes there.")


def test_cells_of_another_release_are_refused_in_a_sentence(app: Starlette) -> None:
    answer = ask(app, "/geometry/UKR-0123456789ab/0-1-1.json")
    assert answer.status == 404
    assert answer.text.startswith("These shapes belong to another release of the atlas.")


def test_the_route_lies_under_the_base_path() -> None:
    app = Starlette(routes=cell_routes(dict, "/atlas/"))
    assert ask(app, f"/atlas{address('UKR', '0-1-1')}").status == 200
    assert ask(app, address("UKR", "0-1-1")).status == 404
