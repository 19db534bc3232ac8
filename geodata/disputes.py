"""Where disputed lines run in a coverage: along the edges that two pieces share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import shapely
from shapely.geometry.base import BaseGeometry


def shared_edges(pieces: Mapping[str, BaseGeometry], edges: Iterable[tuple[str, str]]) -> BaseGeometry:
    """Return the line between pairs of pieces, merged, empty where neither pair is among `pieces` or meets.

    Because the pieces form a coverage the line has exactly their vertices.
    """
    found: list[shapely.LineString] = []
    for left, right in edges:
        if left not in pieces or right not in pieces:
            continue
        shared = shapely.intersection(shapely.boundary(pieces[left]), shapely.boundary(pieces[right]))
        found += [
            part for part in shapely.get_parts(shared) if isinstance(part, shapely.LineString) and not part.is_empty
        ]
    return shapely.line_merge(shapely.MultiLineString(found))
