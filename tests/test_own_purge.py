"""What becomes of own data at the end: closed, or their session gone, nothing of them is left in the server."""

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from types import FunctionType, ModuleType

import pytest
from cachetools import LRUCache

from dashboard.maps import own_data
from dashboard.maps.atlas import Atlas
from dashboard.maps.own_data import KEY, OwnData, dataset_of_request, requested
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, BriefJob, Options, Subject
from dashboard.render.live_map.message import message, with_key
from dashboard.render.worker import answer
from dashboard.ui.own import OwnFile
from dashboard.web.export_queue import ExportQueue
from dashboard.web.http_cache import ComputedCache
from geodata.own_figures import OwnFigures
from tests.asgi_client import ask
from tests.own_data import BY_COUNTRY, BY_OWN_AREAS
from tests.shipped_views import TODAY, dataset
from tests.test_app import html_of, opened, run
from tests.test_own_layer import served

TITLE = "Zanzibarquartz hazard areas"  # words that stand nowhere else


def distinctive(of: OwnFigures = BY_COUNTRY) -> OwnFigures:
    return replace(of, title=TITLE, claimant=f"{TITLE} claimant", source=f"{TITLE} register")


def cached_objects() -> list[object]:
    """Every cache of functions and every cachetools cache in this process."""
    kind = type(lru_cache(int))
    return [item for item in gc.get_objects() if isinstance(item, kind | LRUCache)]


def reachable_texts(start: object) -> Iterator[str]:
    """Every text that can be reached from an object, without going through modules, classes and functions."""
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        one = waiting.pop()
        if id(one) in seen or isinstance(one, ModuleType | FunctionType | type):
            continue
        seen.add(id(one))
        if isinstance(one, str):
            yield one
        elif isinstance(one, bytes):
            yield one.decode("latin-1")
        else:
            waiting.extend(gc.get_referents(one))


class SameProcess:
    """A worker that writes files in this process, as the worker process does."""

    def make(self, *job: object) -> bytes:
        kind, content = answer(job)  # type: ignore[arg-type]
        assert kind == "made"
        assert isinstance(content, bytes)
        return content

    def close(self) -> None:
        """Nothing has been started."""


def use_everything(opened: OwnData, queue: ExportQueue, *, brief: bool) -> None:
    """Have maps, cards, perhaps a brief, and files made of own data, as a session and its map do."""
    base = dataset()
    atlas = Atlas(lambda: dataset_of_request(base), today=lambda: TODAY)
    view = View(
        day=TODAY,
        layers=("own", "borders"),
        own=opened.figures.content_id,
        own_classes="quantiles",
        country="BIH",
    )
    with requested(opened, is_leaving=False):
        spec = atlas.spec(view)
        assert TITLE in spec.panel.title + spec.headline.text
        sent = with_key(message(spec), f"{KEY}={opened.key}")
        atlas.cards(view)
        atlas.claim_panels(view)
        atlas.country_timeline(view)
        atlas.country_index(view)
        atlas.bibliography()
        atlas.catalogue()
        job = BriefJob(*atlas.brief(view, "BIH"))
    opened.may_leave = opened.with_small = True
    app = served(atlas, queue)
    cards = ask(app, sent["cards"].removeprefix("../.."))
    assert (cards.status, TITLE in cards.text) == (200, True)
    options = Options("", TODAY)
    for ending in ("svg", "csv", "html"):
        address = f"/export/map.{ending}?v=1&day={TODAY}&layers=own.borders&own={view.own}&{KEY}={opened.key}"
        assert TITLE in ask(app, address).text
    assert answer((FORMATS["svg"], spec, options))[0] == "made"
    if brief:
        assert answer((FORMATS.of(Subject.BRIEF)["docx"], job, options))[0] == "made"


@pytest.mark.slow
def test_nothing_of_own_data_stays_in_a_cache_once_they_are_closed_or_their_session_is_gone() -> None:
    queue = ExportQueue(SameProcess())  # type: ignore[arg-type]
    closed, left = OwnData(distinctive()), OwnData(distinctive(BY_OWN_AREAS))
    keys, figures = (closed.key, left.key), [weakref.ref(one.figures) for one in (closed, left)]
    use_everything(closed, queue, brief=True)
    use_everything(left, queue, brief=False)
    closed.close()
    del closed, left
    gc.collect()
    assert [own_data.opened_by(key) for key in keys] == [None, None]
    assert [one() for one in figures] == [None, None]
    assert not [text for text in reachable_texts(cached_objects()) if TITLE in text]


@pytest.mark.slow
def test_the_search_for_what_is_left_finds_what_a_cache_holds() -> None:
    @lru_cache
    def keeps(figures: OwnFigures) -> str:
        return figures.claimant

    kept = distinctive()
    keeps(kept)
    assert any(TITLE in text for text in reachable_texts(keeps))
    assert any(cache is keeps for cache in cached_objects())


def test_a_cache_of_answers_keeps_nothing_for_a_request_of_own_data() -> None:
    counted: list[int] = []

    def compute(key: int) -> int:
        counted.append(key)
        return key

    cache = ComputedCache(compute, most=4)
    with requested(OwnData(BY_COUNTRY), is_leaving=False):
        assert (cache.get(1), cache.get(1), counted) == (1, 1, [1, 1])
    assert (cache.get(1), cache.get(1), counted) == (1, 1, [1, 1, 1])


@pytest.mark.slow
def test_close_and_forget_leaves_nothing_of_own_data_in_the_session() -> None:
    at = opened("own")
    at.session_state["own-data"] = OwnData(distinctive())
    at.session_state["own-data-file"] = OwnFile("register.json", figures=distinctive())
    run(at)
    next(one for one in at.text_input if one.label == "Claimant").set_value(f"{TITLE} office")
    run(at)
    place = at.get("file_uploader")[0].proto.id
    at.button(key="own-close").click()
    run(at)
    assert TITLE not in html_of(at)
    assert at.get("file_uploader")[0].proto.id != place  # an empty one
    kept = {name: getattr(at.session_state["atlas"], name) for name in ("kept", "labels", "view")}
    assert not [text for text in reachable_texts([kept, at.session_state["own-data-file"]]) if TITLE in text]
    assert "own-data" not in at.session_state
