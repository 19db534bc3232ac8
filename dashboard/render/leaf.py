"""A specification as one page: its maps drawn for a script, put into the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.maps.spec import MapSpec, PictureTheme
from dashboard.render.leaf_html import leaf_html
from dashboard.render.scene import Scene, scenes_of
from dashboard.render.svg_map import map_drawing
from dashboard.render.svg_pen import Rect
from dashboard.render.svg_theme import paper
from dashboard.render.svg_values import number
from dashboard.render.words import words_of

WIDTH = 1000.0  # pixels of the map in its own measure; the page scales it
LOWEST, HIGHEST = 0.42, 0.75  # height by width: the world is low, and no map is a tower


def leaf(
    spec: MapSpec,
    *,
    base: str,
    made_on: date,
    theme: PictureTheme,
    is_whole: bool,
    notice: str = "",
    changes: Sequence[str] = (),
) -> str:
    """Return a specification as a page that needs nothing else.

    Parameters
    ----------
    base
        Public address of the atlas.
    is_whole
        Whether table and map in words are on it too.
    notice, changes
        What to tell before everything else, and what has changed since the page was cited.
    """
    words = words_of(spec, base=base, made_on=made_on)
    labels = {item.class_id: item.label for g in spec.legends if g.layer == spec.fill_layer for item in g.classes}
    maps = [
        _map(scene, labels, theme, f"map{place}-", is_light=not is_whole) for place, scene in enumerate(scenes_of(spec))
    ]
    return leaf_html(spec, words, maps=maps, theme=theme, is_whole=is_whole, notice=notice, changes=changes)


def _map(scene: Scene, labels: dict[str, str], theme: PictureTheme, prefix: str, *, is_light: bool) -> str:
    west, south, east, north = scene.bounds
    height = WIDTH * min(max((north - south) / (east - west), LOWEST), HIGHEST)
    at = Rect(0.0, 0.0, WIDTH, height)
    drawn = map_drawing(
        scene, at, paper=paper(theme), labels=labels, prefix=prefix, is_scripted=True, is_light=is_light
    )
    r = drawn.rect
    box = " ".join(number(value) for value in (r.x, r.y, r.width, r.height))
    return (
        f'<svg viewBox="{box}" preserveAspectRatio="xMidYMid meet"><defs>{drawn.definitions}</defs>{drawn.body}</svg>'
    )
