"""The index of countries as HTML: what the swatches mean, then a list of links for each region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from urllib.parse import urlencode

from dashboard.maps.reference.country_index import IndexEntry, Key, Region
from dashboard.render.swatch import HEIGHT, WIDTH, swatch_address, swatch_img
from geodata import StatusKind


def country_index_html(regions: Iterable[Region], keys: Iterable[Key]) -> str:
    """Return the index; its links open the page of a country anew, with the view they were made for."""
    known = {key.class_id: key for key in keys}
    legend = "".join(f"<li>{swatch_img(key.look)}{escape(key.label)}</li>" for key in known.values())
    kept = tuple(regions)
    ways = " · ".join(f'<a href="#{_anchor(region)}">{escape(region.name)}</a>' for region in kept)
    lists = "".join(_region(region, known) for region in kept)
    return (
        f'<ul class="index-keys">{legend}</ul>'
        f'<nav class="index" aria-label="Countries"><p class="ways">{ways}</p>{lists}</nav>'
    )


def _anchor(region: Region) -> str:
    return f"in-{escape(region.name.casefold())}"


def _region(region: Region, keys: Mapping[StatusKind, Key]) -> str:
    entries = "".join(_entry(entry, keys[entry.class_id]) for entry in region.entries)
    return f'<section><h2 id="{_anchor(region)}">{escape(region.name)}</h2><ul>{entries}</ul></section>'


def _entry(entry: IndexEntry, key: Key) -> str:
    # Here the swatch says what no label beside it says.
    picture = (
        f'<img class="swatch" alt="" title="{escape(key.label)}" width="{WIDTH}" height="{HEIGHT}" '
        f'src="{swatch_address(key.look)}">'
    )
    hidden = f'<span class="unseen">, {escape(key.label)}</span>'
    return f'<li>{picture}<a href="country?{escape(urlencode(entry.query))}">{escape(entry.name)}{hidden}</a></li>'
