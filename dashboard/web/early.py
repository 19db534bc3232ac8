"""Tags that the server writes into pages: hints to fetch early what is needed late, and what the map's frame needs."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dashboard.maps.compose.compose import fill_layer
from dashboard.maps.previews import STORY
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import LayerId, View
from dashboard.render.assets import script_text
from dashboard.render.live_map.component import SCRIPT, STYLE, bundle_url, first_data
from dashboard.render.live_map.geometry import frame_url
from dashboard.render.live_map.message import periods_url
from geodata.errors import UnknownKeyError

# The parts of Streamlit's bundle, by the beginning of their names, that draw what our first screen shows. Each is asked
# for only when its element has come from the server; the frame of the map is the one that everything else waits for.
FRAME_PARTS = ("ComponentInstance", "Html")
OTHER_PARTS = ("PageLink", "Selectbox", "Radio", "DateInput", "Checkbox", "ButtonGroup", "Button")
STATIC_IMPORT = re.compile(r"""(?:from|import)["'`]\./([\w.-]+\.js)["'`]""")
COMPONENT = "component/streamlit_folium.st_folium"
UP_FROM_MAP = "../../"  # how the map's frame, which lies deeper, begins the addresses of what it fetches
# Streamlit's page loads its own font (170 kB) whatever font the theme names; ours is another.
OWN_FONT = re.compile(rb"<link\b[^>]*/SourceSans[^>]*>")


def bundle_tags(page: Path) -> tuple[str, ...]:
    """Return hints for the files of Streamlit's bundle that the first screen needs and its page does not name.

    Parameters
    ----------
    page
        Streamlit's index.html, with `static` beside it. A part that another release calls otherwise gets no hint.
    """
    known = set(re.findall(r"static/js/([\w.-]+\.js)", page.read_text(encoding="utf-8")))
    scripts = page.parent / "static" / "js"
    first = _needed(scripts, FRAME_PARTS, known)
    later = _needed(scripts, OTHER_PARTS, known | set(first))
    return (
        *(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in first),
        *(f'<link rel="prefetch" as="script" crossorigin href="./static/js/{name}">' for name in later),
    )


def _needed(scripts: Path, parts: Iterable[str], known: set[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}

    def follow(path: Path) -> None:
        """Add a script and, before it, all that it imports as it starts."""
        if path.name in known or path.name in found or not path.is_file():
            return
        found[path.name] = None
        for name in STATIC_IMPORT.findall(path.read_text(encoding="utf-8")):
            follow(path.with_name(name))

    for part in parts:
        for path in scripts.glob(f"{part}.*.js"):
            follow(path)
    return tuple(found)


def component_tags() -> tuple[str, ...]:
    """Return hints for the scripts of streamlit-folium's frame, from the first run of the page on.

    That run imports the package and so registers its component; until then there is nothing to fetch.
    """
    return _component_tags() if "streamlit_folium" in sys.modules else ()


@cache
def _component_tags() -> tuple[str, ...]:
    found = find_spec("streamlit_folium")
    page = Path(found.origin).parent / "frontend" / "build" / "index.html" if found and found.origin else None
    scripts = re.findall(r'src="\./([\w./-]+\.js)"', page.read_text(encoding="utf-8")) if page else []
    return tuple(f'<link rel="prefetch" as="script" href="./{COMPONENT}/{name}">' for name in scripts)


def link_tags(path: str, view: View, spec_of: Callable[[View], MapSpec], *, today: date) -> str:
    """Return hints for what the map of a view will fetch, its shapes and its history if it has one.

    The screen of the map also gets what its first picture is painted from. Call it in a worker thread: specification
    and shapes may have to be made.

    Parameters
    ----------
    path
        The screen, without the root of the addresses: nothing for the map.
    view
        What its link asks for; of a story, the view of the step.
    spec_of
        Called for what the view shows.
    today
        The day (UTC) of the answer.
    """
    try:
        spec = spec_of(view)
        shapes = frame_url(view.extent, spec.release, spec.names).removeprefix(UP_FROM_MAP)
        found = [first_data(spec, url=f"./{shapes}", today=today)] if not path else []
        rel = 'preload" as="fetch" crossorigin fetchpriority="high' if not path else "prefetch"
        found.append(f'<link rel="{rel}" href="./{shapes}">')
        if fill_layer(view) == LayerId.TREATY_STATUS and path != STORY:
            periods = periods_url(view.treaty, spec.release).removeprefix(UP_FROM_MAP)
            found.append(f'<link rel="prefetch" href="./{periods}">')
    except UnknownKeyError:  # the page names what of the link is not known
        found = []
    return "".join([*component_tags(), *found])


def frame_scripts() -> tuple[str, ...]:
    """Return what stands before streamlit-folium's script in the frame's document.

    These are the words for a script that does not come, an early request for the shapes, and our own scripts, which
    so are there before the first message.
    """
    own = [script_text(name) for name in ("failure", "early")]
    return (*(f"<script>{text}</script>" for text in own), f'<script defer src="{bundle_url(SCRIPT)}"></script>')


def frame_styles() -> tuple[str, ...]:
    """Return the style of the frame; it belongs into the body, because streamlit-folium writes the head twice."""
    return (f'<link rel="stylesheet" href="{bundle_url(STYLE)}">',)
