"""What a street map adds to a message: shapes, symbols and outlines in its projection, and the way back without it."""

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pyproj
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.maps.compose.compose import compose
from dashboard.maps.spec import CitedText, MapSpec, Shape, Symbol
from dashboard.maps.street_maps import Credit, StreetMap
from dashboard.maps.view import View
from dashboard.render.live_map.geometry import frame_answer, frame_url
from dashboard.render.live_map.message import BASE64, base64_vlq, drawn_frame, message, street_part
from dashboard.render.wire import DrawnPart
from geodata.geo.boundaries import extent
from geodata.geo.extent_geometry import street_extent
from geodata.geo.frames import frame_areas
from geodata.geo.projections import METRES_PER_UNIT, project
from tests.map_specs import RELEASE, map_spec
from tests.shipped_views import TODAY, dataset

KYIV = (30.52, 50.45)


def over_streets(extent: str = "UKR") -> MapSpec:
    symbol = Symbol("event-1", "status", *KYIV, 5.0, "class-0", CitedText("An event"), "UKR")
    shape = Shape("shape-1", "status", (KYIV, (31.0, 50.0), (30.0, 50.0)), "class-0", CitedText("A shape"))
    return replace(map_spec(extent, symbols=(symbol,), shapes=(shape,)), streets="openstreetmap")


def sent_of(spec: MapSpec) -> Any:
    """The message as the browser reads it."""
    return json.loads(json.dumps(message(spec)))


def test_without_a_street_map_a_message_names_none() -> None:
    assert sent_of(map_spec("UKR"))["streets"] is None
    assert "tile" not in json.dumps(message(map_spec("UKR")))


def test_over_a_street_map_everything_is_in_its_projection() -> None:
    sent = sent_of(over_streets())
    assert sent["url"] == frame_url("UKR~streets", RELEASE)
    assert len(sent["fill"]) == len(frame_areas("UKR~streets"))
    west, south, east, north = street_extent("UKR").bounds
    ((x, y, *_),), ((_, _, ring, *_),) = sent["symbols"], sent["shapes"]
    assert west < x < east
    assert south < y < north
    assert numbers_of(ring)[:2] == [round(x * 1000), round(y * 1000)]
    metres = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:3857", always_xy=True).transform(*KYIV)
    assert (x * METRES_PER_UNIT, y * METRES_PER_UNIT) == pytest.approx(metres, abs=50)


def numbers_of(text: str) -> list[int]:
    """Read base64 VLQ by its definition: five bits a character, the lowest first, the sixth set where more follow."""
    groups = [BASE64.index(character) for character in text]
    ends = [0, *(i + 1 for i, group in enumerate(groups) if not group & 32)]
    sizes = [sum((group & 31) << 5 * i for i, group in enumerate(groups[a:b])) for a, b in pairwise(ends)]
    return [-(size >> 1) if size & 1 else size >> 1 for size in sizes]


@given(st.lists(st.integers(-(2**30), 2**30)))
@example([0, 0, 1, -1, 16, -16, 2**30 - 1, -1234567])
def test_base64_vlq_leads_back_to_its_numbers(numbers: list[int]) -> None:
    assert numbers_of(base64_vlq(numbers)) == numbers


def test_numbers_are_written_as_source_maps_write_them() -> None:
    # tests/javascript/positions.test.js reads the same text
    assert base64_vlq([0, 0, 1, -1, 16, -16, 2**30 - 1, -1234567]) == "AACDgBhB+/////BvorrC"


@given(ring=st.lists(st.tuples(st.floats(-170, 170), st.floats(-70, 70)), min_size=3, max_size=12))
def test_the_turns_of_a_ring_lead_to_each_of_its_corners(ring: list[tuple[float, float]]) -> None:
    spec = map_spec("world", shapes=(Shape("shape-1", "status", tuple(ring), "class-0", CitedText("A shape")),))
    ((_, _, turns, *_),) = sent_of(spec)["shapes"]
    corners = np.array(numbers_of(turns)).reshape(-1, 2).cumsum(axis=0).cumsum(axis=0) / 1000
    assert corners == pytest.approx(
        project(extent("world"), np.array(ring[: -1 if ring[0] == ring[-1] else None])), abs=0.0006
    )


def test_the_way_back_is_the_message_without_street_map() -> None:
    sent, plain = sent_of(over_streets()), sent_of(replace(over_streets(), streets=""))
    back = sent["streets"]["plain"]
    assert {**sent, **back, "streets": None} == plain
    assert back["url"] == frame_url("UKR", RELEASE)


def test_the_credits_are_text_and_addresses() -> None:
    plain: DrawnPart = {"url": "", "fill": "", "symbols": [], "shapes": []}
    pieces = (Credit("<b>© "), Credit('A"B', 'https://a.org/?x="y"&z'))
    part = street_part(StreetMap("a", "A", "", "", "https://a.org/{z}", "", 17, pieces), plain)
    assert part["credits"] == [("<b>© ", ""), ('A"B', 'https://a.org/?x="y"&z')]


@pytest.mark.slow
def test_a_geometry_answer_says_whether_it_is_for_a_street_map() -> None:
    assert json.loads(frame_answer("UKR~streets", {}, {}))["isStreetMap"] is True
    assert json.loads(frame_answer("UKR", {}, {}))["isStreetMap"] is False


def test_a_view_with_a_street_map_has_it_in_its_specification_and_only_for_a_close_up() -> None:
    view = View(extent="UKR", streets="openstreetmap-de", layers=("status", "events"))
    spec = compose(view, dataset(), today=TODAY)
    assert spec.streets == "openstreetmap-de"
    assert drawn_frame(spec) == "UKR~streets"
    assert compose(replace(view, extent="world"), dataset(), today=TODAY).streets == ""
