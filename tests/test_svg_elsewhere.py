"""SVG files in programs that leave out the fonts inside: widths are said, marks follow, halos lie beneath."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from dashboard.maps.view import PRESETS, Preset, View
from dashboard.render.formats import FORMATS, Options, file_bytes
from dashboard.render.svg.picture import spec_svg
from dashboard.render.svg.portable_text import face_of, fitted, line_of
from dashboard.render.typesetting import text_width
from tests.picture_texts import SVG, root_of
from tests.shipped_views import TODAY, shown

BASE = "https://atlas.example.org/"


def file_of(view: View) -> ET.Element:
    return root_of(file_bytes(FORMATS["svg"], shown(view), Options(BASE, TODAY)).decode())


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_every_line_says_how_wide_it_is_in_its_own_font(preset: Preset) -> None:
    lines = [text for text in file_of(preset.view).iter(f"{SVG}text") if len(text.text or "") > 1]
    assert lines
    for line in lines:
        content, size = line.text or "", float(line.get("font-size", "0"))
        kerned = line_of(content, face_of(line.attrib))[1] * size / 1000
        assert float(line.get("textLength", "0")) == pytest.approx(kerned, abs=0.01)
        assert kerned <= 1.002 * text_width(content, face_of(line.attrib), size)  # what the layout left room for
        assert line.get("lengthAdjust") == "spacingAndGlyphs"


def test_the_numbers_of_a_title_are_part_of_it_and_follow_its_last_letter() -> None:
    file = file_of(View(day=date(2026, 11, 21)))
    (title,) = [text for text in file.iter(f"{SVG}text") if len(text) == 2]
    words, marks = title
    assert (words.text or "").endswith("suspend it")
    assert re.fullmatch(r"[\d,]+", marks.text or "")
    assert float(marks.get("dx", "0")) > 0 > float(marks.get("dy", "0"))
    assert marks.get("x") is None


def test_a_halo_lies_beneath_its_name_and_not_over_it() -> None:
    svg = spec_svg(shown(View(extent="europe")), base=BASE, made_on=TODAY)
    names = re.findall(r'paint-order="stroke">([^<]*)</text>', svg)
    file = fitted(svg)
    assert names
    assert "paint-order" not in file.partition('id="names"')[2]
    written = re.findall(
        r'<text [^>]*?(fill="none"[^>]*stroke|fill="#)[^>]*>([^<]*)</text>', file.partition('id="names"')[2]
    )
    firsts = written[: 2 * len(names)]
    assert [text for _, text in firsts] == [name for name in names for _ in range(2)]
    assert [manner.startswith('fill="none"') for manner, _ in firsts] == [True, False] * len(names)
