"""The first picture: what the page of the atlas paints while Streamlit still starts, from the map's own message."""

from __future__ import annotations

import json
from datetime import date

from dashboard.maps.spec import MapSpec
from dashboard.render.asset_files import script_text
from dashboard.render.headline_html import headline_html
from dashboard.render.map_message import message
from dashboard.render.wire import FirstPicture
from geodata import Freshness


def first_data(spec: MapSpec, *, url: str, today: date) -> str:
    """Return the tag that tells the page's first script what to paint.

    Two maps side by side and a street map are not painted: of those the script only fetches the shapes.

    Parameters
    ----------
    spec
        What the link of the page asks for.
    url
        Address of the shapes, as the page writes it.
    today
        The day (UTC) of the answer.
    """
    picture: FirstPicture = {"url": url}
    if spec.beside is None and not spec.streets:
        sent = message(spec)
        picture = {
            "url": url,
            "fill": sent["fill"],
            "classes": sent["classes"],
            "keep": sent["keep"],
            "follows": sent["follows"],
            "out": list(spec.out),
            "headline": headline_html(spec, Freshness(spec.depositary_read, today)),
        }
    text = json.dumps(picture, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/json" id="atlas-first-data">{text}</script>'


def first_script() -> str:
    """Return the script that paints it, written into the page, where it waits for no answer."""
    return f"<script>{script_text('first')}</script>"
