"""The files that our own page adds to Streamlit's: one style sheet, and one script that mends what Streamlit lacks."""

from __future__ import annotations

from dashboard.render.asset_files import asset_url, bundle_version

PAGE_CSS = ("atlas.css", "text.css", "access.css")
PAGE_JS = "page.js"
# What the browser is sent: the style sheets as one file.
PAGE_STYLE = "page.css"
PAGE_BUNDLES = {PAGE_STYLE: PAGE_CSS}
_FROM_PAGE = "./assets/"  # every screen stands right under the root


def page_style() -> str:
    """Return the tag that brings the page's own style; it belongs behind every other style."""
    version = bundle_version(PAGE_STYLE, PAGE_CSS)
    return f'<link rel="stylesheet" href="{_FROM_PAGE}{PAGE_STYLE}?v={version}">'


def page_script() -> str:
    """Return the tag that brings the page's own script, which waits for nothing and lets nothing wait."""
    return f'<script defer src="{asset_url(PAGE_JS, _FROM_PAGE)}"></script>'
