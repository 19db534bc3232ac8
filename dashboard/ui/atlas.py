"""The only place that caches: the data, loaded once a server, and the latest specifications."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock

import streamlit as st

from dashboard.maps.compose.cards import Cards, cards
from dashboard.maps.compose.compose import compose
from dashboard.maps.compose.timeline import KeyDay, key_days
from dashboard.maps.reference.bibliography import SourceEntry, bibliography
from dashboard.maps.reference.country_index import Key, Region, country_index, index_keys
from dashboard.maps.spec import MapSpec
from dashboard.maps.story.model import Catalogue, Step, Story, Told, story_of, told
from dashboard.maps.story.session import Telling
from dashboard.maps.story.session import telling_of as _telling_of
from dashboard.maps.view import LinkProblem, View
from dashboard.render.live_map.geometry import frame_order
from dashboard.ui import state
from geodata import Dataset, Freshness, TableError, load
from geodata.dataset import DATA_FOLDER
from geodata.story import shipped_story as shipped_story_text

LOG = logging.getLogger("atlas")
SPECS_KEPT = 256  # about 0.3 MB each; more views than readers at work at one time look at


class Tables:
    """The tables of a folder, read once a server.

    Tables that break their rules are written to the log once, and read again only when a file of the folder has
    changed: until then everyone who asks is told the same at once. What has been read stays, whatever becomes of the
    files; a new release of the data needs a new start.
    """

    def __init__(self, folder: Path = DATA_FOLDER) -> None:
        self._folder = folder
        self._lock = Lock()
        self._found: Dataset | None = None
        self._fault: TableError | None = None
        self._seen: frozenset[tuple[str, int, int]] = frozenset()

    def get(self) -> Dataset:
        """Return everything that is known.

        Raises
        ------
        TableError
            With every problem of every table.
        """
        with self._lock:
            if self._found is None:
                files = self._files()
                if self._fault is not None and files == self._seen:
                    raise self._fault.with_traceback(None)
                self._seen = files
                try:
                    self._found = load(self._folder)
                except TableError as error:
                    self._fault = error
                    count, first = len(error.problems), next(iter(error.problems), "")
                    LOG.error("the tables break their own rules, %s problem(s): %s", count, first)  # noqa: TRY400
                    raise
            return self._found

    def _files(self) -> frozenset[tuple[str, int, int]]:
        """Name, size and time of change of everything in the folder."""
        found = set()
        for path in self._folder.iterdir():
            with suppress(OSError):  # it went while we looked
                about = path.stat()
                found.add((path.name, about.st_size, about.st_mtime_ns))
        return frozenset(found)


_TABLES = Tables()


def dataset() -> Dataset:
    """Return everything that is known."""
    return _TABLES.get()


def today() -> date:
    """Return the day (UTC) that counts as today: for a page the one on which it was opened, else the present one."""
    return state.page_day() or state.present_day()


def spec_of(view: View) -> MapSpec:
    """Return what is seen of a view today."""
    data = dataset()
    return _spec(view, today(), data.release)


def freshness_of(spec: MapSpec) -> Freshness:
    """Return how old the reading of the depositary is today."""
    return Freshness(spec.depositary_read, today())


def cards_of(view: View) -> Cards:
    """Return the cards of a view today, of the areas that its map can show."""
    data = dataset()
    return _cards(view, today(), data.release)


def days_of(treaty_id: str) -> tuple[KeyDay, ...]:
    """Return the key days of a treaty up to today."""
    return _days(treaty_id, today(), dataset().release)


def shipped_story() -> Story:
    """Return the story that the atlas ships."""
    return _shipped(dataset().release)


def told_of(step: Step) -> Told:
    """Return what is told at a step of a story, with what its own map says."""
    return told(step, spec_of(step.view), dataset())


def telling_of(query: Mapping[str, list[str]], now: Telling) -> tuple[Telling, tuple[LinkProblem, ...]]:
    """Read a link of the story screen."""
    return _telling_of(query, now, shipped=shipped_story(), catalogue=catalogue())


def catalogue() -> Catalogue:
    """Return what a story may name."""
    return _catalogue(dataset().release)


def country_index_of(view: View) -> tuple[tuple[Region, ...], tuple[Key, ...]]:
    """Return the index of countries for the treaty and day of a view, and what its swatches mean."""
    return _index(view, today(), dataset().release)


@st.cache_resource(show_spinner=False)
def sources() -> tuple[SourceEntry, ...]:
    """Return the bibliography."""
    return bibliography(dataset())


# A specification is frozen, so readers may share it; st.cache_data would pickle and copy it at every rerun.
@lru_cache(maxsize=SPECS_KEPT)
def _spec(view: View, day: date, _release: str) -> MapSpec:
    return compose(view, dataset(), today=day)


@lru_cache(maxsize=16)  # wanted only where a reader has opened the list of sources
def _cards(view: View, day: date, _release: str) -> Cards:
    return cards(view, dataset(), today=day, areas=frozenset(frame_order(view.extent)))


@lru_cache(maxsize=8)
def _days(treaty_id: str, day: date, _release: str) -> tuple[KeyDay, ...]:
    return key_days(dataset(), treaty_id, today=day)


@lru_cache(maxsize=8)
def _index(view: View, day: date, _release: str) -> tuple[tuple[Region, ...], tuple[Key, ...]]:
    regions = country_index(view, dataset(), today=day)
    return regions, index_keys(regions, view, dataset())


@lru_cache(maxsize=1)
def _catalogue(_release: str) -> Catalogue:
    return Catalogue.of(dataset())


@lru_cache(maxsize=1)
def _shipped(release: str) -> Story:
    return story_of(shipped_story_text(), _catalogue(release))
