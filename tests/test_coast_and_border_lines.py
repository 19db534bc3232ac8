"""Dark coasts and borders: one rule, what it gives for each class, and every output drawing what it says."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations_with_replacement, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps import palette
from dashboard.maps.coast_and_border_lines import LEAST_CONTRAST, LEAST_SEEN, DarkEdges, EdgeLine, dark_edges, edge_line
from dashboard.maps.palette import SEA, contrast
from dashboard.maps.spec import THEMES, Hatch, Legend, LegendClass, Look, MapSpec, Paint, PictureTheme
from dashboard.render.basemap import basemap
from dashboard.render.formats import Options
from dashboard.render.html.standalone import embed_html, view_html
from dashboard.render.live_map.message import message
from dashboard.render.picture_text import PictureText
from dashboard.render.pptx.drawing import ShapeXml, in_points, mixed
from dashboard.render.pptx.map import ShapeContext, map_shapes, placement_of
from dashboard.render.scene import scene_of
from dashboard.render.svg.picture import map_svg
from dashboard.render.theme import Colours, Ink, colours_of
from tests.map_specs import map_spec
from tests.shipped_views import TODAY

SETS: Mapping[str, Mapping[str, Look]] = {
    "status": palette.STATUS_LOOKS,
    "changes": {**palette.STATUS_LOOKS, "no-change": palette.NO_CHANGE_LOOK},
    "claims": palette.CLAIM_LOOKS,
    "use": palette.USE_LOOKS,
}
LOOKS = {**{f"{name}-{key}": look for name in SETS for key, look in SETS[name].items()}, **palette.UNLISTED_LOOKS}
EXTENT = "ESP"  # few areas, with coasts, borders and three small states
BASE = "https://atlas.example.org/"
# What the rule gives: the classes of which coasts, and of which borders, are dark.
DARK_COASTS = {
    "light": """joined signed suspension-claimed left uncertain not-eligible no-change medium light no-figure complete
        no-claim both self-destructing persistent reported none unknown""",
    "dark": """joined leaving left uncertain not-eligible no-change light no-figure complete no-claim both
        self-destructing persistent none unknown""",
}
DARK_BORDERS = {
    "light": "suspension-claimed uncertain no-change light no-figure persistent reported",
    "dark": "signed suspension-claimed massive heavy complete reported",
}
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")
paints = st.builds(Paint, colours, colours)
sides = st.builds(DarkEdges, st.booleans(), st.booleans(), st.booleans())


def over(ink: Ink, fill: str) -> str:
    """What a line looks like over a fill."""
    return mixed(ink.colour, fill, ink.opacity)


@pytest.mark.parametrize("theme", THEMES)
def test_the_classes_with_dark_coasts_and_borders_are_these(theme: PictureTheme) -> None:
    items = {key: dark_edges(look, theme) for looks in SETS.values() for key, look in looks.items()}
    assert {key for key, edges in items.items() if edges.coast} == set(DARK_COASTS[theme].split())
    assert {key for key, edges in items.items() if edges.border} == set(DARK_BORDERS[theme].split())


def test_a_hatch_of_the_colour_of_the_sea_gets_a_coast_and_one_that_is_only_dark_gets_none() -> None:
    left, reported = palette.STATUS_LOOKS["left"], palette.USE_LOOKS["reported"]
    assert contrast(left.fill.dark, SEA.dark) > LEAST_CONTRAST
    assert contrast(left.ink.dark, SEA.dark) < LEAST_SEEN < contrast(reported.ink.dark, SEA.dark) < LEAST_CONTRAST
    assert dark_edges(left, "dark").coast
    assert not dark_edges(replace(left, hatch=Hatch.NONE), "dark").coast
    assert not dark_edges(reported, "dark").coast


@pytest.mark.parametrize("theme", THEMES)
def test_every_coast_can_be_told_from_the_sea(theme: PictureTheme) -> None:
    sea, line = SEA.of(theme), Ink(colours_of(theme).faint_edge, 0.9)
    assert contrast(over(line, sea), sea) >= LEAST_CONTRAST
    for key, look in LOOKS.items():
        if not dark_edges(look, theme).coast:
            assert contrast(look.fill.of(theme), sea) >= LEAST_CONTRAST, key
            assert look.hatch is Hatch.NONE or contrast(look.ink.of(theme), sea) >= LEAST_SEEN, key


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SETS)
def test_every_border_is_seen_along_one_side_at_least(name: str, theme: PictureTheme) -> None:
    p = colours_of(theme)
    inks = {EdgeLine.BORDER: Ink(palette.BORDER.of(theme)), EdgeLine.PALE_BORDER: p.pale_border}
    for pair in combinations_with_replacement(SETS[name].items(), 2):
        line = edge_line([dark_edges(look, theme) for _, look in pair])
        assert line is not None
        fills = [look.fill.of(theme) for _, look in pair]
        seen = max(contrast(over(inks[line], fill), fill) for fill in fills)
        assert seen >= LEAST_SEEN, [key for key, _ in pair]


@given(paints, paints, st.sampled_from(Hatch), st.sampled_from(THEMES))
def test_a_hatch_only_adds_to_the_coasts_that_are_dark(
    fill: Paint, ink: Paint, hatch: Hatch, theme: PictureTheme
) -> None:
    plain, hatched = (dark_edges(Look(fill, kind, ink), theme) for kind in (Hatch.NONE, hatch))
    assert (hatched.border, hatched.dot) == (plain.border, plain.dot)
    assert plain.coast == plain.dot
    assert hatched.coast >= plain.coast


@given(sides, sides)
def test_a_border_is_dark_where_both_sides_need_it_and_does_not_ask_which_is_first(
    one: DarkEdges, other: DarkEdges
) -> None:
    wanted = EdgeLine.PALE_BORDER if one.border and other.border else EdgeLine.BORDER
    assert edge_line([one, other]) == edge_line([other, one]) == wanted
    assert edge_line([one, None]) == edge_line([None, one]) == edge_line([None]) == EdgeLine.LEFT_OUT
    assert edge_line([one]) == (EdgeLine.FAINT_COAST if one.coast else None)


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#F9C329", SEA.light) < LEAST_CONTRAST < contrast("#1B6DC4", SEA.light)


# The outputs: a map on which every area has one class.


def one_class(look: Look, *, left_out: tuple[str, ...] = ()) -> MapSpec:
    """A map whose areas are all of a class that looks like this, but for those that a filter leaves out."""
    spec = map_spec(EXTENT, fills=("#000000",), muted=left_out)
    shown = LegendClass("class-0", "Class 0", "", look, 0, is_selected=True)
    return replace(spec, legends=(Legend("status", "A legend", "fill", (shown,), ""),), link="?v=1")


def lines_of(spec: MapSpec, theme: PictureTheme) -> set[EdgeLine]:
    """The kinds of lines that the rule gives the edges of a map."""
    edges = dark_edges(spec.legends[0].classes[0].look, theme)
    items = {edge_line([None if key in spec.out else edges for key in arc.keys]) for arc in basemap(EXTENT).borders}
    return {line for line in items if line is not None}


def picture(spec: MapSpec, theme: PictureTheme) -> str:
    """A map as SVG."""
    words = PictureText(spec, base=BASE, made_on=TODAY)
    return map_svg([scene_of(spec)], words, theme=theme, is_map_only=True, has_fonts=False)


def in_svg(svg: str) -> set[str]:
    """The kinds of lines that a picture draws."""
    return set(re.findall(r'<path id="[^"]*edge-([\w-]+)" d="M', svg))


def on_slide(spec: MapSpec, theme: PictureTheme) -> ShapeXml:
    """A map as shapes of a slide."""
    scene, words = scene_of(spec), PictureText(spec, base=BASE, made_on=TODAY)
    return map_shapes(
        ShapeContext(count(2), placement_of(scene, in_points(30, 90, 660, 350)), colours_of(theme)), scene, words
    )


def in_slide(drawn: ShapeXml) -> set[str]:
    """The kinds of lines among shapes of a slide."""
    names = {
        "Coasts of pale areas": EdgeLine.FAINT_COAST,
        "Borders between pale areas": EdgeLine.PALE_BORDER,
        "Borders": EdgeLine.BORDER,
        "Borders and coasts of what the filter leaves out": EdgeLine.LEFT_OUT,
    }
    return {line.value for name, line in names.items() if f' name="{name}"' in drawn.xml}


def rim(colours: Colours, look: Look) -> str:
    """The colour of the rim of a dot."""
    if dark_edges(look, colours.theme).dot:
        return colours.faint_edge
    return colours.casing if look.hatch is Hatch.NONE else colours.of(look.fill)


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("key", LOOKS)
def test_every_output_draws_the_edges_of_a_class_as_the_rule_says(key: str, theme: PictureTheme) -> None:
    look = LOOKS[key]
    spec, edges, p = one_class(look), dark_edges(look, theme), colours_of(theme)
    wanted = lines_of(spec, theme)
    assert (EdgeLine.FAINT_COAST in wanted) == edges.coast
    assert (EdgeLine.PALE_BORDER in wanted) == edges.border

    whole = view_html(spec, Options(BASE, TODAY, theme=theme)).decode()
    for drawn in (picture(spec, theme), whole):
        assert in_svg(drawn) == wanted
        assert re.findall(r'<g id="[^"]*dots-class-0" [^>]*?stroke="([^"]*)"', drawn) == [rim(p, look)]

    slide = on_slide(spec, theme)
    assert in_slide(slide) == wanted
    dots = re.findall(r'prst="ellipse".*?</a:(?:solidFill|pattFill)><a:ln .*?srgbClr val="(\w+)"', slide.xml)
    assert {f"#{dot}" for dot in dots} == {rim(p, look)}

    light = embed_html(spec, Options(BASE, TODAY, theme=theme)).decode()
    (outline,) = re.findall(r'<g id="[^"]*class-class-0" [^>]*?stroke="([^"]*)"', light)
    assert (outline == p.faint_edge) == (edges.coast or edges.border)
    assert outline in (p.faint_edge, p.border.colour)

    ((*_, flags, _class_id),) = json.loads(json.dumps(message(spec)["classes"]))
    bits = [bool(flags & bit << (theme == "dark")) for bit in (1, 4, 16)]
    assert bits == [edges.coast, edges.border, edges.dot]


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_pictures_and_slides_draw_what_a_filter_leaves_out_alike(theme: PictureTheme) -> None:
    spec = one_class(palette.STATUS_LOOKS["left"], left_out=("PRT", "MAR"))
    wanted = lines_of(spec, theme)
    assert wanted == {EdgeLine.BORDER, EdgeLine.FAINT_COAST, EdgeLine.LEFT_OUT}
    assert in_svg(picture(spec, theme)) == in_slide(on_slide(spec, theme)) == wanted


def test_what_no_class_fills_has_the_edges_of_what_is_left_out() -> None:
    spec = one_class(palette.STATUS_LOOKS["left"])
    scene = scene_of(replace(spec, areas=tuple(area for area in spec.areas if area.area != "FRA")))
    assert scene.dark_edges("light")["FRA"] is None
    assert scene.dark_edges("light")["ESP"] == dark_edges(palette.STATUS_LOOKS["left"], "light")
