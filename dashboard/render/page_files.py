"""The files that our own page adds to Streamlit's: style, and scripts that mend what it lacks and tell stories."""

from __future__ import annotations

import json

from dashboard.render.assets import bundle_version, script_text
from dashboard.render.formats import KINDS, STORY_KINDS
from dashboard.render.wire import WayRow, Ways

PAGE_CSS = ("atlas.css", "text.css", "story.css", "access.css", "print.css")
PAGE_JS = ("built/page-scripts.js",)
# What the browser is sent: the style sheets as one file, and the scripts as another (assets/page-scripts.js).
PAGE_STYLE, PAGE_SCRIPT = "page.css", "page-scripts.js"
PAGE_BUNDLES = {PAGE_STYLE: PAGE_CSS, PAGE_SCRIPT: PAGE_JS}
_FROM_PAGE = "./assets/"  # every screen stands right under the root


def page_style() -> str:
    """Return the tag that brings the page's own style; it belongs behind every other style."""
    version = bundle_version(PAGE_STYLE, PAGE_CSS)
    return f'<link rel="stylesheet" href="{_FROM_PAGE}{PAGE_STYLE}?v={version}">'


def page_script() -> str:
    """Return the tag that brings the page's own scripts, which wait for nothing and let nothing wait."""
    version = bundle_version(PAGE_SCRIPT, PAGE_JS)
    return f'<script defer src="{_FROM_PAGE}{PAGE_SCRIPT}?v={version}"></script>'


def trouble_script() -> str:
    """Return the script that says when a part of the page does not come, written into the page before all others."""
    return f"<script>{script_text('trouble')}</script>"


def ways_tag() -> str:
    """Return the tag that tells the page's scripts what can be had of a view or a story without a live connection.

    Each is an address that takes the query of the link, and what it is called.
    """
    files = [WayRow(f"./export/map.{kind.ending}", kind.label) for kind in KINDS.values()]
    stories = [WayRow(f"./export/story.{kind.ending}", kind.label) for kind in STORY_KINDS.values()]
    ways: Ways = {"map": [WayRow("./embed", "Light page"), *files], "story": stories}
    return f'<script type="application/json" id="atlas-ways">{json.dumps(ways)}</script>'
