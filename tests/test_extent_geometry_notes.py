"""Notes on boundaries: where they apply, and that they say what the lines on the map look like."""

import pytest
import shapely

from geodata.geo.boundaries import boundary_notes, disputed_lines, extent
from geodata.geo.extent_geometry import lines_in_view, notes_in_view
from geodata.geo.projections import EXTENTS
from geodata.model import BoundaryNote, DisputedLine
from tests.shipped_views import dataset


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


def styles(style: str) -> set[str]:
    return {line.line_id for line in disputed_lines() if line.style == style}


def test_lines_of_control_and_of_separation_and_the_limits_of_abyei_are_dotted() -> None:
    assert styles("dotted") == {
        "abyei",
        "cyprus-buffer-zone",
        "golan-separation",
        "kashmir-line-of-control",
        "western-sahara-berm",
    }


def test_what_the_united_nations_draws_as_a_boundary_is_solid_though_the_area_is_disputed() -> None:
    assert styles("solid") == {
        "aksai-chin",
        "aksai-chin-actual-control",
        "arunachal-pradesh",
        "golan-armistice-line",
        "halaib",
        "ilemi-south-limit",
        "kashmir-china",
        "western-sahara",
    }


def test_a_line_has_the_style_of_the_united_nations_or_is_not_on_their_map_and_a_note_says_so() -> None:
    departing = {line.line_id for line in disputed_lines() if line.departs}
    assert departing == {"cyprus-buffer-zone", "golan-separation", "kosovo", "siachen", "western-sahara-berm"}
    for line in disputed_lines():
        assert line.un_style in {line.style, "none"}, line.line_id
        if line.departs:
            about = [note for note in boundary_notes() if set(note.areas) & set(line.areas) and note.departure]
            boxes = [shapely.box(note.west, note.south, note.east, note.north) for note in about]
            assert any(box.intersects(line.geometry) for box in boxes), line.line_id


def test_each_line_and_each_note_rests_on_documents_that_the_atlas_has() -> None:
    items: list[DisputedLine | BoundaryNote] = [*disputed_lines(), *boundary_notes()]
    for cited in items:
        assert cited.citations, cited
        assert all(citation.source_id in dataset().sources and citation.locator for citation in cited.citations), cited
    assert all(line.basis for line in disputed_lines())


def test_lines_in_view_lie_on_the_map() -> None:
    assert {placed.line.line_id for placed in lines_in_view("korea")} == {"korea-military-demarcation-line"}
    assert len(lines_in_view("world")) == len(disputed_lines())
    assert lines_in_view("ISL") == ()
    for placed in lines_in_view("IND"):
        west, south, east, north = extent("IND").bounds
        left, low, right, high = placed.bounds
        assert west <= left <= right <= east, placed.line.line_id
        assert south <= low <= high <= north, placed.line.line_id
