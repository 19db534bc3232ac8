"""A view with own data as one file (`geodata.own_archive`), and the view that such a file opens."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

from dashboard.maps.layers import footprint
from dashboard.maps.link import link_of, read_link
from dashboard.maps.own_data import OwnData
from dashboard.maps.view import View
from geodata.dataset import VERSION, Dataset
from geodata.geo.boundaries import boundaries_fingerprint
from geodata.own_archive import Maker, OwnArchive, archive_bytes, differences
from geodata.own_figures import OwnFigures

FILE_NAME = "own-data.atlas.zip"


def maker(dataset: Dataset) -> Maker:
    """Return what this atlas writes into the archives that it makes."""
    return Maker(VERSION, dataset.release, boundaries_fingerprint())


def saved_bytes(data: OwnData, view: View, dataset: Dataset) -> bytes:
    """Return the archive of own data, with the link of the view where it shows them."""
    figures = data.figures if data.with_small else data.figures.without_small()
    return archive_bytes(figures, link_of(view) if view.own == figures.content_id else "", maker(dataset))


def saved_view(archive: OwnArchive, figures: OwnFigures, dataset: Dataset) -> tuple[View | None, tuple[str, ...]]:
    """Return the view of an archive, None where it has none, and what differs where it is opened, a sentence for each.

    Parameters
    ----------
    figures
        Those of the archive, with what the reader says of them now.
    """
    sentences = differences(archive, maker(dataset), dataset.states)
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
