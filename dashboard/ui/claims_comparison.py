"""The claims about one country as charts: one for each group of figures that can be compared."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from dashboard.maps.compose.claims_comparison import READING, ClaimPanel, figure_alone, panel_text
from dashboard.maps.spec import PictureTheme
from dashboard.render.charts import axis_text, claim_chart


def claims_compared(panels: Sequence[ClaimPanel]) -> None:
    """Draw the panels of at least two figures, two in a row where there is room, and name the others in words."""
    drawn, alone = ([p for p in panels if (len(p.points) > 1) is several] for several in (True, False))
    st.html(f'<p class="quiet">{escape(READING)}</p>')
    theme: PictureTheme = "dark" if st.context.theme.type == "dark" else "light"
    for pair in (drawn[start : start + 2] for start in range(0, len(drawn), 2)):
        for column, panel in zip(st.columns(2, gap="large"), pair, strict=False):
            with column:
                _panel(panel, theme)
    if alone:
        lines = "".join(f"<li>{escape(figure_alone(panel.points[0]))}</li>" for panel in alone)
        st.html(f"<section><h3>Figures that stand alone</h3><ul>{lines}</ul></section>")


def _panel(panel: ClaimPanel, theme: PictureTheme) -> None:
    st.html(f'<h3>{escape(panel.title)} <small class="quiet">{escape(axis_text(panel))}</small></h3>')
    chart, words = claim_chart(panel, theme=theme), panel_text(panel)
    st.vega_lite_chart(chart, theme=None, width="stretch", key=f"claims-{panel.title}", alt=words)
    notes = " ".join(f"{text.rstrip('.')}." for text in (panel.rule, *panel.notes) if text)
    if notes:
        st.html(f'<p class="quiet">{escape(notes)}</p>')
