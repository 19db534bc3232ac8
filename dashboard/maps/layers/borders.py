"""The disputed lines layer: the limits that are drawn otherwise than ordinary boundaries."""

from __future__ import annotations

from dashboard.maps.context import ComposeContext, Layer, Picture

ID = "borders"


def picture(_ctx: ComposeContext) -> Picture:
    """Return the lines, which are part of the basemap."""
    return Picture(overlays=("lines",))


LAYER = Layer(layer_id=ID, label="Disputed lines", picture=picture)
