"""Lines of text: none too wide, no word lost, whatever the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.render.typesetting import Face, balanced, text_width, wrapped
from tests.shipped_views import dataset

words = st.text(st.characters(min_codepoint=33, max_codepoint=383, exclude_categories=("Z", "C")), max_size=60)
paragraphs = st.lists(words, max_size=25).map(" ".join)


@pytest.mark.slow
@given(paragraphs, st.floats(30, 600), st.sampled_from(Face), st.floats(0, 200))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str, width: float, face: Face, indent: float) -> None:
    lines = wrapped(text, width, face=face, size=13, indent=indent)
    assert all(text_width(line, face, 13) <= width for line in lines)
    assert text_width(lines[0], face, 13) <= max(width - indent, 0)
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(paragraphs, st.floats(60, 600))
def test_a_balanced_title_needs_no_more_lines(text: str, width: float) -> None:
    plain, even = (split(text, width, face=Face.TITLE, size=20) for split in (wrapped, balanced))
    assert len(even) <= len(plain)
    assert "".join(even).replace(" ", "") == "".join(plain).replace(" ", "")
    assert all(text_width(line, Face.TITLE, 20) <= width for line in even)


def test_an_address_is_broken_behind_its_punctuation() -> None:
    link = "https://atlas.example.org/?v=1&day=2026-11-21&layers=status.footprint.borders&extent=UKR"
    lines = wrapped(link, 200, face=Face.REGULAR, size=13)
    assert len(lines) > 1
    assert all(line[-1] in "/?&=.,_-" for line in lines[:-1])
    assert wrapped(f"Live view: {link}", 250, face=Face.REGULAR, size=13)[0].startswith("Live view: https://atlas.")


def test_a_number_stays_with_its_unit_and_a_day_with_its_month() -> None:
    for width in range(40, 400, 7):
        lines = wrapped("A claim of 250,000 km² made on 7 January 2023", width, face=Face.REGULAR, size=13)
        assert not any(line.startswith(("km²", "January")) for line in lines)


def test_a_title_of_two_lines_is_even() -> None:
    lines = balanced("Five states have left the convention and one claims to suspend it", 420, face=Face.TITLE, size=20)
    one, two = (text_width(line, Face.TITLE, 20) for line in lines)
    assert one == pytest.approx(two, rel=0.3)  # the last word of the first is longer than that


@pytest.mark.slow
def test_every_name_of_a_state_fits_into_the_narrowest_column() -> None:
    for state in dataset().states.values():
        assert all(text_width(line, Face.BOLD, 13) <= 120 for line in wrapped(state.name, 120, face=Face.BOLD, size=13))


def test_an_empty_text_is_one_empty_line() -> None:
    assert wrapped(" ", 100, face=Face.REGULAR, size=13) == ("",)
