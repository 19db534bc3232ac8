"""Who is measured, and how each of them is started."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.browser.serving import ENTRY

PEERS = Path("tests/bench/peers")
ATLAS, NAIVE, PURE, STREAMLIT = "atlas", "naive", "pure", "floor"


@dataclass(frozen=True, slots=True)
class Contestant:
    """One way to show the map."""

    name: str
    about: str
    entry: Path
    path: str = "/"
    needs_gl: bool = False  # software WebGL, which slows everything else down, so only for those that draw with it
    asks_server: bool = True  # at a change of the filter
    is_framed: bool = False  # its filter lies in the map's frame, and a plain click chooses one class alone


CONTESTANTS = (
    Contestant(ATLAS, "this app", ENTRY, "/?v=1&day=2026-03-01", is_framed=True),
    Contestant(STREAMLIT, "Streamlit with one element that changes colour", PEERS / "floor_page.py"),
    Contestant(PURE, "Leaflet without Streamlit", PEERS / "pure_server.py", "/pure/", asks_server=False),
    Contestant(NAIVE, "streamlit-folium, rebuilt at each run, shapes of 3.7 MB", PEERS / "naive_server.py"),
    Contestant("naive-small", "the same, shapes of 0.75 MB", PEERS / "naive_server.py", "/?level=overview"),
    Contestant("plotly", "st.plotly_chart, shapes of 0.75 MB", PEERS / "plotly_page.py", needs_gl=True),
    Contestant("pydeck", "st.pydeck_chart, shapes of 0.75 MB", PEERS / "pydeck_page.py", needs_gl=True),
)
