"""The same map by st.pydeck_chart, without a base map, which would need tiles from elsewhere."""

import pydeck
import streamlit as st

from geodata.model import Level
from tests.bench.peers import around


def rgb(colour: str) -> list[int]:
    """Return #RRGGBB as three numbers."""
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


around.begin("pydeck")
left, right = st.columns([2.6, 1])
with left:
    shown = around.areas()
    features = []
    for feature in around.shapes(Level.OVERVIEW):
        properties = feature["properties"]
        area = shown[properties["area"]]  # type: ignore[index]
        details = {"name": area.name, "label": area.label, "fill": rgb(area.fill)}
        features.append({"type": "Feature", "geometry": feature["geometry"], "properties": details})
    layer = pydeck.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": features},
        id="world",
        get_fill_color="properties.fill",
        get_line_color=rgb(around.LINE),
        line_width_min_pixels=0.5,
        pickable=True,
    )
    start = pydeck.ViewState(latitude=20, longitude=0, zoom=0.3)
    deck = pydeck.Deck(
        map_style=None, map_provider=None, initial_view_state=start, layers=[layer], tooltip={"text": "{name}: {label}"}
    )
    st.pydeck_chart(deck, height=around.HEIGHT, key="map")
    around.status_filter()
with right:
    around.panel()
