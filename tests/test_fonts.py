"""The fonts of pictures: real widths, every letter of the tables, and never an empty box."""

import re
import unicodedata
from base64 import b64decode
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from dashboard.render.typesetting import (
    SUBSETS,
    Face,
    cut,
    drawable,
    font_rules,
    metrics,
    missing_letters,
    opened,
    plain_font,
    script_of,
    text_width,
    undrawable_letters,
    whole,
)
from tests.shipped_views import dataset

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
    composed = unicodedata.normalize("NFC", text)
    if not missing_letters(composed):
        assert drawable(text) == composed


@given(texts)
def test_a_text_has_undrawable_letters_just_when_codes_would_stand_for_them(text: str) -> None:
    codes = [f"[U+{ord(letter):04X}]" for letter in undrawable_letters(text)]
    assert all(code in drawable(text) for code in codes)
    assert len(re.findall(r"\[U\+[0-9A-F]{4,6}\]", drawable(text))) >= len(codes)
    if not codes:
        assert "[U+" not in drawable(text.replace("[", ""))


def test_a_letter_that_the_fonts_lack_is_named() -> None:
    assert missing_letters("Kyiv 地 and 地, ☢") == "地☢"
    assert drawable("𝟓 ☢ 地") == "5 [U+2622] [U+5730]"
    assert drawable("a\u2003b\u0007") == "a\u2003b"
    assert [script_of(letter) for letter in "ЖΩgسក地한あ☢🚩"] == [
        *("Cyrillic", "Greek", "Latin", "Arabic", "Khmer", "Chinese", "Hangul", "Hiragana", "symbols", "symbols")
    ]


def test_latin_greek_and_cyrillic_are_drawn_with_all_their_marks() -> None:
    letters = [chr(code) for code in (*range(0xA0, 0x530), *range(0x1E00, 0x2000))]
    assigned = [letter for letter in letters if unicodedata.category(letter) not in {"Cn", "Cc", "Cf"}]
    lacking = undrawable_letters("".join(assigned))
    assert {script_of(letter) for letter in lacking} == {"Coptic"}  # which Unicode keeps among the Greek letters
    assert drawable(unicodedata.normalize("NFD", "Quảng Trị")) == "Quảng Trị"  # composed, as a font draws it best
    for letter, mark in (("g", "\u0303"), ("а", "\u0301"), ("ẹ", "\u0301"), ("x", "\u0302")):
        assert drawable(letter + mark) == letter + mark
        assert text_width(letter + mark, Face.REGULAR, 10) == text_width(letter, Face.REGULAR, 10)


@pytest.mark.parametrize("face", Face)
@pytest.mark.parametrize("subset", SUBSETS)
def test_what_a_picture_embeds_measures_what_the_whole_font_measures(face: Face, subset: str) -> None:
    part, all_of_it = opened(face, subset), whole(face)
    glyphs = all_of_it.getBestCmap()
    for code, name in part.getBestCmap().items():
        if chr(code).isprintable():
            assert part["hmtx"][name][0] == all_of_it["hmtx"][glyphs[code]][0]


@pytest.mark.slow
def test_the_fonts_have_every_letter_of_the_tables() -> None:
    data = dataset()
    text = repr((data.states, data.sources, data.claim_by_id, data.treaties, data.definitions))
    assert missing_letters(text) == ""


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


@pytest.mark.slow
def test_letters_beyond_come_in_a_font_cut_for_them_with_the_places_of_their_marks() -> None:
    kyiv = font_rules("Київ")
    assert "unicode-range:U+0412" not in kyiv
    assert "unicode-range:U+041A,U+0432,U+0438,U+0457" in kyiv
    assert len(kyiv) < 1.4 * len(font_rules("Kyiv"))
    loose = font_rules("g\u0303uahe")
    assert "unicode-range:U+0067,U+0303" in loose
    *_, (_, _, data) = _RULE.findall(loose)
    font = TTFont(BytesIO(b64decode(data)))
    assert {"g", "\u0303"} <= {chr(code) for code in font.getBestCmap()}
    assert "mark" in {item.FeatureTag for item in font["GPOS"].table.FeatureList.FeatureRecord}


@pytest.mark.slow
def test_a_font_that_is_written_anew_keeps_its_time_so_that_files_are_the_same_in_every_process() -> None:
    files = (plain_font(Face.TITLE), cut(Face.TITLE, frozenset({ord("ї")})))
    assert {TTFont(BytesIO(file))["head"].modified for file in files} == {whole(Face.TITLE)["head"].modified}
