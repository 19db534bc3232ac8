"""The names for the search in the browser: one small file of every area, kept for ever under its version."""

import gzip
import json

from starlette.applications import Starlette

from dashboard.render.search_index import name_file, names_url
from dashboard.web.http_cache import IMMUTABLE
from dashboard.web.routes import name_routes
from tests.asgi_client import ask
from tests.shipped_views import dataset

APP = Starlette(routes=name_routes(dataset))


def test_the_file_names_every_area_and_is_small() -> None:
    rows = json.loads(name_file(dataset()))
    assert sorted(row[0] for row in rows) == sorted(dataset().states)
    assert len(gzip.compress(name_file(dataset()), 9)) < 24_000


def test_it_is_kept_for_ever_under_its_version_and_no_other_is_answered() -> None:
    answer = ask(APP, names_url(dataset()).removeprefix("."))
    assert (answer.status, answer.headers["cache-control"]) == (200, IMMUTABLE)
    assert answer.headers["content-type"] == "application/json"
    other = ask(APP, "/names/000000000000.json")
    assert (other.status, other.headers["cache-control"]) == (404, "no-store")
    assert "another release" in other.text
