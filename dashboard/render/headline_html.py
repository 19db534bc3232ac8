"""The sentence over the map and the line under it, as HTML."""

from __future__ import annotations

from html import escape

from dashboard.maps.spec import MapSpec
from dashboard.render.source_list import by_number, marks


def headline_html(spec: MapSpec) -> str:
    """Return headline, source marks and subtitle."""
    raised = marks(spec.headline.sources, by_number(spec.sources))
    return (
        f'<header class="headline"><h1>{escape(spec.headline.text)}{raised}</h1>'
        f'<p class="quiet">{escape(spec.subtitle)}</p></header>'
    )
