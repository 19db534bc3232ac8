"""Where on a map the notes on boundaries apply, and which of them a map has to carry at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from geodata.boundaries import BoundaryNote, DisputedLine, boundary_notes, disputed_lines
from geodata.extents import project, unproject
from geodata.street_extents import frame_extent

GENERAL = "general"  # the disclaimer, which every map carries anyway
SAMPLES = 33  # points along each side of a note's box: the smallest box on the map of the world is half a unit wide


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note and the part of a map that it is about: xmin, ymin, xmax, ymax in units of 100 km."""

    note: BoundaryNote
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line and the part of a map where it is drawn: xmin, ymin, xmax, ymax in units of 100 km."""

    line: DisputedLine
    bounds: tuple[float, float, float, float]


@lru_cache(maxsize=64)
def lines_in_view(extent_id: str) -> tuple[PlacedLine, ...]:
    """Return the lines of which an extent shows a part, by id.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    view = frame_extent(extent_id)
    west, south, east, north = view.bounds
    found: list[PlacedLine] = []
    for line in disputed_lines():
        flat = project(view, shapely.get_coordinates(line.geometry))
        inside = flat[(flat >= (west, south)).all(axis=1) & (flat <= (east, north)).all(axis=1)]
        if len(inside):
            low, high = inside.min(axis=0), inside.max(axis=0)
            found.append(PlacedLine(line, (float(low[0]), float(low[1]), float(high[0]), float(high[1]))))
    return tuple(found)


@lru_cache(maxsize=64)
def notes_in_view(extent_id: str) -> tuple[PlacedNote, ...]:
    """Return the notes whose area an extent shows, in the order of the table, without the general one.

    Raises
    ------
    UnknownKeyError
        When there is no such extent.
    """
    view = frame_extent(extent_id)
    west, south, east, north = view.bounds
    middle = unproject(view, np.array([[(west + east) / 2, (south + north) / 2]]))[0]
    found: list[PlacedNote] = []
    for note in boundary_notes():
        if note.note_id == GENERAL:
            continue
        across, up = np.meshgrid(
            np.linspace(note.west, note.east, SAMPLES), np.linspace(note.south, note.north, SAMPLES)
        )
        flat = project(view, np.column_stack([across.ravel(), up.ravel()]))
        # The infinities that a projection gives for what it cannot show fail these comparisons.
        inside = (flat >= (west, south)).all(axis=1) & (flat <= (east, north)).all(axis=1)
        if inside.any():
            low, high = flat[inside].min(axis=0), flat[inside].max(axis=0)
            found.append(PlacedNote(note, (float(low[0]), float(low[1]), float(high[0]), float(high[1]))))
        elif note.west <= middle[0] <= note.east and note.south <= middle[1] <= note.north:
            found.append(PlacedNote(note, view.bounds))  # the map lies between two points of the box
    return tuple(found)
