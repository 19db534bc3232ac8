"""Who is measured, and how each of them is started."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from tests.browser.serving import ENTRY, ROOT

PEERS = Path("tests/bench/peers")
ATLAS, BEFORE, NAIVE, PURE, STREAMLIT = "atlas", "before", "naive", "pure", "floor"


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
    root: Path = ROOT  # the checkout whose server is started

    @property
    def is_atlas(self) -> bool:
        """Whether it is the atlas, of this checkout or of an older one."""
        return self.name in {ATLAS, BEFORE}


CONTESTANTS = (
    Contestant(ATLAS, "this app", ENTRY, "/?v=1&day=2026-03-01", is_framed=True),
    Contestant(STREAMLIT, "Streamlit with one element that changes colour", PEERS / "floor_page.py"),
    Contestant(PURE, "Leaflet without Streamlit", PEERS / "pure_server.py", "/pure/", asks_server=False),
    Contestant(NAIVE, "streamlit-folium, rebuilt at each run, shapes of 3.7 MB", PEERS / "naive_server.py"),
    Contestant("naive-small", "the same, shapes of 0.75 MB", PEERS / "naive_server.py", "/?level=overview"),
    Contestant("plotly", "st.plotly_chart, shapes of 0.75 MB", PEERS / "plotly_page.py", needs_gl=True),
    Contestant("pydeck", "st.pydeck_chart, shapes of 0.75 MB", PEERS / "pydeck_page.py", needs_gl=True),
)


def older_atlas(root: Path) -> Contestant:
    """Return the atlas of another checkout, to be measured beside this one."""
    this = next(one for one in CONTESTANTS if one.name == ATLAS)
    return replace(this, name=BEFORE, about="the atlas of another checkout", root=root)
