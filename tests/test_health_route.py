"""Probes, and what every route answers while the tables break their rules."""

import logging
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from starlette.applications import Starlette

from dashboard.maps.atlas import Atlas
from dashboard.maps.view import View
from dashboard.maps.wording import fault_sentence
from dashboard.web.embed import embed_routes
from dashboard.web.export import export_routes, story_routes
from dashboard.web.export_queue import STARTING, ExportQueue
from dashboard.web.health import MAX_LINES, handle_data_fault, health_routes, unavailable
from dashboard.web.routes import card_routes, map_routes, period_routes, symbol_routes
from geodata import BoundaryError, Dataset, GeodataError, Problem, TableError
from geodata.dataset import DATA_FOLDER, DatasetReader
from tests.asgi_client import ask
from tests.shipped_views import TODAY, dataset
from tests.test_bad_input import SENTENCE, cut_a_row_short

RELEASE = dataset().release
ADDRESSES = (
    "/readyz",
    "/embed?v=1",
    "/frozen?v=1&day=2014-09-24&release=2026.11.21-01234567&id=0123456789ab",
    "/oembed?url=http%3A%2F%2F127.0.0.1%3A80%2F%3Fv%3D1",
    "/export/map.png?v=1&width=400",
    "/export/map.csv?v=1&country=UKR",
    "/export/story.html",
    f"/cards/{RELEASE}-2014-09-24.json?v=1",
    "/periods/apmbc-0123456789ab.json",
    "/symbols/0123456789ab.json?v=1&layers=status.events",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped tables, in a place where they can be spoilt and mended."""
    shapes = shutil.ignore_patterns("boundaries", "releases")
    return Path(shutil.copytree(DATA_FOLDER, tmp_path / "data", ignore=shapes))


@pytest.fixture
def app(folder: Path) -> Iterator[Starlette]:
    atlas, queue = Atlas(DatasetReader(folder).dataset, today=lambda: TODAY), ExportQueue()
    routes = [
        *map_routes(dict, dict),
        *card_routes(atlas),
        *period_routes(atlas),
        *symbol_routes(atlas),
        *export_routes(atlas, queue),
        *embed_routes(atlas, queue),
        *story_routes(atlas, queue),
        *health_routes(lambda: atlas.spec(View())),
    ]
    yield Starlette(routes=routes, exception_handlers={GeodataError: handle_data_fault})
    queue.close()


@pytest.mark.slow
def test_a_server_that_can_show_the_atlas_is_alive_and_ready(app: Starlette) -> None:
    for path, says in (("/healthz", "alive"), ("/readyz", "ready")):
        answer = ask(app, path)
        assert (answer.status, answer.text, answer.headers["cache-control"]) == (200, says, "no-store")


@pytest.mark.slow
def test_while_the_tables_are_broken_every_route_says_so_and_the_log_once_until_they_are_mended(
    app: Starlette, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    claims = folder / "claims.csv"
    whole = claims.read_bytes()
    columns = whole.splitlines()[0].count(b",") + 1
    short = f"claims.csv:2:0: has 2 cells, expected {columns} as in the header"
    cut_a_row_short(folder)
    with caplog.at_level(logging.WARNING):
        for address in (*ADDRESSES, *ADDRESSES):
            answer = ask(app, address)
            assert answer.status == 503, address
            assert answer.text.splitlines() == [SENTENCE, short]
            assert answer.headers["cache-control"] == "no-store"
            assert answer.headers["retry-after"].isdecimal()
        assert ask(app, "/healthz").status == 200
    assert [record.getMessage() for record in caplog.records] == [
        f"the tables break their own rules, 1 problem(s): {short}"
    ]
    assert caplog.records[0].exc_info is None

    claims.write_bytes(whole)
    os.utime(claims, ns=(1, 1))  # a time of its own, on file systems that count in seconds
    assert ask(app, "/readyz").text == "ready"
    assert ask(app, "/export/map.json?v=1").status == 200
    cut_a_row_short(folder)
    assert ask(app, "/readyz").text == "ready"  # what was read stays, whatever becomes of the files


def test_a_fault_of_the_boundaries_is_in_the_log_too(caplog: pytest.LogCaptureFixture) -> None:
    answer = unavailable(BoundaryError("boundary_notes.csv: has no notes"))
    assert answer.status_code == 503
    assert caplog.messages == ["the boundaries break their own rules: boundary_notes.csv: has no notes"]


def test_a_thousand_problems_are_counted_and_not_all_sent() -> None:
    error = TableError(Problem("claims.csv", line, 1, "wrong") for line in range(1, 1001))
    *lines, last = bytes(unavailable(error).body).decode().splitlines()
    assert lines[0] == fault_sentence(error)
    assert len(lines) == 1 + MAX_LINES
    assert last == f"… and {1000 - MAX_LINES} more"


class Slow:
    """A worker that has made its first file when `made` is set."""

    def __init__(self) -> None:
        self.made, self.jobs = Event(), 0

    def is_ready(self) -> bool:
        return self.made.is_set()

    def make(self, *_job: object) -> bytes:
        self.jobs += 1
        self.made.wait()
        return b""


def test_a_server_whose_tables_are_mended_starts_its_workers_at_once_and_is_ready_when_each_has_made_a_file() -> None:
    faults, worker = [TableError([Problem("claims.csv", 2, 1, "wrong")])], Slow()

    def tables() -> Dataset:
        if faults:
            raise faults[0]
        return dataset()

    atlas, queue = Atlas(tables, today=lambda: TODAY), ExportQueue(worker)  # type: ignore[arg-type]
    app = Starlette(routes=health_routes(lambda: atlas.spec(View()), unready=lambda: queue.start_missing(atlas)))
    assert (ask(app, "/readyz").status, worker.jobs) == (503, 0)
    with pytest.raises(TableError):
        queue.start_missing(atlas)

    faults.clear()
    for _ in range(3):  # and one start for all of them
        answer = ask(app, "/readyz")
        assert (answer.status, answer.text) == (503, STARTING)
    worker.made.set()
    assert queue.start_missing(atlas, within=60) == ""
    assert ask(app, "/readyz").text == "ready"
    assert worker.jobs == 1
