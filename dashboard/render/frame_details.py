"""What a browser fetches behind the geometry answer: the grid of finer cells, places of names, notes on boundaries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape

from dashboard.maps.layers.borders import line_text, note_text
from dashboard.render.map_frame import frame_order
from dashboard.render.wire import FrameDetails, LabelPlace, NoteRow, TierRow
from geodata.geo.extent_geometry import lines_in_view, notes_in_view
from geodata.geo.frames import ASPECT, CLOSEST, label_places, tiers
from geodata.model import Source


def frame_details(frame_id: str, sources: Mapping[str, Source]) -> bytes:
    """Return the details of a frame as JSON; all lengths are in units of 100 km.

    `closest` is the largest scale (pixels a unit) at which there is more to see. `tiers` are, coarsest first, the scale
    from which cells are fetched, the side of a cell, the west and south edge of the grid, its columns and rows.
    `labels` holds, in the order of the frame, x, y and width of the ellipse where a name fits, or null; `aspect` is how
    many times it is as wide as high. `notes` are xmin, ymin, xmax, ymax and the HTML-escaped text of each note, with
    its documents; `lines` are the same of each line whose status is not that of an ordinary boundary.

    Parameters
    ----------
    frame_id
        A frame that `geodata.geo.frames` knows.
    sources
        The documents that notes and lines may name, by id.
    """
    places = label_places(frame_id)
    labels = [
        LabelPlace(round(place.x, 2), round(place.y, 2), round(place.width, 2)) if (place := places.get(code)) else None
        for code in frame_order(frame_id)
    ]
    notes = [_row(placed.bounds, note_text(placed.note, sources)) for placed in notes_in_view(frame_id)]
    drawn = [_row(placed.bounds, line_text(placed.line, sources)) for placed in lines_in_view(frame_id)]
    grid = [TierRow(t.from_scale, t.size, t.west, t.south, t.columns, t.rows) for t in tiers(frame_id)]
    found: FrameDetails = {
        "closest": CLOSEST,
        "tiers": grid,
        "aspect": ASPECT,
        "labels": labels,
        "notes": notes,
        "lines": drawn,
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _row(bounds: tuple[float, float, float, float], text: str) -> NoteRow:
    left, bottom, right, top = (round(side, 2) for side in bounds)
    return NoteRow(left, bottom, right, top, escape(text, quote=False))
