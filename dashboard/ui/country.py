"""The parts of a country's page that Streamlit draws: each a container whose first element folds it, charts inside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st

from dashboard.maps.boundary_notes import without_notes
from dashboard.maps.compose.claims_comparison import ClaimPanel
from dashboard.maps.compose.country_timeline import READING, CountryTimeline, timeline_text
from dashboard.maps.spec import MapSpec, PictureTheme
from dashboard.render.charts import timeline_chart
from dashboard.render.html.country import CLAIMS, MAP, TIMELINE, country_map_html, part_html
from dashboard.ui.claims_comparison import claims_compared


@contextmanager
def part(anchor: str) -> Iterator[None]:
    """Draw what the block draws as a part of the page that folds; text.css hides it while its heading is folded."""
    with st.container(key=f"part-{anchor}"):
        st.html(part_html(anchor))
        yield


def page_theme() -> PictureTheme:
    """Return the theme in which the page is shown."""
    return "dark" if st.context.theme.type == "dark" else "light"


def map_part(spec: MapSpec) -> None:
    """Draw the map of a view as a picture, with legends and notes."""
    notes = (*without_notes(spec.notes), spec.boundary_note)
    st.html(part_html(MAP, country_map_html(spec, theme=page_theme(), notes=notes)))


def timeline_part(timeline: CountryTimeline) -> None:
    """Draw the timeline; words where nothing is recorded."""
    with part(TIMELINE):
        if not timeline.items:
            st.html(f"<p>{escape(timeline_text(timeline))}</p>")
            return
        chart, words = timeline_chart(timeline, theme=page_theme()), timeline_text(timeline)
        st.vega_lite_chart(chart, theme=None, width="stretch", key="country-timeline", alt=words)
        reading = " ".join(filter(None, [timeline.note, READING]))
        st.html(f'<p class="quiet">{escape(reading)}</p>')


def claims_part(panels: tuple[ClaimPanel, ...], name: str) -> None:
    """Draw the claims about a country; words where there are none."""
    with part(CLAIMS):
        if panels:
            claims_compared(panels)
        else:
            st.html(
                f"<p>No figure about contamination in {escape(name)} is recorded by this day. "
                "That is not a finding of none.</p>"
            )
