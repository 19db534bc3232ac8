"""What the map's scripts and Python both have to know, as a script: `python -m dashboard.render.shared_constants`.

The command writes the script anew. It is kept among the assets, where it is read, bundled and checked like the others;
a test holds it to what Python says.
"""

from __future__ import annotations

import json

from dashboard.maps.hatches import MAP_TILES, TILE
from dashboard.render.assets import ASSETS
from dashboard.render.live_map.message import EDGE_BITS, UNSENT
from dashboard.render.scene import GAP, LESSER_RADIUS, MAX_ITERATIONS, MAX_SHIFT, MIN_VISIBLE_SIZE, RADIUS

SCRIPT = "map/shared-constants.js"
HEAD = "/* Written by `python -m dashboard.render.shared_constants`, which says what it holds; not to be edited. */\n\n"
# What a script may ask of a constant, where tsc cannot tell from its value.
TYPES = {
    "UNSENT": "/** @type {Partial<Wire.MapMessage>} */\n",
    "HATCHES": "/** @type {Partial<Record<Wire.ClassRow[3], Hatch>>} */\n",
}


def shared_script() -> str:
    """Return the module `shared-constants.js` of the map's scripts.

    Returns
    -------
    str
        JavaScript. HATCHES by name: side of a tile in pixels, path in a square of TILE, width and cap of its lines.
        EDGES: bits of a class. POINTS of small states: radii and gap in pixels, how far and in how many rounds they are
        moved apart, and the size of an island from which its state is seen without one. UNSENT: what a message that
        lacks a member means by it.
    """
    hatches = {
        hatch.value: {"side": tile.side, "d": tile.path, "width": tile.width, "cap": tile.cap}
        for hatch, tile in MAP_TILES.items()
    }
    points = {
        "radius": RADIUS,
        "lesserRadius": LESSER_RADIUS,
        "gap": GAP,
        "rounds": MAX_ITERATIONS,
        "farthest": MAX_SHIFT,
        "seen": MIN_VISIBLE_SIZE,
    }
    shared = {
        "HATCHES": hatches,
        "TILE": TILE,
        "EDGES": EDGE_BITS,
        "POINTS": points,
        "UNSENT": UNSENT,
    }
    constants = (
        f"{TYPES.get(name, '')}export const {name} = {json.dumps(value, indent=2)};\n" for name, value in shared.items()
    )
    return HEAD + "\n".join(constants)


if __name__ == "__main__":
    (ASSETS / SCRIPT).write_text(shared_script(), encoding="utf-8")
