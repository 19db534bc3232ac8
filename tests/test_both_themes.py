"""A drawing in both themes is, for a reader of either, the drawing of that theme."""

import re
from dataclasses import replace
from datetime import date
from xml.etree.ElementTree import Element, fromstring

import pytest

from dashboard.maps.spec import PictureTheme
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, FrozenJob, Options, file_bytes
from dashboard.render.html.both_themes import DARK_ONLY, LIGHT_ONLY, BothThemes
from dashboard.render.scene import scenes_of
from dashboard.render.svg.map import map_drawing
from dashboard.render.svg.style import Rect
from dashboard.render.theme import colours_of
from tests.shipped_views import SHIPPED

DAY = date(2026, 3, 1)
VIEWS = {
    "europe": View(day=DAY, extent="europe"),
    "dark edges of one class": View(day=DAY, layers=("disagreement", "borders")),
    "korea": View(day=DAY, extent="korea", country="KOR"),
}
PAINTS = ("fill", "stroke", "fill-opacity", "stroke-opacity", "stroke-width", "opacity")


def drawn(view: View, theme: PictureTheme) -> str:
    scene = scenes_of(SHIPPED.spec(view))[0]
    box = Rect(0, 0, 1000, 600)
    drawing = map_drawing(
        scene, box, colours=colours_of(theme), labels={}, prefix="m-", is_scripted=True, is_light=True
    )
    return f"<svg><defs>{drawing.definitions}</defs>{drawing.body}</svg>"


def elements(svg: str, *, hidden: str = "", rules: dict[str, dict[str, str]] | None = None) -> list[object]:
    """Name, attributes without id and text of every element that is shown, in order."""
    shown: list[object] = []

    def visit(element: Element) -> None:
        name = element.attrib.pop("class", "")
        if name == hidden and name:
            return
        if name not in {LIGHT_ONLY, DARK_ONLY}:
            paints = (rules or {}).get(name, {})
            kept = {key: value for key, value in (element.attrib | paints).items() if value != "unset" and key != "id"}
            shown.append((element.tag, kept, element.text))
        for child in element:
            visit(child)

    visit(fromstring(svg))  # noqa: S314 - our own drawing
    return shown


@pytest.mark.slow
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_each_theme_of_a_merged_drawing_is_the_drawing_of_that_theme(view: View) -> None:
    light, dark, both = drawn(view, "light"), drawn(view, "dark"), BothThemes()
    merged, style = both.merged(light, dark), both.style()
    rules = {
        name: dict(part.split(":") for part in declarations.split(";"))
        for name, declarations in re.findall(r"\.(t\d+)\{([^}]*)\}", style)
    }
    assert {key for paints in rules.values() for key in paints} <= {*PAINTS}
    assert elements(merged, hidden=DARK_ONLY) == elements(light)
    assert elements(merged, hidden=LIGHT_ONLY, rules=rules) == elements(dark)
    assert len(merged) < 1.6 * len(light)


def test_an_element_of_one_theme_alone_stands_there_once_and_a_tree_of_another_form_whole() -> None:
    shown, hidden = f'<g class="{LIGHT_ONLY}">', f'<g class="{DARK_ONLY}">'
    merged = BothThemes().merged("<g><path/></g>", '<circle id="a"/><g><rect/></g>')
    assert merged == f"{hidden}<circle/></g><g>{shown}<path/></g>{hidden}<rect/></g></g>"
    assert BothThemes().merged("<g><path/></g>", "<path/>") == f"{shown}<g><path/></g></g>{hidden}<path/></g>"


@pytest.mark.slow
def test_a_page_of_the_copy_follows_its_reader_and_has_rows_and_cards_of_its_map() -> None:
    spec = SHIPPED.spec(View(day=DAY, extent="LIE", country="LIE"))
    job = FrozenJob(spec, "A copy.", in_table=frozenset({"LIE", "AUT"}), has_both_themes=True)
    page = file_bytes(FORMATS["frozen"], job, Options("", DAY)).decode()
    served = file_bytes(
        FORMATS["frozen"], replace(job, in_table=None, has_both_themes=False), Options("", DAY)
    ).decode()
    assert 'data-theme="auto"' in page
    assert "@media (prefers-color-scheme:dark){:root[data-theme=auto] {" in page
    assert "prefers-color-scheme" not in served
    assert "<summary>Table (2 of 197, those on the map)</summary>" in page
    assert (page.count("<tr>"), served.count("<tr>")) == (3, 1 + len(spec.rows))
    assert '"LIE":["Liechtenstein"' in page
    assert '"BRA":[' not in served
