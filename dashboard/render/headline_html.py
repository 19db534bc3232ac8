"""The sentence over the map and the line under it, as HTML."""

from __future__ import annotations

from html import escape

from dashboard.maps.spec import MapSpec
from dashboard.render.source_list import by_number, marks
from geodata import Freshness

# The page's own script does what the button says, and tells so in the element behind it.
LONG = 110  # letters; what is longer takes a smaller size, or it would push the map out of sight
COPY_LINK = '<button type="button" class="copy-link">Copy link</button><span role="status"></span>'


def headline_html(spec: MapSpec, freshness: Freshness) -> str:
    """Return headline, source marks, subtitle, button that copies the link, and age of the depositary reading."""
    raised = marks(spec.headline.sources, by_number(spec.sources))
    size = "headline is-long" if len(spec.headline.text) > LONG else "headline"
    under = f'<p class="quiet">{escape(spec.subtitle)}</p>{age_line(freshness, freshness.live, more=f" {COPY_LINK}")}'
    return f'<header class="{size}"><h1>{escape(spec.headline.text)}{raised}</h1>{under}</header>'


def age_line(freshness: Freshness, sentence: str, *, more: str = "") -> str:
    """Return one of the sentences of a freshness as a paragraph in the colour of its age; `more` is HTML behind it."""
    return f'<p class="age {freshness.age.value}">{escape(sentence)}{more}</p>'
