"""The code by which other pages show a view, and the tags by which they find out about it."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from dashboard.maps.frozen import dated_link
from dashboard.maps.spec import MapSpec

NAME = "Mine Ban Atlas"
PICTURE, PICTURE_HEIGHT = 1200, 675  # pixels: what previews of links are cut from
WIDTH = 800  # pixels of an embed where nobody says how much room there is
# The page is as high as this share of its width, and by so much more: headline, legend and notes break into lines.
SHARE, BESIDE_MAP = 0.56, 330


def light_code(address: str, query: str, title: str) -> str:
    """Return the HTML that embeds a view as one light page, which works in the strictest sandbox that runs scripts."""
    return (
        f'<iframe src="{escape(address)}embed{escape(query)}" title="{escape(title)}" loading="lazy" '
        f'style="width:100%;height:{height_at(WIDTH)}px;border:0" sandbox="allow-scripts allow-popups" '
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


def picture_url(spec: MapSpec, address: str) -> str:
    """Return the address of the picture that stands for a view where its link is shown."""
    return f"{address}export/map.png{dated_link(spec)}&width={PICTURE}"


def announcement(spec: MapSpec, address: str) -> str:
    """Return the tags by which other sites find title, picture and embed of a view (oEmbed discovery, Open Graph)."""
    page = address + dated_link(spec)
    asked = f"{address}oembed?{urlencode({'url': page})}"
    title = escape(spec.headline.text)
    told = {
        "og:type": "website",
        "og:site_name": NAME,
        "og:title": spec.headline.text,
        "og:description": spec.subtitle,
        "og:url": page,
        "og:image": picture_url(spec, address),
        "og:image:width": PICTURE,
        "og:image:height": PICTURE_HEIGHT,
        "og:image:alt": spec.headline.text,
    }
    tags = [f'<meta property="{key}" content="{escape(str(value))}">' for key, value in told.items()]
    return "".join(
        [
            f'<link rel="alternate" type="application/json+oembed" href="{escape(asked)}" title="{title}">',
            '<meta name="twitter:card" content="summary_large_image">',
            f'<meta name="description" content="{escape(spec.subtitle)}">',
            *tags,
        ]
    )
