"""The key of a class, as a small SVG picture: its fill, the hatch over it and an outline."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Literal, TypeAlias

from dashboard.maps.hatches import KEY_TILES, Tile
from dashboard.maps.markers import placed
from dashboard.maps.palette import OUTLINE
from dashboard.maps.spec import Hatch, Look, Marker, Paint
from dashboard.render.markup import polygon

# "auto" follows the page in the browser; the others are for pictures that leave it.
Theme: TypeAlias = Literal["auto", "light", "dark"]

# A picture has the theme of the page that shows it only when it says that it knows both.
KNOWS_BOTH = ' style="color-scheme:light dark"'

SWATCH_WIDTH, SWATCH_HEIGHT = 18, 14

_NAME = re.compile(r"(?P<fill>[0-9A-F]{12})_(?P<hatch>[a-z-]+)_(?P<ink>[0-9A-F]{12})_(?P<symbol>[a-z]+)", re.ASCII)


def colour(paint: Paint, theme: Theme = "auto") -> str:
    """Return a colour of one theme, or of both as CSS that follows the page."""
    if theme == "auto":
        return f"light-dark({paint.light},{paint.dark})"
    return paint.dark if theme == "dark" else paint.light


def painted(attribute: str, paint: Paint, theme: Theme) -> str:
    """Return an SVG attribute that paints, such as fill; a browser that knows no light-dark() shows the light theme."""
    if theme == "auto":
        return f'{attribute}="{paint.light}" style="{attribute}:{colour(paint)}"'
    return f'{attribute}="{colour(paint, theme)}"'


def swatch_svg(look: Look, theme: Theme = "auto", *, symbol: str = "fill") -> str:
    """Return the swatch of a class as SVG text.

    Parameters
    ----------
    symbol
        What the layer draws, as its legend says: a circle gets a round swatch, everything else a rectangle. A look
        with a marker has the form of its marker.
    """
    shape = _shape(look.marker or symbol)
    tile = KEY_TILES.get(look.hatch)
    hatch = f"<defs>{_pattern(tile, look.ink, theme)}</defs>" if tile else ""
    over = f'{shape} fill="url(#h)"/>' if tile else ""
    knows = KNOWS_BOTH if theme == "auto" else ""
    size = f'width="{SWATCH_WIDTH}" height="{SWATCH_HEIGHT}" viewBox="0 0 {SWATCH_WIDTH} {SWATCH_HEIGHT}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}{knows}>'
        f"{hatch}{shape} {painted('fill', look.fill, theme)}/>{over}"
        f'{shape} fill="none" {painted("stroke", OUTLINE, theme)}/></svg>'
    )


def _pattern(tile: Tile, ink: Paint, theme: Theme) -> str:
    """Return the hatch as a pattern of SVG."""
    if tile.dots:
        fill, radius = painted("fill", ink, theme), f"{tile.width / 2:g}"
        drawn = "".join(f'<circle cx="{x}" cy="{y}" r="{radius}" {fill}/>' for x, y in tile.dots)
    else:
        drawn = f'<path d="{tile.lines}" {painted("stroke", ink, theme)} stroke-width="{tile.width:g}"/>'
    side = f"{tile.side:g}"
    return f'<pattern id="h" width="{side}" height="{side}" patternUnits="userSpaceOnUse">{drawn}</pattern>'


def _shape(form: str) -> str:
    if form in set(Marker):
        return f'<polygon points="{polygon(placed(Marker(form), SWATCH_WIDTH / 2, SWATCH_HEIGHT / 2, 6.5))}"'
    if form == "circle":
        return f'<circle cx="{SWATCH_WIDTH / 2:g}" cy="{SWATCH_HEIGHT / 2:g}" r="6"'
    return f'<rect x="0.5" y="0.5" width="{SWATCH_WIDTH - 1}" height="{SWATCH_HEIGHT - 1}" rx="1.5"'


def data_uri(svg: str) -> str:
    """Return an SVG picture as an address that holds the picture itself."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode('ascii')}"


def swatch_address(look: Look, *, symbol: str = "fill") -> str:
    """Return where the page finds the swatch of a look: an address that says all of it, so that it never goes stale."""
    paints = f"{look.fill.light}{look.fill.dark}_{look.hatch}_{look.ink.light}{look.ink.dark}".replace("#", "")
    return f"swatch/{paints}_{look.marker or symbol}.svg"


def swatch_at(name: str) -> str | None:
    """Return the swatch that an address names, as SVG text; None for a name that no swatch has."""
    parts = _NAME.fullmatch(name)
    if not parts or parts["hatch"] not in set(Hatch) or parts["symbol"] not in {"fill", "circle", *Marker}:
        return None
    fill, ink = (Paint(f"#{parts[key][:6]}", f"#{parts[key][6:]}") for key in ("fill", "ink"))
    return swatch_svg(Look(fill, Hatch(parts["hatch"]), ink), symbol=parts["symbol"])


def swatch_img(look: Look, *, symbol: str = "fill") -> str:
    """Return the swatch as an HTML image; it says nothing that the label beside it does not say, hence no text."""
    source = swatch_address(look, symbol=symbol)
    return f'<img class="swatch" alt="" width="{SWATCH_WIDTH}" height="{SWATCH_HEIGHT}" src="{source}">'
