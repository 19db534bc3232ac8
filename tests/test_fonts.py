"""The fonts of pictures: real widths, every letter of the tables, and never an empty box."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from dashboard.render.fonts import Face, drawable, font_rules, metrics, missing_letters, text_width
from geodata import load

texts = st.text(st.characters(codec="utf-8"), max_size=40)
_RULE = re.compile(r"@font-face\{font-family:'([^']+)';font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)")


def test_widths_are_those_of_the_font() -> None:
    assert text_width("H", Face.REGULAR, 1000) == pytest.approx(741)
    assert text_width("iii", Face.REGULAR, 10) < text_width("WWW", Face.REGULAR, 10)
    assert text_width("Ukraine", Face.BOLD, 12) > text_width("Ukraine", Face.REGULAR, 12)
    assert text_width("ł", Face.REGULAR, 12) > 0


@given(texts, texts, st.sampled_from(Face))
def test_the_width_of_a_text_is_that_of_its_parts(one: str, two: str, face: Face) -> None:
    both = text_width(one, face, 10) + text_width(two, face, 10)
    assert text_width(one + two, face, 10) == pytest.approx(both)


@given(texts)
def test_what_is_drawn_has_no_letter_that_the_fonts_lack(text: str) -> None:
    assert missing_letters(drawable(text).replace("\n", "").replace("\t", "")) == ""
    if not missing_letters(text):
        assert drawable(text) == text


def test_a_letter_that_the_fonts_lack_is_named() -> None:
    assert missing_letters("Kyiv 地 and 地, ≤") == "地≤"
    assert drawable("ﬁve ≤ 地") == "five [U+2264] [U+5730]"
    assert drawable("a\u2003b\u0007") == "a b"


def test_the_fonts_have_every_letter_of_the_tables() -> None:
    dataset = load()
    found = repr((dataset.states, dataset.sources, dataset.claim_by_id, dataset.treaties, dataset.definitions))
    assert missing_letters(found) == ""


def test_all_faces_have_the_same_letters() -> None:
    assert len({frozenset(metrics(face).advances) for face in Face}) == 1


def test_a_picture_embeds_the_fonts_it_needs_and_no_others() -> None:
    plain, polish = font_rules("Ukraine"), font_rules("Łódź")
    assert len(_RULE.findall(plain)) == len(Face)
    assert len(_RULE.findall(polish)) == 2 * len(Face)
    assert "unicode-range:U+0141,U+017A" in polish
    for family, weight, data in _RULE.findall(polish):
        assert (family, int(weight)) in {(face.family, face.weight) for face in Face}
        assert TTFont(BytesIO(b64decode(data))).getBestCmap()
