"""The code by which other pages show a view, and the tags by which they find out about it."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from dashboard.maps.previews import Preview

NAME = "Mine Ban Atlas"
PICTURE, PICTURE_HEIGHT = 1200, 675  # pixels: what previews of links are cut from
WIDTH = 800  # pixels of an embed where nobody says how much room there is
# The page is as high as this share of its width, and by so much more: headline, legend and notes break into lines.
SHARE, BESIDE_MAP = 0.56, 330


def light_code(address: str, query: str, title: str, *, height: int | None = None) -> str:
    """Return the HTML that embeds a view as one light page, which works in the strictest sandbox that runs scripts."""
    return frame_code(f"{address}embed{query}", title, height=height)


def frame_code(source: str, title: str, *, height: int | None = None) -> str:
    """Return the HTML that embeds a page of ours which needs its own script and nothing else.

    Parameters
    ----------
    source
        Address of the page.
    height
        In pixels; without it that of a view at the width of an embed.
    """
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" loading="lazy" '
        f'style="width:100%;height:{height or height_at(WIDTH)}px;border:0" sandbox="allow-scripts allow-popups" '
        'allow="fullscreen"></iframe>'
    )


def live_code(address: str, query: str, title: str) -> str:
    """Return the HTML that embeds the whole atlas with all its controls, some 25 times as heavy."""
    options = "&embed=true&embed_options=hide_loading_screen"
    return (
        f'<iframe src="{escape(f"{address}{query}{options}")}" title="{escape(title)}" loading="lazy" '
        'style="width:100%;height:900px;border:0" allow="fullscreen; clipboard-write"></iframe>'
    )


def height_at(width: int) -> int:
    """Return how high the light page is about, in pixels, at a width in pixels."""
    return round(width * SHARE) + BESIDE_MAP


def map_picture(query: str, address: str) -> str:
    """Return the address of the picture that stands for a map where its link is shown.

    Parameters
    ----------
    query
        The link of the map from its "?" on, its day spelled out.
    """
    return f"{address}export/map.png{query}&width={PICTURE}"


def announcement(preview: Preview, address: str) -> str:
    """Return the tags by which other sites find title, picture and embed of a page (oEmbed discovery, Open Graph)."""
    page = f"{address}{preview.path}{preview.query}"
    asked = f"{address}oembed?{urlencode({'url': page})}"
    title = escape(preview.title)
    told = {
        "og:type": "website",
        "og:site_name": NAME,
        "og:title": preview.title,
        "og:description": preview.line,
        "og:url": page,
        "og:image": map_picture(preview.map_query, address),
        "og:image:width": PICTURE,
        "og:image:height": PICTURE_HEIGHT,
        "og:image:alt": preview.map_title,
    }
    tags = [f'<meta property="{key}" content="{escape(str(value))}">' for key, value in told.items()]
    return "".join(
        [
            f'<link rel="alternate" type="application/json+oembed" href="{escape(asked)}" title="{title}">',
            '<meta name="twitter:card" content="summary_large_image">',
            f'<meta name="description" content="{escape(preview.line)}">',
            *tags,
        ]
    )
