"""The geometry of the live map: the answer for an extent that a browser fetches once, and the details behind it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from urllib.parse import quote

from dashboard.maps.boundary_notes import line_text, note_text
from dashboard.render.wire import FrameDetails, FrameHead, LabelPlace, NoteRow, PointRow, TierRow
from geodata.geo.boundaries import boundaries_fingerprint
from geodata.geo.extent_geometry import frame_extent, is_street_map, lines_in_view, notes_in_view
from geodata.geo.frames import LABEL_ASPECT, MAX_SCALE, frame, frame_areas, label_places, tiers
from geodata.model import Naming, Source

# -- The geometry answer of one extent: what the browser fetches once and every later message refers to.

# Part of the address: raise it when the form of the answer changes, or browsers keep the old form for a year.
FORM = "4"


def frame_version(extent_id: str) -> str:
    """Return what the addresses of an extent's geometry carry instead of a date: a hash of what is behind them."""
    return hashlib.sha256(f"{frame(extent_id).sha256} {boundaries_fingerprint()} {FORM}".encode()).hexdigest()[:12]


def frame_url(extent_id: str, release: str, names: str = "") -> str:
    """Return the address of the geometry answer as the map's iframe writes it.

    `release` keeps names apart from those of another data release; the shapes have their own hash. `names` asks for
    another kind of names than the common ones.
    """
    kind = f"&n={Naming.UN}" if names == Naming.UN else ""
    return f"../../geometry/{extent_id}-{frame_version(extent_id)}.json?r={quote(release, safe='')}{kind}"


def frame_answer(extent_id: str, names: Mapping[str, str], follows: Mapping[str, str]) -> bytes:
    """Return the geometry answer as JSON.

    It holds the bounds and the topology in units of 100 km, the points of small states, and the area codes in the order
    of `frames.frame_areas` with their names beside them, and which state each territory follows.

    Parameters
    ----------
    extent_id
        An extent that `geodata.geo.boundaries` knows, or the street map of one (`geodata.geo.extent_geometry`).
    names
        Area names by code, as the tables spell them; an area that is missing there is called by its code.
    follows
        The code of the state that administers it by the code of a territory.
    """
    geometry, place = frame(extent_id), frame_extent(extent_id)
    order = frame_areas(extent_id)
    head: FrameHead = {
        "extent": extent_id,
        "title": place.title,
        "bounds": [float(value) for value in place.bounds],
        "isWorld": place.is_world,
        "isStreetMap": is_street_map(place),
        "order": list(order),
        "names": [names.get(code, code) for code in order],
        "follows": {code: follows[code] for code in order if code in follows},
        "points": [PointRow(*point) for point in geometry.points],
    }
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    return f'{text[:-1]},"topology":{geometry.topology_json}}}'.encode()


# -- What a browser fetches behind the geometry answer: the grid of finer cells, places of names, notes on boundaries.


def frame_details(frame_id: str, sources: Mapping[str, Source]) -> bytes:
    """Return the details of a frame as JSON; all lengths are in units of 100 km.

    `closest` is the largest scale (pixels a unit) at which there is more to see. `tiers` are, coarsest first, the scale
    from which cells are fetched, the side of a cell, the west and south edge of the grid, its columns and rows.
    `labels` holds, in the order of the frame, x, y and width of the ellipse where a name fits, or null; `aspect` is how
    many times it is as wide as high. `notes` are xmin, ymin, xmax, ymax and the text of each note, with
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
        for code in frame_areas(frame_id)
    ]
    notes = [_row(placed.bounds, note_text(placed.note, sources)) for placed in notes_in_view(frame_id)]
    drawn = [_row(placed.bounds, line_text(placed.line, sources)) for placed in lines_in_view(frame_id)]
    grid = [TierRow(t.from_scale, t.size, t.west, t.south, t.columns, t.rows) for t in tiers(frame_id)]
    details: FrameDetails = {
        "closest": MAX_SCALE,
        "tiers": grid,
        "aspect": LABEL_ASPECT,
        "labels": labels,
        "notes": notes,
        "lines": drawn,
    }
    return json.dumps(details, ensure_ascii=False, separators=(",", ":")).encode()


def _row(bounds: tuple[float, float, float, float], text: str) -> NoteRow:
    left, bottom, right, top = (round(side, 2) for side in bounds)
    return NoteRow(left, bottom, right, top, text)
