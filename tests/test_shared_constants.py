"""Hatches and other constants that several outputs need: each is defined once, and the map's scripts have the same."""

import re

import pytest

from dashboard.maps.hatches import KEY_TILES, MAP_TILES, TILE
from dashboard.maps.spec import Hatch, Look, Paint
from dashboard.render.assets import ASSETS
from dashboard.render.html.swatch import swatch_svg
from dashboard.render.pptx.drawing import PATTERNS
from dashboard.render.shared_constants import SCRIPT, shared_script
from dashboard.render.svg.style import pattern
from dashboard.render.theme import LIGHT

HATCHES = [hatch for hatch in Hatch if hatch is not Hatch.NONE]
LOOK = Look(Paint("#1B6DC4", "#1B6DC4"), Hatch.NONE, Paint("#FFFFFF", "#FFFFFF"))


def test_the_script_of_shared_constants_is_what_python_writes_now() -> None:
    kept = (ASSETS / SCRIPT).read_text(encoding="utf-8")
    assert kept == shared_script(), "run python -m dashboard.render.shared_constants"


def test_every_hatch_has_a_tile_for_maps_one_for_keys_and_a_pattern_of_slides() -> None:
    assert list(MAP_TILES) == list(KEY_TILES)
    assert set(MAP_TILES) == set(KEY_TILES) == set(PATTERNS) == set(HATCHES)


@pytest.mark.parametrize("hatch", HATCHES)
def test_pictures_and_keys_draw_the_tiles(hatch: Hatch) -> None:
    look, tile, key = Look(LOOK.fill, hatch, LOOK.ink), MAP_TILES[hatch], KEY_TILES[hatch]
    drawn = pattern("h", look, LIGHT, size=1)
    assert f'width="{tile.side:g}" height="{tile.side:g}" viewBox="0 0 {TILE} {TILE}"' in drawn
    assert f'<path d="{tile.path}" ' in drawn
    assert f'stroke-width="{tile.width:g}"' in drawn
    assert ("round" in drawn) == (tile.cap == "round")
    swatch = swatch_svg(look, "light")
    dots = tuple((int(x), int(y)) for x, y in re.findall(r'<circle cx="(\d+)" cy="(\d+)"', swatch))
    assert dots == key.dots
    assert f'd="{key.lines}"' in swatch or key.dots


# Scripts take what they share with Python from there; a table of their own would drift.
def test_no_script_has_a_hatch_of_its_own() -> None:
    scripts = [
        path for path in ASSETS.rglob("*.js") if not {"built", "vendor"} & {*path.parts} and path != ASSETS / SCRIPT
    ]
    assert len(scripts) > 40
    for path in scripts:
        text = path.read_text(encoding="utf-8")
        assert not [hatch for hatch in HATCHES if f'"{hatch}"' in text], path.name
        assert not [tile for tile in MAP_TILES.values() if tile.path in text], path.name
