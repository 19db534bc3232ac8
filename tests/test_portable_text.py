"""Text as outlines: the letters of the font, in their places, kerned, and none left behind as text."""

import re
from io import BytesIO
from itertools import pairwise

import pytest
from fontTools.pens.boundsPen import BoundsPen
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from dashboard.maps.view import View
from dashboard.render.png import png
from dashboard.render.svg.picture import spec_svg
from dashboard.render.svg.portable_text import glyph, line_of, outlined
from dashboard.render.typesetting import Face, drawable, kern, text_width, whole
from tests.shipped_views import TODAY, shown

letters = st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_categories=["C"])
_STEP = re.compile(r"([mlqz])([-\d ]*)")


def bounds(data: str) -> tuple[int, int, int, int]:
    """The box around the points of path data in steps."""
    at = start = (0, 0)
    points = []
    for kind, text in _STEP.findall(data):
        numbers = [int(number) for number in re.findall(r"-?\d+", text)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        if kind == "z":
            at = start
            continue
        points += [(at[0] + x, at[1] + y) for x, y in pairs]
        at = points[-1]
        start = at if kind == "m" else start
    return (
        min(x for x, _ in points),
        min(y for _, y in points),
        max(x for x, _ in points),
        max(y for _, y in points),
    )


@pytest.mark.slow
@pytest.mark.parametrize("face", Face)
@pytest.mark.parametrize("letter", "AgiÅ%łŻ“їΩữ")
def test_the_outline_of_a_letter_is_that_of_the_font(face: Face, letter: str) -> None:
    font = whole(face)
    pen = BoundsPen(font.getGlyphSet())
    font.getGlyphSet()[font.getBestCmap()[ord(letter)]].draw(pen)
    west, south, east, north = bounds(line_of(letter, face)[0])
    # The points that bend a curve may lie a little beyond it.
    assert west <= pen.bounds[0] <= west + 60
    assert south <= pen.bounds[1] <= south + 60
    assert east - 60 <= pen.bounds[2] <= east
    assert north - 60 <= pen.bounds[3] <= north
    assert glyph(letter, face).advance == text_width(letter, face, 1000)


@pytest.mark.slow
def test_pairs_of_letters_are_kerned_as_the_font_says() -> None:
    assert kern("T", "o", Face.REGULAR) == pytest.approx(-0.08, abs=0.05)
    assert kern("A", "V", Face.TITLE) < -0.02
    assert kern("n", "n", Face.REGULAR) == 0
    assert kern("地", "a", Face.REGULAR) == 0


@pytest.mark.slow
@given(st.text(letters, max_size=40), st.sampled_from(Face))
def test_a_line_is_as_wide_as_its_letters_and_their_kerning(text: str, face: Face) -> None:
    drawn_text = drawable(text)
    data, wide = line_of(drawn_text, face)
    pairs = sum(kern(one, two, face) for one, two in pairwise(drawn_text)) * 1000
    assert wide == pytest.approx(text_width(drawn_text, face, 1000) + pairs, abs=1e-6)
    assert bool(data) == bool(drawn_text.strip(" \u00a0"))


@pytest.mark.slow
def test_a_picture_of_outlines_has_no_text_left_and_keeps_its_colours() -> None:
    svg = spec_svg(shown(View(extent="europe")), base="https://atlas.example.org/", made_on=TODAY)
    outlines = outlined(svg)
    assert "<text" not in outlines
    assert outlines.count('paint-order="stroke"') == svg.count('paint-order="stroke"')
    assert outlined('<text x="5" y="6" font-size="10" fill="#123456"> </text>') == ""


@pytest.mark.parametrize(("anchor", "left"), [("", 100.0), ("middle", 100 - 18.525), ("end", 100 - 37.05)])
def test_a_line_is_anchored_as_its_text_was(anchor: str, left: float) -> None:
    manner = f' text-anchor="{anchor}"' if anchor else ""
    outlines = outlined(f'<text x="100" y="20" font-size="50" fill="#000000"{manner}>H</text>')
    place = re.findall(r"matrix\(([-.\d ]+)\)", outlines)[0].split()
    assert [float(value) for value in place] == pytest.approx([0.05, 0, 0, -0.05, left, 20], abs=0.01)


def test_a_halo_is_as_wide_as_it_was() -> None:
    outlines = outlined('<text x="1" y="2" font-size="20" fill="#000000" stroke="#FFFFFF" stroke-width="3">H</text>')
    assert 'stroke-width="150"' in outlines


def test_letters_are_drawn_where_the_text_stands() -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">'
    sentence = "<title>t</title><desc>d</desc>"
    text = '<text x="20" y="80" font-size="60" fill="#000000">H</text></svg>'
    image = Image.open(BytesIO(png(head + sentence + text, 100))).convert("RGBA")
    box = image.getchannel("A").getbbox()
    assert box is not None
    # H is 0.714 font sizes high and its stems begin 0.098 from the left.
    assert box == pytest.approx((25, 37, 59, 80), abs=1)


def drawn_box(text: str) -> tuple[int, int, int, int]:
    """Where a text of 60 pixels has ink, from the left upper corner; its base line is 80 pixels down."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">'
    line = f'<text x="20" y="80" font-size="60" fill="#000000" font-family="{Face.REGULAR.family}">{text}</text>'
    image = Image.open(BytesIO(png(f"{head}<title>t</title><desc>d</desc>{line}</svg>", 100))).convert("RGBA")
    box = image.getchannel("A").getbbox()
    assert box is not None
    return box


@pytest.mark.slow
@pytest.mark.parametrize(("letter", "mark"), [("g", "\u0303"), ("G", "\u0303"), ("а", "\u0301"), ("М", "\u0301")])
def test_a_loose_mark_stands_over_its_letter_and_takes_no_room(letter: str, mark: str) -> None:
    bare, marked = drawn_box(letter), drawn_box(letter + mark)
    assert bare[1] - marked[1] > 5  # pixels: higher by the mark, which touches no capital either
    assert (bare[0], bare[3]) == pytest.approx((marked[0], marked[3]), abs=1)
    assert marked[2] - bare[2] <= 1
