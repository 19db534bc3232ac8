"""A view as a picture: fills the slide, told in words, with the title behind it."""

import struct
import zlib

import pytest

from dashboard.maps.view import View
from dashboard.render.pptx.deck import picture_deck
from dashboard.render.pptx.slide import PictureOf, png_size
from tests.slide_reading import description, opened, shape, slide_of, title_of


def png(wide: int, high: int) -> bytes:
    """A white picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * wide) * high)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_picture_fills_the_slide_and_is_told_in_words() -> None:
    words = slide_of(View(extent="korea")).words
    (slide,) = opened(picture_deck([PictureOf(png(32, 18), words)])).slides
    item = shape(list(slide.shapes), "Map (picture)")
    assert (item.left, item.top, item.width, item.height) == (0, 0, 12_192_000, 6_858_000)
    assert words.spec.in_words in description(item)
    assert item.click_action.hyperlink.address == words.link
    assert title_of(slide) == words.spec.headline.text
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    assert all(source.text in notes.text for source in words.spec.sources)


def test_a_picture_of_other_proportions_is_not_stretched() -> None:
    (slide,) = opened(picture_deck([PictureOf(png(20, 20), slide_of(View(extent="korea")).words)])).slides
    item = shape(list(slide.shapes), "Map (picture)")
    assert item.width == item.height == 6_858_000
    assert item.left == (12_192_000 - 6_858_000) // 2


def test_several_pictures_have_a_title_slide_and_their_sources_at_the_end() -> None:
    words = slide_of(View(extent="korea")).words
    image = opened(picture_deck([PictureOf(png(16, 9), words, heading="A step")] * 2, title="Pictures"))
    titles = [title_of(slide) for slide in image.slides]
    assert titles == ["Pictures", "A step", "A step", "Sources: A step", "Sources: A step"]


@pytest.mark.parametrize("file", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n", png(3, 2)[:20]])
def test_what_is_no_png_is_refused(file: bytes) -> None:
    with pytest.raises(ValueError, match="PNG"):
        png_size(file)


def test_a_picture_without_a_size_is_refused() -> None:
    with pytest.raises(ValueError, match="no size"):
        png_size(png(3, 2)[:16] + b"\0" * 8)
