"""No output says of United Nations practice what the listed departures contradict, whatever its format."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html import unescape

import pytest
from hypothesis import given

from dashboard.maps import boundary_notes as borders
from dashboard.maps.reference.about import chapters
from dashboard.maps.spec import spec_json
from dashboard.maps.view import PRESETS, View
from dashboard.render.formats import FORMATS, Options, file_bytes
from dashboard.render.html.reference import about_html
from dashboard.render.live_map.geometry import frame_details
from geodata.geo.boundaries import boundary_notes, disputed_lines
from tests.properties import examples
from tests.shipped_views import TODAY, common_views, dataset, shown

NATIONS = re.compile(r"\b(?:United Nations|UN)\b")
# What claims that the atlas does throughout as the United Nations does.
FOLLOWS = re.compile(
    r"\b(?:follow|conform|correspond|accord|compl[iy]|agree|in line|in keeping|same as)", re.IGNORECASE
)
PRACTICE = re.compile(r"\b(?:practice|usage|United Nations maps?|UN maps?)\b", re.IGNORECASE)
BASED = "based on United Nations practice"
QUALIFIED = re.compile(r"where it is known(?:[;,] (?:About lists departures|where they)|: the map of UN)")
AS_ON_THE_MAP = "as on the map of UN Geospatial"
READ = ("svg", "html", "embed", "csv", "xlsx", "geojson", "json", "pptx")
OPTIONS = Options(base="https://atlas.example/", made_on=TODAY)


def contradictions(text: str) -> list[str]:
    """Sentences of a text that claim more of United Nations practice than the departures leave true."""
    text = " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())
    items = []
    for sentence in re.split(r"(?<=[.!?])[ \"]|\\n", text):
        if NATIONS.search(sentence):
            is_claim = FOLLOWS.search(sentence) and PRACTICE.search(sentence)
            if is_claim or (BASED in sentence and not QUALIFIED.search(sentence)):
                items.append(sentence)
    alike = [note.text for note in boundary_notes() if not note.departure]
    alike += [f"{line.name}: {line.style}, {AS_ON_THE_MAP}" for line in disputed_lines() if not line.departs]
    true = tuple(one.partition(AS_ON_THE_MAP)[0] + AS_ON_THE_MAP for one in alike if AS_ON_THE_MAP in one)
    ends = [match.end() for match in re.finditer(AS_ON_THE_MAP, text)]
    items += [text[end - 120 : end] for end in ends if not text[:end].endswith(true)]
    return items


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from strings_in(item)


def texts_in(body: bytes) -> Iterator[str]:
    if body[:1] == b"{":
        yield from strings_in(json.loads(body))
        return
    if body[:2] != b"PK":
        yield body.decode("utf-8-sig")
        return
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                yield package.read(name).decode()


@pytest.mark.parametrize(
    "text",
    [
        "Boundaries, names and designations follow the practice of the United Nations.",
        "Boundaries follow UN practice and are those of the present.",
        "Kosovo is drawn, as on the map of UN Geospatial.",
        "Boundaries and names are based on United Nations practice.",
        "Names are in line with United Nations usage.",
    ],
)
def test_a_sentence_that_says_too_much_is_found(text: str) -> None:
    assert contradictions(text)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(len(PRESETS)), ids=lambda number: PRESETS[number].preset_id)
def test_no_output_of_a_ready_view_contradicts_the_departures(number: int) -> None:
    spec = shown(PRESETS[number].view)
    for ending in {"json", "html", READ[number % len(READ)]}:
        for text in texts_in(file_bytes(FORMATS[ending], spec, OPTIONS)):
            assert contradictions(text) == []


@pytest.mark.slow
@given(common_views())
@examples(30)
def test_no_random_view_contradicts_the_departures(view: View) -> None:
    assert [text for text in strings_in(json.loads(spec_json(shown(view)))) if contradictions(text)] == []


@pytest.mark.parametrize("note", boundary_notes(), ids=lambda note: note.note_id)
def test_no_note_contradicts_its_own_departure(note: object) -> None:
    (item,) = [known for known in boundary_notes() if known is note]
    assert contradictions(borders.note_text(item, dataset().sources)) == []
    assert not (item.departure and "as on the map of UN Geospatial" in item.text)


@pytest.mark.slow
def test_neither_the_method_nor_the_map_contradicts_the_departures() -> None:
    assert contradictions(about_html(chapters(dataset(), today=TODAY))) == []
    for extent_id in ("world", "IND", "ETH", "SDN", "ISR", "SRB"):
        for text in texts_in(frame_details(extent_id, dataset().sources)):
            assert contradictions(text) == []


@pytest.mark.slow
def test_every_departure_is_listed_under_about_and_in_the_note_of_its_map() -> None:
    about = about_html(chapters(dataset(), today=TODAY))
    listed = borders.departures()
    departing = [note for note in boundary_notes() if note.departure]
    assert {"kosovo", "chagos", "jammu-and-kashmir", "halaib", "siachen"} <= {note.note_id for note in departing}
    assert len(listed) == 1 + len(departing)
    assert all(text in unescape(about) for text in listed)
    for note in departing:
        area = note.areas[0]
        assert any(note.departure in piece for piece in shown(View(country=area)).notes), note.note_id
