"""The key of a class, as a small SVG picture: its fill, the hatch over it and an outline."""

from __future__ import annotations

from base64 import b64encode
from typing import Literal, TypeAlias

from dashboard.maps.palette import OUTLINE
from dashboard.maps.spec import Hatch, Look, Paint

Theme: TypeAlias = Literal["light", "dark"]

WIDTH, HEIGHT = 18, 14
STEP = 5  # pixels between two lines of a hatch: three or four of them fit into a swatch and are still told apart
# One tile of each hatch, STEP pixels wide and high. A diagonal runs past its corners, where tiles would leave notches.
_TILES = {
    Hatch.DIAGONAL: '<path d="M-1 6L6-1M-1 1L1-1M4 6L6 4" {stroke}/>',
    Hatch.BACK_DIAGONAL: '<path d="M-1-1L6 6M4-1L6 1M-1 4L1 6" {stroke}/>',
    Hatch.CROSS: '<path d="M-1 6L6-1M-1-1L6 6" {stroke}/>',
    Hatch.VERTICAL: '<path d="M2.5 0V5" {stroke}/>',
    Hatch.HORIZONTAL: '<path d="M0 2.5H5" {stroke}/>',
    Hatch.DOTS: '<circle cx="2.5" cy="2.5" r="1.1" {fill}/>',
}


def colour(paint: Paint, theme: Theme) -> str:
    """Return a colour in one theme."""
    return paint.dark if theme == "dark" else paint.light


def swatch_svg(look: Look, theme: Theme, *, symbol: str = "fill") -> str:
    """Return the swatch of a class as SVG text.

    Parameters
    ----------
    symbol
        What the layer draws, as its legend says: a circle gets a round swatch, everything else a rectangle.
    """
    ink, line = colour(look.ink, theme), colour(OUTLINE, theme)
    shape = (
        f'<circle cx="{WIDTH / 2:g}" cy="{HEIGHT / 2:g}" r="6"'
        if symbol == "circle"
        else f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="1.5"'
    )
    tile = _TILES.get(look.hatch, "").format(stroke=f'stroke="{ink}" stroke-width="1.4"', fill=f'fill="{ink}"')
    hatch = (
        f'<defs><pattern id="h" width="{STEP}" height="{STEP}" patternUnits="userSpaceOnUse">{tile}</pattern></defs>'
        if tile
        else ""
    )
    over = f'{shape} fill="url(#h)"/>' if tile else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'{hatch}{shape} fill="{colour(look.fill, theme)}"/>{over}{shape} fill="none" stroke="{line}"/></svg>'
    )


def data_uri(svg: str) -> str:
    """Return an SVG picture as an address that holds the picture itself."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode('ascii')}"


def swatch_img(look: Look, theme: Theme, *, symbol: str = "fill") -> str:
    """Return the swatch as an HTML image; it says nothing that the label beside it does not say, hence no text."""
    source = data_uri(swatch_svg(look, theme, symbol=symbol))
    return f'<img class="swatch" alt="" width="{WIDTH}" height="{HEIGHT}" src="{source}">'
