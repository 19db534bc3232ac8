"""Own data while they are open, in the dataset of one session; and the file that saves them with the view.

The session holds the only lasting reference. Addresses of files and of what the map asks for carry a random key, which
no link has; once the session has ended, or the reader has closed the data, the key opens nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from urllib.parse import parse_qs
from weakref import WeakValueDictionary

from dashboard.maps.layers import footprint
from dashboard.maps.link import link_of, read_link
from dashboard.maps.view import View
from geodata.dataset import VERSION, Dataset
from geodata.geo.boundaries import boundaries_fingerprint
from geodata.own_archive import Maker, OwnArchive, archive_bytes, differences
from geodata.own_figures import OwnFigures

KEY = "own-key"  # the parameter of addresses that holds the key
_OPEN: WeakValueDictionary[str, OwnData] = WeakValueDictionary()


class OwnData:
    """A reader's figures while they are open.

    Attributes
    ----------
    figures
        All figures, as the reader's own screen shows them.
    key
        What opens them in an address: 128 random bits.
    may_leave
        Whether the reader has said that the totals may leave in files.
    with_small
        Whether totals of fewer records than `FEWEST_RECORDS` may leave too.
    with_outlines
        Whether the boundaries of areas of the reader may leave in the file that saves the data; pictures show them.
    """

    def __init__(self, figures: OwnFigures) -> None:
        self.figures = figures
        self.key = secrets.token_urlsafe(16)
        self.may_leave = False
        self.with_small = False
        self.with_outlines = False
        self._joined: dict[bool, tuple[Dataset, Dataset]] = {}
        _OPEN[self.key] = self

    def close(self) -> None:
        """Have the key open nothing from now on."""
        _OPEN.pop(self.key, None)

    def on_screen(self, base: Dataset) -> Dataset:
        """Return a dataset with all figures; the same object for the same dataset."""
        return self._join(base, is_leaving=False)

    def leaving(self, base: Dataset) -> Dataset:
        """Return a dataset with the figures as they may leave; the same object for the same dataset."""
        return self._join(base, is_leaving=not self.with_small)

    def _join(self, base: Dataset, *, is_leaving: bool) -> Dataset:
        kept = self._joined.get(is_leaving)
        if kept is None or kept[0] is not base:
            figures = self.figures.without_small() if is_leaving else self.figures
            kept = self._joined[is_leaving] = base, base.with_own(figures)
        return kept[1]


def opened_by(key: str) -> OwnData | None:
    """Return the data that a key opens; None where it opens nothing."""
    return _OPEN.get(key)


# -- Of one request: the data that its key opens, and whether what is asked for leaves in a file.

_REQUESTED: ContextVar[tuple[OwnData, bool] | None] = ContextVar("requested own data", default=None)


@contextmanager
def requested(data: OwnData, *, is_leaving: bool) -> Iterator[None]:
    """Have `dataset_of_request` return the dataset with these data, in this context."""
    token = _REQUESTED.set((data, is_leaving))
    try:
        yield
    finally:
        _REQUESTED.reset(token)


def is_requested() -> bool:
    """Return whether own data were opened for the request under way, so that nothing of its answer may be kept."""
    return _REQUESTED.get() is not None


def dataset_of_request(base: Dataset) -> Dataset:
    """Return the dataset for the request under way: with the own data that its key opens, or as it is."""
    request = _REQUESTED.get()
    if request is None:
        return base
    data, is_leaving = request
    return data.leaving(base) if is_leaving else data.on_screen(base)


# -- Whether a page may upload hazard areas: a header that the server writes into its websocket; otherwise the reason.

UPLOADS = "x-atlas-hazard-areas"
ACCEPTED = "accepted"  # server and browser are one machine
LEAVING = "accepted from another machine"  # as the operator says
OTHER_NAME = "This page was opened under a name that is not this machine's own."
MOST_MEGABYTES = 500  # of a file of hazard areas: the server holds it in memory until it lies in its folder
OTHER_MEGABYTES = 1  # of every other file


# -- The file in which they are saved with the view (`geodata.own_archive`), and the view that such a file opens.

ARCHIVE_NAME = "own-data.atlas.zip"


def _maker(dataset: Dataset) -> Maker:
    """Return what this atlas writes into the archives that it makes."""
    return Maker(VERSION, dataset.release, boundaries_fingerprint())


def saved_bytes(data: OwnData, view: View, dataset: Dataset) -> bytes:
    """Return the archive of own data, with the link of the view where it shows them."""
    figures = data.figures if data.with_small else data.figures.without_small()
    figures = figures if data.with_outlines else figures.without_outlines()
    return archive_bytes(figures, link_of(view) if view.own == figures.content_id else "", _maker(dataset))


def saved_view(archive: OwnArchive, figures: OwnFigures, dataset: Dataset) -> tuple[View | None, tuple[str, ...]]:
    """Return the view of an archive, None where it has none, and what differs where it is opened, a sentence for each.

    Parameters
    ----------
    figures
        Those of the archive, with what the reader says of them now.
    """
    sentences = differences(archive, _maker(dataset), dataset.states)
    if not archive.link:
        return None, sentences
    query = parse_qs(archive.link.removeprefix("?"), keep_blank_values=True)
    view, problems = read_link(
        query,
        areas=dataset.states,
        claims=footprint.drawable(dataset),
        groups=dataset.groups,
        own=(archive.figures.content_id,),
    )
    is_shown = view.own == archive.figures.content_id
    return (replace(view, own=figures.content_id) if is_shown else None), (*sentences, *map(str, problems))
