"""The files that our own page adds to Streamlit's: style, and scripts that mend what it lacks and tell stories."""

from __future__ import annotations

from dashboard.render.asset_files import bundle_version

PAGE_CSS = ("atlas.css", "text.css", "story.css", "access.css", "print.css")
PAGE_JS = ("page.js", "print.js", "story.js", "story-stage.js", "story-drafts.js")
# What the browser is sent: the style sheets as one file, and the scripts as another.
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
