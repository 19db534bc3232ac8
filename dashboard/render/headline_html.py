"""The sentence over the map and the line under it, as HTML."""

from __future__ import annotations

from html import escape

from dashboard.maps.spec import MapSpec
from dashboard.render.source_list import by_number, marks

# The page's own script does what the button says, and tells so in the element behind it.
LONG = 110  # letters; what is longer takes a smaller size, or it would push the map out of sight
COPY_LINK = '<button type="button" class="copy-link">Copy link</button><span role="status"></span>'


def headline_html(spec: MapSpec) -> str:
    """Return headline, source marks, subtitle and the button that copies the link of what is seen."""
    raised = marks(spec.headline.sources, by_number(spec.sources))
    size = "headline is-long" if len(spec.headline.text) > LONG else "headline"
    return (
        f'<header class="{size}"><h1>{escape(spec.headline.text)}{raised}</h1>'
        f'<p class="quiet">{escape(spec.subtitle)} {COPY_LINK}</p></header>'
    )
