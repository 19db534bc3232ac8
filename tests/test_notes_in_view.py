"""Notes on boundaries: where they apply, and that they say what the lines on the map look like."""

import pytest
import shapely

from geodata.boundaries import boundary_notes, disputed_lines, extent
from geodata.extents import EXTENTS
from geodata.notes_in_view import notes_in_view


def ids(extent_id: str) -> set[str]:
    return {placed.note.note_id for placed in notes_in_view(extent_id)}


def test_the_world_shows_every_note_but_the_disclaimer() -> None:
    assert [placed.note for placed in notes_in_view("world")] == list(boundary_notes()[1:])


def test_a_close_up_has_the_notes_of_what_it_shows() -> None:
    assert ids("korea") == {"korea"}
    assert {"crimea", "ukraine-regions", "transnistria"} <= ids("UKR")
    assert "korea" not in ids("UKR")
    assert {"jammu-and-kashmir", "siachen", "aksai-chin", "arunachal-pradesh"} <= ids("IND")
    assert ids("VAT") == set()
    assert "falkland-islands" in ids("FLK")
    assert ids("UKR~streets") >= {"crimea"}


def test_a_note_of_the_far_side_of_the_globe_is_not_in_view() -> None:
    assert "antarctica" not in ids("GRL")
    assert "antarctica" in ids("ATA")
    assert "chagos" not in ids("americas")


@pytest.mark.parametrize("extent_id", [row.extent_id for row in EXTENTS])
def test_a_note_applies_to_a_part_of_the_map(extent_id: str) -> None:
    west, south, east, north = extent(extent_id).bounds
    for placed in notes_in_view(extent_id):
        left, low, right, high = placed.bounds
        assert west <= left <= right <= east, placed.note.note_id
        assert south <= low <= high <= north, placed.note.note_id


def test_each_disputed_line_is_explained_by_a_note_that_names_its_style() -> None:
    for line in disputed_lines():
        about = [
            note.text.casefold()
            for note in boundary_notes()[1:]
            if set(note.areas) & set(line.areas)
            and shapely.box(note.west, note.south, note.east, note.north).intersects(line.geometry)
        ]
        assert any(line.style in text for text in about), line.line_id


def test_only_lines_of_control_and_of_separation_are_dotted() -> None:
    dotted = {line.line_id for line in disputed_lines() if line.style == "dotted"}
    assert dotted == {"cyprus-buffer-zone", "golan-separation", "kashmir-line-of-control", "western-sahara-berm"}
