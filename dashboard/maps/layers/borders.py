"""The disputed lines layer: the limits that are drawn otherwise than ordinary boundaries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dashboard.maps.boundary_notes import departures, line_text, note_text
from dashboard.maps.context import ComposeContext, Layer, Picture
from dashboard.maps.spec import Chapter, Term
from dashboard.maps.wording import paragraphs
from geodata.dataset import Dataset
from geodata.geo.boundaries import boundary_notes, disputed_lines

ID = "borders"


def picture(_ctx: ComposeContext) -> Picture:
    """Return the lines, which are part of the basemap."""
    return Picture(overlays=("lines",))


_ABOUT = paragraphs("""
Boundaries and names are based on United Nations practice where it is known: the map of UN Geospatial, whose latest
public tile is of 25 January 2023 and of the smallest scale, resolutions, and the short names in the terminology
database of the United Nations. They imply no opinion on the legal status of any territory, and are those of the
present, whatever day the map shows.

Where they depart from it is listed here; of what no document of the United Nations was read, nothing is claimed.
""")


def about(dataset: Dataset) -> Sequence[Chapter]:
    """Return what boundaries and names are based on, and where they depart from it."""
    return (Chapter("Boundaries and names", _ABOUT, tuple(_boundaries(dataset))),)


def _boundaries(dataset: Dataset) -> Iterable[Term]:
    """Yield the departures, and folded the notes and the lines with the documents that each rests on."""
    departing = departures()
    notes = tuple(note_text(note, dataset.sources) for note in boundary_notes())
    lines = tuple(line_text(line, dataset.sources) for line in disputed_lines())
    yield Term("Departures from United Nations practice", "", items=departing, folded=f"{len(departing)} departures")
    yield Term("Notes on single boundaries", "", items=notes, folded=f"{len(notes)} notes and their documents")
    yield Term(
        "Lines that are no ordinary boundaries", "", items=lines, folded=f"{len(lines)} lines and their documents"
    )


LAYER = Layer(layer_id=ID, label="Disputed lines", is_main=True, picture=picture, about=about)
