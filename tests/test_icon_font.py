"""The icons of a page: each that Streamlit or the atlas names is in the font that the server cuts, and few others."""

import re
from io import BytesIO
from pathlib import Path

import pytest
import streamlit
from fontTools.ttLib import TTFont

from dashboard.render.assets import ASSETS
from dashboard.server import FILES, PAGE
from dashboard.web.icon_font import FONT_NAME, OWN_ICONS, icon_font

SCRIPTS = PAGE.parent / "static" / "js"
NAMED = re.compile(r":material/([a-z0-9_]+):")
MOST_BYTES = 15_000


def icons_of(font: bytes) -> set[str]:
    """The names of the icons of a font: its ligatures, spelled."""
    parsed = TTFont(BytesIO(font))
    letters = {glyph: chr(code).lower() for code, glyph in parsed.getBestCmap().items()}
    tables = [
        getattr(table, "ExtSubTable", table)
        for lookup in parsed["GSUB"].table.LookupList.Lookup
        for table in lookup.SubTable
    ]
    return {
        "".join(letters[glyph] for glyph in (first, *ligature.Component))
        for table in tables
        for first, ligatures in getattr(table, "ligatures", {}).items()
        for ligature in ligatures
    }


@pytest.mark.slow
def test_the_font_has_each_icon_that_is_named_and_is_small() -> None:
    (name,) = filter(FONT_NAME.fullmatch, FILES)
    font = icon_font(PAGE.parent / name, SCRIPTS)
    named = {icon for path in SCRIPTS.glob("*.js") for icon in NAMED.findall(path.read_text(encoding="utf-8"))}
    assert {"chevron_right", "keyboard_double_arrow_left", *OWN_ICONS} <= icons_of(font)
    assert named | OWN_ICONS >= icons_of(font) >= named - {"star_filled"}  # which the whole font lacks as well
    assert len(font) < MOST_BYTES


def test_the_icons_of_the_atlas_are_those_that_its_modules_name() -> None:
    modules = (ASSETS.parent).rglob("*.py")
    assert {icon for path in modules for icon in NAMED.findall(path.read_text(encoding="utf-8"))} - OWN_ICONS <= {
        "chevron_right"  # of a docstring
    }
    assert Path(streamlit.__file__).parent == PAGE.parent.parent


def test_another_font_is_served_as_it_is() -> None:
    font = ASSETS / "fonts" / "noto-sans-latin-400-normal.woff2"
    assert icon_font(font, ASSETS / "fonts") == font.read_bytes()
