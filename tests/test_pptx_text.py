"""How much room a text takes: never less than it needs, and the size at which it fits."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.render.pptx.text import fitting_size, lines_of
from dashboard.render.typesetting import Face, text_width, wrapped

TEXTS = st.text(st.sampled_from("abc ilmW-–é."), min_size=1, max_size=120)


@given(TEXTS, st.floats(30, 400), st.sampled_from(Face))
def test_the_lines_of_a_text_hold_it_with_room_to_spare(text: str, width: float, face: Face) -> None:
    lines = lines_of(text, width, size=10, face=face)
    assert lines >= 1
    assert lines * width / 1.1 >= text_width(" ".join(text.split()), face, 10) - 10 * lines


@given(TEXTS, st.floats(60, 400))
def test_a_text_takes_no_more_lines_in_a_wider_box(text: str, width: float) -> None:
    assert lines_of(text, width * 1.5, size=10) <= lines_of(text, width, size=10)


def test_the_largest_size_that_fits_is_taken_and_the_last_when_none_does() -> None:
    text = "word " * 40
    size = fitting_size(text, 400, sizes=(24, 16, 8), lines=3, face=Face.TITLE)
    assert size == 8
    assert fitting_size("word", 400, sizes=(24, 16, 8), lines=1, face=Face.TITLE) == 24
    assert fitting_size(text * 9, 100, sizes=(24, 16), lines=1, face=Face.TITLE) == 16


def test_a_word_that_only_just_fits_takes_no_fewer_lines_than_when_it_is_broken() -> None:
    text = "A AAAAAAAAAAAAAAAAAA A"
    assert [len(wrapped(text, width, face=Face.REGULAR, size=12)) for width in (142 / 1.12, 142)] == [2, 3]
    assert lines_of(text, 142, size=12) == 3
