"""Pictures have the colours of the live map, in both themes."""

import re
from dataclasses import fields

import pytest

from dashboard.maps.spec import PictureTheme
from dashboard.render.assets import ASSETS
from dashboard.render.theme import Ink, colours_of

_NAMES = {"edge": "card-edge", "halo": "name-halo", "page": "ground"}  # where the style sheet says it otherwise


def _variables(theme: PictureTheme) -> dict[str, str]:
    items: dict[str, str] = {}
    for name in ("map/live-map.css", "map/labels.css"):
        text = (ASSETS / name).read_text(encoding="utf-8")
        for selector, body in re.findall(r"(:root(?:\[data-theme=dark\])?) \{(.*?)\}", text, re.DOTALL):
            if theme == "dark" or "dark" not in selector:
                items |= dict(re.findall(r"--([\w-]+): ([^;]+);", body))
    return items


def _written(ink: Ink | str) -> str:
    if isinstance(ink, str) or ink.opacity == 1:
        return ink if isinstance(ink, str) else ink.colour
    parts = [int(ink.colour[at : at + 2], 16) for at in (1, 3, 5)]
    return f"rgba({parts[0]}, {parts[1]}, {parts[2]}, {f'{ink.opacity:g}'.removeprefix('0')})"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_colours_of_pictures_are_those_of_the_live_map(theme: PictureTheme) -> None:
    variables, colours = _variables(theme), colours_of(theme)
    for field in fields(colours):
        if field.name != "theme":
            name = _NAMES.get(field.name, field.name.replace("_", "-"))
            assert _written(getattr(colours, field.name)) == variables[name], field.name


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_first_picture_has_the_colours_of_the_live_map(theme: PictureTheme) -> None:
    script, p = (ASSETS / "first-picture-canvas.js").read_text(encoding="utf-8"), colours_of(theme)
    (body,) = re.findall(rf"const {theme.upper()} = \{{(.*?)\}};", script, re.DOTALL)
    border = Ink(p.border.colour, round(0.9 * p.border.opacity, 2))  # 0.9 is the opacity of the line in the style sheet
    wanted: dict[str, Ink | str] = {"sea": p.sea, "line": p.hairline, "border": border, "pale": p.pale_border}
    wanted |= {"faint": Ink(p.faint_edge, 0.9), "quiet": p.quiet, "muted": p.muted, "casing": p.casing}
    wanted |= {"coast": _variables(theme)["coast"]}
    items = dict(re.findall(r'(\w+): "([^"]+)"', body))
    assert items == {name: _written(ink).replace(" ", "") for name, ink in wanted.items()}
