"""The naive atlas: reads the file and builds the folium map anew at every run, as most first versions do."""

import folium
import geopandas as gpd
import streamlit as st
from streamlit_folium import st_folium

from geodata.model import Level
from tests.bench.peers import around

LEAFLET = "../../assets/vendor/leaflet/leaflet"
folium.Map.default_js = [("leaflet", f"{LEAFLET}.js")]  # not from a CDN; jQuery and bootstrap are spared it too
folium.Map.default_css = [("leaflet_css", f"{LEAFLET}.css")]

around.begin("Naive folium")
left, right = st.columns([2.6, 1])
with left:
    shown = around.areas()
    boundaries = gpd.read_file(around.shapes_path(Level(st.query_params.get("level", Level.MEDIUM))))
    boundaries["name"] = [shown[code].name for code in boundaries["area"]]
    boundaries["label"] = [shown[code].label for code in boundaries["area"]]
    boundaries["fill"] = [shown[code].fill for code in boundaries["area"]]
    drawn = folium.Map(location=[20, 0], zoom_start=1, tiles=None)
    folium.GeoJson(
        boundaries,
        style_function=lambda feature: {
            "fillColor": feature["properties"]["fill"],
            "color": around.LINE,
            "weight": 0.5,
            "fillOpacity": 1,
        },
        tooltip=folium.GeoJsonTooltip(["name", "label"]),
    ).add_to(drawn)
    st_folium(drawn, height=around.HEIGHT, use_container_width=True)
    around.status_filter()
with right:
    around.panel()
