"""The same map by st.plotly_chart: a choropleth on an empty style, which needs no tiles."""

import plotly.graph_objects as go
import streamlit as st

from dashboard.maps.palette import MUTED
from geodata import StatusKind
from geodata.model import Level
from tests.bench.peers import around

FILLS = [*(around.FILLS[kind] for kind in StatusKind), MUTED.light]
STYLE = {
    "version": 8,
    "sources": {},
    "layers": [{"id": "bg", "type": "background", "paint": {"background-color": "#fff"}}],
}

around.begin("plotly")
left, right = st.columns([2.6, 1])
with left:
    shown = around.areas()
    drawn = go.Choroplethmap(
        geojson={"type": "FeatureCollection", "features": around.shapes(Level.OVERVIEW)},
        featureidkey="properties.area",
        locations=list(shown),
        z=[FILLS.index(area.fill) for area in shown.values()],
        zmin=0,
        zmax=len(FILLS),
        colorscale=[[edge / len(FILLS), fill] for number, fill in enumerate(FILLS) for edge in (number, number + 1)],
        showscale=False,
        text=[f"{area.name}: {area.label}" for area in shown.values()],
        hoverinfo="text",
        marker_line_width=0.5,
        marker_line_color=around.LINE,
    )
    figure = go.Figure(drawn)
    figure.update_layout(
        map_style=STYLE,
        map_zoom=0,
        map_center={"lat": 20, "lon": 0},
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        height=around.HEIGHT,
        uirevision="keep",
    )
    st.plotly_chart(figure, key="map", width="stretch")
    around.status_filter()
with right:
    around.panel()
