"""The PNG of pictures: sizes, colours exact to the byte, title and description inside."""

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from dashboard.maps.spec import PictureTheme
from dashboard.maps.view import PRESETS, View
from dashboard.render.picture_text import PictureText
from dashboard.render.png import png
from dashboard.render.scene import scenes_of
from dashboard.render.svg.picture import map_svg, spec_svg
from dashboard.render.svg.style import Rect, SvgContext
from dashboard.render.theme import colours_of
from geodata.errors import GeodataError
from geodata.geo.frames import label_places
from tests.shipped_views import TODAY, shown

BASE = "https://atlas.example.org/"
VIEWS = {preset.preset_id: preset for preset in PRESETS}
SAMPLED = ("signing", "changes", "korea-2020", "korea-2026", "ukraine-today", "outside")


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data)).convert("RGB")


def rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@pytest.mark.slow
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", SAMPLED)
def test_the_colour_of_each_class_is_exact_where_its_areas_are(name: str, theme: PictureTheme) -> None:
    spec = shown(VIEWS[name].view)
    scenes = scenes_of(replace(spec, shapes=()))  # what lies over the areas mixes its colour with theirs
    image = opened(
        png(map_svg(scenes, PictureText(spec, base=BASE, made_on=TODAY), theme=theme, is_map_only=True), 1600)
    )
    scene, colours = scenes[0], colours_of(theme)
    ctx = SvgContext(scene, Rect(0, 0, 1600, 900), colours=colours, prefix="", labels={})
    places, seen = label_places(spec.extent), set[str]()
    for area in sorted(scene.areas, key=lambda area: -places[area.area].width if area.area in places else 0):
        place = places.get(area.area)
        if area.follows or place is None or place.width * ctx.scale < 60 or not ctx.is_inside(place.x, place.y):
            continue
        look = scene.looks[scene.fill_layer, area.class_id]
        wanted = rgb(colours.muted if area.is_muted else colours.of(look.fill))
        x, y = map(round, ctx.at(place.x, place.y))
        # Beside the name that may stand in the middle; a hatch leaves the fill between its lines.
        if not (15 <= x < image.width - 15 and 15 <= y < image.height - 15):
            continue
        around = [image.getpixel((x + right, y + down)) for right in range(-12, 13, 2) for down in (-14, -12, 12, 14)]
        assert around.count(wanted) > len(around) / 10, area.name
        seen.add("left-out" if area.is_muted else area.class_id)
    assert seen


@pytest.mark.slow
def test_the_key_of_each_class_has_its_exact_colour() -> None:
    spec = shown(View())
    image = opened(png(spec_svg(spec, base=BASE, made_on=TODAY), 1600))
    colours = image.getcolors(maxcolors=2**24) or []
    counts = {colour: count for count, colour in colours}
    for item in spec.legends[0].classes:
        assert counts.get(rgb(item.look.fill.light), 0) > 40, item.label


@pytest.mark.slow
@pytest.mark.parametrize(("width", "height"), [(1600, 900), (800, 450), (3201, 1800)])
def test_a_picture_has_the_width_that_is_asked_for(width: int, height: int) -> None:
    svg = map_svg(scenes_of(shown(View())), PictureText(shown(View()), base=BASE, made_on=TODAY), is_map_only=True)
    assert opened(png(svg, width)).size == (width, height)


@pytest.mark.slow
def test_a_picture_carries_its_title_and_description() -> None:
    spec = shown(View())
    data = png(spec_svg(spec, base=BASE, made_on=TODAY), 800)
    image = Image.open(BytesIO(data))
    image.load()
    assert image.info["Title"] == spec.headline.text
    assert image.info["Description"] == spec.in_words
    assert png(spec_svg(spec, base=BASE, made_on=TODAY), 800) == data


@pytest.mark.slow
@pytest.mark.parametrize("width", [0, -5, 100_000])
def test_a_picture_of_no_size_or_of_too_many_pixels_is_refused(width: int) -> None:
    svg = spec_svg(shown(View()), base=BASE, made_on=TODAY)
    with pytest.raises(GeodataError, match="has no pixels, or more than 40,000,000 in all"):
        png(svg, width)


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(GeodataError, match="This is no picture of the atlas"):
        png("<svg/>", 400)
