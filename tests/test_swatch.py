"""Swatches: the colour and hatch of a class, in either theme, as an address."""

from base64 import b64decode
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.palette import CLAIM_LOOKS, EVENT_LOOKS, STATUS_LOOKS, USE_LOOKS
from dashboard.maps.spec import Hatch, Look, Paint
from dashboard.render.html.swatch import colour, data_uri, swatch_address, swatch_at, swatch_img, swatch_svg

BLUE, WHITE = Paint("#1B6DC4", "#4C9BEB"), Paint("#FFFFFF", "#10202C")
LOOKS = {**STATUS_LOOKS, **CLAIM_LOOKS, **USE_LOOKS, **EVENT_LOOKS}


@pytest.mark.parametrize("class_id", LOOKS)
def test_a_swatch_is_svg_of_18_by_14_pixels(class_id: str) -> None:
    root = ElementTree.fromstring(swatch_svg(LOOKS[class_id]))  # noqa: S314 - our own text
    assert (root.get("width"), root.get("height")) == ("18", "14")


@pytest.mark.parametrize("hatch", [hatch for hatch in Hatch if hatch is not Hatch.NONE])
def test_every_hatch_is_drawn_in_its_ink(hatch: Hatch) -> None:
    svg = swatch_svg(Look(BLUE, hatch, WHITE), "light")
    assert 'fill="url(#h)"' in svg
    assert "#FFFFFF" in svg


def test_no_two_hatches_look_the_same() -> None:
    assert len({swatch_svg(Look(BLUE, hatch, WHITE)) for hatch in Hatch}) == len(Hatch)


def test_a_plain_class_has_no_pattern() -> None:
    assert "pattern" not in swatch_svg(Look(BLUE, Hatch.NONE, WHITE))


def test_a_picture_that_leaves_the_page_has_the_colours_of_one_theme() -> None:
    look = Look(BLUE, Hatch.DOTS, WHITE)
    assert "#1B6DC4" in swatch_svg(look, "light")
    assert "#4C9BEB" not in swatch_svg(look, "light")
    assert "#4C9BEB" in swatch_svg(look, "dark")


def test_on_the_page_a_swatch_follows_the_readers_theme() -> None:
    svg = swatch_svg(Look(BLUE, Hatch.NONE, WHITE))
    assert "color-scheme:light dark" in svg
    assert 'fill="#1B6DC4" style="fill:light-dark(#1B6DC4,#4C9BEB)"' in svg
    assert colour(BLUE) == "light-dark(#1B6DC4,#4C9BEB)"


def test_what_is_drawn_as_a_circle_has_a_round_swatch() -> None:
    assert "<circle" in swatch_svg(Look(BLUE, Hatch.NONE, WHITE), symbol="circle")
    assert "<rect" in swatch_svg(Look(BLUE, Hatch.NONE, WHITE), symbol="fill")


def test_an_address_holds_the_whole_picture() -> None:
    kind, _, body = data_uri("<svg/>").partition(";base64,")
    assert (kind, b64decode(body)) == ("data:image/svg+xml", b"<svg/>")


def test_a_swatch_beside_its_label_says_nothing_of_its_own() -> None:
    assert ' alt="" ' in swatch_img(Look(BLUE, Hatch.NONE, WHITE))


@given(st.sampled_from([*LOOKS.values()]), st.sampled_from(["fill", "circle"]))
def test_the_address_of_a_swatch_says_all_of_it(look: Look, symbol: str) -> None:
    name = swatch_address(look, symbol=symbol).removeprefix("swatch/").removesuffix(".svg")
    assert swatch_at(name) == swatch_svg(look, symbol=symbol)


@given(st.text())
def test_a_name_that_no_swatch_has_gives_none(name: str) -> None:
    assert swatch_at(name) is None
