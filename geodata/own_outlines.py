"""A reader's own areas as a map draws them: code, name, country, a point inside and simplified rings, and their JSON.

They are boundaries of districts, no hazard areas, and stay with the reader's figures: no link, log or cache has them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from geodata.errors import GeodataError
from geodata.own_figures import LONGEST_TEXT, MOST_FIGURES, OwnFigures, Ring

FORMAT = "mine-ban-atlas-own-areas-1"
MOST_CORNERS = 20_000  # of all areas together, as a map is sent with each change
DECIMALS = 5  # of a degree: about 1 m
LONGEST_JSON = 4_000_000  # bytes


class OwnOutlinesError(GeodataError):
    """Own areas that cannot be used; the message says what was found and what was expected."""


@dataclass(frozen=True, slots=True)
class OwnArea:
    """An area of the reader.

    Attributes
    ----------
    code, name
        As in their file; the name is the code where there is none.
    country
        The alpha-3 code of the country in which most of it lies as the point inside says; "" for none.
    lon, lat
        A point inside, in degrees.
    rings
        Closed rings of (longitude, latitude), filled by the even-odd rule; simplified for a map.
    """

    code: str
    name: str
    country: str
    lon: float
    lat: float
    rings: tuple[Ring, ...]


def outlines_of(areas: Iterable[OwnArea]) -> Mapping[str, tuple[Ring, ...]]:
    """Return the rings of areas by code, as `OwnFigures.outlines` has them."""
    return MappingProxyType({area.code: area.rings for area in areas})


def cut_at_antimeridian(ring: Ring) -> tuple[Ring, ...]:
    """Return a ring that crosses longitude 180 as its parts on each side, for a map of the world, which is cut there.

    A crossing is an edge of more than 180 degrees. The parts are closed along the meridian, and filled by the even-odd
    rule.
    """
    if all(abs(lon - before) <= 180 for (before, _), (lon, _) in pairwise(ring)):
        return (ring,)
    lons = [ring[0][0]]
    for (before, _), (lon, _) in pairwise(ring):
        lons.append(lons[-1] + (lon - before + 180) % 360 - 180)
    unwrapped = tuple((lon, lat) for lon, (_, lat) in zip(lons, ring, strict=True))
    parts = []
    for turn in range(math.floor((min(lons) + 180) / 360), math.ceil((max(lons) + 180) / 360)):
        low, high = 360.0 * turn - 180, 360.0 * turn + 180
        part = _clipped(_clipped(unwrapped, low, 1), high, -1)
        parts.append(tuple((lon - 360.0 * turn, lat) for lon, lat in part))
    return tuple(part for part in parts if len(part) >= 4)


def _clipped(ring: Ring, meridian: float, side: int) -> Ring:
    """Return the part of a closed ring east (`side` 1) or west (-1) of a meridian, closed (Sutherland and Hodgman)."""
    part: list[tuple[float, float]] = []
    for (lon, lat), (next_lon, next_lat) in pairwise(ring):
        is_in, is_next_in = side * (lon - meridian) >= 0, side * (next_lon - meridian) >= 0
        if is_in:
            part.append((lon, lat))
        if is_in != is_next_in:
            part.append((meridian, lat + (next_lat - lat) * (meridian - lon) / (next_lon - lon)))
    return (*part, part[0]) if part else ()


def areas_of(figures: OwnFigures) -> tuple[OwnArea, ...]:
    """Return the areas of figures that have an outline, in the order of the figures."""
    return tuple(
        OwnArea(figure.area, figure.name, figure.country, figure.lon or 0.0, figure.lat or 0.0, rings)
        for figure in figures.figures
        if (rings := figures.outlines.get(figure.area, ()))
    )


def areas_json(areas: tuple[OwnArea, ...]) -> str:
    """Return areas as JSON text, equal for equal areas; a ring is longitude and latitude in turn."""
    rows = [
        {
            "code": area.code,
            "name": area.name,
            "country": area.country,
            "lon": area.lon,
            "lat": area.lat,
            "rings": [[value for corner in ring for value in corner] for ring in area.rings],
        }
        for area in areas
    ]
    return json.dumps({"format": FORMAT, "areas": rows}, ensure_ascii=False, separators=(",", ":"))


def areas_of_json(text: str | bytes) -> tuple[OwnArea, ...]:
    """Read what `areas_json` wrote.

    Raises
    ------
    OwnOutlinesError
        When the text is not such a file; the message names the first part that is not as expected.
    """
    if len(text) > LONGEST_JSON:
        raise OwnOutlinesError(f"The areas take {len(text):,} bytes; expected at most {LONGEST_JSON:,}.")
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        raise OwnOutlinesError("The areas are no JSON text.") from None
    if not isinstance(parts, dict) or parts.get("format") != FORMAT or not isinstance(parts.get("areas"), list):
        raise OwnOutlinesError(f"The areas are not in the form {FORMAT!r}.")
    rows = parts["areas"]
    if len(rows) > MOST_FIGURES:
        raise OwnOutlinesError(f"There are {len(rows):,} areas; expected at most {MOST_FIGURES:,}.")
    areas = tuple(_area(row, number) for number, row in enumerate(rows, 1))
    corners = sum(len(ring) for area in areas for ring in area.rings)
    if corners > 2 * MOST_CORNERS:
        raise OwnOutlinesError(f"The areas have {corners:,} corners; expected at most {2 * MOST_CORNERS:,}.")
    if len({area.code for area in areas}) < len(areas):
        raise OwnOutlinesError("Two areas have one code; expected a code for each.")
    return areas


def _area(row: object, number: int) -> OwnArea:
    if not isinstance(row, dict):
        raise OwnOutlinesError(f"Area {number} is not an object.")
    texts = [row.get(key) for key in ("code", "name", "country")]
    if not all(isinstance(text, str) and len(text) <= LONGEST_TEXT for text in texts) or not texts[0]:
        raise OwnOutlinesError(f"Area {number} has no code, name and country as text.")
    place, rings = (row.get("lon"), row.get("lat")), row.get("rings")
    if not _are_places(place) or not isinstance(rings, list):
        raise OwnOutlinesError(f"Area {number} has no place in the world, or no rings.")
    code, name, country = (str(text) for text in texts)
    lon, lat = (float(value or 0.0) for value in place)
    return OwnArea(code, name, country, lon, lat, tuple(_ring(ring, number) for ring in rings))


def _ring(values: object, number: int) -> Ring:
    if not isinstance(values, list) or len(values) < 8 or len(values) % 2:
        raise OwnOutlinesError(f"Area {number} has a ring of fewer than four corners.")
    corners = tuple((values[at], values[at + 1]) for at in range(0, len(values), 2))
    if not all(_are_places(corner) for corner in corners):
        raise OwnOutlinesError(f"Area {number} has a corner outside the world.")
    ring = tuple((float(lon), float(lat)) for lon, lat in corners)
    if ring[0] != ring[-1] or all(one == other for one, other in pairwise(ring)):
        raise OwnOutlinesError(f"Area {number} has a ring that is not closed.")
    return ring


def _are_places(pair: tuple[Any, Any]) -> bool:
    """Return whether two values are a longitude and a latitude."""
    return all(
        isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and abs(value) <= most
        for value, most in zip(pair, (180, 90), strict=True)
    )
