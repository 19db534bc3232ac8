"""The part of a message that lays a street map beneath a close-up, and what the map goes back to without it."""

from __future__ import annotations

from html import escape

from dashboard.maps.spec import MapSpec
from dashboard.maps.street_maps import Credit, StreetMap
from dashboard.render.wire import DrawnPart, StreetPart
from geodata.geo.extent_geometry import MARK


def drawn_frame(spec: MapSpec) -> str:
    """Return the id of the frame whose shapes are drawn: over a street map they have its projection."""
    return spec.extent + MARK if spec.streets else spec.extent


def street_part(streets: StreetMap, plain: DrawnPart) -> StreetPart:
    """Return what the map's script needs to show a street map, its credit escaped.

    Parameters
    ----------
    plain
        The parts of the message that the equal-area map has instead: the browser shows it when the provider cannot be
        reached, without asking anybody again.
    """
    return {
        "tiles": streets.url,
        "subdomains": streets.subdomains,
        "maxZoom": streets.max_zoom,
        "credit": "".join(map(_credit_html, streets.credits)),
        "plain": plain,
    }


def _credit_html(credit: Credit) -> str:
    text = escape(credit.text, quote=False)
    return f'<a href="{escape(credit.url)}" target="_blank" rel="noopener">{text}</a>' if credit.url else text
