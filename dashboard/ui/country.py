"""The parts of a country's page that Streamlit draws: each a container whose first element folds it, charts inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape

import streamlit as st

from dashboard.maps.compose import claims_comparison, country_timeline
from dashboard.maps.compose.claims_comparison import ClaimPanel, panel_text
from dashboard.maps.compose.country_timeline import CountryTimeline, timeline_text
from dashboard.maps.spec import MapSpec, PictureTheme
from dashboard.render.charts import axis_text, claim_chart, claim_key, timeline_chart
from dashboard.render.html.charts import chart_key_html, claims_list_html, timeline_list_html
from dashboard.render.html.country import CLAIMS, MAP, TIMELINE, country_map_html, figures_alone_html, part_html
from dashboard.ui.service import ATLAS, own_key
from geodata.wording import name_in_sentence


@contextmanager
def part(anchor: str, title: str = "") -> Iterator[None]:
    """Draw what the block draws as a part of the page that folds; text.css hides it while its heading is folded.

    Parameters
    ----------
    title
        Of the heading; without one that of a part of a country's page.
    """
    with st.container(key=f"part-{anchor}"):
        st.html(part_html(anchor, title=escape(title)))
        yield


def page_theme() -> PictureTheme:
    """Return the theme in which the page is shown."""
    return "dark" if st.context.theme.type == "dark" else "light"


def map_part(spec: MapSpec) -> None:
    """Draw the map of a view as a picture, with legends and notes on what is in view."""
    notes = (*ATLAS.notes_in_view(spec.view), spec.boundary_note)
    st.html(part_html(MAP, country_map_html(spec, theme=page_theme(), notes=notes, key=own_key(spec.view))))


def timeline_part(timeline: CountryTimeline, spec: MapSpec) -> None:
    """Draw the timeline, and under it the same as a list; words where nothing is recorded."""
    with part(TIMELINE):
        if not timeline.items:
            st.html(f"<p>{escape(timeline_text(timeline))}</p>")
            return
        chart, words = timeline_chart(timeline, theme=page_theme()), timeline_text(timeline)
        st.vega_lite_chart(chart, theme=None, width="stretch", key="country-timeline", alt=words)
        reading = " ".join(filter(None, [timeline.note, country_timeline.READING]))
        st.html(f'<p class="quiet">{escape(reading)}</p>{timeline_list_html(timeline, spec)}')


def claims_part(panels: tuple[ClaimPanel, ...], spec: MapSpec) -> None:
    """Draw the claims about the country of a specification; words where there are none."""
    with part(CLAIMS):
        if panels:
            _claim_charts(panels, spec)
        else:
            where = escape(name_in_sentence(spec.panel.title))
            st.html(
                f"<p>No figure about contamination in {where} is recorded by this day. "
                "That is not a finding of none.</p>"
            )


def _claim_charts(panels: Sequence[ClaimPanel], spec: MapSpec) -> None:
    """Draw the panels of at least two figures, two in a row where there is room, and name the others in words."""
    drawn, alone = ([p for p in panels if (len(p.points) > 1) is several] for several in (True, False))
    st.html(f'<p class="quiet">{escape(claims_comparison.READING)}</p>')
    for pair in (drawn[start : start + 2] for start in range(0, len(drawn), 2)):
        for column, panel in zip(st.columns(2, gap="large"), pair, strict=False):
            with column:
                _claim_chart(panel, spec)
    if alone:
        st.html(figures_alone_html(panel.points[0] for panel in alone))


def _claim_chart(panel: ClaimPanel, spec: MapSpec) -> None:
    heading = f'<h3>{escape(panel.title)} <small class="quiet">{escape(axis_text(panel))}</small></h3>'
    st.html(heading + chart_key_html(claim_key(panel)))
    chart, words = claim_chart(panel, theme=page_theme()), panel_text(panel)
    st.vega_lite_chart(chart, theme=None, width="stretch", key=f"claims-{panel.title}", alt=words)
    notes = " ".join(f"{text.rstrip('.')}." for text in (panel.rule, *panel.notes) if text)
    under = f'<p class="quiet">{escape(notes)}</p>' if notes else ""
    st.html(under + claims_list_html(panel, spec))
